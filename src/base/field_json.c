/* A field back from the JSON that field_json wrote: for undoing, from the log. */
#include "thidua/field.h"

#include "thidua/text.h"

#include <string.h>

static enum rc unreadable(const struct field *f, struct err *e) {
    return err_field(e, RC_INVALID, f->key, "Ô “%s” trong nhật ký có giá trị lạ.", f->label);
}

/* ["a","b"] → "a b". Codes have no characters that JSON would escape. */
static const char *codes(const char *array, struct arena *a) {
    struct buf out = {0};
    for (const char *p = array; *p != '\0'; p++)
        if (*p == ',')
            buf_char(&out, ' ');
        else if (strchr("[]\"", *p) == NULL)
            buf_char(&out, *p);
    const char *text = out.failed ? NULL : arena_dup(a, buf_str(&out));
    buf_free(&out);
    return text;
}

static enum rc take_text(const struct field *f, const char *value, struct arena *a, void *record,
                         struct err *e) {
    const char *text = f->type == FIELD_TERMS ? codes(value, a) : arena_dup(a, value);
    if (text == NULL)
        return err_nomem(e);
    *field_text(f, record) = *text == '\0' ? NULL : text;
    return RC_OK;
}

static bool take_decimal(const char *value, int64_t *out) {
    char typed[32];
    size_t n = strlen(value);
    if (n >= sizeof typed)
        return false;
    memcpy(typed, value, n + 1);
    char *point = strchr(typed, '.');
    if (point != NULL)
        *point = ',';
    return text_parse_decimal(typed, out, NULL) == RC_OK;
}

static bool take_number(const struct field *f, const char *value, int64_t *out) {
    switch (f->type) {
    case FIELD_DECIMAL:
        return take_decimal(value, out);
    case FIELD_DATE:
        return date_parse(value, DATE_NONE, out, NULL, NULL) == RC_OK;
    case FIELD_FLAG:
        *out = value[0] == '1';
        return strcmp(value, "1") == 0 || strcmp(value, "0") == 0;
    case FIELD_CHOICE:
        *out = choice_index(f->choices, value);
        return *out >= 0;
    default:
        return text_parse_number(value, out, NULL) == RC_OK;
    }
}

enum rc field_from_json(const struct field *f, const char *value, struct arena *a, void *record,
                        struct err *e) {
    int64_t number = FIELD_NONE;
    if (field_is_text(f->type)) {
        if (value != NULL)
            return take_text(f, value, a, record, e);
        *field_text(f, record) = NULL;
        return RC_OK;
    }
    if (value != NULL && !take_number(f, value, &number))
        return unreadable(f, e);
    *field_number(f, record) = number;
    return RC_OK;
}
