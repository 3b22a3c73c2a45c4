/* Members of records by their row in a field table: found, shown, written, compared. Reading what
 * people write is in field_parse.c. */
#include "thidua/field.h"

#include "thidua/text.h"

#include <inttypes.h>
#include <string.h>

bool field_is_text(enum field_type type) {
    switch (type) {
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_CODE:
    case FIELD_PHONE:
    case FIELD_TERM:
    case FIELD_TERMS:
    case FIELD_INSTANT:
        return true;
    case FIELD_NUMBER:
    case FIELD_DECIMAL:
    case FIELD_MONEY:
    case FIELD_PERCENT:
    case FIELD_YEAR:
    case FIELD_DATE:
    case FIELD_FLAG:
    case FIELD_CHOICE:
        return false;
    }
    return false;
}

/* Where the row sets no limit: far above any honest one, so that a wrong file cannot fill the
 * database through one cell. */
enum { MOST_TEXT = 500, MOST_NOTE = 20000, MOST_WORD = 40 };

size_t field_most(const struct field *f) {
    size_t most = 0;
    switch (f->type) {
    case FIELD_TEXT:
        most = MOST_TEXT;
        break;
    case FIELD_NOTE:
        most = MOST_NOTE;
        break;
    case FIELD_CODE:
    case FIELD_PHONE:
        most = MOST_WORD;
        break;
    default:
        return 0;
    }
    return f->max > 0 && f->max >= f->min ? (size_t)f->max : most;
}

enum rc field_fits(const struct field *f, const char *text, struct err *e) {
    size_t most = field_most(f);
    size_t n = most == 0 ? 0 : text_count(text);
    if (n <= most)
        return RC_OK;
    return err_field(e, RC_INVALID, f->key, "%s: dài %zu ký tự, nhiều nhất %zu; hãy viết ngắn lại.",
                     f->label, n, most);
}

const char **field_text(const struct field *f, void *record) {
    return (const char **)(void *)((char *)record + f->offset);
}

int64_t *field_number(const struct field *f, void *record) {
    return (int64_t *)(void *)((char *)record + f->offset);
}

const char *field_text_of(const struct field *f, const void *record) {
    const char *s;
    memcpy(&s, (const char *)record + f->offset, sizeof s);
    return s == NULL ? "" : s;
}

int64_t field_number_of(const struct field *f, const void *record) {
    int64_t n;
    memcpy(&n, (const char *)record + f->offset, sizeof n);
    return n;
}

bool field_given(const struct field *f, const void *record) {
    return field_is_text(f->type) ? *field_text_of(f, record) != '\0'
                                  : field_number_of(f, record) != FIELD_NONE;
}

bool field_same(const struct field *f, const void *a, const void *b) {
    return field_is_text(f->type) ? strcmp(field_text_of(f, a), field_text_of(f, b)) == 0
                                  : field_number_of(f, a) == field_number_of(f, b);
}

void field_blank(const struct field *fields, size_t count, void *record) {
    for (size_t i = 0; i < count; i++)
        if (field_is_text(fields[i].type))
            *field_text(&fields[i], record) = NULL;
        else
            *field_number(&fields[i], record) = FIELD_NONE;
}

const struct field *field_find(const struct field *fields, size_t count, const char *key) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].key, key) == 0)
            return &fields[i];
    return NULL;
}

static bool folds_to(const char *s, const struct buf *wanted, struct buf *room) {
    buf_cut(room, 0);
    text_fold(s, room);
    return !room->failed && !wanted->failed && strcmp(buf_str(room), buf_str(wanted)) == 0;
}

const struct field *field_named(const struct field *fields, size_t count, const char *name) {
    const struct field *found = field_find(fields, count, name);
    struct buf wanted = {0};
    struct buf room = {0};
    text_fold(name, &wanted);
    for (size_t i = 0; found == NULL && i < count; i++)
        if (folds_to(fields[i].key, &wanted, &room) || folds_to(fields[i].label, &wanted, &room))
            found = &fields[i];
    buf_free(&wanted);
    buf_free(&room);
    return found;
}

int choice_index(const struct choice *choices, const char *code) {
    for (int i = 0; choices[i].code != NULL; i++)
        if (strcmp(choices[i].code, code) == 0)
            return i;
    return -1;
}

const char *choice_label(const struct choice *choices, const char *code, const char *otherwise) {
    int i = code == NULL ? -1 : choice_index(choices, code);
    return i < 0 ? otherwise : choices[i].label;
}

/* The choice a member holds; one that is no code and no label where the number is out of the table.
 */
static const struct choice *choice_of(const struct field *f, int64_t n) {
    static const struct choice none = {"", ""};
    for (int64_t i = 0; f->choices[i].code != NULL; i++)
        if (i == n)
            return &f->choices[i];
    return &none;
}

const char *field_label(const struct field_names *names, const char *of, const char *code) {
    struct choice c;
    for (size_t i = 0;
         names != NULL && names->at != NULL && of != NULL && names->at(names->ctx, of, i, &c); i++)
        if (strcmp(c.code, code) == 0)
            return c.label;
    return code;
}

/* The next code of a list separated by blanks; *n its bytes; NULL at the end. */
static const char *next_code(const char *at, size_t *n) {
    at += strspn(at, " ");
    *n = strcspn(at, " ");
    return *n == 0 ? NULL : at;
}

bool codes_have(const char *codes, const char *code) {
    size_t n = 0, length = strlen(code);
    for (const char *at = codes; at != NULL && (at = next_code(at, &n)) != NULL; at += n)
        if (n == length && memcmp(at, code, n) == 0)
            return true;
    return false;
}

static void show_terms(const struct field *f, const char *codes, const struct field_names *names,
                       struct buf *out) {
    struct buf code = {0};
    size_t n;
    bool first = true;
    for (const char *at = codes; (at = next_code(at, &n)) != NULL; at += n) {
        buf_cut(&code, 0);
        buf_add(&code, at, n);
        buf_puts(out, first ? "" : "; ");
        buf_puts(out, field_label(names, f->of, buf_str(&code)));
        first = false;
    }
    out->failed |= code.failed;
    buf_free(&code);
}

static void show_text(const struct field *f, const char *s, const struct field_names *names,
                      struct buf *out) {
    char instant[INSTANT_TEXT_SIZE];
    switch (f->type) {
    case FIELD_TERM:
        buf_puts(out, field_label(names, f->of, s));
        break;
    case FIELD_TERMS:
        show_terms(f, s, names, out);
        break;
    case FIELD_INSTANT:
        buf_puts(out, instant_local(s, instant));
        break;
    default:
        buf_puts(out, s);
    }
}

static void show_number(const struct field *f, int64_t n, struct buf *out) {
    char day[DATE_TEXT_SIZE];
    switch (f->type) {
    case FIELD_DECIMAL:
        text_decimal(out, n);
        break;
    case FIELD_MONEY:
        text_number(out, n);
        buf_puts(out, " đồng");
        break;
    case FIELD_PERCENT:
        text_number(out, n);
        buf_char(out, '%');
        break;
    case FIELD_YEAR:
        buf_printf(out, "%" PRId64, n);
        break;
    case FIELD_DATE:
        buf_puts(out, date_text(n, day));
        break;
    case FIELD_FLAG:
        buf_puts(out, n != 0 ? "có" : "không");
        break;
    case FIELD_CHOICE:
        buf_puts(out, choice_of(f, n)->label);
        break;
    default:
        text_number(out, n);
    }
}

void field_show(const struct field *f, const void *record, const struct field_names *names,
                struct buf *out) {
    if (!field_given(f, record))
        return;
    if (field_is_text(f->type))
        show_text(f, field_text_of(f, record), names, out);
    else
        show_number(f, field_number_of(f, record), out);
}

/* Thousandths with `point` and no groups: 1200500 as 1200,5. */
static void plain_decimal(struct buf *out, int64_t thousandths, char point) {
    struct buf grouped = {0};
    text_decimal(&grouped, thousandths);
    for (const char *s = buf_str(&grouped); *s != '\0'; s++)
        if (*s != '.')
            buf_char(out, *s == ',' ? point : *s);
    out->failed |= grouped.failed;
    buf_free(&grouped);
}

void field_edit(const struct field *f, const void *record, struct buf *out) {
    if (!field_given(f, record))
        return;
    if (field_is_text(f->type)) {
        buf_puts(out, field_text_of(f, record));
        return;
    }
    int64_t n = field_number_of(f, record);
    switch (f->type) {
    case FIELD_DECIMAL:
        plain_decimal(out, n, ',');
        break;
    case FIELD_DATE:
    case FIELD_FLAG:
    case FIELD_CHOICE:
        show_number(f, n, out);
        break;
    default: /* without groups: an English spreadsheet would read 48.210 as 48,21 */
        buf_printf(out, "%" PRId64, n);
    }
}

static void json_terms(const char *codes, struct buf *out) {
    struct buf code = {0};
    size_t n;
    char before = '[';
    for (const char *at = codes; (at = next_code(at, &n)) != NULL; at += n) {
        buf_cut(&code, 0);
        buf_add(&code, at, n);
        buf_char(out, before);
        buf_json(out, buf_str(&code));
        before = ',';
    }
    buf_puts(out, before == '[' ? "[]" : "]");
    out->failed |= code.failed;
    buf_free(&code);
}

void field_json(const struct field *f, const void *record, struct buf *out) {
    if (!field_given(f, record)) {
        buf_puts(out, "null");
        return;
    }
    if (field_is_text(f->type)) {
        if (f->type == FIELD_TERMS)
            json_terms(field_text_of(f, record), out);
        else
            buf_json(out, field_text_of(f, record));
        return;
    }
    char day[DATE_TEXT_SIZE];
    int64_t n = field_number_of(f, record);
    switch (f->type) {
    case FIELD_DECIMAL:
        plain_decimal(out, n, '.');
        break;
    case FIELD_DATE:
        buf_json(out, date_text(n, day));
        break;
    case FIELD_FLAG:
        buf_puts(out, n != 0 ? "true" : "false");
        break;
    case FIELD_CHOICE:
        buf_json(out, choice_of(f, n)->code);
        break;
    default:
        buf_printf(out, "%" PRId64, n);
    }
}
