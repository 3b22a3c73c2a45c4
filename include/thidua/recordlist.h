/* A store's list on a screen: the glue between list.h and listview.h, for every list the same.
 *
 * A screen that is a list puts `struct recordlist` first in its state, calls recordlist_open in its
 * `open`, uses recordlist_tick, _resume, _title and _close as its operations, and puts
 * RECORDLIST_ACTIONS among its actions, RECORDLIST_RECOVER too where records can be deleted. */
#ifndef THIDUA_RECORDLIST_H
#define THIDUA_RECORDLIST_H

#include "thidua/acts.h"
#include "thidua/app.h"
#include "thidua/list.h"
#include "thidua/listview.h"

struct recordlist {
    struct list list;
    struct view_column columns[VIEW_COLUMNS];
    int shown[VIEW_COLUMNS]; /* which column of the list each is */
    size_t ncolumns;
    unsigned news;
    int filtering; /* the filter being chosen */
    bool narrowed; /* she filtered it herself */
    bool tags;     /* its rows can be tagged; set before recordlist_open */
    /* What the list says while there is nothing to be in it (NULL: "Chưa có gì."), and what to who
     * may begin it (`begins`). Set before recordlist_open. */
    const char *none, *how;
    enum capability begins;
    /* Called for each row of a page, to set looks from the row's cells. May be NULL. */
    void (*decorate)(struct screen *s, const struct list_row *row, struct view_row *out);
};

/* Make s->list over the list of that name, or only these rows of it (NULL: all): what a list
 * screen's `open` is given. Columns are those of the list that have a priority; who sees one unit
 * only needs no column that names it. */
enum rc recordlist_open(struct screen *s, const char *name, const struct list_rows *rows,
                        struct err *e);
/* Read again: when there is news; in any case. What fails is said in the status line. */
enum outcome recordlist_tick(struct screen *s);
enum outcome recordlist_resume(struct screen *s);
/* "Đăng ký · trạng thái: đã gửi", from ops->name and the filters. */
void recordlist_title(struct screen *s, struct buf *left, struct buf *right);

/* Id of the selected row, 0 in an empty list. */
int64_t recordlist_selected(struct screen *s);
/* Set or (value NULL) clear a filter by its key, and read again. */
enum outcome recordlist_filter(struct screen *s, const char *key, const char *value);

enum outcome recordlist_choose_filter(struct screen *s);
enum outcome recordlist_clear_filters(struct screen *s);

/* For an action's `enabled`: there is a row to act on. */
bool recordlist_has_row(struct screen *s, struct err *why);
/* The same, and she may change or delete the record as it is now. */
bool recordlist_can_change(struct screen *s, struct err *why);

/* A new record, which begins with what the list is filtered by: its unit, its kind. */
enum outcome recordlist_add(struct screen *s);
/* The selected record, in its form; hidden, after asking. */
enum outcome recordlist_edit(struct screen *s);
enum outcome recordlist_delete(struct screen *s);

/* Who did what to the selected record; to bring it back when the list shows what was deleted. */
enum outcome recordlist_history(struct screen *s);
enum outcome recordlist_recover(struct screen *s);
bool recordlist_shows_deleted(struct screen *s, struct err *why);

#define RECORDLIST_ACTIONS                                                                         \
    {"f F4",                                                                                       \
     "lọc",                                                                                        \
     "Lọc: chỉ hiện những dòng theo một điều kiện",                                                \
     recordlist_choose_filter,                                                                     \
     CAP_TOTALS,                                                                                   \
     NULL,                                                                                         \
     "Danh sách"},                                                                                 \
        {"F", NULL, "Bỏ mọi điều kiện lọc", recordlist_clear_filters, CAP_TOTALS, NULL, NULL},     \
        ACTS_UNDO, {                                                                               \
        "H", NULL, "Lịch sử của dòng đang chọn: ai, khi nào, trước và sau", recordlist_history,    \
            CAP_LOG, recordlist_has_row, NULL                                                      \
    }

/* And of a list whose records can be deleted. */
#define RECORDLIST_RECOVER                                                                         \
    {                                                                                              \
        "L", NULL, "Lấy lại dòng đã xóa (lọc theo: đã xóa)", recordlist_recover, CAP_READ,         \
            recordlist_shows_deleted, NULL                                                         \
    }

#endif
