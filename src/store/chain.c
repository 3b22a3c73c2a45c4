#include "parts.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows read at a time: nobody who saves waits longer for a verification than these take (2 ms). */
enum { ROWS_AT_ONCE = 500, DIGITS_LEAST = 16 };

const char *chain_text(const struct chain_head *head, char out[CHAIN_TEXT_SIZE]) {
    char digits[SHA256_TEXT];
    (void)snprintf(out, CHAIN_TEXT_SIZE, "%" PRId64 "-%.*s", head->id, CHAIN_DIGITS,
                   sha256_text(head->hash, digits));
    return out;
}

enum rc chain_parse(const char *text, struct chain_mark *out, struct err *e) {
    size_t n = strspn(text, "0123456789");
    const char *digits = text + n + (text[n] == '-');
    size_t count = strspn(digits, "0123456789abcdefABCDEF");
    if (n == 0 || n > 18 || text[0] == '0' || text[n] != '-' || digits[count] != '\0' ||
        count < DIGITS_LEAST || count >= SHA256_TEXT)
        return err_set(
            e, RC_INVALID,
            "Mốc nhật ký phải viết như “thidua verify” in ra: số dòng, dấu gạch nối, rồi "
            "%d chữ số 0-9 a-f; hãy chép lại cả cụm.",
            CHAIN_DIGITS);
    out->id = strtoll(text, NULL, 10);
    for (size_t i = 0; i <= count; i++)
        out->digits[i] = (char)tolower((unsigned char)digits[i]);
    return RC_OK;
}

enum rc chain_next(const unsigned char *previous, const char *const *values, const size_t *sizes,
                   unsigned char *out, struct err *e) {
    struct buf b = {0};
    buf_add(&b, (const char *)previous, SHA256_SIZE);
    for (size_t i = 0; i < CHAIN_COLUMNS; i++) {
        if (values[i] == NULL) {
            buf_char(&b, '-');
            continue;
        }
        size_t n = sizes != NULL ? sizes[i] : strlen(values[i]);
        buf_printf(&b, "%zu:", n);
        buf_add(&b, values[i], n);
    }
    bool failed = b.failed;
    if (!failed)
        sha256(b.data, b.len, out);
    buf_free(&b);
    return failed ? err_nomem(e) : RC_OK;
}

/* The hash as it is stored; false when it is none. */
static bool stored_hash(sqlite3_stmt *stmt, int column, unsigned char out[SHA256_SIZE]) {
    const void *bytes = sqlite3_column_blob(stmt, column);
    if (bytes == NULL || sqlite3_column_bytes(stmt, column) != SHA256_SIZE)
        return false;
    memcpy(out, bytes, SHA256_SIZE);
    return true;
}

enum rc chain_read(struct db *db, struct chain_head *out, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    memset(out, 0, sizeof *out);
    enum rc rc = db_prepare(db, "SELECT id, hash FROM log ORDER BY id DESC LIMIT 1", &stmt, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK && row) {
        out->id = db_column_number(stmt, 0);
        if (!stored_hash(stmt, 1, out->hash))
            rc = err_set(e, RC_DAMAGED,
                         "Dòng nhật ký số %" PRId64 " hỏng nên không ghi tiếp được; hãy báo người "
                         "quản trị khôi phục từ bản sao lưu.",
                         out->id);
    }
    db_release(db, stmt);
    return rc;
}

enum rc chain_holds(struct db *db, const struct chain_head *row, bool *out, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    *out = false;
    enum rc rc = db_prepare(db, "SELECT 1 FROM log WHERE id = ?1 AND hash = ?2", &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, row->id);
    db_bind_bytes(db, stmt, 2, row->hash, SHA256_SIZE);
    rc = db_step(db, stmt, &found, e);
    *out = rc == RC_OK && found;
    db_release(db, stmt);
    return rc;
}

/* --- verifying --- */

struct walk {
    struct db *db;
    const struct chain_mark *kept;
    struct chain_head head; /* the last row found as it should be */
    bool more;
};

/* The kept head may be of a database that a restoring took away since. The log says so itself, in a
 * row that was found whole on the way here; what it says can be checked with the file kept aside.
 */
static enum rc say_replaced(const struct walk *w, bool *found, struct err *e) {
    static const char sql[] =
        "SELECT at, id, after ->> 'kept' FROM log WHERE kind = 'database' AND verb = 'restore'"
        " AND id <= ?1 AND CAST(after ->> 'head' AS INTEGER) < ?2"
        " AND (after ->> 'over' IS NULL OR CAST(after ->> 'over' AS INTEGER) >= ?2)"
        " ORDER BY id DESC LIMIT 1";
    sqlite3_stmt *stmt = NULL;
    char at[INSTANT_TEXT_SIZE];
    enum rc rc = db_prepare(w->db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(w->db, stmt, 1, w->head.id);
    db_bind_number(w->db, stmt, 2, w->kept->id);
    rc = db_step(w->db, stmt, found, e);
    if (rc == RC_OK && *found) {
        const char *when = db_column_text(w->db, stmt, 0);
        const char *file = db_column_text(w->db, stmt, 2);
        rc = db_row_whole(w->db, e);
        if (rc == RC_OK)
            rc = err_set(e, RC_DAMAGED,
                         "Mốc không khớp; theo nhật ký, mốc ấy là của tệp đã được thay trong lần "
                         "khôi phục %s: từ dòng số %" PRId64 " nhật ký đi tiếp từ bản sao lưu. "
                         "Hãy so mốc với tệp giữ lại khi ấy%s%s.",
                         instant_local(when, at), db_column_number(stmt, 1),
                         file != NULL ? ": " : ", nếu có", file != NULL ? file : "");
    }
    db_release(w->db, stmt);
    return rc;
}

/* The row that the kept head names: is it still the one that had that hash? */
static enum rc compare_kept(const struct walk *w, struct err *e) {
    char text[SHA256_TEXT];
    bool replaced = false;
    if (strncmp(sha256_text(w->head.hash, text), w->kept->digits, strlen(w->kept->digits)) == 0)
        return RC_OK;
    enum rc rc = say_replaced(w, &replaced, e);
    if (rc || replaced)
        return rc;
    return err_set(e, RC_DAMAGED,
                   "Nhật ký không khớp với mốc: dòng số %" PRId64
                   " hoặc một dòng trước nó đã bị viết "
                   "lại và các dòng sau được tính lại theo, hoặc mốc chép sai. Hãy so với bản sao "
                   "lưu giữ ở nơi khác.",
                   w->kept->id);
}

static enum rc check_row(struct walk *w, sqlite3_stmt *stmt, struct err *e) {
    const char *values[CHAIN_COLUMNS];
    size_t sizes[CHAIN_COLUMNS];
    unsigned char stored[SHA256_SIZE];
    unsigned char made[SHA256_SIZE];
    int64_t id = db_column_number(stmt, 0);
    if (id != w->head.id + 1)
        return err_set(e, RC_DAMAGED,
                       "Nhật ký thiếu dòng số %" PRId64 ": dòng này đã bị bỏ đi, sau dòng %" PRId64
                       " là dòng %" PRId64 ". Hãy so với bản sao lưu giữ ở nơi khác.",
                       w->head.id + 1, w->head.id, id);
    for (int i = 0; i < CHAIN_COLUMNS; i++) {
        values[i] = db_column_text(w->db, stmt, i);
        sizes[i] = (size_t)sqlite3_column_bytes(stmt, i);
    }
    bool whole = stored_hash(stmt, CHAIN_COLUMNS, stored);
    enum rc rc = db_row_whole(w->db, e); /* what could not be read is not what was altered */
    if (rc == RC_OK)
        rc = chain_next(w->head.hash, values, sizes, made, e);
    if (rc)
        return rc;
    if (!whole || memcmp(stored, made, SHA256_SIZE) != 0)
        return err_set(e, RC_DAMAGED,
                       "Dòng nhật ký số %" PRId64
                       " không khớp với các dòng trước nó: dòng này đã bị sửa, hoặc có dòng bị "
                       "thêm, bớt ở đây. Hãy so với bản sao lưu giữ ở nơi khác.",
                       id);
    w->head.id = id;
    memcpy(w->head.hash, made, SHA256_SIZE);
    return w->kept != NULL && w->kept->id == id ? compare_kept(w, e) : RC_OK;
}

static enum rc check_some(struct walk *w, struct err *e) {
    static const char sql[] =
        "SELECT id, at, officer, source, campaign, kind, record, unit, verb, reason, before, after,"
        " change, undoes, hash FROM log WHERE id > ?1 ORDER BY id LIMIT ?2";
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int n = 0;
    enum rc rc = db_prepare(w->db, sql, &stmt, e);
    if (rc)
        return rc;
    /* A row numbered 0 or below would otherwise never be looked at. */
    db_bind_number(w->db, stmt, 1, w->head.id == 0 ? INT64_MIN + 1 : w->head.id);
    db_bind_number(w->db, stmt, 2, ROWS_AT_ONCE);
    while ((rc = db_step(w->db, stmt, &row, e)) == RC_OK && row) {
        rc = check_row(w, stmt, e);
        if (rc)
            break;
        n++;
    }
    w->more = n == ROWS_AT_ONCE;
    db_release(w->db, stmt);
    return rc;
}

enum rc chain_check(struct db *db, const struct chain_mark *kept, struct chain_head *out,
                    struct err *e) {
    struct walk w = {.db = db, .kept = kept, .more = true};
    bool replaced = false;
    enum rc rc = RC_OK;
    while (rc == RC_OK && w.more)
        rc = check_some(&w, e);
    if (rc == RC_OK && kept != NULL && kept->id > w.head.id)
        rc = say_replaced(&w, &replaced, e);
    if (rc == RC_OK && kept != NULL && kept->id > w.head.id)
        rc = err_set(e, RC_DAMAGED,
                     "Nhật ký chỉ còn %" PRId64 " dòng, mốc đã giữ là dòng số %" PRId64
                     ": các dòng cuối đã bị bỏ đi, hoặc đây là bản sao lưu cũ hơn mốc.",
                     w.head.id, kept->id);
    if (rc == RC_OK)
        *out = w.head;
    return rc;
}

enum rc chain_verify(struct session *s, const struct chain_mark *kept, struct chain_head *out,
                     struct err *e) {
    enum rc rc = session_need(s, CAP_MAINTAIN, e);
    return rc ? rc : chain_check(s->db, kept, out, e);
}
