/* SHA-256 (FIPS 180-4), by libmd: small, nothing else in it, and packaged by every system we build
 * on. (OpenSSL and nettle have it too, with a few megabytes around it.) */
#ifndef THIDUA_SHA256_H
#define THIDUA_SHA256_H

#include <stddef.h>

enum { SHA256_SIZE = 32, SHA256_TEXT = 65 };

void sha256(const void *bytes, size_t n, unsigned char out[SHA256_SIZE]);
/* A hash as 64 lower-case hexadecimal digits. Returns `out`. */
const char *sha256_text(const unsigned char hash[SHA256_SIZE], char out[SHA256_TEXT]);

#endif
