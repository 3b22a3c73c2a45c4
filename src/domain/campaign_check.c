#include "thidua/campaign_check.h"
#include "thidua/campaign_sections.h"

#include <stdio.h>
#include <string.h>

/* The line of a key, or of its section. */
static int line_of(const struct ini_section *s, const char *key) {
    const struct ini_key *found = key == NULL ? NULL : ini_key_find(s, key);
    return found == NULL ? s->line : found->line;
}

#define SAY(r, s, key, ...) CAMPAIGN_SAY(r, line_of(s, key), (s)->name, key, __VA_ARGS__)

void campaign_check_term(struct campaign_reader *r, const struct ini_section *s) {
    bool clause = ini_key_find(s, "clause") != NULL;
    bool office = ini_key_find(s, "source") != NULL;
    if (!clause && !office) {
        SAY(r, s, "clause",
            "thiếu khóa này; cần số mục của kế hoạch, hoặc source = office nếu cơ quan tự đặt.");
    } else if (clause && office) {
        SAY(r, s, "source", "có cả clause và source; cần chỉ một trong hai.");
    }
}

static bool per_unit(const struct campaign_reader *r, const char *measure) {
    for (size_t i = 0; i < r->nmeasures; i++)
        if (strcmp(r->measures[i].name, measure) == 0)
            return r->measures[i].per_unit;
    return false;
}

/* --- deadlines ----------------------------------------------------------------------------------
 */

/* The last day on time and the first of a span, as far as they are well written. `before` is the
 * only one whose own day is out. */
static void deadline_days(struct deadline_read *read) {
    struct deadline *d = &read->deadline;
    const struct when *last = read->by.given ? &read->by : read->on.given ? &read->on : &read->to;
    if (read->before.good) {
        d->last = read->before.first - 1;
    } else if (last->good) {
        d->last = last->last;
        d->precision = last->precision;
    }
    if (read->from.good)
        d->from = read->from.first;
}

/* Beside a deadline stands how many units are in time, and who is not. */
static void deadline_measure(struct campaign_reader *r, const struct ini_section *s,
                             const char *measure) {
    if (measure != NULL && !per_unit(r, measure))
        SAY(r, s, "measure",
            "%s là số liệu của cả đợt, mà mốc đếm từng đơn vị; cần bỏ khóa này hoặc chọn số liệu "
            "unit.…",
            measure);
}

void campaign_check_deadline(struct campaign_reader *r, const struct ini_section *s, void *record) {
    struct deadline_read *read = record;
    bool span = read->from.given || read->to.given;
    read->deadline.from = DATE_NONE;
    read->deadline.last = DATE_NONE;
    if (read->deadline.short_label == NULL)
        read->deadline.short_label = read->deadline.term.label;
    int ways = read->before.given + read->by.given + read->on.given + span;
    if (ways == 0) {
        SAY(r, s, NULL, "thiếu ngày; cần một trong before, by, on, hoặc cả from và to.");
    } else if (ways > 1) {
        SAY(r, s, NULL, "viết ngày %d cách; cần chỉ một trong before, by, on, hoặc from và to.",
            ways);
    } else if (span && !read->to.given) {
        SAY(r, s, "to", "thiếu khóa này; cần ngày cuối, vì đã có from.");
    } else if (span && !read->from.given) {
        SAY(r, s, "from", "thiếu khóa này; cần ngày đầu, vì đã có to (chỉ có ngày cuối: dùng by).");
    } else if (span && read->from.good && read->to.good && read->from.first > read->to.last) {
        char from[DATE_TEXT_SIZE];
        char to[DATE_TEXT_SIZE];
        SAY(r, s, "from", "có %s, sau ngày cuối %s; cần from không sau to.",
            date_text_precise(read->from.first, read->from.precision, from),
            date_text_precise(read->to.first, read->to.precision, to));
    } else {
        deadline_days(read);
    }
    deadline_measure(r, s, read->deadline.measure);
}

/* The key by which a deadline gives its last day. */
static const char *last_key(const struct ini_section *s) {
    static const char *const keys[] = {"before", "by", "on", "to"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (ini_key_find(s, keys[i]) != NULL)
            return keys[i];
    return NULL;
}

void campaign_check_span(struct campaign_reader *r, const struct ini_section *s) {
    const struct campaign *c = r->c;
    if (!r->set.start.good || c->end == DATE_NONE || c->end >= c->start)
        return;
    char start[DATE_TEXT_SIZE];
    char end[DATE_TEXT_SIZE];
    SAY(r, s, last_key(s), "ngày cuối %s trước ngày bắt đầu %s; cần không trước start.",
        date_text(c->end, end), date_text(c->start, start));
}

/* --- the other kinds ----------------------------------------------------------------------------
 */

void campaign_check_target(struct campaign_reader *r, const struct ini_section *s, void *record) {
    const struct target *target = record;
    bool share = ini_key_find(s, "of_units") != NULL;
    if (target->measure == NULL)
        return;
    bool units = per_unit(r, target->measure);
    if (units && !share) {
        SAY(r, s, "of_units", "thiếu khóa này; cần phần trăm số đơn vị, vì %s đếm từng đơn vị.",
            target->measure);
    } else if (!units && share) {
        SAY(r, s, "of_units", "%s là số liệu của cả đợt; cần bỏ khóa này hoặc chọn số liệu unit.…",
            target->measure);
    }
}

void campaign_check_theme(struct campaign_reader *r, const struct ini_section *s, void *record) {
    (void)record;
    if (ini_key_find(s, "goal") != NULL && ini_key_find(s, "unit_of_measure") == NULL)
        SAY(r, s, "goal", "có mức phấn đấu mà thiếu đơn vị tính; cần thêm unit_of_measure.");
}

/* How many sections of the kind stand before this one. */
static size_t before(const struct campaign_reader *r, const struct ini_section *s,
                     const char *kind) {
    size_t count = 0;
    for (const struct campaign_section *at = r->sections; at->ini != s; at++)
        count += at->kind != NULL && strcmp(at->kind->name, kind) == 0;
    return count;
}

/* A work keeps those it is of in one text, where the database admits no other codes. */
void campaign_check_content(struct campaign_reader *r, const struct ini_section *s, void *record) {
    const struct content *content = record;
    if (strchr(content->term.code, '_') != NULL)
        SAY(r, s, NULL, "mã của nội dung không có _; cần thay bằng -.");
    if (before(r, s, "content") == TERMS_MOST)
        SAY(r, s, NULL, "đã có %d nội dung, không thêm được nữa; cần bỏ bớt.", (int)TERMS_MOST);
}

void campaign_check_criterion(struct campaign_reader *r, const struct ini_section *s,
                              void *record) {
    const struct criterion *criterion = record;
    bool group = ini_key_find(s, "group") != NULL;
    if ((int)criterion->weight == CHOICE_WRONG)
        return; /* nobody knows whether a gate was meant */
    if (criterion->weight == WEIGHT_GATE && group)
        SAY(r, s, "group", "điều kiện bắt buộc (gate) đứng đầu phiếu; cần bỏ khóa này.");
    else if (criterion->weight != WEIGHT_GATE && !group)
        SAY(r, s, "group", "thiếu khóa này; cần đề mục của nhóm tiêu chí.");
}

/* Who judges names a line of the checklist by its code alone. */
void campaign_check_dossier(struct campaign_reader *r, const struct ini_section *s, void *record) {
    const char *code = ((const struct dossier_item *)record)->term.code;
    char name[sizeof "criterion." + CODE_MAX];
    (void)snprintf(name, sizeof name, "criterion.%s", code);
    if (campaign_section(r, name) != NULL)
        SAY(r, s, NULL, "mã này đã dùng ở [%s]; cần mã khác.", name);
}
