/* thidua checklist: every line of a nomination's checklist, judged or not, and what is missing
 * before it can be sent. */
#include "thidua/assign.h"
#include "thidua/life.h"
#include "thidua/table.h"

enum { SIGN, CODE, LABEL, PART, RESULT, EVIDENCE, COLUMNS };

static const struct list_column columns[COLUMNS] = {
    [SIGN] = {.key = "sign", .label = ""},
    [CODE] = {.key = "code", .label = "Mã"},
    [LABEL] = {.key = "label", .label = "Tiêu chí, thành phần hồ sơ"},
    [PART] = {.key = "part", .label = "Phần", .type = FIELD_CHOICE, .choices = judgement_parts},
    [RESULT] = {.key = "result",
                .label = "Đánh giá",
                .type = FIELD_CHOICE,
                .choices = judgement_results},
    [EVIDENCE] = {.key = "evidence", .label = "Minh chứng"},
};

static enum rc row(struct table *t, const struct checklist_line *l, struct err *e) {
    const struct term *term = l->criterion ? &l->criterion->term : &l->item->term;
    const struct list_cell cells[COLUMNS] = {
        [SIGN] = {.text = checklist_sign(l)},
        [CODE] = {.text = term->code},
        [LABEL] = {.text = term->label},
        [PART] = {.number = l->criterion ? PART_CRITERION : PART_DOSSIER},
        [RESULT] = {.number = l->judgement ? l->judgement->result : FIELD_NONE},
        [EVIDENCE] = {.text = l->judgement ? l->judgement->evidence : NULL}};
    return table_row(t, cells, e);
}

/* For a reader the sign says what was judged; a program is told by the code. */
static enum rc print(struct job *job, const struct checklist *list, enum table_format format,
                     struct err *e) {
    struct table t = {0};
    enum rc rc = table_begin(&t, format, columns, COLUMNS, NULL, &job->out, e);
    if (!rc) {
        t.shown[SIGN] = format == TABLE_TEXT;
        t.shown[PART] = t.shown[RESULT] = format != TABLE_TEXT;
    }
    for (size_t i = 0; i < list->count && !rc; i++)
        rc = row(&t, &list->lines[i], e);
    if (!rc)
        rc = table_end(&t, e);
    table_free(&t);
    return rc;
}

enum rc cmd_checklist(struct job *job, struct err *e) {
    union any_record r;
    struct work work;
    struct checklist list;
    struct buf say = {0};
    enum table_format format = TABLE_TEXT;
    enum rc rc = job_format(job, &format, e);
    if (!rc)
        rc = assign_record(job, &kinds[KIND_NOMINATION], job->line->words[0], &r, e);
    if (!rc)
        rc = life_checklist(job->session, &r.nomination, job->arena, &work, &list, e);
    if (!rc)
        rc = print(job, &list, format, e);
    if (!rc && format == TABLE_TEXT) {
        checklist_say_now(&list, &r.nomination, &say);
        rc = job_say(job, e, "\n%s: %s.", work.title, buf_str(&say));
    }
    buf_free(&say);
    return rc;
}
