/* The file: made, opened, refused untouched. */
#include "support/store.h"

#include "../../src/store/parts.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* --- making --- */

static void made(void **state) {
    struct store *s = *state;
    struct stat st;
    mode_t before = umask(0777); /* the strangest umask may not lock us out, or others in */
    enum rc rc = db_create(s->path, &s->db, &s->err);
    (void)umask(before);
    assert_int_equal(rc, RC_OK);
    assert_int_equal(stat(s->path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_string_equal(db_path(s->db), s->path);
    db_close(&s->db);
    assert_null(s->db);
    db_close(&s->db);
    assert_int_equal(db_open(s->path, &s->db, &s->err), RC_OK);
}

static void not_made_twice(void **state) {
    struct store *s = *state;
    struct db *db = NULL;
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    assert_int_equal(db_create(s->path, &db, &s->err), RC_CONFLICT);
    assert_null(db);
    assert_non_null(strstr(s->err.message, "Đã có tệp"));
    assert_int_equal(store_number(s, "PRAGMA user_version"), DB_VERSION);
}

static void no_folder(void **state) {
    struct store *s = *state;
    char path[128];
    (void)snprintf(path, sizeof path, "%s/none/thidua.db", s->dir);
    assert_int_equal(db_create(path, &s->db, &s->err), RC_MISSING);
    assert_non_null(strstr(s->err.message, "Không có thư mục “"));
    assert_non_null(strstr(s->err.message, "/none”; hãy xem lại đường dẫn"));
    assert_int_equal(db_open(path, &s->db, &s->err), RC_MISSING);
    assert_null(s->db);
}

/* Through a link to the folder it opens; the file itself may be no link. */
static void links(void **state) {
    struct store *s = *state;
    char folder[128];
    char path[160];
    char link_path[128];
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    db_close(&s->db);
    (void)snprintf(folder, sizeof folder, "%s-link", s->dir);
    (void)snprintf(path, sizeof path, "%s/thidua.db", folder);
    (void)snprintf(link_path, sizeof link_path, "%s/other.db", s->dir);
    assert_int_equal(symlink(s->dir, folder), 0);
    enum rc rc = db_open(path, &s->db, &s->err);
    (void)unlink(folder);
    assert_int_equal(rc, RC_OK);
    db_close(&s->db);
    assert_int_equal(symlink(s->path, link_path), 0);
    rc = db_open(link_path, &s->db, &s->err);
    enum rc made_there = db_create(link_path, &s->db, NULL);
    (void)unlink(link_path);
    assert_int_equal(rc, RC_IO);
    assert_non_null(strstr(s->err.message, "liên kết"));
    assert_int_equal(made_there, RC_CONFLICT);
}

static void settled(void **state) {
    struct store *s = *state;
    static const char *const settings[][2] = {
        {"PRAGMA journal_mode", "truncate"}, {"PRAGMA synchronous", "2"},
        {"PRAGMA foreign_keys", "1"},        {"PRAGMA mmap_size", "0"},
        {"PRAGMA trusted_schema", "0"},
    };
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    assert_int_equal(s->db->patience, 5000);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        sqlite3_stmt *stmt = NULL;
        bool row = false;
        assert_int_equal(db_prepare(s->db, settings[i][0], &stmt, &s->err), RC_OK);
        assert_int_equal(db_step(s->db, stmt, &row, &s->err), RC_OK);
        assert_true(row);
        assert_string_equal(db_column_text(s->db, stmt, 0), settings[i][1]);
        db_release(s->db, stmt);
    }
    static const char *const refused[] = {
        "SELECT \"no such column\"", /* DQS off */
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = 1; DELETE FROM sqlite_schema",
        "SELECT load_extension('x')",
        "CREATE TABLE x (a)", /* outside a transaction of tx.c nothing commits */
        "DELETE FROM setting",
        "PRAGMA user_version = 7",
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        print_message("%s\n", refused[i]);
        assert_int_not_equal(db_exec(s->db, refused[i], &s->err), RC_OK);
    }
    assert_int_equal(store_number(s, "PRAGMA user_version"), DB_VERSION);
}

/* --- refused, untouched --- */

struct picture {
    struct stat st;
    char bytes[4096];
    size_t n;
};

static void take(const char *path, struct picture *p) {
    memset(p, 0, sizeof *p);
    assert_int_equal(lstat(path, &p->st), 0);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (fd >= 0 && S_ISREG(p->st.st_mode)) {
        ssize_t n = read(fd, p->bytes, sizeof p->bytes);
        p->n = n < 0 ? 0 : (size_t)n;
    }
    if (fd >= 0)
        (void)close(fd);
}

static void refused(struct store *s, enum rc expected, const char *word) {
    struct picture before;
    struct picture after;
    char journal[128];
    take(s->path, &before);
    struct err e = {0};
    assert_int_equal(db_open(s->path, &s->db, &e), expected);
    print_message("%s\n", e.message);
    assert_null(s->db);
    assert_non_null(strstr(e.message, word));
    assert_null(strstr(e.message, "SQLITE"));
    assert_int_equal(e.message[strlen(e.message) - 1], '.');
    take(s->path, &after);
    assert_int_equal(before.n, after.n);
    assert_memory_equal(before.bytes, after.bytes, before.n);
    assert_int_equal(before.st.st_size, after.st.st_size);
    assert_int_equal(before.st.st_ino, after.st.st_ino);
    assert_int_equal(before.st.st_mode, after.st.st_mode);
    assert_int_equal(before.st.st_mtim.tv_sec, after.st.st_mtim.tv_sec);
    assert_int_equal(before.st.st_mtim.tv_nsec, after.st.st_mtim.tv_nsec);
    (void)snprintf(journal, sizeof journal, "%s-journal", s->path);
    assert_int_equal(access(journal, F_OK), -1);
}

static void write_file(const char *path, const char *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void make_old(struct store *s, const char *change) {
    char journal[128];
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    db_close(&s->db);
    assert_int_equal(store_force(s, change), 0);
    (void)snprintf(journal, sizeof journal, "%s-journal", s->path);
    (void)unlink(journal);
}

static void nothing_there(void **state) {
    struct store *s = *state;
    assert_int_equal(db_open(s->path, &s->db, &s->err), RC_MISSING);
    assert_non_null(strstr(s->err.message, "thidua init"));
    assert_int_equal(access(s->path, F_OK), -1);
}

static void a_folder(void **state) {
    struct store *s = *state;
    assert_int_equal(mkdir(s->path, 0700), 0);
    refused(s, RC_IO, "thư mục");
    (void)rmdir(s->path);
}

static void a_pipe(void **state) {
    struct store *s = *state;
    assert_int_equal(mkfifo(s->path, 0600), 0);
    refused(s, RC_IO, "không mở được");
}

static void empty(void **state) {
    struct store *s = *state;
    write_file(s->path, "", 0);
    refused(s, RC_DAMAGED, "không phải là cơ sở dữ liệu");
}

static void a_letter(void **state) {
    struct store *s = *state;
    char text[3000];
    memset(text, 'x', sizeof text);
    write_file(s->path, text, sizeof text);
    refused(s, RC_DAMAGED, "không phải là cơ sở dữ liệu");
    write_file(s->path, "SQLite format 3", 16); /* its first words only */
    refused(s, RC_DAMAGED, "không phải là cơ sở dữ liệu");
}

static void another_program(void **state) {
    struct store *s = *state;
    make_old(s, "PRAGMA application_id = 252006673");
    refused(s, RC_DAMAGED, "chương trình khác");
}

static void newer(void **state) {
    struct store *s = *state;
    make_old(s, "PRAGMA user_version = 3");
    refused(s, RC_INVALID, "mới hơn");
}

static void older_unknown(void **state) {
    struct store *s = *state;
    make_old(s, "PRAGMA user_version = 0");
    refused(s, RC_DAMAGED, "bản 0");
}

/* Cut at a page, and within one. */
static void truncated(void **state) {
    struct store *s = *state;
    make_old(s, "SELECT 1");
    struct stat st;
    assert_int_equal(stat(s->path, &st), 0);
    assert_int_equal(truncate(s->path, st.st_size - 4096), 0);
    refused(s, RC_DAMAGED, "hỏng");
    assert_int_equal(truncate(s->path, st.st_size - 5000), 0);
    refused(s, RC_DAMAGED, "hỏng");
    assert_int_equal(truncate(s->path, 4096), 0);
    refused(s, RC_DAMAGED, "hỏng");
}

static void damaged(void **state) {
    struct store *s = *state;
    make_old(s, "SELECT 1");
    int fd = open(s->path, O_RDWR);
    char junk[900];
    memset(junk, 0x5A, sizeof junk);
    assert_int_equal(pwrite(fd, junk, sizeof junk, 110), (ssize_t)sizeof junk);
    (void)close(fd);
    refused(s, RC_DAMAGED, "hỏng");
}

/* Root may read everything, so the test becomes nobody for a moment. */
static void unreadable(void **state) {
    struct store *s = *state;
    make_old(s, "SELECT 1");
    assert_int_equal(chmod(s->dir, 0755), 0);
    assert_int_equal(chmod(s->path, 0), 0);
    if (geteuid() == 0)
        assert_int_equal(seteuid(65534), 0);
    struct err e = {0};
    enum rc rc = db_open(s->path, &s->db, &e);
    char path[128];
    struct err made_there = {0};
    (void)snprintf(path, sizeof path, "/thidua-test.db");
    enum rc rc_made = geteuid() != 0 ? db_create(path, &s->db, &made_there) : RC_DENIED;
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(rc, RC_DENIED);
    assert_non_null(strstr(e.message, "quyền"));
    assert_int_equal(rc_made, RC_DENIED);
    assert_int_equal(chmod(s->path, 0600), 0);
}

/* A file that may only be read opens for reading, and says so when it is to be written. */
static void read_only(void **state) {
    struct store *s = *state;
    struct tx tx;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    session_close(&s->session);
    db_close(&s->db);
    assert_int_equal(chmod(s->dir, 0755), 0);
    assert_int_equal(chmod(s->path, 0444), 0);
    char journal[128];
    (void)snprintf(journal, sizeof journal, "%s-journal", s->path);
    assert_int_equal(chmod(journal, 0444), 0);
    if (geteuid() == 0)
        assert_int_equal(seteuid(65534), 0);
    enum rc opened = db_open(s->path, &s->db, &s->err);
    enum rc entered = opened ? opened
                             : session_open(&s->session, s->db, &s->campaign, &s->claim,
                                            store_day("2021-11-05"), &s->err);
    int64_t units = 0;
    enum rc read =
        entered ? entered
                : query_one(&s->session, CAP_READ, "SELECT count(*) FROM unit WHERE :scope IS NULL",
                            &units, &s->err);
    struct err e = {0};
    enum rc wrote = entered ? entered : tx_begin(&tx, &s->session, CAP_UNITS, NULL, &e);
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(opened, RC_OK);
    assert_int_equal(entered, RC_OK);
    assert_int_equal(read, RC_OK);
    assert_int_equal(units, 1);
    assert_int_equal(wrote, RC_IO);
    assert_non_null(strstr(e.message, "chỉ cho đọc"));
}

static void network_disks(void **state) {
    (void)state;
    assert_true(db_file_network(0x6969));                   /* NFS */
    assert_true(db_file_network(0xFF534D42));               /* CIFS */
    assert_true(db_file_network((unsigned long)-11317950)); /* CIFS as a signed 32-bit number */
    assert_true(db_file_network(0xFE534D42));               /* SMB2 */
    assert_false(db_file_network(0xEF53));                  /* ext4 */
    assert_false(db_file_network(0x01021994));              /* tmpfs */
    assert_false(db_file_network(0x9123683E));              /* btrfs */
    assert_false(db_file_network(0x58465342));              /* xfs */
}

/* --- while it is open --- */

static void noticed(void **state) {
    struct store *s = *state;
    int64_t first = db_data_version(s->db);
    assert_true(first > 0);
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE); /* one's own change is no news */
    assert_int_equal(db_data_version(s->db), first);
    assert_int_equal(store_force(s, "UPDATE unit SET phone = '0912'"), 0);
    assert_int_not_equal(db_data_version(s->db), first);
}

static void meanings(void **state) {
    (void)state;
    static const struct {
        int code;
        enum rc rc;
    } known[] = {
        {SQLITE_BUSY, RC_BUSY},         {SQLITE_LOCKED, RC_BUSY},        {SQLITE_FULL, RC_IO},
        {SQLITE_IOERR_WRITE, RC_IO},    {SQLITE_CANTOPEN, RC_IO},        {SQLITE_READONLY, RC_IO},
        {SQLITE_CORRUPT, RC_DAMAGED},   {SQLITE_NOTADB, RC_DAMAGED},     {SQLITE_NOMEM, RC_NOMEM},
        {SQLITE_IOERR_NOMEM, RC_NOMEM}, {SQLITE_TOOBIG, RC_INVALID},     {SQLITE_PERM, RC_IO},
        {SQLITE_MISUSE, RC_DAMAGED},    {SQLITE_CONSTRAINT, RC_INVALID},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct err e = {0};
        assert_int_equal(db_fail(NULL, known[i].code, &e), known[i].rc);
        assert_int_equal(e.rc, known[i].rc);
        assert_int_equal(e.message[strlen(e.message) - 1], '.');
        assert_int_equal(db_fail(NULL, known[i].code, NULL), known[i].rc);
    }
}

/* More statements than are kept: all that are in use stay, and one too many is said. */
static void statements(void **state) {
    struct store *s = *state;
    sqlite3_stmt *open[DB_STATEMENTS];
    sqlite3_stmt *more = NULL;
    char sql[32];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < DB_STATEMENTS; i++) {
            (void)snprintf(sql, sizeof sql, "SELECT %d", round * 10 + i);
            assert_int_equal(db_prepare(s->db, sql, &open[i], &s->err), RC_OK);
        }
        assert_int_equal(db_prepare(s->db, "SELECT 'more'", &more, &s->err), RC_DAMAGED);
        assert_null(more);
        for (int i = 0; i < DB_STATEMENTS; i++)
            db_release(s->db, open[i]);
    }
    /* twice the same text at once: two statements */
    assert_int_equal(db_prepare(s->db, "SELECT 1", &open[0], &s->err), RC_OK);
    assert_int_equal(db_prepare(s->db, "SELECT 1", &open[1], &s->err), RC_OK);
    assert_ptr_not_equal(open[0], open[1]);
    db_release(s->db, open[0]);
    db_release(s->db, open[1]);
    assert_int_equal(db_prepare(s->db, "SELECT nothing", &more, &s->err), RC_DAMAGED);
    db_release(s->db, NULL);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, store_setup_empty, store_teardown)
#define FULL(test)  cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        FRESH(made),
        FRESH(not_made_twice),
        FRESH(no_folder),
        FRESH(links),
        FRESH(settled),
        FRESH(nothing_there),
        FRESH(a_folder),
        FRESH(a_pipe),
        FRESH(empty),
        FRESH(a_letter),
        FRESH(another_program),
        FRESH(newer),
        FRESH(older_unknown),
        FRESH(truncated),
        FRESH(damaged),
        FRESH(unreadable),
        FULL(read_only),
        cmocka_unit_test(network_disks),
        FULL(noticed),
        cmocka_unit_test(meanings),
        FULL(statements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
