/* thidua add: a new record. */
#include "thidua/assign.h"
#include <string.h>

/* What of a work is its own: the unit. */
static enum rc unit_of_work(struct job *job, int64_t id, const char **unit, struct err *e) {
    struct work w;
    enum rc rc = record_get(job->session, &kinds[KIND_WORK], id, job->arena, &w, e);
    *unit = rc ? NULL : w.head.unit;
    return rc;
}

/* The unit that owns it: its own code, its work's, what was given, or the officer's. */
static enum rc own(struct job *job, const struct kind *kind, union any_record *r, struct err *e) {
    const char *unit = NULL;
    enum rc rc = RC_OK;
    if (kind->id == KIND_UNIT)
        unit = r->unit.code;
    else if (kind->id == KIND_PROGRESS)
        rc = unit_of_work(job, r->progress.work, &unit, e);
    else if (kind->id == KIND_NOMINATION)
        rc = unit_of_work(job, r->nomination.work, &unit, e);
    else
        unit = r->head.unit ? r->head.unit : session_only_unit(job->session, kind->write);
    if (rc)
        return rc;
    if (!unit)
        return err_field(e, RC_INVALID, "unit",
                         "Thiếu đơn vị; viết thêm unit=MÃ, ví dụ unit=hai-anh.");
    if (r->head.unit && strcmp(r->head.unit, unit) != 0)
        return err_field(e, RC_INVALID, "unit",
                         "Công trình, phần việc ấy không phải của đơn vị “%s”.", r->head.unit);
    r->head.unit = unit;
    return RC_OK;
}

static enum rc complete(struct job *job, const struct kind *kind, union any_record *r,
                        struct err *e) {
    record_day(kind, job->today, r);
    enum rc rc = assign_whole(kind, r, e);
    return rc ? rc : own(job, kind, r, e);
}

enum rc cmd_add(struct job *job, struct err *e) {
    const struct command_line *line = job->line;
    const struct kind *kind = NULL;
    union any_record r;
    struct tx tx = {0};
    enum rc rc = assign_kind(line->words[0], &kind, e);
    if (rc)
        return rc;
    record_blank(kind, &r);
    rc = assign_words(job, kind, line->words + 1, line->nwords - 1, &r, e);
    if (!rc)
        rc = complete(job, kind, &r, e);
    if (!rc)
        rc = tx_begin(&tx, job->session, kind->write, r.head.unit, e);
    if (!rc)
        rc = record_insert(&tx, kind, &r, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    return rc ? rc : job_say(job, e, "Đã thêm %s.", assign_name(job->arena, kind, &r));
}
