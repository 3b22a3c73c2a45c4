/* Progress: works by urgency, behind first. Enter shows one with its entries; a adds an entry. */
#include "thidua/acts.h"
#include "thidua/recordlist.h"
#include "thidua/screens.h"
#include <stdio.h>
#include <string.h>

enum { BAR_CELLS = 5, BAR_BYTES = 4 * BAR_CELLS + 8 };

struct pace_list {
    struct recordlist r;       /* first: recordlist.h */
    char bars[101][BAR_BYTES]; /* "██░░░  40%", by percentage */
};

/* The percentage is a bar with its figure, and words say what is wrong. */
static void decorate(struct screen *s, const struct list_row *row, struct view_row *out) {
    const struct pace_list *p = s->state;
    const struct list_spec *spec = p->r.list.spec;
    bool behind = false;
    bool stale = false;
    for (size_t i = 0; i < spec->ncolumns; i++) {
        behind |= strcmp(spec->columns[i].key, "behind") == 0 && row->cells[i].number == 1;
        stale |= strcmp(spec->columns[i].key, "stale") == 0 && row->cells[i].number == 1;
    }
    for (size_t i = 0; i < p->r.ncolumns; i++) {
        const char *key = spec->columns[p->r.shown[i]].key;
        int64_t percent = row->cells[p->r.shown[i]].number;
        out->looks[i] = behind ? UI_WARN : UI_TEXT;
        if (strcmp(key, "percent") == 0 && percent >= 0 && percent <= 100)
            out->cells[i] = p->bars[percent];
        if (strcmp(key, "pace") == 0 && stale) /* the day beside it says how long */
            out->cells[i] = behind ? "chậm, lâu" : "lâu";
    }
}

static void make_bars(struct screen *s) {
    struct pace_list *p = s->state;
    struct buf bar = {0};
    for (int i = 0; i <= 100; i++) {
        int cell = 100 / BAR_CELLS;
        int nearest = (i + cell / 2) / cell * cell; /* but full means all */
        buf_clear(&bar);
        theme_bar(&bar, BAR_CELLS, i < 100 && nearest == 100 ? 100 - cell : nearest, ui_ascii(s));
        (void)snprintf(p->bars[i], BAR_BYTES, "%s %3d%%", buf_str(&bar), i);
    }
    buf_free(&bar);
}

static enum rc pace_open(struct screen *s, void *arg, struct err *e) {
    struct pace_list *p = s->state;
    make_bars(s);
    p->r.decorate = decorate;
    p->r.none = "Không có công trình, phần việc nào đang thực hiện.";
    p->r.tags = true;
    return recordlist_open(s, "pace", arg, e);
}

static enum outcome open_work(struct screen *s) {
    int64_t id = recordlist_selected(s);
    if (id)
        ui_push(s, &work_screen, &id, NULL);
    return UI_DONE;
}

static enum outcome add_entry(struct screen *s) {
    struct progress start;
    record_blank(&kinds[KIND_PROGRESS], &start);
    start.work = recordlist_selected(s);
    return acts_edit(s, KIND_PROGRESS, 0, &start);
}

static enum outcome nominate(struct screen *s) {
    return acts_nominate(s, recordlist_selected(s));
}

static enum outcome all_entries(struct screen *s) {
    screens_open_list(s, &(struct list_rows){.list = "progress"});
    return UI_DONE;
}

static enum outcome complete(struct screen *s) {
    return acts_step(s, KIND_WORK, "complete");
}
static enum outcome stop(struct screen *s) {
    return acts_step(s, KIND_WORK, "stop");
}
static bool can_complete(struct screen *s, struct err *why) {
    return acts_step_enabled(s, KIND_WORK, "complete", why);
}
static bool can_stop(struct screen *s, struct err *why) {
    return acts_step_enabled(s, KIND_WORK, "stop", why);
}

static const struct action actions[] = {
    {"Enter Right", "xem", "Xem công trình, phần việc và các lần cập nhật", open_work, CAP_READ,
     recordlist_has_row, "Tiến độ"},
    {"a F5", "cập nhật", "Thêm một lần cập nhật tiến độ", add_entry, CAP_PROGRESS,
     recordlist_has_row, NULL},
    {"c F8", "hoàn thành", "Ghi là đã hoàn thành", complete, CAP_PROGRESS, can_complete, NULL},
    {"v", NULL, "Mọi lần cập nhật, mới nhất trước", all_entries, CAP_READ, NULL, NULL},
    {"i", NULL, "Giới thiệu khen thưởng; đã giới thiệu thì mở bảng tiêu chí", nominate,
     CAP_NOMINATE, recordlist_has_row, NULL},
    {"X", "dừng", "Dừng công trình, phần việc, kèm lý do", stop, CAP_PROGRESS, can_stop, NULL},
    RECORDLIST_ACTIONS,
    {0},
};

const struct screen_ops pace_screen = {
    .name = "Tiến độ",
    .state_size = sizeof(struct pace_list),
    .actions = actions,
    .open = pace_open,
    .title = recordlist_title,
    .tick = recordlist_tick,
    .resume = recordlist_resume,
};
