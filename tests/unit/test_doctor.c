/* Each thing the doctor looks at, broken on purpose. */
#include "support/forger.h"
#include "support/office.h"
#include "thidua/backup.h"
#include "thidua/doctor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <sqlite3.h>

struct heard {
    char text[8192];
    size_t len;
    int wrong, all;
};

static void hear(void *ctx, bool wrong, const char *sentence) {
    struct heard *h = ctx;
    h->all++;
    h->wrong += wrong;
    int n =
        snprintf(h->text + h->len, sizeof h->text - h->len, "%s%s\n", wrong ? "! " : "", sentence);
    h->len += (size_t)n < sizeof h->text - h->len ? (size_t)n : 0;
}

static struct heard examine(struct office *o) {
    struct heard h = {0};
    int wrong = -1;
    if (doctor_run(&o->session, hear, &h, &wrong, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    assert_int_equal(wrong, h.wrong);
    return h;
}

/* Behind the program's back: without its guards, triggers or foreign keys. */
static void break_it(struct office *o, const char *sql) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(o->path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void expect_wrong(struct office *o, const char *sentence) {
    struct heard h = examine(o);
    if (strstr(h.text, sentence) == NULL)
        fail_msg("“%s” is not in:\n%s", sentence, h.text);
    assert_true(h.wrong > 0);
}

static void the_sample_is_healthy(void **state) {
    struct heard h = examine(*state);
    if (h.wrong)
        fail_msg("%s", h.text);
    assert_non_null(strstr(h.text, "Tệp nguyên vẹn."));
    assert_non_null(strstr(h.text, "Tổng tiến độ của 53 công trình khớp"));
    assert_non_null(strstr(h.text, sqlite3_libversion()));
}

static void totals_unlike_their_entries(void **state) {
    break_it(*state, "UPDATE work SET done = done + 1 WHERE id = (SELECT min(work) FROM progress)");
    expect_wrong(*state, "Tổng tiến độ của 1 công trình không khớp");
}

static void an_entry_gone(void **state) {
    break_it(*state, "DELETE FROM progress WHERE id = 1");
    expect_wrong(*state, "Tổng tiến độ của 1 công trình không khớp");
}

static void days_that_do_not_follow(void **state) {
    break_it(*state, "UPDATE work SET behind_from = '2021-12-31' WHERE id ="
                     " (SELECT min(id) FROM work WHERE behind_from IS NOT NULL)");
    expect_wrong(*state, "Tổng tiến độ của 1 công trình không khớp");
}

static void a_tally_unlike_the_count(void **state) {
    break_it(*state, "UPDATE tally SET approved = approved + 1 WHERE unit = 'hai-anh'");
    expect_wrong(*state, "Bảng đếm công trình sai");
}

static void a_tally_too_many(void **state) {
    break_it(*state, "INSERT INTO tally VALUES (1, 'hai-tay', 'own', 'individual', 1,"
                     " 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)");
    expect_wrong(*state, "Bảng đếm công trình sai ở 1 dòng");
}

/* A row at zero is not a mistake. */
static void a_tally_at_zero(void **state) {
    break_it(*state, "INSERT INTO tally VALUES (1, 'hai-tay', 'own', 'individual', 0,"
                     " 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)");
    assert_int_equal(examine(*state).wrong, 0);
}

static void contents_in_two_minds(void **state) {
    break_it(*state, "DELETE FROM work_content WHERE work = 1");
    expect_wrong(*state, "Nội dung của 1 công trình không khớp");
}

static void keys_of_another_text(void **state) {
    break_it(*state, "UPDATE unit SET name_fold = 'hai ang' WHERE code = 'hai-anh'");
    expect_wrong(*state, "Khóa tìm kiếm, sắp xếp của 1 bản ghi đơn vị không đúng");
}

static void a_reference_to_nothing(void **state) {
    break_it(*state, "UPDATE duty_done SET unit = 'khong-co' WHERE id = 1");
    expect_wrong(*state, "1 bản ghi trỏ tới bản ghi không có");
}

static void a_value_the_schema_forbids(void **state) {
    break_it(*state, "PRAGMA ignore_check_constraints = ON;"
                     "UPDATE unit SET kind = 'city' WHERE code = 'hai-anh'");
    expect_wrong(*state, "Tệp bị hỏng; hãy ngừng ghi và khôi phục từ bản sao lưu gần nhất.");
}

static void another_version(void **state) {
    break_it(*state, "PRAGMA user_version = 3");
    expect_wrong(*state, "Dữ liệu ở bản 3");
}

/* The library of Debian 12 can lose what was committed in this mode. */
static void another_journal(void **state) {
    break_it(*state, "PRAGMA journal_mode = WAL");
    if (sqlite3_libversion_number() < 3051003)
        expect_wrong(*state, "ở chế độ WAL");
    else
        assert_int_equal(examine(*state).wrong, 0);
}

static void a_file_moved_away(void **state) {
    struct office *o = *state;
    char elsewhere[160];
    (void)snprintf(elsewhere, sizeof elsewhere, "%s.old", o->path);
    assert_int_equal(rename(o->path, elsewhere), 0);
    expect_wrong(o, "Không còn thấy tệp cơ sở dữ liệu");
    assert_int_equal(rename(elsewhere, o->path), 0);
}

static void a_file_open_to_others(void **state) {
    struct office *o = *state;
    assert_int_equal(chmod(o->path, 0644), 0);
    expect_wrong(o, "mở cho người khác trên máy (quyền 644)");
    assert_int_equal(chmod(o->path, 0600), 0);
    assert_int_equal(chmod(o->dir, 0777), 0);
    expect_wrong(o, "ghi được vào thư mục");
    assert_int_equal(chmod(o->dir, 0700), 0);
    assert_int_equal(examine(o).wrong, 0);
}

/* An imported plan without a clause that the file names: said, not wrong. */
static void a_plan_without_a_clause(void **state) {
    struct office *o = *state;
    static const char plan[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n\n- Hai\n";
    struct buf missing = {0};
    assert_int_equal(session_plan_import(&o->session, plan, sizeof plan - 1, &missing, &o->err),
                     RC_OK);
    buf_free(&missing);
    struct heard h = examine(o);
    assert_int_equal(h.wrong, 0);
    assert_non_null(strstr(h.text, "không có mục IV.2/2"));
}

static void a_row_of_the_log_altered(void **state) {
    struct office *o = *state;
    forger_change(o->path, "UPDATE log SET reason = 'khác' WHERE id = 8");
    expect_wrong(o, "Dòng nhật ký số 8 không khớp");
}

/* As if everything in the log had been written `how` from now: "-3 days". */
static void log_written(struct office *o, const char *which, const char *how) {
    char sql[256];
    (void)snprintf(sql, sizeof sql,
                   "UPDATE log SET at = strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', 'now', '%s') WHERE %s",
                   how, which);
    forger_change(o->path, sql);
    forger_chain(o->path, 1);
}

static void a_clock_ahead(void **state) {
    struct office *o = *state;
    log_written(o, "id = (SELECT max(id) FROM log)", "+3 hours");
    expect_wrong(o, "đồng hồ đã chạy sai hoặc đang sai");
    log_written(o, "id = (SELECT max(id) FROM log)", "+5 minutes"); /* of another machine */
    assert_int_equal(examine(o).wrong, 0);
}

static void a_clock_that_was_ahead(void **state) {
    struct office *o = *state;
    log_written(o, "id IN (5, 6)", "+3 hours");
    struct heard h = examine(o);
    assert_int_equal(h.wrong, 0);
    assert_non_null(strstr(h.text, "Đồng hồ máy chủ từng lùi lại 1 lần"));
}

static void back_up(struct office *o) {
    struct backup_done done;
    if (backup_make(&o->session, NULL, &o->arena, &done, &o->err))
        fail_msg("%s", o->err.message);
}

static void days_without_a_backup(void **state) {
    struct office *o = *state;
    assert_non_null(strstr(examine(o).text, "Chưa có bản sao lưu nào"));
    log_written(o, "1", "-3 days");
    expect_wrong(o, "cái đầu đã quá 2 ngày, chưa có trong bản sao lưu nào");
    back_up(o);
    struct heard h = examine(o);
    assert_int_equal(h.wrong, 0);
    assert_non_null(strstr(h.text, "sau đó có 0 thay đổi"));
    /* It is what no backup holds that counts, not how old the backup is. */
    struct buf missing = {0};
    static const char plan[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n\n- Hai\n";
    assert_int_equal(session_plan_import(&o->session, plan, sizeof plan - 1, &missing, &o->err),
                     RC_OK);
    buf_free(&missing);
    assert_non_null(strstr(examine(o).text, "sau đó có 1 thay đổi"));
}

/* Backups of a log that is no more (what was there before a restoring) count for nothing. */
static void backups_of_another_log(void **state) {
    struct office *o = *state;
    back_up(o);
    log_written(o, "1", "-3 days");
    expect_wrong(o, "(bản gần nhất: chưa có)");
}

static void backups_that_cannot_be_read(void **state) {
    struct office *o = *state;
    char path[256];
    (void)snprintf(path, sizeof path, "%s/backup", o->dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    expect_wrong(o, "Không đọc được tệp");
}

/* Who came in and did nothing changed nothing. */
static void comings_are_no_changes(void **state) {
    struct office *o = *state;
    back_up(o);
    office_phone(o, "0911 111 111");
    assert_non_null(strstr(examine(o).text, "sau đó có 1 thay đổi"));
    forger_change(o->path, "UPDATE log SET verb = 'login', before = NULL, after = NULL"
                           " WHERE id = (SELECT max(id) FROM log)");
    forger_chain(o->path, 1);
    assert_non_null(strstr(examine(o).text, "sau đó có 0 thay đổi"));
}

static void not_for_everybody(void **state) {
    struct office *o = *state;
    struct heard h = {0};
    int wrong;
    o->session.role = ROLE_DISTRICT_OFFICER;
    assert_int_equal(doctor_run(&o->session, hear, &h, &wrong, &o->err), RC_DENIED);
    assert_int_equal(h.all, 0);
}

#define HEALTHY_AT_FIRST(test)                                                                     \
    cmocka_unit_test_setup_teardown(test, office_setup_sample, office_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        HEALTHY_AT_FIRST(the_sample_is_healthy),
        HEALTHY_AT_FIRST(totals_unlike_their_entries),
        HEALTHY_AT_FIRST(an_entry_gone),
        HEALTHY_AT_FIRST(days_that_do_not_follow),
        HEALTHY_AT_FIRST(a_tally_unlike_the_count),
        HEALTHY_AT_FIRST(a_tally_too_many),
        HEALTHY_AT_FIRST(a_tally_at_zero),
        HEALTHY_AT_FIRST(contents_in_two_minds),
        HEALTHY_AT_FIRST(keys_of_another_text),
        HEALTHY_AT_FIRST(a_reference_to_nothing),
        HEALTHY_AT_FIRST(a_value_the_schema_forbids),
        HEALTHY_AT_FIRST(another_version),
        HEALTHY_AT_FIRST(another_journal),
        HEALTHY_AT_FIRST(a_file_moved_away),
        HEALTHY_AT_FIRST(a_file_open_to_others),
        HEALTHY_AT_FIRST(a_plan_without_a_clause),
        HEALTHY_AT_FIRST(a_row_of_the_log_altered),
        HEALTHY_AT_FIRST(a_clock_ahead),
        HEALTHY_AT_FIRST(a_clock_that_was_ahead),
        HEALTHY_AT_FIRST(days_without_a_backup),
        HEALTHY_AT_FIRST(backups_of_another_log),
        HEALTHY_AT_FIRST(backups_that_cannot_be_read),
        HEALTHY_AT_FIRST(comings_are_no_changes),
        HEALTHY_AT_FIRST(not_for_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
