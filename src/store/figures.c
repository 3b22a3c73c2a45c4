/* The plan as dashboard: one live figure for each clause that asks for something. */
#include "sql_words.h"
#include "status_parts.h"
#include "thidua/measure.h"
#include "thidua/pace.h"
#include "thidua/query.h"
#include <inttypes.h>
#include <string.h>

/* One of the things that a clause asks for. */
struct asked {
    const struct term *term;
    const char *said;                 /* "23/36 tập thể" */
    int64_t done, of;                 /* of 0: no number is set */
    bool share;                       /* `said` says both: alone, a percentage goes with it */
    const struct status_deadline *by; /* NULL: no day is set */
    struct list_rows rows;
};

struct figures {
    struct session *session;
    struct arena *a;
    struct status st;
    int64_t *theme_works; /* by index of the campaign's themes */
    struct figure *list;
    size_t count;
    struct asked *asked; /* by the clause whose figure is being made */
    size_t nasked;
    struct buf text; /* of that figure */
};

static bool at(const struct term *t, const char *clause) {
    return !t->retired && strcmp(t->clause, clause) == 0;
}

static const char *share_said(struct figures *f, int64_t done, int64_t of, const char *noun) {
    return arena_printf(f->a, "%" PRId64 "/%" PRId64 " %s", done, of, noun);
}

/* ---- what a clause may ask for */

static void deadlines(struct figures *f, const char *clause) {
    for (size_t i = 0; i < f->st.ndeadlines; i++) {
        const struct status_deadline *d = &f->st.deadlines[i];
        const char *measure = d->deadline->measure;
        if (measure == NULL || !at(&d->deadline->term, clause))
            continue;
        int64_t all = f->st.units.total, done = all - d->missing;
        f->asked[f->nasked++] =
            (struct asked){.term = &d->deadline->term,
                           .said = share_said(f, done, all, measure_noun(measure)),
                           .done = done,
                           .of = all,
                           .share = true,
                           .by = d,
                           .rows = dues_behind(measure, done == all)};
    }
}

static void targets(struct figures *f, const char *clause) {
    for (size_t i = 0; i < f->st.ntargets; i++) {
        const struct status_target *t = &f->st.targets[i];
        const struct target_result *r = &t->result;
        if (!at(&t->target->term, clause))
            continue;
        f->asked[f->nasked++] = (struct asked){
            .term = &t->target->term,
            .said = share_said(f, r->actual, r->goal, measure_noun(t->target->measure)),
            .done = r->actual,
            .of = r->goal,
            .share = true,
            .by = t->deadline,
            .rows = dues_behind_target(t)};
    }
}

/* How often, of what counts every time; else by how many units. */
static void unit_duties(struct figures *f, const char *clause) {
    for (size_t i = 0; i < f->st.nduties; i++) {
        const struct status_duty *d = &f->st.each_duty[i];
        const char *code = d->duty->term.code;
        struct asked ask = {
            .term = &d->duty->term, .done = d->done, .of = d->of, .by = d->deadline};
        if (d->duty->body != BODY_UNIT || !at(&d->duty->term, clause))
            continue;
        if (d->duty->repeated) {
            bool publicity = strcmp(code, DUTY_PUBLICITY) == 0;
            ask.said = arena_printf(f->a, "%" PRId64 " %s", d->entries,
                                    publicity ? measure_noun("campaign.publicity") : "lần");
            ask.rows = dues_rows("duties", "duty", code);
        } else {
            ask.said = share_said(f, d->done, d->of, "đơn vị");
            ask.share = true;
            ask.rows = dues_rows("units", d->done < d->of ? "missing" : "done", code);
        }
        f->asked[f->nasked++] = ask;
    }
}

static void add_district_duty(struct figures *f, const struct status_duty *d) {
    bool times = d->duty->repeated && d->entries > 0;
    f->asked[f->nasked++] =
        (struct asked){.term = &d->duty->term,
                       .said = times     ? arena_printf(f->a, "%" PRId64 " lần", d->entries)
                               : d->done ? "đã làm"
                                         : "chưa làm",
                       .done = d->done,
                       .of = d->of,
                       .by = d->deadline,
                       .rows = dues_rows("duties", "duty", d->duty->term.code)};
}

static void district_duties(struct figures *f, const char *clause) {
    for (size_t i = 0; i < f->st.nduties; i++) {
        const struct status_duty *d = &f->st.each_duty[i];
        if (d->duty->body == BODY_DISTRICT && at(&d->duty->term, clause))
            add_district_duty(f, d);
    }
}

/* The heading over the district's duties. */
static void duties_under(struct figures *f, const char *heading) {
    size_t n = strlen(heading);
    for (size_t i = 0; i < f->st.nduties; i++) {
        const struct status_duty *d = &f->st.each_duty[i];
        const char *clause = d->duty->term.clause;
        if (d->duty->body == BODY_DISTRICT && strncmp(clause, heading, n) == 0 && clause[n] == '/')
            add_district_duty(f, d);
    }
}

static void themes(struct figures *f, const char *clause) {
    const struct campaign *c = f->session->campaign;
    for (size_t i = 0; i < c->nthemes; i++)
        if (at(&c->themes[i].term, clause))
            f->asked[f->nasked++] = (struct asked){
                .term = &c->themes[i].term,
                .said = arena_printf(f->a, "%" PRId64 " công trình", f->theme_works[i]),
                .done = f->theme_works[i],
                .rows = dues_rows("works", "under_theme", c->themes[i].term.code)};
}

/* A clause's figure is of the first of these that it has; several are added up, or (no noun) stand
 * side by side. */
static const struct asking {
    void (*find)(struct figures *f, const char *clause);
    const char *noun;
} askings[] = {{deadlines, NULL},         {targets, NULL},
               {unit_duties, "nhiệm vụ"}, {district_duties, "nhiệm vụ"},
               {themes, "công trình"},    {duties_under, "nhiệm vụ"}};

/* ---- the figure of a clause */

static void say_sum(struct figures *f, const char *noun) {
    int64_t done = 0, of = 0;
    for (size_t i = 0; i < f->nasked; i++) {
        done += f->asked[i].done;
        of += f->asked[i].of;
    }
    if (of > 0)
        buf_printf(&f->text, "%" PRId64 "/%" PRId64 " %s", done, of, noun);
    else
        buf_printf(&f->text, "%" PRId64 " %s", done, noun);
}

/* Of what is missing the first whose day is near; NULL: none is. */
static const struct status_deadline *pressing(const struct figures *f) {
    const struct status_deadline *first = NULL;
    for (size_t i = 0; i < f->nasked; i++) {
        const struct asked *ask = &f->asked[i];
        if (ask->done < ask->of && dues_pressing(ask->by, f->session->campaign->warn_days) &&
            (first == NULL || ask->by->days_left < first->days_left))
            first = ask->by;
    }
    return first;
}

/* "! còn 4 ngày" at the end while something is missing and its day is near, else the percentage. */
static void say_tail(struct figures *f, struct figure *out) {
    const struct status_deadline *by = pressing(f);
    const struct asked *only = f->nasked == 1 ? f->asked : NULL;
    if (by) {
        buf_puts(&f->text, "  ! ");
        deadline_say(by->deadline, f->session->today, &f->text);
        out->urgent = true;
    } else if (only && only->share) {
        buf_printf(&f->text, "  %" PRId64 "%%", pace_done(only->done, only->of, 0));
    }
}

static void say(struct figures *f, const char *noun, struct figure *out) {
    if (noun && f->nasked > 1)
        say_sum(f, noun);
    else
        for (size_t i = 0; i < f->nasked; i++)
            buf_printf(&f->text, "%s%s", i ? ", " : "", f->asked[i].said);
    say_tail(f, out);
    out->nparts = f->nasked;
    out->parts = arena_array(f->a, f->nasked, sizeof *out->parts);
    for (size_t i = 0; out->parts && i < f->nasked; i++)
        out->parts[i] = (struct figure_part){
            arena_printf(f->a, "%s · %s", f->asked[i].said, f->asked[i].term->label),
            f->asked[i].rows};
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

static void add_clause(struct figures *f, const char *clause) {
    struct figure out = {.clause = clause};
    if (clause[0] == '\0')
        return;
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->list[i].clause, clause) == 0)
            return;
    buf_clear(&f->text);
    f->nasked = 0;
    const struct asking *k = askings;
    for (; k < askings + sizeof askings / sizeof *askings && f->nasked == 0; k++)
        k->find(f, clause);
    if (f->nasked > 0)
        say(f, k[-1].noun, &out);
    else if (!days_left(f, clause, &out))
        return;
    out.text = arena_dup(f->a, buf_str(&f->text));
    f->list[f->count++] = out;
}

/* ---- all of them */

static const char *heading_of(struct figures *f, const char *clause) {
    const char *slash = strrchr(clause, '/');
    return slash ? arena_dup_n(f->a, clause, (size_t)(slash - clause)) : NULL;
}

static enum rc count_themes(struct figures *f, struct err *e) {
    static const char sql[] = "SELECT theme, sum" SQL_REGISTERED(
        "") " FROM tally"
            " WHERE campaign = :campaign AND (:scope IS NULL OR unit = :scope)"
            " AND unit NOT IN " SQL_DISTRICTS " GROUP BY theme";
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
            add_clause(f, heading);
    }
}

enum rc status_figures(struct session *s, struct arena *a, struct figure **out, size_t *count,
                       struct err *e) {
    const struct campaign *c = s->campaign;
    struct figures f = {.session = s, .a = a};
    size_t most = c->ndeadlines + c->ntargets + 2 * c->nduties + c->nthemes + 1;
    f.list = arena_array(a, most, sizeof *f.list);
    f.asked = arena_array(a, most, sizeof *f.asked);
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
