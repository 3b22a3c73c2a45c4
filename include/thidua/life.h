/* Lives of records: one table of kind, action, states it starts from, state it leads to,
 * capability, whether it wants a reason. Screens, commands and help read the same rows. */
#ifndef THIDUA_LIFE_H
#define THIDUA_LIFE_H

#include "thidua/checklist.h"
#include "thidua/draft.h"
#include "thidua/record.h"

struct life_step {
    enum kind_id kind;
    const char *action; /* "submit": on the command line and in the log */
    const char *label;  /* "gửi đăng ký" */
    unsigned from;      /* bit 1 << state */
    int to;             /* state; -1: the rules choose (eligible or not) */
    enum capability cap;
    bool reason;     /* wants one */
    bool not_author; /* whoever wrote the record, changed it or judged a line of it may not do this
                        (but the owner of a single database) */
};

extern const struct life_step life_steps[];
extern const size_t life_step_count;
const struct life_step *life_step_find(enum kind_id kind, const char *action);

/* Whether this step can be taken on the record by this officer now; if not, `why` is the sentence
 * that a greyed action shows. */
bool life_can(struct session *s, const struct life_step *step, const void *record, struct err *why);

/* Whether it must be given a reason for this record: always (return, stop), or because it takes in
 * late what was not sent on time. */
bool life_wants_reason(const struct life_step *step, const void *record);

/* Take it, in a transaction of its own, on the record as the officer saw it (version 0: as it is
 * now). RC_CONFLICT when its state or version has moved on: who did that, and what, is said;
 * RC_INVALID (field "reason") when it wants one. `reason` is cleaned text. */
enum rc life_take(struct session *s, const struct life_step *step, int64_t id, int64_t version,
                  const char *reason, struct err *e);

/* The same over several records, all or nothing, one transaction; `e` names the one refused. `kept`
 * (NULL: none) is the draft of the reason, which ends with it. */
enum rc life_take_all(struct session *s, const struct life_step *step, const struct seen *on,
                      size_t count, const char *reason, const struct draft *kept, struct err *e);

/* The checklist of a nomination as it stands, and the work it is of. Both are in `a`. */
enum rc life_checklist(struct session *s, const struct nomination *n, struct arena *a,
                       struct work *work, struct checklist *out, struct err *e);

/* Judge one line of a nomination's checklist, replacing what was there (CAP_NOMINATE). `code` is a
 * criterion's or a dossier item's. `evidence` NULL keeps what was there; "" removes it; `kept`
 * (NULL: none) is its draft, which ends with it. */
enum rc life_judge(struct session *s, int64_t nomination, const char *code,
                   enum judgement_result result, const char *evidence, const struct draft *kept,
                   struct err *e);

#endif
