/* Filters of lists, and the scope of who reads, on the sample. */
#include "support/lists.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- filters */

static void filters_take_code_or_label(void **state) {
    struct office *o = *state;
    static const struct {
        const char *list, *key, *value;
        int64_t rows;
    } cases[] = {
        {"works", "state", "submitted", 3},   {"works", "state", "Đã gửi", 3},
        {"works", "state", "da gui", 3},      {"works", "unit", "hai-anh", 3},
        {"works", "unit", "HẢI ANH", 3},      {"works", "own", "có", 3},
        {"works", "own", "không", 50},        {"works", "theme", "own", 3},
        {"works", "theme", "tự chọn", 3},     {"works", "behind", "1", 5},
        {"works", "stale", "có", 2},          {"works", "on_time", "có", 49},
        {"works", "on_time", "không", 0}, /* drafts are neither in time nor late */
        {"works", "kind", "cá nhân", 12},     {"works", "content", "directive05", 4},
        {"works", "state", "", 53},           {"units", "registered", "không", 12},
        {"units", "registered", "có", 24},    {"units", "kind", "affiliate", 2},
        {"units", "rolled_out", "không", 6},  {"units", "received", "không", 3},
        {"units", "nominated", "không", 36},  {"units", "on_time", "có", 24},
        {"units", "done", "rollout", 30},     {"units", "done", "register", 24},
        {"units", "missing", "rollout", 6},   {"units", "missing", "register", 12},
        {"pace", "behind", "có", 5},          {"pace", "behind", "không", 38},
        {"pace", "stale", "có", 2},           {"duties", "duty", "publicity", 4},
        {"duties", "unit", "huyen", 3},       {"nominations", "state", "nháp", 1},
        {"progress", "day", "04/11/2021", 4}, {"progress", "day", "4/11", 4},
        {"log", "kind", "nomination", 1},     {"log", "verb", "approve", 44},
        {"officers", "role", "owner", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct list l = lists_make(cases[i].list);
        lists_filter(o, &l, cases[i].key, cases[i].value);
        if (lists_total(o, &l) != cases[i].rows ||
            lists_each(o, &l)->count != (size_t)cases[i].rows)
            fail_msg("%s %s=%s: %lld rows", cases[i].list, cases[i].key, cases[i].value,
                     (long long)lists_total(o, &l));
    }
}

static void filters_add_up(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    lists_filter(o, &l, "unit", "hai-anh");
    lists_filter(o, &l, "kind", "individual");
    lists_filter(o, &l, "state", "approved");
    assert_int_equal(lists_total(o, &l), 1);
    lists_filter(o, &l, "kind", "");
    assert_int_equal(lists_total(o, &l), 2);
    l.sort = 1 + lists_column(&l, "percent");
    l.search = "khau trang";
    assert_int_equal(lists_each(o, &l)->count, 1);
}

static void filters_refuse_with_what_is_allowed(void **state) {
    struct office *o = *state;
    static const struct {
        const char *key, *value, *said;
    } cases[] = {
        {"state", "xong", "draft, submitted, returned, approved, completed, stopped"},
        {"unit", "hai-xyz", "hai-an, "},
        {"behind", "nhiều", "có, không"},
        {"màu", "đỏ", "lọc được theo: unit, state"},
    };
    struct list l = lists_make("works");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(
            list_filter_set(&o->session, &l, cases[i].key, cases[i].value, &o->arena, &o->err),
            RC_INVALID);
        assert_non_null(strstr(o->err.message, cases[i].said));
        assert_non_null(strstr(o->err.message, i < 3 ? cases[i].value : cases[i].key));
    }
    struct list d = lists_make("progress");
    assert_int_equal(list_filter_set(&o->session, &d, "day", "hôm qua", &o->arena, &o->err),
                     RC_INVALID);
    assert_string_equal(o->err.field, "day");
    assert_int_equal(list_filter_set(&o->session, &d, "work", "1 OR 1=1", &o->arena, &o->err),
                     RC_INVALID);
    assert_null(d.filter[2]);
}

/* What is written cannot become part of the statement. */
static void filters_are_bound(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    lists_filter(o, &l, "author", "x' OR '1'='1");
    assert_int_equal(lists_total(o, &l), 0);
    lists_filter(o, &l, "author", "");
    assert_int_equal(lists_total(o, &l), 53);
}

/* ---- scope */

static void a_unit_sees_its_own(void **state) {
    struct office *o = *state;
    (void)snprintf(o->session.unit, sizeof o->session.unit, "hai-anh");
    o->session.role = ROLE_UNIT_OFFICER;
    for (size_t i = 0; i < list_count_specs; i++) {
        struct list l = {.spec = lists[i]};
        size_t n;
        struct list_row *rows = lists_page(o, &l, 0, 1000, &n);
        assert_int_equal(n, lists_total(o, &l));
        for (size_t k = 0; k < n; k++)
            assert_string_equal(rows[k].unit, "hai-anh");
        if (l.spec->search) {
            l.search = "hai minh";
            assert_int_equal(lists_total(o, &l), 0);
        }
    }
    struct list l = lists_make("works");
    assert_int_equal(lists_total(o, &l), 3);
    lists_filter(o, &l, "unit", "hai-minh");
    assert_int_equal(lists_total(o, &l), 0);
    struct matrix_row *rows;
    size_t n;
    assert_int_equal(list_matrix(&o->session, 0, 100, &o->arena, &rows, &n, &o->err), RC_OK);
    assert_int_equal(n, 1);
    o->session.role = ROLE_OWNER;
    o->session.unit[0] = '\0';
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_take_code_or_label),
        cmocka_unit_test(filters_add_up),
        cmocka_unit_test(filters_refuse_with_what_is_allowed),
        cmocka_unit_test(filters_are_bound),
        cmocka_unit_test(a_unit_sees_its_own),
    };
    return cmocka_run_group_tests(tests, office_setup_sample, office_teardown);
}
