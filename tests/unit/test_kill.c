/* Killed at any moment while it writes, eight at a time: whatever was said to be saved is there,
 * and the file is whole. The number of kills is KILLS (40; `make stress` gives 1000). */
#include "support/forger.h"
#include "support/office.h"
#include "support/save.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/doctor.h"
#include "thidua/record.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 8, KILLS_USUAL = 40, MOST = 200000 };

/* What a writer says when its save is committed: of a work, its title's number now; of a receipt,
 * its id. Less than PIPE_BUF, so never torn. */
struct word {
    int64_t receipt, work, number;
};

static struct {
    pid_t writers[WRITERS];
    int words[2];
    int64_t receipts[MOST];
    size_t nreceipts;
    int64_t numbers[WRITERS + 1]; /* of each writer's own work: the last one acknowledged */
    unsigned long random;
} run;

static unsigned dice(unsigned sides) {
    run.random = run.random * 6364136223846793005UL + 1442695040888963407UL;
    return (unsigned)(run.random >> 33) % sides;
}

/* --- in the child --- */

static enum rc add_receipt(struct session *s, struct word *said, struct err *e) {
    struct receipt r;
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = s->today;
    enum rc rc = save_record(s, KIND_RECEIPT, CAP_DUTY, "hai-anh", &r, e);
    said->receipt = rc == RC_OK ? r.head.id : 0;
    return rc;
}

/* Nobody else changes this work: its numbers only grow. */
static enum rc change_work(struct session *s, int64_t id, struct word *said, struct err *e) {
    struct work w;
    struct arena a = {0};
    char title[32];
    enum rc rc = record_get(s, &kinds[KIND_WORK], id, &a, &w, e);
    if (rc == RC_OK) {
        said->number = strtoll(w.title, NULL, 10) + 1;
        snprintf(title, sizeof title, "%lld", (long long)said->number);
        w.title = title;
        rc = save_record(s, KIND_WORK, CAP_APPROVE, NULL, &w, e);
    }
    said->work = rc == RC_OK ? id : 0;
    arena_free(&a);
    return rc;
}

_Noreturn static void write_for_ever(const struct office *o, int64_t work) {
    struct db *db = NULL;
    struct session s;
    struct err e;
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    close(run.words[0]); /* or a parent that failed would not be noticed */
    enum rc rc = db_open(o->path, &db, &e);
    if (rc == RC_OK)
        rc = session_open(&s, db, o->campaign, &claim, o->session.today, &e);
    while (rc == RC_OK || rc == RC_BUSY) {
        struct word said = {0};
        rc = add_receipt(&s, &said, &e);
        if (rc == RC_OK)
            rc = change_work(&s, work, &said, &e);
        if (write(run.words[1], &said, sizeof said) != (ssize_t)sizeof said)
            break;
    }
    (void)!write(STDERR_FILENO, e.message, strlen(e.message));
    _exit(1);
}

/* --- in the parent --- */

static void start(const struct office *o, int i) {
    run.writers[i] = fork();
    assert_true(run.writers[i] >= 0);
    if (run.writers[i] == 0)
        write_for_ever(o, 1 + i);
}

static void end(int i) {
    int status = 0;
    assert_int_equal(kill(run.writers[i], SIGKILL), 0);
    assert_int_equal(waitpid(run.writers[i], &status, 0), run.writers[i]);
    assert_true(WIFSIGNALED(status)); /* none gave up by itself */
    run.writers[i] = 0;
}

static void hear(const struct word *w) {
    if (w->receipt && run.nreceipts < MOST)
        run.receipts[run.nreceipts++] = w->receipt;
    if (w->work)
        run.numbers[w->work] = w->number;
}

/* Everything that is in the pipe; how many words. */
static int listen(void) {
    struct word w;
    int n = 0;
    for (; read(run.words[0], &w, sizeof w) == (ssize_t)sizeof w; n++)
        hear(&w);
    return n;
}

/* A moment of nobody's choosing: some saves later, and then some milliseconds. */
static void wait_a_while(void) {
    struct pollfd p = {.fd = run.words[0], .events = POLLIN};
    for (int saves = (int)dice(8); saves > 0; saves -= listen())
        if (poll(&p, 1, 5000) != 1)
            fail_msg("nobody saves any more");
    (void)poll(NULL, 0, (int)dice(12));
}

static void healthy(void *ctx, bool wrong, const char *sentence) {
    (void)ctx;
    if (wrong)
        fail_msg("%s", sentence);
}

/* --- afterwards --- */

static void all_there(struct office *o) {
    char sql[128];
    int wrong = 0;
    for (size_t i = 0; i < run.nreceipts; i++) {
        snprintf(sql, sizeof sql, "SELECT count(*) FROM receipt WHERE id = %lld",
                 (long long)run.receipts[i]);
        if (whole_number(o->path, sql) != 1)
            fail_msg("receipt %lld was said to be saved", (long long)run.receipts[i]);
    }
    for (int64_t id = 1; id <= WRITERS; id++) {
        snprintf(sql, sizeof sql, "SELECT CAST(title AS INTEGER) FROM work WHERE id = %lld",
                 (long long)id);
        int64_t number = whole_number(o->path, sql);
        assert_true(number >= run.numbers[id]); /* more, where one did not live to tell */
    }
    whole_is_sound(o->path);
    assert_int_equal(forger_wrong(o->path), 0);
    assert_int_equal(doctor_run(&o->session, healthy, NULL, &wrong, &o->err), RC_OK);
}

static int prepare(void **state) {
    office_setup_sample(state);
    struct office *o = *state;
    for (int64_t id = 1; id <= WRITERS; id++) {
        struct work w;
        assert_int_equal(record_get(&o->session, &kinds[KIND_WORK], id, &o->arena, &w, &o->err),
                         RC_OK);
        w.title = "0";
        if (save_record(&o->session, KIND_WORK, CAP_APPROVE, NULL, &w, &o->err))
            fail_msg("%s", o->err.message);
    }
    return 0;
}

static void at_random_moments(void **state) {
    struct office *o = *state;
    const char *given = getenv("KILLS");
    long kills = given ? strtol(given, NULL, 10) : KILLS_USUAL;
    run.random = 2021;
    assert_int_equal(pipe(run.words), 0);
    assert_int_equal(fcntl(run.words[0], F_SETFL, O_NONBLOCK), 0);
    for (int i = 0; i < WRITERS; i++)
        start(o, i);
    for (long n = 0; n < kills; n++) {
        int i = (int)dice(WRITERS);
        wait_a_while();
        end(i);
        start(o, i);
    }
    for (int i = 0; i < WRITERS; i++)
        end(i);
    listen();
    close(run.words[0]);
    close(run.words[1]);
    print_message("%ld kills, %zu saves acknowledged\n", kills, run.nreceipts);
    assert_true(run.nreceipts > 0);
    all_there(o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(at_random_moments, prepare, office_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
