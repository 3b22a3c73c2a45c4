/* A nomination to be read: who is put forward and why, each line with all of its evidence. */
#include "checklist_parts.h"
#include <string.h>

static void add_line(const struct checklist_line *line, struct buf *out) {
    const struct term *term = line->criterion ? &line->criterion->term : &line->item->term;
    buf_printf(out, "  %s  %s\n", checklist_sign(line), term->label);
    if (line->judgement && line->judgement->evidence)
        buf_printf(out, "       %s\n", line->judgement->evidence);
}

static void add_note(const char *heading, const char *text, struct buf *out) {
    if (text == NULL)
        return;
    buf_printf(out, "\n%s\n  ", heading);
    for (; *text; text++) {
        buf_char(out, *text);
        buf_puts(out, *text == '\n' ? "  " : "");
    }
    buf_char(out, '\n');
}

void checklist_page(const struct nomination *n, const struct work *work, const struct unit *unit,
                    const struct checklist *list, struct buf *out) {
    const char *group = "";
    if (work->kind == WORK_INDIVIDUAL && work->person)
        buf_printf(out, "%s\n", work->person);
    buf_printf(out, "%s\n%s · %s · %s\n", work->title, unit->name, work_kinds[work->kind].label,
               nomination_states[n->state].label);
    add_note("Trả lại", n->reason, out);
    add_note("Tóm tắt thành tích", n->summary, out);
    for (size_t i = 0; i < list->count; i++) {
        const struct criterion *c = list->lines[i].criterion;
        if (i == 0 || i == list->criteria || (c && strcmp(c->group, group) != 0))
            buf_printf(out, "\n%s%s", c ? c->group : "Hồ sơ", c && *c->group == '\0' ? "" : "\n");
        group = c ? c->group : group;
        add_line(&list->lines[i], out);
    }
}
