/* How the screens look on whatever terminal they are shown, and how they end with it: colour and
 * its absence, ASCII, terminals of other kinds, the line that is cut, signals; and that they show
 * by themselves what others change. */
#include "support/desk.h"
#include "support/test.h"
#include "thidua/text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void leave_by_q(struct desk *d) {
    terminal_send(d->t, "Q");
    assert_int_equal(terminal_wait_exit(d->t), 0);
}

static void close_ended(struct desk *d) {
    terminal_end(d->t);
    d->ended = true;
    desk_close(d);
}

/* The number of cells of the whole window with a colour of their own. */
static int coloured(struct desk *d, int rows, int cols) {
    int n = 0;
    for (int row = 0; row < rows; row++)
        for (int col = 0; col < cols; col++) {
            struct terminal_look look = terminal_look_at(d->t, row, col);
            n += look.foreground >= 0 || look.background >= 0;
        }
    return n;
}

/* ---- colour */

/* Colours name kinds of thing; each says itself in words or signs too. */
static void in_colour(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_wait_row(d.t, 14, "!  3 đăng ký chờ duyệt");
    assert_int_equal(terminal_look_at(d.t, 14, 2).foreground, 3); /* "!", in yellow */
    assert_true(terminal_look_at(d.t, 0, 1).bold);                /* the title */
    terminal_send(d.t, "2");
    terminal_wait_row(d.t, 1, "Trạng thái");
    assert_int_equal(terminal_look_at(d.t, 1, 2).foreground, 6); /* headings */
    terminal_wait_row(d.t, 15, "trả lại");
    char row[256];
    (void)snprintf(row, sizeof row, "%s", terminal_row(d.t, 15));
    int at = text_width_n(row, (size_t)(strstr(row, "trả lại") - row));
    assert_int_equal(terminal_look_at(d.t, 15, at).foreground, 1); /* returned, in red */
    desk_close(&d);
}

static void walk_without_colour(const struct terminal_options *o) {
    static const char *const ways[] = {"1q", "1mqq", "2q", "2<Enter>qq", "3q", "4<Enter>qq",
                                       "5q", "6q",   "7q", "8q",         "?q"};
    struct desk d;
    desk_open(&d, o);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        size_t opens = strcspn(ways[i], "q");
        char keys[16];
        (void)snprintf(keys, sizeof keys, "%.*s", (int)opens, ways[i]);
        terminal_send(d.t, keys);
        terminal_wait_row(d.t, 23, "q về");
        terminal_wait_quiet(d.t, 30);
        assert_int_equal(coloured(&d, 24, 80), 0);
        terminal_send(d.t, ways[i] + opens);
        terminal_wait_row(d.t, 23, "q thoát");
    }
    assert_true(terminal_look_at(d.t, 0, 1).bold); /* what stands out does so without */
    leave_by_q(&d);
    close_ended(&d);
}

static void without_colour(void **state) {
    (void)state;
    static const char *const no_color[] = {"NO_COLOR=1", NULL};
    walk_without_colour(&(struct terminal_options){.env = no_color});
    walk_without_colour(&(struct terminal_options){.term = "vt100"}); /* monochrome */
}

/* An empty NO_COLOR is none, as its page says. */
static void an_empty_no_color_is_none(void **state) {
    (void)state;
    static const char *const empty[] = {"NO_COLOR=", NULL};
    struct desk d;
    desk_open(&d, &(struct terminal_options){.env = empty});
    terminal_wait_row(d.t, 14, "!  3 đăng ký chờ duyệt");
    assert_int_equal(terminal_look_at(d.t, 14, 2).foreground, 3);
    desk_close(&d);
}

/* ---- characters */

/* Where the locale promises no UTF-8, not one byte of it is sent. */
static void in_ascii(void **state) {
    (void)state;
    static const char *const locales[] = {"LC_ALL=C", "LC_ALL=vi_VN", "LC_ALL=POSIX"};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        const char *const env[] = {locales[i], NULL};
        struct desk d;
        desk_prepare(&d);
        desk_start(&d, &(struct terminal_options){.env = env});
        terminal_wait_row(d.t, 0, " Thi dua - 130 cong trinh, phan viec");
        terminal_wait_row(d.t, 3, "> 1  Ke hoach      4 phan, 19 muc - moc gan nhat: dang ky");
        terminal_wait_row(d.t, 4, "  2  Dang ky       24/36 don vi  ######----  66%  3 cho duyet");
        terminal_send(d.t, "1");
        terminal_wait_row(d.t, 1, "> - I  MUC DICH, YEU CAU");
        terminal_send(d.t, "<Left>");
        terminal_wait_row(d.t, 1, "> + I  MUC DICH, YEU CAU");
        terminal_send(d.t, "q2<Enter>");
        terminal_wait_for(d.t, "Tien do                    ########------------ 40%");
        terminal_send(d.t, "qqq");
        assert_int_equal(terminal_wait_exit(d.t), 0);
        size_t n;
        const char *all = terminal_output(d.t, &n);
        for (size_t k = 0; k < n; k++)
            assert_true((unsigned char)all[k] < 0x80);
        close_ended(&d);
    }
}

/* LANG alone is enough, and so is the spelling of other systems. */
static void in_vietnamese_where_the_locale_promises_it(void **state) {
    (void)state;
    static const char *const locales[] = {"LC_ALL=vi_VN.UTF-8", "LC_ALL=en_US.utf8",
                                          "LC_ALL=C.UTF-8"};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        const char *const env[] = {locales[i], NULL};
        struct desk d;
        desk_open(&d, &(struct terminal_options){.env = env});
        terminal_wait_row(d.t, 4, "  2  Đăng ký       24/36 đơn vị  ██████░░░░  66%");
        desk_close(&d);
    }
}

/* ---- other terminals */

static void on_other_terminals(void **state) {
    (void)state;
    static const char *const terms[] = {"linux",           "xterm", "putty", "screen",
                                        "screen-256color", "vt220", "tmux",  "xterm-256color",
                                        "vt100",           "ansi"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct desk d;
        desk_open(&d, &(struct terminal_options){.term = terms[i]});
        terminal_send(d.t, "2j<Down><PgDn><PgUp>G");
        terminal_wait_row(d.t, 0, "mục 53/53");
        terminal_wait_at_cursor(d.t, "TT Yên Định");
        terminal_send(d.t, "a");
        terminal_wait_for(d.t, "‹ (chưa chọn) ›");
        terminal_send(d.t, "hai anh<Enter>Đường hoa<BS><BS><BS>");
        terminal_wait_at_cursor(d.t, "Đường");
        terminal_send(d.t, "<F10>");
        terminal_wait_for(d.t, "Có thay đổi chưa lưu.");
        terminal_send(d.t, "b");
        terminal_wait_gone(d.t, "Có thay đổi");
        leave_by_q(&d);
        close_ended(&d);
    }
}

/* One sentence, an exit code, and nothing drawn. (Leaks are not looked for: newterm itself leaks
 * when it fails, libtinfo's new_prescr.) */
static void refuses_what_cannot_show_it(void **state) {
    (void)state;
    static const char *const terms[] = {"dumb", "khong-co", ""};
    static const char *const env[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct desk d;
        desk_prepare(&d);
        desk_start(&d, &(struct terminal_options){.term = terms[i], .cols = 120, .env = env});
        assert_int_equal(terminal_wait_exit(d.t), 6);
        assert_string_equal(terminal_row(d.t, 0),
                            "thidua: Không vẽ được màn hình trên loại cửa sổ này (biến TERM); hãy "
                            "dùng lệnh, xem thidua help.");
        size_t n;
        const char *all = terminal_output(d.t, &n);
        assert_null(memchr(all, '\033', n));
        close_ended(&d);
    }
    struct desk d;
    desk_prepare(&d);
    assert_int_equal(cli_bare(&d.cli, "--db", d.cli.db, NULL), 6); /* standard output is a pipe */
    cli_complained(&d.cli, "Các màn hình cần một cửa sổ dòng lệnh");
    desk_close(&d);
}

/* ---- the end of a terminal */

/* Hundredths of a second of processor time a process has used. */
static long cpu(pid_t pid) {
    char path[64];
    char text[1024];
    long user = 0;
    long system = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return -1;
    size_t n = fread(text, 1, sizeof text - 1, f);
    (void)fclose(f);
    text[n] = '\0';
    const char *at = strrchr(text, ')');
    assert_non_null(at);
    assert_int_equal(
        sscanf(at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system), 2);
    return user + system;
}

/* The line is cut on any screen, also in the middle of a form or a question. */
static void the_line_is_cut(void **state) {
    (void)state;
    static const char *const ways[] = {"",         "1",         "2",     "2<Enter>", "2aabc", "2x",
                                       "4<Enter>", "4<Enter>e", "2/abc", ":",        "?",     "2f"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct desk d;
        desk_open(&d, NULL);
        terminal_send(d.t, ways[i]);
        terminal_wait_quiet(d.t, 50);
        terminal_hang_up(d.t);
        assert_int_equal(terminal_wait_exit(d.t), 0);
        close_ended(&d);
    }
}

/* Idle, it does not work; and it does nothing at all with a terminal that reads as ended while
 * no signal says so (its parent ignores SIGHUP, as nohup does). */
static void does_not_spin(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "2");
    terminal_wait_row(d.t, 0, "mục 1/53");
    long before = cpu(terminal_pid(d.t));
    terminal_wait_quiet(d.t, 3000);
    long after = cpu(terminal_pid(d.t));
    assert_true(before >= 0 && after >= 0);
    assert_in_range(after - before, 0, 15); /* of 300: three ticks, sanitizers on a busy machine */
    desk_close(&d);
}

static void ends_although_sighup_is_ignored(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    const char *const argv[] = {"sh",
                                "-c",
                                "trap '' HUP; exec \"$0\" --db \"$1\" --today \"$2\"",
                                getenv("THIDUA"),
                                d.cli.db,
                                d.cli.today,
                                NULL};
    d.t = terminal_start(argv, NULL);
    d.ended = false;
    terminal_wait_for(d.t, "Việc cần làm");
    terminal_send(d.t, "2");
    terminal_wait_row(d.t, 0, "mục 1/53");
    terminal_hang_up(d.t);
    assert_int_equal(terminal_wait_exit(d.t), 0);
    close_ended(&d);
}

static void signals_give_the_terminal_back(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct desk d;
        desk_open(&d, NULL);
        terminal_send(d.t, "2a");
        terminal_wait_for(d.t, "Thêm công trình");
        terminal_mark(d.t);
        assert_int_equal(kill(terminal_pid(d.t), signals[i]), 0);
        assert_int_equal(terminal_wait_exit(d.t), 0);
        size_t n;
        const char *out = terminal_output(d.t, &n);
        assert_non_null(strstr(out, "\033[?1049l")); /* the screen is left */
        assert_non_null(strstr(out, "\033[?2004l")); /* and pastes are plain again */
        close_ended(&d);
    }
}

/* ---- live */

/* On every screen that shows records: a colleague's change is there by itself, the selection where
 * it was. */
static void shows_what_others_change(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_wait_row(d.t, 4, "24/36 đơn vị");
    assert_int_equal(cli(&d.cli, "add", "work", "unit=hai-chau", "title=Trồng cây",
                         "kind=collective", "theme=2", NULL),
                     0);
    int64_t id = cli_sql(&d.cli, "SELECT max(id) FROM work");
    char number[24];
    (void)snprintf(number, sizeof number, "%d", (int)id);
    assert_int_equal(cli(&d.cli, "submit", "work", number, NULL), 0);
    terminal_wait_row(d.t, 4, "25/36 đơn vị");
    terminal_wait_row(d.t, 4, "4 chờ duyệt");
    terminal_wait_row(d.t, 13, "!  11 đơn vị chưa đăng ký");
    terminal_wait_cursor(d.t, 3, 0);
    terminal_send(d.t, "2G");
    terminal_wait_row(d.t, 0, "mục 54/54");
    terminal_wait_at_cursor(d.t, "TT Yên Định");
    assert_int_equal(cli(&d.cli, "delete", "work", number, NULL), 0);
    terminal_wait_row(d.t, 0, "mục 53/53"); /* another row above went: the same one is selected */
    terminal_wait_at_cursor(d.t, "TT Yên Định");
    assert_int_equal(cli(&d.cli, "set", "unit", "tt-yen-dinh", "name=TT Yên Định mới", NULL), 0);
    terminal_wait_at_cursor(d.t, "TT Yên Định m");
    desk_close(&d);
}

/* The record on the screen is deleted by somebody else: back to the list, with a sentence. */
static void what_is_open_is_deleted(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "2/phan loai rac<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Chi hội phân loại rác tại nguồn");
    int64_t id = cli_sql(&d.cli, "SELECT id FROM work WHERE title LIKE 'Chi hội phân loại%'");
    char number[24];
    (void)snprintf(number, sizeof number, "%d", (int)id);
    assert_int_equal(cli(&d.cli, "delete", "work", number, NULL), 0);
    terminal_wait_row(d.t, 0, " Đăng ký");
    terminal_wait_row(d.t, 0, "/52");
    terminal_wait_row(d.t, 22, "vừa bị xóa");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_colour),
        cmocka_unit_test(without_colour),
        cmocka_unit_test(an_empty_no_color_is_none),
        cmocka_unit_test(in_ascii),
        cmocka_unit_test(in_vietnamese_where_the_locale_promises_it),
        cmocka_unit_test(on_other_terminals),
        cmocka_unit_test(refuses_what_cannot_show_it),
        cmocka_unit_test(the_line_is_cut),
        cmocka_unit_test(does_not_spin),
        cmocka_unit_test(ends_although_sighup_is_ignored),
        cmocka_unit_test(signals_give_the_terminal_back),
        cmocka_unit_test(shows_what_others_change),
        cmocka_unit_test(what_is_open_is_deleted),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
