/* The whole window: title bar, body (with panels at its foot), status line, key bar. */
#include "stack.h"
#include "thidua/listview.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_BODY = 3, MOST_STATUS = 4 };

bool compose_too_small(void) {
    return term_rows() < TERM_LEAST_ROWS || term_cols() < TERM_LEAST_COLS;
}

static bool small_line(void *ctx, const char *s, size_t n) {
    int *row = ctx;
    char line[256];
    (void)snprintf(line, sizeof line, "%.*s", (int)n, s);
    term_put((*row)++, 0, term_cols(), UI_TEXT, TEXT_LEFT, line);
    return *row < term_rows();
}

static void too_small(void) {
    char text[256];
    int row = 0;
    (void)snprintf(
        text, sizeof text,
        "Cửa sổ nhỏ quá: cần ít nhất %d×%d, đang có %d×%d. Hãy nới cửa sổ ra; Q để thoát.",
        TERM_LEAST_COLS, TERM_LEAST_ROWS, term_cols(), term_rows());
    (void)text_wrap(text, term_cols(), small_line, &row);
    term_show(0, 0);
}

/* The screen whose body fills the window: under any panels. */
static struct screen *ground(const struct ui *ui) {
    struct screen *s = ui->top;
    while (s->panel > 0 && s->below != NULL)
        s = s->below;
    return s;
}

/* What fits of the right end, its parts going from the left: "office · officer  day", then
 * "officer  day", then the day. */
static const char *end_that_fits(const char *text, int cells) {
    static const char *const between[] = {" · ", "  "};
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        const char *at;
        while (text_width(text) > cells && (at = strstr(text, between[i])) != NULL)
            text = at + strlen(between[i]);
    }
    return text_width(text) > cells ? "" : text;
}

static void title_bar(struct ui *ui, struct screen *s) {
    struct buf left = {0};
    struct buf right = {0};
    if (s->ops->title != NULL)
        s->ops->title(s, &left, &right);
    else
        buf_puts(&left, s->ops->name);
    if (right.len == 0 && s->list != NULL)
        listview_position(s, &right);
    if (right.len == 0 && ui->app->context != NULL)
        ui->app->context(ui->app->ctx, &right);
    int room = term_cols() - 2;
    /* The name of the screen matters more than who looks at it, but leaves room for the place in
     * the list, or the day. */
    int name = text_width(buf_str(&left));
    int most = room * 2 / 3;
    const char *end = end_that_fits(buf_str(&right), room - (name < most ? name : most) - 2);
    int wide = text_width(end);
    int left_room = wide > 0 ? room - wide - 2 : room;
    term_put(0, 1, name < left_room ? name : left_room, UI_TITLE, TEXT_LEFT, buf_str(&left));
    term_put(0, 1 + room - wide, wide, UI_TEXT, TEXT_LEFT, end);
    buf_free(&left);
    buf_free(&right);
}

/* What the status line says: the message, else what the screen says of itself. */
static enum element status_text(struct ui *ui, struct screen *base, struct buf *text) {
    if (ui->message.len > 0) {
        buf_puts(text, buf_str(&ui->message));
        return ui->mistake ? UI_ERROR : UI_STATUS;
    }
    if (ui->top->ops->status != NULL)
        ui->top->ops->status(ui->top, text);
    else if (ui->top != base && ui->top->list != NULL)
        listview_status(ui->top, text);
    else if (base->ops->status != NULL)
        base->ops->status(base, text);
    else if (base->list != NULL)
        listview_status(base, text);
    return UI_STATUS;
}

struct status {
    enum element el;
    int row, rows; /* next row to draw; how many there may be */
};

static bool status_row(void *ctx, const char *s, size_t n) {
    struct status *st = ctx;
    struct buf line = {0};
    buf_add(&line, s, n);
    if (st->row >= 0)
        term_put(st->row++, 1, text_width(buf_str(&line)), st->el, TEXT_LEFT, buf_str(&line));
    buf_free(&line);
    return --st->rows > 0;
}

/* A sentence longer than the line takes more of them from the body. Returns its first row. */
static int status_line(struct ui *ui, struct screen *base) {
    struct buf text = {0};
    struct status st = {.row = -1, .rows = MOST_STATUS};
    st.el = status_text(ui, base, &text);
    int rows = text_wrap(buf_str(&text), term_cols() - 2, status_row, &st);
    int first = term_rows() - 1 - rows;
    st.row = first;
    st.rows = rows;
    (void)text_wrap(buf_str(&text), term_cols() - 2, status_row, &st);
    buf_free(&text);
    return first;
}

static void draw_body(struct screen *s) {
    s->cursor_row = s->top;
    s->cursor_col = 0;
    if (s->ops->draw != NULL)
        s->ops->draw(s);
    else if (s->list != NULL)
        listview_draw(s, 0, s->rows);
}

void compose(struct ui *ui) {
    term_erase();
    if (compose_too_small()) {
        too_small();
        return;
    }
    struct screen *base = ground(ui);
    int end = status_line(ui, base); /* first row below the body */
    for (struct screen *s = ui->top; s != base; s = s->below) {
        int most = end - 1 - LEAST_BODY;
        s->rows = s->panel < most ? s->panel : most > 0 ? most : 0;
        s->top = end - s->rows;
        end = s->top;
        draw_body(s);
    }
    base->top = 1;
    base->rows = end - 1;
    draw_body(base);
    title_bar(ui, base);
    action_key_bar(ui->top, term_rows() - 1);
    term_show(ui->top->cursor_row, ui->top->cursor_col);
}
