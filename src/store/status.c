/* Where do we stand: everything counted in a handful of passes, whatever the number of works. */
#include "measure_parts.h"
#include "sql_words.h"
#include "status_parts.h"
#include "thidua/query.h"
#include <stdio.h>
#include <string.h>

enum ask {
    ASK_REGISTERED,
    ASK_ON_TIME,
    ASK_WORKS,
    ASK_COLLECTIVE,
    ASK_DRAFT,
    ASK_SUBMITTED,
    ASK_APPROVED,
    ASK_COMPLETED,
    ASK_PERCENT_SUM,
    ASK_BEHIND,
    ASK_STALE,
    ASK_STALE_ONLY,
    ASK_WAITED,
    ASK_DISTRICT,
    ASK_NOMINATED,
    ASK_NOMINATED_COLLECTIVE,
    ASK_NOMINATED_INDIVIDUAL,
    ASK_NOMINATIONS_SENT,
    ASK_ELIGIBLE,
    ASKS
};

static const char *const asked[ASKS] = {
    [ASK_REGISTERED] = "unit.registered",
    [ASK_ON_TIME] = "unit.registered_on_time",
    [ASK_WORKS] = STATUS_WORKS,
    [ASK_COLLECTIVE] = STATUS_COLLECTIVE,
    [ASK_DRAFT] = STATUS_DRAFT,
    [ASK_SUBMITTED] = STATUS_SUBMITTED,
    [ASK_APPROVED] = STATUS_APPROVED,
    [ASK_COMPLETED] = "campaign.completed",
    [ASK_PERCENT_SUM] = STATUS_PERCENT_SUM,
    [ASK_BEHIND] = "campaign.behind",
    [ASK_STALE] = "campaign.stale",
    [ASK_STALE_ONLY] = STATUS_STALE_ONLY,
    [ASK_WAITED] = STATUS_WAITED,
    [ASK_DISTRICT] = "district.works",
    [ASK_NOMINATED] = STATUS_NOMINATED,
    [ASK_NOMINATED_COLLECTIVE] = STATUS_NOMINATED_COLLECTIVE,
    [ASK_NOMINATED_INDIVIDUAL] = STATUS_NOMINATED_INDIVIDUAL,
    [ASK_NOMINATIONS_SENT] = STATUS_NOMINATIONS_SENT,
    [ASK_ELIGIBLE] = "campaign.eligible",
};

static void take_figures(struct status *st, const struct measure_ask *asks) {
    int64_t shown = asks[ASK_APPROVED].value + asks[ASK_COMPLETED].value;
    st->units.total = asks[ASK_REGISTERED].units;
    st->units.registered = asks[ASK_REGISTERED].reached;
    st->units.on_time = asks[ASK_ON_TIME].reached;
    st->units.late = st->units.registered - st->units.on_time;
    st->units.missing = st->units.total - st->units.registered;
    st->works.total = asks[ASK_WORKS].value;
    st->works.collective = asks[ASK_COLLECTIVE].value;
    st->works.individual = st->works.total - st->works.collective;
    st->works.draft = asks[ASK_DRAFT].value;
    st->works.submitted = asks[ASK_SUBMITTED].value;
    st->works.approved = asks[ASK_APPROVED].value;
    st->works.completed = asks[ASK_COMPLETED].value;
    st->works.behind = asks[ASK_BEHIND].value;
    st->works.stale = asks[ASK_STALE].value;
    st->works.stale_only = asks[ASK_STALE_ONLY].value;
    st->works.percent = shown > 0 ? asks[ASK_PERCENT_SUM].value / shown : 0;
    st->works.oldest_submitted_days = asks[ASK_WAITED].value;
    st->works.district = asks[ASK_DISTRICT].value;
    st->nominations.collective = asks[ASK_NOMINATED_COLLECTIVE].value;
    st->nominations.individual = asks[ASK_NOMINATED_INDIVIDUAL].value;
    st->nominations.submitted = asks[ASK_NOMINATIONS_SENT].value;
    st->nominations.eligible = asks[ASK_ELIGIBLE].value;
    st->nominations.units = asks[ASK_NOMINATED].reached;
}

/* ---- deadlines and targets */

static void make_deadlines(struct session *s, struct status *st) {
    const struct campaign *c = s->campaign;
    for (size_t i = 0; i < c->ndeadlines; i++)
        if (!c->deadlines[i].term.retired)
            st->deadlines[st->ndeadlines++] = (struct status_deadline){
                .deadline = &c->deadlines[i],
                .state = deadline_state(&c->deadlines[i], s->today, c->warn_days),
                .days_left = deadline_days_left(&c->deadlines[i], s->today)};
}

static const struct status_deadline *deadline_of(const struct status *st, const char *code) {
    for (size_t i = 0; code && i < st->ndeadlines; i++)
        if (strcmp(st->deadlines[i].deadline->term.code, code) == 0)
            return &st->deadlines[i];
    return NULL;
}

static bool per_unit(const char *measure) {
    const struct measure *m = measure_find(measure);
    return m && m->reach == EACH_UNIT;
}

/* A unit answers for what each unit has to reach, not for the district's targets. */
static void make_targets(struct session *s, const char *unit, struct status *st) {
    const struct campaign *c = s->campaign;
    for (size_t i = 0; i < c->ntargets; i++) {
        const struct target *t = &c->targets[i];
        if (!t->term.retired && (unit == NULL || per_unit(t->measure)))
            st->targets[st->ntargets++] = (struct status_target){
                .target = t, .deadline = deadline_of(st, t->deadline ? t->deadline : "end")};
    }
}

static size_t ask_for(const struct status *st, struct measure_ask *asks) {
    size_t n = ASKS;
    for (size_t i = 0; i < ASKS; i++)
        asks[i] = (struct measure_ask){.name = asked[i], .at_least = 1};
    for (size_t i = 0; i < st->ndeadlines; i++)
        if (st->deadlines[i].deadline->measure)
            asks[n++] =
                (struct measure_ask){.name = st->deadlines[i].deadline->measure, .at_least = 1};
    for (size_t i = 0; i < st->ntargets; i++)
        asks[n++] = (struct measure_ask){.name = st->targets[i].target->measure,
                                         .at_least = st->targets[i].target->at_least};
    return n;
}

static void take_asked(struct status *st, const char *unit, const struct measure_ask *asks) {
    const struct measure_ask *next = asks + ASKS;
    for (size_t i = 0; i < st->ndeadlines; i++) {
        struct status_deadline *d = &st->deadlines[i];
        if (d->deadline->measure == NULL)
            continue;
        d->missing = next->units - next->reached;
        next++;
    }
    for (size_t i = 0; i < st->ntargets; i++, next++) {
        struct status_target *t = &st->targets[i];
        bool of_units = unit == NULL && per_unit(next->name);
        t->result = of_units ? target_units(t->target, next->reached, next->units)
                             : target_total(t->target, next->value);
    }
}

static enum rc count_measures(struct session *s, const char *unit, struct arena *a,
                              struct status *st, struct err *e) {
    struct measure_ask *asks = arena_array(a, ASKS + st->ndeadlines + st->ntargets, sizeof *asks);
    if (asks == NULL)
        return err_nomem(e);
    enum rc rc = measure_many(s, unit, asks, ask_for(st, asks), e);
    if (rc)
        return rc;
    take_figures(st, asks);
    take_asked(st, unit, asks);
    return RC_OK;
}

/* ---- duties */

static void make_duties(struct session *s, const char *unit, struct status *st) {
    const struct campaign *c = s->campaign;
    for (size_t i = 0; i < c->nduties; i++) {
        const struct duty *d = &c->duties[i];
        bool district = d->body == BODY_DISTRICT;
        if (d->term.retired || (d->body != BODY_UNIT && (unit || !district)))
            continue;
        st->each_duty[st->nduties++] =
            (struct status_duty){.duty = d,
                                 .of = district ? 1 : st->units.total,
                                 .deadline = deadline_of(st, d->deadline)};
    }
}

static struct status_duty *duty_of(struct status *st, const char *code) {
    for (size_t i = 0; code && i < st->nduties; i++)
        if (strcmp(st->each_duty[i].duty->term.code, code) == 0)
            return &st->each_duty[i];
    return NULL;
}

/* An entry of a duty by a unit; `first` of this duty by this unit. `district`: it is the district
 * itself. */
static void add_duty(struct status *st, const char *code, bool district, bool first) {
    struct status_duty *d = duty_of(st, code);
    if (!district && strcmp(code, DUTY_ROLLOUT) == 0)
        st->duties.rolled_out += first;
    if (!district && strcmp(code, DUTY_PUBLICITY) == 0)
        st->duties.publicity++;
    if (d && district == (d->duty->body == BODY_DISTRICT)) {
        d->done += first && d->done < d->of;
        d->entries++;
    }
}

/* Entry by entry: grouping them in SQL costs three times as much. */
static enum rc count_duties(struct session *s, const char *unit, struct arena *a, struct status *st,
                            struct err *e) {
    static const char sql[] = "SELECT duty, unit FROM duty_done"
                              " WHERE campaign = :campaign AND deleted_at IS NULL"
                              " AND (:scope IS NULL OR unit = :scope)"
                              " AND (:unit IS NULL OR unit = :unit) ORDER BY duty, unit";
    struct query q = {0};
    struct districts districts;
    char last[2][64] = {"", ""};
    bool row = false;
    enum rc rc = districts_read(s, a, &districts, e);
    if (!rc)
        rc = query_open(&q, s, CAP_TOTALS, sql, e);
    if (!rc)
        query_bind_text(&q, ":unit", unit);
    while (!rc && !(rc = query_step(&q, &row, e)) && row) {
        const char *code = query_text(&q, 0);
        const char *by = query_text(&q, 1);
        if (code == NULL || by == NULL)
            continue;
        bool first = strcmp(code, last[0]) != 0 || strcmp(by, last[1]) != 0;
        add_duty(st, code, districts_have(&districts, by), first);
        if (first) {
            (void)snprintf(last[0], sizeof last[0], "%s", code);
            (void)snprintf(last[1], sizeof last[1], "%s", by);
        }
    }
    query_close(&q);
    struct status_duty *registering = duty_of(st, DUTY_REGISTER);
    if (registering && registering->duty->body == BODY_UNIT)
        registering->done = st->units.registered; /* the works say it */
    return rc;
}

/* ---- what units are */

static enum rc count_units(struct session *s, const char *unit, struct status *st, struct err *e) {
    static const char sql[] =
        "SELECT sum(kind IN ('commune', 'town')), sum(kind = 'affiliate'),"
        " sum(coalesce(members, 0)) FROM unit WHERE deleted_at IS NULL AND " SQL_COUNTS(
            "") " AND (:unit IS NULL OR code = :unit)";
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_TOTALS, sql, e);
    if (!rc) {
        query_bind_text(&q, ":unit", unit);
        rc = query_step(&q, &row, e);
    }
    if (!rc && row && query_number(&q, 0) != FIELD_NONE) {
        st->units.communes = query_number(&q, 0);
        st->units.affiliates = query_number(&q, 1);
        st->units.members = query_number(&q, 2);
    }
    query_close(&q);
    return rc;
}

/* ---- all of it */

/* The pressing first, else as they were found. */
static void order_dues(struct dues *d, struct status *st) {
    st->due = arena_array(d->a, d->count ? d->count : 1, sizeof *st->due);
    for (int pressing = 1; st->due && pressing >= 0; pressing--)
        for (size_t i = 0; i < d->count; i++)
            if (d->list[i].urgent == (pressing == 1))
                st->due[st->ndue++] = d->list[i];
}

static enum rc make_dues(struct session *s, const char *unit, struct arena *a, struct status *st,
                         struct err *e) {
    struct dues d = {.session = s, .a = a, .st = st};
    enum rc rc = dues_of_clock(&d, e);
    if (!rc && unit)
        rc = dues_of_unit(&d, unit, e);
    else if (!rc)
        dues_of_district(&d);
    if (!rc)
        order_dues(&d, st);
    return rc ? rc : d.failed || a->failed ? err_nomem(e) : RC_OK;
}

static enum rc fill(struct session *s, const char *unit, struct arena *a, struct status *out,
                    struct err *e) {
    enum rc rc = count_measures(s, unit, a, out, e);
    if (rc)
        return rc;
    make_duties(s, unit, out);
    rc = count_duties(s, unit, a, out, e);
    if (!rc)
        rc = count_units(s, unit, out, e);
    return rc ? rc : make_dues(s, unit, a, out, e);
}

enum rc status_fill(struct session *s, const char *unit, struct arena *a, struct status *out,
                    struct err *e) {
    const struct campaign *c = s->campaign;
    *out = (struct status){.day = campaign_day(c, s->today), .days = campaign_days(c)};
    out->deadlines = arena_array(a, c->ndeadlines + 1, sizeof *out->deadlines);
    out->targets = arena_array(a, c->ntargets + 1, sizeof *out->targets);
    out->each_duty = arena_array(a, c->nduties + 1, sizeof *out->each_duty);
    if (a->failed)
        return err_nomem(e);
    make_deadlines(s, out);
    make_targets(s, unit, out);
    enum rc rc = query_moment(s, e);
    if (rc)
        return rc;
    rc = fill(s, unit, a, out, e);
    query_moment_over(s);
    return rc;
}

/* Something is missing at this deadline: what it counts, a target or a duty due by it. */
static bool something_open(const struct status *st, const struct status_deadline *d) {
    if (d->missing > 0)
        return true;
    for (size_t i = 0; i < st->ntargets; i++)
        if (st->targets[i].deadline == d && !st->targets[i].result.met)
            return true;
    for (size_t i = 0; i < st->nduties; i++)
        if (st->each_duty[i].deadline == d && st->each_duty[i].done < st->each_duty[i].of)
            return true;
    return false;
}

int status_verdict(const struct status *st, int warn_days) {
    enum { WAIT_DAYS = 2 };
    int verdict =
        st->works.behind > 0 || st->works.stale > 0 || st->works.oldest_submitted_days > WAIT_DAYS;
    for (size_t i = 0; i < st->ndeadlines; i++) {
        const struct status_deadline *d = &st->deadlines[i];
        if (!dues_pressing(d, warn_days) || !something_open(st, d))
            continue;
        if (d->state == DEADLINE_PASSED)
            return 2;
        verdict = 1;
    }
    return verdict;
}
