/* Screens: every one is the same animal, a state, a table of operations, a table of actions. They
 * stand on a stack; one loop reads a key, finds what it does, draws, and sends what changed once. A
 * dialog is a screen on the stack like any other.
 *
 * The window: title bar, body, status line, key bar. A screen draws its body only.
 *
 * A key goes first to the screen's own `key` (editors), then to the screen's actions, then to those
 * of its list (listview.h), then to the common ones: q back, Q quit, ? help, : palette, / and so
 * on. A new action is one row in a table; key bar, help and palette show it by themselves. */
#ifndef THIDUA_SCREEN_H
#define THIDUA_SCREEN_H

#include "thidua/arena.h"
#include "thidua/buf.h"
#include "thidua/capability.h"
#include "thidua/err.h"
#include "thidua/key.h"
#include "thidua/term.h"
#include "thidua/text.h"
#include "thidua/theme.h"
#include <stdbool.h>
#include <stdint.h>

struct screen;
struct ui; /* the running interface */

/* What a handler says happened; the loop does the rest. */
enum outcome {
    UI_DONE, /* handled: draw again */
    UI_PASS, /* not mine: look further (of tick: nothing changed) */
    UI_POP,  /* close this screen */
    UI_QUIT  /* close all */
};

/* One row of an action table. The table ends with a row of zeros. Order is order in the key bar,
 * the most important first. */
struct action {
    const char *keys;  /* "d F5": the words of key.h, the one to show first */
    const char *label; /* a word or two for the key bar: "duyệt"; NULL: not in the key bar */
    const char *help;  /* what it does, for help and palette: "Duyệt đăng ký đang chọn" */
    enum outcome (*run)(struct screen *s); /* s->key is the key, K_NONE from the palette */
    /* Who may; CAP_TOTALS (0) is everybody. Not allowed: greyed with the reason, and refused. */
    enum capability need;
    /* May it be done now, to the selected row? On no, `why` is a sentence. NULL: always. */
    bool (*enabled)(struct screen *s, struct err *why);
    const char *group; /* heading in the help, from here on; NULL: the same as the row before */
};

struct screen_ops {
    const char *name;  /* heading in help: "Đăng ký" */
    size_t state_size; /* of the screen's own struct, zeroed before `open` */
    const struct action *actions;
    /* Letters are text here (forms, prompts): no action is found by a printable character. */
    bool typing;
    /* The actions' `enabled` answer from memory: the key bar leaves out what cannot be done now. */
    bool bar_shows_what_can_be_done;

    /* Fill the state from what ui_push was given. Copy what is needed: `arg` is the caller's and
     * is gone after this. Another screen cannot be opened from here. On failure the screen is
     * closed and the sentence shown on the screen below. NULL: nothing to do. */
    enum rc (*open)(struct screen *s, void *arg, struct err *e);
    /* Title bar: left, and right (nothing: the position in the list, else office · officer · day).
     */
    void (*title)(struct screen *s, struct buf *left, struct buf *right);
    /* Draw the whole body with ui_put …; it was erased. Any size from 60×16 up. From what is in
     * memory: no reading of records here. NULL: listview_draw. */
    void (*draw)(struct screen *s);
    /* What the status line says while there is no message. May be NULL. */
    void (*status)(struct screen *s, struct buf *out);
    /* Keys before the tables see them; UI_PASS leaves them. May be NULL. */
    enum outcome (*key)(struct screen *s, const struct key *k);
    /* Once a second, for the top screen; UI_PASS when nothing changed. May be NULL. */
    enum outcome (*tick)(struct screen *s);
    /* Put aside what was typed and is not saved yet: once a second for every screen of the stack,
     * also under a dialog. True: draw again. What is left at the end, when the line is gone, is
     * `close`'s to put aside. May be NULL. */
    bool (*keep)(struct screen *s);
    /* This screen is on top again: read afresh what may have changed. May be NULL. */
    enum outcome (*resume)(struct screen *s);
    /* Would closing lose what was typed? Then `Q` stops here. NULL: no. */
    bool (*unsaved)(struct screen *s);
    /* Give back what is not in the arena. May be NULL. Always called, also when the terminal is
     * gone and when `open` failed (the state is then as far as it got). */
    void (*close)(struct screen *s);
};

/* What a screen on top (a dialog, a form) answers to the one below that opened it: `answer` and
 * `text` are what it left in its own s->answer and s->answer_text. Called on the screen below,
 * after the one on top is closed; `text` is valid during the call. The outcome is the screen's. */
typedef enum outcome answer_fn(struct screen *s, int64_t answer, const char *text);

struct screen {
    const struct screen_ops *ops;
    struct ui *ui;
    void *state;           /* ops->state_size bytes */
    struct arena arena;    /* lives as long as the screen */
    struct listview *list; /* if the screen has one: set by listview_open */
    struct key key;        /* the key that runs the action */
    int panel; /* 0: the whole body; else so many rows at its foot, the screen below above it */
    int64_t answer; /* for the screen below; 0: given up */
    struct buf answer_text;

    /* The rest is the loop's. */
    struct screen *below;
    answer_fn *answered;
    struct bound *bound; /* the actions that apply, in order, with the keys that are theirs */
    size_t nbound;
    int top, rows; /* where the body is */
    int cursor_row, cursor_col;
};

/* What the program gives the interface. Only `ctx` is needed; NULL members do nothing. */
struct ui_app {
    void *ctx; /* ui_app(s): session and so on; the toolkit does not look into it */
    /* Right end of the title bar: "Hội LHPN huyện · Ngọc Lan  05/11/2021". */
    void (*context)(void *ctx, struct buf *out);
    bool (*may)(void *ctx, enum capability need, struct err *why);
    /* Once a second, before the top screen's tick. True: draw again; `message` (may be left empty)
     * goes to the status line, unless a mistake is told there. */
    bool (*tick)(void *ctx, struct buf *message);
    /* What codes mean, for forms. */
    const struct field_names *(*names)(void *ctx);
    /* Must it end, whatever is open, no key having come for `idle` milliseconds? Asked after every
     * tick; ui_run gives the reason back if it fills one. */
    bool (*over)(void *ctx, int64_t idle, struct err *why);
};

/* The whole interactive session: starts the terminal, opens `first`, runs until the last screen is
 * closed or the terminal goes away (that is RC_OK too), or ui_app.over says so, gives the terminal
 * back. */
enum rc ui_run(const struct term_settings *settings, const struct ui_app *app,
               const struct screen_ops *first, void *arg, struct err *e);

/* Open a screen on top of `s`. `answered` may be NULL. False when it could not be opened: the
 * reason is in the status line. */
bool ui_push(struct screen *s, const struct screen_ops *ops, void *arg, answer_fn *answered);

/* What the program gave as ui_app.ctx. */
void *ui_app(const struct screen *s);
const struct field_names *ui_names(const struct screen *s);
/* May this officer do it (ui_app.may)? */
bool ui_may(const struct screen *s, enum capability need, struct err *why);

/* The status line until the next key: said, or said as a mistake. Never waits. */
void ui_say(struct screen *s, const char *fmt, ...) THIDUA_PRINTF(2, 3);
void ui_warn(struct screen *s, const char *fmt, ...) THIDUA_PRINTF(2, 3);
void ui_fail(struct screen *s, const struct err *e);

/* ---- Drawing in the body, rows and columns from 0; only inside `draw`. Column 0 is for the mark
 * of the selected row by custom. Text is made harmless and cut at the edge. */
int ui_rows(const struct screen *s);
int ui_cols(const struct screen *s);
bool ui_ascii(const struct screen *s);
void ui_put(struct screen *s, int row, int col, enum element el, const char *text);
/* Exactly `cells` cells, cut or padded. */
void ui_put_cell(struct screen *s, int row, int col, int cells, enum text_align align,
                 enum element el, const char *text);
void ui_printf(struct screen *s, int row, int col, enum element el, const char *fmt, ...)
    THIDUA_PRINTF(5, 6);
const char *ui_glyph(const struct screen *s, enum glyph g);
/* The body blank again, as it was when `draw` was called. */
void ui_erase(struct screen *s);
/* Where the terminal's cursor rests: on the selected row, in the field. */
void ui_cursor(struct screen *s, int row, int col);

#endif
