#include "parts.h"

#include "thidua/deadline.h"
#include "thidua/news.h"
#include "thidua/pace.h"

#include <stdio.h>
#include <string.h>

#define FROM(state) (1U << (state))

const struct life_step life_steps[] = {
    {.kind = KIND_WORK,
     .action = "submit",
     .label = "gửi đăng ký",
     .from = FROM(WORK_DRAFT) | FROM(WORK_RETURNED),
     .to = WORK_SUBMITTED,
     .cap = CAP_REGISTER},
    {.kind = KIND_WORK,
     .action = "return",
     .label = "trả lại",
     .from = FROM(WORK_SUBMITTED),
     .to = WORK_RETURNED,
     .cap = CAP_APPROVE,
     .reason = true},
    {.kind = KIND_WORK,
     .action = "approve",
     .label = "duyệt",
     .from = FROM(WORK_SUBMITTED),
     .to = WORK_APPROVED,
     .cap = CAP_APPROVE,
     .not_author = true},
    {.kind = KIND_WORK,
     .action = "complete",
     .label = "hoàn thành",
     .from = FROM(WORK_APPROVED),
     .to = WORK_COMPLETED,
     .cap = CAP_PROGRESS},
    {.kind = KIND_WORK,
     .action = "stop",
     .label = "dừng",
     .from = FROM(WORK_APPROVED),
     .to = WORK_STOPPED,
     .cap = CAP_PROGRESS,
     .reason = true},
    {.kind = KIND_NOMINATION,
     .action = "submit",
     .label = "nộp",
     .from = FROM(NOMINATION_DRAFT) | FROM(NOMINATION_RETURNED),
     .to = NOMINATION_SUBMITTED,
     .cap = CAP_NOMINATE},
    {.kind = KIND_NOMINATION,
     .action = "return",
     .label = "trả lại",
     .from = FROM(NOMINATION_SUBMITTED),
     .to = NOMINATION_RETURNED,
     .cap = CAP_REVIEW,
     .reason = true},
    {.kind = KIND_NOMINATION,
     .action = "approve",
     .label = "xét điều kiện",
     .from = FROM(NOMINATION_SUBMITTED),
     .to = -1,
     .cap = CAP_REVIEW,
     .not_author = true},
};
const size_t life_step_count = sizeof life_steps / sizeof life_steps[0];

const struct life_step *life_step_find(enum kind_id kind, const char *action) {
    for (size_t i = 0; i < life_step_count; i++)
        if (life_steps[i].kind == kind && strcmp(life_steps[i].action, action) == 0)
            return &life_steps[i];
    return NULL;
}

static int64_t state_of(enum kind_id kind, const void *record) {
    return kind == KIND_WORK ? ((const struct work *)record)->state
                             : ((const struct nomination *)record)->state;
}

static const char *state_label(enum kind_id kind, int64_t state) {
    return kind == KIND_WORK ? work_states[state].label : nomination_states[state].label;
}

bool life_wants_reason(const struct life_step *step, const void *record) {
    if (step->reason)
        return true;
    return step->kind == KIND_WORK && step->to == WORK_APPROVED &&
           ((const struct work *)record)->on_time == 0;
}

/* --- the checklist of a nomination --- */

enum rc life_checklist(struct session *s, const struct nomination *n, struct arena *a,
                       struct work *work, struct checklist *out, struct err *e) {
    struct judgement *judged = NULL;
    size_t count = 0;
    enum rc rc = record_get(s, &kinds[KIND_WORK], n->work, a, work, e);
    if (rc == RC_OK)
        rc = record_judgements(s, n->head.id, a, &judged, &count, e);
    if (rc == RC_OK)
        rc = checklist_make(s->campaign, (enum work_kind)n->kind, work->full_time == 1, judged,
                            count, a, out, e);
    return rc;
}

/* It can be sent when every line was judged; whether it is eligible is another question. */
static enum rc check_complete(struct session *s, const struct nomination *n, struct err *e) {
    struct arena a = {0};
    struct work w;
    struct checklist list;
    struct buf say = {0};
    enum rc rc = life_checklist(s, n, &a, &w, &list, e);
    if (rc == RC_OK && list.open > 0) {
        checklist_say(&list, &say);
        rc = err_set(e, RC_CONFLICT, "Giới thiệu khen thưởng số %lld %s.", (long long)n->head.id,
                     buf_str(&say));
    }
    buf_free(&say);
    arena_free(&a);
    return rc;
}

static enum rc verdict(struct session *s, const struct nomination *n, int64_t *state,
                       struct err *e) {
    struct arena a = {0};
    struct work w;
    struct checklist list;
    enum rc rc = life_checklist(s, n, &a, &w, &list, e);
    if (rc == RC_OK)
        *state = list.eligible ? NOMINATION_ELIGIBLE : NOMINATION_INELIGIBLE;
    arena_free(&a);
    return rc;
}

/* --- may it be taken --- */

/* " (Ngọc Lan duyệt lúc 14:05)": who changed the record, or with `field` that field of it, last. */
static void say_who(struct session *s, const struct life_step *step, const void *record,
                    const char *field, struct buf *out) {
    struct news_change c;
    const struct record_head *head = record;
    if (news_last(s, &kinds[step->kind], head->id, field, &c, NULL) != RC_OK || !c.known)
        return;
    buf_puts(out, " (");
    news_say(&c, out);
    buf_puts(out, ")");
}

/* Often somebody else was quicker a moment ago. */
static enum rc wrong_state(struct session *s, const struct life_step *step, const void *record,
                           struct err *e) {
    const struct record_head *head = record;
    struct buf who = {0};
    say_who(s, step, record, "state", &who);
    err_set(e, RC_CONFLICT, "Không %s được: %s số %lld đang ở trạng thái “%s”%s.", step->label,
            kinds[step->kind].label, (long long)head->id,
            state_label(step->kind, state_of(step->kind, record)), buf_str(&who));
    buf_free(&who);
    return RC_CONFLICT;
}

/* Every change is one version more. */
static enum rc newer(struct session *s, const struct life_step *step, const void *record,
                     int64_t seen, struct err *e) {
    const struct record_head *head = record;
    struct buf who = {0};
    struct buf what = {0};
    say_who(s, step, record, NULL, &who);
    (void)news_fields(s, &kinds[step->kind], head->id, head->version - seen, &what, NULL);
    err_set(e, RC_CONFLICT,
            "Trong lúc bạn xem, %s số %lld đã đổi%s%s%s; hãy xem bản mới rồi làm lại.",
            kinds[step->kind].label, (long long)head->id, what.len > 0 ? " " : "", buf_str(&what),
            buf_str(&who));
    buf_free(&who);
    buf_free(&what);
    return RC_CONFLICT;
}

/* Not by whoever wrote it. */
static enum rc not_her_own(struct session *s, const struct life_step *step, const void *record,
                           struct err *e) {
    char what[64];
    (void)snprintf(what, sizeof what, "tự %s", step->label);
    return author_not(s, &kinds[step->kind], record, what, e);
}

static enum rc check_step(struct session *s, const struct life_step *step, const void *record,
                          struct err *e) {
    const struct record_head *head = record;
    int64_t state = state_of(step->kind, record);
    enum rc rc = RC_OK;
    if (!session_may(s, step->cap, head->unit, e))
        return RC_DENIED;
    if ((step->from & FROM(state)) == 0)
        return wrong_state(s, step, record, e);
    if (step->not_author)
        rc = not_her_own(s, step, record, e);
    if (rc == RC_OK && step->kind == KIND_NOMINATION && step->to == NOMINATION_SUBMITTED)
        rc = check_complete(s, record, e);
    return rc;
}

bool life_can(struct session *s, const struct life_step *step, const void *record,
              struct err *why) {
    return check_step(s, step, record, why) == RC_OK;
}

/* --- what each step writes --- */

static enum rc fill_work(struct tx *tx, const struct life_step *step, struct work *w,
                         const char *reason, struct err *e) {
    struct session *s = tx->session;
    int64_t given = FIELD_NONE;
    w->state = step->to;
    w->reason = step->reason ? reason : NULL;
    if (step->to == WORK_SUBMITTED && w->submitted == DATE_NONE) {
        const struct deadline *d = campaign_deadline(s->campaign, "registration");
        w->submitted = s->today;
        w->on_time = deadline_on_time(d, s->today, w->received);
    }
    if (step->to == WORK_SUBMITTED)
        w->sent = s->today;
    if (step->to == WORK_APPROVED)
        w->approved = s->today;
    if (step->to == WORK_COMPLETED || step->to == WORK_STOPPED)
        w->closed = s->today;
    enum rc rc = totals_given(tx, w->head.id, &given, e);
    if (rc == RC_OK)
        pace_fill(w, s->campaign, given);
    return rc;
}

static enum rc fill_nomination(struct tx *tx, const struct life_step *step, struct nomination *n,
                               const char *reason, struct err *e) {
    n->reason = step->reason ? reason : NULL;
    if (step->to == NOMINATION_SUBMITTED && n->submitted == DATE_NONE)
        n->submitted = tx->session->today;
    if (step->to < 0)
        return verdict(tx->session, n, &n->state, e);
    n->state = step->to;
    return RC_OK;
}

/* The owner of a database of her own approves what she wrote; the log says that she did. */
static enum rc reason_for_log(struct tx *tx, const struct life_step *step, const void *record,
                              const char *reason, struct buf *out, struct err *e) {
    enum hand hand = HAND_NONE;
    buf_puts(out, reason != NULL ? reason : "");
    enum rc rc =
        step->not_author ? author_hand(tx->session, &kinds[step->kind], record, &hand, e) : RC_OK;
    if (hand != HAND_NONE)
        buf_printf(out, "%sngười ghi tự %s (cơ sở dữ liệu một người dùng)",
                   out->len > 0 ? "; " : "", step->label);
    return rc == RC_OK && out->failed ? err_nomem(e) : rc;
}

enum rc life_apply(struct tx *tx, const struct life_step *step, int64_t id, int64_t version,
                   const char *reason, struct err *e) {
    const struct kind *kind = &kinds[step->kind];
    union any_record before;
    struct arena a = {0};
    struct buf said = {0};
    enum rc rc = record_read(tx, kind, id, &a, &before, e);
    if (rc == RC_OK)
        rc = check_step(tx->session, step, &before, e);
    if (rc == RC_OK && version != 0 && before.head.version != version)
        rc = newer(tx->session, step, &before, version, e);
    if (rc == RC_OK && life_wants_reason(step, &before) && (reason == NULL || *reason == '\0'))
        rc = err_field(e, RC_INVALID, "reason",
                       step->reason ? "Muốn %s thì phải ghi lý do."
                                    : "Đăng ký này muộn; muốn %s thì phải ghi lý do.",
                       step->label);
    if (rc == RC_OK && reason != NULL)
        rc = field_fits(field_find(kind->fields, kind->count, "reason"), reason, e);
    if (rc)
        goto done;
    union any_record after = before;
    rc = step->kind == KIND_WORK ? fill_work(tx, step, &after.work, reason, e)
                                 : fill_nomination(tx, step, &after.nomination, reason, e);
    if (rc == RC_OK)
        rc = reason_for_log(tx, step, &before, reason, &said, e);
    if (rc)
        goto done;
    const char *verb = tx->verb;
    const char *why = tx->reason;
    tx->verb = step->action;
    tx->reason = said.len > 0 ? buf_str(&said) : NULL;
    rc = record_update_kept(tx, kind, &before, &after, e);
    tx->verb = verb;
    tx->reason = why;
done:
    buf_free(&said);
    arena_free(&a);
    return rc;
}
