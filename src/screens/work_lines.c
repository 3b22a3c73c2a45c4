/* What the page of a work says, line by line. */
#include "thidua/list.h"
#include "thidua/pace.h"
#include "work_parts.h"
#include <string.h>

enum { BAR_CELLS = 20 };

static struct work_line *add_line(struct work_lines *w, struct arena *a, int64_t number,
                                  const char *label, const char *value) {
    struct work_line *line = &w->lines[w->count];
    w->count += w->count < WORK_FIELDS_MOST + WORK_ENTRIES_MOST;
    *line = (struct work_line){.number = number,
                               .label = arena_dup(a, label),
                               .value = arena_dup(a, value),
                               .caption = value == NULL};
    return line;
}

/* What is read first: whose it is, where it stands, and why it was returned or stopped. */
static bool leads(const struct field *f) {
    return strcmp(f->key, "unit") == 0 || strcmp(f->key, "state") == 0 ||
           strcmp(f->key, "reason") == 0;
}

/* A total that nothing was entered for. */
static bool is_nothing(const struct field *f, const struct work *work) {
    bool total = (f->flags & FIELD_KEPT) && !field_is_text(f->type) && f->type != FIELD_FLAG &&
                 f->type != FIELD_CHOICE && f->type != FIELD_DATE;
    return total && field_number_of(f, work) == 0;
}

static void add_fields(struct session *s, struct work_lines *w, struct arena *a, bool leading) {
    const struct kind *kind = &kinds[KIND_WORK];
    const struct field_names *names = session_names(s);
    struct buf text = {0};
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        if (leads(f) != leading || !field_given(f, &w->work) || !record_shows(kind, f, &w->work) ||
            is_nothing(f, &w->work))
            continue;
        buf_clear(&text);
        field_show(f, &w->work, names, &text);
        struct work_line *line = add_line(w, a, (int64_t)i + 1, f->label, buf_str(&text));
        line->look = strcmp(f->key, "reason") == 0 ? UI_WARN : UI_TEXT;
    }
    buf_free(&text);
}

/* "████░░░░ 38%, theo thời gian 45%": how it stands against the calendar. */
static void add_pace(const struct session *s, struct work_lines *w, bool ascii, struct arena *a) {
    struct buf text = {0};
    date today = s->today;
    theme_bar(&text, BAR_CELLS, w->work.percent, ascii);
    buf_printf(&text, " %lld%%", (long long)w->work.percent);
    if (w->work.state == WORK_APPROVED)
        buf_printf(&text, ", theo thời gian %lld%%",
                   (long long)pace_expected(pace_span(&w->work, s->campaign), today));
    if (w->work.behind_from != DATE_NONE && w->work.behind_from <= today)
        buf_puts(&text, " · chậm");
    if (w->work.stale_from != DATE_NONE && w->work.stale_from <= today)
        buf_puts(&text, " · lâu chưa cập nhật");
    add_line(w, a, WORK_FIELDS_MOST - 1, "Tiến độ", buf_str(&text));
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
                 {"value", "", ""},
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

static void add_entry(struct session *s, struct work_lines *w, const struct list_row *row,
                      const struct list_spec *spec, struct arena *a) {
    char day[DATE_TEXT_SIZE] = "";
    struct buf text = {0};
    for (size_t i = 0; i < spec->ncolumns; i++)
        if (strcmp(spec->columns[i].key, "day") == 0)
            date_text(row->cells[i].number, day);
    say_entry(&w->work, row, spec, session_names(s), &text);
    add_line(w, a, row->id + WORK_FIELDS_MOST, day, buf_str(&text));
    buf_free(&text);
}

static enum rc add_entries(struct session *s, struct work_lines *w, struct arena *a,
                           struct err *e) {
    struct list list = {.spec = list_spec_find("progress")};
    struct list_row *rows = NULL;
    size_t count = 0;
    struct buf number = {0};
    buf_printf(&number, "%lld", (long long)w->work.head.id);
    enum rc rc = list_filter_set(s, &list, "work", buf_str(&number), a, e);
    if (!rc)
        rc = list_page(s, &list, 0, WORK_ENTRIES_MOST, a, &rows, &count, e);
    if (!rc) {
        add_line(w, a, WORK_FIELDS_MOST - 2,
                 count == WORK_ENTRIES_MOST ? "Các lần cập nhật gần nhất"
                 : count > 0                ? "Các lần cập nhật"
                                            : "Chưa có lần cập nhật nào.",
                 NULL);
        for (size_t i = 0; i < count; i++)
            add_entry(s, w, &rows[i], list.spec, a);
    }
    buf_free(&number);
    return rc;
}

/* A registration is read as it was written; a work under way by how it goes. */
static enum rc add_all(struct session *s, struct work_lines *w, bool ascii, struct arena *a,
                       struct err *e) {
    enum rc rc = RC_OK;
    add_fields(s, w, a, true);
    if (w->work.state == WORK_APPROVED || w->work.state == WORK_COMPLETED ||
        w->work.state == WORK_STOPPED) {
        add_pace(s, w, ascii, a);
        rc = add_entries(s, w, a, e);
        add_line(w, a, WORK_FIELDS_MOST - 3, "Đã đăng ký, và kết quả", NULL);
    }
    add_fields(s, w, a, false);
    return rc;
}

enum rc work_lines_read(struct session *s, int64_t id, bool ascii, struct arena *a,
                        struct work_lines *out, struct err *e) {
    *out = (struct work_lines){0};
    out->lines = arena_array(a, WORK_FIELDS_MOST + WORK_ENTRIES_MOST + 1, sizeof *out->lines);
    if (out->lines == NULL)
        return err_nomem(e);
    enum rc rc = record_get(s, &kinds[KIND_WORK], id, a, &out->work, e);
    if (!rc)
        rc = add_all(s, out, ascii, a, e);
    return !rc && a->failed ? err_nomem(e) : rc;
}
