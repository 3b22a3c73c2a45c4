/* What belongs to a work: progress entries, its nomination, the lines judged of that. */
#include "relate.h"

#include <string.h>

/* --- progress entries --- */

static enum rc entry_fits(struct tx *tx, const struct work *w, const struct progress *p,
                          struct err *e) {
    if (w->state != WORK_APPROVED)
        return err_field(e, RC_CONFLICT, "work",
                         "Công trình, phần việc ở trạng thái “%s”; chỉ cập nhật tiến độ khi đang "
                         "thực hiện.",
                         work_states[w->state].label);
    if (w->goal != FIELD_NONE && p->percent != FIELD_NONE)
        return err_field(e, RC_INVALID, "percent",
                         "Công trình, phần việc đã có chỉ tiêu bằng số; hãy ghi số lượng, để trống "
                         "tỷ lệ.");
    if (w->goal == FIELD_NONE && p->percent == FIELD_NONE)
        return err_field(
            e, RC_INVALID, "percent",
            "Công trình, phần việc không có chỉ tiêu bằng số; hãy ghi tỷ lệ đạt được.");
    char shown[DATE_TEXT_SIZE];
    if (p->day != DATE_NONE && p->day < tx->session->campaign->start)
        return err_field(e, RC_INVALID, "day",
                         "Ngày %s trước khi đợt thi đua bắt đầu; hãy xem lại ngày.",
                         date_text(p->day, shown));
    return relate_day(tx, "day", "Ngày", p->day, true, e);
}

static enum rc entry_of_work(struct tx *tx, const struct progress *p, struct record_head *head,
                             struct err *e) {
    struct arena a = {0};
    struct work w = {0};
    enum rc rc = RC_OK;
    if (p->work == FIELD_NONE)
        rc = err_field(e, RC_INVALID, "work", "Còn thiếu số của công trình, phần việc.");
    else
        rc = relate_parent(tx, KIND_WORK, "work", p->work, &a, &w, head, e);
    if (rc == RC_OK)
        rc = relate_may(tx->session, CAP_PROGRESS, head, e);
    if (rc == RC_OK)
        rc = entry_fits(tx, &w, p, e);
    arena_free(&a);
    return rc;
}

static enum rc entry_insert(struct tx *tx, void *record, struct err *e) {
    struct progress *p = record;
    return entry_of_work(tx, p, &p->head, e);
}

static enum rc entry_update(struct tx *tx, const void *before, const void *record, struct err *e) {
    struct record_head head = *(const struct record_head *)before;
    return entry_of_work(tx, record, &head, e);
}

/* As long as its work is under way. */
static enum rc entry_open(struct session *s, const void *record, struct err *e) {
    const struct progress *p = record;
    struct arena a = {0};
    struct work w = {0};
    enum rc rc = relate_may(s, CAP_PROGRESS, p, e);
    if (rc == RC_OK)
        rc = record_get(s, &kinds[KIND_WORK], p->work, &a, &w, e);
    if (rc == RC_OK && w.state != WORK_APPROVED)
        rc = err_set(e, RC_CONFLICT,
                     "Công trình, phần việc ở trạng thái “%s” nên không sửa, xóa lần cập nhật được "
                     "nữa.",
                     work_states[w.state].label);
    arena_free(&a);
    return rc;
}

static enum rc entry_delete(struct tx *tx, const void *before, struct err *e) {
    const struct progress *p = before;
    struct record_head head = p->head;
    struct arena a = {0};
    struct work w = {0};
    enum rc rc = relate_may(tx->session, CAP_PROGRESS, p, e);
    if (rc == RC_OK)
        rc = relate_parent(tx, KIND_WORK, "work", p->work, &a, &w, &head, e);
    if (rc == RC_OK && w.state != WORK_APPROVED)
        rc = err_set(e, RC_CONFLICT,
                     "Công trình, phần việc ở trạng thái “%s” nên không xóa lần cập nhật được nữa.",
                     work_states[w.state].label);
    arena_free(&a);
    return rc;
}

/* --- nominations --- */

enum rc record_far_enough(const struct work *w, struct err *e) {
    if (w->state == WORK_APPROVED || w->state == WORK_COMPLETED)
        return RC_OK;
    return err_field(e, RC_CONFLICT, "work",
                     "Chỉ giới thiệu công trình, phần việc đang thực hiện hoặc hoàn thành; cái "
                     "này ở trạng thái “%s”.",
                     work_states[w->state].label);
}

/* Its work is there, of the same unit, and far enough; `kind` gets whose it is. */
static enum rc work_to_nominate(struct tx *tx, struct nomination *n, int64_t *kind, struct err *e) {
    struct arena a = {0};
    struct work w;
    enum rc rc = relate_parent(tx, KIND_WORK, "work", n->work, &a, &w, &n->head, e);
    if (rc == RC_OK)
        rc = record_far_enough(&w, e);
    if (rc == RC_OK)
        *kind = w.kind;
    arena_free(&a);
    return rc;
}

static enum rc nomination_insert(struct tx *tx, void *record, struct err *e) {
    struct nomination *n = record;
    if (n->work == FIELD_NONE)
        return err_field(e, RC_INVALID, "work", "Còn thiếu số của công trình, phần việc.");
    enum rc rc = work_to_nominate(tx, n, &n->kind, e);
    if (rc == RC_OK)
        rc = relate_may(tx->session, CAP_NOMINATE, n, e);
    if (rc == RC_OK) {
        n->state = NOMINATION_DRAFT;
        n->submitted = DATE_NONE;
        n->reason = NULL;
    }
    return rc;
}

/* A nomination, its checklist too, is the unit's until it is sent, and again when returned. */
static enum rc nomination_open(struct session *s, const void *record, struct err *e) {
    const struct nomination *n = record;
    enum rc rc = relate_may(s, CAP_NOMINATE, n, e);
    if (rc == RC_OK && n->state != NOMINATION_DRAFT && n->state != NOMINATION_RETURNED)
        rc = err_set(e, RC_CONFLICT,
                     "Giới thiệu khen thưởng ở trạng thái “%s” nên không sửa, xóa được nữa.",
                     nomination_states[n->state].label);
    return rc;
}

static enum rc nomination_update(struct tx *tx, const void *before, const void *record,
                                 struct err *e) {
    (void)record; /* its summary says what it says */
    return nomination_open(tx->session, before, e);
}

static enum rc nomination_delete(struct tx *tx, const void *before, struct err *e) {
    return nomination_open(tx->session, before, e);
}

static enum rc nomination_recover(struct tx *tx, const void *record, struct err *e) {
    struct nomination n = *(const struct nomination *)record;
    int64_t kind = n.kind;
    enum rc rc = nomination_open(tx->session, &n, e);
    if (rc == RC_OK)
        rc = work_to_nominate(tx, &n, &kind, e);
    if (rc == RC_OK && kind != n.kind)
        rc =
            err_set(e, RC_CONFLICT,
                    "Giới thiệu này là của %s, mà công trình, phần việc số %lld nay là của %s; hãy "
                    "giới thiệu mới.",
                    work_kinds[n.kind].label, (long long)n.work, work_kinds[kind].label);
    return rc;
}

/* --- judged lines --- */

static enum subject bit(int64_t kind) {
    return kind == WORK_INDIVIDUAL ? FOR_INDIVIDUAL : FOR_COLLECTIVE;
}

/* The line is one of this nomination's checklist: for its kind, and for a full-time officer. */
static enum rc line_applies(struct tx *tx, const struct judgement *j, const struct nomination *n,
                            const struct work *w, struct err *e) {
    const struct campaign *c = tx->session->campaign;
    bool found = j->criterion == NULL; /* a missing one is record_valid's to say */
    for (size_t i = 0; !found && j->part == PART_CRITERION && i < c->ncriteria; i++)
        found = strcmp(c->criteria[i].term.code, j->criterion) == 0 &&
                (c->criteria[i].subject & bit(n->kind)) != 0 &&
                (!c->criteria[i].only_full_time || w->full_time == 1);
    for (size_t i = 0; !found && j->part == PART_DOSSIER && i < c->ndossier; i++)
        found = strcmp(c->dossier[i].term.code, j->criterion) == 0 &&
                (c->dossier[i].subject & bit(n->kind)) != 0;
    if (found)
        return RC_OK;
    return err_field(e, RC_INVALID, "criterion",
                     "“%.60s” không phải là một dòng trong danh mục của giới thiệu này.",
                     j->criterion);
}

static enum rc line_of_nomination(struct tx *tx, const struct judgement *j,
                                  struct record_head *head, struct err *e) {
    struct arena a = {0};
    struct nomination n = {0};
    struct work w = {0};
    enum rc rc = RC_OK;
    if (j->nomination == FIELD_NONE)
        rc = err_field(e, RC_INVALID, "nomination", "Còn thiếu số của giới thiệu khen thưởng.");
    else
        rc = relate_parent(tx, KIND_NOMINATION, "nomination", j->nomination, &a, &n, head, e);
    if (rc == RC_OK)
        rc = nomination_open(tx->session, &n, e);
    if (rc == RC_OK)
        rc = record_read(tx, &kinds[KIND_WORK], n.work, &a, &w, e);
    if (rc == RC_OK)
        rc = line_applies(tx, j, &n, &w, e);
    arena_free(&a);
    return rc;
}

static enum rc judgement_insert(struct tx *tx, void *record, struct err *e) {
    struct judgement *j = record;
    return line_of_nomination(tx, j, &j->head, e);
}

static enum rc judgement_update(struct tx *tx, const void *before, const void *record,
                                struct err *e) {
    struct record_head head = *(const struct record_head *)before;
    return line_of_nomination(tx, record, &head, e);
}

static enum rc judgement_delete(struct tx *tx, const void *before, struct err *e) {
    struct record_head head = *(const struct record_head *)before;
    return line_of_nomination(tx, before, &head, e);
}

/* Nothing shows a judged line by itself: its nomination is asked. */
static enum rc judgement_open(struct session *s, const void *record, struct err *e) {
    return relate_may(s, CAP_NOMINATE, record, e);
}

const struct relation relate_entries = {
    .open = entry_open, .insert = entry_insert, .update = entry_update, .remove = entry_delete};
const struct relation relate_nominations = {.open = nomination_open,
                                            .insert = nomination_insert,
                                            .update = nomination_update,
                                            .remove = nomination_delete,
                                            .recover = nomination_recover};
const struct relation relate_judgements = {.open = judgement_open,
                                           .insert = judgement_insert,
                                           .update = judgement_update,
                                           .remove = judgement_delete};
