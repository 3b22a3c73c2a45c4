#include "thidua/theme.h"
#include "thidua/text.h"

#include <curses.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

/* How an element looks: colour (-1: the terminal's own) and attributes. */
struct look {
    short color;
    unsigned attributes;
};

static const struct look looks[SCHEME_COUNT][UI_ELEMENTS] =
    {
        [SCHEME_COLOR] =
            {
                [UI_TEXT] = {-1, A_NORMAL},
                [UI_TITLE] = {-1, A_BOLD},
                [UI_HEADING] = {COLOR_CYAN, A_BOLD},
                [UI_MARK] = {-1, A_BOLD},
                [UI_TAGGED] = {COLOR_MAGENTA, A_BOLD},
                [UI_LABEL] = {-1, A_NORMAL},
                [UI_FIELD] = {-1, A_NORMAL},
                [UI_FOCUS] = {-1, A_UNDERLINE},
                [UI_DIM] = {-1, A_DIM},
                [UI_GOOD] = {COLOR_GREEN, A_NORMAL},
                [UI_WARN] = {COLOR_YELLOW, A_NORMAL},
                [UI_BAD] = {COLOR_RED, A_NORMAL},
                [UI_CHOICE] = {-1, A_REVERSE},
                [UI_KEY] = {-1, A_BOLD},
                [UI_STATUS] = {-1, A_NORMAL},
                [UI_ERROR] = {COLOR_RED, A_BOLD},
            },
        [SCHEME_MONO] =
            {
                [UI_TEXT] = {-1, A_NORMAL},
                [UI_TITLE] = {-1, A_BOLD},
                [UI_HEADING] = {-1, A_BOLD},
                [UI_MARK] = {-1, A_BOLD},
                [UI_TAGGED] = {-1, A_BOLD},
                [UI_LABEL] = {-1, A_NORMAL},
                [UI_FIELD] = {-1, A_NORMAL},
                [UI_FOCUS] = {-1, A_UNDERLINE},
                [UI_DIM] = {-1, A_DIM},
                [UI_GOOD] = {-1, A_NORMAL},
                [UI_WARN] = {-1, A_BOLD},
                [UI_BAD] = {-1, A_BOLD},
                [UI_CHOICE] = {-1, A_REVERSE},
                [UI_KEY] = {-1, A_BOLD},
                [UI_STATUS] = {-1, A_NORMAL},
                [UI_ERROR] = {-1, A_BOLD},
            },
};

static const char *const glyphs[GLYPHS][2] = {
    [GLYPH_MARK] = {"›", ">"},      [GLYPH_TAG] = {"*", "*"},
    [GLYPH_FULL] = {"█", "#"},      [GLYPH_EMPTY] = {"░", "-"},
    [GLYPH_FOLDED] = {"▸", "+"},    [GLYPH_UNFOLDED] = {"▾", "-"},
    [GLYPH_ELLIPSIS] = {"…", "~"},  [GLYPH_BULLET] = {"·", "-"},
    [GLYPH_MORE_LEFT] = {"‹", "<"}, [GLYPH_MORE_RIGHT] = {"›", ">"},
    [GLYPH_ASCENDING] = {"▲", "^"}, [GLYPH_DESCENDING] = {"▼", "v"},
    [GLYPH_UP] = {"↑", "^"},        [GLYPH_DOWN] = {"↓", "v"},
};

/* Punctuation that texts use, for ASCII: one cell for one cell. */
static const char *const plain[][2] = {
    {"·", "-"},  {"•", "-"},  {"–", "-"},  {"—", "-"}, {"‘", "'"}, {"’", "'"}, {"“", "\""},
    {"”", "\""}, {"«", "\""}, {"»", "\""}, {"×", "x"}, {"≤", "<"}, {"≥", ">"}, {"\u00A0", " "},
};

const char *theme_glyph(enum glyph g, bool ascii) {
    return glyphs[g][ascii ? 1 : 0];
}

unsigned theme_attributes(enum scheme s, enum element el) {
    const struct look *l = &looks[s][el];
    unsigned pair = s == SCHEME_COLOR && l->color >= 0 ? COLOR_PAIR(l->color + 1) : 0;
    return l->attributes | pair;
}

void theme_pairs(void) {
    for (short color = 0; color < 8; color++)
        (void)init_pair((short)(color + 1), color, -1);
}

void theme_bar(struct buf *out, int cells, int64_t percent, bool ascii) {
    int64_t p = percent < 0 ? 0 : percent > 100 ? 100 : percent;
    int full = (int)(p * cells / 100);
    for (int i = 0; i < cells; i++)
        buf_puts(out, theme_glyph(i < full ? GLYPH_FULL : GLYPH_EMPTY, ascii));
}

/* The ASCII sign for the character of `n` bytes at `s`, if a table has it. */
static const char *plain_sign(const char *s, size_t n) {
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strlen(plain[i][0]) == n && memcmp(plain[i][0], s, n) == 0)
            return plain[i][1];
    for (size_t i = 0; i < GLYPHS; i++)
        if (strlen(glyphs[i][0]) == n && memcmp(glyphs[i][0], s, n) == 0)
            return glyphs[i][1];
    return NULL;
}

/* The letter under the marks, in its own case. */
static void plain_letter(const char *character, struct buf *out) {
    wchar_t wide = 0;
    mbstate_t state = {0};
    size_t got = mbrtowc(&wide, character, strlen(character), &state);
    bool upper = got != (size_t)-1 && got != (size_t)-2 && iswupper((wint_t)wide);
    struct buf folded = {0};
    text_fold(character, &folded);
    const char *f = buf_str(&folded);
    bool one = f[0] > ' ' && f[0] < 127 && f[1] == '\0';
    buf_char(out, !one ? '?' : upper && f[0] >= 'a' && f[0] <= 'z' ? (char)(f[0] - 32) : f[0]);
    for (int more = text_width(character) - 1; more > 0; more--)
        buf_char(out, ' ');
    buf_free(&folded);
}

void theme_ascii(const char *s, struct buf *out) {
    while (*s != '\0') {
        size_t n = text_next(s);
        char character[64];
        if (n == 1) {
            buf_char(out, *s);
        } else if (plain_sign(s, n) != NULL) {
            buf_puts(out, plain_sign(s, n));
        } else if (n < sizeof character) {
            memcpy(character, s, n);
            character[n] = '\0';
            plain_letter(character, out);
        } else {
            buf_char(out, '?');
        }
        s += n;
    }
}
