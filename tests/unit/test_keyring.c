/* The keys of officers, and the lines that let them in at the SSH server. */
#include "support/staff.h"
#include "support/test.h"
#include "thidua/keyring.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char minh_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAJmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm minh@may";

/* --- keys --- */

static void keys_of_officers(void **state) {
    struct store *s = *state;
    struct officer_key lan = staff_key(s, staff_lan_key);
    struct officer_key minh = staff_key(s, minh_key);
    struct keyring_row *rows = NULL;
    size_t n = 0;
    staff_enter(s, "lan");
    assert_int_equal(keyring_add(&s->session, "minh", &lan, &s->err), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "“lan”"));
    assert_int_equal(keyring_add(&s->session, "lan", &lan, &s->err), RC_CONFLICT);
    assert_int_equal(keyring_add(&s->session, "nga", &minh, &s->err), RC_MISSING);
    assert_int_equal(keyring_add(&s->session, "minh", &minh, &s->err), RC_OK);
    assert_int_equal(keyring_list(&s->session, NULL, &s->arena, &rows, &n, &s->err), RC_OK);
    assert_int_equal(n, 3);
    assert_string_equal(rows[0].officer, "hoa");
    assert_string_equal(rows[1].officer, "lan");
    assert_string_equal(rows[2].officer, "minh");
    assert_string_equal(rows[2].fingerprint, minh.fingerprint);
    assert_string_equal(rows[2].comment, "minh@may");
    assert_string_equal(rows[2].author, "lan");
    assert_int_equal(keyring_list(&s->session, "lan", &s->arena, &rows, &n, &s->err), RC_OK);
    assert_int_equal(n, 1);

    assert_int_equal(keyring_remove(&s->session, "lan", minh.fingerprint, &s->err), RC_MISSING);
    assert_int_equal(keyring_remove(&s->session, "minh", "SHA256:x", &s->err), RC_MISSING);
    assert_int_equal(keyring_remove(&s->session, "minh", "SHA256:", &s->err), RC_OK);
    assert_int_equal(keyring_list(&s->session, "minh", &s->arena, &rows, &n, &s->err), RC_OK);
    assert_int_equal(n, 0);
    assert_string_equal(
        store_text(s, "SELECT group_concat(verb || ' ' || coalesce(before ->> 'comment', '') ||"
                      " coalesce(after ->> 'comment', ''), '; ') FROM log WHERE verb LIKE '%key'"
                      " AND record = (SELECT id FROM officer WHERE login = 'minh')"),
        "add_key minh@may; remove_key minh@may");
    /* it is nobody's now */
    assert_int_equal(keyring_add(&s->session, "lan", &minh, &s->err), RC_OK);
    assert_int_equal(keyring_remove(&s->session, "lan", "SHA256:", &s->err), RC_INVALID);
    assert_non_null(strstr(s->err.message, "2 khóa"));
}

static void who_may_change_keys(void **state) {
    struct store *s = *state;
    struct officer_key key = staff_key(s, minh_key);
    struct keyring_row *rows = NULL;
    size_t n = 0;
    static const char *const logins[] = {"hoa", "minh"};
    for (size_t i = 0; i < 2; i++) {
        staff_enter(s, logins[i]);
        assert_int_equal(keyring_add(&s->session, logins[i], &key, &s->err), RC_DENIED);
        assert_int_equal(keyring_remove(&s->session, "lan", "SHA256:", &s->err), RC_DENIED);
        assert_int_equal(keyring_list(&s->session, NULL, &s->arena, &rows, &n, &s->err), RC_DENIED);
    }
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer_key"), 2);
}

static void a_key_that_is_not_hers(void **state) {
    struct store *s = *state;
    struct officer_key lan = staff_key(s, staff_lan_key);
    struct officer_key hoa = staff_key(s, staff_hoa_key);
    enum rc rc = RC_OK;
    struct claim c = staff_by_ssh("hoa", lan.fingerprint);
    staff_refused(s, &c);
    c = staff_by_ssh("hoa", ""); /* the SSH server did not say by which */
    staff_refused(s, &c);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'refused'"), 2);
    c = staff_by_ssh("hoa", hoa.fingerprint);
    assert_int_equal(staff_enter_as(s, &c), RC_OK);
    assert_true(staff_reads(s, &rc));
    assert_string_equal(
        store_text(s, "SELECT source FROM log WHERE verb = 'login' AND officer = 'hoa'"),
        store_text(s, "SELECT 'ssh 203.0.113.7 ' || fingerprint FROM officer_key"
                      " WHERE officer = 'hoa'"));
    /* replaced while she is there: by the old one nothing more is read */
    assert_int_equal(store_force(s, "DELETE FROM officer_key WHERE officer = 'hoa'"), 0);
    assert_false(staff_reads(s, &rc));
    assert_int_equal(rc, RC_DENIED);
    staff_refused(s, &c); /* whatever the list of the SSH server still says */
}

static void one_owner_needs_no_keys(void **state) {
    struct store *s = *state; /* a single one */
    struct officer_key key = staff_key(s, staff_lan_key);
    struct buf out = {0};
    assert_int_equal(keyring_add(&s->session, "lan", &key, &s->err), RC_INVALID);
    assert_int_equal(
        keyring_authorized(s->db, &s->claim, "/usr/bin/thidua", NULL, NULL, &out, &s->err),
        RC_DENIED);
    buf_free(&out);
}

/* --- lines for the SSH server --- */

static const char *authorized(struct store *s, const char *login, const char *fingerprint) {
    struct buf out = {0};
    struct claim c = staff_by_account();
    if (keyring_authorized(s->db, &c, "/usr/bin/thidua", login, fingerprint, &out, &s->err))
        fail_msg("%s", s->err.message);
    const char *text = arena_dup(&s->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static void lines_for_the_ssh_server(void **state) {
    struct store *s = *state;
    struct officer_key lan = staff_key(s, staff_lan_key);
    struct officer_key hoa = staff_key(s, staff_hoa_key);
    static const char lan_line[] = "restrict,pty,command=\"/usr/bin/thidua --as lan\" ";
    static const char hoa_line[] = "restrict,pty,command=\"/usr/bin/thidua --as hoa\" ";
    char both[1024];
    (void)snprintf(both, sizeof both, "%s%s\n%s%s\n", hoa_line, staff_hoa_key, lan_line,
                   staff_lan_key);
    assert_string_equal(authorized(s, NULL, NULL), both);
    (void)snprintf(both, sizeof both, "%s%s\n", hoa_line, staff_hoa_key);
    assert_string_equal(authorized(s, "hoa", NULL), both);
    assert_string_equal(authorized(s, NULL, hoa.fingerprint), both);
    assert_string_equal(authorized(s, "lan", hoa.fingerprint), "");
    assert_string_equal(authorized(s, "minh", NULL), "");
    assert_string_equal(authorized(s, NULL, "SHA256:x"), "");
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1 WHERE login = 'hoa'"), 0);
    assert_string_equal(authorized(s, "hoa", NULL), "");
    assert_string_equal(authorized(s, NULL, hoa.fingerprint), "");
    assert_string_equal(authorized(s, NULL, lan.fingerprint), authorized(s, NULL, NULL));
}

static void lines_for_nobody_else(void **state) {
    struct store *s = *state;
    struct buf out = {0};
    struct claim claims[] = {staff_by_ssh("lan", ""), staff_by_sudo(1001), staff_by_account(),
                             staff_by_account()};
    claims[2].account = claims[2].uid = staff_account() + 1;
    claims[3].account = claims[3].uid = 0;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            keyring_authorized(s->db, &claims[i], "/usr/bin/thidua", NULL, NULL, &out, &s->err),
            RC_DENIED);
    assert_int_equal(out.len, 0);
    assert_int_equal(chmod(s->dir, 0711), 0);
    struct claim c = staff_by_account();
    assert_int_equal(keyring_authorized(s->db, &c, "/usr/bin/thidua", NULL, NULL, &out, &s->err),
                     RC_DENIED);
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

#define SERVICE(test) cmocka_unit_test_setup_teardown(test, staff_setup, store_teardown)
#define SINGLE(test)  cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        SERVICE(keys_of_officers),       SERVICE(who_may_change_keys),
        SERVICE(a_key_that_is_not_hers), SERVICE(lines_for_the_ssh_server),
        SERVICE(lines_for_nobody_else),  SINGLE(one_owner_needs_no_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
