/* Putting a backup in the place of the database.
 *
 * The file is copied beside the database and checked there first (every page, every reference, the
 * log's chain, schema); what was there keeps a dated name beside it; then one rename puts the copy
 * in its place, so that at every moment the whole of the one or of the other is there. Whoever has
 * the old one open is told at her next read or write to come in again (db_here); nothing of hers
 * goes into the file that was taken away. A row of the log says what was done. A restoring that was
 * interrupted leaves at most hidden files and second names, all else as it was; the first one a day
 * later takes the hidden files away.
 *
 * Who was locked out since the backup stays out; roles, units and accounts of officers and their
 * keys are those of now: a backup brings back what was done, not who may come in and do what. Who
 * is now of a unit that the backup does not have is locked out until someone gives her one. */
#ifndef THIDUA_RESTORE_H
#define THIDUA_RESTORE_H

#include "thidua/arena.h"
#include "thidua/campaign.h"
#include "thidua/chain.h"
#include "thidua/date.h"
#include "thidua/err.h"
#include "thidua/identity.h"
#include <stdbool.h>

struct restore_done {
    const char *kept;            /* where what was there is now; NULL: nothing was there */
    struct chain_head head;      /* of the log now, the row about this included */
    const char *shut;            /* logins of officers who stay, or are, locked out; NULL: none */
    const char *changed;         /* of those whose role, unit or account is not the backup's */
    const char *dropped, *added; /* keys taken away since, and given since: "SHA256:… (hoa)" */
    bool unasked; /* what was there could not say who may come in: the backup's officers and keys */
};

/* `path` is the database, there or not, whole or damaged; no connection of this process to it may
 * be open. Only whoever holds the file may (the owner of a single database, the account of a
 * service), else RC_DENIED. RC_DAMAGED, RC_INVALID (a newer program's): what is wrong with `from`.
 * RC_CONFLICT: `from` is of the other mode (single, service), is the database itself, or has no
 * administrator but those locked out since, or no longer administrators. RC_BUSY: a save by
 * somebody took too long. A database that cannot be read for the moment (RC_BUSY, RC_IO, RC_NOMEM),
 * or is a newer program's (RC_INVALID), stays in its place: what it says of its mode and of her
 * could not be asked. On failure everything is as it was. Text is in `a`. */
enum rc restore_file(const char *path, const char *from, const struct campaign *c,
                     const struct claim *claim, date today, struct arena *a,
                     struct restore_done *out, struct err *e);

#endif
