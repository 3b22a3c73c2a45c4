/* An imported text through the door and into lines. */
#include "plan_impl.h"
#include "thidua/text.h"
#include <string.h>

enum { PLAN_MAX_BYTES = 1024 * 1024 };

static bool blank_byte(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The door speaks of the whole text; an officer needs the line. */
static enum rc refuse_line(const char *bytes, size_t n, struct err *e) {
    struct buf b = {0};
    enum rc rc = RC_OK;
    int no = 0;
    for (size_t at = 0; rc == RC_OK && at < n;) {
        const char *nl = memchr(bytes + at, '\n', n - at);
        size_t len = nl ? (size_t)(nl - bytes) - at : n - at;
        size_t next = at + len + 1;
        if (len > 0 && bytes[at + len - 1] == '\r')
            len--;
        no++;
        buf_clear(&b);
        rc = text_clean(bytes + at, len, TEXT_ONE_LINE, &b, e);
        at = next;
    }
    if (rc == RC_INVALID && e)
        e->line = no;
    buf_free(&b);
    return rc;
}

/* The clean text; *first is the number of its first line. */
static enum rc clean(const char *bytes, size_t n, struct buf *out, int *first, struct err *e) {
    *first = 1;
    for (; n > 0 && blank_byte(*bytes); bytes++, n--)
        *first += *bytes == '\n';
    enum rc rc = text_clean(bytes, n, TEXT_MANY_LINES, out, e);
    if (rc == RC_INVALID) {
        enum rc line = refuse_line(bytes, n, e);
        rc = line == RC_OK ? rc : line;
        if (e && e->line > 0)
            e->line += *first - 1;
    }
    return rc == RC_OK && out->failed ? err_nomem(e) : rc;
}

/* Every kind of blank is one blank, none at the ends; what is only there for a printer (soft
 * hyphen, zero-width space) goes. */
static void squeeze(char *s) {
    char *to = s;
    bool blank = false;
    for (size_t at = 0, len; s[at]; at += len) {
        uint32_t c = plan_char(s + at, &len);
        if (c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000) {
            blank = true;
            continue;
        }
        if (c == 0xAD || c == 0x200B)
            continue;
        if (blank && to > s)
            *to++ = ' ';
        blank = false;
        memmove(to, s + at, len);
        to += len;
    }
    *to = '\0';
}

/* A line drawn with signs: ---, ***, _____, ….…., a table's |---|. */
static bool is_rule(const char *s) {
    int signs = 0;
    for (size_t at = 0, len; s[at]; at += len) {
        uint32_t c = plan_char(s + at, &len);
        bool drawn = c == '-' || c == '_' || c == '=' || c == '*' || c == '~' || c == '.' ||
                     c == '|' || c == ':' || (c >= 0x2010 && c <= 0x2015) || c == 0x2026;
        if (!drawn && c != ' ')
            return false;
        signs += drawn;
    }
    return signs >= 3;
}

/* A Markdown heading loses its # before and after. */
static bool drop_hash(char *s) {
    size_t n = strspn(s, "#");
    if (n == 0 || n > 6 || s[n] != ' ')
        return false;
    size_t len = strlen(s), end = len;
    while (end > n + 1 && s[end - 1] == '#')
        end--;
    if (end < len && s[end - 1] == ' ')
        s[end - 1] = '\0';
    memmove(s, s + n + 1, strlen(s + n + 1) + 1);
    return true;
}

/* Emphasis may run over a wrapped line, never into another clause. */
static bool starts_group(const struct plan_line *l) {
    struct plan_mark_read m;
    size_t skip = strspn(l->s, "*_");
    plan_mark_read(l->s[skip] == ' ' ? l->s : l->s + skip, &m);
    return l->gap || l->hash || m.kind != PLAN_PARAGRAPH;
}

static bool drop_emphasis(char **text, const struct plan_line *line, int count) {
    for (int from = 0, to; from < count; from = to) {
        to = from + 1;
        while (to < count && !starts_group(&line[to]))
            to++;
        if (!plan_emphasis(text + from, to - from))
            return false;
    }
    return true;
}

static int count_newlines(const char *s) {
    int n = 0;
    for (; (s = strchr(s, '\n')) != NULL; s++)
        n++;
    return n;
}

static bool split(char *s, int no, struct arena *a, struct plan_lines *out) {
    size_t most = (size_t)count_newlines(s) + 1;
    char **text = arena_array(a, most, sizeof *text);
    out->line = arena_array(a, most, sizeof *out->line);
    if (!text || !out->line)
        return false;
    bool gap = true;
    for (char *next; s; s = next, no++) {
        next = strchr(s, '\n');
        if (next)
            *next++ = '\0';
        size_t indent = strspn(s, " ");
        squeeze(s);
        bool hash = drop_hash(s);
        if (!*s || is_rule(s)) {
            gap = true;
            continue;
        }
        text[out->count] = s;
        out->line[out->count++] =
            (struct plan_line){.s = s, .indent = indent, .no = no, .gap = gap, .hash = hash};
        gap = false;
    }
    if (!drop_emphasis(text, out->line, out->count))
        return false;
    for (int i = 0; i < out->count; i++) {
        struct plan_mark_read m;
        plan_mark_read(out->line[i].s, &m);
        out->line[i].marked = m.kind != PLAN_PARAGRAPH;
    }
    return true;
}

static bool has_word(const struct plan_lines *l) {
    for (int i = 0; i < l->count; i++) {
        for (size_t at = 0, len; l->line[i].s[at]; at += len) {
            uint32_t c = plan_char(l->line[i].s + at, &len);
            if (plan_is_word(c) && !plan_is_digit(c))
                return true;
        }
    }
    return false;
}

enum rc plan_lines(const char *bytes, size_t n, struct arena *a, struct plan_lines *out,
                   struct err *e) {
    *out = (struct plan_lines){0};
    if (n > PLAN_MAX_BYTES) {
        return err_set(e, RC_INVALID,
                       "Văn bản dài hơn 1 MiB, quá lớn với một kế hoạch; hãy kiểm tra lại tệp.");
    }
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    struct buf b = {0};
    int first;
    enum rc rc = clean(bytes, n, &b, &first, e);
    if (rc == RC_OK) {
        char *s = arena_dup_n(a, buf_str(&b), b.len);
        rc = s && split(s, first, a, out) ? RC_OK : err_nomem(e);
    }
    if (rc == RC_OK && !has_word(out))
        rc = err_set(e, RC_INVALID, "Văn bản không có chữ nào; hãy kiểm tra lại tệp.");
    buf_free(&b);
    return rc;
}
