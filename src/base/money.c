/* Amounts of money as people write them. */
#include "thidua/text.h"

#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyz"

/* Words after a number, folded, and how many thousand đồng one of it is; 0: đồng itself. */
static const struct {
    const char *word;
    int64_t thousands;
} scales[] = {
    {"ty", 1000000}, {"ti", 1000000}, {"trieu", 1000}, {"tr", 1000}, {"nghin", 1},
    {"ngan", 1},     {"k", 1},        {"dong", 0},     {"d", 0},     {"vnd", 0},
};

enum { UNKNOWN = -1 };

static int64_t scale_of(const char *word, size_t n) {
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (strlen(scales[i].word) == n && memcmp(scales[i].word, word, n) == 0)
            return scales[i].thousands;
    return UNKNOWN;
}

/* The amount being read: folded text, and what of it was understood. */
struct amount {
    const char *written; /* as given, for the sentences */
    const char *at;
    int64_t scale; /* of the last number's word, UNKNOWN before the first */
    int64_t dong;
    struct err *e;
};

static enum rc not_money(const struct amount *m) {
    char found[TEXT_QUOTE_SIZE];
    return err_set(m->e, RC_INVALID,
                   "%s: không phải là số tiền; hãy viết như 5.000.000, 5 triệu hoặc 1,2 tỷ.",
                   text_quote(m->written, found));
}

/* Half a đồng: it is millions that were meant, or so. */
static enum rc no_word(const struct amount *m) {
    char found[TEXT_QUOTE_SIZE];
    return err_set(m->e, RC_INVALID,
                   "%s: đồng không có phần lẻ; nghìn, triệu hay tỷ thì hãy ghi rõ, như 5,5 triệu.",
                   text_quote(m->written, found));
}

static enum rc too_much(const struct amount *m) {
    char found[TEXT_QUOTE_SIZE];
    return err_set(m->e, RC_INVALID, "%s: số tiền quá lớn; hãy xem lại các chữ số.",
                   text_quote(m->written, found));
}

/* The `n` bytes at `s` as thousandths, or as a whole number where đồng are counted. */
static enum rc read_number(const struct amount *m, const char *s, size_t n, bool whole,
                           int64_t *value) {
    char number[64];
    while (n > 0 && *s == ' ') {
        s++;
        n--;
    }
    while (n > 0 && s[n - 1] == ' ')
        n--;
    if (n == 0 || n >= sizeof number || strspn(s, "0123456789.,- ") < n)
        return not_money(m);
    memcpy(number, s, n);
    number[n] = '\0';
    if (whole && strchr(number, ',') != NULL)
        return no_word(m);
    return whole ? text_parse_number(number, value, m->e) : text_parse_decimal(number, value, m->e);
}

/* One number with its word ("1,2 ty"). Words go down in size ("1 tỷ 200 triệu"); a bare number
 * after one ("5 triệu 500") could mean two things, and a sign belongs to the whole amount. */
static enum rc read_term(struct amount *m) {
    size_t n = strcspn(m->at, LETTERS);
    const char *word = m->at + n;
    size_t letters = strspn(word, LETTERS);
    int64_t scale = letters == 0 ? 0 : scale_of(word, letters);
    bool first = m->scale == UNKNOWN;
    if (scale == UNKNOWN || (!first && (letters == 0 || scale >= m->scale)))
        return not_money(m);
    int64_t value = 0;
    enum rc rc = read_number(m, m->at, n, scale == 0, &value);
    if (rc != RC_OK)
        return rc;
    if (!first && (value < 0 || m->dong < 0))
        return not_money(m);
    int64_t factor = scale == 0 ? 1 : scale; /* thousandths of a thousand đồng are đồng */
    if (value > INT64_MAX / factor || value < -(INT64_MAX / factor) ||
        (!first && value * factor > INT64_MAX - m->dong))
        return too_much(m);
    m->dong += value * factor;
    m->scale = scale;
    m->at = word + letters;
    return RC_OK;
}

/* The currency after a number that had its own word: "5 triệu đồng". */
static void skip_currency(struct amount *m) {
    const char *word = m->at + strspn(m->at, " ");
    size_t n = strspn(word, LETTERS);
    if (m->scale > 0 && n > 0 && scale_of(word, n) == 0) {
        m->at = word + n;
        m->scale = 0;
    }
}

enum rc text_parse_money(const char *s, int64_t *dong, struct err *e) {
    struct buf folded = {0};
    text_fold(s, &folded);
    struct amount m = {.written = s, .at = buf_str(&folded), .scale = UNKNOWN, .e = e};
    enum rc rc = folded.failed ? err_nomem(e) : RC_OK;
    if (rc == RC_OK && *m.at == '\0')
        rc = not_money(&m);
    while (rc == RC_OK && *m.at != '\0') {
        rc = read_term(&m);
        if (rc == RC_OK)
            skip_currency(&m);
    }
    buf_free(&folded);
    if (rc == RC_OK)
        *dong = m.dong;
    return rc;
}
