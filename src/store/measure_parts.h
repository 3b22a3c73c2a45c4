/* The measure table, seen by what evaluates it. */
#ifndef THIDUA_MEASURE_PARTS_H
#define THIDUA_MEASURE_PARTS_H

#include "thidua/list.h"
#include "thidua/measure.h"
#include "thidua/records.h"

enum measure_reach { EACH_UNIT, CAMPAIGN, DISTRICT };

/* Where a measure is read. */
enum measure_source {
    OF_WORKS,       /* the tally: which of its rows and columns, says `counted` */
    OF_NOMINATIONS, /* the same of nominations, counted by unit, kind and state */
    OF_ROWS /* `sql` gives one number `n` for each unit that has any; :unit is the unit asked
               for, or NULL */
};

/* What to make of the works or nominations that fit, for each unit. */
enum counted_what {
    COUNT_ALL,
    COUNT_ANY,     /* 1 when there is one */
    COUNT_IN_TIME, /* 1 when there is one, and the unit's first submission was in time */
    /* of works: sums over those approved or completed, whatever `states` says */
    SUM_PERCENT,
    SUM_VALUE,
    SUM_WOMEN,
    SUM_CHILDREN,
    SUM_PARTICIPANTS,
    COUNTED_WHATS
};

/* Works have one state more than nominations. */
enum { MEASURE_STATES = WORK_STOPPED + 1 };

struct counted {
    enum counted_what what;
    unsigned states; /* 1 << state */
    unsigned kinds;  /* 1 << kind */
    bool district;   /* only under the district's themes, not the unit's own choice */
};

struct measure {
    const char *name;
    enum measure_reach reach;
    enum measure_source source;
    struct counted counted;
    const char *sql;
    const char *list;        /* of what is counted: where a unit adds what it lacks */
    const char *noun, *lack; /* NULL: only the status page asks for it */
    struct list_rows rows;   /* behind it; of units the value to filter by is left open */
    const char *duty;        /* the one that it counts, or NULL */
};

const struct measure *measure_find(const char *name);

/* Codes of the units that are the district itself (one, usually): what they have is counted apart.
 */
struct districts {
    const char **codes;
    size_t count;
};
enum rc districts_read(struct session *s, struct arena *a, struct districts *out, struct err *e);
bool districts_have(const struct districts *d, const char *unit);

/* Fill those of `asks` that are of works, or of nominations (`source`), in one pass; table[i] is
 * NULL where there is nothing to fill. */
enum rc measure_pass(struct session *s, enum measure_source source, const char *unit,
                     const struct measure *const *table, struct measure_ask *asks, size_t count,
                     struct err *e);

#define STATUS_WORKS                "status.works"
#define STATUS_COLLECTIVE           "status.collective"
#define STATUS_DRAFT                "status.draft"
#define STATUS_SUBMITTED            "status.submitted"
#define STATUS_APPROVED             "status.approved"
#define STATUS_PERCENT_SUM          "status.percent_sum"
#define STATUS_NOMINATED            "status.nominated"
#define STATUS_NOMINATED_COLLECTIVE "status.nominated_collective"
#define STATUS_NOMINATED_INDIVIDUAL "status.nominated_individual"
#define STATUS_NOMINATIONS_SENT     "status.nominations_sent"
#define STATUS_WAITED               "status.waited"
#define STATUS_STALE_ONLY           "status.stale_only"

#endif
