/* Letters of clean text. Upper and lower case are told apart here, not by libc, so that a plan
 * reads the same in every locale; Latin letters with all Vietnamese marks are covered. */
#include "plan_impl.h"
#include <string.h>

uint32_t plan_char(const char *s, size_t *len) {
    const unsigned char *u = (const unsigned char *)s;
    if (u[0] < 0x80) {
        *len = u[0] ? 1 : 0;
        return u[0];
    }
    if (u[0] < 0xE0) {
        *len = 2;
        return (u[0] & 0x1FU) << 6 | (u[1] & 0x3FU);
    }
    if (u[0] < 0xF0) {
        *len = 3;
        return (u[0] & 0x0FU) << 12 | (u[1] & 0x3FU) << 6 | (u[2] & 0x3FU);
    }
    *len = 4;
    return (u[0] & 0x07U) << 18 | (u[1] & 0x3FU) << 12 | (u[2] & 0x3FU) << 6 | (u[3] & 0x3FU);
}

uint32_t plan_char_before(const char *start, const char *s) {
    if (s == start)
        return 0;
    do {
        s--;
    } while (s > start && ((unsigned char)*s & 0xC0) == 0x80);
    size_t len;
    return plan_char(s, &len);
}

/* In these blocks upper and lower case alternate, upper first at an even code point; the two short
 * stretches of Latin Extended-A that begin at an odd one hold no Vietnamese letter. */
static bool in_pairs(uint32_t c) {
    return (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || c == 0x1A0 || c == 0x1A1 ||
           (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF);
}

bool plan_is_upper(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           (in_pairs(c) && c % 2 == 0) || c == 0x1AF;
}

bool plan_is_lower(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
           (in_pairs(c) && c % 2 == 1) || c == 0x1B0;
}

uint32_t plan_lower(uint32_t c) {
    if (!plan_is_upper(c))
        return c;
    return c < 0x100 ? c + 0x20 : c + 1;
}

bool plan_is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

bool plan_is_word(uint32_t c) {
    if (plan_is_digit(c) || plan_is_upper(c) || plan_is_lower(c))
        return true;
    /* Other scripts; general punctuation, arrows, symbols and CJK punctuation are not words. */
    return c >= 0x100 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) &&
           !(c >= 0xFF00 && c <= 0xFF0F);
}

bool plan_opens(uint32_t c) {
    return c == '"' || c == '\'' || c == '(' || c == '[' || c == '{' || c == 0xAB || c == 0x2018 ||
           c == 0x201C || c == 0x201E;
}

bool plan_closes(uint32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' || c == 0xBB || c == 0x2019 ||
           c == 0x201D;
}

size_t plan_starts(const char *s, const char *lower) {
    size_t at = 0, len, low;
    /* Almost every call ends here. */
    if ((unsigned char)*lower < 0x80 && (*s | 0x20) != (*lower | 0x20))
        return 0;
    for (; *lower; lower += low) {
        if (plan_lower(plan_char(s + at, &len)) != plan_char(lower, &low))
            return 0;
        at += len;
    }
    return at;
}

size_t plan_word(const char *s, const char *lower) {
    size_t at = plan_starts(s, lower), len;
    return at > 0 && !plan_is_word(plan_char(s + at, &len)) ? at : 0;
}

const char *plan_word_of(const char *s, const char *const *list) {
    for (; *list; list++)
        if (plan_word(s, *list) > 0)
            return *list;
    return NULL;
}

size_t plan_word_before(const char *s, size_t *at) {
    while (*at > 0 && s[*at - 1] == ' ')
        --*at;
    size_t from = *at, most = 24;
    while (from > 0 && most-- > 0 && s[from - 1] != ' ' && s[from - 1] != '(' && s[from - 1] != '.')
        from--;
    while (from < *at && ((unsigned char)s[from] & 0xC0) == 0x80)
        from++;
    return from;
}

bool plan_ends_sentence(const char *s) {
    const char *end = s + strlen(s);
    while (end > s) {
        uint32_t c = plan_char_before(s, end);
        if (!plan_closes(c))
            return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == 0x2026;
        do {
            end--;
        } while (end > s && ((unsigned char)*end & 0xC0) == 0x80);
    }
    return false;
}
