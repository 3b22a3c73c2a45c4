/* Calendar days: counted, read, written. */
#include "thidua/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static date day(int year, int month, int d) {
    date out = DATE_NONE;
    assert_true(date_from_ymd(year, month, d, &out));
    return out;
}

static void known_days(void **state) {
    (void)state;
    assert_int_equal(day(1970, 1, 1), 0);
    assert_int_equal(day(1969, 12, 31), -1);
    assert_int_equal(day(2000, 3, 1), 11017);
    assert_int_equal(day(2021, 11, 5), 18936);                 /* 1636070400 seconds by any clock */
    assert_int_equal(day(2022, 1, 15) - day(2021, 11, 5), 71); /* the sample's home */
    assert_int_equal(day(2021, 11, 5) - day(2021, 10, 1) + 1, 36);
    assert_int_equal(day(2022, 1, 15) - day(2021, 10, 1) + 1, 107);
}

/* Every day from 1900 to 2199 once, in order, and back. */
static void every_day(void **state) {
    (void)state;
    date expected = day(1900, 1, 1);
    for (int y = 1900; y <= 2199; y++) {
        int in_year = 0;
        for (int m = 1; m <= 12; m++) {
            int days = date_days_in_month(y, m);
            in_year += days;
            for (int d = 1; d <= days; d++) {
                assert_int_equal(day(y, m, d), expected);
                struct ymd back = date_ymd(expected);
                assert_int_equal(back.year, y);
                assert_int_equal(back.month, m);
                assert_int_equal(back.day, d);
                assert_int_equal(date_month_end(expected), expected - d + days);
                expected++;
            }
            date none = 42;
            assert_false(date_from_ymd(y, m, days + 1, &none));
            assert_int_equal(none, 42);
        }
        assert_int_equal(in_year, date_leap_year(y) ? 366 : 365);
    }
}

static void leap_years(void **state) {
    (void)state;
    assert_false(date_leap_year(1900));
    assert_true(date_leap_year(2000));
    assert_false(date_leap_year(2100));
    assert_true(date_leap_year(2020));
    assert_true(date_leap_year(2024));
    assert_false(date_leap_year(2021));
    assert_int_equal(date_days_in_month(2000, 2), 29);
    assert_int_equal(date_days_in_month(2100, 2), 28);
    assert_int_equal(date_days_in_month(2021, 0), 0);
    assert_int_equal(date_days_in_month(2021, 13), 0);
}

static void no_such_days(void **state) {
    (void)state;
    date out = 42;
    assert_false(date_from_ymd(2021, 2, 29, &out));
    assert_false(date_from_ymd(1900, 2, 29, &out));
    assert_false(date_from_ymd(2100, 2, 29, &out));
    assert_false(date_from_ymd(2021, 4, 31, &out));
    assert_false(date_from_ymd(2021, 1, 0, &out));
    assert_false(date_from_ymd(2021, 1, -1, &out));
    assert_false(date_from_ymd(2021, 0, 1, &out));
    assert_false(date_from_ymd(2021, 13, 1, &out));
    assert_false(date_from_ymd(1899, 12, 31, &out));
    assert_false(date_from_ymd(2200, 1, 1, &out));
    assert_int_equal(out, 42);
    assert_true(date_from_ymd(2000, 2, 29, &out));
}

static void reads_on(const char *text, date today, date expected) {
    struct err e;
    date out = DATE_NONE;
    if (date_parse(text, today, &out, NULL, &e) != RC_OK)
        fail_msg("“%s” refused: %s", text, e.message);
    assert_int_equal(out, expected);
}

static void reads(const char *text, date expected) {
    reads_on(text, DATE_NONE, expected);
}

static void read(void **state) {
    (void)state;
    reads("05/11/2021", day(2021, 11, 5));
    reads("5/11/2021", day(2021, 11, 5));
    reads("5/1/2021", day(2021, 1, 5));
    reads("8/3/22", day(2022, 3, 8));
    reads("08.03.2022", day(2022, 3, 8));
    reads("8-3-2022", day(2022, 3, 8));
    reads("2022-03-08", day(2022, 3, 8));
    reads("2022/3/8", day(2022, 3, 8));
    reads("  15/01/2022\t", day(2022, 1, 15));
    reads("29/02/2020", day(2020, 2, 29));
    reads("29/2/00", day(2000, 2, 29));
    reads("31/12/2199", day(2199, 12, 31));
    reads("01/01/1900", day(1900, 1, 1));
    reads("1/2/99", day(2099, 2, 1));
    date out;
    enum date_precision p = DATE_MONTH;
    assert_int_equal(date_parse("05/11/2021", DATE_NONE, &out, &p, NULL), RC_OK);
    assert_int_equal(p, DATE_DAY);
}

/* d/m is in the year that brings it nearest to today, across the new year in both directions. */
static void without_year(void **state) {
    (void)state;
    reads_on("5/11", day(2021, 11, 5), day(2021, 11, 5));
    reads_on("10/11", day(2021, 11, 5), day(2021, 11, 10));
    reads_on("15/1", day(2021, 11, 5), day(2022, 1, 15));
    reads_on("31/12", day(2022, 1, 1), day(2021, 12, 31));
    reads_on("1/1", day(2021, 12, 31), day(2022, 1, 1));
    reads_on("31/12", day(2021, 12, 31), day(2021, 12, 31));
    reads_on("1.7", day(2021, 1, 10), day(2021, 7, 1));
    reads_on("15/7", day(2021, 1, 10), day(2020, 7, 15)); /* 179 days back, 186 ahead */
    reads_on("11/7", day(2021, 1, 10), day(2021, 7, 11)); /* 183 back, 182 ahead */
    reads_on("2/7", day(2020, 1, 1), day(2020, 7, 2));    /* 183 either way: the coming one */
    reads_on("29/2", day(2024, 1, 5), day(2024, 2, 29));
    reads_on("29/2", day(2023, 12, 5), day(2024, 2, 29));
    reads_on("29/2", day(2024, 8, 30), day(2024, 2, 29)); /* 183 days ago */
    reads_on("31/12", day(2199, 12, 30), day(2199, 12, 31));
    reads_on("1/1", day(1900, 1, 2), day(1900, 1, 1));
}

static void refuses_on(const char *text, date today, const char *what) {
    struct err e;
    date out = 42;
    enum date_precision p = DATE_MONTH;
    if (date_parse(text, today, &out, NULL, &e) != RC_INVALID)
        fail_msg("“%s” taken", text);
    assert_int_equal(out, 42);
    assert_non_null(strstr(e.message, "“"));
    if (strstr(e.message, what) == NULL)
        fail_msg("“%s” lacks “%s”", e.message, what);
    if (date_parse(text, today, &out, &p, NULL) == RC_INVALID) {
        assert_int_equal(p, DATE_MONTH);
        assert_int_equal(out, 42);
    }
}

static void refuses(const char *text, const char *what) {
    refuses_on(text, day(2021, 11, 5), what);
}

static void refused(void **state) {
    (void)state;
    static const char *const no_dates[] = {
        "",         "  ",          "x",           "5",          "2021",        "5/",
        "/5",       "5//11",       "5/11/",       "5/11/2021x", "5/11/2021/1", "5/11-2021",
        "5/11/202", "5/11/20211",  "005/11/2021", "5/011/2021", "5/11/021",    "5 11 2021",
        "5/ 11",    "-5/11",       "5/-11",       "ngày 5/11",  "５/11",       "11/2021",
        "2021/11",  "2021-11-005", "20211105",    "+5/11",      "5,11"};
    for (size_t i = 0; i < sizeof no_dates / sizeof *no_dates; i++)
        refuses(no_dates[i], "hãy viết ngày/tháng/năm, ví dụ 05/11/2021");
    refuses("32/13", "không có tháng 13");
    refuses("5/0/2021", "không có tháng 0");
    refuses("29/02/2021", "tháng 2/2021 có 28 ngày");
    refuses("29/02/2100", "tháng 2/2100 có 28 ngày");
    refuses("31/04/2021", "tháng 4/2021 có 30 ngày");
    refuses("31/4", "tháng 4/2021 có 30 ngày");
    refuses("0/11/2021", "không có ngày này");
    refuses("32/12", "không có ngày này");
    refuses("01/01/1899", "từ 1900 đến 2199");
    refuses("01/01/2200", "từ 1900 đến 2199");
    refuses("01/01/0000", "từ 1900 đến 2199");
    refuses("29/2", "cả năm"); /* 2020 or 2024: who knows */
    refuses_on("5/11", DATE_NONE, "ngày/tháng/năm");
    struct err e;
    date out;
    date_parse("32/13/2021", DATE_NONE, &out, NULL, &e);
    assert_string_equal(
        e.message, "“32/13/2021”: không có tháng 13; hãy viết ngày/tháng/năm, ví dụ 05/11/2021.");
}

static void months(void **state) {
    (void)state;
    struct err e;
    date out = 42;
    enum date_precision p = DATE_DAY;
    assert_int_equal(date_parse("10/2021", DATE_NONE, &out, &p, &e), RC_OK);
    assert_int_equal(out, day(2021, 10, 1));
    assert_int_equal(p, DATE_MONTH);
    assert_int_equal(date_parse(" 8.2026 ", DATE_NONE, &out, &p, &e), RC_OK);
    assert_int_equal(out, day(2026, 8, 1));
    assert_int_equal(date_parse("13/2021", DATE_NONE, &out, &p, &e), RC_INVALID);
    assert_non_null(strstr(e.message, "không có tháng 13"));
    assert_int_equal(date_parse("0/2021", DATE_NONE, &out, &p, &e), RC_INVALID);
    assert_int_equal(date_parse("10/1899", DATE_NONE, &out, &p, &e), RC_INVALID);
    assert_int_equal(date_parse("abc", DATE_NONE, &out, &p, &e), RC_INVALID);
    assert_non_null(strstr(e.message, "hoặc tháng/năm"));
    /* a day is still a day */
    assert_int_equal(date_parse("10/11", day(2021, 11, 5), &out, &p, &e), RC_OK);
    assert_int_equal(p, DATE_DAY);
    assert_int_equal(out, day(2021, 11, 10));
}

static void written(void **state) {
    (void)state;
    char out[DATE_TEXT_SIZE];
    assert_string_equal(date_text(day(2021, 11, 5), out), "05/11/2021");
    assert_string_equal(date_iso(day(2021, 11, 5), out), "2021-11-05");
    assert_string_equal(date_text_precise(day(2021, 10, 1), DATE_MONTH, out), "10/2021");
    assert_string_equal(date_text_precise(day(2021, 10, 1), DATE_DAY, out), "01/10/2021");
    assert_string_equal(date_text(DATE_NONE, out), "");
    assert_string_equal(date_iso(DATE_NONE, out), "");
    assert_string_equal(date_text_precise(DATE_NONE, DATE_MONTH, out), "");
}

static void iso(void **state) {
    (void)state;
    date out = 42;
    static const char *const wrong[] = {"",           "2021-11-5",   "2021-1-05",   "2021/11/05",
                                        "05-11-2021", "2021-11-05 ", " 2021-11-05", "2021-02-29",
                                        "2021-11-0x", "20211105",    "2021-11-051", "2021-13-01",
                                        "2021-11 05", "1899-12-31",  "  21-11-05"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (date_from_iso(wrong[i], &out))
            fail_msg("“%s” taken", wrong[i]);
        assert_int_equal(out, 42);
    }
    assert_true(date_from_iso("2021-11-05", &out));
    assert_int_equal(out, day(2021, 11, 5));
}

static void round_trip(void **state) {
    (void)state;
    char text[DATE_TEXT_SIZE];
    for (date d = day(1900, 1, 1); d <= day(2199, 12, 31); d += 13) {
        date back = DATE_NONE;
        reads(date_text(d, text), d);
        reads(date_iso(d, text), d);
        assert_true(date_from_iso(text, &back));
        assert_int_equal(back, d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days), cmocka_unit_test(every_day),
        cmocka_unit_test(leap_years), cmocka_unit_test(no_such_days),
        cmocka_unit_test(read),       cmocka_unit_test(without_year),
        cmocka_unit_test(refused),    cmocka_unit_test(months),
        cmocka_unit_test(written),    cmocka_unit_test(iso),
        cmocka_unit_test(round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
