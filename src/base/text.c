/* What text may enter: locale, UTF-8, the door. Widths are in text_width.c, search and order keys
 * in text_fold.c and text_order.c, numbers in number.c, the nearest name in text_nearest.c. */
#include "text_parts.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

void text_locale(void) {
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        (void)setlocale(LC_CTYPE, "");
}

static bool follows(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Decode the code point at `s`; returns its bytes, or 0 for invalid UTF-8 (and for n == 0). The
 * letters of Vietnamese text are decoded here, which spares the library's call: one byte, two, or
 * three where neither overlong forms nor surrogates can begin. */
static size_t decode(const char *s, size_t n, utf8proc_int32_t *cp) {
    unsigned char first = n > 0 ? (unsigned char)*s : 0xFF;
    if (first < 0x80) {
        *cp = first;
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF && n > 1 && follows(s[1])) {
        *cp = (first & 0x1F) << 6 | (s[1] & 0x3F);
        return 2;
    }
    if (first >= 0xE1 && first <= 0xEC && n > 2 && follows(s[1]) && follows(s[2])) {
        *cp = (first & 0x0F) << 12 | (s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        return 3;
    }
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, cp);
    return len <= 0 ? 0 : (size_t)len;
}

/* Bytes of ASCII before anything else: most of any text, and what every line is passed over with.
 */
static size_t ascii(const char *s, size_t n) {
    size_t i = 0;
    while (i < n && (unsigned char)s[i] < 0x80)
        i++;
    return i;
}

bool text_valid(const char *bytes, size_t n) {
    for (size_t at = 0; (at += ascii(bytes + at, n - at)) < n;) {
        utf8proc_int32_t cp;
        size_t len = decode(bytes + at, n - at, &cp);
        if (len == 0)
            return false;
        at += len;
    }
    return true;
}

/* What the door does with a code point. */
enum verdict { PASS, BLANK, NEWLINE, DROP, CONTROL, BIDI, HIDDEN, MARK, NO_CHARACTER };

static enum verdict format_verdict(utf8proc_int32_t cp) {
    switch (cp) {
    case 0x00AD: /* where a word may be hyphenated */
    case 0x200B: /* where a line may break */
    case 0x2060: /* where it may not */
        return DROP;
    case 0x200C:
    case 0x200D:
        return PASS;
    case 0x061C:
    case 0x200E:
    case 0x200F:
        return BIDI;
    case 0xFEFF:
        return MARK;
    default:
        return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ? BIDI : HIDDEN;
    }
}

static enum verdict verdict(utf8proc_int32_t cp) {
    if ((cp >= 0x20 && cp < 0x7F) || text_plain(cp))
        return PASS;
    if (cp == '\n' || cp == '\t')
        return cp == '\n' ? NEWLINE : BLANK;
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_CC:
        return CONTROL;
    case UTF8PROC_CATEGORY_CF:
        return format_verdict(cp);
    case UTF8PROC_CATEGORY_CN: /* noncharacters are here too */
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return NO_CHARACTER;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return NEWLINE;
    case UTF8PROC_CATEGORY_ZS:
        return BLANK;
    default:
        return PASS;
    }
}

/* --- showing --- */

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* One step of making harmless: what to show for the code point at `s` goes to *show, *n bytes of
 * it; returns the bytes used up. */
static size_t harmless_step(const char *s, size_t left, const char **show, size_t *n) {
    utf8proc_int32_t cp;
    size_t len = decode(s, left, &cp);
    *show = s;
    *n = len;
    enum verdict v = len == 0 ? NO_CHARACTER : verdict(cp);
    if (v == BLANK || v == NEWLINE) {
        *show = " ";
        *n = 1;
    } else if (v == DROP || (len == 1 && cp == '\r' && left > 1 && s[1] == '\n')) {
        *n = 0;
    } else if (v != PASS) {
        *show = REPLACEMENT;
        *n = sizeof REPLACEMENT - 1;
    }
    return len == 0 ? 1 : len;
}

void text_harmless(const char *bytes, size_t n, struct buf *out) {
    size_t plain = 0; /* what is shown as it is goes over in one piece */
    size_t i = 0;
    while (i < n) {
        const char *show;
        size_t len;
        size_t used = harmless_step(bytes + i, n - i, &show, &len);
        if (show != bytes + i || len != used) {
            buf_add(out, bytes + plain, i - plain);
            buf_add(out, show, len);
            plain = i + used;
        }
        i += used;
    }
    if (i > plain)
        buf_add(out, bytes + plain, i - plain);
}

/* text_quote for `left` bytes. */
static const char *quote(const char *s, size_t left, char out[TEXT_QUOTE_SIZE]) {
    static const char open[] = "“";
    static const char more[] = "…";
    static const char close[] = "”";
    char *at = out;
    memcpy(at, open, sizeof open - 1);
    at += sizeof open - 1;
    int shown = 0;
    while (left > 0 && shown < 40) {
        const char *show;
        size_t n;
        size_t used = harmless_step(s, left, &show, &n);
        memcpy(at, show, n);
        at += n;
        shown += n > 0;
        s += used;
        left -= used;
    }
    if (left > 0) {
        memcpy(at, more, sizeof more - 1);
        at += sizeof more - 1;
    }
    memcpy(at, close, sizeof close);
    return out;
}

const char *text_quote(const char *s, char out[TEXT_QUOTE_SIZE]) {
    return quote(s, strlen(s), out);
}

/* --- the door --- */

/* What the sentence says of the character refused. */
static const char *const refusals[] = {
    [NEWLINE] = "là chỗ xuống dòng, mà ở đây chỉ được một dòng",
    [CONTROL] = "là ký tự điều khiển",
    [BIDI] = "là ký tự đảo chiều chữ",
    [HIDDEN] = "là ký tự ẩn",
    [MARK] = "là dấu đầu tệp (BOM) lạc vào giữa",
    [NO_CHARACTER] = "không phải là chữ",
};

/* What the door is given, and how far it has come. */
struct door {
    const char *bytes;
    size_t n;
    enum text_lines lines;
    struct err *e;
    struct buf *out;   /* the clean text so far */
    int line;          /* from 1 */
    size_t line_start; /* where it starts in `out` */
    bool composed;     /* it is in NFC as it came */
};

/* A line is shown, of a longer text only the place. `cp` is -1 where there is none. */
static enum rc refuse(const struct door *d, enum verdict v, utf8proc_int32_t cp) {
    char why[128] = "không đúng UTF-8; hãy gõ lại, hoặc lưu lại tệp kiểu UTF-8";
    if (d->out->failed)
        return err_nomem(d->e);
    if (cp >= 0) {
        (void)snprintf(why, sizeof why, "%s (U+%04X); hãy xóa đi và gõ lại chỗ đó", refusals[v],
                       (unsigned)cp);
    }
    size_t at = text_count(buf_str(d->out) + d->line_start) + 1;
    if (d->lines == TEXT_ONE_LINE) {
        char found[TEXT_QUOTE_SIZE];
        return err_set(d->e, RC_INVALID, "%s: ký tự thứ %zu %s.", quote(d->bytes, d->n, found), at,
                       why);
    }
    err_set(d->e, RC_INVALID, "Dòng %d, ký tự thứ %zu %s.", d->line, at, why);
    err_at(d->e, NULL, d->line);
    return RC_INVALID;
}

/* Code points that NFC leaves alone whatever stands beside them, among those of Vietnamese text:
 * Latin with its marks in one, and the usual quotes and dashes. */
static bool composed(utf8proc_int32_t cp) {
    return cp < 0xC0 || text_plain(cp) || (cp >= 0x2010 && cp <= 0x2026);
}

static bool printable(char c) {
    return c >= 0x20 && c < 0x7F;
}

/* Bytes from `i` on that pass as they are. */
static size_t passing(struct door *d, size_t i) {
    size_t at = i;
    for (;;) {
        utf8proc_int32_t cp;
        while (at < d->n && printable(d->bytes[at]))
            at++;
        size_t len = decode(d->bytes + at, d->n - at, &cp);
        if (len == 0 || verdict(cp) != PASS)
            return at - i;
        d->composed = d->composed && composed(cp);
        at += len;
    }
}

/* The bytes, checked and with plain blanks, appended to `out`. */
static enum rc check(struct door *d) {
    const char *bytes = d->bytes;
    size_t i = 0;
    while (i < d->n) {
        size_t run = passing(d, i);
        if (run > 0) {
            buf_add(d->out, bytes + i, run);
            i += run;
            continue;
        }
        utf8proc_int32_t cp;
        size_t len = decode(bytes + i, d->n - i, &cp);
        if (len == 0)
            return refuse(d, NO_CHARACTER, -1);
        enum verdict v = verdict(cp);
        bool before_newline = cp == '\r' && i + 1 < d->n && bytes[i + 1] == '\n';
        if (d->lines == TEXT_MANY_LINES && (v == NEWLINE || before_newline)) {
            if (!before_newline) {
                buf_char(d->out, '\n');
                d->line++;
                d->line_start = d->out->len;
            }
        } else if (v == BLANK) {
            buf_char(d->out, ' ');
        } else if (v != DROP) {
            return refuse(d, before_newline ? NEWLINE : v, cp);
        }
        i += len;
    }
    return RC_OK;
}

/* Drop blanks and newlines at both ends of what is in `out` from `start`. */
static void trim(struct buf *out, size_t start) {
    size_t end = out->len;
    while (end > start && (out->data[end - 1] == ' ' || out->data[end - 1] == '\n'))
        end--;
    buf_cut(out, end);
    size_t first = start;
    while (first < end && (out->data[first] == ' ' || out->data[first] == '\n'))
        first++;
    if (first > start) {
        memmove(out->data + start, out->data + first, end - first);
        buf_cut(out, start + end - first);
    }
}

/* To NFC. utf8proc_map costs many times what reading the text does, and nearly all text that comes
 * in is composed already. */
static enum rc compose(struct buf *out, size_t start, struct err *e) {
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)out->data + start,
                                        (utf8proc_ssize_t)(out->len - start), &nfc,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len < 0) /* checked above: all it can lack is memory */
        return err_nomem(e);
    buf_cut(out, start);
    buf_add(out, (const char *)nfc, (size_t)len);
    free(nfc);
    return RC_OK;
}

enum rc text_clean(const char *bytes, size_t n, enum text_lines lines, struct buf *out,
                   struct err *e) {
    size_t start = out->len;
    struct door door = {.bytes = bytes,
                        .n = n,
                        .lines = lines,
                        .e = e,
                        .out = out,
                        .line = 1,
                        .line_start = start,
                        .composed = true};
    enum rc rc = check(&door);
    if (rc == RC_OK && out->failed)
        rc = err_nomem(e);
    if (rc == RC_OK) {
        trim(out, start);
        rc = door.composed ? RC_OK : compose(out, start, e);
    }
    if (rc == RC_OK && out->failed)
        rc = err_nomem(e);
    if (rc != RC_OK)
        buf_cut(out, start);
    return rc;
}
