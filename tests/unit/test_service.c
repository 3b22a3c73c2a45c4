/* A database of a service: who is let in, and what follows when that changes under her hands. */
#include "support/staff.h"
#include "support/test.h"
#include "thidua/doctor.h"
#include "thidua/life.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- making one --- */

static void first_administrator(void **state) {
    struct store *s = *state;
    struct claim c = staff_by_account();
    struct officer_key key = staff_key(s, staff_lan_key);
    assert_int_equal(staff_init(s, &c, "lan", 1000, &key), RC_OK);
    assert_int_equal(s->session.role, ROLE_ADMINISTRATOR);
    assert_string_equal(store_text(s, "SELECT value FROM setting WHERE key = 'mode'"), "service");
    assert_string_equal(store_text(s, "SELECT login || ' ' || author || ' ' || role || ' ' || uid"
                                      " FROM officer"),
                        "lan lan administrator 1000");
    assert_string_equal(store_text(s, "SELECT fingerprint FROM officer_key WHERE officer = 'lan'"),
                        key.fingerprint);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'add_key' AND record = "
                                     "(SELECT id FROM officer)"),
                     1);
    session_close(&s->session);
    struct claim in = staff_by_ssh("lan", key.fingerprint);
    assert_int_equal(staff_enter_as(s, &in), RC_OK);
    in = staff_by_sudo(1000);
    assert_int_equal(staff_enter_as(s, &in), RC_OK);
    assert_int_equal(s->session.role, ROLE_ADMINISTRATOR);
}

static void nothing_was_made(struct store *s, const char *sentence) {
    if (!strstr(s->err.message, sentence))
        fail_msg("“%s” does not say “%s”", s->err.message, sentence);
    assert_int_equal(store_number(s, "SELECT (SELECT count(*) FROM setting)"
                                     " + (SELECT count(*) FROM officer)"
                                     " + (SELECT count(*) FROM log)"),
                     0);
}

static void only_its_account_makes_one(void **state) {
    struct store *s = *state;
    struct officer_key key = staff_key(s, staff_lan_key);
    struct claim c = staff_by_ssh("lan", key.fingerprint);
    assert_int_equal(staff_init(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "tài khoản của dịch vụ");
    c = staff_by_sudo(1000);
    assert_int_equal(staff_init(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "tài khoản của dịch vụ");
    c = staff_by_account();
    c.uid = c.account = 0;
    assert_int_equal(staff_init(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "root");
    c = staff_by_account();
    c.uid = c.account = staff_account() + 1;
    assert_int_equal(staff_init(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "chmod");
    c = staff_by_account();
    assert_int_equal(staff_init(s, &c, "lan", FIELD_NONE, NULL), RC_INVALID);
    nothing_was_made(s, "chưa có cách nào vào");
    assert_int_equal(staff_init(s, &c, "Lan Anh", FIELD_NONE, &key), RC_INVALID);
    nothing_was_made(s, "");
    assert_int_equal(chmod(s->dir, 0750), 0);
    assert_int_equal(staff_init(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "0700");
    assert_int_equal(chmod(s->dir, 0700), 0);
    assert_int_equal(staff_init(s, &c, "lan", FIELD_NONE, &key), RC_OK);
    session_close(&s->session);
    assert_int_equal(staff_init(s, &c, "minh", FIELD_NONE, &key), RC_CONFLICT);
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer"), 1);
}

/* --- coming in --- */

static void officers_come_in(void **state) {
    struct store *s = *state;
    staff_enter(s, "hoa");
    assert_string_equal(s->session.officer, "hoa");
    assert_string_equal(s->session.unit, "hai-anh");
    assert_int_equal(s->session.role, ROLE_UNIT_OFFICER);
    struct claim c = staff_by_sudo(1001);
    assert_int_equal(staff_enter_as(s, &c), RC_OK);
    assert_string_equal(s->session.officer, "minh");
    assert_int_equal(s->session.role, ROLE_DISTRICT_OFFICER);
    assert_string_equal(store_text(s, "SELECT group_concat(officer || ':' || source, ' ')"
                                      " FROM log WHERE verb = 'login' AND officer <> 'lan'"),
                        store_text(s, "SELECT 'hoa:ssh 203.0.113.7 ' || fingerprint || ' minh:sudo'"
                                      " FROM officer_key WHERE officer = 'hoa'"));
}

static void nobody_else_does(void **state) {
    struct store *s = *state;
    static const char *const names[] = {"nga", "", "LAN", "lan ", "thidua", "root", "%", "'"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct claim c = staff_by_ssh(names[i], staff_key(s, staff_lan_key).fingerprint);
        staff_refused(s, &c);
    }
    static const long uids[] = {1000, 1002, 0, -1};
    for (size_t i = 0; i < sizeof uids / sizeof uids[0]; i++) {
        struct claim c = staff_by_sudo(uids[i]);
        staff_refused(s, &c);
    }
    struct claim c = staff_by_account(); /* who owns the file is not thereby an officer */
    staff_refused(s, &c);
    (void)snprintf(c.name, sizeof c.name, "lan");
    staff_refused(s, &c);
    c = staff_by_sudo(1001);
    (void)snprintf(c.name, sizeof c.name, "lan"); /* the account, not a name, is what sudo proves */
    assert_int_equal(staff_enter_as(s, &c), RC_OK);
    assert_string_equal(s->session.officer, "minh");
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'refused'"), 0);
}

static void a_file_open_to_others(void **state) {
    struct store *s = *state;
    struct claim c = staff_by_key(s, "lan");
    static const mode_t folders[] = {0710, 0701, 0755, 0770, 0720};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        assert_int_equal(chmod(s->dir, folders[i]), 0);
        staff_refused(s, &c);
    }
    assert_int_equal(chmod(s->dir, 0700), 0);
    static const mode_t files[] = {0640, 0604, 0660, 0620, 0602, 0700};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_int_equal(chmod(s->path, files[i]), 0);
        staff_refused(s, &c);
    }
    assert_int_equal(chmod(s->path, 0600), 0);
    char second[128];
    (void)snprintf(second, sizeof second, "%s/second", s->dir);
    assert_int_equal(link(s->path, second), 0);
    staff_refused(s, &c);
    assert_int_equal(unlink(second), 0);
    c.account++; /* run by another account that somehow opened it */
    staff_refused(s, &c);
    c.account--;
    assert_int_equal(staff_enter_as(s, &c), RC_OK);
}

static void one_owner_takes_no_officers(void **state) {
    struct store *s = *state; /* a single one */
    struct claim c = staff_by_ssh("lan", "");
    staff_refused(s, &c);
    c = staff_by_sudo((long)getuid());
    staff_refused(s, &c);
    c = s->claim;
    c.uid++;
    staff_refused(s, &c); /* not the owner of the file, though the name is the same */
    assert_int_equal(staff_enter_as(s, &s->claim), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'login'"), 0);
}

/* A file restored by somebody else (root) is not hers any more, though it knows her number. */
static void a_file_of_somebody_else(void **state) {
    struct store *s = *state;
    if (getuid() != 0)
        return;
    assert_int_equal(chown(s->path, 65533, 65533), 0);
    staff_refused(s, &s->claim);
    assert_int_equal(chown(s->path, 0, 0), 0);
    assert_int_equal(staff_enter_as(s, &s->claim), RC_OK);
}

/* --- while she is there --- */

static enum rc try_write(struct store *s, enum capability cap, const char *unit) {
    struct tx tx;
    enum rc rc = tx_begin(&tx, &s->session, cap, unit, &s->err);
    tx_rollback(&tx);
    return rc;
}

static void disabled_while_at_work(void **state) {
    struct store *s = *state;
    enum rc rc = RC_OK;
    staff_enter(s, "hoa");
    assert_true(staff_reads(s, &rc));
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_OK);
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1 WHERE login = 'hoa'"), 0);
    assert_false(staff_reads(s, &rc));
    assert_int_equal(rc, RC_DENIED);
    assert_non_null(strstr(s->err.message, "vừa bị khóa"));
    assert_true(s->session.out);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_DENIED);
    /* for good, even if it is taken back: she comes in again */
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 0 WHERE login = 'hoa'"), 0);
    assert_false(staff_reads(s, &rc));
    staff_enter(s, "hoa");
    assert_true(staff_reads(s, &rc));
}

/* What a session does that is neither one query nor one transaction. */
static enum rc read_plan(struct store *s) {
    struct plan plan;
    return session_plan(&s->session, &s->arena, &plan, &s->err);
}

static enum rc import_plan(struct store *s) {
    return session_plan_import(&s->session, "", 0, NULL, &s->err);
}

static enum rc verify(struct store *s) {
    struct chain_head head;
    return chain_verify(&s->session, NULL, &head, &s->err);
}

static void hear_nothing(void *ctx, bool wrong, const char *sentence) {
    (void)ctx;
    (void)wrong;
    (void)sentence;
}

static enum rc examine(struct store *s) {
    int wrong = 0;
    return doctor_run(&s->session, hear_nothing, NULL, &wrong, &s->err);
}

static void disabled_whatever_she_does_next(void **state) {
    struct store *s = *state;
    enum rc (*const acts[])(struct store * s) = {read_plan, import_plan, verify, examine};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        assert_int_equal(store_force(s, "UPDATE officer SET disabled = 0 WHERE login = 'lan'"), 0);
        staff_enter(s, "lan");
        assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1 WHERE login = 'lan'"), 0);
        assert_int_equal(acts[i](s), RC_DENIED);
        assert_non_null(strstr(s->err.message, "vừa bị khóa"));
        assert_true(s->session.out);
    }
}

static void disabled_before_she_writes(void **state) {
    struct store *s = *state;
    staff_enter(s, "hoa");
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1 WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_DENIED);
    assert_true(s->session.out);
    struct claim c = staff_by_key(s, "hoa");
    staff_refused(s, &c);
    assert_non_null(strstr(s->err.message, "bị khóa"));
    assert_string_equal(
        store_text(s, "SELECT officer || ' ' || source FROM log WHERE verb = 'refused'"),
        store_text(s, "SELECT 'hoa ssh 203.0.113.7 ' || fingerprint FROM officer_key"
                      " WHERE officer = 'hoa'"));
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 0, deleted_at ="
                                    " '2021-11-05T00:00:00Z' WHERE login = 'hoa'"),
                     0);
    staff_refused(s, &c);
}

static void rights_that_change(void **state) {
    struct store *s = *state;
    staff_enter(s, "hoa");
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_int_equal(store_force(s, "UPDATE officer SET unit = 'hai-ha' WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_DENIED);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_OK);
    assert_string_equal(s->session.unit, "hai-ha");
    assert_int_equal(store_force(s, "UPDATE officer SET role = 'viewer' WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_false(s->session.out);
    assert_int_equal(s->session.role, ROLE_VIEWER);
    assert_int_equal(store_force(s, "UPDATE officer SET role = 'owner' WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_true(s->session.out); /* nobody owns a service */
}

static const char *last_denial(struct store *s) {
    return store_text(s, "SELECT reason FROM log WHERE verb = 'denied' ORDER BY id DESC LIMIT 1");
}

static void attempts_are_logged(void **state) {
    struct store *s = *state;
    enum rc rc = RC_OK;
    staff_enter(s, "hoa");
    assert_int_equal(try_write(s, CAP_APPROVE, "hai-anh"), RC_DENIED);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_int_equal(session_need(&s->session, CAP_OFFICERS, &s->err), RC_DENIED);
    assert_string_equal(
        store_text(s, "SELECT group_concat(officer || ': ' || reason, '; ') FROM log WHERE verb ="
                      " 'denied'"),
        "hoa: không có quyền duyệt đăng ký (hai-anh); "
        "hoa: không có quyền đăng ký công trình, phần việc (hai-ha); "
        "hoa: không có quyền sửa danh sách cán bộ");
    for (int i = 0; i < 100; i++)
        assert_int_equal(try_write(s, CAP_APPROVE, "hai-anh"), RC_DENIED);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 21);
    assert_string_equal(last_denial(s), "từ đây, phiên này có bị từ chối nữa cũng không ghi thêm");
    assert_true(staff_reads(s, &rc)); /* and she works on */
}

/* What a rule refuses in the middle of a change is told when the change is undone; once. */
static void refused_while_writing(void **state) {
    struct store *s = *state;
    struct work w;
    struct tx tx;
    staff_enter(s, "minh");
    int64_t work = store_work(s, "hai-anh", "Đường hoa");
    assert_int_equal(
        life_take(&s->session, life_step_find(KIND_WORK, "submit"), work, 0, NULL, &s->err), RC_OK);
    assert_int_equal(
        life_take(&s->session, life_step_find(KIND_WORK, "approve"), work, 0, NULL, &s->err),
        RC_DENIED);
    const char *why = arena_dup(&s->arena, s->err.message);
    assert_string_equal(last_denial(s), why);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 1);
    /* asking is no attempt */
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], work, &s->arena, &w, &s->err),
                     RC_OK);
    assert_false(life_can(&s->session, life_step_find(KIND_WORK, "approve"), &w, &(struct err){0}));
    /* nor is another mistake, though the error was there before */
    s->err.rc = RC_DENIED;
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, NULL, &s->err), RC_OK);
    tx_rollback(&tx);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 1);
}

/* Another unit's and nobody's alike; her own that she deleted is no attempt. */
static void records_out_of_her_scope(void **state) {
    struct store *s = *state;
    struct work w;
    struct unit u;
    struct tx tx;
    const struct kind *works = &kinds[KIND_WORK];
    staff_enter(s, "minh");
    int64_t own = store_work(s, "hai-anh", "Đường hoa");
    int64_t others = store_work(s, "hai-ha", "Nước sạch");
    assert_int_equal(record_get(&s->session, works, 99, &s->arena, &w, &s->err), RC_MISSING);
    assert_int_equal(store_drop(s, KIND_WORK, CAP_REGISTER, "hai-anh", own, 0), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 0);
    staff_enter(s, "hoa");
    assert_int_equal(record_get(&s->session, works, own, &s->arena, &w, &s->err), RC_MISSING);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 0);
    const int64_t ids[] = {others, 99};
    for (size_t i = 0; i < 2; i++) {
        char why[200];
        assert_int_equal(record_get(&s->session, works, ids[i], &s->arena, &w, &s->err),
                         RC_MISSING);
        (void)snprintf(why, sizeof why,
                       "không có, hoặc ngoài phạm vi của mình: công trình, phần việc số %d",
                       (int)ids[i]);
        assert_string_equal(last_denial(s), why);
    }
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_UNIT], "hai-ha", &s->arena, &u, &s->err),
        RC_MISSING);
    assert_string_equal(last_denial(s), "không có, hoặc ngoài phạm vi của mình: đơn vị “hai-ha”");
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 3);
    /* many in one change are one attempt */
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-anh", &s->err), RC_OK);
    for (int i = 0; i < 50; i++)
        assert_int_equal(record_get(&s->session, works, others, &s->arena, &w, &s->err),
                         RC_MISSING);
    tx_rollback(&tx);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 4);
    assert_non_null(strstr(last_denial(s), "(và 49 lần nữa)"));
}

#define SERVICE(test) cmocka_unit_test_setup_teardown(test, staff_setup, store_teardown)
#define EMPTY(test)   cmocka_unit_test_setup_teardown(test, staff_setup_empty, store_teardown)
#define SINGLE(test)  cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        EMPTY(first_administrator),          EMPTY(only_its_account_makes_one),
        SERVICE(officers_come_in),           SERVICE(nobody_else_does),
        SERVICE(a_file_open_to_others),      SINGLE(one_owner_takes_no_officers),
        SINGLE(a_file_of_somebody_else),     SERVICE(disabled_while_at_work),
        SERVICE(disabled_before_she_writes), SERVICE(rights_that_change),
        SERVICE(attempts_are_logged),        SERVICE(refused_while_writing),
        SERVICE(records_out_of_her_scope),   SERVICE(disabled_whatever_she_does_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
