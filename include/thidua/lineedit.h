/* One line of text being edited, by characters as people see them (grapheme clusters). Pure: the
 * new state follows from the state and the key, no terminal is needed. Curses' form library is not
 * used: it moves accents to the wrong letter and loses text.
 *
 *   ← → Home End Ctrl-A Ctrl-E move; Backspace Del take out a character; Ctrl-U Ctrl-K Ctrl-W what
 *   is before the cursor, after it, the word before it. A pasted newline or tab becomes a blank. */
#ifndef THIDUA_LINEEDIT_H
#define THIDUA_LINEEDIT_H

#include "thidua/buf.h"
#include "thidua/key.h"
#include <stdbool.h>
#include <stddef.h>

struct lineedit {
    struct buf text;   /* valid UTF-8 */
    size_t at;         /* the cursor: a byte offset between characters */
    size_t from;       /* first byte shown, kept by lineedit_layout */
    size_t most_chars; /* 0: no limit of its own */
    size_t most_bytes; /* 0: 1,024 */
    bool lines;        /* several lines: Enter is a newline (noteedit.h moves up and down) */
};

enum edit {
    EDIT_PASS,    /* not an editing key */
    EDIT_MOVED,   /* the cursor moved, or nothing was left to do */
    EDIT_CHANGED, /* the text changed */
    EDIT_REFUSED  /* no room, or a character that has no place in text */
};

/* Begin with a text (NULL: empty), the cursor at its end. False when memory is exhausted. */
bool lineedit_set(struct lineedit *le, const char *text);
const char *lineedit_text(const struct lineedit *le); /* never NULL */
void lineedit_free(struct lineedit *le);

enum edit lineedit_key(struct lineedit *le, const struct key *k);
/* Several characters at once, as if typed. */
enum edit lineedit_insert(struct lineedit *le, const char *s, size_t n);

/* What to show in `cells` cells: bytes `from` … `to`, the cursor's cell, and whether there is more
 * on either side (one cell each is then kept free for the sign). */
struct line_layout {
    size_t from, to;
    int cursor;
    bool more_left, more_right;
};
struct line_layout lineedit_layout(struct lineedit *le, int cells);

#endif
