/* Counting measures, any number in one call: those of works and of nominations in one pass each,
 * the others by a statement each that reads the records it counts and no more. 1,000 units with
 * 100,000 works take a few milliseconds. */
#include "measure_parts.h"
#include "sql_words.h"
#include "thidua/query.h"
#include <stdlib.h>
#include <string.h>

enum rc districts_read(struct session *s, struct arena *a, struct districts *out, struct err *e) {
    static const char sql[] =
        "SELECT code FROM unit WHERE " SQL_DISTRICT("") " AND (:scope IS NULL OR code = :scope)";
    struct query q = {0};
    size_t room = 0;
    bool row = false;
    *out = (struct districts){0};
    enum rc rc = query_open(&q, s, CAP_TOTALS, sql, e);
    while (!rc && !(rc = query_step(&q, &row, e)) && row) {
        const char **codes = arena_grow(a, out->codes, out->count, &room, sizeof(const char *));
        if (codes == NULL)
            break;
        out->codes = codes;
        out->codes[out->count++] = arena_dup(a, query_text(&q, 0));
    }
    query_close(&q);
    return rc ? rc : a->failed ? err_nomem(e) : RC_OK;
}

bool districts_have(const struct districts *d, const char *unit) {
    for (size_t i = 0; i < d->count; i++)
        if (strcmp(d->codes[i], unit) == 0)
            return true;
    return false;
}

static enum rc count_rows(struct session *s, const char *unit, const struct measure *m,
                          struct measure_ask *ask, struct err *e) {
    struct buf sql = {0};
    struct query q = {0};
    bool row = false;
    buf_printf(&sql, "SELECT coalesce(sum(n), 0), coalesce(sum(n >= :least), 0) FROM (%s)", m->sql);
    enum rc rc = sql.failed ? err_nomem(e) : query_open(&q, s, CAP_TOTALS, buf_str(&sql), e);
    if (!rc) {
        query_bind_text(&q, ":unit", unit);
        query_bind(&q, ":least", ask->at_least);
        rc = query_step(&q, &row, e);
    }
    if (!rc && row) {
        ask->value = query_number(&q, 0);
        ask->reached = query_number(&q, 1);
    }
    query_close(&q);
    buf_free(&sql);
    return rc;
}

static enum rc count_units(struct session *s, const char *unit, int64_t *out, struct err *e) {
    static const char sql[] = "SELECT count(*) FROM unit WHERE deleted_at IS NULL"
                              " AND " SQL_COUNTS("") " AND (:unit IS NULL OR code = :unit)";
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_TOTALS, sql, e);
    if (!rc) {
        query_bind_text(&q, ":unit", unit);
        rc = query_step(&q, &row, e);
    }
    *out = !rc && row ? query_number(&q, 0) : 0;
    query_close(&q);
    return rc;
}

/* The same as an ask before it: counted once. */
static const struct measure_ask *before(const struct measure_ask *asks, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (strcmp(asks[k].name, asks[i].name) == 0 && asks[k].at_least == asks[i].at_least)
            return &asks[k];
    return NULL;
}

static enum rc find_all(const struct measure **table, struct measure_ask *asks, size_t count,
                        struct err *e) {
    for (size_t i = 0; i < count; i++) {
        asks[i].value = asks[i].reached = asks[i].units = 0;
        if (measure_find(asks[i].name) == NULL)
            return err_set(e, RC_MISSING, "Không có số liệu “%s”.", asks[i].name);
        table[i] = before(asks, i) ? NULL : measure_find(asks[i].name);
    }
    return RC_OK;
}

/* What every ask gets beside its own count. A unit that has nothing is in no row, and reaches 0. */
static void complete(struct measure_ask *asks, size_t count, int64_t units) {
    for (size_t i = 0; i < count; i++) {
        const struct measure_ask *same = before(asks, i);
        if (same) {
            asks[i].value = same->value;
            asks[i].reached = same->reached;
        }
        asks[i].units = units;
        if (asks[i].at_least <= 0)
            asks[i].reached = units;
    }
}

enum rc measure_many(struct session *s, const char *unit, struct measure_ask *asks, size_t count,
                     struct err *e) {
    int64_t units = 0;
    enum rc rc = unit ? session_need_for(s, CAP_READ, unit, e) : RC_OK;
    if (rc)
        return rc;
    const struct measure **table = calloc(count + 1, sizeof(const struct measure *));
    if (table == NULL)
        return err_nomem(e);
    rc = find_all(table, asks, count, e);
    if (!rc)
        rc = count_units(s, unit, &units, e);
    if (!rc)
        rc = measure_pass(s, OF_WORKS, unit, table, asks, count, e);
    if (!rc)
        rc = measure_pass(s, OF_NOMINATIONS, unit, table, asks, count, e);
    for (size_t i = 0; !rc && i < count; i++)
        if (table[i] && table[i]->source == OF_ROWS)
            rc = count_rows(s, unit, table[i], &asks[i], e);
    if (!rc)
        complete(asks, count, units);
    free((void *)table);
    return rc;
}
