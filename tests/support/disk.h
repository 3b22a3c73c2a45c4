/* A small disk of the test's own, to be filled, emptied, and made read-only: a tmpfs that only this
 * process and its children see. */
#ifndef TESTS_SUPPORT_DISK_H
#define TESTS_SUPPORT_DISK_H

#include <stdbool.h>

/* Once, before the first: false where the system lets nobody but root have one. */
bool disk_possible(void);

/* Mounted on a new folder, which folders of the test are made in from now on (TMPDIR). */
void disk_make(int kilobytes);
/* Not a byte more fits. */
void disk_fill(void);
void disk_empty(void);
/* Nothing may be open for writing on it. */
void disk_read_only(bool only);
void disk_end(void);

#endif
