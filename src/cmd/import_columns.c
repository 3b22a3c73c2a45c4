/* The columns of a file, and its cells as members of a record. */
#include "import_parts.h"
#include "thidua/text.h"
#include <string.h>

const struct field import_version = {.key = "version",
                                     .label = "Phiên bản",
                                     .type = FIELD_NUMBER,
                                     .offset = offsetof(struct record_head, version),
                                     .min = 1,
                                     .max = INT64_MAX};

/* By key or label in the kind's own table; for an entry of progress also what names its work. */
static const struct field *find(const struct kind *kind, const char *name, bool *of_work) {
    const struct field *f = field_named(kind->fields, kind->count, name);
    *of_work = false;
    if (!f)
        f = field_named(&import_version, 1, name);
    if (!f && kind->id == KIND_PROGRESS)
        f = field_named(&assign_running, 1, name);
    if (f || kind->id != KIND_PROGRESS)
        return f;
    const struct kind *works = &kinds[KIND_WORK];
    f = field_named(works->fields, works->count, name);
    *of_work = true;
    return f && !strcmp(f->key, "title") ? f : NULL;
}

static enum rc unknown_column(const struct kind *kind, const char *name, struct err *e) {
    const char *names[2 * IMPORT_COLUMNS];
    size_t n = 0;
    char quoted[TEXT_QUOTE_SIZE], nearest[TEXT_QUOTE_SIZE];
    for (size_t i = 0; i < kind->count && n + 2 < sizeof names / sizeof *names; i++)
        if (!(kind->fields[i].flags & FIELD_KEPT)) {
            names[n++] = kind->fields[i].key;
            names[n++] = kind->fields[i].label;
        }
    const char *near = text_nearest(name, names, n);
    text_quote(name, quoted);
    if (near)
        return err_set(e, RC_INVALID, "Không có cột %s; có phải %s không?", quoted,
                       text_quote(near, nearest));
    return err_set(e, RC_INVALID, "Không có cột %s; xem tên các cột: thidua help import.", quoted);
}

static enum rc take_column(struct import_columns *c, const char *name, struct err *e) {
    bool of_work = false;
    const struct field *f = find(c->kind, name, &of_work);
    if (!f)
        return unknown_column(c->kind, name, e);
    if (f->flags & FIELD_KEPT)
        return err_set(e, RC_INVALID, "Cột “%s” do chương trình tự tính; hãy bỏ cột này.",
                       f->label);
    for (size_t i = 0; i < c->count; i++)
        if (c->field[i] == f)
            return err_set(e, RC_INVALID, "Cột “%s” có hai lần.", f->label);
    if (c->count == IMPORT_COLUMNS)
        return err_set(e, RC_INVALID, "Tệp có quá nhiều cột.");
    c->of_work[c->count] = of_work;
    c->field[c->count++] = f;
    return RC_OK;
}

static bool has(const struct import_columns *c, const char *key) {
    for (size_t i = 0; i < c->count; i++)
        if (!strcmp(c->field[i]->key, key))
            return true;
    return false;
}

/* A column whose every line must have something. Of an entry's work, the number or unit and title.
 */
static bool needed(const struct job *job, const struct import_columns *c, const struct field *f) {
    if (!strcmp(f->key, "unit"))
        return (c->kind->id != KIND_PROGRESS || !has(c, "work")) &&
               !session_only_unit(job->session, c->kind->write);
    if (c->kind->id == KIND_PROGRESS && !strcmp(f->key, "work"))
        return !has(c, "title");
    return f->flags & FIELD_REQUIRED && !(f->flags & FIELD_KEPT);
}

enum rc import_header(struct job *job, const struct kind *kind, const char *file,
                      const struct csv_row *header, struct import_columns *out, struct err *e) {
    struct err bad;
    size_t mistakes = 0;
    *out = (struct import_columns){.kind = kind};
    for (size_t i = 0; i < header->count; i++)
        if (take_column(out, header->cells[i], &bad)) {
            job_mistake(job, file, header->line, bad.message);
            mistakes++;
        }
    char text[256];
    for (size_t i = 0; i < kind->count && !mistakes; i++)
        if (needed(job, out, &kind->fields[i]) && !has(out, kind->fields[i].key)) {
            snprintf(text, sizeof text, "Thiếu cột “%s” (%s).", kind->fields[i].label,
                     kind->fields[i].key);
            job_mistake(job, file, header->line, text);
            mistakes++;
        }
    return mistakes ? err_set(e, RC_INVALID, "Dòng tên cột của tệp có chỗ sai; chưa nhập gì.")
                    : RC_OK;
}

/* Where the cell of that column goes. */
static void *place_of(const struct import_columns *c, size_t i, struct import_line *line) {
    if (c->field[i] == &assign_running)
        return &line->total;
    return c->of_work[i] ? (void *)&line->work : (void *)&line->record;
}

enum rc import_read(struct job *job, const struct import_columns *columns, const char *file,
                    const struct csv_row *row, struct arena *a, struct import_line *out,
                    struct err *e) {
    const struct field_names *names = session_names(job->session);
    enum rc worst = RC_OK;
    record_blank(columns->kind, &out->record);
    record_blank(&kinds[KIND_WORK], &out->work);
    out->total = FIELD_NONE;
    out->given = 0;
    for (size_t i = 0; i < columns->count && i < row->count; i++) {
        void *record = place_of(columns, i, out);
        if (!*row->cells[i])
            continue;
        out->given |= UINT64_C(1) << i;
        enum rc rc = field_parse(columns->field[i], row->cells[i], names, a, record, e);
        if (rc && rc != RC_INVALID)
            return rc;
        if (rc)
            job_mistake(job, file, row->line, e->message);
        worst = rc ? rc : worst;
    }
    return worst;
}

bool import_given(const struct import_columns *columns, const struct import_line *line,
                  const struct field *f) {
    for (size_t i = 0; i < columns->count; i++)
        if (columns->field[i] == f)
            return line->given & UINT64_C(1) << i;
    return false;
}

/* The field that the cell writes; NULL: it writes none. */
static const struct field *written(const struct import_columns *c, const struct import_line *line,
                                   size_t i) {
    bool writes =
        line->given & UINT64_C(1) << i && !c->of_work[i] && c->field[i] != &import_version;
    return writes ? c->field[i] : NULL;
}

void import_differences(const struct import_columns *columns, const struct import_line *line,
                        const void *record, const struct field_names *names, struct buf *out) {
    for (size_t i = 0; i < columns->count; i++) {
        const struct field *f = written(columns, line, i);
        if (!f || field_same(f, record, &line->record))
            continue;
        buf_printf(out, "%s%s: ", out->len ? "; " : "", f->label);
        if (field_given(f, record))
            field_show(f, record, names, out);
        else
            buf_puts(out, "(trống)");
        buf_puts(out, " → ");
        field_show(f, &line->record, names, out);
    }
}

void import_overlay(const struct import_columns *columns, struct import_line *line, void *record) {
    for (size_t i = 0; i < columns->count; i++) {
        const struct field *f = written(columns, line, i);
        if (f && field_is_text(f->type))
            *field_text(f, record) = *field_text(f, &line->record);
        else if (f)
            *field_number(f, record) = *field_number(f, &line->record);
    }
}
