/* What is typed in a form, kept before it is saved: which texts; and put back. */
#include "form_parts.h"

#include <string.h>

bool form_is_changed(struct screen *s) {
    const struct form_state *me = s->state;
    for (size_t i = 0; i < me->count; i++)
        if (strcmp(lineedit_text(&me->fields[i].edit), me->fields[i].original) != 0)
            return true;
    return false;
}

void form_touched(struct screen *s) {
    struct form_state *me = s->state;
    keeping_touched(&me->keeping);
}

/* What was changed; of a new record also what it began with, which may be another tomorrow. What
 * follows from another field will follow again. */
static bool is_typed(const struct form_state *me, const struct form_field *ff) {
    const char *text = lineedit_text(&ff->edit);
    bool filled = me->def.making && text[0] != '\0';
    return !ff->derived && (filled || strcmp(text, ff->original) != 0);
}

static size_t collect(struct screen *s, struct field_typed *out) {
    const struct form_state *me = s->state;
    size_t n = 0;
    for (size_t i = 0; i < me->count && form_is_changed(s); i++) {
        const struct form_field *ff = &me->fields[i];
        if (is_typed(me, ff)) {
            out[n++] = (struct field_typed){
                .key = ff->f->key, .text = lineedit_text(&ff->edit), .was = ff->original};
        }
    }
    return n;
}

bool form_keep_now(struct screen *s, bool last) {
    struct form_state *me = s->state;
    if (me->def.keep == NULL || !me->keeping.dirty)
        return false;
    struct arena a = {0};
    struct err e = {0};
    struct field_typed *typed = arena_array(&a, me->count, sizeof *typed);
    enum rc rc;
    if (typed == NULL) {
        rc = err_nomem(&e);
    } else {
        struct form_kept k = {.record = me->record,
                              .typed = typed,
                              .count = collect(s, typed),
                              .focus = me->focus < me->count ? me->fields[me->focus].f->key : "",
                              .last = last};
        rc = me->def.keep(s, me->def.ctx, &k, &e);
    }
    arena_free(&a);
    return keeping_tried(&me->keeping, rc, &e);
}

bool form_keep(struct screen *s) {
    const struct form_state *me = s->state;
    return keeping_due(&me->keeping) && form_keep_now(s, false);
}

/* ---- putting it back ---- */

static enum rc restore_field(struct screen *s, struct form_field *ff,
                             const struct field_typed *typed, struct err *e) {
    struct form_state *me = s->state;
    struct err why = {0};
    ff->original = arena_dup(&s->arena, typed->was != NULL ? typed->was : "");
    if (ff->original == NULL || !lineedit_set(&ff->edit, typed->text))
        return err_nomem(e);
    if (field_parse(ff->f, lineedit_text(&ff->edit), ui_names(s), &s->arena, me->record, &why) !=
        RC_OK) {
        form_set_error(ff, why.message);
        return RC_OK;
    }
    form_tell_changed(s, ff->f);
    return RC_OK;
}

enum rc form_restore(struct screen *s, struct err *e) {
    struct form_state *me = s->state;
    for (size_t i = 0; i < me->def.ntyped; i++) {
        for (size_t f = 0; f < me->count; f++) {
            struct form_field *ff = &me->fields[f];
            if (!ff->editable || strcmp(ff->f->key, me->def.typed[i].key) != 0)
                continue;
            enum rc rc = restore_field(s, ff, &me->def.typed[i], e);
            if (rc != RC_OK)
                return rc;
        }
    }
    return RC_OK;
}
