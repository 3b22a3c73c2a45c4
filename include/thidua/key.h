/* Keys: what the terminal sent, decoded once.
 *
 * A key is either a whole character or a named key. The tables of actions name keys by words: a
 * printable character stands for itself ("q", "/", "?"), the others are
 *   Up Down Left Right PgUp PgDn Home End Enter Space Tab Shift-Tab Esc Backspace Del Ins
 *   F1 … F12  Ctrl-A … Ctrl-Z  Shift-Up Shift-Down
 * and "1-8" is any of these digits. */
#ifndef THIDUA_KEY_H
#define THIDUA_KEY_H

#include <stdbool.h>
#include <stddef.h>

enum key_code {
    K_NONE, /* nothing yet, or bytes that are no character: ignored */
    K_TEXT, /* a character: `text` */
    K_UP,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_PGUP,
    K_PGDN,
    K_HOME,
    K_END,
    K_ENTER,
    K_TAB,
    K_BACKTAB,
    K_ESC,
    K_BACKSPACE,
    K_DELETE,
    K_INSERT,
    K_SHIFT_UP,
    K_SHIFT_DOWN,
    K_UNKNOWN,  /* a key that the terminal knows and this program does not */
    K_RESIZE,   /* the window changed its size */
    K_PASTE_ON, /* brackets around pasted text (term.c keeps them to itself) */
    K_PASTE_OFF,
    K_F1,
    K_F12 = K_F1 + 11,
    K_CTRL_A,
    K_CTRL_Z = K_CTRL_A + 25
};

struct key {
    enum key_code code;
    char text[5]; /* K_TEXT: one character (code point) in UTF-8 */
    bool pasted;  /* came between the brackets of a paste: it is text, never a command */
    bool rushed;  /* came in one burst with an Esc before it (Alt on many terminals): no answer to
                     the question that the Esc asked */
};

/* The decoder: a pure state machine. Curses' own get_wch is not used: while a character is cut in
 * two by a slow line it gives up and loses the half it has, and an invalid byte makes it swallow
 * the good ones after it (ncurses 6.4, lib_get_wch.c). Escape sequences that nobody knows are
 * swallowed whole, so that their letters are not taken for commands. */
struct key_decoder {
    unsigned char bytes[4];
    int have, need; /* bytes of an unfinished character */
    int erase;      /* the terminal's own erase character, besides 8 and 127; 0: none */
    int escape;     /* bytes since an Esc that is not decided yet, it included; 0: none */
    bool rushed;
    bool pasting;
};

enum key_step {
    KEY_MORE,  /* the value was taken, no key yet */
    KEY_READY, /* *out is a key */
    KEY_AGAIN  /* *out is a key; give the same value once more */
};
/* Take one value of wgetch: a byte, or a curses key code where `function`. Bytes that are no UTF-8
 * are dropped; the good character after them is kept. */
enum key_step key_decode(struct key_decoder *d, bool function, int value, struct key *out);
/* Nothing more came (curses has waited its time after an Esc): an Esc that waits is a key. */
enum key_step key_decode_idle(struct key_decoder *d, struct key *out);

/* Teach curses what terminals send whatever TERM says (PuTTY, linux, xterm, screen): F1–F12, Home,
 * End and so on, Shift-Tab, the brackets of a paste. After curses started. */
void key_define_variants(void);

/* The word for a key, as tables write it: "q", "Enter", "Ctrl-S". Returns `out`. */
enum { KEY_NAME_SIZE = 16 };
const char *key_spell(const struct key *k, char out[KEY_NAME_SIZE]);

/* Is `k` among the words of `keys` ("d F5", "1-8")? */
bool key_in(const struct key *k, const char *keys);

/* The i-th word of `keys`; false past the last. */
bool key_word(const char *keys, size_t i, char out[KEY_NAME_SIZE]);
/* A word as an officer reads it: arrows for Left, Right, Up, Down (signs of ASCII where `ascii`),
 * else `word` itself. */
const char *key_shown(const char *word, bool ascii);

#endif
