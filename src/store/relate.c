/* Rules of one record that need the officer's rights, the clock, or other records. Who may write
 * what is asked here for every single record, whatever the transaction was begun for, so that one
 * transaction may hold records of several kinds. */
#include "relate.h"

#include <string.h>

/* Work done long before the campaign or after it is a slip of the keyboard (2012 for 2021). */
enum { DAYS_AROUND = 366 };

enum rc relate_day(struct tx *tx, const char *field, const char *label, date day, bool past_only,
                   struct err *e) {
    const struct session *s = tx->session;
    char shown[DATE_TEXT_SIZE];
    if (day == DATE_NONE)
        return RC_OK;
    if (past_only && day > s->today)
        return err_field(e, RC_INVALID, field, "%s %s chưa tới; hãy ghi ngày đã qua hoặc hôm nay.",
                         label, date_text(day, shown));
    if (day < s->campaign->start - DAYS_AROUND || day > s->campaign->end + DAYS_AROUND)
        return err_field(e, RC_INVALID, field,
                         "%s %s quá xa thời gian của đợt thi đua; hãy xem lại năm.", label,
                         date_text(day, shown));
    return RC_OK;
}

enum rc relate_may(struct session *s, enum capability cap, const void *record, struct err *e) {
    const struct record_head *head = record;
    return session_may(s, cap, head->unit, e) ? RC_OK : RC_DENIED;
}

enum rc relate_count(struct tx *tx, const char *sql, int64_t id, const char *text, int64_t *out,
                     struct err *e) {
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    if (text != NULL)
        db_bind_text(db, stmt, 1, text);
    else
        db_bind_number(db, stmt, 1, id);
    return db_take_number(db, stmt, out, e);
}

/* The record that `record` belongs to, and its unit as that of a record that names none. */
enum rc relate_parent(struct tx *tx, enum kind_id kind, const char *field, int64_t id,
                      struct arena *a, void *parent, struct record_head *head, struct err *e) {
    enum rc rc = record_read(tx, &kinds[kind], id, a, parent, e);
    if (rc == RC_MISSING)
        return err_field(e, RC_MISSING, field, "Không có %s số %lld.", kinds[kind].label,
                         (long long)id);
    if (rc)
        return rc;
    const struct record_head *owner = parent;
    if (head->unit == NULL || *head->unit == '\0')
        head->unit = session_unit(tx->session, owner->unit);
    if (head->unit == NULL || strcmp(head->unit, owner->unit) != 0)
        return err_field(e, RC_INVALID, "unit", "Đơn vị không khớp: %s số %lld là của đơn vị khác.",
                         kinds[kind].label, (long long)id);
    return RC_OK;
}

static const struct relation *const relations[KIND_COUNT] = {
    [KIND_UNIT] = &relate_units,
    [KIND_OFFICER] = &relate_officers,
    [KIND_WORK] = &relate_works,
    [KIND_PROGRESS] = &relate_entries,
    [KIND_DUTY_DONE] = &relate_duties,
    [KIND_RECEIPT] = &relate_receipts,
    [KIND_NOMINATION] = &relate_nominations,
    [KIND_JUDGEMENT] = &relate_judgements,
};

bool record_can_change(struct session *s, const struct kind *kind, const void *record,
                       struct err *why) {
    return relations[kind->id]->open(s, record, why) == RC_OK;
}

enum rc relate_insert(struct tx *tx, const struct kind *kind, void *record, struct err *e) {
    return relations[kind->id]->insert(tx, record, e);
}

enum rc relate_update(struct tx *tx, const struct kind *kind, const void *before,
                      const void *record, struct err *e) {
    return relations[kind->id]->update(tx, before, record, e);
}

enum rc relate_delete(struct tx *tx, const struct kind *kind, const void *before, struct err *e) {
    return relations[kind->id]->remove(tx, before, e);
}

/* Whose unit was deleted meanwhile has nobody to belong to. */
static enum rc unit_there(struct tx *tx, const struct record_head *head, struct err *e) {
    static const char sql[] = "SELECT count(*) FROM unit WHERE code = ?1 AND deleted_at IS NULL";
    int64_t n = 0;
    enum rc rc = relate_count(tx, sql, 0, head->unit, &n, e);
    if (rc == RC_OK && n == 0)
        rc = err_set(e, RC_CONFLICT, "Đơn vị “%.60s” đã bị xóa; hãy lấy lại đơn vị trước.",
                     head->unit);
    return rc;
}

enum rc relate_recover(struct tx *tx, const struct kind *kind, const void *record, struct err *e) {
    const struct relation *r = relations[kind->id];
    enum rc rc = kind->campaign ? unit_there(tx, record, e) : RC_OK;
    if (rc)
        return rc;
    return r->recover != NULL ? r->recover(tx, record, e) : r->update(tx, record, record, e);
}
