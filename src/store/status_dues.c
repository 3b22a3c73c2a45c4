/* What there is to do, for the district. */
#include "measure_parts.h"
#include "status_parts.h"
#include <inttypes.h>
#include <string.h>

/* "hạn cuối 09/11/2021 (còn 4 ngày)", "hạn cuối là hôm nay, …", "đã quá hạn 09/11/2021 (3 ngày)".
 */
static const char *until(struct dues *d, const char *what, const struct status_deadline *by) {
    char day[DATE_TEXT_SIZE];
    date_text_precise(by->deadline->last, by->deadline->precision, day);
    if (by->days_left < 0)
        return arena_printf(d->a, "%s, đã quá hạn %s (%" PRId64 " ngày)", what, day,
                            -by->days_left);
    if (by->days_left == 0)
        return arena_printf(d->a, "%s, hạn cuối là hôm nay, %s", what, day);
    return arena_printf(d->a, "%s, hạn cuối %s (còn %" PRId64 " ngày)", what, day, by->days_left);
}

static const char *soon(struct dues *d, const struct status_deadline *by) {
    if (by->days_left < 0)
        return arena_printf(d->a, "quá hạn %" PRId64 " ngày", -by->days_left);
    if (by->days_left == 0)
        return "hạn hôm nay";
    return arena_printf(d->a, "còn %" PRId64 " ngày", by->days_left);
}

void dues_add(struct dues *d, bool urgent, const char *what, const struct status_deadline *by,
              struct list_rows rows) {
    const char *text = what && by ? until(d, what, by) : what;
    struct status_due *list = arena_grow(d->a, d->list, d->count, &d->room, sizeof *list);
    if (text == NULL || list == NULL) {
        d->failed = true;
        return;
    }
    d->list = list;
    d->list[d->count++] = (struct status_due){.urgent = urgent,
                                              .text = text,
                                              .what = what,
                                              .soon = by ? soon(d, by) : NULL,
                                              .by = by,
                                              .rows = rows};
}

/* A few lines, mostly in order already. */
void dues_by_day(struct dues *d, size_t from) {
    for (size_t i = from + 1; i < d->count; i++) {
        struct status_due due = d->list[i];
        size_t at = i;
        for (; at > from && due.by != NULL &&
               (d->list[at - 1].by == NULL || d->list[at - 1].by->days_left > due.by->days_left);
             at--)
            d->list[at] = d->list[at - 1];
        d->list[at] = due;
    }
}

bool dues_pressing(const struct status_deadline *deadline, int warn_days) {
    return deadline && deadline->days_left <= warn_days;
}

bool dues_said(const struct status_deadline *deadline, const char *measure, const char *clause) {
    const struct deadline *d = deadline ? deadline->deadline : NULL;
    if (d == NULL || d->measure == NULL)
        return false;
    return (measure && strcmp(d->measure, measure) == 0) ||
           (d->term.clause[0] && strcmp(d->term.clause, clause) == 0);
}

struct list_rows dues_rows(const char *list, const char *filter, const char *value) {
    return (struct list_rows){.list = list, .set = {{filter, value}}};
}

struct list_rows dues_behind(const char *measure, bool met) {
    const struct measure *m = measure_find(measure);
    struct list_rows rows = {0};
    if (m)
        rows = m->rows;
    if (m && m->reach == EACH_UNIT)
        rows.set[0].value = met ? "1" : "0";
    return rows;
}

struct list_rows dues_behind_target(const struct status_target *t) {
    const struct measure *m = measure_find(t->target->measure);
    if (m && m->reach == EACH_UNIT && t->target->at_least > 1)
        return (struct list_rows){.list = "units"};
    return dues_behind(t->target->measure, t->result.met);
}

static void deadlines(struct dues *d) {
    for (size_t i = 0; i < d->st->ndeadlines; i++) {
        const struct status_deadline *at = &d->st->deadlines[i];
        if (at->missing == 0 || !dues_pressing(at, d->session->campaign->warn_days))
            continue;
        const char *measure = at->deadline->measure;
        dues_add(d, true,
                 arena_printf(d->a, "%" PRId64 " đơn vị %s", at->missing, measure_lack(measure)),
                 at, dues_behind(measure, false));
    }
}

/* Of what every unit shall have one, so many have none: said as a deadline says it. */
static bool wants_one_of_each(const struct target *t) {
    const struct measure *m = measure_find(t->measure);
    return m && m->reach == EACH_UNIT && t->at_least == 1 && t->of_units == 100;
}

static void targets(struct dues *d) {
    for (size_t i = 0; i < d->st->ntargets; i++) {
        const struct status_target *t = &d->st->targets[i];
        const char *label = t->target->term.label;
        int64_t actual = t->result.actual, goal = t->result.goal;
        if (t->result.met || !dues_pressing(t->deadline, d->session->campaign->warn_days) ||
            dues_said(t->deadline, t->target->measure, t->target->term.clause))
            continue;
        dues_add(d, true,
                 wants_one_of_each(t->target)
                     ? arena_printf(d->a, "%" PRId64 " đơn vị %s", goal - actual,
                                    measure_lack(t->target->measure))
                     : arena_printf(d->a, "%s: %" PRId64 "/%" PRId64, label, actual, goal),
                 t->deadline, dues_behind_target(t));
    }
}

bool dues_of_target(const struct dues *d, const struct term *duty) {
    for (size_t i = 0; i < d->st->ntargets; i++) {
        const struct status_target *t = &d->st->targets[i];
        const struct measure *m = measure_find(t->target->measure);
        bool counts_it = m && m->duty && strcmp(m->duty, duty->code) == 0;
        bool same = *duty->clause && strcmp(t->target->term.clause, duty->clause) == 0;
        if (!t->result.met && (counts_it || same))
            return true;
    }
    return false;
}

static void duties(struct dues *d) {
    for (size_t i = 0; i < d->st->nduties; i++) {
        const struct status_duty *duty = &d->st->each_duty[i];
        const struct term *term = &duty->duty->term;
        if (duty->done >= duty->of ||
            !dues_pressing(duty->deadline, d->session->campaign->warn_days) ||
            dues_said(duty->deadline, NULL, term->clause) || dues_of_target(d, term))
            continue;
        bool district = duty->duty->body == BODY_DISTRICT;
        const char *text = district ? arena_printf(d->a, "Huyện chưa làm: %s", term->label)
                                    : arena_printf(d->a, "%" PRId64 " đơn vị chưa làm: %s",
                                                   duty->of - duty->done, term->label);
        dues_add(d, true, text, duty->deadline,
                 district ? dues_rows("duties", "duty", term->code)
                          : dues_rows("units", "missing", term->code));
    }
}

/* Figures count the units' works; the district's own are listed apart. */
#define UNITS_OWN                                                                                  \
    { "district", "0" }

static void waiting(struct dues *d) {
    enum { LONG = 2 };
    const struct status *st = d->st;
    int64_t days = st->works.oldest_submitted_days;
    if (st->works.submitted > 0)
        dues_add(d, days >= LONG,
                 days > 0 ? arena_printf(d->a,
                                         "%" PRId64 " đăng ký chờ duyệt, lâu nhất %" PRId64 " ngày",
                                         st->works.submitted, days)
                          : arena_printf(d->a, "%" PRId64 " đăng ký chờ duyệt, gửi hôm nay",
                                         st->works.submitted),
                 NULL, (struct list_rows){"works", {{"state", "submitted"}, UNITS_OWN}});
    if (st->nominations.submitted > 0)
        dues_add(d, false,
                 arena_printf(d->a, "%" PRId64 " giới thiệu khen thưởng chờ %s xét",
                              st->nominations.submitted, d->session->campaign->council),
                 NULL, dues_rows("nominations", "state", "submitted"));
}

/* The stale are a line of their own only where they are not among the behind. */
static void late(struct dues *d) {
    const struct status *st = d->st;
    if (st->works.behind > 0)
        dues_add(
            d, false,
            arena_printf(d->a, "%" PRId64 " công trình chậm so với thời gian", st->works.behind),
            NULL, (struct list_rows){"pace", {{"behind", "1"}, UNITS_OWN}});
    if (st->works.stale_only > 0)
        dues_add(d, false,
                 arena_printf(d->a, "%" PRId64 " công trình %slâu chưa cập nhật",
                              st->works.stale_only, st->works.behind > 0 ? "khác " : ""),
                 NULL, (struct list_rows){"pace", {{"stale", "1"}, {"behind", "0"}, UNITS_OWN}});
}

void dues_of_district(struct dues *d) {
    if (d->st->units.total == 0)
        dues_add(d, false, "Chưa có đơn vị nào trong danh sách", NULL,
                 (struct list_rows){.list = "units"});
    deadlines(d);
    targets(d);
    duties(d);
    dues_by_day(d, 0);
    waiting(d);
    late(d);
}
