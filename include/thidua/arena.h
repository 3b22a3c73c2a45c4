/* Memory that lives and dies together.
 *
 * A screen, a command or a query result owns an arena; all text of the records it holds is in it
 * and goes with it. Nothing allocated here is freed alone. Every function returns NULL when memory
 * is exhausted; the arena then stays valid and `failed` is set, so that a caller may do several
 * allocations and look once. */
#ifndef THIDUA_ARENA_H
#define THIDUA_ARENA_H

#include "thidua/err.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena {
    struct arena_chunk *chunks;
    bool failed;
};

/* Zeroed memory, aligned for any type. The product of the second form is checked for overflow. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size);
/* Room for one more in a list of `count` that doubles when it is full; NULL and *room 0 at first.
 * The list to go on with; what it was before stays in the arena. */
void *arena_grow(struct arena *a, void *list, size_t count, size_t *room, size_t size);

/* Copies, always ended by a NUL. `arena_dup(a, NULL)` is NULL without failing. */
char *arena_dup(struct arena *a, const char *s);
char *arena_dup_n(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) THIDUA_PRINTF(2, 3);

/* Forget everything, keeping the first chunk for reuse. */
void arena_reset(struct arena *a);
/* Give everything back. The arena may be used again. */
void arena_free(struct arena *a);

#endif
