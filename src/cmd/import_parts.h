/* What the two halves of the import share: the columns of a file, and one line as a record. */
#ifndef THIDUA_IMPORT_PARTS_H
#define THIDUA_IMPORT_PARTS_H

#include "thidua/assign.h"
#include "thidua/csv.h"

enum { IMPORT_COLUMNS = 64 };

/* The version that a list's CSV gave for the record: a column of every kind, in no form. What
 * somebody changed after it is not written over. */
extern const struct field import_version;

struct import_columns {
    const struct kind *kind;
    const struct field *field[IMPORT_COLUMNS]; /* per column of the file */
    bool of_work[IMPORT_COLUMNS]; /* of the work that an entry is about, not of the entry */
    size_t count;
};

/* Understand the header. RC_INVALID after telling every mistake in it. */
enum rc import_header(struct job *job, const struct kind *kind, const char *file,
                      const struct csv_row *header, struct import_columns *out, struct err *e);

struct import_line {
    union any_record record; /* what the cells hold, the rest "not given" */
    struct work work;        /* of an entry: what names its work */
    int64_t total;           /* of an entry: assign_running; FIELD_NONE: not given */
    uint64_t given;          /* bit per column: the cell is not empty */
};

/* Read the cells. RC_INVALID after telling every mistake in them. Text is in `a`. */
enum rc import_read(struct job *job, const struct import_columns *columns, const char *file,
                    const struct csv_row *row, struct arena *a, struct import_line *out,
                    struct err *e);

/* The cell of this column is not empty. */
bool import_given(const struct import_columns *columns, const struct import_line *line,
                  const struct field *f);
/* What the line would change in the record: "Chỉ tiêu: 321 → 999; Ghi chú: (trống) → mới". */
void import_differences(const struct import_columns *columns, const struct import_line *line,
                        const void *record, const struct field_names *names, struct buf *out);
/* Do it. Texts are the line's. */
void import_overlay(const struct import_columns *columns, struct import_line *line, void *record);

#endif
