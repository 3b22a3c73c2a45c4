/* Backups of the whole database while others work.
 *
 * A backup is a database file: NAME-2021-11-05-213000-1234-9f86d081884c7d659a2f.db, NAME being that
 * of the database, then day and time by the clock on the wall and the head of the log (chain.h). It
 * is read again whole before it gets its name, so that what has such a name is a good one: a backup
 * that was interrupted leaves only a hidden file, which the first one made there a day later takes
 * away.
 *
 * Unless told otherwise it goes to the folder `backup` beside the database (0700; it may be a link
 * to a folder on another disk), where rotation.h says how many stay. */
#ifndef THIDUA_BACKUP_H
#define THIDUA_BACKUP_H

#include "thidua/arena.h"
#include "thidua/chain.h"
#include "thidua/err.h"
#include "thidua/session.h"
#include <stdbool.h>
#include <stddef.h>

struct backup_done {
    const char *path;
    struct chain_head head;
    int64_t rows;    /* of all tables */
    int64_t bytes;   /* of the file */
    size_t dropped;  /* older backups that rotation took away */
    bool open;       /* the place cannot keep a file to its owner (a stick of Windows) */
    bool chained;    /* the log in it is whole; if not, rotation took nothing away */
    const char *why; /* … and this is what is wrong with it */
};

/* Make one (CAP_MAINTAIN) and, in the default folder, rotate. `target` is NULL (the default
 * folder), a folder, or the name of a file that is not there yet (RC_CONFLICT if it is). On failure
 * nothing is left. Text is in `a`. */
enum rc backup_make(struct session *s, const char *target, struct arena *a, struct backup_done *out,
                    struct err *e);

#endif
