/* thidua plan: the clauses, one a line; and by name what stands around them. */
#include "thidua/command.h"
#include "thidua/text.h"
#include <string.h>

static enum rc unknown_clause(const struct plan *plan, const char *number, struct err *e) {
    char quoted[TEXT_QUOTE_SIZE];
    const char *near = plan_nearest(plan, number);
    text_quote(number, quoted);
    if (near)
        return err_set(e, RC_MISSING, "Kế hoạch không có mục %s; có phải mục %s không?", quoted,
                       near);
    return err_set(e, RC_MISSING, "Kế hoạch không có mục %s; xem mọi mục: thidua plan.", quoted);
}

/* Number, blanks, text; a paragraph has no number of its own. */
static enum rc say_clauses(struct job *job, const struct plan *plan, int from, int to,
                           struct err *e) {
    int width = 0;
    for (int i = from; i < to; i++) {
        int w = text_width(plan->nodes[i].number);
        width = w > width ? w : width;
    }
    struct buf line = {0};
    for (int i = from; i < to; i++) {
        const struct plan_node *n = &plan->nodes[i];
        text_cell(&line, n->number, width, TEXT_LEFT, false);
        buf_puts(&line, "  ");
        text_harmless(n->text, strlen(n->text), &line);
        buf_char(&line, '\n');
    }
    enum rc rc = spool_take(&job->out, &line, e);
    buf_free(&line);
    return rc;
}

/* What stands around the clauses, as its lines stand. */
static enum rc say_around(struct job *job, const struct plan *plan, size_t which, struct err *e) {
    const char *text = plan_around_text(plan, which, job->arena);
    struct buf line = {0};
    if (text == NULL)
        return err_nomem(e);
    if (*text == '\0')
        return err_set(e, RC_MISSING, "Kế hoạch này không có phần “%s”.", plan_around[which]);
    for (size_t n; *text; text += n + (text[n] == '\n')) {
        n = strcspn(text, "\n");
        text_harmless(text, n, &line);
        buf_char(&line, '\n');
    }
    enum rc rc = spool_take(&job->out, &line, e);
    buf_free(&line);
    return rc;
}

enum rc cmd_plan(struct job *job, struct err *e) {
    struct plan own;
    const struct plan *plan = NULL;
    enum rc rc = job_plan(job, &own, &plan, e);
    if (rc)
        return rc;
    if (!job->line->nwords)
        return say_clauses(job, plan, 0, plan->count, e);
    const char *number = job->line->words[0];
    int i = plan_find(plan, number);
    size_t around = plan_around_find(number);
    if (i < 0 && around < PLAN_AROUND)
        return say_around(job, plan, around, e);
    if (i < 0)
        return unknown_clause(plan, number, e);
    return say_clauses(job, plan, i, plan->nodes[i].end, e);
}
