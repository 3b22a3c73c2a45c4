/* The sample gives exactly the home figures that sample.h says, on 05/11/2021. */
#include "support/office.h"
#include "thidua/list.h"
#include "thidua/query.h"
#include "thidua/sample.h"
#include "thidua/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void home_figures_are_those_promised(void **state) {
    struct office *o = *state;
    struct status st = office_status(o, NULL);
    assert_int_equal(st.day, 36);
    assert_int_equal(st.days, 107);
    assert_int_equal(st.units.registered, 24);
    assert_int_equal(st.units.total, 36);
    assert_int_equal(st.units.missing, 12);
    assert_int_equal(st.units.on_time, 24);
    assert_int_equal(st.units.late, 0);
    assert_int_equal(st.works.submitted, 3);
    assert_int_equal(st.works.oldest_submitted_days, 2);
    assert_int_equal(st.works.approved + st.works.completed, 41);
    assert_int_equal(st.works.percent, 38);
    assert_int_equal(st.works.behind, 5);
    assert_int_equal(st.works.stale, 2);
    assert_int_equal(st.works.district, 2);
    assert_int_equal(st.nominations.units, 0);
    assert_int_equal(st.duties.rolled_out, 30);
    assert_int_equal(st.duties.publicity, 4);
    assert_int_equal(st.units.communes, 34);
    assert_int_equal(st.units.affiliates, 2);
    assert_int_equal(st.units.members, 48210);
}

static void what_is_due_is_said_in_words(void **state) {
    struct office *o = *state;
    struct status st = office_status(o, NULL);
    static const struct {
        bool urgent;
        const char *text, *list, *filter, *value;
    } due[] = {
        {true, "12 đơn vị chưa đăng ký, hạn cuối 09/11/2021 (còn 4 ngày)", "units", "registered",
         "0"},
        {true, "3 đăng ký chờ duyệt, lâu nhất 2 ngày", "works", "state", "submitted"},
        {false, "5 công trình chậm so với thời gian", "pace", "behind", "1"},
    };
    for (size_t i = 0; i < st.ndue; i++)
        print_message("%s\n", st.due[i].text);
    assert_int_equal(st.ndue, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(st.due[i].text, due[i].text);
        assert_int_equal(st.due[i].urgent, due[i].urgent);
        assert_string_equal(st.due[i].rows.list, due[i].list);
        assert_string_equal(st.due[i].rows.set[0].filter, due[i].filter);
        assert_string_equal(st.due[i].rows.set[0].value, due[i].value);
    }
}

/* Behind a line of what is due stand as many records as it says. */
static void the_lists_behind_the_lines_have_as_many_rows(void **state) {
    struct office *o = *state;
    struct status st = office_status(o, NULL);
    const int64_t rows[] = {12, 3, 5};
    for (size_t i = 0; i < st.ndue; i++) {
        struct list l;
        int64_t total = 0;
        assert_int_equal(list_of_rows(&o->session, &st.due[i].rows, &o->arena, &l, &o->err), RC_OK);
        assert_int_equal(list_total(&o->session, &l, &total, &o->err), RC_OK);
        assert_int_equal(total, rows[i]);
    }
}

static const char *figure(struct figure *f, size_t n, const char *clause) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(f[i].clause, clause) == 0)
            return f[i].text;
    fail_msg("no figure for %s", clause);
    return NULL;
}

static void the_plan_shows_its_figures(void **state) {
    struct office *o = *state;
    struct figure *f;
    size_t n;
    assert_int_equal(status_figures(&o->session, &o->arena, &f, &n, &o->err), RC_OK);
    for (size_t i = 0; i < n; i++)
        print_message("%-12s %s\n", f[i].clause, f[i].text);
    assert_string_equal(figure(f, n, "IV.1"), "3/4 nhiệm vụ");
    assert_string_equal(figure(f, n, "IV.2/1"), "30/36 đơn vị  83%");
    assert_string_equal(figure(f, n, "IV.2/2"), "24/36 đơn vị  ! còn 4 ngày");
    assert_string_equal(figure(f, n, "IV.2/3"), "4 tin, bài");
    assert_string_equal(figure(f, n, "II.3"), "còn 71 ngày");
    assert_string_equal(figure(f, n, "II.4.2/1"), "2/2 công trình  100%");
    assert_string_equal(figure(f, n, "II.4.2/2/3"), "0/36 tập thể, 0/36 cá nhân");
}

static void the_log_tells_the_days_in_order(void **state) {
    struct office *o = *state;
    int64_t n = 0;
    /* every work that was approved was added, then submitted, then approved */
    static const char sql[] =
        "SELECT count(*) FROM work w WHERE w.campaign = :campaign AND w.approved IS NOT NULL"
        " AND (:scope IS NULL OR w.unit = :scope)"
        " AND (SELECT group_concat(verb, ' ') FROM (SELECT verb FROM log l WHERE l.kind = 'work'"
        " AND l.record = w.id AND l.verb <> 'stop' ORDER BY l.id)) <> 'add submit approve'";
    assert_int_equal(query_one(&o->session, CAP_READ, sql, &n, &o->err), RC_OK);
    assert_int_equal(n, 0);
    assert_int_equal(query_one(&o->session, CAP_READ,
                               "SELECT count(*) FROM work w WHERE w.approved IS NOT NULL"
                               " AND (:scope IS NULL OR w.unit = :scope)",
                               &n, &o->err),
                     RC_OK);
    assert_int_equal(n, 41 + 2 + 1); /* the district's two, and the one stopped */
}

static void it_keeps_today(void **state) {
    struct office *o = *state;
    date today;
    assert_true(date_from_iso("2021-11-05", &today));
    assert_int_equal(o->session.today, today);
}

/* A second time there is a unit of that code already: nothing is written. */
static void it_fills_only_a_new_database(void **state) {
    struct office *o = *state;
    int64_t before = 0, after = 0;
    static const char sql[] = "SELECT count(*) FROM log WHERE :scope IS NULL";
    assert_int_equal(query_one(&o->session, CAP_LOG, sql, &before, &o->err), RC_OK);
    assert_int_equal(sample_fill(&o->session, &o->err), RC_CONFLICT);
    assert_int_equal(query_one(&o->session, CAP_LOG, sql, &after, &o->err), RC_OK);
    assert_int_equal(before, after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_figures_are_those_promised),
        cmocka_unit_test(what_is_due_is_said_in_words),
        cmocka_unit_test(the_lists_behind_the_lines_have_as_many_rows),
        cmocka_unit_test(the_plan_shows_its_figures),
        cmocka_unit_test(the_log_tells_the_days_in_order),
        cmocka_unit_test(it_keeps_today),
        cmocka_unit_test(it_fills_only_a_new_database),
    };
    return cmocka_run_group_tests(tests, office_setup_sample, office_teardown);
}
