/* A table going out: columns and typed rows in, aligned text, CSV or JSON out. Rows stream; memory
 * does not grow with their number.
 *
 * Columns and cells are those of list.h, so that a list, a page of figures and later a workbook are
 * the same thing. Nothing is cut or wrapped: in text a column is as wide as its widest cell. */
#ifndef THIDUA_TABLE_H
#define THIDUA_TABLE_H

#include "thidua/list.h"
#include "thidua/spool.h"

enum table_format {
    TABLE_TEXT, /* a heading of labels, then rows; columns two blanks apart, numbers to the right */
    TABLE_CSV,  /* a header of keys; values by label; numbers plain; lines end in \n */
    TABLE_JSON  /* an array of objects by key, one a line */
};

struct table {
    enum table_format format;
    const struct list_column *columns;
    const struct field_names *names;
    bool shown[LIST_COLUMNS]; /* columns left out are false */
    size_t count;
    size_t rows;
    struct spool *out;
    struct spool cells; /* text: what was said, until the widths are known */
    int width[LIST_COLUMNS];
    struct buf line;
};

/* `names` may be NULL when no column is a term. All columns are shown; set shown[i] to false before
 * the first row to leave one out. table_free whatever happened. */
enum rc table_begin(struct table *t, enum table_format format, const struct list_column *columns,
                    size_t count, const struct field_names *names, struct spool *out,
                    struct err *e);
/* One cell per column, shown or not. */
enum rc table_row(struct table *t, const struct list_cell *cells, struct err *e);
enum rc table_end(struct table *t, struct err *e);
void table_free(struct table *t);

#endif
