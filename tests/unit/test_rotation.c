/* Which backups stay: by hand for small cases, by what must always hold for three years of them. */
#include "support/test.h"
#include "thidua/rotation.h"
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

static date day(const char *iso) {
    date d = DATE_NONE;
    assert_true(date_from_iso(iso, &d));
    return d;
}

static struct moment at(const char *iso, int second) {
    return (struct moment){day(iso), second};
}

/* 'k' and '.' for what stays and what goes. */
static void expect(const struct moment *made, size_t count, struct moment now, const char *kept) {
    bool keep[MOST];
    char got[MOST + 1] = "";
    assert_int_equal(strlen(kept), count);
    rotation_choose(made, count, now, keep);
    for (size_t i = 0; i < count; i++)
        got[i] = keep[i] ? 'k' : '.';
    assert_string_equal(got, kept);
}

static void nothing_and_one(void **state) {
    struct moment one = at("2021-11-05", 3600);
    (void)state;
    expect(NULL, 0, one, "");
    expect(&one, 1, one, "k");
}

static void the_last_of_a_day(void **state) {
    const struct moment made[] = {at("2021-11-04", 100), at("2021-11-04", 200),
                                  at("2021-11-05", 50), at("2021-11-05", 60), at("2021-11-05", 60)};
    (void)state;
    expect(made, 5, at("2021-11-05", 60), ".k..k");
}

/* 01/11/2021 is a Monday. The 31st is the last of its week and of October. */
static void days_weeks_and_months(void **state) {
    const struct moment made[] = {
        at("2021-09-29", 0), at("2021-09-30", 0), /* the last of September */
        at("2021-10-16", 0), at("2021-10-17", 0), /* a Sunday: of the fourth week */
        at("2021-10-24", 0), at("2021-10-30", 0), at("2021-10-31", 0), at("2021-11-01", 0),
        at("2021-11-02", 0), at("2021-11-03", 0), at("2021-11-04", 0), at("2021-11-05", 0),
        at("2021-11-06", 0), at("2021-11-07", 0),
    };
    (void)state;
    expect(made, 14, at("2021-11-07", 1), ".k.kk.kkkkkkkk");
}

/* What counts is days with a backup: an office on holiday keeps what it has. */
static void spans_without_any_do_not_count(void **state) {
    const struct moment made[] = {at("2021-01-05", 0), at("2021-02-05", 0), at("2021-03-05", 0),
                                  at("2021-04-05", 0), at("2021-05-05", 0), at("2021-06-05", 0),
                                  at("2021-07-05", 0)};
    (void)state;
    expect(made, 7, at("2029-01-01", 0), "kkkkkkk");
}

static void what_is_dated_ahead_stays_and_does_not_count(void **state) {
    struct moment made[20];
    (void)state;
    for (int i = 0; i < 10; i++)
        made[i] = (struct moment){day("2021-11-01") + i, 0};
    for (int i = 0; i < 10; i++) /* the clock stood at 2031 for ten days */
        made[10 + i] = (struct moment){day("2031-11-01") + i, 0};
    /* The seven latest of the first ten; the 7th, a Sunday, is among them. */
    expect(made, 20, at("2021-11-10", 5), "...kkkkkkkkkkkkkkkkk");
}

static void weeks_before_1970(void **state) {
    const struct moment made[] = {at("1969-12-21", 0), at("1969-12-28", 0), at("1969-12-29", 0),
                                  at("1969-12-31", 0), at("1970-01-04", 0), at("1970-01-05", 0)};
    (void)state;
    expect(made, 6, at("1970-01-05", 0), "kkkkkk");
}

/* Is there, among those kept, the last of the span that holds `from` … `to`, if any was made? */
static void holds_last(const struct moment *all, size_t nall, const struct moment *kept,
                       size_t nkept, date from, date to) {
    for (size_t i = nall; i-- > 0;) {
        if (all[i].day < from || all[i].day > to)
            continue;
        for (size_t k = 0; k < nkept; k++)
            if (moment_compare(&kept[k], &all[i]) == 0)
                return;
        fail_msg("the last backup from %lld to %lld is gone", (long long)from, (long long)to);
    }
}

/* Three years, one to three backups a day (none on some), rotated each time: what is left is what a
 * rotation of all of them at once would leave, and never more than the rule allows. */
static void year_after_year(void **state) {
    enum { DAYS = 1100 };
    static struct moment all[DAYS * 3], left[MOST];
    static bool keep[DAYS * 3];
    size_t nall = 0, nleft = 0;
    unsigned random = 12345;
    (void)state;
    for (int d = 0; d < DAYS; d++) {
        random = random * 1103515245U + 12345U;
        unsigned times = random >> 16 & 3;
        for (unsigned n = 0; n < times; n++) {
            struct moment now = {day("2021-10-01") + d, (int)n * 100};
            assert_true(nleft < MOST);
            all[nall++] = left[nleft++] = now;
            rotation_choose(left, nleft, now, keep);
            size_t stay = 0;
            for (size_t i = 0; i < nleft; i++)
                if (keep[i])
                    left[stay++] = left[i];
            nleft = stay;
            assert_in_range(nleft, 1, ROTATION_DAYS + ROTATION_WEEKS + ROTATION_MONTHS);
        }
    }
    struct moment now = all[nall - 1];
    rotation_choose(all, nall, now, keep);
    size_t stay = 0;
    for (size_t i = 0; i < nall; i++)
        if (keep[i])
            assert_int_equal(moment_compare(&all[i], &left[stay++]), 0);
    assert_int_equal(stay, nleft);
    for (int d = 0; d < 5; d++)
        holds_last(all, nall, left, nleft, now.day - d, now.day - d);
    date monday = now.day - (now.day + 3) % 7;
    for (int w = 0; w < ROTATION_WEEKS; w++)
        holds_last(all, nall, left, nleft, monday - 7 * w, monday - 7 * w + 6);
    date last = date_month_end(now.day);
    for (int m = 0; m < ROTATION_MONTHS; m++) {
        date first = last - date_ymd(last).day + 1;
        holds_last(all, nall, left, nleft, first, last);
        last = first - 1;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_and_one),
        cmocka_unit_test(the_last_of_a_day),
        cmocka_unit_test(days_weeks_and_months),
        cmocka_unit_test(spans_without_any_do_not_count),
        cmocka_unit_test(what_is_dated_ahead_stays_and_does_not_count),
        cmocka_unit_test(weeks_before_1970),
        cmocka_unit_test(year_after_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
