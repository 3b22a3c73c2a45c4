/* `/` in a list: the line at its foot where the text is typed; the list goes along. */
#include "listview_parts.h"
#include "thidua/editview.h"

struct search {
    struct lineedit line;
    int64_t row, top; /* where the list stood, for Esc */
};

static enum rc search_open(struct screen *s, void *arg, struct err *e) {
    (void)e;
    struct search *me = s->state;
    const struct listview *v = arg;
    me->row = v->selected;
    me->top = v->top;
    s->panel = 1;
    return RC_OK;
}

static void search_close(struct screen *s) {
    struct search *me = s->state;
    lineedit_free(&me->line);
}

static void search_draw(struct screen *s) {
    static const char prompt[] = "Tìm: ";
    struct search *me = s->state;
    int at = 1 + text_width(prompt);
    ui_put(s, 0, 1, UI_LABEL, prompt);
    editview_line(s, 0, at, ui_cols(s) - at - 1, &me->line, true);
}

/* What is sought is the list's from now on, for n and N. */
static void follow(struct screen *s) {
    struct search *me = s->state;
    struct screen *list = s->below;
    struct buf *sought = &list->list->sought;
    buf_clear(sought);
    text_fold(lineedit_text(&me->line), sought);
    if (sought->len == 0)
        listview_goto(list, me->row);
    else if (!listview_find(list, buf_str(sought), me->row, 1))
        ui_warn(s, "Không thấy “%s”.", lineedit_text(&me->line));
}

static enum outcome search_key(struct screen *s, const struct key *k) {
    struct search *me = s->state;
    if (k->code == K_BACKSPACE && lineedit_text(&me->line)[0] == '\0')
        return UI_POP;
    switch (lineedit_key(&me->line, k)) {
    case EDIT_CHANGED:
        follow(s);
        return UI_DONE;
    case EDIT_REFUSED:
        ui_warn(s, "Không gõ thêm được ở đây.");
        return UI_DONE;
    case EDIT_MOVED:
        return UI_DONE;
    default:
        return UI_PASS;
    }
}

static enum outcome accept(struct screen *s) {
    (void)s;
    return UI_POP;
}

static enum outcome give_up(struct screen *s) {
    const struct search *me = s->state;
    s->below->list->top = me->top;
    listview_goto(s->below, me->row);
    return UI_POP;
}

static enum outcome step(struct screen *s, int direction) {
    struct listview *v = s->below->list;
    if (!listview_find(s->below, buf_str(&v->sought), v->selected + direction, direction))
        ui_warn(s, "Không còn thấy ở dòng nào.");
    return UI_DONE;
}

static enum outcome next(struct screen *s) {
    return step(s, 1);
}

static enum outcome previous(struct screen *s) {
    return step(s, -1);
}

static const struct action search_actions[] = {
    {.keys = "Enter", .label = "ở lại dòng này", .help = "Ở lại dòng tìm thấy", .run = accept},
    {.keys = "Down F3", .label = "tiếp", .help = "Dòng tìm thấy tiếp theo", .run = next},
    {.keys = "Up", .label = "trước", .help = "Dòng tìm thấy trước đó", .run = previous},
    {.keys = "Esc F10 Ctrl-C", .label = "thôi", .help = "Thôi, về chỗ cũ", .run = give_up},
    {0},
};

static const struct screen_ops search_ops = {
    .name = "Tìm",
    .state_size = sizeof(struct search),
    .actions = search_actions,
    .typing = true,
    .open = search_open,
    .draw = search_draw,
    .key = search_key,
    .close = search_close,
};

void listview_search(struct screen *s) {
    (void)ui_push(s, &search_ops, s->list, NULL);
}
