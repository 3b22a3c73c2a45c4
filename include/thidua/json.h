/* Writing JSON into a buffer. Commas take care of themselves: a member or element adds one when
 * something of the same object or array stands before it. */
#ifndef THIDUA_JSON_H
#define THIDUA_JSON_H

#include "thidua/buf.h"
#include <stdbool.h>
#include <stdint.h>

/* A comma if one is due; then, in an object, the name and colon. The caller writes the value. */
void json_next(struct buf *b);
void json_key(struct buf *b, const char *key);

void json_number(struct buf *b, const char *key, int64_t value); /* FIELD_NONE is null */
void json_text(struct buf *b, const char *key, const char *value);
void json_bool(struct buf *b, const char *key, bool value);

#endif
