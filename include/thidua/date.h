/* Calendar dates. A date is a number of days, never an instant: nothing may be late on its last
 * day, nothing on time the day after, whatever the hour or the daylight saving. */
#ifndef THIDUA_DATE_H
#define THIDUA_DATE_H

#include "thidua/err.h"
#include <stdbool.h>
#include <stdint.h>

/* Days since 01/01/1970 in the Gregorian calendar; DATE_NONE is no date. Years 1900 to 2199. */
typedef int64_t date;
#define DATE_NONE INT64_MIN

enum date_precision { DATE_DAY, DATE_MONTH };

struct ymd {
    int year, month, day;
};

/* False for a day that does not exist (29/02/2021, 31/04, month 13, a year out of range). */
bool date_from_ymd(int year, int month, int day, date *out);
struct ymd date_ymd(date d);
bool date_leap_year(int year);
int date_days_in_month(int year, int month);
date date_month_end(date d); /* the last day of the month `d` is in */

/* A date as people write it: dd/mm/yyyy, d/m/yyyy, d/m/yy (20yy), d/m (the year that brings it
 * nearest to `today`, the coming one if two are equally near; refused where `today` is DATE_NONE,
 * and for a 29/02 more than half a year away), yyyy-mm-dd; `.` and `-` serve as `/`, the same one
 * throughout. With `precision` not NULL also mm/yyyy: day 1 is returned and *precision says so.
 * Blanks around are ignored, anything else after is refused. RC_INVALID with a sentence that shows
 * the text and the expected form. */
enum rc date_parse(const char *text, date today, date *out, enum date_precision *precision,
                   struct err *e);

enum { DATE_TEXT_SIZE = 16 };
/* dd/mm/yyyy (or mm/yyyy), zero-padded; "" for DATE_NONE. Returns `out`. */
const char *date_text(date d, char out[DATE_TEXT_SIZE]);
const char *date_text_precise(date d, enum date_precision p, char out[DATE_TEXT_SIZE]);
/* yyyy-mm-dd, the form stored; "" for DATE_NONE. */
const char *date_iso(date d, char out[DATE_TEXT_SIZE]);
/* Strict yyyy-mm-dd; false for anything else. */
bool date_from_iso(const char *text, date *out);

/* Make `name` (such as "Asia/Ho_Chi_Minh") the zone in which date_today counts days.
 * RC_INVALID if the zone database (tzdata) has no such zone. */
enum rc date_zone_set(const char *name, struct err *e);
bool date_zone_known(const char *name);
date date_today(void);

/* An instant as UTC yyyy-mm-ddThh:mm:ssZ, for the log; and in the zone as dd/mm/yyyy hh:mm. */
enum { INSTANT_TEXT_SIZE = 24 };
const char *instant_now(char out[INSTANT_TEXT_SIZE]);
const char *instant_local(const char *utc, char out[INSTANT_TEXT_SIZE]);
/* For a sentence, after "lúc": "14:05" of today, else "14:05 09/11/2021". */
const char *instant_short(const char *utc, char out[INSTANT_TEXT_SIZE]);

#endif
