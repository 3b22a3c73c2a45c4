/* What there is to do, for one unit: what was returned and why, what is due, what goes slowly. */
#include "measure_parts.h"
#include "status_parts.h"
#include "thidua/query.h"
#include <ctype.h>
#include <inttypes.h>

enum { RETURNED_SHOWN = 5 };

/* What goes back to a unit, and in which list it stands. That it came back is said first: a long
 * title may leave no room for it. */
static const struct returnable {
    const char *list, *what, *sql;
} returnables[] = {
    {"works", "",
     "SELECT title, reason FROM work WHERE campaign = :campaign AND unit = :unit"
     " AND deleted_at IS NULL AND state = 'returned' AND (:scope IS NULL OR unit = :scope)"
     " ORDER BY title_order, id LIMIT :most"},
    {"nominations", "giới thiệu khen thưởng ",
     "SELECT w.title, n.reason FROM nomination n JOIN work w ON w.id = n.work"
     " WHERE n.campaign = :campaign AND n.unit = :unit AND n.deleted_at IS NULL"
     " AND n.state = 'returned' AND (:scope IS NULL OR n.unit = :scope)"
     " ORDER BY w.title_order, n.id LIMIT :most"},
};

static enum rc returned(struct dues *d, const struct returnable *of, const char *unit,
                        struct err *e) {
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, d->session, CAP_READ, of->sql, e);
    if (!rc) {
        query_bind_text(&q, ":unit", unit);
        query_bind(&q, ":most", RETURNED_SHOWN);
    }
    while (!rc && !(rc = query_step(&q, &row, e)) && row) {
        const char *title = query_text(&q, 0), *reason = query_text(&q, 1);
        dues_add(d, true,
                 arena_printf(d->a, "Bị trả lại: %s“%s”: %s", of->what, title ? title : "",
                              reason ? reason : "không rõ lý do"),
                 NULL, dues_rows(of->list, "state", "returned"));
    }
    query_close(&q);
    return rc;
}

/* Where a unit enters what it lacks: a new record begins with what the list is filtered by. */
static struct list_rows entered_in(const struct measure *m) {
    if (m == NULL)
        return (struct list_rows){0};
    if (m->duty)
        return dues_rows(m->list, "duty", m->duty);
    for (size_t kind = 0; m->source != OF_ROWS && work_kinds[kind].code; kind++)
        if (m->counted.kinds == 1U << kind)
            return dues_rows(m->list, "kind", work_kinds[kind].code);
    return (struct list_rows){.list = m->list};
}

/* "Chưa đăng ký": what a unit lacks, said to itself. */
static void lacking(struct dues *d, const char *measure, const struct status_deadline *by) {
    const char *lack = measure_lack(measure);
    dues_add(d, dues_pressing(by, d->session->campaign->warn_days),
             arena_printf(d->a, "%c%s", toupper((unsigned char)lack[0]), lack + 1), by,
             entered_in(measure_find(measure)));
}

static void deadlines(struct dues *d) {
    for (size_t i = 0; i < d->st->ndeadlines; i++)
        if (d->st->deadlines[i].missing > 0)
            lacking(d, d->st->deadlines[i].deadline->measure, &d->st->deadlines[i]);
}

static void targets(struct dues *d) {
    for (size_t i = 0; i < d->st->ntargets; i++) {
        const struct status_target *t = &d->st->targets[i];
        if (!t->result.met && !dues_said(t->deadline, t->target->measure, t->target->term.clause))
            lacking(d, t->target->measure, t->deadline);
    }
}

static void duties(struct dues *d) {
    for (size_t i = 0; i < d->st->nduties; i++) {
        const struct status_duty *duty = &d->st->each_duty[i];
        const struct term *term = &duty->duty->term;
        if (duty->done >= duty->of || dues_said(duty->deadline, NULL, term->clause) ||
            dues_of_target(d, term))
            continue;
        dues_add(d, dues_pressing(duty->deadline, d->session->campaign->warn_days),
                 arena_printf(d->a, "Chưa làm nhiệm vụ: %s", term->label), duty->deadline,
                 dues_rows("duties", "duty", term->code));
    }
}

static void works(struct dues *d) {
    const struct {
        int64_t count;
        const char *what;
        struct list_rows rows;
    } lines[] = {
        {d->st->works.draft,
         "công trình còn là bản nháp, chưa gửi",
         {"works", {{"state", "draft"}}}},
        {d->st->works.submitted,
         "đăng ký đang chờ huyện duyệt",
         {"works", {{"state", "submitted"}}}},
        {d->st->works.behind, "công trình chậm so với thời gian", {"pace", {{"behind", "1"}}}},
        {d->st->works.stale, "công trình lâu chưa cập nhật", {"pace", {{"stale", "1"}}}},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (lines[i].count > 0)
            dues_add(d, false, arena_printf(d->a, "%" PRId64 " %s", lines[i].count, lines[i].what),
                     NULL, lines[i].rows);
}

enum rc dues_of_unit(struct dues *d, const char *unit, struct err *e) {
    enum rc rc = RC_OK;
    for (size_t i = 0; i < sizeof returnables / sizeof *returnables && !rc; i++)
        rc = returned(d, &returnables[i], unit, e);
    if (rc)
        return rc;
    works(d); /* what can be done now, before what has time */
    size_t dated = d->count;
    deadlines(d);
    targets(d);
    duties(d);
    dues_by_day(d, dated);
    return RC_OK;
}
