/* Is the database healthy: the file, the library, what SQLite itself can check, the plan. What the
 * program keeps beside its records is checked in doctor_kept.c. */
#include "doctor_parts.h"
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum { MEGABYTE = 1024 * 1024, LEAST_FREE = 64, WAL_SAFE = 3051003 };

THIDUA_PRINTF(3, 0)
static void tell(struct doctor *d, bool wrong, const char *fmt, va_list args) {
    char sentence[1024];
    (void)vsnprintf(sentence, sizeof sentence, fmt, args);
    d->wrong += wrong;
    d->say(d->ctx, wrong, sentence);
}

void doctor_well(struct doctor *d, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    tell(d, false, fmt, args);
    va_end(args);
}

void doctor_wrong(struct doctor *d, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    tell(d, true, fmt, args);
    va_end(args);
}

/* ---- the file */

static enum rc check_file(struct doctor *d, struct err *e) {
    const char *path = db_path(d->session->db);
    struct stat st;
    (void)e;
    if (stat(path, &st) != 0)
        doctor_wrong(
            d,
            "Không còn thấy tệp cơ sở dữ liệu %s; hãy thoát ra, tìm lại tệp hoặc khôi phục "
            "từ bản sao lưu.",
            path);
    else if ((st.st_mode & 077) != 0)
        doctor_wrong(d,
                     "Tệp %s mở cho người khác trên máy (quyền %03o); hãy chạy: chmod 600 cho tệp "
                     "này.",
                     path, (unsigned)st.st_mode & 0777);
    else
        doctor_well(d, "Tệp %s chỉ chủ tệp đọc, ghi được.", path);
    return RC_OK;
}

static enum rc check_folder(struct doctor *d, struct err *e) {
    char *copy = strdup(db_path(d->session->db));
    struct stat st;
    struct statvfs fs;
    if (copy == NULL)
        return err_nomem(e);
    const char *folder = dirname(copy);
    if (stat(folder, &st) == 0 && (st.st_mode & 022) != 0)
        doctor_wrong(
            d,
            "Người khác trên máy ghi được vào thư mục %s (quyền %03o) nên có thể tráo tệp; "
            "hãy chạy: chmod 700 cho thư mục này.",
            folder, (unsigned)st.st_mode & 0777);
    if (statvfs(folder, &fs) == 0) {
        unsigned long long free_space = (unsigned long long)fs.f_bavail * fs.f_frsize / MEGABYTE;
        if (free_space < LEAST_FREE)
            doctor_wrong(d, "Đĩa chỉ còn trống %llu MB; hãy dọn bớt, kẻo không lưu được nữa.",
                         free_space);
        else
            doctor_well(d, "Đĩa còn trống %llu MB.", free_space);
    }
    free(copy);
    return RC_OK;
}

/* ---- what SQLite says of itself */

/* The first column of each row of `sql`, to `each`. */
static enum rc rows(struct doctor *d, const char *sql,
                    void (*each)(struct doctor *d, struct sqlite3_stmt *stmt, int n), int *count,
                    struct err *e) {
    struct db *db = d->session->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    *count = 0;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    while (!rc && !(rc = db_step(db, stmt, &row, e)) && row)
        each(d, stmt, (*count)++);
    db_release(db, stmt);
    return rc;
}

/* SQLite's words are English and of pages and cells; what is to be done is the same for all. */
static void take_trouble(struct doctor *d, struct sqlite3_stmt *stmt, int n) {
    const char *text = db_column_text(d->session->db, stmt, 0);
    if (n == 0 && text != NULL && strcmp(text, "ok") == 0)
        doctor_well(d, "Tệp nguyên vẹn.");
    else if (n == 0)
        doctor_wrong(d, "Tệp bị hỏng; hãy ngừng ghi và khôi phục từ bản sao lưu gần nhất.");
}

static enum rc check_integrity(struct doctor *d, struct err *e) {
    int count;
    return rows(d, "PRAGMA integrity_check(1)", take_trouble, &count, e);
}

static void count_only(struct doctor *d, struct sqlite3_stmt *stmt, int n) {
    (void)d;
    (void)stmt;
    (void)n;
}

static enum rc check_references(struct doctor *d, struct err *e) {
    int count;
    enum rc rc = rows(d, "PRAGMA foreign_key_check", count_only, &count, e);
    if (!rc && count)
        doctor_wrong(d,
                     "%d bản ghi trỏ tới bản ghi không có; hãy khôi phục từ bản sao lưu gần nhất.",
                     count);
    else if (!rc)
        doctor_well(d, "Mọi bản ghi trỏ tới bản ghi có thật.");
    return rc;
}

static void take_journal(struct doctor *d, struct sqlite3_stmt *stmt, int n) {
    const char *mode = db_column_text(d->session->db, stmt, 0);
    (void)n;
    if (mode && strcmp(mode, "wal") == 0 && sqlite3_libversion_number() < WAL_SAFE)
        doctor_wrong(d,
                     "Cơ sở dữ liệu ở chế độ WAL, mà SQLite %s có thể làm mất dữ liệu đã lưu trong "
                     "chế độ ấy; hãy mở lại bằng chương trình này để về chế độ an toàn.",
                     sqlite3_libversion());
    else
        doctor_well(d, "SQLite %s, chế độ ghi %s.", sqlite3_libversion(), mode ? mode : "?");
}

static enum rc check_library(struct doctor *d, struct err *e) {
    int count;
    return rows(d, "PRAGMA journal_mode", take_journal, &count, e);
}

static enum rc check_version(struct doctor *d, struct err *e) {
    int version = 0;
    enum rc rc = migrate_version(d->session->db, &version, e);
    if (!rc && version != DB_VERSION)
        doctor_wrong(d,
                     "Dữ liệu ở bản %d, chương trình cần bản %d; hãy mở lại bằng bản thidua mới "
                     "nhất.",
                     version, DB_VERSION);
    else if (!rc)
        doctor_well(d, "Dữ liệu ở bản %d.", version);
    return rc;
}

/* ---- the plan: a clause missing from an imported text is worth knowing, not wrong */

static enum rc check_plan(struct doctor *d, struct err *e) {
    struct arena a = {0};
    struct buf missing = {0};
    struct plan plan;
    if (d->session->campaign_id == 0) { /* the account's session, of another campaign's file */
        doctor_well(d, "Cơ sở dữ liệu chưa có đợt thi đua “%s”.", d->session->campaign->code);
        return RC_OK;
    }
    enum rc rc = session_plan(d->session, &a, &plan, e);
    if (!rc) {
        session_plan_missing(d->session, &plan, &missing);
        rc = missing.failed ? err_nomem(e) : RC_OK;
    }
    if (!rc && missing.len == 0)
        doctor_well(d, "Kế hoạch có đủ các mục mà tệp đợt thi đua nêu.");
    char *at = rc ? NULL : missing.data;
    while (at && *at) {
        size_t n = strcspn(at, "\n");
        doctor_well(d,
                    "Kế hoạch đang dùng không có mục %.*s; số liệu của mục này không hiện cạnh kế "
                    "hoạch.",
                    (int)n, at);
        at += n + (at[n] == '\n');
    }
    buf_free(&missing);
    arena_free(&a);
    return rc;
}

enum rc doctor_run(struct session *s, doctor_fn *say, void *ctx, int *wrong, struct err *e) {
    /* the library's mode is known for certain only after the file was read */
    static doctor_check *const checks[] = {
        check_file,    check_folder,  check_integrity, check_references, check_library,
        check_version, doctor_totals, doctor_tally,    doctor_contents,  doctor_keys,
        doctor_chain,  doctor_clock,  doctor_backup,   check_plan,
    };
    struct doctor d = {.session = s, .say = say, .ctx = ctx};
    enum rc rc = session_need(s, CAP_MAINTAIN, e);
    for (size_t i = 0; !rc && i < sizeof checks / sizeof checks[0]; i++)
        rc = checks[i](&d, e);
    *wrong = d.wrong;
    return rc;
}
