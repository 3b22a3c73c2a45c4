/* The log as a list: which rows there are by officer, by record, and of changes only. */
#include "support/staff.h"
#include "support/test.h"
#include "thidua/history.h"
#include "thidua/list.h"

#include <string.h>

static enum rc filter(struct store *s, struct list *l, const char *key, const char *value) {
    memset(&s->err, 0, sizeof s->err);
    return list_filter_set(&s->session, l, key, value, &s->arena, &s->err);
}

static int64_t rows(struct store *s, const char *key, const char *value) {
    struct list l = {.spec = list_spec_find("log")};
    int64_t n = -1;
    if (filter(s, &l, key, value) || list_total(&s->session, &l, &n, &s->err))
        fail_msg("%s=%s: %s", key, value, s->err.message);
    return n;
}

static const struct list_filter *filter_of(const char *key) {
    const struct list_spec *spec = list_spec_find("log");
    size_t i = 0;
    while (strcmp(spec->filters[i].key, key) != 0)
        i++;
    return &spec->filters[i];
}

/* All that a filter offers, one after the other. */
static const char *offered(struct store *s, const char *key) {
    struct buf all = {0};
    struct choice c;
    for (size_t i = 0; list_filter_value(&s->session, filter_of(key), i, &c); i++)
        buf_printf(&all, "%s%s", i ? "; " : "", c.label);
    const char *text = arena_dup(&s->arena, buf_str(&all));
    buf_free(&all);
    return text;
}

/* hoa is officer 2 and writes work 1 of hai-anh; minh writes one of hai-ha. */
static int setup(void **state) {
    staff_setup(state);
    struct store *s = *state;
    staff_enter(s, "hoa");
    store_work(s, "hai-anh", "Tặng quà");
    struct claim minh = staff_by_sudo(1001);
    assert_int_equal(staff_enter_as(s, &minh), RC_OK);
    store_work(s, "hai-ha", "Sửa đường");
    return 0;
}

static void officers_are_chosen_from_those_she_may_read_of(void **state) {
    struct store *s = *state;
    staff_enter(s, "lan");
    assert_string_equal(offered(s, "officer"), "hoa (hoa); Trần Ngọc Lan (lan); minh (minh)");
    assert_int_equal(rows(s, "officer", "hoa"), 2); /* came, and wrote */
    assert_int_equal(rows(s, "officer", "tran ngoc lan (LAN)"),
                     store_number(s, "SELECT count(*) FROM log WHERE officer = 'lan'"));
    struct list l = {.spec = list_spec_find("log")};
    assert_int_equal(filter(s, &l, "officer", "khong-ai"), RC_INVALID);
    assert_non_null(strstr(s->err.message, "hoa, lan, minh"));
}

/* minh did nothing for hai-anh: to its officer he is as nobody. */
static void of_others_a_unit_officer_learns_nothing(void **state) {
    struct store *s = *state;
    struct list l = {.spec = list_spec_find("log")};
    staff_enter(s, "hoa");
    assert_string_equal(offered(s, "officer"), "hoa (hoa); Trần Ngọc Lan (lan)");
    assert_int_equal(filter(s, &l, "officer", "minh"), RC_INVALID);
    const char *said = arena_dup(&s->arena, s->err.message);
    assert_int_equal(filter(s, &l, "officer", "nobody"), RC_INVALID);
    assert_int_equal(strlen(said), strlen(s->err.message) - 2);
    assert_int_equal(rows(s, "record", "work 2"), 0);
}

static void one_record_is_of_one_kind(void **state) {
    struct store *s = *state;
    struct list l = {.spec = list_spec_find("log")};
    static const char *const wrong[] = {
        "1", "abc", "công trình", "work", "khác 1", "work 1x", "c 1", "work 1234567890123456789"};
    staff_enter(s, "lan");
    assert_int_equal(rows(s, "record", "work 1"), 1);
    assert_int_equal(rows(s, "record", "Công trình 1"), 1);
    assert_int_equal(rows(s, "record", "cong trinh, phan viec 2"), 1);
    assert_int_equal(rows(s, "record", "đơn vị 1"), 1);
    assert_int_equal(rows(s, "record", "work 9"), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(filter(s, &l, "record", wrong[i]), RC_INVALID);
        assert_non_null(strstr(s->err.message, wrong[i]));
        assert_non_null(strstr(s->err.message, "hãy ghi loại và số"));
    }
    struct buf shown = {0};
    assert_int_equal(filter(s, &l, "record", "công trình 1"), RC_OK);
    for (size_t i = 0; i < l.spec->nfilters; i++)
        if (l.filter[i])
            list_filter_show(&s->session, &l.spec->filters[i], l.filter[i], &shown);
    assert_string_equal(buf_str(&shown), "công trình, phần việc 1");
    buf_clear(&shown);
    list_filter_show(&s->session, filter_of("day"), "2021-11-05", &shown);
    assert_string_equal(buf_str(&shown), "05/11/2021");
    buf_free(&shown);
}

static void comings_can_be_left_out(void **state) {
    struct store *s = *state;
    staff_enter(s, "lan");
    int64_t comings =
        store_number(s, "SELECT count(*) FROM log WHERE verb IN ('login', 'refused', 'denied')");
    int64_t all = store_number(s, "SELECT count(*) FROM log");
    assert_true(comings > 0);
    assert_int_equal(rows(s, "changes", "có"), all - comings);
    assert_int_equal(rows(s, "changes", "không"), comings);
    for (const struct choice *v = history_verbs; v->code; v++)
        assert_int_equal(strstr(filter_of("changes")->sql, v->code) != NULL,
                         history_is_coming(v->code));
}

static void a_row_says_which_record(void **state) {
    struct store *s = *state;
    struct buf told = {0};
    staff_enter(s, "hoa");
    int64_t id = store_number(s, "SELECT id FROM log WHERE kind = 'work' AND record = 1");
    assert_int_equal(history_tell(&s->session, id, &told, &s->err), RC_OK);
    assert_non_null(strstr(buf_str(&told), " · thêm công trình, phần việc số 1\n"));
    buf_free(&told);
}

/* Another of her unit is one, too. */
static void where_others_came_from(void **state) {
    struct store *s = *state;
    struct buf told = {0};
    staff_enter(s, "lan");
    staff_hire(s, "thuy", ROLE_UNIT_OFFICER, "hai-anh", 1009);
    staff_enter(s, "thuy");
    int64_t id = store_number(s, "SELECT id FROM log WHERE officer = 'thuy' AND verb = 'login'");
    static const struct {
        const char *who;
        bool told;
    } readers[] = {{"thuy", true}, {"hoa", false}, {"lan", true}};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        staff_enter(s, readers[i].who);
        buf_clear(&told);
        assert_int_equal(history_tell(&s->session, id, &told, &s->err), RC_OK);
        assert_non_null(strstr(buf_str(&told), "thuy"));
        assert_int_equal(strstr(buf_str(&told), "Vào từ: sudo") != NULL, readers[i].told);
    }
    buf_free(&told);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(officers_are_chosen_from_those_she_may_read_of),
        TEST(of_others_a_unit_officer_learns_nothing),
        TEST(one_record_is_of_one_kind),
        TEST(comings_can_be_left_out),
        TEST(a_row_says_which_record),
        TEST(where_others_came_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
