/* Shared by the files about text. */
#ifndef THIDUA_TEXT_PARTS_H
#define THIDUA_TEXT_PARTS_H

#include "thidua/text.h"

enum { TEXT_PARTS = 32 }; /* the longest decomposition has 18 */

/* One code point in lower case and taken apart, for the search key and the order key. */
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

/* The letters of Vietnamese beyond ASCII, each in one code point (and their Latin neighbours):
 * always let in, one cell, a character of their own beside another of them or ASCII. Most of any
 * text is these, so they are told here instead of by calls into tables. */
static inline bool text_plain(int32_t cp) {
    return (cp >= 0xC0 && cp < 0x300) || (cp >= 0x1E00 && cp <= 0x1EFF);
}

#endif
