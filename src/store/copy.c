/* Copies of the whole database: for backups, and back from one.
 *
 * SQLite's backup API in one step: the copy is of one moment, whatever others write. VACUUM INTO
 * would close the holes in the file, but takes an attached database (which our connections refuse)
 * and writes every page anew: 64 MB took it 0.5 s where copying took 0.35 s, and for that long
 * nobody else can save. */
#include "parts.h"

#include "thidua/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static enum rc count_table(struct db *db, const char *name, int64_t *out, struct err *e) {
    struct buf sql = {0};
    sqlite3_stmt *stmt = NULL;
    buf_printf(&sql, "SELECT count(*) FROM \"%s\"", name);
    enum rc rc = sql.failed ? err_nomem(e) : db_prepare(db, buf_str(&sql), &stmt, e);
    if (rc == RC_OK)
        rc = db_take_number(db, stmt, out, e);
    buf_free(&sql);
    return rc;
}

static enum rc take_stock(struct db *db, struct copy *out, struct err *e) {
    static const char sql[] = "SELECT name FROM sqlite_schema WHERE type = 'table'"
                              " AND name NOT GLOB 'sqlite_*' ORDER BY name";
    enum { MOST = sizeof out->rows / sizeof out->rows[0] };
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = chain_read(db, &out->head, e);
    if (rc == RC_OK)
        rc = db_prepare(db, sql, &stmt, e);
    while (rc == RC_OK && (rc = db_step(db, stmt, &row, e)) == RC_OK && row) {
        const char *name = db_column_text(db, stmt, 0);
        if (out->tables == MOST)
            continue;
        rc = db_row_whole(db, e);
        if (rc == RC_OK)
            rc = count_table(db, name, &out->rows[out->tables], e);
        if (rc == RC_OK)
            out->all += out->rows[out->tables++];
    }
    db_release(db, stmt);
    return rc;
}

bool copy_same(const struct copy *a, const struct copy *b) {
    return a->head.id == b->head.id && memcmp(a->head.hash, b->head.hash, SHA256_SIZE) == 0 &&
           a->tables == b->tables && memcmp(a->rows, b->rows, sizeof a->rows) == 0;
}

/* --- making one --- */

static enum rc sync_file(const char *path, struct err *e) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int code = fd < 0 || fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        (void)close(fd);
    return code == 0 ? RC_OK : file_failed(path, "ghi", code, e);
}

static enum rc copy_pages(struct db *from, struct db *to, struct err *e) {
    sqlite3_backup *b = sqlite3_backup_init(to->handle, "main", from->handle, "main");
    if (b == NULL)
        return db_fail(to, sqlite3_extended_errcode(to->handle), e);
    int code = sqlite3_backup_step(b, -1);
    int end = sqlite3_backup_finish(b);
    if (code == SQLITE_DONE)
        code = end;
    return code == SQLITE_OK ? RC_OK : db_fail(to, code, e);
}

enum rc copy_make(struct db *from, const char *to, struct copy *out, struct err *e) {
    struct db *target = NULL;
    memset(out, 0, sizeof *out);
    enum rc rc = db_connect(to, DB_FILL, &target, e);
    /* A file that may be thrown away needs no journal, and is synced once, at the end. */
    if (rc == RC_OK)
        rc = db_exec(target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", e);
    if (rc == RC_OK)
        rc = db_exec(from, "BEGIN", e);
    if (rc == RC_OK) {
        rc = take_stock(from, out, e);
        if (rc == RC_OK)
            rc = copy_pages(from, target, e);
        enum rc end = db_exec(from, "COMMIT", rc ? NULL : e);
        rc = rc ? rc : end;
    }
    db_close(&target);
    return rc ? rc : sync_file(to, e);
}

/* --- reading one again --- */

/* The first thing that `sql` finds, which finds nothing in a good file (but "ok"). */
static enum rc must_find_nothing(struct db *db, const char *sql, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, &row, e);
    const char *text = rc == RC_OK && row ? db_column_text(db, stmt, 0) : "ok";
    if (rc == RC_OK)
        rc = db_row_whole(db, e);
    if (rc == RC_OK && text != NULL && strcmp(text, "ok") != 0) {
        rc = err_set(e, RC_DAMAGED,
                     "Tệp bị hỏng bên trong; hãy chạy “thidua doctor” để biết hỏng chỗ nào.");
        (void)err_cause(e, "%s: %s", sql, text);
    }
    db_release(db, stmt);
    return rc;
}

enum rc copy_check(const char *path, struct copy *out, bool *chained, struct err *why,
                   struct err *e) {
    struct db *db = NULL;
    struct chain_head head;
    memset(out, 0, sizeof *out);
    *chained = false;
    enum rc rc = db_file_header(path, e);
    if (rc == RC_OK)
        rc = db_connect(path, DB_COPY, &db, e);
    if (rc == RC_OK)
        rc = must_find_nothing(db, "PRAGMA integrity_check(1)", e);
    if (rc == RC_OK)
        rc = must_find_nothing(db, "PRAGMA foreign_key_check", e);
    if (rc == RC_OK)
        rc = take_stock(db, out, e);
    if (rc == RC_OK) {
        enum rc whole = chain_check(db, NULL, &head, why);
        *chained = whole == RC_OK;
        if (whole != RC_OK && whole != RC_DAMAGED) {
            if (e != NULL)
                *e = *why;
            rc = whole;
        }
    }
    db_close(&db);
    return rc;
}
