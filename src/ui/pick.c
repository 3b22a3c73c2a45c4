#include "pick.h"
#include "thidua/editview.h"
#include "thidua/listview.h"

#include <string.h>

enum { MOST_ROWS = 12, ABOVE_LIST = 2, NOTE_CELLS = 18 };

struct picking {
    struct pick p;
    void *ctx;
    struct lineedit line;
    int64_t *shown; /* indexes of the items that hold what was typed */
    int64_t count;
    size_t all;
    uint64_t chosen;
};

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    const struct picking *me = s->state;
    *out = me->count;
    return RC_OK;
}

/* Ids are 1 + the index: an id is never 0. */
static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct picking *me = s->state;
    for (*got = 0; *got < most && from + *got < me->count; (*got)++) {
        struct pick_item item = {0};
        struct view_row *r = &rows[*got];
        int64_t i = me->shown[from + *got];
        (void)me->p.item(s->below, me->ctx, (size_t)i, a, &item);
        const char *box = me->p.chosen == NULL ? "" : (me->chosen >> i & 1U) != 0 ? "[x] " : "[ ] ";
        r->id = i + 1;
        r->cells[0] = arena_printf(a, "%s%s", box, item.label != NULL ? item.label : "");
        r->cells[1] = arena_dup(a, item.note);
        r->looks[0] = item.greyed ? UI_DIM : UI_TEXT;
        r->looks[1] = UI_DIM;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {{.width = 0, .least = 20},
                                             {.width = NOTE_CELLS, .align = TEXT_RIGHT}};

static enum rc narrow(struct screen *s, struct err *e) {
    struct picking *me = s->state;
    struct buf want = {0};
    struct buf have = {0};
    struct arena a = {0};
    text_fold(lineedit_text(&me->line), &want);
    me->count = 0;
    bool failed = false;
    for (size_t i = 0; i < me->all; i++) {
        struct pick_item item = {0};
        (void)me->p.item(s->below, me->ctx, i, &a, &item);
        buf_clear(&have);
        text_fold(item.label != NULL ? item.label : "", &have);
        if (strstr(buf_str(&have), buf_str(&want)) != NULL ||
            (item.code != NULL && strcmp(item.code, buf_str(&want)) == 0))
            me->shown[me->count++] = (int64_t)i;
        failed = failed || a.failed;
        arena_reset(&a);
    }
    failed = failed || want.failed || have.failed;
    arena_free(&a);
    buf_free(&want);
    buf_free(&have);
    return failed ? err_nomem(e) : RC_OK;
}

static enum rc open_picking(struct screen *s, void *arg, struct err *e) {
    struct picking *me = s->state;
    const struct pick *p = arg;
    struct pick_item item = {0};
    bool notes = false;
    me->p = *p;
    me->p.title = arena_dup(&s->arena, p->title);
    me->ctx = arena_alloc(&s->arena, p->ctx_size);
    if (me->p.title == NULL || me->ctx == NULL)
        return err_nomem(e);
    memcpy(me->ctx, p->ctx, p->ctx_size);
    for (; p->item(s->below, me->ctx, me->all, &s->arena, &item); me->all++)
        notes = notes || item.note != NULL;
    if (me->all == 0)
        return err_set(e, RC_MISSING, "Chưa có gì để chọn ở “%s”.", p->title);
    me->chosen = p->chosen != NULL ? *p->chosen : 0;
    me->shown = arena_array(&s->arena, me->all, sizeof *me->shown);
    if (me->shown == NULL || !lineedit_set(&me->line, p->typed))
        return err_nomem(e);
    s->panel = ABOVE_LIST + (int)(me->all < MOST_ROWS ? me->all : MOST_ROWS);
    enum rc rc = narrow(s, e);
    if (rc == RC_OK)
        rc = listview_open(s, &source, columns, notes ? 2 : 1, e);
    if (rc == RC_OK) {
        s->list->none = "Không có dòng nào như thế.";
        listview_goto(s, 0);
        (void)(p->selected >= 0 && listview_select(s, p->selected + 1));
    }
    return rc;
}

static void close_picking(struct screen *s) {
    struct picking *me = s->state;
    lineedit_free(&me->line);
}

static void draw(struct screen *s) {
    struct picking *me = s->state;
    int at = 1 + text_width(me->p.title) + 2;
    ui_printf(s, 1, 1, UI_HEADING, "%s:", me->p.title);
    editview_line(s, 1, at, ui_cols(s) - at - 1, &me->line, false);
    listview_draw(s, ABOVE_LIST, ui_rows(s) - ABOVE_LIST);
}

static enum outcome take(struct screen *s) {
    struct picking *me = s->state;
    if (me->p.chosen != NULL) {
        *me->p.chosen = me->chosen;
        s->answer = 1;
        return UI_POP;
    }
    if (s->list->selected_id == 0) {
        ui_warn(s, "Không có dòng nào như thế; xóa bớt chữ đã gõ, hoặc Esc để thôi.");
        return UI_DONE;
    }
    s->answer = s->list->selected_id;
    return UI_POP;
}

static enum outcome key(struct screen *s, const struct key *k) {
    struct picking *me = s->state;
    struct err e = {0};
    if (k->code == K_TAB && me->p.tab_takes)
        return take(s);
    bool toggles = me->p.chosen != NULL && k->code == K_TEXT && strcmp(k->text, " ") == 0;
    if (toggles || k->code == K_HOME || k->code == K_END)
        return UI_PASS; /* for the tables */
    enum edit edit = lineedit_key(&me->line, k);
    if (edit == EDIT_CHANGED && (narrow(s, &e) != RC_OK || listview_reload(s, &e) != RC_OK))
        ui_fail(s, &e);
    return edit == EDIT_PASS ? UI_PASS : UI_DONE;
}

static enum outcome give_up(struct screen *s) {
    s->answer = 0;
    return UI_POP;
}

static const struct action actions[] = {
    {.keys = "Enter", .label = "chọn", .help = "Lấy dòng đang chọn", .run = take},
    {.keys = "Esc F10 Ctrl-C", .label = "thôi", .help = "Thôi, không chọn gì", .run = give_up},
    {0},
};

static const struct screen_ops ops = {
    .name = "Chọn",
    .state_size = sizeof(struct picking),
    .actions = actions,
    .typing = true,
    .open = open_picking,
    .draw = draw,
    .key = key,
    .close = close_picking,
};

static void say_several(struct screen *s, struct buf *out) {
    const struct picking *me = s->state;
    int n = 0;
    for (uint64_t bits = me->chosen; bits != 0; bits &= bits - 1)
        n++;
    buf_printf(out, "Đã chọn %d", n);
}

static enum outcome toggle(struct screen *s) {
    struct picking *me = s->state;
    struct err e = {0};
    if (s->list->selected_id != 0) {
        me->chosen ^= (uint64_t)1 << (s->list->selected_id - 1);
        if (listview_reload(s, &e) != RC_OK)
            ui_fail(s, &e);
    }
    return UI_DONE;
}

static const struct action several_actions[] = {
    {.keys = "Enter", .label = "xong", .help = "Lấy những dòng đã đánh [x]", .run = take},
    {.keys = "Space", .label = "đánh, bỏ", .help = "Đánh hoặc bỏ dòng này", .run = toggle},
    {.keys = "Esc F10 Ctrl-C", .label = "thôi", .help = "Thôi, không đổi gì", .run = give_up},
    {0},
};

static const struct screen_ops several_ops = {
    .name = "Chọn nhiều",
    .state_size = sizeof(struct picking),
    .actions = several_actions,
    .typing = true,
    .open = open_picking,
    .draw = draw,
    .status = say_several,
    .key = key,
    .close = close_picking,
};

bool pick_open(struct screen *s, const struct pick *p, answer_fn *answered) {
    struct pick copy = *p;
    return ui_push(s, p->chosen != NULL ? &several_ops : &ops, &copy, answered);
}
