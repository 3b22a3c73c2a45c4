/* What is typed on the screens to be saved: edit.c opens and saves a record's form, conflict.c
 * meets a newer version of it, steps.c and evidence.c ask for a line; drafts.c keeps what is typed.
 */
#ifndef THIDUA_SCREENS_EDIT_PARTS_H
#define THIDUA_SCREENS_EDIT_PARTS_H

#include "thidua/draft.h"
#include "thidua/form.h"
#include "thidua/records.h"
#include "thidua/session.h"

/* A form being filled; in the arena of the screen below it. */
struct editing {
    struct session *session;
    const struct kind *kind;
    bool making;
    const void *stored;   /* the record as it was when the form was opened; NULL: a new one */
    struct field *fields; /* the rows of the form */
    size_t nfields;
    int64_t before;    /* progress: thousandths done without this entry; FIELD_NONE: not measured */
    bool district;     /* duty done: it is the district's own */
    const char *title; /* of the form */
    const char *about; /* the work that an entry or nomination is of; NULL: the record says it */
    struct draft draft;        /* as it was last kept; draft.id 0: not at all */
    struct conflict *conflict; /* in the arena of the form, while its screen is open */
};

/* An entry with its running total (lũy kế), which is typed but not stored. */
struct entry {
    struct progress progress;
    int64_t total;
};

/* ---- edit.c ---- */

/* Open the form over `s`: of record `id`, or (0) of a new one that starts as `start`. `draft`
 * (NULL: none) is what to go on with. */
enum rc edit_open(struct screen *s, const struct kind *kind, int64_t id, const void *start,
                  const struct draft *draft, struct err *e);

/* ---- drafts.c ---- */

/* form.h's `keep` and `given_up`; `ctx` is the struct editing. */
enum rc drafts_keep(struct screen *form, void *ctx, const struct form_kept *k, struct err *e);
void drafts_given_up(struct screen *form, void *ctx);

/* The same for any draft: keep what is typed under this label, or drop it when that is nothing. */
enum rc drafts_put(struct screen *over, struct draft *kept, const char *label,
                   const struct form_kept *k, struct err *e);
void drafts_drop(struct screen *over, const struct draft *kept);
/* What was kept of the same question before (form, record and place of *d) is gone on with: *d is
 * that one then, its texts in `a`, and it is said. */
enum rc drafts_earlier(struct screen *s, struct draft *d, struct arena *a, struct err *e);
/* A text of it; NULL: it has none of that key. */
const char *drafts_text(const struct draft *d, const char *key);

/* What a new record is begun for: "unit=hai-anh duty=rollout"; "" for nothing in particular. NULL
 * when memory is exhausted. */
const char *drafts_place(const struct kind *kind, const void *start, struct arena *a);

/* ---- steps.c, evidence.c: questions whose answers are kept while they are typed. Go on with one.
 */

#define STEPS_REASON "reason"
enum rc steps_open(struct screen *s, const struct draft *d, struct err *e);
#define EVIDENCE "evidence"
enum rc evidence_open(struct screen *s, const struct draft *d, struct err *e);

/* ---- conflict.c ---- */

enum conflict_kind {
    CONFLICT_NONE, /* no newer version is stored: something else is wrong, as `e` says */
    CONFLICT_SAME, /* one that says the same in every field: `record` may be saved over it */
    CONFLICT_SHOWN /* both are shown over the form; when chosen, the form is saved again */
};
/* Saving said RC_CONFLICT in `e`; what that is about. */
enum conflict_kind conflict_open(struct screen *form, struct editing *ed, void *record,
                                 struct err *e);

#endif
