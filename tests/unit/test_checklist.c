#include "thidua/checklist.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define LINE(c, s, w, ...)                                                                         \
    { .term = {.code = (c), .label = (c)}, .subject = (s), .weight = (w), __VA_ARGS__ }

/* One of each sort the plan has (clause III.1). */
static struct criterion criteria[] = {
    LINE("law", FOR_BOTH, WEIGHT_GATE, .group = ""),
    LINE("launched", FOR_COLLECTIVE, WEIGHT_REQUIRED, .group = "1"),
    LINE("pioneering", FOR_COLLECTIVE, WEIGHT_OPTIONAL, .group = "2"),
    LINE("active", FOR_INDIVIDUAL, WEIGHT_REQUIRED, .group = "1"),
    LINE("initiative", FOR_INDIVIDUAL, WEIGHT_REQUIRED, .group = "1", .only_full_time = true),
    LINE("old", FOR_BOTH, WEIGHT_REQUIRED, .group = "3", .term.retired = true),
};

static struct dossier_item dossier[] = {
    {.term = {.code = "proposal", .label = "proposal"}, .subject = FOR_BOTH, .required = true},
    {.term = {.code = "portrait"}, .subject = FOR_INDIVIDUAL, .required = true},
    {.term = {.code = "evidence"}, .subject = FOR_BOTH, .required = false},
    {.term = {.code = "disc"}, .subject = FOR_BOTH, .required = true, .term.retired = true},
};

static struct campaign campaign = {
    .criteria = criteria,
    .ncriteria = sizeof criteria / sizeof criteria[0],
    .dossier = dossier,
    .ndossier = sizeof dossier / sizeof dossier[0],
};

/* "law+ launched- pioneering/ proposal+": what was judged. The dossier's are those it names. */
enum { MOST = 12 };
struct given {
    struct judgement list[MOST];
    char codes[MOST][16];
    size_t count;
};

static bool in_dossier(const char *code) {
    for (size_t i = 0; i < sizeof dossier / sizeof dossier[0]; i++)
        if (strcmp(dossier[i].term.code, code) == 0)
            return true;
    return false;
}

static void judge(struct given *g, const char *words) {
    memset(g, 0, sizeof *g);
    while (*words) {
        size_t n = strcspn(words, "+-/");
        assert_true(n < sizeof g->codes[0] && g->count < MOST);
        char *code = g->codes[g->count];
        memcpy(code, words, n);
        g->list[g->count++] = (struct judgement){
            .part = in_dossier(code) ? PART_DOSSIER : PART_CRITERION,
            .criterion = code,
            .result = words[n] == '+'   ? RESULT_MET
                      : words[n] == '-' ? RESULT_UNMET
                                        : RESULT_NA,
        };
        words += n + 1;
        words += strspn(words, " ");
    }
}

struct made {
    struct arena arena;
    struct given given;
    struct checklist list;
};

static void make(struct made *m, enum work_kind kind, bool full_time, const char *words) {
    memset(m, 0, sizeof *m);
    judge(&m->given, words);
    struct err e;
    assert_int_equal(checklist_make(&campaign, kind, full_time, m->given.list, m->given.count,
                                    &m->arena, &m->list, &e),
                     RC_OK);
}

static const char *code_of(const struct checklist_line *l) {
    return l->criterion ? l->criterion->term.code : l->item->term.code;
}

static void assert_lines(const struct checklist *l, const char *const *codes) {
    size_t n = 0;
    for (; codes[n]; n++) {
        assert_true(n < l->count);
        assert_string_equal(code_of(&l->lines[n]), codes[n]);
        assert_true((l->lines[n].criterion == NULL) != (l->lines[n].item == NULL));
    }
    assert_int_equal(l->count, n);
}

static void lines_of_each_subject(void **state) {
    (void)state;
    struct made m;
    make(&m, WORK_COLLECTIVE, false, "");
    assert_lines(&m.list, (const char *const[]){"law", "launched", "pioneering", "proposal",
                                                "evidence", NULL});
    assert_int_equal(m.list.criteria, 3);
    assert_int_equal(m.list.open, 3);
    assert_int_equal(m.list.items, 2);
    arena_free(&m.arena);
    make(&m, WORK_INDIVIDUAL, false, ""); /* without the full-time officer's line */
    assert_lines(&m.list,
                 (const char *const[]){"law", "active", "proposal", "portrait", "evidence", NULL});
    arena_free(&m.arena);
    make(&m, WORK_INDIVIDUAL, true, "");
    assert_lines(&m.list, (const char *const[]){"law", "active", "initiative", "proposal",
                                                "portrait", "evidence", NULL});
    arena_free(&m.arena);
    make(&m, WORK_COLLECTIVE, true, ""); /* a collective is nobody's officer */
    assert_int_equal(m.list.criteria, 3);
    arena_free(&m.arena);
}

static void the_full_time_line_is_for_individuals_only(void **state) {
    (void)state;
    struct made m;
    enum subject was = criteria[4].subject;
    criteria[4].subject = FOR_BOTH;
    make(&m, WORK_COLLECTIVE, true, "");
    assert_int_equal(m.list.criteria, 3);
    criteria[4].subject = was;
    arena_free(&m.arena);
}

static void retired_lines_show_where_judged(void **state) {
    (void)state;
    struct made m;
    make(&m, WORK_COLLECTIVE, false, "old+ disc+");
    assert_lines(&m.list, (const char *const[]){"law", "launched", "pioneering", "old", "proposal",
                                                "evidence", "disc", NULL});
    assert_int_equal(m.list.judged, 1);
    assert_int_equal(m.list.present, 1);
    arena_free(&m.arena);
}

/* A code is a criterion's or an item's by its part; what names neither is left out. */
static void judgements_of_other_things(void **state) {
    (void)state;
    struct made m;
    make(&m, WORK_COLLECTIVE, false, "active+ nothing+ initiative- portrait+");
    assert_int_equal(m.list.judged, 0);
    assert_int_equal(m.list.open, 3);
    assert_int_equal(m.list.present, 0);
    arena_free(&m.arena);
    make(&m, WORK_COLLECTIVE, false, "law+");
    m.given.list[0].part = PART_DOSSIER;
    struct err e;
    assert_int_equal(
        checklist_make(&campaign, WORK_COLLECTIVE, false, m.given.list, 1, &m.arena, &m.list, &e),
        RC_OK);
    assert_int_equal(m.list.judged, 0);
    arena_free(&m.arena);
}

static void counts(void **state) {
    (void)state;
    struct made m;
    make(&m, WORK_COLLECTIVE, false, "proposal+ pioneering/ law+ launched-");
    assert_int_equal(m.list.judged, 3);
    assert_int_equal(m.list.met, 1);
    assert_int_equal(m.list.unmet, 1);
    assert_int_equal(m.list.na, 1);
    assert_int_equal(m.list.open, 0);
    assert_int_equal(m.list.present, 1);
    assert_int_equal(m.list.items, 2);
    arena_free(&m.arena);
    make(&m, WORK_COLLECTIVE, false, "proposal+ evidence/"); /* 1 of 1 that apply */
    assert_int_equal(m.list.present, 1);
    assert_int_equal(m.list.items, 1);
    arena_free(&m.arena);
}

static void verdicts(void **state) {
    (void)state;
    static const struct {
        enum work_kind kind;
        bool full_time;
        const char *judged;
        const char *blocking, *lacking; /* NULL: nothing */
    } rows[] = {
        {WORK_COLLECTIVE, false, "law+ launched+ pioneering+ proposal+ evidence+", NULL, NULL},
        /* optional ones block nothing, unmet, not applying or not judged */
        {WORK_COLLECTIVE, false, "law+ launched+ pioneering- proposal+ evidence-", NULL, NULL},
        {WORK_COLLECTIVE, false, "law+ launched+ pioneering/ proposal+", NULL, NULL},
        {WORK_COLLECTIVE, false, "law+ launched+ proposal+", NULL, NULL},
        /* a required one may not apply; a gate always does */
        {WORK_COLLECTIVE, false, "law+ launched/ proposal/", NULL, NULL},
        {WORK_COLLECTIVE, false, "law/ launched+ proposal+", "law", NULL},
        {WORK_COLLECTIVE, false, "law- launched+ proposal+", "law", NULL},
        {WORK_COLLECTIVE, false, "launched+ proposal+", "law", NULL},
        {WORK_COLLECTIVE, false, "law+ launched- proposal+", "launched", NULL},
        {WORK_COLLECTIVE, false, "law+ proposal+", "launched", NULL},
        /* the first of several */
        {WORK_COLLECTIVE, false, "", "law", "proposal"},
        {WORK_COLLECTIVE, false, "law+ launched+ proposal-", NULL, "proposal"},
        {WORK_COLLECTIVE, false, "law+ launched+", NULL, "proposal"},
        {WORK_INDIVIDUAL, false, "law+ active+ proposal+ portrait+", NULL, NULL},
        {WORK_INDIVIDUAL, false, "law+ active+ proposal+", NULL, "portrait"},
        {WORK_INDIVIDUAL, true, "law+ active+ proposal+ portrait+", "initiative", NULL},
        {WORK_INDIVIDUAL, true, "law+ active+ initiative+ proposal+ portrait+", NULL, NULL},
        /* judged while she was full-time, and then she was not */
        {WORK_INDIVIDUAL, false, "law+ active+ initiative- proposal+ portrait+", NULL, NULL},
        {WORK_COLLECTIVE, false, "law+ launched+ old- proposal+", "old", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct made m;
        make(&m, rows[i].kind, rows[i].full_time, rows[i].judged);
        const char *blocking = m.list.blocking ? m.list.blocking->term.code : "nothing";
        const char *lacking = m.list.lacking ? m.list.lacking->term.code : "nothing";
        assert_string_equal(blocking, rows[i].blocking ? rows[i].blocking : "nothing");
        assert_string_equal(lacking, rows[i].lacking ? rows[i].lacking : "nothing");
        assert_int_equal(m.list.eligible, !rows[i].blocking && !rows[i].lacking);
        arena_free(&m.arena);
    }
}

static void assert_said(const char *judged, const char *words) {
    struct made m;
    struct buf b = {0};
    make(&m, WORK_COLLECTIVE, false, judged);
    checklist_say(&m.list, &b);
    assert_string_equal(buf_str(&b), words);
    buf_free(&b);
    arena_free(&m.arena);
}

static void said(void **state) {
    (void)state;
    assert_said("", "chưa nộp được: còn 3 dòng");
    assert_said("law+ proposal+", "chưa nộp được: còn 2 dòng");
    assert_said("law+ launched- pioneering/",
                "đủ để nộp"); /* sent is one thing, eligible another */
}

/* While it is its unit's, whether it can be sent; then what will come of it, and why. */
static void said_now(void **state) {
    (void)state;
    static const struct {
        const char *judged;
        enum nomination_state state;
        const char *words;
    } cases[] = {
        {"law+ proposal+", NOMINATION_RETURNED, "chưa nộp được: còn 2 dòng"},
        {"law+ launched+ pioneering- proposal+", NOMINATION_DRAFT, "đủ để nộp"},
        {"law+ launched+ pioneering+ proposal+", NOMINATION_SUBMITTED,
         "theo bảng tiêu chí: đủ điều kiện"},
        {"law+ launched- pioneering+ proposal+", NOMINATION_SUBMITTED,
         "theo bảng tiêu chí: không đủ điều kiện; chưa đạt “launched”"},
        {"law+ launched+ pioneering+", NOMINATION_INELIGIBLE,
         "theo bảng tiêu chí: không đủ điều kiện; hồ sơ thiếu “proposal”"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct made m;
        struct buf b = {0};
        make(&m, WORK_COLLECTIVE, false, cases[i].judged);
        checklist_say_now(&m.list, &(struct nomination){.state = cases[i].state}, &b);
        assert_string_equal(buf_str(&b), cases[i].words);
        buf_free(&b);
        arena_free(&m.arena);
    }
}

static void signs(void **state) {
    (void)state;
    struct made m;
    make(&m, WORK_COLLECTIVE, false, "law+ launched- pioneering/ evidence+");
    static const char *const expected[] = {"[x]", "[-]", "[/]", "[ ]", "[x]"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(checklist_sign(&m.list.lines[i]), expected[i]);
    arena_free(&m.arena);
}

static void a_campaign_without_criteria(void **state) {
    (void)state;
    struct campaign none = {0};
    struct arena a = {0};
    struct checklist l;
    struct err e;
    assert_int_equal(checklist_make(&none, WORK_COLLECTIVE, false, NULL, 0, &a, &l, &e), RC_OK);
    assert_int_equal(l.count, 0);
    assert_true(l.eligible);
    arena_free(&a);
}

static void memory_exhausted(void **state) {
    (void)state;
    struct campaign huge = {.ncriteria = SIZE_MAX / 2};
    struct arena a = {0};
    struct checklist l;
    struct err e;
    assert_int_equal(checklist_make(&huge, WORK_COLLECTIVE, false, NULL, 0, &a, &l, &e), RC_NOMEM);
    assert_int_equal(e.rc, RC_NOMEM);
    assert_int_equal(l.count, 0);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_each_subject),
        cmocka_unit_test(the_full_time_line_is_for_individuals_only),
        cmocka_unit_test(retired_lines_show_where_judged),
        cmocka_unit_test(judgements_of_other_things),
        cmocka_unit_test(counts),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(said),
        cmocka_unit_test(said_now),
        cmocka_unit_test(signs),
        cmocka_unit_test(a_campaign_without_criteria),
        cmocka_unit_test(memory_exhausted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
