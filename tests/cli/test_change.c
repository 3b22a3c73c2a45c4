/* add, set, steps, delete, judge: what they do to one record, and every refusal. */
#include "support/cli.h"
#include "support/test.h"
#include <string.h>

/* Two units and the district, one work of each kind: ids 1 (collective) and 2 (individual). */
static int setup(void **state) {
    cli_setup(state);
    struct cli *c = *state;
    const char *csv = cli_write(c, "units.csv",
                                "code,name,kind\nhai-anh,Hội LHPN xã Hải Anh,commune\n"
                                "hai-ha,Hội LHPN xã Hải Hà,commune\n"
                                "huyen,Hội LHPN huyện,district\n");
    assert_int_equal(cli(c, "init", "--units", csv, NULL), 0);
    assert_int_equal(cli(c, "add", "work", "unit=hai-anh", "kind=collective", "theme=1",
                         "title=Tặng quà", "goal=40", "unit_of_measure=suất", NULL),
                     0);
    assert_int_equal(cli(c, "add", "works", "unit=Hội LHPN xã Hải Hà", "kind=cá nhân",
                         "theme=Tự chọn", "title=Vườn rau", "person=Trần Thị Lụa", NULL),
                     0);
    return 0;
}

static void work_is_as_written(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "list", "works", "--sort", "id", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$[0].title"), "Tặng quà");
    assert_string_equal(cli_json(c, "$[0].unit"), "hai-anh");
    assert_string_equal(cli_json(c, "$[0].goal"), "40");
    assert_string_equal(cli_json(c, "$[0].state"), "draft");
    assert_string_equal(cli_json(c, "$[1].unit"), "hai-ha");
    assert_string_equal(cli_json(c, "$[1].kind"), "individual");
    assert_string_equal(cli_json(c, "$[1].theme"), "own");
    assert_string_equal(cli_json(c, "$[1].contents"), "[]"); /* none is an array too */
}

/* A code far too long is shown as much as fits, whole letters only. */
static void what_is_not_there_is_quoted_whole(void **state) {
    struct cli *c = *state;
    char code[400] = "xx";
    for (int i = 0; i < 100; i++)
        strcat(code, "ầ");
    assert_int_equal(cli(c, "status", "--unit", code, NULL), 4);
    cli_complained(c, "Không có đơn vị “xxầầ");
    cli_complained(c, "ầ…”.");
    assert_null(strstr(c->last.err, "\uFFFD"));
}

static void add_refuses(void **state) {
    static const struct {
        const char *words[6];
        int code;
        const char *says;
    } refused[] = {
        {{"add", "wrok", "title=x"}, 4, "wrok"},
        {{"add", "officer", "login=x"}, 4, "officer"},
        {{"add", "judgement", "result=met"}, 4, "judgement"},
        {{"add", "work"}, 3, "add LOẠI"},
        {{"add", "work", "title"}, 3, "khóa=giá_trị"},
        {{"add", "work", "=x"}, 3, "khóa=giá_trị"},
        {{"add", "work", "titel=x"}, 4, "“title”"},
        {{"add", "work", "title=a", "title=b"}, 4, "hai lần"},
        {{"add", "work", "title=a", "kind=collective", "theme=1"}, 4, "unit="},
        {{"add", "work", "unit=hai-anh", "kind=collective", "theme=1"}, 4, "title="},
        {{"add", "work", "unit=hai-ahn"}, 4, "hai-ahn"},
        {{"add", "work", "kind=nobody"}, 4, "nobody"},
        {{"add", "work", "theme=9"}, 4, "“9”"},
        {{"add", "work", "contents=covid nothing"}, 4, "nothing"},
        {{"add", "work", "state=approved"}, 4, "Trạng thái"},
        {{"add", "work", "start=31/11/2021"}, 4, "31/11/2021"},
        {{"add", "work", "goal=1.2"}, 4, "1,2"},
        {{"add", "work", "goal=-1"}, 4, "Chỉ tiêu"},
        {{"add", "work", "title=a\xe2\x80\xae"}, 4, "Tên"},
        {{"add", "work", "title=a\nb"}, 4, "Tên"},
        {{"add", "unit", "code=Hải", "name=x", "kind=xã"}, 4, "Mã đơn vị"},
        {{"add", "unit", "code=hai-anh", "name=x", "kind=xã"}, 5, "Mã đơn vị"},
        {{"add", "progress", "work=99", "quantity=1"}, 4, "99"},
        {{"add", "progress", "work=1", "total=3", "quantity=1"}, 4, "total"},
        {{"add", "progress", "work=1", "total=3", "lũy kế=4"}, 4, "hai lần"},
        {{"add", "progress", "work=2", "total=3"}, 4, "percent"},
        {{"add", "nomination", "work=99"}, 4, "99"},
        {{"add", "duty", "unit=hai-anh", "duty=nothing"}, 4, "nothing"},
        {{"add", "duty", "unit=hai-anh", "duty=guide"}, 4, "của huyện"},
        {{"add", "duty", "unit=huyen", "duty=rollout"}, 4, "của các đơn vị"},
        {{"add", "duty", "unit=hai-anh", "duty=register"}, 4, "không phải ghi"},
        {{"add", "receipt", "unit=hai-anh", "day=5/13"}, 4, "5/13"},
    };
    struct cli *c = *state;
    int64_t rows = cli_sql(c, "SELECT count(*) FROM log");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *const *w = refused[i].words;
        int code = cli(c, w[0], w[1], w[2], w[3], w[4], w[5], NULL);
        if (code != refused[i].code)
            fail_msg("%s %s %s: exit %d: %s", w[0], w[1], w[2] ? w[2] : "", code, c->last.err);
        cli_complained(c, refused[i].says);
    }
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM log"), rows);
}

static void rules_of_a_whole_record(void **state) {
    struct cli *c = *state;
    assert_int_equal(
        cli(c, "add", "work", "unit=hai-anh", "kind=individual", "theme=1", "title=a", NULL),
        4); /* nobody named */
    assert_int_equal(cli(c, "add", "work", "unit=hai-anh", "kind=collective", "theme=1", "title=a",
                         "goal=5", NULL),
                     4); /* of what? */
    assert_int_equal(cli(c, "set", "work", "1", "start=10/12/2021", "finish=1/12/2021", NULL), 4);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "women=10", "members=11", NULL), 4);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "women=10", "members=10", NULL), 0);
}

static void set_changes_and_refuses(void **state) {
    struct cli *c = *state;
    assert_int_equal(
        cli(c, "set", "unit", "hai-anh", "phone=0912 345 678", "Chủ tịch Hội=Bùi Thị Hằng", NULL),
        0);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=0912 345 678", NULL), 0);
    cli_said(c, "Không có gì thay đổi");
    assert_int_equal(cli_sql(c, "SELECT version FROM unit WHERE code = 'hai-anh'"), 2);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=", NULL), 0);
    assert_int_equal(cli_sql(c, "SELECT phone IS NULL FROM unit WHERE code = 'hai-anh'"), 1);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "code=hai-em", NULL), 4);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "name=", NULL), 4);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=abc", NULL), 4);
    assert_int_equal(cli(c, "set", "unit", "hai-em", "phone=0912345678", NULL), 4);
    assert_int_equal(cli(c, "set", "work", "1", "unit=hai-ha", NULL), 4);
    assert_int_equal(cli(c, "set", "work", "99", "title=x", NULL), 4);
    assert_int_equal(cli(c, "set", "work", "one", "title=x", NULL), 4);
    assert_int_equal(cli(c, "set", "work", "0", "title=x", NULL), 4);
    assert_int_equal(cli(c, "set", "work", "-1", "title=x", NULL), 3);
    assert_int_equal(cli(c, "set", "work", "99999999999999999999", "title=x", NULL), 4);
    assert_int_equal(cli(c, "set", "work", "1", NULL), 3);
    assert_int_equal(cli(c, "set", "work", "1", "title=Tặng 40 suất quà", NULL), 0);
    cli_said(c, "số 1");
}

static void life_of_a_work(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "approve", "work", "1", NULL), 5); /* not sent yet */
    assert_int_equal(cli(c, "complete", "work", "1", NULL), 5);
    assert_int_equal(cli(c, "submit", "work", "1", NULL), 0);
    cli_said(c, "đã gửi");
    assert_int_equal(cli(c, "submit", "work", "1", NULL), 5);
    assert_int_equal(cli(c, "return", "work", "1", NULL), 4); /* why? */
    cli_complained(c, "reason=");
    assert_int_equal(cli(c, "return", "work", "1", "reason=  ", NULL), 4);
    assert_int_equal(cli(c, "return", "work", "1", "because=x", NULL), 3);
    assert_int_equal(cli(c, "return", "work", "1", "reason=Thiếu nguồn", NULL), 0);
    assert_int_equal(cli(c, "submit", "work", "1", NULL), 0);
    assert_int_equal(cli(c, "approve", "work", "1", NULL), 0);
    cli_said(c, "đang thực hiện");
    assert_int_equal(cli(c, "stop", "work", "1", NULL), 4);
    assert_int_equal(cli(c, "stop", "work", "1", "reason=Ngập", NULL), 0);
    assert_int_equal(cli(c, "complete", "work", "1", NULL), 5);
    assert_int_equal(cli(c, "submit", "unit", "hai-anh", NULL), 4); /* a unit is not sent */
    assert_int_equal(cli(c, "approve", "duty", "1", NULL), 4);
    assert_int_equal(cli(c, "submit", "work", "99", NULL), 4);
    assert_int_equal(cli(c, "submit", "work", NULL), 3);
    assert_int_equal(cli(c, "complete", "nomination", "1", NULL), 4);
}

static void deleting(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "delete", "unit", "hai-anh", NULL), 5); /* it has a work */
    assert_int_equal(cli(c, "delete", "work", "1", NULL), 0);
    assert_int_equal(cli(c, "delete", "work", "1", NULL), 4);
    assert_int_equal(cli(c, "delete", "unit", "hai-anh", NULL), 0);
    assert_int_equal(cli(c, "list", "units", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$[2]"), "");
    assert_int_equal(cli(c, "delete", "officer", "root", NULL), 4);
    assert_int_equal(cli(c, "delete", "log", "1", NULL), 4);
}

static void judging(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "judge", "1", "law", "met", NULL), 4); /* no such nomination */
    assert_int_equal(cli(c, "submit", "work", "2", NULL), 0);
    assert_int_equal(cli(c, "approve", "work", "2", NULL), 0);
    assert_int_equal(cli(c, "add", "nomination", "work=2", NULL), 0);
    assert_int_equal(cli(c, "judge", "1", "lwa", "met", NULL), 4);
    assert_int_equal(cli(c, "judge", "1", "law", "perhaps", NULL), 4);
    assert_int_equal(cli(c, "judge", "1", "law", "met", "because=x", NULL), 3);
    assert_int_equal(cli(c, "judge", "1", "launched", "met", NULL), 4);   /* for collectives */
    assert_int_equal(cli(c, "judge", "1", "initiative", "met", NULL), 4); /* full-time officers */
    assert_int_equal(cli(c, "judge", "1", "law", "met", "evidence=Biên bản 3/BB", NULL), 0);
    assert_int_equal(cli(c, "judge", "1", "law", "chưa đạt", NULL), 0);
    assert_int_equal(cli_sql(c,
                             "SELECT evidence = 'Biên bản 3/BB' AND result = 'unmet' FROM judgement"
                             " WHERE criterion = 'law' AND deleted_at IS NULL"),
                     1);
    assert_int_equal(cli(c, "judge", "1", "law", "met", "evidence=", NULL), 0);
    assert_int_equal(cli_sql(c, "SELECT evidence IS NULL FROM judgement WHERE criterion = 'law'"
                                " AND deleted_at IS NULL"),
                     1);
    assert_int_equal(
        cli(c, "judge", "1", "Tích cực, tiên phong, hành động thiết thực, nổi trội", "đạt", NULL),
        0);
    assert_int_equal(cli(c, "judge", "1", "minutes", "met", NULL), 0);
}

/* Every line, judged or not, by the code that `judge` takes. */
static void what_is_judged(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "checklist", "1", NULL), 4); /* no such nomination */
    assert_int_equal(cli(c, "checklist", "law", NULL), 4);
    assert_int_equal(cli(c, "submit", "work", "2", NULL), 0);
    assert_int_equal(cli(c, "approve", "work", "2", NULL), 0);
    assert_int_equal(cli(c, "add", "nomination", "work=2", NULL), 0);
    assert_int_equal(cli(c, "judge", "1", "law", "unmet", "evidence=Biên bản 3/BB", NULL), 0);
    assert_int_equal(cli(c, "checklist", "1", NULL), 0);
    cli_said(c, "[-]  law ");
    cli_said(c, "Biên bản 3/BB");
    cli_said(c, "[ ]  active ");
    cli_said(c, ": chưa nộp được: còn 3 dòng.");
    assert_int_equal(cli(c, "checklist", "1", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$[0].code"), "law");
    assert_string_equal(cli_json(c, "$[0].part"), "criterion");
    assert_string_equal(cli_json(c, "$[0].result"), "unmet");
    assert_string_equal(cli_json(c, "$[0].evidence"), "Biên bản 3/BB");
    assert_string_equal(cli_json(c, "$[1].code"), "active");
    assert_string_equal(cli_json(c, "$[1].result"), "");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(work_is_as_written),
        TEST(what_is_not_there_is_quoted_whole),
        TEST(add_refuses),
        TEST(rules_of_a_whole_record),
        TEST(set_changes_and_refuses),
        TEST(life_of_a_work),
        TEST(deleting),
        TEST(judging),
        TEST(what_is_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
