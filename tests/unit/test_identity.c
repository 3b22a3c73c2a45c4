#include "thidua/identity.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* An account number that no account of this machine has. */
static long nobodys_uid(void) {
    long uid = 987654;
    while (getpwuid((uid_t)uid))
        uid++;
    return uid;
}

static void whoever_runs_the_test(void **state) {
    (void)state;
    struct environment env = {0};
    struct claim claim;
    struct err e;
    memset(&claim, 'x', sizeof claim);
    assert_int_equal(identity_claim(&env, &claim, &e), RC_OK);
    assert_int_equal(claim.proof, PROOF_LOCAL);
    assert_int_equal(claim.uid, (long)getuid());
    assert_string_equal(claim.fingerprint, "");
    assert_string_equal(claim.address, "");
    const struct passwd *pw = getpwuid(getuid());
    if (pw)
        assert_string_equal(claim.name, pw->pw_name);
    else
        assert_memory_equal(claim.name, "uid-", 4);
}

static void root_has_a_name(void **state) {
    (void)state;
    struct claim claim;
    struct err e;
    assert_int_equal(identity_local(0, 0, &claim, &e), RC_OK);
    assert_string_equal(claim.name, "root");
    assert_int_equal(claim.uid, 0);
}

static void an_account_without_a_name(void **state) {
    (void)state;
    long uid = nobodys_uid();
    char expected[32];
    snprintf(expected, sizeof expected, "uid-%ld", uid);
    struct claim claim;
    struct err e;
    assert_int_equal(identity_local(uid, uid, &claim, &e), RC_OK);
    assert_string_equal(claim.name, expected);
    assert_int_equal(claim.uid, uid);
}

static void running_as_somebody_else(void **state) {
    (void)state;
    static const struct { long real, effective; } pairs[] = {{1000, 0}, {0, 1000}, {1000, 1001}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct claim claim;
        struct err e = {0};
        memset(&claim, 0, sizeof claim);
        claim.uid = -1;
        assert_int_equal(identity_local(pairs[i].real, pairs[i].effective, &claim, &e), RC_DENIED);
        assert_int_equal(e.rc, RC_DENIED);
        assert_non_null(strstr(e.message, "tài khoản"));
        assert_null(strchr(e.message, '\n'));
        assert_int_equal(claim.uid, -1); /* nothing claimed */
    }
    assert_int_equal(identity_local(1, 2, &(struct claim){0}, NULL), RC_DENIED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_runs_the_test),
        cmocka_unit_test(root_has_a_name),
        cmocka_unit_test(an_account_without_a_name),
        cmocka_unit_test(running_as_somebody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
