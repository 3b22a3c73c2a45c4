/* Statements: prepared once, kept for the next time, never left open. */
#include "parts.h"

#include <stdio.h>
#include <string.h>

static struct db_statement *kept_as(struct db *db, const char *sql) {
    for (size_t i = 0; i < DB_STATEMENTS; i++) {
        struct db_statement *k = &db->statements[i];
        if (k->stmt != NULL && !k->busy && strcmp(sqlite3_sql(k->stmt), sql) == 0)
            return k;
    }
    return NULL;
}

/* An empty place, else the one not used for longest; NULL while all are in use. */
static struct db_statement *place(struct db *db) {
    struct db_statement *best = NULL;
    for (size_t i = 0; i < DB_STATEMENTS; i++) {
        struct db_statement *k = &db->statements[i];
        if (k->stmt == NULL)
            return k;
        if (!k->busy && (best == NULL || k->used < best->used))
            best = k;
    }
    if (best != NULL) {
        sqlite3_finalize(best->stmt);
        *best = (struct db_statement){0};
    }
    return best;
}

static enum rc fill(struct db *db, const char *sql, struct db_statement **out, struct err *e) {
    struct db_statement *k = place(db);
    if (k == NULL)
        return err_set(e, RC_DAMAGED,
                       "Chương trình mở quá nhiều truy vấn cùng lúc; hãy báo người viết.");
    db->saw_owned = db->saw_personal = false;
    int code = sqlite3_prepare_v3(db->handle, sql, -1, 0, &k->stmt, NULL);
    if (code != SQLITE_OK) {
        k->stmt = NULL;
        return db_fail(db, code, e);
    }
    k->owned = db->saw_owned;
    k->personal = db->saw_personal;
    *out = k;
    return RC_OK;
}

static sqlite3_stmt *use(struct db *db, struct db_statement *k) {
    k->busy = true;
    k->used = ++db->clock;
    return k->stmt;
}

enum rc db_prepare(struct db *db, const char *sql, sqlite3_stmt **out, struct err *e) {
    struct db_statement *k = kept_as(db, sql);
    enum rc rc = k != NULL ? RC_OK : fill(db, sql, &k, e);
    *out = k != NULL ? use(db, k) : NULL;
    return rc;
}

enum rc db_prepare_for(struct db *db, const struct kind *kind, db_sql_fn *make, sqlite3_stmt **out,
                       struct err *e) {
    struct buf sql = {0};
    *out = NULL;
    for (size_t i = 0; i < DB_STATEMENTS; i++) {
        struct db_statement *k = &db->statements[i];
        if (k->stmt != NULL && !k->busy && k->kind == kind && k->make == make) {
            *out = use(db, k);
            return RC_OK;
        }
    }
    make(kind, &sql);
    struct db_statement *k = NULL;
    enum rc rc = sql.failed ? err_nomem(e) : fill(db, buf_str(&sql), &k, e);
    if (rc == RC_OK) {
        k->kind = kind;
        k->make = make;
        *out = use(db, k);
    }
    buf_free(&sql);
    return rc;
}

bool db_statement_owned(const struct db *db, const sqlite3_stmt *stmt) {
    for (size_t i = 0; i < DB_STATEMENTS; i++)
        if (db->statements[i].stmt == stmt)
            return db->statements[i].owned;
    return true;
}

bool db_statement_personal(const struct db *db, const sqlite3_stmt *stmt) {
    for (size_t i = 0; i < DB_STATEMENTS; i++)
        if (db->statements[i].stmt == stmt)
            return db->statements[i].personal;
    return true;
}

void db_release(struct db *db, sqlite3_stmt *stmt) {
    if (stmt == NULL)
        return;
    (void)sqlite3_reset(stmt);
    (void)sqlite3_clear_bindings(stmt);
    for (size_t i = 0; i < DB_STATEMENTS; i++)
        if (db->statements[i].stmt == stmt)
            db->statements[i].busy = false;
}

void db_forget_statements(struct db *db) {
    for (size_t i = 0; i < DB_STATEMENTS; i++) {
        if (db->statements[i].busy)
            continue;
        sqlite3_finalize(db->statements[i].stmt);
        db->statements[i] = (struct db_statement){0};
    }
}

enum rc db_step(struct db *db, sqlite3_stmt *stmt, bool *row, struct err *e) {
    if (row != NULL)
        *row = false;
    enum rc rc = db_row_whole(db, e);
    if (rc)
        return rc;
    int code = sqlite3_step(stmt);
    if (row != NULL)
        *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return RC_OK;
    return db_fail(db, code, e);
}

enum rc db_take_number(struct db *db, sqlite3_stmt *stmt, int64_t *out, struct err *e) {
    bool row = false;
    enum rc rc = db_step(db, stmt, &row, e);
    *out = row ? db_column_number(stmt, 0) : FIELD_NONE;
    db_release(db, stmt);
    return rc;
}

enum rc db_take_text(struct db *db, sqlite3_stmt *stmt, struct arena *a, const char **out,
                     struct err *e) {
    bool row = false;
    enum rc rc = db_step(db, stmt, &row, e);
    *out = NULL;
    if (rc == RC_OK && row) {
        *out = arena_dup(a, db_column_text(db, stmt, 0));
        rc = a->failed ? err_nomem(e) : db_row_whole(db, e);
    }
    db_release(db, stmt);
    return rc;
}

enum rc db_exec(struct db *db, const char *sql, struct err *e) {
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? RC_OK : db_fail(db, code, e);
}

/* A bind that fails (memory) leaves NULL in the parameter and SQLite steps on with it, so a field
 * would silently be stored as "not given": the failure is kept for the next step. */
static void bound(struct db *db, int code) {
    if (code != SQLITE_OK)
        db->starved = true;
}

void db_bind_text(struct db *db, sqlite3_stmt *stmt, int at, const char *value) {
    if (value == NULL)
        bound(db, sqlite3_bind_null(stmt, at));
    else
        bound(db, sqlite3_bind_text(stmt, at, value, -1, SQLITE_TRANSIENT));
}

void db_bind_number(struct db *db, sqlite3_stmt *stmt, int at, int64_t value) {
    if (value == FIELD_NONE)
        bound(db, sqlite3_bind_null(stmt, at));
    else
        bound(db, sqlite3_bind_int64(stmt, at, value));
}

void db_bind_bytes(struct db *db, sqlite3_stmt *stmt, int at, const void *bytes, int n) {
    bound(db, sqlite3_bind_blob(stmt, at, bytes, n, SQLITE_TRANSIENT));
}

void db_bind_date(struct db *db, sqlite3_stmt *stmt, int at, date value) {
    char iso[DATE_TEXT_SIZE];
    db_bind_text(db, stmt, at, value == DATE_NONE ? NULL : date_iso(value, iso));
}

/* The type is asked for only where the value may stand for none. */
int64_t db_column_number(sqlite3_stmt *stmt, int column) {
    int64_t value = sqlite3_column_int64(stmt, column);
    return value == 0 && sqlite3_column_type(stmt, column) == SQLITE_NULL ? FIELD_NONE : value;
}

const char *db_column_text(struct db *db, sqlite3_stmt *stmt, int column) {
    if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
        return NULL;
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    if (text == NULL)
        db->starved = true;
    return text != NULL ? text : "";
}

enum rc db_row_whole(struct db *db, struct err *e) {
    bool whole = !db->starved;
    db->starved = false;
    return whole ? RC_OK : err_nomem(e);
}

void db_copy_text(struct db *db, sqlite3_stmt *stmt, int column, char *out, size_t size) {
    const char *text = db_column_text(db, stmt, column);
    (void)snprintf(out, size, "%s", text != NULL ? text : "");
}

date db_column_date(struct db *db, sqlite3_stmt *stmt, int column) {
    date d = DATE_NONE;
    const char *text = db_column_text(db, stmt, column);
    return text != NULL && date_from_iso(text, &d) ? d : DATE_NONE;
}

void db_undo(struct db *db) {
    if (sqlite3_get_autocommit(db->handle) != 0)
        return;
    (void)sqlite3_step(db->rollback);
    (void)sqlite3_reset(db->rollback);
}
