/* thidua backup, restore: as an office uses them. */
#include "support/cli.h"
#include "support/forger.h"
#include "support/test.h"
#include "support/whole.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What stands between two texts of the last answer. */
static void cut(struct cli *c, const char *after, const char *before, char *out, size_t size) {
    const char *at = strstr(c->last.out, after);
    assert_non_null(at);
    at += strlen(after);
    const char *end = strstr(at, before);
    assert_non_null(end);
    assert_true((size_t)(end - at) < size);
    memcpy(out, at, (size_t)(end - at));
    out[end - at] = '\0';
}

static void there_and_back(void **state) {
    struct cli *c = *state;
    char file[1024], kept[1024], head[64];
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=0911 111 111", NULL), 0);
    assert_int_equal(cli(c, "backup", NULL), 0);
    cut(c, "Đã sao lưu vào ", " (", file, sizeof file);
    cut(c, "Mốc nhật ký: ", "\n", head, sizeof head);
    assert_non_null(strstr(file, "/backup/thidua-2"));
    assert_non_null(strstr(file, head));
    assert_int_equal(cli(c, "verify", head, NULL), 0);
    struct whole before = whole_but_log(c->db);
    assert_int_equal(cli(c, "set", "unit", "hai-anh", "phone=0922 222 222", NULL), 0);
    struct whole changed = whole_of(c->db);
    assert_int_equal(cli(c, "restore", file, NULL), 0);
    cut(c, "Tệp có trước đó nay là ", ".\n", kept, sizeof kept);
    assert_string_equal(whole_but_log(c->db).digits, before.digits);
    assert_string_equal(whole_of(kept).digits, changed.digits);
    assert_int_equal(cli(c, "verify", head, NULL), 0);
    assert_int_equal(cli(c, "doctor", NULL), 0);
    assert_int_equal(cli(c, "list", "log", "--verb=restore", NULL), 0);
    cli_said(c, "khôi phục");
    cli_said(c, "cơ sở dữ liệu");
    /* And back again to what was there. */
    assert_int_equal(cli(c, "restore", kept, NULL), 0);
    assert_int_equal(cli_sql(c, "SELECT phone = '0922 222 222' FROM unit WHERE code = 'hai-anh'"),
                     1);
}

static void to_a_named_place(void **state) {
    struct cli *c = *state;
    char path[500];
    snprintf(path, sizeof path, "%s", cli_path(c, "ban.db"));
    assert_int_equal(cli(c, "backup", path, NULL), 0);
    assert_int_equal(cli(c, "backup", path, NULL), 5);
    cli_complained(c, "Đã có tệp");
    assert_int_equal(cli(c, "backup", cli_path(c, "khong-co/"), NULL), 4);
    assert_false(cli_exists(c, "backup"));
    /* It is a database like any other. */
    snprintf(c->db, sizeof c->db, "%s", path);
    assert_int_equal(cli(c, "status", NULL), 0);
}

static void over_a_lost_database(void **state) {
    struct cli *c = *state;
    char path[500];
    snprintf(path, sizeof path, "%s", cli_path(c, "ban.db"));
    assert_int_equal(cli(c, "backup", path, NULL), 0);
    assert_int_equal(unlink(c->db), 0);
    assert_int_equal(cli(c, "status", NULL), 4);
    assert_int_equal(cli(c, "restore", path, NULL), 0);
    assert_null(strstr(c->last.out, "Tệp có trước đó"));
    assert_int_equal(cli(c, "status", NULL), 0);
}

static void not_from_anything(void **state) {
    struct cli *c = *state;
    struct whole before = whole_of(c->db);
    assert_int_equal(cli(c, "restore", c->db, NULL), 5);
    assert_int_equal(cli(c, "restore", cli_write(c, "khac", "không phải"), NULL), 6);
    cli_complained(c, "dữ liệu vẫn như cũ");
    assert_int_equal(cli(c, "restore", cli_path(c, "khong-co"), NULL), 4);
    assert_int_equal(cli(c, "restore", NULL), 3);
    assert_string_equal(whole_of(c->db).digits, before.digits);
}

static void of_a_log_that_was_altered(void **state) {
    struct cli *c = *state;
    forger_change(c->db, "UPDATE log SET reason = 'khác' WHERE id = 9");
    assert_int_equal(cli(c, "backup", NULL), 6);
    cli_said(c, "Đã sao lưu vào");
    cli_said(c, "Dòng nhật ký số 9");
    cli_said(c, "Không bỏ bản sao lưu cũ nào");
}

/* Who was locked out since is named, and the head of what was replaced is told as that. */
static void what_is_kept_of_the_present(void **state) {
    struct cli *c = *state;
    char head[64], kept[1024], file[1024];
    assert_int_equal(
        cli(c, "officer", "add", "bich", "name=Mai Bích", "role=viewer", "unit=hai-anh", NULL), 0);
    assert_int_equal(cli(c, "backup", NULL), 0);
    cut(c, "Đã sao lưu vào ", " (", file, sizeof file);
    assert_int_equal(cli(c, "officer", "disable", "bich", NULL), 0);
    assert_int_equal(cli(c, "verify", NULL), 0);
    cut(c, "Mốc hiện nay: ", "\n", head, sizeof head);
    assert_int_equal(cli(c, "restore", file, NULL), 0);
    cli_said(c, "Cán bộ bị khóa (đã bị khóa từ khi sao lưu, hoặc thuộc đơn vị mà bản sao lưu chưa "
                "có): bich.\n");
    cut(c, "Tệp có trước đó nay là ", ".\n", kept, sizeof kept);
    assert_int_equal(cli_sql(c, "SELECT disabled FROM officer WHERE login = 'bich'"), 1);
    assert_int_equal(cli(c, "verify", head, NULL), 6);
    cli_complained(c, "đã được thay trong lần khôi phục");
    cli_complained(c, strrchr(kept, '/') + 1);
    assert_int_equal(cli(c, "list", "log", "--verb=restore", "--json", NULL), 0);
    assert_int_equal(cli_number(c, "$[#-1].id") + 1, cli_number(c, "$[0].id"));
    assert_string_equal(cli_json(c, "$[0].officer"), ""); /* of the officers nobody's */
    assert_string_equal(cli_json(c, "$[#-1].record"), "");
    /* The file kept aside has it. */
    assert_int_equal(cli_bare(c, "--db", kept, "verify", head, NULL), 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, cli_setup_sample, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(there_and_back),    TEST(to_a_named_place),          TEST(over_a_lost_database),
        TEST(not_from_anything), TEST(of_a_log_that_was_altered), TEST(what_is_kept_of_the_present),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
