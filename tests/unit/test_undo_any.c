/* Any changes, in any order, undone one by one. */
#include "support/test.h"
#include "support/undoing.h"
#include "thidua/life.h"
#include <string.h>

static unsigned long random_state;

static unsigned dice(unsigned sides) {
    random_state = random_state * 6364136223846793005UL + 1442695040888963407UL;
    return (unsigned)(random_state >> 33) % sides;
}

/* One change of whatever is there, as an officer might; false when it was refused. */
static bool do_something(struct store *s) {
    static const char *const units[] = {"hai-anh", "hai-ly"};
    const char *unit = units[dice(2)];
    struct tx tx = {0};
    enum rc rc = RC_OK;
    int64_t works = store_number(s, "SELECT coalesce(max(id), 0) FROM work");
    int64_t work = works ? 1 + dice((unsigned)works) : 0;
    switch (dice(7)) {
    case 0:
        store_work(s, unit, "Việc");
        return true;
    case 1:
    case 2: {
        static const char *const actions[] = {"submit", "return", "approve", "complete", "stop"};
        const struct life_step *step = life_step_find(KIND_WORK, actions[dice(5)]);
        return life_take(&s->session, step, work, 0, "lý do", &s->err) == RC_OK;
    }
    case 3: {
        struct progress p;
        record_blank(&kinds[KIND_PROGRESS], &p);
        p.work = work;
        p.day = s->session.today;
        p.quantity = 1000 + dice(1000);
        rc = tx_begin(&tx, &s->session, CAP_PROGRESS, NULL, &s->err);
        if (rc == RC_OK)
            rc = record_insert(&tx, &kinds[KIND_PROGRESS], &p, &s->err);
        break;
    }
    case 4: {
        int64_t entries = store_number(s, "SELECT coalesce(max(id), 0) FROM progress");
        rc = tx_begin(&tx, &s->session, CAP_PROGRESS, NULL, &s->err);
        if (rc == RC_OK)
            rc = record_delete(&tx, &kinds[KIND_PROGRESS],
                               entries ? 1 + dice((unsigned)entries) : 1, 0, &s->err);
        break;
    }
    case 5: {
        struct work w;
        rc = record_get(&s->session, &kinds[KIND_WORK], work, &s->arena, &w, &s->err);
        w.note = dice(2) ? NULL : "ghi \"chú\"\n\\ hai";
        w.goal = dice(3) ? 1 + dice(1000000) : 100000;
        w.contents = dice(2) ? "org covid" : NULL;
        w.finish = dice(2) ? DATE_NONE : store_day("2021-12-01");
        if (rc == RC_OK)
            rc = tx_begin(&tx, &s->session, CAP_APPROVE, NULL, &s->err);
        if (rc == RC_OK) {
            int64_t logged = tx.logged;
            rc = record_update(&tx, &kinds[KIND_WORK], &w, &s->err);
            if (rc == RC_OK && tx.logged == logged)
                rc = RC_MISSING; /* nothing changed */
        }
        break;
    }
    default:
        rc = tx_begin(&tx, &s->session, CAP_REGISTER, NULL, &s->err);
        if (rc == RC_OK)
            rc = record_delete(&tx, &kinds[KIND_WORK], work, 0, &s->err);
    }
    if (rc == RC_OK)
        rc = tx_commit(&tx, &s->err);
    tx_rollback(&tx);
    return rc == RC_OK;
}

/* Any changes, undone one by one: each time exactly what was there before it. */
static void there_and_back(void **state) {
    enum { CHANGES = 60 };
    struct store *s = *state;
    const char *were[CHANGES];
    random_state = 2021;
    for (int n = 0; n < CHANGES;) {
        were[n] = undoing_living(s);
        n += do_something(s);
    }
    undoing_healthy(s);
    for (int n = CHANGES; n-- > 0;) {
        undoing(s);
        if (strcmp(undoing_living(s), were[n]) != 0)
            fail_msg("not as it was before change %d", n);
    }
    undoing_healthy(s);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, undoing_setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
