/* thidua list: text, CSV, JSON; filters, search, order; with the sample's records. */
#include "support/cli.h"
#include "support/test.h"
#include "thidua/list.h"
#include <stdio.h>
#include <string.h>

static int lines(const char *s) {
    int n = 0;
    for (; *s; s++)
        n += *s == '\n';
    return n;
}

static int count_json(struct cli *c) {
    int n = 0;
    char path[32];
    for (;; n++) {
        snprintf(path, sizeof path, "$[%d]", n);
        if (!*cli_json(c, path))
            return n;
    }
}

static void every_list_in_every_format(void **state) {
    struct cli *c = *state;
    for (size_t i = 0; i < list_count_specs; i++) {
        assert_int_equal(cli(c, "list", lists[i]->name, "--json", NULL), 0);
        int n = count_json(c);
        assert_int_equal(cli(c, "list", lists[i]->alias ? lists[i]->alias : lists[i]->name, NULL),
                         0);
        assert_int_equal(lines(c->last.out), n + 1); /* a heading, and nothing wrapped */
        assert_int_equal(cli(c, "list", lists[i]->name, "--csv", NULL), 0);
        char header[2000] = "";
        for (size_t k = 0; k < lists[i]->ncolumns; k++) {
            strcat(header, k ? "," : "");
            strcat(header, lists[i]->columns[k].key);
        }
        assert_memory_equal(c->last.out, header, strlen(header));
    }
}

static void keys_the_contract_names(void **state) {
    static const char *const work[] = {"id",       "unit",  "kind",    "title", "theme",
                                       "contents", "state", "on_time", "goal",  "done",
                                       "percent",  "value", "behind",  "stale", "unit_of_measure"};
    static const char *const unit[] = {"code",       "name",  "kind",       "members",
                                       "registered", "works", "nominations"};
    struct cli *c = *state;
    char key[40];
    assert_int_equal(cli(c, "list", "works", "--json", NULL), 0);
    for (size_t i = 0; i < sizeof work / sizeof *work; i++) {
        snprintf(key, sizeof key, "\"%s\":", work[i]);
        cli_said(c, key);
    }
    assert_int_equal(cli(c, "list", "units", "--json", NULL), 0);
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
        snprintf(key, sizeof key, "\"%s\":", unit[i]);
        cli_said(c, key);
    }
}

static void filters(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "list", "works", "--behind", "--json", NULL), 0);
    assert_int_equal(count_json(c), 5);
    assert_int_equal(cli(c, "list", "works", "--json", "--stale=có", NULL), 0);
    assert_int_equal(count_json(c), 2);
    assert_int_equal(cli(c, "list", "works", "--state", "submitted", "--json", NULL), 0);
    assert_int_equal(count_json(c), 3);
    assert_int_equal(cli(c, "list", "works", "--state=đã gửi", "--json", NULL), 0);
    assert_int_equal(count_json(c), 3);
    assert_int_equal(cli(c, "list", "works", "--kind=collective", "--unit=hai-anh", "--json", NULL),
                     0);
    for (int i = 0; i < count_json(c); i++) {
        char path[32];
        snprintf(path, sizeof path, "$[%d].unit", i);
        assert_string_equal(cli_json(c, path), "hai-anh");
    }
}

/* People by given name, other words in Vietnamese order, also where no key is stored: đ after d,
 * not after z. */
static void texts_sort_as_vietnamese(void **state) {
    static const struct {
        const char *list, *column, *member, *rows[3];
    } sorted[] = {
        {"units", "head", "head", {"Phan Thị Minh Bích", "Tạ Thị Cúc", "Đinh Thị Thu Dịu"}},
        {"units", "-head", "head", {"Lâm Thị Yến", "Ngô Thị Kim Xuân", "Đoàn Thị Vân"}},
        {"works", "person", "person", {"Lê Thị Bưởi", "Phan Thị Dậu", "Vũ Thị Hoài"}},
        {"works", "unit_of_measure", "unit_of_measure", {"áo ấm", "bóng đèn", "bộ máy"}},
    };
    struct cli *c = *state;
    char path[40];
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        snprintf(path, sizeof path, "--sort=%s", sorted[i].column);
        assert_int_equal(cli(c, "list", sorted[i].list, path, "--json", NULL), 0);
        for (int k = 0; k < 3; k++) {
            snprintf(path, sizeof path, "$[%d].%s", k, sorted[i].member);
            assert_string_equal(cli_json(c, path), sorted[i].rows[k]);
        }
    }
}

static void search_ignores_marks(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "list", "units", "--search", "hai hoa", "--json", NULL), 0);
    assert_int_equal(count_json(c), 1);
    assert_string_equal(cli_json(c, "$[0].code"), "hai-hoa");
    assert_int_equal(cli(c, "list", "units", "--search=HẢI HOÀ", "--json", NULL), 0);
    assert_int_equal(count_json(c), 1);
    assert_int_equal(cli(c, "list", "units", "--search=không có đâu", NULL), 0);
    assert_int_equal(lines(c->last.out), 1);
}

static void order_by_column(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "list", "units", "--sort", "members", "--json", NULL), 0);
    int64_t first = cli_number(c, "$[1].members");
    assert_int_equal(cli(c, "list", "units", "--sort=-members", "--json", NULL), 0);
    assert_true(cli_number(c, "$[0].members") > first);
    assert_true(cli_number(c, "$[0].members") >= cli_number(c, "$[1].members"));
}

/* What a row of the log is about; who has received the plan is all there is to a receipt. */
static void the_log_says_about_what(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "add", "receipt", "unit=hai-ly", "person=Chị Mơ", NULL), 0);
    assert_int_equal(cli(c, "list", "log", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$[0].kind"), "receipt");
    assert_string_equal(cli_json(c, "$[0].subject"), "Hải Lý");
    assert_int_equal(cli(c, "undo", NULL), 0);
}

static void refusals(void **state) {
    static const struct {
        const char *words[4];
        int code;
        const char *says;
    } refused[] = {
        {{"list", "wroks"}, 4, "“works”"},
        {{"list", "everything"}, 4, "everything"},
        {{"list", "works", "--sort=colour"}, 4, "colour"},
        {{"list", "works", "--sort=titel"}, 4, "“title”"},
        {{"list", "works", "--state=nowhere"}, 4, "nowhere"},
        {{"list", "works", "--colour=red"}, 4, "colour"},
        {{"list", "works", "--unit=nowhere"}, 4, "nowhere"},
        {{"list", "works", "--search=\xe2\x80\xae"}, 4, ""},
        {{"list", "works", "--state"}, 3, "thiếu giá trị"},
        {{"list", "works", "units"}, 3, "units"},
    };
    struct cli *c = *state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *const *w = refused[i].words;
        int code = cli(c, w[0], w[1], w[2], w[3], NULL);
        if (code != refused[i].code)
            fail_msg("%s %s: exit %d: %s", w[1], w[2] ? w[2] : "", code, c->last.err);
        cli_complained(c, refused[i].says);
    }
}

static void status_begins_with_what_it_rests_on(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "status", NULL), 0);
    cli_said(c, "Hội LHPN huyện · 05/11/2021\n"
                "Căn cứ: Kế hoạch số 04/KH-BTV ngày 27/10/2021 của Ban Thường vụ Hội LHPN tỉnh "
                "Nam Định\nNgày 36/107");
}

static void status_of_one_unit(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "status", "--unit", "hai-anh", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$.unit"), "hai-anh");
    assert_true(cli_number(c, "$.works.total") < 41);
    assert_int_equal(cli(c, "status", "--unit=hai-anh", NULL), 0);
    cli_said(c, "Hải Anh");
    assert_int_equal(cli(c, "status", "--unit=nowhere", NULL), 4);
    cli_complained(c, "nowhere");
}

/* One sample for all: nothing here writes. */
int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_list_in_every_format),
        cmocka_unit_test(keys_the_contract_names),
        cmocka_unit_test(filters),
        cmocka_unit_test(texts_sort_as_vietnamese),
        cmocka_unit_test(search_ignores_marks),
        cmocka_unit_test(order_by_column),
        cmocka_unit_test(the_log_says_about_what),
        cmocka_unit_test(refusals),
        cmocka_unit_test(status_begins_with_what_it_rests_on),
        cmocka_unit_test(status_of_one_unit),
    };
    return cmocka_run_group_tests(tests, cli_setup_sample, cli_teardown);
}
