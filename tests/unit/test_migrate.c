/* An older database brought up to date: step by step, or not at all. */
#include "support/store.h"

#include "../../src/store/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct migration steps[] = {
    {2, "CREATE TABLE third (a INTEGER) STRICT; INSERT INTO third VALUES (3)"},
    {1, "ALTER TABLE unit ADD COLUMN email TEXT; UPDATE unit SET email = code || '@thu'"},
    {3, "CREATE TABLE fourth (a INTEGER); INSERT INTO nowhere VALUES (1)"},
    {5, "PRAGMA foreign_keys; DELETE FROM term"},
};

static enum rc run(struct store *s, int latest) {
    return migrate_run(s->db, steps, sizeof steps / sizeof steps[0], latest, &s->err);
}

static void migrated(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    assert_int_equal(run(s, 1), RC_OK);
    assert_int_equal(run(s, 3), RC_OK);
    assert_int_equal(store_number(s, "PRAGMA user_version"), 3);
    assert_int_equal(store_number(s, "SELECT a FROM third"), 3);
    assert_string_equal(store_text(s, "SELECT email FROM unit"), "hai-anh@thu");
    assert_int_equal(run(s, 3), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM third"), 1);
    /* foreign keys are on again, and the guard with them */
    assert_int_not_equal(db_exec(s->db, "DELETE FROM setting", NULL), RC_OK);
}

/* The step that fails leaves the version before it, and nothing of itself. */
static void migration_fails(void **state) {
    struct store *s = *state;
    assert_int_not_equal(run(s, 4), RC_OK);
    assert_int_equal(store_number(s, "PRAGMA user_version"), 3);
    assert_int_equal(store_number(s, "SELECT count(*) FROM sqlite_schema WHERE name = 'fourth'"),
                     0);
    assert_int_equal(store_number(s, "SELECT count(*) FROM third"), 1);
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
}

static void migration_missing(void **state) {
    struct store *s = *state;
    assert_int_equal(store_force(s, "PRAGMA user_version = 4"), 0);
    assert_int_equal(run(s, 6), RC_DAMAGED);
    assert_int_equal(store_number(s, "PRAGMA user_version"), 4);
}

/* Records that would point to nothing stop it. */
static void migration_breaks_keys(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_work(s, "hai-anh", "Đường hoa");
    assert_int_equal(store_force(s, "PRAGMA user_version = 5"), 0);
    assert_int_equal(run(s, 6), RC_DAMAGED);
    assert_non_null(strstr(s->err.message, "bản ghi"));
    assert_int_equal(store_number(s, "PRAGMA user_version"), 5);
    assert_true(store_number(s, "SELECT count(*) FROM term") > 0);
}

static int setup(void **state) {
    (void)store_setup(state);
    return store_force(*state, "PRAGMA user_version = 1");
}

/* --- the steps of this program's own --- */

static const char draft_columns[] = "SELECT group_concat(name || ' ' || type || ' ' || "
                                    "\"notnull\") FROM pragma_table_info('draft')";

static const char objects[] = "SELECT group_concat(type || ' ' || name, ', ') FROM"
                              " (SELECT type, name FROM sqlite_master ORDER BY type, name)";

/* A database of the first version, with a draft in it, comes out as one made today. */
static void from_the_first(void **state) {
    struct store *s = *state;
    const char *fresh = arena_dup(&s->arena, store_text(s, draft_columns));
    const char *all = arena_dup(&s->arena, store_text(s, objects));
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    assert_int_equal(
        store_force(s, "INSERT INTO draft (stamp, campaign, officer, form, record, version, place,"
                       " label, focus, fields, saved_at) SELECT 1, c.id, o.login, 'work', 0, 0, '',"
                       " '', '', '{}', '2021-11-05T01:02:03Z' FROM campaign AS c, officer AS o"),
        0);
    assert_int_equal(store_force(s, "UPDATE officer SET unit = 'hai-anh'"), 0);
    assert_int_equal(store_force(s, "ALTER TABLE draft DROP COLUMN unit; DROP INDEX "
                                    "unit_of_district; PRAGMA user_version = 1"),
                     0);
    db_close(&s->db);
    assert_int_equal(db_open(s->path, &s->db, &s->err), RC_OK);
    assert_int_equal(store_number(s, "PRAGMA user_version"), DB_VERSION);
    assert_string_equal(store_text(s, draft_columns), fresh);
    assert_string_equal(store_text(s, objects), all);
    assert_string_equal(store_text(s, "SELECT unit FROM draft"), "hai-anh");
}

#define OURS(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)
#define FULL(test) cmocka_unit_test_setup_teardown(test, setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(migrated),          FULL(migration_fails),
        FULL(migration_missing), FULL(migration_breaks_keys),
        OURS(from_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
