/* Choices and terms: what was written is looked up by code or label. */
#include "field_input.h"

#include "thidua/text.h"

#include <stdlib.h>
#include <string.h>

#define TERM_CHARACTERS CODE_CHARACTERS "_" /* as sections of the campaign file */

/* The i-th of what may be chosen, false past the end. */
static bool option(const struct input *in, size_t i, struct choice *out) {
    if (in->f->type != FIELD_CHOICE)
        return in->names->at(in->names->ctx, in->f->of, i, out);
    *out = in->f->choices[i];
    return out->code != NULL;
}

static bool nobody_knows(const struct input *in) {
    return in->f->type != FIELD_CHOICE && (in->names == NULL || in->names->at == NULL);
}

/* Letters and tones of a text's order key, without its capitals: equal for "hải hoà", "Hải Hòa". */
static void sound(const char *s, struct buf *out) {
    buf_cut(out, 0);
    text_order_key(s, out);
    const char *tones = strchr(buf_str(out), ' ');
    const char *capitals = tones == NULL ? NULL : strchr(tones + 1, ' ');
    if (capitals != NULL)
        buf_cut(out, (size_t)(capitals - buf_str(out)));
}

static void folded(const char *s, struct buf *out) {
    buf_cut(out, 0);
    text_fold(s, out);
}

/* What a search gives where it gives no index. */
enum { NONE = -1, SEVERAL = -2, NO_MEMORY = -3 };

/* Index of the only option that `key` makes the same as `s`. */
static int find_by(const struct input *in, const char *s, void key(const char *, struct buf *)) {
    struct buf wanted = {0};
    struct buf room = {0};
    struct choice c;
    int found = NONE;
    key(s, &wanted);
    for (size_t i = 0; option(in, i, &c); i++) {
        key(c.label, &room);
        bool same = strcmp(buf_str(&room), buf_str(&wanted)) == 0;
        if (!same) {
            key(c.code, &room);
            same = strcmp(buf_str(&room), buf_str(&wanted)) == 0;
        }
        if (same)
            found = found == NONE ? (int)i : SEVERAL;
    }
    if (wanted.failed || room.failed)
        found = NO_MEMORY;
    buf_free(&wanted);
    buf_free(&room);
    return found;
}

/* By code, by label to the letter, by label whatever the capitals and the place of the tone, and
 * only then without marks: Hải Hà and Hải Hạ may both be there. */
static int find(const struct input *in, const char *s) {
    struct choice c;
    for (size_t i = 0; option(in, i, &c); i++)
        if (strcmp(c.code, s) == 0)
            return (int)i;
    for (size_t i = 0; option(in, i, &c); i++)
        if (strcmp(c.label, s) == 0)
            return (int)i;
    int found = find_by(in, s, sound);
    return found == NONE ? find_by(in, s, folded) : found;
}

/* Nothing of the kind: name all there is when that is short, else the nearest. */
static enum rc refuse_unknown(const struct input *in, const char *s) {
    enum { FEW = 8, SHORT = 200 };
    struct buf all = {0};
    struct choice c;
    size_t count = 0;
    while (option(in, count, &c)) {
        if (count < FEW) {
            buf_puts(&all, count == 0 ? "" : ", ");
            buf_puts(&all, c.label);
        }
        count++;
    }
    enum rc rc;
    const char **labels = count == 0 ? NULL : calloc(count, sizeof *labels);
    for (size_t i = 0; labels != NULL && i < count && option(in, i, &c); i++)
        labels[i] = c.label;
    const char *near = labels == NULL ? NULL : text_nearest(s, labels, count);
    if (count <= FEW && count > 0 && all.len <= SHORT && !all.failed) {
        rc =
            field_refuse(in, s, "không có trong danh sách; hãy chọn một trong: %s.", buf_str(&all));
    } else if (near != NULL) {
        char quoted[TEXT_QUOTE_SIZE];
        rc = field_refuse(in, s, "không có trong danh sách; có phải %s?", text_quote(near, quoted));
    } else {
        rc = field_refuse(in, s, "không có trong danh sách; hãy xem lại tên.");
    }
    free(labels);
    buf_free(&all);
    return rc;
}

static enum rc find_option(const struct input *in, const char *s, int *index) {
    *index = find(in, s);
    if (*index >= 0)
        return RC_OK;
    if (*index == NO_MEMORY)
        return err_nomem(in->e);
    if (*index == SEVERAL)
        return field_refuse(in, s, "có nhiều tên giống nhau nếu bỏ dấu; hãy gõ đủ dấu.");
    return refuse_unknown(in, s);
}

enum rc field_parse_choice(const struct input *in, struct value *out) {
    int index;
    enum rc rc = find_option(in, in->s, &index);
    if (rc == RC_OK)
        out->number = index;
    return rc;
}

/* Without a table of names only codes can be told from mistakes. */
static enum rc check_code(const struct input *in, const char *s) {
    if (s[strspn(s, TERM_CHARACTERS)] != '\0')
        return field_refuse(in, s, "không phải là mã; hãy chọn trong danh sách.");
    return RC_OK;
}

enum rc field_parse_term(const struct input *in, struct value *out) {
    if (nobody_knows(in)) {
        enum rc rc = check_code(in, in->s);
        out->text = rc == RC_OK ? in->s : out->text;
        return rc;
    }
    int index;
    enum rc rc = find_option(in, in->s, &index);
    if (rc == RC_OK) {
        struct choice c;
        option(in, (size_t)index, &c);
        out->text = arena_dup(in->a, c.code);
        rc = out->text == NULL ? err_nomem(in->e) : RC_OK;
    }
    return rc;
}

/* What separates several terms: labels hold blanks, and sometimes commas. */
static const char *separators(const char *s) {
    return strchr(s, ';') != NULL ? ";" : strchr(s, ',') != NULL ? "," : " ";
}

static void add_code(struct buf *codes, const char *code) {
    if (codes_have(buf_str(codes), code))
        return;
    buf_puts(codes, codes->len == 0 ? "" : " ");
    buf_puts(codes, code);
}

/* One of several terms: its code goes to `codes`. */
static enum rc add_term(const struct input *in, const char *s, struct buf *codes) {
    if (nobody_knows(in)) {
        enum rc rc = check_code(in, s);
        if (rc == RC_OK)
            add_code(codes, s);
        return rc;
    }
    int index;
    enum rc rc = find_option(in, s, &index);
    if (rc == RC_OK) {
        struct choice c;
        option(in, (size_t)index, &c);
        add_code(codes, c.code);
    }
    return rc;
}

static enum rc split_terms(const struct input *in, struct buf *codes) {
    /* One term, perhaps a label with blanks or commas in it. */
    int index = nobody_knows(in) ? NONE : find(in, in->s);
    if (index >= 0)
        return add_term(in, in->s, codes);
    const char *separator = separators(in->s);
    struct buf item = {0};
    enum rc rc = RC_OK;
    for (const char *at = in->s; rc == RC_OK && *at != '\0';) {
        at += strspn(at, " ");
        size_t n = strcspn(at, separator);
        size_t end = n;
        while (end > 0 && at[end - 1] == ' ')
            end--;
        buf_cut(&item, 0);
        buf_add(&item, at, end);
        if (item.failed)
            rc = err_nomem(in->e);
        else if (end > 0)
            rc = add_term(in, buf_str(&item), codes);
        at += n;
        at += *at != '\0';
    }
    buf_free(&item);
    return rc;
}

/* The codes in the order in which they are displayed, so that the same terms are the same text. */
static void sort_codes(const struct input *in, const struct buf *codes, struct buf *sorted) {
    struct choice c;
    if (nobody_knows(in)) {
        buf_puts(sorted, buf_str(codes));
        return;
    }
    for (size_t i = 0; option(in, i, &c); i++)
        if (codes_have(buf_str(codes), c.code))
            add_code(sorted, c.code);
}

enum rc field_parse_terms(const struct input *in, struct value *out) {
    struct buf codes = {0};
    struct buf sorted = {0};
    enum rc rc = split_terms(in, &codes);
    if (rc == RC_OK) {
        sort_codes(in, &codes, &sorted);
        const char *text =
            codes.failed || sorted.failed ? NULL : arena_dup_n(in->a, buf_str(&sorted), sorted.len);
        rc = text == NULL ? err_nomem(in->e) : RC_OK;
        out->text = text;
    }
    buf_free(&codes);
    buf_free(&sorted);
    return rc;
}
