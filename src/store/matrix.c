/* Units × duties. A unit that has registered has done the duty coded `register` without an entry
 * of its own: the works say it. */
#include "sql_words.h"
#include "thidua/list.h"
#include "thidua/query.h"
#include <string.h>

/* Place of the duty among those asked of units, -1 if it is not one. */
static int place_of(const struct campaign *c, const char *code) {
    int place = 0;
    for (size_t i = 0; code && i < c->nduties; i++) {
        if (!duty_of_units(&c->duties[i]))
            continue;
        if (strcmp(c->duties[i].term.code, code) == 0)
            return place;
        place++;
    }
    return -1;
}

static size_t count_duties(const struct campaign *c) {
    size_t n = 0;
    for (size_t i = 0; i < c->nduties; i++)
        n += duty_of_units(&c->duties[i]);
    return n;
}

#define UNITS                                                                                      \
    " FROM unit WHERE deleted_at IS NULL AND " SQL_COUNTS(                                         \
        "") " AND (:scope IS NULL OR code = :scope)"

enum rc list_matrix_total(struct session *s, int64_t *out, struct err *e) {
    return query_one(s, CAP_READ, "SELECT count(*)" UNITS, out, e);
}

static enum rc read_units(struct session *s, int64_t from, int64_t most, struct arena *a,
                          struct matrix_row *rows, size_t *count, struct err *e) {
    static const char sql[] =
        "SELECT id, code, name" UNITS " ORDER BY name_order, code LIMIT :most OFFSET :from";
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    if (!rc) {
        query_bind(&q, ":from", from);
        query_bind(&q, ":most", most);
    }
    while (!rc && !(rc = query_step(&q, &row, e)) && row) {
        struct matrix_row *r = &rows[(*count)++];
        r->id = query_number(&q, 0);
        r->unit = arena_dup(a, query_text(&q, 1));
        r->name = arena_dup(a, query_text(&q, 2));
        r->done = arena_array(a, count_duties(s->campaign) + 1, sizeof *r->done);
    }
    query_close(&q);
    return rc ? rc : a->failed ? err_nomem(e) : RC_OK;
}

static enum rc read_duties(struct session *s, struct matrix_row *rows, size_t count,
                           struct err *e) {
    static const char sql[] =
        "SELECT duty, count(*) FROM duty_done WHERE campaign = :campaign AND unit = :unit"
        " AND deleted_at IS NULL AND (:scope IS NULL OR unit = :scope) GROUP BY duty"
        " UNION ALL SELECT " SQL_REGISTER ", 1 WHERE EXISTS (SELECT 1 FROM tally"
        " WHERE campaign = :campaign AND unit = :unit AND " SQL_REGISTERED("") " > 0)";
    struct query q = {0};
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    for (size_t i = 0; !rc && i < count; i++) {
        bool row = false;
        query_again(&q);
        query_bind_text(&q, ":unit", rows[i].unit);
        while (!rc && !(rc = query_step(&q, &row, e)) && row) {
            int place = place_of(s->campaign, query_text(&q, 0));
            if (place >= 0)
                rows[i].done[place] += query_number(&q, 1);
        }
    }
    query_close(&q);
    return rc;
}

enum rc list_matrix(struct session *s, int64_t from, int64_t most, struct arena *a,
                    struct matrix_row **rows, size_t *count, struct err *e) {
    *count = 0;
    *rows = arena_array(a, most > 0 ? (size_t)most : 1, sizeof **rows);
    if (*rows == NULL)
        return err_nomem(e);
    enum rc rc = read_units(s, from, most, a, *rows, count, e);
    return rc ? rc : read_duties(s, *rows, *count, e);
}
