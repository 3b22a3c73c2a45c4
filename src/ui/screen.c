/* The stack of screens, what they say, and what they draw with. */
#include "stack.h"
#include "thidua/listview.h"
#include "thidua/notice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the stack ---- */

static void close_screen(struct screen *s) {
    if (s->ops->close != NULL)
        s->ops->close(s);
}

static void free_screen(struct screen *s) {
    listview_close(s);
    buf_free(&s->answer_text);
    arena_free(&s->arena);
    free(s);
}

bool ui_push(struct screen *s, const struct screen_ops *ops, void *arg, answer_fn *answered) {
    return stack_push(s->ui, ops, arg, answered, NULL) == RC_OK;
}

enum rc stack_push(struct ui *ui, const struct screen_ops *ops, void *arg, answer_fn *answered,
                   struct err *e) {
    struct err own = {0};
    struct err *why = e != NULL ? e : &own;
    struct screen *below = ui->top;
    struct screen *s = calloc(1, sizeof *s);
    if (s == NULL || (s->state = arena_alloc(&s->arena, ops->state_size)) == NULL) {
        free(s);
        (void)err_nomem(why);
    } else {
        *s = (struct screen){.ops = ops,
                             .ui = ui,
                             .state = s->state,
                             .arena = s->arena,
                             .below = below,
                             .answered = answered};
        enum rc rc = ops->open != NULL ? ops->open(s, arg, why) : RC_OK;
        if (rc == RC_OK && !action_bind(s))
            rc = err_nomem(why);
        if (rc == RC_OK) {
            ui->top = s;
            return RC_OK;
        }
        close_screen(s);
        free_screen(s);
    }
    if (below != NULL)
        ui_fail(below, why);
    return why->rc;
}

enum outcome stack_pop(struct screen *s) {
    struct ui *ui = s->ui;
    struct screen *below = s->below;
    if (s == ui->top) {
        ui->top = below;
    } else { /* it opened another one and left: that one's answer has nobody to go to */
        struct screen *above = ui->top;
        while (above->below != s)
            above = above->below;
        above->below = below;
        above->answered = NULL;
    }
    close_screen(s);
    enum outcome o = UI_DONE;
    if (below != NULL && s->answered != NULL)
        o = s->answered(below, s->answer, buf_str(&s->answer_text));
    if (below != NULL && below == ui->top && o != UI_POP && o != UI_QUIT &&
        below->ops->resume != NULL)
        o = below->ops->resume(below);
    free_screen(s);
    if (o == UI_POP)
        return stack_pop(below);
    return o == UI_QUIT ? UI_QUIT : UI_DONE;
}

/* Close without an answer what is above `s` (NULL: everything). */
static void close_above(struct ui *ui, const struct screen *s) {
    struct screen *top = ui->top;
    while (top != s) {
        struct screen *below = top->below;
        close_screen(top);
        free_screen(top);
        top = below;
    }
    ui->top = top;
}

void stack_close_all(struct ui *ui) {
    close_above(ui, NULL);
}

bool stack_quit(struct ui *ui) {
    struct screen *held = ui->top;
    while (held != NULL && (held->ops->unsaved == NULL || !held->ops->unsaved(held)))
        held = held->below;
    if (held == NULL)
        return true;
    close_above(ui, held);
    ui_warn(held, "Còn thay đổi chưa lưu: Ctrl-S để lưu, Esc để bỏ.");
    return false;
}

/* ---- the program around it ---- */

void *ui_app(const struct screen *s) {
    return s->ui->app->ctx;
}

const struct field_names *ui_names(const struct screen *s) {
    const struct ui_app *app = s->ui->app;
    return app->names != NULL ? app->names(app->ctx) : NULL;
}

bool ui_may(const struct screen *s, enum capability need, struct err *why) {
    const struct ui_app *app = s->ui->app;
    return app->may == NULL || app->may(app->ctx, need, why);
}

/* ---- the status line ---- */

static void say(struct ui *ui, bool mistake, const char *fmt, va_list args) THIDUA_PRINTF(3, 0);

static void say(struct ui *ui, bool mistake, const char *fmt, va_list args) {
    char text[sizeof((struct err *)0)->message];
    (void)vsnprintf(text, sizeof text, fmt, args);
    buf_clear(&ui->message);
    text_harmless(text, strlen(text), &ui->message);
    ui->mistake = mistake;
}

void ui_say(struct screen *s, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    say(s->ui, false, fmt, args);
    va_end(args);
}

void ui_warn(struct screen *s, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    say(s->ui, true, fmt, args);
    va_end(args);
}

void ui_fail(struct screen *s, const struct err *e) {
    notice_failure(e);
    ui_warn(s, "%s", e->message);
}

/* ---- drawing in the body ---- */

int ui_rows(const struct screen *s) {
    return s->rows;
}

int ui_cols(const struct screen *s) {
    (void)s; /* all have the width of the window today */
    return term_cols();
}

bool ui_ascii(const struct screen *s) {
    (void)s;
    return term_ascii();
}

const char *ui_glyph(const struct screen *s, enum glyph g) {
    return theme_glyph(g, ui_ascii(s));
}

void ui_put_cell(struct screen *s, int row, int col, int cells, enum text_align align,
                 enum element el, const char *text) {
    if (row >= 0 && row < s->rows)
        term_put(s->top + row, col, cells, el, align, text);
}

void ui_put(struct screen *s, int row, int col, enum element el, const char *text) {
    int room = ui_cols(s) - col;
    int wide = text_width(text);
    ui_put_cell(s, row, col, wide < room ? wide : room, TEXT_LEFT, el, text);
}

void ui_printf(struct screen *s, int row, int col, enum element el, const char *fmt, ...) {
    char text[1024];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ui_put(s, row, col, el, text);
}

void ui_erase(struct screen *s) {
    for (int row = 0; row < s->rows; row++)
        ui_put_cell(s, row, 0, ui_cols(s), TEXT_LEFT, UI_TEXT, "");
}

void ui_cursor(struct screen *s, int row, int col) {
    s->cursor_row = s->top + row;
    s->cursor_col = col;
}
