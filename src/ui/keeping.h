/* Keeping what is typed before it is saved: when it is due, and what the status line says of it.
 * The same for a form and for a line that is asked for. */
#ifndef THIDUA_UI_KEEPING_H
#define THIDUA_UI_KEEPING_H

#include "thidua/buf.h"
#include "thidua/err.h"
#include <stdbool.h>
#include <stdint.h>

struct keeping {
    bool dirty;        /* changed since it was last kept */
    int64_t since;     /* by term_clock: the first change that is not kept */
    struct buf unkept; /* why what is typed is not kept; empty: it is */
};

/* Something was typed or chosen. */
void keeping_touched(struct keeping *k);
/* Has it waited long enough? Asked once a second, none waits two. */
bool keeping_due(const struct keeping *k);
/* Keeping it was tried. True: what the status line says has changed. */
bool keeping_tried(struct keeping *k, enum rc rc, const struct err *e);
void keeping_free(struct keeping *k);

#endif
