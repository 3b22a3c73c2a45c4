#include "thidua/keyhelp.h"
#include "pick.h"
#include "stack.h"
#include "thidua/listview.h"

/* ---- help: a list of keys in groups ---- */

enum { KEYS_CELLS = 18, TEXT_AT = 2 + KEYS_CELLS + 1, LINES_EACH = 4 };

struct line {
    const char *text; /* caption, what a key does, or why it cannot be done now */
    const char *keys; /* NULL: a caption, ""; a reason under an action */
    enum element look;
};

/* A line, or as much of it as goes into the width. */
struct row {
    const struct line *line;
    const char *at;
    size_t n;
    bool first;
};

struct helping {
    struct line *lines;
    size_t count;
    const char *name;
    struct arena arena; /* of the rows, which fit the width of the window */
    struct row *rows;
    int64_t nrows;
    size_t room;
    int cells; /* they were wrapped to */
};

static void add(struct helping *me, const char *text, const char *keys, enum element look) {
    me->lines[me->count++] = (struct line){.text = text, .keys = keys, .look = look};
}

/* Blank line and heading, the action, why it cannot be done now. */
static enum rc collect(struct screen *s, struct screen *about, struct err *e) {
    struct helping *me = s->state;
    const char *heading = NULL;
    me->lines = arena_array(&s->arena, about->nbound * LINES_EACH, sizeof *me->lines);
    if (me->lines == NULL)
        return err_nomem(e);
    for (size_t i = 0; i < about->nbound; i++) {
        const struct bound *b = &about->bound[i];
        struct err why = {0};
        bool allowed = action_allowed(about, b->action, &why);
        if (b->group != heading) {
            if (heading != NULL)
                add(me, "", NULL, UI_TEXT);
            add(me, b->group, NULL, UI_HEADING);
            heading = b->group;
        }
        add(me, b->action->help, b->keys, allowed ? UI_TEXT : UI_DIM);
        if (!allowed)
            add(me, arena_printf(&s->arena, "(không dùng được: %s)", why.message), "", UI_DIM);
    }
    return s->arena.failed ? err_nomem(e) : RC_OK;
}

struct wrapping {
    struct helping *me;
    const struct line *line;
    bool first;
};

static bool add_row(void *ctx, const char *text, size_t n) {
    struct wrapping *w = ctx;
    struct helping *me = w->me;
    struct row *rows = arena_grow(&me->arena, me->rows, (size_t)me->nrows, &me->room, sizeof *rows);
    if (rows == NULL)
        return false;
    me->rows = rows;
    me->rows[me->nrows++] = (struct row){.line = w->line, .at = text, .n = n, .first = w->first};
    w->first = false;
    return true;
}

static void wrap(struct helping *me, int cells) {
    int room = cells - TEXT_AT - 1;
    arena_reset(&me->arena);
    me->rows = NULL;
    me->nrows = 0;
    me->room = 0;
    me->cells = cells;
    for (size_t i = 0; i < me->count; i++) {
        struct wrapping w = {.me = me, .line = &me->lines[i], .first = true};
        (void)text_wrap(me->lines[i].text, room, add_row, &w);
    }
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    struct helping *me = s->state;
    if (me->cells != ui_cols(s))
        wrap(me, ui_cols(s));
    *out = me->nrows;
    return me->arena.failed ? err_nomem(e) : RC_OK;
}

/* Only the first row of a key is a place to be. */
static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct helping *me = s->state;
    for (*got = 0; *got < most && from + *got < me->nrows; (*got)++) {
        const struct row *row = &me->rows[from + *got];
        const struct line *l = row->line;
        struct view_row *r = &rows[*got];
        const char *text = arena_dup_n(a, row->at, row->n);
        r->id = from + *got + 1;
        r->caption = l->keys == NULL || *l->keys == '\0' || !row->first;
        r->cells[0] = l->keys == NULL ? text
                      : r->caption    ? arena_printf(a, "%*s%s", TEXT_AT - 1, "", text)
                                      : l->keys;
        r->cells[1] = text;
        r->looks[0] = r->caption || l->look == UI_DIM ? l->look : UI_KEY;
        r->looks[1] = l->look;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {{.width = KEYS_CELLS}, {.width = 0, .least = 20}};

static enum rc help_opened(struct screen *s, void *arg, struct err *e) {
    struct helping *me = s->state;
    struct screen *about = arg;
    me->name = about->ops->name;
    enum rc rc = collect(s, about, e);
    return rc == RC_OK ? listview_open(s, &source, columns, sizeof columns / sizeof *columns, e)
                       : rc;
}

static void help_title(struct screen *s, struct buf *left, struct buf *right) {
    (void)right;
    const struct helping *me = s->state;
    buf_printf(left, "Trợ giúp · %s", me->name);
}

static void help_draw(struct screen *s) {
    struct err e = {0};
    if (((struct helping *)s->state)->cells != ui_cols(s) && listview_reload(s, &e) != RC_OK)
        ui_fail(s, &e);
    listview_draw(s, 0, ui_rows(s));
}

static void help_close(struct screen *s) {
    arena_free(&((struct helping *)s->state)->arena);
}

static const struct screen_ops help_ops = {
    .name = "Trợ giúp",
    .state_size = sizeof(struct helping),
    .open = help_opened,
    .title = help_title,
    .draw = help_draw,
    .close = help_close,
};

bool help_open(struct screen *s) {
    return ui_push(s, &help_ops, s, NULL);
}

/* ---- palette ---- */

static bool palette_item(struct screen *s, void *ctx, size_t i, struct arena *a,
                         struct pick_item *item) {
    (void)ctx;
    if (i >= s->nbound)
        return false;
    const struct action *action = s->bound[i].action;
    struct err why = {0};
    item->note = s->bound[i].keys;
    item->greyed = !action_allowed(s, action, &why);
    item->label = item->greyed
                      ? arena_printf(a, "%s (không dùng được: %s)", action->help, why.message)
                      : action->help;
    return true;
}

static enum outcome palette_chosen(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    s->key = (struct key){.code = K_NONE};
    return answer > 0 ? action_run(s, s->bound[answer - 1].action) : UI_DONE;
}

bool palette_open(struct screen *s) {
    struct pick p = {.title = "Lệnh", .item = palette_item, .ctx = "", .ctx_size = 1};
    p.selected = -1;
    return pick_open(s, &p, palette_chosen);
}
