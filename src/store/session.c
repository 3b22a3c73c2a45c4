#include "parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A database is asked for its mode, never the campaign file: who may write the file must not be
 * able to open the database to others. */
static enum rc read_mode(struct db *db, char *out, size_t size, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    out[0] = '\0';
    enum rc rc = db_prepare(db, "SELECT value FROM setting WHERE key = 'mode'", &stmt, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK && row)
        (void)snprintf(out, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
    db_release(db, stmt);
    return rc;
}

/* Which proofs a mode accepts, and how the officer is found by each. The last row: her own file,
 * taken to another computer where her account has another number. */
static const struct {
    const char *mode;
    enum proof proof;
    const char *where;
    bool owns_file;
} ways[] = {
    {"single", PROOF_LOCAL, "role = 'owner' AND uid = ?2", false},
    {"single", PROOF_LOCAL, "role = 'owner' AND login = ?1", true},
    {"service", PROOF_SSH, "role <> 'owner' AND login = ?1", false},
    {"service", PROOF_SUDO, "role <> 'owner' AND uid = ?2", false},
};

static bool owns_file(const struct db *db, const struct claim *claim) {
    struct stat st;
    return stat(db_path(db), &st) == 0 && (long)st.st_uid == claim->uid;
}

/* Account names hold what a code may not ("Lan.PN_2" becomes "lan-pn-2"). */
static void login_of(const struct claim *claim, char *out, size_t size) {
    size_t n = 0;
    for (const char *at = claim->name; *at != '\0' && n + 1 < size && n < 40; at++) {
        char c = (char)tolower((unsigned char)*at);
        bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        out[n++] = (char)(fits ? c : '-');
    }
    out[n] = '\0';
    if (n == 0)
        (void)snprintf(out, size, "chu");
}

static void copy_text(char *out, size_t size, const char *text) {
    (void)snprintf(out, size, "%s", text == NULL ? "" : text);
}

static enum rc find_officer(struct session *s, const char *where, bool *found, struct err *e) {
    struct db *db = s->db;
    struct buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    char login[sizeof s->claim.name];
    buf_printf(&sql,
               "SELECT login, name, unit, role, ?1, ?2 FROM officer WHERE %s"
               " AND deleted_at IS NULL AND disabled IS NOT 1",
               where);
    enum rc rc = sql.failed ? err_nomem(e) : db_prepare(db, buf_str(&sql), &stmt, e);
    if (rc == RC_OK) {
        login_of(&s->claim, login, sizeof login);
        db_bind_text(db, stmt, 1, s->claim.proof == PROOF_LOCAL ? login : s->claim.name);
        db_bind_number(db, stmt, 2, s->claim.uid);
        rc = db_step(db, stmt, found, e);
    }
    if (rc == RC_OK && *found) {
        const char *role = db_column_text(db, stmt, 3);
        int at = role == NULL ? -1 : choice_index(roles, role);
        copy_text(s->officer, sizeof s->officer, db_column_text(db, stmt, 0));
        copy_text(s->name, sizeof s->name, db_column_text(db, stmt, 1));
        copy_text(s->unit, sizeof s->unit, db_column_text(db, stmt, 2));
        s->role = at < 0 ? ROLE_VIEWER : (enum role)at;
        *found = at >= 0;
    }
    db_release(db, stmt);
    buf_free(&sql);
    return rc;
}

static enum rc identify(struct session *s, const char *mode, struct err *e) {
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        bool found = false;
        if (strcmp(ways[i].mode, mode) != 0 || ways[i].proof != s->claim.proof ||
            (ways[i].owns_file && !owns_file(s->db, &s->claim)))
            continue;
        enum rc rc = find_officer(s, ways[i].where, &found, e);
        if (rc || found)
            return rc;
    }
    return err_set(e, RC_DENIED,
                   "Tài khoản này không được dùng cơ sở dữ liệu này; hãy nhờ chủ của "
                   "cơ sở dữ liệu hoặc người quản trị.");
}

static void start(struct session *s, struct db *db, const struct campaign *c,
                  const struct claim *claim, date today) {
    memset(s, 0, sizeof *s);
    s->db = db;
    s->campaign = c;
    s->claim = *claim;
    s->today = today;
}

static enum rc find_campaign(struct session *s, bool *found, struct err *e) {
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
    start(s, db, c, claim, today);
    enum rc rc = read_mode(db, mode, sizeof mode, e);
    if (rc == RC_OK && mode[0] == '\0')
        rc = err_set(e, RC_MISSING,
                     "Cơ sở dữ liệu chưa có chủ và chưa có đợt thi đua nào; hãy "
                     "chạy lệnh “thidua init”.");
    if (rc == RC_OK)
        rc = identify(s, mode, e);
    if (rc == RC_OK)
        rc = find_campaign(s, &found, e);
    if (rc == RC_OK && !found)
        rc =
            err_set(e, RC_MISSING,
                    "Cơ sở dữ liệu chưa có đợt thi đua “%.100s”; hãy thêm bằng lệnh “thidua init”.",
                    c->code);
    if (rc == RC_OK)
        rc = session_sync(s, e);
    if (rc)
        session_close(s);
    return rc;
}

/* --- for init --- */

static enum rc write_setting(struct session *s, const char *key, const char *value, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(s->db, "INSERT INTO setting (key, value) VALUES (?1, ?2)", &stmt, e);
    if (rc)
        return rc;
    db_bind_text(s->db, stmt, 1, key);
    db_bind_text(s->db, stmt, 2, value);
    rc = db_step(s->db, stmt, NULL, e);
    db_release(s->db, stmt);
    return rc;
}

/* The owner writes her own record: she is there before any other. */
static enum rc write_owner(struct tx *tx, struct err *e) {
    struct session *s = tx->session;
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = s->officer;
    o.name = s->name;
    o.role = ROLE_OWNER;
    enum rc rc = record_insert(tx, &kinds[KIND_OFFICER], &o, e);
    sqlite3_stmt *stmt = NULL;
    if (rc == RC_OK)
        rc = db_prepare(s->db, "UPDATE officer SET uid = ?2 WHERE id = ?1", &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, o.head.id);
    db_bind_number(s->db, stmt, 2, s->claim.uid);
    s->db->derived++; /* of one piece with the record just logged */
    rc = db_step(s->db, stmt, NULL, e);
    s->db->derived--;
    db_release(s->db, stmt);
    return rc;
}

/* Who she will be, in a database that knows nobody yet. */
static void become_owner(struct session *s) {
    login_of(&s->claim, s->officer, sizeof s->officer);
    copy_text(s->name, sizeof s->name, s->claim.name[0] != '\0' ? s->claim.name : s->officer);
    s->role = ROLE_OWNER;
}

enum rc session_init(struct session *s, struct db *db, const struct campaign *c,
                     const struct claim *claim, date today, struct err *e) {
    char mode[16];
    bool found = false;
    struct tx tx = {0};
    start(s, db, c, claim, today);
    enum rc rc = read_mode(db, mode, sizeof mode, e);
    bool fresh = mode[0] == '\0';
    if (rc == RC_OK && fresh && claim->proof != PROOF_LOCAL)
        rc = err_set(e, RC_DENIED, "Chỉ người dùng tại chỗ mới tạo được cơ sở dữ liệu của mình.");
    else if (rc == RC_OK && fresh)
        become_owner(s);
    else if (rc == RC_OK)
        rc = identify(s, mode, e);
    if (rc == RC_OK)
        rc = tx_begin(&tx, s, CAP_CAMPAIGN, NULL, e);
    if (rc == RC_OK)
        rc = find_campaign(s, &found, e);
    if (rc == RC_OK && found)
        rc = err_set(e, RC_CONFLICT, "Cơ sở dữ liệu đã có đợt thi đua “%.100s” rồi.", c->code);
    if (rc == RC_OK && fresh)
        rc = write_setting(s, "mode", "single", e);
    if (rc == RC_OK && fresh)
        rc = write_owner(&tx, e);
    if (rc == RC_OK)
        rc = session_add_campaign(&tx, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    if (rc) {
        tx_rollback(&tx);
        session_close(s);
    }
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
    return moved;
}

bool session_may(const struct session *s, enum capability cap, const char *unit, struct err *why) {
    enum scope scope = capability_scope(s->role, cap);
    bool own = scope == SCOPE_OWN && s->unit[0] != '\0';
    if (scope == SCOPE_ALL || (own && unit != NULL && strcmp(unit, s->unit) == 0))
        return true;
    if (own)
        err_set(why, RC_DENIED, "Bạn chỉ được %s cho đơn vị của mình.", capability_label(cap));
    else
        err_set(why, RC_DENIED, "Bạn không có quyền %s.", capability_label(cap));
    return false;
}
