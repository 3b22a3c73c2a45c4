/* Zones, today, and instants. */
#include "thidua/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

static void known_zones(void **state) {
    (void)state;
    assert_true(date_zone_known("Asia/Ho_Chi_Minh"));
    assert_true(date_zone_known("UTC"));
    assert_true(date_zone_known("Etc/GMT+7"));
    assert_true(date_zone_known("America/Argentina/Buenos_Aires"));
    static const char *const unknown[] = {
        "",
        "Asia/Ho_Chi_Min",
        "asia/ho_chi_minh",
        "Asia",
        "/usr/share/zoneinfo/UTC",
        "../zoneinfo/UTC",
        "Asia/../UTC",
        "UTC/",
        "Asia//Tokyo",
        "UTC ",
        "zone.tab",
        "tzdata",
        "GMT+7h",
        ":UTC",
        "UTC0\n",
        "Việt Nam",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        if (date_zone_known(unknown[i]))
            fail_msg("“%s” taken", unknown[i]);
}

static void set(void **state) {
    (void)state;
    struct err e;
    assert_int_equal(date_zone_set("Asia/Ho_Chi_Minh", &e), RC_OK);
    char out[INSTANT_TEXT_SIZE];
    assert_string_equal(instant_local("2021-11-09T17:00:00Z", out), "10/11/2021 00:00");
    assert_string_equal(instant_local("2021-11-09T16:59:59Z", out), "09/11/2021 23:59");
    assert_int_equal(date_zone_set("Hà Nội", &e), RC_INVALID);
    assert_non_null(strstr(e.message, "“Hà Nội”: không có múi giờ này"));
    /* the refusal changed nothing */
    assert_string_equal(instant_local("2021-11-09T17:00:00Z", out), "10/11/2021 00:00");
    /* TZDIR of the environment has no say */
    assert_int_equal(setenv("TZDIR", "/nonexistent", 1), 0);
    assert_int_equal(date_zone_set("America/New_York", &e), RC_OK);
    assert_string_equal(instant_local("2021-07-01T00:30:00Z", out), "30/06/2021 20:30");
    assert_string_equal(instant_local("2021-12-31T23:30:00Z", out), "31/12/2021 18:30");
    unsetenv("TZDIR");
    assert_int_equal(date_zone_set("UTC", &e), RC_OK);
    assert_string_equal(instant_local("2021-07-01T00:30:00Z", out), "01/07/2021 00:30");
}

/* Zones a day apart: the day there and the day here are what their clocks say. */
static void today(void **state) {
    (void)state;
    static const struct {
        const char *zone;
        int hours;
    } zones[] = {{"Etc/GMT-14", 14}, {"Etc/GMT+12", -12}, {"Asia/Ho_Chi_Minh", 7}};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        assert_int_equal(date_zone_set(zones[i].zone, NULL), RC_OK);
        date expected;
        date found;
        do { /* once more, should midnight pass in between */
            expected = (time(NULL) + zones[i].hours * 3600) / 86400;
            found = date_today();
        } while (expected != (time(NULL) + zones[i].hours * 3600) / 86400);
        assert_int_equal(found, expected);
    }
}

static void now(void **state) {
    (void)state;
    char out[INSTANT_TEXT_SIZE];
    char local[INSTANT_TEXT_SIZE];
    assert_int_equal(date_zone_set("UTC", NULL), RC_OK);
    time_t before = time(NULL);
    instant_now(out);
    assert_int_equal(strlen(out), 20);
    char expected[INSTANT_TEXT_SIZE];
    bool same = false;
    for (time_t t = before; !same && t <= time(NULL); t++) {
        struct tm at;
        strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &at));
        same = strcmp(out, expected) == 0;
    }
    assert_true(same);
    assert_int_equal(strlen(instant_local(out, local)), 16);
}

static void not_instants(void **state) {
    (void)state;
    static const char *const wrong[] = {"",
                                        "2021-11-05",
                                        "2021-11-05T08:30:00",
                                        "2021-11-05 08:30:00Z",
                                        "2021-11-05T24:00:00Z",
                                        "2021-11-05T08:60:00Z",
                                        "2021-11-05T08:30:61Z",
                                        "2021-13-05T08:30:00Z",
                                        "2021-02-29T08:30:00Z",
                                        "2021-11-05T8:30:00ZZ",
                                        "2021-11-05T08-30-00Z",
                                        "2021-11-05T08:30:00Z ",
                                        "2021-11-05T-8:30:00Z"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char out[INSTANT_TEXT_SIZE] = "x";
        assert_string_equal(instant_local(wrong[i], out), "");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_zones), cmocka_unit_test(set),          cmocka_unit_test(today),
        cmocka_unit_test(now),         cmocka_unit_test(not_instants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
