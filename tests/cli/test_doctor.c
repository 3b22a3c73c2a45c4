/* thidua doctor on a healthy and on a damaged database; commands while another session writes. */
#include "support/cli.h"
#include "support/test.h"
#include <string.h>

static void healthy(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "doctor", NULL), 0);
    assert_string_equal(c->last.err, "");
    assert_null(strstr(c->last.out, "! "));
}

static void a_total_that_is_not_the_sum(void **state) {
    struct cli *c = *state;
    cli_damage(c, "UPDATE work SET value = value + 1 WHERE id = 7");
    assert_int_equal(cli(c, "doctor", NULL), 6);
    cli_said(c, "! ");
    cli_damage(c, "UPDATE work SET value = value - 1 WHERE id = 7");
    assert_int_equal(cli(c, "doctor", NULL), 0);
}

static void asking_does_not_wait_for_who_writes(void **state) {
    struct cli *c = *state;
    void *lock = cli_lock(c);
    assert_int_equal(cli(c, "status", NULL), 0);
    assert_int_equal(cli(c, "list", "works", "--json", NULL), 0);
    assert_int_equal(cli(c, "plan", "IV.2", NULL), 0);
    /* Writing waits its few seconds, then says so. */
    int64_t logged = cli_sql(c, "SELECT count(*) FROM log");
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=0912 345 678", NULL), 5);
    cli_unlock(lock);
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM log"), logged);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=0912 345 678", NULL), 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, cli_setup_sample, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(healthy),
        TEST(a_total_that_is_not_the_sum),
        TEST(asking_does_not_wait_for_who_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
