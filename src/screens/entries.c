/* Three plain lists of what units entered: entries of progress, duties done, receipts of the plan.
 * They differ in their kind only. */
#include "thidua/recordlist.h"
#include "thidua/screens.h"

static enum rc entries_open(struct screen *s, void *arg, struct err *e) {
    struct recordlist *r = s->state;
    r->none = "Chưa có lần cập nhật nào.";
    return recordlist_open(s, "progress", arg, e);
}
static enum rc duties_open(struct screen *s, void *arg, struct err *e) {
    struct recordlist *r = s->state;
    r->none = "Chưa ghi nhiệm vụ nào.";
    r->how = "Chưa ghi nhiệm vụ nào. Phím a để ghi.";
    r->begins = CAP_DUTY;
    return recordlist_open(s, "duties", arg, e);
}
static enum rc receipts_open(struct screen *s, void *arg, struct err *e) {
    struct recordlist *r = s->state;
    r->none = "Chưa ghi ai nhận kế hoạch.";
    r->how = "Chưa ghi ai nhận kế hoạch. Phím a để ghi.";
    r->begins = CAP_DUTY;
    return recordlist_open(s, "receipts", arg, e);
}

/* An entry of progress is added at its work, where the running total is known. */
static bool can_add(struct screen *s, struct err *why) {
    if (s->ops != &entries_screen)
        return true;
    err_set(why, RC_INVALID, "Hãy mở công trình, phần việc rồi thêm lần cập nhật ở đó.");
    return false;
}

/* In the key bar is what can be done. */
#define ACTIONS(adds)                                                                              \
    {"Enter e F6",          "sửa",      "Sửa dòng đang chọn", recordlist_edit, CAP_DUTY,           \
     recordlist_can_change, "Danh sách"},                                                          \
        {"a F5", (adds), "Thêm một dòng", recordlist_add, CAP_DUTY, can_add, NULL},                \
        {"x Del", "xóa", "Xóa dòng đang chọn", recordlist_delete, CAP_DUTY, recordlist_can_change, \
         NULL},                                                                                    \
        RECORDLIST_ACTIONS, RECORDLIST_RECOVER, {                                                  \
        0                                                                                          \
    }
static const struct action of_entries[] = {ACTIONS(NULL)};
static const struct action of_others[] = {ACTIONS("thêm")};

#define LIST_SCREEN(screen, title_, open_, actions_)                                               \
    const struct screen_ops screen = {                                                             \
        .name = (title_),                                                                          \
        .state_size = sizeof(struct recordlist),                                                   \
        .actions = (actions_),                                                                     \
        .open = (open_),                                                                           \
        .title = recordlist_title,                                                                 \
        .tick = recordlist_tick,                                                                   \
        .resume = recordlist_resume,                                                               \
    }
LIST_SCREEN(entries_screen, "Các lần cập nhật", entries_open, of_entries);
LIST_SCREEN(duties_list_screen, "Nhiệm vụ đã làm", duties_open, of_others);
LIST_SCREEN(receipts_screen, "Nhận kế hoạch", receipts_open, of_others);
