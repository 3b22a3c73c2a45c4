/* Counting works from the tally, and nominations: rows are read once, unit by unit, and each
 * measure takes what it asks for. Adding up here costs a fifth of what SQL's aggregates cost for a
 * dozen measures. */
#include "measure_parts.h"
#include "thidua/query.h"
#include <stdio.h>
#include <string.h>

enum column {
    COLUMN_UNIT,
    COLUMN_THEME,
    COLUMN_KIND,
    COLUMN_STATES, /* one for each, in their order */
    COLUMN_ON_TIME = COLUMN_STATES + MEASURE_STATES,
    COLUMN_SUMS /* those asked for */
};

#define WHOSE                                                                                      \
    " WHERE campaign = :campaign AND (:scope IS NULL OR unit = :scope)"                            \
    " AND (:unit IS NULL OR unit = :unit) "

static const struct source {
    const char *columns, *rows;
} sources[] = {
    [OF_WORKS] = {"unit, theme, kind, draft, submitted, returned, approved, completed, stopped,"
                  " on_time",
                  "tally" WHOSE "ORDER BY unit"},
    [OF_NOMINATIONS] = {"unit, '', kind, sum(state = 'draft'), sum(state = 'submitted'),"
                        " sum(state = 'returned'), sum(state = 'eligible'),"
                        " sum(state = 'ineligible'), 0, 0",
                        "nomination" WHOSE
                        "AND deleted_at IS NULL GROUP BY unit, kind ORDER BY unit"},
};

/* Columns of the tally. */
static const char *const sums[COUNTED_WHATS] = {
    [SUM_PERCENT] = "percent_sum",
    [SUM_VALUE] = "value",
    [SUM_WOMEN] = "women",
    [SUM_CHILDREN] = "children",
    [SUM_PARTICIPANTS] = "participants",
};

/* A row of either. */
struct row {
    bool own_choice;
    unsigned kind; /* 1 << kind */
    int64_t states[MEASURE_STATES], on_time, sums[COUNTED_WHATS];
};

/* What one unit has of one measure. */
struct part {
    int64_t count, on_time, sum;
};

struct pass {
    const struct measure *const *table;
    struct measure_ask *asks;
    struct part *parts; /* of the unit being read */
    size_t count;
    unsigned wanted; /* 1 << what, of all measures */
    struct districts districts;
    bool of_district; /* that unit is the district itself */
};

static void add_row(struct pass *p, const struct row *row) {
    for (size_t i = 0; i < p->count; i++) {
        const struct counted *asked = &p->table[i]->counted;
        if (!(asked->kinds & row->kind))
            continue;
        p->parts[i].on_time += row->on_time;
        if (asked->district && row->own_choice)
            continue;
        p->parts[i].sum += row->sums[asked->what];
        for (unsigned state = 0; state < MEASURE_STATES; state++)
            if (asked->states & (1U << state))
                p->parts[i].count += row->states[state];
    }
}

static int64_t value_of(const struct part *part, enum counted_what what) {
    switch (what) {
    case COUNT_ANY:
        return part->count > 0;
    case COUNT_IN_TIME:
        return part->count > 0 && part->on_time > 0;
    case COUNT_ALL:
        return part->count;
    default:
        return part->sum;
    }
}

static void end_unit(struct pass *p) {
    for (size_t i = 0; i < p->count; i++) {
        const struct measure *m = p->table[i];
        if ((m->reach == DISTRICT) != p->of_district)
            continue;
        int64_t value = value_of(&p->parts[i], m->counted.what);
        p->asks[i].value += value;
        p->asks[i].reached += value >= p->asks[i].at_least;
    }
    memset(p->parts, 0, p->count * sizeof *p->parts);
}

/* Themes are few, and the tally's rows come theme by theme. */
static bool own_choice(const struct session *s, const char *theme) {
    const struct theme *t = theme ? campaign_theme(s->campaign, theme) : NULL;
    return t && t->own_choice;
}

static bool sum_wanted(unsigned wanted, int what) {
    return sums[what] && wanted & (1U << what);
}

static void read_row(struct session *s, struct query *q, unsigned wanted, struct row *out) {
    int column = COLUMN_SUMS;
    const char *kind = query_text(q, COLUMN_KIND);
    out->own_choice = own_choice(s, query_text(q, COLUMN_THEME));
    out->kind =
        1U << (kind && strcmp(kind, work_kinds[WORK_INDIVIDUAL].code) == 0 ? WORK_INDIVIDUAL
                                                                           : WORK_COLLECTIVE);
    for (int state = 0; state < MEASURE_STATES; state++)
        out->states[state] = query_number(q, COLUMN_STATES + state);
    out->on_time = query_number(q, COLUMN_ON_TIME);
    for (int what = 0; what < COUNTED_WHATS; what++)
        out->sums[what] = sum_wanted(wanted, what) ? query_number(q, column++) : 0;
}

static enum rc read_rows(struct session *s, struct query *q, struct pass *p, struct err *e) {
    char unit[64] = "";
    bool more = false;
    enum rc rc;
    while (!(rc = query_step(q, &more, e)) && more) {
        struct row row;
        const char *of = query_text(q, COLUMN_UNIT);
        if (of && strcmp(unit, of) != 0) {
            end_unit(p);
            (void)snprintf(unit, sizeof unit, "%s", of);
            p->of_district = districts_have(&p->districts, unit);
        }
        read_row(s, q, p->wanted, &row);
        add_row(p, &row);
    }
    end_unit(p);
    return rc;
}

static bool is_of(const struct measure *m, enum measure_source source) {
    return m != NULL && m->source == source;
}

/* Those of `asks` that are of this source, side by side. */
static size_t choose(enum measure_source source, const struct measure *const *table,
                     const struct measure_ask *asks, size_t count, const struct measure **chosen,
                     struct measure_ask *filled) {
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (is_of(table[i], source)) {
            filled[n] = asks[i];
            chosen[n++] = table[i];
        }
    return n;
}

static void make_sql(enum measure_source source, unsigned wanted, struct buf *sql) {
    buf_printf(sql, "SELECT %s", sources[source].columns);
    for (int what = 0; what < COUNTED_WHATS; what++)
        if (sum_wanted(wanted, what))
            buf_printf(sql, ", %s", sums[what]);
    buf_printf(sql, " FROM %s", sources[source].rows);
}

static enum rc count_chosen(struct session *s, enum measure_source source, const char *unit,
                            struct pass *p, struct arena *a, struct err *e) {
    struct query q = {0};
    struct buf sql = {0};
    for (size_t i = 0; i < p->count; i++)
        p->wanted |= 1U << p->table[i]->counted.what;
    make_sql(source, p->wanted, &sql);
    enum rc rc = sql.failed ? err_nomem(e) : districts_read(s, a, &p->districts, e);
    if (!rc)
        rc = query_open(&q, s, CAP_TOTALS, buf_str(&sql), e);
    if (!rc) {
        query_bind_text(&q, ":unit", unit);
        rc = read_rows(s, &q, p, e);
    }
    query_close(&q);
    buf_free(&sql);
    return rc;
}

enum rc measure_pass(struct session *s, enum measure_source source, const char *unit,
                     const struct measure *const *table, struct measure_ask *asks, size_t count,
                     struct err *e) {
    struct arena a = {0};
    const struct measure **chosen = arena_array(&a, count + 1, sizeof(const struct measure *));
    struct measure_ask *filled = arena_array(&a, count + 1, sizeof *filled);
    struct pass p = {.parts = arena_array(&a, count + 1, sizeof *p.parts)};
    enum rc rc = RC_OK;
    if (chosen == NULL || filled == NULL || p.parts == NULL) {
        rc = err_nomem(e);
        goto done;
    }
    p.count = choose(source, table, asks, count, chosen, filled);
    p.table = chosen;
    p.asks = filled;
    if (p.count)
        rc = count_chosen(s, source, unit, &p, &a, e);
    for (size_t i = 0; !rc && i < count; i++)
        if (is_of(table[i], source))
            asks[i] = *filled++;
done:
    arena_free(&a);
    return rc;
}
