/* The only way to write.
 *
 *     struct tx tx;
 *     if (tx_begin(&tx, s, CAP_REGISTER, unit, e)) return e->rc;
 *     … record_insert, record_update, record_delete …
 *     rc = tx_commit(&tx, e);      or      tx_rollback(&tx);
 *
 * tx_begin checks the capability for the unit (NULL: the change spans several, which needs scope
 * "all"), blocks the signals that could stop the process with the lock held, and starts BEGIN
 * IMMEDIATE. tx_commit refuses (and rolls back) when rows changed without a row in the log; only
 * drafts (draft.h), which are nobody's business but hers, need none. tx_rollback tells the log when
 * it was a right that was missing: what follows tx_begin is given the same struct err. */
#ifndef THIDUA_TX_H
#define THIDUA_TX_H

#include "thidua/chain.h"
#include "thidua/session.h"
#include <signal.h>
#include <stdbool.h>

struct tx {
    struct session *session;
    const char *unit;   /* borrowed; NULL: several */
    const char *verb;   /* what the log says was done ("submit"); NULL: add, set, delete */
    const char *reason; /* goes into the log; NULL: none */
    int64_t undoes;     /* the change (a row of the log) that this one takes back; 0: none */
    struct err *err;    /* of the caller of tx_begin: says why it fails, if it does */
    bool open;
    bool drafts_only;       /* begun for a draft (draft.h): nothing else may change */
    int changed, logged;    /* rows of records changed, rows of log written */
    int drafted;            /* rows of drafts changed: these need no log */
    int64_t change;         /* first row of the log it wrote; 0: none yet */
    struct chain_head head; /* last row of the log; known once `change` is */
    sigset_t signals;       /* as they were */
};

/* RC_DENIED, RC_BUSY (locked past the timeout: who has it is not known, try again), RC_IO. */
enum rc tx_begin(struct tx *tx, struct session *s, enum capability cap, const char *unit,
                 struct err *e);
enum rc tx_commit(struct tx *tx, struct err *e);
/* Undo everything since tx_begin. Does nothing after a commit or a failed begin: safe at `done:`.
 */
void tx_rollback(struct tx *tx);

#endif
