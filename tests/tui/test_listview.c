/* Lists, dialogs, help, palette and pager, on a small program of their own. */
#include "support/terminal.h"
#include "support/toy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct terminal *open_toy(struct toy *toy) {
    struct terminal *t = terminal_fork(toy_run, toy, NULL);
    terminal_wait_for(t, "thoát");
    return t;
}

static void leave(struct terminal *t) {
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

/* Bars of the issue: a move at most 300 bytes, a page 1,800; rows are read when the window moves,
 * and not when only the mark does. */
static void moves_cheaply(void **state) {
    (void)state;
    struct toy toy = {.rows = 100000};
    struct terminal *t = open_toy(&toy);
    terminal_wait_for(t, "mục 1/100.000");
    terminal_wait_for(t, "đọc 1 lần");
    terminal_wait_quiet(t, 100);
    terminal_mark(t);
    terminal_send(t, "j");
    terminal_wait_cursor(t, 3, 0);
    terminal_wait_quiet(t, 100);
    print_message("cursor move: %zu bytes\n", terminal_bytes(t));
    assert_in_range(terminal_bytes(t), 1, 80);
    terminal_wait_row(t, 2, "  Đường hoa số 1");
    terminal_wait_row(t, 3, "› Đường hoa số 2");
    terminal_wait_for(t, "mục 2/100.000");
    terminal_wait_for(t, "đọc 1 lần");
    terminal_mark(t);
    terminal_send(t, "<PgDn>");
    terminal_wait_for(t, "mục 22/100.000");
    terminal_wait_quiet(t, 100);
    print_message("page down: %zu bytes\n", terminal_bytes(t));
    assert_in_range(terminal_bytes(t), 1, 1800);
    terminal_wait_for(t, "đọc 2 lần");
    terminal_wait_row(t, 2, "Đường hoa số 21");
    terminal_send(t, "kk");
    terminal_wait_for(t, "mục 20/100.000");
    terminal_wait_quiet(t, 100);
    terminal_mark(t);
    terminal_send(t, "k");
    terminal_wait_for(t, "mục 19/100.000");
    terminal_wait_quiet(t, 100);
    print_message("scroll by one: %zu bytes\n", terminal_bytes(t));
    assert_in_range(terminal_bytes(t), 1, 300);
    leave(t);
}

static void goes_to_both_ends(void **state) {
    (void)state;
    struct toy toy = {.rows = 100000};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "G");
    terminal_wait_for(t, "mục 100.000/100.000");
    terminal_wait_row(t, 21, "› Đường hoa số 100000");
    terminal_send(t, "j<PgDn>");
    terminal_wait_row(t, 21, "› Đường hoa số 100000");
    terminal_send(t, "<PgUp>");
    terminal_wait_row(t, 21, "› Đường hoa số 99980");
    terminal_send(t, "g");
    terminal_wait_row(t, 2, "› Đường hoa số 1 ");
    terminal_send(t, "k<PgUp>");
    terminal_wait_row(t, 2, "› Đường hoa số 1 ");
    leave(t);
}

static void passes_over_captions(void **state) {
    (void)state;
    struct toy toy = {.rows = 25, .captions = true};
    struct terminal *t = open_toy(&toy);
    terminal_wait_row(t, 2, " Nhóm 1");
    terminal_wait_row(t, 3, "› Đường hoa số 2");
    terminal_send(t, "jjjjjjjjj");
    terminal_wait_row(t, 13, "› Đường hoa số 12");
    terminal_send(t, "k");
    terminal_wait_row(t, 11, "› Đường hoa số 10");
    terminal_send(t, "G");
    terminal_wait_for(t, "› Đường hoa số 25");
    terminal_send(t, "g");
    terminal_wait_row(t, 2, " Nhóm 1"); /* the heading comes back into view */
    terminal_wait_row(t, 3, "› Đường hoa số 2");
    leave(t);
}

static void says_when_it_is_empty(void **state) {
    (void)state;
    struct toy toy = {.rows = 0};
    struct terminal *t = open_toy(&toy);
    terminal_wait_for(t, "Chưa có gì.");
    terminal_send(t, "jkG<PgDn>tT");
    terminal_wait_for(t, "Chưa có dòng nào.");
    terminal_send(t, "/x<Esc>d");
    terminal_wait_for(t, "Đã duyệt 0 dòng");
    leave(t);
}

static void searches_as_one_types(void **state) {
    (void)state;
    struct toy toy = {.rows = 300};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "n");
    terminal_wait_for(t, "Chưa tìm gì");
    terminal_send(t, "/duong hoa so 25");
    terminal_wait_for(t, "mục 25/300");
    terminal_send(t, "1");
    terminal_wait_for(t, "mục 251/300");
    terminal_send(t, "x");
    terminal_wait_for(t, "Không thấy “duong hoa so 251x”.");
    terminal_send(t, "<BS><BS><Down>");
    terminal_wait_for(t, "mục 250/300");
    terminal_send(t, "<Enter>");
    terminal_wait_gone(t, "Tìm:");
    terminal_send(t, "n");
    terminal_wait_for(t, "mục 251/300");
    terminal_send(t, "NN");
    terminal_wait_for(t, "mục 25/300");
    terminal_send(t, "N");
    terminal_wait_for(t, "Đã đến đầu danh sách, tìm tiếp từ cuối.");
    terminal_wait_for(t, "mục 259/300");
    terminal_send(t, "n");
    terminal_wait_for(t, "Đã hết danh sách, tìm tiếp từ đầu.");
    terminal_send(t, "/hoa so 300<Enter>");
    terminal_wait_for(t, "mục 300/300");
    terminal_send(t, "n");
    terminal_wait_for(t, "Chỉ thấy ở dòng này.");
    terminal_send(t, "/hoa so 25<Enter>");
    terminal_wait_for(t, "mục 25/300");
    terminal_send(t, "/hoa so 7<Esc>");
    terminal_wait_gone(t, "Tìm:");
    terminal_wait_for(t, "mục 25/300");
    leave(t);
}

static void sorts_and_goes_back(void **state) {
    (void)state;
    struct toy toy = {.rows = 300};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "O");
    terminal_wait_for(t, "Hãy chọn cột để xếp trước");
    terminal_send(t, ">");
    terminal_wait_row(t, 1, "Tên▲");
    terminal_wait_for(t, "Xếp theo “Tên”");
    terminal_send(t, "O");
    terminal_wait_row(t, 1, "Tên▼");
    terminal_wait_for(t, "mục 300/300"); /* still on the same record */
    terminal_wait_for(t, "› Đường hoa số 1 ");
    terminal_send(t, ">");
    terminal_wait_row(t, 1, "Đơn vị▼");
    terminal_send(t, ">");
    terminal_wait_for(t, "Xếp theo thứ tự vốn có");
    terminal_wait_for(t, "mục 1/300");
    terminal_send(t, "o");
    terminal_wait_for(t, "Xếp theo:");
    terminal_send(t, "don<Enter>");
    terminal_wait_row(t, 1, "Đơn vị▲");
    terminal_send(t, "<lt><lt>");
    terminal_wait_for(t, "Xếp theo thứ tự vốn có");
    leave(t);
}

static void tags_for_one_action(void **state) {
    (void)state;
    struct toy toy = {.rows = 300};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "d");
    terminal_wait_for(t, "Đã duyệt 1 dòng, dòng đầu là 1.");
    terminal_send(t, "jt<Space>t");
    terminal_wait_for(t, "Đã đánh dấu 3");
    terminal_wait_row(t, 3, " *Đường hoa số 2");
    terminal_send(t, "d");
    terminal_wait_for(t, "Đã duyệt 3 dòng, dòng đầu là 2.");
    terminal_send(t, "kt");
    terminal_wait_for(t, "Đã đánh dấu 2");
    terminal_send(t, "TT");
    terminal_wait_for(t, "Đã đánh dấu 300");
    terminal_send(t, "d");
    terminal_wait_for(t, "Đã duyệt 300 dòng, dòng đầu là 1.");
    leave(t);
}

static void hides_columns_when_narrow(void **state) {
    (void)state;
    struct toy toy = {.rows = 300};
    struct terminal *t = open_toy(&toy);
    terminal_wait_row(t, 1, "Trạng thái");
    terminal_resize(t, 16, 60);
    terminal_wait_row(t, 1, "Đơn vị");
    terminal_wait_row(t, 1, "Đạt");
    terminal_wait_row(t, 2, "› Đường hoa số 1 ");
    terminal_resize(t, 40, 120);
    terminal_wait_row(t, 1, "Trạng thái");
    terminal_wait_row(t, 37, "Đường hoa số 36");
    leave(t);
}

static void asks_with_the_safe_answer_first(void **state) {
    (void)state;
    struct toy toy = {.rows = 30};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "x");
    terminal_wait_for(t, "Xóa công trình này?");
    terminal_wait_for(t, "[k Không]  x Xóa");
    terminal_wait_row(t, 2, "Đường hoa số 1"); /* the list stays in view */
    terminal_send(t, "<Enter>");
    terminal_wait_for(t, "trả lời 1");
    terminal_send(t, "x<Right>");
    terminal_wait_for(t, "k Không  [x Xóa]");
    terminal_send(t, "<Enter>");
    terminal_wait_for(t, "trả lời 2");
    terminal_send(t, "xz");
    terminal_wait_for(t, "Hãy bấm một trong các chữ đầu");
    terminal_send(t, "x");
    terminal_wait_for(t, "trả lời 2");
    terminal_send(t, "x<Esc>");
    terminal_wait_for(t, "trả lời 0");
    leave(t);
}

/* Esc and a letter in one burst (Alt on many terminals) answer no question. */
static void a_rushed_letter_answers_nothing(void **state) {
    (void)state;
    struct toy toy = {.rows = 30};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "<Enter>x");
    terminal_wait_for(t, "Đường hoax");
    terminal_send_bytes(t, "\033b", 2);
    terminal_wait_for(t, "Có thay đổi chưa lưu.");
    terminal_wait_for(t, "Hãy bấm một trong các chữ đầu");
    terminal_send(t, "b");
    terminal_wait_for(t, "không lưu");
    leave(t);
}

static void prompts_for_what_is_required(void **state) {
    (void)state;
    struct toy toy = {.rows = 30};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "r<Enter>");
    terminal_wait_for(t, "Chưa ghi gì");
    terminal_send(t, "  thiếu chữ ký <Enter>");
    terminal_wait_for(t, "lý do 1 “thiếu chữ ký”");
    terminal_send(t, "r1234567890123456789012345678901234567890x");
    terminal_wait_for(t, "Không gõ thêm được");
    terminal_send(t, "<Esc>");
    terminal_wait_for(t, "lý do 0 “”");
    leave(t);
}

static void greys_what_is_not_allowed(void **state) {
    (void)state;
    struct toy toy = {.rows = 30, .may_not = true};
    struct terminal *t = open_toy(&toy);
    assert_null(strstr(terminal_row(t, 23), "d duyệt")); /* it takes no room from what is allowed */
    terminal_resize(t, 24, 160);
    terminal_wait_row(t, 23, "(d duyệt)");
    terminal_send(t, "d");
    terminal_wait_for(t, "Chỉ cán bộ huyện được duyệt.");
    terminal_send(t, "ji");
    terminal_wait_for(t, "Chỉ dùng cho dòng lẻ.");
    terminal_send(t, "?");
    terminal_wait_for(t, "Trợ giúp · Đăng ký");
    terminal_wait_for(t, "d F6               Duyệt các dòng đã đánh dấu");
    terminal_wait_for(t, "(không dùng được: Chỉ cán bộ huyện được duyệt.)");
    terminal_wait_for(t, "(không dùng được: Chỉ dùng cho dòng lẻ.)");
    terminal_wait_for(t, "Danh sách");
    terminal_send(t, "G");
    terminal_wait_for(t, "Tạm dừng, về dòng lệnh");
    terminal_send(t, "q");
    terminal_wait_gone(t, "Trợ giúp ·");
    leave(t);
}

static void finds_commands_by_their_words(void **state) {
    (void)state;
    struct toy toy = {.rows = 30, .may_not = true};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, ":van ban");
    terminal_wait_for(t, "› Xem văn bản");
    terminal_wait_gone(t, "Xóa công trình");
    terminal_send(t, "<Enter>");
    terminal_wait_for(t, "Đoạn 1: mỗi đơn vị");
    terminal_send(t, "q");
    terminal_wait_gone(t, "Đoạn 1:");
    terminal_send(t, ":duyet<Enter>");
    terminal_wait_for(t, "Chỉ cán bộ huyện được duyệt.");
    terminal_send(t, ":khong co dau<Enter>");
    terminal_wait_for(t, "Không có dòng nào như thế");
    terminal_send(t, "<Esc>");
    terminal_wait_gone(t, "Lệnh:");
    terminal_send(t, ":dong tat ca<Enter>");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

static void pages_through_text(void **state) {
    (void)state;
    struct toy toy = {.rows = 30};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "v");
    terminal_wait_row(t, 0, " Văn bản");
    terminal_wait_row(t, 1, "›   Đoạn 1: mỗi đơn vị");
    terminal_wait_row(t, 2, "    nội dung thi đua của huyện."); /* wrapped, the indentation kept */
    terminal_send(t, "<Space>");                                /* as in less */
    terminal_wait_row(t, 0, "dòng 22/100");
    terminal_send(t, "b");
    terminal_wait_row(t, 0, "dòng 1/100");
    terminal_send(t, "/doan 40:<Enter>");
    terminal_wait_for(t, "›   Đoạn 40:");
    terminal_resize(t, 30, 100);
    terminal_wait_for(t, "Đoạn 40:");
    terminal_send(t, "G");
    terminal_wait_for(t, "Đoạn 50:");
    terminal_send(t, "q");
    leave(t);
}

static void escape_does_not_end_the_session(void **state) {
    (void)state;
    struct toy toy = {.rows = 30};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "<Esc>");
    terminal_wait_for(t, "Bấm q để thoát.");
    terminal_send(t, "q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

/* Rows that cannot be read again stay as they were, and so do selection and order; nothing says
 * that there are none. When they can be, they are. */
static void keeps_what_it_cannot_read_again(void **state) {
    (void)state;
    struct toy toy = {.rows = 500};
    struct terminal *t = open_toy(&toy);
    terminal_send(t, "jj");
    for (int health = 0; health < 2; health++) {
        terminal_wait_for(t, "mục 3/500");
        terminal_send(t, "z");
        terminal_wait_for(t, "Không đọc được.");
        terminal_send(t, "j");
        terminal_wait_gone(t, "Không đọc được.");
        terminal_wait_for(t, "mục 4/500");
        terminal_wait_row(t, 2, "  Đường hoa số 1 ");
        terminal_wait_row(t, 5, "› Đường hoa số 4 ");
        terminal_wait_row(t, 21, "Đường hoa số 20");
        terminal_send(t, ">");
        terminal_wait_for(t, "Không đọc được.");
        terminal_send(t, "k");
        terminal_wait_gone(t, "Không đọc được.");
        terminal_wait_row(t, 1, "Tên ");
        assert_null(strstr(terminal_row(t, 1), "▲"));
    }
    terminal_send(t, "G");
    terminal_wait_for(t, "Không đọc được.");
    terminal_wait_for(t, "mục 3/500");
    terminal_wait_row(t, 4, "› Đường hoa số 3 ");
    terminal_send(t, "zG");
    terminal_wait_for(t, "mục 500/500");
    terminal_wait_row(t, 21, "› Đường hoa số 500");
    leave(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_cheaply),
        cmocka_unit_test(goes_to_both_ends),
        cmocka_unit_test(keeps_what_it_cannot_read_again),
        cmocka_unit_test(passes_over_captions),
        cmocka_unit_test(says_when_it_is_empty),
        cmocka_unit_test(searches_as_one_types),
        cmocka_unit_test(sorts_and_goes_back),
        cmocka_unit_test(tags_for_one_action),
        cmocka_unit_test(hides_columns_when_narrow),
        cmocka_unit_test(asks_with_the_safe_answer_first),
        cmocka_unit_test(a_rushed_letter_answers_nothing),
        cmocka_unit_test(prompts_for_what_is_required),
        cmocka_unit_test(greys_what_is_not_allowed),
        cmocka_unit_test(finds_commands_by_their_words),
        cmocka_unit_test(pages_through_text),
        cmocka_unit_test(escape_does_not_end_the_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
