/* thidua init: what it makes, what it refuses, what it leaves behind. */
#include "support/cli.h"
#include "support/test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static mode_t mode(const char *path) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

static void empty_database(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "status", NULL), 4);
    cli_complained(c, "init");
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(mode(c->db), 0600);
    assert_int_equal(cli(c, "status", "--json", NULL), 0);
    assert_int_equal(cli_number(c, "$.units.total"), 0);
    assert_int_equal(cli(c, "list", "units", "--json", NULL), 0);
    assert_string_equal(c->last.out, "[]\n");
    assert_int_equal(cli(c, "doctor", NULL), 0);
}

static void own_folder_by_default(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "init", NULL), 0);
    assert_int_equal(mode(cli_path(c, "data")), 0700);
    assert_int_equal(mode(cli_path(c, "data/thidua")), 0700);
    assert_int_equal(mode(cli_path(c, "data/thidua/thidua.db")), 0600);
    assert_int_equal(cli_bare(c, "status", NULL), 0);
}

static void same_campaign_twice(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", "--units", "config/don-vi.csv", NULL), 0);
    assert_int_equal(cli(c, "init", NULL), 5);
    assert_int_equal(cli(c, "init", "--sample", NULL), 5);
    assert_int_equal(cli(c, "list", "units", "--json", NULL), 0);
    assert_string_not_equal(cli_json(c, "$[36]"), "");
    assert_string_equal(cli_json(c, "$[37]"), "");
}

static void another_campaign_beside(void **state) {
    struct cli *c = *state;
    static char text[200000];
    FILE *f = fopen("config/thidua.ini", "r");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    char *at = strstr(text, "code = xiii-2021");
    assert_non_null(at);
    memcpy(at, "code = xiv--2026", 16);
    char *config = strdup(cli_write(c, "next.ini", text));
    cli_write(c, "ke-hoach.txt", "I. Một\n");
    c->config = config;
    assert_int_equal(cli(c, "init", NULL), 4); /* the plan beside it lacks the clauses */
    assert_false(cli_exists(c, "thidua.db"));
    static char plan[100000];
    f = fopen("config/ke-hoach.txt", "r");
    assert_non_null(f);
    plan[fread(plan, 1, sizeof plan - 1, f)] = '\0';
    fclose(f);
    cli_write(c, "ke-hoach.txt", plan);
    c->config = NULL;
    assert_int_equal(cli(c, "init", "--units", "config/don-vi.csv", NULL), 0);
    assert_int_equal(
        cli(c, "add", "work", "unit=hai-anh", "kind=collective", "theme=1", "title=Gửi quà", NULL),
        0);
    c->config = config;
    assert_int_equal(cli(c, "status", NULL), 4); /* not in the database yet */
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "status", "--json", NULL), 0);
    assert_int_equal(cli_number(c, "$.units.total"), 36); /* units are shared, works are not */
    assert_int_equal(cli_number(c, "$.works.total"), 0);
    assert_int_equal(cli(c, "list", "works", "--json", NULL), 0);
    assert_string_equal(c->last.out, "[]\n");
    c->config = NULL;
    assert_int_equal(cli(c, "list", "works", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$[0].title"), "Gửi quà");
    free(config);
}

static void failure_leaves_nothing(void **state) {
    struct cli *c = *state;
    char *bad = strdup(cli_write(c, "bad.csv",
                                 "code,name,kind\nhai-anh,Hải Anh,xã\nHải Hà,Hải Hà,xã\n"
                                 "hai-ly,,xã\n"));
    char expected[1200];
    assert_int_equal(cli(c, "init", "--units", bad, NULL), 4);
    snprintf(expected, sizeof expected, "%s:3: ", bad);
    cli_complained(c, expected);
    snprintf(expected, sizeof expected, "%s:4: ", bad);
    cli_complained(c, expected);
    assert_false(cli_exists(c, "thidua.db"));
    assert_int_equal(cli(c, "init", "--units", cli_path(c, "none.csv"), NULL), 4);
    assert_false(cli_exists(c, "thidua.db"));
    snprintf(c->db, sizeof c->db, "%s/no/such/thidua.db", c->folder);
    assert_int_not_equal(cli(c, "init", NULL), 0);
    assert_false(cli_exists(c, "no"));
    free(bad);
}

static void what_is_there_and_no_database(void **state) {
    struct cli *c = *state;
    cli_write(c, "thidua.db", "Đây là một tệp khác.\n");
    assert_int_equal(cli(c, "init", NULL), 6);
    assert_int_equal(cli(c, "status", NULL), 6);
    FILE *f = fopen(c->db, "r");
    char line[64] = "";
    assert_non_null(fgets(line, sizeof line, f));
    assert_string_equal(line, "Đây là một tệp khác.\n"); /* untouched */
    fclose(f);
    snprintf(c->db, sizeof c->db, "%s", c->folder);
    assert_int_not_equal(cli(c, "status", NULL), 0);
    assert_int_not_equal(cli(c, "init", NULL), 0);
}

/* The figures that sample.h says. */
static void sample_has_the_figures_of_the_home_screen(void **state) {
    static const struct {
        const char *path;
        int64_t value;
    } figures[] = {
        {"$.day", 36},
        {"$.days", 107},
        {"$.units.total", 36},
        {"$.units.registered", 24},
        {"$.units.missing", 12},
        {"$.units.members", 48210},
        {"$.works.approved", 41},
        {"$.works.submitted", 3},
        {"$.works.percent", 38},
        {"$.works.behind", 5},
        {"$.works.stale", 2},
        {"$.nominations.units", 0},
        {"$.duties.rolled_out", 30},
        {"$.duties.publicity", 4},
        {"$.deadlines[0].days_left", 4},
        {"$.deadlines[1].days_left", 71},
    };
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", "--sample", NULL), 0);
    assert_int_equal(cli(c, "status", "--json", NULL), 0);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (cli_number(c, figures[i].path) != figures[i].value)
            fail_msg("%s is %s, not %lld", figures[i].path, c->value, (long long)figures[i].value);
    assert_string_equal(cli_json(c, "$.deadlines[0].code"), "registration");
    assert_string_equal(cli_json(c, "$.deadlines[0].last_day"), "09/11/2021");
    assert_string_equal(cli_json(c, "$.deadlines[0].state"), "soon");
    assert_int_equal(cli(c, "check", NULL), 1);
    cli_said(c, "12 đơn vị");
    assert_int_equal(cli(c, "status", NULL), 0);
    cli_said(c, "còn 4 ngày");
    cli_said(c, "48.210 hội viên");
    assert_int_equal(cli(c, "doctor", NULL), 0);
    c->today = "10/11/2021";
    assert_int_equal(cli(c, "check", NULL), 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, cli_setup, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(empty_database),
        TEST(own_folder_by_default),
        TEST(same_campaign_twice),
        TEST(another_campaign_beside),
        TEST(failure_leaves_nothing),
        TEST(what_is_there_and_no_database),
        TEST(sample_has_the_figures_of_the_home_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
