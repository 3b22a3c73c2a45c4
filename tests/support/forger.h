/* Somebody who has the database file and knows how the log is chained. Written from what chain.h
 * says, not from chain.c, so that the two check each other. */
#ifndef TESTS_SUPPORT_FORGER_H
#define TESTS_SUPPORT_FORGER_H

#include <stdint.h>

/* Run SQL on the log of the file at `path`, its triggers gone. Fails the test when it cannot. */
void forger_change(const char *path, const char *sql);
/* Make the hashes of all rows from `from` on what they ought to be. */
void forger_chain(const char *path, int64_t from);
/* How many rows' hashes are not what they ought to be. */
int forger_wrong(const char *path);

#endif
