/* What the two halves of the log's telling share. */
#ifndef THIDUA_HISTORY_PARTS_H
#define THIDUA_HISTORY_PARTS_H

#include "thidua/history.h"

/* What row `id` of the log, about a `kind`, says of things that no form has, a line each: "Khóa
 * SSH: SHA256:…". Nothing where there is no such thing. */
enum rc history_tell_other(struct session *s, int64_t id, const char *kind, struct buf *out,
                           struct err *e);

/* By which key and from where others came is for who sees all of the log. */
#define LOG_SOURCE(l) "CASE WHEN :scope IS NULL OR " l ".officer = :officer THEN " l ".source END"

#endif
