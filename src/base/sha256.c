#include "thidua/sha256.h"
#include <sha2.h>

void sha256(const void *bytes, size_t n, unsigned char out[SHA256_SIZE]) {
    SHA2_CTX state;
    SHA256Init(&state);
    if (n)
        SHA256Update(&state, bytes, n);
    SHA256Final(out, &state);
}

const char *sha256_text(const unsigned char hash[SHA256_SIZE], char out[SHA256_TEXT]) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        out[2 * i] = digits[hash[i] >> 4];
        out[2 * i + 1] = digits[hash[i] & 15];
    }
    out[SHA256_TEXT - 1] = '\0';
    return out;
}
