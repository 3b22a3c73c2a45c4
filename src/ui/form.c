#include "form_parts.h"
#include "thidua/dialog.h"

#include <string.h>

enum { MOST_NUMBER = 40, BYTES_A_CHARACTER = 4 };

/* ---- open, close ---- */

static enum rc set_up_field(struct screen *s, struct form_field *ff, const struct field *f,
                            struct err *e) {
    struct form_state *me = s->state;
    struct buf text = {0};
    ff->f = f;
    ff->edit.lines = f->type == FIELD_NOTE;
    ff->edit.most_chars = field_is_text(f->type) ? field_most(f) : MOST_NUMBER;
    ff->edit.most_bytes = ff->edit.most_chars * BYTES_A_CHARACTER;
    ff->editable = f->type != FIELD_INSTANT && ((f->flags & FIELD_FIXED) == 0 || me->def.making);
    if (field_is_text(f->type)) {
        const char **member = field_text(f, me->record);
        *member = arena_dup(&s->arena, *member);
    }
    field_edit(f, me->record, &text);
    bool done = lineedit_set(&ff->edit, buf_str(&text));
    ff->original = arena_dup(&s->arena, buf_str(&text));
    buf_free(&text);
    return done && !s->arena.failed ? RC_OK : err_nomem(e);
}

static enum rc form_opened(struct screen *s, void *arg, struct err *e) {
    struct form_state *me = s->state;
    me->def = *(const struct form *)arg;
    me->record = arena_alloc(&s->arena, me->def.size);
    me->before = arena_alloc(&s->arena, me->def.size);
    me->fields = arena_array(&s->arena, me->def.nfields, sizeof *me->fields);
    if (me->record == NULL || me->before == NULL || me->fields == NULL)
        return err_nomem(e);
    memcpy(me->record, me->def.record, me->def.size);
    for (size_t i = 0; i < me->def.nfields; i++) {
        const struct field *f = &me->def.fields[i];
        if ((f->flags & FIELD_KEPT) != 0)
            continue;
        enum rc rc = set_up_field(s, &me->fields[me->count], f, e);
        if (rc != RC_OK)
            return rc;
        me->count++;
    }
    enum rc rc = form_restore(s, e);
    if (rc != RC_OK)
        return rc;
    form_ask_shows(s);
    me->focus = me->count;
    form_move(s, 1);
    for (size_t i = 0; i < me->count && me->def.first != NULL; i++)
        if (strcmp(me->fields[i].f->key, me->def.first) == 0 && me->fields[i].shown)
            me->focus = i;
    return RC_OK;
}

/* Neither saved nor given up: the line is gone. */
static void form_closed(struct screen *s) {
    struct form_state *me = s->state;
    if (!me->over)
        (void)form_keep_now(s, true);
    keeping_free(&me->keeping);
    for (size_t i = 0; me->fields != NULL && i < me->def.nfields; i++) {
        lineedit_free(&me->fields[i].edit);
        buf_free(&me->fields[i].error);
    }
}

/* ---- moving ---- */

void form_ask_shows(struct screen *s) {
    struct form_state *me = s->state;
    me->labels = 0;
    for (size_t i = 0; i < me->count; i++) {
        struct form_field *ff = &me->fields[i];
        ff->shown = me->def.shows == NULL || me->def.shows(me->def.ctx, ff->f, me->record);
        int wide = ff->shown ? text_width(ff->f->label) : 0;
        me->labels = wide > me->labels ? wide : me->labels;
    }
}

void form_move(struct screen *s, int step) {
    struct form_state *me = s->state;
    size_t places = me->count + 1;
    do {
        me->focus = (me->focus + places + (size_t)(step + (int)places)) % places;
    } while (me->focus < me->count &&
             (!me->fields[me->focus].shown || !me->fields[me->focus].editable));
    if (me->focus < me->count) {
        struct form_field *ff = &me->fields[me->focus];
        ff->whole = !field_is_text(ff->f->type) && ff->error.len == 0;
    }
}

/* ---- actions ---- */

static void focus_on(struct screen *s, const char *key_name) {
    struct form_state *me = s->state;
    for (size_t i = 0; i < me->count; i++)
        if (strcmp(me->fields[i].f->key, key_name) == 0 && me->fields[i].shown)
            me->focus = i;
}

enum outcome form_save(struct screen *s) {
    struct form_state *me = s->state;
    for (size_t i = 0; i < me->count; i++) {
        if (!form_commit(s, &me->fields[i])) {
            me->focus = i;
            ui_warn(s, "Chưa lưu: %s", buf_str(&me->fields[i].error));
            return UI_DONE;
        }
    }
    struct err e = {0};
    int64_t answer = 1;
    if (me->def.save(s, me->def.ctx, me->record, &answer, &e) != RC_OK) {
        if (e.field[0] != '\0') {
            focus_on(s, e.field);
            if (me->focus < me->count)
                form_set_error(&me->fields[me->focus], e.message);
        }
        ui_fail(s, &e);
        return UI_DONE;
    }
    me->over = true;
    s->answer = answer;
    return UI_POP;
}

/* Leaving a field takes what is in it; a mistake is shown, and does not hold anybody back. */
static void leave_field(struct screen *s) {
    struct form_state *me = s->state;
    if (me->focus < me->count)
        (void)form_commit(s, &me->fields[me->focus]);
}

/* In the next field, what was left behind is kept. */
static enum outcome arrived(struct screen *s) {
    (void)form_keep_now(s, false);
    return UI_DONE;
}

static enum outcome next(struct screen *s) {
    const struct form_state *me = s->state;
    if (me->focus == me->count && s->key.code == K_ENTER)
        return form_save(s);
    leave_field(s);
    form_move(s, 1);
    return arrived(s);
}

static enum outcome previous(struct screen *s) {
    leave_field(s);
    form_move(s, -1);
    return arrived(s);
}

static enum outcome to_end(struct screen *s) {
    struct form_state *me = s->state;
    leave_field(s);
    me->focus = me->count;
    return arrived(s);
}

static enum outcome to_start(struct screen *s) {
    (void)to_end(s);
    form_move(s, 1);
    return UI_DONE;
}

static enum outcome give_up(struct screen *s) {
    struct form_state *me = s->state;
    s->answer = 0;
    me->over = true;
    if (me->def.given_up != NULL)
        me->def.given_up(s, me->def.ctx);
    return UI_POP;
}

static enum outcome leave_answered(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    if (answer == 1)
        return form_save(s);
    return answer == 2 ? give_up(s) : UI_DONE;
}

static enum outcome leave(struct screen *s) {
    static const char *const choices[] = {"Lưu", "Bỏ", "Ở lại", NULL};
    if (!form_is_changed(s))
        return give_up(s);
    (void)dialog_ask(s, "Có thay đổi chưa lưu.", choices, 2, leave_answered);
    return UI_DONE;
}

static const struct action form_actions[] = {
    {.keys = "Ctrl-S F2", .label = "lưu", .help = "Lưu và đóng", .run = form_save},
    {.keys = "Esc F10 Ctrl-C",
     .label = "thoát",
     .help = "Đóng; có thay đổi thì hỏi lưu hay bỏ",
     .run = leave},
    {.keys = "Tab Down Enter", .label = "mục sau", .help = "Sang mục sau", .run = next},
    {.keys = "Shift-Tab Up", .label = "mục trước", .help = "Về mục trước", .run = previous},
    {.keys = "PgDn Ctrl-F", .help = "Xuống dòng Lưu", .run = to_end},
    {.keys = "PgUp Ctrl-B", .help = "Lên mục đầu", .run = to_start},
    {0},
};

static enum outcome form_key(struct screen *s, const struct key *k) {
    struct form_state *me = s->state;
    if (me->focus == me->count)
        return UI_PASS;
    return form_field_key(s, &me->fields[me->focus], k);
}

static void form_title(struct screen *s, struct buf *left, struct buf *right) {
    (void)right;
    const struct form_state *me = s->state;
    buf_puts(left, me->def.title);
}

/* What is wrong with the field in focus, else how to fill it in. */
static void form_status(struct screen *s, struct buf *out) {
    const struct form_state *me = s->state;
    if (me->keeping.unkept.len > 0) {
        buf_puts(out, buf_str(&me->keeping.unkept));
        return;
    }
    if (me->focus == me->count)
        return;
    const struct form_field *ff = &me->fields[me->focus];
    if (ff->error.len > 0) {
        buf_puts(out, buf_str(&ff->error));
        return;
    }
    if (ff->f->type == FIELD_CHOICE || ff->f->type == FIELD_TERM)
        buf_puts(out, "← → đổi, Enter mở danh sách, gõ vài chữ để tìm");
    else if (ff->f->type == FIELD_TERMS)
        buf_puts(out, "Enter mở danh sách, đánh dấu được nhiều dòng");
    else if (ff->f->type == FIELD_FLAG)
        buf_puts(out, "Phím cách: có hoặc không");
    else if (ff->f->type == FIELD_NOTE)
        buf_printf(out, "%s%sEnter xuống dòng, Tab sang mục sau", ff->f->hint ? ff->f->hint : "",
                   ff->f->hint ? "; " : "");
    else
        buf_puts(out, ff->f->hint);
}

static const struct screen_ops form_ops = {
    .name = "Nhập, sửa",
    .state_size = sizeof(struct form_state),
    .actions = form_actions,
    .typing = true,
    .open = form_opened,
    .title = form_title,
    .draw = form_draw,
    .status = form_status,
    .key = form_key,
    .keep = form_keep,
    .unsaved = form_is_changed,
    .close = form_closed,
};

bool form_open(struct screen *s, const struct form *form, answer_fn *answered) {
    struct form copy = *form;
    return ui_push(s, &form_ops, &copy, answered);
}
