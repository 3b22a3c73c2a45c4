#include "thidua/capability.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* Written from the issue's sentence on roles, one letter a cell: `.` none, `o` own unit, `A` all.
 * Columns: totals read log | register approve progress duty nominate | review decide |
 * units officers campaign maintain. */
static const struct {
    enum role role;
    const char *cells;
} expected[] = {
    {ROLE_VIEWER, "Ao. ..... .. ...."},           {ROLE_UNIT_OFFICER, "Aoo o.ooo .. ...."},
    {ROLE_DISTRICT_OFFICER, "AAA AAAAA A. ...."}, {ROLE_LEADER, "AAA ..... AA ...."},
    {ROLE_ADMINISTRATOR, "AAA ..... .. AAAA"},    {ROLE_OWNER, "AAA AAAAA AA AAAA"},
};

static const enum capability columns[] = {
    CAP_TOTALS,   CAP_READ,   CAP_LOG,    CAP_REGISTER, CAP_APPROVE,  CAP_PROGRESS, CAP_DUTY,
    CAP_NOMINATE, CAP_REVIEW, CAP_DECIDE, CAP_UNITS,    CAP_OFFICERS, CAP_CAMPAIGN, CAP_MAINTAIN};

static enum scope of_letter(char c) {
    return c == 'A' ? SCOPE_ALL : c == 'o' ? SCOPE_OWN : SCOPE_NONE;
}

static void every_cell(void **state) {
    (void)state;
    assert_int_equal(sizeof columns / sizeof columns[0], CAP_COUNT);
    assert_int_equal(sizeof expected / sizeof expected[0], ROLE_COUNT);
    for (size_t r = 0; r < ROLE_COUNT; r++) {
        size_t column = 0;
        for (const char *c = expected[r].cells; *c; c++) {
            if (*c == ' ')
                continue;
            if (capability_scope(expected[r].role, columns[column]) != of_letter(*c))
                fail_msg("%s, %s: not %c", roles[expected[r].role].code,
                         capability_label(columns[column]), *c);
            column++;
        }
        assert_int_equal(column, CAP_COUNT);
    }
}

/* The rules behind the letters, so that a wrong letter copied into both tables is still seen. */
static void rules_of_the_issue(void **state) {
    (void)state;
    for (enum capability cap = 0; cap < CAP_COUNT; cap++) {
        assert_int_equal(capability_scope(ROLE_OWNER, cap), SCOPE_ALL);
        if (cap != CAP_TOTALS) { /* nothing of other units */
            assert_int_not_equal(capability_scope(ROLE_UNIT_OFFICER, cap), SCOPE_ALL);
            assert_int_not_equal(capability_scope(ROLE_VIEWER, cap), SCOPE_ALL);
        }
        if (cap >= CAP_REGISTER)
            assert_int_equal(capability_scope(ROLE_VIEWER, cap), SCOPE_NONE);
        if (cap >= CAP_REGISTER && cap <= CAP_DECIDE)
            assert_int_equal(capability_scope(ROLE_ADMINISTRATOR, cap), SCOPE_NONE);
    }
    for (enum role role = 0; role < ROLE_OWNER; role++)
        if (role != ROLE_DISTRICT_OFFICER)
            assert_int_equal(capability_scope(role, CAP_APPROVE), SCOPE_NONE);
}

static void outside_the_table_is_nobody(void **state) {
    (void)state;
    assert_int_equal(capability_scope(ROLE_COUNT, CAP_TOTALS), SCOPE_NONE);
    assert_int_equal(capability_scope((enum role) - 1, CAP_TOTALS), SCOPE_NONE);
    assert_int_equal(capability_scope(ROLE_OWNER, CAP_COUNT), SCOPE_NONE);
    assert_int_equal(capability_scope(ROLE_OWNER, (enum capability) - 1), SCOPE_NONE);
    assert_string_equal(capability_label(CAP_COUNT), "");
}

static void each_has_its_words(void **state) {
    (void)state;
    for (enum capability cap = 0; cap < CAP_COUNT; cap++) {
        assert_non_null(capability_label(cap));
        assert_true(strlen(capability_label(cap)) > 0);
        for (enum capability other = 0; other < cap; other++)
            assert_string_not_equal(capability_label(cap), capability_label(other));
    }
    assert_string_equal(capability_label(CAP_APPROVE), "duyệt đăng ký");
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        assert_non_null(roles[role].code);
        assert_non_null(roles[role].label);
    }
    assert_null(roles[ROLE_COUNT].code);
    assert_string_equal(roles[ROLE_UNIT_OFFICER].code, "unit_officer");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell),
        cmocka_unit_test(rules_of_the_issue),
        cmocka_unit_test(outside_the_table_is_nobody),
        cmocka_unit_test(each_has_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
