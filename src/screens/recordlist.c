/* A store's list on a screen. */
#include "thidua/recordlist.h"
#include "thidua/dialog.h"
#include <string.h>

enum { LEAST_TEXT = 20, MOST_TEXT = 64, FILTER_MOST = 80 };

static struct recordlist *of(const struct screen *s) {
    return s->state;
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    return list_total(app_session(s), &of(s)->list, out, e);
}

static enum rc position(struct screen *s, int64_t id, int64_t *out, struct err *e) {
    return list_position(app_session(s), &of(s)->list, id, out, e);
}

static enum rc find(struct screen *s, int64_t from, int step, const char *folded, int64_t *out,
                    struct err *e) {
    return list_find(app_session(s), &of(s)->list, from, step, folded, out, e);
}

static enum rc sort(struct screen *s, int column, bool descending, struct err *e) {
    struct recordlist *r = of(s);
    (void)e;
    r->list.sort = column < 0 ? 0 : 1 + r->shown[column];
    r->list.descending = column >= 0 && descending;
    return RC_OK;
}

/* Text of one row's shown cells, into `a`. */
static enum rc fill_row(struct screen *s, const struct list_row *row, struct arena *a,
                        struct view_row *out, struct err *e) {
    struct recordlist *r = of(s);
    const struct field_names *names = session_names(app_session(s));
    struct buf text = {0};
    out->id = row->id;
    out->version = row->version;
    for (size_t i = 0; i < r->ncolumns; i++) {
        buf_clear(&text);
        list_cell_show(&r->list.spec->columns[r->shown[i]], &row->cells[r->shown[i]], names, &text);
        out->cells[i] = arena_dup(a, buf_str(&text));
    }
    bool failed = text.failed || a->failed;
    buf_free(&text);
    if (failed)
        return err_nomem(e);
    if (r->decorate)
        r->decorate(s, row, out);
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    struct list_row *read;
    size_t count;
    enum rc rc = list_page(app_session(s), &of(s)->list, from, most, a, &read, &count, e);
    for (size_t i = 0; !rc && i < count; i++)
        rc = fill_row(s, &read[i], a, &rows[i], e);
    *got = rc ? 0 : (int64_t)count;
    return rc;
}

static const struct view_source source = {
    .total = total, .page = page, .position = position, .find = find, .sort = sort};

static bool is_number(enum field_type t) {
    return t == FIELD_NUMBER || t == FIELD_DECIMAL || t == FIELD_MONEY || t == FIELD_PERCENT;
}

/* Whose it is needs no column where all is one unit's: its room goes to the text, but in the log,
 * where what a thing is says more than the rest of its name. */
static void choose_columns(struct recordlist *r, bool one_unit) {
    const struct list_spec *spec = r->list.spec;
    int spared = 0;
    for (size_t i = 0; i < spec->ncolumns && r->ncolumns < VIEW_COLUMNS; i++) {
        const struct list_column *c = &spec->columns[i];
        if (c->priority == 0)
            continue;
        if (one_unit && strcmp(c->key, "unit") == 0) {
            spared = spec->cap == CAP_LOG ? 0 : c->width + 1;
            continue;
        }
        r->shown[r->ncolumns] = (int)i;
        r->columns[r->ncolumns++] =
            (struct view_column){.heading = c->label,
                                 .width = c->width,
                                 .least = LEAST_TEXT + spared,
                                 .most = MOST_TEXT + spared,
                                 .priority = c->priority - 1,
                                 .align = is_number(c->type) ? TEXT_RIGHT : TEXT_LEFT,
                                 .sortable = true};
    }
}

/* What the rows are; NULL: of the log. */
static const struct kind *kind_of(struct screen *s) {
    const struct list_spec *spec = of(s)->list.spec;
    return strcmp(spec->name, "pace") == 0 ? &kinds[KIND_WORK] : kind_find(spec->name);
}

/* Not all of them are shown: how many are, what is done with them, and how to see the others. */
static void say_rows(struct screen *s) {
    const char *rows = "dòng", *key = of(s)->tags ? "t đánh dấu, " : "";
    if (s->list->total == 0) /* an empty list says it itself */
        return;
    if (kind_of(s) && recordlist_shows_deleted(s, NULL)) {
        rows = "dòng đã xóa";
        key = "L lấy lại, ";
    }
    ui_say(s, "Còn %lld %s; %sF bỏ lọc.", (long long)s->list->total, rows, key);
}

/* The field that a new record takes from this filter: its unit, its kind; NULL: none. */
static const struct field *begun_with(struct screen *s, size_t filter) {
    const struct kind *kind = kind_of(s);
    const char *key = of(s)->list.spec->filters[filter].key;
    const struct field *f = kind ? field_find(kind->fields, kind->count, key) : NULL;
    bool taken =
        f && (f->flags & FIELD_KEPT) == 0 && (f->type == FIELD_TERM || f->type == FIELD_CHOICE);
    return taken ? f : NULL;
}

/* Is it empty because of its filters? Of what a new record begins with (this unit's, of this duty)
 * there may be none yet; the others hide what is there. */
static bool is_hidden(struct screen *s) {
    const struct recordlist *r = of(s);
    struct list all = r->list;
    int64_t others = 0;
    bool hides = false;
    for (size_t i = 0; i < all.spec->nfilters; i++) {
        hides = hides || (all.filter[i] && (r->narrowed || !begun_with(s, i)));
        all.filter[i] = NULL;
    }
    return hides && s->list->total == 0 &&
           list_total(app_session(s), &all, &others, NULL) == RC_OK && others > 0;
}

/* An empty list says why it is empty, and what she may do about it. */
static void say_none(struct screen *s) {
    struct recordlist *r = of(s);
    if (is_hidden(s))
        s->list->none = "Không có dòng nào khớp điều kiện lọc; F bỏ lọc.";
    else if (r->how && ui_may(s, r->begins, NULL))
        s->list->none = r->how;
    else
        s->list->none = r->none;
}

enum rc recordlist_open(struct screen *s, const char *name, const struct list_rows *rows,
                        struct err *e) {
    struct recordlist *r = of(s);
    const struct list_rows all = {.list = name};
    enum rc rc = list_of_rows(app_session(s), rows ? rows : &all, &s->arena, &r->list, e);
    r->news = app_of(s)->news;
    choose_columns(r, app_own_unit(s) != NULL);
    if (!rc)
        rc = listview_open(s, &source, r->columns, r->ncolumns, e);
    if (rc)
        return rc;
    s->list->of = r->list.spec->name;
    s->list->tags = r->tags;
    say_none(s);
    if (rows && rows->set[0].filter)
        say_rows(s);
    return RC_OK;
}

enum outcome recordlist_resume(struct screen *s) {
    struct err e;
    if (listview_reload(s, &e)) {
        app_news_again(&of(s)->news);
        ui_fail(s, &e);
    }
    say_none(s);
    return UI_DONE;
}

enum outcome recordlist_tick(struct screen *s) {
    return app_news(s, &of(s)->news) ? recordlist_resume(s) : UI_PASS;
}

int64_t recordlist_selected(struct screen *s) {
    return s->list->total > 0 ? s->list->selected_id : 0;
}

bool recordlist_has_row(struct screen *s, struct err *why) {
    if (recordlist_selected(s))
        return true;
    err_set(why, RC_MISSING, "Danh sách đang trống.");
    return false;
}

/* ---- filters */

void recordlist_title(struct screen *s, struct buf *left, struct buf *right) {
    const struct recordlist *r = of(s);
    (void)right;
    buf_puts(left, s->ops->name);
    for (size_t i = 0; i < r->list.spec->nfilters; i++)
        if (r->list.filter[i]) {
            const struct list_filter *f = &r->list.spec->filters[i];
            buf_printf(left, " · %s: ", f->label);
            list_filter_show(app_session(s), f, r->list.filter[i], left);
        }
}

/* Filtered like `to` from now on, by herself or not; where that cannot be read, as before. */
static enum rc filter_as(struct screen *s, const struct list *to, bool narrowed, struct err *e) {
    struct recordlist *r = of(s);
    const struct list before = r->list;
    r->list = *to;
    enum rc rc = listview_reload(s, e);
    if (rc)
        r->list = before;
    else
        r->narrowed = narrowed;
    say_none(s);
    return rc;
}

static enum outcome set_filter(struct screen *s, size_t index, const char *value) {
    const struct recordlist *r = of(s);
    struct list to = r->list;
    struct err e;
    enum rc rc = RC_OK;
    to.filter[index] = NULL;
    if (value)
        rc =
            list_filter_set(app_session(s), &to, to.spec->filters[index].key, value, &s->arena, &e);
    if (!rc)
        rc = filter_as(s, &to, r->narrowed || value, &e);
    if (rc)
        ui_fail(s, &e);
    else if (value)
        say_rows(s);
    return UI_DONE;
}

enum outcome recordlist_filter(struct screen *s, const char *key, const char *value) {
    const struct list_spec *spec = of(s)->list.spec;
    for (size_t i = 0; i < spec->nfilters; i++)
        if (strcmp(spec->filters[i].key, key) == 0)
            return set_filter(s, i, value);
    return UI_DONE;
}

enum outcome recordlist_clear_filters(struct screen *s) {
    struct list to = of(s)->list;
    struct err e;
    for (size_t i = 0; i < to.spec->nfilters; i++)
        to.filter[i] = NULL;
    if (filter_as(s, &to, false, &e))
        ui_fail(s, &e);
    return UI_DONE;
}

static bool filter_at(void *ctx, size_t i, const char **label) {
    const struct list_spec *spec = of(ctx)->list.spec;
    if (i >= spec->nfilters)
        return false;
    *label = spec->filters[i].label;
    return true;
}

/* The first value is "all". */
static bool value_at(void *ctx, size_t i, const char **label) {
    struct screen *s = ctx;
    struct choice c = {NULL, "tất cả"};
    const struct list_filter *f = &of(s)->list.spec->filters[of(s)->filtering];
    if (i > 0 && !list_filter_value(app_session(s), f, i - 1, &c))
        return false;
    *label = c.label;
    return true;
}

static enum outcome value_chosen(struct screen *s, int64_t answer, const char *text) {
    size_t index = (size_t)of(s)->filtering;
    const struct list_filter *f = &of(s)->list.spec->filters[index];
    struct choice c = {NULL, NULL};
    (void)text;
    if (answer == 0 ||
        (answer > 1 && !list_filter_value(app_session(s), f, (size_t)answer - 2, &c)))
        return UI_DONE;
    return set_filter(s, index, c.code);
}

static enum outcome value_typed(struct screen *s, int64_t answer, const char *text) {
    return answer ? set_filter(s, (size_t)of(s)->filtering, *text ? text : NULL) : UI_DONE;
}

/* What is no value of the filter stays in the line, to be mended. */
static enum rc try_value(struct screen *over, void *ctx, const char *text, struct err *e) {
    const struct recordlist *r = of(ctx);
    struct list tried = r->list;
    const char *key = r->list.spec->filters[r->filtering].key;
    return list_filter_set(app_session(over), &tried, key, text, &over->arena, e);
}

static void ask_value(struct screen *s, const struct list_filter *f, const char *now) {
    struct buf text = {0};
    if (now)
        list_filter_show(app_session(s), f, now, &text);
    const struct prompt p = {.question = f->label,
                             .text = buf_str(&text),
                             .most = FILTER_MOST,
                             .ctx = s,
                             .save = try_value};
    dialog_prompt(s, &p, value_typed);
    buf_free(&text);
}

static enum outcome filter_chosen(struct screen *s, int64_t answer, const char *text) {
    struct recordlist *r = of(s);
    (void)text;
    if (answer == 0)
        return UI_DONE;
    r->filtering = (int)answer - 1;
    const struct list_filter *f = &r->list.spec->filters[r->filtering];
    if (f->match == MATCH_EQUAL || f->match == MATCH_NUMBER || f->match == MATCH_RECORD ||
        f->match == MATCH_DATE)
        ask_value(s, f, r->list.filter[r->filtering]);
    else
        dialog_choose(s, f->label, value_at, s, -1, value_chosen);
    return UI_DONE;
}

enum outcome recordlist_choose_filter(struct screen *s) {
    if (of(s)->list.spec->nfilters == 0) {
        ui_warn(s, "Danh sách này không có điều kiện lọc.");
        return UI_DONE;
    }
    dialog_choose(s, "Lọc theo", filter_at, s, -1, filter_chosen);
    return UI_DONE;
}

/* ---- a new record */

/* What the list is filtered by, if it may be chosen for what is new. */
static void take_filter(struct screen *s, size_t index, void *record) {
    const struct field *f = begun_with(s, index);
    const char *value = of(s)->list.filter[index];
    const struct term *t =
        f && f->of ? campaign_term_find(app_session(s)->campaign, f->of, value) : NULL;
    if (f && (t == NULL || !t->retired))
        (void)field_parse(f, value, session_names(app_session(s)), &s->arena, record, NULL);
}

enum outcome recordlist_add(struct screen *s) {
    const struct list *l = &of(s)->list;
    const struct kind *kind = kind_of(s);
    void *start = arena_alloc(&s->arena, kind->size);
    struct err e;
    if (start == NULL) {
        err_nomem(&e);
        ui_fail(s, &e);
        return UI_DONE;
    }
    record_blank(kind, start);
    for (size_t i = 0; i < l->spec->nfilters; i++)
        if (l->filter[i])
            take_filter(s, i, start);
    return acts_edit(s, kind->id, 0, start);
}

/* ---- one record */

bool recordlist_can_change(struct screen *s, struct err *why) {
    return acts_change_enabled(s, kind_of(s)->id, recordlist_selected(s), why);
}

enum outcome recordlist_edit(struct screen *s) {
    return acts_edit(s, kind_of(s)->id, recordlist_selected(s), NULL);
}

enum outcome recordlist_delete(struct screen *s) {
    return acts_delete(s, kind_of(s)->id, recordlist_selected(s));
}

enum outcome recordlist_history(struct screen *s) {
    return acts_history(s, kind_of(s), recordlist_selected(s));
}

bool recordlist_shows_deleted(struct screen *s, struct err *why) {
    const struct recordlist *r = of(s);
    if (!ui_may(s, kind_of(s)->write, why))
        return false;
    for (size_t i = 0; i < r->list.spec->nfilters; i++)
        if (r->list.spec->filters[i].sql == NULL && r->list.filter[i] &&
            strcmp(r->list.filter[i], "1") == 0)
            return recordlist_has_row(s, why);
    err_set(why, RC_INVALID, "Hãy lọc những dòng đã xóa trước (f, đã xóa: có).");
    return false;
}

enum outcome recordlist_recover(struct screen *s) {
    return acts_recover(s, kind_of(s)->id, recordlist_selected(s));
}
