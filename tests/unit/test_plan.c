/* The plan of the campaign: as it was issued (PLAN= names it) and as this program restates it. Both
 * must have the same clauses and the same dates; the lists here were written from the paper. */
#include "support/plans.h"
#include "thidua/buf.h"
#include "thidua/builtin.h"
#include "thidua/file.h"
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char numbers[] =
    "I I.1 I.1/1 I.1/2 I.1/3 I.2 I.2/1 I.2/2 "
    "II II.1 II.2 II.2/1 II.2/2 II.3 II.4 "
    "II.4.1 II.4.1/1 II.4.1/1/1 II.4.1/1/2 II.4.1/1/3 II.4.1/1/4 II.4.1/2 "
    "II.4.2 II.4.2/1 II.4.2/1/1 II.4.2/1/2 II.4.2/2 II.4.2/2/1 II.4.2/2/2 II.4.2/2/3 "
    "III III.1 III.1/1 III.1.1 III.1.1/1 III.1.1/2 III.1.1/3 "
    "III.1.2 III.1.2/1 III.1.2/2 III.1.2/3 III.1.2/4 III.2 III.2/1 III.2/2 III.3 "
    "IV IV.1 IV.1/1 IV.1/2 IV.1/3 IV.1/4 IV.2 IV.2/1 IV.2/2 IV.2/3";

struct expected_date {
    const char *from, *to; /* as the program prints them; "" when there is no end */
    const char *clause;
};

static const struct expected_date dates[] = {
    {"27/10/2021", "", "mở đầu"},     {"10/2021", "", "II.3"},
    {"15/01/2022", "", "II.3"},       {"20/01/2022", "15/02/2022", "II.4.2/2/3"},
    {"08/03/2022", "", "II.4.2/2/3"}, {"23/04/2021", "", "III.3"},
    {"10/11/2021", "", "IV.2/2"},
};

static void expect_counts(const struct plan *p) {
    int headings = 0, dashes = 0, pluses = 0, paragraphs = 0;
    for (int i = 0; i < p->count; i++) {
        switch (p->nodes[i].mark) {
        case PLAN_DASH:
            dashes++;
            break;
        case PLAN_PLUS:
            pluses++;
            break;
        case PLAN_PARAGRAPH:
            paragraphs++;
            break;
        default:
            headings++;
        }
    }
    assert_int_equal(headings, 19);
    assert_int_equal(dashes, 28);
    assert_int_equal(pluses, 9);
    assert_int_equal(paragraphs, 1); /* what III.3 says */
    assert_int_equal(p->numbered, 56);
}

static void expect_the_dates(const struct read_plan *r) {
    assert_int_equal(r->ndates, sizeof dates / sizeof *dates);
    for (size_t i = 0; i < r->ndates; i++) {
        const struct plan_date *d = &r->dates[i];
        char text[DATE_TEXT_SIZE];
        assert_string_equal(date_text_precise(d->from, d->precision, text), dates[i].from);
        assert_string_equal(date_text_precise(d->to, d->precision, text), dates[i].to);
        assert_string_equal(d->clause, dates[i].clause);
    }
}

static void expect_text_has(const struct plan *p, const char *number, const char *part) {
    int i = plan_find(p, number);
    assert_true(i >= 0);
    if (!strstr(p->nodes[i].text, part))
        fail_msg("%s says: %s", number, p->nodes[i].text);
}

static void expect_begins(const char *text, const char *start) {
    if (strncmp(text, start, strlen(start)) != 0)
        fail_msg("does not begin with \"%s\": %s", start, text);
}

static void built_in_has_the_clauses_and_dates(void **state) {
    (void)state;
    struct read_plan r;
    plan_open(&r, builtin_plan, builtin_plan_size);
    expect_sound(&r);
    expect_numbers(&r, numbers);
    expect_counts(&r.plan);
    expect_the_dates(&r);
    assert_string_equal(r.plan.letterhead, "");
    expect_begins(r.plan.title, "KẾ HOẠCH\n");
    expect_begins(r.plan.closing, "Trên đây là ");
    expect_begins(r.plan.signature, "Nơi nhận:\n- ");
    expect_text_has(&r.plan, "IV.2/2", "trước ngày 10/11/2021");
    expect_text_has(&r.plan, "II.1", "Tên gọi: “130 công trình, phần việc vượt khó");
    expect_text_has(&r.plan, "II.4.2/1", "Cấp huyện: ");
    expect_text_has(&r.plan, "III.1.2/4", "chuyên trách");
    plan_close(&r);
}

static bool add_line(void *ctx, const char *s, size_t n) {
    buf_add(ctx, s, n);
    buf_char(ctx, '\n');
    return true;
}

static void expect_same(const struct read_plan *a, const struct read_plan *b) {
    assert_int_equal(a->plan.count, b->plan.count);
    for (int i = 0; i < a->plan.count; i++) {
        assert_string_equal(a->plan.nodes[i].number, b->plan.nodes[i].number);
        assert_string_equal(a->plan.nodes[i].text, b->plan.nodes[i].text);
    }
    assert_string_equal(a->plan.title, b->plan.title);
    assert_string_equal(a->plan.preamble, b->plan.preamble);
    assert_string_equal(a->plan.closing, b->plan.closing);
    assert_string_equal(a->plan.signature, b->plan.signature);
    assert_int_equal(a->ndates, b->ndates);
}

/* Broken into lines of any width, with or without the blank lines between its clauses, the plan is
 * the same. */
static void expect_same_wrapped(const char *text, size_t n) {
    struct read_plan whole, wrapped;
    plan_open(&whole, text, n);
    for (int width = 50; width <= 130; width++) {
        for (int blank_lines = 0; blank_lines <= 1; blank_lines++) {
            struct buf b = {0}, line = {0};
            for (const char *s = text, *end; s < text + n; s = end + 1) {
                end = memchr(s, '\n', (size_t)(text + n - s));
                end = end ? end : text + n;
                buf_clear(&line);
                buf_add(&line, s, (size_t)(end - s));
                if (line.len > 0)
                    text_wrap(buf_str(&line), width, add_line, &b);
                else if (blank_lines)
                    buf_char(&b, '\n');
            }
            plan_open(&wrapped, buf_str(&b), b.len);
            expect_same(&whole, &wrapped);
            plan_close(&wrapped);
            buf_free(&b);
            buf_free(&line);
        }
    }
    plan_close(&whole);
}

static void built_in_wrapped(void **state) {
    (void)state;
    expect_same_wrapped(builtin_plan, builtin_plan_size);
}

static void issued_wrapped(void **state) {
    struct buf b = {0};
    struct err e = {0};
    assert_int_equal(file_read(*state, 1 << 20, &b, &e), RC_OK);
    expect_same_wrapped(buf_str(&b), b.len);
    buf_free(&b);
}

static void issued_has_the_clauses(void **state) {
    struct read_plan r;
    plan_open_file(&r, *state);
    expect_sound(&r);
    expect_numbers(&r, numbers);
    expect_counts(&r.plan);
    plan_close(&r);
}

static void issued_has_the_texts(void **state) {
    struct read_plan r;
    plan_open_file(&r, *state);
    expect_clause(&r, "I", "MỤC ĐÍCH, YÊU CẦU");
    expect_clause(&r, "II.1",
                  "Tên gọi: “130 công trình, phần việc vượt khó, sáng tạo, hiệu quả chào mừng "
                  "Đại hội đại biểu phụ nữ toàn quốc lần thứ XIII”.");
    expect_clause(&r, "II.2", "Đối tượng thi đua :");
    expect_clause(&r, "II.3",
                  "Thời gian thực hiện thi đua: Từ tháng 10/2021 và kết thúc vào ngày "
                  "15/01/2022.");
    expect_clause(&r, "II.4.2", "Chỉ tiêu");
    expect_clause(&r, "II.4.2/2", "Cấp cơ sở, đơn vị:");
    expect_text_has(&r.plan, "II.4.2/1", "Cấp huyện: đăng ký với Hội LHPN tỉnh");
    expect_text_has(&r.plan, "IV.2/2", "Thời hạn đăng ký trước ngày 10/11/2021");
    expect_text_has(&r.plan, "II.4.2/2/3", "từ ngày 20/01/2022 – 15/02/2022");
    int i = plan_find(&r.plan, "III.3");
    assert_string_equal(r.plan.nodes[i].text, "Hồ sơ, thủ tục đề nghị khen thưởng");
    assert_int_equal(r.plan.nodes[i].end, i + 2);
    assert_int_equal(r.plan.nodes[i + 1].mark, PLAN_PARAGRAPH);
    assert_string_equal(plan_clause(&r.plan, i + 1), "III.3");
    assert_non_null(strstr(r.plan.nodes[i + 1].text, "khoản 2 Điều 20 Quy định"));
    plan_close(&r);
}

static void issued_has_its_frame(void **state) {
    struct read_plan r;
    plan_open_file(&r, *state);
    const struct plan *p = &r.plan;
    assert_string_equal(p->letterhead, "");
    assert_string_equal(p->title,
                        "KẾ HOẠCH\nTriển khai đợt thi đua đặc biệt lập thành tích chào mừng Đại "
                        "hội đại biểu phụ nữ toàn quốc lần thứ XIII");
    expect_begins(p->preamble, "Thực hiện kế hoạch số 04/KH-BTV ngày 27/10/2021 ");
    assert_null(strchr(p->preamble, '\n'));
    expect_begins(p->closing, "Trên đây là Kế hoạch phát động ");
    assert_string_equal(p->signature, "Nơi nhận:\n- Hội LHPN tỉnh Nam Định; (để báo cáo)\n"
                                      "- BTV Hội LHPN huyện;\n- Hội LHPN xã, thị trấn, đơn vị;\n"
                                      "- Lưu VT-VP.\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nPhạm Thị Hương");
    plan_close(&r);
}

static void issued_has_the_dates(void **state) {
    struct read_plan r;
    plan_open_file(&r, *state);
    expect_the_dates(&r);
    expect_dates(&r, "27/10/2021 | mở đầu | 27/10/2021\n"
                     "10/2021 | II.3 | tháng 10/2021\n"
                     "15/01/2022 | II.3 | 15/01/2022\n"
                     "20/01/2022 – 15/02/2022 | II.4.2/2/3 | 20/01/2022 – 15/02/2022\n"
                     "08/03/2022 | II.4.2/2/3 | 8/3/2022\n"
                     "23/04/2021 | III.3 | 23/4/2021\n"
                     "10/11/2021 | IV.2/2 | 10/11/2021\n");
    assert_string_equal(r.dates[2].sentence,
                        "Thời gian thực hiện thi đua: Từ tháng 10/2021 và kết thúc vào ngày "
                        "15/01/2022.");
    assert_int_equal(r.dates[0].node, -1);
    assert_int_equal(r.dates[6].node, plan_find(&r.plan, "IV.2/2"));
    plan_close(&r);
}

int main(void) {
    const struct CMUnitTest built_in[] = {
        cmocka_unit_test(built_in_has_the_clauses_and_dates),
        cmocka_unit_test(built_in_wrapped),
    };
    int failed = cmocka_run_group_tests_name("built-in plan", built_in, NULL, NULL);
    char *path = getenv("PLAN");
    if (path && *path) {
        const struct CMUnitTest issued[] = {
            cmocka_unit_test_prestate(issued_has_the_clauses, path),
            cmocka_unit_test_prestate(issued_has_the_texts, path),
            cmocka_unit_test_prestate(issued_has_its_frame, path),
            cmocka_unit_test_prestate(issued_has_the_dates, path),
            cmocka_unit_test_prestate(issued_wrapped, path),
        };
        failed += cmocka_run_group_tests_name("the plan as issued", issued, NULL, NULL);
    }
    return failed;
}
