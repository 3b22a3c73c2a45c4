#include "support/keyblob.h"
#include "support/test.h"
#include "thidua/base64.h"

#include <string.h>

const char keyblob_good[] =
    "ssh-ed25519 "
    "AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm lan@may-o-xa";

void keyblob_put(struct buf *b, const void *bytes, size_t n) {
    char length[4] = {(char)(n >> 24 & 255), (char)(n >> 16 & 255), (char)(n >> 8 & 255),
                      (char)(n & 255)};
    buf_add(b, length, 4);
    buf_add(b, bytes, n);
}

void keyblob_text(struct buf *b, const char *s) {
    keyblob_put(b, s, strlen(s));
}

void keyblob_filled(struct buf *b, unsigned char first, size_t n) {
    unsigned char bytes[3000];
    assert_true(n <= sizeof bytes);
    memset(bytes, 0x5b, sizeof bytes);
    bytes[0] = first;
    keyblob_put(b, bytes, n);
}

const char *keyblob_line(const char *type, const struct buf *blob, const char *comment,
                         struct arena *a) {
    struct buf text = {0};
    base64_encode(&text, blob->data, blob->len, BASE64_PADDED);
    const char *line = arena_printf(a, "%s %s %s", type, buf_str(&text), comment);
    assert_non_null(line);
    buf_free(&text);
    return line;
}
