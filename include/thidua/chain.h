/* The log as a chain: each row holds SHA-256 over the hash of the row before it (32 zero bytes
 * before the first) and its own columns in the table's order, from `id` to `undoes`: a value as its
 * length in bytes (decimal digits), a colon and its bytes, numbers as decimal digits; NULL as "-".
 * So no row can be altered, taken away or put between without changing every hash after it, and
 * whoever keeps one hash elsewhere (a head) can tell later whether the log up to it is still the
 * same. What this does not prove is in the README.
 *
 * A head is written ID-HASH, the hash by its first 20 hexadecimal digits: enough that nobody can
 * make another log with the same ones, short enough for a file's name and for paper. */
#ifndef THIDUA_CHAIN_H
#define THIDUA_CHAIN_H

#include "thidua/err.h"
#include "thidua/sha256.h"
#include <stdint.h>

struct session;

struct chain_head {
    int64_t id; /* of the last row; 0: the log is empty */
    unsigned char hash[SHA256_SIZE];
};

enum { CHAIN_DIGITS = 20, CHAIN_TEXT_SIZE = 48 };
/* "1234-9f86d081884c7d659a2f". Returns `out`. */
const char *chain_text(const struct chain_head *head, char out[CHAIN_TEXT_SIZE]);

/* A head as it was kept: by how many digits it was written down. */
struct chain_mark {
    int64_t id;
    char digits[SHA256_TEXT]; /* lower case */
};
/* ID-HASH with 16 to 64 digits, capitals too. RC_INVALID for anything else. */
enum rc chain_parse(const char *text, struct chain_mark *out, struct err *e);

/* Read the whole log again (CAP_MAINTAIN) and compare; others may write meanwhile. *out is the last
 * row. RC_DAMAGED, *out untouched, with a sentence that names the first row that is altered,
 * missing or too many; with `kept` (may be NULL) also when the log up to that row is another one,
 * or ends before it; where a restoring is why, by what the log says, the sentence names it and the
 * file that was kept aside. */
enum rc chain_verify(struct session *s, const struct chain_mark *kept, struct chain_head *out,
                     struct err *e);

#endif
