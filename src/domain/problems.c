#include "thidua/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct problem *next(struct problems *p) {
    struct problem *list = arena_grow(&p->arena, p->list, p->count, &p->room, sizeof *list);
    if (list == NULL)
        return NULL;
    p->list = list;
    return &p->list[p->count];
}

/* "[section] key: ", as much of it as is known. */
static const char *prefix(struct arena *a, const struct problem_place *at) {
    if (at->section == NULL)
        return at->key == NULL ? "" : arena_printf(a, "%s: ", at->key);
    return at->key == NULL ? arena_printf(a, "[%s]: ", at->section)
                           : arena_printf(a, "[%s] %s: ", at->section, at->key);
}

void problems_add(struct problems *p, const struct problem_place *at, const char *fmt, ...) {
    va_list args;
    va_list again;
    va_start(args, fmt);
    va_copy(again, args);
    struct problem *problem = next(p);
    const char *where = prefix(&p->arena, at);
    int length = vsnprintf(NULL, 0, fmt, args);
    if (problem != NULL && where != NULL && length >= 0) {
        size_t head = strlen(where);
        size_t size = head + (size_t)length + 1;
        char *text = arena_alloc(&p->arena, size);
        const char *file = arena_dup(&p->arena, at->file);
        if (text != NULL && file != NULL) {
            (void)snprintf(text, size, "%s", where);
            (void)vsnprintf(text + head, size - head, fmt, again);
            *problem =
                (struct problem){.file = file, .line = at->line, .text = text, .nth = p->count};
            p->count++;
        }
    }
    va_end(again);
    va_end(args);
}

static int by_line(const void *a, const void *b) {
    const struct problem *x = a;
    const struct problem *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->nth < y->nth ? -1 : x->nth > y->nth;
}

void problems_sort(struct problems *p) {
    if (p->count > 1)
        qsort(p->list, p->count, sizeof *p->list, by_line);
}

enum rc problems_result(const struct problems *p, struct err *e) {
    if (p->arena.failed)
        return err_nomem(e);
    if (p->count == 0)
        return RC_OK;
    const struct problem *first = &p->list[0];
    err_set(e, RC_INVALID, "%s", first->text);
    err_at(e, first->file, first->line);
    return RC_INVALID;
}

void problems_free(struct problems *p) {
    arena_free(&p->arena);
    *p = (struct problems){0};
}
