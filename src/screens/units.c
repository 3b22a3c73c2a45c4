/* Units: who they are, and what each has done. */
#include "thidua/acts.h"
#include "thidua/recordlist.h"
#include "thidua/screens.h"

static enum rc units_open(struct screen *s, void *arg, struct err *e) {
    struct recordlist *r = s->state;
    r->none = "Chưa có đơn vị nào.";
    r->how = "Chưa có đơn vị nào. Phím a để thêm, hoặc lệnh: thidua import units TỆP.csv";
    r->begins = CAP_UNITS;
    return recordlist_open(s, "units", arg, e);
}

static enum outcome works(struct screen *s) {
    const char *code = screens_selected_unit(s);
    if (code)
        screens_open_of_unit(s, "works", code);
    return UI_DONE;
}

static enum outcome duties(struct screen *s) {
    const char *code = screens_selected_unit(s);
    if (code)
        screens_open_of_unit(s, "duties", code);
    return UI_DONE;
}

static enum outcome receipts(struct screen *s) {
    const char *code = screens_selected_unit(s);
    if (code)
        screens_open_of_unit(s, "receipts", code);
    return UI_DONE;
}

static enum outcome receipt(struct screen *s) {
    struct receipt start;
    record_blank(&kinds[KIND_RECEIPT], &start);
    start.head.unit = screens_selected_unit(s);
    return start.head.unit ? acts_edit(s, KIND_RECEIPT, 0, &start) : UI_DONE;
}

static enum outcome add(struct screen *s) {
    return acts_edit(s, KIND_UNIT, 0, NULL);
}

static const struct action actions[] = {
    {"Enter Right", "công trình", "Xem công trình, phần việc của đơn vị", works, CAP_READ,
     recordlist_has_row, "Đơn vị"},
    {"v", "nhiệm vụ", "Xem nhiệm vụ đơn vị đã làm", duties, CAP_READ, recordlist_has_row, NULL},
    {"p F7", "nhận KH", "Ghi đơn vị đã nhận kế hoạch", receipt, CAP_DUTY, recordlist_has_row, NULL},
    {"P", NULL, "Xem, sửa những lần đơn vị nhận kế hoạch", receipts, CAP_READ, recordlist_has_row,
     NULL},
    {"a F5", "thêm", "Thêm đơn vị", add, CAP_UNITS, NULL, NULL},
    {"e F6", "sửa", "Sửa thông tin đơn vị", recordlist_edit, CAP_UNITS, recordlist_has_row, NULL},
    {"x Del", NULL, "Xóa đơn vị", recordlist_delete, CAP_UNITS, recordlist_has_row, NULL},
    RECORDLIST_ACTIONS,
    RECORDLIST_RECOVER,
    {0},
};

const struct screen_ops units_screen = {
    .name = "Đơn vị",
    .state_size = sizeof(struct recordlist),
    .actions = actions,
    .open = units_open,
    .title = recordlist_title,
    .tick = recordlist_tick,
    .resume = recordlist_resume,
};
