/* Reading CSV (RFC 4180) as offices write it: with or without a BOM, comma, semicolon or tab, CRLF,
 * quoted newlines. Writing a cell is buf_csv. */
#ifndef THIDUA_CSV_H
#define THIDUA_CSV_H

#include "thidua/arena.h"
#include "thidua/err.h"
#include <stddef.h>

struct csv_row {
    const char **cells; /* NUL-ended, clean (text.h's door, newlines kept), in the arena */
    size_t count;       /* as many as the header has: a shorter row is filled with "" */
    int line;           /* where the row starts; the header is line 1 */
    const char *wrong;  /* why the row cannot be read (then it has no cells), NULL: it can */
    int wrong_line;     /* where */
};

struct csv {
    struct csv_row *rows; /* rows[0] is the header */
    size_t count;
    char separator;
};

/* Parse `n` bytes. The separator is the one of , ; tab that the header has most of outside quotes.
 * Rows with every cell empty are dropped, and so are empty cells at the end of a row. What buf_csv
 * guarded with an apostrophe loses it.
 *
 * What cannot be read in a row is said in that row, so that whoever mends the file hears of every
 * row at once: a quote that does not end (which takes the rest of the file), text after a closing
 * quote, more cells than the header, bytes the door refuses. RC_INVALID, with `e->line` set, where
 * that is the header; where there are more than 100,000 rows; for an empty file; for what is no
 * text at all. */
enum rc csv_parse(const char *bytes, size_t n, struct arena *a, struct csv *out, struct err *e);

#endif
