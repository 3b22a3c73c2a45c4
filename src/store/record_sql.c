/* Statements made from the field table, and rows turned into records by it. Columns of a kind come
 * in one order everywhere: the head, then the fields. */
#include "parts.h"

#include "thidua/text.h"

#include <string.h>

/* The unit's column is in the head already, or is itself a field (a unit's code). */
static bool in_head(const struct kind *kind, const struct field *f) {
    return strcmp(f->key, kind->unit_column) == 0;
}

void record_select(const struct kind *kind, struct buf *sql) {
    buf_printf(sql, "SELECT id, version, %s, author", kind->unit_column);
    for (size_t i = 0; i < kind->count; i++)
        buf_printf(sql, ", %s", kind->fields[i].key);
    buf_printf(sql, " FROM %s", kind->table);
}

static void read_sql(const struct kind *kind, const char *which, struct buf *sql) {
    record_select(kind, sql);
    buf_printf(sql, " WHERE id = ?1 AND deleted_at IS %s AND (?2 IS NULL OR %s = ?2)", which,
               kind->unit_column);
    if (kind->campaign)
        buf_puts(sql, " AND campaign = ?3");
}

void record_read_sql(const struct kind *kind, struct buf *sql) {
    read_sql(kind, "NULL", sql);
}

void record_read_hidden_sql(const struct kind *kind, struct buf *sql) {
    read_sql(kind, "NOT NULL", sql);
}

static enum rc damaged(const struct kind *kind, const struct field *f, struct err *e) {
    return err_field(e, RC_DAMAGED, f->key,
                     "Dữ liệu hỏng: ô “%s” của %s có giá trị lạ; hãy báo người quản trị.", f->label,
                     kind->label);
}

static enum rc take_column(struct db *db, sqlite3_stmt *stmt, int column, const struct kind *kind,
                           const struct field *f, struct arena *a, void *record, struct err *e) {
    if (field_is_text(f->type)) {
        const char *text = db_column_text(db, stmt, column);
        *field_text(f, record) = arena_dup(a, text);
        return RC_OK;
    }
    int64_t *out = field_number(f, record);
    *out = FIELD_NONE;
    if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
        return RC_OK;
    if (f->type == FIELD_DATE) {
        *out = db_column_date(db, stmt, column);
        return *out == DATE_NONE ? damaged(kind, f, e) : RC_OK;
    }
    if (f->type == FIELD_CHOICE) {
        const char *code = db_column_text(db, stmt, column);
        int index = code == NULL ? -1 : choice_index(f->choices, code);
        *out = index;
        return index < 0 ? damaged(kind, f, e) : RC_OK;
    }
    *out = db_column_number(stmt, column);
    return RC_OK;
}

enum rc record_row(struct db *db, sqlite3_stmt *stmt, const struct kind *kind, struct arena *a,
                   void *record, struct err *e) {
    record_blank(kind, record);
    struct record_head *head = record;
    head->id = db_column_number(stmt, 0);
    head->version = db_column_number(stmt, 1);
    head->unit = arena_dup(a, db_column_text(db, stmt, 2));
    head->author = arena_dup(a, db_column_text(db, stmt, 3));
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < kind->count; i++)
        rc = take_column(db, stmt, 4 + (int)i, kind, &kind->fields[i], a, record, e);
    enum rc whole = db_row_whole(db, e); /* what looks damaged may be what could not be read */
    if (whole == RC_OK && a->failed)
        whole = err_nomem(e);
    return whole ? whole : rc;
}

void record_insert_sql(const struct kind *kind, struct buf *sql) {
    int n = 4; /* ?1 unit, ?2 author, ?3 now, ?4 campaign */
    struct buf values = {0};
    buf_printf(sql, "INSERT INTO %s (version, %s, author, created_at", kind->table,
               kind->unit_column);
    buf_puts(&values, "1, ?1, ?2, ?3");
    if (kind->campaign) {
        buf_puts(sql, ", campaign");
        buf_puts(&values, ", ?4");
    }
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        if (in_head(kind, f))
            continue;
        buf_printf(sql, ", %s", f->key);
        buf_printf(&values, ", ?%d", ++n);
        if (f->flags & FIELD_ORDERED) {
            buf_printf(sql, ", %s_fold, %s_order", f->key, f->key);
            buf_printf(&values, ", ?%d, ?%d", n + 1, n + 2);
            n += 2;
        }
    }
    buf_printf(sql, ") VALUES (%s)", buf_str(&values));
    sql->failed = sql->failed || values.failed;
    buf_free(&values);
}

/* The value, and after it the keys for search and order. Returns the last parameter bound. */
static int bind_field(struct db *db, sqlite3_stmt *stmt, int at, const struct field *f,
                      const void *record, bool *failed) {
    const char *text = field_is_text(f->type) ? field_text_of(f, record) : NULL;
    if (text != NULL && *text == '\0')
        text = NULL;
    int64_t number = field_is_text(f->type) ? FIELD_NONE : field_number_of(f, record);
    if (field_is_text(f->type))
        db_bind_text(db, stmt, at, text);
    else if (f->type == FIELD_DATE)
        db_bind_date(db, stmt, at, number);
    else if (f->type == FIELD_CHOICE)
        db_bind_text(db, stmt, at, number == FIELD_NONE ? NULL : f->choices[number].code);
    else
        db_bind_number(db, stmt, at, number);
    if ((f->flags & FIELD_ORDERED) == 0)
        return at;
    struct buf fold = {0};
    struct buf order = {0};
    if (text != NULL) {
        text_fold(text, &fold);
        if (f->flags & FIELD_PERSON)
            text_person_key(text, &order);
        else
            text_order_key(text, &order);
    }
    db_bind_text(db, stmt, at + 1, text == NULL ? NULL : buf_str(&fold));
    db_bind_text(db, stmt, at + 2, text == NULL ? NULL : buf_str(&order));
    *failed = *failed || fold.failed || order.failed;
    buf_free(&fold);
    buf_free(&order);
    return at + 2;
}

enum rc record_insert_bind(struct tx *tx, sqlite3_stmt *stmt, const struct kind *kind,
                           const void *record, struct err *e) {
    struct db *db = tx->session->db;
    const struct record_head *head = record;
    char now[INSTANT_TEXT_SIZE];
    bool failed = false;
    int n = 4;
    db_bind_text(db, stmt, 1, head->unit);
    db_bind_text(db, stmt, 2, head->author);
    db_bind_text(db, stmt, 3, instant_now(now));
    if (kind->campaign)
        db_bind_number(db, stmt, 4, tx->session->campaign_id);
    for (size_t i = 0; i < kind->count; i++)
        if (!in_head(kind, &kind->fields[i]))
            n = bind_field(db, stmt, n + 1, &kind->fields[i], record, &failed);
    return failed ? err_nomem(e) : RC_OK;
}

void record_update_sql(const struct kind *kind, const bool *changed, struct buf *sql) {
    int n = 3; /* ?1 id, ?2 version, ?3 unit */
    buf_printf(sql, "UPDATE %s SET version = version + 1", kind->table);
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        if (!changed[i])
            continue;
        buf_printf(sql, ", %s = ?%d", f->key, ++n);
        if (f->flags & FIELD_ORDERED) {
            buf_printf(sql, ", %s_fold = ?%d, %s_order = ?%d", f->key, n + 1, f->key, n + 2);
            n += 2;
        }
    }
    buf_printf(sql, " WHERE id = ?1 AND version = ?2 AND %s IS ?3 AND deleted_at IS NULL",
               kind->unit_column);
}

enum rc record_update_bind(struct tx *tx, sqlite3_stmt *stmt, const struct kind *kind,
                           const bool *changed, const void *before, const void *record,
                           struct err *e) {
    struct db *db = tx->session->db;
    const struct record_head *head = before;
    bool failed = false;
    int n = 3;
    db_bind_number(db, stmt, 1, head->id);
    db_bind_number(db, stmt, 2, head->version);
    db_bind_text(db, stmt, 3, head->unit);
    for (size_t i = 0; i < kind->count; i++)
        if (changed[i])
            n = bind_field(db, stmt, n + 1, &kind->fields[i], record, &failed);
    return failed ? err_nomem(e) : RC_OK;
}
