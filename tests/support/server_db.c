/* The server's database itself, by another connection than the program's. */
#include "support/server_parts.h"
#include "support/test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 10000 };

static sqlite3 *apart(const struct server *s) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(s->db, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, PATIENCE);
    return db;
}

const char *server_text(const struct server *s, const char *sql) {
    static char text[4096];
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = apart(s);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    text[0] = '\0';
    if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0))
        (void)snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(stmt, 0));
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
    return text;
}

long server_number(const struct server *s, const char *sql) {
    return strtol(server_text(s, sql), NULL, 10);
}

void server_force(const struct server *s, const char *sql) {
    sqlite3 *db = apart(s);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    (void)sqlite3_close(db);
}

/* Every table but the log, which says who came and what she tried. */
unsigned long server_state(const struct server *s) {
    static const char tables[] = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT "
                                 "LIKE 'sqlite%' AND name <> 'log' ORDER BY name";
    sqlite3 *db = apart(s);
    sqlite3_stmt *names = NULL;
    unsigned long sum = 5381;
    assert_int_equal(sqlite3_prepare_v2(db, tables, -1, &names, NULL), SQLITE_OK);
    while (sqlite3_step(names) == SQLITE_ROW) {
        char sql[200];
        sqlite3_stmt *rows = NULL;
        (void)snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2",
                       (const char *)sqlite3_column_text(names, 0));
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(rows); i++) {
                const char *text = (const char *)sqlite3_column_text(rows, i);
                for (; text && *text; text++)
                    sum = sum * 33 + (unsigned char)*text;
                sum = sum * 33 + 1;
            }
        (void)sqlite3_finalize(rows);
    }
    (void)sqlite3_finalize(names);
    (void)sqlite3_close(db);
    return sum;
}

/* --- as it was --- */

void server_keep(const struct server *s, const char *name) {
    char file[64];
    (void)snprintf(file, sizeof file, "kept-%s", name);
    run_copy(s->db, server_path(s, file));
}

/* Into the same file, which stays the service's. */
void server_put_back(const struct server *s, const char *name) {
    char file[64];
    (void)snprintf(file, sizeof file, "kept-%s", name);
    run_copy(server_path(s, file), s->db);
}
