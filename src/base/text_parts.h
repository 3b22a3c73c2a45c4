/* Shared by the search key and the order key: one code point in lower case and taken apart. */
#ifndef THIDUA_TEXT_PARTS_H
#define THIDUA_TEXT_PARTS_H

#include "thidua/text.h"

enum { TEXT_PARTS = 32 }; /* the longest decomposition has 18 */

struct text_parts {
    int32_t cp[TEXT_PARTS]; /* a base in lower case and its marks; compatibility forms resolved */
    int n;
    bool upper; /* it was a capital */
};

/* The code point at `s`. Returns its bytes, 0 at the end; a byte that is not UTF-8 is U+FFFD. */
size_t text_take_apart(const char *s, struct text_parts *p);

/* ASCII letters for a lower-case character that stands for them without being composed (đ, ø, ß,
 * curly quotes, dashes), or NULL. */
const char *text_ascii_for(int32_t cp);
bool text_is_mark(int32_t cp);
bool text_is_blank(int32_t cp);

#endif
