#include "support/save.h"

static enum rc end(struct tx *tx, enum rc rc, struct err *e) {
    if (rc == RC_OK)
        rc = tx_commit(tx, e);
    tx_rollback(tx);
    return rc;
}

enum rc save_record(struct session *s, enum kind_id kind, enum capability cap, const char *unit,
                    void *record, struct err *e) {
    struct tx tx = {0};
    const struct record_head *head = record;
    enum rc rc = tx_begin(&tx, s, cap, unit, e);
    if (rc == RC_OK && head->id == 0)
        rc = record_insert(&tx, &kinds[kind], record, e);
    else if (rc == RC_OK)
        rc = record_update(&tx, &kinds[kind], record, e);
    return end(&tx, rc, e);
}

enum rc save_deletion(struct session *s, enum kind_id kind, enum capability cap, const char *unit,
                      int64_t id, int64_t version, struct err *e) {
    struct tx tx = {0};
    enum rc rc = tx_begin(&tx, s, cap, unit, e);
    if (rc == RC_OK)
        rc = record_delete(&tx, &kinds[kind], id, version, e);
    return end(&tx, rc, e);
}
