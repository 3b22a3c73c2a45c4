/* The screens as officers of each role have them: what they show, what is greyed and why. */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"
#include "thidua/text.h"

#include <stdio.h>

#include <string.h>

static const struct terminal_options wide = {.rows = 40, .cols = 160};

/* Minh Thu, of that role and unit, before her home screen. */
static void sit_down(struct desk *d, enum role role, const char *unit) {
    colleague_sits(d, role, unit, &wide);
}

/* The matrix of a unit officer has one row, hers, wherever she goes in it. */
static void duties_of_her_unit(void **state) {
    (void)state;
    struct desk d;
    static const char *const keys[] = {"G", "<PgDn>", "j", "k", "R"};
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-anh");
    terminal_send(d.t, "5");
    terminal_wait_row(d.t, 0, "mục 1/1");
    terminal_wait_row(d.t, 2, "› Hải Anh");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        terminal_send(d.t, keys[i]);
        terminal_send(d.t, "?"); /* once the help is there, the key before it is done */
        terminal_wait_row(d.t, 0, "Trợ giúp · Nhiệm vụ của đơn vị");
        terminal_send(d.t, "q");
        terminal_wait_row(d.t, 0, "mục 1/1");
        terminal_wait_at_cursor(d.t, "Hải Anh");
    }
    terminal_send(d.t, "6");
    terminal_wait_row(d.t, 0, "Thêm nhiệm vụ");
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM duty_done WHERE author = 'thu' AND unit"
                                     " = 'hai-anh'"),
                     1);
    desk_close(&d);
}

/* Her home speaks of her unit, by its name, and not of one unit among one; what there is to do
 * leads to where it is done. */
static void home_of_her_unit(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-phu");
    terminal_wait_row(d.t, 0, "Hải Phú · Minh Thu  ");
    terminal_wait_row(d.t, 4, "  2  Đăng ký       chưa đăng ký · 1 công trình, phần việc");
    terminal_wait_row(d.t, 6, "  4  Khen thưởng   chưa giới thiệu");
    terminal_wait_row(d.t, 7, "/10 đã làm · 0 tin, bài");
    terminal_wait_row(d.t, 8, "  6  Đơn vị        Hải Phú · ");
    terminal_wait_for(d.t, "!  Bị trả lại: “Trồng hoa ven đường”: Chưa rõ tuyến đường nào");
    terminal_wait_for(d.t, "!  Chưa đăng ký, hạn cuối 09/11/2021 (còn 4 ngày)");
    terminal_resize(d.t, 40, 60); /* what is cut are the words, not how long there is */
    terminal_wait_for(d.t, "!  Chưa đăng ký, hạn cuối 09/11/2021 (còn 4 ngày)");
    terminal_wait_for(d.t, "·  Chưa làm nhiệm vụ: Vận động mỗi cán bộ, …, còn 71 ngày");
    terminal_wait_row(d.t, 13, "Chưa rõ tuyến đườn…"); /* the last cell is kept free */
    assert_true(text_width(terminal_row(d.t, 13)) < 60);
    /* nothing of the selected row is cut */
    assert_string_equal(terminal_row(d.t, 38), "");
    terminal_send(d.t, "/bi tra lai<Enter>"); /* but what is cut is said below */
    terminal_wait_row(d.t, 38, "nhiêu; đề nghị ghi chiều dài theo mét.");
    terminal_send(d.t, "/han cuoi 09<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký");
    desk_close(&d);
}

/* No column says what every row would: whose it is. Names of duties are whole where there is room.
 */
static void lists_of_her_unit(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-anh");
    terminal_send(d.t, "2");
    terminal_wait_row(d.t, 1, "  Tên công trình, phần việc");
    assert_null(strstr(terminal_row(d.t, 1), "Đơn vị"));
    terminal_wait_row(d.t, 1, "Ngày đăng ký");
    terminal_resize(d.t, 24, 60);         /* its room is the title's */
    terminal_wait_row(d.t, 0, "mục 1/3"); /* drawn for that width */
    terminal_wait_for(d.t, "Tặng sinh kế: gà giống cho phụ nữ ");
    terminal_resize(d.t, 40, 160);
    terminal_wait_row(d.t, 1, "Ngày đăng ký");
    terminal_send(d.t, "q3");
    terminal_wait_row(d.t, 0, " Tiến độ  ");
    terminal_wait_row(d.t, 1, "  Tên công trình, phần việc");
    terminal_send(d.t, "q5");
    terminal_wait_for(d.t, "6 Vận động mỗi cán bộ, hội viên hưởng ứng");
    terminal_wait_for(d.t, "  2 Đăng ký với huyện");
    terminal_send(d.t, "q8"); /* what was done to says more than the rest of its name */
    terminal_resize(d.t, 24, 80);
    terminal_wait_row(d.t, 1, "  Lúc              Cán bộ    Việc       Bản ghi        Về");
    desk_close(&d);
}

/* What an empty list says: why, and how to begin only to who may. */
static void empty_lists(void **state) {
    (void)state;
    static const struct {
        enum role role;
        const char *says, *not ;
    } officers[] = {
        {ROLE_UNIT_OFFICER, "Chưa giới thiệu ai. Phím a: chọn công trình", "F bỏ lọc."},
        {ROLE_VIEWER, "Chưa giới thiệu ai.", "Phím a"},
    };
    for (size_t i = 0; i < sizeof officers / sizeof officers[0]; i++) {
        struct desk d;
        sit_down(&d, officers[i].role, "hai-an");
        terminal_send(d.t, "4");
        terminal_wait_for(d.t, officers[i].says);
        assert_false(terminal_has(d.t, officers[i].not ));
        terminal_send(d.t, "q2f");
        terminal_wait_for(d.t, "Lọc theo:");
        terminal_send(d.t, "trang thai<Enter>");
        terminal_wait_for(d.t, "Trạng thái:");
        terminal_send(d.t, "hoan thanh<Enter>");
        terminal_wait_for(d.t, "Không có dòng nào khớp điều kiện lọc; F bỏ lọc.");
        terminal_send(d.t, "F");
        terminal_wait_for(d.t, "Con đường bích họa xóm 9");
        desk_close(&d);
    }
}

/* What others lack is not said to be nothing: it is hers that is not among it. */
static void figures_of_others(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-an");
    terminal_send(d.t, "1/moi noi lam it nhat<Enter><Enter>");
    terminal_wait_for(d.t, "Mở số liệu:");
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 0, " Đơn vị · Có công trình của huyện, tập thể: không");
    terminal_wait_for(d.t, "Không có dòng nào khớp điều kiện lọc; F bỏ lọc.");
    terminal_send(d.t, "F");
    terminal_wait_row(d.t, 2, "› hai-an ");
    desk_close(&d);
}

/* Who is missing is rung up: the number is there in every window, and its owner in a wide one. */
static void where_to_ring(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_DISTRICT_OFFICER, "");
    terminal_send(d.t, "/chua dang ky<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đơn vị · Đã đăng ký: không");
    terminal_wait_row(d.t, 1, "Chủ tịch Hội");
    terminal_wait_at_cursor(d.t, "0900 000 1");
    terminal_resize(d.t, 16, 60);
    terminal_wait_row(d.t, 1, "  Tên đơn vị               Điện thoại     Đăng ký Công trình");
    terminal_wait_at_cursor(d.t, "0900 000 1");
    terminal_send(d.t, "q2"); /* what she does with what came in is seen in every window */
    terminal_wait_row(d.t, 15, "d duyệt  r trả lại  ");
    desk_close(&d);
}

/* The day a paper came is the district's to enter. */
static void papers_are_asked_of_the_district(void **state) {
    (void)state;
    static const struct {
        enum role role;
        const char *unit;
        bool asked;
    } officers[] = {{ROLE_UNIT_OFFICER, "hai-anh", false}, {ROLE_DISTRICT_OFFICER, "", true}};
    for (size_t i = 0; i < sizeof officers / sizeof officers[0]; i++) {
        struct desk d;
        sit_down(&d, officers[i].role, officers[i].unit);
        terminal_send(d.t, "2a");
        terminal_wait_for(d.t, "Người phụ trách");
        terminal_wait_for(d.t, "Lưu");
        assert_int_equal(terminal_has(d.t, "Ngày nhận văn bản"), officers[i].asked);
        terminal_send(d.t, "<Esc>");
        desk_close(&d);
    }
}

/* What she enters for a unit has its paper; the district's own has none. */
static void a_units_paper_is_wanted(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_DISTRICT_OFFICER, "");
    terminal_send(d.t, "2a");
    terminal_wait_at_cursor(d.t, "› Đơn vị");
    terminal_send(d.t, "hai hung<Enter>");
    terminal_wait_for(d.t, "Số văn bản đăng ký         *");
    terminal_wait_for(d.t, "Ngày nhận văn bản          *");
    terminal_send(d.t, "Tặng quà tết<Tab><Right><Tab>tu chon<Enter><C-s>");
    terminal_wait_at_cursor(d.t, "› Số văn bản đăng ký");
    terminal_wait_for(d.t, "Số văn bản đăng ký: mục này phải có; hãy nhập");
    terminal_send(d.t, "<Tab><Tab><Tab>"); /* round to the first */
    terminal_wait_at_cursor(d.t, "› Đơn vị");
    terminal_send(d.t, "huyen<Enter>");
    terminal_wait_gone(d.t, "Số văn bản đăng ký         *");
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE unit = 'huyen' AND title ="
                                     " 'Tặng quà tết' AND paper IS NULL"),
                     1);
    desk_close(&d);
}

/* Who enters for all units chooses the unit, also when she belongs to the district's. */
static void for_which_unit(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_DISTRICT_OFFICER, "huyen");
    terminal_send(d.t, "2a");
    terminal_wait_row(d.t, 0, "Thêm công trình, phần việc");
    terminal_wait_at_cursor(d.t, "› Đơn vị");
    terminal_send(d.t, "<Esc>");
    terminal_wait_row(d.t, 0, "Đăng ký");
    desk_close(&d);
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-anh");
    terminal_send(d.t, "2a");
    terminal_wait_row(d.t, 0, "Thêm công trình, phần việc");
    terminal_wait_at_cursor(d.t, "› Tên công trình, phần việc");
    terminal_send(d.t, "<Esc>");
    terminal_wait_row(d.t, 0, "Đăng ký");
    desk_close(&d);
}

/* The form of what was returned begins with why. */
static void mends_what_was_returned(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-phu");
    terminal_send(d.t, "2/trong hoa<Enter>e");
    terminal_wait_row(d.t, 0, " Sửa công trình, phần việc");
    terminal_wait_row(d.t, 1, "  Trả lại: Chưa rõ tuyến đường nào");
    terminal_send(d.t, "<Tab><C-s>");
    terminal_wait_for(d.t, "Đã lưu. Chưa gửi lên huyện: phím s để gửi.");
    terminal_send(d.t, "q/bi tra lai<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký · Trạng thái: trả lại");
    terminal_wait_row(d.t, 38, "Còn 1 dòng; t đánh dấu, F bỏ lọc.");
    terminal_send(d.t, "s"); /* what was there is elsewhere now, not nowhere */
    terminal_wait_for(d.t, "Không có dòng nào khớp điều kiện lọc; F bỏ lọc.");
    desk_close(&d);
}

/* What came back, and why, is the first she reads; Enter shows it. */
static void what_came_back(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-anh");
    cli_damage(&d.cli, "UPDATE nomination SET state = 'returned', submitted = '2021-11-04', reason "
                       "= 'Thiếu ảnh' WHERE unit ="
                       " 'hai-anh'");
    terminal_send(d.t, "R");
    terminal_wait_for(d.t, "!  Bị trả lại: giới thiệu khen thưởng “Tuyến đường hoa tự quản");
    terminal_wait_for(d.t, "”: Thiếu ảnh");
    terminal_send(d.t, "/thieu anh<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Khen thưởng · Trạng thái: trả lại");
    terminal_send(d.t, "e"); /* and it stands above what she mends */
    terminal_wait_row(d.t, 1, "  Tuyến đường hoa tự quản");
    terminal_wait_row(d.t, 2, "  Trả lại: Thiếu ảnh");
    terminal_send(d.t, "<Esc>");
    desk_close(&d);
}

/* The district is all its units: who belongs to it has its totals, though nobody's records. */
static void an_officer_of_the_district_itself(void **state) {
    (void)state;
    struct desk d;
    char all[4096];
    sit_down(&d, ROLE_VIEWER, "huyen");
    terminal_wait_row(d.t, 4, "24/36 đơn vị");
    terminal_wait_for(d.t, "12 đơn vị chưa đăng ký, hạn cuối 09/11/2021 (còn 4 ngày)");
    terminal_send(d.t, "5");
    terminal_wait_for(d.t, "Nhiệm vụ của đơn vị");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Danh sách đang trống.");
    assert_int_equal(cli(&d.cli, "status", NULL), 0);
    (void)snprintf(all, sizeof all, "%s", d.cli.last.out);
    assert_int_equal(cli(&d.cli, "status", "--unit", "huyen", NULL), 0);
    assert_string_equal(d.cli.last.out, all);
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_of_her_unit),
        cmocka_unit_test(lists_of_her_unit),
        cmocka_unit_test(empty_lists),
        cmocka_unit_test(papers_are_asked_of_the_district),
        cmocka_unit_test(a_units_paper_is_wanted),
        cmocka_unit_test(duties_of_her_unit),
        cmocka_unit_test(for_which_unit),
        cmocka_unit_test(what_came_back),
        cmocka_unit_test(mends_what_was_returned),
        cmocka_unit_test(an_officer_of_the_district_itself),
        cmocka_unit_test(where_to_ring),
        cmocka_unit_test(figures_of_others),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
