/* thidua status: where do we stand, on one page. The page is statuspage.h's, the JSON here. */
#include "thidua/command.h"
#include "thidua/json.h"
#include "thidua/record.h"
#include "thidua/statuspage.h"
#include <stddef.h>
#include <string.h>

static void json_object(struct buf *b, const char *key) {
    json_key(b, key);
    buf_char(b, '{');
}

static void deadlines_json(struct buf *b, const struct status *st) {
    char day[DATE_TEXT_SIZE];
    json_key(b, "deadlines");
    buf_char(b, '[');
    for (size_t i = 0; i < st->ndeadlines; i++) {
        const struct status_deadline *d = &st->deadlines[i];
        json_next(b);
        buf_char(b, '{');
        json_text(b, "code", d->deadline->term.code);
        json_text(b, "label", d->deadline->term.label);
        json_text(b, "last_day", date_text_precise(d->deadline->last, d->deadline->precision, day));
        json_number(b, "days_left", d->days_left);
        json_text(b, "state", deadline_states[d->state].code);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static void targets_json(struct buf *b, const struct status *st) {
    json_key(b, "targets");
    buf_char(b, '[');
    for (size_t i = 0; i < st->ntargets; i++) {
        const struct status_target *t = &st->targets[i];
        json_next(b);
        buf_char(b, '{');
        json_text(b, "code", t->target->term.code);
        json_text(b, "label", t->target->term.label);
        json_number(b, "goal", t->result.goal);
        json_number(b, "actual", t->result.actual);
        json_number(b, "percent", t->result.percent);
        json_bool(b, "met", t->result.met);
        json_text(b, "clause", t->target->term.clause);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

/* A figure: its key and where it is in struct status. */
struct figure_row {
    const char *object, *key;
    size_t offset;
};
#define FIGURE(object, key, member)                                                                \
    { object, key, offsetof(struct status, member) }
static const struct figure_row figures[] = {
    FIGURE("units", "total", units.total),
    FIGURE("units", "registered", units.registered),
    FIGURE("units", "on_time", units.on_time),
    FIGURE("units", "late", units.late),
    FIGURE("units", "missing", units.missing),
    FIGURE("units", "members", units.members),
    FIGURE("works", "total", works.total),
    FIGURE("works", "collective", works.collective),
    FIGURE("works", "individual", works.individual),
    FIGURE("works", "draft", works.draft),
    FIGURE("works", "submitted", works.submitted),
    FIGURE("works", "approved", works.approved),
    FIGURE("works", "completed", works.completed),
    FIGURE("works", "behind", works.behind),
    FIGURE("works", "stale", works.stale),
    FIGURE("works", "percent", works.percent),
    FIGURE("works", "district", works.district),
    FIGURE("nominations", "collective", nominations.collective),
    FIGURE("nominations", "individual", nominations.individual),
    FIGURE("nominations", "submitted", nominations.submitted),
    FIGURE("nominations", "eligible", nominations.eligible),
    FIGURE("nominations", "units", nominations.units),
    FIGURE("duties", "rolled_out", duties.rolled_out),
    FIGURE("duties", "publicity", duties.publicity),
};

static void figures_json(struct buf *b, const struct status *st) {
    const char *open = NULL;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const struct figure_row *f = &figures[i];
        if (!open || strcmp(open, f->object) != 0) {
            buf_puts(b, open ? "}" : "");
            json_object(b, f->object);
            open = f->object;
        }
        json_number(b, f->key, *(const int64_t *)(const void *)((const char *)st + f->offset));
    }
    buf_char(b, '}');
}

static void due_json(struct buf *b, const struct status *st) {
    json_key(b, "due");
    buf_char(b, '[');
    for (size_t i = 0; i < st->ndue; i++) {
        json_next(b);
        buf_char(b, '{');
        json_bool(b, "urgent", st->due[i].urgent);
        json_text(b, "text", st->due[i].text);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static void all_json(struct job *job, const struct status *st, const char *unit, struct buf *b) {
    char day[DATE_TEXT_SIZE];
    buf_char(b, '{');
    json_text(b, "campaign", job->campaign->code);
    json_text(b, "name", job->campaign->name);
    json_text(b, "unit", unit);
    json_text(b, "today", date_text(job->today, day));
    json_number(b, "day", st->day);
    json_number(b, "days", st->days);
    deadlines_json(b, st);
    targets_json(b, st);
    figures_json(b, st);
    due_json(b, st);
    buf_puts(b, "}\n");
}

/* The unit she asks about, which must be one she sees. NULL for the district's: its page is that of
 * all. */
static enum rc find_unit(struct job *job, const char *code, const struct unit **out,
                         struct err *e) {
    *out = NULL;
    if (!code)
        return RC_OK;
    struct unit *u = arena_alloc(job->arena, sizeof *u);
    if (!u)
        return err_nomem(e);
    enum rc rc = record_get_code(job->session, &kinds[KIND_UNIT], code, job->arena, u, e);
    *out = !rc && u->kind != UNIT_DISTRICT ? u : NULL;
    return rc;
}

enum rc cmd_status(struct job *job, struct err *e) {
    struct status st;
    const struct unit *unit = NULL;
    struct buf b = {0};
    enum rc rc = find_unit(job, job_option(job, "unit"), &unit, e);
    const char *code = unit ? unit->code : NULL;
    if (!rc)
        rc = status_fill(job->session, code, job->arena, &st, e);
    if (rc)
        return rc;
    if (!job_option(job, "json"))
        return statuspage(job->session, &st, unit, &job->out, e);
    all_json(job, &st, code, &b);
    rc = spool_take(&job->out, &b, e);
    buf_free(&b);
    return rc;
}
