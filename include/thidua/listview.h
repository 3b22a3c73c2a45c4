/* A list of any length, of which only the visible rows are held.
 *
 * The screen gives a source of rows and a table of columns; movement, heading, sorting, search,
 * tagging, position and the mark of the selected row come with it: keys
 *   ↓ j  ↑ k  PgDn Ctrl-F  PgUp Ctrl-B b  Home g  End G; Space PgDn where nothing is tagged
 *   / search as you type, n N the next, the one before
 *   < > o sort by another column (or the list's own order), O the other way round
 *   Space t tag, T all or none
 * A screen's own actions win over these (a checklist has its own Space). The selected row is
 * marked in column 0, a tagged one in column 1, and columns begin at 2. The selection is kept by
 * the record's id. */
#ifndef THIDUA_LISTVIEW_H
#define THIDUA_LISTVIEW_H

#include "thidua/records.h"
#include "thidua/screen.h"

enum { VIEW_COLUMNS = 12 };

struct view_column {
    const char *heading;
    int width;    /* cells; 0: what is left, shared with the other such columns */
    int least;    /* of a column of width 0: below this another column is hidden, and where there
                     are no headings a longer text at the right edge takes no more from it */
    int most;     /* of a column of width 0: never wider, so that in a wide window a figure is not
                     far from what it is of; up to here it takes all that is left. 0: no limit */
    int priority; /* in a narrow window the highest is hidden first; 0: never */
    enum text_align align;
    bool sortable;
};

struct view_row {
    int64_t id;                       /* of the record; not 0 */
    int64_t version;                  /* of the record; 0: it has none */
    const char *cells[VIEW_COLUMNS];  /* by column; NULL: empty */
    enum element looks[VIEW_COLUMNS]; /* UI_TEXT unless set */
    bool caption; /* a heading between rows, over the whole width (cells[0]): never selected */
};

/* Where rows come from; `s` is the screen, its state at hand. Rows are counted from 0 in the
 * order and filter in force. */
struct view_source {
    enum rc (*total)(struct screen *s, int64_t *out, struct err *e);
    /* Rows `from` … `from + most - 1` into `rows`, zeroed before; their text into `a`. */
    enum rc (*page)(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e);
    /* Where the record stands now; -1: not in the list. NULL: found by reading pages. */
    enum rc (*position)(struct screen *s, int64_t id, int64_t *out, struct err *e);
    /* The next row from `from` (it included) in `step` direction (+1, -1) that holds `folded`
     * (text_fold); wraps round; -1: none. NULL: by reading pages and folding their cells. */
    enum rc (*find)(struct screen *s, int64_t from, int step, const char *folded, int64_t *out,
                    struct err *e);
    /* Order by a column from now on; -1: the list's own order. NULL: no sorting. */
    enum rc (*sort)(struct screen *s, int column, bool descending, struct err *e);
};

struct listview {
    const struct view_source *source;
    const struct view_column *columns;
    size_t ncolumns;
    bool tags;        /* set after listview_open, in `open`: rows can be tagged */
    const char *none; /* what the empty list says; NULL: "Chưa có gì." */
    const char *of;   /* what its ids are of, by a name of the program's; NULL: rows of its own */

    int64_t total;
    int64_t top, selected; /* row numbers */
    int64_t selected_id;   /* 0: the list is empty */
    int64_t selected_version;
    struct seen drawn; /* the selected record as it was last drawn */
    int sort;          /* column, -1: the list's own order */
    bool descending;
    struct buf sought; /* folded; empty: nothing was searched */

    /* What is held of the rows: [held_from, held_from + held). Others are read into `spare`, which
     * then takes the place of `arena`. */
    struct view_row *rows;
    int64_t held_from, held;
    struct arena arena, spare;
    bool stale;          /* they may have changed since they were read */
    int shown;           /* rows that fitted at the last drawing */
    struct seen *tagged; /* by id, ascending; each as it was when tagged */
    size_t ntagged, captagged;
};

/* Make s->list and read its total; call in `open`. It is given back with the screen. */
enum rc listview_open(struct screen *s, const struct view_source *source,
                      const struct view_column *columns, size_t ncolumns, struct err *e);

/* Give it back; the stack does it. */
void listview_close(struct screen *s);

/* Order by a column (-1: the list's own order), keeping the selection. On failure all is as it
 * was. */
enum rc listview_sort(struct screen *s, int column, bool descending, struct err *e);

/* Draw heading (if any column has one) and rows in body rows `row` … `row + rows - 1`, mark and
 * cursor on the selected one. */
void listview_draw(struct screen *s, int row, int rows);

/* Records changed, or a filter: read again, the selection on the same record if it is still there,
 * else on the same row. Tags stay. On failure all is as it was. */
enum rc listview_reload(struct screen *s, struct err *e);

/* Select a record or a row; where it cannot be read that is said, and the selection stays. False
 * when the record is not there. */
bool listview_select(struct screen *s, int64_t id);
void listview_goto(struct screen *s, int64_t row);

/* Select the next row that holds `folded`, from `row` on in `step` direction (+1, -1); false when
 * there is none (the selection stays). */
bool listview_find(struct screen *s, const char *folded, int64_t row, int step);

/* The selected row; NULL when the list is empty. Valid until the next key. */
const struct view_row *listview_row(struct screen *s);

bool listview_is_tagged(const struct screen *s, int64_t id);
/* Tag or untag one record. False when memory is exhausted. */
bool listview_tag(struct screen *s, struct seen one, bool on);
/* What an action is for: the tagged records, or the selected one if none is tagged, each as she saw
 * it. `*out` is in `a`. *count is 0 only in an empty list. */
enum rc listview_targets(struct screen *s, struct arena *a, struct seen **out, size_t *count,
                         struct err *e);
void listview_untag(struct screen *s);

/* "mục 38/56", for the title bar (it is there by itself unless the screen says something else). */
void listview_position(const struct screen *s, struct buf *out);

/* What the status line says of the list: how many rows are tagged, else a text that the window cuts
 * in the selected row, as much as goes into one line. For a screen's own `status` to begin with. */
void listview_status(const struct screen *s, struct buf *out);

/* The list's table of actions, for the loop, and whether this list has that one: not all can be
 * sorted, not all have rows to tag. */
extern const struct action listview_actions[];
bool listview_offers(const struct listview *v, const struct action *a);

#endif
