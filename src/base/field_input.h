/* Shared by field_parse.c and field_choice.c: one call of field_parse. */
#ifndef THIDUA_FIELD_INPUT_H
#define THIDUA_FIELD_INPUT_H

#include "thidua/field.h"

#define CODE_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789-"

struct input {
    const struct field *f;
    const struct field_names *names; /* may be NULL */
    struct arena *a;
    const char *s; /* clean, not empty, in the arena */
    struct err *e;
};

/* What the member becomes, by its type; untouched on refusal. */
struct value {
    const char *text;
    int64_t number;
};

/* RC_INVALID with "“found”: why"; field_parse puts the label before it. */
enum rc field_refuse(const struct input *in, const char *found, const char *fmt, ...)
    THIDUA_PRINTF(3, 4);

enum rc field_parse_choice(const struct input *in, struct value *out);
enum rc field_parse_term(const struct input *in, struct value *out);
enum rc field_parse_terms(const struct input *in, struct value *out);

#endif
