#include "support/same.h"
#include "support/test.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool is_left_out(const char *table, const char *column) {
    static const struct {
        const char *table, *column;
    } out[] = {
        {NULL, "created_at"}, {"log", "at"}, /* when */
        {"log", "source"},                   /* from where */
        {"log", "change"},                   /* what was done in one go */
        {"log", "hash"},                     /* of all that */
    };
    for (size_t i = 0; i < sizeof out / sizeof out[0]; i++)
        if ((out[i].table == NULL || strcmp(out[i].table, table) == 0) &&
            strcmp(out[i].column, column) == 0)
            return true;
    return false;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return stmt;
}

/* Rows of a table in the first database that the second has not; the first of them is shown. */
static void has_all_rows(sqlite3 *db, const char *table, const char *columns, const char *first,
                         const char *second) {
    char sql[4000];
    (void)snprintf(sql, sizeof sql,
                   "SELECT json_array(%s) FROM %s.%s EXCEPT SELECT json_array(%s) "
                   "FROM %s.%s",
                   columns, first, table, columns, second, table);
    sqlite3_stmt *stmt = prepare(db, sql);
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW)
        fail_msg("%s: only in %s: %s", table, first, (const char *)sqlite3_column_text(stmt, 0));
    assert_int_equal(step, SQLITE_DONE);
    (void)sqlite3_finalize(stmt);
}

static int64_t rows_of(sqlite3 *db, const char *schema, const char *table) {
    char sql[200];
    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM %s.%s", schema, table);
    sqlite3_stmt *stmt = prepare(db, sql);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    return n;
}

static void same_table(sqlite3 *db, const char *table) {
    char columns[2000] = "";
    size_t n = 0;
    sqlite3_stmt *stmt = prepare(db, "SELECT name FROM main.pragma_table_info(?1)");
    (void)sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        bool order = strlen(name) > 6 && strcmp(name + strlen(name) - 6, "_order") == 0;
        if (!is_left_out(table, name))
            n += (size_t)snprintf(columns + n, sizeof columns - n, "%s%s%s%s", n > 0 ? ", " : "",
                                  order ? "hex(" : "", name, order ? ")" : "");
    }
    (void)sqlite3_finalize(stmt);
    assert_int_equal(rows_of(db, "main", table), rows_of(db, "other", table));
    has_all_rows(db, table, columns, "main", "other");
    has_all_rows(db, table, columns, "other", "main");
}

void same_records(const char *one, const char *other) {
    static const char *const tables[] = {
        "unit",      "officer", "campaign",   "term",      "work",  "work_content", "progress",
        "duty_done", "receipt", "nomination", "judgement", "tally", "log"};
    sqlite3 *db = NULL;
    char sql[600];
    assert_int_equal(sqlite3_open_v2(one, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    (void)snprintf(sql, sizeof sql, "ATTACH '%s' AS other", other);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        same_table(db, tables[i]);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
