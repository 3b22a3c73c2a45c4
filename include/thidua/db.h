/* The database file: made, opened, checked, closed. Only src/store sees SQLite.
 *
 * Rollback journal (TRUNCATE), not WAL: SQLite before 3.51.3 can lose a committed transaction when
 * several processes write and checkpoint (sqlite.org/wal.html#the_wal_reset_bug), and Debian 12 has
 * 3.40.1. */
#ifndef THIDUA_DB_H
#define THIDUA_DB_H

#include "thidua/err.h"
#include <stdint.h>

struct db;

/* Open an existing database. Refused, untouched, with a sentence: not there (RC_MISSING), a folder
 * or no permission (RC_IO, RC_DENIED), not a database or another program's (RC_DAMAGED), made by a
 * newer version (RC_INVALID), a network file system (RC_INVALID). An older one is migrated, one
 * transaction a step. The caller closes it. */
enum rc db_open(const char *path, struct db **out, struct err *e);

/* Make a new database, mode 0600, with the schema and nothing in it. RC_CONFLICT if the file
 * exists. On failure nothing is left behind. */
enum rc db_create(const char *path, struct db **out, struct err *e);
void db_close(struct db **db);
/* Take a database away again that could not be filled, and its journal; no connection is open. */
void db_file_unmake(const char *path);

/* Changes when another process committed; costs microseconds. 0 if it cannot be read now: somebody
 * has the lock, and for longer than a save takes. -1 when the file is not the one opened any more:
 * the next read says so. */
int64_t db_data_version(struct db *db);
const char *db_path(const struct db *db);

#endif
