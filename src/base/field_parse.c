/* What a person or a file wrote becomes a member of a record. Choices and terms, which are looked
 * up, are in field_choice.c. */
#include "field_input.h"

#include "thidua/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

enum rc field_refuse(const struct input *in, const char *found, const char *fmt, ...) {
    char quoted[TEXT_QUOTE_SIZE];
    char why[400];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    return err_set(in->e, RC_INVALID, "%s: %s", text_quote(found, quoted), why);
}

/* --- texts --- */

/* As it was written, if its `n` characters are not too many. */
static enum rc take(const struct input *in, size_t n, struct value *out) {
    size_t most = field_most(in->f);
    if (n > most)
        return field_refuse(in, in->s, "dài %zu ký tự, nhiều nhất %zu; hãy viết ngắn lại.", n,
                            most);
    out->text = in->s;
    return RC_OK;
}

static enum rc parse_text(const struct input *in, struct value *out) {
    size_t n = text_count(in->s);
    if ((int64_t)n < in->f->min)
        return field_refuse(in, in->s, "chỉ có %zu ký tự, ít nhất %" PRId64 "; hãy viết đủ.", n,
                            in->f->min);
    return take(in, n, out);
}

/* "Hải Anh" as a code would be: "hai-anh". "" where nothing is left. */
static void code_from(const struct input *in, struct buf *out) {
    struct buf folded = {0};
    text_fold(in->s, &folded);
    for (const char *p = buf_str(&folded); *p != '\0' && out->len < field_most(in->f); p++)
        if (*p != '-' && strchr(CODE_CHARACTERS, *p) != NULL)
            buf_char(out, *p);
        else if (out->len > 0 && out->data[out->len - 1] != '-')
            buf_char(out, '-');
    if (out->len > 0 && out->data[out->len - 1] == '-')
        buf_cut(out, out->len - 1);
    buf_free(&folded);
}

static enum rc parse_code(const struct input *in, struct value *out) {
    size_t n = strspn(in->s, CODE_CHARACTERS);
    if (in->s[n] == '\0')
        return take(in, n, out);
    struct buf code = {0};
    code_from(in, &code);
    enum rc rc = field_refuse(in, in->s,
                              "mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ %s.",
                              code.len > 0 ? buf_str(&code) : "hai-anh");
    buf_free(&code);
    return rc;
}

static enum rc parse_phone(const struct input *in, struct value *out) {
    int digits = 0;
    bool good = true;
    for (const char *p = in->s; *p != '\0'; p++) {
        digits += *p >= '0' && *p <= '9';
        good = good && (strchr("0123456789. ", *p) != NULL || (*p == '+' && p == in->s));
    }
    if (!good || digits < 8 || digits > 15) {
        return field_refuse(in, in->s,
                            "không phải là số điện thoại; hãy viết đủ số, ví dụ 0912 345 678.");
    }
    return take(in, strlen(in->s), out);
}

static enum rc parse_instant(const struct input *in, struct value *out) {
    char local[INSTANT_TEXT_SIZE];
    if (*instant_local(in->s, local) == '\0') {
        return field_refuse(in, in->s,
                            "không phải là thời điểm; hãy viết như 2021-11-05T08:30:00Z.");
    }
    out->text = in->s;
    return RC_OK;
}

/* --- numbers --- */

static void write_limit(const struct field *f, int64_t n, struct buf *out) {
    if (f->type == FIELD_DECIMAL)
        text_decimal(out, n);
    else
        text_number(out, n);
}

/* Between the limits of the row; where it has none, numbers are not below zero. */
static enum rc check_range(const struct input *in, int64_t n) {
    const struct field *f = in->f;
    int64_t max = f->max < f->min || (f->min == 0 && f->max == 0) ? INT64_MAX : f->max;
    if (n >= f->min && n <= max)
        return RC_OK;
    struct buf limit = {0};
    write_limit(f, n < f->min ? f->min : max, &limit);
    enum rc rc = n < f->min
                     ? field_refuse(in, in->s, "phải từ %s trở lên; hãy xem lại.", buf_str(&limit))
                     : field_refuse(in, in->s, "nhiều nhất là %s; hãy xem lại.", buf_str(&limit));
    buf_free(&limit);
    return rc;
}

static enum rc parse_percent(const struct input *in, struct value *out) {
    char number[16];
    size_t n = strlen(in->s);
    if (in->s[n - 1] == '%')
        n--;
    int64_t percent = -1;
    if (n < sizeof number) {
        memcpy(number, in->s, n);
        number[n] = '\0';
        if (text_parse_number(number, &percent, NULL) != RC_OK)
            percent = -1;
    }
    if (percent < 0 || percent > 100) {
        return field_refuse(in, in->s,
                            "phải là số nguyên từ 0 đến 100, có hay không có dấu %% đều được.");
    }
    out->number = percent;
    return RC_OK;
}

static enum rc parse_year(const struct input *in, struct value *out) {
    int64_t year = 0;
    if (strlen(in->s) == 4 && strspn(in->s, "0123456789") == 4)
        for (const char *p = in->s; *p != '\0'; p++)
            year = year * 10 + (*p - '0');
    int64_t first = in->f->min != 0 ? in->f->min : FIRST_YEAR;
    int64_t last = in->f->max != 0 ? in->f->max : LAST_YEAR;
    if (year < first || year > last) {
        return field_refuse(
            in, in->s, "năm phải viết bằng bốn chữ số, từ %" PRId64 " đến %" PRId64 ", ví dụ 1985.",
            first, last);
    }
    out->number = year;
    return RC_OK;
}

static enum rc parse_flag(const struct input *in, struct value *out) {
    static const struct {
        const char *word; /* folded */
        bool yes;
    } words[] = {{"co", true},   {"khong", false}, {"x", true},    {"trong", false},
                 {"1", true},    {"0", false},     {"yes", true},  {"no", false},
                 {"true", true}, {"false", false}, {"dung", true}, {"sai", false}};
    struct buf folded = {0};
    text_fold(in->s, &folded);
    enum rc rc = folded.failed ? err_nomem(in->e) : RC_INVALID;
    for (size_t i = 0; rc == RC_INVALID && i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, buf_str(&folded)) == 0) {
            out->number = words[i].yes;
            rc = RC_OK;
        }
    }
    buf_free(&folded);
    return rc == RC_INVALID ? field_refuse(in, in->s, "hãy viết “có” hoặc “không”.") : rc;
}

/* --- all --- */

static enum rc parse_number(const struct input *in, struct value *out) {
    int64_t n = 0;
    enum rc rc;
    switch (in->f->type) {
    case FIELD_DECIMAL:
        rc = text_parse_decimal(in->s, &n, in->e);
        break;
    case FIELD_MONEY:
        rc = text_parse_money(in->s, &n, in->e);
        break;
    case FIELD_DATE: {
        date day;
        rc = date_parse(in->s, in->names == NULL ? DATE_NONE : in->names->today, &day, NULL, in->e);
        if (rc == RC_OK)
            out->number = day;
        return rc;
    }
    default:
        rc = text_parse_number(in->s, &n, in->e);
    }
    if (rc == RC_OK) {
        rc = check_range(in, n);
        out->number = n;
    }
    return rc;
}

static enum rc parse(const struct input *in, struct value *out) {
    switch (in->f->type) {
    case FIELD_TEXT:
    case FIELD_NOTE:
        return parse_text(in, out);
    case FIELD_CODE:
        return parse_code(in, out);
    case FIELD_PHONE:
        return parse_phone(in, out);
    case FIELD_TERM:
        return field_parse_term(in, out);
    case FIELD_TERMS:
        return field_parse_terms(in, out);
    case FIELD_INSTANT:
        return parse_instant(in, out);
    case FIELD_NUMBER:
    case FIELD_DECIMAL:
    case FIELD_MONEY:
    case FIELD_DATE:
        return parse_number(in, out);
    case FIELD_PERCENT:
        return parse_percent(in, out);
    case FIELD_YEAR:
        return parse_year(in, out);
    case FIELD_FLAG:
        return parse_flag(in, out);
    case FIELD_CHOICE:
        return field_parse_choice(in, out);
    }
    return RC_INVALID;
}

/* One blank for several: nobody sees how many there are, and two titles would be two works. */
static void squeeze(struct buf *line) {
    size_t to = 0;
    for (size_t i = 0; i < line->len; i++)
        if (line->data[i] != ' ' || to == 0 || line->data[to - 1] != ' ')
            line->data[to++] = line->data[i];
    buf_cut(line, to);
}

/* What was written, through the door, into the arena; "" where nothing was. */
static enum rc clean(const struct field *f, const char *input, struct arena *a, const char **out,
                     struct err *e) {
    struct buf clean = {0};
    enum text_lines lines = f->type == FIELD_NOTE ? TEXT_MANY_LINES : TEXT_ONE_LINE;
    enum rc rc = text_clean(input, strlen(input), lines, &clean, e);
    if (rc == RC_OK && lines == TEXT_ONE_LINE)
        squeeze(&clean);
    if (rc == RC_OK) {
        *out = arena_dup_n(a, buf_str(&clean), clean.len);
        rc = *out == NULL ? err_nomem(e) : RC_OK;
    }
    buf_free(&clean);
    return rc;
}

/* Put the label before the sentence and the key beside it. */
static enum rc about_field(const struct field *f, enum rc rc, struct err *e) {
    if (rc == RC_INVALID && e != NULL) {
        err_about(e, f->label);
        (void)snprintf(e->field, sizeof e->field, "%s", f->key);
    }
    return rc;
}

enum rc field_parse(const struct field *f, const char *input, const struct field_names *names,
                    struct arena *a, void *record, struct err *e) {
    struct input in = {.f = f, .names = names, .a = a, .s = "", .e = e};
    struct value value = {.text = NULL, .number = FIELD_NONE};
    enum rc rc = clean(f, input == NULL ? "" : input, a, &in.s, e);
    if (rc == RC_OK && *in.s != '\0')
        rc = parse(&in, &value);
    bool given = value.number != FIELD_NONE || (value.text != NULL && *value.text != '\0');
    if (rc == RC_OK && !given && (f->flags & FIELD_REQUIRED) != 0) {
        if (f->type != FIELD_FLAG) {
            bool chosen = f->type == FIELD_CHOICE || f->type == FIELD_TERM;
            return err_field(e, RC_INVALID, f->key, "%s: mục này phải có; hãy %s.", f->label,
                             chosen ? "chọn" : "nhập");
        }
        value.number = 0; /* a box left empty among boxes marked x */
    }
    if (rc != RC_OK)
        return about_field(f, rc, e);
    if (field_is_text(f->type))
        *field_text(f, record) = given ? value.text : NULL;
    else
        *field_number(f, record) = value.number;
    return RC_OK;
}
