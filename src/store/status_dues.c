/* What there is to do, for the district. */
#include "measure_parts.h"
#include "status_parts.h"
#include <inttypes.h>
#include <string.h>

void dues_add(struct dues *d, bool urgent, const char *text, const char *list, const char *filter,
              const char *value) {
    if (text == NULL) {
        d->failed = true;
        return;
    }
    if (d->count == d->room) {
        size_t room = d->room ? 2 * d->room : 16;
        struct status_due *list_now = arena_array(d->a, room, sizeof *list_now);
        if (list_now == NULL) {
            d->failed = true;
            return;
        }
        if (d->count)
            memcpy(list_now, d->list, d->count * sizeof *list_now);
        d->list = list_now;
        d->room = room;
    }
    d->list[d->count++] = (struct status_due){
        .urgent = urgent, .text = text, .list = list, .filter = filter, .value = value};
}

const char *dues_when(struct dues *d, const struct status_deadline *deadline) {
    char day[DATE_TEXT_SIZE];
    date_text_precise(deadline->deadline->last, deadline->deadline->precision, day);
    const char *text = NULL;
    if (deadline->days_left < 0)
        text = arena_printf(d->a, "đã quá hạn %s (%" PRId64 " ngày)", day, -deadline->days_left);
    else if (deadline->days_left == 0)
        text = arena_printf(d->a, "hạn cuối là hôm nay, %s", day);
    else
        text = arena_printf(d->a, "hạn cuối %s (còn %" PRId64 " ngày)", day, deadline->days_left);
    if (text == NULL)
        d->failed = true;
    return text ? text : "";
}

bool dues_pressing(const struct status_deadline *deadline) {
    return deadline && (deadline->state == DEADLINE_SOON || deadline->state == DEADLINE_TODAY ||
                        deadline->state == DEADLINE_PASSED);
}

bool dues_said(const struct status_deadline *deadline, const char *measure, const char *clause) {
    const struct deadline *d = deadline ? deadline->deadline : NULL;
    if (d == NULL || d->measure == NULL)
        return false;
    return (measure && strcmp(d->measure, measure) == 0) ||
           (d->term.clause[0] && strcmp(d->term.clause, clause) == 0);
}

const char *dues_filter(const char *measure) {
    const struct measure *m = measure_find(measure);
    return m ? m->filter : NULL;
}

struct behind dues_behind(const char *measure, bool met) {
    static const struct {
        const char *measure;
        struct behind behind;
    } counted[] = {
        {"district.works", {"works", "district", "1"}},
        {"district.duties", {"duties", NULL, NULL}},
        {"campaign.works", {"works", NULL, NULL}},
        {"campaign.collective", {"works", "kind", "collective"}},
        {"campaign.individual", {"works", "kind", "individual"}},
        {"campaign.completed", {"works", "state", "completed"}},
        {"campaign.behind", {"pace", "behind", "1"}},
        {"campaign.stale", {"pace", "stale", "1"}},
        {"campaign.value", {"progress", NULL, NULL}},
        {"campaign.women", {"progress", NULL, NULL}},
        {"campaign.children", {"progress", NULL, NULL}},
        {"campaign.participants", {"progress", NULL, NULL}},
        {"campaign.publicity", {"duties", "duty", "publicity"}},
        {"campaign.nominations", {"nominations", NULL, NULL}},
        {"campaign.eligible", {"nominations", "state", "eligible"}},
    };
    const char *filter = dues_filter(measure);
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        if (strcmp(counted[i].measure, measure) == 0)
            return counted[i].behind;
    return (struct behind){"units", filter, filter == NULL ? NULL : met ? "1" : "0"};
}

static void deadlines(struct dues *d) {
    for (size_t i = 0; i < d->st->ndeadlines; i++) {
        const struct status_deadline *at = &d->st->deadlines[i];
        if (at->missing == 0 || !dues_pressing(at))
            continue;
        const char *measure = at->deadline->measure, *filter = dues_filter(measure);
        dues_add(d, true,
                 arena_printf(d->a, "%" PRId64 " đơn vị %s, %s", at->missing, measure_lack(measure),
                              dues_when(d, at)),
                 "units", filter, filter ? "0" : NULL);
    }
}

static void targets(struct dues *d) {
    for (size_t i = 0; i < d->st->ntargets; i++) {
        const struct status_target *t = &d->st->targets[i];
        const struct term *term = &t->target->term;
        if (t->result.met || !dues_pressing(t->deadline) ||
            dues_said(t->deadline, t->target->measure, term->clause))
            continue;
        struct behind b = dues_behind(t->target->measure, false);
        dues_add(d, true,
                 arena_printf(d->a, "%s: %" PRId64 "/%" PRId64 ", %s", term->label,
                              t->result.actual, t->result.goal, dues_when(d, t->deadline)),
                 b.list, b.filter, b.value);
    }
}

static void duties(struct dues *d) {
    for (size_t i = 0; i < d->st->nduties; i++) {
        const struct status_duty *duty = &d->st->each_duty[i];
        const struct term *term = &duty->duty->term;
        if (duty->done >= duty->of || !dues_pressing(duty->deadline) ||
            dues_said(duty->deadline, NULL, term->clause))
            continue;
        bool district = duty->duty->body == BODY_DISTRICT;
        const char *when = dues_when(d, duty->deadline);
        const char *text = district
                               ? arena_printf(d->a, "Huyện chưa làm: %s, %s", term->label, when)
                               : arena_printf(d->a, "%" PRId64 " đơn vị chưa làm: %s, %s",
                                              duty->of - duty->done, term->label, when);
        dues_add(d, true, text, district ? "duties" : "units", district ? "duty" : "missing",
                 term->code);
    }
}

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
                 "works", "state", "submitted");
    if (st->nominations.submitted > 0)
        dues_add(d, false,
                 arena_printf(d->a, "%" PRId64 " giới thiệu khen thưởng chờ xét",
                              st->nominations.submitted),
                 "nominations", "state", "submitted");
}

/* The stale are a line of their own only where they are not among the behind. */
static void late(struct dues *d) {
    const struct status *st = d->st;
    if (st->works.behind > 0)
        dues_add(
            d, false,
            arena_printf(d->a, "%" PRId64 " công trình chậm so với thời gian", st->works.behind),
            "pace", "behind", "1");
    if (st->works.stale_only > 0)
        dues_add(d, false,
                 arena_printf(d->a, "%" PRId64 " công trình %slâu chưa cập nhật",
                              st->works.stale_only, st->works.behind > 0 ? "khác " : ""),
                 "pace", "stale", "1");
}

void dues_of_district(struct dues *d) {
    deadlines(d);
    targets(d);
    duties(d);
    waiting(d);
    late(d);
}
