/* Which record does a line of an import speak of? So that the same file read twice changes nothing.
 *
 * A unit is known by its code (record_get_code). A work by unit, title, kind and, an individual's,
 * her name. An entry of progress by its work, its day and every amount in it; not by its note and
 * evidence, which are often filled in later: better one entry refused as double than one counted
 * twice. */
#ifndef THIDUA_MATCH_H
#define THIDUA_MATCH_H

#include "thidua/records.h"
#include "thidua/session.h"

/* The id, 0 when there is none; the oldest when there are several. */
enum rc match_work(struct session *s, const struct work *w, int64_t *id, struct err *e);
enum rc match_progress(struct session *s, const struct progress *p, int64_t *id, struct err *e);

/* An entry that says, instead of its quantity, the running total that it brought its work to: the
 * sum of what was added up to it, by day, and on one day in the order it was written down.
 * RC_CONFLICT when there is none and the work has entries of later days: what was added until that
 * day cannot be told any more. */
enum rc match_total(struct session *s, const struct progress *p, int64_t total, int64_t *id,
                    struct err *e);

/* The work of a unit by its title alone. RC_MISSING when there is none, RC_CONFLICT when there are
 * several and only its number can say which. */
enum rc match_title(struct session *s, const char *unit, const char *title, int64_t *id,
                    struct err *e);

#endif
