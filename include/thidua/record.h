/* One writer for every kind of record, through its field table (records.h).
 *
 * Each write checks the record (record_check, the unit of the transaction, that its terms exist and
 * are not retired when newly chosen), keeps the search and order keys beside the text, writes the
 * log row with before and after as JSON, and brings the totals kept with a work up to date, all in
 * the caller's transaction. A deleted record is hidden (`deleted_at`), not gone. */
#ifndef THIDUA_RECORD_H
#define THIDUA_RECORD_H

#include "thidua/records.h"
#include "thidua/tx.h"

/* The id and version a record gets are those of the transaction: where that is rolled back they are
 * of no use, so a form that may try again saves a copy of its record. */

/* `record` gets its id and version, its author, and the unit where it names none: the
 * transaction's, or that of the work or nomination it belongs to. Text is borrowed, not copied.
 * RC_CONFLICT when its code, login or account is taken. */
enum rc record_insert(struct tx *tx, const struct kind *kind, void *record, struct err *e);

/* Write the record over the version it was read at. RC_CONFLICT, nothing written, when the stored
 * version is newer or it was deleted: read it again and let the officer choose. An update that
 * changes nothing writes nothing and no log row. */
enum rc record_update(struct tx *tx, const struct kind *kind, void *record, struct err *e);

/* Whether she may change or delete it as it is now, by her rights and by its state. On no, `why` is
 * the sentence that a greyed action shows. */
bool record_can_change(struct session *s, const struct kind *kind, const void *record,
                       struct err *why);

/* Whether a work is far enough to be put forward for an award; else RC_CONFLICT. */
enum rc record_far_enough(const struct work *w, struct err *e);

/* Whether a new work of this unit wants the number and day of the unit's paper from her: she enters
 * it for the unit (nhập thay), which the owner of a database of her own need not say. */
enum rc record_from_paper(struct session *s, const char *unit, bool *out, struct err *e);

/* Hide it. RC_CONFLICT when others still need it (a unit with works, a work with entries). */
enum rc record_delete(struct tx *tx, const struct kind *kind, int64_t id, int64_t version,
                      struct err *e);

/* Bring back one that was hidden, as it was. RC_MISSING when no such record is hidden; RC_CONFLICT
 * when it has no place any more: its unit or work is deleted, another took its code or its line,
 * its work's state does not allow it, or its work is of another kind now. */
enum rc record_recover(struct tx *tx, const struct kind *kind, int64_t id, struct err *e);

/* Read one, within the session's scope (CAP_READ; what is outside is RC_MISSING, as if it were not
 * there). Text is in `a`. */
enum rc record_get(struct session *s, const struct kind *kind, int64_t id, struct arena *a,
                   void *record, struct err *e);
/* A unit or officer by its code or login. */
enum rc record_get_code(struct session *s, const struct kind *kind, const char *code,
                        struct arena *a, void *record, struct err *e);

/* The same of one that is hidden: by its code where `code` is not NULL. */
enum rc record_get_deleted(struct session *s, const struct kind *kind, int64_t id, const char *code,
                           struct arena *a, void *record, struct err *e);

/* The judgements of a nomination, in any order. */
enum rc record_judgements(struct session *s, int64_t nomination, struct arena *a,
                          struct judgement **out, size_t *count, struct err *e);

#endif
