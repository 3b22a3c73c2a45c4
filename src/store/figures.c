/* The plan as dashboard: one live figure for each clause that asks for something. */
#include "status_parts.h"
#include "thidua/measure.h"
#include "thidua/pace.h"
#include "thidua/query.h"
#include <inttypes.h>
#include <string.h>

struct figures {
    struct session *session;
    struct arena *a;
    struct status st;
    int64_t *theme_works; /* by index of the campaign's themes */
    struct figure *list;
    size_t count;
    struct buf text; /* of the figure being made */
};

static bool at(const struct term *t, const char *clause) {
    return !t->retired && strcmp(t->clause, clause) == 0;
}

/* "! còn 4 ngày" at the end while something is missing and the day is near, else the percentage. */
static void add_tail(struct figures *f, struct figure *out, const struct status_deadline *deadline,
                     int64_t part, int64_t all) {
    if (part < all && dues_pressing(deadline, f->session->campaign->warn_days)) {
        buf_puts(&f->text, "  ! ");
        deadline_say(deadline->deadline, f->session->today, &f->text);
        out->urgent = true;
    } else {
        buf_printf(&f->text, "  %" PRId64 "%%", pace_done(part, all, 0));
    }
}

/* ---- what a clause may have, the first of these that it has */

static bool deadline_counts(struct figures *f, const char *clause, struct figure *out) {
    for (size_t i = 0; i < f->st.ndeadlines; i++) {
        const struct status_deadline *d = &f->st.deadlines[i];
        const char *measure = d->deadline->measure;
        if (measure == NULL || !at(&d->deadline->term, clause))
            continue;
        int64_t all = f->st.units.total, part = all - d->missing;
        buf_printf(&f->text, "%" PRId64 "/%" PRId64 " %s", part, all, measure_noun(measure));
        add_tail(f, out, d, part, all);
        out->rows = dues_behind(measure, part == all);
        return true;
    }
    return false;
}

static bool targets(struct figures *f, const char *clause, struct figure *out) {
    const struct status_target *only = NULL;
    size_t found = 0;
    bool met = false;
    for (size_t i = 0; i < f->st.ntargets; i++) {
        const struct status_target *t = &f->st.targets[i];
        const char *measure = t->target->measure;
        if (!at(&t->target->term, clause))
            continue;
        buf_printf(&f->text, "%s%" PRId64 "/%" PRId64 " %s", found ? ", " : "", t->result.actual,
                   t->result.goal, measure_noun(measure));
        if (found == 0 || (met && !t->result.met)) { /* the first, or the first that lacks */
            out->rows = dues_behind_target(t);
            met = t->result.met;
        }
        only = found++ ? NULL : t;
    }
    if (only)
        add_tail(f, out, only->deadline, only->result.met ? 1 : only->result.actual,
                 only->result.met ? 1 : only->result.goal);
    return found > 0;
}

/* Duties of one clause: a single one by its units, several by how many of all are done. */
static bool unit_duties(struct figures *f, const char *clause, struct figure *out) {
    const struct status_duty *first = NULL;
    int64_t done = 0, of = 0;
    size_t found = 0;
    for (size_t i = 0; i < f->st.nduties; i++) {
        const struct status_duty *d = &f->st.each_duty[i];
        if (d->duty->body != BODY_UNIT || !at(&d->duty->term, clause))
            continue;
        first = first ? first : d;
        done += d->done;
        of += d->of;
        found++;
    }
    if (found == 0)
        return false;
    out->rows = dues_rows("duties", "duty", first->duty->term.code);
    if (found == 1 && first->duty->repeated) {
        bool publicity = strcmp(first->duty->term.code, "publicity") == 0;
        buf_printf(&f->text, "%" PRId64 " %s", first->entries,
                   publicity ? measure_noun("campaign.publicity") : "lần");
        return true;
    }
    buf_printf(&f->text, "%" PRId64 "/%" PRId64 " %s", done, of,
               found == 1 ? "đơn vị" : "nhiệm vụ");
    add_tail(f, out, first->deadline, done, of);
    if (found > 1)
        out->rows = (struct list_rows){.list = "duties"};
    else if (done < of)
        out->rows = dues_rows("units", "missing", first->duty->term.code);
    return true;
}

static bool district_duty(struct figures *f, const char *clause, struct figure *out) {
    for (size_t i = 0; i < f->st.nduties; i++) {
        const struct status_duty *d = &f->st.each_duty[i];
        if (d->duty->body != BODY_DISTRICT || !at(&d->duty->term, clause))
            continue;
        if (d->duty->repeated && d->entries > 0)
            buf_printf(&f->text, "%" PRId64 " lần", d->entries);
        else
            buf_puts(&f->text, d->done ? "đã làm" : "chưa làm");
        if (!d->done && dues_pressing(d->deadline, f->session->campaign->warn_days)) {
            buf_puts(&f->text, "  ! ");
            deadline_say(d->deadline->deadline, f->session->today, &f->text);
            out->urgent = true;
        }
        out->rows = dues_rows("duties", "duty", d->duty->term.code);
        return true;
    }
    return false;
}

static bool themes(struct figures *f, const char *clause, struct figure *out) {
    const struct campaign *c = f->session->campaign;
    for (size_t i = 0; i < c->nthemes; i++) {
        if (!at(&c->themes[i].term, clause))
            continue;
        buf_printf(&f->text, "%" PRId64 " công trình", f->theme_works[i]);
        out->rows = dues_rows("works", "under_theme", c->themes[i].term.code);
        return true;
    }
    return false;
}

static bool days_left(struct figures *f, const char *clause, struct figure *out) {
    const struct status_deadline *nearest = NULL;
    for (size_t i = 0; i < f->st.ndeadlines; i++) {
        const struct status_deadline *d = &f->st.deadlines[i];
        if (at(&d->deadline->term, clause) &&
            (nearest == NULL || (d->days_left >= 0 && d->days_left < nearest->days_left) ||
             nearest->days_left < 0))
            nearest = d;
    }
    if (nearest == NULL)
        return false;
    out->urgent = dues_pressing(nearest, f->session->campaign->warn_days) &&
                  nearest->state != DEADLINE_PASSED;
    buf_puts(&f->text, out->urgent ? "! " : "");
    deadline_say(nearest->deadline, f->session->today, &f->text);
    return true;
}

typedef bool figure_fn(struct figures *f, const char *clause, struct figure *out);

static void add_clause(struct figures *f, const char *clause) {
    static figure_fn *const kinds_of[] = {deadline_counts, targets, unit_duties,
                                          district_duty,   themes,  days_left};
    struct figure out = {.clause = clause};
    if (clause[0] == '\0')
        return;
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->list[i].clause, clause) == 0)
            return;
    buf_clear(&f->text);
    for (size_t i = 0; i < sizeof kinds_of / sizeof kinds_of[0]; i++) {
        if (!kinds_of[i](f, clause, &out))
            continue;
        out.text = arena_dup(f->a, buf_str(&f->text));
        f->list[f->count++] = out;
        return;
    }
}

/* ---- the heading over the district's duties: "3/4 nhiệm vụ" */

static const char *heading_of(struct figures *f, const char *clause) {
    const char *slash = strrchr(clause, '/');
    return slash ? arena_dup_n(f->a, clause, (size_t)(slash - clause)) : NULL;
}

static void add_heading(struct figures *f, const char *heading) {
    int64_t done = 0, of = 0;
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->list[i].clause, heading) == 0)
            return;
    size_t n = strlen(heading);
    for (size_t i = 0; i < f->st.nduties; i++) {
        const struct status_duty *d = &f->st.each_duty[i];
        const char *clause = d->duty->term.clause;
        if (d->duty->body == BODY_DISTRICT && strncmp(clause, heading, n) == 0 &&
            clause[n] == '/') {
            done += d->done;
            of++;
        }
    }
    f->list[f->count++] =
        (struct figure){.clause = heading,
                        .text = arena_printf(f->a, "%" PRId64 "/%" PRId64 " nhiệm vụ", done, of),
                        .rows = {.list = "duties"}};
}

static enum rc count_themes(struct figures *f, struct err *e) {
    static const char sql[] =
        "SELECT theme, sum(submitted + approved + completed) FROM tally"
        " WHERE campaign = :campaign AND (:scope IS NULL OR unit = :scope)"
        " AND unit NOT IN (SELECT code FROM unit WHERE kind = 'district') GROUP BY theme";
    const struct campaign *c = f->session->campaign;
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, f->session, CAP_TOTALS, sql, e);
    while (!rc && !(rc = query_step(&q, &row, e)) && row)
        for (size_t i = 0; i < c->nthemes; i++)
            if (strcmp(c->themes[i].term.code, query_text(&q, 0)) == 0)
                f->theme_works[i] = query_number(&q, 1);
    query_close(&q);
    return rc;
}

static void add_all(struct figures *f) {
    const struct campaign *c = f->session->campaign;
    for (size_t i = 0; i < f->st.ndeadlines; i++)
        add_clause(f, f->st.deadlines[i].deadline->term.clause);
    for (size_t i = 0; i < f->st.ntargets; i++)
        add_clause(f, f->st.targets[i].target->term.clause);
    for (size_t i = 0; i < f->st.nduties; i++)
        add_clause(f, f->st.each_duty[i].duty->term.clause);
    for (size_t i = 0; i < c->nthemes; i++)
        if (!c->themes[i].term.retired)
            add_clause(f, c->themes[i].term.clause);
    for (size_t i = 0; i < f->st.nduties; i++) {
        const struct duty *d = f->st.each_duty[i].duty;
        const char *heading = d->body == BODY_DISTRICT ? heading_of(f, d->term.clause) : NULL;
        if (heading)
            add_heading(f, heading);
    }
}

enum rc status_figures(struct session *s, struct arena *a, struct figure **out, size_t *count,
                       struct err *e) {
    const struct campaign *c = s->campaign;
    struct figures f = {.session = s, .a = a};
    size_t most = c->ndeadlines + c->ntargets + 2 * c->nduties + c->nthemes + 1;
    f.list = arena_array(a, most, sizeof *f.list);
    f.theme_works = arena_array(a, c->nthemes + 1, sizeof *f.theme_works);
    *out = NULL;
    *count = 0;
    if (a->failed)
        return err_nomem(e);
    enum rc rc = query_moment(s, e);
    if (rc)
        return rc;
    rc = status_fill(s, NULL, a, &f.st, e);
    if (!rc)
        rc = count_themes(&f, e);
    query_moment_over(s);
    if (!rc) {
        add_all(&f);
        rc = f.text.failed || a->failed ? err_nomem(e) : RC_OK;
    }
    if (!rc) {
        *out = f.list;
        *count = f.count;
    }
    buf_free(&f.text);
    return rc;
}
