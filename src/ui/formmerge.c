/* A form meets a newer version of its record: what differs, and taking a value from there. */
#include "form_parts.h"

#include <string.h>

void *form_ctx(struct screen *s) {
    const struct form_state *me = s->state;
    return me->def.ctx;
}

void *form_record(struct screen *s) {
    struct form_state *me = s->state;
    return me->record;
}

/* Is the stored value another one than when the form was opened? */
static bool moved(const struct form_field *ff, const void *stored) {
    struct buf text = {0};
    field_edit(ff->f, stored, &text);
    bool other = strcmp(buf_str(&text), ff->original) != 0;
    buf_free(&text);
    return other;
}

size_t form_compare(struct screen *s, const void *stored, struct form_difference *out,
                    size_t most) {
    struct form_state *me = s->state;
    size_t n = 0;
    for (int both = 1; both >= 0; both--) {
        for (size_t i = 0; i < me->count && n < most; i++) {
            const struct form_field *ff = &me->fields[i];
            if (!ff->editable || field_same(ff->f, me->record, stored))
                continue;
            struct form_difference d = {.f = ff->f, .theirs = moved(ff, stored)};
            d.mine = moved(ff, me->record);
            if ((d.mine && d.theirs) == (both == 1))
                out[n++] = d;
        }
    }
    return n;
}

void form_take(struct screen *s, const struct field *f, const void *stored) {
    struct form_state *me = s->state;
    if (field_is_text(f->type))
        *field_text(f, me->record) = field_text_of(f, stored);
    else
        *field_number(f, me->record) = field_number_of(f, stored);
    for (size_t i = 0; i < me->count; i++)
        if (me->fields[i].f == f)
            form_follow(&me->fields[i], me->record);
    form_touched(s);
    form_tell_changed(s, f);
    form_ask_shows(s);
}
