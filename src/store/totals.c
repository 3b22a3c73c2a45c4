/* Totals kept with a work: what its entries add up to, and the days that follow from that
 * (pace.h). Written in the transaction of whatever changed them, so that a list of 100,000 works
 * reads no entry; without a row in the log, because they say nothing that the entries do not. */
#include "parts.h"

#include "thidua/pace.h"

#include <string.h>

bool totals_field(const struct kind *kind, const struct field *f) {
    static const char *const keys[] = {"done",         "value",     "women",   "children",
                                       "participants", "entries",   "percent", "last_entry",
                                       "behind_from",  "stale_from"};
    for (size_t i = 0; kind->id == KIND_WORK && i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(f->key, keys[i]) == 0)
            return true;
    return false;
}

enum rc totals_given(struct tx *tx, int64_t work, int64_t *out, struct err *e) {
    static const char sql[] = "SELECT percent FROM progress WHERE work = ?1 AND percent IS NOT NULL"
                              " AND deleted_at IS NULL ORDER BY day DESC, id DESC LIMIT 1";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, work);
    return db_take_number(db, stmt, out, e);
}

static enum rc add_up(struct tx *tx, int64_t id, struct work *w, struct err *e) {
    static const char sql[] =
        "SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0), coalesce(sum(women), 0),"
        " coalesce(sum(children), 0), coalesce(sum(participants), 0), count(*), max(day)"
        " FROM progress WHERE work = ?1 AND deleted_at IS NULL";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, id);
    rc = db_step(db, stmt, &row, e);
    if (row) {
        w->done = db_column_number(stmt, 0);
        w->value = db_column_number(stmt, 1);
        w->women = db_column_number(stmt, 2);
        w->children = db_column_number(stmt, 3);
        w->participants = db_column_number(stmt, 4);
        w->entries = db_column_number(stmt, 5);
        w->last_entry = db_column_date(db, stmt, 6);
    }
    db_release(db, stmt);
    return rc;
}

/* Entries may take back what an earlier one said too much, not more than that. */
static enum rc not_negative(const struct work *w, struct err *e) {
    const struct {
        int64_t sum;
        const char *field, *label;
    } sums[] = {
        {w->done, "quantity", "Số lượng"},
        {w->value, "value", "Trị giá"},
        {w->women, "women", "Số phụ nữ thụ hưởng"},
        {w->children, "children", "Số trẻ em thụ hưởng"},
        {w->participants, "participants", "Số người hưởng ứng"},
    };
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        if (sums[i].sum < 0)
            return err_field(e, RC_INVALID, sums[i].field,
                             "%s cộng lại thành số âm; hãy xem lại số vừa ghi.", sums[i].label);
    return RC_OK;
}

/* What pace_fill needs of the work. */
static enum rc read_basis(struct tx *tx, int64_t id, struct work *w, bool *found, struct err *e) {
    static const char sql[] = "SELECT state, goal, start, finish, approved FROM work WHERE id = ?1";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, id);
    rc = db_step(db, stmt, found, e);
    if (rc == RC_OK && *found) {
        const char *state = db_column_text(db, stmt, 0);
        w->state = state == NULL ? -1 : choice_index(work_states, state);
        w->goal = db_column_number(stmt, 1);
        w->start = db_column_date(db, stmt, 2);
        w->finish = db_column_date(db, stmt, 3);
        w->approved = db_column_date(db, stmt, 4);
        rc = db_row_whole(db, e);
    }
    db_release(db, stmt);
    return rc;
}

static enum rc store(struct tx *tx, int64_t id, const struct work *w, struct err *e) {
    static const char sql[] =
        "UPDATE work SET done = ?2, value = ?3, women = ?4, children = ?5, participants = ?6,"
        " entries = ?7, percent = ?8, last_entry = ?9, behind_from = ?10, stale_from = ?11"
        " WHERE id = ?1 AND (done, value, women, children, participants, entries, percent,"
        " last_entry, behind_from, stale_from)"
        " IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    const int64_t sums[] = {w->done,         w->value,   w->women,  w->children,
                            w->participants, w->entries, w->percent};
    db_bind_number(db, stmt, 1, id);
    for (int i = 0; i < 7; i++)
        db_bind_number(db, stmt, 2 + i, sums[i]);
    db_bind_date(db, stmt, 9, w->last_entry);
    db_bind_date(db, stmt, 10, w->behind_from);
    db_bind_date(db, stmt, 11, w->stale_from);
    db->derived++;
    rc = db_step(db, stmt, NULL, e);
    db->derived--;
    db_release(db, stmt);
    return rc;
}

enum rc totals_refresh(struct tx *tx, int64_t work, struct err *e) {
    struct work w;
    bool found = false;
    int64_t given = FIELD_NONE;
    record_blank(&kinds[KIND_WORK], &w);
    enum rc rc = read_basis(tx, work, &w, &found, e);
    if (rc || !found)
        return rc;
    rc = add_up(tx, work, &w, e);
    if (rc == RC_OK)
        rc = not_negative(&w, e);
    if (rc == RC_OK && w.goal == FIELD_NONE && w.entries > 0)
        rc = totals_given(tx, work, &given, e);
    if (rc)
        return rc;
    pace_fill(&w, tx->session->campaign, given);
    return store(tx, work, &w, e);
}

enum rc totals_refresh_all(struct tx *tx, struct err *e) {
    static const char sql[] = "SELECT id FROM work WHERE id > ?1 AND campaign = ?2"
                              " ORDER BY id LIMIT 1";
    struct db *db = tx->session->db;
    for (int64_t id = 0;;) {
        sqlite3_stmt *stmt = NULL;
        enum rc rc = db_prepare(db, sql, &stmt, e);
        if (rc)
            return rc;
        db_bind_number(db, stmt, 1, id);
        db_bind_number(db, stmt, 2, tx->session->campaign_id);
        rc = db_take_number(db, stmt, &id, e);
        if (rc || id == FIELD_NONE)
            return rc;
        rc = totals_refresh(tx, id, e);
        if (rc)
            return rc;
    }
}
