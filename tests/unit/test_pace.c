#include "thidua/pace.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void done(void **state) {
    (void)state;
    static const struct {
        int64_t done, goal, given, percent;
    } rows[] = {
        {0, 1000, FIELD_NONE, 0},
        {FIELD_NONE, 1000, FIELD_NONE, 0},
        {500, 1000, FIELD_NONE, 50},
        {1, 3, FIELD_NONE, 33},
        {2, 3, FIELD_NONE, 66},
        {999, 1000, FIELD_NONE, 99}, /* 99,9 % is not all */
        {1000, 1000, FIELD_NONE, 100},
        {5000, 1000, FIELD_NONE, 100},
        {-500, 1000, FIELD_NONE, 0}, /* corrections took back more than was entered */
        {500, 1000, 90, 50},         /* with a goal nobody's guess counts */
        {500, FIELD_NONE, 40, 40},
        {500, FIELD_NONE, FIELD_NONE, 0},
        {500, 0, 40, 40},
        {500, 0, FIELD_NONE, 0},
        {500, -1, 40, 40},
        {0, FIELD_NONE, 0, 0},
        {0, FIELD_NONE, 100, 100},
        {0, FIELD_NONE, 250, 100},
        {0, FIELD_NONE, -1, 0},
        /* beyond what the fields allow, still no overflow and never 100 short of the goal */
        {INT64_MAX / 2, INT64_MAX, FIELD_NONE, 50},
        {INT64_MAX - 1, INT64_MAX, FIELD_NONE, 99},
        {INT64_MAX, INT64_MAX, FIELD_NONE, 100},
        {INT64_MAX / 100, INT64_MAX / 100, FIELD_NONE, 100},
        {INT64_MAX / 100 - 1, INT64_MAX / 100, FIELD_NONE, 99},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (pace_done(rows[i].done, rows[i].goal, rows[i].given) != rows[i].percent)
            fail_msg("row %zu: %lld", i,
                     (long long)pace_done(rows[i].done, rows[i].goal, rows[i].given));
}

static struct campaign campaign(void) {
    return (struct campaign){.start = 1000, .end = 1106, .stale_days = 14, .behind_percent = 15};
}

static struct work work(void) {
    return (struct work){.state = WORK_APPROVED,
                         .start = DATE_NONE,
                         .finish = DATE_NONE,
                         .submitted = 1010,
                         .approved = 1020,
                         .goal = 1000,
                         .done = 0,
                         .last_entry = DATE_NONE,
                         .behind_from = DATE_NONE,
                         .stale_from = DATE_NONE};
}

static void assert_span(const struct work *w, date start, date end) {
    struct campaign c = campaign();
    struct pace_span s = pace_span(w, &c);
    assert_int_equal(s.start, start);
    assert_int_equal(s.end, end);
}

static void span(void **state) {
    (void)state;
    struct work w = work();
    assert_span(&w, 1020, 1106); /* approval to the campaign's end */
    w.start = 1030;
    assert_span(&w, 1030, 1106);
    w.finish = 1050;
    assert_span(&w, 1030, 1050);
    w.start = DATE_NONE;
    assert_span(&w, 1020, 1050);
    w.finish = 1015; /* approved after the day it was to be done by */
    assert_span(&w, 1020, 1020);
    w = work();
    w.start = 1200; /* begins after the campaign */
    assert_span(&w, 1200, 1200);
    w = work();
    w.approved = DATE_NONE;
    assert_span(&w, 1000, 1106);
}

static void expected(void **state) {
    (void)state;
    struct pace_span s = {.start = 100, .end = 107}; /* 7 days: 14,28 % each */
    static const int64_t percents[] = {0, 14, 28, 42, 57, 71, 85, 100};
    assert_int_equal(pace_expected(s, 0), 0);
    assert_int_equal(pace_expected(s, 99), 0);
    for (int i = 0; i <= 7; i++)
        assert_int_equal(pace_expected(s, 100 + i), percents[i]);
    assert_int_equal(pace_expected(s, 108), 100);
    assert_int_equal(pace_expected(s, 9999), 100);
    struct pace_span two = {.start = 100, .end = 101};
    assert_int_equal(pace_expected(two, 100), 0);
    assert_int_equal(pace_expected(two, 101), 100);
}

static void a_span_of_one_day(void **state) {
    (void)state;
    struct pace_span s = {.start = 100, .end = 100};
    assert_int_equal(pace_expected(s, 99), 0);
    assert_int_equal(pace_expected(s, 100), 0);
    assert_int_equal(pace_expected(s, 101), 100);
    assert_int_equal(pace_behind_from(s, 0, 15), 101);
    assert_int_equal(pace_behind_from(s, 84, 15), 101);
    assert_int_equal(pace_behind_from(s, 85, 15), DATE_NONE);
}

static void behind_by_hand(void **state) {
    (void)state;
    struct pace_span s = {.start = 100, .end = 200};   /* a percent a day */
    assert_int_equal(pace_behind_from(s, 0, 15), 116); /* 0 < 16 − 15 */
    assert_int_equal(pace_behind_from(s, 0, 0), 101);
    assert_int_equal(pace_behind_from(s, 50, 15), 166);
    assert_int_equal(pace_behind_from(s, 84, 15), 200); /* only on the end */
    assert_int_equal(pace_behind_from(s, 85, 15), DATE_NONE);
    assert_int_equal(pace_behind_from(s, 100, 0), DATE_NONE);
    assert_int_equal(pace_behind_from(s, 99, 0), 200);
    assert_int_equal(pace_behind_from(s, 0, 100), DATE_NONE); /* a margin nobody can be under */
    assert_int_equal(pace_behind_from(s, 0, 99), 200);
}

/* xorshift: the same numbers on every run */
static uint32_t next(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* The rule itself, asked day by day. */
static date behind_day_by_day(struct pace_span s, int64_t percent, int margin) {
    for (date d = s.start - 3; d <= s.end + 3; d++)
        if (percent < pace_expected(s, d) - margin)
            return d;
    return DATE_NONE;
}

static void behind_agrees_with_the_rule(void **state) {
    (void)state;
    uint32_t seed = 20211027;
    for (int i = 0; i < 200000; i++) {
        date start = (date)(next(&seed) % 40000) - 10000;
        struct pace_span s = {.start = start, .end = start + (date)(next(&seed) % 130)};
        int64_t percent = next(&seed) % 101;
        int margin = (int)(next(&seed) % 101);
        date want = behind_day_by_day(s, percent, margin);
        date got = pace_behind_from(s, percent, margin);
        if (got != want)
            fail_msg("span %lld days, %lld %%, margin %d: %lld, not %lld",
                     (long long)(s.end - s.start), (long long)percent, margin,
                     (long long)(got - start), (long long)(want - start));
    }
}

static void stale(void **state) {
    (void)state;
    assert_int_equal(pace_stale_from(DATE_NONE, 1020, 14), 1034);
    assert_int_equal(pace_stale_from(1030, 1020, 14), 1044);
    assert_int_equal(pace_stale_from(1010, 1020, 14), 1034); /* entered before it was approved */
    assert_int_equal(pace_stale_from(1030, DATE_NONE, 14), 1044);
    assert_int_equal(pace_stale_from(DATE_NONE, DATE_NONE, 14), DATE_NONE);
    assert_int_equal(pace_stale_from(1030, 1020, 1), 1031);
}

static void fill(void **state) {
    (void)state;
    struct campaign c = campaign();
    struct work w = work();
    pace_fill(&w, &c, FIELD_NONE);
    assert_int_equal(w.percent, 0);
    /* 86 days from 1020; 16 % of them is 13,76: the 14th */
    assert_int_equal(w.behind_from, 1034);
    assert_int_equal(w.stale_from, 1034);
    w.done = 500;
    w.last_entry = 1040;
    pace_fill(&w, &c, FIELD_NONE);
    assert_int_equal(w.percent, 50);
    assert_int_equal(w.behind_from, 1077); /* 66 % of 86 is 56,76 */
    assert_int_equal(w.stale_from, 1054);
    w.done = 1000;
    pace_fill(&w, &c, FIELD_NONE);
    assert_int_equal(w.percent, 100);
    assert_int_equal(w.behind_from, DATE_NONE);
    w.goal = FIELD_NONE;
    pace_fill(&w, &c, 30);
    assert_int_equal(w.percent, 30);
}

static void only_what_is_under_way_is_behind(void **state) {
    (void)state;
    struct campaign c = campaign();
    static const enum work_state others[] = {WORK_DRAFT, WORK_SUBMITTED, WORK_RETURNED,
                                             WORK_COMPLETED, WORK_STOPPED};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct work w = work();
        w.state = others[i];
        w.done = 250;
        w.behind_from = w.stale_from = 1;
        pace_fill(&w, &c, FIELD_NONE);
        assert_int_equal(w.percent, 25);
        assert_int_equal(w.behind_from, DATE_NONE);
        assert_int_equal(w.stale_from, DATE_NONE);
    }
    /* a new one has nothing in it yet, not even a state */
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    pace_fill(&w, &c, FIELD_NONE);
    assert_int_equal(w.percent, 0);
    assert_int_equal(w.behind_from, DATE_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(done),
        cmocka_unit_test(span),
        cmocka_unit_test(expected),
        cmocka_unit_test(a_span_of_one_day),
        cmocka_unit_test(behind_by_hand),
        cmocka_unit_test(behind_agrees_with_the_rule),
        cmocka_unit_test(stale),
        cmocka_unit_test(fill),
        cmocka_unit_test(only_what_is_under_way_is_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
