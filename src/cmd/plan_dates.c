/* thidua plan dates: what the plan says by when, soonest first. */
#include "thidua/command.h"
#include "thidua/table.h"

/* As JSON: what a program needs. */
static const struct list_column machine[] = {
    {.key = "date", .label = "Ngày"},
    {.key = "to", .label = "Đến ngày"},
    {.key = "precision", .label = "Mức"},
    {.key = "clause", .label = "Mục"},
    {.key = "text", .label = "Câu"},
    {.key = "days_left", .label = "Còn", .type = FIELD_NUMBER},
};
/* As text: what an officer reads. */
static const struct list_column reading[] = {
    {.key = "date", .label = "Ngày"},
    {.key = "clause", .label = "Mục"},
    {.key = "days_left", .label = "Còn lại"},
    {.key = "text", .label = "Câu"},
};

static const char *const precisions[] = {[DATE_DAY] = "day", [DATE_MONTH] = "month"};

static enum rc row(struct job *job, struct table *t, const struct plan_date *d, struct err *e) {
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
    date_text_precise(d->from, d->precision, from);
    date_text_precise(d->to, d->precision, to);
    if (t->format == TABLE_JSON) {
        const struct list_cell cells[] = {{.text = from},
                                          {.text = *to ? to : NULL},
                                          {.text = precisions[d->precision]},
                                          {.text = d->clause},
                                          {.text = d->sentence},
                                          {.number = plan_date_last(d) - job->today}};
        return table_row(t, cells, e);
    }
    const char *range = *to ? arena_printf(job->arena, "%s – %s", from, to) : from;
    const struct list_cell cells[] = {{.text = range},
                                      {.text = d->clause},
                                      {.text = plan_date_left(d, job->today, job->arena)},
                                      {.text = d->sentence}};
    return job->arena->failed ? err_nomem(e) : table_row(t, cells, e);
}

enum rc cmd_plan_dates(struct job *job, struct err *e) {
    struct plan own;
    const struct plan *plan = NULL;
    struct plan_date *dates = NULL;
    size_t count = 0;
    struct table t = {0};
    bool json = job_option(job, "json");
    enum rc rc = job_plan(job, &own, &plan, e);
    if (!rc)
        rc = plan_dates(plan, job->arena, &dates, &count, e);
    if (rc)
        return rc;
    plan_dates_sort(dates, count);
    rc = json ? table_begin(&t, TABLE_JSON, machine, sizeof machine / sizeof *machine, NULL,
                            &job->out, e)
              : table_begin(&t, TABLE_TEXT, reading, sizeof reading / sizeof *reading, NULL,
                            &job->out, e);
    for (size_t i = 0; i < count && !rc; i++)
        rc = row(job, &t, &dates[i], e);
    if (!rc)
        rc = table_end(&t, e);
    table_free(&t);
    return rc;
}
