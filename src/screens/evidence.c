/* The evidence of one line of a checklist: asked for, kept while it is typed, written. */
#include "edit_parts.h"
#include "thidua/acts.h"
#include "thidua/app.h"
#include "thidua/dialog.h"
#include "thidua/life.h"
#include <string.h>

/* In the arena of the screen that asks. */
struct evidence {
    int64_t nomination;
    const char *code, *label; /* "Minh chứng: Có phát động" */
    const char *now;          /* what is there; NULL: nothing */
    enum judgement_result result;
    struct draft draft;
};

/* What is there of the line. Evidence on one not judged yet says that it is met: one does not bring
 * proof of a failing. */
static enum rc read_line(struct screen *s, struct evidence *v, struct err *e) {
    const struct campaign *c = app_session(s)->campaign;
    const struct term *term = campaign_term_find(c, "criterion", v->code);
    struct judgement *list = NULL;
    size_t count = 0;
    if (term == NULL)
        term = campaign_term_find(c, "dossier", v->code);
    v->label = arena_printf(&s->arena, "Minh chứng: %s", term != NULL ? term->label : v->code);
    v->result = RESULT_MET;
    enum rc rc = record_judgements(app_session(s), v->nomination, &s->arena, &list, &count, e);
    for (size_t i = 0; rc == RC_OK && i < count; i++)
        if (strcmp(list[i].criterion, v->code) == 0) {
            v->result = (enum judgement_result)list[i].result;
            v->now = list[i].evidence;
        }
    return rc == RC_OK && s->arena.failed ? err_nomem(e) : rc;
}

static enum rc keep(struct screen *over, void *ctx, const struct form_kept *k, struct err *e) {
    struct evidence *v = ctx;
    return drafts_put(over, &v->draft, v->label, k, e);
}

static void given_up(struct screen *over, void *ctx) {
    drafts_drop(over, &((struct evidence *)ctx)->draft);
}

static enum rc save(struct screen *over, void *ctx, const char *text, struct err *e) {
    const struct evidence *v = ctx;
    return life_judge(app_session(over), v->nomination, v->code, v->result, text, &v->draft, e);
}

static enum rc ask(struct screen *s, int64_t nomination, const char *code, const struct draft *kept,
                   struct err *e) {
    struct evidence *v = arena_alloc(&s->arena, sizeof *v);
    if (v == NULL)
        return err_nomem(e);
    *v = (struct evidence){.nomination = nomination, .code = arena_dup(&s->arena, code)};
    v->draft = (struct draft){.form = EVIDENCE, .record = nomination, .place = v->code};
    enum rc rc = v->code == NULL ? err_nomem(e) : read_line(s, v, e);
    if (rc == RC_OK && kept != NULL)
        v->draft = *kept;
    else if (rc == RC_OK)
        rc = drafts_earlier(s, &v->draft, &s->arena, e);
    if (rc)
        return rc;
    const struct kind *line = &kinds[KIND_JUDGEMENT];
    const struct prompt p = {.question = v->label,
                             .text = v->now,
                             .typed = drafts_text(&v->draft, EVIDENCE),
                             .most = field_most(field_find(line->fields, line->count, "evidence")),
                             .key = EVIDENCE,
                             .ctx = v,
                             .keep = keep,
                             .given_up = given_up,
                             .save = save};
    (void)dialog_prompt(s, &p, NULL);
    return RC_OK;
}

enum rc evidence_open(struct screen *s, const struct draft *d, struct err *e) {
    return ask(s, d->record, d->place, d, e);
}

enum outcome acts_evidence(struct screen *s, int64_t nomination, const char *code) {
    struct err e;
    if (ask(s, nomination, code, NULL, &e))
        ui_fail(s, &e);
    return UI_DONE;
}
