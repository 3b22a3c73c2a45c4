#include "thidua/deadline.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static date on(int year, int month, int day) {
    date d;
    assert_true(date_from_ymd(year, month, day, &d));
    return d;
}

/* "trước ngày 10/11/2021" */
static struct deadline registration(void) {
    return (struct deadline){.from = DATE_NONE, .last = on(2021, 11, 9)};
}

/* "từ 20/01/2022 – 15/02/2022" */
static struct deadline review(void) {
    return (struct deadline){.from = on(2022, 1, 20), .last = on(2022, 2, 15)};
}

enum { WARN = 7 };

static void a_last_day(void **state) {
    (void)state;
    struct deadline d = registration();
    static const struct {
        int month, day;
        enum deadline_state state;
        int left;
    } days[] = {
        {10, 1, DEADLINE_AHEAD, 39},   {11, 1, DEADLINE_AHEAD, 8},    {11, 2, DEADLINE_SOON, 7},
        {11, 5, DEADLINE_SOON, 4},     {11, 8, DEADLINE_SOON, 1},     {11, 9, DEADLINE_TODAY, 0},
        {11, 10, DEADLINE_PASSED, -1}, {12, 9, DEADLINE_PASSED, -30},
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        date today = on(2021, days[i].month, days[i].day);
        assert_int_equal(deadline_state(&d, today, WARN), days[i].state);
        assert_int_equal(deadline_days_left(&d, today), days[i].left);
    }
    /* warned of nothing: ahead until the day itself */
    assert_int_equal(deadline_state(&d, on(2021, 11, 8), 0), DEADLINE_AHEAD);
    assert_int_equal(deadline_state(&d, on(2021, 11, 9), 0), DEADLINE_TODAY);
}

static void from_to(void **state) {
    (void)state;
    struct deadline d = review();
    assert_int_equal(deadline_state(&d, on(2022, 1, 19), WARN), DEADLINE_AHEAD);
    assert_int_equal(deadline_state(&d, on(2022, 1, 20), WARN), DEADLINE_OPEN);
    assert_int_equal(deadline_state(&d, on(2022, 2, 14), WARN), DEADLINE_OPEN);
    assert_int_equal(deadline_state(&d, on(2022, 2, 15), WARN), DEADLINE_TODAY);
    assert_int_equal(deadline_state(&d, on(2022, 2, 16), WARN), DEADLINE_PASSED);
    assert_int_equal(deadline_days_left(&d, on(2022, 1, 20)), 26);
    /* not open yet, and its last day near */
    assert_int_equal(deadline_state(&d, on(2022, 1, 19), 27), DEADLINE_SOON);
    assert_int_equal(deadline_state(&d, on(2022, 1, 20), 27), DEADLINE_OPEN);
    /* one day only */
    d.from = d.last;
    assert_int_equal(deadline_state(&d, d.last - 1, 0), DEADLINE_AHEAD);
    assert_int_equal(deadline_state(&d, d.last, 0), DEADLINE_TODAY);
    assert_int_equal(deadline_state(&d, d.last + 1, 0), DEADLINE_PASSED);
}

/* "tháng 2/2024" by month: its last day, in a leap year the 29th. */
static void month_precision(void **state) {
    (void)state;
    struct deadline d = {
        .from = DATE_NONE, .last = date_month_end(on(2024, 2, 1)), .precision = DATE_MONTH};
    assert_int_equal(deadline_days_left(&d, on(2024, 2, 28)), 1);
    assert_int_equal(deadline_state(&d, on(2024, 2, 29), WARN), DEADLINE_TODAY);
    assert_int_equal(deadline_state(&d, on(2024, 3, 1), WARN), DEADLINE_PASSED);
    assert_true(deadline_on_time(&d, on(2024, 2, 29), DATE_NONE));
    assert_false(deadline_on_time(&d, on(2024, 3, 1), DATE_NONE));
}

static void assert_said(const struct deadline *d, date today, const char *words) {
    struct buf b = {0};
    deadline_say(d, today, &b);
    assert_string_equal(buf_str(&b), words);
    buf_free(&b);
}

static void said(void **state) {
    (void)state;
    struct deadline d = registration();
    assert_said(&d, on(2021, 11, 5), "còn 4 ngày");
    assert_said(&d, on(2021, 11, 8), "còn 1 ngày");
    assert_said(&d, on(2021, 11, 9), "hôm nay là ngày cuối");
    assert_said(&d, on(2021, 11, 10), "đã qua 1 ngày");
    assert_said(&d, on(2021, 11, 12), "đã qua 3 ngày");
    d = review();
    assert_said(&d, on(2022, 1, 19), "còn 27 ngày");
    assert_said(&d, on(2022, 1, 20), "đang mở, còn 26 ngày");
    assert_said(&d, on(2022, 2, 10), "đang mở, còn 5 ngày");
    assert_said(&d, on(2022, 2, 15), "hôm nay là ngày cuối");
    assert_said(&d, on(2022, 2, 16), "đã qua 1 ngày");
}

static void on_time(void **state) {
    (void)state;
    struct deadline d = registration();
    date before = on(2021, 11, 8), last = on(2021, 11, 9), after = on(2021, 11, 10);
    assert_true(deadline_on_time(&d, before, DATE_NONE));
    assert_true(deadline_on_time(&d, last, DATE_NONE));
    assert_false(deadline_on_time(&d, after, DATE_NONE));
    /* nhập thay: the day the paper came in decides, either way */
    assert_true(deadline_on_time(&d, after, last));
    assert_false(deadline_on_time(&d, before, after));
    assert_false(deadline_on_time(&d, DATE_NONE, DATE_NONE));
}

static void day_of_campaign(void **state) {
    (void)state;
    struct campaign c = {.start = on(2021, 10, 1), .end = on(2022, 1, 15)};
    assert_int_equal(campaign_days(&c), 107);
    assert_int_equal(campaign_day(&c, on(2021, 9, 30)), 0);
    assert_int_equal(campaign_day(&c, on(2020, 10, 1)), 0);
    assert_int_equal(campaign_day(&c, on(2021, 10, 1)), 1);
    assert_int_equal(campaign_day(&c, on(2021, 11, 5)), 36); /* the sample's home */
    assert_int_equal(campaign_day(&c, on(2022, 1, 14)), 106);
    assert_int_equal(campaign_day(&c, on(2022, 1, 15)), 107);
    assert_int_equal(campaign_day(&c, on(2022, 1, 16)), 107);
    assert_int_equal(campaign_day(&c, on(2030, 1, 1)), 107);
}

static void assert_day_said(const struct campaign *c, date today, const char *words) {
    struct buf b = {0};
    campaign_say_day(c, today, &b);
    assert_string_equal(buf_str(&b), words);
    buf_free(&b);
}

static void day_of_campaign_said(void **state) {
    (void)state;
    struct campaign c = {.start = on(2021, 10, 1), .end = on(2022, 1, 15)};
    assert_day_said(&c, on(2021, 9, 28), "Chưa bắt đầu · từ 01/10/2021, còn 3 ngày");
    c.start_precision = DATE_MONTH; /* the plan gives no day */
    assert_day_said(&c, on(2021, 9, 28), "Chưa bắt đầu · từ 10/2021, còn 3 ngày");
    assert_day_said(&c, on(2021, 10, 1), "Ngày 1/107 · kết thúc 15/01/2022, còn 106 ngày");
    assert_day_said(&c, on(2021, 11, 5), "Ngày 36/107 · kết thúc 15/01/2022, còn 71 ngày");
    assert_day_said(&c, on(2022, 1, 15),
                    "Ngày 107/107 · kết thúc 15/01/2022, hôm nay là ngày cuối");
    assert_day_said(&c, on(2022, 1, 16), "Đã kết thúc ngày 15/01/2022");
}

static void campaign_of_one_day(void **state) {
    (void)state;
    struct campaign c = {.start = on(2021, 3, 8), .end = on(2021, 3, 8)};
    assert_int_equal(campaign_days(&c), 1);
    assert_int_equal(campaign_day(&c, c.start - 1), 0);
    assert_int_equal(campaign_day(&c, c.start), 1);
    assert_int_equal(campaign_day(&c, c.start + 1), 1);
}

static void codes(void **state) {
    (void)state;
    static const char *const expected[] = {"ahead", "soon", "today", "open", "passed"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(deadline_states[i].code, expected[i]);
    assert_null(deadline_states[5].code);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_last_day),
        cmocka_unit_test(from_to),
        cmocka_unit_test(month_precision),
        cmocka_unit_test(said),
        cmocka_unit_test(on_time),
        cmocka_unit_test(day_of_campaign),
        cmocka_unit_test(day_of_campaign_said),
        cmocka_unit_test(campaign_of_one_day),
        cmocka_unit_test(codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
