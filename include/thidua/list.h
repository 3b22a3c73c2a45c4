/* Lists of records: one engine for screens, `thidua list`, CSV and JSON.
 *
 * A list is a row of `lists[]` (what it shows, from where, in which order, by which filters) and
 * its columns a table. A screen shows some columns, `--json` all. Rows are read by page; sorting,
 * filtering and searching happen in SQL, always within the session's scope. */
#ifndef THIDUA_LIST_H
#define THIDUA_LIST_H

#include "thidua/arena.h"
#include "thidua/session.h"

struct list_column {
    const char *key;   /* JSON member, CSV header, name for sorting */
    const char *label; /* heading on screens and in text */
    enum field_type type;
    const struct choice *choices;
    const char *of;   /* FIELD_TERM(S) */
    const char *sql;  /* expression */
    const char *sort; /* expression to order by; NULL: as `sql`, choices in their table's order,
                         texts in the Vietnamese one */
    int width;        /* cells; 0: takes what is left */
    int priority;     /* screens hide the highest first; 0: never shown on a screen */
};

enum list_match {
    MATCH_EQUAL,
    MATCH_NUMBER,
    MATCH_RECORD, /* "công trình 4", "work 4": one of the kinds in `choices`, and its number */
    MATCH_CHOICE,
    MATCH_TERM,
    MATCH_FLAG,
    MATCH_DATE
};

struct list_filter {
    const char *key; /* `thidua list works --KEY=VALUE` */
    const char *label;
    enum list_match match;
    const struct choice *choices;
    const char *of;
    /* condition on :value; of a flag without :value: the condition that is "có"; NULL: show what is
     * deleted instead of what is there */
    const char *sql;
};

enum { LIST_FILTERS = 20, LIST_COLUMNS = 48, LIST_ORDER = 5 };

struct list_spec {
    const char *name, *alias; /* "works", "work" */
    const char *label;        /* "công trình, phần việc" */
    enum capability cap;
    const char *from;  /* tables, after FROM */
    const char *walk;  /* the same tables so joined that an index yields `order`; NULL: as `from` */
    const char *where; /* condition, naming :scope and :campaign */
    const char
        *deleted;      /* expression that is NULL for a living record; NULL: none is ever deleted */
    const char *total; /* number of rows without a filter, cheaper than counting; NULL: count */
    const char *id;    /* expression of the row's id */
    const char *version;           /* and of its version; NULL: it never changes */
    const char *unit;              /* expression of the owning unit's code, or NULL */
    const char *order[LIST_ORDER]; /* when no column is chosen; "-" before one: descending. The last
                                      of them is unique */
    const char *search;            /* expression of folded text to search in, or NULL */
    const struct list_column *columns;
    size_t ncolumns;
    const struct list_filter *filters;
    size_t nfilters;
};

/* works, pace (works under way, most urgent first), units, progress (entries), nominations, duties
 * (entries), receipts, officers, log. */
extern const struct list_spec *const lists[];
extern const size_t list_count_specs;
/* By name or alias; NULL if there is none. */
const struct list_spec *list_spec_find(const char *name);

/* One list as an officer set it: zero-initialise, set `spec`. */
struct list {
    const struct list_spec *spec;
    const char *filter[LIST_FILTERS]; /* code of the value, by index of spec->filters; NULL: all */
    const char *search;               /* folded text that rows must contain; NULL: all */
    int sort;                         /* 1 + index of a column; 0: the default order */
    bool descending;
};

/* Which rows of which list: what stands behind a figure. */
enum { LIST_SETTINGS = 3 };
struct list_rows {
    const char *list; /* by name; NULL: nothing */
    struct list_setting {
        const char *filter, *value; /* the first without a filter ends them */
    } set[LIST_SETTINGS];
};

struct list_cell {
    const char *text; /* for text types, NULL: none */
    int64_t number;   /* for number types, FIELD_NONE: none */
};

struct list_row {
    int64_t id;
    int64_t version;         /* 0: it never changes */
    const char *unit;        /* NULL: nobody's */
    struct list_cell *cells; /* one per column */
};

/* Set a filter from what a person wrote (code or label of the value, a date, có/không); "" takes it
 * away. RC_INVALID names what is allowed. */
enum rc list_filter_set(struct session *s, struct list *l, const char *key, const char *value,
                        struct arena *a, struct err *e);
/* The i-th value that a filter can have, as its code and label; false past the last, and of a
 * filter whose value is typed. */
bool list_filter_value(struct session *s, const struct list_filter *f, size_t i,
                       struct choice *out);
/* The filter's value for reading: "đã gửi", "05/11/2021", "công trình, phần việc 4". */
void list_filter_show(struct session *s, const struct list_filter *f, const char *value,
                      struct buf *out);
/* The list that holds just these rows; its values are in `a`. */
enum rc list_of_rows(struct session *s, const struct list_rows *rows, struct arena *a,
                     struct list *out, struct err *e);
enum rc list_total(struct session *s, const struct list *l, int64_t *out, struct err *e);
/* Rows `from` … `from + most - 1` into `a`. */
enum rc list_page(struct session *s, const struct list *l, int64_t from, int64_t most,
                  struct arena *a, struct list_row **rows, size_t *count, struct err *e);
/* Where the row with this id stands, -1 if it is not in the list. */
enum rc list_position(struct session *s, const struct list *l, int64_t id, int64_t *out,
                      struct err *e);
/* The next row from `from` (it included) in `step` direction (+1, -1) whose searched text holds
 * `folded`; wraps round; -1 if none. */
enum rc list_find(struct session *s, const struct list *l, int64_t from, int step,
                  const char *folded, int64_t *out, struct err *e);

/* Every row in order, one at a time; stops when `row` returns other than RC_OK. The ids are read
 * first (8 bytes a row), then rows in small batches, so that nobody who writes has to wait until a
 * slow reader of our output is done; a row deleted meanwhile is left out. */
typedef enum rc list_row_fn(void *ctx, const struct list_row *row, struct err *e);
enum rc list_each(struct session *s, const struct list *l, list_row_fn *row, void *ctx,
                  struct err *e);

/* A cell for reading, as field_parse reads it, or as a JSON value. */
void list_cell_show(const struct list_column *c, const struct list_cell *cell,
                    const struct field_names *names, struct buf *out);
void list_cell_edit(const struct list_column *c, const struct list_cell *cell, struct buf *out);
void list_cell_json(const struct list_column *c, const struct list_cell *cell, struct buf *out);

/* Units × duties, of the units she sees. For each unit of rows `from` …: who it is, and for each
 * duty_of_units of the campaign (in the file's order) how many entries it has; RC_OK with *count 0
 * past the end.
 */
struct matrix_row {
    int64_t id; /* of the unit */
    const char *unit, *name;
    int64_t *done; /* one per duty_of_units, in the file's order */
};
enum rc list_matrix(struct session *s, int64_t from, int64_t most, struct arena *a,
                    struct matrix_row **rows, size_t *count, struct err *e);
/* How many rows it has. */
enum rc list_matrix_total(struct session *s, int64_t *out, struct err *e);

#endif
