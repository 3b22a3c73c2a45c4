/* A campaign of Hải Hậu's 34 units and 2 affiliates, from an empty folder to nominations sent and
 * judged, through commands only. */
#include "support/cli.h"
#include "support/test.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 36, WORKS = 2 * UNITS };

static char units[UNITS][32]; /* codes */

static void must(struct cli *c, int code) {
    if (code)
        fail_msg("exit %d: %s", code, c->last.err);
}

static void figure(struct cli *c, const char *path, int64_t value) {
    must(c, cli(c, "status", "--json", NULL));
    if (cli_number(c, path) != value)
        fail_msg("%s is %s, not %" PRId64, path, c->value, value);
}

static const char *number(int64_t n) {
    static char text[32];
    snprintf(text, sizeof text, "%" PRId64, n);
    return text;
}

/* The codes of the units that count, as the list gives them. */
static void read_units(struct cli *c) {
    size_t n = 0;
    must(c, cli(c, "list", "units", "--json", NULL));
    for (int i = 0; i <= UNITS; i++) {
        char path[32];
        snprintf(path, sizeof path, "$[%d].kind", i);
        if (!strcmp(cli_json(c, path), "district"))
            continue;
        snprintf(path, sizeof path, "$[%d].code", i);
        assert_true(n < UNITS);
        snprintf(units[n++], sizeof units[0], "%.31s", cli_json(c, path));
    }
    assert_int_equal(n, UNITS);
}

static void begins(struct cli *c) {
    c->today = "28/10/2021";
    must(c, cli(c, "init", "--units", "config/don-vi.csv", NULL));
    read_units(c);
    figure(c, "$.units.total", UNITS);
    figure(c, "$.units.missing", UNITS);
    figure(c, "$.day", 28);
}

/* Everyone receives the plan and rolls it out; the district does its own. */
static void receives_and_rolls_out(struct cli *c) {
    char unit[40];
    for (int i = 0; i < UNITS; i++) {
        snprintf(unit, sizeof unit, "unit=%.31s", units[i]);
        c->today = "29/10/2021";
        must(c, cli(c, "add", "receipt", unit, "person=Phạm Thị Mơ", NULL));
        c->today = "02/11/2021";
        must(c, cli(c, "add", "duty", unit, "duty=rollout", "day=1/11", "title=Họp Ban Chấp hành",
                    NULL));
    }
    must(c, cli(c, "add", "duties", "unit=huyen", "duty=Lập kế hoạch, chỉ đạo, hướng dẫn cơ sở",
                "day=28/10/2021", NULL));
    must(c, cli(c, "add", "duty", "unit=hai-ly", "duty=publicity", "title=Bài trên trang của Hội",
                NULL));
    figure(c, "$.duties.rolled_out", UNITS);
    figure(c, "$.duties.publicity", 1);
}

/* One collective and one individual work a unit, from the units' paper. */
static void registers(struct cli *c) {
    static char csv[WORKS * 200];
    size_t n = (size_t)snprintf(csv, sizeof csv,
                                "\xef\xbb\xbfĐơn vị;Tên công trình, phần việc;Tập thể/cá nhân;"
                                "theme;Họ và tên cá nhân;Chỉ tiêu;Đơn vị tính\r\n");
    for (int i = 0; i < UNITS; i++) {
        n += (size_t)snprintf(csv + n, sizeof csv - n,
                              "%s;Tặng quà phụ nữ khó khăn;tập thể;1;;40;suất\r\n", units[i]);
        n += (size_t)snprintf(csv + n, sizeof csv - n,
                              "%s;\"Vườn rau sạch\";cá nhân;2;Trần Thị Lụa;1,5;sào\r\n", units[i]);
    }
    char *path = strdup(cli_write(c, "works.csv", csv));
    c->today = "05/11/2021";
    must(c, cli(c, "import", "works", path, "--dry-run", NULL));
    cli_said(c, "thêm 72");
    figure(c, "$.works.draft", 0);
    must(c, cli(c, "import", "works", path, NULL));
    figure(c, "$.works.draft", WORKS);
    must(c, cli(c, "import", "works", path, NULL));
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 72");
    int64_t logged = cli_sql(c, "SELECT count(*) FROM log");
    must(c, cli(c, "import", "works", path, NULL));
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM log"), logged);
    free(path);
}

static void submits_in_time_but_one(struct cli *c) {
    for (int id = 1; id <= WORKS; id++) {
        c->today = id > WORKS - 2 ? "10/11/2021" : id == 1 ? "09/11/2021" : "05/11/2021";
        must(c, cli(c, "submit", "work", number(id), NULL));
    }
    figure(c, "$.units.registered", UNITS);
    figure(c, "$.units.on_time", UNITS - 1); /* 09/11 is the last day on time, 10/11 is late */
    figure(c, "$.units.late", 1);
    /* Returned and sent again after the day: it was on time, and stays so. */
    c->today = "11/11/2021";
    must(c, cli(c, "return", "work", "1", "reason=Chưa ghi nguồn kinh phí", NULL));
    must(c, cli(c, "set", "work", "1", "source=Hội viên đóng góp", NULL));
    must(c, cli(c, "submit", "work", "1", NULL));
    figure(c, "$.units.on_time", UNITS - 1);
    for (int id = 1; id <= WORKS - 2; id++)
        must(c, cli(c, "approve", "work", number(id), NULL));
    for (int id = WORKS - 1; id <= WORKS; id++) { /* late: accepted for a reason */
        assert_int_equal(cli(c, "approve", "work", number(id), NULL), 4);
        must(c, cli(c, "approve", "work", number(id), "reason=Xã bị ngập, mất liên lạc", NULL));
    }
    figure(c, "$.works.approved", WORKS);
}

static void progresses(struct cli *c) {
    static char csv[WORKS * 120];
    size_t n = (size_t)snprintf(csv, sizeof csv, "unit,title,day,quantity,value,women,note\n");
    for (int i = 0; i < UNITS; i++)
        n += (size_t)snprintf(
            csv + n, sizeof csv - n,
            "%s,Tặng quà phụ nữ khó khăn,20/11/2021,20,6 triệu,20,\"đợt 1,\nở nhà văn "
            "hóa\"\n",
            units[i]);
    char *path = strdup(cli_write(c, "progress.csv", csv));
    c->today = "20/11/2021";
    must(c, cli(c, "import", "progress", path, NULL));
    must(c, cli(c, "import", "progress", path, NULL));
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 36");
    free(path);
    must(c, cli(c, "list", "works", "--kind=collective", "--json", NULL));
    assert_int_equal(cli_number(c, "$[35].percent"), 50);
    assert_int_equal(cli_number(c, "$[35].value"), 6000000);
    /* A running total: 45 in all, 25 more than before; 100 % is the most. */
    c->today = "10/12/2021";
    must(c, cli(c, "add", "progress", "work=1", "total=45", NULL));
    assert_int_equal(cli_sql(c, "SELECT quantity FROM progress WHERE work = 1 ORDER BY id DESC"),
                     25000);
    assert_int_equal(cli_sql(c, "SELECT percent FROM work WHERE id = 1"), 100);
    must(c, cli(c, "add", "progress", "work=2", "quantity=0,75", "day=9/12", NULL));
    assert_int_equal(cli_sql(c, "SELECT percent FROM work WHERE id = 2"), 50);
    must(c, cli(c, "complete", "work", "1", NULL));
    must(c, cli(c, "stop", "work", "3", "reason=Ngập úng", NULL));
    figure(c, "$.works.completed", 1);
    figure(c, "$.works.approved", WORKS - 2);
}

static void judge_all(struct cli *c, const char *nomination, const char *const *lines,
                      size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(cli(c, "submit", "nomination", nomination, NULL), 5);
        must(c, cli(c, "judge", nomination, lines[i], "met", "evidence=KH 02/KH-PN", NULL));
    }
}

static void nominates(struct cli *c) {
    static const char *const collective[] = {"law",   "launched",   "followed",   "reported",
                                             "led",   "reach",      "pioneering", "change",
                                             "media", "recognised", "spread"};
    static const char *const dossier[] = {"proposal", "list", "minutes", "report"};
    static const char *const individual[] = {"law", "active", "model", "introduced"};
    c->today = "16/01/2022";
    must(c, cli(c, "add", "nomination", "work=1", "summary=45 suất quà", NULL));
    must(c, cli(c, "add", "nomination", "work=2", NULL));
    assert_int_equal(cli(c, "add", "nomination", "work=1", NULL), 5); /* once is enough */
    judge_all(c, "1", collective, sizeof collective / sizeof *collective);
    for (size_t i = 0; i < sizeof dossier / sizeof *dossier; i++)
        must(c, cli(c, "judge", "1", dossier[i], "met", NULL));
    must(c, cli(c, "submit", "nomination", "1", NULL));
    judge_all(c, "2", individual, sizeof individual / sizeof *individual);
    must(c, cli(c, "judge", "2", "model", "unmet", NULL)); /* she thinks again */
    must(c, cli(c, "submit", "nomination", "2", NULL));
    figure(c, "$.nominations.collective", 1);
    figure(c, "$.nominations.individual", 1);
    figure(c, "$.nominations.submitted", 2);
    must(c, cli(c, "approve", "nomination", "1", NULL));
    cli_said(c, "(đủ điều kiện)");
    must(c, cli(c, "approve", "nomination", "2", NULL));
    cli_said(c, "(không đủ điều kiện; chưa đạt “Nhân tố mới");
    figure(c, "$.nominations.eligible", 1);
}

static void ends(struct cli *c) {
    assert_int_equal(cli(c, "check", NULL), 2); /* 35 units have introduced nobody */
    must(c, cli(c, "doctor", NULL));
    must(c, cli(c, "list", "nominations", "--json", NULL));
    assert_string_equal(cli_json(c, "$[1].state"), "ineligible");
    must(c, cli(c, "status", "--unit", units[0], NULL));
    must(c, cli(c, "list", "log", "--json", NULL));
    assert_true(strlen(cli_json(c, "$[0]")) > 0);
}

static void whole_campaign(void **state) {
    struct cli c;
    (void)state;
    cli_open(&c);
    begins(&c);
    receives_and_rolls_out(&c);
    registers(&c);
    submits_in_time_but_one(&c);
    progresses(&c);
    nominates(&c);
    ends(&c);
    cli_close(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_campaign)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
