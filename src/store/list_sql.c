/* From a list as an officer set it to the statement that reads it. Only texts of the tables, and
 * codes of choice tables, become part of the statement; what a person wrote is bound. */
#include "list_parts.h"
#include <stdio.h>
#include <string.h>

/* `condition` with :value as :valueN, or with the code of a choice in its place: a constant lets
 * SQLite use an index made for that one state. */
static void add_condition(struct buf *sql, const struct list_filter *f, size_t index,
                          const char *value) {
    const char *condition = f->sql, *at;
    while ((at = strstr(condition, ":value")) != NULL) {
        buf_add(sql, condition, (size_t)(at - condition));
        if (f->match == MATCH_CHOICE)
            buf_printf(sql, "'%s'", value);
        else
            buf_printf(sql, ":value%zu", index);
        condition = at + strlen(":value");
    }
    buf_puts(sql, condition);
}

static void add_filter(struct buf *sql, const struct list_filter *f, size_t index,
                       const char *value) {
    bool plain = f->match != MATCH_FLAG || strstr(f->sql, ":value") != NULL;
    if (plain) {
        buf_puts(sql, " AND (");
        add_condition(sql, f, index, value);
        buf_puts(sql, ")");
    } else if (strcmp(value, "1") == 0) {
        buf_printf(sql, " AND (%s)", f->sql);
    } else {
        buf_printf(sql, " AND NOT coalesce((%s), 0)", f->sql);
    }
}

/* The deleted instead of the living? */
static bool hidden(const struct list *l) {
    for (size_t i = 0; i < l->spec->nfilters; i++)
        if (l->spec->filters[i].sql == NULL && l->filter[i])
            return strcmp(l->filter[i], "1") == 0;
    return false;
}

void list_sql_from(struct buf *sql, const struct list *l, bool walk) {
    const struct list_spec *spec = l->spec;
    buf_printf(sql, " FROM %s WHERE %s", walk && spec->walk ? spec->walk : spec->from, spec->where);
    if (spec->deleted)
        buf_printf(sql, " AND %s IS %s", spec->deleted, hidden(l) ? "NOT NULL" : "NULL");
    for (size_t i = 0; i < spec->nfilters; i++)
        if (l->filter[i] && spec->filters[i].sql)
            add_filter(sql, &spec->filters[i], i, l->filter[i]);
    if (l->search && spec->search)
        buf_printf(sql, " AND instr(%s, :search) > 0", spec->search);
}

static void add_term(struct buf *sql, const char *expression, bool descending) {
    buf_printf(sql, "%s%s%s", sql->len && sql->data[sql->len - 1] == ' ' ? "" : ", ", expression,
               descending ? " DESC" : "");
}

/* A choice comes in its table's order: nháp, đã gửi, …, not in that of its code; a text in
 * Vietnamese order. What is not given comes last whichever way the column is sorted. */
static void add_column(struct buf *sql, const struct list_column *c, bool descending, bool back) {
    struct buf key = {0}, none = {0};
    if (c->type == FIELD_CHOICE && c->sort == NULL) {
        buf_printf(&key, "CASE %s", c->sql);
        for (int i = 0; c->choices[i].code; i++)
            buf_printf(&key, " WHEN '%s' THEN %d", c->choices[i].code, i);
        buf_puts(&key, " END");
    } else if (c->sort == NULL && (c->type == FIELD_TEXT || c->type == FIELD_NOTE)) {
        buf_printf(&key, "order_key(%s)", c->sql);
    } else {
        buf_printf(&key, "(%s)", c->sort ? c->sort : c->sql);
    }
    buf_printf(&none, "%s IS NULL", buf_str(&key));
    add_term(sql, buf_str(&none), back);
    add_term(sql, buf_str(&key), descending != back);
    sql->failed |= key.failed || none.failed;
    buf_free(&key);
    buf_free(&none);
}

void list_sql_order(struct buf *sql, const struct list *l, bool back) {
    buf_puts(sql, " ORDER BY ");
    if (l->sort > 0)
        add_column(sql, &l->spec->columns[l->sort - 1], l->descending, back);
    for (int i = 0; i < LIST_ORDER && l->spec->order[i]; i++) {
        const char *term = l->spec->order[i];
        bool down = *term == '-';
        add_term(sql, down ? term + 1 : term, down != back);
    }
}

enum rc list_sql_open(struct query *q, struct session *s, const struct list *l,
                      const struct buf *sql, struct err *e) {
    char end[DATE_TEXT_SIZE];
    if (sql->failed)
        return err_nomem(e);
    enum rc rc = query_open(q, s, l->spec->cap, buf_str(sql), e);
    if (rc)
        return rc;
    for (size_t i = 0; i < l->spec->nfilters; i++) {
        char name[32];
        const struct list_filter *f = &l->spec->filters[i];
        if (l->filter[i] == NULL)
            continue;
        snprintf(name, sizeof name, ":value%zu", i);
        if (f->match == MATCH_FLAG)
            query_bind(q, name, strcmp(l->filter[i], "1") == 0);
        else
            query_bind_text(q, name, l->filter[i]);
    }
    if (l->search)
        query_bind_text(q, ":search", l->search);
    query_bind_text(q, ":end", date_iso(s->campaign->end, end));
    return RC_OK;
}
