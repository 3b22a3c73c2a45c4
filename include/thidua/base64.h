/* Base64 (RFC 4648, section 4).
 *
 * Own code: libc's b64_pton (resolv.h) passes over blanks and accepts bits left over in the last
 * digit, so that one key would have several spellings; libmd has none; nettle's and OpenSSL's would
 * be a library for forty lines. */
#ifndef THIDUA_BASE64_H
#define THIDUA_BASE64_H

#include "thidua/buf.h"
#include <stdbool.h>
#include <stddef.h>

enum base64_end { BASE64_PADDED, BASE64_BARE };

void base64_encode(struct buf *out, const void *bytes, size_t n, enum base64_end end);

/* Append what `text` stands for. False, nothing added, unless it is exactly what base64_encode with
 * BASE64_PADDED writes for some bytes. (Memory exhausted: out->failed, as always.) */
bool base64_decode(struct buf *out, const char *text, size_t n);

#endif
