/* Rules of a record that need other records, the clock, or the officer. */
#include "support/store.h"

#include "thidua/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

/* --- units and officers --- */

static void unit_in_use(void **state) {
    struct store *s = *state;
    store_work(s, "hai-anh", "Đường hoa");
    struct receipt r;
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = s->session.today;
    assert_int_equal(store_save(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", &r), RC_OK);
    store_refused(s, store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_CONFLICT, "");
    assert_non_null(strstr(s->err.message, "2 bản ghi"));
    assert_int_equal(store_drop(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", r.head.id, 0), RC_OK);
    assert_int_equal(store_drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", 1, 0), RC_OK);
    assert_int_equal(store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_OK);
    struct work w = store_a_work("Đường hoa"); /* and no more works of a unit that is gone */
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "unit");
}

static void officers(void **state) {
    struct store *s = *state;
    struct officer o;
    struct officer self;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = "hoa";
    o.name = "Phạm Thị Hoa";
    o.role = ROLE_UNIT_OFFICER;
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_INVALID, "unit");
    o.head.unit = "hai-minh";
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_INVALID, "unit");
    o.head.unit = "hai-anh";
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    assert_string_equal(store_text(s, "SELECT name_fold FROM officer WHERE login = 'hoa'"),
                        "pham thi hoa");
    o.head.unit = "hai-ha"; /* she moves */
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    assert_string_equal(store_text(s, "SELECT unit FROM officer WHERE login = 'hoa'"), "hai-ha");
    o.role = ROLE_LEADER;
    o.head.unit = NULL;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    assert_null(store_text(s, "SELECT unit FROM officer WHERE login = 'hoa'"));
    o.role = ROLE_OWNER;
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_INVALID, "role");
    struct officer second = o;
    second.head = (struct record_head){0};
    second.login = "mai";
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &second), RC_INVALID, "role");
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_OFFICER], "lan", &s->arena, &self, &s->err),
        RC_OK);
    self.name = "Ngọc Lan";
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &self), RC_OK);
    self.disabled = 1;
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &self), RC_CONFLICT,
                  "disabled");
    self.disabled = 0;
    self.role = ROLE_LEADER;
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &self), RC_CONFLICT, "role");
    store_refused(s, store_drop(s, KIND_OFFICER, CAP_OFFICERS, NULL, self.head.id, 0), RC_CONFLICT,
                  "");
    store_refused(s, store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 99, 0), RC_MISSING, "");
    assert_int_equal(store_drop(s, KIND_OFFICER, CAP_OFFICERS, NULL, o.head.id, 0), RC_OK);
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
    store_refused(s, store_save(s, KIND_OFFICER, CAP_REGISTER, NULL, &self), RC_DENIED, "");
    store_refused(s, store_drop(s, KIND_OFFICER, CAP_REGISTER, NULL, 2, 0), RC_MISSING, "");
}

static void refused_account(struct store *s, enum rc rc, const char *sentence) {
    store_refused(s, rc, RC_CONFLICT, "uid");
    assert_non_null(strstr(s->err.message, sentence));
}

/* By it sudo says who comes, so it is one officer's; who has it is said. */
static void account_of_one(void **state) {
    struct store *s = *state;
    struct officer hoa;
    record_blank(&kinds[KIND_OFFICER], &hoa);
    hoa.login = "hoa";
    hoa.name = "Phạm Thị Hoa";
    hoa.role = ROLE_LEADER;
    hoa.uid = 61001;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &hoa), RC_OK);
    struct officer mai = hoa;
    mai.head = (struct record_head){0};
    mai.login = "mai";
    refused_account(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &mai), "của cán bộ “hoa”;");
    mai.uid = FIELD_NONE;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &mai), RC_OK);
    mai.uid = 61001;
    refused_account(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &mai), "của cán bộ “hoa”;");
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer WHERE uid = 61001"), 1);
    assert_int_equal(store_drop(s, KIND_OFFICER, CAP_OFFICERS, NULL, hoa.head.id, 0), RC_OK);
    refused_account(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &mai), "“hoa” (đã xóa)");
    mai.uid = 61002;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &mai), RC_OK);
    struct officer again = mai;
    again.head = (struct record_head){0};
    again.uid = FIELD_NONE;
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &again), RC_CONFLICT, "login");
}

/* --- works --- */

static void work_days(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    w.start = store_day("2020-10-01"); /* exactly 365 days before the start */
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.start = store_day("2012-11-15");
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "start");
    w.start = DATE_NONE;
    w.finish = store_day("2031-11-15");
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "finish");
    w.finish = DATE_NONE;
    w.paper = "05/ĐK";
    w.received = store_day("2021-11-06");
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "received");
    w.received = store_day("2021-11-05");
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
}

/* The day its paper came makes a registration on time: it is the district's to say, once for all.
 */
static void work_papers_are_the_districts(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    w.paper = "05/ĐK";
    w.received = store_day("2021-11-04");
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_DENIED, "paper");
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
    w.note = "đã khảo sát"; /* what is entered for her she may go on with */
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.received = store_day("2021-11-01");
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_DENIED, "paper");
}

/* Nhập thay: an officer of the district says from which of the unit's papers; the district's own
 * works have none, nor has what the owner of a database of her own enters. */
static void work_entered_from_paper(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    struct work own = store_a_work("Của huyện");
    store_unit(s, "huyen", "Huyện", UNIT_DISTRICT);
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "huyen");
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "paper");
    w.paper = "05/ĐK";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "received");
    w.received = store_day("2021-11-04");
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "huyen", &own), RC_OK);
    w.paper = "06/ĐK"; /* mended, but not taken away */
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.paper = NULL;
    w.received = DATE_NONE;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "paper");
    store_be(s, ROLE_OWNER, "lan", "");
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
}

/* A paper put by mistake on what the unit entered itself is taken off again. */
static void work_of_the_unit_itself(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
    w.note = "đã gọi hỏi"; /* what the unit entered wants none */
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.paper = "05/ĐK";
    w.received = store_day("2021-11-04");
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.paper = NULL;
    w.received = DATE_NONE;
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
}

static void hire(struct store *s, const char *login) {
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = o.name = login;
    o.role = ROLE_DISTRICT_OFFICER;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
}

/* Who may still change it, in each state: of the district, once it is approved, an officer who had
 * no hand in it. */
static void work_editing(void **state) {
    struct store *s = *state;
    struct work w;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    static const struct {
        const char *action; /* that leads there */
        enum rc unit, district;
        const char *who; /* of the district */
    } states[] = {
        {NULL, RC_OK, RC_OK, "hue"},          {"submit", RC_DENIED, RC_OK, "hue"},
        {"return", RC_OK, RC_OK, "hue"},      {"submit", RC_DENIED, RC_OK, "hue"},
        {"approve", RC_DENIED, RC_OK, "mai"}, {"complete", RC_CONFLICT, RC_CONFLICT, "mai"},
    };
    hire(s, "hue");
    hire(s, "mai");
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        store_be(s, ROLE_OWNER, "lan", "");
        if (states[i].action != NULL)
            store_step(s, KIND_WORK, states[i].action, id, "lý do");
        store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
        store_get(s, KIND_WORK, id, &w);
        w.note = arena_printf(&s->arena, "%zu", i);
        assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), states[i].unit);
        print_message("%s\n", s->err.message);
        store_be(s, ROLE_DISTRICT_OFFICER, states[i].who, "");
        store_get(s, KIND_WORK, id, &w);
        w.note = arena_printf(&s->arena, "huyện %zu", i);
        assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), states[i].district);
        /* deleting is as changing, but that the district does not either when it is over */
        if (states[i].unit != RC_OK) {
            store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
            store_refused(s, store_drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", id, 0),
                          states[i].unit, "");
        }
    }
}

static void work_in_use(void **state) {
    struct store *s = *state;
    int64_t id = store_approved(s, "hai-anh", "Đường hoa");
    int64_t entry = store_entry(s, "hai-anh", id, 1000);
    store_refused(s, store_drop(s, KIND_WORK, CAP_APPROVE, "hai-anh", id, 0), RC_CONFLICT, "");
    assert_non_null(strstr(s->err.message, "1 lần cập nhật"));
    assert_int_equal(store_drop(s, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", entry, 0), RC_OK);
    int64_t nomination = store_nominated(s, "hai-anh", id);
    store_refused(s, store_drop(s, KIND_WORK, CAP_APPROVE, "hai-anh", id, 0), RC_CONFLICT, "");
    struct work w;
    store_get(s, KIND_WORK, id, &w);
    w.kind = WORK_INDIVIDUAL;
    w.person = "Hoa";
    store_refused(s, store_save(s, KIND_WORK, CAP_APPROVE, "hai-anh", &w), RC_CONFLICT, "kind");
    assert_int_equal(store_drop(s, KIND_NOMINATION, CAP_NOMINATE, "hai-anh", nomination, 0), RC_OK);
    assert_int_equal(store_save(s, KIND_WORK, CAP_APPROVE, "hai-anh", &w), RC_OK);
    assert_int_equal(store_drop(s, KIND_WORK, CAP_APPROVE, "hai-anh", id, 0), RC_OK);
    assert_int_equal(store_number(s, "SELECT sum(approved) FROM tally"), 0);
}

static void duties_and_receipts(void **state) {
    struct store *s = *state;
    struct duty_done d;
    struct receipt r;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.duty = "rollout";
    d.day = store_day("2021-11-06");
    store_refused(s, store_save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "day");
    d.day = store_day("2011-11-05");
    store_refused(s, store_save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "day");
    d.day = store_day("2021-11-05");
    d.duty = "gift";
    store_refused(s, store_save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "duty");
    d.duty = "publicity"; /* of whom nobody here is */
    s->duties[2].body = BODY_PROVINCE;
    store_refused(s, store_save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "duty");
    d.duty = "rollout";
    assert_int_equal(store_save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_OK);
    d.day = store_day("2021-12-05");
    store_refused(s, store_save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "day");
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = store_day("2021-11-06");
    store_refused(s, store_save(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", &r), RC_INVALID, "day");
    r.day = store_day("2021-10-29");
    assert_int_equal(store_save(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", &r), RC_OK);
    store_be(s, ROLE_VIEWER, "lan", "hai-anh");
    store_refused(s, store_drop(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", r.head.id, 0), RC_DENIED, "");
    store_be(s, ROLE_LEADER, "lan", "");
    r.note = "x"; /* the transaction she may begin, the record she may not write */
    store_refused(s, store_save(s, KIND_RECEIPT, CAP_REVIEW, "hai-anh", &r), RC_DENIED, "");
    store_refused(s, store_drop(s, KIND_DUTY_DONE, CAP_REVIEW, "hai-anh", d.head.id, 0), RC_DENIED,
                  "");
    d.day = store_day("2021-11-01");
    store_refused(s, store_save(s, KIND_DUTY_DONE, CAP_REVIEW, "hai-anh", &d), RC_DENIED, "");
    d.head.id = 0;
    store_refused(s, store_save(s, KIND_DUTY_DONE, CAP_REVIEW, "hai-anh", &d), RC_DENIED, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(unit_in_use),
        FULL(officers),
        FULL(account_of_one),
        FULL(work_days),
        FULL(work_papers_are_the_districts),
        FULL(work_entered_from_paper),
        FULL(work_of_the_unit_itself),
        FULL(work_editing),
        FULL(work_in_use),
        FULL(duties_and_receipts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
