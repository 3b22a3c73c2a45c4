/* The log: who did what, when; Enter shows before and after. */
#include "thidua/history.h"
#include "thidua/pager.h"
#include "thidua/recordlist.h"
#include "thidua/screens.h"
#include <string.h>

static enum rc log_open(struct screen *s, void *arg, struct err *e) {
    return recordlist_open(s, "log", arg, e);
}

/* What the selected row is about; "" where nothing says it. */
static const char *subject(struct screen *s) {
    const struct recordlist *r = s->state;
    const struct view_row *row = listview_row(s);
    for (size_t i = 0; row && i < r->ncolumns; i++)
        if (strcmp(r->list.spec->columns[r->shown[i]].key, "subject") == 0 && row->cells[i])
            return row->cells[i];
    return "";
}

static enum outcome tell(struct screen *s) {
    struct buf text = {0};
    struct buf title = {0};
    struct err e;
    buf_printf(&title, "Nhật ký%s%s", *subject(s) ? " · " : "", subject(s));
    if (history_tell(app_session(s), recordlist_selected(s), &text, &e))
        ui_fail(s, &e);
    else
        pager_open(s, buf_str(&title), buf_str(&text));
    buf_free(&title);
    buf_free(&text);
    return UI_DONE;
}

static const struct action actions[] = {
    {"Enter Right", "xem", "Xem trước và sau khi đổi", tell, CAP_LOG, recordlist_has_row,
     "Nhật ký"},
    RECORDLIST_ACTIONS,
    {0},
};

const struct screen_ops log_screen = {
    .name = "Nhật ký",
    .state_size = sizeof(struct recordlist),
    .actions = actions,
    .open = log_open,
    .title = recordlist_title,
    .tick = recordlist_tick,
    .resume = recordlist_resume,
};
