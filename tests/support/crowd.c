#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "support/crowd.h"
#include "support/stopwatch.h"
#include "support/whole.h"
#include "thidua/draft.h"
#include "thidua/list.h"
#include "thidua/news.h"
#include "thidua/record.h"
#include "thidua/status.h"
#include "thidua/text.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_ROUNDS = 400, SCREENFUL = 20 };

static const char entries_sql[] = "SELECT count(*) FROM progress";

struct crowd_member {
    pid_t pid; /* 0: gone */
    bool saver;
    int laps;
    float ms[MOST_ROUNDS];
    long raised[CROWD_WORKS], entries;
    long overtaken, put_off, errors;
    double late;
    char error[1024];
};

static _Noreturn void give_up(const char *what, const char *why) {
    (void)fprintf(stderr, "crowd: %s: %s\n", what, why);
    exit(1);
}

/* --- one of them, in her process --- */

struct desk_of_hers {
    const struct crowd *crowd;
    struct crowd_member *me;
    int number;
    struct db *db;
    struct session session;
    struct arena arena;
    int64_t version, log; /* what she has seen */
    unsigned long random;
};

static unsigned dice(struct desk_of_hers *d, int sides) {
    d->random = d->random * 6364136223846793005UL + 1442695040888963407UL;
    return (unsigned)(d->random >> 33) % (unsigned)sides;
}

static enum rc add_entry(struct desk_of_hers *d, int64_t work, double *since, struct err *e) {
    struct tx tx = {0};
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = work;
    p.day = d->session.today;
    p.quantity = 1;
    *since = stopwatch_now();
    enum rc rc = tx_begin(&tx, &d->session, CAP_PROGRESS, NULL, e);
    if (rc == RC_OK)
        rc = record_insert(&tx, &kinds[KIND_PROGRESS], &p, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    d->me->entries += rc == RC_OK;
    return rc;
}

/* From the version she read a moment ago, as from a form that was open. */
static enum rc raise_number(struct desk_of_hers *d, int which, double *since, struct err *e) {
    struct tx tx = {0};
    struct work w;
    char title[64];
    arena_reset(&d->arena);
    enum rc rc =
        record_get(&d->session, &kinds[KIND_WORK], d->crowd->works[which], &d->arena, &w, e);
    *since = stopwatch_now();
    if (rc)
        return rc;
    (void)snprintf(title, sizeof title, CROWD_TITLE "%ld",
                   strtol(w.title + sizeof CROWD_TITLE - 1, NULL, 10) + 1);
    w.title = title;
    rc = tx_begin(&tx, &d->session, CAP_APPROVE, NULL, e);
    if (rc == RC_OK)
        rc = record_update(&tx, &kinds[KIND_WORK], &w, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    d->me->raised[which] += rc == RC_OK;
    return rc;
}

static enum rc save(struct desk_of_hers *d, int round, double *since, struct err *e) {
    int which = d->number % CROWD_WORKS;
    if (round % 2 == 0)
        return add_entry(d, d->crowd->works[which], since, e);
    enum rc rc;
    while ((rc = raise_number(d, which, since, e)) == RC_CONFLICT)
        d->me->overtaken++;
    return rc;
}

/* What the works list reads again. */
static enum rc read_list(struct desk_of_hers *d, struct err *e) {
    struct list works = {.spec = list_spec_find("works")};
    struct list_row *rows = NULL;
    size_t count = 0;
    int64_t n = 0;
    enum rc rc = list_total(&d->session, &works, &n, e);
    if (rc == RC_OK)
        rc = list_position(&d->session, &works, d->crowd->works[0], &n, e);
    if (rc == RC_OK)
        rc = list_page(&d->session, &works, 0, SCREENFUL, &d->arena, &rows, &count, e);
    return rc;
}

/* And what home does. */
static enum rc read_home(struct desk_of_hers *d, struct err *e) {
    struct plan plan;
    struct status status;
    struct draft *drafts = NULL;
    size_t count = 0;
    enum rc rc = session_plan(&d->session, &d->arena, &plan, e);
    if (rc == RC_OK)
        rc = status_fill(&d->session, NULL, &d->arena, &status, e);
    if (rc == RC_OK)
        rc = draft_list(&d->session, &d->arena, &drafts, &count, e);
    return rc;
}

/* A screen's tick, and what follows from it (app.c and the screens themselves). */
static enum rc refresh(struct desk_of_hers *d, double *since, struct err *e) {
    struct buf said = {0};
    bool moved = false;
    *since = stopwatch_now();
    int64_t version = db_data_version(d->db);
    d->me->put_off += version == 0;
    if (version == 0 || version == d->version)
        return RC_OK;
    d->version = version;
    arena_reset(&d->arena);
    enum rc rc = news_since(&d->session, &d->log, &moved, &said, e);
    if (rc == RC_OK && moved)
        rc = d->number % 2 == 0 ? read_home(d, e) : read_list(d, e);
    buf_free(&said);
    return rc;
}

static enum rc come_in(struct desk_of_hers *d, struct err *e) {
    const struct crowd_plan *p = &d->crowd->plan;
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    enum rc rc = db_open(p->db, &d->db, e);
    if (rc == RC_OK)
        rc = session_open(&d->session, d->db, p->campaign, &claim, p->today, e);
    d->session.today_given = true;
    if (rc == RC_OK && !d->me->saver) /* others than those who save, or nothing would be news */
        (void)snprintf(d->session.officer, sizeof d->session.officer, "doc-%d", d->number);
    return rc;
}

/* The moment of a round: some moment of its period. */
static void await(struct desk_of_hers *d, double start, int round) {
    int period = d->crowd->plan.period;
    double left = start + (double)round * period + dice(d, period) - stopwatch_now();
    struct timespec t = {.tv_sec = (time_t)(left / 1000)};
    t.tv_nsec = (long)((left - (double)t.tv_sec * 1000) * 1e6);
    if (left <= 0)
        return;
    double want = stopwatch_now() + left;
    (void)nanosleep(&t, NULL);
    d->me->late = stopwatch_now() - want > d->me->late ? stopwatch_now() - want : d->me->late;
}

static void leave(struct desk_of_hers *d) {
    session_close(&d->session);
    db_close(&d->db);
    arena_free(&d->arena);
}

static void note(struct crowd_member *me, const struct err *e) {
    me->errors++;
    (void)snprintf(me->error, sizeof me->error, "%s (%s)", e->message, e->cause);
}

static _Noreturn void work(const struct crowd *c, int number, int ready, int go) {
    struct desk_of_hers d = {.crowd = c, .me = &c->members[number], .number = number};
    struct err e = {0};
    char byte = 0;
    d.random = (unsigned long)number + 1;
    bool in = come_in(&d, &e) == RC_OK;
    if (!in)
        note(d.me, &e);
    (void)!write(ready, &byte, 1); /* and keep it: closed by all, it tells the end of all */
    (void)!read(go, &byte, 1);     /* the end of the file: go */
    double start = stopwatch_now();
    for (int round = 0; in && round < c->plan.rounds; round++) {
        double since = 0;
        await(&d, start, round);
        enum rc rc = d.me->saver ? save(&d, round, &since, &e) : refresh(&d, &since, &e);
        d.me->ms[d.me->laps++] = (float)(stopwatch_now() - since);
        if (rc)
            note(d.me, &e);
    }
    _exit(0);
}

/* --- who sent them --- */

/* The works they are to share, with the number 0 in their titles. */
static void prepare(struct crowd *c) {
    struct crowd_member nobody = {.saver = true};
    struct desk_of_hers d = {.crowd = c, .me = &nobody};
    struct tx tx = {0};
    struct work w;
    struct err e = {0};
    enum rc rc = come_in(&d, &e);
    for (int i = 0; rc == RC_OK && i < CROWD_WORKS; i++) {
        char sql[128];
        (void)snprintf(sql, sizeof sql,
                       "SELECT id FROM work WHERE state = 'approved' AND deleted_at IS NULL"
                       " ORDER BY id LIMIT 1 OFFSET %d",
                       i);
        c->works[i] = whole_number(c->plan.db, sql);
        rc = record_get(&d.session, &kinds[KIND_WORK], c->works[i], &d.arena, &w, &e);
        w.title = CROWD_TITLE "0";
        if (rc == RC_OK)
            rc = tx_begin(&tx, &d.session, CAP_APPROVE, NULL, &e);
        if (rc == RC_OK)
            rc = record_update(&tx, &kinds[KIND_WORK], &w, &e);
        if (rc == RC_OK)
            rc = tx_commit(&tx, &e);
        tx_rollback(&tx);
    }
    if (rc)
        give_up("prepare", e.message);
    leave(&d);
    c->entries_before = whole_number(c->plan.db, entries_sql);
}

void crowd_start(struct crowd *c, const struct crowd_plan *plan) {
    *c = (struct crowd){.plan = *plan};
    int all = plan->savers + plan->readers;
    size_t size = (size_t)all * sizeof *c->members;
    int ready[2];
    int go[2];
    char byte;
    c->members = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (c->members == MAP_FAILED || pipe(ready) != 0 || pipe(go) != 0)
        give_up("start", strerror(errno));
    prepare(c);
    for (int i = 0; i < all; i++) {
        c->members[i].saver = i < plan->savers;
        pid_t pid = fork();
        if (pid < 0)
            give_up("fork", strerror(errno));
        if (pid == 0) {
            (void)close(ready[0]);
            (void)close(go[1]);
            work(c, i, ready[1], go[0]);
        }
        c->members[i].pid = pid;
    }
    (void)close(ready[1]);
    (void)close(go[0]);
    for (int i = 0; i < all; i++)
        if (read(ready[0], &byte, 1) != 1)
            give_up("start", "some ended at once");
    (void)close(go[1]);
    c->done = ready[0];
}

bool crowd_over(struct crowd *c, int milliseconds) {
    struct pollfd p = {.fd = c->done, .events = POLLIN};
    return poll(&p, 1, milliseconds) == 1;
}

/* --- what came of it --- */

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a;
    float y = *(const float *)b;
    return (x > y) - (x < y);
}

static void gather(const struct crowd *c, bool savers, struct crowd_laps *out) {
    int from = savers ? 0 : c->plan.savers;
    int to = savers ? c->plan.savers : c->plan.savers + c->plan.readers;
    out->ms = calloc((size_t)(to - from) * MOST_ROUNDS + 1, sizeof *out->ms);
    if (out->ms == NULL)
        give_up("count", "no memory");
    for (int i = from; i < to; i++)
        for (int lap = 0; lap < c->members[i].laps; lap++)
            out->ms[out->count++] = c->members[i].ms[lap];
    qsort(out->ms, out->count, sizeof *out->ms, ascending);
}

float crowd_within(const struct crowd_laps *l, double share) {
    size_t at = (size_t)(share * (double)l->count);
    return l->count == 0 ? 0 : l->ms[at < l->count ? at : l->count - 1];
}

long crowd_raised(const struct crowd *c, int work) {
    long raised = 0;
    for (int i = 0; i < c->plan.savers; i++)
        raised += c->members[i].raised[work];
    return raised;
}

/* Acknowledged, and not there; or there, and acknowledged to nobody. */
static long amiss(const struct crowd *c) {
    long entries = (long)(whole_number(c->plan.db, entries_sql) - c->entries_before);
    long wrong = 0;
    for (int i = 0; i < c->plan.savers; i++)
        entries -= c->members[i].entries;
    for (int i = 0; i < CROWD_WORKS; i++) {
        char sql[128];
        (void)snprintf(sql, sizeof sql,
                       "SELECT CAST(substr(title, %zu) AS INTEGER) FROM work WHERE id = %lld",
                       text_count(CROWD_TITLE) + 1, (long long)c->works[i]);
        wrong += labs(crowd_raised(c, i) - (long)whole_number(c->plan.db, sql));
    }
    return wrong + labs(entries);
}

void crowd_count(struct crowd *c) {
    for (int i = 0; i < c->plan.savers + c->plan.readers; i++) {
        struct crowd_member *m = &c->members[i];
        int status = 0;
        if (waitpid(m->pid, &status, 0) != m->pid || status != 0) {
            m->errors++;
            (void)snprintf(m->error, sizeof m->error, "died: %d", status);
        }
        m->pid = 0;
        c->overtaken += m->overtaken;
        c->put_off += m->put_off;
        c->errors += m->errors;
        c->late = m->late > c->late ? m->late : c->late;
        if (m->errors > 0)
            memcpy(c->error, m->error, sizeof c->error);
    }
    gather(c, true, &c->saves);
    gather(c, false, &c->refreshes);
    c->lost = amiss(c);
}

void crowd_free(struct crowd *c) {
    free(c->saves.ms);
    free(c->refreshes.ms);
    (void)munmap(c->members, (size_t)(c->plan.savers + c->plan.readers) * sizeof *c->members);
    (void)close(c->done);
}
