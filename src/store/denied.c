/* What an officer of a service tried and may not: a row of the log about herself, and a line in
 * syslog. Refusals come from anywhere; they end here, where a read ends (session_need), a write
 * (tx.c: it was begun with the error that says why it fails) or a look at a record (record_get.c).
 */
#include "parts.h"

#include <stdio.h>

enum { LOGGED = 20 /* by one session: a loop must not fill the disk */ };

/* Not inside what may be rolled back, nor between reads of one moment: when those are over. */
void session_denied_tell(struct session *s) {
    static const char last[] = "từ đây, phiên này có bị từ chối nữa cũng không ghi thêm";
    char why[sizeof s->denied + 32];
    if (s->denied[0] == '\0' || s->db->tx != NULL || s->db->moments > 0)
        return;
    (void)snprintf(why, sizeof why, "%s", s->denied);
    if (s->denied_more > 0)
        (void)snprintf(why, sizeof why, "%s (và %d lần nữa)", s->denied, s->denied_more);
    s->denied[0] = '\0';
    s->denied_more = 0;
    if (s->denials > LOGGED)
        return;
    const char *said = s->denials++ == LOGGED ? last : why;
    notice(NOTICE_DENIED, &s->claim, s->officer, said);
    session_note(s, "denied", said);
}

void session_denied(struct session *s, const char *why) {
    if (!s->service)
        return;
    if (s->denied[0] == '\0')
        (void)snprintf(s->denied, sizeof s->denied, "%s", why);
    else
        s->denied_more++;
    session_denied_tell(s);
}

void session_denied_right(struct session *s, enum capability cap, const char *unit) {
    char why[sizeof s->denied];
    (void)snprintf(why, sizeof why, unit != NULL ? "không có quyền %s (%s)" : "không có quyền %s",
                   capability_label(cap), unit);
    session_denied(s, why);
}

void session_outside(struct session *s, const char *what, const char *which) {
    char why[sizeof s->denied];
    if (capability_scope(s->role, CAP_READ) == SCOPE_ALL)
        return;
    (void)snprintf(why, sizeof why, "không có, hoặc ngoài phạm vi của mình: %s %.200s", what,
                   which);
    session_denied(s, why);
}
