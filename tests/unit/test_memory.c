/* Memory exhausted at every allocation: each save, read and opening either succeeds or says so, and
 * nothing is half done. */
#include "scarce.h"
#include "support/save.h"

#include "../../src/store/parts.h"
#include "thidua/draft.h"

#include <stdio.h>

static int64_t id;

/* What must hold whatever happened: each entry has its log and is in the totals, and the file is
 * whole. */
static void consistent(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM progress"),
                     store_number(s, "SELECT count(*) FROM log WHERE kind = 'progress'"));
    assert_int_equal(store_number(s, "SELECT coalesce(sum(quantity), 0) FROM progress"),
                     store_number(s, "SELECT done FROM work WHERE id = 1"));
    assert_int_equal(store_number(s, "SELECT count(*) FROM progress WHERE note IS NOT 'ghi chú'"
                                     " OR evidence IS NOT 'ảnh' OR quantity <> 1000"),
                     0);
}

static enum rc save_entry(struct store *s) {
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = id;
    p.day = s->session.today;
    p.quantity = 1000;
    p.note = "ghi chú";
    p.evidence = "ảnh";
    return save_record(&s->session, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", &p, &s->err);
}

static void saving(void **state) {
    struct store *s = *state;
    id = store_approved(s, "hai-anh", "Đường hoa");
    starve(s, save_entry, consistent);
}

static enum rc change_work(struct store *s) {
    struct work w;
    enum rc rc = record_get(&s->session, &kinds[KIND_WORK], id, &s->arena, &w, &s->err);
    if (rc)
        return rc;
    w.title = w.title[0] == 'A' ? "B mới" : "A mới";
    w.note = w.title;
    w.contents = w.title[0] == 'A' ? "org covid" : "party";
    return save_record(&s->session, KIND_WORK, CAP_APPROVE, "hai-anh", &w, &s->err);
}

static void work_whole(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE version > 3"
                                     " AND note IS NOT title"),
                     0);
    assert_int_equal(store_number(s, "SELECT version - 3 FROM work"),
                     store_number(s, "SELECT count(*) FROM log WHERE verb = 'set'"));
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE contents IS NOT"
                                     " (SELECT group_concat(content, ' ') FROM (SELECT content"
                                     " FROM work_content WHERE work = 1 ORDER BY content DESC))"),
                     0);
}

static void changing(void **state) {
    struct store *s = *state;
    id = store_approved(s, "hai-anh", "Đường hoa");
    assert_int_equal(change_work(s), RC_OK);
    starve(s, change_work, work_whole);
}

static enum rc stop_and_go(struct store *s) {
    const struct life_step *step = life_step_find(KIND_WORK, "submit");
    struct work w;
    enum rc rc = record_get(&s->session, &kinds[KIND_WORK], id, &s->arena, &w, &s->err);
    if (rc == RC_OK && w.state == WORK_SUBMITTED)
        step = life_step_find(KIND_WORK, "return");
    return rc ? rc : life_take(&s->session, step, id, 0, "lý do", &s->err);
}

static void life_whole(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE (state = 'returned') <>"
                                     " (reason IS NOT NULL) OR (submitted IS NULL) <>"
                                     " (on_time IS NULL)"),
                     0);
    assert_int_equal(
        store_number(s, "SELECT version - 1 FROM work"),
        store_number(s, "SELECT count(*) FROM log WHERE verb IN ('submit', 'return')"));
    assert_int_equal(store_number(s, "SELECT draft + submitted + returned FROM tally"), 1);
}

static void stepping(void **state) {
    struct store *s = *state;
    id = store_work(s, "hai-anh", "Đường hoa");
    starve(s, stop_and_go, life_whole);
}

/* Kept as she types, and gone with the step that it was the reason of. */
static enum rc type_and_return(struct store *s) {
    const struct seen one = {id, 0};
    const struct field_typed typed = {.key = "reason", .text = "lý do", .was = ""};
    struct draft d = {.form = "reason", .place = "", .label = "", .focus = "", .texts = &typed};
    struct draft found;
    d.count = 1;
    enum rc rc = draft_find(&s->session, "reason", 0, "", &s->arena, &found, &s->err);
    d.id = found.id;
    d.stamp = found.stamp;
    if (rc == RC_OK)
        rc = draft_put(&s->session, &d, true, NULL, &s->err);
    if (rc == RC_OK)
        rc = life_take_all(&s->session, life_step_find(KIND_WORK, "return"), &one, 1, "lý do", &d,
                           &s->err);
    if (rc == RC_OK)
        rc = life_take(&s->session, life_step_find(KIND_WORK, "submit"), id, 0, NULL, &s->err);
    return rc;
}

static void draft_or_step(struct store *s) {
    life_whole(s);
    assert_true(store_number(s, "SELECT count(*) FROM draft") <= 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM draft WHERE fields <>"
                                     " '{\"reason\":[\"lý do\",\"\"]}'"),
                     0);
    if (store_number(s, "SELECT count(*) FROM work WHERE state = 'returned'") == 1) {
        assert_int_equal(store_number(s, "SELECT count(*) FROM draft"), 0);
        store_step(s, KIND_WORK, "submit", id, NULL);
    }
}

static void typing(void **state) {
    struct store *s = *state;
    id = store_work(s, "hai-anh", "Đường hoa");
    store_step(s, KIND_WORK, "submit", id, NULL);
    starve(s, type_and_return, draft_or_step);
}

static enum rc again(struct store *s) {
    session_close(&s->session);
    db_close(&s->db);
    enum rc rc = db_open(s->path, &s->db, &s->err);
    if (rc == RC_OK)
        rc = session_open(&s->session, s->db, &s->campaign, &s->claim, store_day("2021-11-05"),
                          &s->err);
    return rc;
}

static void opening(void **state) {
    struct store *s = *state;
    starve(s, again, nothing);
    s->campaign.hash++; /* and with terms to take in */
    s->contents[0].term.label = "Mới";
    s->campaign.ndossier = 0;
    starve(s, again, nothing);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'sync'"), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM term WHERE kind = 'dossier'"), 0);
}

static enum rc make(struct store *s) {
    char path[160];
    (void)snprintf(path, sizeof path, "%s/new.db", s->dir);
    struct db *db = NULL;
    struct session session;
    enum rc rc = db_create(path, &db, &s->err);
    if (rc == RC_OK) {
        rc = session_init(&session, db, &s->campaign, &s->claim, store_day("2021-11-05"), &s->err);
        session_close(&session);
    }
    db_close(&db);
    db_file_unmake(path);
    return rc;
}

/* A database that could not be made leaves nothing behind. */
static void making(void **state) {
    struct store *s = *state;
    char path[160];
    (void)snprintf(path, sizeof path, "%s/new.db", s->dir);
    for (long n = 1; n < 200; n++) {
        struct db *db = NULL;
        left = n;
        enum rc rc = db_create(path, &db, &s->err);
        left = -1;
        if (rc == RC_OK)
            break;
        FILE *f = fopen(path, "rb");
        assert_null(f);
    }
    db_file_unmake(path);
    starve(s, make, nothing);
}

static enum rc read_all(struct store *s) {
    struct query q;
    int64_t rows = 0;
    bool row = true;
    arena_reset(&s->arena);
    enum rc rc = query_open(&q, &s->session, CAP_READ,
                            "SELECT code, name, upper(name) || code FROM unit"
                            " WHERE :scope IS NULL OR code = :scope ORDER BY name DESC",
                            &s->err);
    if (rc)
        return rc;
    while (rc == RC_OK && row) {
        rc = query_step(&q, &row, &s->err);
        if (rc == RC_OK && row) {
            assert_non_null(query_text(&q, 0));
            rows++;
        }
    }
    query_close(&q);
    if (rc == RC_OK)
        assert_int_equal(rows, 2);
    return rc;
}

static void reading(void **state) {
    struct store *s = *state;
    starve(s, read_all, nothing);
}

/* Several queries of one moment: the lock is given back whatever happened. */
static enum rc read_moment(struct store *s) {
    enum rc rc = query_moment(&s->session, &s->err);
    if (rc)
        return rc;
    for (int i = 0; i < 3 && rc == RC_OK; i++)
        rc = read_all(s);
    query_moment_over(&s->session);
    return rc;
}

static void not_locked(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_force(s, "UPDATE unit SET phone = '0912'"), 0);
}

static void moment(void **state) {
    struct store *s = *state;
    starve(s, read_moment, not_locked);
}

static enum rc load_names(struct store *s) {
    struct choice c;
    session_names_stale(&s->session);
    const struct field_names *names = session_names(&s->session);
    return names->at(names->ctx, "unit", 1, &c) ? RC_OK : RC_NOMEM;
}

static void naming(void **state) {
    struct store *s = *state;
    starve(s, load_names, nothing);
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(saving), FULL(changing), FULL(stepping), FULL(typing), FULL(opening),
        FULL(making), FULL(reading),  FULL(naming),   FULL(moment),
    };
    return cmocka_run_group_tests(tests, scarce_memory, NULL);
}
