/* Who may come in, and by which key, after a restoring: as in the file that was replaced. */
#include "support/forger.h"
#include "support/staff.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/backup.h"
#include "thidua/keyring.h"
#include "thidua/restore.h"
#include "thidua/undo.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char new_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAJmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm moi@may";

static const char *copy_of(const struct store *s) {
    static char path[160];
    snprintf(path, sizeof path, "%s/ban.db", s->dir);
    return path;
}

/* A service and a backup of it; then lan is at work. */
static int setup(void **state) {
    staff_setup(state);
    struct store *s = *state;
    struct backup_done done;
    staff_enter(s, "lan");
    assert_int_equal(backup_make(&s->session, copy_of(s), &s->arena, &done, &s->err), RC_OK);
    return 0;
}

static void disable(struct store *s, const char *login) {
    struct officer o;
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_OFFICER], login, &s->arena, &o, &s->err), RC_OK);
    o.disabled = 1;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
}

static void set(struct store *s, const char *login, enum role role, const char *unit, int64_t uid) {
    struct officer o;
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_OFFICER], login, &s->arena, &o, &s->err), RC_OK);
    o.role = role;
    o.head.unit = unit;
    o.uid = uid;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
}

static void add_key(struct store *s, const char *login, const char *line) {
    struct officer_key key = staff_key(s, line);
    assert_int_equal(keyring_add(&s->session, login, &key, &s->err), RC_OK);
}

static enum rc restore(struct store *s, struct restore_done *done) {
    struct claim account = staff_by_account();
    session_close(&s->session);
    db_close(&s->db);
    memset(&s->err, 0, sizeof s->err);
    enum rc rc = restore_file(s->path, copy_of(s), &s->campaign, &account, store_day("2021-11-05"),
                              &s->arena, done, &s->err);
    if (getuid() == 0) /* the account itself does it */
        assert_int_equal(chown(s->path, (uid_t)staff_account(), (gid_t)staff_account()), 0);
    assert_int_equal(db_open(s->path, &s->db, &(struct err){0}), RC_OK);
    return rc;
}

static struct restore_done restored(struct store *s) {
    struct restore_done done = {0};
    if (restore(s, &done))
        fail_msg("%s (%s)", s->err.message, s->err.cause);
    assert_int_equal(forger_wrong(s->path), 0);
    whole_is_sound(s->path);
    return done;
}

static enum rc comes_by(struct store *s, const char *login, const char *line) {
    struct claim c = staff_by_ssh(login, staff_key(s, line).fingerprint);
    return staff_enter_as(s, &c);
}

static void stays_out(struct store *s, const char *login, const char *line) {
    assert_int_equal(comes_by(s, login, line), RC_DENIED);
    assert_non_null(strstr(s->err.message, "đã bị khóa hoặc khóa SSH này đã bị gỡ"));
}

static void who_was_disabled_stays_out(void **state) {
    struct store *s = *state;
    disable(s, "hoa");
    struct restore_done done = restored(s);
    stays_out(s, "hoa", staff_hoa_key);
    assert_string_equal(done.shut, "hoa");
    assert_null(done.dropped);
    assert_null(done.added);
    assert_false(done.unasked);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'restore'"
                                     " AND kind = 'officer' AND after ->> 'disabled' = 1"
                                     " AND record = (SELECT id FROM officer WHERE login = 'hoa')"),
                     1);
    /* It is nobody's last change, to be taken back by chance. */
    struct buf said = {0};
    staff_enter(s, "lan");
    (void)undo_last(&s->session, &said, &s->err);
    stays_out(s, "hoa", staff_hoa_key);
    buf_free(&said);
}

static void who_was_deleted_stays_out(void **state) {
    struct store *s = *state;
    int64_t id = store_number(s, "SELECT id FROM officer WHERE login = 'hoa'");
    assert_int_equal(store_drop(s, KIND_OFFICER, CAP_OFFICERS, NULL, id, 0), RC_OK);
    assert_string_equal(restored(s).shut, "hoa");
    stays_out(s, "hoa", staff_hoa_key);
}

static void a_key_that_was_removed_opens_nothing(void **state) {
    struct store *s = *state;
    assert_int_equal(keyring_remove(&s->session, "hoa", "SHA256:", &s->err), RC_OK);
    struct restore_done done = restored(s);
    stays_out(s, "hoa", staff_hoa_key);
    assert_non_null(strstr(done.dropped, staff_key(s, staff_hoa_key).fingerprint));
    assert_non_null(strstr(done.dropped, "hoa"));
    assert_null(done.shut);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'restore'"
                                     " AND before ->> 'comment' = 'hoa@may'"),
                     1);
}

/* Else whoever lost her key and got another would have none at all. */
static void a_key_that_was_added_still_opens(void **state) {
    struct store *s = *state;
    add_key(s, "lan", new_key);
    assert_int_equal(
        keyring_remove(&s->session, "lan", staff_key(s, staff_lan_key).fingerprint, &s->err),
        RC_OK);
    struct restore_done done = restored(s);
    assert_non_null(strstr(done.added, staff_key(s, new_key).fingerprint));
    stays_out(s, "lan", staff_lan_key);
    assert_int_equal(comes_by(s, "lan", new_key), RC_OK);
}

static void a_key_given_to_another_is_hers(void **state) {
    struct store *s = *state;
    assert_int_equal(keyring_remove(&s->session, "hoa", "SHA256:", &s->err), RC_OK);
    add_key(s, "minh", staff_hoa_key);
    restored(s);
    stays_out(s, "hoa", staff_hoa_key);
    assert_int_equal(comes_by(s, "minh", staff_hoa_key), RC_OK);
}

static const char *officer_row(struct store *s, const char *login) {
    return store_text(s, arena_printf(&s->arena,
                                      "SELECT role || ' ' || coalesce(unit, '') || ' ' ||"
                                      " coalesce(uid, '') FROM officer WHERE login = '%s'",
                                      login));
}

/* A right that was taken away does not come back with a backup. */
static void roles_units_and_accounts_are_those_of_now(void **state) {
    struct store *s = *state;
    set(s, "minh", ROLE_VIEWER, "hai-anh", FIELD_NONE);
    set(s, "hoa", ROLE_UNIT_OFFICER, "hai-ha", 1001);
    struct restore_done done = restored(s);
    assert_string_equal(officer_row(s, "minh"), "viewer hai-anh ");
    assert_string_equal(officer_row(s, "hoa"), "unit_officer hai-ha 1001");
    assert_string_equal(done.changed, "minh, hoa");
    assert_null(done.shut);
    struct claim by_sudo = staff_by_sudo(1001);
    assert_int_equal(staff_enter_as(s, &by_sudo), RC_OK);
    assert_string_equal(s->session.officer, "hoa");
}

/* Two who changed places lose their accounts, which the administrator gives them again: better
 * than one at the other's. */
static void accounts_changed_for_one_another_open_nothing(void **state) {
    struct store *s = *state;
    staff_hire(s, "tho", ROLE_DISTRICT_OFFICER, NULL, 1002);
    struct backup_done made;
    assert_int_equal(unlink(copy_of(s)), 0);
    assert_int_equal(backup_make(&s->session, copy_of(s), &s->arena, &made, &s->err), RC_OK);
    set(s, "tho", ROLE_DISTRICT_OFFICER, NULL, FIELD_NONE);
    set(s, "minh", ROLE_DISTRICT_OFFICER, NULL, 1002);
    set(s, "tho", ROLE_DISTRICT_OFFICER, NULL, 1001);
    struct restore_done done = restored(s);
    assert_string_equal(done.changed, "minh, tho");
    assert_string_equal(officer_row(s, "minh"), "district_officer  ");
    assert_string_equal(officer_row(s, "tho"), "district_officer  ");
}

static void who_is_of_a_unit_the_backup_has_not_stays_out(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-bac", "Hải Bắc", UNIT_COMMUNE);
    set(s, "hoa", ROLE_UNIT_OFFICER, "hai-bac", FIELD_NONE);
    assert_string_equal(restored(s).shut, "hoa");
    stays_out(s, "hoa", staff_hoa_key);
}

/* lan was the backup's only administrator, and is none any more. */
static void who_no_longer_administers_does_not_count(void **state) {
    struct store *s = *state;
    struct restore_done done = {0};
    staff_hire(s, "nga", ROLE_ADMINISTRATOR, NULL, 1003);
    staff_enter(s, "nga");
    set(s, "lan", ROLE_LEADER, NULL, FIELD_NONE);
    assert_int_equal(restore(s, &done), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "thôi quản trị"));
}

static void nothing_changed_nothing_is_told(void **state) {
    struct store *s = *state;
    struct restore_done done = restored(s);
    assert_null(done.shut);
    assert_null(done.changed);
    assert_null(done.dropped);
    assert_null(done.added);
    assert_int_equal(comes_by(s, "hoa", staff_hoa_key), RC_OK);
}

/* lan was the backup's only administrator; nga, who came since and disabled her, is not in it. */
static void no_administrator_would_be_left(void **state) {
    struct store *s = *state;
    struct restore_done done = {0};
    staff_hire(s, "nga", ROLE_ADMINISTRATOR, NULL, 1003);
    staff_enter(s, "nga");
    disable(s, "lan");
    struct whole before = whole_of(s->path);
    assert_int_equal(restore(s, &done), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "người quản trị"));
    assert_string_equal(whole_of(s->path).digits, before.digits);
}

/* What cannot be read cannot be asked, which is said. */
static void over_a_damaged_one(void **state) {
    struct store *s = *state;
    disable(s, "hoa");
    session_close(&s->session);
    db_close(&s->db);
    assert_int_equal(truncate(s->path, 0), 0);
    assert_int_equal(db_open(copy_of(s), &s->db, &s->err), RC_OK);
    struct restore_done done = restored(s);
    assert_true(done.unasked);
    assert_null(done.shut);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(who_was_disabled_stays_out),
        TEST(who_was_deleted_stays_out),
        TEST(a_key_that_was_removed_opens_nothing),
        TEST(a_key_that_was_added_still_opens),
        TEST(a_key_given_to_another_is_hers),
        TEST(nothing_changed_nothing_is_told),
        TEST(no_administrator_would_be_left),
        TEST(over_a_damaged_one),
        TEST(roles_units_and_accounts_are_those_of_now),
        TEST(accounts_changed_for_one_another_open_nothing),
        TEST(who_is_of_a_unit_the_backup_has_not_stays_out),
        TEST(who_no_longer_administers_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
