/* Which screen shows what. */
#include "thidua/screens.h"
#include "thidua/recordlist.h"
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

bool screens_open_list(struct screen *s, const char *list, const char *filter, const char *value) {
    struct recordlist_arg arg = {.filter = filter, .value = value};
    for (size_t i = 0; list && i < sizeof shown / sizeof *shown; i++)
        if (strcmp(shown[i].list, list) == 0)
            return ui_push(s, shown[i].screen, &arg, NULL);
    ui_warn(s, "Chưa có số liệu nào phía sau dòng này.");
    return false;
}
