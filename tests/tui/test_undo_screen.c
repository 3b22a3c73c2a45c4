/* Undo, history and deleted records by their keys. */
#include "support/desk.h"
#include "support/test.h"

static void works_of(struct desk *d, const char *keys) {
    desk_open(d, &(struct terminal_options){.rows = 30, .cols = 100});
    terminal_send(d->t, keys);
    terminal_wait_row(d->t, 0, " Đăng ký");
}

/* What a slip of the finger did is undone by one key, from whichever screen. */
static void a_slip_undone(void **state) {
    (void)state;
    struct desk d;
    works_of(&d, "2w"); /* those that wait for approval */
    int64_t waiting = cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'submitted'");
    terminal_send(d.t, "d");
    terminal_wait_for(d.t, "Đã duyệt");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'submitted'"),
                     waiting - 1);
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, " Thi đua");
    terminal_send(d.t, "u");
    terminal_wait_for(d.t, "Đã hoàn tác: duyệt công trình, phần việc số");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'submitted'"),
                     waiting);
    terminal_send(d.t, "u"); /* before that there was only the sample */
    terminal_wait_for(d.t, "không hoàn tác bằng cách này được");
    desk_close(&d);
}

static void deleted_then_undone(void **state) {
    (void)state;
    struct desk d;
    works_of(&d, "2");
    int64_t works = cli_sql(&d.cli, "SELECT count(*) FROM work WHERE deleted_at IS NULL");
    cli(&d.cli, "add", "work", "unit=hai-anh", "kind=collective", "theme=2", "title=AAA thử", NULL);
    terminal_wait_for(d.t, "AAA thử");
    terminal_send(d.t, "/aaa thu<Enter>");
    terminal_wait_at_cursor(d.t, "AAA thử");
    terminal_send(d.t, "x");
    terminal_wait_for(d.t, "Xóa công trình, phần việc “");
    terminal_send(d.t, "<Right><Enter>");
    terminal_wait_for(d.t, "u hoàn tác");
    terminal_wait_gone(d.t, "AAA thử");
    terminal_send(d.t, "u");
    terminal_wait_for(d.t, "AAA thử");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE deleted_at IS NULL"),
                     works + 1);
    desk_close(&d);
}

static void brought_back_from_the_deleted(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    cli(&d.cli, "add", "work", "unit=hai-anh", "kind=collective", "theme=2", "title=AAA thử", NULL);
    assert_int_equal(cli(&d.cli, "delete", "work", "54", NULL), 0);
    desk_start(&d, &(struct terminal_options){.rows = 30, .cols = 100});
    terminal_send(d.t, "2L");
    terminal_wait_for(d.t, "Hãy lọc những dòng đã xóa trước");
    terminal_send(d.t, "f");
    terminal_wait_for(d.t, "Lọc theo");
    terminal_send(d.t, "<End><Enter>");
    terminal_wait_for(d.t, "Đã xóa");
    terminal_send(d.t, "<Down><Enter>");
    terminal_wait_row(d.t, 0, "Đã xóa: có");
    terminal_wait_at_cursor(d.t, "AAA thử");
    terminal_wait_for(d.t, "Còn 1 dòng đã xóa; L lấy lại, F bỏ lọc.");
    terminal_send(d.t, "L");
    terminal_wait_for(d.t, "Đã lấy lại công trình, phần việc “AAA thử”.");
    terminal_wait_for(d.t, "Không có dòng nào khớp điều kiện lọc");
    terminal_send(d.t, "F");
    terminal_wait_gone(d.t, "Đã lấy lại");
    terminal_wait_for(d.t, "AAA thử");
    desk_close(&d);
}

static void the_past_of_a_record(void **state) {
    (void)state;
    struct desk d;
    works_of(&d, "2/duong hoa tu quan<Enter>");
    terminal_wait_at_cursor(d.t, "Tuyến đường hoa tự quản");
    terminal_send(d.t, "H");
    terminal_wait_row(d.t, 0, " Lịch sử");
    terminal_wait_for(d.t, "duyệt");
    terminal_send(d.t, "q<Enter>"); /* from its own screen as well */
    terminal_wait_row(d.t, 0, " Tuyến đường hoa tự quản");
    terminal_send(d.t, "H");
    terminal_wait_row(d.t, 0, " Lịch sử");
    terminal_send(d.t, "qqq8");
    terminal_wait_row(d.t, 0, " Nhật ký");
    terminal_send(d.t, "H"); /* and from a row of the log */
    terminal_wait_row(d.t, 0, " Lịch sử");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_undone),
        cmocka_unit_test(deleted_then_undone),
        cmocka_unit_test(brought_back_from_the_deleted),
        cmocka_unit_test(the_past_of_a_record),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
