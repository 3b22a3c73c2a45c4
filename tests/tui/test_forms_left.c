/* A form that is left, or whose record somebody else changed meanwhile: nothing typed is ever
 * lost. */
#include "support/forms.h"
#include "support/test.h"

#include <stdio.h>

/* ---- leaving */

static void leaving_asks(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, FORMS_TO_DRAFT "e");
    terminal_wait_for(d.t, "Sửa công trình, phần việc");
    terminal_send(d.t, "<Esc>"); /* nothing changed: no question */
    terminal_wait_at_cursor(d.t, "Hải Giang");
    terminal_send(d.t, "e<End> xóm 5<Esc>");
    terminal_wait_for(d.t, "Có thay đổi chưa lưu.");
    terminal_send(d.t, "<Enter>"); /* the safe answer: stay */
    terminal_wait_gone(d.t, "Có thay đổi chưa lưu.");
    terminal_wait_at_cursor(d.t, FORMS_DRAFT " xóm 5");
    terminal_send(d.t, "<F1>");
    terminal_wait_for(d.t, "Trợ giúp · ");
    terminal_send(d.t, "Q"); /* ends nothing while something is not saved */
    terminal_wait_for(d.t, "Còn thay đổi chưa lưu");
    terminal_wait_for(d.t, FORMS_DRAFT " xóm 5");
    terminal_send(d.t, "<Esc>l");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    forms_work_has(&d, FORMS_DRAFT " xóm 5", "unit", "hai-giang");
    terminal_send(d.t, "e<End> xóm 6<Esc>");
    terminal_wait_for(d.t, "Có thay đổi chưa lưu.");
    terminal_send(d.t, "b");
    terminal_wait_gone(d.t, "Có thay đổi");
    forms_work_has(&d, FORMS_DRAFT " xóm 5", "unit", "hai-giang");
    desk_close(&d);
}

/* Saving from the question, with a mistake in the form: the form stays. */
static void leaving_with_a_mistake_stays(void **state) {
    (void)state;
    struct desk d;
    forms_new_work(&d);
    terminal_send(d.t, "<Tab>Trồng cây<Esc>");
    terminal_wait_for(d.t, "Có thay đổi chưa lưu.");
    terminal_send(d.t, "l");
    terminal_wait_for(d.t, "Chưa lưu: ");
    terminal_wait_at_cursor(d.t, "› Đơn vị");
    terminal_wait_for(d.t, "Trồng cây");
    forms_give_up(&d);
}

/* ---- somebody else */

static void somebody_else_was_faster(void **state) {
    (void)state;
    char id[24];
    struct desk d;
    desk_open(&d, NULL);
    (void)snprintf(id, sizeof id, "%d", (int)forms_work_id(&d, FORMS_DRAFT));
    terminal_send(d.t, FORMS_TO_DRAFT "e");
    terminal_wait_for(d.t, "Sửa công trình, phần việc");
    terminal_send(d.t, "<End> xóm 5<Tab><Tab><Tab>");
    assert_int_equal(cli(&d.cli, "set", "work", id, "beneficiaries=77", NULL), 0);
    terminal_send(d.t, "<C-s>");
    terminal_wait_row(d.t, 0, "Hai bản khác nhau"); /* tests/tui/test_together.c */
    terminal_send(d.t, "<Esc>");
    terminal_wait_for(d.t, FORMS_DRAFT " xóm 5"); /* nothing typed is lost, nothing written over */
    forms_work_has(&d, FORMS_DRAFT, "beneficiaries", "77");
    forms_give_up(&d);
}

static void somebody_else_deleted_it(void **state) {
    (void)state;
    char id[24];
    struct desk d;
    desk_open(&d, NULL);
    (void)snprintf(id, sizeof id, "%d", (int)forms_work_id(&d, FORMS_DRAFT));
    terminal_send(d.t, FORMS_TO_DRAFT "e");
    terminal_wait_for(d.t, "Sửa công trình, phần việc");
    terminal_send(d.t, "<End> xóm 5");
    terminal_wait_at_cursor(d.t, FORMS_DRAFT " xóm 5");
    assert_int_equal(cli(&d.cli, "delete", "work", id, NULL), 0);
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "Trong lúc bạn sửa, công trình, phần việc này đã đổi");
    terminal_wait_at_cursor(d.t, FORMS_DRAFT " xóm 5");
    forms_give_up(&d);
}

/* An entry being written while the work is stopped by a colleague. */
static void the_work_was_stopped_meanwhile(void **state) {
    (void)state;
    char id[24];
    struct desk d;
    desk_open(&d, NULL);
    (void)snprintf(id, sizeof id, "%d",
                   (int)forms_work_id(&d, "Quà cho hội viên mắc bệnh hiểm nghèo"));
    terminal_send(d.t, "3a10<Tab>");
    forms_shows(&d, "hoặc lũy kế đến nay", "26");
    assert_int_equal(cli(&d.cli, "stop", "work", id, "reason=Ngập úng", NULL), 0);
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "ở trạng thái “dừng”; chỉ cập nhật tiến độ khi đang");
    forms_shows(&d, "Số lượng thêm", "10");
    forms_give_up(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaving_asks),
        cmocka_unit_test(leaving_with_a_mistake_stays),
        cmocka_unit_test(somebody_else_was_faster),
        cmocka_unit_test(somebody_else_deleted_it),
        cmocka_unit_test(the_work_was_stopped_meanwhile),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
