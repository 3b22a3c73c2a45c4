/* Waiting for whoever has the lock.
 *
 * SQLite's own waiting sleeps 1, 2, 5, 10 … up to 100 milliseconds, longer each time, so that who
 * has waited long looks least often, and is overtaken by everyone who comes after. Here everybody
 * looks again after a short while, unequal lest two keep step, that grows to eight milliseconds and
 * no further; one whom others wait for, to one. All of them so often would be worse: those who look
 * keep the one who has the lock from the processor.
 *
 * Who wants to write stands in line first, where the kernel lets one after the other to the front;
 * only the one in front looks whether SQLite's lock is free, and lets the next one come when she
 * has begun. Fifty who save and a hundred who refresh five times a second, which is more than two
 * processors with other work can do: 99 of 100 saves within 0.45 s, the last after 0.8. Each
 * looking for herself: within 0.6 to 1.6 s, the last after two to five, which is refused. (To try
 * once before standing in line lets newcomers overtake the whole line: within 3 to 5 s, tens
 * refused.) The line is a courtesy among us: where there is none (an old kernel) SQLite's lock
 * decides as ever. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/time.h>
#include <time.h>

/* microseconds */
enum { SHORTEST = 200, FRONT = 1000, LONGEST = 8000, GROWS = 3, GAP = 50000, AGAIN = 20000 };

/* The byte that the one in front has locked, behind those of SQLite's. */
enum { LINE_AT = 0x40000000 + 512 };

static int64_t microseconds_now(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* xorshift (Marsaglia): another row of numbers in each process is all that is asked of it. */
static unsigned some(struct db *db, unsigned below) {
    unsigned x = db->chance;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    db->chance = x;
    return x % below;
}

static int wait_turn(void *ctx, int tries) {
    struct db *db = ctx;
    int64_t now = microseconds_now();
    int64_t gap = now - db->asked;
    db->waited = tries == 0 ? db->queued : db->waited + (gap < GAP ? gap : GAP);
    db->asked = now;
    /* A program that was stopped meanwhile (Ctrl-Z) has not been waiting: a gap counts for little.
     */
    if (db->waited >= 1000 * (int64_t)db->patience)
        return 0;
    unsigned most = (unsigned)SHORTEST << (tries / GROWS < 6 ? tries / GROWS : 6);
    unsigned limit = db->in_front || db->tx != NULL ? FRONT : LONGEST;
    most = most < limit ? most : limit;
    struct timespec t = {.tv_nsec = 1000L * (long)(most / 2 + some(db, most))};
    (void)nanosleep(&t, NULL);
    return 1;
}

void db_wait(struct db *db) {
    db->patience = DB_PATIENCE;
    db->chance = (unsigned)microseconds_now() | 1U;
    (void)sqlite3_busy_handler(db->handle, wait_turn, db);
}

/* --- in line --- */

/* A lock of the descriptor, not of the process: SQLite unlocks all that the process has. */
static bool lock_line(struct db *db, int how, short type) {
    struct flock line = {.l_type = type, .l_whence = SEEK_SET, .l_start = LINE_AT, .l_len = 1};
    return fcntl(db->line, how, &line) == 0;
}

static volatile sig_atomic_t rang;

static void on_ring(int signal) {
    rang = signal;
}

/* Until it is her turn, or the clock rings. Who is called out of the line by a signal comes in
 * again at its end, so it rings once; and again only lest the first came before she stood in it. */
static bool stand_in_line(struct db *db) {
    static const struct itimerval silent;
    struct itimerval patience = {
        .it_value = {.tv_sec = db->patience / 1000, .tv_usec = db->patience % 1000 * 1000 + 1},
        .it_interval = {.tv_usec = AGAIN}};
    struct sigaction ring = {.sa_handler = on_ring};
    struct sigaction before;
    sigset_t alarm_only;
    sigset_t mask;
    bool first = false;
    (void)sigemptyset(&alarm_only);
    (void)sigaddset(&alarm_only, SIGALRM);
    (void)sigprocmask(SIG_UNBLOCK, &alarm_only, &mask);
    (void)sigaction(SIGALRM, &ring, &before);
    (void)setitimer(ITIMER_REAL, &patience, NULL);
    do
        first = lock_line(db, F_OFD_SETLKW, F_WRLCK);
    while (!first && errno == EINTR && rang == 0);
    (void)setitimer(ITIMER_REAL, &silent, NULL);
    (void)sigaction(SIGALRM, &before, NULL);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
    return first;
}

/* RC_BUSY: it was not her turn in time. What is left of her patience is for SQLite's lock. */
static enum rc come_to_front(struct db *db, struct err *e) {
    int64_t since = microseconds_now();
    rang = 0;
    if (db->line == 0)
        db->line = open(db->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    db->in_front = db->line > 0 && (lock_line(db, F_OFD_SETLK, F_WRLCK) || stand_in_line(db));
    db->queued = microseconds_now() - since;
    return db->in_front || rang == 0 ? RC_OK : db_fail(NULL, SQLITE_BUSY, e);
}

enum rc db_begin(struct db *db, struct err *e) {
    enum rc rc = come_to_front(db, e);
    if (rc == RC_OK)
        rc = db_exec(db, "BEGIN IMMEDIATE", e);
    if (db->in_front)
        (void)lock_line(db, F_OFD_SETLK, F_UNLCK);
    db->in_front = false;
    db->queued = 0;
    return rc;
}
