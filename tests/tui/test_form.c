/* Forms over every type of field: nothing typed is lost, and the cursor goes to what is wrong. */
#include "support/terminal.h"
#include "support/toy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* Rows of the form at 24×80: the fields begin at row 1, their editors at column 22. */
enum { NAME = 1, FIELD_AT = 21 };

static struct terminal *open_form(struct toy *toy, const struct terminal_options *o) {
    struct terminal *t = terminal_fork(toy_run, toy, o);
    terminal_wait_for(t, "thoát");
    terminal_send(t, "e");
    terminal_wait_for(t, "Công trình mới");
    return t;
}

static void leave(struct terminal *t) {
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

static void shows_every_field(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_wait_row(t, 1, "› Tên công trình   * Đường hoa");
    terminal_wait_cursor(t, 1, FIELD_AT + 9);
    terminal_wait_row(t, 3, "  Loại             * tập thể");
    terminal_wait_row(t, 4, "  Thuộc công trình   (chưa chọn)"); /* no year for a collective */
    terminal_wait_row(t, 9, "  Chuyên trách       [ ]");
    terminal_wait_row(t, 22, "Tên ngắn gọn, dễ nhận ra");
    terminal_wait_row(t, 23, " Ctrl-S lưu  Esc thoát  Tab mục sau");
    terminal_wait_for(t, "  Lưu  (Enter ở đây, hoặc Ctrl-S, F2)");
    terminal_send(t, "<Esc>");
    terminal_wait_gone(t, "Công trình mới");
    leave(t);
}

static void fills_in_and_saves(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_send(t, " Hải Anh<Tab>dh-01<Tab>");
    terminal_send(t, "<Right>"); /* cá nhân: a year is asked for */
    terminal_wait_for(t, "‹ cá nhân ›");
    terminal_wait_row(t, 4, "Năm sinh");
    terminal_send(t, "<Tab>1985<Tab>");
    terminal_send(t, "nong"); /* opens the list, narrowed down */
    terminal_wait_for(t, "Thuộc công trình: nong");
    terminal_send(t, "<Enter>");
    terminal_wait_row(t, 5, "Xây dựng nông thôn mới");
    terminal_wait_cursor(t, 6, FIELD_AT); /* and goes on */
    terminal_send(t, "<Space>");
    terminal_wait_for(t, "[ ] Triệu phần quà");
    terminal_send(t, "<Space><Down><Down><Space>");
    terminal_wait_for(t, "[x] tự chọn");
    terminal_wait_for(t, "Đã chọn 2");
    terminal_send(t, "<Enter>");
    terminal_wait_row(t, 6, "Triệu phần quà san sẻ yêu thương; tự chọn");
    terminal_send(t, "1,2<Tab>5 triệu<Tab>");
    terminal_wait_for(t, "5.000.000");
    terminal_send(t, "12/11<Tab>");
    terminal_wait_for(t, "12/11/2021");
    terminal_send(t, "<Space>");
    terminal_wait_for(t, "[x] có");
    terminal_send(t, "<Down>0912 345 678<Tab>dòng một<Enter>dòng hai<Tab>");
    terminal_send(t, "<Enter>"); /* on "Lưu" */
    terminal_wait_for(t, "lưu Đường hoa Hải Anh|1|village|gifts own|1200|5000000|1|dòng một");
    leave(t);
}

static void says_what_is_wrong_where_it_is(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_send(t, "<C-u><Tab>");
    terminal_wait_row(t, 2, "  ! "); /* required, said below the field, and one may go on */
    terminal_wait_cursor(t, 3, FIELD_AT);
    terminal_send(t, "<Up>");
    terminal_wait_cursor(t, 1, FIELD_AT);
    terminal_send(t, "x");
    terminal_wait_row(t, 2, "Mã"); /* gone as soon as it is being mended */
    terminal_send(t, "<Tab><Tab><Tab><Tab><Tab>mười<Tab>");
    terminal_wait_for(t, "  ! ");
    terminal_send(t, "<C-s>");
    terminal_wait_for(t, "Chưa lưu:");
    terminal_wait_cursor(t, 6, FIELD_AT + 4);
    terminal_wait_row(t, 6, "mười"); /* what was typed stays */
    terminal_send(t, "<C-u>10<C-s>");
    terminal_wait_for(t, "lưu x|0|||10000|");
    leave(t);
}

static void the_store_refuses(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_send(t, "<C-u>trùng<Tab>ma-1<F2>");
    terminal_wait_for(t, "Đã có công trình tên “trùng”; hãy đặt tên khác.");
    terminal_wait_cursor(t, NAME, FIELD_AT + 5);
    terminal_wait_row(t, 3, "ma-1");
    terminal_send(t, " khác<F2>");
    terminal_wait_for(t, "lưu trùng khác|");
    leave(t);
}

static void leaving_asks(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_send(t, "<Esc>");
    terminal_wait_gone(t, "Công trình mới"); /* nothing changed: no question */
    terminal_send(t, "ex");
    terminal_wait_for(t, "Đường hoax");
    terminal_send(t, "<F10>");
    terminal_wait_for(t, "l Lưu   b Bỏ  [o Ở lại]");
    terminal_send(t, "<Enter>");
    terminal_wait_gone(t, "Ở lại");
    terminal_wait_cursor(t, NAME, FIELD_AT + 10);
    terminal_send(t, "y<Esc>");
    terminal_wait_for(t, "Ở lại");
    terminal_send(t, "l");
    terminal_wait_for(t, "lưu Đường hoaxy|");
    terminal_send(t, "ez<Esc>b");
    terminal_wait_for(t, "không lưu");
    leave(t);
}

/* Q from a help screen above the form closes nothing that was typed. */
static void quitting_stops_at_the_form(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_send(t, "x<F1>");
    terminal_wait_for(t, "Trợ giúp · Nhập, sửa");
    terminal_wait_for(t, "Ctrl-S F2");
    terminal_send(t, "Q");
    terminal_wait_for(t, "Còn thay đổi chưa lưu");
    terminal_wait_for(t, "Đường hoax");
    terminal_send(t, "<Esc>b");
    terminal_wait_for(t, "không lưu");
    leave(t);
}

static void scrolls_in_a_small_window(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, &(struct terminal_options){.rows = 16, .cols = 60});
    terminal_wait_row(t, 13, "↓");
    terminal_wait_row(t, 0, " Công trình mới       Hội LHPN huyện · Ngọc Lan  05/11/2021");
    terminal_send(t, "<PgDn>");
    terminal_wait_for(t, "› Lưu");
    terminal_wait_row(t, 1, "↑");
    terminal_send(t, "<PgUp>");
    terminal_wait_row(t, 1, "› Tên công trình");
    for (int i = 0; i < 20; i++)
        terminal_send(t, " dài thêm");
    terminal_wait_row(t, 1, "‹");
    terminal_send(t, "<Home>");
    terminal_wait_row(t, 1, "Đường hoa dài thêm");
    terminal_wait_row(t, 1, "›");
    terminal_resize(t, 40, 130);
    terminal_wait_for(t, "Lưu  (Enter");
    terminal_wait_cursor(t, NAME, FIELD_AT);
    terminal_send(t, "<Esc>b");
    terminal_wait_for(t, "không lưu");
    leave(t);
}

/* A long text is read from its beginning once she goes on, and has the room of a wide window. */
static void a_long_text_is_read_from_its_beginning(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    for (int i = 0; i < 9; i++)
        terminal_send(t, " dài thêm");
    terminal_wait_row(t, 1, "‹");
    terminal_send(t, "<Tab>");
    terminal_wait_row(t, 1, "* Đường hoa dài thêm dài thêm");
    terminal_wait_row(t, 1, "…");
    terminal_resize(t, 24, 160);
    terminal_wait_row(t, 1,
                      "dài thêm dài thêm dài thêm dài thêm dài thêm dài thêm dài thêm dài thêm");
    terminal_send(t, "<Esc>b");
    terminal_wait_for(t, "không lưu");
    leave(t);
}

static void edits_a_note(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_send(t, "<S-Tab><S-Tab>"); /* Lưu, then the note */
    terminal_send(t, "một<Enter>hai<Enter>ba<Enter>bốn<Enter>năm");
    terminal_wait_for(t, "năm");
    terminal_wait_gone(t, " một");
    terminal_wait_for(t, "↑");
    terminal_send(t, "<Up><Up><Up><Up>");
    terminal_wait_for(t, " một");
    terminal_send(t, "<Up>");
    terminal_wait_cursor(t, 10, FIELD_AT); /* off its first line: the field before */
    terminal_send(t, "<C-s>");
    terminal_wait_for(t, "|một hai ba bốn");
    leave(t);
}

/* Nothing hangs when the line goes while a form is open. */
static void the_line_goes(void **state) {
    (void)state;
    struct toy toy = {.rows = 3};
    struct terminal *t = open_form(&toy, NULL);
    terminal_send(t, "x");
    terminal_wait_for(t, "Đường hoax");
    terminal_hang_up(t);
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_every_field),
        cmocka_unit_test(fills_in_and_saves),
        cmocka_unit_test(says_what_is_wrong_where_it_is),
        cmocka_unit_test(the_store_refuses),
        cmocka_unit_test(leaving_asks),
        cmocka_unit_test(quitting_stops_at_the_form),
        cmocka_unit_test(scrolls_in_a_small_window),
        cmocka_unit_test(a_long_text_is_read_from_its_beginning),
        cmocka_unit_test(edits_a_note),
        cmocka_unit_test(the_line_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
