/* A disk that fails: SQLite's own file system with a counter before every call, of this process. */
#ifndef TESTS_SUPPORT_FAULTY_H
#define TESTS_SUPPORT_FAULTY_H

#include <stdbool.h>

/* What a failing call answers. */
enum fault {
    FAULT_IO,      /* reads, writes, syncs, truncations: an I/O error */
    FAULT_FULL,    /* writes: the disk is full */
    FAULT_READONLY /* writes, truncations, deletions, opening: the disk became read only */
};

/* Before the first database is opened, once a process: stands before SQLite's default. */
void faulty_install(void);

/* From now on the `call`-th call (1: the next) fails, with `lasting` all after it too, until
 * faulty_stop. */
void faulty_start(enum fault fault, long call, bool lasting);
/* No more faults. Whether one was given. */
bool faulty_stop(void);

#endif
