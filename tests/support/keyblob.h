/* Public keys of SSH put together by hand, whole or spoilt. */
#ifndef TESTS_SUPPORT_KEYBLOB_H
#define TESTS_SUPPORT_KEYBLOB_H

#include "thidua/arena.h"
#include "thidua/buf.h"

/* A line that is whole, of “lan@may-o-xa”. */
extern const char keyblob_good[];

/* One part more of a key's inside, its length before it. */
void keyblob_put(struct buf *b, const void *bytes, size_t n);
void keyblob_text(struct buf *b, const char *s);
/* `n` bytes, the first given, the last odd. */
void keyblob_filled(struct buf *b, unsigned char first, size_t n);

/* "TYPE base64 COMMENT" of a key with this inside. */
const char *keyblob_line(const char *type, const struct buf *blob, const char *comment,
                         struct arena *a);

#endif
