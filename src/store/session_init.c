/* For init: the first officer of a new database, and the campaign in it. */
#include "parts.h"

#include "thidua/keyring.h"

#include <stdio.h>

static enum rc write_mode(struct session *s, const char *mode, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc =
        db_prepare(s->db, "INSERT INTO setting (key, value) VALUES ('mode', ?1)", &stmt, e);
    if (rc)
        return rc;
    db_bind_text(s->db, stmt, 1, mode);
    rc = db_step(s->db, stmt, NULL, e);
    db_release(s->db, stmt);
    return rc;
}

/* She writes her own record: she is there before any other. */
static enum rc write_first(struct tx *tx, int64_t uid, struct err *e) {
    struct session *s = tx->session;
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = s->officer;
    o.name = s->name;
    o.role = s->role;
    o.uid = uid;
    enum rc rc = record_insert(tx, &kinds[KIND_OFFICER], &o, e);
    s->officer_id = o.head.id;
    return rc;
}

static enum rc campaign_once(struct session *s, struct err *e) {
    bool found = false;
    enum rc rc = session_find_campaign(s, &found, e);
    if (rc == RC_OK && found)
        rc = err_set(e, RC_CONFLICT, "Cơ sở dữ liệu đã có đợt thi đua “%.100s” rồi.",
                     s->campaign->code);
    return rc;
}

/* Who she will be, in a database that knows nobody yet. */
static enum rc become_owner(struct session *s, struct err *e) {
    if (s->claim.proof != PROOF_LOCAL)
        return err_set(e, RC_DENIED, "Chỉ người dùng tại chỗ mới tạo được cơ sở dữ liệu của mình.");
    session_login_of(&s->claim, s->officer, sizeof s->officer);
    (void)snprintf(s->name, sizeof s->name, "%s",
                   s->claim.name[0] != '\0' ? s->claim.name : s->officer);
    s->role = ROLE_OWNER;
    return RC_OK;
}

enum rc session_init(struct session *s, struct db *db, const struct campaign *c,
                     const struct claim *claim, date today, struct err *e) {
    char mode[16];
    struct tx tx = {0};
    session_start(s, db, c, claim, today);
    enum rc rc = session_mode(db, mode, sizeof mode, e);
    bool fresh = mode[0] == '\0';
    if (rc == RC_OK)
        rc = fresh ? become_owner(s, e) : session_identify(s, mode, e);
    if (rc == RC_OK)
        rc = tx_begin(&tx, s, CAP_CAMPAIGN, NULL, e);
    if (rc == RC_OK)
        rc = campaign_once(s, e);
    if (rc == RC_OK && fresh)
        rc = write_mode(s, "single", e);
    if (rc == RC_OK && fresh)
        rc = write_first(&tx, claim->uid, e);
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

/* Whoever starts a service holds its account: nobody whom sshd or sudo brought there. */
static enum rc check_service(struct session *s, struct err *e) {
    const struct claim *claim = &s->claim;
    char mode[16];
    enum rc rc = session_mode(s->db, mode, sizeof mode, e);
    if (rc)
        return rc;
    if (mode[0] != '\0')
        return err_set(e, RC_CONFLICT, "Cơ sở dữ liệu này đã có chủ; hãy tạo ở tệp khác.");
    if (claim->proof != PROOF_LOCAL)
        return err_set(e, RC_DENIED,
                       "Chỉ tài khoản của dịch vụ mới tạo được cơ sở dữ liệu chung; xem phần cài "
                       "đặt trên máy chủ trong README.");
    if (claim->account == 0)
        return err_set(e, RC_DENIED,
                       "Cơ sở dữ liệu chung không thể thuộc về root; hãy tạo bằng tài khoản của "
                       "dịch vụ, xem phần cài đặt trên máy chủ trong README.");
    return db_file_private(db_path(s->db), claim->account, e);
}

static enum rc become_administrator(struct session *s, const struct first_officer *admin,
                                    struct err *e) {
    if (admin->uid == FIELD_NONE && admin->key == NULL)
        return err_set(e, RC_INVALID,
                       "Người quản trị đầu tiên chưa có cách nào vào; hãy cho khóa SSH hoặc tài "
                       "khoản trên máy chủ.");
    struct arena a = {0};
    struct officer o;
    const struct kind *k = &kinds[KIND_OFFICER];
    record_blank(k, &o);
    enum rc rc =
        field_parse(field_find(k->fields, k->count, "login"), admin->login, NULL, &a, &o, e);
    if (rc == RC_OK)
        rc = field_parse(field_find(k->fields, k->count, "name"), admin->name, NULL, &a, &o, e);
    if (rc == RC_OK) {
        (void)snprintf(s->officer, sizeof s->officer, "%s", o.login);
        (void)snprintf(s->name, sizeof s->name, "%s", o.name);
    }
    arena_free(&a);
    s->role = ROLE_ADMINISTRATOR;
    return rc;
}

enum rc session_init_service(struct session *s, struct db *db, const struct campaign *c,
                             const struct claim *claim, const struct first_officer *admin,
                             date today, struct err *e) {
    struct tx tx = {0};
    session_start(s, db, c, claim, today);
    enum rc rc = check_service(s, e);
    if (rc == RC_OK)
        rc = become_administrator(s, admin, e);
    if (rc == RC_OK)
        rc = tx_begin(&tx, s, CAP_CAMPAIGN, NULL, e);
    if (rc == RC_OK)
        rc = write_mode(s, "service", e);
    if (rc == RC_OK)
        rc = write_first(&tx, admin->uid, e);
    if (rc == RC_OK && admin->key != NULL)
        rc = keyring_write(&tx, s->officer, s->officer_id, admin->key, e);
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
