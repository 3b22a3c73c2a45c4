/* Units × duties: what each unit has done of what the plan asks. Numbers head the columns, their
 * names stand below the list, and the same number enters a duty as done. Ten at a time: so many
 * keys there are, and so many columns fit in the narrowest window. */
#include "thidua/acts.h"
#include "thidua/list.h"
#include "thidua/listview.h"
#include "thidua/screens.h"
#include <string.h>

enum {
    AT_ONCE = 10,
    CELLS = 3,
    UNIT_LEAST = 16,
    UNIT_MOST = 28,
    NAMES_A_ROW = 2,
    HEADING_ROWS = 1
};

static const char *const keys[AT_ONCE] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};

struct duties_view {
    const struct duty **duties; /* duty_of_units, in the file's order: the matrix's columns */
    size_t nduties;
    size_t from, shown; /* the ten (or fewer) in the window */
    struct view_column columns[1 + AT_ONCE];
    unsigned news;
};

static struct duties_view *of(const struct screen *s) {
    return s->state;
}

/* ---- rows */

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    return list_matrix_total(app_session(s), out, e);
}

/* Once is a sign; what counts every time is a number. */
static const char *cell(struct screen *s, const struct duty *duty, int64_t done, struct arena *a) {
    if (done == 0)
        return ui_glyph(s, GLYPH_BULLET);
    return duty->repeated ? arena_printf(a, "%lld", (long long)done) : "x";
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct duties_view *v = of(s);
    struct matrix_row *units;
    size_t count;
    enum rc rc = list_matrix(app_session(s), from, most, a, &units, &count, e);
    if (rc)
        return rc;
    *got = (int64_t)count;
    for (size_t i = 0; i < count; i++) {
        rows[i].id = units[i].id;
        rows[i].cells[0] = units[i].name;
        for (size_t d = 0; d < v->shown; d++) {
            int64_t done = units[i].done[v->from + d];
            rows[i].cells[1 + d] = cell(s, v->duties[v->from + d], done, a);
            rows[i].looks[1 + d] = done ? UI_GOOD : UI_DIM;
        }
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};

/* ---- operations */

static enum rc take_duties(struct screen *s, struct err *e) {
    struct duties_view *v = of(s);
    const struct campaign *c = app_session(s)->campaign;
    v->duties = arena_array(&s->arena, c->nduties + 1, sizeof(const struct duty *));
    if (v->duties == NULL)
        return err_nomem(e);
    for (size_t i = 0; i < c->nduties; i++)
        if (duty_of_units(&c->duties[i]))
            v->duties[v->nduties++] = &c->duties[i];
    v->columns[0] =
        (struct view_column){.heading = "Đơn vị", .least = UNIT_LEAST, .most = UNIT_MOST};
    for (size_t i = 0; i < AT_ONCE; i++)
        v->columns[1 + i] =
            (struct view_column){.heading = keys[i], .width = CELLS, .align = TEXT_RIGHT};
    return RC_OK;
}

/* Show ten duties from `from` on; past the last, from the first again. */
static void show_from(struct screen *s, size_t from) {
    struct duties_view *v = of(s);
    v->from = from < v->nduties ? from : 0;
    v->shown = v->nduties - v->from < AT_ONCE ? v->nduties - v->from : AT_ONCE;
}

static enum rc duties_open(struct screen *s, void *arg, struct err *e) {
    (void)arg;
    of(s)->news = app_of(s)->news;
    enum rc rc = take_duties(s, e);
    if (rc)
        return rc;
    show_from(s, 0);
    return listview_open(s, &source, of(s)->columns, 1 + of(s)->shown, e);
}

static enum outcome reload(struct screen *s) {
    struct err e;
    if (listview_reload(s, &e)) {
        app_news_again(&of(s)->news);
        ui_fail(s, &e);
    }
    return UI_DONE;
}

static enum outcome duties_tick(struct screen *s) {
    return app_news(s, &of(s)->news) ? reload(s) : UI_PASS;
}

/* The names of the numbered columns at the foot: each in a row of its own where all units are seen
 * all the same, else two in a row. */
static void duties_draw(struct screen *s) {
    const struct duties_view *v = of(s);
    int most = (int)v->shown;
    int beside = s->list->total + HEADING_ROWS + 1 + most <= ui_rows(s) ? 1 : NAMES_A_ROW;
    int names = (most + beside - 1) / beside;
    int width = (ui_cols(s) - 2) / beside;
    int foot = ui_rows(s) - names;
    listview_draw(s, 0, foot - 1);
    for (int i = 0; i < most; i++) {
        struct buf name = {0};
        buf_printf(&name, "%s %s", keys[i], v->duties[v->from + (size_t)i]->term.label);
        ui_put_cell(s, foot + i % names, 2 + i / names * width, width - 1, TEXT_LEFT, UI_LABEL,
                    buf_str(&name));
        buf_free(&name);
    }
}

/* ---- actions */

static enum outcome entries(struct screen *s) {
    const char *unit = screens_selected_unit(s);
    if (unit)
        screens_open_of_unit(s, "duties", unit);
    return UI_DONE;
}

static enum outcome enter_duty(struct screen *s, const char *duty) {
    struct duty_done start;
    record_blank(&kinds[KIND_DUTY_DONE], &start);
    start.head.unit = screens_selected_unit(s);
    start.duty = duty;
    return start.head.unit ? acts_edit(s, KIND_DUTY_DONE, 0, &start) : UI_DONE;
}

/* Who registers has done the duty to: it is done where works are sent. */
static enum outcome to_registration(struct screen *s) {
    const char *unit = screens_selected_unit(s);
    if (unit && screens_open_of_unit(s, "works", unit))
        ui_say(s, "Đơn vị gửi đăng ký ở đây thì coi là đã làm nhiệm vụ này, không phải ghi.");
    return UI_DONE;
}

static enum outcome numbered(struct screen *s) {
    const struct duties_view *v = of(s);
    for (size_t i = 0; i < v->shown; i++)
        if (keys[i][0] == s->key.text[0]) {
            const char *duty = v->duties[v->from + i]->term.code;
            return strcmp(duty, DUTY_REGISTER) == 0 ? to_registration(s) : enter_duty(s, duty);
        }
    ui_warn(s, "Hãy bấm số đứng đầu cột của nhiệm vụ.");
    return UI_DONE;
}

static enum outcome any(struct screen *s) {
    return enter_duty(s, NULL);
}

static bool has_unit(struct screen *s, struct err *why) {
    if (s->list->total > 0)
        return true;
    err_set(why, RC_MISSING, "Danh sách đang trống.");
    return false;
}

static bool has_more(struct screen *s, struct err *why) {
    if (of(s)->nduties > AT_ONCE)
        return true;
    err_set(why, RC_INVALID, "Mọi nhiệm vụ đều đã hiện.");
    return false;
}

static enum outcome more(struct screen *s) {
    show_from(s, of(s)->from + AT_ONCE);
    s->list->ncolumns = 1 + of(s)->shown;
    return reload(s);
}

static const struct action actions[] = {
    {"1-9 0", "ghi nhiệm vụ", "Ghi nhiệm vụ có số này là đã làm, cho đơn vị đang chọn", numbered,
     CAP_DUTY, has_unit, "Nhiệm vụ"},
    {"Enter Right", "xem", "Xem những gì đơn vị đã làm", entries, CAP_READ, has_unit, NULL},
    {"a F5", "thêm", "Ghi một nhiệm vụ đã làm", any, CAP_DUTY, has_unit, NULL},
    ACTS_UNDO,
    {">", NULL, "Những nhiệm vụ tiếp theo", more, CAP_TOTALS, has_more, NULL},
    {0},
};

const struct screen_ops duties_screen = {
    .name = "Nhiệm vụ của đơn vị",
    .state_size = sizeof(struct duties_view),
    .actions = actions,
    .open = duties_open,
    .draw = duties_draw,
    .tick = duties_tick,
    .resume = reload,
};
