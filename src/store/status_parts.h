/* What the files of the status share. */
#ifndef THIDUA_STATUS_PARTS_H
#define THIDUA_STATUS_PARTS_H

#include "thidua/status.h"

/* Gathers the lines of "Việc cần làm". */
struct dues {
    struct session *session;
    struct arena *a;
    const struct status *st;
    struct status_due *list;
    size_t count, room;
    bool failed;
};

/* `what` is in d->a, NULL when memory ran out; with `by` follows until when: "…, hạn cuối
 * 09/11/2021 (còn 4 ngày)". */
void dues_add(struct dues *d, bool urgent, const char *what, const struct status_deadline *by,
              struct list_rows rows);
/* Those from the `from`-th on by their days; those without one stay behind them. */
void dues_by_day(struct dues *d, size_t from);
/* Near enough, or past, to be pressing; in a from–to too, however long it has been open. */
bool dues_pressing(const struct status_deadline *deadline, int warn_days);
/* The line of a deadline's own measure says the same already. */
bool dues_said(const struct status_deadline *deadline, const char *measure, const char *clause);
/* A target of the same clause, or that counts this duty, is not met: its line says what the duty's
 * would. */
bool dues_of_target(const struct dues *d, const struct term *duty);
/* The records behind a measure: the units that have it, or that lack it while it is not `met`; the
 * works, duties or nominations that it counts. */
struct list_rows dues_behind(const char *measure, bool met);
/* The same of a target; where a unit needs more than one of a thing, all units: the list's filters
 * tell only those that have none. */
struct list_rows dues_behind_target(const struct status_target *t);
/* Those that one filter finds, of a list that has nothing of the district's or is a unit's own. */
struct list_rows dues_rows(const char *list, const char *filter, const char *value);

enum rc dues_of_clock(struct dues *d, struct err *e);
void dues_of_district(struct dues *d);
enum rc dues_of_unit(struct dues *d, const char *unit, struct err *e);

#endif
