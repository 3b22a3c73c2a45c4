/* Writing JSON and CSV is here because it is two loops over the bytes: the libraries Debian has
 * (cJSON, jansson, json-c; libcsv) build a tree of allocated values first or do not guard formulas.
 */
#include "thidua/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and the final NUL. */
static bool reserve(struct buf *b, size_t more) {
    if (b->failed)
        return false;
    if (more < b->cap - b->len)
        return true;
    if (more > PTRDIFF_MAX / 4 || b->len > PTRDIFF_MAX / 4) {
        b->failed = true;
        return false;
    }
    size_t cap = b->cap == 0 ? 64 : b->cap;
    while (cap - b->len <= more)
        cap *= 2;
    char *data = realloc(b->data, cap);
    if (data == NULL) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->cap = cap;
    return true;
}

void buf_add(struct buf *b, const char *bytes, size_t n) {
    if (n == 0 || !reserve(b, n))
        return;
    memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s) {
    if (s != NULL)
        buf_add(b, s, strlen(s));
}

void buf_char(struct buf *b, char c) {
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0) {
        b->failed = true;
        return;
    }
    if (n == 0 || !reserve(b, (size_t)n))
        return;
    va_start(args, fmt);
    (void)vsnprintf(b->data + b->len, (size_t)n + 1, fmt, args);
    va_end(args);
    b->len += (size_t)n;
}

void buf_spaces(struct buf *b, size_t n) {
    if (n == 0 || !reserve(b, n))
        return;
    memset(b->data + b->len, ' ', n);
    b->len += n;
    b->data[b->len] = '\0';
}

static void json_char(struct buf *b, char c) {
    switch (c) {
    case '"':
        buf_puts(b, "\\\"");
        break;
    case '\\':
        buf_puts(b, "\\\\");
        break;
    case '\n':
        buf_puts(b, "\\n");
        break;
    case '\r':
        buf_puts(b, "\\r");
        break;
    case '\t':
        buf_puts(b, "\\t");
        break;
    default:
        buf_printf(b, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

void buf_json(struct buf *b, const char *s) {
    if (s == NULL) {
        buf_puts(b, "null");
        return;
    }
    buf_char(b, '"');
    const char *plain = s;
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        unsigned char next = (unsigned char)s[1];
        bool c1 = c == 0xC2 && next >= 0x80 && next < 0xA0; /* U+0080 to U+009F: controls too */
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !c1)
            continue;
        buf_add(b, plain, (size_t)(s - plain));
        if (c1)
            s++;
        json_char(b, *s);
        plain = s + 1;
    }
    buf_add(b, plain, (size_t)(s - plain));
    buf_char(b, '"');
}

bool buf_csv_guarded(const char *s) {
    s += strspn(s, "'");
    if (*s == '\0' || strchr("=+-@\t\r", *s) == NULL)
        return false;
    bool number = (*s == '+' || *s == '-') && strpbrk(s, "0123456789") != NULL &&
                  s[1 + strspn(s + 1, "0123456789., %")] == '\0';
    return !number;
}

void buf_csv(struct buf *b, const char *s) {
    if (s == NULL || *s == '\0')
        return;
    bool guard = buf_csv_guarded(s);
    bool quote = guard || strpbrk(s, ",;\t\"\r\n") != NULL || *s == ' ' || s[strlen(s) - 1] == ' ';
    if (!quote) {
        buf_puts(b, s);
        return;
    }
    buf_puts(b, guard ? "\"'" : "\"");
    for (; *s != '\0'; s++) {
        if (*s == '"')
            buf_char(b, '"');
        buf_char(b, *s);
    }
    buf_char(b, '"');
}

const char *buf_str(const struct buf *b) {
    return b->data == NULL ? "" : b->data;
}

void buf_clear(struct buf *b) {
    buf_cut(b, 0);
    b->failed = false;
}

void buf_cut(struct buf *b, size_t len) {
    if (len < b->len) {
        b->len = len;
        b->data[len] = '\0';
    }
}

void buf_free(struct buf *b) {
    free(b->data);
    *b = (struct buf){0};
}
