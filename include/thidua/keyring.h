/* The keys by which the SSH server knows the officers of a service. An officer may have several, a
 * key has one officer. Adding and removing is in the log. */
#ifndef THIDUA_KEYRING_H
#define THIDUA_KEYRING_H

#include "thidua/officer_key.h"
#include "thidua/session.h"
#include "thidua/tx.h"

struct keyring_row {
    const char *officer, *fingerprint, *type, *comment;
    const char *author;     /* login of who added it */
    const char *created_at; /* UTC, as instant_now */
};

/* The three need CAP_OFFICERS. RC_MISSING: no such officer, no such key of hers. Adding also:
 * RC_CONFLICT: the key has an officer already; RC_INVALID: the database is one owner's, who needs
 * no key. */
enum rc keyring_add(struct session *s, const char *login, const struct officer_key *key,
                    struct err *e);
/* `fingerprint` may be cut short, as long as only one key of hers begins so. */
enum rc keyring_remove(struct session *s, const char *login, const char *fingerprint,
                       struct err *e);
/* Of one officer, or of all (login NULL), by officer and time. Rows and texts are in `a`. */
enum rc keyring_list(struct session *s, const char *login, struct arena *a,
                     struct keyring_row **out, size_t *count, struct err *e);

/* Lines for the SSH server (officer_key_line) of officers who are not disabled: all, those of one
 * login, or the one with this fingerprint (NULL: any). Nobody's session: the SSH server asks before
 * it knows who comes, as the account of the service, and that account alone may. */
enum rc keyring_authorized(struct db *db, const struct claim *claim, const char *program,
                           const char *login, const char *fingerprint, struct buf *out,
                           struct err *e);

/* Within a transaction: write the key of the officer with that login and id, and the log. */
enum rc keyring_write(struct tx *tx, const char *login, int64_t id, const struct officer_key *key,
                      struct err *e);
/* The same: take it away from the officer with that id. */
enum rc keyring_drop(struct tx *tx, int64_t id, const char *fingerprint, struct err *e);
/* The same: take back what that row of the log did. RC_CONFLICT when the key changed since. */
enum rc keyring_back(struct tx *tx, int64_t row, struct err *e);

#endif
