/* The one writer: what it stores, what it says in the log, what it refuses. */
#include "support/store.h"

#include "thidua/campaign_value.h"
#include "thidua/life.h"
#include "thidua/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

static int64_t logged(struct store *s) {
    return store_number(s, "SELECT count(*) FROM log");
}

static const char *last(struct store *s, const char *column) {
    return store_text(
        s, arena_printf(&s->arena, "SELECT %s FROM log ORDER BY id DESC LIMIT 1", column));
}

/* --- what comes back is what went in --- */

static void every_field(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
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
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    assert_int_equal(w.head.version, 1);
    assert_string_equal(w.head.author, "lan");
    struct work back;
    store_get(s, KIND_WORK, w.head.id, &back);
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
    assert_int_equal(store_save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_OK);
    assert_int_equal(u.head.version, 2);
    assert_string_equal(last(s, "verb"), "set");
    assert_string_equal(last(s, "kind || unit || record || officer"), "unithai-anh1lan");
    assert_string_equal(last(s, "before"), "{\"name\":\"Hải Anh\",\"members\":null}");
    assert_string_equal(last(s, "after"), "{\"name\":\"Hải Anh mới\",\"members\":1420}");
    assert_string_equal(store_text(s, "SELECT name_fold FROM unit WHERE id = 1"), "hai anh moi");
    assert_int_equal(logged(s), before + 1);
    /* what changes nothing says nothing */
    assert_int_equal(store_save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_OK);
    assert_int_equal(u.head.version, 2);
    assert_int_equal(logged(s), before + 1);
    /* emptied */
    u.members = FIELD_NONE;
    assert_int_equal(store_save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_OK);
    assert_string_equal(last(s, "after"), "{\"members\":null}");
    assert_null(store_text(s, "SELECT members FROM unit WHERE id = 1"));
    assert_int_equal(store_drop(s, KIND_UNIT, CAP_UNITS, NULL, u.head.id, u.head.version), RC_OK);
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
    store_get(s, KIND_UNIT, 1, &u);
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
    struct work w = store_a_work("Đường hoa");
    w.state = WORK_APPROVED;
    w.approved = w.submitted = store_day("2021-11-01");
    w.on_time = 1;
    w.percent = 90;
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    store_get(s, KIND_WORK, w.head.id, &w);
    assert_int_equal(w.state, WORK_DRAFT);
    assert_int_equal(w.percent, 0);
    assert_int_equal(w.submitted, DATE_NONE);
    w.state = WORK_COMPLETED;
    w.done = 5000;
    w.reason = "x";
    w.title = "Đường hoa mới";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    assert_int_equal(w.state, WORK_DRAFT);
    store_get(s, KIND_WORK, w.head.id, &w);
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
    store_get(s, KIND_UNIT, 1, &mine);
    store_get(s, KIND_UNIT, 1, &hers);
    hers.phone = "0912";
    assert_int_equal(store_save(s, KIND_UNIT, CAP_UNITS, NULL, &hers), RC_OK);
    mine.phone = "0913";
    store_refused(s, store_save(s, KIND_UNIT, CAP_UNITS, NULL, &mine), RC_CONFLICT, "");
    assert_string_equal(store_text(s, "SELECT phone FROM unit WHERE id = 1"), "0912");
    store_refused(s, store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 1), RC_CONFLICT, "");
    assert_int_equal(store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 2), RC_OK);
    store_refused(s, store_save(s, KIND_UNIT, CAP_UNITS, NULL, &hers), RC_CONFLICT,
                  ""); /* deleted */
    store_refused(s, store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_MISSING, "");
    store_refused(s, store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 99, 0), RC_MISSING, "");
}

static void scope(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    struct work out;
    int64_t hers = store_work(s, "hai-ha", "Hũ gạo");
    int64_t mine = store_work(s, "hai-anh", "Đường hoa");
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], mine, &s->arena, &out, &s->err),
                     RC_OK);
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], hers, &s->arena, &w, &s->err),
                     RC_MISSING);
    assert_non_null(strstr(s->err.message, "Không có"));
    store_refused(s, store_drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", hers, 0), RC_MISSING, "");
    w = store_a_work("Đường hoa");
    w.head.unit = "hai-ha";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_DENIED, "");
    out.head.id = hers;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &out), RC_CONFLICT, "");
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
    store_refused(s, store_save(s, KIND_UNIT, CAP_REGISTER, "hai-anh", &u), RC_DENIED, "");
    store_be(s, ROLE_OWNER, "lan", "");
    w = store_a_work("Đường hoa");
    w.head.unit = "hai-ha";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_DENIED, "unit");
    w = store_a_work("Đường hoa");
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_INVALID, "unit");
    w.head.unit = "hai-minh";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_INVALID, "unit");
    w.head.unit = "hai-ha";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_OK);
}

static void fixed(void **state) {
    struct store *s = *state;
    struct unit u;
    store_get(s, KIND_UNIT, 1, &u);
    u.code = "hai-em";
    store_refused(s, store_save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_INVALID, "code");
    struct work w;
    store_get(s, KIND_WORK, store_work(s, "hai-anh", "Đường hoa"), &w);
    w.head.unit = "hai-ha";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, NULL, &w), RC_INVALID, "unit");
}

static void taken(void **state) {
    struct store *s = *state;
    struct unit u;
    record_blank(&kinds[KIND_UNIT], &u);
    u.code = "hai-anh";
    u.name = "Khác";
    u.kind = UNIT_TOWN;
    store_refused(s, store_save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_CONFLICT, "code");
    assert_int_equal(store_drop(s, KIND_UNIT, CAP_UNITS, NULL, 1, 0), RC_OK);
    store_refused(s, store_save(s, KIND_UNIT, CAP_UNITS, NULL, &u), RC_CONFLICT, "code");
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = "lan";
    o.name = "Ngọc Lan";
    o.role = ROLE_LEADER;
    store_refused(s, store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_CONFLICT, "login");
}

/* --- the record itself --- */

static void required(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    w.title = NULL;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "title");
    w = store_a_work("Đường hoa");
    w.title = "";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "title");
    w = store_a_work("Đường hoa");
    w.kind = FIELD_NONE;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "kind");
    w = store_a_work("Đường hoa");
    w.kind = 2;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "kind");
    w = store_a_work("Đường hoa");
    w.kind = -1;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "kind");
    w = store_a_work("Đường hoa");
    w.theme = NULL;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "theme");
    w = store_a_work("Đường hoa");
    w.unit_of_measure = NULL; /* record_check */
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID,
                  "unit_of_measure");
}

/* Whoever writes it: what the form and the import would not take is not stored either. */
static void too_long(void **state) {
    struct store *s = *state;
    struct buf text = {0};
    for (int i = 0; i < 2000; i++)
        buf_puts(&text, "đ");
    struct work w = store_a_work("Đường hoa");
    w.note = arena_dup(&s->arena, buf_str(&text));
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    buf_puts(&text, "đ");
    struct work again = w;
    again.note = buf_str(&text);
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_INVALID, "note");
    assert_non_null(strstr(s->err.message, "Ghi chú: dài 2001 ký tự, nhiều nhất 2000"));
    /* what was stored when more was taken stays as long as it is not touched */
    assert_int_equal(store_force(s, "UPDATE work SET note = note || 'đ'"), 0);
    store_get(s, KIND_WORK, w.head.id, &again);
    again.title = "Đường hoa mới";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_OK);
    buf_free(&text);
}

/* Contents are of collectives or of individuals. */
static void contents_of_its_kind(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    s->contents[0].subject = FOR_COLLECTIVE;
    s->contents[1].subject = FOR_INDIVIDUAL;
    w.contents = "org covid";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "contents");
    assert_non_null(strstr(s->err.message, "“Phòng dịch” không phải của tập thể"));
    w.contents = "party org";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    struct work again = w;
    again.kind = WORK_INDIVIDUAL;
    again.person = "Phạm Thị Hoa";
    again.birth_year = 1985;
    again.category = PERSON_MEMBER;
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_INVALID,
                  "contents");
    again.contents = "covid party";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_OK);
    /* the campaign file thinks otherwise now: what stands there stays until it is touched */
    s->contents[1].subject = FOR_COLLECTIVE;
    again.note = "x";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_OK);
    again.contents = "covid";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_INVALID,
                  "contents");
}

static void terms(void **state) {
    struct store *s = *state;
    struct work w = store_a_work("Đường hoa");
    w.theme = "none";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "theme");
    w.theme = "org"; /* a content is no theme */
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID, "theme");
    static const char *const wrong[] = {"none", "org none", "org org", "org  covid", " org"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        w = store_a_work("Đường hoa");
        w.contents = wrong[i];
        store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_INVALID,
                      "contents");
    }
    w = store_a_work("Đường hoa");
    w.contents = "org covid";
    w.theme = "road";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    /* retired: kept where it stands, not newly chosen */
    s->themes[1].term.retired = true;
    s->contents[0].term.retired = true;
    w.note = "x";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.contents = "org party";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    w.contents = "party";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    struct work again = w;
    again.contents = "org party";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_INVALID,
                  "contents");
    again = w;
    again.theme = "gift";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_OK);
    again.theme = "road";
    store_refused(s, store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &again), RC_INVALID,
                  "theme");
}

/* A code of every letter the campaign file admits goes into every column that keeps one. */
static void codes_of_every_letter(void **state) {
    static const char code[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    static const char content[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    struct store *s = *state;
    assert_true(campaign_code_good(code));
    s->themes[1].term.code = s->duties[1].term.code = s->criteria[1].term.code = code;
    s->dossier[0].term.code = "zyxwvutsrqponmlkjihgfedcba9876543210-_";
    s->contents[0].term.code = content;
    s->campaign.hash++;
    store_reopen(s);
    struct work w = store_a_work("Đường hoa");
    w.theme = code;
    w.contents = arena_printf(&s->arena, "%s covid", content);
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-anh", &w), RC_OK);
    struct duty_done d;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.duty = code;
    d.day = s->session.today;
    assert_int_equal(store_save(s, KIND_DUTY_DONE, CAP_COUNT, "hai-anh", &d), RC_OK);
    int64_t nomination = store_nominated(s, "hai-anh", store_approved(s, "hai-anh", "Nhà"));
    const char *const lines[] = {code, s->dossier[0].term.code};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(
            life_judge(&s->session, nomination, lines[i], RESULT_MET, NULL, NULL, &s->err), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work_content"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(every_field),
        FULL(log_of_each),
        FULL(log_reason),
        FULL(kept_fields),
        FULL(versions),
        FULL(scope),
        FULL(fixed),
        FULL(taken),
        FULL(required),
        FULL(too_long),
        FULL(terms),
        FULL(contents_of_its_kind),
        FULL(codes_of_every_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
