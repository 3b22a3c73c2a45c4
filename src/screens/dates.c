/* Every date in the plan, sorted, with the days left or passed; Enter jumps to its clause, and
 * reads what stands around the clauses. */
#include "thidua/listview.h"
#include "thidua/pager.h"
#include "thidua/screens.h"

struct dates_view {
    const struct plan *plan; /* of the screen below */
    struct plan_date *dates;
    size_t count;
};

static struct dates_view *of(const struct screen *s) {
    return s->state;
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    *out = (int64_t)of(s)->count;
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct dates_view *v = of(s);
    date today = app_session(s)->today;
    int64_t n = (int64_t)v->count - from;
    *got = n < most ? n : most;
    for (int64_t i = 0; i < *got; i++) {
        const struct plan_date *d = &v->dates[from + i];
        char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
        date_text_precise(d->from, d->precision, first);
        date_text_precise(d->to, d->precision, last);
        rows[i].id = from + i + 1;
        rows[i].cells[0] = arena_printf(a, "%s%s%s", first, d->to == DATE_NONE ? "" : "–", last);
        rows[i].cells[1] = plan_date_left(d, today, a);
        rows[i].cells[2] = d->clause;
        rows[i].cells[3] = d->sentence;
        rows[i].looks[1] = plan_date_last(d) < today ? UI_DIM : UI_TEXT;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {
    {.heading = "Ngày", .width = 21},
    {.heading = "Còn lại", .width = 16},
    {.heading = "Mục", .width = 10, .priority = 1},
    {.heading = "Câu trong kế hoạch", .width = 0, .least = 17},
};

/* Where one looks first: the next of them. */
static int64_t next_date(const struct screen *s) {
    const struct dates_view *v = of(s);
    int64_t i = 0;
    while (i < (int64_t)v->count && plan_date_last(&v->dates[i]) < app_session(s)->today)
        i++;
    return i < (int64_t)v->count ? i : 0;
}

static enum rc dates_open(struct screen *s, void *arg, struct err *e) {
    struct dates_view *v = of(s);
    v->plan = arg;
    enum rc rc = plan_dates(v->plan, &s->arena, &v->dates, &v->count, e);
    if (rc)
        return rc;
    plan_dates_sort(v->dates, v->count);
    rc = listview_open(s, &source, columns, sizeof columns / sizeof *columns, e);
    if (rc)
        return rc;
    s->list->none = "Kế hoạch không nêu ngày tháng nào.";
    listview_goto(s, next_date(s));
    return RC_OK;
}

/* In no outline, so there is nowhere to go to. */
static void read_around(struct screen *s, const char *name) {
    struct arena a = {0};
    const char *title = arena_printf(&a, "Kế hoạch: %s", name);
    const char *text = plan_around_text(of(s)->plan, plan_around_find(name), &a);
    struct err e;
    if (title && text) {
        pager_open(s, title, text);
    } else {
        err_nomem(&e);
        ui_fail(s, &e);
    }
    arena_free(&a);
}

static enum outcome jump(struct screen *s) {
    const struct dates_view *v = of(s);
    if (v->count == 0)
        return UI_DONE;
    const struct plan_date *d = &v->dates[s->list->selected];
    if (d->node < 0) {
        read_around(s, d->clause);
        return UI_DONE;
    }
    s->answer = d->node + 1;
    return UI_POP;
}

static const struct action actions[] = {
    {"Enter Right", "tới mục", "Tới mục kế hoạch nêu ngày này (ngoài các mục thì đọc)", jump,
     CAP_TOTALS, NULL, "Mốc thời gian"},
    {0},
};

const struct screen_ops dates_screen = {
    .name = "Mốc thời gian trong kế hoạch",
    .state_size = sizeof(struct dates_view),
    .actions = actions,
    .open = dates_open,
};
