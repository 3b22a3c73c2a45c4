/* How things look: one table [scheme][element], one table of signs. Colours are the sixteen named
 * ones on the terminal's own background, so that the officer's palette rules. A sign or a word
 * always says the same as the colour. */
#ifndef THIDUA_THEME_H
#define THIDUA_THEME_H

#include "thidua/buf.h"
#include <stdbool.h>

enum scheme { SCHEME_COLOR, SCHEME_MONO, SCHEME_COUNT };

enum element {
    UI_TEXT,    /* the body */
    UI_TITLE,   /* title bar */
    UI_HEADING, /* headings of columns and groups */
    UI_MARK,    /* the sign before the selected row */
    UI_TAGGED,  /* the sign of a tagged row */
    UI_LABEL,   /* what is before a field or a figure */
    UI_FIELD,   /* a field of a form */
    UI_FOCUS,   /* the field that is being edited */
    UI_DIM,     /* greyed: not allowed, or of no weight */
    UI_GOOD,    /* reached, on time */
    UI_WARN,    /* soon due, behind */
    UI_BAD,     /* late, refused */
    UI_CHOICE,  /* the answer that Enter takes */
    UI_KEY,     /* a key in the key bar */
    UI_STATUS,  /* status line */
    UI_ERROR,   /* a mistake in the status line or beside a field */
    UI_ELEMENTS
};

enum glyph {
    GLYPH_MARK,       /* › > before the selected row */
    GLYPH_TAG,        /* * */
    GLYPH_FULL,       /* █ # */
    GLYPH_EMPTY,      /* ░ - */
    GLYPH_FOLDED,     /* ▸ + */
    GLYPH_UNFOLDED,   /* ▾ - */
    GLYPH_ELLIPSIS,   /* … ~ */
    GLYPH_BULLET,     /* · - */
    GLYPH_MORE_LEFT,  /* ‹ < more text to the left */
    GLYPH_MORE_RIGHT, /* › > */
    GLYPH_ASCENDING,  /* ▲ ^ */
    GLYPH_DESCENDING, /* ▼ v */
    GLYPH_UP,         /* ↑ ^ */
    GLYPH_DOWN,       /* ↓ v */
    GLYPHS
};

const char *theme_glyph(enum glyph g, bool ascii);

/* The attributes of an element, for attrset: on SCHEME_COLOR with its colour pair. */
unsigned theme_attributes(enum scheme s, enum element el);
/* Make the colour pairs; call once after curses started with colours. */
void theme_pairs(void);

/* A bar of `cells` cells, `percent` of them full (rounded down: only 100 is a full bar). */
void theme_bar(struct buf *out, int cells, int64_t percent, bool ascii);

/* Text for a terminal that shows ASCII only: marks taken off, case kept, signs replaced, anything
 * else `?`; as many cells as before. */
void theme_ascii(const char *s, struct buf *out);

#endif
