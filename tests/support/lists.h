/* Lists of an office read whole or by page, for tests. Every helper fails the test when it does not
 * succeed. */
#ifndef TESTS_SUPPORT_LISTS_H
#define TESTS_SUPPORT_LISTS_H

#include "support/office.h"
#include "thidua/list.h"

struct list lists_make(const char *name);
int lists_column(const struct list *l, const char *key);
void lists_filter(struct office *o, struct list *l, const char *key, const char *value);
int64_t lists_total(struct office *o, const struct list *l);
/* In the office's arena. */
struct list_row *lists_page(struct office *o, const struct list *l, int64_t from, int64_t most,
                            size_t *count);

/* Ids of all rows, by list_each; valid until the next call. */
struct list_ids {
    int64_t at[4096];
    size_t count;
};
const struct list_ids *lists_each(struct office *o, const struct list *l);

#endif
