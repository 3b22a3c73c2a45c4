/* What a person wrote as the value of a filter, and how a cell is written out. */
#include "list_parts.h"
#include "thidua/text.h"
#include <string.h>

static bool same_folded(const char *a, const char *b, struct arena *scratch) {
    const char *fa = text_folded(scratch, a), *fb = text_folded(scratch, b);
    return fa && fb && strcmp(fa, fb) == 0;
}

bool list_filter_value(struct session *s, const struct list_filter *f, size_t i,
                       struct choice *out) {
    static const struct choice flags[] = {{"1", "có"}, {"0", "không"}};
    const struct field_names *names = session_names(s);
    if (f->match == MATCH_TERM)
        return names->at(names->ctx, f->of, i, out);
    if (f->match == MATCH_FLAG) {
        if (i < COUNT_OF(flags))
            *out = flags[i];
        return i < COUNT_OF(flags);
    }
    if (f->match != MATCH_CHOICE)
        return false;
    *out = f->choices[i];
    return out->code != NULL;
}

static enum rc refuse(struct session *s, const struct list_filter *f, const char *value,
                      struct err *e) {
    struct buf known = {0};
    struct choice c;
    enum { SHOWN = 8 };
    size_t i = 0;
    for (; i < SHOWN && list_filter_value(s, f, i, &c); i++)
        buf_printf(&known, "%s%s", i ? ", " : "", f->match == MATCH_FLAG ? c.label : c.code);
    if (list_filter_value(s, f, i, &c))
        buf_puts(&known, ", …");
    struct buf shown = {0};
    text_harmless(value, strlen(value), &shown);
    enum rc rc = err_field(e, RC_INVALID, f->key, "%s không có “%s”; hãy dùng một trong: %s.",
                           f->label, buf_str(&shown), buf_str(&known));
    if (f->match == MATCH_TERM && strcmp(f->of, "unit") == 0)
        session_outside(s, "đơn vị", buf_str(&shown));
    buf_free(&known);
    buf_free(&shown);
    return rc;
}

/* The code that `value` names, by code or by label with marks and case ignored. */
static enum rc choose(struct session *s, const struct list_filter *f, const char *value,
                      struct arena *a, const char **out, struct err *e) {
    struct arena scratch = {0};
    struct choice c;
    const char *found = NULL;
    for (size_t i = 0; found == NULL && list_filter_value(s, f, i, &c); i++)
        if (strcmp(c.code, value) == 0 || same_folded(c.label, value, &scratch))
            found = c.code;
    bool failed = scratch.failed;
    arena_free(&scratch);
    if (failed)
        return err_nomem(e);
    if (found == NULL)
        return refuse(s, f, value, e);
    *out = arena_dup(a, found);
    return *out ? RC_OK : err_nomem(e);
}

static enum rc as_date(struct session *s, const char *value, struct arena *a, const char **out,
                       struct err *e) {
    date d;
    char iso[DATE_TEXT_SIZE];
    enum rc rc = date_parse(value, s->today, &d, NULL, e);
    if (rc)
        return rc;
    *out = arena_dup(a, date_iso(d, iso));
    return *out ? RC_OK : err_nomem(e);
}

static enum rc as_number(const struct list_filter *f, const char *value, struct arena *a,
                         const char **out, struct err *e) {
    const struct field number = {.label = f->label, .type = FIELD_NUMBER};
    int64_t n = FIELD_NONE;
    enum rc rc = field_parse(&number, value, NULL, a, &n, e);
    if (rc)
        return rc;
    *out = arena_printf(a, "%lld", (long long)n);
    return *out ? RC_OK : err_nomem(e);
}

/* Which kind `name` means: its code, or the beginning of its label and of no other's, marks and
 * case ignored. */
static const char *kind_named(const struct choice *kinds_known, const char *name,
                              struct arena *scratch) {
    const char *typed = text_folded(scratch, name);
    const char *found = NULL;
    size_t n = 0;
    for (const struct choice *c = kinds_known; typed && *typed && c->code; c++) {
        const char *label = text_folded(scratch, c->label);
        if (strcmp(c->code, name) == 0)
            return c->code;
        if (label && strncmp(label, typed, strlen(typed)) == 0) {
            found = c->code;
            n++;
        }
    }
    return n == 1 ? found : NULL;
}

/* "công trình 4" becomes "work 4". A number alone could be that of many kinds. */
static enum rc as_record(const struct list_filter *f, const char *value, struct arena *a,
                         const char **out, struct err *e) {
    struct arena scratch = {0};
    char shown[TEXT_QUOTE_SIZE];
    size_t digits = strlen(value);
    while (digits > 0 && value[digits - 1] >= '0' && value[digits - 1] <= '9')
        digits--;
    size_t name = digits;
    while (name > 0 && value[name - 1] == ' ')
        name--;
    const char *typed = arena_dup_n(&scratch, value, name);
    const char *kind = typed ? kind_named(f->choices, typed, &scratch) : NULL;
    bool failed = scratch.failed;
    arena_free(&scratch);
    if (failed)
        return err_nomem(e);
    if (kind == NULL || value[digits] == '\0' || strlen(value + digits) > 18)
        return err_set(e, RC_INVALID,
                       "%s %s: hãy ghi loại và số, ví dụ “công trình 4” hoặc “work 4”.", f->label,
                       text_quote(value, shown));
    *out = arena_printf(a, "%s %s", kind, value + digits);
    return *out ? RC_OK : err_nomem(e);
}

static enum rc as_text(const char *value, struct arena *a, const char **out, struct err *e) {
    struct buf clean = {0};
    enum rc rc = text_clean(value, strlen(value), TEXT_ONE_LINE, &clean, e);
    if (!rc && (*out = arena_dup(a, buf_str(&clean))) == NULL)
        rc = err_nomem(e);
    buf_free(&clean);
    return rc;
}

static enum rc no_such_filter(const struct list_spec *spec, const char *key, struct err *e) {
    struct buf known = {0}, shown = {0};
    for (size_t i = 0; i < spec->nfilters; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", spec->filters[i].key);
    text_harmless(key, strlen(key), &shown);
    enum rc rc =
        err_set(e, RC_INVALID, "Danh sách %s không lọc theo “%s”; lọc được theo: %s.", spec->label,
                buf_str(&shown), known.len ? buf_str(&known) : "không có điều kiện nào");
    buf_free(&known);
    buf_free(&shown);
    return rc;
}

enum rc list_filter_set(struct session *s, struct list *l, const char *key, const char *value,
                        struct arena *a, struct err *e) {
    size_t i = 0;
    while (i < l->spec->nfilters && strcmp(l->spec->filters[i].key, key) != 0)
        i++;
    if (i == l->spec->nfilters)
        return no_such_filter(l->spec, key, e);
    const struct list_filter *f = &l->spec->filters[i];
    const char *code = NULL;
    enum rc rc = RC_OK;
    if (*value == '\0')
        code = NULL;
    else if (f->match == MATCH_DATE)
        rc = as_date(s, value, a, &code, e);
    else if (f->match == MATCH_EQUAL)
        rc = as_text(value, a, &code, e);
    else if (f->match == MATCH_NUMBER)
        rc = as_number(f, value, a, &code, e);
    else if (f->match == MATCH_RECORD)
        rc = as_record(f, value, a, &code, e);
    else
        rc = choose(s, f, value, a, &code, e);
    if (!rc)
        l->filter[i] = code;
    else if (e && e->field[0] == '\0') {
        struct err found = *e;
        err_field(e, rc, key, "%s", found.message);
    }
    return rc;
}

static void show_record(const struct list_filter *f, const char *value, struct buf *out) {
    size_t n = strcspn(value, " ");
    for (const struct choice *c = f->choices; c->code; c++)
        if (strlen(c->code) == n && strncmp(c->code, value, n) == 0)
            buf_puts(out, c->label);
    buf_puts(out, value + n);
}

void list_filter_show(struct session *s, const struct list_filter *f, const char *value,
                      struct buf *out) {
    char day[DATE_TEXT_SIZE];
    struct choice c;
    date d;
    if (f->match == MATCH_RECORD) {
        show_record(f, value, out);
    } else if (f->match == MATCH_DATE && date_from_iso(value, &d)) {
        buf_puts(out, date_text(d, day));
    } else {
        for (size_t i = 0; list_filter_value(s, f, i, &c); i++)
            if (strcmp(c.code, value) == 0)
                value = c.label;
        buf_puts(out, value);
    }
}

enum rc list_of_rows(struct session *s, const struct list_rows *rows, struct arena *a,
                     struct list *out, struct err *e) {
    enum rc rc = RC_OK;
    *out = (struct list){.spec = list_spec_find(rows->list)};
    for (size_t i = 0; !rc && i < LIST_SETTINGS && rows->set[i].filter; i++)
        rc = list_filter_set(s, out, rows->set[i].filter, rows->set[i].value, a, e);
    return rc;
}

/* A cell is a record of one member, so that field.h says how it looks. */
static struct field cell_field(const struct list_column *c) {
    return (struct field){
        .key = c->key, .label = c->label, .type = c->type, .choices = c->choices, .of = c->of};
}

static const void *member(const struct list_column *c, const struct list_cell *cell) {
    return field_is_text(c->type) ? (const void *)&cell->text : (const void *)&cell->number;
}

void list_cell_show(const struct list_column *c, const struct list_cell *cell,
                    const struct field_names *names, struct buf *out) {
    struct field f = cell_field(c);
    field_show(&f, member(c, cell), names, out);
}

void list_cell_edit(const struct list_column *c, const struct list_cell *cell, struct buf *out) {
    struct field f = cell_field(c);
    field_edit(&f, member(c, cell), out);
}

void list_cell_json(const struct list_column *c, const struct list_cell *cell, struct buf *out) {
    struct field f = cell_field(c);
    if (c->type == FIELD_TERMS && cell->text == NULL)
        buf_puts(out, "[]"); /* an array however many there are */
    else
        field_json(&f, member(c, cell), out);
}
