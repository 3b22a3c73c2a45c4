#include "thidua/key.h"

#include <curses.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CODE_PASTE_ON = KEY_MAX + 1, CODE_PASTE_OFF, LONGEST_SEQUENCE = 40 };

/* What terminals send for one key; the first column is curses' code for it. */
static const struct {
    int code;
    const char *sends;
} variants[] = {
    {KEY_UP, "\033[A"},
    {KEY_UP, "\033OA"},
    {KEY_DOWN, "\033[B"},
    {KEY_DOWN, "\033OB"},
    {KEY_RIGHT, "\033[C"},
    {KEY_RIGHT, "\033OC"},
    {KEY_LEFT, "\033[D"},
    {KEY_LEFT, "\033OD"},
    {KEY_HOME, "\033[H"},
    {KEY_HOME, "\033OH"},
    {KEY_HOME, "\033[1~"},
    {KEY_HOME, "\033[7~"},
    {KEY_END, "\033[F"},
    {KEY_END, "\033OF"},
    {KEY_END, "\033[4~"},
    {KEY_END, "\033[8~"},
    {KEY_IC, "\033[2~"},
    {KEY_DC, "\033[3~"},
    {KEY_PPAGE, "\033[5~"},
    {KEY_NPAGE, "\033[6~"},
    {KEY_BTAB, "\033[Z"},
    {KEY_BTAB, "\033\t"},
    {KEY_SR, "\033[1;2A"},
    {KEY_SF, "\033[1;2B"},
    {KEY_F(1), "\033OP"},
    {KEY_F(1), "\033[11~"},
    {KEY_F(1), "\033[[A"},
    {KEY_F(2), "\033OQ"},
    {KEY_F(2), "\033[12~"},
    {KEY_F(2), "\033[[B"},
    {KEY_F(3), "\033OR"},
    {KEY_F(3), "\033[13~"},
    {KEY_F(3), "\033[[C"},
    {KEY_F(4), "\033OS"},
    {KEY_F(4), "\033[14~"},
    {KEY_F(4), "\033[[D"},
    {KEY_F(5), "\033[15~"},
    {KEY_F(5), "\033[[E"},
    {KEY_F(6), "\033[17~"},
    {KEY_F(7), "\033[18~"},
    {KEY_F(8), "\033[19~"},
    {KEY_F(9), "\033[20~"},
    {KEY_F(10), "\033[21~"},
    {KEY_F(11), "\033[23~"},
    {KEY_F(12), "\033[24~"},
    {CODE_PASTE_ON, "\033[200~"},
    {CODE_PASTE_OFF, "\033[201~"},
};

static const struct {
    int curses;
    enum key_code code;
} codes[] = {
    {KEY_UP, K_UP},
    {KEY_DOWN, K_DOWN},
    {KEY_LEFT, K_LEFT},
    {KEY_RIGHT, K_RIGHT},
    {KEY_PPAGE, K_PGUP},
    {KEY_A3, K_PGUP},
    {KEY_NPAGE, K_PGDN},
    {KEY_C3, K_PGDN},
    {KEY_HOME, K_HOME},
    {KEY_A1, K_HOME},
    {KEY_FIND, K_HOME},
    {KEY_END, K_END},
    {KEY_C1, K_END},
    {KEY_SELECT, K_END},
    {KEY_ENTER, K_ENTER},
    {KEY_BTAB, K_BACKTAB},
    {KEY_BACKSPACE, K_BACKSPACE},
    {KEY_DC, K_DELETE},
    {KEY_IC, K_INSERT},
    {KEY_SR, K_SHIFT_UP},
    {KEY_SF, K_SHIFT_DOWN},
    {KEY_RESIZE, K_RESIZE},
    {CODE_PASTE_ON, K_PASTE_ON},
    {CODE_PASTE_OFF, K_PASTE_OFF},
};

/* Words of the tables, by code. */
static const char *const names[] = {
    [K_UP] = "Up",
    [K_DOWN] = "Down",
    [K_LEFT] = "Left",
    [K_RIGHT] = "Right",
    [K_PGUP] = "PgUp",
    [K_PGDN] = "PgDn",
    [K_HOME] = "Home",
    [K_END] = "End",
    [K_ENTER] = "Enter",
    [K_TAB] = "Tab",
    [K_BACKTAB] = "Shift-Tab",
    [K_ESC] = "Esc",
    [K_BACKSPACE] = "Backspace",
    [K_DELETE] = "Del",
    [K_INSERT] = "Ins",
    [K_SHIFT_UP] = "Shift-Up",
    [K_SHIFT_DOWN] = "Shift-Down",
};

void key_define_variants(void) {
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++)
        (void)define_key(variants[i].sends, variants[i].code);
}

static enum key_code from_curses(int value) {
    if (value >= KEY_F(1) && value <= KEY_F(12))
        return K_F1 + (enum key_code)(value - KEY_F(1));
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i].curses == value)
            return codes[i].code;
    return K_UNKNOWN;
}

static enum key_code from_control(const struct key_decoder *d, int byte) {
    if (byte == 8 || byte == 127 || (d->erase != 0 && byte == d->erase))
        return K_BACKSPACE;
    switch (byte) {
    case '\t':
        return K_TAB;
    case '\n':
    case '\r':
        return K_ENTER;
    case 27:
        return K_ESC;
    default:
        return byte >= 1 && byte <= 26 ? K_CTRL_A + (enum key_code)(byte - 1) : K_UNKNOWN;
    }
}

static enum key_step ready(struct key_decoder *d, enum key_code code, struct key *out) {
    *out = (struct key){.code = code, .pasted = d->pasting, .rushed = d->rushed};
    d->rushed = false;
    return KEY_READY;
}

/* How many bytes the character that begins with `byte` has; 0: none begins so. */
static int utf8_length(int byte) {
    if (byte < 0x80)
        return 1;
    if (byte >= 0xC2 && byte <= 0xDF)
        return 2;
    if (byte >= 0xE0 && byte <= 0xEF)
        return 3;
    return byte >= 0xF0 && byte <= 0xF4 ? 4 : 0;
}

/* Whole, and neither overlong, a surrogate, beyond U+10FFFF nor a C1 control. */
static bool utf8_whole(const unsigned char *b, int n) {
    uint32_t c = n == 1 ? b[0] : b[0] & (0xFFU >> (n + 1));
    for (int i = 1; i < n; i++)
        c = c << 6 | (b[i] & 0x3FU);
    static const uint32_t least[] = {0, 0, 0xA0, 0x800, 0x10000};
    return c >= least[n] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

static enum key_step decode_character(struct key_decoder *d, int byte, struct key *out) {
    if (d->have > 0 && (byte & 0xC0) != 0x80)
        d->have = 0; /* the unfinished one is dropped */
    if (d->have == 0) {
        d->need = utf8_length(byte);
        if (d->need == 0)
            return KEY_MORE;
    }
    d->bytes[d->have++] = (unsigned char)byte;
    if (d->have < d->need)
        return KEY_MORE;
    d->have = 0;
    if (!utf8_whole(d->bytes, d->need))
        return KEY_MORE;
    (void)ready(d, K_TEXT, out);
    memcpy(out->text, d->bytes, (size_t)d->need);
    return KEY_READY;
}

/* A byte right behind an Esc. */
static enum key_step decode_escape(struct key_decoder *d, int byte, struct key *out) {
    if (d->escape == 1) {
        if (byte != '[' && byte != 'O') {
            d->escape = 0;
            (void)ready(d, K_ESC, out);
            d->rushed = true;
            return KEY_AGAIN;
        }
        d->escape = 2;
        return KEY_MORE;
    }
    bool last = byte >= 0x40 && byte <= 0x7E && !(d->escape == 2 && byte == '[');
    if (!last && byte >= 0x20 && ++d->escape < LONGEST_SEQUENCE)
        return KEY_MORE;
    d->escape = 0;
    return ready(d, K_UNKNOWN, out);
}

enum key_step key_decode(struct key_decoder *d, bool function, int value, struct key *out) {
    if (function) {
        enum key_code code = from_curses(value);
        d->have = 0;
        if (d->escape == 1 && code != K_RESIZE) {
            d->escape = 0;
            (void)ready(d, K_ESC, out);
            d->rushed = true;
            return KEY_AGAIN;
        }
        d->escape = 0;
        if (code == K_PASTE_ON || code == K_PASTE_OFF) {
            d->pasting = code == K_PASTE_ON;
            return KEY_MORE;
        }
        return ready(d, code, out);
    }
    if (d->escape > 0)
        return decode_escape(d, value, out);
    if (value == 27) {
        d->have = 0;
        d->escape = 1;
        return KEY_MORE;
    }
    if (value >= 0 && (value < 0x20 || value == 127)) {
        d->have = 0;
        return ready(d, from_control(d, value), out);
    }
    return value < 0 || value > 255 ? KEY_MORE : decode_character(d, value, out);
}

enum key_step key_decode_idle(struct key_decoder *d, struct key *out) {
    if (d->escape == 0)
        return KEY_MORE;
    enum key_code code = d->escape == 1 ? K_ESC : K_UNKNOWN;
    d->escape = 0;
    return ready(d, code, out);
}

const char *key_spell(const struct key *k, char out[KEY_NAME_SIZE]) {
    if (k->code == K_TEXT)
        (void)snprintf(out, KEY_NAME_SIZE, "%s", strcmp(k->text, " ") == 0 ? "Space" : k->text);
    else if (k->code >= K_F1 && k->code <= K_F12)
        (void)snprintf(out, KEY_NAME_SIZE, "F%d", (int)(k->code - K_F1) + 1);
    else if (k->code >= K_CTRL_A && k->code <= K_CTRL_Z)
        (void)snprintf(out, KEY_NAME_SIZE, "Ctrl-%c", 'A' + (char)(k->code - K_CTRL_A));
    else if ((size_t)k->code < sizeof names / sizeof names[0] && names[k->code] != NULL)
        (void)snprintf(out, KEY_NAME_SIZE, "%s", names[k->code]);
    else
        out[0] = '\0';
    return out;
}

/* "1-8": from the first to the last of these. */
static bool is_range(const char *word, size_t n) {
    return n == 3 && word[1] == '-' && word[0] < word[2];
}

bool key_in(const struct key *k, const char *keys) {
    char name[KEY_NAME_SIZE];
    size_t length = strlen(key_spell(k, name));
    while (length > 0 && *keys != '\0') {
        size_t n = strcspn(keys, " ");
        if (n == length && memcmp(keys, name, n) == 0)
            return true;
        if (length == 1 && is_range(keys, n) && name[0] >= keys[0] && name[0] <= keys[2])
            return true;
        keys += n;
        keys += strspn(keys, " ");
    }
    return false;
}

bool key_word(const char *keys, size_t i, char out[KEY_NAME_SIZE]) {
    for (; i > 0 && *keys != '\0'; i--) {
        keys += strcspn(keys, " ");
        keys += strspn(keys, " ");
    }
    if (*keys == '\0')
        return false;
    (void)snprintf(out, KEY_NAME_SIZE, "%.*s", (int)strcspn(keys, " "), keys);
    return true;
}

const char *key_shown(const char *word, bool ascii) {
    static const char *const arrows[][3] = {
        {"Left", "←", "<-"}, {"Right", "→", "->"}, {"Up", "↑", "^"}, {"Down", "↓", "v"}};
    for (size_t a = 0; a < sizeof arrows / sizeof arrows[0]; a++)
        if (strcmp(word, arrows[a][0]) == 0)
            return arrows[a][ascii ? 2 : 1];
    return word;
}
