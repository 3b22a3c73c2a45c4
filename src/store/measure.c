/* Counting measures. Any number of measures of one source cost one pass: 1,000 units with 100,000
 * works take 8 ms, since works are counted by tally. */
#include "measure_parts.h"
#include "thidua/query.h"
#include <stdio.h>
#include <stdlib.h>

/* Statement for those of `asks` that have this source and reach: for each, its sum over the units
 * and how many units reach its at_least. */
static void add_columns(struct buf *outer, struct buf *inner, const struct measure *m, size_t i) {
    buf_printf(outer, ", sum(m%zu), sum(m%zu >= :least%zu)", i, i, i);
    buf_printf(inner, "%s%s AS m%zu", inner->len ? ", " : "", m->sql, i);
}

static bool same_pass(const struct measure *m, enum measure_source source, bool district) {
    return m->source == source && (m->reach == DISTRICT) == district;
}

static void bind_asks(struct query *q, const char *unit, const struct measure_ask *asks,
                      size_t count) {
    query_bind_text(q, ":unit", unit);
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, ":least%zu", i);
        query_bind(q, name, asks[i].at_least);
    }
}

static int64_t number_or_zero(struct query *q, int column) {
    int64_t n = query_number(q, column);
    return n == FIELD_NONE ? 0 : n;
}

static void take_columns(struct query *q, const struct measure **table, enum measure_source source,
                         bool district, struct measure_ask *asks, size_t count) {
    int column = 1;
    for (size_t i = 0; i < count; i++) {
        if (!same_pass(table[i], source, district))
            continue;
        asks[i].units = number_or_zero(q, 0);
        asks[i].value = number_or_zero(q, column++);
        asks[i].reached = number_or_zero(q, column++);
    }
}

static enum rc one_pass(struct session *s, const char *unit, const struct measure **table,
                        enum measure_source source, bool district, struct measure_ask *asks,
                        size_t count, struct err *e) {
    struct buf outer = {0}, inner = {0};
    struct query q = {0};
    bool row = false;
    enum rc rc = RC_OK;
    for (size_t i = 0; i < count; i++)
        if (same_pass(table[i], source, district))
            add_columns(&outer, &inner, table[i], i);
    if (inner.len == 0 && !inner.failed)
        return RC_OK;
    struct buf sql = {0};
    buf_printf(&sql,
               "SELECT count(*)%s FROM (SELECT %s FROM %s WHERE u.deleted_at IS NULL "
               "AND u.kind %s 'district' AND (:unit IS NULL OR u.code = :unit) GROUP BY u.id)",
               buf_str(&outer), buf_str(&inner), measure_tables[source], district ? "=" : "<>");
    rc = sql.failed || outer.failed || inner.failed
             ? err_nomem(e)
             : query_open(&q, s, CAP_TOTALS, buf_str(&sql), e);
    if (!rc) {
        bind_asks(&q, unit, asks, count);
        rc = query_step(&q, &row, e);
    }
    if (!rc && row)
        take_columns(&q, table, source, district, asks, count);
    query_close(&q);
    buf_free(&sql);
    buf_free(&outer);
    buf_free(&inner);
    return rc;
}

static enum rc whole(struct session *s, const char *unit, const struct measure *m,
                     struct measure_ask *ask, struct err *e) {
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_TOTALS, m->sql, e);
    if (!rc) {
        query_bind_text(&q, ":unit", unit);
        rc = query_step(&q, &row, e);
    }
    if (!rc && row)
        ask->value = query_number(&q, 0);
    query_close(&q);
    return rc;
}

static enum rc find_all(const struct measure **table, const struct measure_ask *asks, size_t count,
                        struct err *e) {
    for (size_t i = 0; i < count; i++)
        if ((table[i] = measure_find(asks[i].name)) == NULL)
            return err_set(e, RC_MISSING, "Không có số liệu “%s”.", asks[i].name);
    return RC_OK;
}

static enum rc count_all(struct session *s, const char *unit, const struct measure **table,
                         struct measure_ask *asks, size_t count, struct err *e) {
    enum rc rc = find_all(table, asks, count, e);
    for (size_t i = 0; !rc && i < count; i++) {
        asks[i].value = asks[i].reached = asks[i].units = 0;
        if (table[i]->source == WHOLE)
            rc = whole(s, unit, table[i], &asks[i], e);
    }
    for (int source = 0; !rc && source < MEASURE_JOINS; source++) {
        rc = one_pass(s, unit, table, (enum measure_source)source, false, asks, count, e);
        if (!rc)
            rc = one_pass(s, unit, table, (enum measure_source)source, true, asks, count, e);
    }
    return rc;
}

enum rc measure_many(struct session *s, const char *unit, struct measure_ask *asks, size_t count,
                     struct err *e) {
    if (unit && !session_may(s, CAP_READ, unit, e))
        return RC_DENIED;
    const struct measure **table = calloc(count + 1, sizeof(const struct measure *));
    if (table == NULL)
        return err_nomem(e);
    enum rc rc = count_all(s, unit, table, asks, count, e);
    free((void *)table);
    return rc;
}

enum rc measure_value(struct session *s, const char *name, const char *unit, int64_t *out,
                      struct err *e) {
    struct measure_ask ask = {.name = name};
    enum rc rc = measure_many(s, unit, &ask, 1, e);
    *out = ask.value;
    return rc;
}

enum rc measure_units(struct session *s, const char *name, int64_t at_least, int64_t *reached,
                      int64_t *units, struct err *e) {
    struct measure_ask ask = {.name = name, .at_least = at_least};
    enum rc rc = measure_many(s, NULL, &ask, 1, e);
    *reached = ask.reached;
    *units = ask.units;
    return rc;
}
