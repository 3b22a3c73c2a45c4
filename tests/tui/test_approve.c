/* What is approved, returned or deleted is what the officer saw: where somebody changed it between
 * her screen and her key she is told who and what, and looks first. Two terminals. */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"

#include <signal.h>

/* Minh Thu at her screens (t), a colleague at the other (d.t). */
struct both {
    struct desk d;
    struct terminal *t;
};

static const struct terminal_options wide = {.rows = 30, .cols = 120};
static const char title[] = "Con đường bích họa xóm 9";
#define OF_WORK " FROM work WHERE title GLOB 'Con đường bích họa*'"

/* Minh Thu before the three that wait, on that work. */
static void sit_down(struct both *b) {
    desk_open(&b->d, &wide);
    struct colleague thu = colleague_thu(b->d.cli.db);
    thu.window = &wide;
    colleague_hire(&thu);
    b->t = colleague_start(&thu);
    terminal_wait_for(b->t, "Minh Thu");
    terminal_send(b->t, "2w");
    terminal_wait_for(b->t, "Còn 3 dòng");
    terminal_send(b->t, "/bich hoa<Enter>");
    terminal_wait_at_cursor(b->t, title);
}

/* The goal of the work that is selected. */
static void change(struct terminal *t, const char *goal) {
    terminal_send(t, "e");
    terminal_wait_row(t, 0, "Sửa công trình, phần việc");
    terminal_send(t, "<Tab><Tab><Tab><Tab><C-u>");
    terminal_send(t, goal);
    terminal_send(t, "<C-s>");
    terminal_wait_for(t, "Đã lưu.");
}

/* The colleague changes the goal of that work, at her screens. */
static void colleague_changes(struct both *b, const char *goal) {
    struct terminal *c = b->d.t;
    terminal_send(c, "2F/bich hoa<Enter>");
    terminal_wait_at_cursor(c, "Con đường bích họa");
    change(c, goal);
    terminal_send(c, "q");
    terminal_wait_row(c, 0, "Thi đua");
}

static int64_t approved(struct both *b) {
    return cli_sql(&b->d.cli,
                   "SELECT count(*) FROM log WHERE verb = 'approve' AND officer = 'thu'");
}

static void leave(struct both *b) {
    terminal_send(b->t, "Q");
    assert_int_equal(terminal_wait_exit(b->t), 0);
    terminal_end(b->t);
    desk_close(&b->d);
}

static void told(struct both *b) {
    terminal_wait_for(b->t, "đã đổi Chỉ tiêu (");
    terminal_wait_for(b->t, " sửa lúc ");
    assert_int_equal(approved(b), 0);
}

/* Her terminal stands still while the colleague saves; her key comes with the news. Once she has
 * seen the new row the same key approves it. */
static void changed_before_her_key(void **state) {
    struct both b;
    (void)state;
    sit_down(&b);
    assert_int_equal(kill(terminal_pid(b.t), SIGSTOP), 0);
    colleague_changes(&b, "0,9");
    terminal_send(b.t, "d");
    assert_int_equal(kill(terminal_pid(b.t), SIGCONT), 0);
    told(&b);
    terminal_wait_at_cursor(b.t, title);
    terminal_send(b.t, "d");
    terminal_wait_for(b.t, "Đã duyệt.");
    assert_int_equal(cli_sql(&b.d.cli, "SELECT goal" OF_WORK " AND state = 'approved'"), 900);
    leave(&b);
}

/* What she changed herself is for another to approve: the list, its help and the work's own page
 * say so. */
static void changed_by_herself(void **state) {
    static const char why[] = "Bạn đã sửa công trình, phần việc số";
    struct both b;
    (void)state;
    sit_down(&b);
    change(b.t, "0,9");
    terminal_send(b.t, "d");
    terminal_wait_for(b.t, why);
    terminal_send(b.t, "?");
    terminal_wait_row(b.t, 0, "Trợ giúp");
    terminal_wait_for(b.t, why);
    terminal_send(b.t, "q<Enter>");
    terminal_wait_row(b.t, 0, title);
    terminal_wait_gone(b.t, "d duyệt");
    terminal_send(b.t, "d");
    terminal_wait_for(b.t, why);
    assert_int_equal(approved(&b), 0);
    leave(&b);
}

/* As before her key, in the work's own page. */
static void changed_while_she_reads(void **state) {
    struct both b;
    (void)state;
    sit_down(&b);
    terminal_send(b.t, "<Enter>");
    terminal_wait_row(b.t, 0, title);
    terminal_wait_for(b.t, "0,6");
    assert_int_equal(kill(terminal_pid(b.t), SIGSTOP), 0);
    colleague_changes(&b, "0,9");
    terminal_send(b.t, "d");
    assert_int_equal(kill(terminal_pid(b.t), SIGCONT), 0);
    told(&b);
    terminal_wait_for(b.t, "0,9");
    terminal_send(b.t, "d");
    terminal_wait_for(b.t, "Đã duyệt.");
    leave(&b);
}

/* While she writes why it goes back. */
static void changed_while_she_writes_the_reason(void **state) {
    struct both b;
    (void)state;
    sit_down(&b);
    terminal_send(b.t, "r");
    terminal_wait_for(b.t, "Lý do trả lại: ");
    colleague_changes(&b, "0,9");
    terminal_send(b.t, "Chỉ tiêu quá thấp<Enter>");
    terminal_wait_for(b.t, "đã đổi Chỉ tiêu (");
    assert_int_equal(cli_sql(&b.d.cli, "SELECT count(*)" OF_WORK " AND state = 'submitted'"), 1);
    leave(&b);
}

/* Of many at once none is approved; the one that changed loses its tag, so that the rest can be,
 * and it after she has looked at it. */
static void changed_after_it_was_tagged(void **state) {
    struct both b;
    (void)state;
    sit_down(&b);
    terminal_send(b.t, "T");
    terminal_wait_for(b.t, "Đã đánh dấu 3");
    colleague_changes(&b, "0,9");
    terminal_wait_for(b.t, "vừa sửa 1 công trình, phần việc.");
    terminal_send(b.t, "d");
    told(&b);
    terminal_send(b.t, "d");
    terminal_wait_for(b.t, "Đã duyệt 2 công trình, phần việc.");
    assert_int_equal(approved(&b), 2);
    assert_int_equal(cli_sql(&b.d.cli, "SELECT count(*)" OF_WORK " AND state = 'submitted'"), 1);
    terminal_wait_at_cursor(b.t, title); /* it is all that is left */
    terminal_send(b.t, "d");
    terminal_wait_for(b.t, "Đã duyệt.");
    assert_int_equal(approved(&b), 3);
    leave(&b);
}

/* Two approve at once: one wins, the other is told who, and when; the row she had tagged too. */
static void approved_after_it_was_tagged(void **state) {
    struct both b;
    (void)state;
    sit_down(&b);
    terminal_send(b.t, "T");
    terminal_wait_for(b.t, "Đã đánh dấu 3");
    assert_int_equal(kill(terminal_pid(b.t), SIGSTOP), 0);
    terminal_send(b.d.t, "2F/bich hoa<Enter>");
    terminal_wait_at_cursor(b.d.t, title);
    terminal_send(b.d.t, "d");
    terminal_wait_for(b.d.t, "Đã duyệt.");
    terminal_send(b.t, "d");
    assert_int_equal(kill(terminal_pid(b.t), SIGCONT), 0);
    terminal_wait_for(b.t, "đang ở trạng thái “đang thực hiện” (");
    terminal_wait_for(b.t, " duyệt lúc ");
    terminal_wait_for(b.t, "mục 1/2"); /* it is no longer among those that wait */
    assert_int_equal(approved(&b), 0);
    terminal_send(b.t, "d");
    terminal_wait_for(b.t, "Đã duyệt 2 công trình, phần việc.");
    leave(&b);
}

/* Nor is deleted what she has not seen. */
static void changed_before_she_says_yes(void **state) {
    struct both b;
    (void)state;
    sit_down(&b);
    terminal_send(b.t, "x");
    terminal_wait_for(b.t, "Xóa công trình, phần việc “Con đường bích họa xóm 9”?");
    colleague_changes(&b, "0,9");
    terminal_send(b.t, "x");
    terminal_wait_for(b.t, " sửa lúc ");
    assert_int_equal(cli_sql(&b.d.cli, "SELECT count(*)" OF_WORK " AND deleted_at IS NULL"), 1);
    terminal_send(b.t, "x");
    terminal_wait_for(b.t, "Xóa công trình, phần việc “Con đường bích họa xóm 9”?");
    terminal_send(b.t, "x");
    terminal_wait_for(b.t, "Đã xóa công trình, phần việc");
    leave(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changed_before_her_key),
        cmocka_unit_test(changed_by_herself),
        cmocka_unit_test(changed_while_she_reads),
        cmocka_unit_test(changed_while_she_writes_the_reason),
        cmocka_unit_test(changed_after_it_was_tagged),
        cmocka_unit_test(approved_after_it_was_tagged),
        cmocka_unit_test(changed_before_she_says_yes),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
