/* The only way to read. Every SELECT is prepared here for a session and a capability, and gets:
 *   :scope     the officer's own unit, or NULL for all
 *   :officer   her own login
 *   :campaign  the campaign's id
 *   :today     yyyy-mm-dd
 * bound where it names them. A SELECT on a table that a unit owns must name :scope (RC_DAMAGED
 * otherwise: SQLite tells which tables a statement reads), unless it is CAP_TOTALS: then it gives
 * numbers and dates only, query_text is NULL. One that reads drafts must name :officer, whatever
 * the capability. Copy out what is needed and close before the next key is read. */
#ifndef THIDUA_QUERY_H
#define THIDUA_QUERY_H

#include "thidua/session.h"
#include <stdbool.h>

struct query {
    struct sqlite3_stmt *stmt;
    struct db *db;
    bool numbers_only; /* reads rows of all units: what it gives are totals */
};

enum rc query_open(struct query *q, struct session *s, enum capability cap, const char *sql,
                   struct err *e);
/* Parameters by name (":unit"); text is copied. NULL or FIELD_NONE binds NULL. A name that the SQL
 * does not have is ignored. */
void query_bind_text(struct query *q, const char *name, const char *value);
void query_bind(struct query *q, const char *name, int64_t value);
/* *row is false at the end. */
enum rc query_step(struct query *q, bool *row, struct err *e);
/* Text is valid until the next step; NULL is NULL, and "" what memory ran out for, as the next step
 * will say. Numbers: NULL is FIELD_NONE. */
const char *query_text(struct query *q, int column);
int64_t query_number(struct query *q, int column);
date query_date(struct query *q, int column); /* stored as yyyy-mm-dd */
/* RC_NOMEM when memory ran out in reading the row: for whoever takes no further step. */
enum rc query_row_whole(struct query *q, struct err *e);
/* Again from the start, with new parameters. */
void query_again(struct query *q);
void query_close(struct query *q); /* safe on a zeroed or closed one */

/* Queries that speak of one moment: in between nobody else's commit is seen, and the file is locked
 * for reading once, not once a query. Nothing may be written meanwhile, nor a key waited for. They
 * nest; every success of the first is followed by the second. */
enum rc query_moment(struct session *s, struct err *e);
void query_moment_over(struct session *s);

/* One number; FIELD_NONE if there is no row. */
enum rc query_one(struct session *s, enum capability cap, const char *sql, int64_t *out,
                  struct err *e);

#endif
