/* Tagged records of a list: their ids in ascending order, whatever the list shows. */
#include "listview_parts.h"

#include <stdlib.h>
#include <string.h>

/* Where `id` is among the tagged, or would be. */
static size_t place(const struct listview *v, int64_t id) {
    size_t low = 0;
    size_t high = v->ntagged;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (v->tagged[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool listview_is_tagged(const struct screen *s, int64_t id) {
    const struct listview *v = s->list;
    size_t at = place(v, id);
    return at < v->ntagged && v->tagged[at].id == id;
}

bool listview_tag(struct screen *s, struct seen one, bool on) {
    struct listview *v = s->list;
    size_t at = place(v, one.id);
    bool is = at < v->ntagged && v->tagged[at].id == one.id;
    if (is == on)
        return true;
    if (on && v->ntagged == v->captagged) {
        size_t cap = v->captagged == 0 ? 32 : v->captagged * 2;
        struct seen *more = realloc(v->tagged, cap * sizeof *more);
        if (more == NULL)
            return false;
        v->tagged = more;
        v->captagged = cap;
    }
    size_t from = on ? at : at + 1;
    memmove(v->tagged + at + (on ? 1 : 0), v->tagged + from,
            (v->ntagged - from) * sizeof *v->tagged);
    v->ntagged = on ? v->ntagged + 1 : v->ntagged - 1;
    if (on)
        v->tagged[at] = one;
    return true;
}

void listview_untag(struct screen *s) {
    s->list->ntagged = 0;
}

/* A list read again since it was drawn is not yet what she sees. */
struct seen listview_seen(const struct screen *s) {
    const struct listview *v = s->list;
    return v->drawn.id == v->selected_id ? v->drawn
                                         : (struct seen){v->selected_id, v->selected_version};
}

enum rc listview_targets(struct screen *s, struct arena *a, struct seen **out, size_t *count,
                         struct err *e) {
    const struct listview *v = s->list;
    *count = v->ntagged > 0 ? v->ntagged : v->selected_id != 0 ? 1 : 0;
    *out = arena_array(a, *count + 1, sizeof **out);
    if (*out == NULL) {
        *count = 0;
        return err_nomem(e);
    }
    if (v->ntagged > 0)
        memcpy(*out, v->tagged, v->ntagged * sizeof **out);
    else
        (*out)[0] = listview_seen(s);
    return RC_OK;
}
