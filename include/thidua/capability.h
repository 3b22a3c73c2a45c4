/* Who may do what: capability × role × scope, in one table. Deny by default.
 *
 * tx_begin and query_open ask here; screens ask only to grey out what would be refused. */
#ifndef THIDUA_CAPABILITY_H
#define THIDUA_CAPABILITY_H

#include "thidua/field.h"

enum role {
    ROLE_VIEWER,           /* sees the district's totals and her own unit's records */
    ROLE_UNIT_OFFICER,     /* her own unit */
    ROLE_DISTRICT_OFFICER, /* all units: receives, returns, approves, verifies, enters from paper */
    ROLE_LEADER,           /* decides */
    ROLE_ADMINISTRATOR, /* officers, units, configuration, backups; no registration or approval */
    ROLE_OWNER,         /* the one user of a database of her own: everything */
    ROLE_COUNT
};
extern const struct choice roles[]; /* in that order */

enum capability {
    CAP_TOTALS,   /* read the plan, measures, status */
    CAP_READ,     /* read records */
    CAP_LOG,      /* read the log */
    CAP_REGISTER, /* write works, submit them */
    CAP_APPROVE,  /* return, approve works */
    CAP_PROGRESS, /* write progress entries; complete, stop a work */
    CAP_DUTY,     /* write duties done and receipts of the plan */
    CAP_NOMINATE, /* write nominations and their checklists, submit them */
    CAP_REVIEW,   /* return nominations, find them eligible or not */
    CAP_DECIDE,   /* introduce to the province, award */
    CAP_UNITS,    /* write units */
    CAP_OFFICERS, /* write officers */
    CAP_CAMPAIGN, /* take in a campaign file, import a plan */
    CAP_MAINTAIN, /* backup, restore, doctor's repairs */
    CAP_COUNT
};

enum scope { SCOPE_NONE, SCOPE_OWN, SCOPE_ALL };

enum scope capability_scope(enum role role, enum capability cap);
/* What the capability is, to say in a sentence: "duyệt đăng ký". */
const char *capability_label(enum capability cap);

#endif
