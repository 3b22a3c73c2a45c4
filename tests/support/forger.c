#include "support/forger.h"
#include "support/test.h"
#include <sha2.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static sqlite3 *open_file(const char *path) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    return db;
}

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
}

static void free_log(sqlite3 *db) {
    run(db, "DROP TRIGGER IF EXISTS log_never_changes; DROP TRIGGER IF EXISTS log_never_shrinks");
}

void forger_change(const char *path, const char *sql) {
    sqlite3 *db = open_file(path);
    free_log(db);
    run(db, sql);
    sqlite3_close(db);
}

/* Over the hash before and every column of the table but the last. */
static void hash_row(sqlite3_stmt *row, const uint8_t before[32], uint8_t out[32]) {
    SHA2_CTX sha;
    SHA256Init(&sha);
    SHA256Update(&sha, before, 32);
    for (int i = 0; i + 1 < sqlite3_column_count(row); i++) {
        const unsigned char *text = sqlite3_column_text(row, i);
        char length[32] = "-";
        int n = sqlite3_column_bytes(row, i);
        if (text)
            snprintf(length, sizeof length, "%d:", n);
        SHA256Update(&sha, (const uint8_t *)length, strlen(length));
        if (text)
            SHA256Update(&sha, text, (size_t)n);
    }
    SHA256Final(out, &sha);
}

static void store(sqlite3 *db, int64_t id, const uint8_t hash[32]) {
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(
        sqlite3_prepare_v2(db, "UPDATE log SET hash = ?2 WHERE id = ?1", -1, &stmt, NULL),
        SQLITE_OK);
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_blob(stmt, 2, hash, 32, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
}

/* Through the log in order; rows from `from` on are given the hash they ought to have. */
static int walk(sqlite3 *db, int64_t from) {
    sqlite3_stmt *row = NULL;
    uint8_t before[32] = {0}, hash[32];
    int wrong = 0;
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT * FROM log ORDER BY id", -1, &row, NULL),
                     SQLITE_OK);
    assert_string_equal(sqlite3_column_name(row, sqlite3_column_count(row) - 1), "hash");
    while (sqlite3_step(row) == SQLITE_ROW) {
        const void *stored = sqlite3_column_blob(row, sqlite3_column_count(row) - 1);
        hash_row(row, before, hash);
        if (sqlite3_column_int64(row, 0) >= from)
            store(db, sqlite3_column_int64(row, 0), hash);
        else if (!stored || memcmp(stored, hash, 32) != 0)
            wrong++;
        memcpy(before, hash, 32);
    }
    sqlite3_finalize(row);
    return wrong;
}

void forger_chain(const char *path, int64_t from) {
    sqlite3 *db = open_file(path);
    free_log(db);
    run(db, "BEGIN");
    walk(db, from);
    run(db, "COMMIT");
    sqlite3_close(db);
}

int forger_wrong(const char *path) {
    sqlite3 *db = open_file(path);
    int wrong = walk(db, INT64_MAX);
    sqlite3_close(db);
    return wrong;
}
