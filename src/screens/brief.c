/* Where do we stand, on one page to read: what `thidua status` prints. */
#include "thidua/pager.h"
#include "thidua/screens.h"
#include "thidua/statuspage.h"

bool brief_open(struct screen *s) {
    struct session *session = app_session(s);
    struct arena a = {0};
    struct spool page = {0};
    struct status status;
    struct err e;
    const char *own = app_own_unit(s);
    struct unit unit;
    bool opened = false;
    enum rc rc = status_fill(session, own, &a, &status, &e);
    if (!rc && own)
        rc = record_get_code(session, &kinds[KIND_UNIT], own, &a, &unit, &e);
    if (!rc)
        rc = statuspage(session, &status, own ? &unit : NULL, &page, &e);
    if (rc)
        ui_fail(s, &e);
    else
        opened = pager_open(s, "Báo cáo nhanh", buf_str(&page.memory));
    spool_free(&page);
    arena_free(&a);
    return opened;
}
