/* Nominations: who is put forward, and how far each is. Enter opens the checklist. */
#include "thidua/acts.h"
#include "thidua/recordlist.h"
#include "thidua/screens.h"

static enum rc nominations_open(struct screen *s, void *arg, struct err *e) {
    struct recordlist *r = s->state;
    r->none = "Chưa giới thiệu ai.";
    r->how = "Chưa giới thiệu ai. Phím a: chọn công trình, phần việc để giới thiệu.";
    r->begins = CAP_NOMINATE;
    return recordlist_open(s, "nominations", arg, e);
}

static enum outcome open_checklist(struct screen *s) {
    int64_t id = recordlist_selected(s);
    if (id)
        ui_push(s, &checklist_screen, &id, NULL);
    return UI_DONE;
}

/* A nomination is made of a work: choose it where works are shown, the completed too. */
static enum outcome add(struct screen *s) {
    if (ui_push(s, &registration_screen, NULL, NULL))
        ui_say(s, "Chọn công trình, phần việc rồi bấm i để giới thiệu.");
    return UI_DONE;
}

static enum outcome give_back(struct screen *s) {
    return acts_step(s, KIND_NOMINATION, "return");
}
static bool can_return(struct screen *s, struct err *why) {
    return acts_step_enabled(s, KIND_NOMINATION, "return", why);
}

static const struct action actions[] = {
    {"Enter Right", "tiêu chí", "Mở bảng tiêu chí của dòng đang chọn", open_checklist, CAP_READ,
     recordlist_has_row, "Khen thưởng"},
    {"a F5", "thêm", "Chọn công trình, phần việc để giới thiệu", add, CAP_NOMINATE, NULL, NULL},
    {"e F6", "sửa", "Sửa tóm tắt thành tích", recordlist_edit, CAP_NOMINATE, recordlist_can_change,
     NULL},
    {"r", "trả lại", "Trả lại đơn vị, kèm lý do", give_back, CAP_REVIEW, can_return, NULL},
    {"x Del", NULL, "Xóa giới thiệu đang chọn", recordlist_delete, CAP_NOMINATE,
     recordlist_can_change, NULL},
    RECORDLIST_ACTIONS,
    RECORDLIST_RECOVER,
    {0},
};

const struct screen_ops nominations_screen = {
    .name = "Khen thưởng",
    .state_size = sizeof(struct recordlist),
    .actions = actions,
    .open = nominations_open,
    .title = recordlist_title,
    .tick = recordlist_tick,
    .resume = recordlist_resume,
};
