#include "parts.h"

#include "thidua/history.h"
#include "thidua/keyring.h"
#include "thidua/undo.h"

#include <inttypes.h>
#include <string.h>

/* One row of the change, from the log. */
struct done {
    int64_t id, record;
    const struct kind *kind; /* NULL: not a record */
    const char *unit, *verb, *kind_name, *at;
    bool before, after;
};

struct change {
    int64_t id; /* its first row */
    struct done *rows;
    size_t count, room;
    struct arena arena; /* of the rows and their texts */
};

/* --- which --- */

/* Her last change that was neither undone nor is an undoing. What the program wrote of itself
 * because she came first (a changed campaign file), and her comings and goings, are not hers to
 * undo. */
static enum rc find_change(struct session *s, int64_t *out, struct err *e) {
    static const char sql[] = "SELECT l.change FROM log AS l WHERE l.officer = ?1"
                              " AND (l.campaign IS NULL OR l.campaign = ?2) AND l.undoes IS NULL"
                              " AND (l.before IS NOT NULL OR l.after IS NOT NULL)"
                              " AND l.verb NOT IN ('sync', 'restore')"
                              " AND NOT EXISTS (SELECT 1 FROM log AS u WHERE u.undoes = l.change)"
                              " ORDER BY l.id DESC LIMIT 1";
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(s->db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(s->db, stmt, 1, s->officer);
    db_bind_number(s->db, stmt, 2, s->campaign_id);
    rc = db_take_number(s->db, stmt, out, e);
    if (rc == RC_OK && *out == FIELD_NONE)
        rc = err_set(e, RC_MISSING, "Bạn không còn thay đổi nào để hoàn tác.");
    return rc;
}

static enum rc take_row(struct change *c, struct db *db, sqlite3_stmt *stmt, struct err *e) {
    struct arena *a = &c->arena;
    struct done *rows = arena_grow(a, c->rows, c->count, &c->room, sizeof *rows);
    if (rows == NULL)
        return err_nomem(e);
    c->rows = rows;
    struct done *d = &c->rows[c->count++];
    d->id = db_column_number(stmt, 0);
    d->record = db_column_number(stmt, 2);
    d->kind_name = arena_dup(a, db_column_text(db, stmt, 3));
    d->unit = arena_dup(a, db_column_text(db, stmt, 4));
    d->verb = arena_dup(a, db_column_text(db, stmt, 5));
    d->at = arena_dup(a, db_column_text(db, stmt, 6));
    d->before = db_column_number(stmt, 7) != 0;
    d->after = db_column_number(stmt, 8) != 0;
    enum rc rc = db_row_whole(db, e);
    if (rc == RC_OK && a->failed)
        rc = err_nomem(e);
    if (rc == RC_OK)
        d->kind = kind_find(d->kind_name);
    return rc;
}

/* The rows of one save follow each other: nobody else writes between them. */
static enum rc read_change(struct session *s, struct change *c, struct err *e) {
    static const char sql[] =
        "SELECT id, change, record, kind, unit, verb, at, before IS NOT NULL, after IS NOT NULL"
        " FROM log WHERE id >= ?1 ORDER BY id";
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(s->db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, c->id);
    while ((rc = db_step(s->db, stmt, &row, e)) == RC_OK && row &&
           db_column_number(stmt, 1) == c->id) {
        rc = take_row(c, s->db, stmt, e);
        if (rc)
            break;
    }
    db_release(s->db, stmt);
    if (rc == RC_OK && c->rows == NULL) {
        err_set(e, RC_DAMAGED, "Nhật ký thiếu thay đổi số %lld. Hãy chạy thidua doctor.",
                (long long)c->id);
        return RC_DAMAGED;
    }
    return rc;
}

static enum rc find(struct session *s, struct change *c, struct err *e) {
    enum rc rc = find_change(s, &c->id, e);
    return rc ? rc : read_change(s, c, e);
}

/* --- in words --- */

/* What the record is called, which undoing may hide or bring back; NULL: nothing. */
static const char *name_of(struct session *s, const struct done *d, struct arena *a) {
    const struct field *f = d->kind != NULL ? record_name(d->kind) : NULL;
    union any_record r;
    if (f == NULL || d->kind->id == KIND_UNIT ||
        (record_get(s, d->kind, d->record, a, &r, NULL) != RC_OK &&
         record_get_deleted(s, d->kind, d->record, NULL, a, &r, NULL) != RC_OK))
        return NULL;
    return field_given(f, &r) ? *field_text(f, &r) : NULL;
}

/* "sửa công trình, phần việc số 12 “Đường hoa”, lúc …", "thêm 36 đơn vị, lúc …"; of a change of
 * several things the first, and how many more. */
static void say(struct session *s, struct change *c, struct buf *out) {
    const struct done *first = &c->rows[0];
    char at[INSTANT_TEXT_SIZE];
    size_t same = 0;
    while (same < c->count && strcmp(c->rows[same].kind_name, first->kind_name) == 0 &&
           strcmp(c->rows[same].verb, first->verb) == 0)
        same++;
    const char *name = same == 1 ? name_of(s, first, &c->arena) : NULL;
    buf_printf(out, "%s ", history_verb(first->kind_name, first->verb));
    if (same > 1)
        buf_printf(out, "%zu %s", same,
                   choice_label(history_kinds, first->kind_name, first->kind_name));
    else if (first->kind != NULL && first->kind->id == KIND_UNIT && first->unit != NULL)
        buf_printf(out, "%s %s", first->kind->label, first->unit);
    else if (first->kind != NULL)
        buf_printf(out, "%s số %" PRId64 "%s%s%s", first->kind->label, first->record,
                   name != NULL ? " “" : "", name != NULL ? name : "", name != NULL ? "”" : "");
    else
        buf_puts(out, choice_label(history_kinds, first->kind_name, first->kind_name));
    if (same < c->count)
        buf_printf(out, " và %zu thay đổi khác", c->count - same);
    buf_printf(out, ", lúc %s", instant_local(first->at, at));
}

/* --- may it be undone --- */

static const struct life_step *step_of(const struct done *d) {
    return d != NULL && d->kind != NULL ? life_step_find(d->kind->id, d->verb) : NULL;
}

/* What is no record, and how it is taken back from its row of the log. */
static const struct way_back {
    const char *kind, *verb;
    enum capability cap;
    enum rc (*back)(struct tx *tx, int64_t row, struct err *e);
} ways_back[] = {{"officer", "add_key", CAP_OFFICERS, keyring_back},
                 {"officer", "remove_key", CAP_OFFICERS, keyring_back},
                 {"plan", "import", CAP_CAMPAIGN, session_plan_back}};

static const struct way_back *way_of(const struct done *d) {
    for (size_t i = 0; i < sizeof ways_back / sizeof ways_back[0]; i++)
        if (strcmp(ways_back[i].kind, d->kind_name) == 0 && strcmp(ways_back[i].verb, d->verb) == 0)
            return &ways_back[i];
    return NULL;
}

/* Only what is written by the kinds' own writer can be written back by it. */
static enum rc can_go_back(const struct change *c, struct err *e) {
    for (size_t i = 0; i < c->count; i++) {
        const struct done *d = &c->rows[i];
        bool known =
            d->kind != NULL && (strcmp(d->verb, "add") == 0 || strcmp(d->verb, "set") == 0 ||
                                strcmp(d->verb, "delete") == 0 || strcmp(d->verb, "recover") == 0 ||
                                step_of(d) != NULL);
        if (!known && way_of(d) == NULL)
            return err_set(e, RC_INVALID,
                           "Việc gần nhất của bạn là “%s %s”, không hoàn tác bằng cách này được.",
                           choice_label(history_verbs, d->verb, d->verb),
                           choice_label(history_kinds, d->kind_name, d->kind_name));
    }
    return RC_OK;
}

/* Nobody changed the record since; what was changed and undone again does not count, nor that she
 * whose record it is came in, or has other keys. */
static enum rc untouched(struct tx *tx, const struct change *c, const struct done *d,
                         struct err *e) {
    static const char sql[] =
        "SELECT r.officer <> ?5 FROM log AS r WHERE r.kind = ?1 AND r.record = ?2 AND r.id > ?3"
        " AND r.change <> ?4 AND r.undoes IS NULL"
        " AND coalesce(r.after, r.before) IS NOT NULL"
        " AND coalesce(r.after, r.before) ->> 'fingerprint' IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM log AS u WHERE u.undoes = r.change) LIMIT 1";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, d->kind_name);
    db_bind_number(db, stmt, 2, d->record);
    db_bind_number(db, stmt, 3, d->id);
    db_bind_number(db, stmt, 4, c->id);
    db_bind_text(db, stmt, 5, tx->session->officer);
    rc = db_step(db, stmt, &row, e);
    bool others = row && db_column_number(stmt, 0) != 0;
    db_release(db, stmt);
    if (rc == RC_OK && row)
        rc = err_set(e, RC_CONFLICT,
                     others ? "Sau bạn, người khác đã sửa %s số %" PRId64
                              " nên không hoàn tác được nữa; hãy sửa lại bằng tay."
                            : "Sau đó %s số %" PRId64
                              " đã thay đổi nên không hoàn tác được nữa; hãy sửa lại bằng tay.",
                     d->kind->label, d->record);
    return rc;
}

/* --- one row back --- */

/* The fields that the row of the log changed, as they were before it. */
static enum rc put_back(struct tx *tx, const struct done *d, struct arena *a, void *record,
                        struct err *e) {
    static const char sql[] =
        "SELECT j.key, j.value FROM log, json_each(log.before) AS j WHERE log.id = ?1";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, d->id);
    while ((rc = db_step(db, stmt, &row, e)) == RC_OK && row) {
        const char *key = db_column_text(db, stmt, 0);
        const struct field *f = field_find(d->kind->fields, d->kind->count, key);
        if (f == NULL)
            continue;
        rc = field_from_json(f, db_column_text(db, stmt, 1), a, record, e);
        if (rc)
            break;
    }
    db_release(db, stmt);
    return rc;
}

static enum rc change_back(struct tx *tx, const struct done *d, struct err *e) {
    struct arena a = {0};
    union any_record now;
    enum rc rc = record_read(tx, d->kind, d->record, &a, &now, e);
    union any_record was = now;
    if (rc == RC_OK)
        rc = put_back(tx, d, &a, &was, e);
    if (rc == RC_OK)
        rc = step_of(d) != NULL ? life_back(tx, step_of(d), &now, &was, e)
                                : record_update(tx, d->kind, &was, e);
    arena_free(&a);
    return rc;
}

static enum rc row_back(struct tx *tx, const struct change *c, const struct done *d,
                        struct err *e) {
    if (way_of(d) != NULL)
        return way_of(d)->back(tx, d->id, e);
    enum rc rc = untouched(tx, c, d, e);
    if (rc)
        return rc;
    if (!d->before)
        return record_delete(tx, d->kind, d->record, 0, e);
    if (!d->after)
        return record_recover(tx, d->kind, d->record, e);
    return change_back(tx, d, e);
}

/* --- all of them --- */

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The right to undo it is the right to do it: each record is asked again by its own rules. */
static enum rc begin(struct tx *tx, struct session *s, const struct change *c, struct err *e) {
    const struct done *first = &c->rows[0];
    const struct life_step *step = step_of(first);
    const char *unit = first->unit;
    if (way_of(first) != NULL)
        return tx_begin(tx, s, way_of(first)->cap, NULL, e);
    for (size_t i = 1; i < c->count; i++)
        if (!same_text(unit, c->rows[i].unit))
            unit = NULL;
    if (first->kind->id == KIND_UNIT || first->kind->id == KIND_OFFICER)
        unit = NULL;
    return tx_begin(tx, s, step != NULL ? step->cap : first->kind->write, unit, e);
}

/* Another screen of hers may have changed something since it was looked for. */
static enum rc still_last(struct session *s, const struct change *c, struct err *e) {
    int64_t now = 0;
    enum rc rc = find_change(s, &now, e);
    if (rc == RC_OK && now != c->id)
        rc = err_set(e, RC_CONFLICT, "Bạn vừa có thay đổi khác; hãy xem lại rồi hoàn tác lại.");
    return rc;
}

enum rc undo_last(struct session *s, struct buf *said, struct err *e) {
    struct change c = {0};
    struct tx tx = {0};
    enum rc rc = session_current(s, e);
    if (rc == RC_OK)
        rc = find(s, &c, e);
    if (rc == RC_OK)
        rc = can_go_back(&c, e);
    if (rc == RC_OK)
        rc = begin(&tx, s, &c, e);
    if (rc == RC_OK)
        rc = still_last(s, &c, e);
    tx.verb = "undo";
    tx.undoes = c.id;
    for (size_t i = c.count; rc == RC_OK && i-- > 0;)
        rc = row_back(&tx, &c, &c.rows[i], e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    if (rc == RC_OK)
        say(s, &c, said);
    arena_free(&c.arena);
    return rc == RC_OK && said->failed ? err_nomem(e) : rc;
}
