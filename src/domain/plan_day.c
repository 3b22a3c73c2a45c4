/* One date as a Vietnamese text writes it. Own code: no library reads such dates, and libc's
 * strptime knows neither "ngày … tháng …" nor what is a document number.
 *
 *   10/11/2021  5-11-2021  05.11.2021        the same sign twice; blanks around / allowed
 *   ngày 8/3/22                              two digits of a year only after "ngày"
 *   ngày 10 tháng 11 năm 2021, 15/01 năm 2022, 20 tháng 10/2021
 *   tháng 10/2021, tháng 8 năm 2026          bare 10/2021 only after từ, đến, trước …
 *   ngày 20, 20/01, ngày 20 tháng 11, tháng 9   without a year: plan_dates.c fills it in a range
 *
 * A number that touches a letter, digit, "/" or "-" on either side ("30/02-CV", "12/2021/NĐ-CP",
 * "0912.345.678") is no date; nor is a part of it. */
#include "plan_impl.h"
#include <string.h>

/* Before a month and year without the word "tháng". */
static const char *const month_leads[] = {"từ",  "đến",  "tới", "trước", "sau",
                                          "hết", "cuối", "đầu", "giữa",  NULL};

static size_t blanks(const char *s) {
    return strspn(s, " ");
}

/* A number of at most `most` digits; its bytes, 0 when there is none or it is longer. */
static size_t number(const char *s, size_t most, int *value) {
    size_t n = strspn(s, "0123456789");
    if (n == 0 || n > most)
        return 0;
    *value = 0;
    for (size_t i = 0; i < n; i++)
        *value = *value * 10 + (s[i] - '0');
    return n;
}

/* " năm 2021", ", năm 2021", "/2021"; its bytes, 0 when the year is not written. */
static size_t year_after(const char *s, int *year) {
    size_t n = blanks(s);
    if (s[n] == '/') {
        n += 1 + blanks(s + n + 1);
    } else if (*s == '-' || *s == '.') {
        n = 1;
    } else {
        n += s[n] == ',';
        n += blanks(s + n);
        size_t word = plan_word(s + n, "năm");
        if (word == 0)
            return 0;
        n += word + blanks(s + n + word);
    }
    int y;
    size_t digits = number(s + n, 4, &y);
    if (digits != 4)
        return 0;
    *year = y;
    return n + digits;
}

/* " tháng 11", " tháng 11 năm 2021". */
static size_t month_after(const char *s, struct plan_day *d) {
    size_t n = blanks(s);
    size_t word = plan_word(s + n, "tháng");
    if (word == 0)
        return 0;
    n += word + blanks(s + n + word);
    size_t digits = number(s + n, 2, &d->month);
    if (digits == 0)
        return 0;
    n += digits;
    return n + year_after(s + n, &d->year);
}

/* After a first number: "/11/2021", "/11", "/2021", "/11 năm 2021"; 0 when none of them. The first
 * number is d->day on entry. */
static size_t numbers_after(const char *s, struct plan_day *d) {
    size_t n = blanks(s);
    char sign = s[n];
    if (sign != '/') {
        n = 0;
        sign = s[0];
    }
    if (sign == '\0' || !strchr("/.-", sign))
        return 0;
    n++;
    n += sign == '/' ? blanks(s + n) : 0;
    int second, year;
    size_t digits = number(s + n, 4, &second);
    if (digits == 4) {
        d->month = d->day;
        d->day = 0;
        d->year = second;
        return n + 4;
    }
    if (digits == 0 || digits > 2)
        return 0;
    n += digits;
    size_t third = sign == '/' ? blanks(s + n) : 0;
    if (s[n + third] == sign) {
        third++;
        third += sign == '/' ? blanks(s + n + third) : 0;
        digits = number(s + n + third, 4, &year);
        if (digits == 4 || (digits == 2 && d->named && sign == '/')) {
            d->month = second;
            d->year = digits == 4 ? year : 2000 + year;
            return n + third + digits;
        }
    }
    if (sign == '-' || (sign == '.' && !d->named))
        return 0;
    d->month = second;
    return n + year_after(s + n, &d->year);
}

/* What stands right before and after shows that the number belongs to something else. */
static bool touches_before(const char *s, size_t at) {
    uint32_t c = plan_char_before(s, s + at);
    bool sign = c == '/' || c == '-' || c == '.' || c == ',';
    return plan_is_word(sign ? plan_char_before(s, s + at - 1) : c);
}

/* `alone`: only a number, which a comma may make a decimal one. */
static bool touches_after(const char *s, bool alone) {
    size_t len;
    uint32_t c = plan_char(s, &len), next = plan_char(s + len, &len);
    switch (c) {
    case '/':
        return plan_is_word(next);
    case '-':
        return plan_is_word(next) && !plan_is_digit(next);
    case '.':
        return plan_is_digit(next);
    case ',':
        return alone && plan_is_digit(next);
    default:
        return plan_is_word(c) || c == '%';
    }
}

static bool after_month_lead(const char *s, size_t at) {
    size_t from = plan_word_before(s, &at);
    const char *lead = plan_word_of(s + from, month_leads);
    return lead && plan_word(s + from, lead) == at - from;
}

/* Past a number that is no date, with all that hangs on it. */
static size_t past_token(const char *s, size_t at) {
    for (size_t len, next; s[at]; at += len) {
        uint32_t c = plan_char(s + at, &len);
        if (plan_is_word(c))
            continue;
        bool sign = c == '/' || c == '-' || c == '.' || c == ',' || c == ':';
        if (!sign || !plan_is_word(plan_char(s + at + len, &next)))
            break;
    }
    return at;
}

/* "tháng 10/2021" */
static bool read_month(const char *s, size_t at, struct plan_day *d, size_t *past) {
    size_t n = month_after(s + at, d);
    *past = at + plan_word(s + at, "tháng");
    if (n == 0 || touches_after(s + at + n, false))
        return false;
    d->named = true;
    d->at = at;
    d->end = *past = at + n;
    return true;
}

bool plan_day_read(const char *s, size_t at, bool joined, struct plan_day *d, size_t *past) {
    *d = (struct plan_day){.at = at};
    if (plan_word(s + at, "tháng") > 0)
        return read_month(s, at, d, past);
    size_t from = at, word = plan_word(s + at, "ngày");
    if (word > 0) {
        d->named = true;
        from += word + blanks(s + at + word);
        word = plan_word(s + from, "mùng");
        word = word ? word : plan_word(s + from, "mồng");
        from += word ? word + blanks(s + from + word) : 0;
    }
    size_t digits = number(s + from, 2, &d->day);
    *past = digits || plan_is_digit((unsigned char)s[from]) ? past_token(s, from) : from;
    if (digits == 0 || d->day == 0 || (!joined && touches_before(s, from)))
        return false;
    bool lead = joined || d->named || after_month_lead(s, at);
    size_t end = from + digits;
    size_t n = month_after(s + end, d);
    bool in_words = n > 0;
    if (n == 0)
        n = numbers_after(s + end, d);
    end += n;
    if (touches_after(s + end, n == 0 && !d->named && !joined) || (d->day == 0 && !lead))
        return false;
    /* "ngày" belongs to what is shown where the date is written in words. */
    d->at = in_words || n == 0 ? at : from;
    d->end = *past = end;
    return true;
}
