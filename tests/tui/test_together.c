/* Several at once: saving over a newer version, two approving at once, and what idle screens notice
 * of others, and for how many bytes. */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static const struct terminal_options tall = {.rows = 40, .cols = 100};

/* The owner's screens are d->t, those of Minh Thu the answer. */
static struct terminal *open_both(struct desk *d) {
    desk_open(d, &tall);
    const struct colleague c = colleague_thu(d->cli.db);
    colleague_hire(&c);
    struct terminal *t = colleague_start(&c);
    terminal_wait_for(t, "Minh Thu");
    return t;
}

static void leave(struct terminal *t) {
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}
/* A submitted work, and its id in digits. */
static const char title[] = "Con đường bích họa xóm 9";

static const char *work_id(struct desk *d) {
    static char id[24];
    int64_t n = cli_sql(&d->cli, "SELECT id FROM work WHERE title GLOB 'Con đường bích họa*'");
    (void)snprintf(id, sizeof id, "%lld", (long long)n);
    return id;
}

/* From home into the form of that work. */
static void edit_work(struct terminal *t) {
    terminal_send(t, "2w");
    terminal_wait_for(t, "Còn 3 dòng");
    terminal_send(t, "/bich hoa<Enter>");
    terminal_wait_for(t, title);
    terminal_send(t, "e");
    terminal_wait_row(t, 0, "Sửa công trình, phần việc");
}

static void change(struct desk *d, const char *one, const char *two) {
    if (cli(&d->cli, "set", "work", work_id(d), one, two, NULL) != 0)
        fail_msg("%s", d->cli.last.err);
}

static void assert_text(struct desk *d, const char *sql, const char *want) {
    (void)cli_sql(&d->cli, sql);
    assert_string_equal(d->cli.value, want);
}

#define OF_WORK " FROM work WHERE title GLOB 'Con đường bích họa*'"

/* What both changed comes first and asks; what only the other changed is taken, what only she
 * changed stays hers. */
static void both_versions(void **state) {
    struct desk d;
    (void)state;
    struct terminal *t = open_both(&d);
    edit_work(t);
    terminal_send(t, " mới<Tab><Tab><Tab><Tab>0,8<Tab>"); /* title and goal */
    change(&d, "title=Con đường bích họa xóm 9 và 10", "note=thêm xóm 10");
    terminal_send(t, "<C-s>");
    terminal_wait_row(t, 0, "Hai bản khác nhau · Sửa công trình, phần việc");
    terminal_wait_row(t, 23, "Esc về");
    assert_null(strstr(terminal_row(t, 23), "←")); /* one way back in the bar, not two */
    terminal_wait_row(t, 1, " sửa lúc ");          /* by whom, when */
    terminal_wait_for(t, "Phím cách chọn cho từng mục, rồi s để lưu.");
    terminal_wait_row(t, 3, "Của tôi                  Đang lưu");
    terminal_wait_row(t, 4, "› ! Tên công trình, phần việc  [x] Con đường bích họa …");
    terminal_wait_row(t, 5, "Chỉ tiêu                   [x] 0,8                  [ ] 0,6");
    terminal_wait_row(t, 6, "Ghi chú                    [ ] (trống)              [x] thêm xóm 10");
    terminal_wait_cursor(t, 4, 0);
    terminal_send(t, "<Down>");
    terminal_wait_for(t, "Chỉ mình bạn sửa mục này.");
    terminal_send(t, "<Down>");
    terminal_wait_for(t, "; bạn không sửa.");
    terminal_send(t, "<Up><Up>v");
    terminal_wait_for(t, "Con đường bích họa xóm 9 mới");
    terminal_wait_for(t, "Con đường bích họa xóm 9 và 10");
    terminal_send(t, "q<Space>");
    terminal_wait_row(t, 4, "[ ] Con đường bích họa … [x] Con đường bích họa …");
    terminal_send(t, "s");
    terminal_wait_for(t, "Đã lưu.");
    assert_text(&d, "SELECT title" OF_WORK, "Con đường bích họa xóm 9 và 10");
    assert_text(&d, "SELECT goal" OF_WORK, "800");
    assert_text(&d, "SELECT note" OF_WORK, "thêm xóm 10");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    leave(t);
    desk_close(&d);
}

/* Back in the form all that was typed is there; and a third version is met the same way. */
static void nothing_typed_is_lost(void **state) {
    struct desk d;
    (void)state;
    struct terminal *t = open_both(&d);
    edit_work(t);
    terminal_send(t, " của Thu");
    terminal_wait_for(t, "xóm 9 của Thu");
    change(&d, "title=Con đường bích họa hai", "cost=1 triệu");
    terminal_send(t, "<C-s>");
    terminal_wait_row(t, 0, "Hai bản khác nhau");
    terminal_send(t, "<Esc>");
    terminal_wait_row(t, 0, "Sửa công trình, phần việc");
    terminal_wait_for(t, "xóm 9 của Thu");
    terminal_send(t, "<C-s>");
    terminal_wait_row(t, 0, "Hai bản khác nhau");
    change(&d, "title=Con đường bích họa ba", "cost=2 triệu");
    terminal_send(t, "s");
    terminal_wait_for(t, "2.000.000 đồng");
    terminal_wait_row(t, 0, "Hai bản khác nhau");
    terminal_send(t, "s");
    terminal_wait_for(t, "Đã lưu.");
    assert_text(&d, "SELECT title" OF_WORK, "Con đường bích họa xóm 9 của Thu");
    leave(t);
    desk_close(&d);
}

/* Two who typed the same have nothing to choose. */
static void the_same_change(void **state) {
    struct desk d;
    (void)state;
    struct terminal *t = open_both(&d);
    edit_work(t);
    terminal_send(t, " hai");
    terminal_wait_for(t, "xóm 9 hai");
    change(&d, "title=Con đường bích họa xóm 9 hai", "note=");
    terminal_send(t, "<C-s>");
    terminal_wait_for(t, "Đã lưu.");
    leave(t);
    desk_close(&d);
}

static void deleted_meanwhile(void **state) {
    struct desk d;
    (void)state;
    struct terminal *t = open_both(&d);
    edit_work(t);
    terminal_send(t, " hai");
    terminal_wait_for(t, "xóm 9 hai");
    assert_int_equal(cli(&d.cli, "delete", "work", work_id(&d), NULL), 0);
    terminal_send(t, "<C-s>");
    terminal_wait_for(t, "xóa lúc ");
    terminal_wait_for(t, "xóm 9 hai"); /* still there to be copied */
    terminal_send(t, "<Esc>b");
    terminal_wait_row(t, 0, "Đăng ký");
    leave(t);
    desk_close(&d);
}

/* What was typed before the line was cut, saved over what another changed meanwhile. */
static void a_draft_over_a_newer_version(void **state) {
    struct desk d;
    (void)state;
    struct terminal *t = open_both(&d);
    const struct colleague c = colleague_thu(d.cli.db);
    edit_work(t);
    terminal_send(t, " mới<Tab>");
    terminal_wait_for(t, "xóm 9 mới");
    terminal_hang_up(t);
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
    change(&d, "title=Con đường bích họa hai", "cost=2 triệu");
    t = colleague_start(&c);
    terminal_wait_for(t, "Bản nháp chưa lưu: Sửa công trình, phần việc: Con đường bích họa");
    terminal_send(t, "<Enter>");
    terminal_wait_for(t, "xóm 9 mới");
    terminal_wait_for(t, "2.000.000"); /* what she had not touched is as it is now */
    terminal_send(t, "<C-s>");
    terminal_wait_row(t, 0, "Hai bản khác nhau");
    terminal_wait_row(t, 4, "› ! Tên công trình, phần việc  [x] Con đường bích họa");
    terminal_wait_gone(t, "Kinh phí");
    terminal_send(t, "s");
    terminal_wait_for(t, "Đã lưu.");
    assert_text(&d, "SELECT title || cost" OF_WORK, "Con đường bích họa xóm 9 mới2000000");
    leave(t);
    desk_close(&d);
}

/* One wins, the other is told who did it and when, whichever way she hears of it first. */
static void two_approve_at_once(void **state) {
    struct desk d;
    (void)state;
    struct terminal *t = open_both(&d);
    terminal_send(d.t, "2w");
    terminal_wait_for(d.t, "Còn 3 dòng");
    terminal_send(t, "2w<Enter>");
    terminal_wait_row(t, 0, title);
    terminal_send(d.t, "d");
    terminal_send(t, "d");
    terminal_wait_for(d.t, "duyệt");
    (void)desk_wait(&d, "SELECT state = 'approved'" OF_WORK, 1);
    bool thu_won = cli_sql(&d.cli, "SELECT officer = 'thu' FROM log WHERE verb = 'approve'"
                                   " ORDER BY id DESC LIMIT 1") == 1;
    struct terminal *loser = thu_won ? d.t : t;
    if (thu_won) { /* by the time she looks the row may be gone from her list: ask again for it */
        terminal_send(loser, "F/bich hoa<Enter>d");
        terminal_wait_for(loser, "(Minh Thu duyệt");
    } else {
        (void)cli_sql(&d.cli, "SELECT '(' || name || ' duyệt' FROM officer WHERE role = 'owner'");
        terminal_wait_for(loser, d.cli.value);
    }
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM log WHERE verb = 'approve' AND record ="
                                     " (SELECT id" OF_WORK ")"),
                     1);
    leave(t);
    desk_close(&d);
}

/* Noticed within a second, told in a sentence, the selection where it was. */
static void idle_screens_notice(void **state) {
    struct desk d;
    char number[24];
    (void)state;
    struct terminal *t = open_both(&d);
    int64_t other = cli_sql(&d.cli, "SELECT id FROM work WHERE state = 'submitted' AND title"
                                    " NOT GLOB 'Con đường bích họa*' LIMIT 1");
    (void)snprintf(number, sizeof number, "%lld", (long long)other);
    terminal_send(t, "2<Down><Down><Down><Down><Down>");
    terminal_wait_row(t, 7, "› ");
    terminal_wait_cursor(t, 7, 0);
    char selected[200];
    (void)snprintf(selected, sizeof selected, "%.190s", terminal_row(t, 7));
    enum { NOTICED_WITHIN = 2000 / LOOK /* a second, and a sanitizer */ };
    assert_int_equal(cli(&d.cli, "approve", "work", number, NULL), 0);
    assert_in_range(terminal_wait_for(t, "vừa duyệt 1 công trình, phần việc."), 0, NOTICED_WITHIN);
    assert_string_equal(terminal_row(t, 7), selected);
    terminal_wait_cursor(t, 7, 0);
    terminal_send(t, "<Up>");
    terminal_wait_gone(t, "vừa duyệt");
    assert_int_equal(cli(&d.cli, "set", "work", number, "note=một", NULL), 0);
    terminal_wait_for(t, "vừa sửa 1 công trình, phần việc.");
    terminal_send(t, "q"); /* home too */
    terminal_wait_row(t, 0, "Thi đua");
    assert_int_equal(cli(&d.cli, "approve", "work", work_id(&d), NULL), 0);
    terminal_wait_for(t, "vừa duyệt 1 công trình, phần việc.");
    terminal_wait_for(t, "1 chờ duyệt");
    leave(t);
    desk_close(&d);
}

/* Nothing changed, or only what another officer is typing: not a byte. */
static void silence_costs_nothing(void **state) {
    struct desk d;
    (void)state;
    struct terminal *t = open_both(&d);
    terminal_send(t, "2");
    terminal_wait_row(t, 0, "Đăng ký");
    terminal_wait_quiet(t, 1500);
    terminal_mark(t);
    terminal_wait_quiet(t, 2500);
    assert_int_equal(terminal_bytes(t), 0);
    terminal_send(d.t, "2a");
    terminal_wait_row(d.t, 0, "Thêm công trình");
    terminal_send(d.t, "<Tab>Đường hoa<Tab>");
    (void)desk_wait(&d, "SELECT count(*) FROM draft", 1);
    terminal_wait_quiet(t, 2500);
    assert_int_equal(terminal_bytes(t), 0);
    terminal_send(d.t, "<Esc>b");
    terminal_wait_row(d.t, 0, "Đăng ký");
    leave(t);
    desk_close(&d);
}

/* Units × duties: a unit that comes before hers meanwhile moves the rows, not what she has
 * selected; nor does a key that was quicker than the news reach another unit. */
static void the_matrix_keeps_its_unit(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    terminal_send(d.t, "5jj");
    terminal_wait_at_cursor(d.t, "› Hải Anh");
    assert_int_equal(cli(&d.cli, "add", "unit", "code=an-phu", "name=An Phú", "kind=commune", NULL),
                     0);
    terminal_send(d.t, "3");
    terminal_wait_row(d.t, 0, "Thêm nhiệm vụ đã triển khai");
    terminal_wait_for(d.t, "* Hải Anh");
    terminal_send(d.t, "Tin của Hải Anh<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    assert_text(&d, "SELECT unit FROM duty_done WHERE title = 'Tin của Hải Anh'", "hai-anh");
    terminal_wait_row(d.t, 0, "mục 4/37");
    terminal_wait_at_cursor(d.t, "› Hải Anh");
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 0, " Nhiệm vụ đã làm · Đơn vị: Hải Anh");
    assert_int_equal(cli(&d.cli, "delete", "unit", "an-phu", NULL), 0);
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, "mục 3/36");
    terminal_wait_at_cursor(d.t, "› Hải Anh");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_versions),
        cmocka_unit_test(nothing_typed_is_lost),
        cmocka_unit_test(the_same_change),
        cmocka_unit_test(deleted_meanwhile),
        cmocka_unit_test(a_draft_over_a_newer_version),
        cmocka_unit_test(two_approve_at_once),
        cmocka_unit_test(idle_screens_notice),
        cmocka_unit_test(the_matrix_keeps_its_unit),
        cmocka_unit_test(silence_costs_nothing),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
