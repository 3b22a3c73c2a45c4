/* thidua recover: a deleted record comes back. */
#include "thidua/assign.h"

static enum rc find(struct job *job, const struct kind *kind, const char *word, union any_record *r,
                    struct err *e) {
    int64_t id = 0;
    if (kind->id == KIND_UNIT)
        return record_get_deleted(job->session, kind, 0, word, job->arena, r, e);
    enum rc rc = assign_id(word, &id, e);
    return rc ? rc : record_get_deleted(job->session, kind, id, NULL, job->arena, r, e);
}

enum rc cmd_recover(struct job *job, struct err *e) {
    const struct kind *kind = NULL;
    union any_record r;
    struct tx tx = {0};
    enum rc rc = assign_kind(job->line->words[0], &kind, e);
    if (!rc)
        rc = find(job, kind, job->line->words[1], &r, e);
    if (!rc)
        rc = tx_begin(&tx, job->session, kind->write, r.head.unit, e);
    if (!rc)
        rc = record_recover(&tx, kind, r.head.id, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    return rc ? rc : job_say(job, e, "Đã lấy lại %s.", assign_name(job->arena, kind, &r));
}
