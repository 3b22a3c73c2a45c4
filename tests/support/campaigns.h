/* Campaign files made by tests: a folder of their own, a file that is good, and what the loader
 * says of a file. */
#ifndef TESTS_SUPPORT_CAMPAIGNS_H
#define TESTS_SUPPORT_CAMPAIGNS_H

#include "thidua/buf.h"
#include "thidua/campaign.h"

/* Of the group: a folder that everybody may read, with the plan that the good file names; *state is
 * its path. */
int campaigns_setup(void **state);
int campaigns_teardown(void **state);

/* A file in the folder; its path is valid until the next call. */
const char *campaigns_path(const char *name);
void campaigns_put(const char *name, const char *bytes, size_t n);

/* The lines of a file without a mistake; line n is campaigns_good[n - 1]. */
enum { CAMPAIGNS_GOOD = 75 };
extern const char *const campaigns_good[CAMPAIGNS_GOOD];
/* That file, with `text` as its line `line` (0: as it is). */
void campaigns_good_with(struct buf *out, size_t line, const char *text);

/* campaign_load with the measures there are; the text stands in "x.ini" of the folder. */
enum rc campaigns_load(const char *path, struct campaign **c, struct problems *p, struct err *e);
enum rc campaigns_load_text(const char *text, size_t n, struct campaign **c, struct problems *p,
                            struct err *e);
/* For whoever reads why a test failed. */
void campaigns_print(const struct problems *p);

#endif
