/* Is the database healthy? Each finding is one sentence: what, and what to do. */
#ifndef THIDUA_DOCTOR_H
#define THIDUA_DOCTOR_H

#include "thidua/session.h"

typedef void doctor_fn(void *ctx, bool wrong, const char *sentence);
/* Integrity, foreign keys, schema version, totals kept with works equal to the sum of their
 * entries, tallies equal to a count, clauses the plan in force has not, file mode, free space,
 * library versions. *wrong counts what needs mending. */
enum rc doctor_run(struct session *s, doctor_fn *say, void *ctx, int *wrong, struct err *e);

#endif
