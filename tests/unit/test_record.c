/* The one writer: what it stores, what it says in the log, what it refuses. */
#include "support/store.h"

#include "thidua/life.h"
#include "thidua/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static enum rc save(struct store *s, enum kind_id kind, enum capability cap, const char *unit,
                    void *record) {
    struct tx tx;
    const struct record_head *head = record;
    memset(&s->err, 0, sizeof s->err);
    enum rc rc = tx_begin(&tx, &s->session, cap, unit, &s->err);
    if (rc == RC_OK && head->id == 0)
        rc = record_insert(&tx, &kinds[kind], record, &s->err);
    else if (rc == RC_OK)
        rc = record_update(&tx, &kinds[kind], record, &s->err);
    if (rc == RC_OK)
        rc = tx_commit(&tx, &s->err);
    tx_rollback(&tx);
    return rc;
}

static enum rc drop(struct store *s, enum kind_id kind, enum capability cap, const char *unit,
                    int64_t id, int64_t version) {
    struct tx tx;
    memset(&s->err, 0, sizeof s->err);
    enum rc rc = tx_begin(&tx, &s->session, cap, unit, &s->err);
    if (rc == RC_OK)
        rc = record_delete(&tx, &kinds[kind], id, version, &s->err);
    if (rc == RC_OK)
        rc = tx_commit(&tx, &s->err);
    tx_rollback(&tx);
    return rc;
}

static void get(struct store *s, enum kind_id kind, int64_t id, void *record) {
    assert_int_equal(record_get(&s->session, &kinds[kind], id, &s->arena, record, &s->err), RC_OK);
}

static void refused(struct store *s, enum rc rc, enum rc expected, const char *field) {
    print_message("%s\n", s->err.message);
    assert_int_equal(rc, expected);
    assert_int_equal(s->err.rc, expected);
    assert_string_equal(s->err.field, field);
    assert_true(strlen(s->err.message) > 10);
    assert_int_equal(s->err.message[strlen(s->err.message) - 1], '.');
}

static int64_t logged(struct store *s) {
    return store_number(s, "SELECT count(*) FROM log");
}

static const char *last(struct store *s, const char *column) {
    return store_text(
        s, arena_printf(&s->arena, "SELECT %s FROM log ORDER BY id DESC LIMIT 1", column));
}

static struct work a_work(void) {
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    w.title = "Đường hoa";
    w.kind = WORK_COLLECTIVE;
    w.theme = "gift";
    w.goal = 100000;
    w.unit_of_measure = "suất quà";
    return w;
}

static int two_units(void **state) {
    store_setup(state);
    store_unit(*state, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(*state, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    return 0;
}

/* --- what comes back is what went in --- */

static void every_field(void **state) {
    struct store *s = *state;
    struct work w = a_work();
    w.head.unit = "hai-anh";
    w.title = "Nhà sạch, vườn đẹp";
    w.kind = WORK_INDIVIDUAL;
    w.theme = "own";
    w.contents = "party org";
    w.person = "Phạm Thị Hoa";
    w.birth_year = 1985;
    w.category = PERSON_OFFICER;
    w.post = "Chi hội trưởng";
    w.full_time = 1;
    w.goal = 1200;
    w.unit_of_measure = "km";
    w.cost = 18000000;
    w.source = "quỹ Hội";
    w.beneficiaries = 350;
    w.start = store_day("2021-10-08");
    w.finish = store_day("2021-12-20");
    w.in_charge = "Lê Thị Mận";
    w.phone = "0912 345 678";
    w.note = "hai dòng\nghi chú";
    w.paper = "05/ĐK-PN";
    w.received = store_day("2021-11-04");
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    assert_int_equal(w.head.version, 1);
    assert_string_equal(w.head.author, "lan");
    struct work back;
    get(s, KIND_WORK, w.head.id, &back);
    for (size_t i = 0; i < kinds[KIND_WORK].count; i++)
        assert_true(field_same(&kinds[KIND_WORK].fields[i], &w, &back));
    assert_int_equal(back.state, WORK_DRAFT);
    assert_int_equal(back.submitted, DATE_NONE);
    assert_int_equal(back.on_time, FIELD_NONE);
    assert_int_equal(back.entries, 0);
    assert_string_equal(store_text(s, "SELECT title_fold FROM work"), "nha sach, vuon dep");
    assert_string_equal(store_text(s, "SELECT goal || start || category FROM work"),
                        "12002021-10-08officer");
    assert_int_equal(store_number(s, "SELECT count(*) FROM work_content"), 2);
}

static void log_of_each(void **state) {
    struct store *s = *state;
    struct unit u;
    int64_t before = logged(s);
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_UNIT], "hai-anh", &s->arena, &u, &s->err), RC_OK);
    u.members = 1420;
    u.name = "Hải Anh mới";
    assert_int_equal(save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_OK);
    assert_int_equal(u.head.version, 2);
    assert_string_equal(last(s, "verb"), "set");
    assert_string_equal(last(s, "kind || unit || record || officer"), "unithai-anh1lan");
    assert_string_equal(last(s, "before"), "{\"name\":\"Hải Anh\",\"members\":null}");
    assert_string_equal(last(s, "after"), "{\"name\":\"Hải Anh mới\",\"members\":1420}");
    assert_string_equal(store_text(s, "SELECT name_fold FROM unit WHERE id = 1"), "hai anh moi");
    assert_int_equal(logged(s), before + 1);
    /* what changes nothing says nothing */
    assert_int_equal(save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_OK);
    assert_int_equal(u.head.version, 2);
    assert_int_equal(logged(s), before + 1);
    /* emptied */
    u.members = FIELD_NONE;
    assert_int_equal(save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_OK);
    assert_string_equal(last(s, "after"), "{\"members\":null}");
    assert_null(store_text(s, "SELECT members FROM unit WHERE id = 1"));
    assert_int_equal(drop(s, KIND_UNIT, CAP_UNITS, NULL, u.head.id, u.head.version), RC_OK);
    assert_string_equal(last(s, "verb"), "delete");
    assert_string_equal(last(s, "before"),
                        "{\"code\":\"hai-anh\",\"name\":\"Hải Anh mới\",\"kind\":\"commune\"}");
    assert_null(last(s, "after"));
    assert_int_equal(record_get(&s->session, &kinds[KIND_UNIT], 1, &s->arena, &u, &s->err),
                     RC_MISSING);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 2); /* hidden, not gone */
}

/* The verb and the reason of the transaction stand in its log. */
static void log_reason(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct unit u;
    get(s, KIND_UNIT, 1, &u);
    u.members = 7;
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    tx.verb = "import";
    tx.reason = "theo danh sách mới";
    assert_int_equal(record_update(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    assert_string_equal(last(s, "verb || reason"), "importtheo danh sách mới");
}

/* What the program keeps is not written by whoever says it is otherwise. */
static void kept_fields(void **state) {
    struct store *s = *state;
    struct work w = a_work();
    w.state = WORK_APPROVED;
    w.approved = w.submitted = store_day("2021-11-01");
    w.on_time = 1;
    w.percent = 90;
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    get(s, KIND_WORK, w.head.id, &w);
    assert_int_equal(w.state, WORK_DRAFT);
    assert_int_equal(w.percent, 0);
    assert_int_equal(w.submitted, DATE_NONE);
    w.state = WORK_COMPLETED;
    w.done = 5000;
    w.reason = "x";
    w.title = "Đường hoa mới";
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    assert_int_equal(w.state, WORK_DRAFT);
    get(s, KIND_WORK, w.head.id, &w);
    assert_int_equal(w.state, WORK_DRAFT);
    assert_int_equal(w.done, 0);
    assert_null(w.reason);
    assert_string_equal(last(s, "after"), "{\"title\":\"Đường hoa mới\"}");
}

/* --- whose, and of which version --- */

static void versions(void **state) {
    struct store *s = *state;
    struct unit mine;
    struct unit hers;
    get(s, KIND_UNIT, 1, &mine);
    get(s, KIND_UNIT, 1, &hers);
    hers.phone = "0912";
    assert_int_equal(save(s, KIND_UNIT, CAP_UNITS, NULL, &hers), RC_OK);
    mine.phone = "0913";
    refused(s, save(s, KIND_UNIT, CAP_UNITS, NULL, &mine), RC_CONFLICT, "");
    assert_string_equal(store_text(s, "SELECT phone FROM unit WHERE id = 1"), "0912");
    refused(s, drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 1), RC_CONFLICT, "");
    assert_int_equal(drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 2), RC_OK);
    refused(s, save(s, KIND_UNIT, CAP_UNITS, NULL, &hers), RC_CONFLICT, ""); /* deleted */
    refused(s, drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_MISSING, "");
    refused(s, drop(s, KIND_UNIT, CAP_UNITS, NULL, 99, 0), RC_MISSING, "");
}

static void scope(void **state) {
    struct store *s = *state;
    struct work w = a_work();
    struct work out;
    int64_t hers = store_work(s, "hai-ha", "Hũ gạo");
    int64_t mine = store_work(s, "hai-anh", "Đường hoa");
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], mine, &s->arena, &out, &s->err),
                     RC_OK);
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], hers, &s->arena, &w, &s->err),
                     RC_MISSING);
    assert_non_null(strstr(s->err.message, "Không có"));
    refused(s, drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", hers, 0), RC_MISSING, "");
    w = a_work();
    w.head.unit = "hai-ha";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_DENIED, "");
    out.head.id = hers;
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &out), RC_CONFLICT, "");
    struct unit u;
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_UNIT], "hai-ha", &s->arena, &u, &s->err),
        RC_MISSING);
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_UNIT], "hai-anh", &s->arena, &u, &s->err), RC_OK);
    assert_int_equal(record_get_code(&s->session, &kinds[KIND_WORK], "x", &s->arena, &u, &s->err),
                     RC_USAGE);
    /* she may not change units, her own neither, whatever the transaction was begun for */
    u.phone = "1";
    refused(s, save(s, KIND_UNIT, CAP_REGISTER, "hai-anh", &u), RC_DENIED, "");
    store_be(s, ROLE_OWNER, "lan", "");
    w = a_work();
    w.head.unit = "hai-ha";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_DENIED, "unit");
    w = a_work();
    refused(s, save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_INVALID, "unit");
    w.head.unit = "hai-minh";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_INVALID, "unit");
    w.head.unit = "hai-ha";
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_OK);
}

static void fixed(void **state) {
    struct store *s = *state;
    struct unit u;
    get(s, KIND_UNIT, 1, &u);
    u.code = "hai-em";
    refused(s, save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_INVALID, "code");
    struct work w;
    get(s, KIND_WORK, store_work(s, "hai-anh", "Đường hoa"), &w);
    w.head.unit = "hai-ha";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_INVALID, "unit");
}

static void taken(void **state) {
    struct store *s = *state;
    struct unit u;
    record_blank(&kinds[KIND_UNIT], &u);
    u.code = "hai-anh";
    u.name = "Khác";
    u.kind = UNIT_TOWN;
    refused(s, save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_CONFLICT, "code");
    assert_int_equal(drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_OK);
    refused(s, save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_CONFLICT, "code");
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = "lan";
    o.name = "Ngọc Lan";
    o.role = ROLE_LEADER;
    refused(s, save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_CONFLICT, "login");
}

/* --- the record itself --- */

static void required(void **state) {
    struct store *s = *state;
    struct work w = a_work();
    w.title = NULL;
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "title");
    w = a_work();
    w.title = "";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "title");
    w = a_work();
    w.kind = FIELD_NONE;
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "kind");
    w = a_work();
    w.kind = 2;
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "kind");
    w = a_work();
    w.kind = -1;
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "kind");
    w = a_work();
    w.theme = NULL;
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "theme");
    w = a_work();
    w.unit_of_measure = NULL; /* record_check */
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "unit_of_measure");
}

static void terms(void **state) {
    struct store *s = *state;
    struct work w = a_work();
    w.theme = "none";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "theme");
    w.theme = "org"; /* a content is no theme */
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "theme");
    static const char *const wrong[] = {"none", "org none", "org org", "org  covid", " org"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        w = a_work();
        w.contents = wrong[i];
        refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "contents");
    }
    w = a_work();
    w.contents = "org covid";
    w.theme = "road";
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    /* retired: kept where it stands, not newly chosen */
    s->themes[1].term.retired = true;
    s->contents[0].term.retired = true;
    w.note = "x";
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.contents = "org party";
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.contents = "party";
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    struct work again = w;
    again.contents = "org party";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_INVALID, "contents");
    again = w;
    again.theme = "gift";
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_OK);
    again.theme = "road";
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_INVALID, "theme");
}

/* --- units and officers --- */

static void unit_in_use(void **state) {
    struct store *s = *state;
    store_work(s, "hai-anh", "Đường hoa");
    struct receipt r;
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = s->session.today;
    assert_int_equal(save(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", &r), RC_OK);
    refused(s, drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_CONFLICT, "");
    assert_non_null(strstr(s->err.message, "2 bản ghi"));
    assert_int_equal(drop(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", r.head.id, 0), RC_OK);
    assert_int_equal(drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", 1, 0), RC_OK);
    assert_int_equal(drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_OK);
    struct work w = a_work(); /* and no more works of a unit that is gone */
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "unit");
}

static void officers(void **state) {
    struct store *s = *state;
    struct officer o;
    struct officer self;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = "hoa";
    o.name = "Phạm Thị Hoa";
    o.role = ROLE_UNIT_OFFICER;
    refused(s, save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_INVALID, "unit");
    o.head.unit = "hai-minh";
    refused(s, save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_INVALID, "unit");
    o.head.unit = "hai-anh";
    assert_int_equal(save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    assert_string_equal(store_text(s, "SELECT name_fold FROM officer WHERE login = 'hoa'"),
                        "pham thi hoa");
    o.head.unit = "hai-ha"; /* she moves */
    assert_int_equal(save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    assert_string_equal(store_text(s, "SELECT unit FROM officer WHERE login = 'hoa'"), "hai-ha");
    o.role = ROLE_LEADER;
    o.head.unit = NULL;
    assert_int_equal(save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    assert_null(store_text(s, "SELECT unit FROM officer WHERE login = 'hoa'"));
    o.role = ROLE_OWNER;
    refused(s, save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_INVALID, "role");
    struct officer second = o;
    second.head = (struct record_head){0};
    second.login = "mai";
    refused(s, save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &second), RC_INVALID, "role");
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_OFFICER], "lan", &s->arena, &self, &s->err),
        RC_OK);
    self.name = "Ngọc Lan";
    assert_int_equal(save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &self), RC_OK);
    self.disabled = 1;
    refused(s, save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &self), RC_CONFLICT, "disabled");
    self.disabled = 0;
    self.role = ROLE_LEADER;
    refused(s, save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &self), RC_CONFLICT, "role");
    refused(s, drop(s, KIND_OFFICER, CAP_OFFICERS, NULL, self.head.id, 0), RC_CONFLICT, "");
    refused(s, drop(s, KIND_UNIT, CAP_UNITS, NULL, 99, 0), RC_MISSING, "");
    assert_int_equal(drop(s, KIND_OFFICER, CAP_OFFICERS, NULL, o.head.id, 0), RC_OK);
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
    refused(s, save(s, KIND_OFFICER, CAP_REGISTER, NULL, &self), RC_DENIED, "");
    refused(s, drop(s, KIND_OFFICER, CAP_REGISTER, NULL, 2, 0), RC_MISSING, "");
}

/* --- works --- */

static void work_days(void **state) {
    struct store *s = *state;
    struct work w = a_work();
    w.start = store_day("2020-10-01"); /* exactly 365 days before the start */
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.start = store_day("2012-11-15");
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "start");
    w.start = DATE_NONE;
    w.finish = store_day("2031-11-15");
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "finish");
    w.finish = DATE_NONE;
    w.paper = "05/ĐK";
    w.received = store_day("2021-11-06");
    refused(s, save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "received");
    w.received = store_day("2021-11-05");
    assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
}

/* Who may still change it, in each state. */
static void work_editing(void **state) {
    struct store *s = *state;
    struct work w;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    static const struct {
        const char *action; /* that leads there */
        enum rc unit, district;
    } states[] = {
        {NULL, RC_OK, RC_OK},          {"submit", RC_DENIED, RC_OK},
        {"return", RC_OK, RC_OK},      {"submit", RC_DENIED, RC_OK},
        {"approve", RC_DENIED, RC_OK}, {"complete", RC_CONFLICT, RC_CONFLICT},
    };
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        store_be(s, ROLE_OWNER, "lan", "");
        if (states[i].action != NULL)
            store_step(s, KIND_WORK, states[i].action, id, "lý do");
        store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
        get(s, KIND_WORK, id, &w);
        w.note = arena_printf(&s->arena, "%zu", i);
        assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), states[i].unit);
        print_message("%s\n", s->err.message);
        store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
        get(s, KIND_WORK, id, &w);
        w.note = arena_printf(&s->arena, "huyện %zu", i);
        assert_int_equal(save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), states[i].district);
        /* deleting is as changing, but that the district does not either when it is over */
        if (states[i].unit != RC_OK) {
            store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
            refused(s, drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", id, 0), states[i].unit, "");
        }
    }
}

static void work_in_use(void **state) {
    struct store *s = *state;
    int64_t id = store_approved(s, "hai-anh", "Đường hoa");
    int64_t entry = store_entry(s, "hai-anh", id, 1000);
    refused(s, drop(s, KIND_WORK, CAP_APPROVE, "hai-anh", id, 0), RC_CONFLICT, "");
    assert_non_null(strstr(s->err.message, "1 lần cập nhật"));
    assert_int_equal(drop(s, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", entry, 0), RC_OK);
    struct nomination n;
    record_blank(&kinds[KIND_NOMINATION], &n);
    n.work = id;
    assert_int_equal(save(s, KIND_NOMINATION, CAP_NOMINATE, "hai-anh", &n), RC_OK);
    refused(s, drop(s, KIND_WORK, CAP_APPROVE, "hai-anh", id, 0), RC_CONFLICT, "");
    struct work w;
    get(s, KIND_WORK, id, &w);
    w.kind = WORK_INDIVIDUAL;
    w.person = "Hoa";
    refused(s, save(s, KIND_WORK, CAP_APPROVE, "hai-anh", &w), RC_CONFLICT, "kind");
    assert_int_equal(drop(s, KIND_NOMINATION, CAP_NOMINATE, "hai-anh", n.head.id, 0), RC_OK);
    assert_int_equal(save(s, KIND_WORK, CAP_APPROVE, "hai-anh", &w), RC_OK);
    assert_int_equal(drop(s, KIND_WORK, CAP_APPROVE, "hai-anh", id, 0), RC_OK);
    assert_int_equal(store_number(s, "SELECT sum(approved) FROM tally"), 0);
}

static void duties_and_receipts(void **state) {
    struct store *s = *state;
    struct duty_done d;
    struct receipt r;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.duty = "rollout";
    d.day = store_day("2021-11-06");
    refused(s, save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "day");
    d.day = store_day("2011-11-05");
    refused(s, save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "day");
    d.day = store_day("2021-11-05");
    d.duty = "gift";
    refused(s, save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "duty");
    d.duty = "rollout";
    assert_int_equal(save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_OK);
    d.day = store_day("2021-12-05");
    refused(s, save(s, KIND_DUTY_DONE, CAP_DUTY, "hai-anh", &d), RC_INVALID, "day");
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = store_day("2021-11-06");
    refused(s, save(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", &r), RC_INVALID, "day");
    r.day = store_day("2021-10-29");
    assert_int_equal(save(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", &r), RC_OK);
    store_be(s, ROLE_VIEWER, "lan", "hai-anh");
    refused(s, drop(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", r.head.id, 0), RC_DENIED, "");
    store_be(s, ROLE_LEADER, "lan", "");
    r.note = "x"; /* the transaction she may begin, the record she may not write */
    refused(s, save(s, KIND_RECEIPT, CAP_REVIEW, "hai-anh", &r), RC_DENIED, "");
    refused(s, drop(s, KIND_DUTY_DONE, CAP_REVIEW, "hai-anh", d.head.id, 0), RC_DENIED, "");
    d.day = store_day("2021-11-01");
    refused(s, save(s, KIND_DUTY_DONE, CAP_REVIEW, "hai-anh", &d), RC_DENIED, "");
    d.head.id = 0;
    refused(s, save(s, KIND_DUTY_DONE, CAP_REVIEW, "hai-anh", &d), RC_DENIED, "");
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, two_units, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(every_field), FULL(log_of_each),  FULL(log_reason),  FULL(kept_fields),
        FULL(versions),    FULL(scope),        FULL(fixed),       FULL(taken),
        FULL(required),    FULL(terms),        FULL(unit_in_use), FULL(officers),
        FULL(work_days),   FULL(work_editing), FULL(work_in_use), FULL(duties_and_receipts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
