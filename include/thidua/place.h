/* Where the program looks for its files when it is not told. */
#ifndef THIDUA_PLACE_H
#define THIDUA_PLACE_H

#include "thidua/buf.h"
#include "thidua/environment.h"
#include "thidua/err.h"

/* The campaign file of this machine, or NULL when it has none: the compiled-in one serves. */
const char *place_config(void);

/* The database: the service's if it is there, else the officer's own, $XDG_DATA_HOME/thidua or
 * ~/.local/share/thidua. RC_MISSING when she has no home folder. */
enum rc place_db(const struct environment *env, struct buf *out, struct err *e);

/* Make the folder of the officer's own database, 0700, and those above it. RC_IO. */
enum rc place_db_folder(const char *db, struct err *e);

#endif
