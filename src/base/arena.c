#include "thidua/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Chunks start small, because every screen and command owns an arena, and double up to LARGEST. */
enum { SMALLEST = 1024, LARGEST = 64 * 1024 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size; /* bytes in `bytes` */
    size_t used;
    _Alignas(max_align_t) char bytes[];
};

static size_t align_up(size_t n) {
    const size_t unit = _Alignof(max_align_t);
    return (n + unit - 1) / unit * unit;
}

static void *fail(struct arena *a) {
    a->failed = true;
    return NULL;
}

static struct arena_chunk *new_chunk(size_t size) {
    struct arena_chunk *c = malloc(sizeof *c + size);
    if (c != NULL) {
        c->next = NULL;
        c->size = size;
        c->used = 0;
    }
    return c;
}

/* A chunk with room for `size` bytes. What is large gets a chunk of its own behind the current one,
 * whose room stays in use. */
static struct arena_chunk *chunk_with_room(struct arena *a, size_t size) {
    struct arena_chunk *head = a->chunks;
    if (head != NULL && head->size - head->used >= size)
        return head;
    size_t next = head == NULL ? SMALLEST : head->size * 2;
    if (next > LARGEST)
        next = LARGEST;
    bool own = size > next / 2;
    struct arena_chunk *c = new_chunk(own ? size : next);
    if (c == NULL)
        return NULL;
    if (own && head != NULL) {
        c->next = head->next;
        head->next = c;
    } else {
        c->next = head;
        a->chunks = c;
    }
    return c;
}

void *arena_alloc(struct arena *a, size_t size) {
    if (size > PTRDIFF_MAX / 2)
        return fail(a);
    size = align_up(size == 0 ? 1 : size);
    struct arena_chunk *c = chunk_with_room(a, size);
    if (c == NULL)
        return fail(a);
    void *p = c->bytes + c->used;
    c->used += size;
    return memset(p, 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size)
        return fail(a);
    return arena_alloc(a, count * size);
}

void *arena_grow(struct arena *a, void *list, size_t count, size_t *room, size_t size) {
    enum { FIRST = 16 };
    if (count < *room)
        return list;
    if (*room > SIZE_MAX / 2)
        return fail(a);
    size_t more = *room == 0 ? FIRST : 2 * *room;
    void *grown = arena_array(a, more, size);
    if (grown == NULL)
        return NULL;
    if (count > 0)
        memcpy(grown, list, count * size);
    *room = more;
    return grown;
}

char *arena_dup(struct arena *a, const char *s) {
    return s == NULL ? NULL : arena_dup_n(a, s, strlen(s));
}

char *arena_dup_n(struct arena *a, const char *s, size_t n) {
    if (n == SIZE_MAX)
        return fail(a);
    char *copy = arena_alloc(a, n + 1);
    if (copy != NULL && n > 0)
        memcpy(copy, s, n);
    return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        return fail(a);
    char *out = arena_alloc(a, (size_t)n + 1);
    if (out != NULL) {
        va_start(args, fmt);
        (void)vsnprintf(out, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    return out;
}

void arena_reset(struct arena *a) {
    struct arena_chunk *keep = a->chunks;
    if (keep != NULL && keep->size <= LARGEST) {
        a->chunks = keep->next;
        keep->next = NULL;
        keep->used = 0;
    } else {
        keep = NULL;
    }
    arena_free(a);
    a->chunks = keep;
}

void arena_free(struct arena *a) {
    struct arena_chunk *c = a->chunks;
    while (c != NULL) {
        struct arena_chunk *next = c->next;
        free(c);
        c = next;
    }
    a->chunks = NULL;
    a->failed = false;
}
