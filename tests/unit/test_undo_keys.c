/* What is no record can be undone as well: an officer's keys, an imported plan. */
#include "support/staff.h"
#include "support/test.h"
#include "support/undoing.h"
#include "thidua/history.h"
#include "thidua/keyring.h"

#include <string.h>

static const char new_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAJmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm moi@may";

static const char plan[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n\n- Hai\n";

static void enter(struct store *s, const char *login, const char *line) {
    struct claim c = staff_by_ssh(login, staff_key(s, line).fingerprint);
    assert_int_equal(staff_enter_as(s, &c), RC_OK);
}

static int setup(void **state) {
    staff_setup(state);
    enter(*state, "lan", staff_lan_key);
    return 0;
}

static void phone_of_hoa(struct store *s, const char *phone) {
    struct officer o;
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_OFFICER], "hoa", &s->arena, &o, &s->err), RC_OK);
    o.phone = phone;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
}

static void add_key(struct store *s, const char *login) {
    struct officer_key key = staff_key(s, new_key);
    assert_int_equal(keyring_add(&s->session, login, &key, &s->err), RC_OK);
}

static const char *holder(struct store *s) {
    const char *login =
        store_text(s, "SELECT max(officer) FROM officer_key WHERE comment = 'moi@may'");
    return login != NULL ? login : "";
}

static void a_key_that_was_added(void **state) {
    struct store *s = *state;
    phone_of_hoa(s, "0911 111 111");
    add_key(s, "hoa");
    assert_non_null(strstr(undoing(s), "thêm khóa cán bộ số "));
    assert_string_equal(holder(s), "");
    assert_non_null(strstr(undoing(s), "sửa cán bộ số ")); /* and what was before it */
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer WHERE phone IS NOT NULL"), 0);
    undoing_healthy(s);
}

static void a_key_that_was_removed(void **state) {
    struct store *s = *state;
    add_key(s, "hoa");
    const char *text = store_text(s, "SELECT key FROM officer_key WHERE comment = 'moi@may'");
    assert_int_equal(keyring_remove(&s->session, "hoa", staff_key(s, new_key).fingerprint, &s->err),
                     RC_OK);
    assert_string_equal(holder(s), "");
    assert_non_null(strstr(undoing(s), "gỡ khóa cán bộ số "));
    assert_string_equal(holder(s), "hoa");
    assert_string_equal(store_text(s, "SELECT key FROM officer_key WHERE comment = 'moi@may'"),
                        text);
    undoing_healthy(s);
}

/* nga, who administers too, gave the key to another since. */
static void not_a_key_that_is_anothers_now(void **state) {
    struct store *s = *state;
    staff_hire(s, "nga", ROLE_ADMINISTRATOR, NULL, 1002);
    add_key(s, "hoa");
    struct claim nga = staff_by_sudo(1002);
    assert_int_equal(staff_enter_as(s, &nga), RC_OK);
    assert_int_equal(keyring_remove(&s->session, "hoa", staff_key(s, new_key).fingerprint, &s->err),
                     RC_OK);
    add_key(s, "minh");
    enter(s, "lan", staff_lan_key);
    undoing_refused(s, RC_CONFLICT, "đã thay đổi nên không hoàn tác được nữa");
    assert_string_equal(holder(s), "minh");
}

/* That she came in, or has another key, changes nothing of her record. */
static void an_officer_who_came_in_since(void **state) {
    struct store *s = *state;
    add_key(s, "hoa");
    phone_of_hoa(s, "0911 111 111");
    enter(s, "hoa", new_key);
    enter(s, "lan", staff_lan_key);
    assert_non_null(strstr(undoing(s), "sửa cán bộ số "));
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer WHERE phone IS NOT NULL"), 0);
}

/* What the log says of what it is about. */
static const char *told_last(struct store *s) {
    struct buf told = {0};
    assert_int_equal(
        history_tell(&s->session, store_number(s, "SELECT max(id) FROM log"), &told, &s->err),
        RC_OK);
    const char *text = arena_dup(&s->arena, buf_str(&told));
    buf_free(&told);
    return text;
}

static void the_log_tells_them(void **state) {
    struct store *s = *state;
    const char *key = arena_dup(&s->arena, staff_key(s, new_key).fingerprint);
    add_key(s, "hoa");
    assert_non_null(strstr(told_last(s), arena_printf(&s->arena, "  Khóa SSH: %s\n", key)));
    assert_non_null(strstr(told_last(s), "  Ghi chú của khóa: moi@may\n"));
    assert_int_equal(keyring_remove(&s->session, "hoa", key, &s->err), RC_OK);
    assert_non_null(
        strstr(told_last(s), arena_printf(&s->arena, "  Khóa SSH: %s → (trống)\n", key)));
    assert_int_equal(session_plan_import(&s->session, plan, sizeof plan - 1, NULL, &s->err), RC_OK);
    assert_non_null(strstr(told_last(s), " · nạp kế hoạch\n\n  Văn bản: 7 dòng\n"));
}

static void a_plan(void **state) {
    struct store *s = *state;
    struct arena a = {0};
    struct plan now;
    assert_int_equal(session_plan_import(&s->session, plan, sizeof plan - 1, NULL, &s->err), RC_OK);
    assert_int_equal(session_plan(&s->session, &a, &now, &s->err), RC_OK);
    assert_true(plan_find(&now, "I.1/1") >= 0);
    assert_non_null(strstr(undoing(s), "nạp kế hoạch, lúc "));
    assert_int_equal(store_number(s, "SELECT count(*) FROM campaign WHERE plan IS NOT NULL"), 0);
    undoing_healthy(s);
    arena_free(&a);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_key_that_was_added),
        TEST(a_key_that_was_removed),
        TEST(not_a_key_that_is_anothers_now),
        TEST(an_officer_who_came_in_since),
        TEST(a_plan),
        TEST(the_log_tells_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
