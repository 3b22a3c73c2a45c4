/* thidua list: any list of list.h, as text, CSV or JSON. */
#include "thidua/list.h"
#include "thidua/command.h"
#include "thidua/table.h"
#include "thidua/text.h"
#include <string.h>

enum { NAMES = 64 };

bool command_filter_is_flag(const char *key) {
    for (size_t i = 0; i < list_count_specs; i++)
        for (size_t k = 0; k < lists[i]->nfilters; k++)
            if (!strcmp(lists[i]->filters[k].key, key) && lists[i]->filters[k].match != MATCH_FLAG)
                return false;
    return true;
}

static enum rc unknown_list(const char *name, struct err *e) {
    const char *names[NAMES];
    struct buf all = {0};
    size_t n = 0;
    char quoted[TEXT_QUOTE_SIZE];
    for (; n < list_count_specs && n < NAMES; n++) {
        names[n] = lists[n]->name;
        buf_printf(&all, "%s%s", n ? ", " : "", names[n]);
    }
    const char *near = text_nearest(name, names, n);
    text_quote(name, quoted);
    enum rc rc =
        near ? err_set(e, RC_INVALID, "Không có danh sách %s; có phải “%s” không?", quoted, near)
             : err_set(e, RC_INVALID, "Không có danh sách %s; có: %s.", quoted, buf_str(&all));
    buf_free(&all);
    return rc;
}

static enum rc set_sort(struct list *l, const char *column, struct err *e) {
    const char *names[LIST_COLUMNS];
    char quoted[TEXT_QUOTE_SIZE];
    l->descending = column[0] == '-';
    column += l->descending;
    for (size_t i = 0; i < l->spec->ncolumns; i++) {
        names[i] = l->spec->columns[i].key;
        if (!strcmp(names[i], column)) {
            l->sort = 1 + (int)i;
            return RC_OK;
        }
    }
    const char *near = text_nearest(column, names, l->spec->ncolumns);
    text_quote(column, quoted);
    if (near)
        return err_set(e, RC_INVALID, "Danh sách không có cột %s; có phải “%s” không?", quoted,
                       near);
    return err_set(e, RC_INVALID, "Danh sách không có cột %s; xem: thidua help list.", quoted);
}

static enum rc read_options(struct job *job, struct list *l, struct err *e) {
    const struct command_line *line = job->line;
    const char *sort = job_option(job, "sort");
    const char *search = job_option(job, "search");
    enum rc rc = RC_OK;
    for (size_t i = 0; i < line->nfilters && !rc; i++)
        rc = list_filter_set(job->session, l, line->filters[i].key,
                             line->filters[i].value ? line->filters[i].value : "có", job->arena, e);
    if (!rc && sort)
        rc = set_sort(l, sort, e);
    if (!rc && search) {
        struct buf clean = {0};
        rc = text_clean(search, strlen(search), TEXT_ONE_LINE, &clean, e);
        if (!rc)
            l->search = text_folded(job->arena, buf_str(&clean));
        buf_free(&clean);
        if (!rc && !l->search)
            rc = err_nomem(e);
    }
    return rc;
}

static enum rc row(void *ctx, const struct list_row *r, struct err *e) {
    return table_row(ctx, r->cells, e);
}

enum rc cmd_list(struct job *job, struct err *e) {
    struct list l = {.spec = list_spec_find(job->line->words[0])};
    struct table t = {0};
    enum table_format format = TABLE_TEXT;
    if (!l.spec)
        return unknown_list(job->line->words[0], e);
    enum rc rc = session_need(job->session, l.spec->cap, e);
    if (!rc)
        rc = job_format(job, &format, e);
    if (!rc)
        rc = read_options(job, &l, e);
    if (!rc)
        rc = table_begin(&t, format, l.spec->columns, l.spec->ncolumns, session_names(job->session),
                         &job->out, e);
    /* Text shows what a wide screen would, and the number that other commands want. */
    for (size_t i = 0; i < l.spec->ncolumns && format == TABLE_TEXT && !rc; i++)
        t.shown[i] = l.spec->columns[i].priority || !strcmp(l.spec->columns[i].key, "id");
    if (!rc)
        rc = list_each(job->session, &l, row, &t, e);
    if (!rc)
        rc = table_end(&t, e);
    table_free(&t);
    return rc;
}
