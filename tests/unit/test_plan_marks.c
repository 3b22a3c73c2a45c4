/* One line at a time: what is a mark, what goes on with the line before, what emphasis is, what is
 * refused; and how a clause is found by its number. */
#include "support/plans.h"
#include "thidua/buf.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct mark_sample {
    const char *line;
    const char *number; /* NULL: the line is text */
    const char *text;
};

static const struct mark_sample marks[] = {
    {"I. Một", "I", "Một"},
    {"IV- Một", "IV", "Một"},
    {"XIX/ Một", "XIX", "Một"},
    {"XLIX) Một", "XLIX", "Một"},
    {"II: Một", "II", "Một"},
    {"III.- Một", "III", "Một"},
    {"I - MỘT", "I", "MỘT"},
    {"V.MỘT", "V", "MỘT"},
    {"IIII. Một", NULL, NULL},
    {"VX. Một", NULL, NULL},
    {"LX. Một", NULL, NULL},
    {"I Một", NULL, NULL},
    {"IV/KH Một", NULL, NULL},
    {"V.I. Lê-nin", NULL, NULL},
    {"V. I. Lê-nin", NULL, NULL},
    {"1. Một", "1", "Một"},
    {"07. Một", "7", "Một"},
    {"12) một", "12", "một"},
    {"3/ Một", "3", "Một"},
    {"4- Một", "4", "Một"},
    {"5 Một", NULL, NULL},
    {"6.Một", "6", "Một"},
    {"7.“Một”", "7", "“Một”"},
    {"8.một", NULL, NULL},
    {"(9) Một", "9", "Một"},
    {"(9 Một", NULL, NULL},
    {"0. Một", NULL, NULL},
    {"100. Một", NULL, NULL},
    {"2021. Một", NULL, NULL},
    {"8/3 Một", NULL, NULL},
    {"10/11/2021: Một", NULL, NULL},
    {"10- 15 hội viên", NULL, NULL},
    {"2017- 2022", NULL, NULL},
    {"04/KH-BTV", NULL, NULL},
    {"7: Một", NULL, NULL},
    {"24/7 Một", NULL, NULL},
    {"5-11-2021 Một", NULL, NULL},
    {"4.2. Một", "4.2", "Một"},
    {"4.2 Một", "4.2", "Một"},
    {"4.2) một", "4.2", "một"},
    {"1.2.3.4.5 Một", "1.2.3.4.5", "Một"},
    {"1.1.1.1.1.1.1.1.1.1. Một", NULL, NULL},
    {"1.a) Một", "1.a", "Một"},
    {"2.đ. Một", "2.đ", "Một"},
    {"II.4.2. Một", "II.4.2", "Một"},
    {"A.1. Một", "A.1", "Một"},
    {"1.5 triệu đồng", NULL, NULL},
    {"1.200 Đồng", NULL, NULL},
    {"20.01 Họp", NULL, NULL},
    {"05.11. Họp", NULL, NULL},
    {"05.11.2021 Họp", NULL, NULL},
    {"a) Một", "a", "Một"},
    {"a. Một", "a", "Một"},
    {"đ/ Một", "đ", "Một"},
    {"(b) Một", "b", "Một"},
    {"c- Một", "c", "Một"},
    {"d) Một", "d", "Một"},
    {"i) Một", "i", "Một"},
    {"v) Một", "v", "Một"},
    {"x. Một", "x", "Một"},
    {"iv) Một", "iv", "Một"},
    {"a Một", NULL, NULL},
    {"ê) Một", NULL, NULL},
    {"v.v. Một", NULL, NULL},
    {"xã) Một", NULL, NULL},
    {"A. Một", "A", "Một"},
    {"B. Một", NULL, NULL},
    {"C) Một", NULL, NULL},
    {"T. Hương", NULL, NULL},
    {"TM. Một", NULL, NULL},
    {"- Một", "/1", "Một"},
    {"-Một", "/1", "Một"},
    {"- 100% cơ sở", "/1", "100% cơ sở"},
    {"−Một", "/1", "Một"},
    {"·  “Một”", "/1", "“Một”"},
    {"▪ Một", "/1", "Một"},
    {"* Một", "/1", "Một"},
    {"*Một", NULL, NULL},
    {"-5 độ", NULL, NULL},
    {"-- Một", NULL, NULL},
    {"+ Một", "/1", "Một"},
    {"+84 228 385 4123 Một", NULL, NULL},
    {"Phần I. Một", "I", "Một"},
    {"PHẦN THỨ BA. Một", "3", "Một"},
    {"Phần thứ mười: Một", "10", "Một"},
    {"Phần A: Một", "A", "Một"},
    {"CHƯƠNG II MỘT HAI", "II", "MỘT HAI"},
    {"Chương 3 - Một", "3", "Một"},
    {"Chương IV – Một", "IV", "Một"},
    {"Mục 3: Một", "3", "Một"},
    {"Điều 120. Một", "120", "Một"},
    {"Điều 5: Một", "5", "Một"},
    {"Điều 5.Một", "5", "Một"},
    {"Điều 20 Quy định về thi đua", NULL, NULL},
    {"ĐIỀU 20 MỘT", NULL, NULL},
    {"Chương II quy chế này", NULL, NULL},
    {"Mục 3.1 Một", NULL, NULL},
    {"Mục đích. Một", NULL, NULL},
    {"Chương trình hành động. Một", NULL, NULL},
    {"Phần việc. Một", NULL, NULL},
    {"điều 5. Một", NULL, NULL},
    {"Điều 5/KH Một", NULL, NULL},
};

static void each_mark(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const struct mark_sample *m = &marks[i];
        struct buf text = {0};
        struct read_plan r;
        buf_printf(&text, "Mở đầu\n\n%s", m->line);
        plan_open_text(&r, buf_str(&text));
        expect_sound(&r);
        if (r.plan.numbered != (m->number ? 1 : 0) ||
            (m->number && (strcmp(r.plan.nodes[0].number, m->number) != 0 ||
                           strcmp(r.plan.nodes[0].text, m->text) != 0))) {
            fail_msg("%s: %d clauses, %s: %s", m->line, r.plan.numbered, r.plan.nodes[0].number,
                     r.plan.nodes[0].text);
        }
        plan_close(&r);
        buf_free(&text);
    }
}

struct outline_sample {
    const char *text, *numbers;
};

static const struct outline_sample outlines[] = {
    /* a number that contains its parent's is not repeated */
    {"I. A\n4. B\n4.2. C\n4.2.1. D\n4.3. E", "I I.4 I.4.2 I.4.2.1 I.4.3"},
    {"III. A\n1. B\n1.1. C\nIII.1.2. D\nIII.2. E", "III III.1 III.1.1 III.1.2 III.2"},
    /* its parent left out */
    {"II. A\n2.1. B\n2.1.1. C\n2.2. D", "II II.1 II.1.1 II.2"},
    {"II. A\n1. B\n3.1. C\n2.1. D", "II II.1 II.3.1 II.2.1"},
    {"VII. A\n6.1. B", "VII VII.6.1"},
    {"Chương II\nA\n2.1. B\na) C", "II II.1 II.1.a"},
    {"1. A\n1.2.1. B\n1.2. C", "1 1.2.1 1.2"},
    {"10. A\n1.1. B", "10 1.1"},
    {"Điều 5. A\n5.1. B\na) C", "5 5.1 5.1.a"},
    /* steps left out, going back up */
    {"I. A\n1. B\n2. C\n4. D\nIII. E\n- F", "I I.1 I.2 I.4 III III/1"},
    {"1. A\n- B\n+ C\n- D\n+ E\n2. F\n+ G", "1 1/1 1/1/1 1/2 1/2/1 2 2/1"},
    {"1. A\n+ B\n- C\n+ D", "1 1/1 1/2 1/2/1"},
    {"- A\n+ B\n- C", "/1 /1/1 /2"},
    {"1. A\n- B\na) C\n- D\n2. E", "1 1/1 1.a 1.a/1 2"},
    /* twice the same */
    {"I. A\n1. B\n1. C\n- D\n1. E\nI. F\n1. G", "I I.1 I.1(2) I.1(2)/1 I.1(3) I(2) I(2).1"},
    {"a) A\nA. B", "a A(2)"},
    /* capitals above Roman numbers, or below where they were first used so */
    {"A. Một\nI. A\n1. B\nB. Hai\nI. C", "A A.I A.I.1 B B.I"},
    {"I. Một\nA. A\n1. B\nB. C\nII. Hai\nA. D", "I I.A I.A.1 I.B II II.A"},
    /* a mark alone on its line */
    {"I.\nMỘT\n1.\n\nHai", "I I.1"},
    {"- \n- B", "/1 /2"},
};

static void each_outline(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof outlines / sizeof *outlines; i++) {
        struct read_plan r;
        plan_open_text(&r, outlines[i].text);
        expect_sound(&r);
        expect_numbers(&r, outlines[i].numbers);
        plan_close(&r);
    }
}

static void bare_marks_take_their_text(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_text(&r, "I.\nMỘT\n1.\n\nHai ba\nbốn\n-\nnăm\n-\n\nSáu");
    expect_clause(&r, "I", "MỘT");
    expect_clause(&r, "I.1", "Hai ba bốn");
    expect_clause(&r, "I.1/1", "năm");
    expect_clause(&r, "I.1/2", ""); /* a dash is not carried over a blank line */
    plan_close(&r);
}

static void expect_first(const char *text, const char *clause) {
    struct read_plan r;
    plan_open_text(&r, text);
    expect_sound(&r);
    assert_string_equal(r.plan.nodes[0].text, clause);
    plan_close(&r);
}

static void lines_that_go_on(void **state) {
    (void)state;
    expect_first("1. Một hai\nba bốn", "Một hai ba bốn");
    expect_first("1. Một hai,\nBa bốn", "Một hai, Ba bốn");
    expect_first("1. Dịch Covid-\n19. Một", "Dịch Covid-19. Một");
    expect_first("1. Từ 20/01 –\nđến 15/02", "Từ 20/01 – đến 15/02");
    expect_first("1. **Một hai\nba** bốn", "Một hai ba bốn");
    /* and that do not */
    expect_first("1. Mỗi chi hội chọn một tuyến đường để trồng và chăm sóc hoa quanh năm.\n"
                 "Chi hội phân công hội viên luân phiên chăm sóc và ghi sổ theo dõi hằng tháng để "
                 "cuối năm bình xét.\n"
                 "Việc trồng hoa làm vào mùa xuân, khi trời có mưa\n"
                 "phùn, đất còn ẩm và cây dễ sống.\n"
                 "2. Chi hội báo cáo.",
                 "Mỗi chi hội chọn một tuyến đường để trồng và chăm sóc hoa quanh năm.");
    expect_first("1. Một hai.\nba bốn", "Một hai.");
    expect_first("1. Một hai:\nba bốn", "Một hai:");
    expect_first("1. Một hai\n\nba bốn", "Một hai");
    expect_first("1. Một hai\n-----\nba bốn", "Một hai");
    expect_first("1. Một hai\nBa bốn", "Một hai");
    expect_first("1. Một hai\n100% cơ sở", "Một hai");
    expect_first("1. Một hai\n## ba bốn", "Một hai");
    expect_first("## 1. Một hai\nba bốn", "Một hai");
    expect_first("1. Một hai\n2. ba bốn", "Một hai");
    expect_first("1. Một hai\n- ba bốn", "Một hai");
    expect_first("1. Một hai\n7. Ba bốn", "Một hai");
}

/* fold and fmt count bytes: lines of many marked letters are short in letters. */
static void wrapped_by_bytes(void **state) {
    (void)state;
    expect_first("1. Ban Thường vụ gửi thư mời, mẫu đăng ký qua\n"
                 "hoilhpnxa@example.vn, nhom Zalo cua Hoi LHPN xa Hai Anh va trang tin\n"
                 "cua xa; Ban Văn hóa, Đài Truyền thanh và các chi hội cùng\n"
                 "đưa tin, sơ kết hằng tháng, tổng kết vào dịp cuối năm\n"
                 "tại Nhà văn hóa; chị em có sáng kiến thì gửi về Ban\n"
                 "Thường vụ Hội để được xét chọn, biểu dương.",
                 "Ban Thường vụ gửi thư mời, mẫu đăng ký qua hoilhpnxa@example.vn, nhom Zalo cua "
                 "Hoi LHPN xa Hai Anh va trang tin cua xa; Ban Văn hóa, Đài Truyền thanh và các "
                 "chi hội cùng đưa tin, sơ kết hằng tháng, tổng kết vào dịp cuối năm tại Nhà văn "
                 "hóa; chị em có sáng kiến thì gửi về Ban Thường vụ Hội để được xét chọn, biểu "
                 "dương.");
}

static void emphasis(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"**a** b", "a b"},
        {"*a* __b__ _c_ ***d***", "a b c d"},
        {"**a *b* c**", "a b c"},
        {"***a** b*", "a b"},
        {"*(a)* \"_b_\"", "(a) \"b\""},
        {"**Tên gọi:**130", "Tên gọi:130"},
        {"(*a*)", "(a)"},
        /* kept */
        {"a * b", "a * b"},
        {"5*3*2 = 30", "5*3*2 = 30"},
        {"a* b*", "a* b*"},
        {"(*) một (*)", "(*) một (*)"},
        {"a_b_c", "a_b_c"},
        {"_a", "_a"},
        {"**a", "**a"},
        {"a ____ b", "a ____ b"},
        {"Họ tên: ___ năm sinh: ___", "Họ tên: ___ năm sinh: ___"},
        {"*: có mặt; **: vắng", "*: có mặt; **: vắng"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct buf text = {0};
        buf_printf(&text, "Mở đầu\n\n- %s", pairs[i][0]);
        expect_first(buf_str(&text), pairs[i][1]);
        buf_free(&text);
    }
}

static void expect_refused(const char *bytes, size_t n, int line, const char *part) {
    struct arena a = {0};
    struct plan p;
    struct err e = {0};
    assert_int_equal(plan_parse(bytes, n, &a, &p, &e), RC_INVALID);
    assert_int_equal(e.line, line);
    if (part && !strstr(e.message, part))
        fail_msg("says: %s", e.message);
    assert_true(e.message[0] != '\0');
    arena_free(&a);
}

static void refusals(void **state) {
    (void)state;
    expect_refused("", 0, 0, "không có chữ nào");
    expect_refused(" \r\n\t\n", 5, 0, "không có chữ nào");
    expect_refused("1. 2021\n---\n- 5", 15, 0, "không có chữ nào");
    expect_refused("\xEF\xBB\xBF", 3, 0, "không có chữ nào");
    expect_refused("\n\n1. M\xE1t\nhai", 13, 3, NULL);
    expect_refused("1. Một\r\nHai\0ba", 16, 2, NULL);
    expect_refused("Một\nHai\x1b[2J", 13, 2, NULL);
    expect_refused("Một\nHai\nBa \xE2\x80\xAE", 17, 3, NULL); /* bidirectional override */
    expect_refused("Một\n\xEF\xBB\xBF"
                   "Hai",
                   12, 2, NULL); /* a BOM elsewhere */
    expect_refused("\xFF\xFE"
                   "M\0",
                   4, 1, NULL); /* UTF-16 */
    size_t n = (1 << 20) + 1;
    char *big = malloc(n);
    assert_non_null(big);
    memset(big, 'a', n);
    expect_refused(big, n, 0, "1 MiB");
    struct read_plan r;
    plan_open(&r, big, n - 1);
    assert_int_equal(strlen(r.plan.nodes[0].text), n - 1);
    plan_close(&r);
    free(big);
}

static void other_line_ends_and_blanks(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_text(&r, "\xEF\xBB\xBFKẾ HOẠCH\r\nMột\r\n\r\n\tI.\tHai \xC2\xA0 ba\r\n  -\tBốn\r\n"
                       "\xE2\x80\x83+\xC2\xA0N\xC2\xAD\xC4\x83m\r\n");
    expect_sound(&r);
    expect_numbers(&r, "I I/1 I/1/1");
    assert_string_equal(r.plan.title, "KẾ HOẠCH\nMột");
    expect_clause(&r, "I", "Hai ba");
    expect_clause(&r, "I/1", "Bốn");
    expect_clause(&r, "I/1/1", "Năm");
    assert_int_equal(r.plan.nodes[0].line, 4);
    assert_int_equal(r.plan.nodes[2].line, 6);
    plan_close(&r);
    plan_open_text(&r, "\n \n\n1. Một\n\n\n- Hai");
    assert_int_equal(r.plan.nodes[0].line, 4);
    assert_int_equal(r.plan.nodes[1].line, 7);
    plan_close(&r);
}

static void finding(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_text(&r, "II. Một\n4. Hai\n4.2. Ba\n- Bốn\n- Năm\n+ Sáu\nđ) Bảy\n\nTám");
    const struct plan *p = &r.plan;
    int i = plan_find(p, "II.4.2/2/1");
    assert_int_equal(i, 5);
    assert_int_equal(plan_find(p, "ii.4.2/2/1"), i);
    assert_int_equal(plan_find(p, " II . 4.2 / 2 / 1 . "), i);
    assert_int_equal(plan_find(p, "ii.4.2."), 2);
    assert_int_equal(plan_find(p, "II.4.2.Đ"), 6);
    assert_int_equal(plan_find(p, ""), -1);
    assert_int_equal(plan_find(p, " "), -1);
    assert_int_equal(plan_find(p, "."), -1);
    assert_int_equal(plan_find(p, "II.4.2.d"), -1);
    assert_int_equal(plan_find(p, "II.4.2/3"), -1);
    assert_int_equal(plan_find(p, "II.4.2/2/"), -1);
    assert_int_equal(plan_find(p, "4.2"), -1);
    assert_string_equal(plan_clause(p, 7), "II.4.2.đ");
    assert_string_equal(plan_clause(p, -1), "");
    assert_non_null(plan_nearest(p, "II.4.2/3"));
    assert_string_equal(plan_nearest(p, "II.4.2/2/2"), "II.4.2/2/1");
    assert_null(plan_nearest(p, "mở đầu"));
    plan_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mark),
        cmocka_unit_test(each_outline),
        cmocka_unit_test(bare_marks_take_their_text),
        cmocka_unit_test(lines_that_go_on),
        cmocka_unit_test(wrapped_by_bytes),
        cmocka_unit_test(emphasis),
        cmocka_unit_test(refusals),
        cmocka_unit_test(other_line_ends_and_blanks),
        cmocka_unit_test(finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
