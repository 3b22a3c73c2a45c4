#include "thidua/target.h"

static struct target_result against(int64_t actual, int64_t goal) {
    struct target_result r = {.actual = actual, .goal = goal, .met = actual >= goal};
    if (r.met)
        r.percent = 100;
    else if (actual > 0) /* so 0 < actual < goal; a goal this large loses no whole percent */
        r.percent = (int)(goal > INT64_MAX / 100 ? actual / (goal / 100) : actual * 100 / goal);
    if (!r.met && r.percent > 99)
        r.percent = 99;
    return r;
}

struct target_result target_units(const struct target *t, int64_t reached, int64_t units) {
    if (units <= 0)
        return (struct target_result){0};
    return against(reached, (units * t->of_units + 99) / 100);
}

struct target_result target_total(const struct target *t, int64_t actual) {
    return against(actual, t->at_least);
}
