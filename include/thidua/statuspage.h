/* The status as a page of text, for a reader: deadlines, targets, figures, what is due. */
#ifndef THIDUA_STATUSPAGE_H
#define THIDUA_STATUSPAGE_H

#include "thidua/records.h"
#include "thidua/spool.h"
#include "thidua/status.h"

/* `unit` NULL: the whole district; else its own figures, as status_fill gave them. */
enum rc statuspage(struct session *s, const struct status *st, const struct unit *unit,
                   struct spool *out, struct err *e);

#endif
