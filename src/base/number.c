/* Numbers as the Union writes them: thousands with a dot, decimals with a comma.
 * libc's own conversions were left aside: they follow LC_NUMERIC, and strtoll reads "12abc" as 12.
 */
#include "thidua/text.h"

#include <string.h>

static void add_grouped(struct buf *out, uint64_t n) {
    char digits[32];
    size_t at = sizeof digits;
    int count = 0;
    do {
        if (count > 0 && count % 3 == 0)
            digits[--at] = '.';
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
        count++;
    } while (n > 0);
    buf_add(out, digits + at, sizeof digits - at);
}

static uint64_t magnitude(int64_t n) {
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

void text_number(struct buf *out, int64_t n) {
    if (n < 0)
        buf_char(out, '-');
    add_grouped(out, magnitude(n));
}

void text_decimal(struct buf *out, int64_t thousandths) {
    if (thousandths < 0)
        buf_char(out, '-');
    uint64_t n = magnitude(thousandths);
    add_grouped(out, n / 1000);
    unsigned part = (unsigned)(n % 1000);
    if (part == 0)
        return;
    char digits[4] = {',', (char)('0' + part / 100), (char)('0' + part / 10 % 10),
                      (char)('0' + part % 10)};
    size_t len = sizeof digits;
    while (digits[len - 1] == '0')
        len--;
    buf_add(out, digits, len);
}

enum outcome { READ, NOT_A_NUMBER, DOT_AS_COMMA, TOO_MANY_DECIMALS, TOO_LARGE };

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* *n = *n * 10 + d; false past the range of int64_t. */
static bool push(uint64_t *n, char d) {
    uint64_t more = (uint64_t)(d - '0');
    if (*n > ((uint64_t)INT64_MAX - more) / 10)
        return false;
    *n = *n * 10 + more;
    return true;
}

/* Digits at *s, perhaps in groups of three with one kind of separator. A first group of only 0
 * before a separator ("0.500") is somebody's decimal point, and so is a last group that is not
 * three long. */
static enum outcome read_whole(const char **s, const char *end, uint64_t *n) {
    const char *p = *s;
    const char *first = p;
    *n = 0;
    while (p < end && digit(*p))
        if (!push(n, *p++))
            return TOO_LARGE;
    if (p == first)
        return NOT_A_NUMBER;
    char separator = p < end && (*p == '.' || *p == ' ') ? *p : '\0';
    bool grouped = p - first <= 3 && *first != '0';
    while (separator != '\0' && p < end && *p == separator) {
        int count = 0;
        for (p++; p < end && digit(*p); p++, count++)
            if (!push(n, *p))
                return TOO_LARGE;
        if (count != 3 || !grouped)
            return separator == '.' && count > 0 ? DOT_AS_COMMA : NOT_A_NUMBER;
    }
    *s = p;
    return READ;
}

/* Thousandths, or whole when `decimals` is false. */
static enum outcome read_number(const char *s, bool decimals, int64_t *out) {
    const char *end = s + strlen(s);
    while (*s == ' ')
        s++;
    while (end > s && end[-1] == ' ')
        end--;
    bool negative = s < end && *s == '-';
    s += negative;
    uint64_t n;
    enum outcome read = read_whole(&s, end, &n);
    if (read != READ)
        return read;
    int places = 0;
    if (decimals && s < end && *s == ',') {
        for (s++; s < end && digit(*s); s++, places++) {
            if (places == 3)
                return TOO_MANY_DECIMALS;
            if (!push(&n, *s))
                return TOO_LARGE;
        }
        if (places == 0)
            return NOT_A_NUMBER;
    }
    if (s < end)
        return NOT_A_NUMBER;
    for (; decimals && places < 3; places++)
        if (!push(&n, '0'))
            return TOO_LARGE;
    *out = negative ? -(int64_t)n : (int64_t)n;
    return READ;
}

/* "1.2" as its writer meant it: "1,2". */
static const char *with_comma(const char *s, char out[TEXT_QUOTE_SIZE]) {
    text_quote(s, out);
    char *dot = strrchr(out, '.');
    if (dot != NULL)
        *dot = ',';
    return out;
}

static enum rc explain(enum outcome read, const char *s, bool decimals, struct err *e) {
    char found[TEXT_QUOTE_SIZE];
    char meant[TEXT_QUOTE_SIZE];
    text_quote(s, found);
    switch (read) {
    case READ:
        return RC_OK;
    case DOT_AS_COMMA:
        return err_set(
            e, RC_INVALID, "%s: dấu chấm chỉ để tách hàng nghìn, như 1.200; %s %s.", found,
            decimals ? "phần lẻ hãy viết sau dấu phẩy, như" : "ở đây cần số nguyên, không phải",
            with_comma(s, meant));
    case TOO_MANY_DECIMALS:
        return err_set(e, RC_INVALID, "%s: chỉ ghi đến ba chữ số sau dấu phẩy, như 1,234.", found);
    case TOO_LARGE:
        return err_set(e, RC_INVALID, "%s: số quá lớn; hãy xem lại các chữ số.", found);
    case NOT_A_NUMBER:
        break;
    }
    return err_set(e, RC_INVALID, "%s: không phải là %s; hãy viết bằng chữ số, ví dụ %s.", found,
                   decimals ? "một số" : "số nguyên",
                   decimals ? "1.200 hoặc 1,5" : "36 hoặc 1.200");
}

enum rc text_parse_number(const char *s, int64_t *out, struct err *e) {
    return explain(read_number(s, false, out), s, false, e);
}

enum rc text_parse_decimal(const char *s, int64_t *thousandths, struct err *e) {
    return explain(read_number(s, true, thousandths), s, true, e);
}
