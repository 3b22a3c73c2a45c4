/* CSV in: units, works, progress; all lines or none.
 *
 * The header names columns by key or label, in any order. A value is what a form takes: choices by
 * code or label, dates and numbers as people write them. Columns that the program keeps (state,
 * totals …) are refused. A line for a record that is there already (match.h) writes over it only
 * what its cells hold: an empty cell leaves what is there. The same record twice in one file is a
 * mistake. Every line that changes something is told, with what was there before. With the column
 * `version` that a list's CSV has, a line whose record somebody changed since is a mistake. An
 * entry of progress names its work by number (`work`) or by `unit` and `title`, and says how much
 * was added (`quantity`) or the running total (`total`, lũy kế); an entry that is there already is
 * left alone. */
#ifndef THIDUA_IMPORT_H
#define THIDUA_IMPORT_H

#include "thidua/command.h"
#include "thidua/records.h"

struct import_result {
    size_t added, changed, same;
};

/* In one transaction, kept unless `dry_run`. RC_INVALID when lines are wrong: every one is in the
 * job's mistakes, and nothing is written. */
enum rc import_file(struct job *job, const struct kind *kind, const char *file, bool dry_run,
                    struct import_result *out, struct err *e);

#endif
