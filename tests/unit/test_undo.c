/* Undoing each thing an officer does: exactly what was, in the right order. What is refused is in
 * test_undo_refused.c. */
#include "support/test.h"
#include "support/undoing.h"
#include "thidua/life.h"
#include <stdio.h>
#include <string.h>

static void what_was_added(void **state) {
    struct store *s = *state;
    const char *before = undoing_living(s);
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    char expected[96];
    snprintf(expected, sizeof expected, "thêm công trình, phần việc số %lld “Đường hoa”, lúc ",
             (long long)id);
    assert_non_null(strstr(undoing(s), expected));
    assert_string_equal(undoing_living(s), before);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE deleted_at IS NOT NULL"), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log AS u JOIN log AS l"
                                     " ON l.change = u.undoes WHERE u.verb = 'undo'"
                                     " AND l.verb = 'add' AND l.kind = 'work'"),
                     1);
    undoing_healthy(s);
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
    const char *full = undoing_living(s);
    /* Now everything to something else, or to nothing. */
    struct work other;
    record_blank(&kinds[KIND_WORK], &other);
    other.head = w.head;
    other.head.version = 2;
    other.title = "Khác";
    other.kind = WORK_COLLECTIVE;
    other.theme = "own";
    assert_int_equal(store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &other), RC_OK);
    assert_string_not_equal(undoing_living(s), full);
    assert_non_null(strstr(undoing(s), "sửa công trình, phần việc"));
    assert_string_equal(undoing_living(s), full);
    undoing_healthy(s);
}

static void remove_record(struct store *s, enum kind_id kind, int64_t id, const char *unit) {
    assert_int_equal(store_drop(s, kind, CAP_COUNT, unit, id, 0), RC_OK);
}

static void what_was_deleted(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t entry = store_entry(s, "hai-anh", work, 40000);
    const char *before = undoing_living(s);
    remove_record(s, KIND_PROGRESS, entry, "hai-anh");
    assert_int_equal(store_number(s, "SELECT done FROM work"), 0);
    assert_non_null(strstr(undoing(s), "xóa lần cập nhật số"));
    assert_string_equal(undoing_living(s), before);
    assert_int_equal(store_number(s, "SELECT done FROM work"), 40000);
    int64_t unit = store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    before = undoing_living(s);
    remove_record(s, KIND_UNIT, unit, NULL);
    undoing(s);
    assert_string_equal(undoing_living(s), before);
    undoing_healthy(s);
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
        were[i] = undoing_living(s);
        store_step(s, KIND_WORK, steps[i].action, id, steps[i].reason);
    }
    assert_non_null(strstr(undoing(s), "dừng công trình"));
    assert_string_equal(undoing_living(s), were[4]);
    /* The other end of the same life. */
    store_step(s, KIND_WORK, "complete", id, NULL);
    assert_non_null(strstr(undoing(s), "hoàn thành công trình"));
    for (int i = STEPS - 1; i-- > 0;) {
        undoing(s);
        assert_string_equal(undoing_living(s), were[i]);
    }
    undoing(s); /* the work itself */
    undoing(s); /* the units, which setup added */
    undoing(s);
    undoing_refused(s, RC_INVALID, "không hoàn tác bằng cách này được"); /* init */
    undoing_healthy(s);
}

static void judge_all(struct store *s, int64_t id, enum judgement_result result) {
    static const char *const lines[] = {"law", "launch", "report"};
    for (size_t i = 0; i < 3; i++)
        if (life_judge(&s->session, id, lines[i], result, "KH 02", NULL, &s->err))
            fail_msg("%s", s->err.message);
}

static void a_nomination_and_its_lines(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    const char *before = undoing_living(s);
    int64_t id = store_nominated(s, "hai-anh", work);
    judge_all(s, id, RESULT_UNMET);
    const char *unmet = undoing_living(s);
    judge_all(s, id, RESULT_MET);
    const char *judged = undoing_living(s);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    const char *sent = undoing_living(s);
    store_step(s, KIND_NOMINATION, "approve", id, NULL);
    assert_non_null(strstr(undoing(s), "xét điều kiện giới thiệu khen thưởng số "));
    assert_string_equal(undoing_living(s), sent);
    assert_non_null(strstr(undoing(s), "nộp giới thiệu khen thưởng số "));
    assert_string_equal(undoing_living(s), judged);
    for (int i = 0; i < 3; i++)
        undoing(s);
    assert_string_equal(undoing_living(s), unmet);
    for (int i = 0; i < 4; i++)
        undoing(s);
    assert_string_equal(undoing_living(s), before);
    /* A nomination that comes back has its lines again. */
    id = store_nominated(s, "hai-anh", work);
    judge_all(s, id, RESULT_MET);
    judged = undoing_living(s);
    remove_record(s, KIND_NOMINATION, id, "hai-anh");
    undoing(s);
    assert_string_equal(undoing_living(s), judged);
    undoing_healthy(s);
}

/* One save of many rows is one change. */
static void all_of_one_save(void **state) {
    struct store *s = *state;
    struct seen on[3];
    struct tx tx;
    const char *before = undoing_living(s);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_DUTY, NULL, &s->err), RC_OK);
    for (int i = 0; i < 3; i++) {
        struct receipt r;
        record_blank(&kinds[KIND_RECEIPT], &r);
        r.head.unit = i ? "hai-anh" : "hai-ly";
        r.day = s->session.today;
        assert_int_equal(record_insert(&tx, &kinds[KIND_RECEIPT], &r, &s->err), RC_OK);
    }
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    assert_non_null(strstr(undoing(s), "thêm 3 lần nhận kế hoạch"));
    assert_string_equal(undoing_living(s), before);
    for (int i = 0; i < 3; i++)
        on[i] = (struct seen){store_work(s, i ? "hai-anh" : "hai-ly", "Việc"), 0};
    before = undoing_living(s);
    assert_int_equal(
        life_take_all(&s->session, life_step_find(KIND_WORK, "submit"), on, 3, NULL, NULL, &s->err),
        RC_OK);
    assert_non_null(strstr(undoing(s), "gửi 3 công trình, phần việc"));
    assert_string_equal(undoing_living(s), before);
    undoing_healthy(s);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, undoing_setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_was_added),  TEST(every_field_as_it_was),      TEST(what_was_deleted),
        TEST(steps_of_a_life), TEST(a_nomination_and_its_lines), TEST(all_of_one_save),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
