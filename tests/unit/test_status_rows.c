/* What a line or a figure of the status counts is what it opens: no record more or less. */
#include "support/office.h"
#include "support/test.h"
#include "thidua/life.h"
#include "thidua/list.h"
#include "thidua/measure.h"

#include <stdlib.h>

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

static void every_figure_opens(void **state) {
    struct office *o = *state;
    struct figure *f;
    size_t n;
    office_on(o, "2021-11-05", NULL);
    assert_int_equal(status_figures(&o->session, &o->arena, &f, &n, &o->err), RC_OK);
    for (size_t i = 0; i < n; i++) {
        opens(o, &f[i].rows, f[i].clause);
        for (size_t k = i + 1; k < n; k++) /* a clause has one figure */
            assert_string_not_equal(f[i].clause, f[k].clause);
    }
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
        cmocka_unit_test(every_figure_opens),
    };
    return cmocka_run_group_tests(tests, office_setup_sample, office_teardown);
}
