/* A growing byte buffer, always ended by a NUL.
 *
 * Failure is sticky: when memory runs out `failed` is set, later additions do nothing, and the
 * caller looks once at the end. `struct buf b = {0};` is an empty one. Who declared it calls
 * buf_free. */
#ifndef THIDUA_BUF_H
#define THIDUA_BUF_H

#include "thidua/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *data; /* NULL while nothing was added; use buf_str for a C string */
    size_t len;
    size_t cap;
    bool failed;
};

void buf_add(struct buf *b, const char *bytes, size_t n);
void buf_puts(struct buf *b, const char *s); /* NULL adds nothing */
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) THIDUA_PRINTF(2, 3);
void buf_spaces(struct buf *b, size_t n);

/* `"…"` with JSON's escapes; `s` is valid UTF-8; NULL gives `null`. */
void buf_json(struct buf *b, const char *s);
/* One CSV cell (RFC 4180): quoted when it holds a separator, quote, newline or leading/trailing
 * blank. A cell that a spreadsheet would run as a formula (= + - @ tab first, and not a number)
 * gets a leading apostrophe inside the quotes. */
void buf_csv(struct buf *b, const char *s);

/* True for what buf_csv gives the apostrophe; csv_parse takes it away again, so that a file we
 * wrote comes back the same. */
bool buf_csv_guarded(const char *s);

/* The text so far, never NULL. Valid until the next addition. */
const char *buf_str(const struct buf *b);
/* Empty it, keeping the memory and forgetting a failure: for a buffer that lives on. */
void buf_clear(struct buf *b);
/* Shorten to `len` bytes. A failure stays, so that a loop may cut to 0 and look once at the end. */
void buf_cut(struct buf *b, size_t len);
void buf_free(struct buf *b);

#endif
