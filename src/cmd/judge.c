/* thidua judge: one line of a nomination's checklist. */
#include "thidua/assign.h"
#include "thidua/life.h"

/* A judgement is parsed by its own field table: the term by code or label, the result too. */
static enum rc parse(struct job *job, const char *key, const char *value, struct judgement *j,
                     struct err *e) {
    const struct kind *kind = &kinds[KIND_JUDGEMENT];
    const struct field *f = field_find(kind->fields, kind->count, key);
    return field_parse(f, value, session_names(job->session), job->arena, j, e);
}

/* A dossier item stands in the same place as a criterion. */
static enum rc find_line(struct job *job, const char *word, const char **code, struct err *e) {
    struct judgement j;
    record_blank(&kinds[KIND_JUDGEMENT], &j);
    if (campaign_term_find(job->campaign, "criterion", word) ||
        campaign_term_find(job->campaign, "dossier", word)) {
        *code = word;
        return RC_OK;
    }
    enum rc rc = parse(job, "criterion", word, &j, e);
    *code = j.criterion;
    return rc;
}

enum rc cmd_judge(struct job *job, struct err *e) {
    const struct command_line *line = job->line;
    const char *code = NULL;
    const char *evidence = NULL;
    struct judgement j;
    union any_record nomination;
    record_blank(&kinds[KIND_JUDGEMENT], &j);
    enum rc rc = assign_record(job, &kinds[KIND_NOMINATION], line->words[0], &nomination, e);
    if (!rc)
        rc = find_line(job, line->words[1], &code, e);
    if (!rc)
        rc = parse(job, "result", line->words[2], &j, e);
    if (!rc)
        rc = assign_only(line->words + 3, line->nwords - 3, "evidence", &evidence, e);
    if (!rc)
        rc = parse(job, "evidence", evidence, &j, e);
    if (rc)
        return rc;
    /* Not given keeps what was there; given empty removes it. */
    if (line->nwords > 3 && !j.evidence)
        j.evidence = "";
    rc = life_judge(job->session, nomination.head.id, code, (enum judgement_result)j.result,
                    j.evidence, NULL, e);
    return rc ? rc
              : job_say(job, e, "Đã đánh giá “%s”: %s.", code, judgement_results[j.result].label);
}
