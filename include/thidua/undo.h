/* Undoing one's own last change.
 *
 * A change is one save: a record, or all that an import or a step over several records wrote. What
 * undoes it is a change like any other, with its rights, rules and rows in the log, which name the
 * change they take back (column `undoes`): what was added is deleted, what was deleted comes back,
 * what was set is set to what it was, a step of a life is taken back where that is still possible,
 * a key and an imported plan likewise.
 * Undoing again takes back the change before; an undoing is not undone. Refused as soon as anybody
 * has changed one of the records since. */
#ifndef THIDUA_UNDO_H
#define THIDUA_UNDO_H

#include "thidua/buf.h"
#include "thidua/session.h"

/* Undo it, in a transaction of its own; `said` gets what was undone: "sửa công trình, phần việc
 * số 12 “Đường hoa”, lúc 05/11/2021 10:15". RC_MISSING when she has changed nothing, or undone all
 * of it; RC_CONFLICT when somebody changed a record since, or others depend on it now; RC_INVALID
 * when it is nothing that can be (the beginning of a campaign); RC_DENIED when she may not any
 * more. All or nothing. */
enum rc undo_last(struct session *s, struct buf *said, struct err *e);

#endif
