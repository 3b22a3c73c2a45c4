#include "parts.h"

#include <stdio.h>

/* How she came: the log of many officers must tell a key and an address apart. */
static void source_of(const struct claim *c, char *out, size_t size) {
    static const char *const proofs[] = {
        [PROOF_LOCAL] = "local", [PROOF_SSH] = "ssh", [PROOF_SUDO] = "sudo"};
    const char *proof = (unsigned)c->proof <= PROOF_SUDO ? proofs[c->proof] : "?";
    (void)snprintf(out, size, "%s%s%s%s%s", proof, c->address[0] ? " " : "", c->address,
                   c->fingerprint[0] ? " " : "", c->fingerprint);
}

enum rc log_write(struct tx *tx, const struct log_entry *entry, struct err *e) {
    static const char sql[] =
        "INSERT INTO log (at, officer, source, campaign, kind, record, unit, verb, reason, before,"
        " after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    struct session *s = tx->session;
    struct db *db = s->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    char now[INSTANT_TEXT_SIZE];
    char source[160];
    source_of(&s->claim, source, sizeof source);
    db_bind_text(db, stmt, 1, instant_now(now));
    db_bind_text(db, stmt, 2, s->officer);
    db_bind_text(db, stmt, 3, source);
    db_bind_number(db, stmt, 4, entry->campaign ? s->campaign_id : FIELD_NONE);
    db_bind_text(db, stmt, 5, entry->kind);
    db_bind_number(db, stmt, 6, entry->id);
    db_bind_text(db, stmt, 7, entry->unit);
    db_bind_text(db, stmt, 8, tx->verb != NULL ? tx->verb : entry->verb);
    db_bind_text(db, stmt, 9, tx->reason);
    db_bind_text(db, stmt, 10, entry->before);
    db_bind_text(db, stmt, 11, entry->after);
    rc = db_step(db, stmt, NULL, e);
    db_release(db, stmt);
    return rc;
}
