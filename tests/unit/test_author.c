/* Whoever wrote a thing is not who approves it, nor who rewrites it after another approved it: in a
 * service, where several officers may approve. */
#include "support/staff.h"

#include "thidua/life.h"
#include "thidua/undo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define STAFF(test) cmocka_unit_test_setup_teardown(test, setup, store_teardown)

/* “minh”, “thu” and “mai” are of the district, “hoa” of hai-anh. */
static int setup(void **state) {
    staff_setup(state);
    struct store *s = *state;
    staff_enter(s, "lan");
    staff_hire(s, "thu", ROLE_DISTRICT_OFFICER, NULL, 1002);
    staff_hire(s, "mai", ROLE_DISTRICT_OFFICER, NULL, 1003);
    staff_enter(s, "hoa");
    return 0;
}

/* She is refused the step, beforehand and when she takes it, in the same words. */
static void not_hers(struct store *s, enum kind_id kind, const char *action, int64_t id,
                     const char *says) {
    union any_record r;
    struct err why;
    store_get(s, kind, id, &r);
    assert_false(life_can(&s->session, life_step_find(kind, action), &r, &why));
    assert_int_equal(store_try(s, kind, action, id, NULL), RC_DENIED);
    assert_string_equal(why.message, s->err.message);
    assert_non_null(strstr(s->err.message, says));
}

static enum rc noted(struct store *s, int64_t work, const char *note) {
    struct work w;
    store_get(s, KIND_WORK, work, &w);
    w.note = note;
    return store_save(s, KIND_WORK, CAP_REGISTER, "hai-anh", &w);
}

static enum rc judged(struct store *s, int64_t nomination, const char *line) {
    return life_judge(&s->session, nomination, line, RESULT_MET, NULL, NULL, &s->err);
}

static int64_t sent(struct store *s) {
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    store_step(s, KIND_WORK, "submit", id, NULL);
    return id;
}

static int64_t approved(struct store *s) {
    int64_t id = sent(s);
    staff_enter(s, "minh");
    store_step(s, KIND_WORK, "approve", id, NULL);
    return id;
}

/* --- works --- */

static void who_changed_a_work_does_not_approve_it(void **state) {
    struct store *s = *state;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    staff_enter(s, "minh");
    assert_int_equal(noted(s, id, "thêm 2 km"), RC_OK);
    store_step(s, KIND_WORK, "submit", id, NULL);
    not_hers(s, KIND_WORK, "approve", id,
             "đã sửa công trình, phần việc số 1 nên không được tự duyệt");
    staff_enter(s, "thu");
    assert_int_equal(noted(s, id, "thêm 3 km"), RC_OK); /* when it was sent, too */
    not_hers(s, KIND_WORK, "approve", id, "đã sửa");
    staff_enter(s, "mai");
    store_step(s, KIND_WORK, "approve", id, NULL);
    assert_null(store_text(s, "SELECT reason FROM log ORDER BY id DESC LIMIT 1"));
}

static void who_sent_or_returned_a_work_may_approve_it(void **state) {
    struct store *s = *state;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    staff_enter(s, "minh");
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_step(s, KIND_WORK, "return", id, "Chưa rõ");
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_step(s, KIND_WORK, "approve", id, NULL);
}

static void what_was_undone_was_not_written(void **state) {
    struct store *s = *state;
    struct buf said = {0};
    int64_t id = sent(s);
    staff_enter(s, "minh");
    assert_int_equal(noted(s, id, "thêm 2 km"), RC_OK);
    not_hers(s, KIND_WORK, "approve", id, "đã sửa");
    assert_int_equal(undo_last(&s->session, &said, &s->err), RC_OK);
    buf_free(&said);
    store_step(s, KIND_WORK, "approve", id, NULL);
}

/* Neither changed nor deleted, and the screens know it beforehand. */
static void not_rewritten(struct store *s, int64_t id, const char *says) {
    struct work w;
    struct err why;
    store_get(s, KIND_WORK, id, &w);
    assert_false(record_can_change(&s->session, &kinds[KIND_WORK], &w, &why));
    assert_non_null(strstr(why.message, says));
    assert_int_equal(noted(s, id, "gấp đôi"), RC_DENIED);
    assert_string_equal(why.message, s->err.message);
    assert_int_equal(store_drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", id, 0), RC_DENIED);
    assert_string_equal(why.message, s->err.message);
}

/* What is approved says what another read; the district corrects it, but not its author. */
static void who_wrote_a_work_does_not_rewrite_it_once_approved(void **state) {
    struct store *s = *state;
    staff_enter(s, "minh");
    int64_t id = sent(s);
    staff_enter(s, "thu");
    assert_int_equal(noted(s, id, "thêm 2 km"), RC_OK);
    staff_enter(s, "mai");
    store_step(s, KIND_WORK, "approve", id, NULL);
    staff_enter(s, "minh");
    not_rewritten(s, id,
                  "đã ghi công trình, phần việc số 1 nên không được tự sửa, xóa khi đã duyệt");
    staff_enter(s, "thu");
    not_rewritten(s, id, "đã sửa");
    staff_enter(s, "mai"); /* she who approved it, as often as it takes, and back */
    assert_int_equal(noted(s, id, "đường 2 km"), RC_OK);
    assert_int_equal(noted(s, id, "đường 3 km"), RC_OK);
    struct buf said = {0};
    assert_int_equal(undo_last(&s->session, &said, &s->err), RC_OK);
    buf_free(&said);
    assert_string_equal(store_text(s, "SELECT note FROM work"), "đường 2 km");
}

/* --- nominations --- */

static void who_judged_a_nomination_does_not_review_it(void **state) {
    struct store *s = *state;
    int64_t work = approved(s);
    staff_enter(s, "hoa");
    int64_t id = store_nominated(s, "hai-anh", work);
    assert_int_equal(judged(s, id, "law"), RC_OK);
    staff_enter(s, "minh");
    assert_int_equal(judged(s, id, "launch"), RC_OK);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    not_hers(s, KIND_NOMINATION, "approve", id,
             "đã đánh giá giới thiệu khen thưởng số 1 nên không được tự xét điều kiện");
    staff_enter(s, "thu"); /* judging again is judging; so is what was judged before a return */
    store_step(s, KIND_NOMINATION, "return", id, "Chưa rõ");
    assert_int_equal(life_judge(&s->session, id, "launch", RESULT_UNMET, NULL, NULL, &s->err),
                     RC_OK);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    not_hers(s, KIND_NOMINATION, "approve", id, "đã đánh giá");
    staff_enter(s, "minh");
    not_hers(s, KIND_NOMINATION, "approve", id, "đã đánh giá");
    staff_enter(s, "mai");
    store_step(s, KIND_NOMINATION, "approve", id, NULL);
}

static void who_judged_another_nomination_reviews_this_one(void **state) {
    struct store *s = *state;
    int64_t works[2];
    int64_t ids[2];
    for (int i = 0; i < 2; i++) {
        staff_enter(s, "hoa");
        works[i] = approved(s);
    }
    staff_enter(s, "hoa");
    for (int i = 0; i < 2; i++)
        ids[i] = store_nominated(s, "hai-anh", works[i]);
    assert_int_equal(judged(s, ids[0], "law"), RC_OK);
    assert_int_equal(judged(s, ids[0], "launch"), RC_OK);
    store_step(s, KIND_NOMINATION, "submit", ids[0], NULL);
    staff_enter(s, "minh");
    assert_int_equal(judged(s, ids[1], "law"), RC_OK);
    store_step(s, KIND_NOMINATION, "approve", ids[0], NULL);
}

static void who_wrote_the_summary_does_not_review_it(void **state) {
    struct store *s = *state;
    struct nomination n;
    int64_t work = approved(s);
    staff_enter(s, "hoa");
    int64_t id = store_nominated(s, "hai-anh", work);
    assert_int_equal(judged(s, id, "law"), RC_OK);
    assert_int_equal(judged(s, id, "launch"), RC_OK);
    staff_enter(s, "minh");
    store_get(s, KIND_NOMINATION, id, &n);
    n.summary = "Hai cây số hoa";
    assert_int_equal(store_save(s, KIND_NOMINATION, CAP_NOMINATE, "hai-anh", &n), RC_OK);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    not_hers(s, KIND_NOMINATION, "approve", id, "đã sửa");
    staff_enter(s, "thu");
    store_step(s, KIND_NOMINATION, "approve", id, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STAFF(who_changed_a_work_does_not_approve_it),
        STAFF(who_sent_or_returned_a_work_may_approve_it),
        STAFF(what_was_undone_was_not_written),
        STAFF(who_wrote_a_work_does_not_rewrite_it_once_approved),
        STAFF(who_judged_a_nomination_does_not_review_it),
        STAFF(who_judged_another_nomination_reviews_this_one),
        STAFF(who_wrote_the_summary_does_not_review_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
