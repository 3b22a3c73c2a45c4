#include "thidua/lineedit.h"
#include "thidua/text.h"

#include <string.h>

enum { MOST_BYTES = 1024 };

bool lineedit_set(struct lineedit *le, const char *text) {
    buf_clear(&le->text);
    buf_puts(&le->text, text);
    le->at = le->text.len;
    le->from = 0;
    return !le->text.failed;
}

const char *lineedit_text(const struct lineedit *le) {
    return buf_str(&le->text);
}

void lineedit_free(struct lineedit *le) {
    buf_free(&le->text);
    le->at = le->from = 0;
}

/* The nearest place between characters at or after byte `at`: what was put in, or stands together
 * now that something was taken out, may have joined. */
static size_t boundary(const char *s, size_t at) {
    size_t i = 0;
    while (i < at) {
        size_t n = text_next(s + i);
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

static void take_out(struct lineedit *le, size_t from, size_t to) {
    memmove(le->text.data + from, le->text.data + to, le->text.len - to);
    buf_cut(&le->text, le->text.len - (to - from));
    le->at = boundary(le->text.data, from);
}

/* Put clean text in at the cursor; false: no room. */
static bool put_in(struct lineedit *le, const char *s, size_t n) {
    size_t len = le->text.len;
    if (len + n > (le->most_bytes > 0 ? le->most_bytes : MOST_BYTES))
        return false;
    buf_add(&le->text, s, n);
    if (le->text.failed) {
        le->text.failed = false; /* what was typed before is still there */
        return false;
    }
    char *at = le->text.data + le->at;
    memmove(at + n, at, len - le->at);
    memcpy(at, s, n);
    if (le->most_chars > 0 && text_count(le->text.data) > le->most_chars) {
        take_out(le, le->at, le->at + n);
        return false;
    }
    le->at = boundary(le->text.data, le->at + n);
    return true;
}

enum edit lineedit_insert(struct lineedit *le, const char *s, size_t n) {
    /* The door drops blanks at the ends, which are being typed here: bars keep them. */
    struct buf raw = {0};
    struct buf clean = {0};
    buf_char(&raw, '|');
    buf_add(&raw, s, n);
    buf_char(&raw, '|');
    enum edit done = EDIT_REFUSED;
    if (!raw.failed && text_clean(raw.data, raw.len, TEXT_MANY_LINES, &clean, NULL) == RC_OK) {
        for (size_t i = 0; i < clean.len && !le->lines; i++)
            if (clean.data[i] == '\n')
                clean.data[i] = ' ';
        done = put_in(le, clean.data + 1, clean.len - 2) ? EDIT_CHANGED : EDIT_REFUSED;
    }
    buf_free(&raw);
    buf_free(&clean);
    return done;
}

static size_t line_start(const struct lineedit *le) {
    const char *s = lineedit_text(le);
    size_t i = le->at;
    while (i > 0 && s[i - 1] != '\n')
        i--;
    return i;
}

static size_t line_end(const struct lineedit *le) {
    return le->at + strcspn(lineedit_text(le) + le->at, "\n");
}

static size_t word_start(const struct lineedit *le) {
    const char *s = lineedit_text(le);
    size_t i = le->at;
    while (i > 0 && (s[i - 1] == ' ' || s[i - 1] == '\n'))
        i--;
    while (i > 0 && s[i - 1] != ' ' && s[i - 1] != '\n')
        i--;
    return i;
}

static enum edit erase_range(struct lineedit *le, size_t from, size_t to) {
    if (from == to)
        return EDIT_MOVED;
    take_out(le, from, to);
    return EDIT_CHANGED;
}

static enum edit move_to(struct lineedit *le, size_t at) {
    le->at = at;
    return EDIT_MOVED;
}

enum edit lineedit_key(struct lineedit *le, const struct key *k) {
    const char *s = lineedit_text(le);
    switch ((int)k->code) {
    case K_TEXT:
        return lineedit_insert(le, k->text, strlen(k->text));
    case K_ENTER:
        return le->lines || k->pasted ? lineedit_insert(le, "\n", 1) : EDIT_PASS;
    case K_TAB:
        return k->pasted ? lineedit_insert(le, " ", 1) : EDIT_PASS;
    case K_BACKSPACE:
        return erase_range(le, le->at - text_prev(s, le->at), le->at);
    case K_DELETE:
        return erase_range(le, le->at, le->at + text_next(s + le->at));
    case K_LEFT:
        return move_to(le, le->at - text_prev(s, le->at));
    case K_RIGHT:
        return move_to(le, le->at + text_next(s + le->at));
    case K_HOME:
    case K_CTRL_A:
        return move_to(le, line_start(le));
    case K_END:
    case K_CTRL_A + ('E' - 'A'):
        return move_to(le, line_end(le));
    case K_CTRL_A + ('U' - 'A'):
        return erase_range(le, line_start(le), le->at);
    case K_CTRL_A + ('K' - 'A'):
        return erase_range(le, le->at, line_end(le));
    case K_CTRL_A + ('W' - 'A'):
        return erase_range(le, word_start(le), le->at);
    default:
        return EDIT_PASS;
    }
}

/* What fits from `from` on; *to is where it ends. */
static struct line_layout lay_out(const char *s, size_t len, size_t from, size_t at, int cells) {
    struct line_layout l = {.from = from, .more_left = from > 0};
    int room = cells - (l.more_left ? 1 : 0);
    l.to = from + text_fit(s + from, room);
    l.more_right = l.to < len;
    if (l.more_right)
        l.to = from + text_fit(s + from, room - 1);
    l.cursor = (l.more_left ? 1 : 0) + (at > from ? text_width_n(s + from, at - from) : 0);
    return l;
}

struct line_layout lineedit_layout(struct lineedit *le, int cells) {
    const char *s = lineedit_text(le);
    size_t len = le->text.len;
    if (text_width(s) + (le->at == len ? 1 : 0) <= cells) {
        le->from = 0;
        return lay_out(s, len, 0, le->at, cells);
    }
    /* Going off an edge scrolls a third of the width, so that not every key sends the whole line
     * again. */
    if (le->from > le->at || (le->from == le->at && le->at > 0)) {
        size_t from = le->at;
        while (from > 0 && text_width_n(s + from, le->at - from) < cells / 3)
            from -= text_prev(s, from);
        le->from = from;
    }
    le->from = boundary(s, le->from);
    struct line_layout l = lay_out(s, len, le->from, le->at, cells);
    if (l.cursor > cells - 1 - (l.more_right ? 1 : 0)) {
        while (le->from < le->at && l.cursor > cells - cells / 3) {
            le->from += text_next(s + le->from);
            l = lay_out(s, len, le->from, le->at, cells);
        }
    }
    return l;
}
