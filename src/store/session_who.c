/* Who she is in this database, at the start and ever after: the mode of the database says which
 * proofs it accepts, and what it says of her is looked up again whenever somebody committed. */
#include "parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A database is asked for its mode, never the campaign file: who may write the file must not be
 * able to open the database to others. */
enum rc session_mode(struct db *db, char *out, size_t size, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    out[0] = '\0';
    enum rc rc = db_prepare(db, "SELECT value FROM setting WHERE key = 'mode'", &stmt, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK && row) {
        db_copy_text(db, stmt, 0, out, size);
        rc = db_row_whole(db, e);
    }
    db_release(db, stmt);
    return rc;
}

/* Which proofs a mode accepts, and how the officer is found by each. By login: her own file, taken
 * to another computer where her account has another number. A key that is not or no longer hers
 * proves nothing, whatever the SSH server's list still says, and whoever gave the name: a key that
 * lost its forced command can name anybody. */
static const struct way {
    const char *mode;
    enum proof proof;
    const char *where;
    const char *active;
} ways[] = {
    {"single", PROOF_LOCAL, "role = 'owner' AND uid = ?2", "disabled IS NOT 1"},
    {"single", PROOF_LOCAL, "role = 'owner' AND login = ?1", "disabled IS NOT 1"},
    {"service", PROOF_SSH, "role <> 'owner' AND login = ?1",
     "disabled IS NOT 1 AND EXISTS (SELECT 1 FROM officer_key AS k"
     " WHERE k.officer = login AND k.fingerprint = ?3)"},
    {"service", PROOF_SUDO, "role <> 'owner' AND uid = ?2", "disabled IS NOT 1"},
};

/* In single mode the owner of the file is who runs the program. */
static bool owns_file(const struct db *db, const struct claim *claim) {
    struct stat st;
    return stat(db_path(db), &st) == 0 && (long)st.st_uid == claim->uid;
}

/* Account names hold what a code may not ("Lan.PN_2" becomes "lan-pn-2"). */
void session_login_of(const struct claim *claim, char *out, size_t size) {
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

/* *found: there is such an officer; *active: and she may come in. Only then is `s` hers, but for
 * the login and id, which the log wants of whoever is refused. */
static enum rc find_officer(struct session *s, const struct way *way, bool *found, bool *active,
                            struct err *e) {
    struct db *db = s->db;
    struct buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    char login[sizeof s->claim.name];
    *found = *active = false;
    buf_printf(&sql,
               "SELECT login, name, unit, role, id, %s, ?1, ?2, ?3 FROM officer"
               " WHERE %s AND deleted_at IS NULL",
               way->active, way->where);
    enum rc rc = sql.failed ? err_nomem(e) : db_prepare(db, buf_str(&sql), &stmt, e);
    if (rc == RC_OK) {
        session_login_of(&s->claim, login, sizeof login);
        db_bind_text(db, stmt, 1, way->proof == PROOF_LOCAL ? login : s->claim.name);
        db_bind_number(db, stmt, 2, s->claim.uid);
        db_bind_text(db, stmt, 3, s->claim.fingerprint);
        rc = db_step(db, stmt, found, e);
    }
    if (rc == RC_OK && *found) {
        const char *role = db_column_text(db, stmt, 3);
        int at = role == NULL ? -1 : choice_index(roles, role);
        struct session now = *s;
        *active = at >= 0 && db_column_number(stmt, 5) == 1;
        db_copy_text(db, stmt, 0, now.officer, sizeof now.officer);
        now.officer_id = db_column_number(stmt, 4);
        if (*active) {
            db_copy_text(db, stmt, 1, now.name, sizeof now.name);
            db_copy_text(db, stmt, 2, now.unit, sizeof now.unit);
            now.role = (enum role)at;
        }
        rc = db_row_whole(db, e); /* lost memory takes nobody's rights away */
        if (rc == RC_OK)
            *s = now;
    }
    db_release(db, stmt);
    buf_free(&sql);
    return rc;
}

/* In a transaction of its own. What cannot be written (a full disk) must not keep her from reading;
 * syslog has it. */
void session_note(struct session *s, const char *verb, const char *reason) {
    struct tx tx = {0};
    struct log_entry entry = {.kind = "officer",
                              .id = s->officer_id,
                              .verb = verb,
                              .unit = s->unit[0] != '\0' ? s->unit : NULL};
    if (tx_begin_own(&tx, s, NULL) != RC_OK)
        return;
    tx.reason = reason;
    if (log_write(&tx, &entry, NULL) == RC_OK)
        (void)tx_commit(&tx, NULL);
    tx_rollback(&tx);
}

static enum rc refuse(struct session *s, bool known, struct err *e) {
    enum rc rc = err_set(e, RC_DENIED,
                         "Tài khoản này không được dùng cơ sở dữ liệu này; hãy nhờ chủ của "
                         "cơ sở dữ liệu hoặc người quản trị.");
    if (known)
        rc = err_set(e, RC_DENIED,
                     "Tài khoản cán bộ “%s” đã bị khóa hoặc khóa SSH này đã bị gỡ; hãy liên hệ "
                     "người quản trị.",
                     s->officer);
    if (s->service) {
        notice(NOTICE_REFUSED, &s->claim, s->officer,
               known ? "disabled, or not her key" : "nobody");
        if (known)
            session_note(s, "refused", NULL);
    }
    return rc;
}

enum rc session_identify(struct session *s, const char *mode, struct err *e) {
    bool known = false;
    s->service = strcmp(mode, "service") == 0;
    if (!s->service && !owns_file(s->db, &s->claim))
        return refuse(s, false, e);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        bool found = false;
        bool active = false;
        if (strcmp(ways[i].mode, mode) != 0 || ways[i].proof != s->claim.proof)
            continue;
        enum rc rc = s->service ? db_file_private(db_path(s->db), s->claim.account, e) : RC_OK;
        s->rights_version = db_data_version(s->db);
        if (rc == RC_OK)
            rc = find_officer(s, &ways[i], &found, &active, e);
        if (rc || active)
            return rc;
        known = known || found;
    }
    return refuse(s, known, e);
}

/* Where the log stands leaves the machine's reach with syslog. Whoever comes in tells it, every
 * backup, and who is still at her screens when the day changes: no day on which anything is written
 * goes by without. */
void session_tell_head(struct session *s, enum notice what, const struct chain_head *head) {
    struct chain_head now;
    char text[CHAIN_TEXT_SIZE];
    char detail[sizeof "head=" + CHAIN_TEXT_SIZE] = "";
    if (!s->service && s->officer[0] != '\0') /* the account of a service is nobody */
        return;
    if (head == NULL && chain_read(s->db, &now, NULL) == RC_OK)
        head = &now;
    if (head != NULL)
        (void)snprintf(detail, sizeof detail, "head=%s", chain_text(head, text));
    notice(what, &s->claim, s->officer, detail);
}

void session_came_in(struct session *s) {
    session_tell_head(s, NOTICE_LOGIN, NULL);
    if (s->service)
        session_note(s, "login", NULL);
}

static enum rc gone(struct session *s, struct err *e) {
    s->out = true;
    return err_set(e, RC_DENIED,
                   "Tài khoản của bạn vừa bị khóa hoặc khóa SSH vừa bị gỡ; hãy liên hệ người quản "
                   "trị.");
}

enum rc session_current(struct session *s, struct err *e) {
    if (!s->service)
        return RC_OK;
    if (s->out)
        return gone(s, e);
    int64_t now = db_data_version(s->db);
    if (now == s->rights_version && now != 0)
        return RC_OK;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        bool found = false;
        bool active = false;
        if (strcmp(ways[i].mode, "service") != 0 || ways[i].proof != s->claim.proof)
            continue;
        enum rc rc = find_officer(s, &ways[i], &found, &active, e);
        if (rc)
            return rc;
        if (active) {
            s->rights_version = now;
            return RC_OK;
        }
    }
    notice(NOTICE_REFUSED, &s->claim, s->officer, "disabled, or not her key any more");
    return gone(s, e);
}
