#include "parts.h"

#include "thidua/news.h"

#include <string.h>

static bool differs(const char *a, const char *b) {
    return a != b && (a == NULL || b == NULL || strcmp(a, b) != 0);
}

/* What the officer reads when a code is taken, by the kind of record. */
static enum rc taken(const struct kind *kind, struct err *e) {
    switch (kind->id) {
    case KIND_UNIT:
        return err_field(e, RC_CONFLICT, "code",
                         "Mã đơn vị này đã dùng (có thể cho một đơn vị đã xóa); hãy đặt mã khác.");
    case KIND_OFFICER:
        return err_field(e, RC_CONFLICT, "login",
                         "Tên đăng nhập này đã dùng (có thể cho một người đã xóa); hãy đặt tên "
                         "khác.");
    case KIND_NOMINATION:
        return err_field(e, RC_CONFLICT, "work",
                         "Công trình, phần việc này đã được giới thiệu khen thưởng rồi.");
    default:
        return err_field(e, RC_CONFLICT, "criterion",
                         "Dòng này vừa được người khác đánh giá; hãy xem lại rồi đánh giá lại.");
    }
}

static void json_member(struct buf *out, const struct field *f, const void *record) {
    buf_puts(out, out->len > 1 ? "," : "");
    buf_json(out, f->key);
    buf_char(out, ':');
    field_json(f, record, out);
}

/* The log's before and after: of a new or deleted record what it holds, of a changed one what
 * changed. `before` or `after` may be NULL. */
static enum rc log_change(struct tx *tx, const struct kind *kind, const char *verb,
                          const bool *changed, const void *before, const void *after,
                          struct err *e) {
    const struct record_head *head = after != NULL ? after : before;
    struct buf old = {0};
    struct buf new = {0};
    buf_char(&old, '{');
    buf_char(&new, '{');
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        if ((changed != NULL && !changed[i]) || totals_field(kind, f))
            continue;
        if (before != NULL && (changed != NULL || field_given(f, before)))
            json_member(&old, f, before);
        if (after != NULL && (changed != NULL || field_given(f, after)))
            json_member(&new, f, after);
    }
    buf_char(&old, '}');
    buf_char(&new, '}');
    struct log_entry entry = {.kind = kind->name,
                              .unit = head->unit,
                              .verb = verb,
                              .before = before != NULL ? buf_str(&old) : NULL,
                              .after = after != NULL ? buf_str(&new) : NULL,
                              .id = head->id,
                              .campaign = kind->campaign};
    enum rc rc = old.failed || new.failed ? err_nomem(e) : log_write(tx, &entry, e);
    buf_free(&old);
    buf_free(&new);
    return rc;
}

/* Totals of the work that the record is, or belongs to. */
static enum rc follow(struct tx *tx, const struct kind *kind, const void *record, struct err *e) {
    if (kind->id == KIND_UNIT)
        session_names_stale(tx->session);
    if (kind->id == KIND_WORK)
        return totals_refresh(tx, ((const struct record_head *)record)->id, e);
    if (kind->id == KIND_PROGRESS)
        return totals_refresh(tx, ((const struct progress *)record)->work, e);
    return RC_OK;
}

/* A unit is its own; a record that does not name its unit is of the transaction's. */
static void name_owner(const struct tx *tx, const struct kind *kind, void *record) {
    struct record_head *head = record;
    if (kind->id == KIND_UNIT)
        head->unit = ((const struct unit *)record)->code;
    else if (kind->id != KIND_OFFICER && (head->unit == NULL || *head->unit == '\0'))
        head->unit = tx->unit;
}

static enum rc check_owner(struct tx *tx, const struct kind *kind, const struct record_head *head,
                           struct err *e) {
    if (kind->campaign && (head->unit == NULL || *head->unit == '\0'))
        return err_field(e, RC_INVALID, "unit", "Còn thiếu đơn vị; hãy chọn đơn vị.");
    if (tx->unit != NULL && differs(tx->unit, head->unit))
        return err_field(e, RC_DENIED, "unit", "Không ghi được cho đơn vị khác trong lần này.");
    return RC_OK;
}

enum rc record_insert(struct tx *tx, const struct kind *kind, void *record, struct err *e) {
    struct db *db = tx->session->db;
    struct record_head *head = record;
    sqlite3_stmt *stmt = NULL;
    name_owner(tx, kind, record);
    head->author = tx->session->officer;
    enum rc rc = relate_insert(tx, kind, record, e);
    if (rc == RC_OK)
        rc = check_owner(tx, kind, head, e);
    if (rc == RC_OK)
        rc = record_valid(tx, kind, NULL, record, e);
    if (rc)
        return rc;
    rc = db_prepare_for(db, kind, record_insert_sql, &stmt, e);
    if (rc == RC_OK)
        rc = record_insert_bind(tx, stmt, kind, record, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, NULL, e);
    if (rc && sqlite3_extended_errcode(db->handle) == SQLITE_CONSTRAINT_UNIQUE)
        rc = taken(kind, e);
    if (rc == RC_OK) {
        head->id = sqlite3_last_insert_rowid(db->handle);
        head->version = 1;
    }
    db_release(db, stmt);
    if (rc == RC_OK)
        rc = log_change(tx, kind, "add", NULL, NULL, record, e);
    return rc ? rc : follow(tx, kind, record, e);
}

/* Somebody else was quicker: who, and when. */
static enum rc newer(struct tx *tx, const struct kind *kind, int64_t id, struct err *e) {
    struct news_change c;
    struct buf who = {0};
    (void)news_last(tx->session, kind, id, NULL, &c, NULL);
    news_say(&c, &who);
    enum rc rc = err_set(
        e, RC_CONFLICT, "Trong lúc bạn sửa, %s này đã đổi%s%s%s; hãy xem bản mới rồi sửa lại.",
        kind->label, who.len > 0 ? " (" : "", buf_str(&who), who.len > 0 ? ")" : "");
    buf_free(&who);
    return rc;
}

/* Write the fields that changed over the version read, and tell the log. */
static enum rc write_changes(struct tx *tx, const struct kind *kind, const bool *changed,
                             const void *before, void *record, struct err *e) {
    struct db *db = tx->session->db;
    struct record_head *head = record;
    struct buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    record_update_sql(kind, changed, &sql);
    enum rc rc = sql.failed ? err_nomem(e) : db_prepare(db, buf_str(&sql), &stmt, e);
    if (rc == RC_OK)
        rc = record_update_bind(tx, stmt, kind, changed, before, record, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, NULL, e);
    if (rc == RC_OK && sqlite3_changes(db->handle) != 1)
        rc = newer(tx, kind, head->id, e);
    db_release(db, stmt);
    buf_free(&sql);
    if (rc == RC_OK)
        head->version++;
    return rc ? rc : log_change(tx, kind, "set", changed, before, record, e);
}

/* Which fields differ; those `kept` says are not to be written are made as they were stored. */
static enum rc find_changes(const struct kind *kind, bool kept, const void *before, void *record,
                            bool *changed, bool *any, struct err *e) {
    *any = false;
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        changed[i] = false;
        if (((f->flags & FIELD_KEPT) != 0) != kept) {
            /* A text is left alone: it is not written, and the stored one dies with our arena. */
            if (!field_is_text(f->type))
                *field_number(f, record) = field_number_of(f, before);
            continue;
        }
        changed[i] = !field_same(f, before, record);
        *any = *any || changed[i];
        if (changed[i] && (f->flags & FIELD_FIXED))
            return err_field(e, RC_INVALID, f->key,
                             "“%s” đã định từ lúc tạo, không sửa được; hãy tạo mới nếu cần.",
                             f->label);
    }
    return RC_OK;
}

enum rc record_update(struct tx *tx, const struct kind *kind, void *record, struct err *e) {
    struct record_head *head = record;
    union any_record before;
    bool changed[FIELDS_MOST];
    bool any = false;
    struct arena a = {0};
    enum rc rc = record_read(tx, kind, head->id, &a, &before, e);
    if ((rc == RC_MISSING && head->version > 0) ||
        (rc == RC_OK && before.head.version != head->version))
        rc = newer(tx, kind, head->id, e);
    name_owner(tx, kind, record);
    if (rc == RC_OK)
        rc = find_changes(kind, false, &before, record, changed, &any, e);
    if (rc == RC_OK && any) {
        rc = relate_update(tx, kind, &before, record, e);
        if (rc == RC_OK)
            rc = record_valid(tx, kind, &before, record, e);
        if (rc == RC_OK)
            rc = write_changes(tx, kind, changed, &before, record, e);
        if (rc == RC_OK)
            rc = follow(tx, kind, record, e);
    }
    arena_free(&a);
    return rc;
}

enum rc record_update_kept(struct tx *tx, const struct kind *kind, const void *before, void *record,
                           struct err *e) {
    bool changed[FIELDS_MOST];
    bool any = false;
    enum rc rc = find_changes(kind, true, before, record, changed, &any, e);
    return rc || !any ? rc : write_changes(tx, kind, changed, before, record, e);
}

/* Hide it, or show it again, in the version read. */
static enum rc write_hidden(struct tx *tx, const struct kind *kind, const struct record_head *head,
                            bool hidden, struct err *e) {
    struct db *db = tx->session->db;
    struct buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    char now[INSTANT_TEXT_SIZE];
    buf_printf(&sql,
               "UPDATE %s SET deleted_at = ?3, version = version + 1 WHERE id = ?1"
               " AND version = ?2 AND (deleted_at IS NULL) = (?3 IS NOT NULL)",
               kind->table);
    enum rc rc = sql.failed ? err_nomem(e) : db_prepare(db, buf_str(&sql), &stmt, e);
    if (rc == RC_OK) {
        db_bind_number(db, stmt, 1, head->id);
        db_bind_number(db, stmt, 2, head->version);
        db_bind_text(db, stmt, 3, hidden ? instant_now(now) : NULL);
        rc = db_step(db, stmt, NULL, e);
    }
    if (rc && sqlite3_extended_errcode(db->handle) == SQLITE_CONSTRAINT_UNIQUE)
        rc = taken(kind, e);
    if (rc == RC_OK && sqlite3_changes(db->handle) != 1)
        rc = newer(tx, kind, head->id, e);
    db_release(db, stmt);
    buf_free(&sql);
    return rc;
}

enum rc record_delete(struct tx *tx, const struct kind *kind, int64_t id, int64_t version,
                      struct err *e) {
    union any_record before;
    struct arena a = {0};
    enum rc rc = record_read(tx, kind, id, &a, &before, e);
    if (rc == RC_OK && version != 0 && before.head.version != version)
        rc = newer(tx, kind, id, e);
    if (rc == RC_OK)
        rc = relate_delete(tx, kind, &before, e);
    if (rc == RC_OK)
        rc = write_hidden(tx, kind, &before.head, true, e);
    if (rc == RC_OK)
        rc = log_change(tx, kind, "delete", NULL, &before, NULL, e);
    if (rc == RC_OK)
        rc = follow(tx, kind, &before, e);
    arena_free(&a);
    return rc;
}

enum rc record_recover(struct tx *tx, const struct kind *kind, int64_t id, struct err *e) {
    union any_record record;
    struct arena a = {0};
    enum rc rc = record_read_hidden(tx, kind, id, &a, &record, e);
    if (rc == RC_OK)
        rc = relate_recover(tx, kind, &record, e);
    if (rc == RC_OK)
        rc = record_valid(tx, kind, &record, &record, e);
    if (rc == RC_OK)
        rc = write_hidden(tx, kind, &record.head, false, e);
    if (rc == RC_OK)
        rc = log_change(tx, kind, "recover", NULL, NULL, &record, e);
    if (rc == RC_OK)
        rc = follow(tx, kind, &record, e);
    arena_free(&a);
    return rc;
}
