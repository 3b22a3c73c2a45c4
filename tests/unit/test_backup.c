/* Backups: whole, under their name only when whole, made while others write, rotated. */
#include "support/forger.h"
#include "support/office.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/backup.h"
#include "thidua/record.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *at(const struct office *o, const char *name) {
    static char path[4][512];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", o->dir, name);
    return path[next];
}

static struct backup_done make(struct office *o, const char *target) {
    struct backup_done done;
    if (backup_make(&o->session, target, &o->arena, &done, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    return done;
}

static void refused(struct office *o, const char *target, enum rc rc, const char *sentence) {
    struct backup_done done;
    assert_int_equal(backup_make(&o->session, target, &o->arena, &done, &o->err), rc);
    if (strstr(o->err.message, sentence) == NULL)
        fail_msg("“%s” is not in: %s", sentence, o->err.message);
}

/* How many names in a folder of the office, hidden ones too. */
static int names(const struct office *o, const char *folder) {
    DIR *d = opendir(at(o, folder));
    int n = 0;
    if (d == NULL)
        return -1;
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return n;
}

static mode_t mode(const char *path) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

static void touch(const char *path) {
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    close(fd);
}

static bool there(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0;
}

static void all_of_it_under_its_name(void **state) {
    struct office *o = *state;
    struct chain_head head;
    char text[CHAIN_TEXT_SIZE];
    struct whole before = whole_of(o->path);
    struct backup_done done = make(o, NULL);
    assert_string_equal(whole_of(done.path).digits, before.digits);
    assert_string_equal(whole_of(o->path).digits, before.digits);
    whole_is_sound(done.path);
    assert_int_equal(chain_verify(&o->session, NULL, &head, &o->err), RC_OK);
    assert_int_equal(done.head.id, head.id);
    assert_memory_equal(done.head.hash, head.hash, SHA256_SIZE);
    assert_true(done.chained);
    assert_null(done.why);
    assert_false(done.open);
    assert_int_equal(done.dropped, 0);
    assert_int_equal(done.rows, whole_rows(o->path));
    /* thidua-YYYY-MM-DD-HHMMSS-HEAD.db, and nothing beside it */
    const char *name = strrchr(done.path, '/') + 1;
    assert_memory_equal(name, "thidua-2", 8);
    assert_int_equal(strspn(name + 7, "0123456789-"),
                     strlen("2021-11-05-213000-") + strspn(name + 25, "0123456789-"));
    assert_non_null(strstr(name, chain_text(&head, text)));
    assert_string_equal(name + strlen(name) - 3, ".db");
    assert_int_equal(names(o, "backup"), 1);
    assert_int_equal(mode(done.path), 0600);
    assert_int_equal(mode(at(o, "backup")), 0700);
}

static void where_it_is_told(void **state) {
    struct office *o = *state;
    assert_int_equal(mkdir(at(o, "khac"), 0755), 0);
    struct backup_done in_folder = make(o, at(o, "khac"));
    assert_int_equal(names(o, "khac"), 1);
    assert_true(there(in_folder.path));
    struct backup_done named = make(o, at(o, "khac/mot-ban.sao"));
    assert_string_equal(named.path, at(o, "khac/mot-ban.sao"));
    assert_string_equal(whole_of(named.path).digits, whole_of(o->path).digits);
    assert_int_equal(names(o, "khac"), 2);
    assert_int_equal(names(o, "backup"), -1);
}

static void where_it_cannot(void **state) {
    struct office *o = *state;
    int before = names(o, "");
    refused(o, o->path, RC_CONFLICT, "Đã có tệp");
    refused(o, at(o, "khong-co/ban.db"), RC_MISSING, "không có tệp hay thư mục");
    refused(o, at(o, "khong-co/"), RC_MISSING, "không có tệp hay thư mục");
    refused(o, at(o, "thidua.db/ban.db"), RC_MISSING, "không có tệp hay thư mục");
    refused(o, "", RC_MISSING, "không có tệp hay thư mục");
    assert_int_equal(names(o, ""), before);
    /* A file where the folder should be. */
    touch(at(o, "backup"));
    refused(o, NULL, RC_MISSING, "không có tệp hay thư mục");
}

static void without_permission(void **state) {
    struct office *o = *state;
    assert_int_equal(mkdir(at(o, "khoa"), 0555), 0);
    if (getuid() == 0) {
        assert_int_equal(chown(o->dir, 65534, 65534), 0);
        assert_int_equal(seteuid(65534), 0);
    }
    refused(o, at(o, "khoa"), RC_DENIED, "không có quyền");
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(names(o, "khoa"), 0);
}

static void not_for_everyone(void **state) {
    struct office *o = *state;
    o->session.role = ROLE_DISTRICT_OFFICER;
    refused(o, NULL, RC_DENIED, "không có quyền");
    assert_int_equal(names(o, "backup"), -1);
}

/* A file may grow to 64 KB and no further: the copy does not fit. */
static void no_room(void **state) {
    struct office *o = *state;
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit little = {.rlim_cur = 65536, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    refused(o, NULL, RC_IO, "Chưa sao lưu được: Đĩa");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(names(o, "backup"), 0);
    make(o, NULL); /* and it goes on when there is room again */
}

static void of_a_damaged_database(void **state) {
    struct office *o = *state;
    char junk[4096];
    memset(junk, 0x5a, sizeof junk);
    int fd = open(o->path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(fd, junk, sizeof junk, 20 * 4096), (ssize_t)sizeof junk);
    close(fd);
    refused(o, NULL, RC_DAMAGED, "bị hỏng");
    assert_int_equal(names(o, "backup"), 0);
}

/* The evidence must not be rotated away, and work must not go on without backups. */
static void with_a_log_that_was_altered(void **state) {
    struct office *o = *state;
    struct backup_done first = make(o, NULL);
    office_phone(o, "0912 345 678");
    forger_change(o->path, "UPDATE log SET reason = 'khác' WHERE id = 3");
    struct backup_done done = make(o, NULL);
    assert_false(done.chained);
    assert_non_null(strstr(done.why, "Dòng nhật ký số 3"));
    assert_int_equal(done.dropped, 0);
    assert_true(there(done.path));
    assert_true(there(first.path));
}

static void old_ones_go_by_the_rule(void **state) {
    static const struct {
        const char *name;
        bool stays;
    } files[] = {
        /* before any rotation: a January of long ago, two in one day of it */
        {"thidua-2001-01-05-120000-1-00000000000000000000.db", false},
        {"thidua-2001-01-05-130000-2-00000000000000000000.db", true},
        /* not ours: another database's, other hands' */
        {"thidua-2-2001-01-05-120000-1-00000000000000000000.db", true},
        {"khac-2001-01-04-120000-1-00000000000000000000.db", true},
        {"thidua-2001-01-04-120000-1-000000000000000000.db", true},
        {"thidua-2001-01-04-120000-1-00000000000000000000.db.giu", true},
        {"thidua-2001-01-04-126000-1-00000000000000000000.db", true},
        {"thidua-2001-02-30-120000-1-00000000000000000000.db", true},
        {"thidua-2001-01-04.db", true},
        {"thidua.db", true},
        {"ghi-chu.txt", true},
        /* made by a clock that stood in the future */
        {"thidua-2199-01-04-120000-1-00000000000000000000.db", true},
    };
    enum { FILES = sizeof files / sizeof *files };
    struct office *o = *state;
    assert_int_equal(mkdir(at(o, "backup"), 0700), 0);
    for (int i = 0; i < FILES; i++) {
        char name[128];
        snprintf(name, sizeof name, "backup/%s", files[i].name);
        touch(at(o, name));
    }
    touch(at(o, "thidua-2001-01-05-120000-1-00000000000000000000.db"));
    struct backup_done done = make(o, NULL);
    assert_int_equal(done.dropped, 1);
    for (int i = 0; i < FILES; i++) {
        char name[128];
        snprintf(name, sizeof name, "backup/%s", files[i].name);
        if (there(at(o, name)) != files[i].stays)
            fail_msg("%s", files[i].name);
    }
    /* Rotation is of the default folder alone. */
    make(o, o->dir);
    assert_true(there(at(o, "thidua-2001-01-05-120000-1-00000000000000000000.db")));
}

static void what_was_interrupted_goes_a_day_later(void **state) {
    struct office *o = *state;
    struct timeval old[2] = {{time(NULL) - 90000, 0}, {time(NULL) - 90000, 0}};
    make(o, NULL);
    touch(at(o, "backup/.thidua.partial-aaaaaa"));
    touch(at(o, "backup/.thidua.partial-bbbbbb"));
    touch(at(o, "backup/.khac.partial-aaaaaa"));
    assert_int_equal(utimes(at(o, "backup/.thidua.partial-aaaaaa"), old), 0);
    assert_int_equal(utimes(at(o, "backup/.khac.partial-aaaaaa"), old), 0);
    make(o, NULL);
    assert_false(there(at(o, "backup/.thidua.partial-aaaaaa")));
    assert_true(there(at(o, "backup/.thidua.partial-bbbbbb")));
    assert_true(there(at(o, "backup/.khac.partial-aaaaaa")));
}

/* Another process that saves as fast as it can until the pipe is closed. */
static pid_t start_writer(struct office *o, const int pipe[2]) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    int stop = pipe[0];
    close(pipe[1]); /* else it would never be closed */
    struct db *db = NULL;
    struct session s;
    struct err e;
    bool good = db_open(o->path, &db, &e) == RC_OK &&
                session_open(&s, db, o->campaign, &o->session.claim, o->session.today, &e) == RC_OK;
    char byte;
    for (int i = 0; good && read(stop, &byte, 1) < 0 && errno == EAGAIN; i++) {
        struct tx tx;
        struct receipt r;
        record_blank(&kinds[KIND_RECEIPT], &r);
        r.day = s.today;
        good = tx_begin(&tx, &s, CAP_DUTY, i % 2 ? "hai-anh" : "hai-ly", &e) == RC_OK &&
               record_insert(&tx, &kinds[KIND_RECEIPT], &r, &e) == RC_OK &&
               tx_commit(&tx, &e) == RC_OK;
    }
    _exit(good ? 0 : 1);
}

static void while_others_write(void **state) {
    enum { WRITERS = 2, BACKUPS = 12 };
    struct office *o = *state;
    int stop[2];
    pid_t writers[WRITERS];
    int64_t last = 0;
    assert_int_equal(pipe(stop), 0);
    assert_int_equal(fcntl(stop[0], F_SETFL, O_NONBLOCK), 0);
    for (int i = 0; i < WRITERS; i++)
        writers[i] = start_writer(o, stop);
    for (int i = 0; i < BACKUPS; i++) {
        char name[32];
        snprintf(name, sizeof name, "ban-%d.db", i);
        struct backup_done done = make(o, at(o, name));
        assert_true(done.head.id >= last);
        last = done.head.id;
        whole_is_sound(done.path);
        assert_int_equal(whole_number(done.path, "SELECT max(id) FROM log"), last);
        assert_int_equal(whole_number(done.path, "SELECT count(*) FROM log WHERE kind = 'receipt'"
                                                 " AND verb = 'add'"),
                         whole_number(done.path, "SELECT count(*) FROM receipt"));
        assert_int_equal(forger_wrong(done.path), 0);
    }
    close(stop[1]);
    for (int i = 0; i < WRITERS; i++) {
        int status = -1;
        assert_int_equal(waitpid(writers[i], &status, 0), writers[i]);
        assert_int_equal(status, 0);
    }
    close(stop[0]);
    whole_is_sound(o->path);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, office_setup_sample, office_teardown)
    const struct CMUnitTest tests[] = {
        TEST(all_of_it_under_its_name), TEST(where_it_is_told),
        TEST(where_it_cannot),          TEST(without_permission),
        TEST(not_for_everyone),         TEST(no_room),
        TEST(of_a_damaged_database),    TEST(with_a_log_that_was_altered),
        TEST(old_ones_go_by_the_rule),  TEST(what_was_interrupted_goes_a_day_later),
        TEST(while_others_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
