/* Plans for tests: parsed from a string or a file of tests/plans/, with failures that say where. */
#ifndef SUPPORT_PLANS_H
#define SUPPORT_PLANS_H

#include "thidua/plan.h"

struct read_plan {
    struct arena arena;
    struct plan plan;
    struct plan_date *dates;
    size_t ndates;
};

/* Parse and find the dates; the test fails when either is refused. To be closed. */
void plan_open(struct read_plan *r, const char *bytes, size_t n);
void plan_open_text(struct read_plan *r, const char *text);
void plan_open_file(struct read_plan *r, const char *path);
void plan_close(struct read_plan *r);

/* The numbers of all numbered clauses, a blank between. */
void expect_numbers(const struct read_plan *r, const char *expected);
/* The text of one clause. */
void expect_clause(const struct read_plan *r, const char *number, const char *text);
/* All dates, one a line: "20/01/2022 – 15/02/2022 | II.4.2/2/3 | as written". */
void expect_dates(const struct read_plan *r, const char *expected);
/* What must hold of every plan, whatever the text: the shape of the tree, numbers that find their
 * clause, dates that exist and stand in their sentence. */
void expect_sound(const struct read_plan *r);

#endif
