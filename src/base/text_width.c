/* Characters (grapheme clusters, by utf8proc) and cells (wcwidth, as ncurses counts). */
#include "text_parts.h"

#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

/* Decode the code point at `s` (NUL-ended); returns its bytes, 0 at the end. A byte that is not
 * UTF-8 counts as one character: nobody gets stuck on it. */
static size_t decode(const char *s, utf8proc_int32_t *cp) {
    unsigned char lead = (unsigned char)*s;
    if (lead < 0x80) {
        *cp = lead;
        return lead != 0;
    }
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, cp);
    if (n <= 0) {
        *cp = 0xFFFD;
        return 1;
    }
    return (size_t)n;
}

static bool alone(utf8proc_int32_t cp) {
    return (cp >= 0x20 && cp < 0x7F) || text_plain(cp);
}

size_t text_next(const char *s) {
    /* A printable ASCII character before another, or before the end, is alone. */
    unsigned char a = (unsigned char)s[0];
    if (a == 0)
        return 0;
    if (a >= 0x20 && a < 0x80 && (unsigned char)s[1] < 0x80)
        return 1;
    utf8proc_int32_t last;
    utf8proc_int32_t cp;
    utf8proc_int32_t state = 0;
    size_t len = decode(s, &last);
    for (;;) {
        size_t n = decode(s + len, &cp);
        if (alone(last) && alone(cp))
            return len;
        if (n == 0 || utf8proc_grapheme_break_stateful(last, cp, &state))
            return len;
        len += n;
        last = cp;
    }
}

size_t text_prev(const char *s, size_t at) {
    /* Clusters can only be told from the left; a newline is the nearest sure start. */
    size_t from = at;
    while (from > 0 && s[from - 1] != '\n')
        from--;
    if (from == at && at > 0)
        return at > 1 && s[at - 2] == '\r' ? 2 : 1;
    size_t last = 0;
    while (from < at) {
        last = text_next(s + from);
        from += last;
    }
    return last - (from - at);
}

size_t text_count(const char *s) {
    size_t count = 0;
    for (size_t n; (n = text_next(s)) > 0; s += n)
        count++;
    return count;
}

static int cells_of(utf8proc_int32_t cp) {
    if (alone(cp))
        return 1;
    int w = wcwidth((wchar_t)cp);
    return w < 0 ? 1 : w;
}

int text_width_n(const char *s, size_t n) {
    int width = 0;
    size_t i = 0;
    while (i < n) {
        utf8proc_int32_t cp;
        size_t len = decode(s + i, &cp);
        if (len == 0)
            break;
        width += cells_of(cp);
        i += len;
    }
    return width;
}

int text_width(const char *s) {
    return text_width_n(s, SIZE_MAX);
}

/* Bytes of the longest prefix of the first `most` bytes that fits; *used gets its cells. */
static size_t fit(const char *s, size_t most, int cells, int *used) {
    size_t len = 0;
    int width = 0;
    while (len < most) {
        size_t n = text_next(s + len);
        if (n == 0)
            break;
        int w = text_width_n(s + len, n);
        if (w > cells - width)
            break;
        width += w;
        len += n;
    }
    *used = width;
    return len;
}

size_t text_fit(const char *s, int cells) {
    int used;
    return fit(s, SIZE_MAX, cells, &used);
}

static void add_one_line(struct buf *out, const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        size_t plain = i;
        while (plain < n && s[plain] != '\n')
            plain++;
        buf_add(out, s + i, plain - i);
        if (plain < n) {
            buf_char(out, ' ');
            plain++;
        }
        i = plain;
    }
}

void text_cell(struct buf *out, const char *s, int cells, enum text_align align, bool ascii) {
    if (cells <= 0)
        return;
    int used;
    size_t len = fit(s, SIZE_MAX, cells, &used);
    const char *mark = "";
    if (s[len] != '\0') {
        len = fit(s, len, cells - 1, &used);
        mark = ascii ? "~" : "…";
        used++;
    }
    if (align == TEXT_RIGHT)
        buf_spaces(out, (size_t)(cells - used));
    add_one_line(out, s, len);
    buf_puts(out, mark);
    if (align == TEXT_LEFT)
        buf_spaces(out, (size_t)(cells - used));
}

/* Where to end a line in the `n` bytes at `s` that have no newline: bytes to show in *shown, bytes
 * to pass over returned. */
static size_t break_line(const char *s, size_t n, int cells, size_t *shown) {
    int used;
    size_t len = fit(s, n, cells, &used);
    if (len == 0) /* one character wider than the line: it goes alone */
        len = text_next(s);
    if (len >= n) {
        *shown = n;
        return n;
    }
    size_t cut = len;
    while (cut > 0 && s[cut] != ' ' && s[cut - 1] != ' ')
        cut--;
    size_t end = cut;
    while (end > 0 && s[end - 1] == ' ')
        end--;
    if (end == 0) { /* nothing but the blanks that begin the text stands before the break */
        *shown = len;
        return len;
    }
    while (cut < n && s[cut] == ' ')
        cut++;
    *shown = end;
    return cut;
}

int text_wrap(const char *s, int cells, text_line_fn *line, void *ctx) {
    if (cells < 1)
        cells = 1;
    int given = 0;
    for (;;) {
        size_t n = strcspn(s, "\n");
        bool first = true;
        while (n > 0 || first) {
            size_t shown;
            size_t used = n == 0 ? (shown = 0) : break_line(s, n, cells, &shown);
            given++;
            if (!line(ctx, s, shown))
                return given;
            s += used;
            n -= used;
            first = false;
        }
        if (*s == '\0')
            return given;
        s++;
    }
}
