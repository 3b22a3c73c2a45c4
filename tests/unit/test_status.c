/* Status at the edges: before, on and after the last days; of one unit; what `check` says. The
 * sample's own figures are in test_sample.c, what a figure opens in test_status_rows.c. */
#include "support/office.h"
#include "support/test.h"
#include "thidua/life.h"
#include "thidua/query.h"

#include <stdio.h>
#include <string.h>

static void expect_due(const struct status *st, bool urgent, const char *text) {
    const struct status_due *d = office_due(st, text);
    if (d == NULL) {
        for (size_t i = 0; i < st->ndue; i++)
            print_message("%s\n", st->due[i].text);
        fail_msg("not due: %s", text);
        return;
    }
    assert_int_equal(d->urgent, urgent);
}

static int verdict(struct office *o, const struct status *st) {
    return status_verdict(st, o->campaign->warn_days);
}

/* ---- an office that has only begun */

static void an_empty_office(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-10-01", NULL);
    assert_int_equal(st.day, 1);
    assert_int_equal(st.units.total, 0);
    assert_int_equal(st.works.percent, 0);
    assert_int_equal(st.works.oldest_submitted_days, -1);
    assert_int_equal(st.ndue, 1);
    assert_string_equal(st.due[0].text, "Chưa có đơn vị nào trong danh sách");
    assert_string_equal(st.due[0].rows.list, "units");
    assert_int_equal(st.ntargets, o->campaign->ntargets);
    assert_int_equal(st.ndeadlines, o->campaign->ndeadlines);
    for (size_t i = 0; i < st.ntargets; i++)
        assert_false(st.targets[i].result.met);
    st = office_on(o, "2021-09-30", NULL);
    assert_int_equal(st.day, 0);
    st = office_on(o, "2022-03-01", NULL);
    assert_int_equal(st.day, 107);
    struct figure *f;
    size_t n;
    assert_int_equal(status_figures(&o->session, &o->arena, &f, &n, &o->err), RC_OK);
    assert_true(n > 10);
}

/* ---- the registration deadline, day by day */

static void before_on_and_after_the_last_day(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-11-01", NULL); /* 8 days: not near yet (warn_days 7) */
    assert_null(office_due(&st, "chưa đăng ký"));
    st = office_on(o, "2021-11-02", NULL);
    expect_due(&st, true, "12 đơn vị chưa đăng ký, hạn cuối 09/11/2021 (còn 7 ngày)");
    st = office_on(o, "2021-11-09", NULL);
    expect_due(&st, true, "12 đơn vị chưa đăng ký, hạn cuối là hôm nay, 09/11/2021");
    assert_int_equal(verdict(o, &st), 1);
    st = office_on(o, "2021-11-10", NULL);
    expect_due(&st, true, "12 đơn vị chưa đăng ký, đã quá hạn 09/11/2021 (1 ngày)");
    assert_int_equal(verdict(o, &st), 2);
    assert_int_equal(st.deadlines[0].state, DEADLINE_PASSED);
    assert_int_equal(st.deadlines[0].days_left, -1);
    assert_int_equal(st.deadlines[0].missing, 12);
}

/* The on-time target says the same as the deadline: one line, not two. */
static void a_thing_is_said_once(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-11-10", NULL);
    size_t lines = 0;
    for (size_t i = 0; i < st.ndue; i++)
        lines += strstr(st.due[i].text, "đăng ký") != NULL &&
                 strstr(st.due[i].text, "chờ duyệt") == NULL;
    assert_int_equal(lines, 1);
}

static void targets_and_duties_at_the_end(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2022-01-10", NULL);
    expect_due(&st, true,
               "27 đơn vị chưa có phần việc của cá nhân, hạn cuối 15/01/2022 (còn 5 ngày)");
    expect_due(&st, true, "36 đơn vị chưa làm: Vận động mỗi cán bộ, hội viên hưởng ứng");
    assert_null(office_due(&st, "Huyện đăng ký")); /* met */
    st = office_on(o, "2022-01-19", NULL);
    expect_due(&st, true, "36 đơn vị chưa giới thiệu tập thể, đã quá hạn 18/01/2022 (1 ngày)");
    expect_due(&st, true, "36 đơn vị chưa giới thiệu cá nhân, đã quá hạn 18/01/2022 (1 ngày)");
    assert_null(office_due(&st, "Giới thiệu 01 tập thể")); /* the duty of that clause */
    o->campaign->targets[0].at_least = 3;                  /* a number of the whole district's */
    st = office_on(o, "2022-01-10", NULL);
    expect_due(&st, true, "Huyện đăng ký với tỉnh 02 công trình, phần việc: 2/3, hạn cuối ");
    o->campaign->targets[0].at_least = 2;
}

/* ---- waiting */

static void approvals_that_wait(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-11-04", NULL); /* the oldest was sent on 03/11 */
    expect_due(&st, false, "3 đăng ký chờ duyệt, lâu nhất 1 ngày");
    st = office_on(o, "2021-11-03", NULL);
    expect_due(&st, false, "3 đăng ký chờ duyệt, gửi hôm nay");
    st = office_on(o, "2021-11-05", NULL);
    expect_due(&st, true, "lâu nhất 2 ngày");
}

/* Returned and sent again: it has waited since then. */
static void a_wait_begins_anew(void **state) {
    struct office *o = *state;
    static const char sql[] = "SELECT id FROM work WHERE unit = 'hai-phong'"
                              " AND (:scope IS NULL OR unit = :scope)";
    int64_t id = 0;
    assert_int_equal(query_one(&o->session, CAP_READ, sql, &id, &o->err), RC_OK);
    struct status st = office_on(o, "2021-11-06", NULL);
    assert_int_equal(st.works.oldest_submitted_days, 3);
    assert_int_equal(life_take(&o->session, life_step_find(KIND_WORK, "return"), id, 0,
                               "chưa rõ số suất", &o->err),
                     RC_OK);
    st = office_status(o, NULL);
    assert_int_equal(st.works.oldest_submitted_days, 2); /* hai-an: sent on 04/11 */
    assert_int_equal(
        life_take(&o->session, life_step_find(KIND_WORK, "submit"), id, 0, NULL, &o->err), RC_OK);
    st = office_on(o, "2021-11-08", NULL);
    assert_int_equal(st.works.oldest_submitted_days, 4); /* hai-an still */
    assert_int_equal(st.works.submitted, 3);
}

/* ---- behind and stale */

static void the_stale_that_are_not_behind(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-11-17", NULL);
    assert_true(st.works.stale_only > 0);
    assert_true(st.works.stale_only < st.works.stale);
    expect_due(&st, false, "công trình khác lâu chưa cập nhật");
    st = office_on(o, "2021-11-05", NULL);
    assert_int_equal(st.works.stale_only, 0);
    assert_null(office_due(&st, "lâu chưa cập nhật"));
}

/* ---- the verdict, alone */

static void the_verdict(void **state) {
    (void)state;
    struct deadline near = {.last = 10}, past = {.last = 1};
    struct target target = {.at_least = 1};
    struct status_deadline deadlines[] = {
        {.deadline = &past, .state = DEADLINE_PASSED, .days_left = -3},
        {.deadline = &near, .state = DEADLINE_SOON, .days_left = 6},
    };
    struct status_target targets[] = {{.target = &target, .deadline = &deadlines[0]}};
    struct status st = {.deadlines = deadlines, .ndeadlines = 2, .targets = targets};
    st.works.oldest_submitted_days = -1;
    assert_int_equal(status_verdict(&st, 7), 0);
    st.works.oldest_submitted_days = 2;
    assert_int_equal(status_verdict(&st, 7), 0);
    st.works.oldest_submitted_days = 3; /* over 2 days */
    assert_int_equal(status_verdict(&st, 7), 1);
    st.works.oldest_submitted_days = -1;
    st.works.stale = 1;
    assert_int_equal(status_verdict(&st, 7), 1);
    st.works.stale = 0;
    st.works.behind = 1;
    assert_int_equal(status_verdict(&st, 7), 1);
    st.works.behind = 0;
    deadlines[1].missing = 1;
    assert_int_equal(status_verdict(&st, 7), 1);
    assert_int_equal(status_verdict(&st, 5), 0); /* six days away is not near then */
    deadlines[1].missing = 0;
    deadlines[0].missing = 1;
    assert_int_equal(status_verdict(&st, 7), 2);
    deadlines[0].missing = 0;
    st.ntargets = 1; /* not met, and its day is past */
    assert_int_equal(status_verdict(&st, 7), 2);
    targets[0].result.met = true;
    assert_int_equal(status_verdict(&st, 7), 0);
    struct duty duty = {.repeated = false};
    struct status_duty duties[] = {{.duty = &duty, .done = 3, .of = 4, .deadline = &deadlines[1]}};
    st.each_duty = duties;
    st.nduties = 1;
    assert_int_equal(status_verdict(&st, 7), 1);
    duties[0].done = 4;
    assert_int_equal(status_verdict(&st, 7), 0);
}

/* ---- one unit */

static void a_unit_hears_of_itself(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-11-05", "hai-phu");
    assert_int_equal(st.units.total, 1);
    assert_int_equal(st.units.registered, 0);
    assert_int_equal(st.units.missing, 1);
    assert_int_equal(st.works.total, 1);
    assert_true(st.due[0].urgent);
    expect_due(&st, true,
               "Bị trả lại: “Trồng hoa ven đường”: Chưa rõ tuyến đường nào, dài bao nhiêu; đề nghị "
               "ghi chiều dài theo mét.");
    expect_due(&st, true, "Chưa đăng ký, hạn cuối 09/11/2021 (còn 4 ngày)");
    expect_due(&st, false, "Chưa làm nhiệm vụ: Tuyên truyền, phổ biến");
    assert_null(office_due(&st, "Chưa làm nhiệm vụ: Triển khai"));
    assert_null(office_due(&st, "Chưa làm nhiệm vụ: Đăng ký")); /* the deadline says it */
    st = office_on(o, "2021-11-05", "hai-chinh"); /* a target that counts a duty says it */
    expect_due(&st, false, "Chưa triển khai, hạn cuối 15/01/2022 (còn 71 ngày)");
    assert_null(office_due(&st, "Chưa làm nhiệm vụ: Triển khai"));
    for (size_t i = 0; i < st.ntargets; i++) /* what each unit has to reach, not the district */
        assert_true(strncmp(st.targets[i].target->measure, "unit.", 5) == 0);
    for (size_t i = 0; i < st.nduties; i++)
        assert_int_equal(st.each_duty[i].duty->body, BODY_UNIT);
}

static void expect_briefly(const struct status *st, const char *what, const char *soon,
                           const char *list) {
    for (size_t i = 0; i < st->ndue; i++)
        if (strcmp(st->due[i].what, what) == 0) {
            assert_string_equal(st->due[i].soon, soon);
            assert_string_equal(st->due[i].rows.list, list);
            return;
        }
    fail_msg("not due: %s", what);
}

/* What is near comes before what has time, and each opens the list where it is done. */
static void a_units_days_in_order(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-11-05", "hai-phu");
    int64_t before = 0;
    for (size_t i = 0; i < st.ndue; i++) {
        assert_non_null(st.due[i].rows.list);
        if (st.due[i].urgent || st.due[i].by == NULL)
            continue;
        assert_true(st.due[i].by->days_left >= before);
        before = st.due[i].by->days_left;
    }
    assert_true(before > 4);
    expect_briefly(&st, "Chưa đăng ký", "còn 4 ngày", "works");
    expect_briefly(&st, "Chưa giới thiệu tập thể", "còn 74 ngày", "nominations");
    /* the duty of the same clause */
    assert_null(office_due(&st, "Giới thiệu 01 tập thể và 01 cá nhân"));
    st = office_on(o, "2021-11-09", "hai-phu");
    expect_briefly(&st, "Chưa đăng ký", "hạn hôm nay", "works");
    st = office_on(o, "2021-11-12", "hai-phu");
    expect_briefly(&st, "Chưa đăng ký", "quá hạn 3 ngày", "works");
}

static void a_unit_under_way(void **state) {
    struct office *o = *state;
    struct status st = office_on(o, "2021-11-05", "hai-phuc");
    assert_int_equal(st.units.registered, 1);
    assert_int_equal(st.works.approved, 2);
    assert_int_equal(st.works.behind, 1);
    assert_int_equal(st.works.percent, 30); /* 40 and 20 */
    expect_due(&st, false, "1 công trình chậm so với thời gian");
    assert_null(office_due(&st, "chưa đăng ký"));
    st = office_on(o, "2021-11-05", "hai-tay");
    expect_due(&st, false, "1 công trình còn là bản nháp, chưa gửi");
    st = office_on(o, "2021-11-05", "hai-an");
    expect_due(&st, false, "1 đăng ký đang chờ huyện duyệt");
}

static void totals_are_for_all_units_for_their_own(void **state) {
    struct office *o = *state;
    struct status st;
    (void)snprintf(o->session.unit, sizeof o->session.unit, "hai-anh");
    o->session.role = ROLE_UNIT_OFFICER;
    st = office_on(o, "2021-11-05", NULL);
    assert_int_equal(st.units.registered, 24);
    st = office_on(o, "2021-11-05", "hai-anh");
    assert_int_equal(st.units.registered, 1);
    assert_int_equal(status_fill(&o->session, "hai-minh", &o->arena, &st, &o->err), RC_DENIED);
    o->session.role = ROLE_OWNER;
    o->session.unit[0] = '\0';
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_empty_office, office_setup, office_teardown),
        cmocka_unit_test(before_on_and_after_the_last_day),
        cmocka_unit_test(a_thing_is_said_once),
        cmocka_unit_test(targets_and_duties_at_the_end),
        cmocka_unit_test(approvals_that_wait),
        cmocka_unit_test_setup_teardown(a_wait_begins_anew, office_setup_sample, office_teardown),
        cmocka_unit_test(the_stale_that_are_not_behind),
        cmocka_unit_test(the_verdict),
        cmocka_unit_test(a_unit_hears_of_itself),
        cmocka_unit_test(a_units_days_in_order),
        cmocka_unit_test(a_unit_under_way),
        cmocka_unit_test(totals_are_for_all_units_for_their_own),
    };
    return cmocka_run_group_tests(tests, office_setup_sample, office_teardown);
}
