/* The fields of a draft are one JSON object, written by buf_json and read by SQLite's json_each: a
 * row a draft is one small write every second or two, a row a field would be twenty. */
#include "thidua/draft.h"
#include "parts.h"

#include <stdio.h>

/* Milliseconds: a wait that is not felt between two keys. */
enum { WHILE_TYPING = 100 };

static void texts_json(const struct draft *d, struct buf *out) {
    buf_char(out, '{');
    for (size_t i = 0; i < d->count; i++) {
        buf_puts(out, i > 0 ? "," : "");
        buf_json(out, d->texts[i].key);
        buf_puts(out, ":[");
        buf_json(out, d->texts[i].text);
        buf_char(out, ',');
        buf_json(out, d->texts[i].was);
        buf_char(out, ']');
    }
    buf_char(out, '}');
}

/* ---- writing ---- */

/* Both statements take the same parameters; the second leaves out ?1 and ?2. */
static const char update_sql[] =
    "UPDATE draft SET stamp = stamp + 1, version = ?7, label = ?9, focus = ?10, fields = ?11,"
    " saved_at = ?12"
    " WHERE id = ?1 AND stamp = ?2 AND campaign = ?3 AND officer = ?4 AND form = ?5"
    " AND record = ?6 AND place = ?8";
static const char insert_sql[] =
    "INSERT INTO draft (stamp, campaign, officer, unit, form, record, version, place, label, focus,"
    " fields, saved_at) VALUES (1, ?3, ?4, (SELECT unit FROM officer WHERE login = ?4), ?5, ?6, ?7,"
    " ?8, ?9, ?10, ?11, ?12)";

static enum rc write_row(struct tx *tx, const char *sql, const struct draft *d, const char *fields,
                         bool *written, struct err *e) {
    struct session *s = tx->session;
    struct db *db = s->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    const char *const texts[] = {s->officer, d->form, d->place, d->label, d->focus, fields, d->at};
    static const int text_at[] = {4, 5, 8, 9, 10, 11, 12};
    const int64_t numbers[] = {d->id, d->stamp, s->campaign_id, d->record, d->version};
    static const int number_at[] = {1, 2, 3, 6, 7};
    for (size_t i = 0; i < sizeof text_at / sizeof text_at[0]; i++)
        db_bind_text(db, stmt, text_at[i], texts[i]);
    for (size_t i = 0; i < sizeof number_at / sizeof number_at[0]; i++)
        db_bind_number(db, stmt, number_at[i], numbers[i]);
    rc = db_step(db, stmt, NULL, e);
    *written = rc == RC_OK && sqlite3_changes(db->handle) == 1;
    db_release(db, stmt);
    return rc;
}

/* Over the row it had, else as a new one. */
static enum rc put_row(struct tx *tx, struct draft *d, const char *fields, bool *parted,
                       struct err *e) {
    bool written = false;
    bool had = d->id != 0;
    enum rc rc = had ? write_row(tx, update_sql, d, fields, &written, e) : RC_OK;
    if (rc == RC_OK && written) {
        d->stamp++;
        return RC_OK;
    }
    if (rc == RC_OK)
        rc = write_row(tx, insert_sql, d, fields, &written, e);
    if (rc == RC_OK) {
        d->id = sqlite3_last_insert_rowid(tx->session->db->handle);
        d->stamp = 1;
        *parted = had;
    }
    return rc;
}

/* A disk that failed at the very end may have what was written all the same. It is looked at when
 * the disk is well again, or the next write would take it for another window's. */
static enum rc settle(struct tx *tx, struct draft *d, struct err *e) {
    static const char sql[] = "SELECT 1 FROM draft WHERE id = ?1 AND stamp = ?2 AND officer = ?3";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    bool there = false;
    enum rc rc = d->tried.id != 0 ? db_prepare(db, sql, &stmt, e) : RC_OK;
    if (rc || stmt == NULL)
        return rc;
    db_bind_number(db, stmt, 1, d->tried.id);
    db_bind_number(db, stmt, 2, d->tried.stamp);
    db_bind_text(db, stmt, 3, tx->session->officer);
    rc = db_step(db, stmt, &there, e);
    if (rc == RC_OK && there) {
        d->id = d->tried.id;
        d->stamp = d->tried.stamp;
    }
    if (rc == RC_OK)
        d->tried = (struct draft_key){0};
    db_release(db, stmt);
    return rc;
}

enum rc draft_put(struct session *s, struct draft *d, bool patient, bool *parted, struct err *e) {
    struct tx tx = {0};
    struct buf fields = {0};
    bool apart = false;
    texts_json(d, &fields);
    enum rc rc = fields.failed ? err_nomem(e) : RC_OK;
    if (rc == RC_OK)
        rc = tx_begin_draft(&tx, s, patient ? DB_PATIENCE : WHILE_TYPING, e);
    if (rc == RC_OK)
        rc = settle(&tx, d, e);
    struct draft kept = *d;
    (void)instant_now(kept.at);
    if (rc == RC_OK)
        rc = put_row(&tx, &kept, buf_str(&fields), &apart, e);
    if (rc == RC_OK && (rc = tx_commit(&tx, e)) == RC_IO)
        d->tried = (struct draft_key){kept.id, kept.stamp};
    tx_rollback(&tx);
    buf_free(&fields);
    if (rc == RC_OK)
        *d = kept;
    if (rc == RC_OK && parted != NULL)
        *parted = apart;
    return rc;
}

enum rc draft_saved(struct tx *tx, const struct draft *d, struct err *e) {
    static const char sql[] = "DELETE FROM draft WHERE officer = ?3 AND"
                              " ((id = ?1 AND stamp = ?2) OR (id = ?4 AND stamp = ?5))";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    if (d->id == 0 && d->tried.id == 0)
        return RC_OK;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, d->id);
    db_bind_number(db, stmt, 2, d->stamp);
    db_bind_text(db, stmt, 3, tx->session->officer);
    db_bind_number(db, stmt, 4, d->tried.id);
    db_bind_number(db, stmt, 5, d->tried.stamp);
    rc = db_step(db, stmt, NULL, e);
    db_release(db, stmt);
    return rc;
}

enum rc draft_drop(struct session *s, const struct draft *d, bool patient, struct err *e) {
    struct tx tx = {0};
    if (d->id == 0 && d->tried.id == 0)
        return RC_OK;
    enum rc rc = tx_begin_draft(&tx, s, patient ? DB_PATIENCE : WHILE_TYPING, e);
    if (rc == RC_OK)
        rc = draft_saved(&tx, d, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    return rc;
}

/* ---- reading ---- */

#define COLUMNS "SELECT id, stamp, form, record, version, place, label, focus, saved_at FROM draft "
/* What she typed for a unit she has left is that unit's business. */
#define HERS                                                                                       \
    "WHERE officer = :officer AND campaign = :campaign AND (:scope IS NULL OR unit = :scope) "
/* Of two kept in the same second, the one begun later. */
#define NEWEST "ORDER BY saved_at DESC, id DESC"

static enum rc all_taken(struct query *q, const struct arena *a, struct err *e) {
    enum rc rc = query_row_whole(q, e);
    return rc == RC_OK && a->failed ? err_nomem(e) : rc;
}

static enum rc take_row(struct query *q, struct arena *a, struct draft *out, struct err *e) {
    *out = (struct draft){.id = query_number(q, 0),
                          .stamp = query_number(q, 1),
                          .form = arena_dup(a, query_text(q, 2)),
                          .record = query_number(q, 3),
                          .version = query_number(q, 4),
                          .place = arena_dup(a, query_text(q, 5)),
                          .label = arena_dup(a, query_text(q, 6)),
                          .focus = arena_dup(a, query_text(q, 7))};
    const char *at = query_text(q, 8);
    (void)snprintf(out->at, sizeof out->at, "%s", at != NULL ? at : "");
    return all_taken(q, a, e);
}

enum rc draft_list(struct session *s, struct arena *a, struct draft **out, size_t *count,
                   struct err *e) {
    struct query q = {0};
    struct draft *list = NULL;
    size_t n = 0, room = 0;
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_READ, COLUMNS HERS NEWEST, e);
    while (rc == RC_OK && (rc = query_step(&q, &row, e)) == RC_OK && row) {
        list = arena_grow(a, list, n, &room, sizeof *list);
        rc = list == NULL ? err_nomem(e) : take_row(&q, a, &list[n++], e);
    }
    query_close(&q);
    *out = rc ? NULL : list;
    *count = rc ? 0 : n;
    return rc;
}

enum rc draft_find(struct session *s, const char *form, int64_t record, const char *place,
                   struct arena *a, struct draft *out, struct err *e) {
    static const char sql[] =
        COLUMNS HERS "AND form = :form AND record = :record AND place = :place " NEWEST;
    struct query q = {0};
    bool row = false;
    *out = (struct draft){0};
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    if (rc == RC_OK) {
        query_bind_text(&q, ":form", form);
        query_bind(&q, ":record", record);
        query_bind_text(&q, ":place", place);
        rc = query_step(&q, &row, e);
    }
    if (rc == RC_OK && row)
        rc = take_row(&q, a, out, e);
    query_close(&q);
    return rc;
}

static enum rc read_one(struct session *s, int64_t id, struct arena *a, struct draft *out,
                        struct err *e) {
    static const char sql[] = COLUMNS HERS "AND id = :id";
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    if (rc == RC_OK) {
        query_bind(&q, ":id", id);
        rc = query_step(&q, &row, e);
    }
    if (rc == RC_OK && !row)
        rc = err_set(e, RC_MISSING, "Bản nháp này không còn: đã được lưu, hoặc bỏ, ở cửa sổ khác.");
    if (rc == RC_OK)
        rc = take_row(&q, a, out, e);
    query_close(&q);
    return rc;
}

static enum rc read_texts(struct session *s, struct draft *d, struct arena *a, struct err *e) {
    static const char sql[] =
        "SELECT j.key, json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]')"
        " FROM draft, json_each(draft.fields) AS j " HERS "AND draft.id = :id ORDER BY j.id";
    struct query q = {0};
    struct field_typed *texts = NULL;
    size_t room = 0;
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    if (rc == RC_OK)
        query_bind(&q, ":id", d->id);
    while (rc == RC_OK && (rc = query_step(&q, &row, e)) == RC_OK && row) {
        texts = arena_grow(a, texts, d->count, &room, sizeof *texts);
        if (texts == NULL)
            break; /* all_taken says it */
        texts[d->count++] = (struct field_typed){.key = arena_dup(a, query_text(&q, 0)),
                                                 .text = arena_dup(a, query_text(&q, 1)),
                                                 .was = arena_dup(a, query_text(&q, 2))};
    }
    if (rc == RC_OK)
        rc = all_taken(&q, a, e);
    query_close(&q);
    d->texts = texts;
    return rc;
}

/* From now on the stamp is ours. On a full disk it stays as it was read: she can go on all the
 * same. */
static void overtake(struct session *s, struct draft *d) {
    static const char sql[] =
        "UPDATE draft SET stamp = stamp + 1 WHERE id = ?1 AND stamp = ?2 AND officer = ?3";
    struct tx tx = {0};
    sqlite3_stmt *stmt = NULL;
    if (tx_begin_draft(&tx, s, DB_PATIENCE, NULL) != RC_OK)
        return;
    enum rc rc = db_prepare(s->db, sql, &stmt, NULL);
    if (rc == RC_OK) {
        db_bind_number(s->db, stmt, 1, d->id);
        db_bind_number(s->db, stmt, 2, d->stamp);
        db_bind_text(s->db, stmt, 3, s->officer);
        rc = db_step(s->db, stmt, NULL, NULL);
    }
    db_release(s->db, stmt);
    if (rc == RC_OK && (rc = tx_commit(&tx, NULL)) == RC_OK)
        d->stamp++;
    else if (rc == RC_IO)
        d->tried = (struct draft_key){d->id, d->stamp + 1};
    tx_rollback(&tx);
}

enum rc draft_take(struct session *s, int64_t id, struct arena *a, struct draft *out,
                   struct err *e) {
    enum rc rc = read_one(s, id, a, out, e);
    if (rc == RC_OK)
        rc = read_texts(s, out, a, e);
    if (rc == RC_OK)
        overtake(s, out);
    return rc;
}
