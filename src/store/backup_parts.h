/* What the files of backup, restore and doctor share: names of backups, and the folder of them. */
#ifndef THIDUA_STORE_BACKUP_PARTS_H
#define THIDUA_STORE_BACKUP_PARTS_H

#include "parts.h"
#include "thidua/backup.h"
#include "thidua/restore.h"
#include "thidua/rotation.h"

/* Where the database is: its folder, and its name without ".db". Both in `a`. */
struct place {
    const char *folder, *base;
};
enum rc backup_place(const char *db_path, struct arena *a, struct place *out, struct err *e);
/* The folder of its backups, NULL when memory runs out. */
const char *backup_folder(const struct place *p, struct arena *a);

struct moment backup_now(void);
/* "thidua-2021-11-05-213000-1234-9f86d081884c7d659a2f.db" */
void backup_name(const char *base, struct moment when, const struct chain_head *head,
                 struct buf *out);

/* One found in a folder by its name. */
struct backup {
    const char *name;
    struct moment when;
    struct chain_mark head;
};
/* Those of this database in the folder, from the oldest to the newest; none when there is no such
 * folder. */
enum rc backup_list(const char *folder, const char *base, struct arena *a, struct backup **out,
                    size_t *count, struct err *e);
/* Take away what rotation.h does not keep, but never `last` (a name in the folder). */
enum rc backup_rotate(const char *folder, const char *base, const char *last, struct moment now,
                      size_t *dropped, struct err *e);

/* An empty file of its own in `folder`, 0600 where the disk knows such a thing, whose name nobody
 * takes for a backup: ".BASE.partial-XXXXXX". What interrupted ones left there a day ago goes
 * first. *out is its path, in `a`; NULL when it could not be made. */
enum rc backup_temporary(const char *folder, const char *base, struct arena *a, const char **out,
                         struct err *e);
/* Away with it, and with a journal beside it. NULL: there is none. */
void backup_unmake(const char *path);

/* --- restore_ways.c --- */

/* Who may come into a database, and by which key, as JSON: {login: {out, role, unit, uid}},
 * {fingerprint: whose and what}. NULL: not known. */
struct ways {
    const char *officers, *keys;
};
/* Of an officer there (SQL, a value of `officers`), in the database that comes: is her unit in it,
 * and is she to stay out? Who is of a unit that came after the backup is. */
#define WAYS_UNIT_KNOWN(her)                                                                       \
    "(" her " ->> 'unit' IS NULL OR EXISTS (SELECT 1 FROM unit AS u WHERE u.code = " her           \
    " ->> 'unit'))"
#define WAYS_OUT(her) "(" her " ->> 'out' = 1 OR NOT " WAYS_UNIT_KNOWN(her) ")"
enum rc ways_read(struct db *db, struct arena *a, struct ways *out, struct err *e);
/* The officers that both know are let in as `w` has it, and by those keys; `out` gets whom and what
 * that changed. */
enum rc ways_keep(struct tx *tx, const struct ways *w, struct arena *a, struct restore_done *out,
                  struct err *e);

#endif
