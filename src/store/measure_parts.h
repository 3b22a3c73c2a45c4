/* The measure table, seen by what evaluates it. */
#ifndef THIDUA_MEASURE_PARTS_H
#define THIDUA_MEASURE_PARTS_H

#include "thidua/measure.h"

enum measure_reach { EACH_UNIT, CAMPAIGN, DISTRICT };
enum measure_source {
    OF_UNITS,
    OF_WORKS,
    OF_DUTIES,
    OF_NOMINATIONS,
    OF_RECEIPTS,
    MEASURE_JOINS, /* how many there are of the above */
    WHOLE = MEASURE_JOINS
};

struct measure {
    const char *name;
    enum measure_reach reach;
    enum measure_source source;
    const char *sql;
    const char *label, *noun, *lack; /* NULL: only the status page asks for it */
    const char *filter; /* of the list of units, "không" shows those without any; NULL: none does */
};

/* FROM of each source but WHOLE. */
extern const char *const measure_tables[];
const struct measure *measure_find(const char *name);

#define STATUS_COMMUNES             "status.communes"
#define STATUS_AFFILIATES           "status.affiliates"
#define STATUS_MEMBERS              "status.members"
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
