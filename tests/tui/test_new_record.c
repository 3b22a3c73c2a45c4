/* What the form of a new record begins with, and what it offers. */
#include "support/desk.h"
#include "support/test.h"

/* From the list of one unit's works: it is hers, and what else the list is filtered by. */
static void begins_with_what_the_list_is_of(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "6/hai ha<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_wait_row(d.t, 1, "  Đơn vị                     * Hải Hà");
    terminal_wait_at_cursor(d.t, "› Tên công trình, phần việc"); /* the first not known */
    terminal_send(d.t, "<Esc>f");
    terminal_wait_for(d.t, "Lọc theo:");
    terminal_send(d.t, "cua<Enter>");
    terminal_wait_for(d.t, "Của:");
    terminal_send(d.t, "ca nhan<Enter>");
    terminal_wait_row(d.t, 0, "Của: cá nhân");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_wait_row(d.t, 3, "  Tập thể/cá nhân            * cá nhân");
    terminal_send(d.t, "<Esc>");
    desk_close(&d);
}

/* Only what can be chosen is offered: contents of a collective, duties of whose it is. */
static void offers_what_can_be_chosen(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 50, .cols = 100});
    terminal_send(d.t, "6/hai ha<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_send(d.t, "<Tab>ca nhan<Enter><Tab><Space>");
    terminal_wait_for(d.t, "[ ] Tích cực học tập");
    assert_false(terminal_has(d.t, "[ ] Nâng cao chất lượng tổ chức Hội"));
    terminal_send(d.t, "<Esc><Esc>b");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, " Đơn vị");
    terminal_send(d.t, "v");
    terminal_wait_row(d.t, 0, " Nhiệm vụ đã làm · Đơn vị: Hải Hà");
    terminal_send(d.t, "a");
    terminal_wait_at_cursor(d.t, "› Nhiệm vụ ");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Báo cáo kịp thời");
    assert_false(terminal_has(d.t, "Phối hợp Đài phát thanh huyện")); /* the district's */
    assert_false(terminal_has(d.t, "Đăng ký với huyện"));             /* done by registering */
    terminal_send(d.t, "<Esc><Esc>qq5");
    terminal_wait_row(d.t, 0, " Nhiệm vụ của đơn vị");
    terminal_send(d.t, "2");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Công an huyện");
    terminal_wait_for(d.t, "thì coi là đã làm nhiệm vụ này");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_with_what_the_list_is_of),
        cmocka_unit_test(offers_what_can_be_chosen),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
