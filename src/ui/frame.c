#include "frame.h"

#include <stdlib.h>
#include <string.h>

/* In a row's buffer each put is this, then its text and a NUL. */
struct put {
    int col, cells;
    enum element el;
    enum text_align align;
};

void frame_free(struct frame *f) {
    for (int i = 0; i < f->count; i++) {
        buf_free(&f->rows[i].now);
        buf_free(&f->rows[i].before);
    }
    free(f->rows);
    *f = (struct frame){0};
}

void frame_forget(struct frame *f) {
    f->all = true;
}

bool frame_begin(struct frame *f, int rows, int cols) {
    if (f->rows == NULL || f->count != rows || f->cols != cols) {
        frame_free(f);
        f->rows = calloc(rows > 0 ? (size_t)rows : 1, sizeof *f->rows);
        f->count = f->rows != NULL ? rows : 0;
        f->cols = cols;
        f->all = true;
    }
    for (int i = 0; i < f->count; i++)
        buf_clear(&f->rows[i].now);
    return f->rows != NULL;
}

bool frame_put(struct frame *f, int row, int col, int cells, enum element el, enum text_align align,
               const char *s) {
    if (row < 0 || row >= f->count)
        return f->rows != NULL; /* outside: nothing to draw */
    struct put put;
    memset(&put, 0, sizeof put); /* compared byte by byte */
    put.col = col;
    put.cells = cells;
    put.el = el;
    put.align = align;
    struct buf *now = &f->rows[row].now;
    buf_add(now, (const char *)&put, sizeof put);
    buf_add(now, s, strlen(s) + 1);
    return !now->failed;
}

static bool same(const struct frame_row *r) {
    return r->now.len == r->before.len &&
           (r->now.len == 0 || memcmp(r->now.data, r->before.data, r->now.len) == 0);
}

static void paint_row(const struct frame_row *r, int row, frame_paint_fn *paint) {
    for (size_t at = 0; at + sizeof(struct put) < r->now.len;) {
        struct put put;
        memcpy(&put, r->now.data + at, sizeof put);
        const char *s = r->now.data + at + sizeof put;
        paint(row, put.col, put.cells, put.el, put.align, s);
        at += sizeof put + strlen(s) + 1;
    }
}

void frame_end(struct frame *f, frame_empty_fn *empty, frame_paint_fn *paint) {
    for (int i = 0; i < f->count; i++) {
        struct frame_row *r = &f->rows[i];
        if (!f->all && same(r))
            continue;
        empty(i);
        paint_row(r, i, paint);
        struct buf shown = r->now;
        r->now = r->before;
        r->before = shown;
    }
    f->all = false;
}
