/* Reading a list: how many rows, which ids stand where, the rows behind them.
 *
 * Ids come first, in order, from the index that has that order; the columns of a row are read only
 * for the rows asked for. So a page costs what stands before it in the index and no more, and past
 * the middle it is read from the far end. */
#include "list_parts.h"
#include <stdlib.h>
#include <string.h>

const struct list_spec *const lists[] = {&list_works,       &list_pace,   &list_units,
                                         &list_progress,    &list_duties, &list_receipts,
                                         &list_nominations, &list_log,    &list_officers};
const size_t list_count_specs = COUNT_OF(lists);

/* Further in than this, it is worth counting the rows to know which end is nearer. */
enum { FAR_IN = 1000 };

const struct list_spec *list_spec_find(const char *name) {
    for (size_t i = 0; i < list_count_specs; i++)
        if (strcmp(lists[i]->name, name) == 0 ||
            (lists[i]->alias && strcmp(lists[i]->alias, name) == 0))
            return lists[i];
    return NULL;
}

static bool as_it_comes(const struct list *l) {
    for (size_t i = 0; i < l->spec->nfilters; i++)
        if (l->filter[i])
            return false;
    return l->search == NULL;
}

enum rc list_total(struct session *s, const struct list *l, int64_t *out, struct err *e) {
    struct buf sql = {0};
    struct query q = {0};
    bool row = false;
    if (l->spec->total && as_it_comes(l)) {
        buf_puts(&sql, l->spec->total);
    } else {
        buf_puts(&sql, "SELECT count(*)");
        list_sql_from(&sql, l, false);
    }
    enum rc rc = list_sql_open(&q, s, l, &sql, e);
    if (!rc)
        rc = query_step(&q, &row, e);
    if (!rc)
        *out = row ? query_number(&q, 0) : 0;
    query_close(&q);
    buf_free(&sql);
    return rc;
}

/* Ids in order, and beside each whether the row holds :needle (only where `needle`). */
static enum rc open_ids(struct query *q, struct session *s, const struct list *l, bool back,
                        bool needle, struct err *e) {
    struct buf sql = {0};
    buf_printf(&sql, "SELECT %s", l->spec->id);
    if (needle)
        buf_printf(&sql, ", instr(%s, :needle) > 0", l->spec->search);
    list_sql_from(&sql, l, l->sort == 0);
    list_sql_order(&sql, l, back);
    buf_puts(&sql, " LIMIT :most OFFSET :from");
    enum rc rc = list_sql_open(q, s, l, &sql, e);
    buf_free(&sql);
    return rc;
}

struct ids {
    int64_t *at;
    size_t count, room;
};

static enum rc add_id(struct ids *ids, int64_t id, struct err *e) {
    if (ids->count == ids->room) {
        size_t room = ids->room ? 2 * ids->room : 64;
        int64_t *at = realloc(ids->at, room * sizeof *at);
        if (at == NULL)
            return err_nomem(e);
        ids->at = at;
        ids->room = room;
    }
    ids->at[ids->count++] = id;
    return RC_OK;
}

/* `most` ids from the `from`-th on; a negative `most`: all. */
static enum rc read_ids(struct session *s, const struct list *l, int64_t from, int64_t most,
                        bool back, struct ids *ids, struct err *e) {
    struct query q = {0};
    bool row = false;
    enum rc rc = open_ids(&q, s, l, back, false, e);
    if (!rc) {
        query_bind(&q, ":from", from);
        query_bind(&q, ":most", most);
    }
    while (!rc && !(rc = query_step(&q, &row, e)) && row)
        rc = add_id(ids, query_number(&q, 0), e);
    query_close(&q);
    return rc;
}

static enum rc read_ids_near(struct session *s, const struct list *l, int64_t from, int64_t most,
                             struct ids *ids, struct err *e) {
    int64_t total = 0;
    if (from < FAR_IN)
        return read_ids(s, l, from, most, false, ids, e);
    enum rc rc = list_total(s, l, &total, e);
    if (rc || from >= total)
        return rc;
    if (from < total / 2)
        return read_ids(s, l, from, most, false, ids, e);
    if (most > total - from)
        most = total - from;
    rc = read_ids(s, l, total - from - most, most, true, ids, e);
    for (size_t i = 0, j = ids->count; i + 1 < j; i++) {
        int64_t id = ids->at[i];
        ids->at[i] = ids->at[--j];
        ids->at[j] = id;
    }
    return rc;
}

/* ---- the rows behind ids */

enum { FIRST_COLUMN = 3 };

static enum rc open_rows(struct query *q, struct session *s, const struct list *l, struct err *e) {
    const struct list_spec *spec = l->spec;
    struct list plain = {.spec = spec};
    for (size_t i = 0; i < spec->nfilters; i++)
        if (spec->filters[i].sql == NULL)
            plain.filter[i] = l->filter[i];
    struct buf sql = {0};
    buf_printf(&sql, "SELECT %s, %s, %s", spec->id, spec->version ? spec->version : "0",
               spec->unit ? spec->unit : "NULL");
    for (size_t i = 0; i < spec->ncolumns; i++)
        buf_printf(&sql, ", %s", spec->columns[i].sql);
    list_sql_from(&sql, &plain, false);
    buf_printf(&sql, " AND %s = :id", spec->id);
    enum rc rc = list_sql_open(q, s, &plain, &sql, e);
    buf_free(&sql);
    return rc;
}

static void read_cell(struct query *q, int at, const struct list_column *c, struct arena *a,
                      struct list_cell *out) {
    const char *code;
    *out = (struct list_cell){.number = FIELD_NONE};
    switch (c->type) {
    case FIELD_DATE:
        out->number = query_date(q, at);
        break;
    case FIELD_CHOICE:
        if ((code = query_text(q, at)) != NULL && choice_index(c->choices, code) >= 0)
            out->number = choice_index(c->choices, code);
        break;
    default:
        if (field_is_text(c->type))
            out->text = arena_dup(a, query_text(q, at));
        else
            out->number = query_number(q, at);
    }
}

/* *found is false when the record is gone. */
static enum rc read_row(struct query *q, const struct list_spec *spec, int64_t id, struct arena *a,
                        struct list_row *out, bool *found, struct err *e) {
    query_again(q);
    query_bind(q, ":id", id);
    enum rc rc = query_step(q, found, e);
    if (rc || !*found)
        return rc;
    out->id = query_number(q, 0);
    out->version = query_number(q, 1);
    out->unit = arena_dup(a, query_text(q, 2));
    out->cells = arena_array(a, spec->ncolumns, sizeof *out->cells);
    for (size_t i = 0; out->cells && i < spec->ncolumns; i++)
        read_cell(q, FIRST_COLUMN + (int)i, &spec->columns[i], a, &out->cells[i]);
    query_again(q);
    return a->failed ? err_nomem(e) : query_row_whole(q, e);
}

static enum rc read_page(struct session *s, const struct list *l, int64_t from, int64_t most,
                         struct arena *a, struct list_row **rows, size_t *count, struct err *e) {
    struct ids ids = {0};
    struct query q = {0};
    enum rc rc = read_ids_near(s, l, from, most, &ids, e);
    if (!rc)
        rc = open_rows(&q, s, l, e);
    if (!rc && (*rows = arena_array(a, ids.count ? ids.count : 1, sizeof **rows)) == NULL)
        rc = err_nomem(e);
    for (size_t i = 0; !rc && i < ids.count; i++) {
        bool found = false;
        rc = read_row(&q, l->spec, ids.at[i], a, &(*rows)[*count], &found, e);
        *count += found;
    }
    query_close(&q);
    free(ids.at);
    return rc;
}

enum rc list_page(struct session *s, const struct list *l, int64_t from, int64_t most,
                  struct arena *a, struct list_row **rows, size_t *count, struct err *e) {
    *rows = NULL;
    *count = 0;
    enum rc rc = query_moment(s, e);
    if (rc)
        return rc;
    rc = read_page(s, l, from, most, a, rows, count, e);
    query_moment_over(s);
    return rc;
}

/* Rows read at a time: each batch locks the file once, and lets go before anybody sees a row. */
enum { BATCH = 128 };

static enum rc read_batch(struct session *s, struct query *q, const struct list_spec *spec,
                          const int64_t *ids, size_t n, struct arena *a, struct list_row *rows,
                          size_t *count, struct err *e) {
    enum rc rc = query_moment(s, e);
    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < n; i++) {
        bool found = false;
        rc = read_row(q, spec, ids[i], a, &rows[*count], &found, e);
        *count += found;
    }
    query_moment_over(s);
    return rc;
}

enum rc list_each(struct session *s, const struct list *l, list_row_fn *row, void *ctx,
                  struct err *e) {
    struct ids ids = {0};
    struct query q = {0};
    struct arena a = {0};
    enum rc rc = read_ids(s, l, 0, -1, false, &ids, e);
    if (!rc)
        rc = open_rows(&q, s, l, e);
    for (size_t from = 0; !rc && from < ids.count; from += BATCH) {
        struct list_row rows[BATCH];
        size_t n = ids.count - from < BATCH ? ids.count - from : BATCH, count = 0;
        arena_reset(&a);
        rc = read_batch(s, &q, l->spec, ids.at + from, n, &a, rows, &count, e);
        for (size_t i = 0; !rc && i < count; i++)
            rc = row(ctx, &rows[i], e);
    }
    query_close(&q);
    arena_free(&a);
    free(ids.at);
    return rc;
}

enum rc list_position(struct session *s, const struct list *l, int64_t id, int64_t *out,
                      struct err *e) {
    struct query q = {0};
    bool row = false;
    int64_t at = 0;
    enum rc rc = open_ids(&q, s, l, false, false, e);
    if (!rc) {
        query_bind(&q, ":from", 0);
        query_bind(&q, ":most", -1);
    }
    *out = -1;
    for (; !rc && *out < 0 && !(rc = query_step(&q, &row, e)) && row; at++)
        if (query_number(&q, 0) == id)
            *out = at;
    query_close(&q);
    return rc;
}

/* Place of the first row with the needle among `most` rows from `from`, -1 if none has it; both
 * counted from the end when `back`. */
static enum rc seek(struct session *s, const struct list *l, const char *folded, bool back,
                    int64_t from, int64_t most, int64_t *out, struct err *e) {
    struct query q = {0};
    bool row = false;
    enum rc rc = open_ids(&q, s, l, back, true, e);
    if (!rc) {
        query_bind(&q, ":from", from);
        query_bind(&q, ":most", most);
        query_bind_text(&q, ":needle", folded);
    }
    *out = -1;
    for (int64_t at = from; !rc && *out < 0 && !(rc = query_step(&q, &row, e)) && row; at++)
        if (query_number(&q, 1) > 0)
            *out = at;
    query_close(&q);
    return rc;
}

enum rc list_find(struct session *s, const struct list *l, int64_t from, int step,
                  const char *folded, int64_t *out, struct err *e) {
    bool back = step < 0;
    int64_t total = 0;
    *out = -1;
    if (l->spec->search == NULL)
        return RC_OK;
    enum rc rc = list_total(s, l, &total, e);
    if (rc || total == 0)
        return rc;
    int64_t start = back ? total - 1 - from : from;
    if (start < 0 || start >= total)
        start = 0;
    rc = seek(s, l, folded, back, start, -1, out, e);
    if (!rc && *out < 0 && start > 0)
        rc = seek(s, l, folded, back, 0, start, out, e);
    if (!rc && *out >= 0 && back)
        *out = total - 1 - *out;
    return rc;
}
