/* One work: what was promised, how it stands, and every entry of its progress. */
#include "thidua/acts.h"
#include "thidua/listview.h"
#include "thidua/screens.h"
#include "work_parts.h"
#include <string.h>

enum { LABEL_CELLS = 26, PARTS_MOST = 100 };

/* A row of the list: a line, or as much of it as goes into the width. */
struct row {
    const struct work_line *line;
    const char *at; /* of the value, `n` bytes */
    size_t n;
    int part; /* 0: the line's first row */
};

struct work_view {
    int64_t id;
    struct arena arena; /* of the work and the lines */
    struct work_lines all;
    struct arena rows_arena;
    struct row *rows;
    int64_t nrows;
    size_t room;
    int cells; /* they were wrapped to */
    unsigned news;
};

static struct work_view *of(const struct screen *s) {
    return s->state;
}

static enum rc fill(struct screen *s, struct err *e) {
    struct work_view *w = of(s);
    struct work_view fresh = {.id = w->id, .news = app_of(s)->news};
    enum rc rc = work_lines_read(app_session(s), w->id, ui_ascii(s), &fresh.arena, &fresh.all, e);
    if (rc) {
        arena_free(&fresh.arena);
        return rc;
    }
    arena_free(&w->arena);
    arena_free(&w->rows_arena);
    *w = fresh;
    return RC_OK;
}

/* ---- rows: lines wrapped to the width of the window */

struct wrapping {
    struct work_view *w;
    const struct work_line *line;
    int part;
};

static bool add_row(void *ctx, const char *text, size_t n) {
    struct wrapping *wr = ctx;
    struct work_view *w = wr->w;
    struct row *rows =
        arena_grow(&w->rows_arena, w->rows, (size_t)w->nrows, &w->room, sizeof *rows);
    if (rows == NULL)
        return false;
    w->rows = rows;
    w->rows[w->nrows++] = (struct row){.line = wr->line, .at = text, .n = n, .part = wr->part++};
    return wr->part < PARTS_MOST;
}

static void wrap(struct work_view *w, int cells) {
    int room = cells - LABEL_CELLS - 4;
    arena_reset(&w->rows_arena);
    w->rows = NULL;
    w->nrows = 0;
    w->room = 0;
    w->cells = cells;
    for (int64_t i = 0; i < w->all.count; i++) {
        struct wrapping wr = {.w = w, .line = &w->all.lines[i]};
        if (w->all.lines[i].caption)
            add_row(&wr, w->all.lines[i].label, strlen(w->all.lines[i].label));
        else
            (void)text_wrap(w->all.lines[i].value, room, add_row, &wr);
    }
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    struct work_view *w = of(s);
    if (w->cells != ui_cols(s))
        wrap(w, ui_cols(s));
    *out = w->nrows;
    return w->rows_arena.failed ? err_nomem(e) : RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct work_view *w = of(s);
    *got = w->nrows - from < most ? w->nrows - from : most;
    for (int64_t i = 0; i < *got; i++) {
        const struct row *row = &w->rows[from + i];
        rows[i].id = row->line->number * PARTS_MOST + row->part;
        rows[i].caption = row->line->caption;
        rows[i].cells[0] = row->part ? "" : row->line->label;
        rows[i].cells[1] = arena_dup_n(a, row->at, row->n);
        rows[i].looks[0] = row->line->caption ? UI_TEXT : UI_LABEL;
        rows[i].looks[1] = row->line->look;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

/* In another width the rows are others; the selection stays on its line. */
static void work_draw(struct screen *s) {
    struct work_view *w = of(s);
    struct err e;
    if (w->cells != ui_cols(s)) {
        s->list->selected_id -= s->list->selected_id % PARTS_MOST;
        if (listview_reload(s, &e))
            ui_fail(s, &e);
    }
    listview_draw(s, 0, ui_rows(s));
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {{.width = LABEL_CELLS}, {.width = 0}};

static int64_t selected_entry(const struct screen *s) {
    int64_t number = s->list->selected_id / PARTS_MOST;
    return number > WORK_FIELDS_MOST ? number - WORK_FIELDS_MOST : 0;
}

/* ---- operations */

static enum rc work_open(struct screen *s, void *arg, struct err *e) {
    of(s)->id = *(int64_t *)arg;
    enum rc rc = fill(s, e);
    return rc ? rc : listview_open(s, &source, columns, sizeof columns / sizeof *columns, e);
}

/* The work may have been deleted below an entry's form, or by somebody else: then there is nothing
 * to show any more. */
static enum outcome work_resume(struct screen *s) {
    struct err e;
    enum rc rc = fill(s, &e);
    if (rc == RC_MISSING) {
        ui_warn(s, "Công trình, phần việc đang mở vừa bị xóa.");
        return UI_POP;
    }
    if (rc || listview_reload(s, &e))
        ui_fail(s, &e);
    return UI_DONE;
}

static enum outcome work_tick(struct screen *s) {
    return app_news(s, &of(s)->news) ? work_resume(s) : UI_PASS;
}

static void work_close(struct screen *s) {
    arena_free(&of(s)->arena);
    arena_free(&of(s)->rows_arena);
}

static void work_title(struct screen *s, struct buf *left, struct buf *right) {
    (void)right;
    buf_puts(left, of(s)->all.work.title);
}

/* ---- actions */

static bool on_entry(struct screen *s, struct err *why) {
    if (selected_entry(s))
        return acts_change_enabled(s, KIND_PROGRESS, selected_entry(s), why);
    err_set(why, RC_MISSING, "Hãy chọn một lần cập nhật trước.");
    return false;
}

static bool can_edit(struct screen *s, struct err *why) {
    if (selected_entry(s))
        return on_entry(s, why);
    return record_can_change(app_session(s), &kinds[KIND_WORK], &of(s)->all.work, why);
}

static bool can_add(struct screen *s, struct err *why) {
    if (of(s)->all.work.state == WORK_APPROVED)
        return true;
    err_set(why, RC_CONFLICT, "Chỉ cập nhật tiến độ khi công trình đã được duyệt.");
    return false;
}

static enum outcome add_entry(struct screen *s) {
    struct progress start;
    record_blank(&kinds[KIND_PROGRESS], &start);
    start.work = of(s)->id;
    return acts_edit(s, KIND_PROGRESS, 0, &start);
}

/* On an entry the entry, on anything else the work. */
static enum outcome edit(struct screen *s) {
    int64_t entry = selected_entry(s);
    return entry ? acts_edit(s, KIND_PROGRESS, entry, NULL)
                 : acts_edit(s, KIND_WORK, of(s)->id, NULL);
}

static enum outcome erase(struct screen *s) {
    return acts_delete(s, KIND_PROGRESS, selected_entry(s));
}

static enum outcome history(struct screen *s) {
    int64_t entry = selected_entry(s);
    return entry ? acts_history(s, &kinds[KIND_PROGRESS], entry)
                 : acts_history(s, &kinds[KIND_WORK], of(s)->id);
}

static enum outcome nominate(struct screen *s) {
    return acts_nominate(s, of(s)->id);
}
/* What was stopped may have been put forward before. */
static bool can_nominate(struct screen *s, struct err *why) {
    const struct work *w = &of(s)->all.work;
    return w->state == WORK_STOPPED || record_far_enough(w, why) == RC_OK;
}

/* Whether it can be done is answered from the work in hand. */
#define STEP(name, action)                                                                         \
    static enum outcome name(struct screen *s) {                                                   \
        return acts_step_on(s, KIND_WORK, &of(s)->all.work.head, action);                          \
    }                                                                                              \
    static bool can_##name(struct screen *s, struct err *why) {                                    \
        return life_can(app_session(s), life_step_find(KIND_WORK, action), &of(s)->all.work, why); \
    }
STEP(submit, "submit")
STEP(give_back, "return")
STEP(approve, "approve")
STEP(complete, "complete")
STEP(stop, "stop")

static const struct action actions[] = {
    {"a F5", "cập nhật", "Thêm một lần cập nhật tiến độ", add_entry, CAP_PROGRESS, can_add,
     "Công trình, phần việc"},
    {"Enter e F6", "sửa", "Sửa công trình, hoặc lần cập nhật đang chọn", edit, CAP_PROGRESS,
     can_edit, NULL},
    {"s F7", "gửi", "Gửi đăng ký lên huyện", submit, CAP_REGISTER, can_submit, NULL},
    {"d F8", "duyệt", "Duyệt đăng ký", approve, CAP_APPROVE, can_approve, NULL},
    {"r", "trả lại", "Trả lại đơn vị, kèm lý do", give_back, CAP_APPROVE, can_give_back, NULL},
    {"c", "hoàn thành", "Ghi là đã hoàn thành", complete, CAP_PROGRESS, can_complete, NULL},
    {"i", "giới thiệu", "Giới thiệu khen thưởng; đã giới thiệu thì mở bảng tiêu chí", nominate,
     CAP_NOMINATE, can_nominate, NULL},
    {"X", "dừng", "Dừng, kèm lý do", stop, CAP_PROGRESS, can_stop, NULL},
    {"x Del", NULL, "Xóa lần cập nhật đang chọn", erase, CAP_PROGRESS, on_entry, NULL},
    ACTS_UNDO,
    {"H", NULL, "Lịch sử của công trình, hoặc của lần cập nhật đang chọn", history, CAP_LOG, NULL,
     NULL},
    {0},
};

const struct screen_ops work_screen = {
    .name = "Công trình, phần việc",
    .state_size = sizeof(struct work_view),
    .actions = actions,
    .bar_shows_what_can_be_done = true,
    .open = work_open,
    .title = work_title,
    .draw = work_draw,
    .tick = work_tick,
    .resume = work_resume,
    .close = work_close,
};
