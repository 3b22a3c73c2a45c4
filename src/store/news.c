#include "thidua/news.h"
#include "thidua/history.h"
#include "thidua/query.h"

#include <stdio.h>
#include <string.h>

/* Told one by one; further ones are counted. */
enum { TOLD = 2 };

enum rc news_now(struct session *s, int64_t *out, struct err *e) {
    return query_one(s, CAP_TOTALS, "SELECT coalesce(max(id), 0) FROM log", out, e);
}

/* "Ngọc Lan vừa duyệt 3 công trình, phần việc". What the log has no word for is no news. */
static bool tell_group(struct query *q, struct buf *out) {
    const char *verb = choice_label(history_verbs, query_text(q, 1), NULL);
    const char *kind = choice_label(history_kinds, query_text(q, 2), NULL);
    if (verb == NULL || kind == NULL)
        return false;
    buf_printf(out, "%s%s vừa %s %lld %s", out->len > 0 ? "; " : "", query_text(q, 0), verb,
               (long long)query_number(q, 3), kind);
    return true;
}

/* Who may read the records hears who changed them; what was changed is the log's to say. */
static enum rc tell(struct session *s, int64_t seen, struct buf *out, struct err *e) {
    static const char sql[] = "SELECT o.name, l.verb, l.kind, count(DISTINCT l.record) FROM log l"
                              " JOIN officer o ON o.login = l.officer"
                              " WHERE l.id > :seen AND l.officer <> :officer"
                              " AND (l.campaign = :campaign OR l.campaign IS NULL)"
                              " AND (:scope IS NULL OR l.unit = :scope)"
                              " GROUP BY l.officer, l.verb, l.kind ORDER BY max(l.id) DESC";
    struct query q = {0};
    bool row = false;
    int told = 0;
    int64_t more = 0;
    enum rc rc = query_open(&q, s, CAP_READ, sql, e);
    if (rc == RC_OK)
        query_bind(&q, ":seen", seen);
    while (rc == RC_OK && (rc = query_step(&q, &row, e)) == RC_OK && row)
        if (history_is_coming(query_text(&q, 1)))
            continue; /* no news */
        else if (told < TOLD)
            told += tell_group(&q, out);
        else
            more += query_number(&q, 3);
    query_close(&q);
    if (more > 0)
        buf_printf(out, "; và %lld thay đổi khác", (long long)more);
    buf_puts(out, out->len > 0 ? "." : "");
    return rc == RC_OK && out->failed ? err_nomem(e) : rc;
}

enum rc news_since(struct session *s, int64_t *seen, bool *moved, struct buf *out, struct err *e) {
    int64_t now = 0;
    *moved = false;
    enum rc rc = news_now(s, &now, e);
    if (rc || now == *seen)
        return rc;
    *moved = true;
    int64_t before = *seen;
    *seen = now;
    return tell(s, before, out, e);
}

/* ---- who was it ---- */

enum rc news_last(struct session *s, const struct kind *kind, int64_t id, const char *field,
                  struct news_change *out, struct err *e) {
    static const char sql[] =
        "SELECT o.name, l.officer, l.verb, l.at FROM log l JOIN officer o ON o.login = l.officer"
        " WHERE l.kind = :kind AND l.record = :record AND (:scope IS NULL OR l.unit = :scope)"
        " AND (:field IS NULL OR json_type(l.after, '$.' || :field) IS NOT NULL)"
        " ORDER BY l.id DESC LIMIT 1";
    struct query q = {0};
    bool row = false;
    *out = (struct news_change){.verb = ""};
    if (capability_scope(s->role, CAP_LOG) == SCOPE_NONE)
        return RC_OK;
    enum rc rc = query_open(&q, s, CAP_LOG, sql, e);
    if (rc == RC_OK) {
        query_bind_text(&q, ":kind", kind->name);
        query_bind(&q, ":record", id);
        query_bind_text(&q, ":field", field);
        rc = query_step(&q, &row, e);
    }
    if (rc == RC_OK && row) {
        const char *name = query_text(&q, 0);
        const char *login = query_text(&q, 1);
        const char *at = query_text(&q, 3);
        bool her = login != NULL && strcmp(login, s->officer) == 0;
        out->known = name != NULL && at != NULL;
        out->verb = choice_label(history_verbs, query_text(&q, 2), "sửa");
        (void)snprintf(out->who, sizeof out->who, "%s", her ? "bạn" : name != NULL ? name : "");
        (void)snprintf(out->at, sizeof out->at, "%s", at != NULL ? at : "");
        rc = query_row_whole(&q, e);
    }
    query_close(&q);
    return rc;
}

enum rc news_fields(struct session *s, const struct kind *kind, int64_t id, int64_t changes,
                    struct buf *out, struct err *e) {
    static const char sql[] =
        "SELECT DISTINCT j.key FROM (SELECT l.after FROM log l WHERE l.kind = :kind"
        " AND l.record = :record AND (:scope IS NULL OR l.unit = :scope)"
        " ORDER BY l.id DESC LIMIT :changes) c, json_each(c.after) j";
    struct query q = {0};
    bool row = false;
    if (capability_scope(s->role, CAP_LOG) == SCOPE_NONE)
        return RC_OK;
    enum rc rc = query_open(&q, s, CAP_LOG, sql, e);
    if (rc == RC_OK) {
        query_bind_text(&q, ":kind", kind->name);
        query_bind(&q, ":record", id);
        query_bind(&q, ":changes", changes);
    }
    while (rc == RC_OK && (rc = query_step(&q, &row, e)) == RC_OK && row) {
        const char *key = query_text(&q, 0);
        const struct field *f = field_find(kind->fields, kind->count, key);
        if (f != NULL)
            buf_printf(out, "%s%s", out->len > 0 ? ", " : "", f->label);
    }
    query_close(&q);
    return rc == RC_OK && out->failed ? err_nomem(e) : rc;
}

void news_say(const struct news_change *c, struct buf *out) {
    char at[INSTANT_TEXT_SIZE];
    if (c->known)
        buf_printf(out, "%s %s lúc %s", c->who, c->verb, instant_short(c->at, at));
}
