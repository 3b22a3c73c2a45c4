/* What screens do to records: steps of their lives, deletion, forms. One piece of code for every
 * list and detail that offers them. */
#ifndef THIDUA_ACTS_H
#define THIDUA_ACTS_H

#include "thidua/life.h"
#include "thidua/screen.h"

/* Take a step of a record's life on the targets of `s`'s list (the tagged rows, or the selected
 * one), all or nothing, and only on what she saw: where somebody changed a record meanwhile, who
 * did that and what is said, the list is read again and the record loses its tag. Asks for the
 * reason if the step wants one, and keeps what is typed there as a draft. Says what was done, and
 * reads the list again. The rows' ids are those of `kind`. */
enum outcome acts_step(struct screen *s, enum kind_id kind, const char *action);
/* The same on one record that is not a row of a list. */
enum outcome acts_step_on(struct screen *s, enum kind_id kind, const struct record_head *record,
                          const char *action);

/* For an action's `enabled`: can the step be taken on the selected row (or, with rows tagged, on
 * all of them as far as rights go)? */
bool acts_step_enabled(struct screen *s, enum kind_id kind, const char *action, struct err *why);

/* Ask for the evidence of a line of a nomination's checklist (`code`: a criterion's or a dossier
 * item's), and keep what is typed as a draft; `s` is resumed. UI_DONE always. */
enum outcome acts_evidence(struct screen *s, int64_t nomination, const char *code);

/* What a record is called, where its kind has names: the title of a work. NULL: nothing. */
const char *acts_name(const struct kind *kind, const void *record);

/* For an action's `enabled`: may she change or delete the record (0: the list is empty) as it is
 * now? */
bool acts_change_enabled(struct screen *s, enum kind_id kind, int64_t id, struct err *why);

/* Hide the record, after asking, if nobody changed it meanwhile; `s` is resumed. */
enum outcome acts_delete(struct screen *s, enum kind_id kind, int64_t id);

/* Bring a deleted record back; `s` is resumed. */
enum outcome acts_recover(struct screen *s, enum kind_id kind, int64_t id);

/* Undo her own last change (undo.h), whatever it was; `s` is resumed, and what was undone is said.
 */
enum outcome acts_undo(struct screen *s);
#define ACTS_UNDO                                                                                  \
    { "u", NULL, "Hoàn tác thay đổi gần nhất của mình", acts_undo, CAP_READ, NULL, NULL }

/* Read all that was done to a record (history.h); `kind` NULL: to the one that row `id` of the log
 * is about. */
enum outcome acts_history(struct screen *s, const struct kind *kind, int64_t id);

/* The form of a kind over `s`. `id` 0: a new record that starts as `start` (a struct of the kind;
 * NULL: blank); else that record is read and changed. What was typed in the same form before and
 * not saved is offered first. After saving, `s` is resumed and what was done is said. UI_DONE
 * always. */
enum outcome acts_edit(struct screen *s, enum kind_id kind, int64_t id, const void *start);
/* Go on with a draft (draft.h) in the form it is of, or with the question. UI_DONE always. */
enum outcome acts_draft(struct screen *s, int64_t id);

/* Put a work forward for an award: the form of its nomination, and after that its checklist; if it
 * was put forward already, the checklist. UI_DONE always. */
enum outcome acts_nominate(struct screen *s, int64_t work);

#endif
