/* One work: what was promised, how it stands, and every entry of its progress. */
#include "thidua/acts.h"
#include "thidua/list.h"
#include "thidua/listview.h"
#include "thidua/pace.h"
#include "thidua/screens.h"
#include <string.h>

enum { LINES_MOST = 64, LABEL_CELLS = 26, ENTRIES_MOST = 200, BAR_CELLS = 20 };

/* A line of the screen: a field of the work, or one entry (id of its record). */
struct line {
    int64_t entry; /* 0: a field */
    const char *label, *value;
    bool caption;
};

struct work_view {
    int64_t id;
    struct arena arena; /* of the work and the lines */
    struct work work;
    struct line *lines;
    int64_t count;
    unsigned news;
};

static struct work_view *of(const struct screen *s) {
    return s->state;
}

/* ---- lines */

static void add_line(struct work_view *w, struct arena *a, int64_t entry, const char *label,
                     const char *value) {
    if (w->count >= LINES_MOST + ENTRIES_MOST)
        return;
    w->lines[w->count++] = (struct line){.entry = entry,
                                         .label = arena_dup(a, label),
                                         .value = arena_dup(a, value),
                                         .caption = value == NULL};
}

static void add_fields(struct screen *s, struct work_view *w, struct arena *a) {
    const struct kind *kind = &kinds[KIND_WORK];
    const struct field_names *names = session_names(app_session(s));
    struct buf text = {0};
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        if (!field_given(f, &w->work) || !record_shows(kind, f, &w->work))
            continue;
        buf_clear(&text);
        field_show(f, &w->work, names, &text);
        add_line(w, a, 0, f->label, buf_str(&text));
    }
    buf_free(&text);
}

/* "████░░░░  38%, theo thời gian 45%": how it stands against the calendar. */
static void add_pace(struct screen *s, struct work_view *w, struct arena *a) {
    if (w->work.state != WORK_APPROVED)
        return;
    struct buf text = {0};
    date today = app_session(s)->today;
    int64_t expected = pace_expected(pace_span(&w->work, app_session(s)->campaign), today);
    theme_bar(&text, BAR_CELLS, w->work.percent, ui_ascii(s));
    buf_printf(&text, " %lld%%, theo thời gian %lld%%", (long long)w->work.percent,
               (long long)expected);
    if (w->work.behind_from != DATE_NONE && w->work.behind_from <= today)
        buf_puts(&text, " · chậm");
    if (w->work.stale_from != DATE_NONE && w->work.stale_from <= today)
        buf_puts(&text, " · lâu chưa cập nhật");
    add_line(w, a, 0, "Tiến độ", buf_str(&text));
    buf_free(&text);
}

/* One entry in a line: "+120 suất quà · 36.000.000 đồng · 80 phụ nữ · ghi chú". */
static void say_entry(const struct work *work, const struct list_row *row,
                      const struct list_spec *spec, const struct field_names *names,
                      struct buf *out) {
    static const struct {
        const char *key, *before, *after;
    } parts[] = {{"quantity", "+", NULL},
                 {"percent", "đạt ", ""},
                 {"value", "", " đồng"},
                 {"women", "", " phụ nữ"},
                 {"children", "", " trẻ em"},
                 {"participants", "", " người hưởng ứng"},
                 {"note", "", ""},
                 {"evidence", "minh chứng: ", ""}};
    const char *dot = "";
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        for (size_t i = 0; i < spec->ncolumns; i++) {
            const struct list_cell *cell = &row->cells[i];
            bool text = field_is_text(spec->columns[i].type);
            if (strcmp(spec->columns[i].key, parts[p].key) != 0 ||
                (text ? cell->text == NULL : cell->number == FIELD_NONE))
                continue;
            buf_printf(out, "%s%s", dot, !text && cell->number < 0 ? "" : parts[p].before);
            list_cell_show(&spec->columns[i], cell, names, out);
            if (parts[p].after)
                buf_puts(out, parts[p].after);
            else if (work->unit_of_measure)
                buf_printf(out, " %s", work->unit_of_measure);
            dot = " · ";
        }
}

static enum rc add_entries(struct screen *s, struct work_view *w, struct arena *a, struct err *e) {
    struct session *session = app_session(s);
    struct list list = {.spec = list_spec_find("progress")};
    struct list_row *rows = NULL;
    size_t count = 0;
    struct buf text = {0};
    struct buf number = {0};
    buf_printf(&number, "%lld", (long long)w->id);
    enum rc rc = list_filter_set(session, &list, "work", buf_str(&number), a, e);
    if (!rc)
        rc = list_page(session, &list, 0, ENTRIES_MOST, a, &rows, &count, e);
    if (!rc) {
        add_line(w, a, 0,
                 count == ENTRIES_MOST ? "Các lần cập nhật gần nhất"
                 : count > 0           ? "Các lần cập nhật"
                                       : "Chưa có lần cập nhật nào.",
                 NULL);
        for (size_t i = 0; i < count; i++) {
            char day[DATE_TEXT_SIZE] = "";
            for (size_t c = 0; c < list.spec->ncolumns; c++)
                if (strcmp(list.spec->columns[c].key, "day") == 0)
                    date_text(rows[i].cells[c].number, day);
            buf_clear(&text);
            say_entry(&w->work, &rows[i], list.spec, session_names(session), &text);
            add_line(w, a, rows[i].id, day, buf_str(&text));
        }
    }
    buf_free(&text);
    buf_free(&number);
    return rc;
}

static enum rc fill(struct screen *s, struct err *e) {
    struct work_view fresh = {.id = of(s)->id, .news = app_of(s)->news};
    struct arena a = {0};
    fresh.lines = arena_array(&a, LINES_MOST + ENTRIES_MOST, sizeof *fresh.lines);
    if (fresh.lines == NULL)
        return err_nomem(e);
    enum rc rc = record_get(app_session(s), &kinds[KIND_WORK], fresh.id, &a, &fresh.work, e);
    if (!rc) {
        add_fields(s, &fresh, &a);
        add_pace(s, &fresh, &a);
        rc = add_entries(s, &fresh, &a, e);
    }
    if (!rc && a.failed)
        rc = err_nomem(e);
    if (rc) {
        arena_free(&a);
        return rc;
    }
    arena_free(&of(s)->arena);
    fresh.arena = a;
    *of(s) = fresh;
    return RC_OK;
}

/* ---- the list of lines */

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    *out = of(s)->count;
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct work_view *w = of(s);
    *got = w->count - from < most ? w->count - from : most;
    for (int64_t i = 0; i < *got; i++) {
        const struct line *line = &w->lines[from + i];
        rows[i].id = line->entry ? line->entry + LINES_MOST : from + i + 1;
        rows[i].caption = line->caption;
        rows[i].cells[0] = arena_dup(a, line->label);
        rows[i].cells[1] = arena_dup(a, line->value);
        rows[i].looks[0] = UI_LABEL;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {{.width = LABEL_CELLS}, {.width = 0}};

static int64_t selected_entry(const struct screen *s) {
    const struct work_view *w = of(s);
    return s->list->selected < w->count ? w->lines[s->list->selected].entry : 0;
}

/* ---- operations */

static enum rc work_open(struct screen *s, void *arg, struct err *e) {
    of(s)->id = *(int64_t *)arg;
    enum rc rc = fill(s, e);
    return rc ? rc : listview_open(s, &source, columns, 2, e);
}

/* The work may have been deleted below an entry's form, or by somebody else: then there is nothing
 * to show any more. */
static enum outcome work_resume(struct screen *s) {
    struct err e;
    enum rc rc = fill(s, &e);
    if (rc == RC_MISSING)
        return UI_POP;
    if (rc || listview_reload(s, &e))
        ui_fail(s, &e);
    return UI_DONE;
}

static enum outcome work_tick(struct screen *s) {
    return app_news(s, &of(s)->news) ? work_resume(s) : UI_PASS;
}

static void work_close(struct screen *s) {
    arena_free(&of(s)->arena);
}

static void work_title(struct screen *s, struct buf *left, struct buf *right) {
    (void)right;
    buf_puts(left, of(s)->work.title);
}

/* ---- actions */

static bool on_entry(struct screen *s, struct err *why) {
    if (selected_entry(s))
        return true;
    err_set(why, RC_MISSING, "Hãy chọn một lần cập nhật trước.");
    return false;
}

static bool can_add(struct screen *s, struct err *why) {
    if (of(s)->work.state == WORK_APPROVED)
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

static enum outcome nominate(struct screen *s) {
    struct nomination start;
    record_blank(&kinds[KIND_NOMINATION], &start);
    start.head.unit = of(s)->work.head.unit;
    start.work = of(s)->id;
    return acts_edit(s, KIND_NOMINATION, 0, &start);
}

#define STEP(name, action)                                                                         \
    static enum outcome name(struct screen *s) {                                                   \
        return acts_step_on(s, KIND_WORK, of(s)->id, action);                                      \
    }                                                                                              \
    static bool can_##name(struct screen *s, struct err *why) {                                    \
        return acts_step_on_enabled(s, KIND_WORK, of(s)->id, action, why);                         \
    }
STEP(submit, "submit")
STEP(give_back, "return")
STEP(approve, "approve")
STEP(complete, "complete")
STEP(stop, "stop")

static const struct action actions[] = {
    {"a F5", "cập nhật", "Thêm một lần cập nhật tiến độ", add_entry, CAP_PROGRESS, can_add,
     "Công trình, phần việc"},
    {"e F6", "sửa", "Sửa công trình, hoặc lần cập nhật đang chọn", edit, CAP_PROGRESS, NULL, NULL},
    {"s F7", "gửi", "Gửi đăng ký lên huyện", submit, CAP_REGISTER, can_submit, NULL},
    {"d F8", "duyệt", "Duyệt đăng ký", approve, CAP_APPROVE, can_approve, NULL},
    {"r", "trả lại", "Trả lại đơn vị, kèm lý do", give_back, CAP_APPROVE, can_give_back, NULL},
    {"c", "hoàn thành", "Ghi là đã hoàn thành", complete, CAP_PROGRESS, can_complete, NULL},
    {"X", "dừng", "Dừng, kèm lý do", stop, CAP_PROGRESS, can_stop, NULL},
    {"i", "giới thiệu", "Giới thiệu khen thưởng", nominate, CAP_NOMINATE, NULL, NULL},
    {"x Del", NULL, "Xóa lần cập nhật đang chọn", erase, CAP_PROGRESS, on_entry, NULL},
    {0},
};

const struct screen_ops work_screen = {
    .name = "Công trình, phần việc",
    .state_size = sizeof(struct work_view),
    .actions = actions,
    .open = work_open,
    .title = work_title,
    .tick = work_tick,
    .resume = work_resume,
    .close = work_close,
};
