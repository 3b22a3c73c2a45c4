/* Nothing of another unit: what a unit officer or a viewer is answered does not depend on what
 * other units have. Every list by every filter, search and column is asked for twice, with her
 * unit's records alone in the database and with those of two others beside them; only the
 * district's totals may differ. */
#include "support/neighbours.h"
#include "support/test.h"
#include "thidua/list.h"
#include "thidua/measure.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 600, VALUES = 32, TERMS = 3 };

struct questions {
    char *of[MOST];
    size_t count;
};

static void ask(struct questions *q, const char *fmt, ...) THIDUA_PRINTF(2, 3);

static void ask(struct questions *q, const char *fmt, ...) {
    char line[300];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    assert_true(q->count < MOST);
    q->of[q->count] = strdup(line);
    assert_non_null(q->of[q->count++]);
}

/* --- every list, every way --- */

/* Values of a filter: all of a fixed set, else her own, another's, and one that is nobody's. */
static size_t values_of(const struct list_filter *f, const struct campaign *c,
                        const char *values[VALUES]) {
    size_t n = 0;
    switch (f->match) {
    case MATCH_CHOICE:
        for (; n < VALUES && f->choices[n].code; n++)
            values[n] = f->choices[n].code;
        break;
    case MATCH_FLAG:
        values[n++] = "có";
        values[n++] = "không";
        break;
    case MATCH_TERM:
        if (strcmp(f->of, "unit") == 0)
            for (; n < PLACES; n++)
                values[n] = neighbours[n].unit;
        if (strcmp(f->of, "officer") == 0) {
            values[n++] = NGA;
            values[n++] = MAI;
        }
        for (size_t i = 0; i < TERMS && campaign_term(c, f->of, i); i++)
            values[n++] = campaign_term(c, f->of, i)->code;
        break;
    case MATCH_DATE:
        values[n++] = "{day}";
        values[n++] = "01/01/2021";
        break;
    case MATCH_NUMBER:
        values[n++] = "{draft}";
        values[n++] = "{nominated}";
        break;
    case MATCH_RECORD:
        values[n++] = "work {draft}";
        values[n++] = "nomination {nominated}";
        break;
    case MATCH_EQUAL: /* a login */
        values[n++] = NGA;
        values[n++] = MAI;
        break;
    }
    return n;
}

static void ask_about(struct questions *q, const struct list_spec *l, const struct campaign *c) {
    static const char *const sought[] = {"doai", "dong", "hai ha"};
    const char *values[VALUES];
    ask(q, "list %s", l->name);
    ask(q, "list %s --csv", l->name);
    ask(q, "list %s --json", l->name);
    for (size_t i = 0; i < sizeof sought / sizeof sought[0]; i++)
        ask(q, "list %s --json --search='%s'", l->name, sought[i]);
    for (size_t i = 0; i < l->nfilters; i++) {
        size_t n = values_of(&l->filters[i], c, values);
        for (size_t v = 0; v < n; v++)
            ask(q, "list %s --json --%s='%s'", l->name, l->filters[i].key, values[v]);
    }
    for (size_t i = 0; i < l->ncolumns; i++)
        ask(q, "list %s --json --sort=%s%s", l->name, i % 2 ? "-" : "", l->columns[i].key);
}

static void ask_everything(struct questions *q) {
    struct campaign *c = NULL;
    struct problems problems = {0};
    struct err e;
    assert_int_equal(campaign_load(NULL, measure_names, measure_count, &c, &problems, &e), RC_OK);
    problems_free(&problems);
    for (size_t i = 0; i < list_count_specs; i++)
        ask_about(q, lists[i], c);
    ask(q, "list works --deleted --search=doai --sort=-title --csv");
    ask(q, "status --unit hai-anh");
    ask(q, "status --unit hai-anh --json");
    campaign_free(&c);
}

/* --- both answers --- */

/* Rows of the log are numbered and dated as they come, her own of this moment too. */
static void without_numbers(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++)
        if (!isdigit((unsigned char)*from) || !isdigit((unsigned char)from[1]))
            *to++ = (char)(isdigit((unsigned char)*from) ? '#' : *from);
    *to = '\0';
}

static char *answer(struct server *s, const char *who, const char *question) {
    char *command = neighbours_words(s, OTHER, question);
    struct run r = server_as(s, who, command, NULL);
    char *both = calloc(1, r.out_size + r.err_size + 16);
    assert_non_null(both);
    (void)sprintf(both, "%d %s%s", r.code, r.out, r.err);
    if (strncmp(question, "list log", 8) == 0)
        without_numbers(both);
    run_free(&r);
    free(command);
    return both;
}

/* Numbers of others' records are those of the full database, also where they are not there. */
static void resolve(struct server *s, struct questions *q) {
    for (size_t i = 0; i < q->count; i++) {
        char *command = neighbours_words(s, OTHER, q->of[i]);
        free(q->of[i]);
        q->of[i] = command;
    }
}

static void same_for(struct server *s, const char *who, const struct questions *q) {
    char *alone[MOST];
    size_t differ = 0;
    server_put_back(s, "alone");
    for (size_t i = 0; i < q->count; i++)
        alone[i] = answer(s, who, q->of[i]);
    server_put_back(s, "all");
    for (size_t i = 0; i < q->count; i++) {
        char *beside = answer(s, who, q->of[i]);
        if (strcmp(alone[i], beside) != 0) {
            print_error("%s: %s\nalone:  %s\nbeside: %s\n", who, q->of[i], alone[i], beside);
            differ++;
        }
        free(alone[i]);
        free(beside);
    }
    assert_int_equal(differ, 0);
}

static void forget(struct questions *q) {
    for (size_t i = 0; i < q->count; i++)
        free(q->of[i]);
}

static void lists_of_a_unit_officer(void **state) {
    struct questions q = {0};
    ask_everything(&q);
    resolve(*state, &q);
    same_for(*state, HOA, &q);
    forget(&q);
}

static void lists_of_a_viewer(void **state) {
    struct questions q = {0};
    for (size_t i = 0; i < list_count_specs; i++) {
        ask(&q, "list %s --json", lists[i]->name);
        ask(&q, "list %s --json --search=doai", lists[i]->name);
        ask(&q, "list %s --json --deleted", lists[i]->name);
    }
    ask(&q, "status --unit hai-anh --json");
    same_for(*state, VIEWER, &q);
    forget(&q);
}

/* Totals are for everybody; names and texts are not among them. */
static void totals_without_names(void **state) {
    struct server *s = *state;
    static const char *const questions[] = {"status", "status --json", "check", "plan IV", "help"};
    const char *const whose[] = {HOA, VIEWER};
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        for (size_t k = 0; k < 2; k++) {
            char *said = answer(s, whose[k], questions[i]);
            for (enum place p = OTHER; p <= DISTRICT; p++)
                if (strstr(said, neighbours[p].mark) || strstr(said, neighbours[p].name))
                    fail_msg("%s: %s: %s", whose[k], questions[i], said);
            free(said);
        }
}

/* In the log of her own unit: her own way in, and nobody else's. */
static void where_others_came_from(void **state) {
    struct server *s = *state;
    char own[80];
    (void)snprintf(own, sizeof own, "%s",
                   server_text(s, "SELECT fingerprint FROM officer_key WHERE officer = 'hoa'"));
    static const char *const questions[] = {"list log --json", "list log --csv",
                                            "list log --json --sort=source"};
    size_t others = 0;
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        struct run r = server_as(s, HOA, questions[i], NULL);
        assert_int_equal(r.code, 0);
        assert_non_null(strstr(r.out, own));
        assert_non_null(strstr(r.out, MAI)); /* who judged what is hers to see */
        for (const char *at = r.out; (at = strstr(at, "SHA256:")) != NULL; at++)
            assert_memory_equal(at, own, strlen(own));
        run_free(&r);
        r = server_as(s, LAN, questions[i], NULL);
        for (const char *at = r.out; (at = strstr(at, "SHA256:")) != NULL; at++)
            others += strncmp(at, own, strlen(own)) != 0;
        run_free(&r);
    }
    assert_true(others > 0);
}

/* --- a unit officer who was another unit's --- */

/* What she did there is out of her reach, by its number and by undoing it. */
static void moved_to_another_unit(void **state) {
    struct server *s = *state;
    server_put_back(s, "all");
    char *change = neighbours_words(s, OTHER, "set work {draft} note='Ghi chú Đoài hai'");
    struct run r = server_as(s, NGA, change, NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    r = server_as(s, ADMIN, "officer set nga unit=hai-anh", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    unsigned long before = server_state(s);
    static const struct {
        const char *command;
        int code;
    } tries[] = {{"undo", 7}, {"set work {draft} note=x", 4}, {"list log --unit=hai-ha", 4}};
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        char *command = neighbours_words(s, OTHER, tries[i].command);
        r = server_as(s, NGA, command, NULL);
        if (r.code != tries[i].code || strstr(r.err, "Đoài") || strstr(r.err, "Hải Hà"))
            fail_msg("%s: exit %d: %s", command, r.code, r.err);
        run_free(&r);
        free(command);
    }
    assert_int_equal(server_state(s), before);
    free(change);
    server_put_back(s, "all");
}

static int start(void **state) {
    server_prepare(state);
    neighbours_make(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_of_a_unit_officer), cmocka_unit_test(lists_of_a_viewer),
        cmocka_unit_test(totals_without_names),    cmocka_unit_test(where_others_came_from),
        cmocka_unit_test(moved_to_another_unit),
    };
    return cmocka_run_group_tests(tests, start, server_stop);
}
