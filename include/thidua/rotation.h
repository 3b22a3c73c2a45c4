/* Which backups to keep: the last of each of the 7 latest days, 4 latest weeks and 12 latest months
 * that have any. A day, week (from Monday) or month without a backup does not count, so an office
 * that was closed for a month loses nothing by it.
 *
 * What is kept never depends on what was taken away before: whatever order backups and rotations
 * come in, the newest of every span that still counts is there. */
#ifndef THIDUA_ROTATION_H
#define THIDUA_ROTATION_H

#include "thidua/date.h"
#include <stdbool.h>
#include <stddef.h>

enum { ROTATION_DAYS = 7, ROTATION_WEEKS = 4, ROTATION_MONTHS = 12 };

/* A day and the second of it, by the clock on the wall. */
struct moment {
    date day;
    int second;
};

/* Below 0 when `a` is the earlier, above 0 when it is the later. */
int moment_compare(const struct moment *a, const struct moment *b);

/* keep[i] is whether the backup made at made[i] stays; they come from the oldest to the newest. One
 * made after `now` stays and counts for nothing: the clock was wrong then or is wrong now, and that
 * must not cost good backups. */
void rotation_choose(const struct moment *made, size_t count, struct moment now, bool *keep);

#endif
