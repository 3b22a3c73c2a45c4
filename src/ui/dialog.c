/* A question with a few answers, a question for a line of text. Choosing from a list is in pick.c.
 */
#include "thidua/dialog.h"
#include "keeping.h"
#include "pick.h"
#include "thidua/editview.h"

#include <string.h>

enum { CHOICES = 6, BYTES_A_CHARACTER = 4 };

/* Questions are wrapped for the narrowest window, so that the panel never has to grow. */
enum { QUESTION_CELLS = TERM_LEAST_COLS - 2 };

struct question {
    const char *text;
    int rows; /* it takes */
};

static bool count_line(void *ctx, const char *s, size_t n) {
    (void)ctx;
    (void)s;
    (void)n;
    return true;
}

struct drawing {
    struct screen *s;
    int row;
};

static bool draw_line(void *ctx, const char *text, size_t n) {
    struct drawing *d = ctx;
    struct buf line = {0};
    buf_add(&line, text, n);
    ui_put(d->s, d->row++, 1, UI_HEADING, buf_str(&line));
    buf_free(&line);
    return true;
}

/* Row 0 stays blank; the row after the question is returned. */
static int question_draw(struct screen *s, const struct question *q) {
    struct drawing d = {.s = s, .row = 1};
    (void)text_wrap(q->text, QUESTION_CELLS, draw_line, &d);
    return d.row;
}

static enum rc question_open(struct screen *s, struct question *q, const char *text,
                             struct err *e) {
    q->text = arena_dup(&s->arena, text);
    if (q->text == NULL)
        return err_nomem(e);
    q->rows = text_wrap(q->text, QUESTION_CELLS, count_line, NULL);
    s->panel = 1 + q->rows + 1;
    return RC_OK;
}

static enum outcome give_up(struct screen *s) {
    s->answer = 0;
    return UI_POP;
}

/* ---- a few answers ---- */

struct ask {
    struct question question;
    const char *choices[CHOICES];
    char letters[CHOICES]; /* first letters, folded */
    int count, selected;
};

struct ask_arg {
    const char *question;
    const char *const *choices;
    int safe;
};

static enum rc ask_open(struct screen *s, void *arg, struct err *e) {
    struct ask *me = s->state;
    const struct ask_arg *a = arg;
    struct buf fold = {0};
    for (; a->choices[me->count] != NULL && me->count < CHOICES; me->count++) {
        me->choices[me->count] = arena_dup(&s->arena, a->choices[me->count]);
        buf_clear(&fold);
        text_fold(a->choices[me->count], &fold);
        me->letters[me->count] = buf_str(&fold)[0];
    }
    buf_free(&fold);
    me->selected = a->safe;
    return s->arena.failed ? err_nomem(e) : question_open(s, &me->question, a->question, e);
}

static void ask_draw(struct screen *s) {
    const struct ask *me = s->state;
    int row = question_draw(s, &me->question);
    int col = 2;
    for (int i = 0; i < me->count; i++) {
        bool on = i == me->selected;
        char letter[2] = {me->letters[i], '\0'};
        if (on) {
            ui_put(s, row, col - 1, UI_MARK, "[");
            ui_cursor(s, row, col);
        }
        ui_put(s, row, col, UI_KEY, letter);
        ui_put(s, row, col + 2, on ? UI_CHOICE : UI_TEXT, me->choices[i]);
        col += 2 + text_width(me->choices[i]);
        if (on)
            ui_put(s, row, col, UI_MARK, "]");
        col += 3;
    }
}

static enum outcome ask_key(struct screen *s, const struct key *k) {
    struct ask *me = s->state;
    if (k->code != K_TEXT)
        return UI_PASS;
    struct buf fold = {0};
    text_fold(k->text, &fold);
    char letter = buf_str(&fold)[0];
    buf_free(&fold);
    for (int i = 0; i < me->count && !k->pasted && !k->rushed; i++) {
        if (letter == me->letters[i]) {
            s->answer = i + 1;
            return UI_POP;
        }
    }
    ui_warn(s, "Hãy bấm một trong các chữ đầu, hoặc chọn bằng mũi tên rồi Enter.");
    return UI_DONE;
}

static enum outcome ask_take(struct screen *s) {
    const struct ask *me = s->state;
    s->answer = me->selected + 1;
    return UI_POP;
}

static enum outcome ask_next(struct screen *s) {
    struct ask *me = s->state;
    me->selected = (me->selected + 1) % me->count;
    return UI_DONE;
}

static enum outcome ask_previous(struct screen *s) {
    struct ask *me = s->state;
    me->selected = (me->selected + me->count - 1) % me->count;
    return UI_DONE;
}

static const struct action ask_actions[] = {
    {.keys = "Enter", .label = "chọn", .help = "Lấy câu trả lời đang chọn", .run = ask_take},
    {.keys = "Right Tab Down", .label = "sang phải", .help = "Câu trả lời sau", .run = ask_next},
    {.keys = "Left Shift-Tab Up", .help = "Câu trả lời trước", .run = ask_previous},
    {.keys = "Esc F10 Ctrl-C", .label = "thôi", .help = "Thôi, không làm gì", .run = give_up},
    {0},
};

static const struct screen_ops ask_ops = {
    .name = "Câu hỏi",
    .state_size = sizeof(struct ask),
    .actions = ask_actions,
    .typing = true,
    .open = ask_open,
    .draw = ask_draw,
    .key = ask_key,
};

bool dialog_ask(struct screen *s, const char *question, const char *const *choices, int safe,
                answer_fn *answered) {
    struct ask_arg arg = {.question = question, .choices = choices, .safe = safe};
    return ui_push(s, &ask_ops, &arg, answered);
}

/* ---- a line of text ---- */

struct prompting {
    struct prompt def; /* its texts belong to the screen's arena */
    struct question question;
    struct lineedit line;
    struct keeping keeping;
    bool over; /* answered or given up: nothing is kept any more */
};

static enum rc prompt_open(struct screen *s, void *arg, struct err *e) {
    struct prompting *me = s->state;
    const struct prompt *p = arg;
    me->def = *p;
    me->def.text = arena_dup(&s->arena, p->text != NULL ? p->text : "");
    me->line.most_chars = p->most;
    me->line.most_bytes = p->most * BYTES_A_CHARACTER;
    if (me->def.text == NULL || !lineedit_set(&me->line, p->typed != NULL ? p->typed : p->text))
        return err_nomem(e);
    return question_open(s, &me->question, p->question, e);
}

static bool prompt_changed(const struct prompting *me) {
    return strcmp(lineedit_text(&me->line), me->def.text) != 0;
}

static bool prompt_keep_now(struct screen *s, bool last) {
    struct prompting *me = s->state;
    if (me->def.keep == NULL || !me->keeping.dirty)
        return false;
    struct err e = {0};
    const struct field_typed typed = {
        .key = me->def.key, .text = lineedit_text(&me->line), .was = me->def.text};
    const struct form_kept k = {
        .typed = &typed, .count = prompt_changed(me), .focus = "", .last = last};
    return keeping_tried(&me->keeping, me->def.keep(s, me->def.ctx, &k, &e), &e);
}

static bool prompt_keep(struct screen *s) {
    const struct prompting *me = s->state;
    return keeping_due(&me->keeping) && prompt_keep_now(s, false);
}

/* Neither answered nor given up: the line is gone. */
static void prompt_close(struct screen *s) {
    struct prompting *me = s->state;
    if (!me->over)
        (void)prompt_keep_now(s, true);
    keeping_free(&me->keeping);
    lineedit_free(&me->line);
}

static void prompt_draw(struct screen *s) {
    struct prompting *me = s->state;
    int row = question_draw(s, &me->question);
    ui_put(s, row, 0, UI_MARK, ui_glyph(s, GLYPH_MARK));
    editview_line(s, row, 2, ui_cols(s) - 4, &me->line, true);
}

static void prompt_status(struct screen *s, struct buf *out) {
    const struct prompting *me = s->state;
    buf_puts(out, buf_str(&me->keeping.unkept));
}

static enum outcome prompt_key(struct screen *s, const struct key *k) {
    struct prompting *me = s->state;
    switch (lineedit_key(&me->line, k)) {
    case EDIT_PASS:
        return UI_PASS;
    case EDIT_CHANGED:
        keeping_touched(&me->keeping);
        return UI_DONE;
    case EDIT_REFUSED:
        ui_warn(s, "Không gõ thêm được: đã đủ độ dài, hoặc ký tự không dùng được.");
        return UI_DONE;
    default:
        return UI_DONE;
    }
}

static enum outcome prompt_give_up(struct screen *s) {
    struct prompting *me = s->state;
    me->over = true;
    if (me->def.given_up != NULL)
        me->def.given_up(s, me->def.ctx);
    return give_up(s);
}

/* For later: closed when it is kept, and not before. */
static enum outcome prompt_put_aside(struct screen *s) {
    struct prompting *me = s->state;
    keeping_touched(&me->keeping);
    (void)prompt_keep_now(s, true);
    if (me->keeping.unkept.len > 0)
        return UI_DONE;
    me->over = true;
    return give_up(s);
}

/* What somebody changed meanwhile has to be looked at first. */
static enum outcome prompt_refused(struct screen *s, const struct err *e) {
    const struct prompting *me = s->state;
    ui_fail(s, e);
    return e->rc == RC_CONFLICT && me->def.keep != NULL ? prompt_put_aside(s) : UI_DONE;
}

static enum outcome prompt_take(struct screen *s) {
    struct prompting *me = s->state;
    struct err e = {0};
    const char *text = lineedit_text(&me->line);
    buf_clear(&s->answer_text);
    enum rc rc = text_clean(text, strlen(text), TEXT_ONE_LINE, &s->answer_text, &e);
    if (rc == RC_OK && me->def.required && s->answer_text.len == 0) {
        ui_warn(s, "Chưa ghi gì: hãy ghi vài chữ rồi Enter, hoặc Esc để thôi.");
        return UI_DONE;
    }
    if (rc == RC_OK && me->def.save != NULL)
        rc = me->def.save(s, me->def.ctx, buf_str(&s->answer_text), &e);
    if (rc != RC_OK)
        return prompt_refused(s, &e);
    me->over = true;
    s->answer = 1;
    return UI_POP;
}

static enum outcome leave_answered(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    if (answer == 1)
        return prompt_put_aside(s);
    return answer == 2 ? prompt_give_up(s) : UI_DONE;
}

/* What would have to be written again is not thrown away by one key. */
static enum outcome prompt_leave(struct screen *s) {
    static const char *const choices[] = {"Giữ nháp", "Bỏ", "Ở lại", NULL};
    const struct prompting *me = s->state;
    if (me->def.keep == NULL || !prompt_changed(me))
        return prompt_give_up(s);
    (void)dialog_ask(s, "Những gì vừa gõ chưa được ghi.", choices, 2, leave_answered);
    return UI_DONE;
}

static const struct action prompt_actions[] = {
    {.keys = "Enter", .label = "xong", .help = "Xong, lấy chữ đã gõ", .run = prompt_take},
    {.keys = "Esc F10 Ctrl-C", .label = "thôi", .help = "Thôi, không làm gì", .run = prompt_leave},
    {0},
};

static const struct screen_ops prompt_ops = {
    .name = "Ghi vào",
    .state_size = sizeof(struct prompting),
    .actions = prompt_actions,
    .typing = true,
    .open = prompt_open,
    .draw = prompt_draw,
    .status = prompt_status,
    .key = prompt_key,
    .keep = prompt_keep,
    .close = prompt_close,
};

bool dialog_prompt(struct screen *s, const struct prompt *prompt, answer_fn *answered) {
    struct prompt copy = *prompt;
    return ui_push(s, &prompt_ops, &copy, answered);
}

/* ---- one of a list ---- */

struct labels {
    dialog_label_fn *at;
    void *ctx;
};

static bool label_item(struct screen *s, void *ctx, size_t i, struct arena *a,
                       struct pick_item *item) {
    (void)s;
    (void)a;
    const struct labels *l = ctx;
    return l->at(l->ctx, i, &item->label);
}

bool dialog_choose(struct screen *s, const char *title, dialog_label_fn *at, void *ctx,
                   int64_t selected, answer_fn *answered) {
    struct labels l = {.at = at, .ctx = ctx};
    struct pick p = {.title = title, .item = label_item, .ctx = &l, .ctx_size = sizeof l};
    p.selected = selected;
    return pick_open(s, &p, answered);
}
