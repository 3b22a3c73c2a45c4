/* Reading: within one's scope, by one's rights, and nothing but reading. */
#include "support/store.h"

#include "thidua/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void two_units(struct store *s) {
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    store_work(s, "hai-anh", "Đường hoa");
    store_work(s, "hai-ha", "Hũ gạo");
    store_work(s, "hai-ha", "Nhà sạch");
}

static int64_t works(struct store *s, enum rc expected) {
    int64_t n = 0;
    assert_int_equal(query_one(&s->session, CAP_READ,
                               "SELECT count(*) FROM work WHERE :scope IS NULL OR unit = :scope",
                               &n, &s->err),
                     expected);
    return n;
}

static void scope(void **state) {
    struct store *s = *state;
    two_units(s);
    assert_int_equal(works(s, RC_OK), 3);
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_int_equal(works(s, RC_OK), 1);
    store_be(s, ROLE_VIEWER, "hoa", "hai-ha");
    assert_int_equal(works(s, RC_OK), 2);
    store_be(s, ROLE_DISTRICT_OFFICER, "hue", "");
    assert_int_equal(works(s, RC_OK), 3);
    store_be(s, ROLE_UNIT_OFFICER, "hoa", ""); /* of no unit: of nothing */
    assert_int_equal(works(s, RC_DENIED), FIELD_NONE);
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "no-such-unit");
    assert_int_equal(works(s, RC_OK), 0);
}

static void rights(void **state) {
    struct store *s = *state;
    int64_t n = 0;
    static const char sql[] = "SELECT count(*) FROM log WHERE :scope IS NULL OR unit = :scope";
    store_be(s, ROLE_VIEWER, "hoa", "hai-anh");
    assert_int_equal(query_one(&s->session, CAP_LOG, sql, &n, &s->err), RC_DENIED);
    assert_non_null(strstr(s->err.message, "xem nhật ký"));
    assert_int_equal(n, FIELD_NONE);
    store_be(s, ROLE_LEADER, "hien", "");
    assert_int_equal(query_one(&s->session, CAP_LOG, sql, &n, &s->err), RC_OK);
    assert_true(n > 0);
    assert_int_equal(query_one(&s->session, CAP_APPROVE, sql, &n, &s->err), RC_DENIED);
}

/* Every table that holds something of single units wants :scope, in whatever part of a statement it
 * stands; a table that does not is free. */
static void unscoped(void **state) {
    struct store *s = *state;
    static const char *const owned[] = {
        "SELECT count(*) FROM unit",
        "SELECT 1 FROM officer",
        "SELECT title FROM work",
        "SELECT count(*) FROM work",
        "SELECT max(day) FROM progress",
        "SELECT 1 FROM duty_done",
        "SELECT 1 FROM receipt",
        "SELECT 1 FROM nomination",
        "SELECT 1 FROM judgement",
        "SELECT 1 FROM work_content",
        "SELECT sum(draft) FROM tally",
        "SELECT after FROM log",
        "SELECT label FROM term WHERE code IN (SELECT theme FROM work)",
        "WITH w AS (SELECT id FROM work) SELECT count(*) FROM w",
        "SELECT (SELECT count(*) FROM work)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM work)",
        "SELECT code FROM campaign UNION SELECT code FROM unit",
    };
    static const char *const free_ones[] = {
        "SELECT 1",
        "SELECT count(*) FROM term WHERE campaign = :campaign",
        "SELECT name FROM campaign",
        "SELECT value FROM setting",
    };
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) {
        struct query q;
        print_message("%s\n", owned[i]);
        for (int again = 0; again < 2; again++) {
            assert_int_equal(query_open(&q, &s->session, CAP_READ, owned[i], &s->err), RC_DAMAGED);
            assert_null(q.stmt);
            assert_non_null(strstr(s->err.cause, ":scope"));
        }
    }
    for (size_t i = 0; i < sizeof free_ones / sizeof free_ones[0]; i++) {
        struct query q;
        assert_int_equal(query_open(&q, &s->session, CAP_READ, free_ones[i], &s->err), RC_OK);
        query_close(&q);
    }
}

/* Totals of everybody are open to everybody, as numbers and days. */
static void totals(void **state) {
    struct store *s = *state;
    struct query q;
    bool row = false;
    two_units(s);
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_int_equal(query_open(&q, &s->session, CAP_TOTALS,
                                "SELECT count(*), max(title), max(substr(created_at, 1, 10))"
                                " FROM work",
                                &s->err),
                     RC_OK);
    assert_int_equal(query_step(&q, &row, &s->err), RC_OK);
    assert_true(row);
    assert_int_equal(query_number(&q, 0), 3);
    assert_null(query_text(&q, 1));
    assert_int_not_equal(query_date(&q, 2), DATE_NONE);
    query_close(&q);
    assert_int_equal(query_open(&q, &s->session, CAP_TOTALS, "SELECT name FROM campaign", &s->err),
                     RC_OK);
    assert_int_equal(query_step(&q, &row, &s->err), RC_OK);
    assert_string_equal(query_text(&q, 0), "Đợt thử");
    query_close(&q);
}

static void only_reading(void **state) {
    struct store *s = *state;
    static const char *const others[] = {
        "DELETE FROM setting",
        "UPDATE term SET label = 'x' WHERE :scope IS NULL",
        "INSERT INTO setting VALUES ('a', 'b')",
        "WITH x AS (SELECT 1) DELETE FROM setting",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA user_version",
        "ATTACH 'x' AS x",
        "VACUUM",
        "EXPLAIN SELECT 1",
        "",
        "nonsense",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct query q;
        print_message("%s\n", others[i]);
        assert_int_equal(query_open(&q, &s->session, CAP_READ, others[i], &s->err), RC_DAMAGED);
    }
    assert_int_equal(store_number(s, "SELECT count(*) FROM setting"), 1);
    store_reopen(s); /* still sound */
}

static void parameters(void **state) {
    struct store *s = *state;
    struct query q;
    bool row = false;
    assert_int_equal(query_open(&q, &s->session, CAP_READ,
                                "SELECT :scope, :campaign, :today, :text, :number, :none", &s->err),
                     RC_OK);
    query_bind_text(&q, ":text", "Hải Anh");
    query_bind(&q, ":number", 48210);
    query_bind(&q, ":none", FIELD_NONE);
    query_bind(&q, ":other", 1); /* not there: ignored */
    query_bind_text(&q, ":other", "x");
    assert_int_equal(query_step(&q, &row, &s->err), RC_OK);
    assert_true(row);
    assert_null(query_text(&q, 0));
    assert_int_equal(query_number(&q, 0), FIELD_NONE);
    assert_int_equal(query_date(&q, 0), DATE_NONE);
    assert_int_equal(query_number(&q, 1), s->session.campaign_id);
    assert_string_equal(query_text(&q, 2), "2021-11-05");
    assert_int_equal(query_date(&q, 2), store_day("2021-11-05"));
    assert_string_equal(query_text(&q, 3), "Hải Anh");
    assert_int_equal(query_number(&q, 4), 48210);
    assert_int_equal(query_number(&q, 5), FIELD_NONE);
    assert_int_equal(query_date(&q, 3), DATE_NONE);
    assert_int_equal(query_step(&q, &row, &s->err), RC_OK);
    assert_false(row);
    query_again(&q);
    query_bind_text(&q, ":text", NULL);
    assert_int_equal(query_step(&q, &row, &s->err), RC_OK);
    assert_true(row);
    assert_null(query_text(&q, 3));
    assert_int_equal(query_number(&q, 4), 48210); /* the others stay */
    query_close(&q);
    query_close(&q);
    q = (struct query){0};
    query_close(&q);
}

/* A statement used again starts without the parameters of the last time. */
static void kept_clean(void **state) {
    struct store *s = *state;
    for (int i = 0; i < 2; i++) {
        struct query q;
        bool row = false;
        assert_int_equal(query_open(&q, &s->session, CAP_READ, "SELECT :x", &s->err), RC_OK);
        if (i == 0)
            query_bind(&q, ":x", 7);
        assert_int_equal(query_step(&q, &row, &s->err), RC_OK);
        assert_int_equal(query_number(&q, 0), i == 0 ? 7 : FIELD_NONE);
        query_close(&q);
    }
}

static void one(void **state) {
    struct store *s = *state;
    int64_t n = 0;
    assert_int_equal(query_one(&s->session, CAP_READ, "SELECT 5", &n, &s->err), RC_OK);
    assert_int_equal(n, 5);
    assert_int_equal(query_one(&s->session, CAP_READ, "SELECT 5 WHERE false", &n, &s->err), RC_OK);
    assert_int_equal(n, FIELD_NONE);
    assert_int_equal(query_one(&s->session, CAP_READ, "SELECT NULL", &n, &s->err), RC_OK);
    assert_int_equal(n, FIELD_NONE);
}

/* A reader that forgot to close would lock every writer out: closing lets her in. */
static void no_lock_left(void **state) {
    struct store *s = *state;
    struct query q;
    bool row = false;
    two_units(s);
    assert_int_equal(
        query_open(&q, &s->session, CAP_READ, "SELECT id FROM work WHERE :scope IS NULL", &s->err),
        RC_OK);
    assert_int_equal(query_step(&q, &row, &s->err), RC_OK);
    query_close(&q);
    assert_int_equal(store_force(s, "UPDATE unit SET phone = '0912'"), 0);
}

/* Whether somebody else could save now; she does not wait. */
static bool others_can_save(struct store *s) {
    return store_force(s, "PRAGMA busy_timeout = 0; UPDATE unit SET version = version + 1") == 0;
}

static void one_moment(void **state) {
    struct store *s = *state;
    static const char sql[] = "SELECT count(*) FROM unit WHERE :scope IS NULL";
    int64_t n = 0;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    assert_int_equal(query_moment(&s->session, &s->err), RC_OK);
    assert_int_equal(query_one(&s->session, CAP_READ, sql, &n, &s->err), RC_OK);
    assert_false(others_can_save(s));
    assert_int_equal(query_moment(&s->session, &s->err), RC_OK); /* they nest */
    assert_int_equal(query_one(&s->session, CAP_READ, sql, &n, &s->err), RC_OK);
    query_moment_over(&s->session);
    assert_false(others_can_save(s));
    query_moment_over(&s->session);
    assert_true(others_can_save(s));
}

/* A change that is going on is a moment of its own: it is neither begun nor ended here. */
static void a_moment_in_a_change(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct unit u;
    record_blank(&kinds[KIND_UNIT], &u);
    u.code = "hai-anh";
    u.name = "Hải Anh";
    u.kind = UNIT_COMMUNE;
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(query_moment(&s->session, &s->err), RC_OK);
    query_moment_over(&s->session);
    assert_int_equal(record_insert(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 1);
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(scope),
        FULL(rights),
        FULL(unscoped),
        FULL(totals),
        FULL(only_reading),
        FULL(parameters),
        FULL(kept_clean),
        FULL(one),
        FULL(no_lock_left),
        FULL(one_moment),
        FULL(a_moment_in_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
