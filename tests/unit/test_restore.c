/* Restoring: what was there is kept, and who has it open is told. What is refused is in
 * test_restore_refused.c. */
#include "support/restoring.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/history.h"
#include "thidua/list.h"
#include "thidua/tx.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void what_was_interrupted_goes_a_day_later(void **state) {
    struct office *o = *state;
    struct timeval old[2] = {{time(NULL) - 90000, 0}, {time(NULL) - 90000, 0}};
    restoring_leave(o);
    restoring_junk(restoring_at(o, ".thidua.partial-aaaaaa"), 0, 10);
    restoring_junk(restoring_at(o, ".thidua.partial-bbbbbb"), 0, 10);
    assert_int_equal(utimes(restoring_at(o, ".thidua.partial-aaaaaa"), old), 0);
    restoring_done(o);
    assert_int_not_equal(access(restoring_at(o, ".thidua.partial-aaaaaa"), F_OK), 0);
    assert_int_equal(access(restoring_at(o, ".thidua.partial-bbbbbb"), F_OK),
                     0); /* somebody's, now */
}

static void what_was_there_is_kept(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    struct whole present = whole_of(o->path);
    struct whole backup = whole_but_log(restoring_at(o, "ban.db"));
    struct whole backup_and_log = whole_of(restoring_at(o, "ban.db"));
    struct restore_done done = restoring_done(o);
    assert_string_equal(whole_of(done.kept).digits, present.digits);
    assert_string_equal(whole_but_log(o->path).digits, backup.digits);
    assert_string_equal(whole_of(restoring_at(o, "ban.db")).digits, backup_and_log.digits);
    struct stat st;
    assert_int_equal(stat(o->path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(st.st_nlink, 1);
    assert_int_equal(stat(done.kept, &st), 0);
    assert_int_equal(st.st_nlink, 1);
    assert_non_null(strstr(done.kept, "/thidua-truoc-khoi-phuc-2"));
}

static void the_log_says_it(void **state) {
    struct office *o = *state;
    struct chain_head before;
    struct chain_head after;
    struct chain_mark was;
    char head[CHAIN_TEXT_SIZE];
    assert_int_equal(chain_verify(&o->session, NULL, &before, &o->err), RC_OK);
    restoring_leave(o);
    struct restore_done done = restoring_done(o);
    assert_int_equal(chain_verify(&o->session, NULL, &after, &o->err), RC_OK);
    assert_int_equal(after.id, done.head.id);
    assert_memory_equal(after.hash, done.head.hash, SHA256_SIZE);
    assert_int_equal(after.id, before.id); /* one change less, one row about this */
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM log WHERE id = %lld AND verb = 'restore' AND kind = 'database'"
             " AND officer = 'lan' AND json_extract(after, '$.file') = 'ban.db'"
             " AND json_extract(after, '$.over') = '%s'",
             (long long)after.id, chain_text(&before, head));
    assert_int_equal(whole_number(o->path, sql), 1);
    /* A head kept from before the restoring is not of this log: that is told, with the reason. */
    assert_int_equal(chain_parse(head, &was, &o->err), RC_OK);
    assert_int_equal(chain_verify(&o->session, &was, &after, &o->err), RC_DAMAGED);
    assert_non_null(strstr(o->err.message, "tệp đã được thay trong lần khôi phục"));
    assert_non_null(strstr(o->err.message, strrchr(done.kept, '/') + 1));
    /* One that the restoring cannot be the reason for is as before. */
    was.id = 7;
    assert_int_equal(chain_verify(&o->session, &was, &after, &o->err), RC_DAMAGED);
    assert_non_null(strstr(o->err.message, "không khớp với mốc: dòng số 7"));
    was.id = before.id + 1;
    assert_int_equal(chain_verify(&o->session, &was, &after, &o->err), RC_DAMAGED);
    assert_non_null(strstr(o->err.message, "các dòng cuối đã bị bỏ đi"));
    /* Nobody of the officers did it. */
    struct buf told = {0};
    assert_int_equal(history_tell(&o->session, done.head.id, &told, &o->err), RC_OK);
    assert_non_null(strstr(buf_str(&told), "  Bản sao lưu: ban.db\n"));
    assert_non_null(strstr(buf_str(&told), "  Mốc của tệp bị thay: "));
    assert_non_null(strstr(
        buf_str(&told),
        "người giữ tệp dữ liệu · khôi phục cơ sở dữ liệu\nLý do: do tài khoản lan trên máy"));
    buf_free(&told);
}

/* The log ends before a head that was kept: more was taken away than done since. */
static void a_head_past_the_end(void **state) {
    struct office *o = *state;
    struct chain_head before;
    struct chain_head after;
    struct chain_mark was;
    char head[CHAIN_TEXT_SIZE];
    office_phone(o, "0933 333 333");
    assert_int_equal(chain_verify(&o->session, NULL, &before, &o->err), RC_OK);
    restoring_leave(o);
    struct restore_done done = restoring_done(o);
    assert_int_equal(chain_parse(chain_text(&before, head), &was, &o->err), RC_OK);
    assert_int_equal(chain_verify(&o->session, &was, &after, &o->err), RC_DAMAGED);
    assert_non_null(strstr(o->err.message, strrchr(done.kept, '/') + 1));
}

static void over_nothing(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    assert_int_equal(unlink(o->path), 0);
    assert_null(restoring_done(o).kept);
}

static void over_an_empty_file(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    assert_int_equal(truncate(o->path, 0), 0);
    assert_non_null(restoring_done(o).kept);
}

static void over_no_database_at_all(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    restoring_junk(o->path, 0, 8192);
    assert_non_null(restoring_done(o).kept);
}

static void over_a_damaged_one(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    for (off_t page = 1; page < 60; page++) /* all but the header */
        restoring_junk(o->path, page * 4096, 4096);
    assert_non_null(restoring_done(o).kept);
}

/* A journal left beside a database that cannot be opened: were it left there, SQLite would play it
 * into the restored one. */
static void with_a_journal_left(void **state) {
    struct office *o = *state;
    char journal[600];
    static const unsigned char magic[] = {
        0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0xff, 0xff, 0xff, 0xff, 0,    0,
        0,    0,    0,    0,    0,    1,    0,    0,    2,    0,    0,    0,    0x10, 0};
    restoring_leave(o);
    restoring_junk(o->path, 0, 100);
    snprintf(journal, sizeof journal, "%s-journal", o->path);
    restoring_junk(journal, 0, 8192);
    restoring_write(journal, 0, magic, sizeof magic);
    struct restore_done done = restoring_done(o);
    snprintf(journal, sizeof journal, "%s-journal", done.kept);
    struct stat st;
    assert_int_equal(stat(journal, &st), 0);
    assert_int_equal(st.st_size, 8192);
}

/* --- those who have the old one open --- */

static void a_session_still_open_is_told(void **state) {
    struct office *o = *state;
    struct restore_done done;
    struct list l = {.spec = list_spec_find("units")};
    struct tx tx;
    int64_t total = 0;
    /* Not in this process: its connection would lose its locks. */
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(restoring_now(o, restoring_at(o, "ban.db"), &done) == RC_OK ? 0 : 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct whole new = whole_of(o->path);
    /* She can neither read nor write … */
    assert_int_equal(list_total(&o->session, &l, &total, &o->err), RC_IO);
    assert_non_null(strstr(o->err.message, "đã được thay bằng tệp khác"));
    assert_int_equal(tx_begin(&tx, &o->session, CAP_UNITS, NULL, &o->err), RC_IO);
    assert_non_null(strstr(o->err.message, "Hãy thoát ra rồi mở lại"));
    assert_int_equal(db_data_version(o->db), -1);
    /* … and what was restored is as it was. */
    assert_string_equal(whole_of(o->path).digits, new.digits);
    restoring_leave(o);
    restoring_come_again(o);
    assert_string_equal(restoring_phone(o), "0911 111 111");
}

/* Put back what was taken away: the session goes on as if nothing had been. */
static void taken_away_and_put_back(void **state) {
    struct office *o = *state;
    struct tx tx;
    struct list l = {.spec = list_spec_find("units")};
    int64_t total = 0;
    assert_int_equal(rename(o->path, restoring_at(o, "giu.db")), 0);
    assert_int_equal(list_total(&o->session, &l, &total, &o->err), RC_IO);
    assert_int_equal(tx_begin(&tx, &o->session, CAP_UNITS, NULL, &o->err), RC_IO);
    assert_int_equal(rename(restoring_at(o, "giu.db"), o->path), 0);
    office_phone(o, "0933 333 333");
    assert_string_equal(restoring_phone(o), "0933 333 333");
}

/* Somebody's save goes on for longer than anybody waits. */
static void while_somebody_saves(void **state) {
    struct office *o = *state;
    struct restore_done done;
    int ready[2], stop[2];
    char byte = 0;
    restoring_leave(o);
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(stop), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        sqlite3 *db = NULL;
        close(stop[1]);
        bool good = sqlite3_open(o->path, &db) == SQLITE_OK &&
                    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
        good = good && write(ready[1], "", 1) == 1 && read(stop[0], &byte, 1) == 0;
        _exit(good ? 0 : 1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    int files = restoring_files(o);
    assert_int_equal(restoring_now(o, restoring_at(o, "ban.db"), &done), RC_BUSY);
    close(stop[1]);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(restoring_files(o), files);
    for (int i = 0; i < 2; i++)
        close(ready[i]);
    close(stop[0]);
    restoring_done(o);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, restoring_setup, office_teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_was_interrupted_goes_a_day_later),
        TEST(what_was_there_is_kept),
        TEST(the_log_says_it),
        TEST(a_head_past_the_end),
        TEST(over_nothing),
        TEST(over_an_empty_file),
        TEST(over_no_database_at_all),
        TEST(over_a_damaged_one),
        TEST(with_a_journal_left),
        TEST(a_session_still_open_is_told),
        TEST(taken_away_and_put_back),
        TEST(while_somebody_saves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
