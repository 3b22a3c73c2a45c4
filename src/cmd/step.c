/* thidua submit, return, approve, complete, stop: the steps of a record's life. Which there are,
 * from where and by whom is life.h's. */
#include "thidua/assign.h"
#include "thidua/life.h"
#include "thidua/text.h"
#include <string.h>

static enum rc no_step(const struct kind *kind, const char *action, struct err *e) {
    struct buf all = {0};
    for (size_t i = 0; i < life_step_count; i++)
        if (life_steps[i].kind == kind->id && !strstr(buf_str(&all), life_steps[i].action))
            buf_printf(&all, "%s%s", all.len ? ", " : "", life_steps[i].action);
    enum rc rc =
        all.len ? err_set(e, RC_INVALID, "Không dùng lệnh %s cho %s được; dùng được: %s.", action,
                          kind->label, buf_str(&all))
                : err_set(e, RC_INVALID, "Không dùng lệnh %s cho %s được.", action, kind->label);
    buf_free(&all);
    return rc;
}

/* With the line of its checklist that makes a nomination ineligible. */
static enum rc say_verdict(struct job *job, const struct nomination *n, struct buf *out,
                           struct err *e) {
    struct work w;
    struct checklist list;
    enum rc rc = life_checklist(job->session, n, job->arena, &w, &list, e);
    if (!rc)
        checklist_say_verdict(&list, out);
    return rc;
}

/* What it is now: the rules may have chosen (eligible or not). */
static enum rc say_state(struct job *job, const struct life_step *step, const struct kind *kind,
                         int64_t id, struct err *e) {
    union any_record r;
    struct buf state = {0};
    enum rc rc = record_get(job->session, kind, id, job->arena, &r, e);
    if (rc)
        return rc;
    if (kind->id == KIND_NOMINATION && r.nomination.state == NOMINATION_INELIGIBLE)
        rc = say_verdict(job, &r.nomination, &state, e);
    else
        field_show(field_find(kind->fields, kind->count, "state"), &r, session_names(job->session),
                   &state);
    if (!rc)
        rc = job_say(job, e, "Đã %s: %s (%s).", step->label, assign_name(job->arena, kind, &r),
                     buf_str(&state));
    buf_free(&state);
    return rc;
}

enum rc cmd_step(struct job *job, struct err *e) {
    const struct command_line *line = job->line;
    const char *action = line->command->name;
    const struct kind *kind = NULL;
    union any_record r;
    const char *reason = NULL;
    struct buf clean = {0};
    enum rc rc = assign_kind(line->words[0], &kind, e);
    if (rc)
        return rc;
    const struct life_step *step = life_step_find(kind->id, action);
    if (!step)
        return no_step(kind, action, e);
    rc = assign_record(job, kind, line->words[1], &r, e);
    if (!rc)
        rc = assign_only(line->words + 2, line->nwords - 2, "reason", &reason, e);
    if (!rc)
        rc = text_clean(reason, strlen(reason), TEXT_MANY_LINES, &clean, e);
    if (!rc && life_wants_reason(step, &r) && !clean.len)
        rc = err_field(e, RC_INVALID, "reason", "Phải nêu lý do; viết thêm reason=\"…\".");
    if (!rc)
        rc = life_take(job->session, step, r.head.id, r.head.version, buf_str(&clean), e);
    if (!rc)
        rc = say_state(job, step, kind, r.head.id, e);
    buf_free(&clean);
    return rc;
}
