#include "backup_parts.h"

#include "thidua/file.h"
#include "thidua/restore.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One restoring. Texts are in `a`. */
struct restoring {
    const char *path, *from; /* path: resolved */
    const struct campaign *campaign;
    const struct claim *claim;
    date today;
    struct arena *a;
    struct place place;
    char mode[16];         /* of the database there now, "" when that cannot be known */
    struct chain_head was; /* its head; id 0: not known */
    struct ways ways;      /* who may come in there */
    bool there;
    const char *copy;                   /* what is going to be the database */
    const char *journal, *kept_journal; /* kept_journal is NULL unless one was moved */
    const char *second;                 /* the name that what was there is going to have */
    struct restore_done done;           /* its `kept`: that name, once it is there */
};

/* --- may she, and what is there now --- */

static enum rc holds_it(const struct restoring *r, struct err *e) {
    struct stat st;
    if (r->claim->proof == PROOF_LOCAL && stat(r->there ? r->path : r->place.folder, &st) == 0 &&
        (long)st.st_uid == r->claim->uid)
        return RC_OK;
    return err_set(e, RC_DENIED,
                   "Chỉ chủ của tệp dữ liệu mới khôi phục được; trên máy chủ chung, hãy chạy bằng "
                   "tài khoản của dịch vụ.");
}

/* May she, by what the database there says: of which mode it is, and who she is in it. */
static enum rc ask_present(struct restoring *r, struct db *db, struct err *e) {
    struct session s = {0};
    enum rc rc = session_mode(db, r->mode, sizeof r->mode, e);
    if (rc || r->mode[0] == '\0') /* nobody's yet */
        return rc;
    rc = session_open_upkeep(&s, db, r->campaign, r->claim, r->today, e);
    if (rc == RC_OK)
        rc = session_need(&s, CAP_MAINTAIN, e);
    if (rc == RC_OK)
        rc = chain_read(db, &r->was, e);
    if (rc == RC_OK)
        rc = ways_read(db, r->a, &r->ways, e);
    session_close(&s);
    return rc;
}

/* Of one that is not there, or damaged, she must be the owner: there is nobody to ask. One that
 * cannot be read now, though it may be whole, is not taken for such. */
static enum rc look_at_present(struct restoring *r, struct err *e) {
    struct db *db = NULL;
    struct stat st;
    r->there = lstat(r->path, &st) == 0;
    if (r->there && !S_ISREG(st.st_mode))
        return db_file_check(r->path, e);
    enum rc rc = holds_it(r, e);
    if (rc)
        return rc;
    rc = db_open(r->path, &db, e);
    if (rc == RC_OK)
        rc = ask_present(r, db, e);
    db_close(&db);
    return rc == RC_DAMAGED || rc == RC_MISSING ? RC_OK : rc;
}

/* --- the copy --- */

static enum rc not_itself(const struct restoring *r, struct err *e) {
    struct stat there;
    struct stat from;
    if (stat(r->from, &from) != 0)
        return file_failed(r->from, "đọc", errno, e);
    if (r->there && stat(r->path, &there) == 0 && there.st_dev == from.st_dev &&
        there.st_ino == from.st_ino)
        return err_set(e, RC_CONFLICT, "Đó chính là tệp dữ liệu đang dùng; hãy nêu bản sao lưu.");
    return RC_OK;
}

static enum rc copy_it(struct restoring *r, struct err *e) {
    struct db *from = NULL;
    struct copy made = {0};
    struct copy read = {0};
    struct err why = {0};
    bool chained = false;
    enum rc rc = db_file_header(r->from, e);
    if (rc == RC_OK)
        rc = db_connect(r->from, DB_READ, &from, e);
    if (rc == RC_OK)
        rc = backup_temporary(r->place.folder, r->place.base, r->a, &r->copy, e);
    if (rc == RC_OK)
        rc = copy_make(from, r->copy, &made, e);
    db_close(&from);
    if (rc == RC_OK)
        rc = copy_check(r->copy, &read, &chained, &why, e);
    if (rc == RC_OK && !chained) {
        if (e != NULL)
            *e = why;
        rc = why.rc;
    }
    if (rc == RC_OK && !copy_same(&made, &read))
        rc = err_set(e, RC_IO, "Chép xong đọc lại thì không giống bản sao lưu; đĩa có thể bị lỗi.");
    r->done.head = read.head;
    return rc;
}

static enum rc check_mode(struct restoring *r, struct db *db, struct err *e) {
    char mode[16];
    enum rc rc = session_mode(db, mode, sizeof mode, e);
    if (rc == RC_OK && mode[0] == '\0')
        rc = err_set(e, RC_INVALID, "Bản sao lưu này chưa có đợt thi đua nào.");
    r->done.unasked = strcmp(mode, "service") == 0 && r->ways.keys == NULL;
    if (rc == RC_OK && r->mode[0] != '\0' && strcmp(mode, r->mode) != 0)
        rc = err_set(e, RC_CONFLICT,
                     strcmp(mode, "service") == 0
                         ? "Bản sao lưu này là của máy chủ chung, dữ liệu ở đây là của một người."
                         : "Bản sao lưu này là của một người, dữ liệu ở đây là của máy chủ chung.");
    return rc;
}

/* In whose name the log says it: of a single database its owner, who alone can do this; of a
 * service its first administrator who may still come in, and the reason says that it was the
 * account. */
static enum rc find_actor(const struct ways *ways, struct session *s, struct err *e) {
    static const char sql[] =
        "SELECT login FROM officer WHERE deleted_at IS NULL AND disabled IS NOT 1"
        " AND role IN ('owner', 'administrator')"
        " AND login NOT IN (SELECT j.key FROM json_each(coalesce(?1, '{}')) AS j"
        " WHERE " WAYS_OUT("j.value") " OR j.value ->> 'role' <> role)"
                                      " ORDER BY role <> 'owner', id LIMIT 1";
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(s->db, sql, &stmt, e);
    if (rc == RC_OK) {
        db_bind_text(s->db, stmt, 1, ways->officers);
        rc = db_step(s->db, stmt, &row, e);
    }
    if (rc == RC_OK && !row)
        rc = err_set(e, RC_CONFLICT,
                     "Người quản trị nào có trong bản sao lưu này nay cũng đã bị khóa hoặc thôi "
                     "quản trị, khôi phục xong thì không ai quản trị được; hãy chọn bản mới hơn.");
    if (rc == RC_OK) {
        db_copy_text(s->db, stmt, 0, s->officer, sizeof s->officer);
        rc = db_row_whole(s->db, e);
    }
    s->role = ROLE_ADMINISTRATOR; /* what follows is the file's holder's to do */
    db_release(s->db, stmt);
    return rc;
}

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* The second name of what is there, dated; with a number where two restorings fall in one second.
 */
static enum rc choose_name(struct restoring *r, struct err *e) {
    enum { TRIES = 100 };
    char day[DATE_TEXT_SIZE];
    char number[16] = "";
    struct stat st;
    struct moment now = backup_now();
    for (int i = 2; i < TRIES; i++) {
        r->second = arena_printf(r->a, "%s/%s-truoc-khoi-phuc-%s-%02d%02d%02d%s.db",
                                 r->place.folder, r->place.base, date_iso(now.day, day),
                                 now.second / 3600, now.second / 60 % 60, now.second % 60, number);
        if (r->second == NULL)
            return err_nomem(e);
        if (lstat(r->second, &st) != 0)
            break;
        (void)snprintf(number, sizeof number, "-%d", i);
    }
    return RC_OK;
}

/* What was restored, over what, and where that is kept:
 * {"file":…,"head":"390-…","over":"412-…","kept":…}. */
static enum rc log_it(struct restoring *r, struct db *db, struct err *e) {
    struct session s;
    struct tx tx = {0};
    struct buf after = {0};
    struct buf reason = {0};
    char text[CHAIN_TEXT_SIZE];
    session_start(&s, db, r->campaign, r->claim, r->today);
    enum rc rc = find_actor(&r->ways, &s, e);
    buf_puts(&after, "{\"file\":");
    buf_json(&after, file_name(r->from));
    buf_printf(&after, ",\"head\":\"%s\"", chain_text(&r->done.head, text));
    if (r->was.id != 0)
        buf_printf(&after, ",\"over\":\"%s\"", chain_text(&r->was, text));
    if (r->there) {
        buf_puts(&after, ",\"kept\":");
        buf_json(&after, file_name(r->second));
    }
    buf_char(&after, '}');
    buf_printf(&reason, "do tài khoản %s trên máy thực hiện", r->claim->name);
    if (rc == RC_OK && (after.failed || reason.failed))
        rc = err_nomem(e);
    if (rc == RC_OK)
        rc = tx_begin_own(&tx, &s, e);
    if (rc == RC_OK) {
        const struct log_entry entry = {
            .kind = "database", .verb = "restore", .after = buf_str(&after)};
        tx.reason = buf_str(&reason);
        tx.verb = entry.verb;
        rc = log_write(&tx, &entry, e);
    }
    if (rc == RC_OK)
        rc = ways_keep(&tx, &r->ways, r->a, &r->done, e);
    r->done.head = tx.head;
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    session_close(&s);
    buf_free(&after);
    buf_free(&reason);
    return rc;
}

/* Ours by now: of the right mode, brought up to this program's schema, its log says where it is
 * from. */
static enum rc make_ready(struct restoring *r, struct err *e) {
    struct db *db = NULL;
    enum rc rc = db_open(r->copy, &db, e);
    if (rc == RC_OK)
        rc = check_mode(r, db, e);
    if (rc == RC_OK)
        rc = choose_name(r, e);
    if (rc == RC_OK)
        rc = log_it(r, db, e);
    db_close(&db);
    db_file_unjournal(r->copy);
    return rc;
}

/* --- the exchange --- */

/* A second name for what was there, and one for its journal where one is left that a whole database
 * would have taken back: it must not be taken for the new one's. */
static enum rc keep_present(struct restoring *r, struct err *e) {
    struct stat st;
    if (link(r->path, r->second) != 0)
        return file_failed(r->second, "ghi", errno, e);
    r->done.kept = r->second;
    const char *kept_journal = arena_printf(r->a, "%s-journal", r->done.kept);
    r->journal = arena_printf(r->a, "%s-journal", r->path);
    if (r->a->failed)
        return err_nomem(e);
    if (lstat(r->journal, &st) != 0 || st.st_size == 0)
        return RC_OK;
    if (rename(r->journal, kept_journal) != 0)
        return file_failed(kept_journal, "ghi", errno, e);
    r->kept_journal = kept_journal;
    return RC_OK;
}

static void put_back(const struct restoring *r) {
    if (r->kept_journal != NULL)
        (void)rename(r->kept_journal, r->journal);
    if (r->done.kept != NULL)
        (void)unlink(r->done.kept);
}

static enum rc exchange(struct restoring *r, struct err *e) {
    int lock = -1;
    enum rc rc = r->there ? db_file_lock(r->path, &lock, e) : RC_OK;
    if (rc == RC_OK && r->there)
        rc = keep_present(r, e);
    if (rc == RC_OK && rename(r->copy, r->path) != 0)
        rc = file_failed(r->path, "ghi", errno, e);
    if (rc)
        put_back(r);
    else
        (void)file_sync_folder(r->path);
    if (lock >= 0)
        (void)close(lock);
    return rc;
}

enum rc restore_file(const char *path, const char *from, const struct campaign *c,
                     const struct claim *claim, date today, struct arena *a,
                     struct restore_done *out, struct err *e) {
    struct restoring r = {.from = from, .campaign = c, .claim = claim, .today = today, .a = a};
    char *full = NULL;
    enum rc rc = db_file_resolve(path, &full, e);
    if (rc == RC_OK)
        rc = backup_place(full, a, &r.place, e);
    r.path = full;
    if (rc == RC_OK)
        rc = look_at_present(&r, e);
    if (rc == RC_OK)
        rc = not_itself(&r, e);
    if (rc == RC_OK)
        rc = copy_it(&r, e);
    if (rc == RC_OK)
        rc = make_ready(&r, e);
    if (rc == RC_OK)
        rc = exchange(&r, e);
    if (rc) {
        backup_unmake(r.copy);
        err_about(e, "Chưa khôi phục được, dữ liệu vẫn như cũ");
    } else {
        *out = r.done;
    }
    free(full);
    return rc;
}
