#include "thidua/editview.h"

static void put_range(struct screen *s, int row, int col, int cells, enum element el,
                      const struct lineedit *le, size_t from, size_t to) {
    struct buf part = {0};
    buf_add(&part, lineedit_text(le) + from, to - from);
    ui_put_cell(s, row, col, cells, TEXT_LEFT, el, buf_str(&part));
    buf_free(&part);
}

void editview_line(struct screen *s, int row, int col, int cells, struct lineedit *le, bool focus) {
    if (!focus) { /* read from its beginning */
        ui_put_cell(s, row, col, cells, TEXT_LEFT, UI_FIELD, lineedit_text(le));
        return;
    }
    struct line_layout l = lineedit_layout(le, cells);
    int left = l.more_left ? 1 : 0;
    put_range(s, row, col + left, cells - left - (l.more_right ? 1 : 0), UI_FOCUS, le, l.from,
              l.to);
    if (l.more_left)
        ui_put(s, row, col, UI_DIM, ui_glyph(s, GLYPH_MORE_LEFT));
    if (l.more_right)
        ui_put(s, row, col + cells - 1, UI_DIM, ui_glyph(s, GLYPH_MORE_RIGHT));
    ui_cursor(s, row, col + l.cursor);
}

void editview_note(struct screen *s, int row, int col, int cells, int rows, struct lineedit *le,
                   bool focus, int *first) {
    int line = 0;
    int cell = 0;
    if (focus) {
        noteedit_cursor(le, cells, &line, &cell);
        *first = line < *first ? line : line >= *first + rows ? line - rows + 1 : *first;
        ui_cursor(s, row + line - *first, col + cell);
    }
    size_t from;
    size_t to;
    for (int i = 0; i < rows; i++)
        if (noteedit_line(le, cells, *first + i, &from, &to))
            put_range(s, row + i, col, cells, focus ? UI_FOCUS : UI_FIELD, le, from, to);
    if (*first > 0)
        ui_put(s, row, col + cells, UI_DIM, ui_glyph(s, GLYPH_UP));
    if (noteedit_line(le, cells, *first + rows, &from, &to))
        ui_put(s, row + rows - 1, col + cells, UI_DIM, ui_glyph(s, GLYPH_DOWN));
}
