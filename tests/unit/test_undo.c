/* Undoing: exactly what was, in the right order, by whom it may be, and nothing when it cannot. */
#include "support/store.h"
#include "support/test.h"
#include "thidua/doctor.h"
#include "thidua/life.h"
#include "thidua/sha256.h"
#include "thidua/undo.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state) {
    store_setup(state);
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ly", "Hải Lý", UNIT_COMMUNE);
    return 0;
}

/* All that is alive, without the versions, which grow with undoing as well. */
static const char *living(struct store *s) {
    static const char *const tables[] = {"unit",    "work",       "progress", "duty_done",
                                         "receipt", "nomination", "judgement"};
    struct buf all = {0};
    sqlite3 *db = NULL;
    char digits[SHA256_TEXT];
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        char sql[128];
        sqlite3_stmt *stmt = NULL;
        snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE deleted_at IS NULL ORDER BY id",
                 tables[t]);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(stmt); i++)
                if (strcmp(sqlite3_column_name(stmt, i), "version") != 0)
                    buf_printf(&all, "%s=%d:%s\n", sqlite3_column_name(stmt, i),
                               sqlite3_column_type(stmt, i),
                               sqlite3_column_text(stmt, i)
                                   ? (const char *)sqlite3_column_text(stmt, i)
                                   : "");
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    sha256_text(all.data, all.len, digits);
    buf_free(&all);
    return arena_dup(&s->arena, digits);
}

/* What was said. */
static const char *undo(struct store *s) {
    struct buf said = {0};
    struct buf what = {0};
    if (undo_what(&s->session, &what, &s->err) || undo_last(&s->session, &said, &s->err))
        fail_msg("%s (%s)", s->err.message, s->err.cause);
    assert_string_equal(buf_str(&said), buf_str(&what));
    const char *text = arena_dup(&s->arena, buf_str(&said));
    buf_free(&said);
    buf_free(&what);
    return text;
}

static void expect(struct store *s, enum rc rc, const char *sentence) {
    struct buf said = {0};
    const char *before = living(s);
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(undo_last(&s->session, &said, &s->err), rc);
    if (strstr(s->err.message, sentence) == NULL)
        fail_msg("“%s” is not in: %s", sentence, s->err.message);
    assert_string_equal(buf_str(&said), "");
    assert_string_equal(living(s), before);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
    buf_free(&said);
}

static void nothing_left(struct store *s) {
    expect(s, RC_MISSING, "không còn thay đổi nào");
}

static void healthy_say(void *ctx, bool wrong, const char *sentence) {
    (void)ctx;
    if (wrong)
        fail_msg("%s", sentence);
}

static void healthy(struct store *s) {
    int wrong = 0;
    assert_int_equal(doctor_run(&s->session, healthy_say, NULL, &wrong, &s->err), RC_OK);
}

/* --- each thing --- */

static void what_was_added(void **state) {
    struct store *s = *state;
    const char *before = living(s);
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    char expected[64];
    snprintf(expected, sizeof expected, "thêm công trình, phần việc số %lld, lúc ", (long long)id);
    assert_non_null(strstr(undo(s), expected));
    assert_string_equal(living(s), before);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE deleted_at IS NOT NULL"), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log AS u JOIN log AS l"
                                     " ON l.change = u.undoes WHERE u.verb = 'undo'"
                                     " AND l.verb = 'add' AND l.kind = 'work'"),
                     1);
    healthy(s);
}

/* Every field of every type, with characters that JSON escapes. */
static void every_field_as_it_was(void **state) {
    struct store *s = *state;
    struct work w;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    record_blank(&kinds[KIND_WORK], &w);
    w.head = (struct record_head){.id = id, .version = 1, .unit = "hai-anh"};
    w.title = "“Đường” \"hoa\" \\ /";
    w.kind = WORK_INDIVIDUAL;
    w.theme = "road";
    w.contents = "org party";
    w.person = "Trần Thị O'Hara";
    w.birth_year = 1980;
    w.category = PERSON_OFFICER;
    w.post = "Chủ tịch";
    w.full_time = 1;
    w.goal = 999999999999999;
    w.unit_of_measure = "km";
    w.cost = 123456789012;
    w.source = "xã hội hóa";
    w.beneficiaries = 0;
    w.start = store_day("2021-10-05");
    w.finish = store_day("2021-12-31");
    w.in_charge = "Lê";
    w.phone = "+84 912 345 678";
    w.note = "dòng một\ndòng hai";
    w.paper = "05/KH";
    w.received = store_day("2021-11-01");
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w), RC_OK);
    const char *full = living(s);
    /* Now everything to something else, or to nothing. */
    struct work other;
    record_blank(&kinds[KIND_WORK], &other);
    other.head = w.head;
    other.head.version = 2;
    other.title = "Khác";
    other.kind = WORK_COLLECTIVE;
    other.theme = "own";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &other), RC_OK);
    assert_string_not_equal(living(s), full);
    assert_non_null(strstr(undo(s), "sửa công trình, phần việc"));
    assert_string_equal(living(s), full);
    healthy(s);
}

static void remove_record(struct store *s, enum kind_id kind, int64_t id, const char *unit) {
    assert_int_equal(store_drop(s, kind, CAP_COUNT, unit, id, 0), RC_OK);
}

static void what_was_deleted(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t entry = store_entry(s, "hai-anh", work, 40000);
    const char *before = living(s);
    remove_record(s, KIND_PROGRESS, entry, "hai-anh");
    assert_int_equal(store_number(s, "SELECT done FROM work"), 0);
    assert_non_null(strstr(undo(s), "xóa lần cập nhật số"));
    assert_string_equal(living(s), before);
    assert_int_equal(store_number(s, "SELECT done FROM work"), 40000);
    int64_t unit = store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    before = living(s);
    remove_record(s, KIND_UNIT, unit, NULL);
    undo(s);
    assert_string_equal(living(s), before);
    healthy(s);
}

static void steps_of_a_life(void **state) {
    static const struct {
        const char *action, *reason;
    } steps[] = {{"submit", NULL},
                 {"return", "thiếu"},
                 {"submit", NULL},
                 {"approve", "muộn"},
                 {"stop", "hết tiền"}};
    enum { STEPS = sizeof steps / sizeof *steps };
    struct store *s = *state;
    const char *were[STEPS];
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    s->session.today = store_day("2021-11-10"); /* late, so approval wants a reason */
    for (int i = 0; i < STEPS; i++) {
        were[i] = living(s);
        store_step(s, KIND_WORK, steps[i].action, id, steps[i].reason);
    }
    assert_non_null(strstr(undo(s), "dừng công trình"));
    assert_string_equal(living(s), were[4]);
    /* The other end of the same life. */
    store_step(s, KIND_WORK, "complete", id, NULL);
    assert_non_null(strstr(undo(s), "hoàn thành công trình"));
    for (int i = STEPS - 1; i-- > 0;) {
        undo(s);
        assert_string_equal(living(s), were[i]);
    }
    undo(s); /* the work itself */
    undo(s); /* the units, which setup added */
    undo(s);
    expect(s, RC_INVALID, "không hoàn tác bằng cách này được"); /* init */
    healthy(s);
}

static void judge_all(struct store *s, int64_t id, enum judgement_result result) {
    static const char *const lines[] = {"law", "launch", "report"};
    for (size_t i = 0; i < 3; i++)
        if (life_judge(&s->session, id, lines[i], result, "KH 02", NULL, &s->err))
            fail_msg("%s", s->err.message);
}

static int64_t nominate(struct store *s, const char *unit, int64_t work) {
    struct nomination n;
    record_blank(&kinds[KIND_NOMINATION], &n);
    n.work = work;
    assert_int_equal(store_save(s, KIND_NOMINATION, CAP_NOMINATE, unit, &n), RC_OK);
    return n.head.id;
}

static void a_nomination_and_its_lines(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    const char *before = living(s);
    int64_t id = nominate(s, "hai-anh", work);
    judge_all(s, id, RESULT_UNMET);
    const char *unmet = living(s);
    judge_all(s, id, RESULT_MET);
    const char *judged = living(s);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    const char *sent = living(s);
    store_step(s, KIND_NOMINATION, "approve", id, NULL);
    undo(s);
    assert_string_equal(living(s), sent);
    undo(s);
    assert_string_equal(living(s), judged);
    for (int i = 0; i < 3; i++)
        undo(s);
    assert_string_equal(living(s), unmet);
    for (int i = 0; i < 4; i++)
        undo(s);
    assert_string_equal(living(s), before);
    /* A nomination that comes back has its lines again. */
    id = nominate(s, "hai-anh", work);
    judge_all(s, id, RESULT_MET);
    judged = living(s);
    remove_record(s, KIND_NOMINATION, id, "hai-anh");
    undo(s);
    assert_string_equal(living(s), judged);
    healthy(s);
}

/* One save of many rows is one change. */
static void all_of_one_save(void **state) {
    struct store *s = *state;
    struct seen on[3];
    struct tx tx;
    const char *before = living(s);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_DUTY, NULL, &s->err), RC_OK);
    for (int i = 0; i < 3; i++) {
        struct receipt r;
        record_blank(&kinds[KIND_RECEIPT], &r);
        r.head.unit = i ? "hai-anh" : "hai-ly";
        r.day = s->session.today;
        assert_int_equal(record_insert(&tx, &kinds[KIND_RECEIPT], &r, &s->err), RC_OK);
    }
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    assert_non_null(strstr(undo(s), "thêm 3 lần nhận kế hoạch"));
    assert_string_equal(living(s), before);
    for (int i = 0; i < 3; i++)
        on[i] = (struct seen){store_work(s, i ? "hai-anh" : "hai-ly", "Việc"), 0};
    before = living(s);
    assert_int_equal(
        life_take_all(&s->session, life_step_find(KIND_WORK, "submit"), on, 3, NULL, NULL, &s->err),
        RC_OK);
    assert_non_null(strstr(undo(s), "gửi 3 công trình, phần việc"));
    assert_string_equal(living(s), before);
    healthy(s);
}

/* All or nothing: one of the three has changed since. */
static void none_where_one_cannot(void **state) {
    struct store *s = *state;
    struct seen on[3];
    for (int i = 0; i < 3; i++)
        on[i] = (struct seen){store_work(s, "hai-anh", "Việc"), 0};
    assert_int_equal(
        life_take_all(&s->session, life_step_find(KIND_WORK, "submit"), on, 3, NULL, NULL, &s->err),
        RC_OK);
    char mine[64];
    snprintf(mine, sizeof mine, "%s", s->session.officer);
    store_force(s, "INSERT INTO officer (version, unit, author, created_at, login, name, name_fold,"
                   " name_order, role) VALUES (1, NULL, 'lan', '2021-11-05T00:00:00Z', 'minh',"
                   " 'Minh', 'minh', 'minh', 'district_officer')");
    store_be(s, ROLE_DISTRICT_OFFICER, "minh", "");
    store_step(s, KIND_WORK, "return", on[1].id, "thiếu");
    store_be(s, ROLE_OWNER, mine, "");
    expect(s, RC_CONFLICT, "người khác đã sửa công trình, phần việc");
    /* When the other has undone hers, mine can be undone. */
    store_be(s, ROLE_DISTRICT_OFFICER, "minh", "");
    undo(s);
    nothing_left(s);
    store_be(s, ROLE_OWNER, mine, "");
    undo(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE state = 'draft'"), 3);
}

/* --- what cannot be --- */

static void what_stands_on_it(void **state) {
    struct store *s = *state;
    int64_t id = store_approved(s, "hai-anh", "Đường hoa");
    char mine[64];
    snprintf(mine, sizeof mine, "%s", s->session.officer);
    store_force(s, "INSERT INTO officer (version, unit, author, created_at, login, name, name_fold,"
                   " name_order, role) VALUES (1, 'hai-anh', 'lan', '2021-11-05T00:00:00Z', 'hoa',"
                   " 'Hoa', 'hoa', 'hoa', 'unit_officer')");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    int64_t entry = store_entry(s, "hai-anh", id, 1000);
    store_be(s, ROLE_OWNER, mine, "");
    expect(s, RC_CONFLICT, "đã có lần cập nhật nên không lùi lại được");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    remove_record(s, KIND_PROGRESS, entry, "hai-anh");
    nominate(s, "hai-anh", id);
    store_be(s, ROLE_OWNER, mine, "");
    expect(s, RC_CONFLICT, "đã được giới thiệu khen thưởng nên không lùi lại được");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    undo(s);
    store_be(s, ROLE_OWNER, mine, "");
    undo(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE state = 'submitted'"), 1);
}

static void a_unit_in_use(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    store_force(s, "INSERT INTO officer (version, unit, author, created_at, login, name, name_fold,"
                   " name_order, role) VALUES (1, 'hai-ha', 'lan', '2021-11-05T00:00:00Z', 'hoa',"
                   " 'Hoa', 'hoa', 'hoa', 'unit_officer')");
    expect(s, RC_CONFLICT, "nên không xóa được");
}

static void rights_that_are_gone(void **state) {
    struct store *s = *state;
    store_work(s, "hai-anh", "Đường hoa");
    s->session.role = ROLE_VIEWER;
    expect(s, RC_DENIED, "không có quyền");
    s->session.role = ROLE_UNIT_OFFICER;
    snprintf(s->session.unit, sizeof s->session.unit, "hai-ly");
    expect(s, RC_DENIED, "cho đơn vị của mình");
    s->session.role = ROLE_OWNER;
    undo(s);
}

static void not_a_change_of_records(void **state) {
    struct store *s = *state;
    static const char plan[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n\n- Hai\n";
    assert_int_equal(session_plan_import(&s->session, plan, sizeof plan - 1, NULL, &s->err), RC_OK);
    expect(s, RC_INVALID, "“nạp đợt thi đua”, không hoàn tác bằng cách này được");
}

/* The program took in a changed campaign file because she came first: not her doing. */
static void not_what_the_program_did(void **state) {
    struct store *s = *state;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    s->campaign.hash++;
    store_reopen(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'sync'"), 1);
    undo(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE deleted_at IS NULL"), 0);
    (void)id;
}

static void not_somebody_elses(void **state) {
    struct store *s = *state;
    store_work(s, "hai-anh", "Đường hoa");
    store_be(s, ROLE_OWNER, "khac", "");
    nothing_left(s);
    struct buf what = {0};
    assert_int_equal(undo_what(&s->session, &what, &s->err), RC_MISSING);
    buf_free(&what);
}

/* --- anything, in any order --- */

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
        were[n] = living(s);
        n += do_something(s);
    }
    healthy(s);
    for (int n = CHANGES; n-- > 0;) {
        undo(s);
        if (strcmp(living(s), were[n]) != 0)
            fail_msg("not as it was before change %d", n);
    }
    healthy(s);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_was_added),
        TEST(every_field_as_it_was),
        TEST(what_was_deleted),
        TEST(steps_of_a_life),
        TEST(a_nomination_and_its_lines),
        TEST(all_of_one_save),
        TEST(none_where_one_cannot),
        TEST(what_stands_on_it),
        TEST(a_unit_in_use),
        TEST(rights_that_are_gone),
        TEST(not_a_change_of_records),
        TEST(not_what_the_program_did),
        TEST(not_somebody_elses),
        TEST(there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
