/* The log as an officer reads it: who did what to which record, each field before and after. */
#ifndef THIDUA_HISTORY_H
#define THIDUA_HISTORY_H

#include "thidua/buf.h"
#include "thidua/records.h"
#include "thidua/session.h"

/* One row of the log as text, a line a field: "Chỉ tiêu: 1,2 → 1,5". Labels and values as in a
 * form. RC_MISSING when it is not there or outside her scope (CAP_LOG). */
enum rc history_tell(struct session *s, int64_t log_id, struct buf *out, struct err *e);

/* Kinds and verbs as the log names them, with their words. The verbs of a life's steps are those of
 * life.h. */
extern const struct choice history_kinds[];
extern const struct choice history_verbs[];
/* The word for what was done to a record of that kind: a nomination is not sent or approved as a
 * work is. */
const char *history_verb(const char *kind, const char *verb);
/* Is it of her who came, or tried? No record was changed, and from where is what matters. */
bool history_is_coming(const char *verb);

/* All that was done to one record, the newest first (a nomination's judged lines too), each as
 * history_tell tells it. `kind` NULL: to the record that row `id` of the log is about. RC_MISSING
 * when nothing of it is in the log, or it is outside her scope (CAP_LOG). */
enum rc history_of_record(struct session *s, const struct kind *kind, int64_t id, struct buf *out,
                          struct err *e);

#endif
