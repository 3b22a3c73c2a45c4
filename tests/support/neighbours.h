/* Three units with the same records, each in every state: hai-anh (hers), hai-ha (another's) and
 * huyen (the district's). What stands in a text of theirs carries the mark of the unit, so that it
 * is known wherever it turns up.
 *
 * Words of a command may name things of a place: "set work {draft} title=x" is about hai-anh's
 * draft at OWN, about hai-ha's at OTHER; at NOWHERE it names what is nobody's. */
#ifndef TEST_NEIGHBOURS_H
#define TEST_NEIGHBOURS_H

#include "support/server.h"

enum place { OWN, OTHER, DISTRICT, NOWHERE, PLACES };

struct neighbour {
    const char *unit, *name, *mark, *officer;
    const char *task,
        *news; /* duties that such a unit has: one done once, one done again and again */
};
extern const struct neighbour neighbours[PLACES];

/* Two more district officers: one who wrote it all, and one who belongs to the district's unit. */
#define MAI "mai"
#define THU "thu"

/* On a server as server_start leaves it: first hers alone, kept as "alone" (server_keep); then the
 * other two beside it, kept as "all". */
void neighbours_make(struct server *s);

/* `words` with {things} of that place put in; the caller frees it. Things: {unit} {mark} {officer},
 * {task} {news}, {day} (today); works {draft} {sent} {going} {nominated} {finished} {gone}, with
 * {entry} and {gone_entry} of {nominated}; nominations {nomination} {ready} {reviewed}
 * {gone_nomination}; {duty} {gone_duty}, {receipt} {gone_receipt}. What is {gone} was deleted. */
char *neighbours_words(const struct server *s, enum place p, const char *words);

#endif
