/* Wrapped lines rejoined: which line goes on with the clause before it, and which begins another.
 *
 * A blank line always ends a clause. Else, for a line without a mark, it goes on with the one
 * before when
 *   - the one before does not end a sentence and this one begins in lower case, or the one before
 *     ends with a comma, or with a hyphen inside a word ("Covid-" / "19"), or
 *   - the text was wrapped at a width and the line before is full: the first word of this one would
 *     not have fitted. The width is read from the text itself, from the lines that surely go on
 *     (first rule). "Trên đây là …" after a whole sentence begins a paragraph all the same.
 * A line that looks marked goes on with the one before only when the text was wrapped, the line
 * before is full and does not end a sentence, and
 *   - after a dash or plus comes lower case or a digit ("nhiệm kỳ 2017" / "- 2022"), or
 *   - a number is not the one expected next (neither the first nor the next of its series), or
 *     follows a word that takes a number ("trước ngày" / "15. Sau đó").
 * So a clause that stands out of order is still a clause unless the sentence before was cut short
 * at the full width. A mark alone on its line takes the next unmarked line as its text ("Chương II"
 * / "QUY ĐỊNH CHUNG"). */
#include "plan_impl.h"
#include <stdlib.h>
#include <string.h>

enum { MIN_WRAP = 40 };

/* The last number of each kind of mark, to tell what is expected next. */
struct series {
    int value[RANK_COUNT]; /* 0: none yet */
    int decimal;           /* first part of the last decimal */
};

static const char *const number_takers[] = {"ngày", "tháng", "năm",  "số",   "khoản", "điều", "mục",
                                            "điểm", "thứ",   "khóa", "khoá", "từ",    "đến",  NULL};

/* Letters (code points), as editors and word processors count a line. */
static size_t letters(const char *s, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

static size_t width_of(const struct plan_line *l) {
    return l->indent + letters(l->s, strlen(l->s));
}

/* Broken after a hyphen inside a word, where no blank was. A term of office is often written with
 * one ("2017- 2022"), and reads the same with or without. */
static bool hyphenated(const char *s) {
    size_t n = strlen(s), digits = 0;
    if (n < 2 || s[n - 1] != '-' || !plan_is_word(plan_char_before(s, s + n - 1)))
        return false;
    while (digits < n - 1 && plan_is_digit((unsigned char)s[n - 2 - digits]))
        digits++;
    return digits != 4;
}

/* The first rule above. */
static bool surely_goes_on(const struct plan_line *before, const struct plan_line *l) {
    size_t n = strlen(before->s), len;
    uint32_t c = plan_char(l->s, &len);
    return before->s[n - 1] == ',' || hyphenated(before->s) ||
           (!plan_ends_sentence(before->s) && plan_is_lower(c));
}

/* The first word of `l` would not have fitted on the line before; `wrap` is the width, 0 for a text
 * that was not wrapped. A line that does not end a sentence is allowed an eighth less: paragraphs
 * that were justified or balanced (Word, fmt), or counted in bytes (fold), are not filled evenly.
 */
static bool is_full(size_t wrap, const struct plan_line *before, const struct plan_line *l) {
    if (wrap == 0)
        return false;
    size_t word = letters(l->s, strcspn(l->s, " "));
    size_t slack = plan_ends_sentence(before->s) ? 0 : wrap / 8;
    return width_of(before) + 1 + word + slack > wrap;
}

/* Lines i-1 and i go on from one to the other whatever the width: evidence of wrapping. */
static bool is_evidence(const struct plan_lines *l, int i) {
    const struct plan_line *line = &l->line[i], *before = line - 1;
    return !line->gap && !line->hash && !line->marked && !before->hash &&
           surely_goes_on(before, line);
}

static int by_size(const void *a, const void *b) {
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The text was wrapped at the width that all but a twentieth of the sure lines keep to (a long
 * address cannot be broken), if most of them are full at it and hardly any line is much longer: one
 * stray line break does not make a wrapped text. */
static bool find_wrap(const struct plan_lines *l, int from, int to, struct arena *a, size_t *wrap) {
    size_t count = 0, full = 0, over = 0;
    size_t *widths = arena_array(a, to > from ? (size_t)(to - from) : 1, sizeof *widths);
    if (!widths)
        return false;
    for (int i = from + 1; i < to; i++)
        if (is_evidence(l, i))
            widths[count++] = width_of(&l->line[i - 1]);
    *wrap = 0;
    if (count == 0)
        return true;
    qsort(widths, count, sizeof *widths, by_size);
    size_t width = widths[(count - 1) * 19 / 20];
    for (int i = from; i < to; i++) {
        full += i > from && is_evidence(l, i) && is_full(width, &l->line[i - 1], &l->line[i]);
        over += width_of(&l->line[i]) > width + width / 8;
    }
    bool kept = over <= 1 + (size_t)(to - from) / 20;
    *wrap = width >= MIN_WRAP && full * 2 >= count && kept ? width : 0;
    return true;
}

static bool is_next(const struct series *s, const struct plan_mark_read *m) {
    int last = s->value[m->rank];
    if (m->kind == PLAN_DECIMAL) {
        return m->value == 1 || m->first == s->value[RANK_NUMBER] || m->first == s->decimal ||
               m->first == s->decimal + 1;
    }
    /* Letters may leave one out: e g, i k; d e where đ is not used. */
    int step = m->kind == PLAN_LETTER ? 2 : 1;
    return m->value == 1 || (last > 0 && m->value > last && m->value <= last + step);
}

/* A capital letter is a mark only in its series. */
static void read_mark(const struct series *s, const struct plan_line *line,
                      struct plan_mark_read *m) {
    *m = (struct plan_mark_read){.kind = PLAN_PARAGRAPH, .rank = RANK_COUNT};
    if (line->marked)
        plan_mark_read(line->s, m);
    if (m->rank == RANK_UPPER && !is_next(s, m))
        *m = (struct plan_mark_read){.kind = PLAN_PARAGRAPH, .rank = RANK_COUNT};
}

static void remember(struct series *s, const struct plan_mark_read *m) {
    if (m->kind == PLAN_PARAGRAPH || m->kind == PLAN_DASH || m->kind == PLAN_PLUS)
        return;
    s->value[m->rank] = m->value;
    if (m->kind == PLAN_DECIMAL)
        s->decimal = m->first;
    for (int r = (int)m->rank + 1; r < RANK_COUNT; r++)
        s->value[r] = 0;
}

static const char *last_word(const char *s) {
    const char *blank = strrchr(s, ' ');
    return blank ? blank + 1 : s;
}

static bool unmarked_goes_on(size_t wrap, const struct plan_line *before,
                             const struct plan_line *l) {
    if (surely_goes_on(before, l))
        return true;
    bool closing = plan_ends_sentence(before->s) && plan_starts_closing(l->s);
    return !closing && is_full(wrap, before, l);
}

static bool marked_goes_on(size_t wrap, const struct series *s, const struct plan_line *before,
                           const struct plan_line *l, const struct plan_mark_read *m) {
    if (hyphenated(before->s))
        return true;
    if (!is_full(wrap, before, l) || plan_ends_sentence(before->s))
        return false;
    size_t len;
    uint32_t c = plan_char(l->s + m->text, &len);
    if (m->glyph)
        return plan_is_lower(c) || plan_is_digit(c);
    return !is_next(s, m) || plan_word_of(last_word(before->s), number_takers) != NULL;
}

/* Join lines [from, to) from byte `skip` of the first. */
static const char *join(const struct plan_lines *l, int from, int to, size_t skip,
                        struct arena *a) {
    size_t room = 1;
    for (int i = from; i < to; i++)
        room += strlen(l->line[i].s) + 1;
    char *text = arena_alloc(a, room - skip);
    if (!text)
        return NULL;
    size_t at = 0;
    for (int i = from; i < to; i++) {
        const char *s = l->line[i].s + (i == from ? skip : 0);
        size_t n = strlen(s);
        if (at > 0 && !hyphenated(l->line[i - 1].s))
            text[at++] = ' ';
        memcpy(text + at, s, n);
        at += n;
    }
    text[at] = '\0';
    return text;
}

static bool add_para(const struct plan_lines *l, int from, int to, const struct plan_mark_read *m,
                     struct arena *a, struct plan_paras *out) {
    struct plan_para p = {.kind = m->kind,
                          .rank = m->rank,
                          .first = m->first,
                          .value = m->value,
                          .line = l->line[from].no};
    p.text = join(l, from, to, m->text, a);
    p.own = m->own[0] ? arena_dup(a, m->own) : "";
    p.marker = m->glyph ? m->glyph : m->len ? arena_dup_n(a, l->line[from].s, m->len) : "";
    out->para[out->count++] = p;
    return p.text && p.own && p.marker;
}

/* Where the paragraph that begins at line `from` with mark `m` ends. */
static int para_end(const struct plan_lines *l, int from, int to, const struct plan_mark_read *m,
                    size_t wrap, const struct series *s) {
    bool bare = m->kind != PLAN_PARAGRAPH && l->line[from].s[m->text] == '\0';
    int i = from + 1;
    for (; i < to; i++, bare = false) {
        const struct plan_line *before = &l->line[i - 1], *line = &l->line[i];
        struct plan_mark_read next;
        read_mark(s, line, &next);
        if (bare && next.kind == PLAN_PARAGRAPH && (!line->gap || !m->glyph))
            continue;
        if (line->gap || line->hash || before->hash)
            break;
        bool on = next.kind == PLAN_PARAGRAPH ? unmarked_goes_on(wrap, before, line)
                                              : marked_goes_on(wrap, s, before, line, &next);
        if (!on)
            break;
    }
    return i;
}

bool plan_join(const struct plan_lines *l, int from, int to, struct arena *a,
               struct plan_paras *out) {
    size_t wrap;
    struct series s = {0};
    *out = (struct plan_paras){0};
    out->para = arena_array(a, to > from ? (size_t)(to - from) : 1, sizeof *out->para);
    if (!out->para || !find_wrap(l, from, to, a, &wrap))
        return false;
    for (int end; from < to; from = end) {
        struct plan_mark_read m;
        read_mark(&s, &l->line[from], &m);
        remember(&s, &m);
        end = para_end(l, from, to, &m, wrap, &s);
        if (!add_para(l, from, end, &m, a, out))
            return false;
    }
    return true;
}
