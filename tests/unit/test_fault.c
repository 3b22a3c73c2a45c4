/* Every call that SQLite makes to the disk fails once, and from there on for good: what was being
 * saved is there whole or not at all, what is said is a sentence of ours, and work goes on when the
 * disk does. */
#include "support/faulty.h"
#include "support/forger.h"
#include "support/save.h"
#include "support/store.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/backup.h"
#include "thidua/chain.h"
#include "thidua/doctor.h"
#include "thidua/draft.h"
#include "thidua/undo.h"
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int64_t work;

static int setup(void **state) {
    store_setup(state);
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    work = store_approved(s, "hai-anh", "Đường hoa");
    return 0;
}

/* --- what may be going on --- */

static enum rc add_entry(struct store *s) {
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = work;
    p.day = s->session.today;
    p.quantity = 1000;
    p.note = "ghi chú";
    return save_record(&s->session, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", &p, &s->err);
}

/* So much in one save that pages must be written before its end. */
static enum rc add_many(struct store *s) {
    enum { MANY = 120 };
    struct tx tx = {0};
    static char note[2000];
    memset(note, 'x', sizeof note - 1);
    enum rc rc = tx_begin(&tx, &s->session, CAP_PROGRESS, "hai-anh", &s->err);
    for (int i = 0; rc == RC_OK && i < MANY; i++) {
        struct progress p;
        record_blank(&kinds[KIND_PROGRESS], &p);
        p.work = work;
        p.day = s->session.today;
        p.quantity = 1;
        p.note = note;
        rc = record_insert(&tx, &kinds[KIND_PROGRESS], &p, &s->err);
    }
    if (rc == RC_OK)
        rc = tx_commit(&tx, &s->err);
    tx_rollback(&tx);
    return rc;
}

static enum rc change_work(struct store *s) {
    struct work w;
    enum rc rc = record_get(&s->session, &kinds[KIND_WORK], work, &s->arena, &w, &s->err);
    if (rc)
        return rc;
    w.title = w.title[0] == 'A' ? "B mới" : "A mới";
    w.contents = w.title[0] == 'A' ? "org covid" : "party";
    return save_record(&s->session, KIND_WORK, CAP_APPROVE, "hai-anh", &w, &s->err);
}

/* Forth and back, so that there is always something to undo. */
static enum rc add_and_undo(struct store *s) {
    struct buf said = {0};
    enum rc rc = undo_last(&s->session, &said, &s->err);
    buf_free(&said);
    return rc;
}

/* --- the disk fails at every call of it --- */

struct tally {
    long calls;
    int refused, saved, doubtful;
};

static void check_whole(struct store *s, const struct whole *before, enum rc rc, bool given,
                        struct tally *t) {
    struct whole after = whole_of(s->path);
    bool changed = strcmp(after.digits, before->digits) != 0;
    if (changed || t->refused % 8 == 0) { /* every page, every hash: of each 8th that refused */
        whole_is_sound(s->path);
        assert_int_equal(forger_wrong(s->path), 0);
    }

    if (rc == RC_OK) {
        assert_true(changed);
        t->saved++;
        return;
    }
    assert_true(given);
    assert_true(rc == RC_IO || rc == RC_BUSY || rc == RC_DAMAGED || rc == RC_NOMEM);
    assert_null(strstr(s->err.message, "sqlite"));
    if (changed && strstr(s->err.message, "đã có trong dữ liệu") == NULL &&
        strstr(s->err.message, "chưa biết đã lưu hay chưa") == NULL)
        fail_msg("refused, and saved all the same: %s (%s)", s->err.message, s->err.cause);
    if (!changed && strstr(s->err.message, "đã có trong dữ liệu") != NULL)
        fail_msg("said to be there, and is not: %s", s->err.message);
    t->refused += !changed;
    t->doubtful += changed;
}

static void fail_at_each(struct store *s, enum rc (*act)(struct store *s), enum fault fault,
                         bool lasting) {
    struct tally t = {0};
    for (bool given = true; given; t.calls += 1 + t.calls / 70) { /* the first seventy each */
        struct whole before = whole_of(s->path);
        memset(&s->err, 0, sizeof s->err);
        faulty_start(fault, t.calls + 1, lasting);
        enum rc rc = act(s);
        given = faulty_stop();
        check_whole(s, &before, rc, given, &t);
        /* The disk is well again, and so is she. */
        if (add_entry(s))
            fail_msg("does not go on: %s (%s)", s->err.message, s->err.cause);
    }
    print_message("%ld calls: %d refused, %d saved, %d said to be doubtful\n", t.calls, t.refused,
                  t.saved, t.doubtful);
    assert_true(t.refused > 0);
}

#define EACH(name, act)                                                                            \
    static void name##_io(void **state) {                                                          \
        fail_at_each(*state, act, FAULT_IO, false);                                                \
    }                                                                                              \
    static void name##_io_for_good(void **state) {                                                 \
        fail_at_each(*state, act, FAULT_IO, true);                                                 \
    }                                                                                              \
    static void name##_full(void **state) {                                                        \
        fail_at_each(*state, act, FAULT_FULL, true);                                               \
    }                                                                                              \
    static void name##_readonly(void **state) {                                                    \
        fail_at_each(*state, act, FAULT_READONLY, true);                                           \
    }
EACH(adding, add_entry)
EACH(adding_many, add_many)
EACH(changing, change_work)
EACH(undoing, add_and_undo)

/* --- what she is typing --- */

static struct draft typing(const char *text, struct field_typed *typed) {
    *typed = (struct field_typed){.key = "reason", .text = text, .was = ""};
    return (struct draft){.form = "reason",
                          .place = "return work 1",
                          .label = "Lý do trả lại",
                          .focus = "",
                          .texts = typed,
                          .count = 1};
}

/* What was kept before, or what was typed since, and one of it: never less. */
static void kept(struct store *s, const char *before, const char *now) {
    const char *text = store_text(s, "SELECT group_concat(json_extract(fields, '$.reason[0]'))"
                                     " FROM draft");
    if (strcmp(text, before) != 0 && strcmp(text, now) != 0)
        fail_msg("kept: “%s”, typed: “%s”, then “%s”", text, before, now);
    whole_is_sound(s->path);
}

/* At every call of it; as soon as the disk is well, the next time it is kept. */
static void draft_at_each(struct store *s, enum fault fault, bool lasting) {
    struct field_typed typed;
    struct draft d = typing("0", &typed);
    char before[24] = "0", now[24];
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    int failed = 0;
    assert_int_equal(draft_put(&s->session, &d, false, NULL, &s->err), RC_OK);
    for (long n = 0, given = 1; given; n++) {
        snprintf(now, sizeof now, "%ld", n + 1);
        typed.text = now;
        faulty_start(fault, n + 1, lasting);
        enum rc rc = draft_put(&s->session, &d, false, NULL, &s->err);
        given = faulty_stop();
        kept(s, before, now);
        if (rc != RC_OK) {
            failed++;
            assert_true(s->err.message[0] != '\0');
            assert_int_equal(draft_put(&s->session, &d, false, NULL, &s->err), RC_OK);
        }
        kept(s, now, now);
        memcpy(before, now, sizeof before);
    }
    assert_true(failed > 0);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
    assert_int_equal(draft_drop(&s->session, &d, true, &s->err), RC_OK);
}

static void drafting(void **state) {
    draft_at_each(*state, FAULT_IO, false);
    draft_at_each(*state, FAULT_IO, true);
    draft_at_each(*state, FAULT_FULL, true);
    draft_at_each(*state, FAULT_READONLY, true);
}

/* --- what changes nothing --- */

/* How many backups are there, each of them good; and nothing else. */
static int good_backups(struct store *s) {
    char folder[128];
    snprintf(folder, sizeof folder, "%s/backup", s->dir);
    DIR *d = opendir(folder);
    int n = 0;
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        char path[512];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        assert_memory_equal(e->d_name, "thidua-", 7);
        assert_string_equal(whole_of(path).digits, whole_of(s->path).digits);
        whole_is_sound(path);
        assert_int_equal(unlink(path), 0);
        n++;
    }
    if (d != NULL) {
        closedir(d);
        rmdir(folder);
    }
    return n;
}

static enum rc back_up(struct store *s) {
    struct backup_done done;
    return backup_make(&s->session, NULL, &s->arena, &done, &s->err);
}

static enum rc open_again(struct store *s) {
    struct db *db = NULL;
    enum rc rc = db_open(s->path, &db, &s->err);
    db_close(&db);
    return rc;
}

static enum rc read_all(struct store *s) {
    struct work w;
    struct chain_head head;
    enum rc rc = record_get(&s->session, &kinds[KIND_WORK], work, &s->arena, &w, &s->err);
    return rc ? rc : chain_verify(&s->session, NULL, &head, &s->err);
}

static void changes_nothing(struct store *s, enum rc (*act)(struct store *s), enum fault fault) {
    struct whole before = whole_of(s->path);
    int done = 0, failed = 0;
    for (long n = 0, given = 1; given; n += 1 + n / 70) {
        memset(&s->err, 0, sizeof s->err);
        faulty_start(fault, n + 1, true);
        enum rc rc = act(s);
        given = faulty_stop();
        assert_int_equal(good_backups(s), act == back_up && rc == RC_OK);
        assert_string_equal(whole_of(s->path).digits, before.digits);
        if (rc == RC_OK) {
            done++;
            continue;
        }
        failed++;
        assert_true(rc == RC_IO || rc == RC_BUSY || rc == RC_DAMAGED || rc == RC_NOMEM);
        assert_true(s->err.message[0] != '\0');
        assert_null(strstr(s->err.message, "sqlite"));
        assert_int_equal(act(s), RC_OK); /* as soon as the disk is well */
        (void)good_backups(s);
    }
    print_message("%d failed, %d done\n", failed, done);
    assert_true(failed > 0);
}

static void backing_up(void **state) {
    changes_nothing(*state, back_up, FAULT_IO);
    changes_nothing(*state, back_up, FAULT_FULL);
    changes_nothing(*state, back_up, FAULT_READONLY);
}

static void opening(void **state) {
    changes_nothing(*state, open_again, FAULT_IO);
}

static void reading(void **state) {
    struct store *s = *state;
    /* Out of the cache: what is kept in memory needs no disk. */
    assert_int_equal(store_force(s, "UPDATE setting SET value = value"), 0);
    changes_nothing(s, read_all, FAULT_IO);
}

static void count(void *ctx, bool wrong, const char *sentence) {
    (void)wrong;
    (void)sentence;
    ++*(int *)ctx;
}

/* The doctor leaves nothing out in silence: whichever call fails, it is told, or all is said. */
static void examining(void **state) {
    struct store *s = *state;
    int all = 0, wrong = 0;
    assert_int_equal(doctor_run(&s->session, count, &all, &wrong, &s->err), RC_OK);
    for (long n = 1, given = 1; given; n++) {
        int said = 0;
        assert_int_equal(store_force(s, "UPDATE setting SET value = value"), 0); /* as above */
        faulty_start(FAULT_IO, n, false);
        enum rc rc = doctor_run(&s->session, count, &said, &wrong, &s->err);
        given = faulty_stop();
        if (rc == RC_OK && said < all)
            fail_msg("call %ld: %d findings of %d", n, said, all);
    }
}

/* --- what idle screens go by --- */

/* Another's save that broke off with its counter in the file is undone by whoever looks next; the
 * save after it writes the same counter, and is to be noticed all the same. */
static void noticing(void **state) {
    static const char save[] = "UPDATE unit SET version = version + 1";
    struct store *s = *state;
    for (long n = 1, given = 1; given; n++) {
        sqlite3 *other = NULL;
        assert_int_equal(sqlite3_open(s->path, &other), SQLITE_OK);
        faulty_start(FAULT_IO, n, true);
        (void)sqlite3_exec(other, save, NULL, NULL, NULL);
        given = faulty_stop();
        assert_int_equal(sqlite3_close(other), SQLITE_OK);
        int64_t seen = db_data_version(s->db);
        assert_true(seen > 0);
        assert_int_equal(store_force(s, save), 0);
        assert_int_not_equal(db_data_version(s->db), seen);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, store_teardown)
#define FOUR(name)                                                                                 \
    TEST(name##_io), TEST(name##_io_for_good), TEST(name##_full), TEST(name##_readonly)
    const struct CMUnitTest tests[] = {
        FOUR(adding),     FOUR(adding_many), FOUR(changing), FOUR(undoing),   TEST(drafting),
        TEST(backing_up), TEST(opening),     TEST(reading),  TEST(examining), TEST(noticing),
    };
    faulty_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
