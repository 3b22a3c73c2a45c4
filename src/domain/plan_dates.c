/* The dates of a plan: where they stand, in which sentence, and which belong together.
 *
 * Dates joined by "đến", "tới" or a dash are one range when both name a day or both a month and the
 * second is not before the first; else each is reported alone ("từ tháng 10/2021 đến 15/01/2022").
 * So are the two of an anniversary, the same day of two years: "(20/10/1930 - 20/10/2021)". The
 * first of a range, and of a list ("ngày 20, 21 và 22/10/2021"), takes the month and year it leaves
 * out from what follows, or the year before if it would come after it ("từ 20/12 đến 15/01/2022").
 * A day or month whose year is nowhere written ("ngày 20/10", "ngày Quốc tế phụ nữ 8/3", "tháng 9")
 * is not reported: it is the name of an occasion or comes every year, and which year is meant
 * cannot be read off the text. */
#include "plan_impl.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { CHAIN = 8 };

enum link { LINK_NONE, LINK_RANGE, LINK_LIST };

struct finder {
    struct arena *arena;
    struct plan_date *list;
    size_t count, room;
    int node;
    const char *clause;
};

/* Short forms whose full stop ends no sentence. */
static const char *const short_forms[] = {"tp", "tx", "tt",  "ts", "ths", "pgs", "gs",
                                          "bs", "tm", "kt",  "tl", "tuq", "đ/c", "đc",
                                          "tr", "st", "nxb", "mr", "mrs", NULL};

static size_t dash_link(const char *s) {
    size_t n = strspn(s, " "), dash = 0;
    if (s[n] == '-')
        dash = 1;
    else if (strncmp(s + n, "–", 3) == 0 || strncmp(s + n, "—", 3) == 0)
        dash = 3;
    return dash ? n + dash + strspn(s + n + dash, " ") : 0;
}

static size_t skip_word(const char *s, size_t at, const char *word) {
    size_t n = plan_word(s + at, word);
    return n ? at + n + strspn(s + at + n, " ") : at;
}

/* What joins the date that ends at `s` to the next; its bytes. */
static size_t read_link(const char *s, enum link *link) {
    size_t n = dash_link(s);
    if (n > 0) {
        *link = LINK_RANGE;
        return n;
    }
    *link = LINK_LIST;
    if (*s == ',')
        return 1 + strspn(s + 1, " ");
    n = strspn(s, " ");
    if (n == 0) {
        *link = LINK_NONE;
        return 0;
    }
    size_t at = skip_word(s, n, "và");
    at = at == n ? skip_word(s, n, "hoặc") : at;
    if (at > n)
        return at;
    size_t verb = skip_word(s, n, "cho");
    at = skip_word(s, verb, "đến");
    at = at == verb ? skip_word(s, verb, "tới") : at;
    *link = at > verb ? LINK_RANGE : LINK_NONE;
    return at > verb ? skip_word(s, at, "hết") : 0;
}

static bool is_whole(const struct plan_day *d) {
    return d->year > 0 && d->month > 0;
}

static date value(const struct plan_day *d) {
    date v;
    return is_whole(d) && date_from_ymd(d->year, d->month, d->day ? d->day : 1, &v) ? v : DATE_NONE;
}

/* Complete `d` from the date after it. */
static void complete(struct plan_day *d, const struct plan_day *next) {
    if (d->year > 0 || !is_whole(next))
        return;
    if (d->month == 0) {
        if (next->day == 0)
            return;
        d->month = next->month;
        d->year = next->year;
        if (d->day > next->day) {
            d->year -= d->month == 1;
            d->month = d->month == 1 ? 12 : d->month - 1;
        }
        return;
    }
    d->year = next->year;
    int day = next->day ? next->day : 31;
    if (d->month > next->month || (d->month == next->month && d->day > day))
        d->year--;
}

static bool preceded_by_from(const char *s, size_t at) {
    size_t from = plan_word_before(s, &at);
    return at > from && plan_word(s + from, "từ") == at - from;
}

/* A date without its year may begin a chain only where it cannot be another figure: "5 đến
 * 10/11/2021" is not, "từ 5 đến 10/11/2021" and "20-25/11/2021" are. */
static bool may_begin(const char *s, const struct plan_day *d, enum link link) {
    if (is_whole(d) || d->named || preceded_by_from(s, d->at))
        return true;
    return link == LINK_RANGE && (d->month > 0 || s[d->end] == '-');
}

/* Read dates joined to each other from `at`; how many, 0 when there is none; *past as
 * plan_day_read. */
static int read_chain(const char *s, size_t at, struct plan_day d[CHAIN], enum link link[CHAIN],
                      size_t *past) {
    if (!plan_day_read(s, at, false, &d[0], past))
        return 0;
    int n = 1;
    while (n < CHAIN) {
        size_t ignored;
        size_t len = read_link(s + d[n - 1].end, &link[n - 1]);
        if (len == 0 || !plan_day_read(s, d[n - 1].end + len, true, &d[n], &ignored))
            break;
        if (n == 1 && !may_begin(s, &d[0], link[0]))
            break;
        n++;
    }
    link[n - 1] = LINK_NONE;
    for (int i = n - 1; i-- > 0;)
        complete(&d[i], &d[i + 1]);
    return n;
}

/* "(20/10/1930 - 20/10/2021)" */
static bool is_anniversary(const struct plan_day *a, const struct plan_day *b) {
    return a->day > 0 && a->day == b->day && a->month == b->month && a->year != b->year;
}

static bool add(struct finder *f, struct plan_date found) {
    struct plan_date *list = arena_grow(f->arena, f->list, f->count, &f->room, sizeof *list);
    if (!list)
        return false;
    f->list = list;
    found.place = f->count;
    f->list[f->count++] = found;
    return true;
}

/* Add what a chain says. *past: the end of the last date that was added. */
static bool add_chain(struct finder *f, const char *s, const struct plan_day *d,
                      const enum link *link, int n, const char *sentence, size_t *past) {
    for (int i = 0; i < n; i++) {
        date from = value(&d[i]);
        if (from == DATE_NONE)
            continue;
        struct plan_date found = {.from = from,
                                  .to = DATE_NONE,
                                  .precision = d[i].day ? DATE_DAY : DATE_MONTH,
                                  .node = f->node,
                                  .clause = f->clause,
                                  .sentence = sentence};
        size_t start = d[i].at, end = d[i].end;
        bool pair = link[i] == LINK_RANGE && (d[i].day > 0) == (d[i + 1].day > 0) &&
                    !is_anniversary(&d[i], &d[i + 1]);
        date to = pair ? value(&d[i + 1]) : DATE_NONE;
        if (to != DATE_NONE && to >= from) {
            found.to = to;
            end = d[++i].end;
        }
        found.written = arena_dup_n(f->arena, s + start, end - start);
        if (!found.written || !add(f, found))
            return false;
        *past = end > *past ? end : *past;
    }
    return true;
}

/* True when a full stop at `at` belongs to a short form: "TP. Nam Định", "C. Mác". */
static bool in_short_form(const char *s, size_t at) {
    size_t from = plan_word_before(s, &at), len;
    uint32_t c = plan_char(s + from, &len);
    if (from + len == at && plan_is_upper(c))
        return true;
    const char *form = plan_word_of(s + from, short_forms);
    return form && plan_word(s + from, form) == at - from;
}

/* The end of the sentence that begins at `at`: past . ; ! ? (and what closes after it) before a
 * blank and a capital, a newline, or the end. */
static size_t sentence_end(const char *s, size_t at) {
    for (size_t len; s[at] && s[at] != '\n'; at += len) {
        uint32_t c = plan_char(s + at, &len);
        if (c != '.' && c != ';' && c != '!' && c != '?' && c != 0x2026)
            continue;
        size_t stop = at, next = at + len, n;
        while (plan_closes(plan_char(s + next, &n)))
            next += n;
        if (s[next] != ' ' || (c == '.' && in_short_form(s, stop)))
            continue;
        size_t after = next + strspn(s + next, " ");
        while (plan_opens(plan_char(s + after, &n)))
            after += n;
        if (plan_is_upper(plan_char(s + after, &n)))
            return next;
    }
    return at;
}

/* The next place from `at` on where a date may begin, before `end`; `end` when there is none. */
static size_t next_start(const char *s, size_t at, size_t end) {
    for (size_t len; at < end; at += len) {
        uint32_t c = plan_char(s + at, &len);
        if (!plan_is_digit(c) && plan_word(s + at, "ngày") == 0 && plan_word(s + at, "tháng") == 0)
            continue;
        if (plan_is_digit(c) || !plan_is_word(plan_char_before(s, s + at)))
            return at;
    }
    return end;
}

static bool scan_sentence(struct finder *f, const char *s, size_t from, size_t end) {
    const char *sentence = NULL;
    for (size_t at = next_start(s, from, end); at < end; at = next_start(s, at, end)) {
        struct plan_day d[CHAIN];
        enum link link[CHAIN];
        size_t past = at;
        int n = read_chain(s, at, d, link, &past);
        bool any = false;
        for (int i = 0; i < n; i++)
            any = any || value(&d[i]) != DATE_NONE;
        if (any && !sentence) {
            sentence = arena_dup_n(f->arena, s + from, end - from);
            if (!sentence)
                return false;
        }
        if (!add_chain(f, s, d, link, n, sentence, &past))
            return false;
        at = past > at ? past : at + 1;
    }
    return true;
}

static bool scan(struct finder *f, const char *s, int node, const char *clause) {
    f->node = node;
    f->clause = clause;
    for (size_t at = 0; s[at];) {
        at += strspn(s + at, " \n");
        size_t end = sentence_end(s, at);
        if (!scan_sentence(f, s, at, end))
            return false;
        at = end;
    }
    return true;
}

static bool scan_around(struct finder *f, const struct plan *p, size_t from, size_t to) {
    bool ok = true;
    for (size_t i = from; ok && i < to; i++) {
        const char *text = plan_around_text(p, i, f->arena);
        ok = text && scan(f, text, -1, plan_around[i]);
    }
    return ok;
}

enum rc plan_dates(const struct plan *p, struct arena *a, struct plan_date **out, size_t *count,
                   struct err *e) {
    struct finder f = {.arena = a};
    bool ok = scan_around(&f, p, 0, PLAN_BEFORE);
    for (int i = 0; ok && i < p->count; i++)
        ok = scan(&f, p->nodes[i].text, i, plan_clause(p, i));
    ok = ok && scan_around(&f, p, PLAN_BEFORE, PLAN_AROUND);
    *out = f.list;
    *count = f.count;
    return ok ? RC_OK : err_nomem(e);
}

date plan_date_last(const struct plan_date *d) {
    date last = d->to == DATE_NONE ? d->from : d->to;
    return d->precision == DATE_MONTH ? date_month_end(last) : last;
}

const char *plan_date_left(const struct plan_date *d, date today, struct arena *a) {
    int64_t days = plan_date_last(d) - today;
    if (days == 0)
        return "hôm nay";
    return days < 0 ? arena_printf(a, "đã qua %" PRId64 " ngày", -days)
                    : arena_printf(a, "còn %" PRId64 " ngày", days);
}

static int sooner(const void *a, const void *b) {
    const struct plan_date *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

void plan_dates_sort(struct plan_date *dates, size_t count) {
    if (count > 0)
        qsort(dates, count, sizeof *dates, sooner);
}
