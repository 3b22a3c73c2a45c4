/* thidua import: every form of CSV an office writes, and every line that is refused. */
#include "support/cli.h"
#include "support/test.h"
#include <stdio.h>
#include <string.h>

static int setup(void **state) {
    cli_setup(state);
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", "--units", "config/don-vi.csv", NULL), 0);
    return 0;
}

static int import(struct cli *c, const char *kind, const char *text) {
    return cli(c, "import", kind, cli_write(c, "in.csv", text), NULL);
}

/* "in.csv:LINE: " begins a line of the complaint. */
static void complained_of(struct cli *c, int line) {
    char expected[1200];
    snprintf(expected, sizeof expected, "%s/in.csv:%d: ", c->folder, line);
    const char *at = strstr(c->last.err, expected);
    if (!at || (at != c->last.err && at[-1] != '\n'))
        fail_msg("nothing about line %d in\n%s", line, c->last.err);
}

static void forms_of_csv(void **state) {
    static const char *const forms[] = {
        "code,name,kind\nnew,Xã Mới,commune\n",
        "\uFEFFcode,name,kind\r\nnew,Xã Mới,xã\r\n",
        "Mã đơn vị;Tên đơn vị;Loại đơn vị\nnew;Xã Mới;Xã\n",
        "kind\tname\tcode\nxa\t\"Xã Mới\"\tnew",
        "TEN DON VI,ma don vi,KIND\n\n\"Xã\nMới\",new,commune\n", /* a newline in a name: refused */
    };
    struct cli *c = *state;
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(import(c, "units", forms[i]), 0);
        cli_said(c, i ? "giữ nguyên 1" : "thêm 1");
    }
    assert_int_equal(import(c, "units", forms[4]), 4);
    assert_int_equal(
        cli_sql(c, "SELECT count(*) FROM unit WHERE name = 'Xã Mới' AND kind = 'commune'"), 1);
}

static void header_mistakes(void **state) {
    static const struct {
        const char *text, *says;
    } mistakes[] = {
        {"", "in.csv"},
        {"code,name\na,b\n", "kind"},
        {"code,name,kind,colour\na,b,xã,red\n", "colour"},
        {"code,name,kind,fone\na,b,xã,1\n", "fone"},
        {"code,name,kind,name\na,b,xã,c\n", "hai lần"},
        {"code,name,kind,Tên đơn vị\na,b,xã,c\n", "hai lần"},
    };
    struct cli *c = *state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        assert_int_equal(import(c, "units", mistakes[i].text), 4);
        complained_of(c, 1);
        cli_complained(c, mistakes[i].says);
    }
    assert_int_equal(import(c, "works", "unit,title,kind,theme,state\nhai-anh,a,tập thể,1,draft\n"),
                     4);
    cli_complained(c, "Trạng thái");
    assert_int_equal(import(c, "progress", "day,quantity\n5/11/2021,1\n"), 4);
    assert_int_equal(import(c, "progress", "title,day,quantity\nx,5/11/2021,1\n"), 4);
}

static void every_bad_line_is_told(void **state) {
    struct cli *c = *state;
    assert_int_equal(import(c, "units",
                            "code,name,kind,members,phone\n"
                            "good,Xã Tốt,xã,10,\n"
                            "Bad Code,Xã,xã,,\n"
                            "\"two\",\"Xã\",làng,mười,\n"
                            "three,,xã,,\n"
                            "four,\"Xã \xe2\x80\xaeX\",xã,,\n"),
                     4);
    assert_int_equal(import(c, "units",
                            "code,name,kind,members,phone\n"
                            "good,Xã Tốt,xã,10,\n"
                            "Bad Code,Xã,xã,,\n"
                            "\"two\",\"Xã\",làng,mười,\n"
                            "three,,xã,,\n"
                            "good,Xã Khác,xã,,\n"),
                     4);
    for (int line = 3; line <= 6; line++)
        complained_of(c, line);
    cli_complained(c, "làng");
    cli_complained(c, "mười"); /* both mistakes of the line */
    assert_int_equal(import(c, "units",
                            "code,name,kind\n"
                            "Bad Code,Xã,xã\n"
                            "x,\"Xã\xff\",xã\n"
                            "good,Xã Tốt,xã,thừa\n"
                            "Also Bad,Xã,xã\n"
                            "y,\"Xã,xã\n"),
                     4);
    for (int line = 2; line <= 6; line++)
        complained_of(c, line);
    cli_complained(c, "5 dòng có chỗ sai");
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM unit WHERE code IN ('good', 'two', 'three')"),
                     0);
}

static void broken_csv(void **state) {
    struct cli *c = *state;
    assert_int_equal(import(c, "units", "code,name,kind\na,b,xã\nc,\"d,xã\n"), 4);
    complained_of(c, 3);
    assert_int_equal(import(c, "units", "code,name,kind\na,b,xã,extra\n"), 4);
    complained_of(c, 2);
    assert_int_equal(import(c, "units", "code,name,kind\na,b,xã\nc,\xff,xã\n"), 4);
    complained_of(c, 3);
    assert_int_equal(cli(c, "import", "units", cli_path(c, "none.csv"), NULL), 4);
    assert_int_equal(cli(c, "import", "units", c->folder, NULL), 4);
    assert_int_equal(import(c, "log", "id\n1\n"), 4);
    assert_int_equal(import(c, "duties", "id\n1\n"), 4);
}

static void units_are_known_by_code(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "import", "units", "config/don-vi.csv", NULL), 0);
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 37");
    assert_int_equal(import(c, "unit",
                            "code,name,kind,phone\nhai-anh,Hải Anh,xã,\n"
                            "hai-ly,Hải Lý,xã,0987 654 321\n"),
                     0);
    cli_said(c, "thêm 0, sửa 1, giữ nguyên 1"); /* an empty cell leaves what is there */
    assert_int_equal(cli_sql(c, "SELECT phone IS NOT NULL FROM unit WHERE code = 'hai-anh'"), 1);
    assert_int_equal(cli_sql(c, "SELECT phone = '0987 654 321' FROM unit WHERE code = 'hai-ly'"),
                     1);
}

static void works_are_known_by_unit_title_kind_and_person(void **state) {
    static const char text[] = "unit,title,kind,theme,person,goal,unit_of_measure,contents\n"
                               "hai-anh,Vườn rau,cá nhân,2,Trần Thị Lụa,1,sào,family;study\n"
                               "hai-anh,Vườn rau,cá nhân,2,Trần Thị Mơ,2,sào,\n"
                               "hai-anh,Vườn rau,tập thể,2,,3,sào,\n"
                               "hai-ha,Vườn rau,tập thể,2,,4,sào,\n";
    struct cli *c = *state;
    assert_int_equal(cli(c, "import", "works", cli_write(c, "in.csv", text), "--dry-run", NULL), 0);
    cli_said(c, "thêm 4");
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM work"), 0);
    assert_int_equal(import(c, "works", text), 0);
    assert_int_equal(import(c, "works", text), 0);
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 4");
    assert_int_equal(
        import(c, "works", "unit,title,kind,theme,note\nhai-ha,Vườn rau,tập thể,2,mới\n"), 0);
    cli_said(c, "thêm 0, sửa 1, giữ nguyên 0");
    assert_int_equal(cli_sql(c, "SELECT goal FROM work WHERE unit = 'hai-ha'"), 4000);
    /* nobody sees how many blanks there are between two words */
    assert_int_equal(
        import(c, "works", "unit,title,kind,theme\nhai-ha, Vườn  \u00a0rau,tập thể,2\n"), 0);
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 1");
    assert_int_equal(
        import(c, "works", "unit,title,kind,theme,note\nhai-ha,Ao  cá,tập thể,2,một  hai\n"), 0);
    cli_said(c, "thêm 1");
    assert_int_equal(
        import(c, "works", "unit,title,kind,theme,note\nhai-ha,Ao  cá,tập thể,2,một  hai\n"), 0);
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 1");
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM work WHERE title = 'Ao cá'"), 1);
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM work WHERE note = 'một  hai'"), 1);
    assert_int_equal(
        import(c, "works", "unit,title,kind,theme\nhai-ha,a,tập thể,2\nhai-ha,a,tập thể,1\n"), 4);
    complained_of(c, 3);
    cli_complained(c, "dòng 2");
}

static void progress_is_known_by_work_day_and_amounts(void **state) {
    static const char works[] = "unit,title,kind,theme,goal,unit_of_measure,person\n"
                                "hai-anh,Tặng quà,tập thể,1,40,suất,\n"
                                "hai-anh,Vườn rau,cá nhân,2,10,sào,Trần Thị Lụa\n"
                                "hai-anh,Vườn rau,cá nhân,2,10,sào,Trần Thị Mơ\n";
    static const char entries[] = "unit,title,work,day,quantity,note\n"
                                  "hai-anh,Tặng quà,,4/11/2021,10,đợt 1\n"
                                  ",,1,5/11/2021,10,đợt 2\n"
                                  "hai-anh,,2,5/11/2021,3,\n";
    struct cli *c = *state;
    assert_int_equal(import(c, "works", works), 0);
    for (int id = 1; id <= 3; id++) {
        char text[12];
        snprintf(text, sizeof text, "%d", id);
        assert_int_equal(cli(c, "submit", "work", text, NULL), 0);
        assert_int_equal(cli(c, "approve", "work", text, NULL), 0);
    }
    assert_int_equal(import(c, "progress", entries), 0);
    cli_said(c, "thêm 3");
    assert_int_equal(cli(c, "set", "progress", "1", "note=đợt một, ở nhà văn hóa", NULL), 0);
    assert_int_equal(import(c, "progress", entries), 0);
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 3"); /* a note filled in later does not count twice */
    assert_int_equal(cli_sql(c, "SELECT done FROM work WHERE id = 1"), 20000);
    assert_int_equal(import(c, "progress",
                            "unit,title,day,quantity\n"
                            "hai-anh,Vườn rau,5/11/2021,1\n"
                            "hai-anh,Không có,5/11/2021,1\n"
                            "hai-ha,Tặng quà,5/11/2021,1\n"),
                     4);
    for (int line = 2; line <= 4; line++)
        complained_of(c, line);
    assert_int_equal(import(c, "progress", "unit,work,day,quantity\nhai-ha,1,5/11/2021,1\n"), 4);
    assert_int_equal(import(c, "progress", "work,day,quantity\n99,5/11/2021,1\n"), 4);
    complained_of(c, 2);
    assert_int_equal(import(c, "progress", "work,day,quantity\n1,3/11/2021,1\n1,3/11/2021,1\n"), 4);
    complained_of(c, 3);
}

static int64_t done(struct cli *c) {
    return cli_sql(c, "SELECT done FROM work WHERE id = 1");
}

/* Units report running totals: what was added since is kept, and the same report adds nothing. */
static void progress_is_taken_by_running_total(void **state) {
    static const char works[] = "unit,title,kind,theme,goal,unit_of_measure\n"
                                "hai-anh,Tặng quà,tập thể,1,400,suất\n"
                                "hai-anh,Ngõ đẹp,tập thể,2,,\n";
    static const char reports[] = "work;day;total;women\n"
                                  "1;3/11/2021;10;\n"
                                  "1;4/11/2021;25,5;7\n"
                                  "1;4/11/2021;30;\n";
    struct cli *c = *state;
    assert_int_equal(import(c, "works", works), 0);
    for (int id = 1; id <= 2; id++) {
        const char *number = id == 1 ? "1" : "2";
        assert_int_equal(cli(c, "submit", "work", number, NULL), 0);
        assert_int_equal(cli(c, "approve", "work", number, NULL), 0);
    }
    assert_int_equal(import(c, "progress", reports), 0);
    cli_said(c, "thêm 3");
    assert_int_equal(done(c), 30000);
    assert_int_equal(cli_sql(c, "SELECT quantity FROM progress WHERE women = 7"), 15500);
    assert_int_equal(import(c, "progress", reports), 0);
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 3");
    assert_int_equal(cli(c, "add", "progress", "work=1", "day=5/11/2021", "quantity=2", NULL), 0);
    assert_int_equal(import(c, "progress", reports), 0);
    cli_said(c, "thêm 0, sửa 0, giữ nguyên 3");
    assert_int_equal(done(c), 32000);

    /* by its label, the work by its title; a lower one takes back what was too much */
    assert_int_equal(import(c, "progress",
                            "Đơn vị,title,Ngày,Lũy kế\n"
                            "hai-anh,Tặng quà,5/11/2021,32\n"
                            "hai-anh,Tặng quà,5/11/2021,31\n"),
                     0);
    cli_said(c, "thêm 1, sửa 0, giữ nguyên 1");
    assert_int_equal(done(c), 31000);

    static const struct {
        const char *file, *said;
    } wrong[] = {
        {"work,day,total\n1,2/11/2021,5\n", "sau ngày này"},
        {"work,day,total\n1,5/11/2021,50\n1,4/11/2021,40\n", "sau ngày này"},
        {"work,day,quantity,total\n1,5/11/2021,1,50\n", "một trong hai"},
        {"work,day,quantity,total\n1,5/11/2021,2,32\n", "một trong hai"}, /* it is there already */
        {"work,day,total\n2,5/11/2021,50\n", "percent"},
        {"work,day,total\n1,5/11/2021,nhiều\n", "Lũy kế"},
        {"work,day,total\n1,5/11/2021,-32\n", "Lũy kế"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(import(c, "progress", wrong[i].file), 4);
        cli_complained(c, wrong[i].said);
        assert_int_equal(done(c), 31000);
    }
}

/* What is said of a file's columns is what a file may have. */
static void help_says_what_a_file_may_have(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "help", "import", NULL), 0);
    cli_said(c, "Lũy kế, viết thay cho quantity");
    cli_said(c, "Tên công trình, phần việc; cùng với unit, viết thay cho work");
    assert_int_equal(cli(c, "help", "add", NULL), 0);
    assert_null(strstr(c->last.out, "viết thay cho work"));
}

/* What was changed since the file was written out is not written over; what is changed is told.
 */
static void what_others_changed_is_not_written_over(void **state) {
    static const char made[] = "unit,title,kind,theme,goal,unit_of_measure,version\n"
                               "hai-anh,Vườn rau,tập thể,2,100,sào,\n"
                               "hai-ha,Vườn rau,tập thể,2,4,sào,\n";
    static const char later[] = "unit,title,kind,theme,goal,unit_of_measure,Phiên bản\n"
                                "hai-anh,Vườn rau,tập thể,2,999,sào,1\n"
                                "hai-ha,Vườn rau,tập thể,2,4,sào,1\n";
    struct cli *c = *state;
    assert_int_equal(import(c, "works", made), 0);
    assert_int_equal(cli(c, "list", "works", "--unit=hai-anh", "--json", NULL), 0);
    int64_t id = cli_number(c, "$[0].id");
    assert_int_equal(cli_number(c, "$[0].version"), 1);
    assert_int_equal(cli(c, "import", "works", cli_write(c, "in.csv", later), "--dry-run", NULL),
                     0);
    cli_said(c, "Dòng 2: Chỉ tiêu: 100 → 999\n");
    cli_said(c, "sửa 1, giữ nguyên 1; chưa ghi gì");

    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)id);
    assert_int_equal(cli(c, "set", "work", number, "goal=321", NULL), 0);
    assert_int_equal(import(c, "works", later), 4);
    complained_of(c, 2);
    cli_complained(c, "đã đổi (bạn sửa lúc");
    cli_complained(c, "Chỉ tiêu: 321 → 999");
    assert_int_equal(cli_sql(c, "SELECT goal FROM work WHERE unit = 'hai-anh'"), 321000);

    /* what the file wants is there already: nobody is written over */
    assert_int_equal(cli(c, "set", "work", number, "goal=999", NULL), 0);
    assert_int_equal(import(c, "works", later), 0);
    cli_said(c, "sửa 0, giữ nguyên 2");

    /* without the column it is written over, and told */
    assert_int_equal(import(c, "works",
                            "unit,title,kind,theme,goal,note\n"
                            "hai-anh,Vườn rau,tập thể,2,5,mới\n"),
                     0);
    cli_said(c, "Dòng 2: Chỉ tiêu: 999 → 5; Ghi chú: (trống) → mới\n");

    /* another title since: not to be entered twice */
    assert_int_equal(cli(c, "set", "work", number, "title=Vườn hoa", NULL), 0);
    assert_int_equal(import(c, "works", later), 4);
    complained_of(c, 2);
    cli_complained(c, "lúc xuất tệp đã có");
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM work"), 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(forms_of_csv),
        TEST(header_mistakes),
        TEST(every_bad_line_is_told),
        TEST(broken_csv),
        TEST(units_are_known_by_code),
        TEST(works_are_known_by_unit_title_kind_and_person),
        TEST(progress_is_known_by_work_day_and_amounts),
        TEST(progress_is_taken_by_running_total),
        TEST(help_says_what_a_file_may_have),
        TEST(what_others_changed_is_not_written_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
