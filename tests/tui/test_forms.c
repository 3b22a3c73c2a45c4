/* What is typed in the forms of the program: dates, numbers and choices are taken as people write
 * them, and what is wrong is said beside its field. */
#include "support/forms.h"
#include "support/test.h"

#include <string.h>

/* ---- filling in */

static void a_whole_registration(void **state) {
    (void)state;
    static const char *const stored[][2] = {
        {"unit", "hai-hung"},
        {"kind", "collective"},
        {"theme", "1"},
        {"contents", "organisation party"},
        {"goal", "50500"},
        {"unit_of_measure", "suất quà"},
        {"cost", "12500000"},
        {"source", "hội viên đóng góp"},
        {"beneficiaries", "1200"},
        {"start", "2021-11-15"},
        {"finish", "2021-12-20"},
        {"in_charge", "Trần Thị Lụa"},
        {"phone", "0912 345 678"},
        {"note", "đợt một\nđợt hai"},
        {"paper", "05/ĐK-PN"},
        {"received", "2021-11-03"},
        {"state", "draft"},
    };
    struct desk d;
    forms_new_work(&d);
    terminal_send(d.t, "hai hung"); /* letters open the list and narrow it, marks aside */
    terminal_wait_for(d.t, "Đơn vị: hai hung");
    terminal_wait_at_cursor(d.t, "› Hải Hưng");
    terminal_send(d.t, "<Enter>Tặng quà tết<Tab>");
    terminal_send(d.t, "<Right>"); /* the first choice */
    terminal_wait_at_cursor(d.t, "‹ tập thể ›");
    terminal_send(d.t, "<Tab>trieu phan qua<Enter>");
    terminal_wait_for(d.t, "* Triệu phần quà san sẻ");
    terminal_wait_for(d.t, "Enter mở danh sách, đánh dấu được nhiều dòng");
    terminal_send(d.t, "<Space>");
    terminal_wait_for(d.t, "[ ] Nâng cao chất lượng");
    terminal_send(d.t, "<Space><Down><Down><Space>");
    terminal_wait_for(d.t, "Đã chọn 2");
    terminal_send(d.t, "<Enter>");
    terminal_wait_at_cursor(d.t, "› Chỉ tiêu");
    terminal_send(d.t, "50,5<Enter>");
    terminal_wait_row(d.t, 22, "của huyện: suất quà"); /* in what the district counts */
    terminal_send(d.t, "suất quà<Enter>12,5 triệu<Enter>");
    terminal_wait_for(d.t, "12.500.000 đồng"); /* read back as it was understood */
    terminal_send(d.t, "hội viên đóng góp<Tab>1.200<Tab>15/11<Tab>20-12-21<Tab>");
    terminal_wait_for(d.t, "15/11/2021");
    terminal_wait_for(d.t, "20/12/2021");
    terminal_send(d.t, "Trần Thị Lụa<Tab>0912 345 678<Tab>đợt một<Enter>đợt hai<Tab>");
    terminal_send(d.t, "05/ĐK-PN<Tab>3/11<C-s>");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    terminal_wait_at_cursor(d.t, "Tặng quà tết"); /* and the new row is the selected one */
    for (size_t i = 0; i < sizeof stored / sizeof stored[0]; i++)
        forms_work_has(&d, "Tặng quà tết", stored[i][0], stored[i][1]);
    desk_close(&d);
}

/* Fields that have no meaning are not there; what was typed in one stays until it is emptied. */
static void fields_come_and_go(void **state) {
    (void)state;
    struct desk d;
    forms_new_work(&d);
    assert_false(terminal_has(d.t, "Năm sinh"));
    terminal_send(d.t, "hai hung<Enter>Chăm sóc người già<Tab><Right><Right>");
    terminal_wait_at_cursor(d.t, "‹ cá nhân ›");
    terminal_wait_for(d.t, "Năm sinh");
    assert_false(terminal_has(d.t, "chuyên trách"));
    terminal_send(d.t, "<Tab>tu chon<Enter><Tab>Phạm Thị Hoa<Tab>1985<Tab>can bo<Enter>");
    terminal_wait_for(d.t, "chuyên trách");
    terminal_send(d.t, "<Tab><Space>"); /* after the post */
    terminal_wait_at_cursor(d.t, "[x] có");
    for (int i = 0; i < 7; i++)
        terminal_send(d.t, "<Up>");
    terminal_wait_at_cursor(d.t, "‹ cá nhân ›");
    terminal_send(d.t, "<Left>"); /* a collective after all */
    terminal_wait_at_cursor(d.t, "‹ tập thể ›");
    terminal_wait_gone(d.t, "Phạm Thị Hoa");
    terminal_wait_gone(d.t, "chuyên trách");
    terminal_send(d.t, "<Right>"); /* no, an individual: what was typed was not thrown away */
    terminal_wait_for(d.t, "Phạm Thị Hoa");
    terminal_wait_for(d.t, "[x] có");
    terminal_send(d.t, "<Left>");
    terminal_wait_gone(d.t, "Phạm Thị Hoa");
    terminal_send(d.t, "<C-s>"); /* what is not on the screen is not saved */
    terminal_wait_row(d.t, 22, "Đã lưu.");
    forms_work_has(&d, "Chăm sóc người già", "kind", "collective");
    forms_work_has(&d, "Chăm sóc người già", "person", "");
    forms_work_has(&d, "Chăm sóc người già", "full_time", "");
    desk_close(&d);
}

static void a_note_has_lines(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "4e");
    terminal_wait_for(d.t, "Sửa giới thiệu khen thưởng");
    terminal_wait_for(d.t, "350 hộ");
    terminal_wait_row(d.t, 22, "; Enter xuống dòng, Tab sang mục sau");
    terminal_wait_for(d.t, "› Tóm tắt thành tích   Từ đường đất"); /* as wide as what is shown */
    terminal_send(d.t, "<Enter>Năm <C-a>Sau<End>2022<C-s>");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    (void)cli_sql(&d.cli, "SELECT summary FROM nomination");
    assert_non_null(strstr(d.cli.value, "cùng chăm sóc.\nSauNăm 2022"));
    desk_close(&d);
}

/* ---- the running total */

static void additions_and_running_totals(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "3a");
    terminal_wait_for(d.t, "Đã làm 16/80 suất quà");
    terminal_wait_at_cursor(d.t, "› Số lượng thêm"); /* the day is there already */
    terminal_wait_for(d.t, "05/11/2021");
    terminal_send(d.t, "10<Tab>");
    forms_shows(&d, "hoặc lũy kế đến nay", "26");
    terminal_send(d.t, "30<Tab>"); /* typed over: nobody means 2630 */
    forms_shows(&d, "Số lượng thêm", "14");
    forms_shows(&d, "hoặc lũy kế đến nay", "30");
    terminal_send(d.t, "<Up>");
    terminal_wait_at_cursor(d.t, "› hoặc lũy kế");
    terminal_send(d.t, "<End>0<Tab>"); /* moved in first: what stands there is edited */
    forms_shows(&d, "hoặc lũy kế đến nay", "300");
    terminal_send(d.t, "<Up><Up>-3<Tab>"); /* a correction */
    forms_shows(&d, "hoặc lũy kế đến nay", "13");
    terminal_send(d.t, "<Tab>1,5 triệu<Tab>12<C-s>");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    assert_int_equal(cli_sql(&d.cli, "SELECT quantity FROM progress ORDER BY id DESC"), -3000);
    assert_int_equal(cli_sql(&d.cli, "SELECT value FROM progress ORDER BY id DESC"), 1500000);
    desk_close(&d);
}

/* ---- what is wrong */

static void required_fields_one_after_the_other(void **state) {
    (void)state;
    static const struct {
        const char *wrong, *mends;
    } steps[] = {
        {"› Đơn vị", "hai hung<Enter>"},
        {"› Tên công trình", "Trồng cây<Tab>"},
        {"› Tập thể/cá nhân", "<Right><Tab>"},
        {"› Thuộc công trình của huyện", "tu chon<Enter>"},
    };
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 30, .cols = 100});
    terminal_send(d.t, "2a");
    terminal_wait_for(d.t, "‹ (chưa chọn) ›");
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        terminal_send(d.t, "<C-s>");
        terminal_wait_for(d.t, "Chưa lưu: ");
        terminal_wait_for(d.t, "  ! "); /* beside the field */
        terminal_wait_at_cursor(d.t, steps[i].wrong);
        terminal_send(d.t, steps[i].mends);
        terminal_wait_gone(d.t, "Chưa lưu");
    }
    terminal_wait_for(d.t, "Trồng cây");
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    forms_work_has(&d, "Trồng cây", "unit", "hai-hung");
    desk_close(&d);
}

/* Every kind of mistake, by its field: what was typed stays, and so does all else. */
static void mistakes_beside_their_fields(void **state) {
    (void)state;
    static const struct {
        const char *field, *typed, *says;
    } mistakes[] = {
        {"› Chỉ tiêu", "mười", "“mười”"},
        {"› Chỉ tiêu", "-5", "“-5”"},
        {"› Kinh phí", "5 đô la", "“5 đô la”"},
        {"› Người thụ hưởng", "12,5", "“12,5”"},
        {"› Ngày bắt đầu", "31/02", "có 28 ngày"},
        {"› Ngày hoàn thành", "1,2", "không phải là ngày"},
        {"› Điện thoại", "abc", "không phải là số điện thoại"},
    };
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 34, .cols = 110});
    terminal_send(d.t, FORMS_TO_DRAFT "e");
    terminal_wait_for(d.t, "Sửa công trình, phần việc");
    terminal_send(d.t, "<End> mới");
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        for (int k = 0; k < 30; k++) {
            int row;
            int col;
            terminal_wait_quiet(d.t, 20);
            terminal_cursor(d.t, &row, &col);
            if (strstr(terminal_row(d.t, row), mistakes[i].field) != NULL)
                break;
            terminal_send(d.t, "<Tab>");
        }
        terminal_wait_at_cursor(d.t, mistakes[i].field);
        terminal_send(d.t, "<C-u><C-k>");
        terminal_send(d.t, mistakes[i].typed);
        terminal_send(d.t, "<Tab>"); /* nobody is held back */
        terminal_wait_for(d.t, "  ! ");
        terminal_send(d.t, "<C-s>");
        terminal_wait_at_cursor(d.t, mistakes[i].field);
        terminal_wait_at_cursor(d.t, mistakes[i].typed);
        terminal_wait_for(d.t, "Chưa lưu: ");
        terminal_wait_for(d.t, mistakes[i].says);
        terminal_wait_for(d.t, FORMS_DRAFT " mới");
        terminal_send(d.t, "<C-u><C-k>");
        terminal_wait_gone(d.t, "  ! "); /* being mended */
    }
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    forms_work_has(&d, FORMS_DRAFT " mới", "phone", "");
    desk_close(&d);
}

/* Rules between fields come back from the record to the field they are about. */
static void rules_between_fields(void **state) {
    (void)state;
    struct desk d;
    forms_new_work(&d);
    terminal_send(d.t, "hai hung<Enter>Trồng cây<Tab><Right><Tab>tu chon<Enter><Tab>20<C-s>");
    terminal_wait_for(d.t, "Chỉ tiêu phải có đơn vị tính");
    terminal_wait_at_cursor(d.t, "› Đơn vị tính");
    terminal_send(d.t, "cây<Tab><Tab><Tab><Tab>20/12<Tab>1/12<C-s>");
    terminal_wait_for(d.t, "trước ngày bắt đầu 20/12/2021");
    terminal_wait_at_cursor(d.t, "› Ngày hoàn thành dự kiến");
    terminal_send(d.t, "<C-u>25/12<PgDn><Up><Up>06/ĐK-PN<C-s>");
    terminal_wait_for(d.t, "Nhập thay theo văn bản phải có ngày nhận");
    terminal_wait_at_cursor(d.t, "› Ngày nhận văn bản");
    terminal_send(d.t, "6/11<C-s>");
    terminal_wait_for(d.t, "06/11/2021"); /* a paper cannot come tomorrow */
    terminal_wait_at_cursor(d.t, "› Ngày nhận văn bản");
    terminal_send(d.t, "<C-u>5/11<C-s>");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    forms_work_has(&d, "Trồng cây", "received", "2021-11-05");
    desk_close(&d);
}

static void units_by_their_codes(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "6a");
    terminal_wait_for(d.t, "Thêm đơn vị");
    terminal_send(d.t, "Hải Mới<Tab>");
    terminal_wait_for(d.t, "ví dụ hai-moi");
    terminal_send(d.t, "<Up><C-u>hai-anh<Tab>Hải Mới<Tab><Right><C-s>");
    terminal_wait_for(d.t, "Mã đơn vị này đã dùng");
    terminal_wait_at_cursor(d.t, "› Mã đơn vị");
    terminal_wait_for(d.t, "Hải Mới");
    terminal_send(d.t, "<C-u>hai-moi<C-s>");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    terminal_wait_at_cursor(d.t, "Hải Mới");
    terminal_send(d.t, "e");
    terminal_wait_for(d.t, "Sửa đơn vị");
    terminal_wait_at_cursor(d.t, "› Tên đơn vị"); /* a code is not changed */
    terminal_send(d.t, "<PgDn><Up>900<Up>800<C-s>");
    terminal_wait_for(d.t, "Số hội viên không thể lớn hơn");
    terminal_wait_at_cursor(d.t, "› Số hội viên");
    terminal_send(d.t, "<C-u>700<C-s>");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    desk_close(&d);
}

static void a_field_full_takes_no_more(void **state) {
    (void)state;
    struct desk d;
    forms_new_work(&d);
    terminal_send(d.t, "<Tab>");
    for (int i = 0; i < 20; i++)
        terminal_send(d.t, "mười chữ! ");
    terminal_send(d.t, "x");
    terminal_wait_for(d.t, "Không gõ thêm được: đã đủ độ dài");
    terminal_send_bytes(d.t, "\033[200~", 6); /* a pasted newline is a blank, not "Lưu" */
    terminal_send(d.t, "<BS><BS>a<Enter>");
    terminal_send_bytes(d.t, "\033[201~", 6);
    terminal_wait_for(d.t, "Thêm công trình, phần việc");
    forms_give_up(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_registration),
        cmocka_unit_test(fields_come_and_go),
        cmocka_unit_test(a_note_has_lines),
        cmocka_unit_test(additions_and_running_totals),
        cmocka_unit_test(required_fields_one_after_the_other),
        cmocka_unit_test(mistakes_beside_their_fields),
        cmocka_unit_test(rules_between_fields),
        cmocka_unit_test(units_by_their_codes),
        cmocka_unit_test(a_field_full_takes_no_more),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
