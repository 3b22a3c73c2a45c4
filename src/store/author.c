/* Who wrote a thing: not her who may approve it. The row names who began it; who changed what it
 * says, or judged a line of it, the log knows. */
#include "parts.h"

#include <string.h>

static const char *const hands[] = {
    [HAND_NONE] = NULL, [HAND_WROTE] = "ghi", [HAND_CHANGED] = "sửa", [HAND_JUDGED] = "đánh giá"};

/* Steps write no content, undoing brings back another's, and what was undone is not there. What was
 * approved is as it was written before that. By the record, of which the log has few rows; an
 * officer may have very many (+). */
static const char sql[] =
    "WITH of_it (id, change, officer, unit, verb, judged) AS ("
    " SELECT id, change, officer, unit, verb, 0 FROM log WHERE kind = :kind AND record = :record"
    " UNION ALL"
    " SELECT r.id, r.change, r.officer, r.unit, r.verb, 1 FROM judgement AS j CROSS JOIN log AS r"
    " WHERE :kind = 'nomination' AND j.nomination = :record AND j.deleted_at IS NULL"
    " AND r.kind = 'judgement' AND r.record = j.id)"
    " SELECT l.judged FROM of_it AS l"
    " WHERE +l.officer = :officer AND (:scope IS NULL OR l.unit = :scope)"
    " AND l.verb IN ('add', 'set')"
    " AND NOT EXISTS (SELECT 1 FROM log AS u WHERE u.undoes = l.change)"
    " AND NOT EXISTS (SELECT 1 FROM log AS a WHERE a.kind = :kind AND a.record = :record"
    " AND a.verb = 'approve' AND a.id < l.id"
    " AND NOT EXISTS (SELECT 1 FROM log AS u WHERE u.undoes = a.change))"
    " ORDER BY l.id LIMIT 1";

enum rc author_hand(struct session *s, const struct kind *kind, const struct record_head *head,
                    enum hand *out, struct err *e) {
    struct query q = {0};
    bool row = false;
    *out = HAND_NONE;
    if (head->author != NULL && strcmp(head->author, s->officer) == 0) {
        *out = HAND_WROTE;
        return RC_OK;
    }
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    if (rc == RC_OK) {
        query_bind_text(&q, ":kind", kind->name);
        query_bind(&q, ":record", head->id);
        rc = query_step(&q, &row, e);
    }
    if (rc == RC_OK && row)
        *out = query_number(&q, 0) != 0 ? HAND_JUDGED : HAND_CHANGED;
    query_close(&q);
    return rc;
}

enum rc author_not(struct session *s, const struct kind *kind, const struct record_head *head,
                   const char *what, struct err *e) {
    enum hand hand = HAND_NONE;
    if (s->role == ROLE_OWNER)
        return RC_OK;
    enum rc rc = author_hand(s, kind, head, &hand, e);
    if (rc || hand == HAND_NONE)
        return rc;
    return err_set(e, RC_DENIED, "Bạn đã %s %s số %lld nên không được %s; hãy nhờ cán bộ khác.",
                   hands[hand], kind->label, (long long)head->id, what);
}
