/* Waiting for whoever has the lock: in line behind those who came before to write, and then for
 * SQLite's lock itself, which they and those who read have.
 *
 * Without the line everybody looks for herself, now and then, and whoever happens to look when the
 * lock is free has it: some are overtaken for seconds. In line the kernel wakes the next one at the
 * moment the one before is done. Fifty who save and a hundred who refresh five times a second, on
 * two processors with three times as much other work: 99 of 100 saves within 0.6 to 0.7 s and none
 * refused; looking for herself, within 1.1 to 1.8 s and some refused after five. The line is a
 * courtesy among us: where there is none (a read-only file, an old kernel) SQLite's lock decides as
 * ever.
 *
 * For SQLite's lock its own waiting sleeps 1, 2, 5, 10 … up to 100 milliseconds, longer each time,
 * so that who has waited long looks least often. Here everybody looks again after a short while,
 * unequal lest two keep step, that grows to eight milliseconds and no further. Never to wait more
 * than a millisecond is worse: those who look keep the one who has the lock from the processor. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/time.h>
#include <time.h>

/* microseconds */
enum { SHORTEST = 200, LONGEST = 8000, GROWS = 3, GAP = 50000, RING = 20000 };

/* The byte that the first in line has locked, behind those of SQLite's. */
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
    db->waited = tries == 0 ? 0 : db->waited + (gap < GAP ? gap : GAP);
    db->asked = now;
    /* A program that was stopped meanwhile (Ctrl-Z) has not been waiting: a gap counts for little.
     */
    if (db->waited >= 1000 * (int64_t)db->patience)
        return 0;
    unsigned most = (unsigned)SHORTEST << (tries / GROWS < 6 ? tries / GROWS : 6);
    most = most < LONGEST ? most : LONGEST;
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

static void on_ring(int signal) {
    (void)signal; /* fcntl ends with EINTR, which is all that is wanted */
}

static bool stand_in_line(struct db *db) {
    static const struct itimerval silent;
    struct itimerval rings = {.it_interval = {.tv_usec = RING}, .it_value = {.tv_usec = RING}};
    struct sigaction ring = {.sa_handler = on_ring};
    struct sigaction before;
    bool first = false;
    (void)sigaction(SIGALRM, &ring, &before);
    (void)setitimer(ITIMER_REAL, &rings, NULL);
    for (int64_t waited = 0; waited < 1000 * (int64_t)db->patience; waited += RING) {
        first = lock_line(db, F_OFD_SETLKW, F_WRLCK);
        if (first || errno != EINTR)
            break;
    }
    (void)setitimer(ITIMER_REAL, &silent, NULL);
    (void)sigaction(SIGALRM, &before, NULL);
    return first;
}

enum rc db_turn(struct db *db, struct err *e) {
    if (db->line == 0)
        db->line = open(db->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (db->line < 0 || lock_line(db, F_OFD_SETLK, F_WRLCK))
        return RC_OK;
    bool taken = errno == EAGAIN || errno == EACCES;
    return !taken || stand_in_line(db) || errno != EINTR ? RC_OK : db_fail(NULL, SQLITE_BUSY, e);
}

void db_turn_over(struct db *db) {
    if (db->line > 0)
        (void)lock_line(db, F_OFD_SETLK, F_UNLCK);
}
