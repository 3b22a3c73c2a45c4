/* Picking from a list that narrows down as one types: choices of a field, the palette. */
#ifndef THIDUA_UI_PICK_H
#define THIDUA_UI_PICK_H

#include "thidua/screen.h"

struct pick_item {
    const char *label;
    const char *code; /* typed whole it finds the item too; or NULL */
    const char *note; /* at the right: keys; or NULL */
    bool greyed;
};

/* The i-th item, false past the last. `s` is the screen that asked. Text is lasting or in `a`. */
typedef bool pick_fn(struct screen *s, void *ctx, size_t i, struct arena *a,
                     struct pick_item *item);

struct pick {
    const char *title;
    pick_fn *item;
    const void *ctx; /* ctx_size bytes, copied */
    size_t ctx_size;
    int64_t selected;  /* index to begin at; -1: the first */
    const char *typed; /* what narrows it down at first, or NULL */
    uint64_t *chosen;  /* several: bits by index, TERMS_MOST items; NULL: one */
    bool tab_takes;    /* of a form: Tab takes the selected one too, as it goes to the next field */
};

/* The answer is 1 + the index of the item (1 where several are chosen). */
bool pick_open(struct screen *s, const struct pick *p, answer_fn *answered);

#endif
