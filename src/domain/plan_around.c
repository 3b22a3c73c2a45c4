/* What stands around the outline of a plan, by name: a clause has a number, these have none. */
#include "thidua/plan.h"
#include "thidua/text.h"
#include <string.h>

const char *const plan_around[PLAN_AROUND] = {"đầu văn bản", "mở đầu", "phần kết", "nơi nhận, ký"};

size_t plan_around_find(const char *name) {
    struct buf want = {0}, have = {0};
    size_t i = 0;
    text_fold(name, &want);
    for (; i < PLAN_AROUND; i++) {
        buf_clear(&have);
        text_fold(plan_around[i], &have);
        if (!want.failed && !have.failed && strcmp(buf_str(&want), buf_str(&have)) == 0)
            break;
    }
    buf_free(&want);
    buf_free(&have);
    return i;
}

const char *plan_around_text(const struct plan *p, size_t i, struct arena *a) {
    const char *const texts[PLAN_AROUND] = {NULL, p->preamble, p->closing, p->signature};
    if (texts[i])
        return texts[i];
    return arena_printf(a, "%s%s%s", p->letterhead, *p->letterhead && *p->title ? "\n" : "",
                        p->title);
}
