/* Attacks over a real sshd: each a row of a table, and by its name a test case of its own. What was
 * tried is refused with the row's exit code; nothing comes on standard output, nothing of another
 * unit or of the machine's files on standard error; no record changed, and the log holds no deed.
 */
#ifndef TEST_ATTACK_H
#define TEST_ATTACK_H

#include "support/neighbours.h"
#include "support/test.h"

struct attack {
    const char *name;
    const char *key;     /* whose connection it comes by */
    const char *command; /* {things} are another unit's (neighbours.h); NULL: none is sent */
    int code;            /* 3 usage, 4 invalid or not there, 5 its state, 7 refused, 255 by sshd */
    const char *input;   /* on standard input; NULL: a line */
    size_t input_size;   /* 0: to its end */
    const char *options[8]; /* of ssh; where there are any the connection is a new one */
};

/* Of the group: a server with neighbours_make. The state of a test is its row. */
struct server *attack_server(void);
int attack_setup(void **state);
int attack_teardown(void **state);

/* Each row becomes a test, with itself as its state: `tests` has room for `count` from *n on. */
void attack_add(struct CMUnitTest *tests, size_t *n, struct attack *table, size_t count);
#define ATTACK_ADD(tests, n, table) attack_add(tests, n, table, sizeof(table) / sizeof(table)[0])

/* For what needs more than a row: was `r`, which is given back, refused like that? `before` is
 * attack_before's. */
struct attack_before {
    unsigned long records;
    long deeds;
};
struct attack_before attack_before(const struct server *s);
void attack_failed(const struct server *s, const char *name, struct run *r, int code,
                   const struct attack_before *before);

#endif
