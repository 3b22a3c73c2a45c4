/* Steps and judgements, each in a transaction of its own. */
#include "parts.h"

#include <string.h>

/* The unit whose record it is, into `a`: the transaction is begun for that unit. What is outside
 * her scope is missing. */
static enum rc unit_of(struct session *s, const struct kind *kind, int64_t id, struct arena *a,
                       const char **unit, struct err *e) {
    union any_record record;
    enum rc rc = record_get(s, kind, id, a, &record, e);
    *unit = rc == RC_OK ? record.head.unit : NULL;
    return rc;
}

/* One unit's records are hers to change together; those of several units need the right to all. */
static enum rc common_unit(struct session *s, const struct kind *kind, const struct seen *on,
                           size_t count, struct arena *a, const char **unit, struct err *e) {
    *unit = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *of = NULL;
        enum rc rc = unit_of(s, kind, on[i].id, a, &of, e);
        if (rc)
            return rc;
        if (i > 0 && strcmp(*unit, of) != 0) {
            *unit = NULL;
            return RC_OK;
        }
        *unit = of;
    }
    return RC_OK;
}

enum rc life_take_all(struct session *s, const struct life_step *step, const struct seen *on,
                      size_t count, const char *reason, const struct draft *kept, struct err *e) {
    struct tx tx = {0};
    struct arena a = {0};
    const char *unit = NULL;
    if (count == 0)
        return RC_OK;
    enum rc rc = common_unit(s, &kinds[step->kind], on, count, &a, &unit, e);
    if (rc == RC_OK)
        rc = tx_begin(&tx, s, step->cap, unit, e);
    for (size_t i = 0; rc == RC_OK && i < count; i++)
        rc = life_apply(&tx, step, on[i].id, on[i].version, reason, e);
    if (rc == RC_OK && kept != NULL)
        rc = draft_saved(&tx, kept, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    arena_free(&a);
    return rc;
}

enum rc life_take(struct session *s, const struct life_step *step, int64_t id, int64_t version,
                  const char *reason, struct err *e) {
    const struct seen one = {id, version};
    return life_take_all(s, step, &one, 1, reason, NULL, e);
}

/* --- judging a line --- */

/* A criterion's code, or a dossier item's. */
static enum rc part_of(const struct session *s, const char *code, int64_t *part, struct err *e) {
    if (campaign_term_find(s->campaign, "criterion", code) != NULL)
        *part = PART_CRITERION;
    else if (campaign_term_find(s->campaign, "dossier", code) != NULL)
        *part = PART_DOSSIER;
    else
        return err_field(e, RC_INVALID, "criterion",
                         "Không có tiêu chí hay thành phần hồ sơ mang mã “%.60s”.", code);
    return RC_OK;
}

static struct judgement *judged(struct judgement *list, size_t count, int64_t part,
                                const char *code) {
    for (size_t i = 0; i < count; i++)
        if (list[i].part == part && strcmp(list[i].criterion, code) == 0)
            return &list[i];
    return NULL;
}

static enum rc write_line(struct tx *tx, int64_t nomination, const char *code, int64_t part,
                          enum judgement_result result, const char *evidence, struct arena *a,
                          struct err *e) {
    const struct kind *kind = &kinds[KIND_JUDGEMENT];
    struct judgement *list = NULL;
    size_t count = 0;
    enum rc rc = record_judgements(tx->session, nomination, a, &list, &count, e);
    if (rc)
        return rc;
    struct judgement *line = judged(list, count, part, code);
    struct judgement made;
    if (line == NULL) {
        record_blank(kind, &made);
        made.nomination = nomination;
        made.part = part;
        made.criterion = code;
    }
    struct judgement *j = line != NULL ? line : &made;
    j->result = result;
    if (evidence != NULL)
        j->evidence = *evidence == '\0' ? NULL : evidence;
    return line != NULL ? record_update(tx, kind, j, e) : record_insert(tx, kind, j, e);
}

enum rc life_judge(struct session *s, int64_t nomination, const char *code,
                   enum judgement_result result, const char *evidence, const struct draft *kept,
                   struct err *e) {
    struct tx tx = {0};
    struct arena a = {0};
    const char *unit = NULL;
    int64_t part = FIELD_NONE;
    enum rc rc = unit_of(s, &kinds[KIND_NOMINATION], nomination, &a, &unit, e);
    if (rc == RC_OK)
        rc = part_of(s, code, &part, e);
    if (rc == RC_OK)
        rc = tx_begin(&tx, s, CAP_NOMINATE, unit, e);
    if (rc == RC_OK)
        rc = write_line(&tx, nomination, code, part, result, evidence, &a, e);
    if (rc == RC_OK && kept != NULL)
        rc = draft_saved(&tx, kept, e);
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    arena_free(&a);
    return rc;
}
