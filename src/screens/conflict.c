/* Somebody saved a newer version while this one was being typed: both, field by field, and a choice
 * for each. Nothing typed is lost: going back leaves the form as it was. */
#include "edit_parts.h"
#include "thidua/app.h"
#include "thidua/listview.h"
#include "thidua/news.h"
#include "thidua/pager.h"
#include <string.h>

enum { MOST = 40, LABEL_CELLS = 26, LABEL_LEAST = 12 };

struct conflict {
    struct editing *ed;
    const char *who; /* "Ngọc Lan sửa lúc 14:05, trong lúc bạn đang nhập." */
    void *stored;    /* the newer version, a struct of the form */
    const void *mine;
    struct form_difference fields[MOST];
    bool theirs[MOST]; /* the stored value is taken */
    size_t count;
};

static struct conflict *of(const struct screen *s) {
    return *(struct conflict **)s->state;
}

/* ---- rows ---- */

/* "[x] 1,5 km": a value and whether it is the one taken. A line of it. */
static const char *cell(struct screen *s, const struct field *f, const void *record, bool taken,
                        struct arena *a) {
    struct buf text = {0};
    buf_puts(&text, taken ? "[x] " : "[ ] ");
    field_show(f, record, session_names(app_session(s)), &text);
    if (text.len == strlen("[x] "))
        buf_puts(&text, "(trống)");
    char *line = arena_dup(a, buf_str(&text));
    buf_free(&text);
    for (char *c = line; c != NULL && *c != '\0'; c++)
        *c = *c == '\n' ? ' ' : *c;
    return line;
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    *out = (int64_t)of(s)->count;
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct conflict *c = of(s);
    for (*got = 0; *got < most && from + *got < (int64_t)c->count; (*got)++) {
        size_t i = (size_t)(from + *got);
        const struct form_difference *d = &c->fields[i];
        struct view_row *r = &rows[*got];
        r->id = (int64_t)i + 1;
        r->cells[0] = d->mine && d->theirs ? "!" : "";
        r->cells[1] = d->f->label;
        r->cells[2] = cell(s, d->f, c->mine, !c->theirs[i], a);
        r->cells[3] = cell(s, d->f, c->stored, c->theirs[i], a);
        r->looks[0] = UI_WARN;
        r->looks[c->theirs[i] ? 2 : 3] = UI_DIM;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {
    {.width = 1},
    {.heading = "Mục", .width = LABEL_CELLS},
    {.heading = "Của tôi", .width = 0, .least = LABEL_LEAST},
    {.heading = "Đang lưu", .width = 0, .least = LABEL_LEAST},
};

/* ---- operations ---- */

static enum rc conflict_opened(struct screen *s, void *arg, struct err *e) {
    *(struct conflict **)s->state = arg;
    return listview_open(s, &source, columns, sizeof columns / sizeof *columns, e);
}

static void title(struct screen *s, struct buf *left, struct buf *right) {
    (void)right;
    buf_printf(left, "Hai bản khác nhau · %s", of(s)->ed->title);
}

static void draw(struct screen *s) {
    ui_put(s, 0, 2, UI_TEXT, of(s)->who);
    listview_draw(s, 2, ui_rows(s) - 2);
}

/* Of the selected field who changed it when. */
static void status(struct screen *s, struct buf *out) {
    const struct conflict *c = of(s);
    const struct form_difference *d = &c->fields[s->list->selected];
    const struct record_head *head = c->stored;
    struct news_change last;
    if (!d->theirs)
        buf_puts(out, "Chỉ mình bạn sửa mục này");
    else if (news_last(c->ed->session, c->ed->kind, head->id, d->f->key, &last, NULL) == RC_OK &&
             last.known)
        news_say(&last, out);
    else
        buf_puts(out, "Người khác đã sửa mục này");
    buf_puts(out, d->mine && d->theirs ? "; bạn cũng sửa. Hãy chọn một trong hai."
                  : d->theirs          ? "; bạn không sửa."
                                       : ".");
}

static enum outcome swap(struct screen *s) {
    struct conflict *c = of(s);
    struct err e;
    c->theirs[s->list->selected] = !c->theirs[s->list->selected];
    if (listview_reload(s, &e))
        ui_fail(s, &e);
    return UI_DONE;
}

/* Both in full: a note does not fit in a row. */
static enum outcome read_both(struct screen *s) {
    const struct conflict *c = of(s);
    const struct field *f = c->fields[s->list->selected].f;
    const struct field_names *names = session_names(app_session(s));
    struct buf text = {0};
    buf_puts(&text, "Của tôi:\n\n");
    field_show(f, c->mine, names, &text);
    buf_puts(&text, "\n\nĐang lưu:\n\n");
    field_show(f, c->stored, names, &text);
    pager_open(s, f->label, buf_str(&text));
    buf_free(&text);
    return UI_DONE;
}

static enum outcome save(struct screen *s) {
    s->answer = 1;
    return UI_POP;
}

static enum outcome back(struct screen *s) {
    s->answer = 0;
    return UI_POP;
}

static const struct action actions[] = {
    {"Space Enter", "đổi", "Lấy bản của tôi hay bản đang lưu cho mục này", swap, CAP_TOTALS, NULL,
     "Hai bản khác nhau"},
    {"s Ctrl-S F2", "lưu", "Lưu những gì đã chọn, đè lên bản đang lưu", save, CAP_TOTALS, NULL,
     NULL},
    {"v", "xem", "Đọc đủ cả hai bản của mục này", read_both, CAP_TOTALS, NULL, NULL},
    {"Esc q F10 Ctrl-C Left", "về", "Trở lại chỗ đang nhập, chưa lưu gì", back, CAP_TOTALS, NULL,
     NULL},
    {0},
};

static const struct screen_ops conflict_screen = {
    .name = "Hai bản khác nhau",
    .state_size = sizeof(struct conflict *),
    .actions = actions,
    .open = conflict_opened,
    .title = title,
    .draw = draw,
    .status = status,
};

/* ---- the form below ---- */

static enum outcome chosen(struct screen *form, int64_t answer, const char *text) {
    const struct editing *ed = form_ctx(form);
    const struct conflict *c = ed->conflict;
    struct record_head *mine = form_record(form);
    (void)text;
    if (answer == 0)
        return UI_DONE;
    for (size_t i = 0; i < c->count; i++)
        if (c->theirs[i])
            form_take(form, c->fields[i].f, c->stored);
    mine->version = ((const struct record_head *)c->stored)->version;
    return form_save(form);
}

/* What is stored now; NULL when it is not newer, or not there any more. */
static void *newer(struct screen *form, const struct editing *ed, const void *record) {
    const struct record_head *mine = record;
    bool progress = ed->kind->id == KIND_PROGRESS;
    void *stored = arena_alloc(&form->arena, progress ? sizeof(struct entry) : ed->kind->size);
    if (stored == NULL ||
        record_get(ed->session, ed->kind, mine->id, &form->arena, stored, NULL) != RC_OK ||
        ((const struct record_head *)stored)->version == mine->version)
        return NULL;
    if (progress) /* is not stored */
        ((struct entry *)stored)->total = ((const struct entry *)record)->total;
    return stored;
}

static const char *say_who(const struct conflict *c, struct arena *a) {
    const struct record_head *head = c->stored;
    struct news_change last;
    struct buf who = {0};
    if (news_last(c->ed->session, c->ed->kind, head->id, NULL, &last, NULL) == RC_OK)
        news_say(&last, &who);
    const char *text = arena_printf(a, "%s, trong lúc bạn đang nhập.",
                                    who.len > 0 ? buf_str(&who) : "Người khác đã sửa");
    buf_free(&who);
    return text != NULL ? text : "";
}

enum conflict_kind conflict_open(struct screen *form, struct editing *ed, void *record,
                                 struct err *e) {
    struct conflict *c = arena_alloc(&form->arena, sizeof *c);
    void *stored = newer(form, ed, record);
    if (c == NULL || stored == NULL)
        return CONFLICT_NONE;
    *c = (struct conflict){.ed = ed, .stored = stored, .mine = record};
    c->count = form_compare(form, stored, c->fields, MOST);
    if (c->count == 0) {
        ((struct record_head *)record)->version = ((struct record_head *)stored)->version;
        return CONFLICT_SAME;
    }
    for (size_t i = 0; i < c->count; i++)
        c->theirs[i] = !c->fields[i].mine;
    ed->conflict = c;
    c->who = say_who(c, &form->arena);
    if (!ui_push(form, &conflict_screen, c, chosen))
        return CONFLICT_NONE;
    err_set(e, RC_CONFLICT,
            "Chưa lưu: đã có bản mới hơn. Phím cách chọn cho từng mục, rồi s để lưu.");
    return CONFLICT_SHOWN;
}
