/* The terminal: curses started and ended, keys read. The rest of src/ui draws through this.
 *
 * The terminal is in raw mode without flow control, so that Ctrl-S is a key. Standard error is set
 * aside while the screens are up and given back after. SIGHUP and SIGTERM end the session in an
 * orderly way; they and SIGWINCH are let in only while waiting for a key, so that nothing else is
 * ever interrupted. */
#ifndef THIDUA_TERM_H
#define THIDUA_TERM_H

#include "thidua/err.h"
#include "thidua/key.h"
#include "thidua/text.h"
#include "thidua/theme.h"
#include <stdbool.h>
#include <stdint.h>

/* Smaller than this the screens wait for a larger window. */
enum { TERM_LEAST_COLS = 60, TERM_LEAST_ROWS = 16 };

/* What the environment says; only src/access reads it. */
struct term_settings {
    bool no_color; /* NO_COLOR is there and not empty */
    bool ascii;    /* the officer's locale is not UTF-8 */
    int escdelay;  /* milliseconds after Esc, from ESCDELAY; 0: 100 */
};

/* Start. RC_IO with a sentence when standard input or output is no terminal, or the terminal's
 * kind (TERM) cannot move its cursor. */
enum rc term_start(const struct term_settings *settings, struct err *e);
/* Give the terminal back as it was, then print what was written to standard error meanwhile. Safe
 * to call twice, and when term_start failed. */
void term_end(void);

enum term_event {
    TERM_KEY,  /* *k is a key */
    TERM_TICK, /* the time is up */
    TERM_GONE, /* the terminal hung up, or reading it failed: end the session, draw no more */
    TERM_ENDED /* SIGTERM, SIGHUP: the same, but the terminal may still be there */
};
/* Milliseconds of a clock that only goes forward. */
int64_t term_clock(void);
/* Wait at most `milliseconds` (0: only look) for one key; TERM_TICK comes up to TERM_LATE
 * milliseconds later, together with those of other idle screens. */
enum { TERM_LATE = 100 };
enum term_event term_read(struct key *k, int milliseconds);

int term_rows(void);
int term_cols(void);
bool term_ascii(void);

/* Drawing, in cells from the top left. Text outside the window is cut; text is made harmless and,
 * for an ASCII terminal, plain. Exactly `cells` cells are written, cut with the ellipsis. */
void term_put(int row, int col, int cells, enum element el, enum text_align align, const char *s);
void term_erase(void);
/* Send what changed, the cursor resting at row, col. */
void term_show(int row, int col);
/* Ctrl-L: send everything again. */
void term_redraw(void);

/* Ctrl-Z: stop the program, when there is a shell to take over (the program is in a process group
 * of its own under one). False otherwise. Returns true after being continued, everything redrawn.
 */
bool term_suspend(void);

#endif
