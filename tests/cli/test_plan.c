/* Reading the plan by command: the project's own text, an imported one, and the official one. */
#include "support/cli.h"
#include "support/test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int lines(const char *s) {
    int n = 0;
    for (; *s; s++)
        n += *s == '\n';
    return n;
}

/* "II.4.2  text": the line of this clause, NULL if none. */
static const char *clause(struct cli *c, const char *number) {
    size_t n = strlen(number);
    for (const char *line = c->last.out; *line; line = strchr(line, '\n') + 1)
        if (!strncmp(line, number, n) && line[n] == ' ')
            return line;
    return NULL;
}

/* 4 parts and 15 headings under them, 28 dashes, 9 pluses. */
static void whole_outline(struct cli *c) {
    int parts = 0, headings = 0, marks = 0, pluses = 0;
    assert_int_equal(cli(c, "plan", NULL), 0);
    for (const char *line = c->last.out; *line; line = strchr(line, '\n') + 1) {
        char number[32] = "";
        int slashes = 0;
        sscanf(line, "%31[^ \n]", number);
        for (const char *p = number; *p; p++)
            slashes += *p == '/';
        parts += *number && !strchr(number, '.') && !slashes;
        headings += *number && strchr(number, '.') && !slashes;
        marks += slashes == 1;
        pluses += slashes == 2;
    }
    assert_int_equal(parts, 4);
    assert_int_equal(headings, 15);
    assert_int_equal(marks, 28);
    assert_int_equal(pluses, 9);
}

static void without_a_database(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "plan", "IV.2", NULL), 0);
    assert_int_equal(lines(c->last.out), 4);
    assert_int_equal(cli_bare(c, "plan", "dates", "--json", NULL), 0);
    assert_false(cli_exists(c, "data"));
    /* But a database that was named must be there. */
    assert_int_equal(cli(c, "plan", NULL), 4);
}

static void clause_and_all_under_it(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    whole_outline(c);
    assert_int_equal(cli(c, "plan", "II.4.2", NULL), 0);
    assert_int_equal(lines(c->last.out), 8); /* itself, 2 dashes, 2 + 3 pluses */
    assert_non_null(clause(c, "II.4.2/2/3"));
    cli_said(c, "02 công trình, phần việc");
    assert_int_equal(cli(c, "plan", "ii.4.2.", NULL), 0);
    assert_int_equal(lines(c->last.out), 8);
    assert_int_equal(cli(c, "plan", "IV.2/2", NULL), 0);
    assert_int_equal(lines(c->last.out), 1);
    cli_said(c, "10/11/2021");
    assert_memory_equal(c->last.out, "IV.2/2 ", 7);
}

static void unknown_clause_names_the_nearest(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "plan", "II.4.3", NULL), 4);
    cli_complained(c, "“II.4.3”");
    cli_complained(c, "II.4");
    assert_int_equal(cli(c, "plan", "xyz", NULL), 4);
}

/* Each date a reader finds in the body, with its clause; days left on 05/11/2021. */
static void check_dates(struct cli *c) {
    static const struct {
        const char *date, *to, *precision, *clause;
        int64_t left;
    } expected[] = {
        {"10/11/2021", "", "day", "IV.2/2", 5},
        {"15/01/2022", "", "day", "II.3", 71},
        {"10/2021", "", "month", "II.3", -5},
        {"20/01/2022", "15/02/2022", "day", "II.4.2/2/3", 102},
        {"08/03/2022", "", "day", "II.4.2/2/3", 123},
        {"23/04/2021", "", "day", "III.3", -196},
        {"27/10/2021", "", "day", "mở đầu", -9},
    };
    enum { N = sizeof expected / sizeof *expected };
    assert_int_equal(cli(c, "plan", "dates", "--json", NULL), 0);
    char *json = strdup(c->last.out);
    assert_int_equal(cli_number(c, "$.#"), 0); /* valid at all */
    for (size_t i = 0; i < N; i++) {
        int found = 0;
        for (int k = 0; k < N; k++) {
            char path[64];
            snprintf(path, sizeof path, "$[%d].date", k);
            if (strcmp(cli_json(c, path), expected[i].date) != 0)
                continue;
            found++;
            snprintf(path, sizeof path, "$[%d].to", k);
            assert_string_equal(cli_json(c, path), expected[i].to);
            snprintf(path, sizeof path, "$[%d].precision", k);
            assert_string_equal(cli_json(c, path), expected[i].precision);
            snprintf(path, sizeof path, "$[%d].clause", k);
            assert_string_equal(cli_json(c, path), expected[i].clause);
            snprintf(path, sizeof path, "$[%d].days_left", k);
            assert_int_equal(cli_number(c, path), expected[i].left);
            snprintf(path, sizeof path, "$[%d].text", k);
            assert_true(strlen(cli_json(c, path)) > 10);
        }
        if (found != 1)
            fail_msg("%s found %d times in %s", expected[i].date, found, json);
    }
    char past[16];
    snprintf(past, sizeof past, "$[%d]", N);
    assert_string_equal(cli_json(c, past), ""); /* and nothing else is a date */
    free(json);
}

static void dates_of_the_plan(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    check_dates(c);
    assert_int_equal(cli(c, "plan", "dates", NULL), 0);
    assert_int_equal(lines(c->last.out), 8); /* heading and seven */
    cli_said(c, "20/01/2022 – 15/02/2022");
    cli_said(c, "còn 5 ngày");
    cli_said(c, "còn 102 ngày"); /* to the last day of the range, as the screen says */
    cli_said(c, "đã qua 9 ngày");
    c->today = "10/11/2021";
    assert_int_equal(cli(c, "plan", "dates", NULL), 0);
    cli_said(c, "hôm nay");
}

static void imported_text_takes_the_place(void **state) {
    struct cli *c = *state;
    char *path = strdup(cli_write(c, "ke.txt",
                                  "KẾ HOẠCH\n\nI. VIỆC\n\n1. Một\n\n- làm trước ngày "
                                  "01/12/2021\n- làm nữa\n"));
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "plan", "import", path, NULL), 0);
    /* Clauses the campaign file names and this text has not: a warning of this command only. */
    cli_complained(c, path);
    cli_complained(c, "IV.2/2 (“Đăng ký với Hội LHPN huyện”, “100% đơn vị đăng ký đúng hạn”, “Đăng "
                      "ký với huyện”).\n"); /* whole, however long, and each clause once */
    assert_null(strstr(strstr(c->last.err, " IV.2/2 ") + 1, " IV.2/2 "));
    assert_int_equal(cli(c, "plan", NULL), 0);
    assert_int_equal(lines(c->last.out), 4);
    assert_string_equal(c->last.err, "");
    assert_int_equal(cli(c, "plan", "I.1/1", NULL), 0);
    assert_int_equal(cli(c, "plan", "IV.2/2", NULL), 4);
    assert_int_equal(cli(c, "plan", "dates", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$[0].date"), "01/12/2021");
    assert_int_equal(cli_number(c, "$[0].days_left"), 26);
    free(path);
}

/* What stands around the clauses is read by the names that `plan dates` gives it. */
static void what_stands_around_the_clauses(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "plan", "mở đầu", NULL), 0);
    cli_said(c, "Căn cứ Kế hoạch số 04/KH-BTV ngày 27/10/2021");
    assert_int_equal(lines(c->last.out), 1);
    char *path = strdup(cli_write(c, "plan.txt",
                                  "HỘI LHPN HUYỆN\nSố: 01/KH-BTV\nHải Hậu, ngày 02/11/2021\n"
                                  "KẾ HOẠCH\nThi đua\nCăn cứ văn bản ngày 01/11/2021:\n"
                                  "I. MỘT\n- Hai.\nTrên đây là kế hoạch.\n"
                                  "Nơi nhận:\n- Các xã;\nTM. BAN THƯỜNG VỤ\nTrần Thị Lụa"));
    assert_int_equal(cli(c, "plan", "import", path, NULL), 0);
    assert_int_equal(cli(c, "plan", "đầu văn bản", NULL), 0);
    assert_string_equal(c->last.out, "HỘI LHPN HUYỆN\nSố: 01/KH-BTV\nHải Hậu, ngày 02/11/2021\n"
                                     "KẾ HOẠCH\nThi đua\n");
    assert_int_equal(cli(c, "plan", "MO DAU", NULL), 0); /* as one can type it */
    assert_string_equal(c->last.out, "Căn cứ văn bản ngày 01/11/2021:\n");
    assert_int_equal(cli(c, "plan", "phần kết", NULL), 0);
    assert_string_equal(c->last.out, "Trên đây là kế hoạch.\n");
    assert_int_equal(cli(c, "plan", "nơi nhận, ký", NULL), 0);
    assert_string_equal(c->last.out, "Nơi nhận:\n- Các xã;\nTM. BAN THƯỜNG VỤ\nTrần Thị Lụa\n");

    assert_int_equal(cli(c, "plan", "import", cli_write(c, "p.txt", "I. MỘT\n- Hai.\n"), NULL), 0);
    assert_int_equal(cli(c, "plan", "mở đầu", NULL), 4);
    cli_complained(c, "Kế hoạch này không có phần “mở đầu”");
    free(path);
}

static void text_that_cannot_be_a_plan(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "plan", "import", cli_path(c, "none.txt"), NULL), 4);
    assert_int_equal(cli(c, "plan", "import", c->folder, NULL), 4);
    assert_int_equal(cli(c, "plan", "import", cli_write(c, "empty.txt", "\n \n"), NULL), 4);
    assert_int_equal(
        cli(c, "plan", "import", cli_write(c, "bad.txt", "I. Một\n- hai \xff\n"), NULL), 4);
    cli_complained(c, "bad.txt:2: ");
    whole_outline(c); /* the old one is in force */
}

static void official_text(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "plan", "import", getenv("PLAN"), NULL), 0);
    assert_string_equal(c->last.err, ""); /* it has every clause the campaign file names */
    whole_outline(c);
    assert_int_equal(cli(c, "plan", "II.4.2", NULL), 0);
    assert_int_equal(lines(c->last.out), 8);
    cli_said(c, "02 công trình phần việc");
    assert_null(strchr(c->last.out, '*'));
    assert_int_equal(cli(c, "plan", "IV.2/2", NULL), 0);
    assert_int_equal(lines(c->last.out), 1);
    cli_said(c, "Thời hạn đăng ký trước ngày 10/11/2021");
    check_dates(c);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, cli_setup, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(without_a_database),
        TEST(clause_and_all_under_it),
        TEST(unknown_clause_names_the_nearest),
        TEST(dates_of_the_plan),
        TEST(imported_text_takes_the_place),
        TEST(what_stands_around_the_clauses),
        TEST(text_that_cannot_be_a_plan),
    };
    const struct CMUnitTest official[] = {TEST(official_text)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    const char *plan = getenv("PLAN");
    if (plan && *plan)
        failed += cmocka_run_group_tests(official, NULL, NULL);
    return failed;
}
