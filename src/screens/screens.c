/* Which screen shows what. */
#include "thidua/screens.h"
#include "thidua/listview.h"
#include "thidua/record.h"
#include <string.h>

/* Which screen shows a list of the store. */
static const struct {
    const char *list;
    const struct screen_ops *screen;
} shown[] = {
    {"works", &registration_screen},      {"pace", &pace_screen},
    {"nominations", &nominations_screen}, {"units", &units_screen},
    {"duties", &duties_list_screen},      {"log", &log_screen},
    {"progress", &entries_screen},        {"receipts", &receipts_screen},
};

bool screens_open_list(struct screen *s, const struct list_rows *rows) {
    struct list_rows arg = *rows;
    for (size_t i = 0; rows->list && i < sizeof shown / sizeof *shown; i++)
        if (strcmp(shown[i].list, rows->list) == 0)
            return ui_push(s, shown[i].screen, &arg, NULL);
    ui_warn(s, "Chưa có số liệu nào phía sau dòng này.");
    return false;
}

bool screens_open_of_unit(struct screen *s, const char *list, const char *unit) {
    return screens_open_list(s, &(struct list_rows){list, {{"unit", unit}}});
}

const char *screens_selected_unit(struct screen *s) {
    struct unit u;
    struct err e;
    if (record_get(app_session(s), &kinds[KIND_UNIT], s->list->selected_id, &s->arena, &u, &e) ==
        RC_OK)
        return u.code;
    ui_fail(s, &e);
    return NULL;
}
