/* What cannot be undone, and by whom it cannot: nothing is changed then. */
#include "support/test.h"
#include "support/undoing.h"
#include "thidua/life.h"
#include <stdio.h>

static void nothing_left(struct store *s) {
    undoing_refused(s, RC_MISSING, "không còn thay đổi nào");
}

/* Another officer, whom no change of hers that could be undone brought. */
static void comes(struct store *s, const char *login, const char *unit, const char *role) {
    static const char insert[] =
        "INSERT INTO officer (version, author, created_at, login, name, name_fold, name_order,"
        " unit, role) VALUES (1, 'lan', '2021-11-05T00:00:00Z', '%s', '%s', '%s', '%s',"
        " nullif('%s', ''), '%s')";
    const char *sql = arena_printf(&s->arena, insert, login, login, login, login, unit, role);
    assert_int_equal(store_force(s, sql), 0);
}

/* All or nothing: one of the three has changed since. */
static void none_where_one_cannot(void **state) {
    struct store *s = *state;
    struct seen on[3];
    for (int i = 0; i < 3; i++)
        on[i] = (struct seen){store_work(s, "hai-anh", "Việc"), 0};
    assert_int_equal(
        life_take_all(&s->session, life_step_find(KIND_WORK, "submit"), on, 3, NULL, NULL, &s->err),
        RC_OK);
    char mine[64];
    snprintf(mine, sizeof mine, "%s", s->session.officer);
    comes(s, "minh", "", "district_officer");
    store_be(s, ROLE_DISTRICT_OFFICER, "minh", "");
    store_step(s, KIND_WORK, "return", on[1].id, "thiếu");
    store_be(s, ROLE_OWNER, mine, "");
    undoing_refused(s, RC_CONFLICT, "người khác đã sửa công trình, phần việc");
    /* When the other has undone hers, mine can be undone. */
    store_be(s, ROLE_DISTRICT_OFFICER, "minh", "");
    undoing(s);
    nothing_left(s);
    store_be(s, ROLE_OWNER, mine, "");
    undoing(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE state = 'draft'"), 3);
}

static void what_stands_on_it(void **state) {
    struct store *s = *state;
    int64_t id = store_approved(s, "hai-anh", "Đường hoa");
    char mine[64];
    snprintf(mine, sizeof mine, "%s", s->session.officer);
    comes(s, "hoa", "hai-anh", "unit_officer");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    int64_t entry = store_entry(s, "hai-anh", id, 1000);
    store_be(s, ROLE_OWNER, mine, "");
    undoing_refused(s, RC_CONFLICT, "đã có lần cập nhật nên không lùi lại được");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_int_equal(store_drop(s, KIND_PROGRESS, CAP_COUNT, "hai-anh", entry, 0), RC_OK);
    store_nominated(s, "hai-anh", id);
    store_be(s, ROLE_OWNER, mine, "");
    undoing_refused(s, RC_CONFLICT, "đã được giới thiệu khen thưởng nên không lùi lại được");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    undoing(s);
    store_be(s, ROLE_OWNER, mine, "");
    undoing(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE state = 'submitted'"), 1);
}

static void a_unit_in_use(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    comes(s, "hoa", "hai-ha", "unit_officer");
    undoing_refused(s, RC_CONFLICT, "nên không xóa được");
}

static void rights_that_are_gone(void **state) {
    struct store *s = *state;
    store_work(s, "hai-anh", "Đường hoa");
    s->session.role = ROLE_VIEWER;
    undoing_refused(s, RC_DENIED, "không có quyền");
    s->session.role = ROLE_UNIT_OFFICER;
    snprintf(s->session.unit, sizeof s->session.unit, "hai-ly");
    undoing_refused(s, RC_DENIED, "cho đơn vị của mình");
    s->session.role = ROLE_OWNER;
    undoing(s);
}

static void not_the_beginning(void **state) {
    struct store *s = *state;
    undoing(s); /* the second unit, and the first */
    undoing(s);
    undoing_refused(s, RC_INVALID, "không hoàn tác bằng cách này được");
}

static void not_a_plan_that_was_replaced(void **state) {
    struct store *s = *state;
    static const char plan[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n\n- Hai\n";
    static const char other[] = "KẾ HOẠCH\n\nI. YÊU CẦU\n\n1. Một\n\n- Hai\n";
    assert_int_equal(session_plan_import(&s->session, plan, sizeof plan - 1, NULL, &s->err), RC_OK);
    char mine[64];
    snprintf(mine, sizeof mine, "%s", s->session.officer);
    comes(s, "minh", "", "administrator");
    store_be(s, ROLE_ADMINISTRATOR, "minh", "");
    assert_int_equal(session_plan_import(&s->session, other, sizeof other - 1, NULL, &s->err),
                     RC_OK);
    store_be(s, ROLE_OWNER, mine, "");
    undoing_refused(s, RC_CONFLICT, "một kế hoạch khác đã được nạp");
}

/* The program took in a changed campaign file because she came first: not her doing. */
static void not_what_the_program_did(void **state) {
    struct store *s = *state;
    int64_t id = store_work(s, "hai-anh", "Đường hoa");
    s->campaign.hash++;
    store_reopen(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'sync'"), 1);
    undoing(s);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE deleted_at IS NULL"), 0);
    (void)id;
}

static void not_somebody_elses(void **state) {
    struct store *s = *state;
    store_work(s, "hai-anh", "Đường hoa");
    store_be(s, ROLE_OWNER, "khac", "");
    nothing_left(s);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, undoing_setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(none_where_one_cannot),
        TEST(what_stands_on_it),
        TEST(a_unit_in_use),
        TEST(rights_that_are_gone),
        TEST(not_the_beginning),
        TEST(not_a_plan_that_was_replaced),
        TEST(not_what_the_program_did),
        TEST(not_somebody_elses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
