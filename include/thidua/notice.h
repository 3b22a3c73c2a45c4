/* What happens at the door, and where the log stands then (chain.h), told to the log of the system
 * (syslog, LOG_AUTHPRIV), where nobody of the service can change it. In words of ASCII that a
 * script can search, "thidua[PID]: " before them:
 *
 *     login officer=lan by=ssh from=203.0.113.7 key=SHA256:…: head=1234-9f86d081884c7d659a2f
 *     denied officer=minh by=sudo account=minh: <what> */
#ifndef THIDUA_NOTICE_H
#define THIDUA_NOTICE_H

#include "thidua/identity.h"

enum notice {
    NOTICE_LOGIN,
    NOTICE_MIDNIGHT, /* the day changed while she was at her screens */
    NOTICE_BACKUP,
    NOTICE_REFUSED, /* nobody here, or no longer */
    NOTICE_DENIED   /* she tried what her office does not allow */
};

/* `who`, `officer` (her login) and `detail` may be NULL or "": not known. Any bytes. */
void notice(enum notice what, const struct claim *who, const char *officer, const char *detail);

#endif
