/* What a command prints, kept until it is sure to print it.
 *
 * A command writes here while it works and the whole goes to standard output at the end, so that a
 * command that fails prints nothing, and no statement of the database is open while a slow reader
 * (a pager, a pipe over a slow line) takes its time. Memory is bounded: past SPOOL_MEMORY bytes a
 * temporary file without a name takes over. */
#ifndef THIDUA_SPOOL_H
#define THIDUA_SPOOL_H

#include "thidua/buf.h"
#include "thidua/err.h"
#include <stddef.h>
#include <stdio.h>

enum { SPOOL_MEMORY = 256 * 1024 };

/* Zero-initialise; spool_free when done. */
struct spool {
    struct buf memory;
    FILE *file;  /* NULL while everything fits in memory */
    FILE *reads; /* see spool_rewind */
    size_t size; /* bytes so far */
};

/* RC_IO when the temporary file cannot be made or is full, RC_NOMEM. */
enum rc spool_add(struct spool *s, const char *bytes, size_t n, struct err *e);
enum rc spool_puts(struct spool *s, const char *text, struct err *e);
/* Move what is in `b` and empty it; a failed `b` is RC_NOMEM. */
enum rc spool_take(struct spool *s, struct buf *b, struct err *e);

/* Everything from the start, for reading; NULL when it cannot be read. The stream is the spool's,
 * and nothing may be added after. An empty spool gives NULL too: look at `size` first. */
FILE *spool_rewind(struct spool *s);

/* Write everything to a descriptor. RC_IO when it does not take it; `e->cause` is "closed" when the
 * reader of a pipe is gone. */
enum rc spool_send(struct spool *s, int fd, struct err *e);
void spool_free(struct spool *s);

#endif
