/* What a line or a figure of the status counts is what it opens: no record more or less. */
#include "support/office.h"
#include "support/save.h"
#include "support/test.h"
#include "thidua/life.h"
#include "thidua/list.h"
#include "thidua/measure.h"

#include <stdlib.h>
#include <string.h>

/* How many rows it opens, -1: none can be shown. */
static int64_t opens(struct office *o, const struct list_rows *rows, const char *what) {
    struct list l;
    int64_t total = 0;
    if (rows->list == NULL)
        return -1;
    if (list_of_rows(&o->session, rows, &o->arena, &l, &o->err) ||
        list_total(&o->session, &l, &total, &o->err))
        fail_msg("%s: %s", what, o->err.message);
    return total;
}

/* What a due line counts is what it opens: no record more or less. */
static void every_line_opens_what_it_counts(void **state) {
    struct office *o = *state;
    static const char *const days[] = {"2021-10-05", "2021-11-05", "2021-11-20", "2022-01-12",
                                       "2022-01-20"};
    static const char *const units[] = {NULL, "hai-phu", "hai-phuc", "hai-anh"};
    for (size_t d = 0; d < 5; d++)
        for (size_t u = 0; u < 4; u++) {
            struct status st = office_on(o, days[d], units[u]);
            for (size_t i = 0; i < st.ndue; i++) {
                const char *text = st.due[i].text;
                char *rest = NULL;
                int64_t rows = opens(o, &st.due[i].rows, text), says = strtoll(text, &rest, 10);
                if (units[u] == NULL && rest > text && rows != says)
                    fail_msg("%s, %s: %lld rows", days[d], text, (long long)rows);
            }
        }
}

/* Whatever measure of the whole campaign a file makes a target of: its number is that of the rows
 * behind it. What is added up (đồng, people) opens the works it is added up over. */
static void every_measure_opens_what_it_counts(void **state) {
    struct office *o = *state;
    static const char *const counted[] = {
        "district.works",      "district.duties",      "campaign.works",    "campaign.collective",
        "campaign.individual", "campaign.completed",   "campaign.behind",   "campaign.stale",
        "campaign.publicity",  "campaign.nominations", "campaign.eligible",
    };
    struct target one = {.at_least = INT64_C(1000000000000), .deadline = "registration"};
    struct target *kept = o->campaign->targets;
    size_t nkept = o->campaign->ntargets;
    one.term = (struct term){.code = "one", .label = "Số đếm", .clause = "I.1/1"};
    o->campaign->targets = &one;
    o->campaign->ntargets = 1;
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
        one.measure = counted[i];
        struct status st = office_on(o, "2021-11-08", NULL);
        const struct status_due *d = office_due(&st, "Số đếm: ");
        assert_non_null(d);
        assert_int_equal(opens(o, &d->rows, counted[i]), st.targets[0].result.actual);
    }
    static const struct list_rows registered = {"works", {{"registered", "1"}, {"district", "0"}}};
    one.measure = "campaign.value";
    struct status st = office_on(o, "2021-11-08", NULL);
    assert_int_equal(opens(o, &office_due(&st, "Số đếm: ")->rows, "value"),
                     opens(o, &registered, "registered"));
    o->campaign->targets = kept;
    o->campaign->ntargets = nkept;
}

/* The same of what each unit has to have: the units that lack it; where one is not enough, all of
 * them, since the list cannot tell one from enough. */
static void every_units_measure_opens_who_lacks_it(void **state) {
    struct office *o = *state;
    static const char *const counted[] = {
        "unit.received",
        "unit.rolled_out",
        "unit.registered_on_time",
        "unit.works",
        "unit.district_works",
        "unit.district_works_collective",
        "unit.district_works_individual",
        "unit.nominated_collective",
        "unit.nominated_individual",
        "unit.completed",
        "unit.publicity",
        "unit.duties",
    };
    struct target one = {.at_least = 1, .of_units = 100, .deadline = "registration"};
    struct target *kept = o->campaign->targets;
    size_t nkept = o->campaign->ntargets;
    one.term = (struct term){.code = "one", .label = "Số đếm", .clause = "I.1/1"};
    o->campaign->targets = &one;
    o->campaign->ntargets = 1;
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
        one.measure = counted[i];
        struct status st = office_on(o, "2021-11-08", NULL);
        const struct status_due *d = office_due(&st, measure_lack(counted[i]));
        if (d == NULL)
            fail_msg("no line of %s", counted[i]);
        assert_int_equal(opens(o, &d->rows, counted[i]), 36 - st.targets[0].result.actual);
    }
    one.measure = "unit.works";
    one.at_least = 2;
    struct status st = office_on(o, "2021-11-08", NULL);
    assert_int_equal(opens(o, &office_due(&st, "Số đếm: ")->rows, "two works"), 37);
    o->campaign->targets = kept;
    o->campaign->ntargets = nkept;
}

/* "13/36 tập thể" shows who is counted once nobody is missing, else who is missing; "4 tin, bài"
 * the four; what the district has not done, nothing yet. */
static int64_t rows_said(const char *text) {
    char *rest = NULL;
    int64_t done = strtoll(text, &rest, 10);
    if (rest == text)
        return strncmp(text, "đã làm", strlen("đã làm")) == 0;
    if (*rest != '/')
        return done;
    int64_t of = strtoll(rest + 1, NULL, 10);
    return done < of ? of - done : done;
}

static size_t figures_of(const struct figure *f, size_t n, const char *clause) {
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += strcmp(f[i].clause, clause) == 0;
    return found;
}

static const struct figure *figure_of(const struct figure *f, size_t n, const char *clause) {
    assert_int_equal(figures_of(f, n, clause), 1);
    while (strcmp(f->clause, clause) != 0)
        f++;
    return f;
}

/* Every clause's figure on that day; what it is of opens, each by itself, no record more or less.
 */
static struct figure *figures_on(struct office *o, const char *iso, size_t *n) {
    struct figure *f = NULL;
    office_on(o, iso, NULL);
    assert_int_equal(status_figures(&o->session, &o->arena, &f, n, &o->err), RC_OK);
    for (size_t i = 0; i < *n; i++) {
        for (size_t k = 0; k < f[i].nparts; k++) {
            const char *text = f[i].parts[k].text;
            int64_t rows = opens(o, &f[i].parts[k].rows, f[i].clause);
            if (rows != rows_said(text))
                fail_msg("%s, %s, %s: %lld rows", iso, f[i].clause, text, (long long)rows);
        }
        assert_int_equal(figures_of(f, *n, f[i].clause), 1);
    }
    return f;
}

/* No clause that asks for something is without one. */
static void every_clause_has_its_figure(void **state) {
    struct office *o = *state;
    static const char *const counted[] = {"deadline", "target", "theme", "duty"};
    size_t n;
    struct figure *f = figures_on(o, "2021-11-05", &n);
    for (size_t k = 0; k < sizeof counted / sizeof *counted; k++) {
        const struct term *t;
        for (size_t i = 0; (t = campaign_term(o->campaign, counted[k], i)) != NULL; i++)
            if (*t->clause && figures_of(f, n, t->clause) == 0)
                fail_msg("%s has no figure for %s", t->clause, t->label);
    }
}

static void every_figure_opens_what_it_counts(void **state) {
    struct office *o = *state;
    static const char *const days[] = {"2021-10-05", "2021-11-05", "2021-11-20",
                                       "2022-01-12", "2022-01-20", "2022-03-09"};
    size_t n;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        (void)figures_on(o, days[i], &n);
}

/* A clause that asks for several things has one figure, and each of them can be reached from it. */
static void several_things_are_reached_one_by_one(void **state) {
    struct office *o = *state;
    static const struct {
        const char *clause, *text, *parts[4];
    } several[] = {
        {"II.4.2/2/1",
         "23/36 tập thể, 9/36 cá nhân",
         {"23/36 tập thể · Mỗi đơn vị ít nhất 01 công trình, phần việc của tập thể",
          "9/36 cá nhân · Mỗi đơn vị ít nhất 01 phần việc của cá nhân"}},
        {"I.2/2",
         "5/108 nhiệm vụ",
         {"5/36 đơn vị · Có kế hoạch cụ thể", "0/36 đơn vị · Đánh giá, tổng kết đợt thi đua",
          "0/36 đơn vị · Biểu dương, khen thưởng điển hình, nhân tố mới"}},
        {"III.1.1/1",
         "3/72 nhiệm vụ",
         {"3/36 đơn vị · Phát động, ban hành văn bản triển khai",
          "0/36 đơn vị · Báo cáo kịp thời"}},
        {"IV.1",
         "3/4 nhiệm vụ",
         {"đã làm · Lập kế hoạch, chỉ đạo, hướng dẫn cơ sở",
          "đã làm · Chọn nội dung, chỉ tiêu, triển khai tới 100% cơ sở",
          "1 lần · Phối hợp Đài phát thanh huyện tuyên truyền",
          "chưa làm · Theo dõi, tổng hợp, chọn điển hình đề nghị tỉnh"}},
    };
    size_t n;
    const struct figure *all = figures_on(o, "2021-11-05", &n);
    for (size_t i = 0; i < sizeof several / sizeof *several; i++) {
        const struct figure *f = figure_of(all, n, several[i].clause);
        assert_string_equal(f->text, several[i].text);
        for (size_t k = 0; k < 4 && several[i].parts[k]; k++) {
            assert_true(k < f->nparts);
            assert_string_equal(f->parts[k].text, several[i].parts[k]);
        }
        assert_true(f->nparts == 4 || several[i].parts[f->nparts] == NULL);
    }
}

static void figure_says(struct office *o, const char *iso, const char *clause, bool urgent,
                        const char *text) {
    size_t n;
    const struct figure *f = figures_on(o, iso, &n);
    f = figure_of(f, n, clause);
    assert_string_equal(f->text, text);
    assert_int_equal(f->urgent, urgent);
}

static struct duty *duty_of(struct office *o, const char *code) {
    struct duty *d = o->campaign->duties;
    assert_non_null(campaign_duty(o->campaign, code));
    while (strcmp(d->term.code, code) != 0)
        d++;
    return d;
}

/* However many things a clause asks for: the first day that is near, of those that lack something.
 */
static void what_is_pressing_is_said(void **state) {
    struct office *o = *state;
    figure_says(o, "2022-01-07", "II.4.2/2/1", false, "23/36 tập thể, 9/36 cá nhân");
    figure_says(o, "2022-01-08", "II.4.2/2/1", true, "23/36 tập thể, 9/36 cá nhân  ! còn 7 ngày");
    figure_says(o, "2022-01-14", "II.4.2/2/1", true, "23/36 tập thể, 9/36 cá nhân  ! còn 1 ngày");
    figure_says(o, "2022-01-14", "II.4.2/2/3", true, "0/36 tập thể, 0/36 cá nhân  ! còn 4 ngày");
    figure_says(o, "2022-01-14", "II.4.2/1", false, "2/2 công trình  100%");
    figure_says(o, "2022-01-14", "I.2/2", false, "5/108 nhiệm vụ"); /* no day is set for them */

    struct duty *own = duty_of(o, "own_plan"), *commend = duty_of(o, "commend");
    commend->deadline = "end"; /* the last of three */
    figure_says(o, "2022-01-14", "I.2/2", true, "5/108 nhiệm vụ  ! còn 1 ngày");
    own->deadline = "introduce"; /* near too, but later */
    figure_says(o, "2022-01-14", "I.2/2", true, "5/108 nhiệm vụ  ! còn 1 ngày");
    own->deadline = "registration"; /* long past, and they still have none */
    figure_says(o, "2022-01-14", "I.2/2", true, "5/108 nhiệm vụ  ! đã qua 66 ngày");
    own->deadline = commend->deadline = NULL;
}

static void do_duty(struct office *o, const char *unit, const char *duty) {
    struct duty_done d;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.head.unit = unit;
    d.duty = duty;
    d.day = o->session.today;
    assert_int_equal(save_record(&o->session, KIND_DUTY_DONE, CAP_DUTY, unit, &d, &o->err), RC_OK);
}

/* What all have done opens them, each once however often she wrote it down. */
static void what_all_did_opens_all(void **state) {
    struct office *o = *state;
    const struct list_rows units = {"units", {{"missing", "sum_up"}}};
    struct list l;
    struct list_row *rows;
    size_t n;
    assert_int_equal(list_of_rows(&o->session, &units, &o->arena, &l, &o->err), RC_OK);
    assert_int_equal(list_page(&o->session, &l, 0, 100, &o->arena, &rows, &n, &o->err), RC_OK);
    assert_int_equal(n, 36);
    for (size_t i = 0; i < n; i++)
        do_duty(o, rows[i].unit, "sum_up");
    do_duty(o, rows[0].unit, "sum_up");
    const struct figure *f = figures_on(o, "2021-11-05", &n);
    f = figure_of(f, n, "I.2/2");
    assert_string_equal(f->text, "41/108 nhiệm vụ");
    assert_string_equal(f->parts[1].text, "36/36 đơn vị · Đánh giá, tổng kết đợt thi đua");
    assert_int_equal(opens(o, &f->parts[1].rows, "all did"), 36);
}

static const struct list_rows of_units = {"pace", {{"district", "0"}}};

/* The first of the units' works by urgency is done. */
static void complete_one(struct office *o) {
    struct list l;
    struct list_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(list_of_rows(&o->session, &of_units, &o->arena, &l, &o->err), RC_OK);
    assert_int_equal(list_page(&o->session, &l, 0, 1, &o->arena, &rows, &n, &o->err), RC_OK);
    assert_int_equal(n, 1);
    assert_int_equal(
        life_take(&o->session, life_step_find(KIND_WORK, "complete"), rows[0].id, 0, NULL, &o->err),
        RC_OK);
}

/* The district's own works with the province are in no figure but their own; nor are the completed
 * among those under way. */
static void the_district_is_apart(void **state) {
    struct office *o = *state;
    static const struct list_rows own = {"pace", {{"district", "1"}}};
    struct list_rows late = {"pace", {{"behind", "1"}, {"district", "0"}}};
    struct status st = office_on(o, "2022-01-12", NULL);
    assert_int_equal(opens(o, &of_units, "home"), st.works.approved);
    complete_one(o);
    st = office_on(o, "2022-01-12", NULL);
    assert_int_equal(st.works.completed, 1);
    assert_int_equal(opens(o, &of_units, "home"), st.works.approved);
    assert_int_equal(opens(o, &own, "the district's"), 2);
    assert_int_equal(opens(o, &late, "behind"), st.works.behind);
    late.set[1].value = "1";
    assert_true(opens(o, &late, "behind, the district's") > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_opens_what_it_counts),
        cmocka_unit_test_setup_teardown(every_measure_opens_what_it_counts, office_setup_sample,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(every_units_measure_opens_who_lacks_it, office_setup_sample,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(the_district_is_apart, office_setup_sample,
                                        office_teardown),
        cmocka_unit_test(every_clause_has_its_figure),
        cmocka_unit_test(every_figure_opens_what_it_counts),
        cmocka_unit_test(several_things_are_reached_one_by_one),
        cmocka_unit_test(what_is_pressing_is_said),
        cmocka_unit_test_setup_teardown(what_all_did_opens_all, office_setup_sample,
                                        office_teardown),
    };
    return cmocka_run_group_tests(tests, office_setup_sample, office_teardown);
}
