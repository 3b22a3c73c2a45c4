/* The plan is the dashboard: its clauses as an outline that folds, each with the live figure of
 * what it asks for; Enter opens the records behind the figure. */
#include "thidua/dialog.h"
#include "thidua/listview.h"
#include "thidua/pager.h"
#include "thidua/screens.h"
#include "thidua/status.h"
#include <string.h>

enum {
    FIGURE_CELLS = 27, /* "23/36 tập thể, 9/36 cá nhân"; "! còn 4 ngày" at its end takes more */
    TEXT_LEAST = 8
};

struct plan_view {
    struct arena figures_arena; /* figures alone are read again */
    struct plan plan;           /* in the screen's arena: the text stands still */
    struct figure *figures;
    size_t nfigures;
    bool *folded; /* by node */
    int *visible; /* nodes that are shown, in order */
    int nvisible;
    unsigned news;
};

static struct plan_view *of(const struct screen *s) {
    return s->state;
}

static bool has_children(const struct plan *p, int node) {
    return p->nodes[node].end > node + 1;
}

static void unfold_visible(struct plan_view *v) {
    v->nvisible = 0;
    for (int i = 0; i < v->plan.count; i = v->folded[i] ? v->plan.nodes[i].end : i + 1)
        v->visible[v->nvisible++] = i;
}

static const struct figure *figure_of(const struct plan_view *v, int node) {
    const char *number = v->plan.nodes[node].number;
    for (size_t i = 0; *number && i < v->nfigures; i++)
        if (strcmp(v->figures[i].clause, number) == 0)
            return &v->figures[i];
    return NULL;
}

/* ---- rows */

static const char *row_text(struct screen *s, int node, struct arena *a) {
    const struct plan_view *v = of(s);
    const struct plan_node *n = &v->plan.nodes[node];
    const char *fold = !has_children(&v->plan, node) ? " "
                       : v->folded[node]             ? ui_glyph(s, GLYPH_FOLDED)
                                                     : ui_glyph(s, GLYPH_UNFOLDED);
    /* A heading shows its full number, so that it can be named; a dash shows its sign. */
    const char *mark = n->mark < PLAN_DASH ? n->number : n->marker;
    return arena_printf(a, "%*s%s %s%s%s", 2 * n->depth, "", fold, mark, *mark ? "  " : "",
                        n->text);
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    *out = of(s)->nvisible;
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct plan_view *v = of(s);
    *got = v->nvisible - from < most ? v->nvisible - from : most;
    for (int64_t i = 0; i < *got; i++) {
        int node = v->visible[from + i];
        const struct figure *f = figure_of(v, node);
        rows[i].id = node + 1;
        rows[i].cells[0] = row_text(s, node, a);
        rows[i].looks[0] = v->plan.nodes[node].mark < PLAN_DASH ? UI_HEADING : UI_TEXT;
        rows[i].cells[1] = f ? f->text : NULL;
        rows[i].looks[1] = f && f->urgent ? UI_WARN : UI_LABEL;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

/* Show the node, whatever it is folded into; returns its row. */
static int64_t reveal(struct plan_view *v, int node) {
    for (int p = v->plan.nodes[node].parent; p >= 0; p = v->plan.nodes[p].parent)
        v->folded[p] = false;
    unfold_visible(v);
    int row = 0;
    while (row < v->nvisible && v->visible[row] != node)
        row++;
    return row;
}

static bool holds(const struct plan_node *n, const char *folded) {
    struct buf text = {0};
    text_fold(n->number, &text);
    buf_char(&text, ' ');
    text_fold(n->text, &text);
    bool found = strstr(buf_str(&text), folded) != NULL;
    buf_free(&text);
    return found;
}

/* What is sought is found in folded clauses too; they open. */
static enum rc find(struct screen *s, int64_t from, int step, const char *folded, int64_t *out,
                    struct err *e) {
    struct plan_view *v = of(s);
    int count = v->plan.count;
    int node = v->visible[from];
    *out = -1;
    for (int i = 0; i < count; i++, node = (node + step + count) % count)
        if (holds(&v->plan.nodes[node], folded)) {
            *out = reveal(v, node);
            return listview_reload(s, e);
        }
    return RC_OK;
}

static const struct view_source source = {.total = total, .page = page, .find = find};
static const struct view_column columns[] = {
    {.width = 0, .least = TEXT_LEAST},
    {.width = FIGURE_CELLS, .align = TEXT_RIGHT, .priority = 0},
};

/* ---- reading */

static enum rc read_figures(struct screen *s, struct err *e) {
    struct plan_view *v = of(s);
    struct arena a = {0};
    struct figure *figures;
    size_t n;
    enum rc rc = status_figures(app_session(s), &a, &figures, &n, e);
    if (rc) {
        arena_free(&a);
        return rc;
    }
    arena_free(&v->figures_arena);
    v->figures_arena = a;
    v->figures = figures;
    v->nfigures = n;
    return RC_OK;
}

static enum rc plan_open(struct screen *s, void *arg, struct err *e) {
    struct plan_view *v = of(s);
    (void)arg;
    v->news = app_of(s)->news;
    enum rc rc = session_plan(app_session(s), &s->arena, &v->plan, e);
    if (rc)
        return rc;
    v->folded = arena_array(&s->arena, (size_t)v->plan.count + 1, sizeof *v->folded);
    v->visible = arena_array(&s->arena, (size_t)v->plan.count + 1, sizeof *v->visible);
    if (v->folded == NULL || v->visible == NULL)
        return err_nomem(e);
    unfold_visible(v);
    rc = read_figures(s, e);
    if (!rc)
        rc = listview_open(s, &source, columns, sizeof columns / sizeof *columns, e);
    if (rc)
        arena_free(&v->figures_arena);
    return rc;
}

static enum outcome reload(struct screen *s) {
    struct err e;
    if (read_figures(s, &e) || listview_reload(s, &e))
        ui_fail(s, &e);
    return UI_DONE;
}

static enum outcome plan_tick(struct screen *s) {
    return app_news(s, &of(s)->news) ? reload(s) : UI_PASS;
}

static void plan_close(struct screen *s) {
    arena_free(&of(s)->figures_arena);
}

/* ---- folding */

static int selected(const struct screen *s) {
    const struct plan_view *v = of(s);
    return s->list->selected < v->nvisible ? v->visible[s->list->selected] : -1;
}

/* Show it again with `node` selected. */
static enum outcome refold(struct screen *s, int node) {
    struct err e;
    unfold_visible(of(s));
    if (listview_reload(s, &e))
        ui_fail(s, &e);
    listview_select(s, node + 1);
    return UI_DONE;
}

/* Fold this clause; if there is nothing to fold in it, the one it stands in. */
static enum outcome fold(struct screen *s) {
    struct plan_view *v = of(s);
    int node = selected(s);
    if (node < 0)
        return UI_DONE;
    if (!has_children(&v->plan, node) || v->folded[node])
        node = v->plan.nodes[node].parent;
    if (node < 0)
        return UI_DONE;
    v->folded[node] = true;
    return refold(s, node);
}

static enum outcome unfold(struct screen *s) {
    int node = selected(s);
    if (node < 0)
        return UI_DONE;
    of(s)->folded[node] = false;
    return refold(s, node);
}

static enum outcome fold_all(struct screen *s) {
    struct plan_view *v = of(s);
    bool any = false;
    for (int i = 0; i < v->plan.count; i++)
        any |= v->folded[i];
    for (int i = 0; i < v->plan.count; i++)
        v->folded[i] = !any && has_children(&v->plan, i);
    int node = selected(s);
    while (node >= 0 && v->plan.nodes[node].parent >= 0 && !any)
        node = v->plan.nodes[node].parent;
    return refold(s, node < 0 ? 0 : node);
}

/* ---- reading a clause, and what is behind it */

static enum outcome read_clause(struct screen *s) {
    const struct plan_view *v = of(s);
    int node = selected(s);
    struct buf text = {0};
    struct buf title = {0};
    if (node < 0)
        return UI_DONE;
    const struct plan_node *nodes = v->plan.nodes;
    buf_printf(&title, "Mục %s", plan_clause(&v->plan, node));
    for (int i = node; i < nodes[node].end; i++)
        buf_printf(&text, "%*s%s%s%s\n\n", 2 * (nodes[i].depth - nodes[node].depth), "",
                   nodes[i].marker, *nodes[i].marker ? " " : "", nodes[i].text);
    pager_open(s, buf_str(&title), buf_str(&text));
    buf_free(&text);
    buf_free(&title);
    return UI_DONE;
}

static const struct figure *selected_figure(const struct screen *s) {
    int node = selected(s);
    return node < 0 ? NULL : figure_of(of(s), node);
}

static bool part_at(void *ctx, size_t i, const char **label) {
    const struct figure *f = selected_figure(ctx);
    if (f == NULL || i >= f->nparts)
        return false;
    *label = f->parts[i].text;
    return true;
}

static enum outcome part_chosen(struct screen *s, int64_t answer, const char *text) {
    const struct figure *f = selected_figure(s);
    (void)text;
    if (answer > 0 && f && (size_t)answer <= f->nparts)
        screens_open_list(s, &f->parts[answer - 1].rows);
    return UI_DONE;
}

/* The records of one thing are opened at once; where a clause asks for several, of that chosen. */
static enum outcome behind_figure(struct screen *s) {
    const struct figure *f = selected_figure(s);
    if (f == NULL || f->nparts == 0)
        return read_clause(s);
    if (f->nparts == 1)
        screens_open_list(s, &f->parts[0].rows);
    else
        dialog_choose(s, "Mở số liệu", part_at, s, -1, part_chosen);
    return UI_DONE;
}

static enum outcome date_chosen(struct screen *s, int64_t answer, const char *text) {
    struct plan_view *v = of(s);
    (void)text;
    if (answer == 0)
        return UI_DONE;
    reveal(v, (int)answer - 1);
    return refold(s, (int)answer - 1);
}

static enum outcome dates(struct screen *s) {
    ui_push(s, &dates_screen, &of(s)->plan, date_chosen);
    return UI_DONE;
}

static const struct action actions[] = {
    {"m F5", "mốc thời gian", "Mọi mốc thời gian trong kế hoạch", dates, CAP_TOTALS, NULL,
     "Kế hoạch"},
    {"Enter", "số liệu",
     "Mở số liệu phía sau mục này (có nhiều thì chọn; không có thì đọc toàn văn)", behind_figure,
     CAP_TOTALS, NULL, NULL},
    {"v F3", "toàn văn", "Đọc toàn văn mục này và các mục con", read_clause, CAP_TOTALS, NULL,
     NULL},
    {"Left h", "gập", "Gập mục này", fold, CAP_TOTALS, NULL, NULL},
    {"Right l", "mở", "Mở mục này", unfold, CAP_TOTALS, NULL, NULL},
    {"z", NULL, "Gập tất cả, mở tất cả", fold_all, CAP_TOTALS, NULL, NULL},
    {0},
};

const struct screen_ops plan_screen = {
    .name = "Kế hoạch",
    .state_size = sizeof(struct plan_view),
    .actions = actions,
    .open = plan_open,
    .tick = plan_tick,
    .resume = reload,
    .close = plan_close,
};
