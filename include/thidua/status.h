/* Where do we stand, what is due: the one answer behind the home screen, `thidua status` and
 * `thidua check`. */
#ifndef THIDUA_STATUS_H
#define THIDUA_STATUS_H

#include "thidua/deadline.h"
#include "thidua/list.h"
#include "thidua/session.h"
#include "thidua/target.h"

struct status_deadline {
    const struct deadline *deadline;
    enum deadline_state state;
    int64_t days_left;
    int64_t missing; /* units without what its measure counts; 0 where it counts nothing */
};

struct status_target {
    const struct target *target;
    struct target_result result;
    const struct status_deadline *deadline; /* by when */
};

struct status_duty {
    const struct duty *duty;
    int64_t done,
        of; /* units that did it, of those who must; of the district's own: 0 or 1, of 1 */
    int64_t entries;
    const struct status_deadline *deadline; /* NULL: no day is set */
};

/* One line of "Việc cần làm": the pressing first, and of those with a day the nearest. */
struct status_due {
    bool urgent; /* `!`, else `·` */
    const char *text;
    const char *what, *soon; /* for a narrow window: "… chưa đăng ký" and "còn 4 ngày", or NULL */
    const struct status_deadline *by; /* NULL: no day is set */
    struct list_rows rows;            /* behind it: as many as it says */
};

struct status {
    int64_t day, days;
    struct status_deadline *deadlines;
    size_t ndeadlines;
    struct status_target *targets;
    size_t ntargets;
    struct status_duty *each_duty; /* those of units and of the district, in the file's order */
    size_t nduties;
    struct {
        int64_t total, registered, on_time, late, missing;
        int64_t communes, affiliates, members; /* communes and towns together; total of hội viên */
    } units;
    struct {
        /* works of communes, towns and affiliates; the district's own with the province apart */
        /* total, collective and individual count whatever is in the list, drafts too */
        int64_t total, collective, individual, draft, submitted, approved, completed, behind, stale;
        int64_t stale_only;            /* stale, and not behind */
        int64_t percent;               /* mean of done% over approved and completed, rounded down */
        int64_t oldest_submitted_days; /* how long the oldest waits for approval, -1: none waits */
        int64_t district;
    } works;
    struct {
        /* the first two count whatever is in the list, submitted those that wait for the district;
         * units: how many units have sent one */
        int64_t collective, individual, submitted, eligible, units;
    } nominations;
    struct {
        int64_t rolled_out, publicity;
    } duties;
    struct status_due *due;
    size_t ndue;
};

/* For the whole district, or with `unit` for that unit only: its own figures, the targets and
 * duties that each unit has, and what it has to do. RC_DENIED for a unit she may not read.
 * Everything is in `a`. */
enum rc status_fill(struct session *s, const char *unit, struct arena *a, struct status *out,
                    struct err *e);

/* `thidua check`: 0 all on course; 1 a deadline within warn_days with something open, works behind
 * or stale, an approval waiting over 2 days; 2 a last day passed with something missing. */
int status_verdict(const struct status *st, int warn_days);

/* The live figure of each clause that sets a deadline, target, duty or theme (the plan is the
 * dashboard), and of the headings over the district's duties. A clause has one figure: what its
 * deadlines count, else its targets, its duties, the works of its themes, or the days to its
 * deadline. What it is made of opens part by part: as many records as the part says it has, or
 * lacks. */
struct figure {
    const char *clause;
    const char *text; /* "24/36 đơn vị  66%", "! còn 4 ngày" at the end where a day is near */
    bool urgent;
    struct figure_part {
        const char *text; /* "5/36 đơn vị · Có kế hoạch cụ thể" */
        struct list_rows rows;
    } * parts;
    size_t nparts; /* 0: days only, nothing is counted */
};
enum rc status_figures(struct session *s, struct arena *a, struct figure **out, size_t *count,
                       struct err *e);

#endif
