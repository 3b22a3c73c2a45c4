/* Recognising the mark at the start of a line.
 *
 *   bullets    - – — • … (dash), + (plus); before a blank, a letter or a quote; * only before a
 * blank Arabic     1. 1) 1/ 1- (1)           two digits at most: a year is never a mark
 *   decimal    4.1. 4.1 4.1.2) II.4. 1.a) parts of two digits at most, none begins with 0: 20.01
 * and 1.200 are a day and a thousand; without a final sign the text must begin with a capital ("4.1
 * Nội dung", not "1.5 triệu đồng") Roman      I. I- I/ I) I: I -        capitals, canonical, up to
 * XLIX; I V X are always Roman letters    a) a. a/ a- (a) đ)        lower case: always letters,
 * also c d i l m v x; ii) iii) iv) capitals   A. B) C/ Đ-               not I V X; plan_join.c
 * takes one only as the first (A) or the next of its series, so that "T. Hương" or "P. Chủ tịch" is
 * text words      Phần Chương Mục Điều with a Roman or Arabic number, a capital or "thứ nhất":
 * before a sign or the line's end, or all in capitals (not Điều): "Điều 20 Quy định" is text
 *
 * After - and / a blank and no digit must follow ("10- 15 hội viên", "04/KH-BTV", "8/3" are text);
 * after . and ) a blank, a capital or a quote. */
#include "plan_impl.h"
#include <stdio.h>
#include <string.h>

struct glyph {
    uint32_t c;
    const char *sign;
    enum plan_mark kind;
    bool blank; /* only before a blank */
};

static const struct glyph glyphs[] = {
    {'-', "-", PLAN_DASH, false},    {0x2013, "–", PLAN_DASH, false},
    {0x2014, "—", PLAN_DASH, false}, {0x2010, "‐", PLAN_DASH, false},
    {0x2011, "‑", PLAN_DASH, false}, {0x2212, "−", PLAN_DASH, false},
    {0x2022, "•", PLAN_DASH, false}, {0x25CF, "●", PLAN_DASH, false},
    {0x25AA, "▪", PLAN_DASH, false}, {0x25A0, "■", PLAN_DASH, false},
    {0x25E6, "◦", PLAN_DASH, false}, {0x25CB, "○", PLAN_DASH, false},
    {0xB7, "·", PLAN_DASH, false},   {'*', "*", PLAN_DASH, true},
    {'+', "+", PLAN_PLUS, false},
};

struct part_word {
    const char *word;
    enum plan_rank rank;
    bool needs_sign;
};

static const struct part_word part_words[] = {
    {"phần", RANK_PHAN, false},
    {"chương", RANK_CHUONG, false},
    {"mục", RANK_MUC, false},
    {"điều", RANK_DIEU, true},
};

static const char *const ordinals[] = {"nhất", "hai", "ba",  "tư",   "năm",
                                       "sáu",  "bảy", "tám", "chín", "mười"};

/* One part of a number. */
enum part_kind { PART_NONE, PART_DIGITS, PART_ROMAN, PART_CAPITAL, PART_SMALL };

struct part {
    enum part_kind kind;
    size_t len;
    int value;
    bool zero; /* written with a zero before */
};

static bool letter_or_quote(uint32_t c) {
    return plan_is_upper(c) || plan_is_lower(c) || (plan_opens(c) && c != '(');
}

static bool capital_or_quote(uint32_t c) {
    return plan_is_upper(c) || (plan_opens(c) && c != '(' && c != '\'');
}

static bool read_bullet(const char *s, struct plan_mark_read *m) {
    size_t n, len;
    uint32_t c = plan_char(s, &n);
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) {
        const struct glyph *g = &glyphs[i];
        if (g->c != c)
            continue;
        uint32_t next = plan_char(s + n, &len);
        if (next != 0 && next != ' ' && (g->blank || !letter_or_quote(next)))
            return false;
        m->kind = g->kind;
        m->rank = g->kind == PLAN_PLUS ? RANK_PLUS : RANK_DASH;
        m->glyph = g->sign;
        m->len = n;
        m->text = n + (next == ' ');
        return true;
    }
    return false;
}

/* A canonical Roman number of these two letter cases, I to XLIX; 0 when it is not one. */
static int roman_value(const char *s, size_t n, const char digits[4]) {
    static const char *const tens[] = {"", "X", "XX", "XXX", "XL"};
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    char up[8] = "";
    if (n == 0 || n >= sizeof up)
        return 0;
    for (size_t i = 0; i < n; i++) {
        const char *d = strchr(digits, s[i]);
        if (!d || !*d)
            return 0;
        up[i] = "IVXL"[d - digits];
    }
    for (int v = 1; v < 50; v++) {
        size_t t = strlen(tens[v / 10]);
        if (strncmp(up, tens[v / 10], t) == 0 && strcmp(up + t, ones[v % 10]) == 0)
            return v;
    }
    return 0;
}

/* Where a letter stands among "abcdđe…": the Vietnamese order and the English one both go up in it
 * by one or two at a step. */
static int letter_value(uint32_t c) {
    if (c == 0x111 || c == 0x110)
        return 5;
    int at = (int)(plan_lower(c) - 'a') + 1;
    return at > 4 ? at + 1 : at;
}

static bool plain_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0x111 || c == 0x110;
}

static struct part read_part(const char *s) {
    struct part p = {0};
    size_t n = strspn(s, "0123456789");
    if (n > 0) {
        for (size_t i = 0; i < n && i < 4; i++)
            p.value = p.value * 10 + (s[i] - '0');
        p.kind = n <= 3 && p.value > 0 ? PART_DIGITS : PART_NONE;
        p.zero = *s == '0';
        p.len = n;
        return p;
    }
    n = strspn(s, "IVXL");
    size_t small = strspn(s, "ivx"), len;
    uint32_t c = plan_char(s, &len);
    if ((p.value = roman_value(s, n, "IVXL")) > 0) {
        p.kind = PART_ROMAN;
        p.len = n;
    } else if (small > 1 && (p.value = roman_value(s, small, "ivxl")) > 0) {
        p.kind = PART_SMALL;
        p.len = small;
    } else if (plain_letter(c)) {
        p.kind = plan_is_upper(c) ? PART_CAPITAL : PART_SMALL;
        p.value = letter_value(c);
        p.len = len;
    }
    /* A word that begins like a number is a word. */
    if (plan_is_word(plan_char(s + p.len, &len)))
        p.kind = PART_NONE;
    return p;
}

static void add_part(struct plan_mark_read *m, const char *s, const struct part *p) {
    size_t at = strlen(m->own), zeros = strspn(s, "0");
    if (at + 1 + p->len >= sizeof m->own)
        return; /* cannot be: nine parts of two digits fit after the longest Roman number */
    if (at > 0)
        m->own[at++] = '.';
    memcpy(m->own + at, s + zeros, p->len - zeros);
    m->value = p->value;
}

/* Read "4.2", "II.4", "1.a": the first part of any kind, then digits, a small letter only last.
 * Returns its bytes, 0 when it is none. */
static size_t read_number(const char *s, struct plan_mark_read *m, struct part *first, int *parts) {
    size_t at = 0;
    *parts = 0;
    for (;;) {
        struct part p = read_part(s + at);
        bool digits = p.kind == PART_DIGITS && p.value < 100 && p.len <= 2;
        bool fits = *parts == 0 ? p.kind != PART_NONE : digits || p.kind == PART_SMALL;
        if (!fits || (*parts > 0 && p.zero))
            return 0;
        if (*parts == 0) {
            *first = p;
            m->first = p.value;
        }
        add_part(m, s + at, &p);
        at += p.len;
        ++*parts;
        size_t len;
        uint32_t after = s[at] == '.' ? plan_char(s + at + 1, &len) : 0;
        bool more = plan_is_digit(after) || (plan_is_lower(after) && first->kind == PART_DIGITS);
        if (!more || p.kind == PART_SMALL || *parts == 9)
            return plan_is_digit(after) ? 0 : at;
        at++;
    }
}

/* The sign after a number: its bytes, and where the text begins; false when what follows shows that
 * the number is no mark. */
static bool read_sign(const char *s, bool roman, size_t *sign, size_t *text) {
    size_t n = 0, len;
    if (roman && *s == ' ' && (strncmp(s, " - ", 3) == 0 || strncmp(s, " – ", 5) == 0)) {
        *sign = s[1] == '-' ? 2 : 4;
        *text = *sign + 1;
        return true;
    }
    bool loose = true; /* a capital may touch it */
    for (int i = 0; i < 2; i++) {
        if (s[n] == '.' || s[n] == ')') {
            n++;
        } else if (s[n] == '/' || s[n] == '-' || (s[n] == ':' && roman)) {
            n++;
            loose = false;
        } else if (strncmp(s + n, "–", 3) == 0) {
            n += 3;
            loose = false;
        }
    }
    *sign = n;
    uint32_t next = plan_char(s + n, &len);
    *text = n + (next == ' ');
    if (n == 0 || next == 0)
        return n > 0;
    if (next == ' ')
        return loose || !plan_is_digit(plan_char(s + n + 1, &len));
    /* "V.I. Lê-nin" */
    return loose && capital_or_quote(next) && s[n + len] != '.';
}

static bool number_kind(const struct part *first, int parts, struct plan_mark_read *m) {
    if (parts > 1) {
        m->kind = PLAN_DECIMAL;
        m->rank = RANK_DECIMAL;
        return !first->zero;
    }
    switch (first->kind) {
    case PART_DIGITS:
        m->kind = PLAN_NUMBER;
        m->rank = RANK_NUMBER;
        return first->len <= 2;
    case PART_ROMAN:
        m->kind = PLAN_ROMAN;
        m->rank = RANK_ROMAN;
        return true;
    case PART_CAPITAL:
        m->kind = PLAN_LETTER;
        m->rank = RANK_UPPER;
        return true;
    case PART_SMALL:
        m->kind = PLAN_LETTER;
        m->rank = RANK_LETTER;
        return true;
    default:
        return false;
    }
}

static bool read_numbered(const char *s, struct plan_mark_read *m) {
    struct part first = {0};
    int parts;
    size_t paren = *s == '(', sign, text, len;
    size_t n = read_number(s + paren, m, &first, &parts);
    if (n == 0 || !number_kind(&first, parts, m))
        return false;
    n += paren;
    bool capital = first.kind == PART_ROMAN || first.kind == PART_CAPITAL;
    if (paren && s[n] != ')')
        return false;
    if (!read_sign(s + n, first.kind == PART_ROMAN && parts == 1, &sign, &text)) {
        /* "4.1 Nội dung" */
        if (sign > 0 || parts == 1 || s[n] != ' ' || !capital_or_quote(plan_char(s + n + 1, &len)))
            return false;
        text = 1;
    } else if (capital && plan_is_upper(plan_char(s + n + text, &len)) &&
               s[n + text + len] == '.') {
        return false; /* "V. I. Lê-nin" */
    }
    m->len = n + sign;
    m->text = n + text;
    return true;
}

static bool all_capitals(const char *s) {
    for (size_t len; *s; s += len)
        if (plan_is_lower(plan_char(s, &len)))
            return false;
    return true;
}

/* "II", "5", "A" or "thứ nhất"; its bytes, 0 when it is none. */
static size_t read_part_number(const char *s, struct plan_mark_read *m) {
    size_t n = plan_starts(s, "thứ ");
    for (int i = 0; n > 0 && i < 10; i++) {
        size_t word = plan_word(s + n, ordinals[i]);
        if (word > 0) {
            m->value = i + 1;
            snprintf(m->own, sizeof m->own, "%d", m->value);
            return n + word;
        }
    }
    struct part p = read_part(s);
    if (p.kind == PART_NONE || p.kind == PART_SMALL)
        return 0;
    add_part(m, s, &p);
    return p.len;
}

static bool read_part_word(const char *s, struct plan_mark_read *m) {
    size_t len;
    if (!plan_is_upper(plan_char(s, &len)))
        return false;
    for (size_t i = 0; i < sizeof part_words / sizeof *part_words; i++) {
        const struct part_word *w = &part_words[i];
        size_t n = plan_word(s, w->word);
        size_t number = n > 0 && s[n] == ' ' ? read_part_number(s + n + 1, m) : 0;
        if (number == 0)
            continue;
        n += 1 + number;
        size_t sign = strspn(s + n, ".:)-");
        if (sign == 0 && strncmp(s + n, " - ", 3) == 0)
            sign = 2;
        else if (sign == 0 && strncmp(s + n, " – ", 5) == 0)
            sign = 4;
        uint32_t next = plan_char(s + n + sign, &len);
        if (next != 0 && next != ' ' &&
            (sign == 0 || s[n + sign - 1] == '-' || !capital_or_quote(next)))
            return false;
        if (sign == 0 && s[n] && (w->needs_sign || !all_capitals(s + n)))
            return false;
        m->kind = PLAN_PART;
        m->rank = w->rank;
        m->first = m->value;
        m->len = n + sign;
        m->text = m->len + (s[m->len] == ' ');
        return true;
    }
    return false;
}

void plan_mark_read(const char *line, struct plan_mark_read *m) {
    *m = (struct plan_mark_read){.kind = PLAN_PARAGRAPH, .rank = RANK_COUNT};
    if (read_bullet(line, m) || read_part_word(line, m))
        return;
    *m = (struct plan_mark_read){.kind = PLAN_PARAGRAPH, .rank = RANK_COUNT};
    if (!read_numbered(line, m))
        *m = (struct plan_mark_read){.kind = PLAN_PARAGRAPH, .rank = RANK_COUNT};
}
