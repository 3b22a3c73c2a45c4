/* Targets of the campaign: how many units, or how much in all, against what the plan asks for. Pure
 * functions of what the measures counted; percentages are rounded down, so 100 % means met. */
#ifndef THIDUA_TARGET_H
#define THIDUA_TARGET_H

#include "thidua/campaign.h"

struct target_result {
    int64_t actual, goal;
    int percent; /* 0 to 100; 100 exactly when met */
    bool met;
};

/* A target with of_units: `reached` of `units` units have at_least; the goal is of_units percent of
 * the units, rounded up. Where there are no units yet nothing is met. */
struct target_result target_units(const struct target *t, int64_t reached, int64_t units);

/* A target without of_units: the campaign's total against at_least. */
struct target_result target_total(const struct target *t, int64_t actual);

#endif
