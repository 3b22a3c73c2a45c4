/* The search key, and taking letters apart for both keys. utf8proc does that, but for the letters
 * that Unicode does not take apart (đ ł ø …), which are in a table here. Nothing in this file
 * depends on the locale: keys are stored. */
#include "text_parts.h"

#include <utf8proc.h>

/* Lower-case characters, after case folding, that stand for others without being composed. */
static const struct {
    utf8proc_int32_t cp;
    char ascii[4];
} undecomposed[] = {
    {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"}, {0x0111, "d"}, {0x0127, "h"},
    {0x0131, "i"},  {0x0142, "l"},  {0x0153, "oe"}, {0x0167, "t"},  {0x0180, "b"}, {0x0192, "f"},
    {0x01E5, "g"},  {0x0253, "b"},  {0x0256, "d"},  {0x0257, "d"},  {0x2010, "-"}, {0x2011, "-"},
    {0x2012, "-"},  {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"}, {0x2019, "'"},
    {0x201A, "'"},  {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""}, {0x2212, "-"},
};

const char *text_ascii_for(int32_t cp) {
    if (cp < 0x80)
        return NULL;
    for (size_t i = 0; i < sizeof undecomposed / sizeof *undecomposed; i++)
        if (undecomposed[i].cp == cp)
            return undecomposed[i].ascii;
    return NULL;
}

size_t text_take_apart(const char *s, struct text_parts *p) {
    unsigned char lead = (unsigned char)*s;
    p->n = 1;
    p->upper = lead >= 'A' && lead <= 'Z';
    if (lead < 0x80) {
        p->cp[0] = p->upper ? lead + ('a' - 'A') : lead;
        return lead != 0;
    }
    utf8proc_int32_t cp;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &cp);
    if (len <= 0) {
        p->cp[0] = 0xFFFD;
        return 1;
    }
    int boundclass = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        cp, p->cp, TEXT_PARTS,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &boundclass);
    p->n = n < 0 || n > TEXT_PARTS ? 0 : (int)n;
    p->upper = utf8proc_tolower(cp) != cp;
    return (size_t)len;
}

bool text_is_mark(int32_t cp) {
    if (cp < 0x300)
        return false;
    utf8proc_category_t c = utf8proc_category(cp);
    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_MC || c == UTF8PROC_CATEGORY_ME;
}

static void add_code_point(struct buf *out, utf8proc_int32_t cp) {
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char(cp, bytes);
    buf_add(out, (const char *)bytes, n < 0 ? 0 : (size_t)n);
}

bool text_is_blank(int32_t cp) {
    return cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r';
}

void text_fold(const char *s, struct buf *out) {
    bool blank = false;
    bool any = false;
    struct text_parts p;
    for (size_t len; (len = text_take_apart(s, &p)) > 0; s += len) {
        for (int i = 0; i < p.n; i++) {
            if (text_is_blank(p.cp[i])) {
                blank = any;
                continue;
            }
            if (text_is_mark(p.cp[i]))
                continue;
            if (blank) {
                buf_char(out, ' ');
                blank = false;
            }
            any = true;
            const char *ascii = text_ascii_for(p.cp[i]);
            if (ascii != NULL)
                buf_puts(out, ascii);
            else
                add_code_point(out, p.cp[i]);
        }
    }
}

char *text_folded(struct arena *a, const char *s) {
    struct buf folded = {0};
    text_fold(s, &folded);
    char *copy = NULL;
    if (folded.failed)
        a->failed = true;
    else
        copy = arena_dup_n(a, buf_str(&folded), folded.len);
    buf_free(&folded);
    return copy;
}
