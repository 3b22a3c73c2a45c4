/* Writing: by right, for a unit, with the log or not at all, by many at once, and through a kill.
 */
#include "support/save.h"
#include "support/store.h"

#include "../../src/store/parts.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void rights(void **state) {
    struct store *s = *state;
    struct tx tx;
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-ha", &s->err), RC_DENIED);
    assert_non_null(strstr(s->err.message, "đơn vị của mình"));
    assert_false(tx.open);
    tx_rollback(&tx); /* does nothing */
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, NULL, &s->err), RC_DENIED);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_APPROVE, "hai-anh", &s->err), RC_DENIED);
    assert_non_null(strstr(s->err.message, "duyệt đăng ký"));
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-anh", &s->err), RC_OK);
    assert_true(tx.open);
    tx_rollback(&tx);
    assert_false(tx.open);
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "", &s->err), RC_DENIED);
    store_be(s, ROLE_VIEWER, "hoa", "hai-anh");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-anh", &s->err), RC_DENIED);
    store_be(s, ROLE_DISTRICT_OFFICER, "hue", "");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_APPROVE, NULL, &s->err), RC_OK);
    tx_rollback(&tx);
    store_be(s, ROLE_ADMINISTRATOR, "tri", "");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, NULL, &s->err), RC_DENIED);
}

static struct unit a_unit(const char *code) {
    struct unit u;
    record_blank(&kinds[KIND_UNIT], &u);
    u.code = code;
    u.name = "Hải Anh";
    u.kind = UNIT_COMMUNE;
    return u;
}

static void both_or_neither(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct unit u = a_unit("hai-anh");
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(record_insert(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_int_equal(tx.changed, 1);
    assert_int_equal(tx.logged, 1);
    tx_rollback(&tx);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 0);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(record_insert(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    tx_rollback(&tx); /* safe after a commit */
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged + 1);
    assert_int_equal(tx_commit(&tx, &s->err), RC_DAMAGED); /* not open */
}

/* Whatever is written without a word in the log is rolled back, be it by tx_commit or by SQLite's
 * hook when somebody says COMMIT himself. */
static void never_without_log(void **state) {
    struct store *s = *state;
    static const char *const silent[] = {
        "UPDATE unit SET phone = '1'",
        "UPDATE term SET label = 'x'",
        "UPDATE campaign SET name = 'x'",
        "INSERT INTO setting VALUES ('a', 'b')",
        "DELETE FROM term WHERE kind = 'award' OR kind = 'deadline'",
    };
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        struct tx tx;
        print_message("%s\n", silent[i]);
        assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
        assert_int_equal(db_exec(s->db, silent[i], &s->err), RC_OK);
        assert_int_equal(tx_commit(&tx, &s->err), RC_DAMAGED);
        assert_non_null(strstr(s->err.message, "nhật ký"));
        assert_false(tx.open);

        assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
        assert_int_equal(db_exec(s->db, silent[i], &s->err), RC_OK);
        assert_int_not_equal(db_exec(s->db, "COMMIT", &s->err), RC_OK);
        tx_rollback(&tx);
        assert_int_not_equal(db_exec(s->db, silent[i], &s->err), RC_OK); /* in no transaction */
    }
    assert_null(store_text(s, "SELECT phone FROM unit"));
    assert_int_equal(store_number(s, "SELECT count(*) FROM term WHERE label = 'x'"), 0);
    assert_int_equal(store_number(s, "SELECT count(*) FROM term WHERE kind = 'deadline'"), 2);
    assert_int_equal(store_number(s, "SELECT count(*) FROM setting"), 1);
}

/* One row of the log does not cover two records. */
static void one_each(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct unit u = a_unit("hai-anh");
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(record_insert(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_int_equal(db_exec(s->db, "UPDATE unit SET phone = '1' WHERE code = 'hai-ha'", &s->err),
                     RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_DAMAGED);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 1);
}

static void one_at_a_time(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct tx inner;
    struct unit u = a_unit("hai-anh");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(tx_begin(&inner, &s->session, CAP_UNITS, NULL, &s->err), RC_DAMAGED);
    assert_false(inner.open);
    assert_int_equal(record_insert(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    tx_rollback(&inner); /* does not touch the outer one */
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 1);
}

/* --- signals --- */

static const int held[] = {SIGTSTP, SIGINT, SIGHUP, SIGTERM, SIGQUIT};
static volatile sig_atomic_t arrived; /* by on_signal */

static void on_signal(int number) {
    (void)number;
    arrived++;
}

static bool blocked(int number) {
    sigset_t now;
    assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &now), 0);
    return sigismember(&now, number) == 1;
}

/* A signal waits for the end of the transaction; one that was blocked before stays blocked. */
static void signals(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct sigaction catch = {.sa_handler = on_signal};
    struct sigaction was[5];
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(sigaction(held[i], &catch, &was[i]), 0);
    arrived = 0;
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    for (size_t i = 0; i < 5; i++) {
        assert_true(blocked(held[i]));
        assert_int_equal(raise(held[i]), 0);
    }
    assert_int_equal(arrived, 0);
    tx_rollback(&tx);
    assert_int_equal(arrived, 5);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(raise(SIGTERM), 0);
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK); /* nothing to commit: fine */
    assert_int_equal(arrived, 6);
    for (size_t i = 0; i < 5; i++)
        assert_false(blocked(held[i]));
    sigset_t hup;
    sigset_t before;
    sigemptyset(&hup);
    sigaddset(&hup, SIGHUP);
    assert_int_equal(sigprocmask(SIG_BLOCK, &hup, &before), 0);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    tx_rollback(&tx);
    assert_true(blocked(SIGHUP));
    assert_int_equal(sigprocmask(SIG_SETMASK, &before, NULL), 0);
    store_be(s, ROLE_VIEWER, "hoa", "");
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_DENIED);
    assert_false(blocked(SIGTERM));
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(sigaction(held[i], &was[i], NULL), 0);
}

/* --- others --- */

/* Somebody else writes and does not end: busy, said, and the signals given back. */
static void busy(void **state) {
    struct store *s = *state;
    struct tx tx;
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(s->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    s->db->patience = 1;
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_BUSY);
    assert_non_null(strstr(s->err.message, "thử lại"));
    assert_false(tx.open);
    assert_false(blocked(SIGTERM));
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    tx_rollback(&tx);
    sqlite3_close(other);
}

/* A reader that does not end: the commit is busy, rolled back, and can be tried again. */
static void busy_commit(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct unit u = a_unit("hai-anh");
    sqlite3 *other = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(s->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(other, "SELECT * FROM term", -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    s->db->patience = 1;
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(record_insert(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_BUSY);
    assert_false(tx.open);
    sqlite3_finalize(stmt);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 0);
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    assert_int_equal(store_number(s, "SELECT count(*) FROM unit"), 1);
    sqlite3_close(other);
}

/* A process of its own, with its own connection. Does not return. */
static void child(struct store *s, void (*work)(struct store *s, int n), int n) {
    struct store mine = *s;
    mine.db = NULL;
    memset(&mine.session, 0, sizeof mine.session);
    memset(&mine.arena, 0, sizeof mine.arena);
    if (db_open(s->path, &mine.db, &mine.err) ||
        session_open(&mine.session, mine.db, &s->campaign, &mine.claim, store_day("2021-11-05"),
                     &mine.err))
        _exit(1);
    work(&mine, n);
    session_close(&mine.session);
    db_close(&mine.db);
    _exit(0);
}

static enum rc add_entry(struct store *s, int64_t *id) {
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = 1;
    p.day = s->session.today;
    p.quantity = 1000;
    enum rc rc = save_record(&s->session, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", &p, &s->err);
    *id = p.head.id;
    return rc;
}

enum { WRITERS = 4, WRITES = 40 };

static void write_many(struct store *s, int n) {
    (void)n;
    s->db->patience = 120000; /* nobody writes without pause but here, and valgrind is slow */
    for (int i = 0; i < WRITES; i++) {
        int64_t id = 0;
        if (add_entry(s, &id))
            _exit(2);
    }
}

/* The parent's connection must not be open across fork. */
static void leave(struct store *s) {
    session_close(&s->session);
    db_close(&s->db);
}

/* Nobody fails, nothing is lost, and the totals of the one work all write to are right. */
static void many_writers(void **state) {
    struct store *s = *state;
    pid_t pids[WRITERS];
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_approved(s, "hai-anh", "Đường hoa");
    leave(s);
    for (int i = 0; i < WRITERS; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            child(s, write_many, i);
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_int_equal(store_number(s, "SELECT count(*) FROM progress"), WRITERS * WRITES);
    assert_int_equal(store_number(s, "SELECT entries FROM work"), WRITERS * WRITES);
    assert_int_equal(store_number(s, "SELECT done FROM work"), WRITERS * WRITES * 1000);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE kind = 'progress'"),
                     WRITERS * WRITES);
    assert_string_equal(store_text(s, "PRAGMA integrity_check"), "ok");
}

static void write_for_ever(struct store *s, int out) {
    for (;;) {
        int64_t id = 0;
        if (add_entry(s, &id))
            _exit(2);
        if (write(out, &id, sizeof id) != (ssize_t)sizeof id)
            _exit(3);
    }
}

/* Killed at any moment: what was acknowledged is there, with its log and its totals, and the file
 * is whole. */
static void killed(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_approved(s, "hai-anh", "Đường hoa");
    leave(s);
    for (int round = 0; round < 12; round++) {
        int ends[2];
        int64_t id = 0;
        int64_t last = 0;
        assert_int_equal(pipe(ends), 0);
        pid_t pid = fork();
        if (pid == 0)
            child(s, write_for_ever, ends[1]);
        (void)close(ends[1]);
        /* after a number of saves, and some instructions more */
        for (int i = 0; i <= round % 5; i++)
            if (read(ends[0], &id, sizeof id) == (ssize_t)sizeof id)
                last = id;
        for (volatile int spin = 0; spin < round * 30000; spin++)
            ;
        assert_int_equal(kill(pid, SIGKILL), 0);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        while (read(ends[0], &id, sizeof id) == (ssize_t)sizeof id)
            last = id;
        (void)close(ends[0]);
        assert_true(last > 0);
        assert_true(store_number(s, "SELECT max(id) FROM progress") >= last);
        assert_string_equal(store_text(s, "PRAGMA integrity_check"), "ok");
        assert_int_equal(store_number(s, "SELECT count(*) FROM progress"),
                         store_number(s, "SELECT count(*) FROM log WHERE kind = 'progress'"));
        assert_int_equal(store_number(s, "SELECT sum(quantity) FROM progress"),
                         store_number(s, "SELECT done FROM work"));
        assert_int_equal(db_open(s->path, &s->db, &s->err), RC_OK);
        db_close(&s->db);
    }
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(rights),   FULL(both_or_neither), FULL(never_without_log),
        FULL(one_each), FULL(one_at_a_time),   FULL(signals),
        FULL(busy),     FULL(busy_commit),     FULL(many_writers),
        FULL(killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
