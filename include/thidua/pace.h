/* How far a work is against how far it should be. Pure functions; percentages are rounded down, so
 * 100 % means all. */
#ifndef THIDUA_PACE_H
#define THIDUA_PACE_H

#include "thidua/campaign.h"
#include "thidua/records.h"

/* 100 × done / goal, 0 to 100; without a goal (FIELD_NONE, or 0) `given` (the last entry's), 0 when
 * FIELD_NONE. */
int64_t pace_done(int64_t done, int64_t goal, int64_t given);

/* The span a work is measured on: its own start (default: the day of approval) to its finish
 * (default: the campaign's end), and never an end before the start. */
struct pace_span {
    date start, end;
};
struct pace_span pace_span(const struct work *w, const struct campaign *c);

/* 0 on the start and before, 100 on the end and after. A span of one day expects nothing on that
 * day and all after it: nothing may be late on its last day. */
int64_t pace_expected(struct pace_span s, date today);

/* The first day on which done < expected − behind_percent, if nothing is entered until then;
 * DATE_NONE: never. */
date pace_behind_from(struct pace_span s, int64_t done_percent, int behind_percent);
/* The day on which it will have been stale_days since the last entry or the approval, whichever is
 * later; DATE_NONE when there was neither. */
date pace_stale_from(date last_entry, date approved, int stale_days);

/* Fill the derived members of `w` (percent, behind_from, stale_from) from its totals and state: the
 * two days are DATE_NONE unless it is approved. `given` as in pace_done. */
void pace_fill(struct work *w, const struct campaign *c, int64_t given);

#endif
