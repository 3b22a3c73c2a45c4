/* The shared service: one account of the machine owns a folder with one database in it, and runs
 * the program for every officer (config/deploy). */
#ifndef THIDUA_SERVICE_H
#define THIDUA_SERVICE_H

#include "thidua/err.h"
#include <stddef.h>

/* Fixed when the program is built (STATEDIR, SYSCONFDIR), because who can name another place can
 * name another database. */
extern const char service_folder[]; /* /var/lib/thidua */
extern const char service_db[];     /* /var/lib/thidua/thidua.db */
extern const char service_config[]; /* /etc/thidua/thidua.ini */

/* Where this program stands, as the SSH server must be told it. RC_IO. */
enum rc service_program(char *out, size_t size, struct err *e);

/* The number of an account of this machine by its name. RC_MISSING. */
enum rc service_uid(const char *name, long *out, struct err *e);

/* The account that owns the folder; -1: there is none here, or it is root's, who serves nobody. */
long service_account(void);

#endif
