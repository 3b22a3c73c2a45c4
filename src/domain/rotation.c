#include "thidua/rotation.h"

/* The number of the span a day is in; what is later has a greater one. */
typedef int64_t span_fn(date day);

static int64_t span_day(date day) {
    return day;
}

/* 01/01/1970 was a Thursday. */
static int64_t span_week(date day) {
    int64_t n = day + 3;
    return n >= 0 ? n / 7 : (n - 6) / 7;
}

static int64_t span_month(date day) {
    struct ymd ymd = date_ymd(day);
    return (int64_t)ymd.year * 12 + ymd.month;
}

static bool later(const struct moment *a, const struct moment *b) {
    return a->day != b->day ? a->day > b->day : a->second > b->second;
}

/* The last of each span, newest first, until `most` spans had one. */
static void keep_last(const struct moment *made, size_t count, struct moment now, span_fn *span,
                      int most, bool *keep) {
    int64_t above = INT64_MAX;
    for (size_t i = count; i-- > 0 && most > 0;) {
        if (later(&made[i], &now) || span(made[i].day) == above)
            continue;
        above = span(made[i].day);
        keep[i] = true;
        most--;
    }
}

void rotation_choose(const struct moment *made, size_t count, struct moment now, bool *keep) {
    for (size_t i = 0; i < count; i++)
        keep[i] = later(&made[i], &now);
    keep_last(made, count, now, span_day, ROTATION_DAYS, keep);
    keep_last(made, count, now, span_week, ROTATION_WEEKS, keep);
    keep_last(made, count, now, span_month, ROTATION_MONTHS, keep);
}

int moment_compare(const struct moment *a, const struct moment *b) {
    return later(a, b) - later(b, a);
}
