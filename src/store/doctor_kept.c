/* What the program keeps beside its records to be fast: each is proved equal to what it was made
 * from. */
#include "doctor_parts.h"
#include "thidua/pace.h"
#include "thidua/text.h"
#include <string.h>

/* Collects the records at fault: how many, and the first. */
struct fault {
    int64_t count, first;
};

static void at_fault(struct fault *f, int64_t id) {
    if (f->count++ == 0)
        f->first = id;
}

/* ---- totals of works */

static void read_work(struct db *db, sqlite3_stmt *stmt, struct work *w) {
    const char *state = db_column_text(db, stmt, 1);
    record_blank(&kinds[KIND_WORK], w);
    w->state = state ? choice_index(work_states, state) : -1;
    w->goal = db_column_number(stmt, 2);
    w->start = db_column_date(db, stmt, 3);
    w->finish = db_column_date(db, stmt, 4);
    w->approved = db_column_date(db, stmt, 5);
    w->done = db_column_number(stmt, 6);
    w->last_entry = db_column_date(db, stmt, 7);
}

/* Percentage and days follow from the totals by rules of the campaign file, which is at hand for
 * the session's own campaign only. */
static bool follows(struct doctor *d, sqlite3_stmt *stmt) {
    struct db *db = d->session->db;
    struct work w;
    read_work(db, stmt, &w);
    int64_t percent = db_column_number(stmt, 8);
    date behind = db_column_date(db, stmt, 9), stale = db_column_date(db, stmt, 10);
    if (db_column_number(stmt, 13) != d->session->campaign_id)
        return true;
    pace_fill(&w, d->session->campaign, db_column_number(stmt, 11));
    return w.percent == percent && w.behind_from == behind && w.stale_from == stale;
}

enum rc doctor_totals(struct doctor *d, struct err *e) {
    static const char sql[] =
        "SELECT w.id, w.state, w.goal, w.start, w.finish, w.approved, w.done, w.last_entry,"
        " w.percent, w.behind_from, w.stale_from,"
        " CASE WHEN w.goal IS NULL THEN (SELECT g.percent FROM progress g WHERE g.work = w.id"
        " AND g.percent IS NOT NULL AND g.deleted_at IS NULL ORDER BY g.day DESC, g.id DESC"
        " LIMIT 1) END,"
        " (w.done, w.value, w.women, w.children, w.participants, w.entries, w.last_entry) IS"
        " (coalesce(sum(p.quantity), 0), coalesce(sum(p.value), 0), coalesce(sum(p.women), 0),"
        " coalesce(sum(p.children), 0), coalesce(sum(p.participants), 0), count(p.id),"
        " max(p.day)), w.campaign"
        " FROM work w LEFT JOIN progress p ON p.work = w.id AND p.deleted_at IS NULL GROUP BY w.id";
    struct db *db = d->session->db;
    sqlite3_stmt *stmt = NULL;
    struct fault fault = {0};
    bool row = false;
    int64_t works = 0;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    for (; !rc && !(rc = db_step(db, stmt, &row, e)) && row; works++)
        if (db_column_number(stmt, 12) != 1 || !follows(d, stmt))
            at_fault(&fault, db_column_number(stmt, 0));
    db_release(db, stmt);
    if (!rc && fault.count)
        doctor_wrong(d,
                     "Tổng tiến độ của %lld công trình không khớp các lần cập nhật (trước hết là "
                     "công trình số %lld); hãy sửa lại một lần cập nhật của công trình ấy để tính "
                     "lại, hoặc khôi phục từ bản sao lưu.",
                     (long long)fault.count, (long long)fault.first);
    else if (!rc)
        doctor_well(d, "Tổng tiến độ của %lld công trình khớp các lần cập nhật.", (long long)works);
    return rc;
}

/* ---- tallies */

static enum rc one_number(struct doctor *d, const char *sql, int64_t *out, struct err *e) {
    struct db *db = d->session->db;
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    return rc ? rc : db_take_number(db, stmt, out, e);
}

#define COUNTED                                                                                    \
    "SELECT campaign, unit, theme, kind, sum(state = 'draft'), sum(state = 'submitted'),"          \
    " sum(state = 'returned'), sum(state = 'approved'), sum(state = 'completed'),"                 \
    " sum(state = 'stopped'), sum(coalesce(on_time, 0)),"                                          \
    " sum(results * percent), sum(results * value), sum(results * women),"                         \
    " sum(results * children), sum(results * participants), sum(entries)"                          \
    " FROM (SELECT *, state IN ('approved', 'completed') AS results FROM work"                     \
    " WHERE deleted_at IS NULL) GROUP BY 1, 2, 3, 4"
#define KEPT                                                                                       \
    "SELECT * FROM tally WHERE draft <> 0 OR submitted <> 0 OR returned <> 0 OR approved <> 0"     \
    " OR completed <> 0 OR stopped <> 0 OR on_time <> 0 OR percent_sum <> 0"                       \
    " OR value <> 0 OR women <> 0 OR children <> 0 OR participants <> 0 OR entries <> 0"

enum rc doctor_tally(struct doctor *d, struct err *e) {
    static const char sql[] = "SELECT (SELECT count(*) FROM (" COUNTED " EXCEPT " KEPT "))"
                              " + (SELECT count(*) FROM (" KEPT " EXCEPT " COUNTED "))";
    int64_t wrong = 0;
    enum rc rc = one_number(d, sql, &wrong, e);
    if (!rc && wrong)
        doctor_wrong(
            d,
            "Bảng đếm công trình sai ở %lld dòng; hãy khôi phục từ bản sao lưu gần nhất và "
            "báo người viết.",
            (long long)wrong);
    else if (!rc)
        doctor_well(d, "Bảng đếm công trình đúng.");
    return rc;
}

/* ---- contents of works, one row a code */

enum rc doctor_contents(struct doctor *d, struct err *e) {
    static const char sql[] =
        "SELECT count(*) FROM work w WHERE (SELECT count(*) FROM work_content c"
        " WHERE c.work = w.id AND instr(' ' || w.contents || ' ', ' ' || c.content || ' ') > 0)"
        " <> CASE WHEN w.contents IS NULL THEN (SELECT -count(*) FROM work_content c"
        " WHERE c.work = w.id)"
        " ELSE length(w.contents) - length(replace(w.contents, ' ', '')) + 1 END";
    int64_t wrong = 0;
    enum rc rc = one_number(d, sql, &wrong, e);
    if (!rc && wrong)
        doctor_wrong(d,
                     "Nội dung của %lld công trình không khớp bảng nội dung; hãy khôi phục từ bản "
                     "sao lưu gần nhất và báo người viết.",
                     (long long)wrong);
    else if (!rc)
        doctor_well(d, "Nội dung của các công trình khớp.");
    return rc;
}

/* ---- search and order keys */

static bool same_key(const char *kept, const struct buf *made) {
    return kept && strcmp(kept, buf_str(made)) == 0;
}

static enum rc check_keys(struct doctor *d, const struct kind *kind, const struct field *f,
                          struct fault *fault, struct err *e) {
    struct db *db = d->session->db;
    struct buf sql = {0}, fold = {0}, order = {0};
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    buf_printf(&sql, "SELECT id, %s, %s_fold, %s_order FROM %s", f->key, f->key, f->key,
               kind->table);
    enum rc rc = sql.failed ? err_nomem(e) : db_prepare(db, buf_str(&sql), &stmt, e);
    while (!rc && !(rc = db_step(db, stmt, &row, e)) && row) {
        const char *text = db_column_text(db, stmt, 1);
        buf_clear(&fold);
        buf_clear(&order);
        text_fold(text ? text : "", &fold);
        if (f->flags & FIELD_PERSON)
            text_person_key(text ? text : "", &order);
        else
            text_order_key(text ? text : "", &order);
        if (fold.failed || order.failed)
            rc = err_nomem(e);
        else if (!same_key(db_column_text(db, stmt, 2), &fold) ||
                 !same_key(db_column_text(db, stmt, 3), &order))
            at_fault(fault, db_column_number(stmt, 0));
    }
    db_release(db, stmt);
    buf_free(&sql);
    buf_free(&fold);
    buf_free(&order);
    return rc;
}

enum rc doctor_keys(struct doctor *d, struct err *e) {
    enum rc rc = RC_OK;
    int wrong = d->wrong;
    for (int k = 0; !rc && k < KIND_COUNT; k++)
        for (size_t i = 0; !rc && i < kinds[k].count; i++) {
            struct fault fault = {0};
            if (!(kinds[k].fields[i].flags & FIELD_ORDERED))
                continue;
            rc = check_keys(d, &kinds[k], &kinds[k].fields[i], &fault, e);
            if (!rc && fault.count)
                doctor_wrong(d,
                             "Khóa tìm kiếm, sắp xếp của %lld bản ghi %s không đúng (trước hết là "
                             "số %lld); hãy sửa tên rồi sửa lại như cũ để tính lại.",
                             (long long)fault.count, kinds[k].label, (long long)fault.first);
        }
    if (!rc && wrong == d->wrong)
        doctor_well(d, "Khóa tìm kiếm, sắp xếp của tên đúng.");
    return rc;
}
