/* What happens at the door, where the log stands then (chain.h), and what the machine failed at,
 * told to the log of the system (syslog, LOG_AUTHPRIV), where nobody of the service can change it.
 * In words of ASCII that a script can search, "thidua[PID]: " before them:
 *
 *     login officer=lan by=ssh from=203.0.113.7 key=SHA256:…: head=1234-9f86d081884c7d659a2f
 *     denied officer=minh by=sudo account=minh: <what>
 *     failed: sqlite 266: disk I/O error */
#ifndef THIDUA_NOTICE_H
#define THIDUA_NOTICE_H

#include "thidua/err.h"
#include "thidua/identity.h"

enum notice {
    NOTICE_LOGIN,
    NOTICE_MIDNIGHT, /* the day changed while she was at her screens */
    NOTICE_BACKUP,
    NOTICE_REFUSED, /* nobody here, or no longer */
    NOTICE_DENIED,  /* she tried what her office does not allow */
    NOTICE_FAILED
};

/* `who`, `officer` (her login) and `detail` may be NULL or "": not known. Any bytes. */
void notice(enum notice what, const struct claim *who, const char *officer, const char *detail);

/* Whoever shows her an error tells it here too: what the machine failed at (RC_IO, RC_DAMAGED,
 * RC_NOMEM) by its cause, which she does not see; of any other error nothing. The same again within
 * a minute is one: screens try every second. Who she is says the login of the same PID. */
void notice_failure(const struct err *e);

#endif
