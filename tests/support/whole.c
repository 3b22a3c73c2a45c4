#include "support/whole.h"
#include "support/test.h"
#include "thidua/buf.h"
#include <sqlite3.h>
#include <string.h>

static const char each_table[] = "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                 " AND name NOT GLOB 'sqlite_*' ORDER BY name";

static sqlite3 *open_file(const char *path) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db, 10000);
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    return stmt;
}

/* Each value with its type and length, so that no two different rows look the same. */
static void add_table(sqlite3 *db, const char *name, struct buf *out) {
    struct buf sql = {0};
    buf_printf(&sql, "SELECT * FROM \"%s\" ORDER BY 1, 2", name);
    sqlite3_stmt *stmt = prepare(db, buf_str(&sql));
    buf_printf(out, "\n%s\n", name);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const void *bytes = sqlite3_column_blob(stmt, i);
            int n = sqlite3_column_bytes(stmt, i);
            buf_printf(out, "%d:%d:", sqlite3_column_type(stmt, i), n);
            if (bytes != NULL)
                buf_add(out, bytes, (size_t)n);
        }
    sqlite3_finalize(stmt);
    buf_free(&sql);
}

static struct whole read_whole(const char *path, const char *except) {
    struct whole c;
    struct buf all = {0};
    unsigned char hash[SHA256_SIZE];
    sqlite3 *db = open_file(path);
    sqlite3_stmt *tables = prepare(db, each_table);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);
        if (strcmp(name, except) != 0)
            add_table(db, name, &all);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
    assert_false(all.failed);
    sha256(all.data, all.len, hash);
    sha256_text(hash, c.digits);
    buf_free(&all);
    return c;
}

struct whole whole_of(const char *path) {
    return read_whole(path, "");
}

struct whole whole_but_log(const char *path) {
    return read_whole(path, "log");
}

void whole_is_sound(const char *path) {
    sqlite3 *db = open_file(path);
    sqlite3_stmt *stmt = prepare(db, "PRAGMA integrity_check");
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(stmt, 0), "ok");
    sqlite3_finalize(stmt);
    stmt = prepare(db, "PRAGMA foreign_key_check");
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}

int64_t whole_number(const char *path, const char *sql) {
    sqlite3 *db = open_file(path);
    sqlite3_stmt *stmt = prepare(db, sql);
    int64_t n = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : INT64_MIN;
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

int64_t whole_rows(const char *path) {
    int64_t rows = 0;
    sqlite3 *db = open_file(path);
    sqlite3_stmt *tables = prepare(db, each_table);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        struct buf sql = {0};
        buf_printf(&sql, "SELECT count(*) FROM \"%s\"",
                   (const char *)sqlite3_column_text(tables, 0));
        sqlite3_stmt *count = prepare(db, buf_str(&sql));
        assert_int_equal(sqlite3_step(count), SQLITE_ROW);
        rows += sqlite3_column_int64(count, 0);
        sqlite3_finalize(count);
        buf_free(&sql);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
    return rows;
}
