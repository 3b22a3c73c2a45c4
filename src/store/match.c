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

static const char progress_sql[] =
    "SELECT id FROM progress WHERE work = :work AND day = :day AND quantity IS :quantity"
    " AND percent IS :percent AND value IS :value AND women IS :women AND children IS :children"
    " AND participants IS :participants AND campaign = :campaign AND deleted_at IS NULL"
    " AND (:scope IS NULL OR unit = :scope) ORDER BY id LIMIT 1";

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

enum rc match_progress(struct session *s, const struct progress *p, int64_t *id, struct err *e) {
    struct query q = {0};
    char day[DATE_TEXT_SIZE];
    enum rc rc = query_open(&q, s, CAP_READ, progress_sql, e);
    if (rc)
        return rc;
    query_bind(&q, ":work", p->work);
    query_bind_text(&q, ":day", date_iso(p->day, day));
    query_bind(&q, ":quantity", p->quantity);
    query_bind(&q, ":percent", p->percent);
    query_bind(&q, ":value", p->value);
    query_bind(&q, ":women", p->women);
    query_bind(&q, ":children", p->children);
    query_bind(&q, ":participants", p->participants);
    rc = first_id(&q, id, e);
    query_close(&q);
    return rc;
}
