/* What is not restored: files that are no good backup, those of others, what cannot be read now.
 * All stays as it was. */
#include "support/faulty.h"
#include "support/forger.h"
#include "support/restoring.h"
#include "support/test.h"
#include "support/whole.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Refused, and all as it was. */
static void refused(struct office *o, const char *from, enum rc rc, const char *sentence) {
    struct restore_done done;
    struct whole before = whole_of(o->path);
    int files = restoring_files(o);
    assert_int_equal(restoring_now(o, from, &done), rc);
    if (strstr(o->err.message, sentence) == NULL)
        fail_msg("“%s” is not in: %s", sentence, o->err.message);
    assert_non_null(strstr(o->err.message, "dữ liệu vẫn như cũ"));
    assert_string_equal(whole_of(o->path).digits, before.digits);
    assert_int_equal(restoring_files(o), files);
}

static void files_that_are_no_backup(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    refused(o, restoring_at(o, "khong-co.db"), RC_MISSING, "không có tệp hay thư mục này");
    refused(o, o->dir, RC_IO, "là một thư mục");
    refused(o, o->path, RC_CONFLICT, "chính là tệp dữ liệu đang dùng");
    restoring_junk(restoring_at(o, "khac"), 0, 4096);
    refused(o, restoring_at(o, "khac"), RC_DAMAGED,
            "không phải là cơ sở dữ liệu của chương trình này");
    restoring_write(restoring_at(o, "rong"), 0, "", 0);
    refused(o, restoring_at(o, "rong"), RC_DAMAGED,
            "không phải là cơ sở dữ liệu của chương trình này");
}

static void a_link_to_itself(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    assert_int_equal(link(o->path, restoring_at(o, "ten-khac.db")), 0);
    refused(o, restoring_at(o, "ten-khac.db"), RC_CONFLICT, "chính là tệp dữ liệu đang dùng");
    assert_int_equal(unlink(restoring_at(o, "ten-khac.db")), 0);
}

static void a_damaged_backup(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    restoring_junk(restoring_at(o, "ban.db"), 20L * 4096, 4096);
    refused(o, restoring_at(o, "ban.db"), RC_DAMAGED, "hỏng");
}

static void a_backup_cut_short(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    assert_int_equal(truncate(restoring_at(o, "ban.db"), 100000), 0);
    refused(o, restoring_at(o, "ban.db"), RC_DAMAGED, "hỏng");
}

static void a_backup_whose_log_was_altered(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    forger_change(restoring_at(o, "ban.db"), "UPDATE log SET reason = 'khác' WHERE id = 7");
    refused(o, restoring_at(o, "ban.db"), RC_DAMAGED, "òng nhật ký số 7 không khớp");
}

static void a_backup_with_a_dangling_reference(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    forger_change(restoring_at(o, "ban.db"), "UPDATE receipt SET unit = 'khong-co'");
    refused(o, restoring_at(o, "ban.db"), RC_DAMAGED, "hỏng");
}

static void of_a_newer_program(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    forger_change(restoring_at(o, "ban.db"), "PRAGMA user_version = 999");
    refused(o, restoring_at(o, "ban.db"), RC_INVALID, "bản thidua mới hơn");
}

static void of_another_program(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    forger_change(restoring_at(o, "ban.db"), "PRAGMA application_id = 1");
    refused(o, restoring_at(o, "ban.db"), RC_DAMAGED, "của một chương trình khác");
}

static void of_the_other_mode(void **state) {
    struct office *o = *state;
    restoring_leave(o);
    forger_change(restoring_at(o, "ban.db"),
                  "UPDATE setting SET value = 'service' WHERE key = 'mode'");
    refused(o, restoring_at(o, "ban.db"), RC_CONFLICT, "là của máy chủ chung");
    forger_change(restoring_at(o, "ban.db"), "DELETE FROM setting");
    refused(o, restoring_at(o, "ban.db"), RC_INVALID, "chưa có đợt thi đua nào");
}

static void somebody_elses_claim(void **state) {
    struct office *o = *state;
    struct restore_done done;
    struct claim other = {.proof = PROOF_LOCAL, .name = "khac", .uid = (long)getuid() + 1};
    struct claim ssh = {.proof = PROOF_SSH, .name = "lan", .uid = (long)getuid()};
    restoring_leave(o);
    struct whole before = whole_of(o->path);
    assert_int_equal(restoring_as(o, restoring_at(o, "ban.db"), &other, &done), RC_DENIED);
    assert_int_equal(restoring_as(o, restoring_at(o, "ban.db"), &ssh, &done), RC_DENIED);
    assert_non_null(strstr(o->err.message, "hỉ chủ của tệp dữ liệu"));
    /* Nor where there is nothing to ask: the folder is not hers. */
    assert_int_equal(rename(o->path, restoring_at(o, "giu.db")), 0);
    assert_int_equal(restoring_as(o, restoring_at(o, "ban.db"), &other, &done), RC_DENIED);
    assert_int_equal(rename(restoring_at(o, "giu.db"), o->path), 0);
    assert_string_equal(whole_of(o->path).digits, before.digits);
}

static void a_folder_in_its_place(void **state) {
    struct office *o = *state;
    struct restore_done done;
    restoring_leave(o);
    assert_int_equal(unlink(o->path), 0);
    assert_int_equal(mkdir(o->path, 0700), 0);
    assert_int_equal(restoring_now(o, restoring_at(o, "ban.db"), &done), RC_IO);
    assert_int_equal(rmdir(o->path), 0);
    assert_int_equal(symlink("ban.db", o->path), 0);
    assert_int_equal(restoring_now(o, restoring_at(o, "ban.db"), &done), RC_IO);
    struct stat st;
    assert_int_equal(lstat(o->path, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

/* A database that cannot be read just now is not taken for a damaged one, of which nobody is asked:
 * whichever call to the disk fails, a backup of the other mode never comes in its place. */
static void what_fails_once_is_not_taken_for_damaged(void **state) {
    struct office *o = *state;
    struct restore_done done;
    bool given = true;
    enum rc rc = RC_OK;
    restoring_leave(o);
    forger_change(restoring_at(o, "ban.db"),
                  "UPDATE setting SET value = 'service' WHERE key = 'mode'");
    struct whole before = whole_of(o->path);
    int files = restoring_files(o);
    for (long call = 1; given; call++) {
        faulty_start(FAULT_IO, call, false);
        rc = restoring_now(o, restoring_at(o, "ban.db"), &done);
        given = faulty_stop();
        if (rc == RC_OK)
            fail_msg("call %ld: restored", call);
        assert_int_equal(restoring_files(o), files);
    }
    assert_int_equal(rc, RC_CONFLICT);
    assert_string_equal(whole_of(o->path).digits, before.digits);
}

int main(void) {
    faulty_install();
#define TEST(name) cmocka_unit_test_setup_teardown(name, restoring_setup, office_teardown)
    const struct CMUnitTest tests[] = {
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
        TEST(what_fails_once_is_not_taken_for_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
