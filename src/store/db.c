/* The connection: opened on a file known to be ours, hardened, tuned, closed.
 *
 * Measured on Debian 12: TRUNCATE serves 15 writers and 10 readers with a median
 * save of 1 ms; a prepared data_version costs 2 µs. Memory is kept small because two hundred of
 * these processes run on one old server: no mmap (its pages would be shared, but a truncated file
 * would kill us with SIGBUS), a page cache of 48 pages, sorts that spill after 32. */
#include "parts.h"

#include "thidua/builtin.h"
#include "thidua/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The operator ->>; STRICT tables and the rest of what we use are older. */
enum { LIBRARY_LEAST = 3038000 };

enum { ONE_SAVE = 50 /* milliseconds */ };

/* Before the first connection of the process; SQLite refuses (harmlessly) once it is at work. */
static void configure(void) {
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_config(SQLITE_CONFIG_PMASZ, 32);
}

static enum rc settle(struct db *db, struct err *e) {
    static const struct {
        int what, value;
    } switches[] = {
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        int now = -1;
        int code = sqlite3_db_config(db->handle, switches[i].what, switches[i].value, &now);
        if (code != SQLITE_OK || now != switches[i].value)
            return db_fail(db, code != SQLITE_OK ? code : SQLITE_MISUSE, e);
    }
    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    db_wait(db);
    return db_exec(db, "PRAGMA mmap_size = 0; PRAGMA cache_size = 48; PRAGMA synchronous = FULL",
                   e);
}

/* SQLite answers journal_mode with the mode it is in, which may be another. */
static enum rc set_journal(struct db *db, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(db, "PRAGMA journal_mode = TRUNCATE", &stmt, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK) {
        const char *mode = row ? db_column_text(db, stmt, 0) : NULL;
        rc = db_row_whole(db, e);
        if (rc == RC_OK && (mode == NULL || strcmp(mode, "truncate") != 0))
            rc = err_set(e, RC_IO,
                         "Không đặt được chế độ ghi an toàn cho cơ sở dữ liệu; hãy báo người quản "
                         "trị.");
    }
    db_release(db, stmt);
    db_forget_statements(db);
    return rc;
}

enum rc db_connect(const char *path, enum db_use use, struct db **out, struct err *e) {
    static const struct {
        int flags;
        const char *vfs;
    } ways[] = {
        [DB_SHARED] = {SQLITE_OPEN_READWRITE, NULL},
        [DB_READ] = {SQLITE_OPEN_READONLY, NULL},
        [DB_COPY] = {SQLITE_OPEN_READONLY, "unix-none"},
        [DB_FILL] = {SQLITE_OPEN_READWRITE, "unix-none"},
    };
    static bool configured; /* changes once, before the first connection */
    if (!configured)
        configure();
    configured = true;
    if (sqlite3_libversion_number() < LIBRARY_LEAST)
        return err_set(e, RC_IO,
                       "Thư viện SQLite của máy là bản %s, chương trình cần bản 3.38 trở lên; hãy "
                       "báo người quản trị.",
                       sqlite3_libversion());
    struct db *db = calloc(1, sizeof *db);
    if (db == NULL)
        return err_nomem(e);
    db->path = strdup(path);
    if (db->path == NULL) {
        db_close(&db);
        return err_nomem(e);
    }
    int code = sqlite3_open_v2(path, &db->handle,
                               ways[use].flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX,
                               ways[use].vfs);
    if (code == SQLITE_OK)
        code = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &db->file);
    enum rc rc = code == SQLITE_OK ? settle(db, e) : db_fail(db, code, e);
    if (rc == RC_OK)
        rc = db_order(db, e);
    if (rc == RC_OK && use == DB_SHARED)
        rc = set_journal(db, e);
    if (rc) {
        db_close(&db);
        return rc;
    }
    *out = db;
    return RC_OK;
}

/* Kept prepared: data_version because an idle screen asks every second, ROLLBACK because it must
 * work when there is no memory left to prepare it (the lock would stay, and keep everybody out). */
static enum rc ready(struct db *db, struct err *e) {
    db_guard(db); /* first: a new authorizer has every statement prepared again */
    int code = sqlite3_prepare_v3(db->handle, "PRAGMA data_version", -1, SQLITE_PREPARE_PERSISTENT,
                                  &db->data_version, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v3(db->handle, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT,
                                  &db->rollback, NULL);
    return code == SQLITE_OK ? RC_OK : db_fail(db, code, e);
}

enum rc db_open(const char *path, struct db **out, struct err *e) {
    *out = NULL;
    char *full = NULL;
    struct db *db = NULL;
    enum rc rc = db_file_resolve(path, &full, e);
    if (rc == RC_OK)
        rc = db_file_check(full, e);
    if (rc == RC_OK)
        rc = db_connect(full, DB_SHARED, &db, e);
    if (db != NULL)
        rc = migrate(db, e);
    if (db != NULL && rc == RC_OK)
        rc = ready(db, e);
    if (rc == RC_OK)
        *out = db;
    else
        db_close(&db);
    free(full);
    return rc;
}

/* The schema into an empty file, whole or not at all. */
static enum rc lay(struct db *db, struct err *e) {
    enum rc rc = db_exec(db, "BEGIN EXCLUSIVE", e);
    if (rc == RC_OK)
        rc = db_exec(db, builtin_schema, e);
    if (rc == RC_OK)
        rc = db_exec(db, "COMMIT", e);
    return rc == RC_OK ? ready(db, e) : rc;
}

enum rc db_create(const char *path, struct db **out, struct err *e) {
    *out = NULL;
    char *full = NULL;
    bool made = false;
    struct db *db = NULL;
    enum rc rc = db_file_resolve(path, &full, e);
    if (rc == RC_OK)
        rc = db_file_make(full, e);
    made = rc == RC_OK;
    if (rc == RC_OK)
        rc = db_connect(full, DB_SHARED, &db, e);
    if (db != NULL)
        rc = lay(db, e);
    if (rc == RC_OK) {
        (void)file_sync_folder(full);
        *out = db;
    } else {
        db_close(&db);
        if (made)
            db_file_unmake(full);
    }
    free(full);
    return rc;
}

void db_close(struct db **db) {
    if (*db == NULL)
        return;
    db_forget_statements(*db);
    sqlite3_finalize((*db)->data_version);
    sqlite3_finalize((*db)->rollback);
    (void)sqlite3_close_v2((*db)->handle);
    if ((*db)->line > 0)
        (void)close((*db)->line); /* now that SQLite has no lock any more that this would drop */
    free((*db)->path);
    free(*db);
    *db = NULL;
}

enum rc db_here(struct db *db, struct err *e) {
    int moved = 0;
    int code = db->file->pMethods->xFileControl(db->file, SQLITE_FCNTL_HAS_MOVED, &moved);
    if (code != SQLITE_OK || !moved)
        return RC_OK;
    return err_set(
        e, RC_IO,
        "Tệp dữ liệu đã được thay bằng tệp khác hoặc bị dời đi; chưa ghi gì vào tệp mới. "
        "Hãy thoát ra rồi mở lại, nếu vẫn vậy thì báo người quản trị.");
}

/* What is SQLite's of a connection becomes the other's, and the other way round. */
static void swap(struct db *a, struct db *b) {
    const struct db kept = *a;
    a->handle = b->handle;
    a->file = b->file;
    a->data_version = b->data_version;
    a->rollback = b->rollback;
    b->handle = kept.handle;
    b->file = kept.file;
    b->data_version = kept.data_version;
    b->rollback = kept.rollback;
}

/* The same connection with another of SQLite's under it; as it was where that fails. */
static enum rc exchange(struct db *db, struct db *fresh, struct err *e) {
    int patience = db->patience;
    db_forget_statements(db);
    swap(db, fresh);
    db_wait(db);
    db->patience = patience;
    db->version = 0;
    enum rc rc = ready(db, e);
    if (rc)
        swap(db, fresh);
    db_close(&fresh);
    return rc;
}

enum rc db_to_write(struct db *db, struct err *e) {
    struct db *fresh = NULL;
    if (sqlite3_db_readonly(db->handle, "main") != 1)
        return RC_OK;
    if (access(db->path, W_OK) == 0)
        (void)db_connect(db->path, DB_SHARED, &fresh, NULL);
    if (fresh == NULL || sqlite3_db_readonly(fresh->handle, "main") == 1) {
        db_close(&fresh);
        return db_fail(NULL, SQLITE_READONLY, e);
    }
    return exchange(db, fresh, e);
}

/* What SQLite itself compares to know whether somebody committed (fileformat2, 1.3: the change
 * counter and the three numbers after it). Through SQLite's descriptor: to close one of our own
 * would drop its locks. */
static bool read_counters(struct db *db, unsigned char out[DB_COUNTERS]) {
    enum { COUNTERS_AT = 24 };
    return db->file->pMethods->xRead(db->file, out, DB_COUNTERS, COUNTERS_AT) == SQLITE_OK;
}

/* Ask SQLite, and keep the counters, which its lock holds still until the reset. A save is waited
 * for, since the next look is a second away; what takes longer is not. */
static int64_t ask_version(struct db *db) {
    int patience = db->patience;
    db->patience = ONE_SAVE;
    db->version = 0;
    if (sqlite3_step(db->data_version) == SQLITE_ROW && read_counters(db, db->counters))
        db->version = sqlite3_column_int64(db->data_version, 0);
    (void)sqlite3_reset(db->data_version);
    db->patience = patience;
    return db->version;
}

/* Nearly always nobody did: one pread in place of the eight calls by which SQLite locks the file,
 * looks for journals, and unlocks it. */
int64_t db_data_version(struct db *db) {
    unsigned char now[DB_COUNTERS];
    if (db_here(db, NULL) != RC_OK)
        return -1;
    bool same =
        db->version != 0 && read_counters(db, now) && memcmp(now, db->counters, sizeof now) == 0;
    return same ? db->version : ask_version(db);
}

const char *db_path(const struct db *db) {
    return db->path;
}
