/* Whatever fails under the screens and under commands: it is said in a sentence, what is typed
 * stays, what is saved is whole, nothing spins, and work goes on when the cause goes. */
#define _GNU_SOURCE /* prlimit */
#include "support/desk.h"
#include "support/disk.h"
#include "support/forger.h"
#include "support/test.h"
#include "support/whole.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct terminal_options tall = {.rows = 40, .cols = 160};

#define OF_WORK " FROM work WHERE title GLOB 'Con đường bích họa*'"
#define UNKEPT  "Chưa giữ được bản nháp. "

/* ---- at her screens */

/* In the form of a work that waits, its goal changed from 0,6 to 0,9 and not saved. */
static void edit(struct desk *d) {
    terminal_send(d->t, "2w/bich hoa<Enter>");
    terminal_wait_at_cursor(d->t, "Con đường bích họa");
    terminal_send(d->t, "e");
    terminal_wait_row(d->t, 0, "Sửa công trình, phần việc");
    terminal_send(d->t, "<Tab><Tab><Tab><Tab>0,9");
    terminal_wait_at_cursor(d->t, "0,9");
}

/* Clock ticks of processor time it has had. */
static long had(pid_t pid) {
    char path[64], text[512];
    long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    const char *at = strrchr(text, ')');
    assert_non_null(at);
    assert_int_equal(
        sscanf(at, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &kernel), 2);
    return user + kernel;
}

/* The failure goes on and nobody types: hardly a byte, hardly any work. */
static void calm(struct desk *d) {
    enum { WHILE = 2500, SHARE = 10 };
    long before = had(terminal_pid(d->t));
    terminal_wait_quiet(d->t, WHILE);
    assert_true(had(terminal_pid(d->t)) - before < WHILE * sysconf(_SC_CLK_TCK) / 1000 / SHARE);
}

/* Refused with this sentence, which is not what is said of the draft; the form is open still, with
 * what she typed. */
static void not_saved(struct desk *d, const char *sentence) {
    terminal_send(d->t, "<C-s>");
    for (int looks = 0;; looks++) {
        const char *said = terminal_row(d->t, terminal_rows(d->t) - 2);
        if (strstr(said, sentence) != NULL && strstr(said, UNKEPT) == NULL)
            break;
        if (looks > 2 * LOOKS) /* a save waits half as long for another's */
            fail_msg("“%s” is not said:\n%s", sentence, terminal_screen(d->t));
        terminal_wait_quiet(d->t, LOOK);
    }
    terminal_wait_row(d->t, 0, "Sửa công trình, phần việc");
    terminal_wait_at_cursor(d->t, "0,9");
}

static void sound(struct desk *d) {
    whole_is_sound(d->cli.db);
    assert_int_equal(forger_wrong(d->cli.db), 0);
}

/* The cause is gone: the same key saves, once. */
static void saved(struct desk *d) {
    assert_int_equal(cli_sql(&d->cli, "SELECT goal" OF_WORK), 600);
    terminal_send(d->t, "<C-s>");
    terminal_wait_for(d->t, "Đã lưu.");
    assert_int_equal(cli_sql(&d->cli, "SELECT goal" OF_WORK), 900);
    assert_int_equal(cli_sql(&d->cli, "SELECT count(*) FROM draft"), 0);
    sound(d);
}

/* ---- by commands */

static void command_fails(struct desk *d, int code, const char *sentence) {
    assert_int_equal(cli(&d->cli, "set", "unit", "hai-anh", "phone=0933 333 333", NULL), code);
    cli_complained(&d->cli, sentence);
}

static void command_works(struct desk *d) {
    assert_int_equal(cli(&d->cli, "set", "unit", "hai-anh", "phone=0944 444 444", NULL), 0);
    assert_int_equal(
        cli_sql(&d->cli, "SELECT phone = '0944 444 444' FROM unit WHERE code = 'hai-anh'"), 1);
}

/* ---- a disk that is full, or read-only */

enum { KILOBYTES = 16384 };

static void full_disk(void **state) {
    struct desk d;
    (void)state;
    disk_make(KILOBYTES);
    desk_open(&d, &tall);
    edit(&d);
    struct whole before = whole_but_log(d.cli.db);
    disk_fill();
    terminal_send(d.t, "5");
    terminal_wait_for(d.t, UNKEPT "Đĩa đã đầy");
    terminal_send(d.t, "<BS>");
    terminal_wait_at_cursor(d.t, "0,9");
    not_saved(&d, "Đĩa đã đầy nên chưa lưu được gì");
    terminal_send(d.t, "<Left><Right>"); /* what is said of the save goes */
    terminal_wait_for(d.t, UNKEPT "Đĩa đã đầy");
    calm(&d);
    command_fails(&d, 6, "Đĩa đã đầy");
    assert_int_equal(cli(&d.cli, "backup", NULL), 6);
    cli_complained(&d.cli, "Chưa sao lưu được: Đĩa đã đầy");
    assert_int_equal(cli(&d.cli, "status", NULL), 0);
    assert_string_equal(whole_but_log(d.cli.db).digits, before.digits);
    sound(&d);
    disk_empty();
    terminal_wait_gone(d.t, UNKEPT);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    command_works(&d);
    assert_int_equal(cli(&d.cli, "backup", NULL), 0);
    saved(&d);
    desk_close(&d);
    disk_end();
}

/* In again while it is full: she can read, and go on where she was when there is room. */
static void full_disk_at_the_next_login(void **state) {
    struct desk d;
    (void)state;
    disk_make(KILOBYTES);
    desk_open(&d, &tall);
    edit(&d);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    desk_cut(&d);
    disk_fill();
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "› !  Bản nháp chưa lưu: ");
    terminal_send(d.t, "<Enter>");
    terminal_wait_at_cursor(d.t, "0,9");
    not_saved(&d, "Đĩa đã đầy nên chưa lưu được gì");
    disk_empty();
    saved(&d);
    desk_close(&d);
    disk_end();
}

static void read_only_disk(void **state) {
    struct desk d;
    (void)state;
    disk_make(KILOBYTES);
    desk_prepare(&d);
    disk_read_only(true);
    desk_start(&d, &tall);
    terminal_wait_row(d.t, 0, "Thi đua");
    edit(&d);
    terminal_wait_for(d.t, UNKEPT "Tệp dữ liệu hoặc đĩa chỉ cho đọc");
    not_saved(&d, "Tệp dữ liệu hoặc đĩa chỉ cho đọc nên chưa lưu được");
    calm(&d);
    command_fails(&d, 6, "chỉ cho đọc");
    assert_int_equal(cli(&d.cli, "backup", NULL), 6);
    cli_complained(&d.cli, "đĩa chỉ cho đọc");
    assert_int_equal(cli(&d.cli, "status", NULL), 0);
    disk_read_only(false);
    terminal_wait_gone(d.t, UNKEPT);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    saved(&d);
    command_works(&d);
    desk_close(&d);
    disk_end();
}

/* ---- a disk that fails, memory that is exhausted, a lock that is held */

static void limit(struct desk *d, __rlimit_resource_t what, rlim_t most) {
    struct rlimit to = {most, RLIM_INFINITY};
    assert_int_equal(prlimit(terminal_pid(d->t), what, &to, NULL), 0);
}

static void failing_disk(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    edit(&d);
    limit(&d, RLIMIT_FSIZE, 512); /* a write that goes further fails */
    not_saved(&d, "Đĩa báo lỗi khi đọc hoặc ghi dữ liệu nên chưa lưu được");
    calm(&d);
    sound(&d);
    limit(&d, RLIMIT_FSIZE, RLIM_INFINITY);
    saved(&d);
    desk_close(&d);
}

/* Not another page of memory, whatever she opens: some of it can be done, and the rest is said. */
static void no_memory(void **state) {
    static const char *const walk[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
    struct desk d;
    bool told = false;
    (void)state;
    desk_open(&d, &tall);
    limit(&d, RLIMIT_AS, 1);
    for (size_t i = 0; i < sizeof walk / sizeof walk[0]; i++) {
        terminal_send(d.t, walk[i]);
        terminal_wait_quiet(d.t, 300);
        told = told || terminal_has(d.t, "Máy chủ hết bộ nhớ nên chưa làm được việc này");
        if (strstr(terminal_row(d.t, 0), "Thi đua ·") == NULL)
            terminal_send(d.t, "q");
        terminal_wait_row(d.t, 0, "Thi đua ·");
    }
    calm(&d);
    assert_true(told);
    limit(&d, RLIMIT_AS, RLIM_INFINITY);
    edit(&d);
    limit(&d, RLIMIT_AS, 1);
    calm(&d);
    limit(&d, RLIMIT_AS, RLIM_INFINITY);
    saved(&d);
    desk_close(&d);
}

/* A command that is given ever more of it: it is done, or the sentence is there. */
static void no_memory_for_a_command(void **state) {
    struct desk d;
    char line[2048];
    int done = 0, refused = 0;
    (void)state;
    desk_prepare(&d);
    for (int kilobytes = 4000; done < 3; kilobytes += 16) {
        snprintf(line, sizeof line, "ulimit -v %d; exec '%s' --db '%s' --today 05/11/2021 status",
                 kilobytes, getenv("THIDUA"), d.cli.db);
        const char *const argv[] = {"sh", "-c", line, NULL};
        struct run r = run_program(argv, NULL, NULL, 0);
        assert_true(r.code == 0 || r.code == 6 || r.code == 127); /* 127: not even loaded */
        if (r.code == 6 && strcmp(r.err, "thidua: Máy chủ hết bộ nhớ nên chưa làm được việc này; "
                                         "hãy thử lại sau.\n") != 0)
            fail_msg("with %d KB: “%s”", kilobytes, r.err);
        done += r.code == 0;
        refused += r.code == 6;
        run_free(&r);
    }
    assert_true(refused > 10);
    sound(&d);
    desk_close(&d);
}

static void locked(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    edit(&d);
    void *lock = cli_lock(&d.cli);
    not_saved(&d, "Dữ liệu đang được người khác ghi, chờ mãi chưa xong");
    command_fails(&d, 5, "Dữ liệu đang được người khác ghi, chờ mãi chưa xong");
    assert_int_equal(cli(&d.cli, "status", NULL), 0); /* who only reads does not wait */
    cli_unlock(lock);
    saved(&d);
    command_works(&d);
    desk_close(&d);
}

/* ---- the file replaced, taken away, cut */

static void replaced_for_good(void **state) {
    struct desk d;
    char file[600];
    (void)state;
    desk_open(&d, &tall);
    snprintf(file, sizeof file, "%s", cli_path(&d.cli, "ban.db"));
    assert_int_equal(cli(&d.cli, "backup", file, NULL), 0);
    edit(&d);
    assert_int_equal(cli(&d.cli, "restore", file, NULL), 0);
    not_saved(&d, "Tệp dữ liệu đã được thay bằng tệp khác hoặc bị dời đi");
    terminal_send(d.t, "<Left><Right>"); /* what is said of the save goes */
    terminal_wait_for(d.t, UNKEPT "Tệp dữ liệu đã được thay bằng tệp khác");
    calm(&d);
    command_works(&d); /* who comes now has the new one */
    terminal_send(d.t, "<Esc>b");
    terminal_wait_row(d.t, 0, "Đăng ký");
    desk_leave(&d);
    assert_int_equal(cli_sql(&d.cli, "SELECT goal" OF_WORK), 600); /* nothing of hers is in it */
    sound(&d);
    desk_start(&d, &tall);
    terminal_wait_row(d.t, 0, "Thi đua");
    edit(&d);
    saved(&d);
    desk_close(&d);
}

static void taken_away_and_put_back(void **state) {
    struct desk d;
    char away[600];
    (void)state;
    desk_open(&d, &tall);
    edit(&d);
    snprintf(away, sizeof away, "%s", cli_path(&d.cli, "cho-khac.db"));
    assert_int_equal(rename(d.cli.db, away), 0);
    not_saved(&d, "Tệp dữ liệu đã được thay bằng tệp khác hoặc bị dời đi");
    calm(&d);
    command_fails(&d, 4, "Không có cơ sở dữ liệu");
    assert_false(cli_exists(&d.cli, "thidua.db")); /* and none was made in its place */
    assert_int_equal(rename(away, d.cli.db), 0);
    saved(&d);
    command_works(&d);
    desk_close(&d);
}

/* The bytes of the file; the caller frees them. */
static char *read_file(const char *path, size_t *size) {
    struct stat st;
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &st), 0);
    *size = (size_t)st.st_size;
    char *bytes = malloc(*size);
    assert_non_null(bytes);
    assert_int_equal(read(fd, bytes, *size), st.st_size);
    assert_int_equal(close(fd), 0);
    return bytes;
}

static void cut_short(void **state) {
    static const off_t sizes[] = {3 * 4096, 100, 0};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct desk d;
        size_t size = 0;
        desk_open(&d, &tall);
        edit(&d);
        desk_wait(&d, "SELECT count(*) FROM draft", 1);
        char *bytes = read_file(d.cli.db, &size);
        assert_int_equal(truncate(d.cli.db, sizes[i]), 0);
        not_saved(&d, "hỏng");
        calm(&d);
        command_fails(&d, 6, sizes[i] < 100 ? "không phải là cơ sở dữ liệu" : "hỏng");
        int fd = open(d.cli.db, O_WRONLY);
        assert_int_equal(pwrite(fd, bytes, size, 0), size);
        assert_int_equal(close(fd), 0);
        free(bytes);
        command_works(&d);
        saved(&d);
        desk_close(&d);
    }
}

/* A list that cannot be read again shows what it showed, of the filter it had, and says why. */
static void a_list_that_cannot_be_read(void **state) {
    struct desk d;
    size_t size = 0;
    (void)state;
    desk_open(&d, &tall);
    terminal_send(d.t, "2w");
    terminal_wait_row(d.t, 0, "mục 1/3");
    char *bytes = read_file(d.cli.db, &size);
    assert_int_equal(truncate(d.cli.db, 4096), 0);
    terminal_send(d.t, "F");
    terminal_wait_for(d.t, "hỏng");
    terminal_send(d.t, "G");
    terminal_wait_gone(d.t, "hỏng");
    terminal_wait_row(d.t, 0, "mục 3/3");
    terminal_wait_row(d.t, 0, " Đăng ký · Trạng thái: đã gửi");
    assert_false(terminal_has(d.t, "Chưa có"));
    int fd = open(d.cli.db, O_WRONLY);
    assert_int_equal(pwrite(fd, bytes, size, 0), size);
    assert_int_equal(close(fd), 0);
    free(bytes);
    terminal_send(d.t, "F");
    terminal_wait_row(d.t, 0, "/53");
    desk_close(&d);
}

/* Under the sanitizers those of memory are left out: their allocator ends the program where ours
 * says so and goes on. Those of a disk of the test's own, where nobody but root may have one. */
enum { OF_MEMORY = 2, OF_A_DISK = 3 };
#if defined(__SANITIZE_ADDRESS__)
enum { FIRST = OF_MEMORY };
#elif defined(__has_feature)
enum { FIRST = __has_feature(address_sanitizer) ? OF_MEMORY : 0 };
#else
enum { FIRST = 0 };
#endif

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_memory),         cmocka_unit_test(no_memory_for_a_command),
        cmocka_unit_test(failing_disk),      cmocka_unit_test(locked),
        cmocka_unit_test(replaced_for_good), cmocka_unit_test(taken_away_and_put_back),
        cmocka_unit_test(cut_short),         cmocka_unit_test(a_list_that_cannot_be_read),
        cmocka_unit_test(full_disk),         cmocka_unit_test(full_disk_at_the_next_login),
        cmocka_unit_test(read_only_disk),
    };
    size_t count = sizeof tests / sizeof tests[0] - FIRST - (disk_possible() ? 0 : OF_A_DISK);
    return _cmocka_run_group_tests("failures", tests + FIRST, count, desk_group_setup,
                                   desk_group_teardown);
}
