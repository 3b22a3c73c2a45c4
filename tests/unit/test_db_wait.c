/* Waiting for the lock: as long as was said, no longer, and no longer than it is held. */
#include "support/child.h"
#include "support/store.h"

#include "../../src/store/parts.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { HELD = 40 /* milliseconds */ };

static int let_go = -1; /* the pipe on which the holder waits; a signal handler writes to it */

static void on_alarm(int signal) {
    (void)signal;
    (void)!write(let_go, "x", 1);
}

struct holder {
    pid_t pid;
    int go;
};

/* A process that holds the lock until a byte comes. */
static struct holder hold(struct store *s, const char *begin) {
    int go[2];
    int there[2];
    char byte = 0;
    assert_int_equal(pipe(go), 0);
    assert_int_equal(pipe(there), 0);
    struct holder h = {.pid = fork(), .go = go[1]};
    assert_true(h.pid >= 0);
    if (h.pid == 0) {
        sqlite3 *db = NULL;
        (void)close(go[1]);
        bool held = sqlite3_open(s->path, &db) == SQLITE_OK &&
                    sqlite3_exec(db, begin, NULL, NULL, NULL) == SQLITE_OK;
        (void)!write(there[1], held ? "y" : "n", 1);
        (void)!read(go[0], &byte, 1);
        _exit(0);
    }
    assert_int_equal(read(there[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    (void)close(there[0]);
    (void)close(there[1]);
    (void)close(go[0]);
    return h;
}

static void end(struct holder *h) {
    (void)close(h->go); /* reading that is the end of the file: it goes */
    assert_int_equal(waitpid(h->pid, NULL, 0), h->pid);
}

/* Let go of meanwhile, it is had; the time is the holder's and a little. */
static void until_it_is_free(void **state) {
    static const char *const ways[] = {"BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"};
    struct store *s = *state;
    struct sigaction alarm_action = {.sa_handler = on_alarm};
    struct itimerval in = {.it_value = {.tv_usec = 1000 * HELD}};
    assert_int_equal(sigaction(SIGALRM, &alarm_action, NULL), 0);
    for (size_t i = 0; i < 2; i++) {
        struct tx tx;
        struct holder h = hold(s, ways[i]);
        let_go = h.go;
        int64_t before = milliseconds();
        assert_int_equal(setitimer(ITIMER_REAL, &in, NULL), 0);
        assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
        int64_t waited = milliseconds() - before;
        tx_rollback(&tx);
        assert_true(waited >= HELD - 1);
        assert_true(waited < DB_PATIENCE);
        end(&h);
    }
}

static void no_longer_than_said(void **state) {
    struct store *s = *state;
    struct tx tx;
    struct holder h = hold(s, "BEGIN EXCLUSIVE");
    static const int patience[] = {0, 30, 200};
    for (size_t i = 0; i < sizeof patience / sizeof patience[0]; i++) {
        s->db->patience = patience[i];
        int64_t before = milliseconds();
        assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_BUSY);
        int64_t waited = milliseconds() - before;
        assert_true(waited >= patience[i] - 1); /* both clocks cut off */
        assert_true(waited < DB_PATIENCE);      /* on a machine however slow */
        assert_non_null(strstr(s->err.message, "thử lại"));
    }
    end(&h);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    tx_rollback(&tx);
}

/* --- in line --- */

/* How many stand in line for the file, as the kernel has it. */
static int in_line(const struct store *s) {
    struct stat st;
    char inode[32];
    char line[256];
    int n = 0;
    FILE *f = fopen("/proc/locks", "r");
    assert_non_null(f);
    assert_int_equal(stat(s->path, &st), 0);
    (void)snprintf(inode, sizeof inode, ":%lu ", (unsigned long)st.st_ino);
    while (fgets(line, sizeof line, f) != NULL)
        n += strstr(line, "OFDLCK") != NULL && strstr(line, inode) != NULL;
    (void)fclose(f);
    return n;
}

/* An officer who wants to write, says `name` when it is her turn, and is done when `go` ends. */
static pid_t officer(struct store *s, char name, int said, const int *go) {
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct tx tx;
        char byte;
        (void)close(go[1]);
        s->db->line = 0; /* a place of her own, not her parent's */
        bool begun = tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err) == RC_OK;
        (void)!write(said, begun ? &name : "-", 1);
        (void)!read(go[0], &byte, 1);
        _exit(0);
    }
    return pid;
}

static void make_pipes(int said[2], int go[2]) {
    assert_int_equal(pipe(said), 0);
    assert_int_equal(pipe(go), 0);
}

static void close_pipes(const int said[2], const int go[2]) {
    (void)close(said[0]);
    (void)close(said[1]);
    (void)close(go[0]);
}

static char hear(const int said[2]) {
    char name = 0;
    assert_int_equal(read(said[0], &name, 1), 1);
    return name;
}

/* Who came first writes first, as soon as the one before is done. */
static void in_order(void **state) {
    enum { OFFICERS = 6, LONG = 200 };
    struct store *s = *state;
    int said[2];
    int go[2];
    pid_t pids[OFFICERS];
    char heard[OFFICERS + 1] = "";
    int64_t since = milliseconds();
    make_pipes(said, go);
    pids[0] = officer(s, 'a', said[1], go);
    heard[0] = hear(said);
    for (int i = 1; i < OFFICERS; i++) {
        int64_t until = milliseconds() + DB_PATIENCE;
        pids[i] = officer(s, (char)('a' + i), said[1], go);
        while (in_line(s) < i && milliseconds() < until)
            (void)poll(NULL, 0, 1);
    }
    while (milliseconds() - since < LONG) /* whoever leaves the line meanwhile loses her place */
        (void)poll(NULL, 0, 1);
    (void)close(go[1]);
    for (int i = 1; i < OFFICERS; i++)
        heard[i] = hear(said);
    for (int i = 0; i < OFFICERS; i++)
        assert_int_equal(waitpid(pids[i], NULL, 0), pids[i]);
    assert_string_equal(heard, "abcdef");
    close_pipes(said, go);
}

/* As long as was said, and no longer than the one in front lives. */
static void no_longer_in_line(void **state) {
    enum { PATIENCE = 60 };
    struct store *s = *state;
    struct tx tx;
    int said[2];
    int go[2];
    make_pipes(said, go);
    pid_t writes = officer(s, 'a', said[1], go);
    assert_int_equal(hear(said), 'a');
    pid_t in_front = officer(s, 'b', said[1], go);
    int64_t before = milliseconds();
    while (in_line(s) < 1 && milliseconds() - before < DB_PATIENCE)
        (void)poll(NULL, 0, 1);
    s->db->patience = PATIENCE;
    before = milliseconds();
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_BUSY);
    int64_t waited = milliseconds() - before;
    assert_true(waited >= PATIENCE - 1);
    assert_true(waited < DB_PATIENCE);
    assert_non_null(strstr(s->err.message, "thử lại"));
    assert_int_equal(kill(in_front, SIGKILL), 0);
    assert_int_equal(waitpid(in_front, NULL, 0), in_front);
    assert_int_equal(kill(writes, SIGKILL), 0);
    assert_int_equal(waitpid(writes, NULL, 0), writes);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    tx_rollback(&tx);
    (void)close(go[1]);
    close_pipes(said, go);
}

/* Time spent in line is not had again in front: the one before her gives up late, and SQLite's lock
 * is not free even then. */
static void line_and_lock_together(void **state) {
    enum { HERS = 3000, BEFORE_HER = 2500 }; /* a second more is the machine, not the line */
    struct store *s = *state;
    struct tx tx;
    int said[2];
    int go[2];
    struct holder h = hold(s, "BEGIN IMMEDIATE"); /* first: she has nothing of the pipes */
    make_pipes(said, go);
    s->db->patience = BEFORE_HER;
    pid_t in_front = officer(s, 'a', said[1], go);
    int64_t before = milliseconds();
    while (in_line(s) < 1 && milliseconds() - before < DB_PATIENCE)
        (void)poll(NULL, 0, 1);
    s->db->patience = HERS;
    before = milliseconds();
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_BUSY);
    int64_t waited = milliseconds() - before;
    assert_true(waited >= HERS - 1);
    assert_true(waited < HERS + BEFORE_HER / 2);
    assert_int_equal(hear(said), '-');
    (void)close(go[1]);
    assert_int_equal(waitpid(in_front, NULL, 0), in_front);
    end(&h);
    s->db->patience = 0; /* and the next one has all of hers again */
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    tx_rollback(&tx);
    close_pipes(said, go);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(until_it_is_free, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(no_longer_than_said, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(in_order, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(no_longer_in_line, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(line_and_lock_together, store_setup, store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
