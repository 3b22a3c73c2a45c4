/* The rows of a list: which are held, which is selected. Drawing is in listdraw.c, keys are in
 * listkeys.c, tags in listtag.c. */
#include "listview_parts.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 32, AROUND = 3 /* title bar, status line, key bar */ };

enum rc listview_open(struct screen *s, const struct view_source *source,
                      const struct view_column *columns, size_t ncolumns, struct err *e) {
    struct listview *v = calloc(1, sizeof *v);
    if (v == NULL)
        return err_nomem(e);
    v->source = source;
    v->columns = columns;
    v->ncolumns = ncolumns < VIEW_COLUMNS ? ncolumns : VIEW_COLUMNS;
    v->sort = -1;
    v->shown = term_rows() > AROUND ? term_rows() - AROUND : 1; /* drawing says how many fit */
    s->list = v;
    return listview_reload(s, e);
}

void listview_close(struct screen *s) {
    struct listview *v = s->list;
    if (v != NULL) {
        free(v->tagged);
        buf_free(&v->sought);
        arena_free(&v->arena);
        arena_free(&v->spare);
        free(v);
        s->list = NULL;
    }
}

/* Hold rows from … from + most - 1; what is held stays where they cannot be read. */
static enum rc hold(struct screen *s, int64_t from, int64_t most, struct err *e) {
    struct listview *v = s->list;
    int64_t end = from + most < v->total ? from + most : v->total;
    if (!v->stale && v->rows != NULL && from >= v->held_from && end <= v->held_from + v->held)
        return RC_OK;
    arena_reset(&v->spare);
    struct view_row *rows = arena_array(&v->spare, (size_t)most, sizeof *rows);
    if (rows == NULL)
        return err_nomem(e);
    int64_t got = 0;
    enum rc rc = v->source->page(s, from, most, &v->spare, rows, &got, e);
    if (rc != RC_OK)
        return rc;
    struct arena before = v->arena;
    v->arena = v->spare;
    v->spare = before;
    v->rows = rows;
    v->held_from = from;
    v->held = got < most ? got : most;
    v->stale = false;
    return RC_OK;
}

/* Shift the window so that the selected row is in it, with a heading just above it if there is
 * room. */
static void show_selected(struct listview *v) {
    if (v->top > v->selected)
        v->top = v->selected;
    if (v->top < v->selected - v->shown + 1)
        v->top = v->selected - v->shown + 1;
    if (v->top > v->total - v->shown)
        v->top = v->total - v->shown;
    if (v->top < 0)
        v->top = 0;
}

/* A row, read if it is not held; NULL past the end. */
static enum rc read_row(struct screen *s, int64_t row, const struct view_row **out, struct err *e) {
    struct listview *v = s->list;
    *out = NULL;
    if (row < 0 || row >= v->total)
        return RC_OK;
    int64_t from = row >= v->top && row < v->top + v->shown ? v->top : row;
    enum rc rc = hold(s, from, v->shown, e);
    if (rc == RC_OK && row >= v->held_from && row < v->held_from + v->held)
        *out = &v->rows[row - v->held_from];
    return rc;
}

const struct view_row *listview_held(struct screen *s, int64_t row) {
    const struct view_row *r;
    struct err e;
    if (read_row(s, row, &r, &e) != RC_OK)
        ui_fail(s, &e);
    return r;
}

/* The next row from `row` on in `step` direction that is no caption, or one the other way; it is
 * selected. */
static enum rc settle(struct screen *s, int64_t row, int step, struct err *e) {
    struct listview *v = s->list;
    const struct view_row *r;
    enum rc rc = RC_OK;
    int64_t last = v->total - 1;
    int64_t start = row > last ? last : row < 0 ? 0 : row;
    int64_t at = start;
    bool turned = false;
    v->selected_id = 0;
    v->selected = start < 0 ? 0 : start;
    show_selected(v);
    while (at >= 0 && at <= last) {
        v->selected = at;
        show_selected(v);
        rc = read_row(s, at, &r, e);
        if (rc != RC_OK || r == NULL)
            return rc;
        if (!r->caption) {
            v->selected_id = r->id;
            v->selected_version = r->version;
            break;
        }
        at += step;
        if (!turned && (at < 0 || at > last)) {
            turned = true;
            step = -step;
            at = start + step;
        }
    }
    if (v->selected > 0 && v->selected == v->top && v->shown > 1) {
        rc = read_row(s, v->selected - 1, &r, e);
        v->top -= r != NULL && r->caption ? 1 : 0;
        if (rc == RC_OK)
            rc = read_row(s, v->selected, &r, e);
    }
    return rc;
}

/* Nobody is taken to what cannot be read. */
static void go_back(struct listview *v, const struct listview *was) {
    v->total = was->total;
    v->top = was->top;
    v->selected = was->selected;
    v->selected_id = was->selected_id;
    v->selected_version = was->selected_version;
}

static void go(struct screen *s, const struct listview *was, int64_t row, int step) {
    struct err e;
    if (settle(s, row, step, &e) != RC_OK) {
        go_back(s->list, was);
        ui_fail(s, &e);
    }
}

void listview_goto(struct screen *s, int64_t row) {
    const struct listview was = *s->list;
    go(s, &was, row, row < was.selected ? -1 : 1);
}

void listview_page(struct screen *s, int direction) {
    struct listview *v = s->list;
    const struct listview was = *v;
    int64_t by = (int64_t)v->shown * direction;
    v->top += by;
    if (v->top < 0 || v->top > v->total - v->shown)
        v->top = direction < 0 ? 0 : v->total - v->shown;
    go(s, &was, v->selected + by, direction);
}

enum rc listview_scan(struct screen *s, listview_each_fn *each, void *ctx, struct err *e) {
    struct listview *v = s->list;
    struct arena a = {0};
    struct view_row rows[CHUNK];
    enum rc rc = RC_OK;
    bool more = true;
    for (int64_t from = 0; rc == RC_OK && more && from < v->total; from += CHUNK) {
        int64_t got = 0;
        memset(rows, 0, sizeof rows);
        arena_reset(&a);
        rc = v->source->page(s, from, CHUNK, &a, rows, &got, e);
        for (int64_t i = 0; rc == RC_OK && more && i < got; i++)
            more = each(ctx, from + i, &rows[i]);
        more = more && got == CHUNK;
    }
    arena_free(&a);
    return rc;
}

struct wanted {
    int64_t id;
    const char *folded; /* NULL: by id */
    struct buf text;
    int64_t from, before, after; /* the last match before `from`, the first at or after it */
    int64_t first;               /* the first of all */
    int64_t last;
    size_t ncolumns;
};

static bool is_wanted(void *ctx, int64_t row, struct view_row *r) {
    struct wanted *w = ctx;
    if (r->caption)
        return true;
    if (w->folded == NULL) {
        if (r->id == w->id)
            w->first = row;
        return w->first < 0;
    }
    buf_clear(&w->text);
    for (size_t c = 0; c < w->ncolumns; c++) {
        text_fold(r->cells[c] != NULL ? r->cells[c] : "", &w->text);
        buf_char(&w->text, ' ');
    }
    if (strstr(buf_str(&w->text), w->folded) != NULL) {
        w->first = w->first < 0 ? row : w->first;
        w->after = w->after < 0 && row >= w->from ? row : w->after;
        w->before = row <= w->from ? row : w->before;
        w->last = row;
    }
    return true;
}

static enum rc position(struct screen *s, int64_t id, int64_t *out, struct err *e) {
    if (s->list->source->position != NULL)
        return s->list->source->position(s, id, out, e);
    struct wanted w = {.id = id, .first = -1};
    enum rc rc = listview_scan(s, is_wanted, &w, e);
    *out = w.first;
    return rc;
}

bool listview_find(struct screen *s, const char *folded, int64_t row, int step) {
    struct listview *v = s->list;
    struct err e = {0};
    int64_t found = -1;
    enum rc rc = RC_OK;
    if (v->total == 0 || folded[0] == '\0')
        return false;
    row = (row % v->total + v->total) % v->total;
    if (v->source->find != NULL) {
        rc = v->source->find(s, row, step, folded, &found, &e);
    } else {
        struct wanted w = {.folded = folded,
                           .from = row,
                           .before = -1,
                           .after = -1,
                           .first = -1,
                           .last = -1,
                           .ncolumns = v->ncolumns};
        rc = listview_scan(s, is_wanted, &w, &e);
        buf_free(&w.text);
        found = step > 0 ? (w.after >= 0 ? w.after : w.first) : (w.before >= 0 ? w.before : w.last);
    }
    if (rc != RC_OK) {
        ui_fail(s, &e);
        return false;
    }
    if (found >= 0)
        listview_goto(s, found);
    return found >= 0;
}

enum rc listview_reload(struct screen *s, struct err *e) {
    struct listview *v = s->list;
    const struct listview was = *v;
    int64_t below_top = v->selected - v->top;
    int64_t at = -1;
    v->stale = true;
    enum rc rc = v->source->total(s, &v->total, e);
    if (rc == RC_OK && v->selected_id != 0 && v->total > 0)
        rc = position(s, v->selected_id, &at, e);
    if (at >= 0)
        v->top = at > below_top ? at - below_top : 0;
    if (rc == RC_OK)
        rc = settle(s, at >= 0 ? at : v->selected, 1, e);
    if (rc != RC_OK) {
        go_back(v, &was);
        v->stale = was.stale || v->rows != was.rows; /* some were read, of another list */
    } else if (v->total == 0) {
        v->held = 0;
    }
    return rc;
}

bool listview_select(struct screen *s, int64_t id) {
    struct err e = {0};
    int64_t at = -1;
    if (position(s, id, &at, &e) != RC_OK) {
        ui_fail(s, &e);
        return false;
    }
    if (at >= 0)
        listview_goto(s, at);
    return at >= 0;
}

enum rc listview_sort(struct screen *s, int column, bool descending, struct err *e) {
    struct listview *v = s->list;
    enum rc rc = v->source->sort(s, column, descending, e);
    if (rc == RC_OK)
        rc = listview_reload(s, e);
    if (rc == RC_OK) {
        v->sort = column;
        v->descending = column >= 0 && descending;
    } else {
        (void)v->source->sort(s, v->sort, v->descending, NULL); /* as it was */
    }
    return rc;
}

const struct view_row *listview_row(struct screen *s) {
    return s->list->selected_id != 0 ? listview_held(s, s->list->selected) : NULL;
}
