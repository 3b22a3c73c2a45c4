/* Where do we stand, what is due: the one answer behind the home screen, `thidua status` and
 * `thidua check`. */
#ifndef THIDUA_STATUS_H
#define THIDUA_STATUS_H

#include "thidua/deadline.h"
#include "thidua/session.h"
#include "thidua/target.h"

struct status_deadline {
    const struct deadline *deadline;
    enum deadline_state state;
    int64_t days_left;
};

struct status_target {
    const struct target *target;
    struct target_result result;
};

/* One line of "Việc cần làm", most pressing first. */
struct status_due {
    bool urgent; /* `!`, else `·` */
    const char *text;
    const char *list; /* the list behind it and the filter to set, or NULL */
    const char *filter, *value;
};

struct status {
    int64_t day, days;
    struct status_deadline *deadlines;
    size_t ndeadlines;
    struct status_target *targets;
    size_t ntargets;
    struct {
        int64_t total, registered, on_time, late, missing;
        int64_t communes, affiliates, members; /* communes and towns together; total of hội viên */
    } units;
    struct {
        /* works of communes, towns and affiliates; the district's own with the province apart */
        int64_t total, collective, individual, draft, submitted, approved, completed, behind, stale;
        int64_t percent;               /* mean of done% over approved and completed, rounded down */
        int64_t oldest_submitted_days; /* how long the oldest waits for approval, -1: none waits */
        int64_t district;
    } works;
    struct {
        int64_t collective, individual, submitted, eligible, units;
    } nominations;
    struct {
        int64_t rolled_out, publicity;
    } duties;
    struct status_due *due;
    size_t ndue;
};

/* For the whole district, or with `unit` for that unit only (its own figures and dues). Everything
 * is in `a`. */
enum rc status_fill(struct session *s, const char *unit, struct arena *a, struct status *out,
                    struct err *e);

/* `thidua check`: 0 all on course; 1 a deadline within warn_days with something open, works behind
 * or stale, an approval waiting over 2 days; 2 a last day passed with something missing. */
int status_verdict(const struct status *st, int warn_days);

/* The live figure of each clause that sets a deadline, target or duty (the plan is the dashboard).
 */
struct figure {
    const char *clause;
    const char *text; /* "24/36 đơn vị  66%", "! còn 4 ngày" at the end where a day is near */
    bool urgent;
    const char *list, *filter, *value; /* the records behind it, or NULL */
};
enum rc status_figures(struct session *s, struct arena *a, struct figure **out, size_t *count,
                       struct err *e);

#endif
