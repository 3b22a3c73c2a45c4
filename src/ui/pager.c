/* A pager is a list whose rows are the lines of the text, wrapped anew when the width changes. */
#include "thidua/pager.h"
#include "thidua/listview.h"

#include <string.h>

enum {
    MARGIN = 3,       /* columns of the list begin at 2; one cell free at the right */
    COLUMN_LEAST = 16 /* in less room a text is not read well */
};

struct row {
    const char *at;
    size_t n;
    int indent;
};

struct pager {
    const char *title;
    char *text; /* its newlines are NULs */
    size_t size;
    struct arena arena; /* of the rows */
    struct row *rows;
    size_t count, room;
    int cells; /* they were wrapped to */
};

struct wrapping {
    struct pager *me;
    const char
        *line;  /* its first row begins here: what stands before its last column is not wrapped */
    int indent; /* of the rows after the first */
    bool begun;
};

static bool add_row(void *ctx, const char *s, size_t n) {
    struct wrapping *w = ctx;
    struct pager *me = w->me;
    struct row *rows = arena_grow(&me->arena, me->rows, me->count, &me->room, sizeof *rows);
    if (rows == NULL)
        return false;
    me->rows = rows;
    me->rows[me->count++] =
        w->begun ? (struct row){.at = s, .n = n, .indent = w->indent}
                 : (struct row){.at = w->line, .n = (size_t)(s - w->line) + n, .indent = 0};
    w->begun = true;
    return true;
}

/* Where the last column of a line begins: after its indentation, or after two blanks or more. */
static const char *last_column(const char *line) {
    const char *at = line + strspn(line, " ");
    for (const char *p = at; (p = strstr(p, "  ")) != NULL;) {
        p += strspn(p, " ");
        at = *p != '\0' ? p : at;
    }
    return at;
}

/* Rows of one line. A line of columns goes on under its last one, unless too little room is left
 * there. */
static void wrap_line(struct pager *me, const char *line, int room) {
    const char *from = last_column(line);
    int indent = text_width_n(line, (size_t)(from - line));
    if (room - indent < COLUMN_LEAST) {
        from = line + strspn(line, " ");
        indent = (int)(from - line);
    }
    struct wrapping w = {.me = me, .line = line, .indent = indent};
    (void)text_wrap(from, room - indent > 1 ? room - indent : 1, add_row, &w);
}

static void wrap(struct pager *me, int cells) {
    arena_reset(&me->arena);
    me->rows = NULL;
    me->count = me->room = 0;
    me->cells = cells;
    for (const char *line = me->text; line < me->text + me->size; line += strlen(line) + 1)
        wrap_line(me, line, cells - MARGIN);
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    struct pager *me = s->state;
    *out = (int64_t)me->count;
    return me->arena.failed ? err_nomem(e) : RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct pager *me = s->state;
    for (*got = 0; *got < most && from + *got < (int64_t)me->count; (*got)++) {
        const struct row *r = &me->rows[from + *got];
        rows[*got].id = from + *got + 1;
        rows[*got].cells[0] = arena_printf(a, "%*s%.*s", r->indent, "", (int)r->n, r->at);
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {{.width = 0, .least = 20}};

struct pager_arg {
    const char *title, *text;
};

static enum rc open_pager(struct screen *s, void *arg, struct err *e) {
    struct pager *me = s->state;
    const struct pager_arg *a = arg;
    me->title = arena_dup(&s->arena, a->title);
    me->size = strlen(a->text);
    while (me->size > 0 && a->text[me->size - 1] == '\n') /* nothing below to go to */
        me->size--;
    me->text = arena_dup(&s->arena, a->text);
    if (me->title == NULL || me->text == NULL)
        return err_nomem(e);
    for (char *p = me->text; (p = strchr(p, '\n')) != NULL; p++)
        *p = '\0';
    wrap(me, ui_cols(s));
    return listview_open(s, &source, columns, 1, e);
}

static void close_pager(struct screen *s) {
    struct pager *me = s->state;
    arena_free(&me->arena);
}

static void draw(struct screen *s) {
    struct pager *me = s->state;
    if (me->cells != ui_cols(s)) { /* the selected row stays where the text was, about */
        struct err e = {0};
        int64_t at = me->count > 0 ? s->list->selected * 1000 / (int64_t)me->count : 0;
        wrap(me, ui_cols(s));
        s->list->selected_id = 0;
        if (listview_reload(s, &e) != RC_OK)
            ui_fail(s, &e);
        listview_goto(s, at * (int64_t)me->count / 1000);
    }
    listview_draw(s, 0, ui_rows(s));
}

static void title(struct screen *s, struct buf *left, struct buf *right) {
    const struct pager *me = s->state;
    buf_puts(left, me->title);
    if (s->list->total > 0) {
        buf_printf(right, "dòng %lld/%lld", (long long)s->list->selected + 1,
                   (long long)s->list->total);
    }
}

static const struct screen_ops ops = {
    .name = "Đọc",
    .state_size = sizeof(struct pager),
    .open = open_pager,
    .title = title,
    .draw = draw,
    .close = close_pager,
};

bool pager_open(struct screen *s, const char *title_text, const char *text) {
    struct pager_arg arg = {.title = title_text, .text = text};
    return ui_push(s, &ops, &arg, NULL);
}
