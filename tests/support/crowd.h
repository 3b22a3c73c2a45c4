/* Many officers at work in one database, each a process of her own: some save, the others refresh
 * what an idle screen of theirs would show. What each of them did, and for how long it kept her
 * waiting, is kept in memory that all share.
 *
 * Savers in turn add a progress entry and raise the number in a work's title, of few works for many
 * savers, so that they meet; one who was overtaken reads the work again and raises that. A save
 * that was acknowledged and is not there afterwards is lost. */
#ifndef TESTS_SUPPORT_CROWD_H
#define TESTS_SUPPORT_CROWD_H

#include "thidua/campaign.h"
#include "thidua/date.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The works they share, and how their titles begin; the number follows. */
enum { CROWD_WORKS = 10 };
#define CROWD_TITLE "Tuyến đường hoa, lần "

struct crowd_plan {
    const char *db; /* of an owner, with that many works under way */
    const struct campaign *campaign;
    date today;
    int savers, readers;
    int rounds; /* saves, or refreshes, of each */
    int period; /* milliseconds: each round is at some moment of its own within the next period */
};

/* How long one kind of act took, in milliseconds, ascending. */
struct crowd_laps {
    float *ms;
    size_t count;
};
float crowd_within(const struct crowd_laps *l, double share); /* 0.99: so many within; 0 of none */

struct crowd {
    struct crowd_plan plan;
    struct crowd_member *members; /* shared */
    int64_t works[CROWD_WORKS];   /* ids */
    int64_t entries_before;
    int done; /* a pipe: ended when all have */
    struct crowd_laps saves, refreshes;
    long overtaken;   /* saves that met a newer version */
    long put_off;     /* refreshes left to the next second, since somebody was just saving */
    long errors;      /* all else that was refused; members that died */
    double late;      /* milliseconds the machine let one sleep longer than she asked to, at most */
    long lost;        /* saves acknowledged that are not there */
    char error[1024]; /* what one of them was told */
};

/* Prepare the works, start everybody at once. Ends the process when it cannot. */
void crowd_start(struct crowd *c, const struct crowd_plan *plan);
/* Wait at most so many milliseconds for all of them to be done. */
bool crowd_over(struct crowd *c, int milliseconds);
/* After that: everything below `done` is filled in. */
void crowd_count(struct crowd *c);
/* How often a shared work was raised, as said by those who did. */
long crowd_raised(const struct crowd *c, int work);
void crowd_free(struct crowd *c);

#endif
