#include "thidua/checklist.h"
#include <string.h>

static const struct judgement *find(const struct judgement *judgements, size_t count,
                                    enum judgement_part part, const char *code) {
    for (size_t i = 0; i < count; i++)
        if (judgements[i].part == part && strcmp(judgements[i].criterion, code) == 0)
            return &judgements[i];
    return NULL;
}

static bool applies(const struct term *term, enum subject subject, enum work_kind kind,
                    const struct judgement *judged) {
    enum subject whose = kind == WORK_INDIVIDUAL ? FOR_INDIVIDUAL : FOR_COLLECTIVE;
    return (subject & whose) != 0 && (!term->retired || judged);
}

/* Met; or said not to apply, which a gate ("gương mẫu chấp hành …", clause III.1/1) never is. */
static bool passes(const struct judgement *j, bool gate) {
    return j && (j->result == RESULT_MET || (j->result == RESULT_NA && !gate));
}

static void count_criterion(struct checklist *l, const struct criterion *c,
                            const struct judgement *j) {
    l->criteria++;
    if (!j)
        l->open++;
    else if (j->result == RESULT_MET)
        l->met++;
    else if (j->result == RESULT_UNMET)
        l->unmet++;
    else
        l->na++;
    if (j)
        l->judged++;
    if (!l->blocking && c->weight != WEIGHT_OPTIONAL && !passes(j, c->weight == WEIGHT_GATE))
        l->blocking = c;
}

static void count_item(struct checklist *l, const struct dossier_item *d,
                       const struct judgement *j) {
    if (!j || j->result != RESULT_NA)
        l->items++;
    if (j && j->result == RESULT_MET)
        l->present++;
    if (!l->lacking && d->required && !passes(j, false))
        l->lacking = d;
}

enum rc checklist_make(const struct campaign *c, enum work_kind kind, bool full_time,
                       const struct judgement *judgements, size_t count, struct arena *a,
                       struct checklist *out, struct err *e) {
    *out = (struct checklist){0};
    out->lines = arena_array(a, c->ncriteria + c->ndossier + 1, sizeof *out->lines);
    if (!out->lines)
        return err_nomem(e);
    for (size_t i = 0; i < c->ncriteria; i++) {
        const struct criterion *cr = &c->criteria[i];
        const struct judgement *j = find(judgements, count, PART_CRITERION, cr->term.code);
        if (!applies(&cr->term, cr->subject, kind, j))
            continue;
        if (cr->only_full_time && (!full_time || kind != WORK_INDIVIDUAL))
            continue;
        out->lines[out->count++] = (struct checklist_line){.criterion = cr, .judgement = j};
        count_criterion(out, cr, j);
    }
    for (size_t i = 0; i < c->ndossier; i++) {
        const struct dossier_item *d = &c->dossier[i];
        const struct judgement *j = find(judgements, count, PART_DOSSIER, d->term.code);
        if (!applies(&d->term, d->subject, kind, j))
            continue;
        out->lines[out->count++] = (struct checklist_line){.item = d, .judgement = j};
        count_item(out, d, j);
    }
    out->eligible = !out->blocking && !out->lacking;
    return RC_OK;
}

void checklist_say(const struct checklist *l, struct buf *out) {
    if (l->open > 0)
        buf_printf(out, "chưa nộp được: còn %d dòng", l->open);
    else
        buf_puts(out, "đủ để nộp");
}

void checklist_say_verdict(const struct checklist *l, struct buf *out) {
    buf_puts(out,
             nomination_states[l->eligible ? NOMINATION_ELIGIBLE : NOMINATION_INELIGIBLE].label);
    if (l->blocking)
        buf_printf(out, "; chưa đạt “%s”", l->blocking->term.label);
    else if (l->lacking)
        buf_printf(out, "; hồ sơ thiếu “%s”", l->lacking->term.label);
}

void checklist_say_now(const struct checklist *l, const struct nomination *n, struct buf *out) {
    if (n->state == NOMINATION_DRAFT || n->state == NOMINATION_RETURNED) {
        checklist_say(l, out);
        return;
    }
    buf_puts(out, "theo bảng tiêu chí: ");
    checklist_say_verdict(l, out);
}

const char *checklist_sign(const struct checklist_line *l) {
    if (!l->judgement)
        return "[ ]";
    if (l->judgement->result == RESULT_MET)
        return "[x]";
    return l->judgement->result == RESULT_UNMET ? "[-]" : "[/]";
}
