#include "thidua/base64.h"
#include <stdint.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_encode(struct buf *out, const void *bytes, size_t n, enum base64_end end) {
    const unsigned char *at = bytes;
    while (n) {
        size_t taken = n < 3 ? n : 3;
        uint32_t bits = 0;
        for (size_t i = 0; i < 3; i++)
            bits = bits << 8 | (i < taken ? at[i] : 0U);
        char quad[4];
        for (size_t i = 0; i < 4; i++)
            quad[i] = i <= taken ? digits[bits >> (18 - 6 * i) & 63] : '=';
        buf_add(out, quad, end == BASE64_PADDED ? 4 : taken + 1);
        at += taken;
        n -= taken;
    }
}

/* -1: not a digit. */
static int value(char c) {
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

bool base64_decode(struct buf *out, const char *text, size_t n) {
    size_t before = out->len;
    size_t padding = n > 1 && text[n - 1] == '=' ? (text[n - 2] == '=' ? 2 : 1) : 0;
    bool good = n % 4 == 0;
    for (size_t i = 0; i < n && good; i += 4) {
        size_t kept = i + 4 < n ? 3 : 3 - padding;
        uint32_t bits = 0;
        for (size_t j = 0; j < 4 && good; j++) {
            int v = j <= kept ? value(text[i + j]) : 0;
            good = v >= 0;
            bits = bits << 6 | (uint32_t)(v & 63);
        }
        /* What the padding cuts off must be nothing. */
        good = good && (bits & ((UINT32_C(1) << (8 * (3 - kept))) - 1)) == 0;
        char three[3] = {(char)(bits >> 16 & 255), (char)(bits >> 8 & 255), (char)(bits & 255)};
        if (good)
            buf_add(out, three, kept);
    }
    if (!good)
        buf_cut(out, before);
    return good;
}
