/* What the files of the list engine share. */
#ifndef THIDUA_LIST_PARTS_H
#define THIDUA_LIST_PARTS_H

#include "thidua/list.h"
#include "thidua/query.h"
#include "thidua/records.h"

/* A row of a table of columns: the last arguments are its priority, then further members. */
#define COLUMN(name, text, kind_of, expression, cells, ...)                                        \
    {                                                                                              \
        .key = (name), .label = (text), .type = (kind_of), .sql = (expression), .width = (cells),  \
        .priority = __VA_ARGS__                                                                    \
    }
/* The filter of every list whose records can be deleted. */
#define DELETED_FILTER                                                                             \
    { "deleted", "Đã xóa", MATCH_FLAG, NULL, NULL, NULL }
#define COUNT_OF(table) (sizeof(table) / sizeof(table)[0])

/* Pieces of the statement for `l`, appended to `sql`: " FROM … WHERE …" with its filters and search
 * (`walk`: with the join that yields the default order), and " ORDER BY …" (`back`: from the end).
 */
void list_sql_from(struct buf *sql, const struct list *l, bool walk);
void list_sql_order(struct buf *sql, const struct list *l, bool back);
/* Prepare `sql` for the session and bind what its filters and search need. */
enum rc list_sql_open(struct query *q, struct session *s, const struct list *l,
                      const struct buf *sql, struct err *e);

extern const struct list_spec list_works, list_pace, list_units, list_officers, list_progress,
    list_nominations, list_duties, list_receipts, list_log;

#endif
