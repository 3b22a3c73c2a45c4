/* Any bytes as an official text: refused with a sentence, or an outline that holds together. */
#include "fuzz.h"

#include "support/plans.h"

static void check_found(const struct plan *p, const char *word) {
    const char *near = plan_nearest(p, word);
    PROMISE(near == NULL || plan_find(p, near) >= 0);
    int i = plan_find(p, word);
    PROMISE(i >= -1 && i < p->count);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    fuzz_keep_findings(argc, argv);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct read_plan r = {0};
    struct err e = {0};
    enum rc rc = plan_parse((const char *)data, size, &r.arena, &r.plan, &e);
    if (rc != RC_OK) {
        PROMISE(rc == RC_INVALID && e.line >= 0);
        PROMISE_SENTENCE(e);
    } else {
        PROMISE(plan_dates(&r.plan, &r.arena, &r.dates, &r.ndates, &e) == RC_OK);
        expect_sound(&r);
        for (int i = 0; i < r.plan.count && i < 4; i++)
            check_found(&r.plan, r.plan.nodes[i].text);
    }
    plan_close(&r);
    return 0;
}
