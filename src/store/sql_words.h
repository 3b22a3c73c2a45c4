/* Words of the plan that several statements use, each said once. */
#ifndef THIDUA_STORE_SQL_WORDS_H
#define THIDUA_STORE_SQL_WORDS_H

#include "thidua/campaign.h"
#include "thidua/records.h"

/* The units that count are those that are not the district itself: of a row of the table unit named
 * `u` ("" or "u."), and the codes of the district's, for rows that name a unit. */
#define SQL_COUNTS(u)   u "kind <> 'district'"
#define SQL_DISTRICT(u) u "kind = 'district'"
#define SQL_DISTRICTS   "(SELECT code FROM unit WHERE " SQL_DISTRICT("") ")"

/* A unit has registered when a work of its was submitted, approved or completed: of the state of a
 * work, in bits and in SQL, and how many such works a row of the tally named `t` has. */
#define REGISTERED_BITS             (1U << WORK_SUBMITTED | 1U << WORK_APPROVED | 1U << WORK_COMPLETED)
#define SQL_REGISTERED_STATE(state) state " IN ('submitted', 'approved', 'completed')"
#define SQL_REGISTERED(t)           "(" t "submitted + " t "approved + " t "completed)"

/* The duties that have a figure of their own. */
#define SQL_REGISTER  "'" DUTY_REGISTER "'"
#define SQL_ROLLOUT   "'" DUTY_ROLLOUT "'"
#define SQL_PUBLICITY "'" DUTY_PUBLICITY "'"

#endif
