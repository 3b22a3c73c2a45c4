#include "thidua/match.h"
#include "thidua/query.h"
#include "thidua/text.h"

/* title_order stands first: it is what the index has. */
static const char work_sql[] =
    "SELECT id FROM work WHERE campaign = :campaign AND unit = :unit AND title_order = :order"
    " AND title = :title AND kind = :kind AND person IS :person AND deleted_at IS NULL"
    " AND (:scope IS NULL OR unit = :scope) ORDER BY id LIMIT 1";

static const char title_sql[] =
    "SELECT id FROM work WHERE campaign = :campaign AND unit = :unit AND title_order = :order"
    " AND title = :title AND deleted_at IS NULL AND (:scope IS NULL OR unit = :scope) LIMIT 2";

/* The other amounts of an entry. */
#define AMOUNTS                                                                                    \
    " AND p.percent IS :percent AND p.value IS :value AND p.women IS :women"                       \
    " AND p.children IS :children AND p.participants IS :participants"
#define ENTRY_OF_DAY                                                                               \
    "SELECT p.id FROM progress p WHERE p.work = :work AND p.day = :day AND p.deleted_at IS NULL"   \
    " AND p.campaign = :campaign AND (:scope IS NULL OR p.unit = :scope)"
#define OLDEST " ORDER BY p.id LIMIT 1"

static const char progress_sql[] = ENTRY_OF_DAY " AND p.quantity IS :quantity" AMOUNTS OLDEST;

static const char total_sql[] =
    ENTRY_OF_DAY AMOUNTS " AND :total = (SELECT coalesce(sum(b.quantity), 0) FROM progress b"
                         " WHERE b.work = p.work AND b.deleted_at IS NULL"
                         " AND (b.day < p.day OR (b.day = p.day AND b.id <= p.id)))" OLDEST;

static const char later_sql[] =
    "SELECT p.id FROM progress p WHERE p.work = :work AND p.day > :day AND p.deleted_at IS NULL"
    " AND p.campaign = :campaign AND (:scope IS NULL OR p.unit = :scope) LIMIT 1";

static enum rc bind_title(struct query *q, const char *unit, const char *title, struct err *e) {
    struct buf order = {0};
    text_order_key(title, &order);
    query_bind_text(q, ":unit", unit);
    query_bind_text(q, ":title", title);
    query_bind_text(q, ":order", buf_str(&order));
    bool failed = order.failed;
    buf_free(&order);
    return failed ? err_nomem(e) : RC_OK;
}

static enum rc first_id(struct query *q, int64_t *id, struct err *e) {
    bool row = false;
    enum rc rc = query_step(q, &row, e);
    *id = !rc && row ? query_number(q, 0) : 0;
    return rc;
}

enum rc match_work(struct session *s, const struct work *w, int64_t *id, struct err *e) {
    struct query q = {0};
    enum rc rc = query_open(&q, s, CAP_READ, work_sql, e);
    if (rc)
        return rc;
    rc = bind_title(&q, w->head.unit, w->title, e);
    query_bind_text(&q, ":kind", work_kinds[w->kind].code);
    query_bind_text(&q, ":person", w->person);
    if (!rc)
        rc = first_id(&q, id, e);
    query_close(&q);
    return rc;
}

enum rc match_title(struct session *s, const char *unit, const char *title, int64_t *id,
                    struct err *e) {
    struct query q = {0};
    bool more = false;
    char quoted[TEXT_QUOTE_SIZE];
    enum rc rc = query_open(&q, s, CAP_READ, title_sql, e);
    if (rc)
        return rc;
    rc = bind_title(&q, unit, title, e);
    if (!rc)
        rc = first_id(&q, id, e);
    if (!rc && *id)
        rc = query_step(&q, &more, e);
    query_close(&q);
    if (rc)
        return rc;
    text_quote(title, quoted);
    if (!*id)
        return err_field(e, RC_MISSING, "title", "Đơn vị này không có công trình, phần việc %s.",
                         quoted);
    if (more)
        return err_field(e, RC_CONFLICT, "title",
                         "Đơn vị này có nhiều công trình, phần việc tên %s; hãy ghi số của nó.",
                         quoted);
    return RC_OK;
}

static enum rc open_entry(struct query *q, struct session *s, const char *sql,
                          const struct progress *p, struct err *e) {
    char day[DATE_TEXT_SIZE];
    enum rc rc = query_open(q, s, CAP_READ, sql, e);
    if (rc)
        return rc;
    query_bind(q, ":work", p->work);
    query_bind_text(q, ":day", date_iso(p->day, day));
    query_bind(q, ":percent", p->percent);
    query_bind(q, ":value", p->value);
    query_bind(q, ":women", p->women);
    query_bind(q, ":children", p->children);
    query_bind(q, ":participants", p->participants);
    return RC_OK;
}

enum rc match_progress(struct session *s, const struct progress *p, int64_t *id, struct err *e) {
    struct query q = {0};
    enum rc rc = open_entry(&q, s, progress_sql, p, e);
    if (rc)
        return rc;
    query_bind(&q, ":quantity", p->quantity);
    rc = first_id(&q, id, e);
    query_close(&q);
    return rc;
}

/* Is there an entry of its work of a later day? */
static enum rc later(struct session *s, const struct progress *p, bool *out, struct err *e) {
    struct query q = {0};
    char day[DATE_TEXT_SIZE];
    enum rc rc = query_open(&q, s, CAP_READ, later_sql, e);
    if (rc)
        return rc;
    query_bind(&q, ":work", p->work);
    query_bind_text(&q, ":day", date_iso(p->day, day));
    rc = query_step(&q, out, e);
    query_close(&q);
    return rc;
}

enum rc match_total(struct session *s, const struct progress *p, int64_t total, int64_t *id,
                    struct err *e) {
    struct query q = {0};
    bool more = false;
    enum rc rc = open_entry(&q, s, total_sql, p, e);
    if (rc)
        return rc;
    query_bind(&q, ":total", total);
    rc = first_id(&q, id, e);
    query_close(&q);
    if (!rc && *id == 0)
        rc = later(s, p, &more, e);
    if (!rc && more)
        rc =
            err_field(e, RC_CONFLICT, "total",
                      "Công trình, phần việc này đã có lần cập nhật sau ngày này, nên lũy kế không "
                      "cho biết đã làm thêm bao nhiêu; hãy ghi quantity, và xếp các dòng của tệp "
                      "theo ngày, cũ trước.");
    return rc;
}
