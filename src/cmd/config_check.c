/* thidua config check: every mistake of a campaign file, one a line. Needs no database. */
#include "thidua/command.h"
#include "thidua/measure.h"
#include "thidua/text.h"

enum rc cmd_config_check(struct job *job, struct err *e) {
    const char *file = job->line->words[0];
    struct campaign *c = NULL;
    struct problems problems = {0};
    enum rc rc = campaign_load(file, measure_names, measure_count, &c, &problems, e);
    for (size_t i = 0; i < problems.count && rc; i++)
        job_mistake(job, problems.list[i].file, problems.list[i].line, problems.list[i].text);
    if (rc && problems.count)
        rc = err_set(e, RC_INVALID, "Tệp của đợt thi đua có %zu chỗ sai nêu trên.", problems.count);
    char quoted[TEXT_QUOTE_SIZE];
    if (!rc)
        rc = job_say(
            job, e, "Tệp %s không có chỗ sai: %zu mốc, %zu chỉ tiêu, %zu nhiệm vụ, %zu tiêu chí.",
            text_quote(file, quoted), c->ndeadlines, c->ntargets, c->nduties, c->ncriteria);
    problems_free(&problems);
    campaign_free(&c);
    return rc;
}
