#include "keeping.h"

#include "thidua/notice.h"
#include "thidua/term.h"

/* Milliseconds a change waits at least. With a tick every second none waits two. */
enum { KEEP_AFTER = 900 };

void keeping_touched(struct keeping *k) {
    if (!k->dirty)
        k->since = term_clock();
    k->dirty = true;
}

bool keeping_due(const struct keeping *k) {
    return k->dirty && term_clock() - k->since >= KEEP_AFTER;
}

/* Say why nothing is kept, or that it is again. */
bool keeping_tried(struct keeping *k, enum rc rc, const struct err *e) {
    bool before = k->unkept.len > 0;
    k->dirty = rc != RC_OK;
    buf_clear(&k->unkept);
    if (rc == RC_OK)
        return before;
    notice_failure(e);
    buf_printf(&k->unkept, "Chưa giữ được bản nháp. %s", e->message);
    return !before;
}

void keeping_free(struct keeping *k) {
    buf_free(&k->unkept);
}
