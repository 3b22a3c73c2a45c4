/* thidua config check, and the refusal to start on a bad campaign file. */
#include "support/cli.h"
#include "support/test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The project's own file with one line changed, beside its plan. */
static const char *changed(struct cli *c, const char *from, const char *to) {
    static char text[200000], plan[100000], out[200000];
    FILE *f = fopen("config/thidua.ini", "r");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    f = fopen("config/ke-hoach.txt", "r");
    assert_non_null(f);
    plan[fread(plan, 1, sizeof plan - 1, f)] = '\0';
    fclose(f);
    char *at = strstr(text, from);
    assert_non_null(at);
    snprintf(out, sizeof out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    cli_write(c, "ke-hoach.txt", plan);
    return cli_write(c, "bad.ini", out);
}

/* The line of `what` in the file, as the message must say. */
static int line_of(const char *path, const char *what) {
    char line[2000];
    int n = 0;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        n++;
        if (strstr(line, what))
            break;
    }
    fclose(f);
    return n;
}

static void own_file_is_good(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "config", "check", "config/thidua.ini", NULL), 0);
    cli_said(c, "không có chỗ sai");
    assert_string_equal(c->last.err, "");
    assert_false(cli_exists(c, "data"));
}

static void each_mistake_has_file_and_line(void **state) {
    struct cli *c = *state;
    const char *path = changed(c, "\nbefore = 10/11/2021", "\nbefore = 31/11/2021");
    char expected[1100];
    snprintf(expected, sizeof expected, "%s:%d: ", path, line_of(path, "before = 31/11/2021 "));
    char *file = strdup(path);
    assert_int_equal(cli_bare(c, "config", "check", file, NULL), 4);
    cli_complained(c, expected);
    cli_complained(c, "31/11/2021");
    free(file);
}

static void all_mistakes_at_once(void **state) {
    struct cli *c = *state;
    char *file = strdup(changed(c, "stale_days = 14\nbehind_percent = 15\nwarn_days = 7",
                                "stale_days = 14x\nbehind_percent = 150\nwarn_dasy = 7"));
    assert_int_equal(cli_bare(c, "config", "check", file, NULL), 4);
    cli_complained(c, "stale_days");
    cli_complained(c, "behind_percent");
    cli_complained(c, "warn_dasy");
    free(file);
}

static void what_is_not_a_file(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "config", "check", cli_path(c, "none.ini"), NULL), 4);
    assert_int_equal(cli_bare(c, "config", "check", c->folder, NULL), 4);
    assert_int_equal(cli_bare(c, "config", "check", cli_write(c, "empty.ini", ""), NULL), 4);
    assert_int_equal(cli_bare(c, "config", "check", cli_write(c, "x.ini", "h\x01\xff[["), NULL), 4);
}

static void nothing_starts_on_a_bad_file(void **state) {
    static const char *const commands[][3] = {
        {"init"}, {"init", "--sample"}, {"status"},        {"check"},
        {"plan"}, {"list", "units"},    {"plan", "dates"}, {"doctor"},
    };
    struct cli *c = *state;
    char *file = strdup(changed(c, "\nby = 15/01/2022", "\nby = 15/13/2022"));
    c->config = file;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        assert_int_equal(cli(c, commands[i][0], commands[i][1], commands[i][2], NULL), 4);
        cli_complained(c, "15/13/2022");
        assert_false(cli_exists(c, "thidua.db"));
    }
    c->config = NULL;
    assert_int_equal(cli_bare(c, "--config", file, "init", NULL), 4);
    assert_false(cli_exists(c, "data"));
    /* Help needs no file at all. */
    assert_int_equal(cli_bare(c, "--config", file, "help", NULL), 0);
    free(file);
}

/* However long a from–to has been open: near its last day what is missing is pressing. */
static void an_open_deadline_is_pressing_too(void **state) {
    struct cli *c = *state;
    char *file =
        strdup(changed(c, "\nbefore = 10/11/2021", "\nfrom = 01/11/2021\nto = 09/11/2021"));
    c->config = file;
    assert_int_equal(cli(c, "init", "--units", "config/don-vi.csv", NULL), 0);
    assert_int_equal(cli(c, "status", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$.deadlines[0].code"), "registration");
    assert_string_equal(cli_json(c, "$.deadlines[0].state"), "open");
    assert_int_equal(cli(c, "check", NULL), 1);
    cli_said(c, "! 36 đơn vị chưa đăng ký, hạn cuối 09/11/2021 (còn 4 ngày)");
    free(file);
}

/* A file with nothing but what must be there is a campaign too: no line, sign or heading of
 * what it has not. Who has not registered is missing at that deadline all the same. */
static void the_least_that_will_do(void **state) {
    static const char least[] = "[campaign]\n"
                                "code = nho\n"
                                "name = \"Đợt nhỏ\"\n"
                                "plan = van.txt\n"
                                "start = 01/11/2021\n"
                                "timezone = Asia/Ho_Chi_Minh\n"
                                "[deadline.registration]\n"
                                "label = \"Đăng ký\"\n"
                                "by = 30/11/2021\n"
                                "source = office\n"
                                "[deadline.end]\n"
                                "label = \"Kết thúc\"\n"
                                "by = 31/12/2021\n"
                                "source = office\n"
                                "[theme.chung]\n"
                                "label = \"Việc chung\"\n"
                                "source = office\n"
                                "[progress]\n"
                                "stale_days = 14\n"
                                "behind_percent = 15\n"
                                "warn_days = 7\n"
                                "[access]\n"
                                "idle_minutes = 30\n"
                                "[review]\n"
                                "council = \"Ban Thường vụ\"\n";
    struct cli *c = *state;
    cli_write(c, "van.txt", "Một đoạn văn không đánh số.\n");
    char *file = strdup(cli_write(c, "least.ini", least));
    c->config = file;
    assert_int_equal(cli(c, "init", "--units", "config/don-vi.csv", NULL), 0);
    assert_int_equal(cli(c, "status", NULL), 0);
    assert_memory_equal(c->last.out, "Đợt nhỏ · 05/11/2021\nNgày 5/61 ",
                        strlen("Đợt nhỏ · 05/11/2021\nNgày 5/61 "));
    assert_null(strstr(c->last.out, "Chỉ tiêu"));
    assert_int_equal(cli(c, "status", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$.targets"), "[]");
    assert_int_equal(cli(c, "check", NULL), 0);
    assert_int_equal(cli(c, "plan", NULL), 0);
    assert_int_equal(cli(c, "doctor", NULL), 0);
    static const struct {
        const char *day, *said;
        int code;
    } days[] = {
        {"22/11/2021", "", 0},
        {"23/11/2021", "! 36 đơn vị chưa đăng ký, hạn cuối 30/11/2021 (còn 7 ngày)", 1},
        {"30/11/2021", "! 36 đơn vị chưa đăng ký, hạn cuối là hôm nay, 30/11/2021", 1},
        {"01/12/2021", "! 36 đơn vị chưa đăng ký, đã quá hạn 30/11/2021 (1 ngày)", 2},
    };
    const char *today = c->today;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        c->today = days[i].day;
        assert_int_equal(cli(c, "check", NULL), days[i].code);
        cli_said(c, days[i].said);
    }
    c->today = today;
    assert_int_equal(cli(c, "list", "works", NULL), 0);
    assert_int_equal(cli(c, "list", "duties", NULL), 0);
    free(file);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, cli_setup, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(own_file_is_good),
        TEST(each_mistake_has_file_and_line),
        TEST(all_mistakes_at_once),
        TEST(what_is_not_a_file),
        TEST(nothing_starts_on_a_bad_file),
        TEST(an_open_deadline_is_pressing_too),
        TEST(the_least_that_will_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
