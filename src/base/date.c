/* Day numbers by the well-known civil-calendar arithmetic (March-based years of 400-year eras).
 * libc's mktime was left aside: it reads wrong days as the next month's, and works in instants. */
#include "thidua/date.h"

#include "thidua/text.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

bool date_leap_year(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return month == 2 && date_leap_year(year) ? 29 : days[month - 1];
}

bool date_from_ymd(int year, int month, int day, date *out) {
    if (year < FIRST_YEAR || year > LAST_YEAR || day < 1 || day > date_days_in_month(year, month))
        return false;
    int64_t y = month <= 2 ? year - 1 : year; /* the year that began in March */
    int64_t era = y / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    *out = era * 146097 + day_of_era - 719468;
    return true;
}

struct ymd date_ymd(date d) {
    int64_t z = d + 719468; /* days since 01/03/0000; no date of ours is before */
    int64_t era = z / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t m = (5 * day_of_year + 2) / 153;
    struct ymd out = {.month = (int)(m < 10 ? m + 3 : m - 9),
                      .day = (int)(day_of_year - (153 * m + 2) / 5 + 1)};
    out.year = (int)(year_of_era + era * 400) + (out.month <= 2);
    return out;
}

date date_month_end(date d) {
    struct ymd at = date_ymd(d);
    return d + date_days_in_month(at.year, at.month) - at.day;
}

/* --- reading --- */

struct parts {
    int count;      /* 2 or 3 numbers */
    int value[3];   /* as written, from the left */
    int digits[3];  /* how many digits each had */
    char separator; /* between them */
};

/* Numbers of one to four digits with one kind of separator between; false for anything else. */
static bool split(const char *s, struct parts *p) {
    *p = (struct parts){0};
    s += strspn(s, " \t");
    for (;;) {
        int i = p->count;
        for (; *s >= '0' && *s <= '9'; s++) {
            if (++p->digits[i] > 4)
                return false;
            p->value[i] = p->value[i] * 10 + (*s - '0');
        }
        if (p->digits[i] == 0)
            return false;
        p->count++;
        bool more = *s != '\0' && strchr("/.-", *s) != NULL;
        if (!more || p->count == 3)
            break;
        if (p->separator != '\0' && p->separator != *s)
            return false;
        p->separator = *s++;
    }
    s += strspn(s, " \t");
    return *s == '\0' && p->count >= 2;
}

static enum rc no_such_day(const char *text, int year, int month, struct err *e) {
    char found[TEXT_QUOTE_SIZE];
    text_quote(text, found);
    if (month < 1 || month > 12) {
        return err_set(e, RC_INVALID,
                       "%s: không có tháng %d; hãy viết ngày/tháng/năm, ví dụ 05/11/2021.", found,
                       month);
    }
    if (year < FIRST_YEAR || year > LAST_YEAR) {
        return err_set(e, RC_INVALID, "%s: chỉ nhận các năm từ %d đến %d; hãy xem lại năm.", found,
                       (int)FIRST_YEAR, (int)LAST_YEAR);
    }
    return err_set(e, RC_INVALID,
                   "%s: không có ngày này, tháng %d/%d có %d ngày; hãy viết ngày/tháng/năm, "
                   "ví dụ 05/11/2021.",
                   found, month, year, date_days_in_month(year, month));
}

static enum rc not_a_date(const char *text, bool months_too, struct err *e) {
    char found[TEXT_QUOTE_SIZE];
    return err_set(e, RC_INVALID,
                   "%s: không phải là ngày; hãy viết ngày/tháng/năm, ví dụ 05/11/2021%s.",
                   text_quote(text, found), months_too ? ", hoặc tháng/năm, ví dụ 10/2021" : "");
}

static int64_t distance(date a, date b) {
    return a < b ? b - a : a - b;
}

/* d/m in the year that brings it nearest to `today`. A day that all years have is never more than
 * half a year away; 29/02 may be years away, and then nobody can know which year was meant. */
static enum rc without_year(const char *text, int day, int month, date today, date *out,
                            struct err *e) {
    if (today == DATE_NONE)
        return not_a_date(text, false, e);
    int year = date_ymd(today).year;
    date nearest = DATE_NONE;
    for (int y = year - 1; y <= year + 1; y++) {
        date d;
        if (date_from_ymd(y, month, day, &d) &&
            (nearest == DATE_NONE || distance(d, today) <= distance(nearest, today)))
            nearest = d;
    }
    if (nearest != DATE_NONE && distance(nearest, today) <= 366 / 2) {
        *out = nearest;
        return RC_OK;
    }
    if (day == 29 && month == 2) {
        char found[TEXT_QUOTE_SIZE];
        return err_set(e, RC_INVALID, "%s: hãy viết cả năm, ví dụ 29/02/2024.",
                       text_quote(text, found));
    }
    return no_such_day(text, year, month, e);
}

enum rc date_parse(const char *text, date today, date *out, enum date_precision *precision,
                   struct err *e) {
    struct parts p;
    if (!split(text, &p))
        return not_a_date(text, precision != NULL, e);
    enum date_precision read = DATE_DAY;
    int day = p.value[0];
    int month = p.value[1];
    int year = p.value[2];
    if (p.count == 2 && p.digits[0] <= 2 && p.digits[1] == 4 && precision != NULL) {
        day = 1;
        month = p.value[0];
        year = p.value[1];
        read = DATE_MONTH;
    } else if (p.count == 3 && p.digits[0] == 4 && p.digits[1] <= 2 && p.digits[2] <= 2) {
        year = p.value[0];
        day = p.value[2];
    } else if (p.count == 3 && p.digits[0] <= 2 && p.digits[1] <= 2 && p.digits[2] == 2) {
        year += 2000;
    } else if (p.digits[0] > 2 || p.digits[1] > 2 || (p.count == 3 && p.digits[2] != 4)) {
        return not_a_date(text, precision != NULL, e);
    }
    enum rc rc = RC_OK;
    if (p.count == 2 && read == DATE_DAY)
        rc = without_year(text, day, month, today, out, e);
    else if (!date_from_ymd(year, month, day, out))
        rc = no_such_day(text, year, month, e);
    if (rc == RC_OK && precision != NULL)
        *precision = read;
    return rc;
}

bool date_from_iso(const char *text, date *out) {
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    struct parts p;
    return split(text, &p) && p.count == 3 && p.digits[0] == 4 && p.digits[1] == 2 &&
           date_from_ymd(p.value[0], p.value[1], p.value[2], out);
}

/* --- writing --- */

static const char *write_date(date d, char out[DATE_TEXT_SIZE], bool iso, bool with_day) {
    out[0] = '\0';
    if (d == DATE_NONE)
        return out;
    struct ymd at = date_ymd(d);
    unsigned y = (unsigned)at.year % 10000;
    unsigned m = (unsigned)at.month % 100;
    unsigned day = (unsigned)at.day % 100;
    if (iso)
        (void)snprintf(out, DATE_TEXT_SIZE, "%04u-%02u-%02u", y, m, day);
    else if (with_day)
        (void)snprintf(out, DATE_TEXT_SIZE, "%02u/%02u/%04u", day, m, y);
    else
        (void)snprintf(out, DATE_TEXT_SIZE, "%02u/%04u", m, y);
    return out;
}

const char *date_text(date d, char out[DATE_TEXT_SIZE]) {
    return write_date(d, out, false, true);
}

const char *date_text_precise(date d, enum date_precision p, char out[DATE_TEXT_SIZE]) {
    return write_date(d, out, false, p == DATE_DAY);
}

const char *date_iso(date d, char out[DATE_TEXT_SIZE]) {
    return write_date(d, out, true, true);
}
