#include "parts.h"

#include <string.h>

void session_start(struct session *s, struct db *db, const struct campaign *c,
                   const struct claim *claim, date today) {
    memset(s, 0, sizeof *s);
    s->db = db;
    s->campaign = c;
    s->claim = *claim;
    s->today = today;
}

enum rc session_find_campaign(struct session *s, bool *found, struct err *e) {
    struct db *db = s->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, "SELECT id FROM campaign WHERE code = ?1", &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, s->campaign->code);
    rc = db_step(db, stmt, found, e);
    s->campaign_id = *found ? db_column_number(stmt, 0) : 0;
    db_release(db, stmt);
    return rc;
}

enum rc session_open(struct session *s, struct db *db, const struct campaign *c,
                     const struct claim *claim, date today, struct err *e) {
    char mode[16];
    bool found = false;
    session_start(s, db, c, claim, today);
    enum rc rc = session_mode(db, mode, sizeof mode, e);
    if (rc == RC_OK && mode[0] == '\0')
        rc = err_set(e, RC_MISSING,
                     "Cơ sở dữ liệu chưa có chủ và chưa có đợt thi đua nào; hãy "
                     "chạy lệnh “thidua init”.");
    if (rc == RC_OK)
        rc = session_identify(s, mode, e);
    if (rc == RC_OK)
        rc = session_find_campaign(s, &found, e);
    if (rc == RC_OK && !found)
        rc =
            err_set(e, RC_MISSING,
                    "Cơ sở dữ liệu chưa có đợt thi đua “%.100s”; hãy thêm bằng lệnh “thidua init”.",
                    c->code);
    if (rc == RC_OK)
        rc = session_sync(s, e);
    if (rc)
        session_close(s);
    else
        session_came_in(s);
    return rc;
}

/* Whoever is the service's account, by what the claim and the file say of it. */
static bool is_account(const struct session *s, const char *mode) {
    return strcmp(mode, "service") == 0 && s->claim.proof == PROOF_LOCAL &&
           db_file_private(db_path(s->db), s->claim.account, NULL) == RC_OK;
}

enum rc session_open_upkeep(struct session *s, struct db *db, const struct campaign *c,
                            const struct claim *claim, date today, struct err *e) {
    char mode[16];
    bool found = false;
    session_start(s, db, c, claim, today);
    enum rc rc = session_mode(db, mode, sizeof mode, e);
    if (rc == RC_OK && is_account(s, mode))
        s->role = ROLE_ADMINISTRATOR;
    else if (rc == RC_OK)
        rc = session_identify(s, mode, e);
    if (rc == RC_OK)
        rc = session_find_campaign(s, &found, e);
    if (rc)
        session_close(s);
    else if (s->officer[0] != '\0')
        session_came_in(s);
    return rc;
}

void session_close(struct session *s) {
    session_names_free(s);
    s->db = NULL;
}

bool session_tick(struct session *s) {
    date now = s->today_given ? s->today : date_today();
    bool moved = now != s->today;
    s->today = now;
    if (moved)
        session_tell_head(s, NOTICE_MIDNIGHT, NULL);
    return moved;
}

bool session_may(const struct session *s, enum capability cap, const char *unit, struct err *why) {
    const char *own = session_only_unit(s, cap);
    if (capability_scope(s->role, cap) == SCOPE_ALL ||
        (own != NULL && unit != NULL && strcmp(unit, own) == 0))
        return true;
    if (own != NULL)
        err_set(why, RC_DENIED, "Bạn chỉ được %s cho đơn vị của mình.", capability_label(cap));
    else
        err_set(why, RC_DENIED, "Bạn không có quyền %s.", capability_label(cap));
    return false;
}

const char *session_only_unit(const struct session *s, enum capability cap) {
    bool own = capability_scope(s->role, cap) == SCOPE_OWN && s->unit[0] != '\0';
    return own ? s->unit : NULL;
}

enum rc session_need_for(struct session *s, enum capability cap, const char *unit, struct err *e) {
    enum rc rc = session_current(s, e);
    if (rc)
        return rc;
    if (session_may(s, cap, unit, e))
        return RC_OK;
    session_denied_right(s, cap, unit);
    return RC_DENIED;
}

enum rc session_need(struct session *s, enum capability cap, struct err *e) {
    enum rc rc = session_current(s, e);
    if (rc)
        return rc;
    if (capability_scope(s->role, cap) == SCOPE_ALL || session_only_unit(s, cap) != NULL)
        return RC_OK;
    session_denied_right(s, cap, NULL);
    return err_set(e, RC_DENIED, "Bạn không có quyền %s.", capability_label(cap));
}
