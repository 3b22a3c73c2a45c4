#include "support/lists.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct list lists_make(const char *name) {
    struct list l = {.spec = list_spec_find(name)};
    assert_non_null(l.spec);
    return l;
}

int lists_column(const struct list *l, const char *key) {
    for (size_t i = 0; i < l->spec->ncolumns; i++)
        if (strcmp(l->spec->columns[i].key, key) == 0)
            return (int)i;
    fail_msg("no column %s", key);
    return -1;
}

void lists_filter(struct office *o, struct list *l, const char *key, const char *value) {
    if (list_filter_set(&o->session, l, key, value, &o->arena, &o->err))
        fail_msg("%s=%s: %s", key, value, o->err.message);
}

int64_t lists_total(struct office *o, const struct list *l) {
    int64_t n = -1;
    if (list_total(&o->session, l, &n, &o->err))
        fail_msg("%s: %s (%s)", l->spec->name, o->err.message, o->err.cause);
    return n;
}

struct list_row *lists_page(struct office *o, const struct list *l, int64_t from, int64_t most,
                            size_t *count) {
    struct list_row *rows = NULL;
    if (list_page(&o->session, l, from, most, &o->arena, &rows, count, &o->err))
        fail_msg("%s: %s (%s)", l->spec->name, o->err.message, o->err.cause);
    return rows;
}

static enum rc take_id(void *ctx, const struct list_row *row, struct err *e) {
    struct list_ids *ids = ctx;
    (void)e;
    assert_true(ids->count < sizeof ids->at / sizeof ids->at[0]);
    ids->at[ids->count++] = row->id;
    return RC_OK;
}

const struct list_ids *lists_each(struct office *o, const struct list *l) {
    static struct list_ids ids; /* too large for the stack of a sanitized build */
    ids.count = 0;
    if (list_each(&o->session, l, take_id, &ids, &o->err))
        fail_msg("%s: %s (%s)", l->spec->name, o->err.message, o->err.cause);
    return &ids;
}
