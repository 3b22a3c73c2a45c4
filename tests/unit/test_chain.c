/* The log's chain: made as chain.h says, and broken in every way somebody with the file could. */
#include "support/forger.h"
#include "support/office.h"
#include "support/test.h"
#include "thidua/chain.h"
#include "thidua/record.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static struct chain_head head_now(struct office *o) {
    struct chain_head head;
    if (chain_verify(&o->session, NULL, &head, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    return head;
}

static struct chain_mark mark_of(struct office *o, const struct chain_head *head) {
    char text[CHAIN_TEXT_SIZE];
    struct chain_mark mark;
    assert_int_equal(chain_parse(chain_text(head, text), &mark, &o->err), RC_OK);
    return mark;
}

static void expect(struct office *o, const struct chain_mark *kept, const char *sentence) {
    struct chain_head head;
    assert_int_equal(chain_verify(&o->session, kept, &head, &o->err), RC_DAMAGED);
    if (strstr(o->err.message, sentence) == NULL)
        fail_msg("“%s” is not in: %s", sentence, o->err.message);
}

static void every_row_is_hashed_as_the_manual_says(void **state) {
    struct office *o = *state;
    struct chain_head head = head_now(o);
    assert_true(head.id > 300);
    assert_int_equal(forger_wrong(o->path), 0);
}

static void a_save_adds_to_it(void **state) {
    struct office *o = *state;
    struct chain_head before = head_now(o);
    struct chain_mark kept = mark_of(o, &before);
    struct chain_head after;
    office_phone(o, "0912 345 678");
    assert_int_equal(chain_verify(&o->session, &kept, &after, &o->err), RC_OK);
    assert_int_equal(after.id, before.id + 1);
    assert_memory_not_equal(after.hash, before.hash, SHA256_SIZE);
    assert_int_equal(forger_wrong(o->path), 0);
}

/* Every column, one by one: what is said names the row. */
static void a_row_altered(void **state) {
    static const char *const changes[] = {
        "at = '2021-11-05T00:00:00Z'",
        "officer = 'ai-khac'",
        "source = 'ssh'",
        "campaign = NULL",
        "kind = 'receipt'",
        "record = record + 1",
        "unit = 'hai-ly'",
        "verb = 'delete'",
        "reason = 'khác'",
        "before = '{}'",
        "after = '{}'",
        "change = change + 1",
        "undoes = 1",
        "hash = zeroblob(32)",
    };
    struct office *o = *state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char sql[256];
        forger_change(o->path, "CREATE TABLE kept AS SELECT * FROM log"
                               " WHERE id = 100");
        snprintf(sql, sizeof sql, "UPDATE log SET %s WHERE id = 100", changes[i]);
        forger_change(o->path, sql);
        expect(o, NULL, "Dòng nhật ký số 100 không khớp");
        forger_change(o->path, "DELETE FROM log WHERE id = 100; INSERT INTO log SELECT * FROM kept;"
                               " DROP TABLE kept");
        head_now(o);
    }
}

/* Whoever makes the altered row's own hash fit is found at the row after it. */
static void a_row_altered_and_hashed(void **state) {
    struct office *o = *state;
    forger_change(o->path, "CREATE TABLE rest AS SELECT id, hash FROM log WHERE id > 100;"
                           " UPDATE log SET reason = 'khác' WHERE id = 100");
    forger_chain(o->path, 100);
    forger_change(o->path, "UPDATE log SET hash = (SELECT hash FROM rest WHERE rest.id = log.id)"
                           " WHERE id > 100; DROP TABLE rest");
    expect(o, NULL, "Dòng nhật ký số 101 không khớp");
}

static void a_row_taken_away(void **state) {
    struct office *o = *state;
    forger_change(o->path, "DELETE FROM log WHERE id = 57");
    expect(o, NULL, "thiếu dòng số 57: dòng này đã bị bỏ đi, sau dòng 56 là dòng 58");
}

static void the_first_row_taken_away(void **state) {
    struct office *o = *state;
    forger_change(o->path, "DELETE FROM log WHERE id = 1");
    expect(o, NULL, "thiếu dòng số 1:");
}

/* Taken away, and the rows after it moved up. */
static void a_row_taken_away_and_renumbered(void **state) {
    struct office *o = *state;
    forger_change(o->path, "DELETE FROM log WHERE id = 57;"
                           " PRAGMA ignore_check_constraints = ON;"
                           " UPDATE log SET id = -id WHERE id > 57;"
                           " UPDATE log SET id = -id - 1 WHERE id < 0");
    expect(o, NULL, "Dòng nhật ký số 57 không khớp");
}

static void a_row_put_between(void **state) {
    struct office *o = *state;
    forger_change(o->path, "PRAGMA ignore_check_constraints = ON;"
                           " UPDATE log SET id = -id WHERE id > 200;"
                           " UPDATE log SET id = -id + 1 WHERE id < 0;"
                           " INSERT INTO log SELECT 201, at, officer, source, campaign, kind,"
                           " record, unit, verb, reason, before, after, change, undoes, hash"
                           " FROM log WHERE id = 200");
    expect(o, NULL, "Dòng nhật ký số 201 không khớp");
}

static void a_row_before_the_first(void **state) {
    struct office *o = *state;
    forger_change(o->path, "PRAGMA ignore_check_constraints = ON;"
                           " INSERT INTO log SELECT -4, at, officer, source, campaign, kind,"
                           " record, unit, verb, reason, before, after, change, undoes, hash"
                           " FROM log WHERE id = 1");
    expect(o, NULL, "thiếu dòng số 1: dòng này đã bị bỏ đi, sau dòng 0 là dòng -4");
}

/* What only a head kept elsewhere can find. */
static void all_written_again(void **state) {
    struct office *o = *state;
    struct chain_head before = head_now(o);
    struct chain_mark kept = mark_of(o, &before);
    forger_change(o->path, "UPDATE log SET reason = 'khác' WHERE id = 100");
    forger_chain(o->path, 100);
    struct chain_head forged = head_now(o); /* nothing is found without the head */
    assert_int_equal(forged.id, before.id);
    expect(o, &kept, "không khớp với mốc");
    office_phone(o, "0912 345 678"); /* nor is it mended by going on */
    expect(o, &kept, "không khớp với mốc");
}

static void the_last_rows_taken_away(void **state) {
    struct office *o = *state;
    struct chain_head before = head_now(o);
    struct chain_mark kept = mark_of(o, &before);
    char sentence[64];
    forger_change(o->path, "DELETE FROM log WHERE id > (SELECT max(id) - 3 FROM log)");
    struct chain_head after = head_now(o);
    assert_int_equal(after.id, before.id - 3);
    snprintf(sentence, sizeof sentence, "chỉ còn %lld dòng, mốc đã giữ là dòng số %lld",
             (long long)after.id, (long long)before.id);
    expect(o, &kept, sentence);
    /* … and others put in their place. */
    for (int i = 0; i < 3; i++)
        office_phone(o, i % 2 ? "0912 345 678" : "0987 654 321");
    expect(o, &kept, "không khớp với mốc");
}

static void a_save_is_refused_after_a_broken_row(void **state) {
    struct office *o = *state;
    struct tx tx;
    struct receipt r;
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = o->session.today;
    forger_change(o->path, "PRAGMA ignore_check_constraints = ON; UPDATE log SET hash = x'00'"
                           " WHERE id = (SELECT max(id) FROM log)");
    assert_int_equal(tx_begin(&tx, &o->session, CAP_DUTY, "hai-anh", &o->err), RC_OK);
    assert_int_equal(record_insert(&tx, &kinds[KIND_RECEIPT], &r, &o->err), RC_DAMAGED);
    assert_non_null(strstr(o->err.message, "hỏng nên không ghi tiếp được"));
    tx_rollback(&tx);
}

static void not_for_everyone(void **state) {
    struct office *o = *state;
    struct chain_head head;
    o->session.role = ROLE_DISTRICT_OFFICER;
    assert_int_equal(chain_verify(&o->session, NULL, &head, &o->err), RC_DENIED);
}

static void heads_as_people_write_them(void **state) {
    static const char *const bad[] = {
        "",
        "12",
        "12-",
        "-9f86d081884c7d659a2f",
        "12-9f86d081884c7d6", /* 15 digits */
        "12-9f86d081884c7d659a2fx",
        "12 9f86d081884c7d659a2f",
        "0-9f86d081884c7d659a2f",
        "012-9f86d081884c7d659a2f",
        "1234567890123456789-9f86d081884c7d659a2f",
        "12-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0", /* 65 */
    };
    struct err e;
    struct chain_mark mark;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(chain_parse(bad[i], &mark, &e), RC_INVALID);
    assert_int_equal(chain_parse("12-9F86D081884c7d65", &mark, &e), RC_OK);
    assert_int_equal(mark.id, 12);
    assert_string_equal(mark.digits, "9f86d081884c7d65");
    struct chain_head head = {.id = 7, .hash = {0x01, 0x23, 0xab}};
    char text[CHAIN_TEXT_SIZE];
    assert_string_equal(chain_text(&head, text), "7-0123ab00000000000000");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, office_setup_sample, office_teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_row_is_hashed_as_the_manual_says),
        TEST(a_save_adds_to_it),
        TEST(a_row_altered),
        TEST(a_row_altered_and_hashed),
        TEST(a_row_taken_away),
        TEST(the_first_row_taken_away),
        TEST(a_row_taken_away_and_renumbered),
        TEST(a_row_put_between),
        TEST(a_row_before_the_first),
        TEST(all_written_again),
        TEST(the_last_rows_taken_away),
        TEST(a_save_is_refused_after_a_broken_row),
        TEST(not_for_everyone),
        cmocka_unit_test(heads_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
