/* thidua delete: hide a record. */
#include "thidua/assign.h"

enum rc cmd_delete(struct job *job, struct err *e) {
    const struct kind *kind = NULL;
    union any_record r;
    struct tx tx = {0};
    enum rc rc = assign_kind(job->line->words[0], &kind, e);
    if (!rc)
        rc = assign_record(job, kind, job->line->words[1], &r, e);
    if (!rc)
        rc = tx_begin(&tx, job->session, kind->write, r.head.unit, e);
    if (!rc)
        rc = record_delete(&tx, kind, r.head.id, r.head.version, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    return rc ? rc : job_say(job, e, "Đã xóa %s.", assign_name(job->arena, kind, &r));
}
