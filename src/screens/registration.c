/* Registration: the units' works, from draft to approval. */
#include "thidua/acts.h"
#include "thidua/recordlist.h"
#include "thidua/screens.h"

static void decorate(struct screen *s, const struct list_row *row, struct view_row *out);

static enum rc registration_open(struct screen *s, void *arg, struct err *e) {
    struct recordlist *r = s->state;
    r->decorate = decorate;
    r->none = "Chưa có công trình, phần việc nào.";
    r->how = "Chưa có công trình, phần việc nào. Phím a để thêm.";
    r->begins = CAP_REGISTER;
    r->tags = true;
    return recordlist_open(s, "works", arg, e);
}

/* What waits stands out, by its words and by its look. */
static void decorate(struct screen *s, const struct list_row *row, struct view_row *out) {
    static const enum element looks[] = {
        [WORK_DRAFT] = UI_DIM,     [WORK_SUBMITTED] = UI_WARN, [WORK_RETURNED] = UI_BAD,
        [WORK_APPROVED] = UI_TEXT, [WORK_COMPLETED] = UI_GOOD, [WORK_STOPPED] = UI_DIM,
    };
    struct recordlist *r = s->state;
    for (size_t i = 0; i < r->ncolumns; i++) {
        const struct list_column *c = &r->list.spec->columns[r->shown[i]];
        int64_t state = row->cells[r->shown[i]].number;
        if (c->choices == work_states && state >= 0 && state <= WORK_STOPPED)
            out->looks[i] = looks[state];
    }
}

static enum outcome open_work(struct screen *s) {
    int64_t id = recordlist_selected(s);
    if (id)
        ui_push(s, &work_screen, &id, NULL);
    return UI_DONE;
}

static enum outcome submit(struct screen *s) {
    return acts_step(s, KIND_WORK, "submit");
}
static enum outcome give_back(struct screen *s) {
    return acts_step(s, KIND_WORK, "return");
}
static enum outcome approve(struct screen *s) {
    return acts_step(s, KIND_WORK, "approve");
}
static enum outcome nominate(struct screen *s) {
    return acts_nominate(s, recordlist_selected(s));
}
static bool can_submit(struct screen *s, struct err *why) {
    return acts_step_enabled(s, KIND_WORK, "submit", why);
}
static bool can_return(struct screen *s, struct err *why) {
    return acts_step_enabled(s, KIND_WORK, "return", why);
}
static bool can_approve(struct screen *s, struct err *why) {
    return acts_step_enabled(s, KIND_WORK, "approve", why);
}
static enum outcome waiting(struct screen *s) {
    return recordlist_filter(s, "state", "submitted");
}

/* In a small window an officer of the district needs to receive before all. */
static const struct action actions[] = {
    {"Enter Right", "xem", "Xem công trình, phần việc đang chọn", open_work, CAP_READ,
     recordlist_has_row, "Đăng ký"},
    {"a F5", "thêm", "Thêm công trình, phần việc", recordlist_add, CAP_REGISTER, NULL, NULL},
    {"d F8", "duyệt", "Duyệt đăng ký", approve, CAP_APPROVE, can_approve, NULL},
    {"r", "trả lại", "Trả lại đơn vị, kèm lý do", give_back, CAP_APPROVE, can_return, NULL},
    {"e F6", "sửa", "Sửa công trình, phần việc đang chọn", recordlist_edit, CAP_REGISTER,
     recordlist_can_change, NULL},
    {"s F7", "gửi", "Gửi đăng ký lên huyện", submit, CAP_REGISTER, can_submit, NULL},
    {"w", "chờ duyệt", "Chỉ hiện những đăng ký đang chờ duyệt", waiting, CAP_READ, NULL, NULL},
    {"i", "giới thiệu", "Giới thiệu khen thưởng; đã giới thiệu thì mở bảng tiêu chí", nominate,
     CAP_NOMINATE, recordlist_has_row, NULL},
    {"x Del", NULL, "Xóa công trình, phần việc đang chọn", recordlist_delete, CAP_REGISTER,
     recordlist_can_change, NULL},
    RECORDLIST_ACTIONS,
    RECORDLIST_RECOVER,
    {0},
};

const struct screen_ops registration_screen = {
    .name = "Đăng ký",
    .state_size = sizeof(struct recordlist),
    .actions = actions,
    .open = registration_open,
    .title = recordlist_title,
    .tick = recordlist_tick,
    .resume = recordlist_resume,
};
