/* thidua set: some fields of a record. */
#include "thidua/assign.h"

enum rc cmd_set(struct job *job, struct err *e) {
    const struct command_line *line = job->line;
    const struct kind *kind = NULL;
    union any_record r;
    struct tx tx = {0};
    int64_t before = 0;
    enum rc rc = assign_kind(line->words[0], &kind, e);
    if (!rc)
        rc = assign_record(job, kind, line->words[1], &r, e);
    if (rc)
        return rc;
    before = r.head.version;
    rc = assign_words(job, kind, line->words + 2, line->nwords - 2, &r, e);
    if (!rc)
        rc = tx_begin(&tx, job->session, kind->write, r.head.unit, e);
    if (!rc)
        rc = record_update(&tx, kind, &r, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    if (rc)
        return rc;
    return job_say(job, e, r.head.version == before ? "Không có gì thay đổi ở %s." : "Đã sửa %s.",
                   assign_name(job->arena, kind, &r));
}
