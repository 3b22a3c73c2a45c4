/* Vietnamese text: checked at every door, measured in cells, folded for search, keyed for order.
 * Libraries: utf8proc for NFC and decomposition, libc's wcwidth for cells (ncurses uses the same,
 * and utf8proc's own widths disagree with it on thousands of characters). */
#ifndef THIDUA_TEXT_H
#define THIDUA_TEXT_H

#include "thidua/arena.h"
#include "thidua/buf.h"
#include "thidua/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Give wcwidth a UTF-8 locale (LC_CTYPE only: with LC_NUMERIC set, printf would write other decimal
 * signs). Called once by main and by every test that measures. It is C.UTF-8 whatever the client
 * says of its terminal (environment.h): a server need not have vi_VN.UTF-8 for a client to be one.
 */
void text_locale(void);

enum text_lines { TEXT_ONE_LINE, TEXT_MANY_LINES };

/* The door: `n` bytes from outside become clean text appended to `out`: valid UTF-8, NFC, blanks at
 * both ends dropped (with TEXT_MANY_LINES empty lines too: who counts lines looks before). A tab
 * and every other blank (no-break, wide …) becomes a blank, U+2028 and 2029 a newline, CR before a
 * newline goes, and so do the marks for line breaking that nobody sees: U+00AD 200B 2060.
 * Refused (RC_INVALID, sentence names what and the position in characters, with TEXT_MANY_LINES of
 * the line e->line): invalid UTF-8, NUL and control characters (a newline passes with
 * TEXT_MANY_LINES), bidirectional controls (U+061C 200E 200F 202A–202E 2066–2069), U+FEFF and all
 * other invisible format characters but the joiners U+200C and 200D (in emoji of notes),
 * noncharacters, and characters that have no place in a line of text: unassigned, private use, lone
 * surrogates. On refusal `out` is as before. */
enum rc text_clean(const char *bytes, size_t n, enum text_lines lines, struct buf *out,
                   struct err *e);

/* For what cannot be refused but must be shown (an old file, an argument in a message): everything
 * the door refuses becomes U+FFFD, a newline a blank; what the door drops is dropped. */
void text_harmless(const char *bytes, size_t n, struct buf *out);

/* Valid UTF-8, whatever the characters. */
bool text_valid(const char *bytes, size_t n);

/* For messages: “…” around `s` (any bytes), harmless, at most 40 characters. Returns `out`. */
enum { TEXT_QUOTE_SIZE = 176 };
const char *text_quote(const char *s, char out[TEXT_QUOTE_SIZE]);

/* Length in bytes of the character (grapheme cluster, at least one code point) that starts at `s`;
 * 0 at the end. `s` is valid UTF-8. */
size_t text_next(const char *s);
/* Length in bytes of the character that ends just before byte `at`; 0 at the start. */
size_t text_prev(const char *s, size_t at);
size_t text_count(const char *s); /* characters (grapheme clusters) */

/* Cells on a terminal: the sum of wcwidth over the code points, because that is where ncurses
 * believes its cursor to be. So an emoji of several code points joined by U+200D counts all its
 * parts, and a terminal that draws it narrower leaves a gap, never an overlap. What wcwidth gives
 * -1 for (newer than libc's tables) counts one cell. */
int text_width(const char *s);
int text_width_n(const char *s, size_t n);
/* Bytes of the longest prefix of `s` that fits in `cells`, never inside a character. */
size_t text_fit(const char *s, int cells);

enum text_align { TEXT_LEFT, TEXT_RIGHT };
/* Exactly `cells` cells: cut with `…` (`~` where `ascii`) if too wide, else padded with blanks. A
 * newline in `s` shows as a blank. */
void text_cell(struct buf *out, const char *s, int cells, enum text_align align, bool ascii);

/* Break `s` (may hold newlines) into lines of at most `cells`, at blanks where possible (those
 * blanks are dropped; a longer word is cut between characters). Calls `line` with each; stops when
 * it returns false. Returns how many lines were given; an empty text is one empty line. */
typedef bool text_line_fn(void *ctx, const char *s, size_t n);
int text_wrap(const char *s, int cells, text_line_fn *line, void *ctx);

/* Search key: lower case, no marks, đ as d, blanks folded to one, both tone placements alike
 * ("Hải Hòa", "hai hoà" → "hai hoa"). */
void text_fold(const char *s, struct buf *out);
char *text_folded(struct arena *a, const char *s);

/* Order key: comparing two keys with strcmp gives Vietnamese dictionary order: letters
 * (a ă â b c d đ e ê … o ô ơ … u ư …) first, then tones (ngang huyền hỏi ngã sắc nặng) syllable by
 * syllable, then case. Digits compare by value ("Hải 2" before "Hải 10"), before letters. Printable
 * ASCII, so that it can be stored and read. */
void text_order_key(const char *s, struct buf *out);
/* Order key of a person: by given name (the last word), then the words before it. */
void text_person_key(const char *name, struct buf *out);

/* Numbers as the Union writes them: thousands `.`, decimals `,`. */
void text_number(struct buf *out, int64_t n);            /* 48210 → 48.210 */
void text_decimal(struct buf *out, int64_t thousandths); /* 1200 → 1,2 */
/* A whole number as people write it: blanks around, a - before, `.` or blank (the same throughout)
 * between groups of three; else RC_INVALID. "1.200" is 1200; "1.2" and "0.500" are somebody's
 * decimal point: refused with the comma shown. */
enum rc text_parse_number(const char *s, int64_t *out, struct err *e);
/* Thousandths: "1,2" → 1200, "1.200,5" → 1200500, at most three decimals. "1.2" is refused. */
enum rc text_parse_decimal(const char *s, int64_t *thousandths, struct err *e);
/* Đồng as people write them: "5.000.000", "5 triệu", "5tr", "1,2 tỷ", "1 tỷ 200 triệu", "500
 * nghìn", "500k", each with or without "đồng" or "đ". Refused: part of a đồng, a dot as decimal
 * sign. */
enum rc text_parse_money(const char *s, int64_t *dong, struct err *e);

/* Nearest of `count` names to `s` by edits, for "có phải … ?"; NULL if none is near (more than a
 * third of the letters differ). Names need not be ASCII. */
const char *text_nearest(const char *s, const char *const *names, size_t count);

#endif
