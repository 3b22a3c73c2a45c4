#include "thidua/target.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_result(struct target_result r, int64_t actual, int64_t goal, int percent,
                          bool met) {
    assert_int_equal(r.actual, actual);
    assert_int_equal(r.goal, goal);
    assert_int_equal(r.percent, percent);
    assert_int_equal(r.met, met);
}

static void units(void **state) {
    (void)state;
    struct target all = {.at_least = 1, .of_units = 100};
    assert_result(target_units(&all, 24, 36), 24, 36, 66, false); /* the sample's home */
    assert_result(target_units(&all, 0, 36), 0, 36, 0, false);
    assert_result(target_units(&all, 35, 36), 35, 36, 97, false);
    assert_result(target_units(&all, 36, 36), 36, 36, 100, true);
    assert_result(target_units(&all, 999, 1000), 999, 1000, 99, false);
    struct target most = {.at_least = 1, .of_units = 80};
    assert_result(target_units(&most, 28, 36), 28, 29, 96, false); /* 28,8 rounds up */
    assert_result(target_units(&most, 29, 36), 29, 29, 100, true);
    assert_result(target_units(&most, 36, 36), 36, 29, 100, true);
    assert_result(target_units(&most, 4, 5), 4, 4, 100, true); /* exactly 4: not 5 */
    struct target few = {.at_least = 1, .of_units = 1};
    assert_result(target_units(&few, 0, 36), 0, 1, 0, false);
    assert_result(target_units(&few, 1, 36), 1, 1, 100, true);
}

static void no_units_meet_nothing(void **state) {
    (void)state;
    struct target t = {.at_least = 1, .of_units = 100};
    assert_result(target_units(&t, 0, 0), 0, 0, 0, false);
}

static void total(void **state) {
    (void)state;
    struct target t = {.at_least = 2};
    assert_result(target_total(&t, 0), 0, 2, 0, false);
    assert_result(target_total(&t, 1), 1, 2, 50, false);
    assert_result(target_total(&t, 2), 2, 2, 100, true);
    assert_result(target_total(&t, 7), 7, 2, 100, true);
    assert_result(target_total(&t, -1), -1, 2, 0, false);
    t.at_least = INT64_MAX;
    assert_result(target_total(&t, INT64_MAX - 1), INT64_MAX - 1, INT64_MAX, 99, false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units),
        cmocka_unit_test(no_units_meet_nothing),
        cmocka_unit_test(total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
