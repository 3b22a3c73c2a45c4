/* The zone in which days are counted, and instants. */
#include "thidua/date.h"

#include "thidua/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ZONES "/usr/share/zoneinfo/"

enum { DAY_SECONDS = 86400 };

/* Letters, digits and _ + - in parts between slashes: no path can leave the folder. */
static bool zone_name(const char *name) {
    size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");
    return n > 0 && n < 64 && name[n] == '\0' && name[0] != '/' && name[n - 1] != '/' &&
           strstr(name, "//") == NULL;
}

static const char *zone_path(const char *name, char out[sizeof ZONES + 64]) {
    (void)snprintf(out, sizeof ZONES + 64, ZONES "%.63s", name);
    return out;
}

/* libc takes any name and counts in UTC when it finds no file, so the file is looked at first. */
bool date_zone_known(const char *name) {
    if (!zone_name(name))
        return false;
    char path[sizeof ZONES + 64];
    int fd = open(zone_path(name, path), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return false;
    char magic[4];
    bool known = read(fd, magic, sizeof magic) == (ssize_t)sizeof magic &&
                 memcmp(magic, "TZif", sizeof magic) == 0;
    (void)close(fd);
    return known;
}

enum rc date_zone_set(const char *name, struct err *e) {
    if (!date_zone_known(name)) {
        char found[TEXT_QUOTE_SIZE];
        return err_set(e, RC_INVALID,
                       "%s: không có múi giờ này trên máy; hãy viết như Asia/Ho_Chi_Minh.",
                       text_quote(name, found));
    }
    char path[sizeof ZONES + 64];
    /* The whole path, so that TZDIR of the environment has no say. */
    if (setenv("TZ", zone_path(name, path), 1) != 0)
        return err_nomem(e);
    tzset();
    return RC_OK;
}

date date_today(void) {
    time_t now = time(NULL);
    struct tm at;
    date d;
    if (localtime_r(&now, &at) == NULL ||
        !date_from_ymd(at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, &d))
        return DATE_NONE;
    return d;
}

const char *instant_now(char out[INSTANT_TEXT_SIZE]) {
    time_t now = time(NULL);
    struct tm at;
    out[0] = '\0';
    if (gmtime_r(&now, &at) != NULL)
        (void)strftime(out, INSTANT_TEXT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &at);
    return out;
}

/* The two digits at `s` below `limit`, or -1. */
static int two_digits(const char *s, int limit) {
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
        return -1;
    int n = (s[0] - '0') * 10 + (s[1] - '0');
    return n < limit ? n : -1;
}

const char *instant_local(const char *utc, char out[INSTANT_TEXT_SIZE]) {
    char day[11];
    date d;
    out[0] = '\0';
    if (strlen(utc) != 20 || utc[10] != 'T' || utc[13] != ':' || utc[16] != ':' || utc[19] != 'Z')
        return out;
    (void)snprintf(day, sizeof day, "%.10s", utc);
    int hour = two_digits(utc + 11, 24);
    int minute = two_digits(utc + 14, 60);
    int second = two_digits(utc + 17, 61); /* a leap second may be written */
    if (!date_from_iso(day, &d) || hour < 0 || minute < 0 || second < 0)
        return out;
    int seconds = (hour * 60 + minute) * 60 + second;
    time_t when = (time_t)(d * DAY_SECONDS + seconds);
    struct tm at;
    if (localtime_r(&when, &at) != NULL)
        (void)strftime(out, INSTANT_TEXT_SIZE, "%d/%m/%Y %H:%M", &at);
    return out;
}

const char *instant_short(const char *utc, char out[INSTANT_TEXT_SIZE]) {
    char local[INSTANT_TEXT_SIZE];
    char today[DATE_TEXT_SIZE];
    out[0] = '\0';
    if (*instant_local(utc, local) == '\0')
        return out;
    char *hour = strchr(local, ' ');
    *hour++ = '\0';
    bool is_today = strcmp(local, date_text(date_today(), today)) == 0;
    (void)snprintf(out, INSTANT_TEXT_SIZE, is_today ? "%s" : "%s %s", hour, local);
    return out;
}
