#include "thidua/keyring.h"
#include "parts.h"

#include "thidua/text.h"

#include <stdio.h>
#include <string.h>

static const struct kind *const officers = &kinds[KIND_OFFICER];

/* Change of an officer's keys, in the log of the officer: enough to take it back. */
static enum rc log_key(struct tx *tx, int64_t id, const char *verb, const struct officer_key *key,
                       bool added, struct err *e) {
    struct buf json = {0};
    buf_puts(&json, "{\"fingerprint\":");
    buf_json(&json, key->fingerprint);
    buf_puts(&json, ",\"type\":");
    buf_json(&json, key->type);
    buf_puts(&json, ",\"key\":");
    buf_json(&json, key->text);
    buf_puts(&json, ",\"comment\":");
    buf_json(&json, key->comment);
    buf_char(&json, '}');
    struct log_entry entry = {.kind = officers->name,
                              .id = id,
                              .verb = verb,
                              .before = added ? NULL : buf_str(&json),
                              .after = added ? buf_str(&json) : NULL};
    enum rc rc = json.failed ? err_nomem(e) : log_write(tx, &entry, e);
    buf_free(&json);
    return rc;
}

enum rc keyring_write(struct tx *tx, const char *login, int64_t id, const struct officer_key *key,
                      struct err *e) {
    static const char sql[] =
        "INSERT INTO officer_key (fingerprint, officer, type, key, comment, author, created_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    char now[INSTANT_TEXT_SIZE];
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, key->fingerprint);
    db_bind_text(db, stmt, 2, login);
    db_bind_text(db, stmt, 3, key->type);
    db_bind_text(db, stmt, 4, key->text);
    db_bind_text(db, stmt, 5, key->comment);
    db_bind_text(db, stmt, 6, tx->session->officer);
    db_bind_text(db, stmt, 7, instant_now(now));
    rc = db_step(db, stmt, NULL, e);
    db_release(db, stmt);
    return rc ? rc : log_key(tx, id, "add_key", key, true, e);
}

/* Whose it is, in `login`; "" when nobody's. */
static enum rc whose(struct db *db, const char *fingerprint, char *login, size_t size,
                     struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    login[0] = '\0';
    enum rc rc = db_prepare(db, "SELECT officer FROM officer_key WHERE fingerprint = ?1", &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, fingerprint);
    rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK && row) {
        db_copy_text(db, stmt, 0, login, size);
        rc = db_row_whole(db, e);
    }
    db_release(db, stmt);
    return rc;
}

static enum rc need_service(const struct session *s, struct err *e) {
    if (s->service)
        return RC_OK;
    return err_set(e, RC_INVALID,
                   "Cơ sở dữ liệu này của một người, không dùng khóa SSH; khóa chỉ dùng cho cơ sở "
                   "dữ liệu chung trên máy chủ.");
}

static enum rc find(struct session *s, const char *login, struct arena *a, struct officer *out,
                    struct err *e) {
    enum rc rc = record_get_code(s, officers, login, a, out, e);
    char shown[TEXT_QUOTE_SIZE];
    return rc == RC_MISSING
               ? err_set(e, RC_MISSING, "Không có cán bộ %s; xem: thidua officer list.",
                         text_quote(login, shown))
               : rc;
}

enum rc keyring_add(struct session *s, const char *login, const struct officer_key *key,
                    struct err *e) {
    struct tx tx = {0};
    struct arena a = {0};
    struct officer o;
    char holder[64];
    enum rc rc = need_service(s, e);
    if (rc == RC_OK)
        rc = tx_begin(&tx, s, CAP_OFFICERS, NULL, e);
    if (rc == RC_OK)
        rc = find(s, login, &a, &o, e);
    if (rc == RC_OK)
        rc = whose(s->db, key->fingerprint, holder, sizeof holder, e);
    if (rc == RC_OK && holder[0] != '\0')
        rc = err_set(e, RC_CONFLICT, "Khóa %s đã là của cán bộ “%s”; mỗi khóa chỉ của một người.",
                     key->fingerprint, holder);
    if (rc == RC_OK)
        rc = keyring_write(&tx, o.login, o.head.id, key, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    arena_free(&a);
    return rc;
}

enum rc keyring_drop(struct tx *tx, int64_t id, const char *fingerprint, struct err *e) {
    static const char sql[] =
        "DELETE FROM officer_key WHERE fingerprint = ?1 RETURNING type, key, comment";
    sqlite3_stmt *stmt = NULL;
    struct db *db = tx->session->db;
    struct officer_key key = {0};
    bool row = false;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, fingerprint);
    rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK && row) {
        key.type = db_column_text(db, stmt, 0);
        key.text = db_column_text(db, stmt, 1);
        key.comment = db_column_text(db, stmt, 2);
        (void)snprintf(key.fingerprint, sizeof key.fingerprint, "%s", fingerprint);
        rc = db_row_whole(db, e);
    }
    if (rc == RC_OK && row)
        rc = log_key(tx, id, "remove_key", &key, false, e);
    db_release(db, stmt);
    return rc;
}

/* What a row of log_key is about: the officer's id and login, and her key as it was. */
static enum rc read_logged(struct db *db, int64_t row, struct arena *a, int64_t *id,
                           const char **login, bool *added, struct officer_key *key,
                           struct err *e) {
    static const char sql[] =
        "SELECT o.id, o.login, l.after IS NOT NULL, j ->> 'fingerprint', j ->> 'type',"
        " j ->> 'key', j ->> 'comment' FROM (SELECT *, coalesce(after, before) AS j FROM log) AS l"
        " JOIN officer AS o ON o.id = l.record WHERE l.id = ?1";
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, row);
    rc = db_step(db, stmt, &found, e);
    if (rc == RC_OK) {
        *id = db_column_number(stmt, 0);
        *login = arena_dup(a, db_column_text(db, stmt, 1));
        *added = db_column_number(stmt, 2) == 1;
        db_copy_text(db, stmt, 3, key->fingerprint, sizeof key->fingerprint);
        key->type = arena_dup(a, db_column_text(db, stmt, 4));
        key->text = arena_dup(a, db_column_text(db, stmt, 5));
        key->comment = arena_dup(a, db_column_text(db, stmt, 6));
        rc = a->failed ? err_nomem(e) : db_row_whole(db, e);
    }
    db_release(db, stmt);
    return rc;
}

enum rc keyring_back(struct tx *tx, int64_t row, struct err *e) {
    struct arena a = {0};
    struct officer_key key = {0};
    const char *login = "";
    char holder[64] = "";
    int64_t id = 0;
    bool added = false;
    enum rc rc = read_logged(tx->session->db, row, &a, &id, &login, &added, &key, e);
    if (rc == RC_OK)
        rc = whose(tx->session->db, key.fingerprint, holder, sizeof holder, e);
    if (rc == RC_OK && strcmp(holder, added ? login : "") != 0)
        rc = err_set(e, RC_CONFLICT,
                     "Sau đó khóa %s của cán bộ “%s” đã thay đổi nên không hoàn tác được nữa; hãy "
                     "xem: thidua officer key list.",
                     key.fingerprint, login);
    else if (rc == RC_OK && added)
        rc = keyring_drop(tx, id, key.fingerprint, e);
    else if (rc == RC_OK)
        rc = keyring_write(tx, login, id, &key, e);
    arena_free(&a);
    return rc;
}

/* The only one of hers that begins so. */
static enum rc find_key(struct session *s, const struct officer *o, const char *start,
                        struct arena *a, const char **out, struct err *e) {
    struct keyring_row *rows = NULL;
    size_t count = 0;
    size_t found = 0;
    char shown[TEXT_QUOTE_SIZE];
    enum rc rc = keyring_list(s, o->login, a, &rows, &count, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        if (strncmp(rows[i].fingerprint, start, strlen(start)) != 0)
            continue;
        found++;
        *out = rows[i].fingerprint;
    }
    if (found == 1)
        return RC_OK;
    text_quote(start, shown);
    if (found > 1)
        return err_set(e, RC_INVALID, "%s có ở đầu %zu khóa; hãy viết dài hơn.", shown, found);
    return err_set(e, RC_MISSING, "Cán bộ “%s” không có khóa %s; xem: thidua officer key list %s.",
                   o->login, shown, o->login);
}

enum rc keyring_remove(struct session *s, const char *login, const char *fingerprint,
                       struct err *e) {
    struct tx tx = {0};
    struct arena a = {0};
    struct officer o;
    const char *found = NULL;
    enum rc rc = tx_begin(&tx, s, CAP_OFFICERS, NULL, e);
    if (rc == RC_OK)
        rc = find(s, login, &a, &o, e);
    if (rc == RC_OK)
        rc = find_key(s, &o, fingerprint, &a, &found, e);
    if (rc == RC_OK)
        rc = keyring_drop(&tx, o.head.id, found, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    arena_free(&a);
    return rc;
}

enum rc keyring_list(struct session *s, const char *login, struct arena *a,
                     struct keyring_row **out, size_t *count, struct err *e) {
    static const char sql[] = "SELECT officer, fingerprint, type, comment, author, created_at"
                              " FROM officer_key WHERE :login IS NULL OR officer = :login"
                              " ORDER BY officer, created_at, fingerprint";
    struct db *db = s->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    struct keyring_row *rows = NULL;
    size_t n = 0;
    size_t room = 0;
    enum rc rc = session_need(s, CAP_OFFICERS, e);
    if (rc == RC_OK)
        rc = db_prepare(db, sql, &stmt, e);
    if (rc == RC_OK)
        db_bind_text(db, stmt, 1, login);
    while (rc == RC_OK && (rc = db_step(db, stmt, &row, e)) == RC_OK && row) {
        rows = arena_grow(a, rows, n, &room, sizeof *rows);
        if (rows == NULL)
            break;
        const char **texts[] = {&rows[n].officer, &rows[n].fingerprint, &rows[n].type,
                                &rows[n].comment, &rows[n].author,      &rows[n].created_at};
        for (int i = 0; i < 6; i++)
            *texts[i] = arena_dup(a, db_column_text(db, stmt, i));
        n++;
    }
    db_release(db, stmt);
    if (rc == RC_OK && a->failed)
        rc = err_nomem(e);
    *out = rc ? NULL : rows;
    *count = rc ? 0 : n;
    return rc;
}

/* --- for the SSH server --- */

static enum rc check_keeper(struct db *db, const struct claim *claim, struct err *e) {
    char mode[16];
    enum rc rc = session_mode(db, mode, sizeof mode, e);
    if (rc)
        return rc;
    if (strcmp(mode, "service") != 0 || claim->proof != PROOF_LOCAL)
        return err_set(e, RC_DENIED,
                       "Danh sách khóa chỉ in được từ cơ sở dữ liệu chung, bằng tài khoản của dịch "
                       "vụ.");
    return db_file_private(db_path(db), claim->account, e);
}

enum rc keyring_authorized(struct db *db, const struct claim *claim, const char *program,
                           const char *login, const char *fingerprint, struct buf *out,
                           struct err *e) {
    static const char sql[] =
        "SELECT k.officer, k.fingerprint, k.type, k.key, k.comment FROM officer_key AS k"
        " JOIN officer AS o ON o.login = k.officer WHERE o.deleted_at IS NULL"
        " AND o.disabled IS NOT 1 AND o.role <> 'owner' AND (?1 IS NULL OR k.officer = ?1)"
        " AND (?2 IS NULL OR k.fingerprint = ?2) ORDER BY k.officer, k.fingerprint";
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = check_keeper(db, claim, e);
    if (rc == RC_OK)
        rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, login);
    db_bind_text(db, stmt, 2, fingerprint);
    while ((rc = db_step(db, stmt, &row, e)) == RC_OK && row) {
        const char *comment = db_column_text(db, stmt, 4);
        struct officer_key key = {.type = db_column_text(db, stmt, 2),
                                  .text = db_column_text(db, stmt, 3),
                                  .comment = comment != NULL ? comment : ""};
        const char *officer = db_column_text(db, stmt, 0);
        rc = db_row_whole(db, e);
        if (rc == RC_OK)
            rc = officer_key_line(&key, program, officer, out, e);
        if (rc)
            break;
    }
    db_release(db, stmt);
    return rc;
}
