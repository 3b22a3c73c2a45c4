/* The award criteria checklist of one nomination: which lines it has, what was judged, whether it
 * can be sent, whether it is eligible. Pure functions (clauses III.1, III.3 of the plan). */
#ifndef THIDUA_CHECKLIST_H
#define THIDUA_CHECKLIST_H

#include "thidua/campaign.h"
#include "thidua/records.h"

struct checklist_line {
    const struct criterion *criterion; /* or NULL: a dossier item */
    const struct dossier_item *item;
    const struct judgement *judgement; /* NULL: not judged yet */
};

struct checklist {
    struct checklist_line *lines; /* criteria in the file's order, then dossier items */
    size_t count, criteria;
    int judged, met, unmet, na; /* of the criteria */
    int present, items;         /* of the dossier; items that do not apply are not counted */
    int open;                   /* criteria not judged: it cannot be sent while any is */
    bool eligible; /* every gate and required line is met, or does not apply (not a gate) */
    const struct criterion *blocking;   /* the first that makes it ineligible, or NULL */
    const struct dossier_item *lacking; /* the first required item that does so, or NULL */
};

/* Lines for a nomination of `kind` (collective, individual), with or without the full-time
 * officer's line; retired ones only where judged. A judgement of anything else is left out. The
 * lines are in `a` and borrow from the other arguments. RC_NOMEM. */
enum rc checklist_make(const struct campaign *c, enum work_kind kind, bool full_time,
                       const struct judgement *judgements, size_t count, struct arena *a,
                       struct checklist *out, struct err *e);

/* "chưa nộp được: còn 4 dòng" (that nobody judged), "đủ để nộp". */
void checklist_say(const struct checklist *l, struct buf *out);

/* "đủ điều kiện", "không đủ điều kiện; chưa đạt “…”": what its lines come to, and which of them it
 * is that stands in the way. */
void checklist_say_verdict(const struct checklist *l, struct buf *out);

/* Where it stands: whether it can be sent while it is its unit's, then the verdict to come. */
void checklist_say_now(const struct checklist *l, const struct nomination *n, struct buf *out);

/* The sign of a line: "[ ]" "[x]" "[-]" "[/]". */
const char *checklist_sign(const struct checklist_line *l);

#endif
