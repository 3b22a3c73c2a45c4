/* Is the database healthy? Each finding is one sentence: what, and what to do. */
#ifndef THIDUA_DOCTOR_H
#define THIDUA_DOCTOR_H

#include "thidua/session.h"

typedef void doctor_fn(void *ctx, bool wrong, const char *sentence);
/* The file and its folder, the library, free space, integrity, foreign keys, schema version, totals
 * kept with works against the sum of their entries, tallies against a count, search and order keys
 * against the text they stand beside, the log's chain and clock, how much no backup holds yet,
 * clauses that the plan in force has not. What is well is said too, in fewer words; *wrong counts
 * what needs mending. Needs CAP_MAINTAIN; changes nothing. */
enum rc doctor_run(struct session *s, doctor_fn *say, void *ctx, int *wrong, struct err *e);

#endif
