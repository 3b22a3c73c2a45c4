/* All mistakes of a file, found in one pass, so that an officer mends it once. */
#ifndef THIDUA_PROBLEMS_H
#define THIDUA_PROBLEMS_H

#include "thidua/arena.h"
#include "thidua/err.h"
#include <stddef.h>

struct problem {
    const char *file;
    int line;         /* 0: the whole file */
    const char *text; /* "[section] key: found …; expected …", Vietnamese */
    size_t nth;       /* in the order of finding */
};

struct problems {
    struct arena arena; /* owns the texts and the list; `arena.failed`: some may be lost */
    struct problem *list;
    size_t count, room;
};

/* Where a mistake is. `section` and `key` may be NULL. */
struct problem_place {
    const char *file;
    int line;
    const char *section, *key;
};

/* Add "[section] key: " and the sentence. Texts are copied. */
void problems_add(struct problems *p, const struct problem_place *at, const char *fmt, ...)
    THIDUA_PRINTF(3, 4);

/* Into the order of the file: by line, what was found first before. */
void problems_sort(struct problems *p);

/* RC_OK when there are none; else RC_INVALID with the first one, its file and line in `e`; RC_NOMEM
 * when memory ran out while they were noted. */
enum rc problems_result(const struct problems *p, struct err *e);

void problems_free(struct problems *p);

#endif
