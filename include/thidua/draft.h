/* Drafts: what an officer has typed and not saved yet, in a form or as an answer that is recorded
 * (the reason of a step, evidence). Kept while she types, so that a cut line, a crash or a power
 * cut loses two seconds at most; offered to her again, and to nobody else, until she saves or gives
 * up. A word typed to find something (search, filter, palette) is none: nothing would be saved of
 * it.
 *
 * Texts are kept as typed, valid or not ("31/0"). A draft is a private working copy and no record:
 * any officer may keep one, and neither keeping nor dropping it is in the log. That is the one
 * exemption from the rule of tx.h, and a transaction begun for it can change nothing else. Only
 * drafts of the session's officer and campaign are seen here, and of one who works for a unit those
 * that she began there: moved to another, she leaves the old one's behind.
 *
 * Two windows of one officer never overwrite each other's: each holds the stamp that its last write
 * gave, and what was continued, dropped or saved elsewhere meanwhile is kept as a new draft. */
#ifndef THIDUA_DRAFT_H
#define THIDUA_DRAFT_H

#include "thidua/arena.h"
#include "thidua/date.h"
#include "thidua/field.h"
#include "thidua/session.h"
#include "thidua/tx.h"

/* Which row, as which write left it. */
struct draft_key {
    int64_t id, stamp;
};

struct draft {
    int64_t id, stamp;      /* 0: not kept yet */
    struct draft_key tried; /* a write that the disk failed at: it may be there all the same */
    const char *form;       /* name of the kind: "work"; "reason", "evidence" */
    int64_t record;         /* 0: a new one */
    int64_t version;        /* of the record when the form was opened */
    const char *place;      /* what a new record was begun for: "work=12"; what is asked; "" */
    const char *label;      /* for the offer: "Thêm công trình, phần việc: Đường hoa" */
    const char *focus;      /* key of the field she was in; "" */
    const struct field_typed *texts;
    size_t count;
    char at[INSTANT_TEXT_SIZE]; /* when it was kept, UTC */
};

/* Keep it, over what was kept before under its id; `id`, `stamp` and `at` are set. *parted (may be
 * NULL): another window went on with the one kept before, or it is gone there, and this is a new
 * one. It waits a tenth of a second for a locked database, `patient` the usual time: RC_BUSY. RC_IO
 * when the disk is full; what was kept before is still there. */
enum rc draft_put(struct session *s, struct draft *d, bool patient, bool *parted, struct err *e);

/* All there are, newest first, without their texts; in `a`. */
enum rc draft_list(struct session *s, struct arena *a, struct draft **out, size_t *count,
                   struct err *e);
/* The newest one for this form, record and place, without its texts; out->id 0: none. */
enum rc draft_find(struct session *s, const char *form, int64_t record, const char *place,
                   struct arena *a, struct draft *out, struct err *e);
/* One with its texts, to go on with here: a window that still holds it is overtaken. RC_MISSING
 * when it is gone. */
enum rc draft_take(struct session *s, int64_t id, struct arena *a, struct draft *out,
                   struct err *e);

/* Given up. One that is gone, or that another window went on with, is left alone. */
enum rc draft_drop(struct session *s, const struct draft *d, bool patient, struct err *e);
/* The same within the transaction that saves what was typed: both happen or neither. */
enum rc draft_saved(struct tx *tx, const struct draft *d, struct err *e);

#endif
