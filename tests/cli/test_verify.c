/* thidua verify: the head it prints is the one it takes; what was done to the log is found. */
#include "support/cli.h"
#include "support/forger.h"
#include "support/test.h"
#include <stdlib.h>
#include <string.h>

/* The head, as a person or a script would cut it out of the answer. */
static const char *head_printed(struct cli *c) {
    static char head[64];
    assert_int_equal(cli(c, "verify", NULL), 0);
    const char *at = strstr(c->last.out, "Mốc hiện nay: ");
    assert_non_null(at);
    at += strlen("Mốc hiện nay: ");
    size_t n = strcspn(at, "\n");
    assert_true(n < sizeof head);
    memcpy(head, at, n);
    head[n] = '\0';
    return head;
}

static void whole(void **state) {
    struct cli *c = *state;
    const char *head = head_printed(c);
    assert_int_equal(strtoll(head, NULL, 10), cli_sql(c, "SELECT count(*) FROM log"));
    assert_int_equal(cli(c, "verify", head, NULL), 0);
    cli_said(c, "khớp với mốc đã giữ");
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=0912 345 678", NULL), 0);
    assert_int_equal(cli(c, "verify", head, NULL), 0);
}

static void altered(void **state) {
    struct cli *c = *state;
    forger_change(c->db, "UPDATE log SET after = replace(after, '1', '2') WHERE id = 20");
    assert_int_equal(cli(c, "verify", NULL), 6);
    cli_complained(c, "Dòng nhật ký số 20");
}

static void altered_by_who_knows_how(void **state) {
    struct cli *c = *state;
    const char *head = head_printed(c);
    forger_change(c->db, "UPDATE log SET after = replace(after, '1', '2') WHERE id = 20");
    forger_chain(c->db, 20);
    assert_int_equal(cli(c, "verify", NULL), 0);
    assert_int_equal(cli(c, "verify", head, NULL), 6);
    cli_complained(c, "không khớp với mốc");
}

static void not_a_head(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "verify", "12", NULL), 4);
    cli_complained(c, "Mốc nhật ký phải viết như");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, cli_setup_sample, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(whole),
        TEST(altered),
        TEST(altered_by_who_knows_how),
        TEST(not_a_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
