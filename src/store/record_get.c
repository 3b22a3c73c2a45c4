#include "parts.h"

#include "thidua/text.h"

#include <stdio.h>

static enum rc read_by(struct tx *tx, const struct kind *kind, db_sql_fn *sql, int64_t id,
                       struct arena *a, void *record, struct err *e) {
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare_for(db, kind, sql, &stmt, e);
    if (rc == RC_OK) {
        db_bind_number(db, stmt, 1, id);
        db_bind_text(db, stmt, 2, tx->unit);
        if (kind->campaign)
            db_bind_number(db, stmt, 3, tx->session->campaign_id);
        rc = db_step(db, stmt, &row, e);
    }
    if (rc == RC_OK && !row)
        rc = err_set(e, RC_MISSING, "Không có %s số %lld.", kind->label, (long long)id);
    if (rc == RC_OK)
        rc = record_row(db, stmt, kind, a, record, e);
    db_release(db, stmt);
    return rc;
}

enum rc record_read(struct tx *tx, const struct kind *kind, int64_t id, struct arena *a,
                    void *record, struct err *e) {
    return read_by(tx, kind, record_read_sql, id, a, record, e);
}

enum rc record_read_hidden(struct tx *tx, const struct kind *kind, int64_t id, struct arena *a,
                           void *record, struct err *e) {
    return read_by(tx, kind, record_read_hidden_sql, id, a, record, e);
}

/* What she named and does not see is her own unit's (deleted, of another campaign), or it is not
 * for her to know what it is. */
static void outside(struct session *s, const struct kind *kind, const char *where, int64_t id,
                    const char *code) {
    struct buf sql = {0};
    struct query q = {0};
    char quoted[TEXT_QUOTE_SIZE];
    bool row = false;
    buf_printf(&sql, "SELECT 1 FROM %s WHERE %s AND (:scope IS NULL OR %s = :scope)", kind->table,
               where, kind->unit_column);
    enum rc rc = sql.failed ? RC_NOMEM : query_open(&q, s, CAP_READ, buf_str(&sql), NULL);
    if (rc == RC_OK) {
        query_bind(&q, ":id", id);
        query_bind_text(&q, ":code", code);
        rc = query_step(&q, &row, NULL);
    }
    query_close(&q);
    buf_free(&sql);
    if (code == NULL)
        (void)snprintf(quoted, sizeof quoted, "số %lld", (long long)id);
    else
        text_quote(code, quoted);
    if (rc == RC_OK && !row)
        session_outside(s, kind->label, quoted);
}

/* The one row of `where`, within the session's scope; deleted: "NULL" or "NOT NULL". */
static enum rc get(struct session *s, const struct kind *kind, const char *where,
                   const char *deleted, int64_t id, const char *code, struct arena *a, void *record,
                   struct err *e) {
    struct buf sql = {0};
    struct query q = {0};
    char quoted[TEXT_QUOTE_SIZE];
    bool row = false;
    record_select(kind, &sql);
    buf_printf(&sql, " WHERE %s AND deleted_at IS %s AND (:scope IS NULL OR %s = :scope)", where,
               deleted, kind->unit_column);
    if (kind->campaign)
        buf_puts(&sql, " AND campaign = :campaign");
    enum rc rc = sql.failed ? err_nomem(e) : query_open(&q, s, CAP_READ, buf_str(&sql), e);
    if (rc == RC_OK) {
        query_bind(&q, ":id", id);
        query_bind_text(&q, ":code", code);
        rc = query_step(&q, &row, e);
    }
    if (rc == RC_OK && !row && code != NULL)
        rc = err_set(e, RC_MISSING, "Không có %s %s.", kind->label, text_quote(code, quoted));
    else if (rc == RC_OK && !row)
        rc = err_set(e, RC_MISSING, "Không có %s số %lld.", kind->label, (long long)id);
    if (rc == RC_OK)
        rc = record_row(s->db, q.stmt, kind, a, record, e);
    query_close(&q);
    buf_free(&sql);
    if (rc == RC_MISSING)
        outside(s, kind, where, id, code);
    return rc;
}

enum rc record_get(struct session *s, const struct kind *kind, int64_t id, struct arena *a,
                   void *record, struct err *e) {
    return get(s, kind, "id = :id", "NULL", id, NULL, a, record, e);
}

/* How a record of the kind is found by its code; NULL: it has none. */
static const char *by_code(const struct kind *kind) {
    if (kind->id == KIND_OFFICER)
        return "login = :code";
    return kind->id == KIND_UNIT ? "code = :code" : NULL;
}

static enum rc no_code(const struct kind *kind, struct err *e) {
    return err_set(e, RC_USAGE, "Hãy gọi %s bằng số: loại này không có mã.", kind->label);
}

enum rc record_get_code(struct session *s, const struct kind *kind, const char *code,
                        struct arena *a, void *record, struct err *e) {
    const char *where = by_code(kind);
    if (where == NULL)
        return no_code(kind, e);
    return get(s, kind, where, "NULL", FIELD_NONE, code, a, record, e);
}

enum rc record_get_deleted(struct session *s, const struct kind *kind, int64_t id, const char *code,
                           struct arena *a, void *record, struct err *e) {
    char quoted[TEXT_QUOTE_SIZE];
    const char *where = code != NULL ? by_code(kind) : "id = :id";
    if (where == NULL)
        return no_code(kind, e);
    enum rc rc = get(s, kind, where, "NOT NULL", id, code, a, record, e);
    if (rc == RC_MISSING && code != NULL)
        rc =
            err_set(e, RC_MISSING, "Không có %s %s đã xóa.", kind->label, text_quote(code, quoted));
    else if (rc == RC_MISSING)
        rc = err_set(e, RC_MISSING, "Không có %s số %lld đã xóa.", kind->label, (long long)id);
    return rc;
}

enum rc record_judgements(struct session *s, int64_t nomination, struct arena *a,
                          struct judgement **out, size_t *count, struct err *e) {
    const struct kind *kind = &kinds[KIND_JUDGEMENT];
    struct buf sql = {0};
    struct query q = {0};
    struct judgement *list = NULL;
    size_t n = 0;
    size_t room = 0;
    record_select(kind, &sql);
    buf_puts(&sql, " WHERE nomination = :nomination AND deleted_at IS NULL"
                   " AND campaign = :campaign AND (:scope IS NULL OR unit = :scope)");
    enum rc rc = sql.failed ? err_nomem(e) : query_open(&q, s, CAP_READ, buf_str(&sql), e);
    if (rc == RC_OK)
        query_bind(&q, ":nomination", nomination);
    for (bool row = true; rc == RC_OK;) {
        rc = query_step(&q, &row, e);
        if (rc || !row)
            break;
        struct judgement *more = arena_grow(a, list, n, &room, sizeof *more);
        if (more == NULL) {
            rc = err_nomem(e);
            break;
        }
        list = more;
        rc = record_row(s->db, q.stmt, kind, a, &list[n++], e);
    }
    query_close(&q);
    buf_free(&sql);
    *out = list;
    *count = rc ? 0 : n;
    return rc;
}
