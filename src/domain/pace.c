#include "thidua/pace.h"

static int64_t within(int64_t n, int64_t least, int64_t most) {
    return n < least ? least : n > most ? most : n;
}

int64_t pace_done(int64_t done, int64_t goal, int64_t given) {
    if (goal == FIELD_NONE || goal <= 0)
        return given == FIELD_NONE ? 0 : within(given, 0, 100);
    if (done == FIELD_NONE || done <= 0)
        return 0;
    if (done >= goal)
        return 100;
    if (goal > INT64_MAX / 100) /* no field allows it; a damaged file may hold it */
        return within(done / (goal / 100), 0, 99);
    return 100 * done / goal;
}

struct pace_span pace_span(const struct work *w, const struct campaign *c) {
    struct pace_span s = {.start = w->start, .end = w->finish};
    if (s.start == DATE_NONE)
        s.start = w->approved != DATE_NONE ? w->approved : c->start;
    if (s.end == DATE_NONE)
        s.end = c->end;
    if (s.end < s.start)
        s.end = s.start;
    return s;
}

int64_t pace_expected(struct pace_span s, date today) {
    if (today <= s.start)
        return 0;
    if (today >= s.end)
        return 100;
    return 100 * (today - s.start) / (s.end - s.start);
}

date pace_behind_from(struct pace_span s, int64_t done_percent, int behind_percent) {
    /* behind once at least this much is expected */
    int64_t expected = within(done_percent, 0, 100) + (behind_percent > 0 ? behind_percent : 0) + 1;
    int64_t days = s.end - s.start;
    if (expected > 100)
        return DATE_NONE;
    /* expected <= 100 × d / days, solved for the first whole d */
    return days == 0 ? s.start + 1 : s.start + (expected * days + 99) / 100;
}

date pace_stale_from(date last_entry, date approved, int stale_days) {
    /* DATE_NONE is the least of all dates */
    date since = last_entry > approved ? last_entry : approved;
    return since == DATE_NONE ? DATE_NONE : since + stale_days;
}

void pace_fill(struct work *w, const struct campaign *c, int64_t given) {
    w->percent = pace_done(w->done, w->goal, given);
    w->behind_from = DATE_NONE;
    w->stale_from = DATE_NONE;
    if (w->state != WORK_APPROVED)
        return;
    w->behind_from = pace_behind_from(pace_span(w, c), w->percent, c->behind_percent);
    w->stale_from = pace_stale_from(w->last_entry, w->approved, c->stale_days);
}
