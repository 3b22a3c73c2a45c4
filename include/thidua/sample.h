/* A plausible campaign in mid-course, for trying out and for `make bench`. All people in it are
 * invented; it says that it is a sample. */
#ifndef THIDUA_SAMPLE_H
#define THIDUA_SAMPLE_H

#include "thidua/session.h"

/* Fill a database just initialised: on 05/11/2021 its home screen shows exactly 24 of 36 units, 41
 * works at 38 %, 5 behind, 2 stale, 3 waiting, 30/36 rolled out, 4 tin, bài, 48.210 members. One
 * transaction. */
enum rc sample_fill(struct session *s, struct err *e);

#endif
