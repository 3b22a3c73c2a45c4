/* JSON out. cJSON and jansson build the whole document in memory first, and yajl would be one more
 * package for what these lines do; the escapes are buf_json's. */
#include "thidua/json.h"
#include "thidua/field.h"
#include <inttypes.h>

void json_next(struct buf *b) {
    size_t n = b->len;
    while (n && (b->data[n - 1] == '\n' || b->data[n - 1] == ' '))
        n--;
    if (n && b->data[n - 1] != '{' && b->data[n - 1] != '[' && b->data[n - 1] != ',')
        buf_char(b, ',');
}

void json_key(struct buf *b, const char *key) {
    json_next(b);
    buf_json(b, key);
    buf_char(b, ':');
}

void json_number(struct buf *b, const char *key, int64_t value) {
    json_key(b, key);
    if (value == FIELD_NONE)
        buf_puts(b, "null");
    else
        buf_printf(b, "%" PRId64, value);
}

void json_text(struct buf *b, const char *key, const char *value) {
    json_key(b, key);
    buf_json(b, value);
}

void json_bool(struct buf *b, const char *key, bool value) {
    json_key(b, key);
    buf_puts(b, value ? "true" : "false");
}
