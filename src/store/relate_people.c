/* Units and officers. */
#include "relate.h"

#include <string.h>

static enum rc unit_open(struct session *s, const void *record, struct err *e) {
    (void)record; /* the list of units is nobody's own */
    return session_may(s, CAP_UNITS, NULL, e) ? RC_OK : RC_DENIED;
}

static enum rc unit_insert(struct tx *tx, void *record, struct err *e) {
    return unit_open(tx->session, record, e);
}

static enum rc unit_update(struct tx *tx, const void *before, const void *record, struct err *e) {
    (void)before;
    return unit_open(tx->session, record, e);
}

static enum rc unit_delete(struct tx *tx, const void *before, struct err *e) {
    static const char sql[] =
        "SELECT (SELECT count(*) FROM work WHERE unit = ?1 AND deleted_at IS NULL)"
        " + (SELECT count(*) FROM duty_done WHERE unit = ?1 AND deleted_at IS NULL)"
        " + (SELECT count(*) FROM receipt WHERE unit = ?1 AND deleted_at IS NULL)"
        " + (SELECT count(*) FROM officer WHERE unit = ?1 AND deleted_at IS NULL)";
    const struct unit *u = before;
    int64_t uses = 0;
    enum rc rc = unit_open(tx->session, before, e);
    if (rc == RC_OK)
        rc = relate_count(tx, sql, 0, u->code, &uses, e);
    if (rc == RC_OK && uses > 0)
        rc = err_set(e, RC_CONFLICT,
                     "%s đang có %lld bản ghi (công trình, nhiệm vụ, cán bộ …) nên không xóa được.",
                     u->name, (long long)uses);
    return rc;
}

static enum rc officer_open(struct session *s, const void *record, struct err *e) {
    (void)record;
    return session_may(s, CAP_OFFICERS, NULL, e) ? RC_OK : RC_DENIED;
}

static enum rc owner_once(const struct officer *o, struct err *e) {
    return err_field(e, RC_INVALID, "role",
                     "Vai trò “%s” chỉ có một, đặt khi tạo cơ sở dữ liệu; hãy chọn vai trò khác.",
                     roles[o->role].label);
}

/* An account of the machine is one officer's, whether she is deleted or not. */
static enum rc account_free(struct tx *tx, const struct officer *o, struct err *e) {
    static const char sql[] =
        "SELECT login, deleted_at IS NOT NULL FROM officer WHERE uid = ?1 AND id <> ?2";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (o->uid == FIELD_NONE)
        return RC_OK;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, o->uid);
    db_bind_number(db, stmt, 2, o->head.id);
    rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK && row) {
        const char *holder = db_column_text(db, stmt, 0);
        bool deleted = db_column_number(stmt, 1) != 0;
        rc = db_row_whole(db, e);
        if (rc == RC_OK)
            rc = err_field(e, RC_CONFLICT, "uid",
                           "Số tài khoản máy chủ %lld đã là của cán bộ “%s”%s; hãy ghi số khác%s.",
                           (long long)o->uid, holder, deleted ? " (đã xóa)" : "",
                           deleted ? "" : ", hoặc bỏ số này ở cán bộ đó trước");
    }
    db_release(db, stmt);
    return rc;
}

static enum rc officer_insert(struct tx *tx, void *record, struct err *e) {
    const struct officer *o = record;
    int64_t others = 0;
    enum rc rc = officer_open(tx->session, record, e);
    if (rc == RC_OK && o->role == ROLE_OWNER)
        rc = relate_count(tx, "SELECT count(*) FROM officer WHERE id <> ?1", 0, NULL, &others, e);
    if (rc == RC_OK && others > 0)
        rc = owner_once(o, e);
    return rc ? rc : account_free(tx, o, e);
}

static enum rc officer_update(struct tx *tx, const void *before, const void *record,
                              struct err *e) {
    const struct officer *was = before;
    const struct officer *o = record;
    enum rc rc = officer_open(tx->session, before, e);
    if (rc)
        return rc;
    bool lesser = o->role != was->role || o->disabled == 1;
    if (lesser && strcmp(was->login, tx->session->officer) == 0)
        return err_field(e, RC_CONFLICT, o->disabled == 1 ? "disabled" : "role",
                         "Không thể tự khóa hay tự đổi vai trò của mình; hãy nhờ người quản trị "
                         "khác.");
    if (o->role == ROLE_OWNER && was->role != ROLE_OWNER)
        return owner_once(o, e);
    return account_free(tx, o, e);
}

static enum rc officer_delete(struct tx *tx, const void *before, struct err *e) {
    const struct officer *was = before;
    if (strcmp(was->login, tx->session->officer) == 0)
        return err_set(e, RC_CONFLICT, "Không thể tự xóa mình; hãy nhờ người quản trị khác.");
    return officer_open(tx->session, before, e);
}

const struct relation relate_units = {
    .open = unit_open, .insert = unit_insert, .update = unit_update, .remove = unit_delete};
const struct relation relate_officers = {.open = officer_open,
                                         .insert = officer_insert,
                                         .update = officer_update,
                                         .remove = officer_delete};
