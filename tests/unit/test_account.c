/* The account of a service itself, by a timer or by root's hand: what it may do, and what the log
 * of the system is told. */
#include "support/staff.h"
#include "support/test.h"
#include "thidua/backup.h"
#include "thidua/chain.h"
#include "thidua/notice.h"
#include "thidua/restore.h"

#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static enum rc keep_up_as(struct store *s, const struct claim *claim) {
    session_close(&s->session);
    memset(&s->err, 0, sizeof s->err);
    return session_open_upkeep(&s->session, s->db, &s->campaign, claim, store_day("2021-11-05"),
                               &s->err);
}

static void the_account_keeps_it_up(void **state) {
    struct store *s = *state;
    struct claim c = staff_by_account();
    struct chain_head head;
    struct tx tx;
    assert_int_equal(staff_enter_as(s, &c), RC_DENIED);
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(chain_verify(&s->session, NULL, &head, &s->err), RC_OK);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_DENIED);
    assert_non_null(strstr(s->err.message, "chỉ để bảo trì"));
    /* nor is there anybody whose coming could be logged */
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
}

static void others_come_as_themselves(void **state) {
    struct store *s = *state;
    struct claim c = staff_by_key(s, "lan");
    struct chain_head head;
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_string_equal(s->session.officer, "lan");
    c = staff_by_key(s, "hoa");
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(chain_verify(&s->session, NULL, &head, &s->err), RC_DENIED);
    c = staff_by_ssh("khong-co", c.fingerprint);
    assert_int_equal(keep_up_as(s, &c), RC_DENIED);
    c = staff_by_account();
    c.uid = c.account = staff_account() + 1;
    assert_int_equal(keep_up_as(s, &c), RC_DENIED);
}

/* A campaign file that the database does not hold must not keep anybody from a backup. */
static void of_another_campaign(void **state) {
    struct store *s = *state;
    struct claim c = staff_by_account();
    s->campaign.code = "khac";
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(s->session.campaign_id, 0);
}

static void backup_and_restore_by_the_account(void **state) {
    struct store *s = *state;
    struct claim c = staff_by_account();
    struct backup_done made;
    struct restore_done done = {0};
    if (getuid() == 0)
        assert_int_equal(seteuid((uid_t)staff_account()), 0);
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    enum rc rc = backup_make(&s->session, NULL, &s->arena, &made, &s->err);
    staff_enter(s, "lan");
    staff_hire(s, "huong", ROLE_LEADER, NULL, 1002);
    session_close(&s->session);
    db_close(&s->db);
    if (rc == RC_OK)
        rc = restore_file(s->path, made.path, &s->campaign, &c, store_day("2021-11-05"), &s->arena,
                          &done, &s->err);
    if (rc == RC_OK)
        rc = db_open(s->path, &s->db, &s->err);
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    if (rc)
        fail_msg("%s (%s)", s->err.message, s->err.cause);
    staff_enter(s, "lan");
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer WHERE login = 'huong'"), 0);
    assert_string_equal(store_text(s, "SELECT officer || ': ' || reason FROM log"
                                      " WHERE verb = 'restore'"),
                        "lan: do tài khoản thidua trên máy thực hiện");
    assert_int_equal(unlink(made.path), 0);
    assert_int_equal(unlink(done.kept), 0);
    *strrchr((char *)(uintptr_t)made.path, '/') = '\0';
    assert_int_equal(rmdir(made.path), 0);
}

/* --- the head of the log, for the log of the system --- */

/* What syslog was told last: it stands before libc's, whether or not that checks formats. */
static char told[1024];

__attribute__((format(printf, 1, 0))) static void hear(const char *format, va_list args) {
    (void)vsnprintf(told, sizeof told, format, args);
}

void syslog(int priority, const char *format, ...) {
    va_list args;
    (void)priority;
    va_start(args, format);
    hear(format, args);
    va_end(args);
}

void __syslog_chk(int priority, int flag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void __syslog_chk(int priority, int flag, const char *format, ...) {
    va_list args;
    (void)priority;
    (void)flag;
    va_start(args, format);
    hear(format, args);
    va_end(args);
}

static void head_was_told(struct store *s, const char *beginning, const char *head) {
    struct chain_mark mark;
    assert_memory_equal(told, beginning, strlen(beginning));
    const char *at = strstr(told, ": head=");
    assert_non_null(at);
    assert_string_equal(at + strlen(": head="), head);
    assert_int_equal(chain_parse(head, &mark, &s->err), RC_OK);
}

static const char *head_of(struct store *s) {
    return store_text(s, "SELECT id || '-' || lower(substr(hex(hash), 1, 20)) FROM log"
                         " ORDER BY id DESC LIMIT 1");
}

/* Whoever comes in, whoever is still at her screens when the day changes, and every backup: no day
 * on which anything is written goes by without it. */
static void the_head_goes_to_syslog(void **state) {
    struct store *s = *state;
    struct claim c = staff_by_account();
    struct backup_done made;
    char head[CHAIN_TEXT_SIZE];
    (void)snprintf(head, sizeof head, "%s", head_of(s));
    staff_enter(s, "lan");
    head_was_told(s, "login officer=lan by=ssh from=203.0.113.7", head);
    store_unit(s, "hai-ly", "Hải Lý", UNIT_COMMUNE);
    told[0] = '\0';
    s->session.today_given = false;
    assert_true(session_tick(&s->session));
    head_was_told(s, "midnight officer=lan by=ssh", head_of(s));
    told[0] = '\0';
    assert_false(session_tick(&s->session));
    assert_string_equal(told, "");
    assert_int_equal(backup_make(&s->session, NULL, &s->arena, &made, &s->err), RC_OK);
    head_was_told(s, "backup officer=lan by=ssh", head_of(s));
    assert_int_equal(unlink(made.path), 0);
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(backup_make(&s->session, NULL, &s->arena, &made, &s->err), RC_OK);
    head_was_told(s, "backup by=local account=thidua", head_of(s));
    assert_non_null(strstr(made.path, head_of(s)));
    assert_int_equal(unlink(made.path), 0);
    *strrchr((char *)(uintptr_t)made.path, '/') = '\0';
    assert_int_equal(rmdir(made.path), 0);
}

/* What the machine failed at goes there by its cause, once a minute; what officers do wrong does
 * not. */
static void failures_go_to_syslog(void **state) {
    struct err e;
    (void)state;
    told[0] = '\0';
    (void)err_set(&e, RC_INVALID, "Ngày nộp “32/13”: không có ngày này.");
    notice_failure(&e);
    (void)err_set(&e, RC_BUSY, "Dữ liệu đang được người khác ghi.");
    notice_failure(&e);
    assert_string_equal(told, "");
    (void)err_set(&e, RC_IO, "Đĩa báo lỗi.");
    (void)err_cause(&e, "sqlite 266: disk\nI/O error");
    notice_failure(&e);
    assert_string_equal(told, "failed: sqlite 266: disk I/O error");
    told[0] = '\0';
    notice_failure(&e);
    assert_string_equal(told, "");
    (void)err_nomem(&e);
    notice_failure(&e);
    assert_non_null(strstr(told, "failed: Máy chủ hết bộ nhớ"));
}

#define SERVICE(test) cmocka_unit_test_setup_teardown(test, staff_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        SERVICE(the_account_keeps_it_up), SERVICE(others_come_as_themselves),
        SERVICE(of_another_campaign),     SERVICE(backup_and_restore_by_the_account),
        SERVICE(the_head_goes_to_syslog), cmocka_unit_test(failures_go_to_syslog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
