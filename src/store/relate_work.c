/* Works, duties done, receipts of the plan. */
#include "relate.h"
#include "sql_words.h"

#include <string.h>

/* Who may still change a registration: the unit until she sends it, then the district, until it is
 * over; once it is approved, not she who wrote what another read. */
static const struct {
    bool open;
    enum capability cap;
} editing[] = {
    [WORK_DRAFT] = {true, CAP_REGISTER},     [WORK_SUBMITTED] = {true, CAP_APPROVE},
    [WORK_RETURNED] = {true, CAP_REGISTER},  [WORK_APPROVED] = {true, CAP_APPROVE},
    [WORK_COMPLETED] = {false, CAP_APPROVE}, [WORK_STOPPED] = {false, CAP_APPROVE},
};

static enum rc work_open(struct session *s, const void *record, struct err *e) {
    const struct work *w = record;
    if (!editing[w->state].open)
        return err_set(e, RC_CONFLICT,
                       "Công trình, phần việc ở trạng thái “%s” nên không sửa, xóa được nữa.",
                       work_states[w->state].label);
    if (editing[w->state].cap == CAP_REGISTER)
        return relate_may(s, CAP_REGISTER, w, e);
    if (!session_may(s, CAP_APPROVE, w->head.unit, NULL))
        return err_set(
            e, RC_DENIED,
            "Đăng ký ở trạng thái “%s” thì chỉ cán bộ huyện sửa, xóa được; hãy nhờ huyện "
            "trả lại.",
            work_states[w->state].label);
    if (w->state == WORK_APPROVED)
        return author_not(s, &kinds[KIND_WORK], &w->head, "tự sửa, xóa khi đã duyệt", e);
    return RC_OK;
}

static enum rc work_days(struct tx *tx, const struct work *w, struct err *e) {
    enum rc rc = relate_day(tx, "start", "Ngày bắt đầu", w->start, false, e);
    if (rc == RC_OK)
        rc = relate_day(tx, "finish", "Ngày hoàn thành", w->finish, false, e);
    return rc ? rc : relate_day(tx, "received", "Ngày nhận văn bản", w->received, true, e);
}

/* By the day its paper came a registration is on time or late, so that day is not the unit's own to
 * say: only she who receives papers does, who may approve. */
static enum rc work_paper(struct tx *tx, const char *paper, date received, const struct work *w,
                          struct err *e) {
    const char *now = w->paper ? w->paper : "";
    if (w->received == received && strcmp(now, paper ? paper : "") == 0)
        return RC_OK;
    if (session_may(tx->session, CAP_APPROVE, w->head.unit, NULL))
        return RC_OK;
    return err_field(e, RC_DENIED, "paper",
                     "Số và ngày nhận văn bản do cán bộ huyện ghi khi nhập thay; hãy để trống.");
}

enum rc record_from_paper(struct session *s, const char *unit, bool *out, struct err *e) {
    static const char sql[] = "SELECT count(*) FROM unit WHERE code = :code AND kind <> 'district'"
                              " AND (:scope IS NULL OR code = :scope)";
    struct query q = {0};
    bool row = false;
    *out = false;
    if (s->role == ROLE_OWNER || !session_may(s, CAP_APPROVE, unit, NULL))
        return RC_OK;
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    if (rc == RC_OK) {
        query_bind_text(&q, ":code", unit);
        rc = query_step(&q, &row, e);
    }
    *out = rc == RC_OK && row && query_number(&q, 0) > 0;
    query_close(&q);
    return rc;
}

static bool has_paper(const struct work *w) {
    return w->paper != NULL && *w->paper != '\0';
}

static enum rc work_entered(struct tx *tx, const struct work *w, struct err *e) {
    bool from_paper = false;
    enum rc rc = record_from_paper(tx->session, w->head.unit, &from_paper, e);
    if (rc || !from_paper || has_paper(w))
        return rc;
    return err_field(e, RC_INVALID, "paper",
                     "Nhập thay cho đơn vị thì phải ghi số và ngày nhận văn bản đăng ký của đơn "
                     "vị.");
}

/* What was entered from a paper keeps one: by it the next officer reads what she approves. */
static enum rc work_keeps_paper(struct tx *tx, const struct work *was, const struct work *w,
                                struct err *e) {
    static const char sql[] = "SELECT count(*) FROM log WHERE kind = 'work' AND record = ?1"
                              " AND verb = 'add' AND json_extract(after, '$.paper') IS NOT NULL";
    int64_t entered = 0;
    if (!has_paper(was) || has_paper(w) || tx->session->role == ROLE_OWNER)
        return RC_OK;
    enum rc rc = relate_count(tx, sql, was->head.id, NULL, &entered, e);
    if (rc == RC_OK && entered > 0)
        rc = err_field(e, RC_INVALID, "paper",
                       "Công trình, phần việc này nhập thay theo văn bản nên phải giữ số và ngày "
                       "nhận văn bản.");
    return rc;
}

static enum rc work_insert(struct tx *tx, void *record, struct err *e) {
    struct work *w = record;
    w->state = WORK_DRAFT;
    w->submitted = w->sent = w->approved = w->closed = DATE_NONE;
    w->on_time = FIELD_NONE;
    w->reason = NULL;
    w->done = w->value = w->women = w->children = w->participants = w->entries = w->percent = 0;
    w->last_entry = w->behind_from = w->stale_from = DATE_NONE;
    enum rc rc = relate_may(tx->session, CAP_REGISTER, w, e);
    if (rc == RC_OK)
        rc = work_paper(tx, NULL, DATE_NONE, w, e);
    if (rc == RC_OK)
        rc = work_entered(tx, w, e);
    return rc ? rc : work_days(tx, w, e);
}

static const char nominated[] =
    "SELECT count(*) FROM nomination WHERE work = ?1 AND deleted_at IS NULL";

static enum rc work_update(struct tx *tx, const void *before, const void *record, struct err *e) {
    const struct work *was = before;
    const struct work *w = record;
    int64_t n = 0;
    enum rc rc = work_open(tx->session, was, e);
    if (rc == RC_OK)
        rc = work_paper(tx, was->paper, was->received, w, e);
    if (rc == RC_OK)
        rc = work_keeps_paper(tx, was, w, e);
    if (rc == RC_OK)
        rc = work_days(tx, w, e);
    if (rc == RC_OK && w->kind != was->kind)
        rc = relate_count(tx, nominated, was->head.id, NULL, &n, e);
    if (rc == RC_OK && n > 0)
        rc = err_field(e, RC_CONFLICT, "kind",
                       "Đã giới thiệu khen thưởng cho %s nên không đổi được; hãy xóa giới thiệu "
                       "trước.",
                       work_kinds[was->kind].label);
    return rc;
}

static enum rc work_delete(struct tx *tx, const void *before, struct err *e) {
    static const char entries[] =
        "SELECT count(*) FROM progress WHERE work = ?1 AND deleted_at IS NULL";
    const struct work *w = before;
    int64_t n = 0;
    enum rc rc = work_open(tx->session, w, e);
    if (rc == RC_OK)
        rc = relate_count(tx, entries, w->head.id, NULL, &n, e);
    if (rc == RC_OK && n > 0)
        return err_set(
            e, RC_CONFLICT,
            "Công trình, phần việc đang có %lld lần cập nhật nên không xóa được; hãy xóa "
            "các lần đó trước, hoặc dừng công trình.",
            (long long)n);
    if (rc == RC_OK)
        rc = relate_count(tx, nominated, w->head.id, NULL, &n, e);
    if (rc == RC_OK && n > 0)
        return err_set(e, RC_CONFLICT,
                       "Công trình, phần việc đang được giới thiệu khen thưởng nên không xóa được; "
                       "hãy xóa giới thiệu trước.");
    return rc;
}

/* --- duties done, receipts --- */

static enum rc duty_open(struct session *s, const void *record, struct err *e) {
    return relate_may(s, CAP_DUTY, record, e);
}

/* What nobody asks of this unit would be counted nowhere; and who has registered, her works say. */
static enum rc duty_fits(struct tx *tx, const char *unit, const struct duty_done *d,
                         struct err *e) {
    static const char *const whose[] = {
        [BODY_UNIT] = "Đây là nhiệm vụ của các đơn vị; hãy chọn nhiệm vụ của huyện.",
        [BODY_DISTRICT] = "Đây là nhiệm vụ của huyện; hãy chọn nhiệm vụ của đơn vị.",
        [BODY_PROVINCE] = "Đây là nhiệm vụ của tỉnh, không ghi ở đây; hãy chọn nhiệm vụ khác.",
        [BODY_CENTRE] = "Đây là nhiệm vụ của Trung ương, không ghi ở đây; hãy chọn nhiệm vụ khác."};
    static const char sql[] = "SELECT count(*) FROM unit WHERE code = ?1 AND " SQL_DISTRICT("");
    const struct duty *duty = d->duty ? campaign_duty(tx->session->campaign, d->duty) : NULL;
    int64_t district = 0;
    enum rc rc = duty ? relate_count(tx, sql, 0, unit, &district, e) : RC_OK;
    if (rc || duty == NULL || duty_recorded_by(duty, district)) /* NULL: the file has it no more */
        return rc;
    return err_field(e, RC_INVALID, "duty", "%s",
                     strcmp(d->duty, DUTY_REGISTER) == 0
                         ? "Đơn vị đã gửi đăng ký thì coi là đã làm nhiệm vụ này, không phải ghi."
                         : whose[duty->body]);
}

static enum rc duty_insert(struct tx *tx, void *record, struct err *e) {
    const struct duty_done *d = record;
    enum rc rc = relate_may(tx->session, CAP_DUTY, d, e);
    if (rc == RC_OK)
        rc = duty_fits(tx, d->head.unit, d, e);
    return rc ? rc : relate_day(tx, "day", "Ngày", d->day, true, e);
}

static enum rc duty_update(struct tx *tx, const void *before, const void *record, struct err *e) {
    const struct duty_done *d = record;
    const struct record_head *head = before;
    enum rc rc = relate_may(tx->session, CAP_DUTY, before, e);
    if (rc == RC_OK)
        rc = duty_fits(tx, head->unit, d, e);
    return rc ? rc : relate_day(tx, "day", "Ngày", d->day, true, e);
}

static enum rc duty_delete(struct tx *tx, const void *before, struct err *e) {
    return relate_may(tx->session, CAP_DUTY, before, e);
}

static enum rc receipt_insert(struct tx *tx, void *record, struct err *e) {
    const struct receipt *r = record;
    enum rc rc = relate_may(tx->session, CAP_DUTY, r, e);
    return rc ? rc : relate_day(tx, "day", "Ngày nhận", r->day, true, e);
}

static enum rc receipt_update(struct tx *tx, const void *before, const void *record,
                              struct err *e) {
    const struct receipt *r = record;
    enum rc rc = relate_may(tx->session, CAP_DUTY, before, e);
    return rc ? rc : relate_day(tx, "day", "Ngày nhận", r->day, true, e);
}

const struct relation relate_works = {
    .open = work_open, .insert = work_insert, .update = work_update, .remove = work_delete};
const struct relation relate_duties = {
    .open = duty_open, .insert = duty_insert, .update = duty_update, .remove = duty_delete};
const struct relation relate_receipts = {
    .open = duty_open, .insert = receipt_insert, .update = receipt_update, .remove = duty_delete};
