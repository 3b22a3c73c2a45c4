/* Could what was written be lost, or have been altered: the log's chain, the clock it was written
 * by, the backups. */
#include "backup_parts.h"
#include "doctor_parts.h"
#include "thidua/text.h"
#include <inttypes.h>
#include <string.h>

enum rc doctor_chain(struct doctor *d, struct err *e) {
    struct chain_head head;
    struct err found;
    char text[CHAIN_TEXT_SIZE];
    enum rc rc = chain_check(d->session->db, NULL, &head, &found);
    if (rc == RC_DAMAGED) {
        doctor_wrong(d, "%s", found.message);
        return RC_OK;
    }
    if (rc) {
        if (e != NULL)
            *e = found;
        return rc;
    }
    doctor_well(d, "Nhật ký nối liền đến mốc %s.", chain_text(&head, text));
    return RC_OK;
}

/* One number and one text of a row; *found is false without a row. */
static enum rc ask(struct doctor *d, const char *sql, int64_t after, int64_t *number, char *text,
                   size_t size, bool *found, struct err *e) {
    struct db *db = d->session->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, after);
    rc = db_step(db, stmt, found, e);
    if (rc == RC_OK && *found) {
        *number = db_column_number(stmt, 0);
        db_copy_text(db, stmt, 1, text, size);
        rc = db_row_whole(db, e);
    }
    db_release(db, stmt);
    return rc;
}

/* Days and hours are the clock's: a log whose last row is of tomorrow says that it was wrong then,
 * or is now. Past steps back can no more be mended than they do harm; they are told. */
enum rc doctor_clock(struct doctor *d, struct err *e) {
    static const char ahead[] = "SELECT id, at FROM log WHERE id = (SELECT max(id) FROM log) AND"
                                " at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+10 minutes')"
                                " AND ?1 IS NOT NULL";
    static const char back[] =
        "SELECT count(*), max(l.at) FROM log AS l JOIN log AS p ON p.id = l.id - 1"
        " WHERE l.at < strftime('%Y-%m-%dT%H:%M:%SZ', p.at, '-10 minutes') AND ?1 IS NOT NULL";
    char at[INSTANT_TEXT_SIZE];
    char local[INSTANT_TEXT_SIZE];
    bool found = false;
    int64_t n = 0;
    enum rc rc = ask(d, ahead, 0, &n, at, sizeof at, &found, e);
    if (rc == RC_OK && found)
        doctor_wrong(
            d,
            "Dòng nhật ký cuối ghi lúc %s, giờ máy chủ bây giờ còn trước đó: đồng hồ đã chạy "
            "sai hoặc đang sai, mà đúng hạn hay muộn tính theo nó; hãy xem lại bằng lệnh "
            "timedatectl.",
            instant_local(at, local));
    if (rc == RC_OK)
        rc = ask(d, back, 0, &n, at, sizeof at, &found, e);
    if (rc == RC_OK && found && n > 0)
        doctor_well(d, "Đồng hồ máy chủ từng lùi lại %" PRId64 " lần, lần sau cùng tới %s.", n,
                    instant_local(at, local));
    return rc;
}

/* --- backups --- */

/* A backup is of this log when the row that its name tells is there with that hash: after a
 * restoring there are some of a log that is no more. */
static enum rc is_of_this_log(struct doctor *d, const struct backup *b, bool *out, struct err *e) {
    static const char sql[] = "SELECT id, lower(hex(hash)) FROM log WHERE id = ?1";
    char hash[SHA256_TEXT];
    int64_t id = 0;
    bool found = false;
    enum rc rc = ask(d, sql, b->head.id, &id, hash, sizeof hash, &found, e);
    *out = rc == RC_OK && found && strncmp(hash, b->head.digits, strlen(b->head.digits)) == 0;
    return rc;
}

static enum rc find_last(struct doctor *d, const struct backup *list, size_t count,
                         const struct backup **out, struct err *e) {
    bool ours = false;
    enum rc rc = RC_OK;
    *out = NULL;
    for (size_t i = count; rc == RC_OK && i-- > 0 && !ours;) {
        rc = is_of_this_log(d, &list[i], &ours, e);
        if (ours)
            *out = &list[i];
    }
    return rc;
}

/* What would be lost with the disk: changes after the last backup, and since when. Who came in, or
 * was refused, changed nothing. */
static enum rc say_last(struct doctor *d, const char *folder, const struct backup *last,
                        struct err *e) {
    static const char sql[] =
        "SELECT count(*), min(at) < strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-2 days')"
        " FROM log WHERE id > ?1 AND (before IS NOT NULL OR after IS NOT NULL)";
    char old[8] = "";
    char day[DATE_TEXT_SIZE] = "";
    struct buf said = {0};
    int64_t n = 0;
    bool found = false;
    enum rc rc = ask(d, sql, last != NULL ? last->head.id : 0, &n, old, sizeof old, &found, e);
    if (rc)
        return rc;
    text_number(&said, n);
    if (last != NULL)
        (void)date_text(last->when.day, day);
    if (said.failed)
        rc = err_nomem(e);
    else if (strcmp(old, "1") == 0)
        doctor_wrong(
            d,
            "%s thay đổi, cái đầu đã quá 2 ngày, chưa có trong bản sao lưu nào ở %s (bản gần "
            "nhất: %s); hãy chạy “thidua backup”, và đặt lịch chạy mỗi ngày.",
            buf_str(&said), folder, last != NULL ? day : "chưa có");
    else if (last != NULL)
        doctor_well(d, "Bản sao lưu gần nhất: %s; sau đó có %s thay đổi.", day, buf_str(&said));
    else
        doctor_well(d, "Chưa có bản sao lưu nào; hãy chạy “thidua backup”.");
    buf_free(&said);
    return rc;
}

static enum rc say_backups(struct doctor *d, const char *folder, const struct backup *list,
                           size_t count, struct err *e) {
    const struct backup *last = NULL;
    enum rc rc = find_last(d, list, count, &last, e);
    return rc ? rc : say_last(d, folder, last, e);
}

enum rc doctor_backup(struct doctor *d, struct err *e) {
    struct arena a = {0};
    struct place p;
    struct backup *list = NULL;
    const char *folder = NULL;
    size_t count = 0;
    enum rc rc = backup_place(db_path(d->session->db), &a, &p, e);
    if (rc == RC_OK && (folder = backup_folder(&p, &a)) == NULL)
        rc = err_nomem(e);
    if (rc == RC_OK) {
        struct err unread;
        enum rc read = backup_list(folder, p.base, &a, &list, &count, &unread);
        if (read == RC_NOMEM)
            rc = err_nomem(e);
        else if (read != RC_OK)
            doctor_wrong(d, "%s", unread.message); /* a folder that cannot be read */
        else
            rc = say_backups(d, folder, list, count, e);
    }
    arena_free(&a);
    return rc;
}
