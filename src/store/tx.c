#include "parts.h"

#include <string.h>

/* Stopped (Ctrl-Z) or ended with the lock held, she would lock everybody out. */
static void hold_signals(sigset_t *before) {
    static const int held[] = {SIGTSTP, SIGINT, SIGHUP, SIGTERM, SIGQUIT};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
        sigaddset(&set, held[i]);
    (void)sigprocmask(SIG_BLOCK, &set, before);
}

static enum rc begin(struct tx *tx, struct session *s, const char *unit, struct err *e) {
    struct db *db = s->db;
    if (db->tx != NULL)
        return err_set(e, RC_DAMAGED,
                       "Chương trình định ghi khi một lần ghi khác chưa xong; hãy báo người viết.");
    enum rc rc = db_to_write(db, e);
    if (rc)
        return rc;
    if (s->officer[0] == '\0')
        return err_set(e, RC_DENIED,
                       "Tài khoản của dịch vụ chỉ để bảo trì, không phải là cán bộ nên không ghi "
                       "được gì.");
    hold_signals(&tx->signals);
    rc = db_begin(db, e);
    if (rc == RC_OK && (rc = db_here(db, e)) != RC_OK)
        (void)db_exec(db, "ROLLBACK", NULL);
    if (rc) {
        db_undo(db);
        (void)sigprocmask(SIG_SETMASK, &tx->signals, NULL);
        return rc;
    }
    tx->session = s;
    tx->unit = unit;
    tx->err = e;
    if (e != NULL)
        e->rc = RC_OK;
    tx->open = true;
    db->tx = tx;
    db->derived = 0;
    db->starved = false;
    db->rows_before = sqlite3_total_changes64(db->handle);
    return RC_OK;
}

enum rc tx_begin(struct tx *tx, struct session *s, enum capability cap, const char *unit,
                 struct err *e) {
    memset(tx, 0, sizeof *tx);
    enum rc rc = session_need_for(s, cap, unit, e);
    if (rc == RC_OK)
        rc = begin(tx, s, unit, e);
    if (rc || !s->service)
        return rc;
    /* Now nobody else can change her rights: as they are, they count. */
    rc = session_need_for(s, cap, unit, e);
    if (rc)
        tx_rollback(tx);
    return rc;
}

enum rc tx_begin_own(struct tx *tx, struct session *s, struct err *e) {
    memset(tx, 0, sizeof *tx);
    return begin(tx, s, NULL, e);
}

enum rc tx_begin_draft(struct tx *tx, struct session *s, int wait, struct err *e) {
    memset(tx, 0, sizeof *tx);
    s->db->patience = wait;
    enum rc rc = session_current(s, e);
    if (rc == RC_OK)
        rc = begin(tx, s, NULL, e);
    if (rc == RC_OK)
        tx->drafts_only = true;
    else
        s->db->patience = DB_PATIENCE;
    return rc;
}

bool tx_unlogged(const struct tx *tx) {
    const struct db *db = tx->session->db;
    bool wrote = sqlite3_total_changes64(db->handle) > db->rows_before + tx->drafted;
    if (tx->drafts_only)
        return wrote;
    return tx->changed > tx->logged || (wrote && tx->logged == 0);
}

/* Statements that write are large (an INSERT of a work 20 KB, with its checks and triggers), and
 * the next save is minutes away. */
static void end(struct tx *tx) {
    db_forget_statements(tx->session->db);
    if (tx->drafts_only)
        tx->session->db->patience = DB_PATIENCE;
    tx->open = false;
    tx->session->db->tx = NULL;
    (void)sigprocmask(SIG_SETMASK, &tx->signals, NULL);
    session_denied_tell(tx->session);
}

/* The disk may fail at the very end, when what was written counts already (the journal is gone, but
 * could not be synced). So it is looked whether the last row of the log is there before anybody is
 * told that nothing was saved: she would enter it twice. */
static enum rc not_committed(struct tx *tx, enum rc rc, struct err *e) {
    struct db *db = tx->session->db;
    struct err why = {0};
    bool there = false;
    tx_rollback(tx);
    if (rc == RC_BUSY || rc == RC_NOMEM || tx->change == 0)
        return rc;
    enum rc looked = chain_holds(db, &tx->head, &there, &why);
    if (looked == RC_OK && !there)
        return rc;
    if (e != NULL)
        why = *e;
    err_set(e, RC_IO, "%s",
            there ? "Đĩa báo lỗi lúc kết thúc lần lưu: điều vừa ghi đã có trong dữ liệu, đừng ghi "
                    "lại; hãy báo người quản trị xem đĩa."
                  : "Đĩa báo lỗi lúc lưu nên chưa biết đã lưu hay chưa; khi đĩa tốt trở lại, hãy "
                    "xem đã có chưa rồi hãy ghi lại.");
    return err_cause(e, "%s", why.cause);
}

enum rc tx_commit(struct tx *tx, struct err *e) {
    if (!tx->open)
        return err_set(e, RC_DAMAGED,
                       "Chương trình định lưu khi chưa bắt đầu ghi; hãy báo người viết.");
    struct db *db = tx->session->db;
    enum rc rc = RC_OK;
    if (tx_unlogged(tx))
        rc = err_set(e, RC_DAMAGED,
                     "Chương trình định lưu mà không ghi nhật ký nên đã hủy; hãy báo người viết.");
    else
        rc = db_exec(db, "COMMIT", e);
    if (rc)
        return not_committed(tx, rc, e);
    end(tx);
    return RC_OK;
}

void tx_rollback(struct tx *tx) {
    if (!tx->open)
        return;
    struct session *s = tx->session;
    if (tx->err != NULL && tx->err->rc == RC_DENIED && s->denied[0] == '\0')
        session_denied(s, tx->err->message);
    db_undo(s->db);
    session_names_stale(s);
    end(tx);
}
