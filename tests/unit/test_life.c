/* Lives of works: each step from each state, their days, who may take them, and why. */
#include "support/store.h"

#include "thidua/life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

static void table(void **state) {
    (void)state;
    for (size_t i = 0; i < life_step_count; i++) {
        const struct life_step *l = &life_steps[i];
        assert_true(l->kind == KIND_WORK || l->kind == KIND_NOMINATION);
        assert_int_not_equal(l->from, 0);
        assert_true(l->to < 0 || (l->from & 1U << l->to) == 0);
        assert_ptr_equal(life_step_find(l->kind, l->action), l); /* named once */
        assert_true(l->label[0] != '\0');
    }
    assert_null(life_step_find(KIND_WORK, "dance"));
    assert_null(life_step_find(KIND_UNIT, "submit"));
}

/* Every step from every state: those the table allows lead on, all others are refused. */
static void every_step(void **state) {
    struct store *s = *state;
    static const char *const to[][4] = {
        [WORK_DRAFT] = {NULL},
        [WORK_SUBMITTED] = {"submit", NULL},
        [WORK_RETURNED] = {"submit", "return", NULL},
        [WORK_APPROVED] = {"submit", "approve", NULL},
        [WORK_COMPLETED] = {"submit", "approve", "complete", NULL},
        [WORK_STOPPED] = {"submit", "approve", "stop", NULL},
    };
    for (int at = WORK_DRAFT; at <= WORK_STOPPED; at++)
        for (size_t i = 0; i < life_step_count; i++) {
            const struct life_step *l = &life_steps[i];
            struct work w;
            if (l->kind != KIND_WORK)
                continue;
            int64_t id = store_work(s, "hai-anh", "Đường hoa");
            for (const char *const *action = to[at]; *action != NULL; action++)
                store_step(s, KIND_WORK, *action, id, "lý do");
            store_get(s, KIND_WORK, id, &w);
            assert_int_equal(w.state, at);
            bool allowed = (l->from & 1U << at) != 0;
            assert_int_equal(life_can(&s->session, l, &w, &s->err), allowed);
            assert_int_equal(store_try(s, KIND_WORK, l->action, id, "lý do"),
                             allowed ? RC_OK : RC_CONFLICT);
            store_get(s, KIND_WORK, id, &w);
            assert_int_equal(w.state, allowed ? l->to : at);
        }
}

static void dates_of_a_life(void **state) {
    struct store *s = *state;
    struct work w;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.submitted, store_day("2021-11-05"));
    assert_int_equal(w.on_time, 1);
    s->session.today++;
    store_step(s, KIND_WORK, "return", id, "Chưa rõ chiều dài");
    store_get(s, KIND_WORK, id, &w);
    assert_string_equal(w.reason, "Chưa rõ chiều dài");
    assert_string_equal(store_text(s, "SELECT reason FROM log ORDER BY id DESC LIMIT 1"),
                        "Chưa rõ chiều dài");
    s->session.today = store_day("2021-11-20"); /* late now, but the first time counts */
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.submitted, store_day("2021-11-05"));
    assert_int_equal(w.sent, store_day("2021-11-20"));
    assert_int_equal(w.on_time, 1);
    assert_null(w.reason);
    assert_int_equal(w.behind_from, DATE_NONE);
    store_step(s, KIND_WORK, "approve", id, NULL);
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.approved, store_day("2021-11-20"));
    /* 56 days from the approval to the end; 21 % are expected on the 12th of them */
    assert_int_equal(w.behind_from, store_day("2021-12-02"));
    assert_int_equal(w.stale_from, store_day("2021-12-04"));
    s->session.today = store_day("2021-12-10");
    store_step(s, KIND_WORK, "stop", id, "Mưa lũ");
    store_get(s, KIND_WORK, id, &w);
    assert_int_equal(w.closed, store_day("2021-12-10"));
    assert_string_equal(w.reason, "Mưa lũ");
    assert_int_equal(w.behind_from, DATE_NONE);
    assert_int_equal(w.stale_from, DATE_NONE);
}

/* The last day on time is 09/11/2021; a paper counts from the day it was received. */
static void on_time(void **state) {
    struct store *s = *state;
    static const struct {
        const char *today, *received;
        int on_time;
    } cases[] = {
        {"2021-10-01", NULL, 1},         {"2021-11-08", NULL, 1},
        {"2021-11-09", NULL, 1},         {"2021-11-10", NULL, 0},
        {"2021-11-11", NULL, 0},         {"2021-11-12", "2021-11-09", 1},
        {"2021-11-12", "2021-11-10", 0}, {"2021-11-10", "2021-11-08", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct work w;
        s->session.today = store_day(cases[i].today);
        record_blank(&kinds[KIND_WORK], &w);
        w.title = "Đường hoa";
        w.kind = WORK_COLLECTIVE;
        w.theme = "gift";
        if (cases[i].received != NULL) {
            w.paper = "05/ĐK";
            w.received = store_day(cases[i].received);
        }
        assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-anh", &w), RC_OK);
        store_step(s, KIND_WORK, "submit", w.head.id, NULL);
        store_get(s, KIND_WORK, w.head.id, &w);
        assert_int_equal(w.on_time, cases[i].on_time);
        /* late acceptance carries a reason */
        assert_int_equal(life_wants_reason(life_step_find(KIND_WORK, "approve"), &w),
                         !cases[i].on_time);
        if (!cases[i].on_time) {
            assert_int_equal(store_try(s, KIND_WORK, "approve", w.head.id, NULL), RC_INVALID);
            assert_string_equal(s->err.field, "reason");
        }
        assert_int_equal(store_try(s, KIND_WORK, "approve", w.head.id,
                                   cases[i].on_time ? NULL : "Xã bị cách ly"),
                         RC_OK);
        store_get(s, KIND_WORK, w.head.id, &w);
        assert_null(w.reason);
    }
    assert_int_equal(store_number(s, "SELECT on_time FROM tally"), 5);
}

static void reasons(void **state) {
    struct store *s = *state;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    store_step(s, KIND_WORK, "submit", id, NULL);
    assert_int_equal(store_try(s, KIND_WORK, "return", id, NULL), RC_INVALID);
    assert_string_equal(s->err.field, "reason");
    assert_int_equal(store_try(s, KIND_WORK, "return", id, ""), RC_INVALID);
    struct buf text = {0};
    for (int i = 0; i < 2001; i++)
        buf_puts(&text, "đ");
    store_refused(s, store_try(s, KIND_WORK, "return", id, buf_str(&text)), RC_INVALID, "reason");
    assert_non_null(strstr(s->err.message, "Lý do: dài 2001 ký tự, nhiều nhất 2000"));
    buf_free(&text);
    store_step(s, KIND_WORK, "approve", id, NULL);
    assert_int_equal(store_try(s, KIND_WORK, "stop", id, NULL), RC_INVALID);
    assert_string_equal(store_text(s, "SELECT state FROM work"), "approved");
}

/* Whoever wrote it may not approve it; the owner of a database of her own may, and the log says
 * so. */
static void author(void **state) {
    struct store *s = *state;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
    assert_int_equal(store_try(s, KIND_WORK, "approve", id, NULL), RC_DENIED);
    assert_non_null(strstr(s->err.message, "không được tự duyệt"));
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
    assert_int_equal(store_try(s, KIND_WORK, "approve", id, NULL), RC_DENIED);
    store_be(s, ROLE_OWNER, "lan", "");
    assert_int_equal(store_try(s, KIND_WORK, "approve", id, NULL), RC_OK);
    assert_non_null(strstr(store_text(s, "SELECT reason FROM log ORDER BY id DESC LIMIT 1"),
                           "người ghi tự duyệt"));
    /* another's is approved without a word */
    assert_int_equal(store_force(s, "INSERT INTO officer (version, author, created_at, login, name,"
                                    " name_fold, name_order, role) VALUES (1, 'lan',"
                                    " '2021-11-05T00:00:00Z', 'hue', 'Huệ', 'hue', 'hue',"
                                    " 'district_officer')"),
                     0);
    id = store_work(s, "hai-anh", "Hũ gạo");
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_be(s, ROLE_DISTRICT_OFFICER, "hue", "");
    assert_int_equal(store_try(s, KIND_WORK, "approve", id, NULL), RC_OK);
    assert_null(store_text(s, "SELECT reason FROM log ORDER BY id DESC LIMIT 1"));
    assert_string_equal(store_text(s, "SELECT officer FROM log ORDER BY id DESC LIMIT 1"), "hue");
}

static void scope_and_version(void **state) {
    struct store *s = *state;
    const struct life_step *submit = life_step_find(KIND_WORK, "submit");
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    struct work w;
    assert_int_equal(store_try(s, KIND_WORK, "submit", 99, NULL), RC_MISSING);
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-ha");
    assert_int_equal(store_try(s, KIND_WORK, "submit", id, NULL), RC_MISSING);
    store_be(s, ROLE_OWNER, "lan", "");
    store_get(s, KIND_WORK, id, &w);
    w.note = "x";
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-anh", &w), RC_OK);
    assert_int_equal(life_take(&s->session, submit, id, 1, NULL, &s->err), RC_CONFLICT);
    assert_int_equal(life_take(&s->session, submit, id, 2, NULL, &s->err), RC_OK);
    assert_int_equal(store_number(s, "SELECT version FROM work"), 3);
    assert_int_equal(life_take(&s->session, submit, id, 3, NULL, &s->err), RC_CONFLICT);
}

static void all_or_nothing(void **state) {
    struct store *s = *state;
    const struct life_step *submit = life_step_find(KIND_WORK, "submit");
    struct seen on[3] = {{store_work(s, "hai-anh", "Một"), 0},
                         {store_work(s, "hai-ha", "Hai"), 0},
                         {store_work(s, "hai-anh", "Ba"), 0}};
    store_step(s, KIND_WORK, "submit", on[2].id, NULL);
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(life_take_all(&s->session, submit, on, 3, NULL, NULL, &s->err), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "số 3"));
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE state = 'submitted'"), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
    assert_int_equal(life_take_all(&s->session, submit, on, 2, NULL, NULL, &s->err), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE state = 'submitted'"), 3);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged + 2);
    assert_int_equal(life_take_all(&s->session, submit, NULL, 0, NULL, NULL, &s->err), RC_OK);
    /* several of one's own unit are hers to send together */
    struct seen own[2] = {{store_work(s, "hai-anh", "Bốn"), 0},
                          {store_work(s, "hai-anh", "Năm"), 0}};
    store_be(s, ROLE_UNIT_OFFICER, "lan", "hai-anh");
    assert_int_equal(life_take_all(&s->session, submit, own, 2, NULL, NULL, &s->err), RC_OK);
}

/* Nothing is approved that somebody changed after it was seen; who and what is said. */
static void as_it_was_seen(void **state) {
    struct store *s = *state;
    const struct life_step *approve = life_step_find(KIND_WORK, "approve");
    struct seen on[2] = {{store_work(s, "hai-anh", "Một"), 2}, {store_work(s, "hai-ha", "Hai"), 2}};
    struct work w;
    for (int i = 0; i < 2; i++)
        store_step(s, KIND_WORK, "submit", on[i].id, NULL);
    store_get(s, KIND_WORK, on[1].id, &w);
    w.note = "thêm xóm 10";
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-ha", &w), RC_OK);
    store_get(s, KIND_WORK, on[1].id, &w);
    w.goal = 8000;
    w.unit_of_measure = "km";
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-ha", &w), RC_OK);
    assert_int_equal(life_take_all(&s->session, approve, on, 2, NULL, NULL, &s->err), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "số 2 đã đổi "));
    assert_non_null(strstr(s->err.message, "Chỉ tiêu"));
    assert_non_null(strstr(s->err.message, "Ghi chú"));
    assert_non_null(strstr(s->err.message, "(bạn sửa lúc "));
    assert_null(strstr(s->err.message, "Trạng thái")); /* that change she had seen */
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE state = 'approved'"), 0);
    on[1].version = 4;
    assert_int_equal(life_take_all(&s->session, approve, on, 2, NULL, NULL, &s->err), RC_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table), FULL(every_step),     FULL(dates_of_a_life),
        FULL(on_time),           FULL(reasons),        FULL(author),
        FULL(scope_and_version), FULL(all_or_nothing), FULL(as_it_was_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
