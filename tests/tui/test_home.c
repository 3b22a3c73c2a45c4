/* Home and the page of the status: where do we stand, what is due, in every width. */
#include "support/desk.h"
#include "support/test.h"
#include "thidua/text.h"

#include <stdio.h>
#include <string.h>

static const char home[] = "Thi đua · 130 công trình, phần việc";

static void title_is(struct terminal *t, const char *title) {
    char text[160];
    (void)snprintf(text, sizeof text, " %s", title);
    terminal_wait_row(t, 0, text);
    assert_memory_equal(terminal_row(t, 0), text, strlen(text));
}

/* Design, section 6: the sample on 05/11/2021, to the letter. */
static void home_says_where_we_stand(void **state) {
    (void)state;
    static const char *const rows[] = {
        " Ngày 36/107 · kết thúc 15/01/2022, còn 71 ngày",
        "",
        "› 1  Kế hoạch      4 phần, 19 mục · mốc gần nhất: đăng ký, còn 4 ngày",
        "  2  Đăng ký       24/36 đơn vị  ██████░░░░  66%  3 chờ duyệt",
        "  3  Tiến độ       41 công trình ███░░░░░░░  38%  5 chậm, 2 lâu chưa cập nhật",
        "  4  Khen thưởng   0/36 đơn vị đã giới thiệu",
        "  5  Nhiệm vụ      30/36 đã triển khai · 4 tin, bài",
        "  6  Đơn vị        34 xã, thị trấn · 2 trực thuộc · 48.210 hội viên",
        "  7  Báo cáo",
        "  8  Nhật ký",
        "",
        " Việc cần làm",
        "  !  12 đơn vị chưa đăng ký, hạn cuối 09/11/2021 (còn 4 ngày)",
        "  !  3 đăng ký chờ duyệt, lâu nhất 2 ngày",
        "  ·  5 công trình chậm so với thời gian",
        "",
    };
    struct desk d;
    desk_open(&d, NULL);
    terminal_wait_row(d.t, 23, " 1-8 chọn  Enter mở  / tìm  : lệnh  ? trợ giúp  q thoát");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(terminal_row(d.t, 1 + (int)i), rows[i]);
    terminal_wait_row(d.t, 0, "Hội LHPN huyện · ");
    terminal_wait_row(d.t, 0, "[05/11/2021]"); /* a day that was given stands in brackets */
    terminal_wait_cursor(d.t, 3, 0);
    desk_close(&d);
}

/* In the narrowest window the same with fewer words: whole parts are left out, no word is cut. */
static void home_in_a_narrow_window(void **state) {
    (void)state;
    static const char *const rows[] = {
        " Ngày 36/107 · kết thúc 15/01/2022, còn 71 ngày",
        "",
        "› 1  Kế hoạch      4 phần, 19 mục · đăng ký, còn 4 ngày",
        "  2  Đăng ký       24/36 đơn vị  ███░░  66%  3 chờ duyệt",
        "  3  Tiến độ       38%  5 chậm, 2 lâu chưa cập nhật",
        "  4  Khen thưởng   0/36 đơn vị đã giới thiệu",
        "  5  Nhiệm vụ      30/36 đã triển khai · 4 tin, bài",
        "  6  Đơn vị        36 đơn vị · 48.210 hội viên",
        "  7  Báo cáo",
        "  8  Nhật ký",
        "",
        " Việc cần làm",
    };
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 16, .cols = 60});
    terminal_wait_row(d.t, 15, "q thoát");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(terminal_row(d.t, 1 + (int)i), rows[i]);
    terminal_wait_row(d.t, 13, "  !  12 đơn vị chưa đăng ký, còn 4 ngày");
    assert_int_equal(text_width(terminal_row(d.t, 13)), 60); /* and there is more below: */
    terminal_wait_row(d.t, 13, "↓");
    terminal_send(d.t, "G");
    terminal_wait_row(d.t, 13, "›");
    terminal_wait_row(d.t, 13, "5 công trình chậm so với thời gian");
    assert_null(strstr(terminal_row(d.t, 13), "↓"));
    terminal_wait_row(d.t, 3, "↑");
    terminal_resize(d.t, 24, 80); /* worded anew */
    terminal_wait_row(d.t, 5, "41 công trình ███░░░░░░░  38%  5 chậm, 2 lâu chưa cập nhật");
    desk_close(&d);
}

/* In the narrowest window a table goes on under its last column, a thing to do under its words. */
static void the_status_keeps_its_columns(void **state) {
    (void)state;
    static const char *const rows[] = {
        "› 130 công trình, phần việc · Hội LHPN huyện · 05/11/2021",
        "  Căn cứ: Kế hoạch số 04/KH-BTV ngày 27/10/2021 của Ban",
        "  Thường vụ Hội LHPN tỉnh Nam Định",
        "  Ngày 36/107 · kết thúc 15/01/2022, còn 71 ngày",
        "",
        "  Ngày cuối                Còn lại       Mốc thời gian",
        "  09/11/2021               còn 4 ngày    Đăng ký với Hội",
        "                                         LHPN huyện",
    };
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 40, .cols = 60});
    terminal_send(d.t, "7");
    terminal_wait_row(d.t, 39, "q về");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(terminal_row(d.t, 1 + (int)i), rows[i]);
    terminal_wait_for(d.t, "  23/36    63%  II.4.2/2/1  Mỗi đơn vị ít nhất 01 công");
    terminal_wait_for(d.t, "                            trình, phần việc của tập thể");
    terminal_send(d.t, "G");
    terminal_wait_for(d.t, "    !  12 đơn vị chưa đăng ký, hạn cuối 09/11/2021 (còn 4");
    terminal_wait_for(d.t, "       ngày)");
    desk_close(&d);
}

/* Each figure and each thing to do opens the records it counts. */
static void home_opens_what_it_counts(void **state) {
    (void)state;
    static const struct {
        const char *keys, *title, *place;
    } due[] = {
        {"G<Up><Up><Enter>", "Đơn vị · Đã đăng ký: không", "mục 1/12"},
        {"G<Up><Enter>", "Đăng ký · Trạng thái: đã gửi", "mục 1/3"},
        {"G<Enter>", "Tiến độ · Chậm: có", "mục 1/5"},
        {"3", "Tiến độ · Của huyện: không", "mục 1/41"},
    };
    struct desk d;
    desk_open(&d, NULL);
    for (size_t i = 0; i < sizeof due / sizeof due[0]; i++) {
        terminal_send(d.t, due[i].keys);
        title_is(d.t, due[i].title);
        terminal_wait_row(d.t, 0, due[i].place);
        terminal_wait_row(d.t, 22, "F bỏ lọc.");
        terminal_send(d.t, "q");
        title_is(d.t, home);
    }
    terminal_send(d.t, "3F"); /* the district's own two are a key away */
    terminal_wait_row(d.t, 0, "mục 1/43");
    title_is(d.t, "Tiến độ ");
    terminal_send(d.t, "q");
    title_is(d.t, home);
    terminal_send(d.t, "<Esc>"); /* too easy to hit for ending the session */
    terminal_wait_row(d.t, 22, "Bấm q để thoát.");
    terminal_send(d.t, "q");
    assert_int_equal(terminal_wait_exit(d.t), 0);
    terminal_end(d.t);
    d.ended = true;
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_says_where_we_stand),
        cmocka_unit_test(home_in_a_narrow_window),
        cmocka_unit_test(the_status_keeps_its_columns),
        cmocka_unit_test(home_opens_what_it_counts),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
