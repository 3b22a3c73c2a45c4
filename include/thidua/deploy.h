/* Is the shared service installed as config/deploy says? The files there are compiled in; what
 * stands on the machine must be the same line by line (comments and blanks apart; rsyslog's may
 * have more), and nothing that sshd reads beside it may undo it. */
#ifndef THIDUA_DEPLOY_H
#define THIDUA_DEPLOY_H

#include "thidua/err.h"
#include <stdbool.h>

/* The machine looked at: this one, or in tests a folder that is like one. */
struct deploy_site {
    const char *root;    /* put before every path: "" */
    long administrator;  /* the uid that must own what only root may change: 0 */
    const char *program; /* service_program */
    /* service_folder, service_db, service_config */
    const char *folder, *db, *config;
};

/* Each finding is one sentence: what, and what to do. */
typedef void deploy_fn(void *ctx, bool wrong, const char *sentence);

/* The account and its shell, the folder and the database, the program and the folders above it, the
 * campaign file, sshd's and sudo's rules, the folder's rule, the nightly backup. What is well is
 * said too; *wrong counts what needs mending. RC_DENIED unless the administrator runs it: others
 * cannot see all of that. */
enum rc deploy_check(const struct deploy_site *site, long uid, deploy_fn *say, void *ctx,
                     int *wrong, struct err *e);

#endif
