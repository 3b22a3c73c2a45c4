/* What there is to do, for one unit: what was returned and why, what is due, what goes slowly. */
#include "status_parts.h"
#include "thidua/measure.h"
#include "thidua/query.h"
#include "thidua/text.h"
#include <inttypes.h>

enum { RETURNED_SHOWN = 5 };

static enum rc returned(struct dues *d, const char *unit, struct err *e) {
    static const char sql[] =
        "SELECT title, reason FROM work WHERE campaign = :campaign AND unit = :unit"
        " AND deleted_at IS NULL AND state = 'returned' AND (:scope IS NULL OR unit = :scope)"
        " ORDER BY title_order, id LIMIT :most";
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, d->session, CAP_READ, sql, e);
    if (!rc) {
        query_bind_text(&q, ":unit", unit);
        query_bind(&q, ":most", RETURNED_SHOWN);
    }
    while (!rc && !(rc = query_step(&q, &row, e)) && row) {
        const char *title = query_text(&q, 0), *reason = query_text(&q, 1);
        dues_add(d, true,
                 arena_printf(d->a, "“%s” bị trả lại: %s", title ? title : "",
                              reason ? reason : "không rõ lý do"),
                 dues_rows("works", "state", "returned"));
    }
    query_close(&q);
    return rc;
}

static void deadlines(struct dues *d) {
    for (size_t i = 0; i < d->st->ndeadlines; i++) {
        const struct status_deadline *at = &d->st->deadlines[i];
        if (at->missing > 0)
            dues_add(d, dues_pressing(at),
                     arena_printf(d->a, "Đơn vị %s, %s", measure_lack(at->deadline->measure),
                                  dues_when(d, at)),
                     (struct list_rows){.list = NULL});
    }
}

static void targets(struct dues *d) {
    for (size_t i = 0; i < d->st->ntargets; i++) {
        const struct status_target *t = &d->st->targets[i];
        if (t->result.met || dues_said(t->deadline, t->target->measure, t->target->term.clause))
            continue;
        dues_add(d, dues_pressing(t->deadline),
                 arena_printf(d->a, "Đơn vị %s%s%s", measure_lack(t->target->measure),
                              t->deadline ? ", " : "",
                              t->deadline ? dues_when(d, t->deadline) : ""),
                 (struct list_rows){.list = NULL});
    }
}

static void duties(struct dues *d) {
    for (size_t i = 0; i < d->st->nduties; i++) {
        const struct status_duty *duty = &d->st->each_duty[i];
        const struct term *term = &duty->duty->term;
        if (duty->done >= duty->of || dues_said(duty->deadline, NULL, term->clause))
            continue;
        dues_add(d, dues_pressing(duty->deadline),
                 arena_printf(d->a, "Nhiệm vụ chưa làm: %s%s%s", term->label,
                              duty->deadline ? ", " : "",
                              duty->deadline ? dues_when(d, duty->deadline) : ""),
                 (struct list_rows){.list = "duties"});
    }
}

static void works(struct dues *d) {
    const struct {
        int64_t count;
        const char *what, *list, *filter, *value;
    } lines[] = {
        {d->st->works.draft, "công trình còn là bản nháp, chưa gửi", "works", "state", "draft"},
        {d->st->works.submitted, "đăng ký đang chờ huyện duyệt", "works", "state", "submitted"},
        {d->st->works.behind, "công trình chậm so với thời gian", "pace", "behind", "1"},
        {d->st->works.stale, "công trình lâu chưa cập nhật", "pace", "stale", "1"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (lines[i].count > 0)
            dues_add(d, false, arena_printf(d->a, "%" PRId64 " %s", lines[i].count, lines[i].what),
                     dues_rows(lines[i].list, lines[i].filter, lines[i].value));
}

enum rc dues_of_unit(struct dues *d, const char *unit, struct err *e) {
    enum rc rc = returned(d, unit, e);
    if (rc)
        return rc;
    deadlines(d);
    targets(d);
    works(d);
    duties(d);
    return RC_OK;
}
