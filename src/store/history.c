/* The log as an officer reads it. What stands in `before` and `after` is JSON made by field_json;
 * it is read back into records, so that the log and the forms say the same thing. */
#include "history_parts.h"
#include "thidua/life.h"
#include "thidua/query.h"
#include "thidua/records.h"
#include <inttypes.h>
#include <string.h>

/* Of records the words of their tables (records_fields.c; a test compares). */
const struct choice history_kinds[] = {{"unit", "đơn vị"},
                                       {"officer", "cán bộ"},
                                       {"work", "công trình, phần việc"},
                                       {"progress", "lần cập nhật"},
                                       {"duty", "nhiệm vụ đã triển khai"},
                                       {"receipt", "lần nhận kế hoạch"},
                                       {"nomination", "giới thiệu khen thưởng"},
                                       {"judgement", "đánh giá"},
                                       {"campaign", "đợt thi đua"},
                                       {"plan", "kế hoạch"},
                                       {"database", "cơ sở dữ liệu"},
                                       {NULL, NULL}};

const struct choice history_verbs[] = {{"add", "thêm"},
                                       {"set", "sửa"},
                                       {"delete", "xóa"},
                                       {"submit", "gửi"},
                                       {"return", "trả lại"},
                                       {"approve", "duyệt"},
                                       {"complete", "hoàn thành"},
                                       {"stop", "dừng"},
                                       {"import", "nạp"},
                                       {"undo", "hoàn tác"},
                                       {"recover", "lấy lại"},
                                       {"sync", "nhận tệp"},
                                       {"restore", "khôi phục"},
                                       {"sample", "đưa số liệu mẫu"},
                                       {"login", "đăng nhập"},
                                       {"refused", "bị từ chối"},
                                       {"denied", "vượt quyền"},
                                       {"add_key", "thêm khóa"},
                                       {"remove_key", "gỡ khóa"},
                                       {NULL, NULL}};

/* What a row of the log has of a field, before or after. */
enum told { NOT_THERE, THERE, UNREADABLE };

/* One side of a change: the record as far as the row tells it, and what it tells of each field. */
struct side {
    union any_record record;
    enum told *told;
};

enum { BEFORE, AFTER, SIDES };

static enum rc take_field(struct query *q, const struct kind *kind, struct side *sides,
                          struct arena *a, struct err *e) {
    struct side *side = &sides[query_number(q, 0)];
    const struct field *f = field_find(kind->fields, kind->count, query_text(q, 1));
    if (f == NULL)
        return RC_OK;
    enum rc rc = field_from_json(f, query_text(q, 2), a, &side->record, e);
    if (rc == RC_NOMEM)
        return rc;
    side->told[f - kind->fields] = rc ? UNREADABLE : THERE;
    return RC_OK;
}

static enum rc take_fields(struct session *s, int64_t id, const struct kind *kind,
                           struct side *sides, struct arena *a, struct err *e) {
    static const char sql[] =
        "SELECT 0, j.key, j.value FROM log, json_each(log.before) AS j"
        " WHERE log.id = :id AND (:scope IS NULL OR log.unit = :scope)"
        " UNION ALL SELECT 1, j.key, j.value FROM log, json_each(log.after) AS j"
        " WHERE log.id = :id AND (:scope IS NULL OR log.unit = :scope)";
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_LOG, sql, e);
    if (!rc)
        query_bind(&q, ":id", id);
    while (!rc && !(rc = query_step(&q, &row, e)) && row)
        rc = take_field(&q, kind, sides, a, e);
    query_close(&q);
    return rc;
}

static void show(struct session *s, const struct side *side, const struct field *f, enum told told,
                 struct buf *out) {
    if (told == THERE)
        field_show(f, &side->record, session_names(s), out);
    else if (told == UNREADABLE)
        buf_puts(out, "(không đọc được)");
}

/* "Chỉ tiêu: 1,2 → 1,5"; without what was when that was nothing. */
static void tell_field(struct session *s, const struct kind *kind, size_t i,
                       const struct side *sides, struct buf *out) {
    const struct field *f = &kind->fields[i];
    enum told was = sides[BEFORE].told[i], now = sides[AFTER].told[i];
    if (was == NOT_THERE && now == NOT_THERE)
        return;
    buf_printf(out, "  %s: ", f->label);
    size_t at = out->len;
    show(s, &sides[BEFORE], f, was, out);
    if (out->len > at)
        buf_puts(out, " → ");
    at = out->len;
    show(s, &sides[AFTER], f, now, out);
    buf_puts(out, out->len > at ? "\n" : "(trống)\n");
}

/* In the order of the form. */
static enum rc tell_fields(struct session *s, int64_t id, const struct kind *kind, struct buf *out,
                           struct err *e) {
    struct side sides[SIDES];
    struct arena a = {0};
    for (int i = 0; i < SIDES; i++) {
        record_blank(kind, &sides[i].record);
        sides[i].told = arena_array(&a, kind->count, sizeof *sides[i].told);
    }
    enum rc rc = a.failed ? err_nomem(e) : take_fields(s, id, kind, sides, &a, e);
    for (size_t i = 0; !rc && i < kind->count; i++)
        tell_field(s, kind, i, sides, out);
    arena_free(&a);
    return rc;
}

const char *history_verb(const char *kind, const char *verb) {
    const struct life_step *step = strcmp(kind, kinds[KIND_NOMINATION].name) == 0
                                       ? life_step_find(KIND_NOMINATION, verb)
                                       : NULL;
    return step ? step->label : choice_label(history_verbs, verb, verb);
}

bool history_is_coming(const char *verb) {
    static const char *const comings[] = {"login", "refused", "denied"};
    for (size_t i = 0; i < sizeof comings / sizeof comings[0]; i++)
        if (strcmp(comings[i], verb) == 0)
            return true;
    return false;
}

static enum rc tell_head(struct query *q, struct buf *out, struct err *e) {
    char at[INSTANT_TEXT_SIZE];
    const char *verb = query_text(q, 2);
    bool coming = history_is_coming(verb);
    buf_printf(out, "%s · %s · %s", instant_local(query_text(q, 0), at), query_text(q, 1),
               history_verb(query_text(q, 3), verb));
    if (!coming)
        buf_printf(out, " %s", choice_label(history_kinds, query_text(q, 3), query_text(q, 3)));
    if (!coming && kind_find(query_text(q, 3)) != NULL)
        buf_printf(out, " số %" PRId64, query_number(q, 7));
    if (query_text(q, 4))
        buf_printf(out, "\n%s", query_text(q, 4));
    if (query_text(q, 5))
        buf_printf(out, "\nLý do: %s", query_text(q, 5));
    if (coming && query_text(q, 6))
        buf_printf(out, "\nVào từ: %s", query_text(q, 6));
    buf_puts(out, "\n\n");
    return query_row_whole(q, e);
}

enum rc history_tell(struct session *s, int64_t log_id, struct buf *out, struct err *e) {
    static const char sql[] =
        "SELECT log.at, CASE WHEN log.verb = 'restore' THEN 'người giữ tệp dữ liệu'"
        " ELSE officer.name END, log.verb, log.kind, unit.name, log.reason,"
        " " LOG_SOURCE("log") ", log.record"
                              " FROM log JOIN officer ON officer.login = log.officer"
                              " LEFT JOIN unit ON unit.code = log.unit"
                              " WHERE log.id = :id AND (:scope IS NULL OR log.unit = :scope)";
    struct query q = {0};
    bool row = false;
    const struct kind *kind = NULL;
    int what = -1;
    enum rc rc = query_open(&q, s, CAP_LOG, sql, e);
    if (!rc)
        query_bind(&q, ":id", log_id);
    if (!rc)
        rc = query_step(&q, &row, e);
    if (!rc && !row)
        rc = err_set(e, RC_MISSING, "Không có dòng nhật ký này.");
    if (!rc) {
        kind = kind_find(query_text(&q, 3));
        what = choice_index(history_kinds, query_text(&q, 3));
        rc = tell_head(&q, out, e);
    }
    query_close(&q);
    if (!rc && kind)
        rc = tell_fields(s, log_id, kind, out, e);
    if (!rc && what >= 0)
        rc = history_tell_other(s, log_id, history_kinds[what].code, out, e);
    return !rc && out->failed ? err_nomem(e) : rc;
}

/* --- one record --- */

enum { ROWS_TOLD = 200 };

/* Rows of the log about the record, the newest first. */
static enum rc find_rows(struct session *s, const char *kind, int64_t id, int64_t *rows,
                         size_t *count, struct err *e) {
    static const char sql[] =
        "SELECT id FROM log WHERE kind = :kind AND record = :id"
        " AND (:scope IS NULL OR unit = :scope)"
        " UNION SELECT l.id FROM judgement AS j JOIN log AS l ON l.kind = 'judgement'"
        " AND l.record = j.id WHERE :kind = 'nomination' AND j.nomination = :id"
        " AND (:scope IS NULL OR l.unit = :scope) ORDER BY 1 DESC";
    struct query q = {0};
    bool row = false;
    *count = 0;
    enum rc rc = query_open(&q, s, CAP_LOG, sql, e);
    if (!rc) {
        query_bind_text(&q, ":kind", kind);
        query_bind(&q, ":id", id);
    }
    while (!rc && *count <= ROWS_TOLD && !(rc = query_step(&q, &row, e)) && row)
        rows[(*count)++] = query_number(&q, 0);
    query_close(&q);
    return rc;
}

/* The record that a row of the log is about. */
static enum rc subject_of(struct session *s, int64_t log_id, struct buf *kind, int64_t *id,
                          struct err *e) {
    static const char sql[] = "SELECT kind, record FROM log WHERE id = :id"
                              " AND (:scope IS NULL OR unit = :scope)";
    struct query q = {0};
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_LOG, sql, e);
    if (!rc)
        query_bind(&q, ":id", log_id);
    if (!rc)
        rc = query_step(&q, &row, e);
    if (!rc && row) {
        buf_puts(kind, query_text(&q, 0));
        *id = query_number(&q, 1);
        rc = query_row_whole(&q, e);
    }
    query_close(&q);
    return !rc && kind->failed ? err_nomem(e) : rc;
}

enum rc history_of_record(struct session *s, const struct kind *kind, int64_t id, struct buf *out,
                          struct err *e) {
    int64_t rows[ROWS_TOLD + 1];
    size_t count = 0;
    struct buf name = {0};
    enum rc rc = RC_OK;
    if (kind)
        buf_puts(&name, kind->name);
    else
        rc = subject_of(s, id, &name, &id, e);
    if (!rc)
        rc = find_rows(s, buf_str(&name), id, rows, &count, e);
    if (!rc && count == 0)
        rc = err_set(e, RC_MISSING, "Nhật ký không có gì về bản ghi này.");
    for (size_t i = 0; !rc && i < count && i < ROWS_TOLD; i++) {
        buf_puts(out, i ? "\n" : "");
        rc = history_tell(s, rows[i], out, e);
    }
    if (!rc && count > ROWS_TOLD)
        buf_puts(out, "\n… còn những lần trước nữa; xem ở nhật ký.\n");
    buf_free(&name);
    return !rc && out->failed ? err_nomem(e) : rc;
}
