/* Libraries for CSV out (libcsv) would add a package for one function, buf_csv; for aligned text
 * libsmartcols exists, but it measures cells its own way and keeps every row in memory. */
#include "thidua/table.h"
#include "thidua/json.h"
#include "thidua/text.h"
#include <stdlib.h>
#include <string.h>

static const char gap[] = "  ";

static bool number(const struct list_column *c) {
    return !field_is_text(c->type) && c->type != FIELD_CHOICE && c->type != FIELD_FLAG &&
           c->type != FIELD_DATE;
}

/* In CSV a number is its digits alone: spreadsheets read 48.210 as 48,21 and 38% as a text.
 * Decimals keep the comma the Union writes and import reads. */
static void say(const struct table *t, size_t i, const struct list_cell *cell, struct buf *out) {
    if (t->format == TABLE_CSV && number(&t->columns[i]))
        list_cell_edit(&t->columns[i], cell, out);
    else
        list_cell_show(&t->columns[i], cell, t->names, out);
}

static enum rc csv_header(struct table *t, struct err *e) {
    const char *sep = "";
    for (size_t i = 0; i < t->count; i++) {
        if (!t->shown[i])
            continue;
        buf_puts(&t->line, sep);
        buf_csv(&t->line, t->columns[i].key);
        sep = ",";
    }
    buf_char(&t->line, '\n');
    return spool_take(t->out, &t->line, e);
}

static enum rc csv_row(struct table *t, const struct list_cell *cells, struct err *e) {
    struct buf cell = {0};
    const char *sep = "";
    for (size_t i = 0; i < t->count; i++) {
        if (!t->shown[i])
            continue;
        buf_puts(&t->line, sep);
        buf_clear(&cell);
        say(t, i, &cells[i], &cell);
        buf_csv(&t->line, buf_str(&cell));
        sep = ",";
    }
    buf_char(&t->line, '\n');
    t->line.failed |= cell.failed;
    buf_free(&cell);
    return spool_take(t->out, &t->line, e);
}

static enum rc json_row(struct table *t, const struct list_cell *cells, struct err *e) {
    buf_puts(&t->line, t->rows ? ",\n{" : "\n{");
    for (size_t i = 0; i < t->count; i++) {
        if (!t->shown[i])
            continue;
        json_key(&t->line, t->columns[i].key);
        list_cell_json(&t->columns[i], &cells[i], &t->line);
    }
    buf_char(&t->line, '}');
    return spool_take(t->out, &t->line, e);
}

/* Text: each cell goes to the side ended by a NUL; its width is remembered. */
static enum rc keep(struct table *t, size_t i, const char *text, struct err *e) {
    int w = text_width(text);
    if (w > t->width[i])
        t->width[i] = w;
    return spool_add(&t->cells, text, strlen(text) + 1, e);
}

static enum rc text_row(struct table *t, const struct list_cell *cells, struct err *e) {
    struct buf shown = {0};
    enum rc rc = RC_OK;
    for (size_t i = 0; i < t->count && !rc; i++) {
        if (!t->shown[i])
            continue;
        buf_clear(&t->line);
        buf_clear(&shown);
        say(t, i, &cells[i], &shown);
        text_harmless(buf_str(&shown), shown.len, &t->line); /* a newline in a note is a blank */
        rc = t->line.failed || shown.failed ? err_nomem(e) : keep(t, i, buf_str(&t->line), e);
    }
    buf_clear(&t->line);
    buf_free(&shown);
    return rc;
}

static size_t last_shown(const struct table *t) {
    size_t last = 0;
    for (size_t i = 0; i < t->count; i++)
        if (t->shown[i])
            last = i;
    return last;
}

/* A row of text from the cells kept, without blanks at its end. */
static enum rc text_line(struct table *t, FILE *in, char **cell, size_t *room, struct err *e) {
    const char *sep = "";
    size_t last = last_shown(t);
    for (size_t i = 0; i < t->count; i++) {
        if (!t->shown[i])
            continue;
        if (getdelim(cell, room, '\0', in) < 0)
            return err_set(e, RC_IO, "Không đọc lại được tệp tạm.");
        int pad = t->width[i] - text_width(*cell);
        buf_puts(&t->line, sep);
        if (number(&t->columns[i]))
            buf_spaces(&t->line, (size_t)pad);
        buf_puts(&t->line, *cell);
        if (!number(&t->columns[i]) && i != last)
            buf_spaces(&t->line, (size_t)pad);
        sep = gap;
    }
    while (t->line.len && t->line.data[t->line.len - 1] == ' ')
        buf_cut(&t->line, t->line.len - 1);
    buf_char(&t->line, '\n');
    return spool_take(t->out, &t->line, e);
}

enum rc table_begin(struct table *t, enum table_format format, const struct list_column *columns,
                    size_t count, const struct field_names *names, struct spool *out,
                    struct err *e) {
    *t = (struct table){
        .format = format, .columns = columns, .count = count, .names = names, .out = out};
    if (count > LIST_COLUMNS)
        return err_set(e, RC_INVALID, "Bảng có quá nhiều cột.");
    for (size_t i = 0; i < count; i++)
        t->shown[i] = true;
    return RC_OK;
}

/* The header waits for the first row or the end: until then columns may be left out. */
static enum rc heading(struct table *t, struct err *e) {
    if (t->format == TABLE_JSON)
        return spool_puts(t->out, "[", e);
    if (t->format == TABLE_CSV)
        return csv_header(t, e);
    enum rc rc = RC_OK;
    for (size_t i = 0; i < t->count && !rc; i++)
        if (t->shown[i])
            rc = keep(t, i, t->columns[i].label, e);
    return rc;
}

enum rc table_row(struct table *t, const struct list_cell *cells, struct err *e) {
    enum rc rc = t->rows ? RC_OK : heading(t, e);
    if (!rc)
        rc = t->format == TABLE_CSV    ? csv_row(t, cells, e)
             : t->format == TABLE_JSON ? json_row(t, cells, e)
                                       : text_row(t, cells, e);
    t->rows++;
    return rc;
}

enum rc table_end(struct table *t, struct err *e) {
    enum rc rc = t->rows ? RC_OK : heading(t, e);
    if (rc || t->format == TABLE_CSV)
        return rc;
    if (t->format == TABLE_JSON)
        return spool_puts(t->out, t->rows ? "\n]\n" : "]\n", e);
    FILE *in = spool_rewind(&t->cells);
    if (!in)
        return err_set(e, RC_IO, "Không đọc lại được tệp tạm.");
    char *cell = NULL;
    size_t room = 0;
    for (size_t i = 0; i <= t->rows && !rc; i++)
        rc = text_line(t, in, &cell, &room, e);
    free(cell);
    return rc;
}

void table_free(struct table *t) {
    spool_free(&t->cells);
    buf_free(&t->line);
}
