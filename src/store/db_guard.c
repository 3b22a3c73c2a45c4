/* The watch over the connection: callbacks of SQLite's that nothing in the store can forget.
 *
 * The authorizer notes, while a statement is prepared, that it reads a table whose rows belong to
 * units, or to one officer; query.c then insists on :scope, or on :officer. It is asked once a
 * statement, since prepared ones are kept. The update and commit hooks count: each record changed
 * needs a row in the log, and a COMMIT outside of tx.c, or without those rows, becomes a ROLLBACK.
 */
#include "parts.h"

#include <string.h>

/* Tables beside those of the kinds that hold something of single units. */
static const char *const also_owned[] = {"log", "tally", "work_content", "officer_key"};

/* What only the officer who wrote it may see, and nobody need read in the log. */
static const char personal[] = "draft";

static bool is_kind(const char *table) {
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (strcmp(kinds[i].table, table) == 0)
            return true;
    return false;
}

static bool is_owned(const char *table) {
    for (size_t i = 0; i < sizeof also_owned / sizeof also_owned[0]; i++)
        if (strcmp(also_owned[i], table) == 0)
            return true;
    return is_kind(table);
}

static int authorize(void *ctx, int action, const char *first, const char *second,
                     const char *database, const char *cause) {
    struct db *db = ctx;
    (void)second, (void)database, (void)cause;
    if (action == SQLITE_READ && !db->saw_owned && first != NULL)
        db->saw_owned = is_owned(first);
    if (action == SQLITE_READ && first != NULL && strcmp(first, personal) == 0)
        db->saw_personal = true;
    return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
}

static void row_changed(void *ctx, int action, const char *database, const char *table,
                        sqlite3_int64 row) {
    struct db *db = ctx;
    (void)action, (void)database, (void)row;
    if (db->tx == NULL)
        return;
    if (strcmp(table, "log") == 0)
        db->tx->logged++;
    else if (strcmp(table, personal) == 0)
        db->tx->drafted++;
    else if (db->derived == 0 && is_kind(table))
        db->tx->changed++;
}

static int must_not_commit(void *ctx) {
    const struct db *db = ctx;
    return !db->making && (db->tx == NULL || tx_unlogged(db->tx));
}

void db_guard(struct db *db) {
    (void)sqlite3_set_authorizer(db->handle, authorize, db);
    (void)sqlite3_update_hook(db->handle, row_changed, db);
    (void)sqlite3_commit_hook(db->handle, must_not_commit, db);
}
