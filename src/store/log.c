#include "parts.h"

#include <stdio.h>
#include <string.h>

/* How she came: the log of many officers must tell a key and an address apart. */
static void source_of(const struct claim *c, char *out, size_t size) {
    static const char *const proofs[] = {
        [PROOF_LOCAL] = "local", [PROOF_SSH] = "ssh", [PROOF_SUDO] = "sudo"};
    const char *proof = (unsigned)c->proof <= PROOF_SUDO ? proofs[c->proof] : "?";
    (void)snprintf(out, size, "%s%s%s%s%s", proof, c->address[0] ? " " : "", c->address,
                   c->fingerprint[0] ? " " : "", c->fingerprint);
}

/* The values of the row, in the table's order. Numbers need room for their digits. */
struct row {
    const char *values[CHAIN_COLUMNS];
    char now[INSTANT_TEXT_SIZE], source[160];
    char id[24], campaign[24], record[24], change[24], undoes[24];
};

static const char *digits(char *out, size_t size, int64_t n) {
    (void)snprintf(out, size, "%lld", (long long)n);
    return out;
}

static void fill(struct row *r, const struct tx *tx, const struct log_entry *entry, int64_t id) {
    const struct session *s = tx->session;
    source_of(&s->claim, r->source, sizeof r->source);
    const char *const values[CHAIN_COLUMNS] = {
        digits(r->id, sizeof r->id, id),
        instant_now(r->now),
        s->officer,
        r->source,
        entry->campaign ? digits(r->campaign, sizeof r->campaign, s->campaign_id) : NULL,
        entry->kind,
        digits(r->record, sizeof r->record, entry->id),
        entry->unit,
        tx->verb != NULL ? tx->verb : entry->verb,
        tx->reason,
        entry->before,
        entry->after,
        digits(r->change, sizeof r->change, tx->change != 0 ? tx->change : id),
        tx->undoes != 0 ? digits(r->undoes, sizeof r->undoes, tx->undoes) : NULL,
    };
    memcpy(r->values, values, sizeof values);
}

/* Digits become integers by the columns' types. */
static enum rc insert(struct db *db, const struct row *r, const unsigned char *hash,
                      struct err *e) {
    static const char sql[] =
        "INSERT INTO log (id, at, officer, source, campaign, kind, record, unit, verb, reason,"
        " before, after, change, undoes, hash)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    for (int i = 0; i < CHAIN_COLUMNS; i++)
        db_bind_text(db, stmt, i + 1, r->values[i]);
    db_bind_bytes(db, stmt, CHAIN_COLUMNS + 1, hash, SHA256_SIZE);
    rc = db_step(db, stmt, NULL, e);
    db_release(db, stmt);
    return rc;
}

enum rc log_write(struct tx *tx, const struct log_entry *entry, struct err *e) {
    struct db *db = tx->session->db;
    struct row r;
    struct chain_head next;
    enum rc rc = tx->change == 0 ? chain_read(db, &tx->head, e) : RC_OK;
    if (rc)
        return rc;
    next.id = tx->head.id + 1;
    fill(&r, tx, entry, next.id);
    rc = chain_next(tx->head.hash, r.values, NULL, next.hash, e);
    if (rc == RC_OK)
        rc = insert(db, &r, next.hash, e);
    if (rc)
        return rc;
    if (tx->change == 0)
        tx->change = next.id;
    tx->head = next;
    return RC_OK;
}
