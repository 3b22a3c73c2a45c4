/* Deadlines as pure functions of dates. */
#ifndef THIDUA_DEADLINE_H
#define THIDUA_DEADLINE_H

#include "thidua/campaign.h"
#include "thidua/date.h"

enum deadline_state {
    DEADLINE_AHEAD,
    DEADLINE_SOON,  /* within warn_days of its last day, and not open */
    DEADLINE_TODAY, /* today is the last day */
    DEADLINE_OPEN,  /* inside a from–to, however near its last day */
    DEADLINE_PASSED
};
extern const struct choice deadline_states[]; /* ahead soon today open passed */

/* Where it stands; whether it is pressing is a matter of the days left alone. */
enum deadline_state deadline_state(const struct deadline *d, date today, int warn_days);
/* Days to the last day: 0 on it, negative after. */
int64_t deadline_days_left(const struct deadline *d, date today);
/* "còn 4 ngày", "hôm nay là ngày cuối", "đã qua 3 ngày"; with a from–to also "đang mở, còn 5 ngày".
 */
void deadline_say(const struct deadline *d, date today, struct buf *out);

/* Decided once, at the first submission: by the day the paper was received if there is one, else by
 * the day of submission. */
bool deadline_on_time(const struct deadline *d, date submitted, date received);

/* Day of the campaign: 0 before the start, 1 on it, `campaign_days` from the end on. */
int64_t campaign_day(const struct campaign *c, date today);
int64_t campaign_days(const struct campaign *c);
/* "Ngày 36/107 · kết thúc 15/01/2022, còn 71 ngày"; before the start and after the end what there
 * is to say then. */
void campaign_say_day(const struct campaign *c, date today, struct buf *out);

#endif
