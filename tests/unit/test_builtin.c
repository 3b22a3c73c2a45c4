/* The campaign and the plan compiled in: every fact of them, and where the real plan is at hand,
 * that ours has lost none of its own. */
#include "support/campaigns.h"
#include "support/test.h"
#include "thidua/builtin.h"
#include "thidua/campaign_tables.h"
#include "thidua/file.h"
#include "thidua/text.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct campaign *builtin(void) {
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    enum rc rc = campaigns_load(NULL, &c, &p, &e);
    campaigns_print(&p);
    assert_int_equal(rc, RC_OK);
    problems_free(&p);
    return c;
}

static void test_builtin_campaign(void **state) {
    (void)state;
    struct campaign *c = builtin();
    char day[DATE_TEXT_SIZE];
    assert_null(c->file);
    assert_string_equal(c->code, "xiii-2021");
    assert_string_equal(c->short_name, "130 công trình, phần việc");
    assert_string_equal(date_text(c->start, day), "01/10/2021");
    assert_int_equal(c->end - c->start + 1, 107); /* as home says */
    assert_string_equal(date_text(campaign_deadline(c, "registration")->last, day), "09/11/2021");
    assert_string_equal(campaign_deadline(c, "registration")->measure, "unit.registered");
    assert_string_equal(date_text(campaign_deadline(c, "province_review")->last, day),
                        "15/02/2022");
    assert_string_equal(date_text(campaign_deadline(c, "province_honours")->last, day),
                        "08/03/2022");
    assert_string_equal(campaign_deadline(c, "introduce")->term.clause, "");

    /* the district's two works, and the own choice that counts as extra */
    assert_int_equal(c->nthemes, 3);
    assert_string_equal(campaign_theme(c, "1")->term.clause, "II.4.2/1/1");
    assert_string_equal(campaign_theme(c, "2")->term.clause, "II.4.2/1/2");
    assert_true(campaign_theme(c, "own")->own_choice);

    /* four groups of contents for collectives, the individuals' of II.4.1/2 */
    size_t collective = 0;
    for (size_t i = 0; i < c->ncontents; i++)
        collective += c->contents[i].subject == FOR_COLLECTIVE;
    assert_int_equal(collective, 4);
    assert_int_equal(c->ncontents - collective, 5);

    /* checklists: 11 lines, and 4 + 1 for an individual, one of them for full-time officers */
    size_t lines[4] = {0};
    size_t full_time = 0;
    for (size_t i = 0; i < c->ncriteria; i++) {
        lines[FOR_COLLECTIVE] += (c->criteria[i].subject & FOR_COLLECTIVE) != 0;
        lines[FOR_INDIVIDUAL] += (c->criteria[i].subject & FOR_INDIVIDUAL) != 0;
        full_time += c->criteria[i].only_full_time;
    }
    assert_int_equal(lines[FOR_COLLECTIVE], 11);
    assert_int_equal(lines[FOR_INDIVIDUAL], 5);
    assert_int_equal(full_time, 1);
    assert_int_equal(c->ndossier, 6);
    assert_int_equal(campaign_term_find(c, "award", "centre_certificate") != NULL, 1);
    assert_int_equal(c->awards[0].quota, 130);
    assert_int_equal(c->awards[1].quota, 13);
    assert_true(c->awards[3].quota == FIELD_NONE);

    /* duties of IV.1 are the district's four, of IV.2 the units' three, in the plan's order */
    size_t of_district = 0;
    size_t of_unit = 0;
    for (size_t i = 0; i < c->nduties; i++) {
        const char *clause = c->duties[i].term.clause;
        of_district += strncmp(clause, "IV.1/", 5) == 0 && c->duties[i].body == BODY_DISTRICT;
        of_unit += strncmp(clause, "IV.2/", 5) == 0 && c->duties[i].body == BODY_UNIT;
    }
    assert_int_equal(of_district, 4);
    assert_int_equal(of_unit, 3);
    assert_true(campaign_duty(c, "publicity")->repeated);
    campaign_free(&c);
}

/* Whatever the plan sets has a clause in it; only the office's own has none. */
static void test_terms(void **state) {
    (void)state;
    struct campaign *c = builtin();
    size_t office = 0;
    size_t kinds = 0;
    for (; campaign_term_kinds[kinds].code != NULL; kinds++) {
        const char *kind = campaign_term_kinds[kinds].code;
        const struct term *term = NULL;
        size_t i = 0;
        for (; (term = campaign_term(c, kind, i)) != NULL; i++) {
            assert_ptr_equal(campaign_term_find(c, kind, term->code), term);
            assert_true(term->label[0] != '\0');
            if (term->clause[0] == '\0') {
                office++;
            } else {
                int node = plan_find(&c->plan, term->clause);
                assert_true(node >= 0);
                assert_string_equal(c->plan.nodes[node].number, term->clause);
            }
        }
        assert_true(i > 0);
    }
    assert_int_equal(office, 1);
    size_t repeating = 0;
    for (size_t i = 0; i < section_kind_count; i++) {
        if (section_kinds[i].repeats) {
            assert_string_equal(section_kinds[i].name, campaign_term_kinds[repeating].code);
            repeating++;
        }
    }
    assert_int_equal(repeating, kinds);
    assert_null(campaign_term(c, "nothing", 0));
    assert_null(campaign_term_find(c, "nothing", "1"));
    assert_null(campaign_term_find(c, "theme", "9"));
    campaign_free(&c);
}

static void test_units_of_the_sample(void **state) {
    (void)state;
    /* 34 communes and towns, 2 affiliates, the district: a header and 37 lines */
    int lines = 0;
    for (size_t i = 0; i < builtin_units_size; i++)
        lines += builtin_units[i] == '\n';
    assert_int_equal(lines, 38);
    assert_true(text_valid(builtin_units, builtin_units_size));
}

/* The outline of the plan, every clause of it. */
static const char *const clauses[] = {
    "I",          "I.1",        "I.1/1",    "I.1/2",      "I.1/3",      "I.2",        "I.2/1",
    "I.2/2",      "II",         "II.1",     "II.2",       "II.2/1",     "II.2/2",     "II.3",
    "II.4",       "II.4.1",     "II.4.1/1", "II.4.1/1/1", "II.4.1/1/2", "II.4.1/1/3", "II.4.1/1/4",
    "II.4.1/2",   "II.4.2",     "II.4.2/1", "II.4.2/1/1", "II.4.2/1/2", "II.4.2/2",   "II.4.2/2/1",
    "II.4.2/2/2", "II.4.2/2/3", "III",      "III.1",      "III.1/1",    "III.1.1",    "III.1.1/1",
    "III.1.1/2",  "III.1.1/3",  "III.1.2",  "III.1.2/1",  "III.1.2/2",  "III.1.2/3",  "III.1.2/4",
    "III.2",      "III.2/1",    "III.2/2",  "III.3",      "IV",         "IV.1",       "IV.1/1",
    "IV.1/2",     "IV.1/3",     "IV.1/4",   "IV.2",       "IV.2/1",     "IV.2/2",     "IV.2/3",
};

static void check_outline(const struct plan *plan) {
    size_t at = 0;
    assert_int_equal(plan->numbered, 56);
    for (int i = 0; i < plan->count; i++) {
        if (plan->nodes[i].number[0] != '\0') {
            assert_true(at < COUNT(clauses));
            assert_string_equal(plan->nodes[i].number, clauses[at]);
            at++;
        }
    }
    assert_int_equal(at, COUNT(clauses));
}

/* Dates, numbers, names and bodies of the plan, each where it stands. */
static const struct {
    const char *clause, *fact;
} facts[] = {
    {"I.1/1", "năm 2021"},
    {"II.1", "“130 công trình, phần việc vượt khó, sáng tạo, hiệu quả"},
    {"II.3", "tháng 10/2021"},
    {"II.3", "15/01/2022"},
    {"II.4.1/1/1", "tỷ lệ tập hợp thấp"},
    {"II.4.1/1/1", "công nghệ thông tin"},
    {"II.4.1/1/2", "Tổng Bí thư Nguyễn Phú Trọng"},
    {"II.4.1/1/2", "“Sóng và máy tính cho em” do Thủ tướng Chính phủ"},
    {"II.4.1/1/2", "“Mẹ đỡ đầu” do Đoàn Chủ tịch TW Hội LHPN Việt Nam"},
    {"II.4.1/1/3", "Chỉ thị số 05-CT/TW của Bộ Chính trị"},
    {"II.4.1/1/4", "hiến tặng"},
    {"II.4.1/2", "Chỉ thị 05"},
    {"II.4.1/2", "“Xây dựng gia đình 5 không, 3 sạch”"},
    {"II.4.2/1", "02 công trình"},
    {"II.4.2/1/1", "“Triệu phần quà san sẻ yêu thương”"},
    {"II.4.2/1/2", "lần thứ XVII, nhiệm kỳ 2021-2026"},
    {"II.4.2/2/1", "ít nhất 01"},
    {"II.4.2/2/3", "20/01/2022"},
    {"II.4.2/2/3", "15/02/2022"},
    {"II.4.2/2/3", "8/3/2022"},
    {"III.1.1/1", "báo cáo kịp thời về Hội LHPN tỉnh"},
    {"III.1.2/4", "chuyên trách"},
    {"III.2/1", "130 công trình"},
    {"III.2/1", "13 công trình"},
    {"IV.1/2", "100% cơ sở Hội"},
    {"IV.1/3", "Đài phát thanh huyện"},
    {"IV.1/4", "Hội LHPN tỉnh Nam Định"},
    {"IV.2/2", "10/11/2021"},
    {"IV.2/3", "mạng xã hội"},
};

static void test_builtin_plan(void **state) {
    (void)state;
    struct campaign *c = builtin();
    const struct plan *plan = &c->plan;
    check_outline(plan);
    for (size_t i = 0; i < COUNT(facts); i++) {
        int node = plan_find(plan, facts[i].clause);
        assert_true(node >= 0);
        if (strstr(plan->nodes[node].text, facts[i].fact) == NULL)
            fail_msg("%s has lost: %s", facts[i].clause, facts[i].fact);
    }
    assert_non_null(strstr(plan->title, "Đại hội đại biểu phụ nữ toàn quốc lần thứ XIII"));
    assert_non_null(strstr(plan->preamble, "04/KH-BTV ngày 27/10/2021"));
    assert_non_null(strstr(plan->closing, "Trên đây"));
    assert_non_null(strstr(plan->signature, "Lưu: VT-VP"));
    assert_non_null(strstr(plan->signature, "TM. BAN THƯỜNG VỤ"));
    static const char *const slips[] = {"các nhân", "cá cấp", "triển khai hiện"};
    for (size_t i = 0; i < COUNT(slips); i++)
        assert_null(strstr(builtin_plan, slips[i]));
    campaign_free(&c);
}

/* The dates of the plan, in its order, each with its clause. */
static const struct {
    const char *from, *to, *clause;
} dates[] = {
    {"27/10/2021", "", "mở đầu"},     {"10/2021", "", "II.3"},
    {"15/01/2022", "", "II.3"},       {"20/01/2022", "15/02/2022", "II.4.2/2/3"},
    {"08/03/2022", "", "II.4.2/2/3"}, {"23/04/2021", "", "III.3"},
    {"10/11/2021", "", "IV.2/2"},
};

static void check_dates(const struct plan *plan) {
    struct arena arena = {0};
    struct plan_date *found = NULL;
    size_t count = 0;
    assert_int_equal(plan_dates(plan, &arena, &found, &count, NULL), RC_OK);
    assert_int_equal(count, COUNT(dates));
    for (size_t i = 0; i < count; i++) {
        char day[DATE_TEXT_SIZE];
        assert_string_equal(date_text_precise(found[i].from, found[i].precision, day),
                            dates[i].from);
        assert_string_equal(date_text(found[i].to, day), dates[i].to);
        assert_string_equal(found[i].clause, dates[i].clause);
    }
    arena_free(&arena);
}

static void test_dates_of_builtin_plan(void **state) {
    (void)state;
    struct campaign *c = builtin();
    check_dates(&c->plan);
    campaign_free(&c);
}

/* --- against the real plan */

/* Runs of digits of a text, in order of value, one blank after each. */
static void digits_of(const char *s, struct buf *out) {
    long found[64];
    size_t n = 0;
    while (*s != '\0') {
        if (*s >= '0' && *s <= '9') {
            char *end = NULL;
            assert_true(n < COUNT(found));
            found[n++] = strtol(s, &end, 10);
            s = end;
        } else {
            s++;
        }
    }
    for (size_t i = 1; i < n; i++) {
        for (size_t j = i; j > 0 && found[j] < found[j - 1]; j--) {
            long swap = found[j];
            found[j] = found[j - 1];
            found[j - 1] = swap;
        }
    }
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%ld ", found[i]);
}

/* Every name in “…” of `from` is in `in`, blanks inside the quotes aside. */
static void check_names(const char *clause, const char *from, const char *in) {
    static const char open[] = "“";
    static const char close[] = "”";
    const char *at = from;
    while ((at = strstr(at, open)) != NULL) {
        at += strlen(open);
        at += strspn(at, " ");
        const char *end = strstr(at, close);
        assert_non_null(end);
        char name[512];
        assert_true((size_t)(end - at) < sizeof name);
        memcpy(name, at, (size_t)(end - at));
        name[end - at] = '\0';
        if (strstr(in, name) == NULL)
            fail_msg("%s has lost the name: %s", clause, name);
    }
}

static void same_digits(const char *where, const char *real, const char *ours) {
    struct buf a = {0};
    struct buf b = {0};
    digits_of(real, &a);
    digits_of(ours, &b);
    if (strcmp(buf_str(&a), buf_str(&b)) != 0)
        fail_msg("%s: the plan has the numbers %s, ours %s", where, buf_str(&a), buf_str(&b));
    buf_free(&a);
    buf_free(&b);
}

/* Our words lose no clause, number, date or name of the real plan, and are our own. */
static void test_real_plan(void **state) {
    (void)state;
    struct campaign *c = builtin();
    struct buf bytes = {0};
    struct arena arena = {0};
    struct plan real;
    struct err e = {0};
    assert_int_equal(file_read(getenv("PLAN"), (size_t)1024 * 1024, &bytes, &e), RC_OK);
    assert_int_equal(plan_parse(bytes.data, bytes.len, &arena, &real, &e), RC_OK);
    check_outline(&real);
    assert_int_equal(real.count, c->plan.count);
    for (int i = 0; i < real.count; i++) {
        const struct plan_node *a = &real.nodes[i];
        const struct plan_node *b = &c->plan.nodes[i];
        assert_string_equal(a->number, b->number);
        assert_int_equal(a->mark, b->mark);
        const char *where = plan_clause(&real, i);
        same_digits(where, a->text, b->text);
        check_names(where, a->text, b->text);
    }
    check_dates(&real);
    same_digits("preamble", real.preamble, c->plan.preamble);
    same_digits("title", real.title, c->plan.title);
    same_digits("signature", real.signature, c->plan.signature);
    arena_free(&arena);
    buf_free(&bytes);
    campaign_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_builtin_campaign),      cmocka_unit_test(test_terms),
        cmocka_unit_test(test_units_of_the_sample),   cmocka_unit_test(test_builtin_plan),
        cmocka_unit_test(test_dates_of_builtin_plan),
    };
    const struct CMUnitTest real[] = {cmocka_unit_test(test_real_plan)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    const char *plan = getenv("PLAN");
    if (plan != NULL && plan[0] != '\0')
        failed += cmocka_run_group_tests(real, NULL, NULL);
    return failed;
}
