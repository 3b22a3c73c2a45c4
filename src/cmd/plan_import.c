/* thidua plan import: an official text takes the place of the plan in force. */
#include "thidua/command.h"
#include <string.h>

enum { MOST = 1024 * 1024 };

/* Clauses that the campaign file names and this text has not: said, never refused. */
static enum rc warn_missing(struct job *job, const char *file, const struct buf *missing,
                            struct err *e) {
    struct buf text = {0};
    for (const char *p = buf_str(missing); *p;) {
        size_t n = strcspn(p, "\n");
        buf_clear(&text);
        buf_printf(&text, "văn bản không có mục mà tệp của đợt thi đua dẫn ra: %.*s.", (int)n, p);
        job_mistake(job, file, 0, buf_str(&text));
        p += n + (p[n] == '\n');
    }
    enum rc rc = missing->failed || text.failed ? err_nomem(e) : RC_OK;
    buf_free(&text);
    return rc;
}

enum rc cmd_plan_import(struct job *job, struct err *e) {
    const char *file = job->line->words[0];
    struct buf bytes = {0}, missing = {0};
    struct plan plan;
    enum rc rc = job_read(file, MOST, &bytes, e);
    if (!rc)
        rc = session_plan_import(job->session, buf_str(&bytes), bytes.len, &missing, e);
    if (rc && e->line)
        err_at(e, file, e->line);
    if (!rc)
        rc = warn_missing(job, file, &missing, e);
    if (!rc)
        rc = session_plan(job->session, job->arena, &plan, e);
    if (!rc)
        rc = job_say(job, e, "Đã nạp kế hoạch: %d mục có số.", plan.numbered);
    buf_free(&bytes);
    buf_free(&missing);
    return rc;
}
