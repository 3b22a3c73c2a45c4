/* The process made safe before it opens anything. */
#ifndef THIDUA_GUARD_H
#define THIDUA_GUARD_H

#include <stdbool.h>

/* For everybody, first thing: the three standard descriptors are open (one that was closed would be
 * taken by the next file opened: the database; the stand-in for output refuses to be written to),
 * a reader who left, or a limit on the size of files, is an error of write instead of a death, new
 * files are the owner's alone. False: a descriptor is closed and could not be opened, nothing may
 * go on. */
bool guard_start(void);

/* For whoever runs the program on the account of the service: the environment is cut down to TERM,
 * LANG, LC_ALL, TZ, NO_COLOR and ESCDELAY, each only in its usual shape (the other side of SSH
 * chooses them, libc and ncurses open files by them); no core dump and no tracing; descriptors
 * inherited beyond the standard three are closed. identity_look comes before,
 * environment_read after. */
void guard_elevated(void);

#endif
