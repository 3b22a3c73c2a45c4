/* thidua undo, recover, list --deleted. */
#include "support/cli.h"
#include "support/test.h"

static int setup(void **state) {
    cli_setup(state);
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "add", "unit", "code=hai-anh", "name=Hải Anh", "kind=commune", NULL),
                     0);
    assert_int_equal(cli(c, "add", "work", "unit=hai-anh", "kind=collective", "theme=2",
                         "title=Đường hoa", NULL),
                     0);
    return 0;
}

static void back_and_back(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "set", "work", "1", "title=Đường cờ", NULL), 0);
    assert_int_equal(cli(c, "submit", "work", "1", NULL), 0);
    assert_int_equal(cli(c, "undo", NULL), 0);
    cli_said(c, "Đã hoàn tác: gửi công trình, phần việc số 1 “Đường cờ”, lúc ");
    assert_int_equal(cli(c, "undo", NULL), 0);
    cli_said(c, "sửa công trình, phần việc số 1");
    assert_int_equal(cli(c, "list", "works", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$[0].title"), "Đường hoa");
    assert_string_equal(cli_json(c, "$[0].state"), "draft");
    assert_int_equal(cli(c, "undo", NULL), 0);
    assert_int_equal(cli(c, "undo", NULL), 0);
    cli_said(c, "thêm đơn vị hai-anh");
    assert_int_equal(cli(c, "undo", NULL), 4);
    cli_complained(c, "không hoàn tác bằng cách này được");
    assert_int_equal(cli(c, "verify", NULL), 0);
    assert_int_equal(cli(c, "doctor", NULL), 0);
}

/* A file read in is one change, with all its rows. */
static void a_whole_import(void **state) {
    struct cli *c = *state;
    const char *file = cli_write(c, "don-vi.csv",
                                 "code,name,kind,phone\nhai-anh,Hải Anh,commune,0911 222 333\n"
                                 "hai-ly,Hải Lý,commune,\nhai-ha,Hải Hà,commune,\n");
    assert_int_equal(cli(c, "import", "units", file, NULL), 0);
    assert_int_equal(cli(c, "undo", NULL), 0);
    cli_said(c, "Đã hoàn tác: sửa đơn vị hai-anh và 2 thay đổi khác");
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM unit WHERE deleted_at IS NULL"), 1);
    assert_int_equal(cli_sql(c, "SELECT count(*) FROM unit WHERE phone IS NOT NULL"), 0);
}

static void deleted_and_back(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "list", "works", "--deleted", "--json", NULL), 0);
    assert_string_equal(c->last.out, "[]\n");
    assert_int_equal(cli(c, "delete", "work", "1", NULL), 0);
    assert_int_equal(cli(c, "list", "works", "--json", NULL), 0);
    assert_string_equal(c->last.out, "[]\n");
    assert_int_equal(cli(c, "list", "works", "--deleted", "--json", NULL), 0);
    assert_int_equal(cli_number(c, "$[0].id"), 1);
    assert_int_equal(cli(c, "recover", "work", "1", NULL), 0);
    cli_said(c, "Đã lấy lại công trình, phần việc số 1.");
    assert_int_equal(cli(c, "recover", "work", "1", NULL), 4);
    cli_complained(c, "Không có công trình, phần việc số 1 đã xóa");
    assert_int_equal(cli(c, "recover", "work", "x", NULL), 4);
    assert_int_equal(cli(c, "recover", "gì", "1", NULL), 4);
    assert_int_equal(cli(c, "recover", "unit", "hai-anh", NULL), 4);
    cli_complained(c, "Không có đơn vị “hai-anh” đã xóa");
    assert_int_equal(cli(c, "delete", "work", "1", NULL), 0);
    assert_int_equal(cli(c, "delete", "unit", "hai-anh", NULL), 0);
    assert_int_equal(cli(c, "recover", "work", "1", NULL), 5);
    assert_int_equal(cli(c, "recover", "unit", "hai-anh", NULL), 0);
    cli_said(c, "Đã lấy lại đơn vị hai-anh.");
    assert_int_equal(cli(c, "recover", "work", "1", NULL), 0);
    assert_int_equal(cli(c, "doctor", NULL), 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(back_and_back),
        TEST(a_whole_import),
        TEST(deleted_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
