/* Order keys: Vietnamese dictionary order as printable ASCII that strcmp compares.
 *
 * libc's strcoll and ICU were considered: vi_VN need not be installed on a server, its order
 * changes with the libc, and a stored key must not; ICU is 30 MB for one language.
 *
 * A key has three parts with a blank between: letters, tones, capitals ("Hải Hòa" is
 * "hai-hoa 21 1001"). What stands for what in the first part, in ascending order:
 *   -        one or more blanks
 *   .c       an ASCII sign c
 *   /xxxxxx  another sign, by code point
 *   nddd     a number of n digits without leading zeros, so that 2 stands before 10 (n is 9 and
 *            three digits more from 9 digits on)
 *   a … z    a letter; ă a~, â a~~, đ d~, ê e~, ô o~, ơ o~~, ư u~: since ~ is above all that can
 *            follow a letter, all of a stands before all of ă
 *   {xxxxxx  a letter of another script
 * Tones: a digit for each syllable (letters in a row): 0 ngang 1 huyền 2 hỏi 3 ngã 4 sắc 5 nặng, 6
 * any mark of another language. Capitals: 0 or 1 for each letter, trailing 0s left out. */
#include "text_parts.h"

#include <string.h>
#include <utf8proc.h>

enum { BREVE = 0x0306, CIRCUMFLEX = 0x0302, HORN = 0x031B, D_STROKE = 0x0111 };
enum { GRAVE = 0x0300, HOOK = 0x0309, TILDE = 0x0303, ACUTE = 0x0301, DOT_BELOW = 0x0323 };

struct key {
    struct buf letters, tones, capitals;
    size_t capitals_end; /* one past the last 1 */
    char base;           /* Latin letter that a mark would belong to, 0 if none */
    bool in_syllable;
    char tone; /* of this syllable */
    bool blank;
    /* the number being read: its digits wait in `number` until their count is known */
    struct buf number;
    bool in_number;
};

static void end_syllable(struct key *k) {
    if (k->in_syllable)
        buf_char(&k->tones, k->tone);
    k->in_syllable = false;
    k->tone = '0';
    k->base = 0;
}

static void end_number(struct key *k) {
    if (!k->in_number)
        return;
    if (k->number.len == 0)
        buf_char(&k->number, '0'); /* only zeros were there */
    size_t n = k->number.len > 999 ? 999 : k->number.len;
    if (n < 9)
        buf_printf(&k->letters, "%zu", n);
    else
        buf_printf(&k->letters, "9%03zu", n);
    buf_add(&k->letters, buf_str(&k->number), k->number.len > 999 ? 999 : k->number.len);
    buf_cut(&k->number, 0);
    k->in_number = false;
}

/* What stands before anything that is not a digit, a letter or a mark of the run before it. */
static void begin(struct key *k) {
    end_number(k);
    if (k->blank && k->letters.len > 0)
        buf_char(&k->letters, '-');
    k->blank = false;
}

static void put_letter(struct key *k, char c, bool upper) {
    begin(k);
    if (!k->in_syllable) {
        k->in_syllable = true;
        k->tone = '0';
    }
    buf_char(&k->letters, c);
    buf_char(&k->capitals, upper ? '1' : '0');
    if (upper)
        k->capitals_end = k->capitals.len;
    k->base = c;
}

static void put_digit(struct key *k, char c) {
    end_syllable(k);
    if (!k->in_number) {
        begin(k);
        k->in_number = true;
    }
    if (c != '0' || k->number.len > 0)
        buf_char(&k->number, c);
}

/* How the mark makes another letter of the base: "~", "~~", or NULL if it does not. */
static const char *letter_mark(char base, int32_t cp) {
    switch (cp) {
    case BREVE:
        return base == 'a' ? "~" : NULL;
    case CIRCUMFLEX:
        return base == 'a' ? "~~" : base == 'e' || base == 'o' ? "~" : NULL;
    case HORN:
        return base == 'o' ? "~~" : base == 'u' ? "~" : NULL;
    default:
        return NULL;
    }
}

static char tone_of(int32_t cp) {
    switch (cp) {
    case GRAVE:
        return '1';
    case HOOK:
        return '2';
    case TILDE:
        return '3';
    case ACUTE:
        return '4';
    case DOT_BELOW:
        return '5';
    default:
        return '6';
    }
}

static void put_mark(struct key *k, int32_t cp) {
    const char *more = letter_mark(k->base, cp);
    if (more != NULL && k->letters.len > 0 && k->letters.data[k->letters.len - 1] != '~')
        buf_puts(&k->letters, more);
    else if (k->in_syllable)
        k->tone = tone_of(cp);
}

static void put_other(struct key *k, int32_t cp) {
    end_syllable(k);
    begin(k);
    if (cp < 0x80) {
        buf_char(&k->letters, '.');
        buf_char(&k->letters, (char)cp);
        return;
    }
    utf8proc_category_t c = utf8proc_category(cp);
    bool letter = c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
    buf_printf(&k->letters, letter ? "{%06x" : "/%06x", (unsigned)cp);
}

static void put(struct key *k, int32_t cp, bool upper) {
    const char *ascii = text_ascii_for(cp);
    if (text_is_blank(cp)) {
        end_syllable(k);
        end_number(k);
        k->blank = true;
    } else if (cp == D_STROKE) {
        put_letter(k, 'd', upper);
        buf_char(&k->letters, '~');
    } else if (ascii != NULL) {
        for (; *ascii != '\0'; ascii++)
            put(k, (unsigned char)*ascii, upper);
    } else if (cp >= 'a' && cp <= 'z') {
        put_letter(k, (char)cp, upper);
    } else if (cp >= '0' && cp <= '9') {
        put_digit(k, (char)cp);
    } else if (text_is_mark(cp)) {
        put_mark(k, cp);
    } else if (cp > ' ' && cp != 0x7F) {
        put_other(k, cp);
    }
}

/* Add the first `n` bytes of `s` to the key as words of their own. */
static void put_text(struct key *k, const char *s, size_t n) {
    k->tone = '0';
    size_t i = 0;
    while (i < n) {
        struct text_parts p;
        size_t len = text_take_apart(s + i, &p);
        if (len == 0)
            break;
        for (int j = 0; j < p.n; j++)
            put(k, p.cp[j], p.upper);
        i += len;
    }
    end_syllable(k);
    end_number(k);
    k->blank = true;
}

/* Write the letters and tones gathered so far, and forget them; capitals wait for the end. */
static void write_words(struct key *k, struct buf *out) {
    buf_puts(out, buf_str(&k->letters));
    buf_char(out, ' ');
    buf_puts(out, buf_str(&k->tones));
    buf_char(out, ' ');
    out->failed |= k->letters.failed || k->tones.failed;
    buf_cut(&k->letters, 0);
    buf_cut(&k->tones, 0);
    k->blank = false;
}

static void finish(struct key *k, struct buf *out) {
    write_words(k, out);
    buf_cut(&k->capitals, k->capitals_end);
    buf_puts(out, buf_str(&k->capitals));
    out->failed |= k->capitals.failed || k->number.failed;
    buf_free(&k->letters);
    buf_free(&k->tones);
    buf_free(&k->capitals);
    buf_free(&k->number);
}

void text_order_key(const char *s, struct buf *out) {
    struct key k = {0};
    put_text(&k, s, strlen(s));
    finish(&k, out);
}

void text_person_key(const char *name, struct buf *out) {
    size_t end = strlen(name);
    while (end > 0 && text_is_blank((unsigned char)name[end - 1]))
        end--;
    size_t given = end;
    while (given > 0 && !text_is_blank((unsigned char)name[given - 1]))
        given--;
    struct key k = {0};
    put_text(&k, name + given, end - given);
    write_words(&k, out);
    put_text(&k, name, given);
    finish(&k, out);
}
