/* Awards, duties and the log on the screen: the criteria checklist line by line and what is missing
 * before it can be sent; units by duties; who changed what. */
#include "support/desk.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static void open_checklist(struct desk *d) {
    desk_open(d, &(struct terminal_options){.rows = 30, .cols = 90});
    terminal_send(d->t, "4<Enter>");
    terminal_wait_row(d->t, 0, " Tiêu chí khen thưởng · tập thể");
    terminal_wait_for(d->t, "Bản điện tử của hồ sơ");
}

static int64_t judged(struct desk *d, const char *criterion, const char *result) {
    char sql[200];
    (void)snprintf(sql, sizeof sql,
                   "SELECT count(*) FROM judgement WHERE criterion = '%s' AND result = '%s'",
                   criterion, result);
    return cli_sql(&d->cli, sql);
}

/* Design, section 6: the picture of the checklist. */
static void shows_the_whole_list(void **state) {
    (void)state;
    static const char *const lines[] = {
        "› [x] Chấp hành tốt chủ trương, pháp luật",
        " 1 Cách thức tổ chức thực hiện",
        "  [x] Có phát động và văn bản triển khai",
        "  [x] Theo dõi, đánh giá, tổng kết",
        "  [ ] Báo cáo kịp thời về tỉnh",
        " 2 Phạm vi, tính chất, quy mô",
        "  [x] Do Hội LHPN chủ trì thực hiện",
        "  [-] Tác động tới số đông phụ nữ, trẻ em",
    };
    struct desk d;
    open_checklist(&d);
    terminal_wait_row(d.t, 0, "Hội LHPN xã Hải Anh");
    terminal_wait_row(d.t, 1, " Tuyến đường hoa tự quản 1,2 km");
    terminal_wait_row(d.t, 1, "[nháp] > đã nộp > huyện xét > tỉnh");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        terminal_wait_row(d.t, 3 + (int)i, lines[i]);
    terminal_wait_row(d.t, 3, "điều kiện bắt buộc");
    terminal_wait_row(d.t, 5, "KH 02/KH-PN 05/11/2021");
    terminal_wait_row(d.t, 7, "chưa đánh giá");
    terminal_wait_row(d.t, 10, "12 người thụ hưởng");
    terminal_wait_row(d.t, 28,
                      " Đã đánh giá 7/11 (6 đạt, 1 chưa đạt) · hồ sơ 3/6 · "
                      "chưa nộp được: còn 4 dòng");
    terminal_wait_row(d.t, 29, " Space đạt  - chưa đạt  / k.áp dụng  e minh chứng  h hồ sơ");
    terminal_resize(d.t, 24, 80); /* a long item is whole, and there is more below */
    terminal_wait_for(d.t, "Biên bản họp xét của BTV hoặc BCH (ngày, có mặt/tổng số, phiếu)");
    terminal_wait_row(d.t, 21, "↓");
    terminal_send(d.t, "G");
    terminal_wait_row(d.t, 3, "↑");
    terminal_wait_at_cursor(d.t, "Bản điện tử của hồ sơ");
    desk_close(&d);
}

/* Each key judges and goes on to the next line. */
static void judges_line_by_line(void **state) {
    (void)state;
    struct desk d;
    open_checklist(&d);
    terminal_send(d.t, "jjj");
    terminal_wait_at_cursor(d.t, "[ ] Báo cáo kịp thời");
    terminal_send(d.t, "<Space>");
    terminal_wait_row(d.t, 7, "[x] Báo cáo kịp thời");
    terminal_wait_at_cursor(d.t, "Do Hội LHPN chủ trì"); /* over the heading */
    terminal_send(d.t, "-");
    terminal_wait_row(d.t, 9, "[-] Do Hội LHPN chủ trì");
    terminal_send(d.t, "/");
    terminal_wait_row(d.t, 10, "[/] Tác động tới số đông");
    terminal_wait_row(d.t, 28, "Đã đánh giá 8/11 (6 đạt, 1 chưa đạt)");
    terminal_send(d.t, "k<Space>"); /* she thinks again; the evidence stays */
    terminal_wait_row(d.t, 10, "[x] Tác động tới số đông");
    terminal_wait_row(d.t, 10, "12 người thụ hưởng");
    assert_int_equal(judged(&d, "reported", "met"), 1);
    assert_int_equal(judged(&d, "led", "unmet"), 1);
    assert_int_equal(judged(&d, "reach", "met"), 1);
    desk_close(&d);
}

/* As much as there is room for where it is kept. */
static void takes_much_evidence(void **state) {
    (void)state;
    struct desk d;
    char text[600 + 1];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    open_checklist(&d);
    terminal_send(d.t, "jjje");
    terminal_wait_for(d.t, "Minh chứng: Báo cáo kịp thời về tỉnh");
    terminal_send(d.t, text);
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 7, "[x] Báo cáo kịp thời về tỉnh");
    assert_int_equal(cli_sql(&d.cli, "SELECT length(evidence) FROM judgement"
                                     " WHERE criterion = 'reported'"),
                     600);
    desk_close(&d);
}

static void takes_evidence(void **state) {
    (void)state;
    struct desk d;
    open_checklist(&d);
    terminal_send(d.t, "jjje"); /* not judged yet: evidence says that it is met */
    terminal_wait_for(d.t, "Minh chứng: Báo cáo kịp thời về tỉnh");
    terminal_send(d.t, "BC 12/BC-PN<Enter>");
    terminal_wait_row(d.t, 7, "[x] Báo cáo kịp thời về tỉnh");
    terminal_wait_row(d.t, 7, "BC 12/BC-PN");
    terminal_wait_at_cursor(d.t, "Báo cáo kịp thời"); /* stays: there may be more to write */
    terminal_send(d.t, "e");
    terminal_wait_at_cursor(d.t, "BC 12/BC-PN");
    terminal_send(d.t, ", 13/BC-PN<Enter>");
    terminal_wait_row(d.t, 7, "BC 12/BC-PN, 13/BC-PN");
    terminal_send(d.t, "e<C-u>khác<Esc>");
    terminal_wait_for(d.t, "Những gì vừa gõ chưa được ghi.");
    terminal_send(d.t, "b"); /* given up */
    terminal_wait_gone(d.t, "Minh chứng: Báo");
    terminal_wait_row(d.t, 7, "BC 12/BC-PN, 13/BC-PN");
    terminal_send(d.t, "e<C-u><Enter>"); /* emptied */
    terminal_wait_gone(d.t, "BC 12/BC-PN");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM judgement WHERE criterion = 'reported' "
                                     "AND result = 'met' AND evidence IS NULL"),
                     1);
    desk_close(&d);
}

static void says_what_is_missing_until_it_can_be_sent(void **state) {
    (void)state;
    static const char *const open[] = {"Báo cáo kịp thời", "Tiên phong", "Truyền cảm hứng",
                                       "Tạo sự lan tỏa"};
    struct desk d;
    open_checklist(&d);
    assert_null(strstr(terminal_row(d.t, 29), "s nộp")); /* what cannot be done is not offered */
    terminal_send(d.t, "h");
    terminal_wait_at_cursor(d.t, "Tờ trình hoặc công văn");
    for (int i = 0; i < 4; i++) {
        char says[120];
        (void)snprintf(says, sizeof says, "chưa nộp được: còn %d dòng", 4 - i);
        terminal_wait_row(d.t, 28, says);
        terminal_send(d.t, "s");
        terminal_wait_row(d.t, 28, "Giới thiệu này chưa nộp được: còn ");
        terminal_send(d.t, "g");
        for (int k = 0; k < 14; k++) {
            terminal_wait_quiet(d.t, 20);
            int row;
            int col;
            terminal_cursor(d.t, &row, &col);
            if (strstr(terminal_row(d.t, row), open[i]) != NULL)
                break;
            terminal_send(d.t, "j");
        }
        terminal_wait_at_cursor(d.t, open[i]);
        terminal_send(d.t, "<Space>");
    }
    terminal_wait_row(d.t, 28, "Đã đánh giá 11/11 (10 đạt, 1 chưa đạt) · hồ sơ 3/6 · đủ để nộp");
    terminal_wait_row(d.t, 29, "s nộp");
    terminal_send(d.t, "s");
    terminal_wait_row(d.t, 28, "Đã nộp.");
    terminal_wait_row(d.t, 1, "nháp > [đã nộp] > huyện xét > tỉnh");
    terminal_wait_row(d.t, 29, " d xét  r trả lại  h hồ sơ");
    terminal_send(d.t, "-");
    terminal_wait_row(d.t, 28, "Giới thiệu ở trạng thái “đã nộp” nên không sửa đánh giá được nữa.");
    terminal_send(d.t, "s");
    terminal_wait_for(d.t, "đang ở trạng thái “đã nộp”");
    terminal_send(d.t, "k"); /* whoever reviews it sees what will come of it */
    terminal_wait_for(d.t, " kiện; chưa đạt “Tác động tới số đông phụ nữ, trẻ em”");
    terminal_wait_row(d.t, 27, "hồ sơ 3/6 · theo bảng tiêu chí: không đủ điều");
    desk_close(&d);
}

/* Returned with a reason that stands on top, mended, sent again, judged: not eligible, for one
 * required line is not met and papers are missing. */
static void returned_and_sent_again(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    static const char *const open[] = {"reported", "pioneering", "media", "spread"};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(cli(&d.cli, "judge", "1", open[i], "met", NULL), 0);
    assert_int_equal(cli(&d.cli, "submit", "nomination", "1", NULL), 0);
    desk_start(&d, &(struct terminal_options){.rows = 30, .cols = 90});
    terminal_wait_for(d.t, "Việc cần làm");
    terminal_send(d.t, "4<Enter>");
    terminal_wait_row(d.t, 1, "[đã nộp]");
    terminal_send(d.t, "r");
    terminal_wait_for(d.t, "Lý do trả lại");
    terminal_send(d.t, "<Enter>"); /* a reason is wanted */
    terminal_wait_for(d.t, "Chưa ghi gì");
    terminal_send(d.t, "Thiếu biên bản họp xét của Ban Thường vụ, danh sách ký nhận và ảnh ở hai "
                       "xóm 3 và 5; đề nghị bổ sung<Enter>");
    terminal_wait_row(d.t, 1, "[trả lại] > đã nộp > huyện xét > tỉnh");
    terminal_wait_row(d.t, 2, "Trả lại: Thiếu biên bản họp xét");
    terminal_wait_row(d.t, 3, "đề nghị bổ sung"); /* all of it */
    terminal_wait_row(d.t, 4, "› [x] Chấp hành tốt");
    terminal_send(d.t, "s");
    terminal_wait_row(d.t, 1, "[đã nộp]");
    terminal_wait_gone(d.t, "Thiếu biên bản");
    terminal_send(d.t, "d");
    terminal_wait_row(d.t, 1, "[không đủ điều kiện]");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM nomination WHERE state = 'ineligible'"),
                     1);
    desk_close(&d);
}

/* The line for full-time officers of the Union is there for them only. */
static void the_line_of_full_time_officers(void **state) {
    (void)state;
    char id[2][24];
    struct desk d;
    desk_prepare(&d);
    for (int i = 0; i < 2; i++) {
        (void)snprintf(id[i], sizeof id[i], "work=%d",
                       (int)cli_sql(&d.cli, i == 0
                                                ? "SELECT id FROM work WHERE full_time = 1 "
                                                  "AND state = 'approved'"
                                                : "SELECT id FROM work WHERE kind = 'individual' "
                                                  "AND full_time IS NOT 1 AND "
                                                  "state = 'approved'"));
        assert_int_equal(cli(&d.cli, "add", "nomination", id[i], NULL), 0);
    }
    desk_start(&d, NULL);
    terminal_wait_for(d.t, "Việc cần làm");
    int with = 0;
    for (int i = 0; i < 3; i++) {
        terminal_send(d.t, "4");
        terminal_wait_row(d.t, 0, "/3");
        for (int k = 0; k < i; k++)
            terminal_send(d.t, "j");
        terminal_send(d.t, "<Enter>");
        terminal_wait_row(d.t, 0, " Tiêu chí khen thưởng · ");
        terminal_wait_for(d.t, "Hồ sơ");
        bool individual = strstr(terminal_row(d.t, 0), "cá nhân") != NULL;
        bool line = terminal_has(d.t, "Sáng kiến, cách làm hay mang lại hiệu quả");
        assert_true(individual || !line);
        with += line;
        terminal_send(d.t, "qq");
        terminal_wait_row(d.t, 0, " Thi đua");
    }
    assert_int_equal(with, 1);
    desk_close(&d);
}

static void a_colleague_judges_meanwhile(void **state) {
    (void)state;
    struct desk d;
    open_checklist(&d);
    terminal_send(d.t, "jj");
    terminal_wait_at_cursor(d.t, "Theo dõi, đánh giá");
    assert_int_equal(cli(&d.cli, "judge", "1", "reported", "unmet", "evidence=chưa gửi", NULL), 0);
    terminal_wait_row(d.t, 7, "[-] Báo cáo kịp thời về tỉnh");
    terminal_wait_row(d.t, 7, "chưa gửi");
    terminal_wait_at_cursor(d.t, "› [x] Theo dõi, đánh giá"); /* the selection stands still */
    desk_close(&d);
}

/* Who decides reads it all, whatever a row cuts and whatever she may not change. */
static void is_read_as_a_whole(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 60, .cols = 80});
    assert_int_equal(cli(&d.cli, "judge", "1", "led", "met",
                         "evidence=Ban Chấp hành phân công từng chi hội phụ trách từng đoạn, có "
                         "biên bản họp ngày 02/11/2021",
                         NULL),
                     0);
    assert_int_equal(cli(&d.cli, "set", "nomination", "1",
                         "summary=Đã trồng 620 m; trước đây là bãi rác.", NULL),
                     0);
    terminal_send(d.t, "4<Enter>");
    terminal_wait_row(d.t, 0, " Tiêu chí khen thưởng");
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 0, " Giới thiệu khen thưởng");
    terminal_wait_row(d.t, 1, "› Tuyến đường hoa tự quản 1,2 km");
    terminal_wait_row(d.t, 2, "  Hải Anh · tập thể · nháp");
    terminal_wait_row(d.t, 4, "  Tóm tắt thành tích");
    terminal_wait_row(d.t, 5, "    Đã trồng 620 m; trước đây là bãi rác.");
    terminal_wait_for(d.t, "    [x]  Do Hội LHPN chủ trì thực hiện");
    terminal_wait_for(d.t, "phụ trách từng đoạn, có biên bản");
    terminal_wait_for(d.t, "         họp ngày 02/11/2021");
    terminal_wait_for(d.t, "    [ ]  Bản điện tử của hồ sơ");
    terminal_send(d.t, "<Left>");
    terminal_wait_row(d.t, 0, " Tiêu chí khen thưởng");
    desk_close(&d);
}

/* From a work to its nomination and on to the checklist; the second time straight to it. */
static void nominates_a_work(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "4a");
    terminal_wait_for(d.t, "Chọn công trình, phần việc rồi bấm i để giới thiệu.");
    terminal_send(d.t, "/nam rom<Enter>i");
    terminal_wait_for(d.t, "Thêm giới thiệu khen thưởng");
    terminal_wait_row(d.t, 1, "  Giúp hội viên trồng nấm"); /* what is put forward */
    terminal_send(d.t, "Dạy 12 chị trồng nấm<C-s>");
    terminal_wait_row(d.t, 0, " Tiêu chí khen thưởng · cá nhân");
    terminal_wait_for(d.t, "Đã lưu; hãy đánh giá từng dòng.");
    terminal_send(d.t, "q");
    terminal_wait_at_cursor(d.t, "Giúp hội viên trồng nấm");
    terminal_send(d.t, "i");
    terminal_wait_row(d.t, 0, " Tiêu chí khen thưởng · cá nhân");
    terminal_send(d.t, "E");
    terminal_wait_for(d.t, "Dạy 12 chị trồng nấm");
    terminal_send(d.t, "<Esc>qq");
    terminal_wait_row(d.t, 0, "mục 1/2");
    desk_close(&d);
}

/* ---- units × duties */

static void enters_duties_by_number(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "5jj");
    terminal_wait_at_cursor(d.t, "› Hải Anh");
    terminal_wait_row(d.t, 4, "x   x   2   x   x   ·   ·   ·   ·   ·");
    terminal_send(d.t, "3"); /* every time counts */
    terminal_wait_for(d.t, "Thêm nhiệm vụ đã triển khai");
    terminal_wait_for(d.t, "Tuyên truyền, phổ biến");
    terminal_send(d.t, "Đường hoa lên báo huyện<Tab>Báo Nam Định<C-s>");
    terminal_wait_row(d.t, 4, "x   x   3   x   x   ·");
    terminal_wait_at_cursor(d.t, "› Hải Anh");
    terminal_send(d.t, "0<C-s>"); /* the tenth */
    terminal_wait_row(d.t, 4, "·   x");
    terminal_wait_row(d.t, 22, "Đã lưu.");
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 0, " Nhiệm vụ đã làm · Đơn vị: Hải Anh");
    terminal_wait_for(d.t, "Báo cáo kịp thời");
    terminal_wait_at_cursor(d.t, "05/11/2021"); /* newest first */
    terminal_send(d.t, "xg");                   /* "Giữ lại" */
    terminal_wait_gone(d.t, "Giữ lại");
    terminal_send(d.t, "x");
    terminal_wait_for(d.t, "Xóa nhiệm vụ đã triển khai này?");
    terminal_send(d.t, "x");
    terminal_wait_for(d.t, "Đã xóa nhiệm vụ đã triển khai; u hoàn tác.");
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, " Nhiệm vụ của đơn vị");
    terminal_wait_row(d.t, 4, "x   x   3   x   x   ·   ·   ·   ·   ·");
    desk_close(&d);
}

/* ---- the log */

static void the_log_tells_before_and_after(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    if (cli(&d.cli, "set", "unit", "hai-ly", "members=1.500", "head=Mai Thị Sen", NULL) != 0)
        fail_msg("%s", d.cli.last.err);
    terminal_send(d.t, "8");
    terminal_wait_at_cursor(d.t, "sửa");
    terminal_wait_at_cursor(d.t, "Hải Lý");
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 0, " Nhật ký · Hải Lý");
    terminal_wait_for(d.t, "Số hội viên: ");
    terminal_wait_for(d.t, " → 1.500");
    terminal_wait_for(d.t, " → Mai Thị Sen");
    terminal_send(d.t, "q");
    terminal_send(d.t, "f"); /* of one kind */
    terminal_wait_for(d.t, "Lọc theo:");
    terminal_send(d.t, "viec<Enter>");
    terminal_wait_for(d.t, "Việc:");
    terminal_send(d.t, "tra lai<Enter>");
    terminal_wait_row(d.t, 0, " Nhật ký · Việc: trả lại");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Lý do: ");
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, " Nhật ký · Việc: trả lại");
    terminal_send(d.t, "F");
    terminal_wait_gone(d.t, "Việc: trả lại");
    terminal_send(d.t, "fcan bo<Enter>"); /* of one officer, from a list */
    terminal_wait_for(d.t, "tất cả");
    terminal_send(d.t, "<Down><Enter>");
    terminal_wait_row(d.t, 0, " Nhật ký · Cán bộ: ");
    terminal_send(d.t, "fmot ban ghi<Enter>");
    terminal_wait_row(d.t, 20, " Một bản ghi");
    terminal_send(d.t, "cong trinh 5<Enter>");
    terminal_wait_row(d.t, 0, "Một bản ghi: công trình, phần việc 5");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "công trình, phần việc số 5");
    terminal_send(d.t, "q?"); /* nothing of the log is ever deleted, nor brought back */
    terminal_wait_for(d.t, "Lịch sử của dòng đang chọn");
    assert_false(terminal_has(d.t, "Lấy lại dòng đã xóa"));
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_whole_list),
        cmocka_unit_test(judges_line_by_line),
        cmocka_unit_test(takes_evidence),
        cmocka_unit_test(takes_much_evidence),
        cmocka_unit_test(says_what_is_missing_until_it_can_be_sent),
        cmocka_unit_test(returned_and_sent_again),
        cmocka_unit_test(the_line_of_full_time_officers),
        cmocka_unit_test(a_colleague_judges_meanwhile),
        cmocka_unit_test(is_read_as_a_whole),
        cmocka_unit_test(nominates_a_work),
        cmocka_unit_test(enters_duties_by_number),
        cmocka_unit_test(the_log_tells_before_and_after),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
