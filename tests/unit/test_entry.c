/* Progress entries and the totals kept with their work. */
#include "support/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

static struct progress an_entry(struct store *s, int64_t of) {
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = of;
    p.day = s->session.today;
    p.quantity = 1000;
    return p;
}

static void totals(void **state) {
    struct store *s = *state;
    struct work w;
    int64_t id = store_approved(s, "hai-anh", "Đường hoa");
    struct progress p = an_entry(s, id);
    p.day = store_day("2021-11-02");
    p.quantity = 33900;
    p.value = 2000000;
    p.women = 35;
    p.children = 12;
    p.participants = 80;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_OK);
    struct progress more = an_entry(s, id);
    more.head.unit = NULL; /* the work's */
    more.quantity = 100;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, NULL, &more), RC_OK);
    assert_string_equal(more.head.unit, "hai-anh");
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.done, 34000);
    assert_int_equal(w.percent, 34);
    assert_int_equal(w.value, 2000000);
    assert_int_equal(w.women, 35);
    assert_int_equal(w.children, 12);
    assert_int_equal(w.participants, 80);
    assert_int_equal(w.entries, 2);
    assert_int_equal(w.last_entry, store_day("2021-11-05"));
    assert_int_equal(w.stale_from, store_day("2021-11-19"));
    assert_int_equal(w.head.version, 3); /* an entry is no change of the registration */
    assert_int_equal(store_number(s, "SELECT percent_sum FROM tally"), 34);
    more.quantity = -900; /* takes back what was too much */
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &more), RC_OK);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.done, 33000);
    more.quantity = -33901;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &more), RC_INVALID);
    assert_string_equal(s->err.field, "quantity");
    assert_int_equal(store_number(s, "SELECT done FROM work"), 33000);
    assert_int_equal(store_drop(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", more.head.id, 0), RC_OK);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.done, 33900);
    assert_int_equal(w.percent, 33);
    assert_int_equal(w.entries, 1);
    assert_int_equal(w.last_entry, store_day("2021-11-02"));
    /* the goal is changed: what follows from it as well */
    w.goal = 33900;
    assert_int_equal(store_save(s, KIND_WORK, CAP_APPROVE, "hai-anh", &w), RC_OK);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.percent, 100);
    assert_int_equal(w.behind_from, DATE_NONE);
}

static void each_sum_not_negative(void **state) {
    struct store *s = *state;
    int64_t id = store_approved(s, "hai-anh", "Đường hoa");
    static const char *const fields[] = {"quantity", "value", "women", "children", "participants"};
    for (size_t i = 0; i < 5; i++) {
        struct progress p = an_entry(s, id);
        int64_t *const members[] = {&p.quantity, &p.value, &p.women, &p.children, &p.participants};
        *members[i] = -1;
        assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_INVALID);
        assert_string_equal(s->err.field, fields[i]);
    }
}

static int64_t without_goal(struct store *s) {
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    w.title = "Cải tạo ao làng";
    w.kind = WORK_COLLECTIVE;
    w.theme = "road";
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-anh", &w), RC_OK);
    store_step(s, KIND_WORK, "submit", w.head.id, NULL);
    store_step(s, KIND_WORK, "approve", w.head.id, NULL);
    return w.head.id;
}

/* Without a numeric goal the last day's percentage counts, whichever was entered last. */
static void percentages(void **state) {
    struct store *s = *state;
    struct work w;
    int64_t id = without_goal(s);
    struct progress p = an_entry(s, id);
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_INVALID);
    assert_string_equal(s->err.field, "percent");
    p.quantity = FIELD_NONE;
    p.percent = 45;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_OK);
    struct progress earlier = an_entry(s, id);
    earlier.quantity = FIELD_NONE;
    earlier.percent = 20;
    earlier.day -= 3;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &earlier), RC_OK);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.percent, 45);
    assert_int_equal(w.entries, 2);
    struct progress again = p;
    again.head.id = 0;
    again.percent = 30; /* the same day, entered later */
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &again), RC_OK);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.percent, 30);
    store_step(s, KIND_WORK, "complete", id, NULL);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.percent, 30);
    int64_t numeric = store_approved(s, "hai-anh", "Đường hoa");
    p = an_entry(s, numeric);
    p.percent = 10;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_INVALID);
    assert_string_equal(s->err.field, "percent");
}

static void entries_refused(void **state) {
    struct store *s = *state;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    struct progress p = an_entry(s, id);
    for (int i = 0; i < 2; i++) { /* a draft, then sent */
        assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_CONFLICT);
        assert_string_equal(s->err.field, "work");
        if (i == 0)
            store_step(s, KIND_WORK, "submit", id, NULL);
    }
    store_step(s, KIND_WORK, "approve", id, NULL);
    p.day = store_day("2021-11-06");
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_INVALID);
    assert_string_equal(s->err.field, "day");
    p.day = store_day("2021-09-30");
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_INVALID);
    assert_string_equal(s->err.field, "day");
    p.day = store_day("2021-10-01");
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_OK);
    struct progress q = an_entry(s, 99);
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &q), RC_MISSING);
    assert_string_equal(s->err.field, "work");
    q.work = FIELD_NONE;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &q), RC_INVALID);
    assert_string_equal(s->err.field, "work");
    q = an_entry(s, id);
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-ha", &q),
                     RC_MISSING); /* another unit's work */
    q = an_entry(s, id);
    q.head.unit = "hai-ha";
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, NULL, &q), RC_INVALID);
    assert_string_equal(s->err.field, "unit");
    q = an_entry(s, id);
    q.day = DATE_NONE;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &q), RC_INVALID);
    assert_string_equal(s->err.field, "day");
    q = an_entry(s, id);
    q.quantity = FIELD_NONE;
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &q), RC_INVALID);
    p.work = without_goal(s);
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p),
                     RC_INVALID); /* it stays where it is */
    assert_string_equal(s->err.field, "work");
    p.work = id;
    store_be(s, ROLE_VIEWER, "lan", "hai-anh");
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_DENIED);
    store_be(s, ROLE_OWNER, "lan", "");
    store_step(s, KIND_WORK, "complete", id, NULL);
    p.note = "x";
    assert_int_equal(store_save(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", &p), RC_CONFLICT);
    assert_int_equal(store_drop(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", p.head.id, 0), RC_CONFLICT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(totals),
        FULL(each_sum_not_negative),
        FULL(percentages),
        FULL(entries_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
