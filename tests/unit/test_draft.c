/* Drafts: kept as typed, hers alone, without a word in the log and with nothing else beside them.
 */
#include "support/staff.h"

#include "../../src/store/parts.h"
#include "thidua/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct field_typed typed[] = {
    {"title", "Đường hoa \"tự quản\"\\1,2 km", ""},
    {"start", "31/0", "01/10/2021"},
    {"note", "dòng một\ndòng hai\t", ""},
};

static struct draft a_draft(void) {
    return (struct draft){.form = "work",
                          .place = "",
                          .label = "Thêm công trình, phần việc: Đường hoa",
                          .focus = "start",
                          .texts = typed,
                          .count = 3};
}

static void put(struct store *s, struct draft *d) {
    if (draft_put(&s->session, d, true, NULL, &s->err) != RC_OK)
        fail_msg("%s (%s)", s->err.message, s->err.cause);
}

static void officer(struct store *s, const char *login) {
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = login;
    o.name = "Minh Thu";
    o.role = ROLE_DISTRICT_OFFICER;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
}

static size_t how_many(struct store *s) {
    struct draft *all;
    size_t count;
    assert_int_equal(draft_list(&s->session, &s->arena, &all, &count, &s->err), RC_OK);
    return count;
}

static void comes_back_as_typed(void **state) {
    struct store *s = *state;
    struct draft d = a_draft();
    struct draft back;
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(how_many(s), 0);
    put(s, &d);
    assert_true(d.id > 0);
    assert_int_equal(strlen(d.at), strlen("2021-11-05T07:05:00Z"));
    store_reopen(s);
    assert_int_equal(draft_take(&s->session, d.id, &s->arena, &back, &s->err), RC_OK);
    assert_string_equal(back.form, "work");
    assert_string_equal(back.label, d.label);
    assert_string_equal(back.focus, "start");
    assert_string_equal(back.at, d.at);
    assert_int_equal(back.record, 0);
    assert_int_equal(back.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(back.texts[i].key, typed[i].key);
        assert_string_equal(back.texts[i].text, typed[i].text);
        assert_string_equal(back.texts[i].was, typed[i].was);
    }
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
}

static void written_over_and_dropped(void **state) {
    struct store *s = *state;
    struct draft d = a_draft();
    put(s, &d);
    int64_t id = d.id;
    d.count = 1;
    put(s, &d);
    assert_int_equal(d.id, id);
    assert_int_equal(how_many(s), 1);
    assert_string_equal(store_text(s, "SELECT group_concat(key) FROM draft, json_each(fields)"),
                        "title");
    d.count = 0; /* nothing typed yet, or all of it taken out again */
    put(s, &d);
    struct draft back;
    assert_int_equal(draft_take(&s->session, id, &s->arena, &back, &s->err), RC_OK);
    assert_int_equal(back.count, 0);
    assert_int_equal(draft_drop(&s->session, &d, true, &s->err), RC_OK); /* overtaken: left alone */
    assert_int_equal(how_many(s), 1);
    assert_int_equal(draft_drop(&s->session, &back, true, &s->err), RC_OK);
    assert_int_equal(how_many(s), 0);
    assert_int_equal(draft_take(&s->session, id, &s->arena, &back, &s->err), RC_MISSING);
    assert_non_null(strstr(s->err.message, "không còn"));
    struct draft never = a_draft();
    assert_int_equal(draft_drop(&s->session, &never, true, &s->err), RC_OK);
}

static void found_by_what_it_is_of(void **state) {
    struct store *s = *state;
    struct draft found;
    struct draft entry = a_draft();
    struct draft other = a_draft();
    struct draft edit = a_draft();
    entry.form = other.form = "progress";
    entry.place = "work=12";
    other.place = "work=13";
    edit.record = 7;
    edit.version = 3;
    put(s, &entry);
    put(s, &other);
    put(s, &edit);
    assert_int_equal(draft_find(&s->session, "progress", 0, "work=12", &s->arena, &found, &s->err),
                     RC_OK);
    assert_int_equal(found.id, entry.id);
    assert_int_equal(draft_find(&s->session, "work", 7, "", &s->arena, &found, &s->err), RC_OK);
    assert_int_equal(found.id, edit.id);
    assert_int_equal(found.version, 3);
    assert_int_equal(draft_find(&s->session, "work", 8, "", &s->arena, &found, &s->err), RC_OK);
    assert_int_equal(found.id, 0);
    assert_int_equal(draft_find(&s->session, "work", 0, "", &s->arena, &found, &s->err), RC_OK);
    assert_int_equal(found.id, 0);
    assert_int_equal(how_many(s), 3);
}

/* By no way that there is: not in the list, not by its number, nor can she change or drop it. */
static void nobody_elses(void **state) {
    struct store *s = *state;
    struct draft d = a_draft();
    struct draft back;
    officer(s, "thu");
    put(s, &d);
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    assert_int_equal(how_many(s), 0);
    assert_int_equal(draft_find(&s->session, "work", 0, "", &s->arena, &back, &s->err), RC_OK);
    assert_int_equal(back.id, 0);
    assert_int_equal(draft_take(&s->session, d.id, &s->arena, &back, &s->err), RC_MISSING);
    assert_int_equal(draft_drop(&s->session, &d, true, &s->err), RC_OK);
    struct draft stolen = d;
    bool parted = false;
    assert_int_equal(draft_put(&s->session, &stolen, true, &parted, &s->err), RC_OK);
    assert_true(parted);
    assert_int_not_equal(stolen.id, d.id);
    store_be(s, ROLE_OWNER, "lan", "");
    assert_int_equal(how_many(s), 1);
    s->session.campaign_id++; /* another campaign of the same office */
    assert_int_equal(how_many(s), 0);
    assert_int_equal(draft_take(&s->session, d.id, &s->arena, &back, &s->err), RC_MISSING);
}

/* A SELECT that forgot whose they are is refused, however it is put. */
static void no_read_without_her_name(void **state) {
    struct store *s = *state;
    static const char *const selects[] = {
        "SELECT fields FROM draft",
        "SELECT count(*) FROM draft",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM draft WHERE form = 'work')",
        "WITH d AS (SELECT label FROM draft) SELECT label FROM d",
    };
    for (size_t i = 0; i < sizeof selects / sizeof selects[0]; i++) {
        struct query q = {0};
        assert_int_equal(query_open(&q, &s->session, CAP_TOTALS, selects[i], &s->err), RC_DAMAGED);
        query_close(&q);
    }
}

/* Two windows of hers: what one goes on with, the other does not write over. */
static void two_windows(void **state) {
    struct store *s = *state;
    struct draft first = a_draft();
    struct draft second;
    bool parted = true;
    put(s, &first);
    int64_t id = first.id;
    assert_int_equal(draft_take(&s->session, id, &s->arena, &second, &s->err), RC_OK);
    assert_int_equal(draft_put(&s->session, &second, true, &parted, &s->err), RC_OK);
    assert_false(parted);
    assert_int_equal(second.id, id);
    assert_int_equal(draft_put(&s->session, &first, true, &parted, &s->err), RC_OK);
    assert_true(parted);
    assert_int_not_equal(first.id, id);
    assert_int_equal(draft_put(&s->session, &first, true, &parted, &s->err), RC_OK);
    assert_false(parted);
    assert_int_equal(how_many(s), 2);
    struct draft found;
    assert_int_equal(draft_find(&s->session, "work", 0, "", &s->arena, &found, &s->err), RC_OK);
    assert_int_equal(found.id, first.id); /* the newest */
}

/* A commit that found readers wrote nothing: what another window writes meanwhile is not hers. */
static void busy_wrote_nothing(void **state) {
    struct store *s = *state;
    struct draft first = a_draft();
    struct draft second;
    sqlite3 *other = NULL;
    sqlite3_stmt *reads = NULL;
    bool parted = false;
    put(s, &first);
    int64_t id = first.id;
    assert_int_equal(sqlite3_open(s->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(other, "SELECT * FROM term", -1, &reads, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(reads), SQLITE_ROW);
    assert_int_equal(draft_put(&s->session, &first, false, &parted, &s->err), RC_BUSY);
    sqlite3_finalize(reads);
    sqlite3_close(other);
    assert_int_equal(draft_take(&s->session, id, &s->arena, &second, &s->err), RC_OK);
    assert_int_equal(draft_put(&s->session, &first, true, &parted, &s->err), RC_OK);
    assert_true(parted);
    assert_int_not_equal(first.id, id);
    assert_int_equal(how_many(s), 2);
}

/* Saved and dropped in one transaction, or neither. */
static void saved_together(void **state) {
    struct store *s = *state;
    struct draft d = a_draft();
    struct tx tx;
    struct work w;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    put(s, &d);
    for (int round = 0; round < 2; round++) {
        record_blank(&kinds[KIND_WORK], &w);
        w.title = "Đường hoa";
        w.kind = WORK_COLLECTIVE;
        w.theme = "gift";
        assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-anh", &s->err), RC_OK);
        assert_int_equal(record_insert(&tx, &kinds[KIND_WORK], &w, &s->err), RC_OK);
        assert_int_equal(draft_saved(&tx, &d, &s->err), RC_OK);
        if (round == 0)
            tx_rollback(&tx);
        else
            assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
        assert_int_equal(how_many(s), 1 - (size_t)round);
        assert_int_equal(store_number(s, "SELECT count(*) FROM work"), round);
    }
    /* a save that changed nothing has no row in the log, and drops the draft all the same */
    put(s, &(struct draft){.form = "work",
                           .record = w.head.id,
                           .place = "",
                           .label = "",
                           .focus = "",
                           .texts = typed,
                           .count = 1});
    assert_int_equal(draft_find(&s->session, "work", w.head.id, "", &s->arena, &d, &s->err), RC_OK);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-anh", &s->err), RC_OK);
    assert_int_equal(record_update(&tx, &kinds[KIND_WORK], &w, &s->err), RC_OK);
    assert_int_equal(draft_saved(&tx, &d, &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    assert_int_equal(how_many(s), 0);
}

/* The door without a log is as wide as a draft. */
static void nothing_else_passes(void **state) {
    struct store *s = *state;
    static const char *const writes[] = {
        "UPDATE unit SET phone = '1'",
        "INSERT INTO setting VALUES ('x', 'y')",
        "UPDATE setting SET value = 'service' WHERE key = 'mode'",
    };
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        struct tx tx;
        assert_int_equal(tx_begin_draft(&tx, &s->session, DB_PATIENCE, &s->err), RC_OK);
        assert_int_equal(db_exec(s->db, writes[i], &s->err), RC_OK);
        assert_int_equal(tx_commit(&tx, &s->err), RC_DAMAGED);
        assert_non_null(strstr(s->err.message, "nhật ký"));
    }
    /* not even with its row in the log: it was begun without a right */
    struct tx tx;
    struct unit u;
    record_blank(&kinds[KIND_UNIT], &u);
    u.code = "hai-ha";
    u.name = "Hải Hà";
    u.kind = UNIT_COMMUNE;
    assert_int_equal(tx_begin_draft(&tx, &s->session, DB_PATIENCE, &s->err), RC_OK);
    assert_int_equal(record_insert(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_DAMAGED);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit WHERE phone IS NOT NULL"), 0);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 1);
    assert_string_equal(store_text(s, "SELECT value FROM setting WHERE key = 'mode'"), "single");
    /* and in an ordinary one a draft does not stand for the row in the log */
    struct draft d = a_draft();
    put(s, &d);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(draft_saved(&tx, &d, &s->err), RC_OK);
    assert_int_equal(db_exec(s->db, "UPDATE setting SET value = 'x'", &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_DAMAGED);
    assert_int_equal(how_many(s), 1);
}

/* Somebody holds the lock: a tenth of a second, not five, and the usual patience afterwards. */
static void does_not_wait_long(void **state) {
    struct store *s = *state;
    struct draft d = a_draft();
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(s->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(draft_put(&s->session, &d, false, NULL, &s->err), RC_BUSY);
    assert_int_equal(d.id, 0);
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    assert_int_equal(s->db->patience, DB_PATIENCE);
    put(s, &d);
    assert_int_equal(how_many(s), 1);
}

/* “hoa”, as the administrator has her from now on. */
static void hoa_becomes(struct store *s, enum role role, const char *unit) {
    struct officer o;
    staff_enter(s, "lan");
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_OFFICER], "hoa", &s->arena, &o, &s->err), RC_OK);
    o.role = role;
    o.head.unit = unit;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    staff_enter(s, "hoa");
}

/* What she typed for the unit she worked for is not offered at the next one, but is there when she
 * is back, and when she may read it again. */
static void stays_with_the_unit(void **state) {
    struct store *s = *state;
    struct draft found;
    staff_enter(s, "hoa");
    struct draft made = a_draft();
    struct draft changed = a_draft();
    changed.record = store_work(s, "hai-anh", "Đường hoa");
    put(s, &made);
    put(s, &changed);
    assert_int_equal(how_many(s), 2);
    hoa_becomes(s, ROLE_UNIT_OFFICER, "hai-ha");
    assert_int_equal(how_many(s), 0);
    for (int i = 0; i < 2; i++) {
        const struct draft *d = i == 0 ? &made : &changed;
        assert_int_equal(draft_find(&s->session, "work", d->record, "", &s->arena, &found, &s->err),
                         RC_OK);
        assert_int_equal(found.id, 0);
        assert_int_equal(draft_take(&s->session, d->id, &s->arena, &found, &s->err), RC_MISSING);
    }
    struct draft here = a_draft();
    put(s, &here);
    assert_int_equal(how_many(s), 1);
    hoa_becomes(s, ROLE_UNIT_OFFICER, "hai-anh");
    assert_int_equal(how_many(s), 2);
    hoa_becomes(s, ROLE_DISTRICT_OFFICER, NULL);
    assert_int_equal(how_many(s), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(comes_back_as_typed, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(written_over_and_dropped, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(found_by_what_it_is_of, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(nobody_elses, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(no_read_without_her_name, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(two_windows, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(busy_wrote_nothing, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(saved_together, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(nothing_else_passes, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(does_not_wait_long, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(stays_with_the_unit, staff_setup, store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
