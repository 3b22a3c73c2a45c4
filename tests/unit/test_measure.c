/* Every measure, counted by hand on a small campaign. */
#include "support/lists.h"
#include "support/store.h"
#include "thidua/life.h"
#include "thidua/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int64_t value(struct store *s, const char *name, const char *unit) {
    struct measure_ask ask = {.name = name};
    if (measure_many(&s->session, unit, &ask, 1, &s->err))
        fail_msg("%s: %s (%s)", name, s->err.message, s->err.cause);
    return ask.value;
}

static int64_t reached(struct store *s, const char *name, int64_t least) {
    struct measure_ask ask = {.name = name, .at_least = least};
    if (measure_many(&s->session, NULL, &ask, 1, &s->err))
        fail_msg("%s: %s (%s)", name, s->err.message, s->err.cause);
    assert_int_equal(ask.units, 3);
    return ask.reached;
}

static void insert(struct store *s, enum capability cap, enum kind_id kind, const char *unit,
                   void *record) {
    ((struct record_head *)record)->unit = unit;
    assert_int_equal(store_save(s, kind, cap, unit, record), RC_OK);
}

static int64_t work(struct store *s, const char *unit, enum work_kind kind, const char *theme) {
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    w.title = "Công trình";
    w.kind = kind;
    w.theme = theme;
    w.person = kind == WORK_INDIVIDUAL ? "Phạm Thị Hoa" : NULL;
    w.goal = 100000;
    w.unit_of_measure = "suất quà";
    insert(s, CAP_REGISTER, KIND_WORK, unit, &w);
    return w.head.id;
}

static void duty(struct store *s, const char *unit, const char *code) {
    struct duty_done d;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.duty = code;
    d.day = s->session.today;
    insert(s, CAP_DUTY, KIND_DUTY_DONE, unit, &d);
}

static void receipt(struct store *s, const char *unit) {
    struct receipt r;
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = s->session.today;
    insert(s, CAP_DUTY, KIND_RECEIPT, unit, &r);
}

static void approve(struct store *s, int64_t id) {
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_step(s, KIND_WORK, "approve", id, NULL);
}

static void three_units(struct store *s) {
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "con", "Cồn", UNIT_TOWN);
    store_unit(s, "cong-an", "Công an", UNIT_AFFILIATE);
    store_unit(s, "huyen", "Huyện", UNIT_DISTRICT);
}

static void nothing_is_zero(void **state) {
    struct store *s = *state;
    three_units(s);
    for (size_t i = 0; i < measure_count; i++) {
        assert_int_equal(value(s, measure_names[i].name, NULL), 0);
        assert_int_equal(value(s, measure_names[i].name, "hai-anh"), 0);
        assert_true(measure_noun(measure_names[i].name) != measure_names[i].name);
        if (measure_names[i].per_unit) /* what is said to a unit that has none */
            assert_true(measure_lack(measure_names[i].name)[0] != '\0');
    }
}

/* Submitted, approved and completed register; drafts, returned and stopped ones do not. */
static void states_that_register(void **state) {
    struct store *s = *state;
    three_units(s);
    int64_t one = store_work(s, "hai-anh", "Một");
    assert_int_equal(value(s, "unit.registered", "hai-anh"), 0);
    store_step(s, KIND_WORK, "submit", one, NULL);
    assert_int_equal(value(s, "unit.registered", "hai-anh"), 1);
    store_step(s, KIND_WORK, "return", one, "thiếu chỉ tiêu");
    assert_int_equal(value(s, "unit.registered", "hai-anh"), 0);
    store_step(s, KIND_WORK, "submit", one, NULL);
    store_step(s, KIND_WORK, "approve", one, NULL);
    assert_int_equal(value(s, "unit.registered", "hai-anh"), 1);
    assert_int_equal(value(s, "unit.completed", "hai-anh"), 0);
    store_step(s, KIND_WORK, "complete", one, NULL);
    assert_int_equal(value(s, "unit.registered", "hai-anh"), 1);
    assert_int_equal(value(s, "unit.completed", "hai-anh"), 1);
    assert_int_equal(value(s, "campaign.completed", NULL), 1);
    int64_t two = store_approved(s, "con", "Hai");
    assert_int_equal(reached(s, "unit.registered", 1), 2);
    store_step(s, KIND_WORK, "stop", two, "chuyển việc");
    assert_int_equal(reached(s, "unit.registered", 1), 1);
    assert_int_equal(value(s, "campaign.works", NULL), 1);
}

/* In time once its first submission was, whatever came of that one. */
static void registered_on_time(void **state) {
    struct store *s = *state;
    three_units(s);
    int64_t early = store_work(s, "hai-anh", "Sớm");
    store_step(s, KIND_WORK, "submit", early, NULL);
    store_step(s, KIND_WORK, "return", early, "thiếu chỉ tiêu");
    assert_int_equal(value(s, "unit.registered_on_time", "hai-anh"), 0);
    s->session.today = store_day("2021-11-10"); /* one day late */
    int64_t late = store_work(s, "hai-anh", "Muộn");
    store_step(s, KIND_WORK, "submit", late, NULL);
    assert_int_equal(value(s, "unit.registered_on_time", "hai-anh"), 1);
    int64_t other = store_work(s, "con", "Muộn");
    store_step(s, KIND_WORK, "submit", other, NULL);
    assert_int_equal(value(s, "unit.registered", "con"), 1);
    assert_int_equal(value(s, "unit.registered_on_time", "con"), 0);
    assert_int_equal(reached(s, "unit.registered_on_time", 1), 1);
}

static void kinds_and_themes(void **state) {
    struct store *s = *state;
    three_units(s);
    approve(s, work(s, "hai-anh", WORK_COLLECTIVE, "gift"));
    approve(s, work(s, "hai-anh", WORK_COLLECTIVE, "road"));
    approve(s, work(s, "hai-anh", WORK_INDIVIDUAL, "gift"));
    approve(s, work(s, "con", WORK_COLLECTIVE, "own"));
    work(s, "cong-an", WORK_COLLECTIVE, "gift"); /* a draft */
    approve(s, work(s, "huyen", WORK_COLLECTIVE, "gift"));
    assert_int_equal(value(s, "unit.works", "hai-anh"), 3);
    assert_int_equal(value(s, "unit.works", "con"), 1);
    assert_int_equal(value(s, "unit.works", "cong-an"), 0);
    assert_int_equal(value(s, "unit.district_works", "hai-anh"), 3);
    assert_int_equal(value(s, "unit.district_works", "con"), 0); /* its own choice is extra */
    assert_int_equal(value(s, "unit.district_works_collective", "hai-anh"), 2);
    assert_int_equal(value(s, "unit.district_works_individual", "hai-anh"), 1);
    assert_int_equal(reached(s, "unit.district_works_collective", 1), 1);
    assert_int_equal(reached(s, "unit.district_works_collective", 2), 1);
    assert_int_equal(reached(s, "unit.district_works_collective", 3), 0);
    assert_int_equal(value(s, "campaign.works", NULL), 4); /* the district's is apart */
    assert_int_equal(value(s, "campaign.collective", NULL), 3);
    assert_int_equal(value(s, "campaign.individual", NULL), 1);
    assert_int_equal(value(s, "district.works", NULL), 1);
}

static void duties_and_receipts(void **state) {
    struct store *s = *state;
    three_units(s);
    duty(s, "hai-anh", "rollout");
    duty(s, "hai-anh", "rollout"); /* once is enough */
    duty(s, "hai-anh", "publicity");
    duty(s, "con", "publicity");
    duty(s, "con", "publicity");
    duty(s, "huyen", "radio");
    receipt(s, "con");
    receipt(s, "con");
    assert_int_equal(reached(s, "unit.rolled_out", 1), 1);
    assert_int_equal(value(s, "unit.rolled_out", NULL), 1);
    assert_int_equal(value(s, "unit.publicity", "con"), 2);
    assert_int_equal(value(s, "campaign.publicity", NULL), 3);
    assert_int_equal(value(s, "unit.duties", "hai-anh"), 2);
    assert_int_equal(value(s, "unit.duties", "con"), 1);
    assert_int_equal(value(s, "district.duties", NULL), 1);
    assert_int_equal(value(s, "unit.received", NULL), 1);
    /* whoever registered has done the duty coded `register` */
    store_approved(s, "con", "Một");
    assert_int_equal(value(s, "unit.duties", "con"), 2);
}

static void results(void **state) {
    struct store *s = *state;
    three_units(s);
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = store_approved(s, "hai-anh", "Một");
    p.day = s->session.today;
    p.quantity = 5000;
    p.value = 3000000;
    p.women = 7;
    p.children = 2;
    p.participants = 40;
    insert(s, CAP_PROGRESS, KIND_PROGRESS, "hai-anh", &p);
    assert_int_equal(value(s, "campaign.value", NULL), 3000000);
    assert_int_equal(value(s, "campaign.women", NULL), 7);
    assert_int_equal(value(s, "campaign.children", NULL), 2);
    assert_int_equal(value(s, "campaign.participants", NULL), 40);
    assert_int_equal(value(s, "campaign.value", "con"), 0);
    assert_int_equal(value(s, "campaign.value", "hai-anh"), 3000000);
}

/* On its first day late, not on the day before. */
static void behind_and_stale(void **state) {
    struct store *s = *state;
    three_units(s);
    store_approved(s, "hai-anh", "Một"); /* on 05/11: stale from 19/11 */
    store_approved(s, "huyen", "Của huyện");
    s->session.today = store_day("2021-11-18");
    assert_int_equal(value(s, "campaign.stale", NULL), 0);
    s->session.today = store_day("2021-11-19");
    assert_int_equal(value(s, "campaign.stale", NULL), 1);
    /* 71 days to the end; 21 % is expected after 15 of them: 20/11 */
    assert_int_equal(value(s, "campaign.behind", NULL), 0);
    s->session.today = store_day("2021-11-20");
    assert_int_equal(value(s, "campaign.behind", NULL), 1);
    assert_int_equal(value(s, "campaign.behind", "con"), 0);
}

/* What the list of units shows of it in that column. */
static int64_t listed(struct store *s, const char *unit, const char *column) {
    struct list l = lists_make("units");
    struct list_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(list_page(&s->session, &l, 0, 10, &s->arena, &rows, &n, &s->err), RC_OK);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].unit, unit) == 0)
            return rows[i].cells[lists_column(&l, column)].number;
    fail_msg("no unit %s in the list", unit);
    return -1;
}

static void nominations(void **state) {
    struct store *s = *state;
    three_units(s);
    int64_t id = store_nominated(s, "hai-anh", store_approved(s, "hai-anh", "Một"));
    assert_int_equal(value(s, "unit.nominated_collective", NULL), 0); /* a draft */
    assert_int_equal(listed(s, "hai-anh", "nominations"), 0);
    assert_int_equal(life_judge(&s->session, id, "law", RESULT_MET, NULL, NULL, &s->err), RC_OK);
    assert_int_equal(life_judge(&s->session, id, "launch", RESULT_MET, NULL, NULL, &s->err), RC_OK);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    assert_int_equal(value(s, "unit.nominated_collective", "hai-anh"), 1);
    assert_int_equal(listed(s, "hai-anh", "nominations"), 1);
    assert_int_equal(value(s, "unit.nominated_individual", "hai-anh"), 0);
    assert_int_equal(value(s, "campaign.nominations", NULL), 1);
    assert_int_equal(value(s, "campaign.eligible", NULL), 0);
    store_step(s, KIND_NOMINATION, "approve", id, NULL);
    assert_int_equal(value(s, "campaign.eligible", NULL), 1);
    assert_int_equal(value(s, "campaign.nominations", NULL), 1);
}

static void several_at_once_as_one_by_one(void **state) {
    struct store *s = *state;
    three_units(s);
    approve(s, work(s, "hai-anh", WORK_COLLECTIVE, "gift"));
    duty(s, "con", "publicity");
    receipt(s, "con");
    struct measure_ask asks[64] = {{0}};
    for (size_t i = 0; i < measure_count; i++)
        asks[i] = (struct measure_ask){.name = measure_names[i].name, .at_least = 1};
    assert_int_equal(measure_many(&s->session, NULL, asks, measure_count, &s->err), RC_OK);
    for (size_t i = 0; i < measure_count; i++) {
        assert_int_equal(asks[i].value, value(s, asks[i].name, NULL));
        if (measure_names[i].per_unit)
            assert_int_equal(asks[i].reached, reached(s, asks[i].name, 1));
    }
}

static void what_is_deleted_counts_no_more(void **state) {
    struct store *s = *state;
    three_units(s);
    int64_t id = store_work(s, "hai-anh", "Một");
    store_step(s, KIND_WORK, "submit", id, NULL);
    struct work w;
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(store_drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", id, w.head.version), RC_OK);
    assert_int_equal(value(s, "unit.works", NULL), 0);
    assert_int_equal(value(s, "unit.registered", "hai-anh"), 0);
}

static void an_unknown_name(void **state) {
    struct store *s = *state;
    struct measure_ask ask = {.name = "unit.nothing"};
    assert_int_equal(measure_many(&s->session, NULL, &ask, 1, &s->err), RC_MISSING);
    assert_non_null(strstr(s->err.message, "unit.nothing"));
}

/* Totals are everybody's; another unit's own value is not. */
static void who_may_ask(void **state) {
    struct store *s = *state;
    struct measure_ask ask = {.name = "unit.registered"};
    three_units(s);
    store_approved(s, "hai-anh", "Một");
    store_be(s, ROLE_UNIT_OFFICER, "mai", "con");
    assert_int_equal(value(s, "unit.registered", NULL), 1);
    assert_int_equal(value(s, "unit.registered", "con"), 0);
    assert_int_equal(measure_many(&s->session, "hai-anh", &ask, 1, &s->err), RC_DENIED);
}

#define ON_A_STORE(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_A_STORE(nothing_is_zero),
        ON_A_STORE(states_that_register),
        ON_A_STORE(registered_on_time),
        ON_A_STORE(kinds_and_themes),
        ON_A_STORE(duties_and_receipts),
        ON_A_STORE(results),
        ON_A_STORE(behind_and_stale),
        ON_A_STORE(nominations),
        ON_A_STORE(several_at_once_as_one_by_one),
        ON_A_STORE(what_is_deleted_counts_no_more),
        ON_A_STORE(an_unknown_name),
        ON_A_STORE(who_may_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
