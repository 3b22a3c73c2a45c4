/* A form drawn: labels, editors, what is wrong below the field; scrolled to the field in focus. */
#include "form_parts.h"

enum { LABEL_AT = 2, ERROR_AT = 4 };

/* Labels get what they need, but not more than two fifths of the width. */
static int field_at(const struct screen *s) {
    const struct form_state *me = s->state;
    int most = ui_cols(s) * 2 / 5;
    return LABEL_AT + (me->labels < most ? me->labels : most) + 3;
}

int form_cells(const struct screen *s, const struct form_field *ff) {
    int room = ui_cols(s) - field_at(s) - 2;
    /* A text that may be longer than a column of it has all the room that there is. */
    bool text =
        ff->f->type == FIELD_NOTE || (ff->f->type == FIELD_TEXT && ff->f->max > ff->f->width);
    int want = ff->f->width > 0 && !text ? ff->f->width + 1 : room;
    return want < room ? want : room;
}

/* ---- what a field shows when it is not a line of text ---- */

static void show_value(struct screen *s, const struct form_field *ff, struct buf *out) {
    struct form_state *me = s->state;
    if (ff->f->type == FIELD_FLAG)
        buf_puts(out, *field_number(ff->f, me->record) == 1 ? "[x] " : "[ ] ");
    field_show(ff->f, me->record, ui_names(s), out);
}

/* A number that is not being edited is shown as it is read: 5.000.000. */
static bool draws_value(const struct form_field *ff, bool focus) {
    return !focus && ff->error.len == 0 && !field_is_text(ff->f->type);
}

static void draw_value(struct screen *s, int row, const struct form_field *ff, bool focus) {
    struct buf text = {0};
    int at = field_at(s);
    int room = ui_cols(s) - at - 1;
    show_value(s, ff, &text);
    bool given = text.len > 0;
    if (!given)
        buf_puts(&text, ff->editable && form_is_choice(ff->f) ? "(chưa chọn)" : "");
    int wide = text_width(buf_str(&text));
    wide = wide < room - 4 ? wide : room - 4;
    bool arrows = focus && (ff->f->type == FIELD_CHOICE || ff->f->type == FIELD_TERM);
    if (arrows) {
        ui_put(s, row, at, UI_MARK, ui_glyph(s, GLYPH_MORE_LEFT));
        ui_put(s, row, at + wide + 3, UI_MARK, ui_glyph(s, GLYPH_MORE_RIGHT));
        at += 2;
    }
    ui_put_cell(s, row, at, wide, TEXT_LEFT,
                focus   ? UI_FOCUS
                : given ? UI_FIELD
                        : UI_DIM,
                buf_str(&text));
    if (focus)
        ui_cursor(s, row, at);
    buf_free(&text);
}

/* ---- rows ---- */

/* Text wrapped to the window, drawn from a row on. */
struct noting {
    struct screen *s; /* NULL: counted only */
    int row, col;
    enum element el;
};

static bool note_line(void *ctx, const char *text, size_t n) {
    struct noting *d = ctx;
    struct buf line = {0};
    if (d->s != NULL) {
        buf_add(&line, text, n);
        ui_put(d->s, d->row++, d->col, d->el, buf_str(&line));
        buf_free(&line);
    }
    return true;
}

/* Rows that say what is wrong. */
static int error_rows(const struct screen *s, const struct form_field *ff) {
    struct noting count = {0};
    int cells = ui_cols(s) - ERROR_AT - 1;
    return ff->error.len > 0 ? text_wrap(buf_str(&ff->error), cells, note_line, &count) : 0;
}

static int height(const struct screen *s, const struct form_field *ff) {
    return (ff->f->type == FIELD_NOTE ? FORM_NOTE_ROWS : 1) + error_rows(s, ff);
}

static void draw_field(struct screen *s, int row, struct form_field *ff, bool focus) {
    int at = field_at(s);
    if (focus)
        ui_put(s, row, 0, UI_MARK, ui_glyph(s, GLYPH_MARK));
    ui_put_cell(s, row, LABEL_AT, at - LABEL_AT - 3, TEXT_LEFT, ff->editable ? UI_LABEL : UI_DIM,
                ff->f->label);
    if ((ff->f->flags & FIELD_REQUIRED) != 0 && ff->editable)
        ui_put(s, row, at - 2, UI_MARK, "*");
    bool picked = form_is_choice(ff->f) || ff->f->type == FIELD_FLAG;
    if (!ff->editable || picked || draws_value(ff, focus)) {
        draw_value(s, row, ff, focus);
    } else if (ff->edit.lines) {
        editview_note(s, row, at, form_cells(s, ff), FORM_NOTE_ROWS, &ff->edit, focus,
                      &ff->first_line);
    } else {
        editview_line(s, row, at, form_cells(s, ff), &ff->edit, focus);
        if (focus && ff->whole)
            ui_put(s, row, at, UI_CHOICE, lineedit_text(&ff->edit));
    }
    if (ff->error.len > 0) {
        int below = row + height(s, ff) - error_rows(s, ff);
        struct noting d = {.s = s, .row = below, .col = ERROR_AT, .el = UI_ERROR};
        ui_put(s, below, LABEL_AT, UI_ERROR, "!");
        (void)text_wrap(buf_str(&ff->error), ui_cols(s) - ERROR_AT - 1, note_line, &d);
    }
}

static void draw_save(struct screen *s, int row, bool focus) {
    if (focus) {
        ui_put(s, row, 0, UI_MARK, ui_glyph(s, GLYPH_MARK));
        ui_cursor(s, row, LABEL_AT);
    }
    ui_put(s, row, LABEL_AT, focus ? UI_CHOICE : UI_KEY, "Lưu");
    ui_put(s, row, LABEL_AT + 5, UI_DIM, "(Enter ở đây, hoặc Ctrl-S, F2)");
}

/* All rows of the form from `top` on; gives the first and last row of what is in focus, and how
 * many rows there are, counted from the first row of the form. Rows outside the body are cut. */
static int draw_rows(struct screen *s, int top, int *focus_from, int *focus_to) {
    struct form_state *me = s->state;
    struct noting d = {.s = s, .row = -top, .col = LABEL_AT, .el = UI_TEXT};
    if (me->def.note != NULL && me->def.note[0] != '\0') {
        (void)text_wrap(me->def.note, ui_cols(s) - LABEL_AT - 1, note_line, &d);
        d.row++;
    }
    int row = d.row;
    for (size_t i = 0; i < me->count; i++) {
        struct form_field *ff = &me->fields[i];
        if (!ff->shown)
            continue;
        if (i == me->focus) {
            *focus_from = row + top;
            *focus_to = row + top + height(s, ff) - 1;
        }
        draw_field(s, row, ff, i == me->focus);
        row += height(s, ff);
    }
    row++;
    if (me->focus == me->count)
        *focus_from = *focus_to = row + top;
    draw_save(s, row, me->focus == me->count);
    return row + top + 1;
}

void form_draw(struct screen *s) {
    struct form_state *me = s->state;
    int from = 0;
    int to = 0;
    int rows = draw_rows(s, me->top, &from, &to);
    int top = me->top;
    if (to > top + ui_rows(s) - 1)
        top = to - ui_rows(s) + 1;
    if (from < top || (top > 0 && rows <= ui_rows(s)))
        top = rows <= ui_rows(s) ? 0 : from;
    if (top != me->top) { /* drawn in the wrong place: once more */
        me->top = top;
        ui_erase(s);
        (void)draw_rows(s, top, &from, &to);
    }
    if (me->top > 0)
        ui_put(s, 0, ui_cols(s) - 1, UI_DIM, ui_glyph(s, GLYPH_UP));
    if (rows > me->top + ui_rows(s))
        ui_put(s, ui_rows(s) - 1, ui_cols(s) - 1, UI_DIM, ui_glyph(s, GLYPH_DOWN));
}
