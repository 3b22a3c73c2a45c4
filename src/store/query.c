#include "parts.h"

#include <string.h>
#include <strings.h>

static bool is_select(const char *sql) {
    sql += strspn(sql, " \t\r\n");
    return strncasecmp(sql, "SELECT", 6) == 0 || strncasecmp(sql, "WITH", 4) == 0;
}

static enum rc mistake(const char *sentence, const char *what, const char *sql, struct err *e) {
    err_set(e, RC_DAMAGED, "%s; hãy báo người viết.", sentence);
    (void)err_cause(e, "%s: %s", what, sql);
    return RC_DAMAGED;
}

/* What a programmer got wrong, found the first time the statement runs. */
static enum rc check_statement(struct query *q, enum capability cap, const char *sql,
                               struct err *e) {
    bool scoped = sqlite3_bind_parameter_index(q->stmt, ":scope") > 0;
    bool owned = db_statement_owned(q->db, q->stmt);
    q->numbers_only = owned && !scoped;
    if (!is_select(sql) || !sqlite3_stmt_readonly(q->stmt))
        return mistake("Chương trình định ghi ở chỗ chỉ được đọc", "not a SELECT", sql, e);
    if (q->numbers_only && cap != CAP_TOTALS)
        return mistake("Chương trình định đọc bản ghi mà không giới hạn theo đơn vị", "no :scope",
                       sql, e);
    if (db_statement_personal(q->db, q->stmt) &&
        sqlite3_bind_parameter_index(q->stmt, ":officer") == 0)
        return mistake("Chương trình định đọc bản nháp của người khác", "no :officer", sql, e);
    return RC_OK;
}

enum rc query_open(struct query *q, struct session *s, enum capability cap, const char *sql,
                   struct err *e) {
    *q = (struct query){.db = s->db};
    enum rc rc = db_here(s->db, e);
    if (rc == RC_OK)
        rc = session_need(s, cap, e);
    if (rc == RC_OK)
        rc = db_prepare(s->db, sql, &q->stmt, e);
    if (rc == RC_OK)
        rc = check_statement(q, cap, sql, e);
    if (rc) {
        query_close(q);
        return rc;
    }
    char iso[DATE_TEXT_SIZE];
    bool all = capability_scope(s->role, cap) == SCOPE_ALL;
    query_bind_text(q, ":scope", all ? NULL : s->unit);
    query_bind_text(q, ":officer", s->officer);
    query_bind(q, ":campaign", s->campaign_id);
    query_bind_text(q, ":today", date_iso(s->today, iso));
    return RC_OK;
}

void query_bind_text(struct query *q, const char *name, const char *value) {
    int at = sqlite3_bind_parameter_index(q->stmt, name);
    if (at > 0)
        db_bind_text(q->db, q->stmt, at, value);
}

void query_bind(struct query *q, const char *name, int64_t value) {
    int at = sqlite3_bind_parameter_index(q->stmt, name);
    if (at > 0)
        db_bind_number(q->db, q->stmt, at, value);
}

enum rc query_step(struct query *q, bool *row, struct err *e) {
    return db_step(q->db, q->stmt, row, e);
}

/* Totals of all units are numbers; a name or a note among them would be somebody's record. */
const char *query_text(struct query *q, int column) {
    return q->numbers_only ? NULL : db_column_text(q->db, q->stmt, column);
}

int64_t query_number(struct query *q, int column) {
    return db_column_number(q->stmt, column);
}

date query_date(struct query *q, int column) {
    return db_column_date(q->db, q->stmt, column);
}

enum rc query_row_whole(struct query *q, struct err *e) {
    return db_row_whole(q->db, e);
}

void query_again(struct query *q) {
    (void)sqlite3_reset(q->stmt);
}

void query_close(struct query *q) {
    if (q->stmt != NULL)
        db_release(q->db, q->stmt);
    q->stmt = NULL;
}

enum rc query_moment(struct session *s, struct err *e) {
    struct db *db = s->db;
    enum rc rc = RC_OK;
    if (db->moments == 0 && db->tx == NULL)
        rc = db_exec(db, "BEGIN", e);
    if (rc)
        db_undo(db);
    db->moments += rc == RC_OK;
    return rc;
}

void query_moment_over(struct session *s) {
    struct db *db = s->db;
    if (--db->moments == 0 && db->tx == NULL)
        db_undo(db); /* nothing was written; a COMMIT could fail for memory, and the lock stay */
    session_denied_tell(s);
}

enum rc query_one(struct session *s, enum capability cap, const char *sql, int64_t *out,
                  struct err *e) {
    struct query q;
    *out = FIELD_NONE;
    enum rc rc = query_open(&q, s, cap, sql, e);
    if (rc)
        return rc;
    bool row = false;
    rc = query_step(&q, &row, e);
    if (rc == RC_OK && row)
        *out = query_number(&q, 0);
    query_close(&q);
    return rc;
}
