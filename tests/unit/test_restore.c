/* Restoring: what was there is kept, what comes is checked, and nothing is changed by a refusal. */
#include "support/faulty.h"
#include "support/forger.h"
#include "support/office.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/backup.h"
#include "thidua/history.h"
#include "thidua/list.h"
#include "thidua/record.h"
#include "thidua/restore.h"
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *at(const struct office *o, const char *name) {
    static char path[4][512];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", o->dir, name);
    return path[next];
}

static int names(const struct office *o) {
    DIR *d = opendir(o->dir);
    int n = 0;
    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2;
}

static void write_bytes(const char *path, off_t from, const void *bytes, size_t n) {
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, n, from), (ssize_t)n);
    close(fd);
}

static void junk(const char *path, off_t from, size_t n) {
    char bytes[8192];
    assert_true(n <= sizeof bytes);
    memset(bytes, 0x5a, sizeof bytes);
    write_bytes(path, from, bytes, n);
}

static const char *phone(struct office *o) {
    struct unit u;
    if (record_get_code(&o->session, &kinds[KIND_UNIT], "hai-anh", &o->arena, &u, &o->err))
        fail_msg("%s", o->err.message);
    return u.phone;
}

/* A backup with one telephone number, and then another in the database: which is it? */
static int setup(void **state) {
    office_setup_sample(state);
    struct office *o = *state;
    struct backup_done done;
    office_phone(o, "0911 111 111");
    assert_int_equal(backup_make(&o->session, at(o, "ban.db"), &o->arena, &done, &o->err), RC_OK);
    office_phone(o, "0922 222 222");
    return 0;
}

static void leave(struct office *o) {
    session_close(&o->session);
    db_close(&o->db);
}

static void come_again(struct office *o) {
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    date today = o->session.today;
    if (db_open(o->path, &o->db, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    if (session_open(&o->session, o->db, o->campaign, &claim, today, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
}

static enum rc restore_as(struct office *o, const char *from, const struct claim *claim,
                          struct restore_done *done) {
    memset(done, 0, sizeof *done);
    memset(&o->err, 0, sizeof o->err);
    return restore_file(o->path, from, o->campaign, claim, o->session.today, &o->arena, done,
                        &o->err);
}

static enum rc restore(struct office *o, const char *from, struct restore_done *done) {
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    return restore_as(o, from, &claim, done);
}

static struct restore_done restored(struct office *o) {
    struct restore_done done;
    if (restore(o, at(o, "ban.db"), &done))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    come_again(o);
    assert_string_equal(phone(o), "0911 111 111");
    assert_int_equal(forger_wrong(o->path), 0);
    whole_is_sound(o->path);
    return done;
}

/* Refused, and all as it was. */
static void refused(struct office *o, const char *from, enum rc rc, const char *sentence) {
    struct restore_done done;
    struct whole before = whole_of(o->path);
    int files = names(o);
    assert_int_equal(restore(o, from, &done), rc);
    if (strstr(o->err.message, sentence) == NULL)
        fail_msg("“%s” is not in: %s", sentence, o->err.message);
    assert_non_null(strstr(o->err.message, "dữ liệu vẫn như cũ"));
    assert_string_equal(whole_of(o->path).digits, before.digits);
    assert_int_equal(names(o), files);
}

static void what_was_interrupted_goes_a_day_later(void **state) {
    struct office *o = *state;
    struct timeval old[2] = {{time(NULL) - 90000, 0}, {time(NULL) - 90000, 0}};
    leave(o);
    junk(at(o, ".thidua.partial-aaaaaa"), 0, 10);
    junk(at(o, ".thidua.partial-bbbbbb"), 0, 10);
    assert_int_equal(utimes(at(o, ".thidua.partial-aaaaaa"), old), 0);
    restored(o);
    assert_int_not_equal(access(at(o, ".thidua.partial-aaaaaa"), F_OK), 0);
    assert_int_equal(access(at(o, ".thidua.partial-bbbbbb"), F_OK), 0); /* somebody's, now */
}

static void what_was_there_is_kept(void **state) {
    struct office *o = *state;
    leave(o);
    struct whole present = whole_of(o->path);
    struct whole backup = whole_but_log(at(o, "ban.db"));
    struct whole backup_and_log = whole_of(at(o, "ban.db"));
    struct restore_done done = restored(o);
    assert_string_equal(whole_of(done.kept).digits, present.digits);
    assert_string_equal(whole_but_log(o->path).digits, backup.digits);
    assert_string_equal(whole_of(at(o, "ban.db")).digits, backup_and_log.digits);
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
    leave(o);
    struct restore_done done = restored(o);
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
    leave(o);
    struct restore_done done = restored(o);
    assert_int_equal(chain_parse(chain_text(&before, head), &was, &o->err), RC_OK);
    assert_int_equal(chain_verify(&o->session, &was, &after, &o->err), RC_DAMAGED);
    assert_non_null(strstr(o->err.message, strrchr(done.kept, '/') + 1));
}

static void over_nothing(void **state) {
    struct office *o = *state;
    leave(o);
    assert_int_equal(unlink(o->path), 0);
    assert_null(restored(o).kept);
}

static void over_an_empty_file(void **state) {
    struct office *o = *state;
    leave(o);
    assert_int_equal(truncate(o->path, 0), 0);
    assert_non_null(restored(o).kept);
}

static void over_no_database_at_all(void **state) {
    struct office *o = *state;
    leave(o);
    junk(o->path, 0, 8192);
    assert_non_null(restored(o).kept);
}

static void over_a_damaged_one(void **state) {
    struct office *o = *state;
    leave(o);
    for (off_t page = 1; page < 60; page++) /* all but the header */
        junk(o->path, page * 4096, 4096);
    assert_non_null(restored(o).kept);
}

/* A journal left beside a database that cannot be opened: were it left there, SQLite would play it
 * into the restored one. */
static void with_a_journal_left(void **state) {
    struct office *o = *state;
    char journal[600];
    static const unsigned char magic[] = {
        0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0xff, 0xff, 0xff, 0xff, 0,    0,
        0,    0,    0,    0,    0,    1,    0,    0,    2,    0,    0,    0,    0x10, 0};
    leave(o);
    junk(o->path, 0, 100);
    snprintf(journal, sizeof journal, "%s-journal", o->path);
    junk(journal, 0, 8192);
    write_bytes(journal, 0, magic, sizeof magic);
    struct restore_done done = restored(o);
    snprintf(journal, sizeof journal, "%s-journal", done.kept);
    struct stat st;
    assert_int_equal(stat(journal, &st), 0);
    assert_int_equal(st.st_size, 8192);
}

static void files_that_are_no_backup(void **state) {
    struct office *o = *state;
    leave(o);
    refused(o, at(o, "khong-co.db"), RC_MISSING, "không có tệp hay thư mục này");
    refused(o, o->dir, RC_IO, "là một thư mục");
    refused(o, o->path, RC_CONFLICT, "chính là tệp dữ liệu đang dùng");
    junk(at(o, "khac"), 0, 4096);
    refused(o, at(o, "khac"), RC_DAMAGED, "không phải là cơ sở dữ liệu của chương trình này");
    write_bytes(at(o, "rong"), 0, "", 0);
    refused(o, at(o, "rong"), RC_DAMAGED, "không phải là cơ sở dữ liệu của chương trình này");
}

static void a_link_to_itself(void **state) {
    struct office *o = *state;
    leave(o);
    assert_int_equal(link(o->path, at(o, "ten-khac.db")), 0);
    refused(o, at(o, "ten-khac.db"), RC_CONFLICT, "chính là tệp dữ liệu đang dùng");
    assert_int_equal(unlink(at(o, "ten-khac.db")), 0);
}

static void a_damaged_backup(void **state) {
    struct office *o = *state;
    leave(o);
    junk(at(o, "ban.db"), 20 * 4096, 4096);
    refused(o, at(o, "ban.db"), RC_DAMAGED, "hỏng");
}

static void a_backup_cut_short(void **state) {
    struct office *o = *state;
    leave(o);
    assert_int_equal(truncate(at(o, "ban.db"), 100000), 0);
    refused(o, at(o, "ban.db"), RC_DAMAGED, "hỏng");
}

static void a_backup_whose_log_was_altered(void **state) {
    struct office *o = *state;
    leave(o);
    forger_change(at(o, "ban.db"), "UPDATE log SET reason = 'khác' WHERE id = 7");
    refused(o, at(o, "ban.db"), RC_DAMAGED, "òng nhật ký số 7 không khớp");
}

static void a_backup_with_a_dangling_reference(void **state) {
    struct office *o = *state;
    leave(o);
    forger_change(at(o, "ban.db"), "UPDATE receipt SET unit = 'khong-co'");
    refused(o, at(o, "ban.db"), RC_DAMAGED, "hỏng");
}

static void of_a_newer_program(void **state) {
    struct office *o = *state;
    leave(o);
    forger_change(at(o, "ban.db"), "PRAGMA user_version = 999");
    refused(o, at(o, "ban.db"), RC_INVALID, "bản thidua mới hơn");
}

static void of_another_program(void **state) {
    struct office *o = *state;
    leave(o);
    forger_change(at(o, "ban.db"), "PRAGMA application_id = 1");
    refused(o, at(o, "ban.db"), RC_DAMAGED, "của một chương trình khác");
}

static void of_the_other_mode(void **state) {
    struct office *o = *state;
    leave(o);
    forger_change(at(o, "ban.db"), "UPDATE setting SET value = 'service' WHERE key = 'mode'");
    refused(o, at(o, "ban.db"), RC_CONFLICT, "là của máy chủ chung");
    forger_change(at(o, "ban.db"), "DELETE FROM setting");
    refused(o, at(o, "ban.db"), RC_INVALID, "chưa có đợt thi đua nào");
}

static void somebody_elses_claim(void **state) {
    struct office *o = *state;
    struct restore_done done;
    struct claim other = {.proof = PROOF_LOCAL, .name = "khac", .uid = (long)getuid() + 1};
    struct claim ssh = {.proof = PROOF_SSH, .name = "lan", .uid = (long)getuid()};
    leave(o);
    struct whole before = whole_of(o->path);
    assert_int_equal(restore_as(o, at(o, "ban.db"), &other, &done), RC_DENIED);
    assert_int_equal(restore_as(o, at(o, "ban.db"), &ssh, &done), RC_DENIED);
    assert_non_null(strstr(o->err.message, "hỉ chủ của tệp dữ liệu"));
    /* Nor where there is nothing to ask: the folder is not hers. */
    assert_int_equal(rename(o->path, at(o, "giu.db")), 0);
    assert_int_equal(restore_as(o, at(o, "ban.db"), &other, &done), RC_DENIED);
    assert_int_equal(rename(at(o, "giu.db"), o->path), 0);
    assert_string_equal(whole_of(o->path).digits, before.digits);
}

static void a_folder_in_its_place(void **state) {
    struct office *o = *state;
    struct restore_done done;
    leave(o);
    assert_int_equal(unlink(o->path), 0);
    assert_int_equal(mkdir(o->path, 0700), 0);
    assert_int_equal(restore(o, at(o, "ban.db"), &done), RC_IO);
    assert_int_equal(rmdir(o->path), 0);
    assert_int_equal(symlink("ban.db", o->path), 0);
    assert_int_equal(restore(o, at(o, "ban.db"), &done), RC_IO);
    struct stat st;
    assert_int_equal(lstat(o->path, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
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
        _exit(restore(o, at(o, "ban.db"), &done) == RC_OK ? 0 : 1);
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
    leave(o);
    come_again(o);
    assert_string_equal(phone(o), "0911 111 111");
}

/* Put back what was taken away: the session goes on as if nothing had been. */
static void taken_away_and_put_back(void **state) {
    struct office *o = *state;
    struct tx tx;
    struct list l = {.spec = list_spec_find("units")};
    int64_t total = 0;
    assert_int_equal(rename(o->path, at(o, "giu.db")), 0);
    assert_int_equal(list_total(&o->session, &l, &total, &o->err), RC_IO);
    assert_int_equal(tx_begin(&tx, &o->session, CAP_UNITS, NULL, &o->err), RC_IO);
    assert_int_equal(rename(at(o, "giu.db"), o->path), 0);
    office_phone(o, "0933 333 333");
    assert_string_equal(phone(o), "0933 333 333");
}

/* Somebody's save goes on for longer than anybody waits. */
static void while_somebody_saves(void **state) {
    struct office *o = *state;
    struct restore_done done;
    int ready[2], stop[2];
    char byte = 0;
    leave(o);
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
    int files = names(o);
    assert_int_equal(restore(o, at(o, "ban.db"), &done), RC_BUSY);
    close(stop[1]);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(names(o), files);
    for (int i = 0; i < 2; i++)
        close(ready[i]);
    close(stop[0]);
    restored(o);
}

/* A database that cannot be read just now is not taken for a damaged one, of which nobody is asked:
 * whichever call to the disk fails, a backup of the other mode never comes in its place. */
static void what_fails_once_is_not_taken_for_damaged(void **state) {
    struct office *o = *state;
    struct restore_done done;
    bool given = true;
    enum rc rc = RC_OK;
    leave(o);
    forger_change(at(o, "ban.db"), "UPDATE setting SET value = 'service' WHERE key = 'mode'");
    struct whole before = whole_of(o->path);
    int files = names(o);
    for (long call = 1; given; call++) {
        faulty_start(FAULT_IO, call, false);
        rc = restore(o, at(o, "ban.db"), &done);
        given = faulty_stop();
        if (rc == RC_OK)
            fail_msg("call %ld: restored", call);
        assert_int_equal(names(o), files);
    }
    assert_int_equal(rc, RC_CONFLICT);
    assert_string_equal(whole_of(o->path).digits, before.digits);
}

int main(void) {
    faulty_install();
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, office_teardown)
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
        TEST(files_that_are_no_backup),
        TEST(a_link_to_itself),
        TEST(a_damaged_backup),
        TEST(a_backup_cut_short),
        TEST(a_backup_whose_log_was_altered),
        TEST(a_backup_with_a_dangling_reference),
        TEST(of_a_newer_program),
        TEST(of_another_program),
        TEST(of_the_other_mode),
        TEST(somebody_elses_claim),
        TEST(a_folder_in_its_place),
        TEST(a_session_still_open_is_told),
        TEST(taken_away_and_put_back),
        TEST(while_somebody_saves),
        TEST(what_fails_once_is_not_taken_for_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
