/* What the files of the look at a server share. */
#ifndef THIDUA_DEPLOY_PARTS_H
#define THIDUA_DEPLOY_PARTS_H

#include "thidua/buf.h"
#include "thidua/deploy.h"
#include <limits.h>
#include <sys/stat.h>

struct deploy_check {
    const struct deploy_site *site;
    deploy_fn *say;
    void *ctx;
    int wrong;
    long uid; /* of the account; -1: there is none */
    bool
        marked; /* its password begins with "!": sshd without PAM takes that for a locked account */
    bool failed;
};

void deploy_tell(struct deploy_check *c, bool good, const char *fmt, ...) THIDUA_PRINTF(3, 4);
/* The path on the machine looked at. */
const char *deploy_at(const struct deploy_check *c, const char *path, char out[PATH_MAX]);
bool deploy_look(const struct deploy_check *c, const char *path, struct stat *st);
/* Nobody but root can change it, nor any folder above it. */
bool deploy_safe(const struct deploy_check *c, const char *path);
/* What is in the file; false, and *out is empty, where it cannot be read. */
bool deploy_read(struct deploy_check *c, const char *path, struct buf *out);
/* The next line that says something, without the blanks around it; false at the end. */
bool deploy_line(struct deploy_check *c, const char **text, struct buf *line);

/* --- deploy_rules.c, deploy_sshd.c --- */

/* The files of config/deploy stand on the machine, line for line. */
void deploy_rules(struct deploy_check *c);
/* Nothing that sshd reads beside ours undoes what ours says. */
void deploy_sshd(struct deploy_check *c);

#endif
