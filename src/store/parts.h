/* What the files of the store share, and nobody else sees: the connection with its statements, the
 * transaction it is in, and the writes that are the program's own (kept fields, totals, the log).
 */
#ifndef THIDUA_STORE_PARTS_H
#define THIDUA_STORE_PARTS_H

#include "thidua/chain.h"
#include "thidua/db.h"
#include "thidua/life.h"
#include "thidua/notice.h"
#include "thidua/query.h"
#include "thidua/record.h"
#include "thidua/tx.h"

#include <sqlite3.h>

enum { DB_APPLICATION = 0x74686475, DB_VERSION = 2, DB_STATEMENTS = 12, DB_COUNTERS = 16 };

/* How long to wait for whoever holds the lock, in milliseconds. */
enum { DB_PATIENCE = 5000 };

/* Writes a statement about a kind of record. */
typedef void db_sql_fn(const struct kind *kind, struct buf *sql);

/* A prepared statement kept for the next time its text, or its kind and maker, is asked for. */
struct db_statement {
    sqlite3_stmt *stmt;
    const struct kind *kind;
    db_sql_fn *make;
    unsigned used; /* when, by db->clock; the oldest free one makes room */
    bool busy;
    bool owned;    /* reads a table whose rows belong to units */
    bool personal; /* reads one whose rows belong to one officer */
};

struct db {
    sqlite3 *handle;
    char *path;
    sqlite3_file *file; /* SQLite's own of the database, as long as handle */
    sqlite3_stmt *data_version, *rollback;
    int64_t version;                     /* what data_version gave last; 0: nothing */
    unsigned char counters[DB_COUNTERS]; /* of the file then */
    struct tx *tx;                /* the open transaction, or NULL: then nothing may commit */
    int moments;                  /* how deep in query_moment */
    bool making;                  /* creating or migrating: the only writes without a log */
    bool saw_owned, saw_personal; /* by the authorizer, since they were last cleared */
    bool starved; /* memory ran out where no error could be returned: the next step says it */
    int64_t rows_before; /* all rows ever changed, when the transaction began */
    unsigned derived;    /* above 0: rows being written follow from others, and need no log */
    int line;            /* descriptor for standing in line; 0: not opened yet, -1: cannot be */
    bool in_front;       /* of the line: others wait until she has begun */
    int64_t queued;      /* microseconds in line, while she begins */
    int64_t waited;      /* for a lock somebody else has, so far; microseconds */
    int64_t asked;       /* when that was last looked at; microseconds of the monotonic clock */
    int patience;        /* and at most; milliseconds */
    unsigned chance;     /* db_wait.c's */
    unsigned clock;
    struct db_statement statements[DB_STATEMENTS];
};

/* --- db_file.c: what can be known of the file before SQLite touches it --- */

/* The folder resolved, the last part kept: SQLite then refuses a link there. RC_NOMEM, or the
 * sentence for a folder that is not there. The caller frees *out. */
enum rc db_file_resolve(const char *path, char **out, struct err *e);
/* Refuse what is not ours, reading at most its first 100 bytes. Not to be called while this process
 * has the file open in a transaction: closing any descriptor drops POSIX locks. */
enum rc db_file_check(const char *path, struct err *e);
/* The same for a copy that nobody works in: it may be on a network disk. */
enum rc db_file_header(const char *path, struct err *e);
/* An empty file of mode 0600 that was not there before. */
enum rc db_file_make(const char *path, struct err *e);
/* RC_DENIED unless folder and file belong to the account and nobody else gets at either. */
enum rc db_file_private(const char *path, long account, struct err *e);
/* Take away its journal only; no connection may be open. */
void db_file_unjournal(const char *path);
/* Keep every SQLite off the file, whatever is in it, until *fd is closed: nobody is reading or
 * writing it then. Waits as long as a save does, then RC_BUSY. No connection of this process may be
 * open: closing one descriptor would drop the locks of all. */
enum rc db_file_lock(const char *path, int *fd, struct err *e);
/* Whether `type` (struct statfs) is a network file system, where SQLite's locks cannot be trusted.
 */
bool db_file_network(unsigned long type);

/* --- db.c --- */

/* A bare connection: no migration, no guards. */
enum db_use {
    DB_SHARED, /* as all sessions have it */
    DB_READ,   /* somebody else's file, read only */
    DB_COPY,   /* a copy of our own that nobody else opens, read only: needs no locks, so that it */
    DB_FILL    /* may be on a stick or a network disk; and to write it (the caller syncs it) */
};
enum rc db_connect(const char *path, enum db_use use, struct db **out, struct err *e);

/* RC_IO when the file of this name is not the one we have open any more: it was restored, replaced
 * or taken away. What we read is old then, and what we would write goes nowhere. */
enum rc db_here(struct db *db, struct err *e);

/* RC_IO when the file can only be read: SQLite begins all the same, and would refuse no earlier
 * than the first write. What was opened while its disk was read-only is opened again when that is
 * over. No statement may be in use. */
enum rc db_to_write(struct db *db, struct err *e);

/* --- db_wait.c --- */

/* Wait for a lock that somebody else has as long as db->patience says, DB_PATIENCE to begin with.
 */
void db_wait(struct db *db);
/* Begin to write, as soon as nobody else does: RC_BUSY as db_wait. */
enum rc db_begin(struct db *db, struct err *e);

/* --- db_error.c --- */

/* SQLite's result code to ours, with its sentence; the library's words go to e->cause. */
enum rc db_fail(struct db *db, int code, struct err *e);

/* --- db_statement.c --- */

/* Prepared, or taken from those kept; give it back with db_release. */
enum rc db_prepare(struct db *db, const char *sql, sqlite3_stmt **out, struct err *e);
/* The same for what `make` writes, which is asked only when the statement is not kept. */
enum rc db_prepare_for(struct db *db, const struct kind *kind, db_sql_fn *make, sqlite3_stmt **out,
                       struct err *e);
void db_release(struct db *db, sqlite3_stmt *stmt); /* NULL is fine */
bool db_statement_owned(const struct db *db, const sqlite3_stmt *stmt);
bool db_statement_personal(const struct db *db, const sqlite3_stmt *stmt);
void db_forget_statements(struct db *db); /* those not in use */
/* One step: *row (may be NULL) tells whether there is a row. */
enum rc db_step(struct db *db, sqlite3_stmt *stmt, bool *row, struct err *e);
/* Step a statement that has one row at most, take its first column, and give it back with
 * db_release. FIELD_NONE, NULL: no row, or the column is NULL. A text is in `a`. */
enum rc db_take_number(struct db *db, sqlite3_stmt *stmt, int64_t *out, struct err *e);
enum rc db_take_text(struct db *db, sqlite3_stmt *stmt, struct arena *a, const char **out,
                     struct err *e);
/* Statements without parameters or rows. */
enum rc db_exec(struct db *db, const char *sql, struct err *e);
/* End whatever transaction is open, even where no memory is left for it. (A full disk or lost
 * memory may have rolled back already; or, in the middle of BEGIN, begun.) */
void db_undo(struct db *db);
/* Parameters by number; text is copied, NULL, FIELD_NONE and DATE_NONE bind NULL. Memory exhausted
 * here, or in reading a column, is what the next db_step says. */
void db_bind_text(struct db *db, sqlite3_stmt *stmt, int at, const char *value);
void db_bind_number(struct db *db, sqlite3_stmt *stmt, int at, int64_t value);
void db_bind_bytes(struct db *db, sqlite3_stmt *stmt, int at, const void *bytes, int n);
void db_bind_date(struct db *db, sqlite3_stmt *stmt, int at, date value);
/* NULL is FIELD_NONE, NULL, DATE_NONE. A text that memory ran out for is "", never NULL. */
int64_t db_column_number(sqlite3_stmt *stmt, int column);
const char *db_column_text(struct db *db, sqlite3_stmt *stmt, int column);
date db_column_date(struct db *db, sqlite3_stmt *stmt, int column);
/* RC_NOMEM when memory ran out in reading the row: for whoever does not step further, or would
 * decide something by what was read. */
enum rc db_row_whole(struct db *db, struct err *e);
/* The text copied, cut to `size`; NULL is "". */
void db_copy_text(struct db *db, sqlite3_stmt *stmt, int column, char *out, size_t size);

/* --- db_order.c --- */

/* Let statements order by order_key(text) and person_key(name), and search in fold(text). */
enum rc db_order(struct db *db, struct err *e);

/* --- db_guard.c --- */

/* Watch what statements read (unit-owned tables) and what transactions change (rows without a row
 * in the log cannot be committed). */
void db_guard(struct db *db);

/* --- tx.c --- */

/* For what the program does of itself, whoever comes first: taking in a changed campaign file. */
enum rc tx_begin_own(struct tx *tx, struct session *s, struct err *e);
/* For drafts, which every officer may keep, without a row in the log: whatever else changes in this
 * transaction keeps it from being committed. `wait`: milliseconds for the lock, since she is
 * typing; DB_PATIENCE again after it. */
enum rc tx_begin_draft(struct tx *tx, struct session *s, int wait, struct err *e);
/* Rows were changed that have no row in the log, though they need one. */
bool tx_unlogged(const struct tx *tx);

/* --- session_sync.c --- */

/* Take in the campaign file when its hash differs from the one stored. */
enum rc session_sync(struct session *s, struct err *e);
/* The campaign and its terms, new; sets s->campaign_id. */
enum rc session_add_campaign(struct tx *tx, struct err *e);

/* --- session_plan.c --- */

/* Clauses that the campaign file names and the plan has not, one a line, with what the file has of
 * them: "IV.2/2 (“Đăng ký …”, “100% đơn vị …”)". */
void session_plan_missing(const struct session *s, const struct plan *plan, struct buf *missing);
/* Within a transaction: the plan there was before that row of the log. RC_CONFLICT when another was
 * imported since. */
enum rc session_plan_back(struct tx *tx, int64_t row, struct err *e);

/* --- session.c, session_who.c --- */

void session_start(struct session *s, struct db *db, const struct campaign *c,
                   const struct claim *claim, date today);
enum rc session_find_campaign(struct session *s, bool *found, struct err *e);
/* "single", "service", or "" in a database that knows nobody yet. */
enum rc session_mode(struct db *db, char *out, size_t size, struct err *e);
/* The login that the name of an account gives. */
void session_login_of(const struct claim *claim, char *out, size_t size);
/* Who the claim is; RC_DENIED: nobody, or no longer. */
enum rc session_identify(struct session *s, const char *mode, struct err *e);
/* Tell the log that she is here. */
void session_came_in(struct session *s);
/* Tell syslog what happens, and the head of the log (NULL: as it is now); of a database of one
 * owner nothing. */
void session_tell_head(struct session *s, enum notice what, const struct chain_head *head);
/* A row of the log about herself: she is here, she was refused. */
void session_note(struct session *s, const char *verb, const char *reason);

/* --- denied.c --- */

/* She has not the right, for that unit (NULL: at all). */
void session_denied_right(struct session *s, enum capability cap, const char *unit);
/* What could not be told yet, if nothing is in the way any more. */
void session_denied_tell(struct session *s);

/* --- session_names.c --- */

/* Units changed (or a change of them was undone): read their names again when next asked. */
void session_names_stale(struct session *s);
void session_names_free(struct session *s);
/* The unit's code as a text that lives until units change; NULL when there is no such unit. */
const char *session_unit(struct session *s, const char *code);

/* --- chain.c --- */

/* The last row of the log; of an empty log id 0. */
enum rc chain_read(struct db *db, struct chain_head *out, struct err *e);
/* The columns of `log`, in the table's order, that a row's hash is made from. */
enum { CHAIN_COLUMNS = 14 };
/* The hash that follows `previous` for a row of these values: numbers in decimal digits, NULL none.
 * `sizes` NULL: they end at their NUL. RC_NOMEM. */
enum rc chain_next(const unsigned char *previous, const char *const *values, const size_t *sizes,
                   unsigned char *out, struct err *e);
/* Whether this very row is in the log: RC_OK only when that could be read. */
enum rc chain_holds(struct db *db, const struct chain_head *row, bool *out, struct err *e);
/* chain_verify of any database, without a session. */
enum rc chain_check(struct db *db, const struct chain_mark *kept, struct chain_head *out,
                    struct err *e);

/* --- copy.c --- */

/* What a copy holds, to compare with what it was made from. */
struct copy {
    struct chain_head head;
    int64_t rows[32]; /* of each table, in the order of their names */
    size_t tables;
    int64_t all; /* rows of all */
};
/* Everything in `from`, as it is at one moment, into the empty file `to`, which is on the disk when
 * this returns. Others may read and write meanwhile; who saves waits for the copying (0.35 s for
 * 64 MB). RC_DAMAGED when the database copied from is. */
enum rc copy_make(struct db *from, const char *to, struct copy *out, struct err *e);
/* Read a copy again: its header, every page, every reference, what it holds; *out is filled. Then
 * its log: *chained says whether it is whole, and `why` (not NULL) what is not. RC_DAMAGED with a
 * sentence when the file cannot be used. */
enum rc copy_check(const char *path, struct copy *out, bool *chained, struct err *why,
                   struct err *e);
bool copy_same(const struct copy *a, const struct copy *b);

/* --- log.c --- */

/* One row of the log: `kind` and `id` name the record, `before` and `after` are JSON objects, NULL
 * for none. The verb is tx->verb, or else `verb`. */
struct log_entry {
    const char *kind, *unit, *verb, *before, *after;
    int64_t id;
    bool campaign; /* belongs to the session's campaign */
};
enum rc log_write(struct tx *tx, const struct log_entry *entry, struct err *e);

/* --- record_sql.c: statements made from the field table --- */

/* SELECT of the head and all fields FROM the kind's table; the caller adds WHERE. */
void record_select(const struct kind *kind, struct buf *sql);
/* The row a statement of record_select stands on becomes the record, its text in `a`. */
enum rc record_row(struct db *db, sqlite3_stmt *stmt, const struct kind *kind, struct arena *a,
                   void *record, struct err *e);
/* The same WHERE ?1 is its id, ?2 its unit (NULL: any), ?3 its campaign. */
void record_read_sql(const struct kind *kind, struct buf *sql);
void record_read_hidden_sql(const struct kind *kind, struct buf *sql); /* of those deleted */
/* INSERT of everything; UPDATE of the fields whose flag is set in `changed` (one per field). */
void record_insert_sql(const struct kind *kind, struct buf *sql);
enum rc record_insert_bind(struct tx *tx, sqlite3_stmt *stmt, const struct kind *kind,
                           const void *record, struct err *e);
void record_update_sql(const struct kind *kind, const bool *changed, struct buf *sql);
enum rc record_update_bind(struct tx *tx, sqlite3_stmt *stmt, const struct kind *kind,
                           const bool *changed, const void *before, const void *record,
                           struct err *e);

/* --- record_check.c --- */

/* RC_INVALID when the record may not be stored for itself. `before` is NULL for a new one. */
enum rc record_valid(struct tx *tx, const struct kind *kind, const void *before, void *record,
                     struct err *e);

/* --- record.c, record_get.c --- */

/* Read one whatever the session's scope, for the checks of a write: RC_MISSING when it is not
 * there, is deleted, is of another campaign or (tx->unit) of another unit. */
enum rc record_read(struct tx *tx, const struct kind *kind, int64_t id, struct arena *a,
                    void *record, struct err *e);
/* The same of those that are deleted. */
enum rc record_read_hidden(struct tx *tx, const struct kind *kind, int64_t id, struct arena *a,
                           void *record, struct err *e);
/* As record_update, but of the KEPT fields and of no others: `record` must be as record_read gave
 * it. Rights and states are the caller's to check. */
enum rc record_update_kept(struct tx *tx, const struct kind *kind, const void *before, void *record,
                           struct err *e);

/* --- relate.c: rules that need other records, the clock or the officer --- */

/* A new record also gets its KEPT fields here. */
enum rc relate_insert(struct tx *tx, const struct kind *kind, void *record, struct err *e);
enum rc relate_update(struct tx *tx, const struct kind *kind, const void *before,
                      const void *record, struct err *e);
enum rc relate_delete(struct tx *tx, const struct kind *kind, const void *before, struct err *e);
enum rc relate_recover(struct tx *tx, const struct kind *kind, const void *record, struct err *e);

/* --- author.c --- */

/* What she did to what a record says, or said when it was approved, undone things left out. */
enum hand { HAND_NONE, HAND_WROTE, HAND_CHANGED, HAND_JUDGED };
enum rc author_hand(struct session *s, const struct kind *kind, const struct record_head *head,
                    enum hand *out, struct err *e);
/* RC_DENIED when she had a hand in it, but for the owner of a database of her own; `what` is what
 * she may not do: "tự duyệt". */
enum rc author_not(struct session *s, const struct kind *kind, const struct record_head *head,
                   const char *what, struct err *e);

/* --- life.c --- */

/* life_take inside a transaction begun by the caller (the sample, several at once). */
enum rc life_apply(struct tx *tx, const struct life_step *step, int64_t id, int64_t version,
                   const char *reason, struct err *e);

/* --- life_back.c --- */

/* Take a step back: `was` is the record `now` with the fields that the step changed as they were.
 * RC_CONFLICT when something that came after stands on it. */
enum rc life_back(struct tx *tx, const struct life_step *step, const void *now, void *was,
                  struct err *e);

/* --- totals.c --- */

/* Bring the totals kept with a work, and what follows from them, up to date. RC_INVALID when its
 * entries add up to less than nothing. */
enum rc totals_refresh(struct tx *tx, int64_t work, struct err *e);
enum rc totals_refresh_all(struct tx *tx, struct err *e); /* of the session's campaign */
/* The last percentage given for a work without a goal, FIELD_NONE: none. */
enum rc totals_given(struct tx *tx, int64_t work, int64_t *out, struct err *e);
/* Whether the field is one of these totals: written without a word in the log. */
bool totals_field(const struct kind *kind, const struct field *f);

/* --- migrate.c --- */

/* Brings version `from` to the next one. */
struct migration {
    int from;
    const char *sql;
};
/* Bring the database to `latest`, one transaction a step, its version written last. Steps are
 * ordered; one that is missing is RC_DAMAGED. Foreign keys are checked before each commit. */
enum rc migrate_run(struct db *db, const struct migration *steps, size_t count, int latest,
                    struct err *e);
/* Ours. */
enum rc migrate(struct db *db, struct err *e);
enum rc migrate_version(struct db *db, int *out, struct err *e);

#endif
