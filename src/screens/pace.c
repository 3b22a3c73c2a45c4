/* Progress: works by urgency, behind first. Enter shows one with its entries; a adds an entry. */
#include "thidua/acts.h"
#include "thidua/recordlist.h"
#include "thidua/screens.h"
#include <string.h>

/* The percentage is a bar with its figure, and a word says what is wrong. */
static void decorate(struct screen *s, const struct list_row *row, struct view_row *out) {
    struct recordlist *r = s->state;
    const struct list_spec *spec = r->list.spec;
    bool behind = false, stale = false;
    for (size_t i = 0; i < spec->ncolumns; i++) {
        behind |= strcmp(spec->columns[i].key, "behind") == 0 && row->cells[i].number == 1;
        stale |= strcmp(spec->columns[i].key, "stale") == 0 && row->cells[i].number == 1;
    }
    for (size_t i = 0; i < r->ncolumns; i++)
        out->looks[i] = behind ? UI_WARN : stale ? UI_LABEL : UI_TEXT;
}

static enum rc pace_open(struct screen *s, void *arg, struct err *e) {
    struct recordlist *r = s->state;
    r->decorate = decorate;
    enum rc rc = recordlist_open(s, "pace", arg, e);
    if (!rc)
        s->list->none = "Chưa có công trình, phần việc nào được duyệt.";
    return rc;
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
    {"X", "dừng", "Dừng công trình, phần việc, kèm lý do", stop, CAP_PROGRESS, can_stop, NULL},
    RECORDLIST_ACTIONS,
    {0},
};

const struct screen_ops pace_screen = {
    .name = "Tiến độ",
    .state_size = sizeof(struct recordlist),
    .actions = actions,
    .open = pace_open,
    .title = recordlist_title,
    .tick = recordlist_tick,
    .resume = recordlist_resume,
};
