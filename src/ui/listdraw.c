/* Drawing a list: columns that fit, heading, the rows in the window. */
#include "listview_parts.h"

#include <string.h>

enum { FIRST_COLUMN = 2, GAP = 1 };

/* Cells each column gets; 0: hidden. */
static void widths(const struct listview *v, int cells, int out[VIEW_COLUMNS]) {
    bool hidden[VIEW_COLUMNS] = {false};
    int left;
    int flexible;
    for (;;) {
        size_t worst = 0;
        left = cells + GAP;
        flexible = 0;
        for (size_t c = 0; c < v->ncolumns; c++) {
            const struct view_column *col = &v->columns[c];
            if (hidden[c])
                continue;
            left -= GAP + (col->width > 0 ? col->width : col->least);
            flexible += col->width > 0 ? 0 : 1;
            if (col->priority > 0 && (hidden[worst] || col->priority >= v->columns[worst].priority))
                worst = c;
        }
        if (left >= 0 || v->ncolumns == 0 || hidden[worst] || v->columns[worst].priority == 0)
            break;
        hidden[worst] = true;
    }
    for (size_t c = 0; c < v->ncolumns; c++) {
        const struct view_column *col = &v->columns[c];
        out[c] = hidden[c] ? 0 : col->width;
        if (!hidden[c] && col->width == 0) {
            int share = left <= 0 ? 0 : col->most > 0 ? left : left / flexible;
            if (col->most > 0 && col->least + share > col->most)
                share = col->most - col->least;
            out[c] = col->least + share;
            left -= share;
            flexible--;
        }
    }
}

static bool has_heading(const struct listview *v) {
    for (size_t c = 0; c < v->ncolumns; c++)
        if (v->columns[c].heading != NULL)
            return true;
    return false;
}

static void draw_heading(struct screen *s, int row, const int *wide) {
    const struct listview *v = s->list;
    int col = FIRST_COLUMN;
    for (size_t c = 0; c < v->ncolumns; c++) {
        if (wide[c] == 0)
            continue;
        const char *heading = v->columns[c].heading != NULL ? v->columns[c].heading : "";
        int cells = wide[c];
        if (v->sort == (int)c) { /* the sign stands right behind the word, or the word is cut */
            int word = text_width(heading);
            int at = v->columns[c].align == TEXT_RIGHT || word >= cells ? cells - 1 : word;
            ui_put(s, row, col + at, UI_HEADING,
                   ui_glyph(s, v->descending ? GLYPH_DESCENDING : GLYPH_ASCENDING));
            cells = at;
        }
        ui_put_cell(s, row, col, cells, v->columns[c].align, UI_HEADING, heading);
        col += wide[c] + GAP;
    }
}

static bool is_empty(const struct view_row *r, size_t c) {
    return r->cells[c] == NULL || r->cells[c][0] == '\0';
}

/* A longer text at the right edge takes what it lacks from the flexible column before it. */
static void give_way(const struct listview *v, const struct view_row *r, size_t c, size_t beside,
                     int wide[VIEW_COLUMNS]) {
    if (beside == v->ncolumns || v->columns[beside].align != TEXT_RIGHT || wide[beside] == 0)
        return;
    int lacks = text_width(r->cells[beside]) - wide[beside];
    int spare = wide[c] - v->columns[c].least;
    int given = lacks < spare ? lacks : spare;
    if (given > 0) {
        wide[c] -= given;
        wide[beside] += given;
    }
}

/* Cells each column gets in this row. Where no headings say whose room it is, a row shares it as it
 * needs: empty cells lend theirs to the flexible column before them, so that a clause without a
 * figure is read further, and a long figure is there whole. */
static void row_widths(const struct listview *v, const struct view_row *r, int wide[VIEW_COLUMNS]) {
    for (size_t c = 0; c < v->ncolumns && !has_heading(v); c++) {
        size_t n = c + 1;
        if (v->columns[c].width > 0 || wide[c] == 0)
            continue;
        for (; n < v->ncolumns && is_empty(r, n); n++) {
            wide[c] += wide[n] > 0 ? wide[n] + GAP : 0;
            wide[n] = 0;
        }
        give_way(v, r, c, n, wide);
    }
}

static void draw_row(struct screen *s, int row, const struct view_row *r, const int *columns) {
    const struct listview *v = s->list;
    int wide[VIEW_COLUMNS];
    if (r->caption) {
        ui_put(s, row, 1, r->looks[0] != UI_TEXT ? r->looks[0] : UI_HEADING,
               r->cells[0] != NULL ? r->cells[0] : "");
        return;
    }
    if (v->ntagged > 0 && listview_is_tagged(s, r->id))
        ui_put(s, row, 1, UI_TAGGED, ui_glyph(s, GLYPH_TAG));
    memcpy(wide, columns, sizeof wide);
    row_widths(v, r, wide);
    int col = FIRST_COLUMN;
    for (size_t c = 0; c < v->ncolumns; c++) {
        if (wide[c] > 0 && !is_empty(r, c))
            ui_put_cell(s, row, col, wide[c], v->columns[c].align, r->looks[c], r->cells[c]);
        col += wide[c] > 0 ? wide[c] + GAP : 0;
    }
}

void listview_draw(struct screen *s, int row, int rows) {
    struct listview *v = s->list;
    int wide[VIEW_COLUMNS] = {0};
    widths(v, ui_cols(s) - FIRST_COLUMN, wide);
    if (has_heading(v) && rows > 1) {
        draw_heading(s, row, wide);
        row++;
        rows--;
    }
    if (v->shown != rows) {
        v->shown = rows > 0 ? rows : 1;
        listview_goto(s, v->selected);
    }
    if (v->total == 0) {
        ui_put(s, row, FIRST_COLUMN, UI_DIM, v->none != NULL ? v->none : "Chưa có gì.");
        ui_cursor(s, row, 0);
        return;
    }
    for (int i = 0; i < rows && v->top + i < v->total; i++) {
        const struct view_row *r = listview_held(s, v->top + i);
        if (r == NULL)
            continue;
        draw_row(s, row + i, r, wide);
        if (v->top + i == v->selected)
            v->drawn = (struct seen){r->id, r->version};
    }
    int mark = row + (int)(v->selected - v->top);
    ui_put(s, mark, 0, UI_MARK, ui_glyph(s, GLYPH_MARK));
    ui_cursor(s, mark, 0);
}

/* A cell of the selected row that the window cuts; NULL: none. From what is held, nothing is read.
 */
static const char *cut_text(const struct screen *s) {
    const struct listview *v = s->list;
    int wide[VIEW_COLUMNS] = {0};
    if (v->rows == NULL || v->selected < v->held_from || v->selected >= v->held_from + v->held)
        return NULL;
    const struct view_row *r = &v->rows[v->selected - v->held_from];
    widths(v, ui_cols(s) - FIRST_COLUMN, wide);
    row_widths(v, r, wide);
    for (size_t c = 0; c < v->ncolumns && !r->caption; c++) {
        bool flexible = v->columns[c].width == 0 && wide[c] > 0 && !is_empty(r, c);
        if (flexible && text_width(r->cells[c]) > wide[c])
            return r->cells[c] + strspn(r->cells[c], " ");
    }
    return NULL;
}

void listview_position(const struct screen *s, struct buf *out) {
    const struct listview *v = s->list;
    if (v->total > 0) {
        buf_puts(out, "mục ");
        text_number(out, v->selected + 1);
        buf_char(out, '/');
        text_number(out, v->total);
    }
}

void listview_status(const struct screen *s, struct buf *out) {
    if (s->list->ntagged > 0) {
        buf_puts(out, "Đã đánh dấu ");
        text_number(out, (int64_t)s->list->ntagged);
        return;
    }
    const char *cut = cut_text(s);
    if (cut != NULL) { /* one line of it: the list above stands still */
        int wide = text_width(cut);
        int most = ui_cols(s) - 2;
        text_cell(out, cut, wide < most ? wide : most, TEXT_LEFT, ui_ascii(s));
    }
}
