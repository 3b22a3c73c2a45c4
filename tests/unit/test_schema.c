/* The schema says what the field tables say, and refuses what the rules forbid even to a hand that
 * does not go through the store. */
#include "support/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int64_t ask(struct store *s, const char *fmt, const char *a, const char *b) {
    struct buf sql = {0};
    for (const char *at = fmt; *at != '\0'; at++)
        if (*at == '1' && at[-1] == '?')
            buf_puts(&sql, a);
        else if (*at == '2' && at[-1] == '?')
            buf_puts(&sql, b);
        else if (*at != '?')
            buf_char(&sql, *at);
    int64_t n = store_number(s, buf_str(&sql));
    buf_free(&sql);
    return n;
}

static void identity(void **state) {
    struct store *s = *state;
    assert_int_equal(store_number(s, "PRAGMA application_id"), 0x74686475);
    assert_int_equal(store_number(s, "PRAGMA user_version"), 2);
    assert_int_equal(store_number(s, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
                                     " AND type = 'table' AND name NOT LIKE 'sqlite%'"
                                     " AND strict = 0"),
                     0);
}

/* Every field is a column; names that are ordered have their two keys; a choice's codes are those
 * of the CHECK; what is required may not be NULL. */
static void columns(void **state) {
    struct store *s = *state;
    for (size_t k = 0; k < KIND_COUNT; k++) {
        const struct kind *kind = &kinds[k];
        assert_int_equal(ask(s, "SELECT count(*) FROM pragma_table_info('?1') WHERE name = '?2'",
                             kind->table, kind->unit_column),
                         1);
        assert_int_equal(ask(s,
                             "SELECT count(*) FROM pragma_table_info('?1') WHERE name = 'campaign'",
                             kind->table, ""),
                         kind->campaign);
        for (size_t i = 0; i < kind->count; i++) {
            const struct field *f = &kind->fields[i];
            char key[80];
            print_message("%s.%s\n", kind->table, f->key);
            assert_int_equal(ask(s,
                                 "SELECT count(*) FROM pragma_table_info('?1')"
                                 " WHERE name = '?2'",
                                 kind->table, f->key),
                             1);
            bool text = field_is_text(f->type) || f->type == FIELD_DATE || f->type == FIELD_CHOICE;
            assert_int_equal(ask(s,
                                 "SELECT type = 'TEXT' FROM pragma_table_info('?1')"
                                 " WHERE name = '?2'",
                                 kind->table, f->key),
                             text);
            if (f->flags & FIELD_REQUIRED)
                assert_int_equal(ask(s,
                                     "SELECT \"notnull\" FROM pragma_table_info('?1')"
                                     " WHERE name = '?2'",
                                     kind->table, f->key),
                                 1);
            if (f->flags & FIELD_ORDERED) {
                (void)snprintf(key, sizeof key, "%s_fold','%s_order", f->key, f->key);
                assert_int_equal(ask(s,
                                     "SELECT count(*) FROM pragma_table_info('?1')"
                                     " WHERE name IN ('?2')",
                                     kind->table, key),
                                 2);
            }
            for (const struct choice *c = f->choices; c != NULL && c->code != NULL; c++) {
                (void)snprintf(key, sizeof key, "''%s''", c->code);
                assert_int_equal(ask(s,
                                     "SELECT instr(sql, '?2') > 0 FROM sqlite_schema"
                                     " WHERE type = 'table' AND name = '?1'",
                                     kind->table, key),
                                 1);
            }
        }
    }
}

/* Columns of a choice refuse what is no code of it. */
static void choices(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_approved(s, "hai-anh", "Đường hoa");
    static const char *const bad[] = {
        "UPDATE unit SET kind = 'city'",
        "UPDATE officer SET role = 'king'",
        "UPDATE work SET kind = 'both'",
        "UPDATE work SET state = 'lost'",
        "UPDATE work SET category = 'man'",
        "UPDATE work SET full_time = 2",
        "UPDATE work SET percent = 101",
        "UPDATE work SET goal = 0",
        "UPDATE work SET goal = 'many'",
        "UPDATE work SET title = ''",
        "UPDATE work SET title = NULL",
        "UPDATE work SET version = 0",
        "UPDATE work SET start = '2021-02-30'",
        "UPDATE work SET start = '30/12/2021'",
        "UPDATE work SET start = 'soon'",
        "UPDATE work SET start = '2021-12-02', finish = '2021-12-01'",
        "UPDATE work SET created_at = 'yesterday'",
        "UPDATE work SET created_at = '2021-11-05 00:00:00'",
        "UPDATE work SET person = 'Hoa'",
        "UPDATE work SET submitted = NULL",
        "UPDATE work SET on_time = NULL",
        "UPDATE work SET approved = NULL",
        "UPDATE work SET closed = '2021-12-01'",
        "UPDATE work SET state = 'completed'",
        "UPDATE work SET state = 'submitted'",
        "UPDATE unit SET code = 'Hải Anh'",
        "UPDATE unit SET code = ''",
        "UPDATE unit SET members = -1",
        "UPDATE campaign SET state = 'open'",
        "UPDATE campaign SET finish = '2020-01-01'",
        "UPDATE term SET kind = 'thing'",
        ("INSERT INTO log (at, officer, source, kind, verb, after)"
         " VALUES ('2021-11-05T00:00:00Z', 'lan', '', 'work', 'set', '[1]')"),
        "INSERT INTO log (at, officer, source, kind, verb) VALUES ('now', 'lan', '', 'w', 'set')",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        print_message("%s\n", bad[i]);
        assert_int_equal(store_force(s, bad[i]), -1);
    }
    /* The last but what stood there, to show that the statements above are not simply misspelt. */
    assert_int_equal(store_force(s, "UPDATE work SET start = '2021-12-01', finish = '2021-12-01',"
                                    " category = 'woman', full_time = 1, percent = 100"),
                     0);
}

/* Nothing refers to what is not there, or is another unit's. */
static void references(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    store_entry(s, "hai-anh", work, 1000);
    static const char on[] = "PRAGMA foreign_keys = ON;";
    static const char *const bad[] = {
        "UPDATE work SET theme = 'none'",
        "UPDATE work SET theme = 'org'", /* a content is no theme */
        "UPDATE work SET contents = 'org none'",
        "UPDATE work SET contents = 'org org'",
        "UPDATE work SET contents = 'Org'",
        "UPDATE work SET unit = 'hai-ha'", /* its entry is Hải Anh's */
        "UPDATE progress SET unit = 'hai-ha'",
        "UPDATE progress SET work = 99",
        "UPDATE progress SET campaign = 2",
        "UPDATE work SET author = 'nobody'",
        "UPDATE unit SET code = 'hai-em' WHERE code = 'hai-anh'",
        "DELETE FROM unit",
        "DELETE FROM campaign",
        "DELETE FROM term WHERE code = 'gift'",
        "DELETE FROM officer",
        "INSERT INTO nomination (version, campaign, unit, author, created_at, work, kind, state)"
        " VALUES (1, 1, 'hai-ha', 'lan', '2021-11-05T00:00:00Z', 1, 'collective', 'draft')",
        "INSERT INTO duty_done (version, campaign, unit, author, created_at, duty, day)"
        " VALUES (1, 1, 'hai-ha', 'lan', '2021-11-05T00:00:00Z', 'gift', '2021-11-05')",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char sql[512];
        (void)snprintf(sql, sizeof sql, "%s%s", on, bad[i]);
        print_message("%s\n", bad[i]);
        assert_int_equal(store_force(s, sql), -1);
    }
    assert_int_equal(store_force(s, "PRAGMA foreign_keys = ON; UPDATE work SET theme = 'road',"
                                    " contents = 'org covid'"),
                     0);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work_content"), 2);
    assert_int_equal(store_force(s, "UPDATE work SET contents = NULL"), 0);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work_content"), 0);
}

static void log_only_grows(void **state) {
    struct store *s = *state;
    int64_t before = store_number(s, "SELECT count(*) FROM log");
    assert_true(before > 0);
    assert_int_equal(store_force(s, "UPDATE log SET verb = 'other' WHERE id = 1"), -1);
    assert_int_equal(store_force(s, "DELETE FROM log WHERE id = 1"), -1);
    assert_int_equal(store_force(s, "DELETE FROM log"), -1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), before);
}

/* Rows in which tally differs from a count of works, in either direction. */
static int64_t tally_differs(struct store *s) {
    return store_number(
        s, "WITH counted AS (SELECT campaign, unit, theme, kind, sum(state = 'draft'),"
           " sum(state = 'submitted'), sum(state = 'returned'), sum(state = 'approved'),"
           " sum(state = 'completed'), sum(state = 'stopped'), sum(coalesce(on_time, 0)),"
           " sum(percent * good), sum(value * good), sum(women * good), sum(children * good),"
           " sum(participants * good), sum(entries)"
           " FROM (SELECT *, state IN ('approved', 'completed') AS good FROM work"
           " WHERE deleted_at IS NULL) GROUP BY 1, 2, 3, 4)"
           " SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM tally))"
           " + (SELECT count(*) FROM (SELECT * FROM tally WHERE draft + submitted + returned +"
           " approved + completed + stopped + on_time + percent_sum + value + women + children +"
           " participants + entries <> 0 EXCEPT SELECT * FROM counted))");
}

/* A thousand changes of every sort, by dice that fall the same way each time. */
static void tallies(void **state) {
    struct store *s = *state;
    static const char *const changes[] = {
        "UPDATE work SET state = 'submitted', submitted = '2021-11-05', on_time = 1"
        " WHERE state = 'draft' AND id = %u",
        "UPDATE work SET state = 'returned' WHERE state = 'submitted' AND id = %u",
        "UPDATE work SET state = 'approved', approved = '2021-11-06' WHERE state = 'submitted'"
        " AND id = %u",
        "UPDATE work SET percent = (percent + 37) %% 101 WHERE id = %u",
        "UPDATE work SET value = value + 5, women = women + 3, entries = entries + 1"
        " WHERE id = %u",
        "UPDATE work SET children = 7, participants = participants + 11 WHERE id = %u",
        "UPDATE work SET state = 'completed', closed = '2021-12-06', behind_from = NULL,"
        " stale_from = NULL WHERE state = 'approved' AND id = %u",
        "UPDATE work SET deleted_at = '2021-11-05T00:00:00Z' WHERE id = %u",
        "UPDATE work SET deleted_at = NULL WHERE id = %u",
        "UPDATE work SET theme = 'road' WHERE id = %u",
        "UPDATE work SET on_time = 0 WHERE submitted IS NOT NULL AND id = %u",
        "UPDATE work SET kind = 'individual' WHERE id = %u",
        "DELETE FROM work WHERE id = %u",
    };
    enum { WORKS = 40, CHANGES = 1000 };
    struct buf sql = {0};
    unsigned dice = 12345;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    for (unsigned i = 0; i < WORKS; i++)
        store_work(s, i % 2 ? "hai-anh" : "hai-ha", "Đường hoa");
    assert_int_equal(tally_differs(s), 0);
    for (unsigned i = 0; i < CHANGES; i++) {
        dice = dice * 1103515245u + 12345u;
        const char *change = changes[(dice >> 16) % (sizeof changes / sizeof changes[0])];
        const char *at = strstr(change, "%u");
        struct buf one = {0};
        for (const char *c = change; c < at; c++) {
            buf_char(&one, *c);
            c += c[0] == '%' && c[1] == '%';
        }
        buf_printf(&sql, "%s%u;", buf_str(&one), (dice >> 8) % WORKS + 1);
        buf_free(&one);
    }
    assert_int_equal(store_force(s, buf_str(&sql)), 0);
    buf_free(&sql);
    assert_true(store_number(s, "SELECT count(*) FROM work WHERE state = 'completed'") > 0);
    assert_true(store_number(s, "SELECT count(*) FROM work") < WORKS);
    assert_int_equal(tally_differs(s), 0);
}

/* Behind, stale and waiting are ranges of an index, whatever the number of works. */
static void counted_by_index(void **state) {
    struct store *s = *state;
    static const char *const plans[][2] = {
        {"SELECT count(*) FROM work WHERE campaign = 1 AND state = 'approved' AND deleted_at IS"
         " NULL AND behind_from <= '2021-11-05'",
         "work_behind"},
        {"SELECT count(*) FROM work WHERE campaign = 1 AND state = 'approved' AND deleted_at IS"
         " NULL AND stale_from <= '2021-11-05'",
         "work_stale"},
        {"SELECT min(sent) FROM work WHERE campaign = 1 AND state = 'submitted' AND"
         " deleted_at IS NULL",
         "work_waiting"},
        {"SELECT sum(quantity) FROM progress WHERE work = 1 AND deleted_at IS NULL",
         "progress_by_work"},
    };
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        const char *found = store_query_plan(s, plans[i][0]);
        print_message("%s\n", found);
        assert_non_null(strstr(found, plans[i][1]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(identity, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(columns, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(choices, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(references, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(log_only_grows, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(tallies, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(counted_by_index, store_setup, store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
