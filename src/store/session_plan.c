/* The plan in force, and its replacement by an official text. */
#include "parts.h"

#include <string.h>

/* *text is NULL when none was imported. */
static enum rc read_plan(struct session *s, struct arena *a, const char **text, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(s->db, "SELECT plan FROM campaign WHERE id = ?1", &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, s->campaign_id);
    return db_take_text(s->db, stmt, a, text, e);
}

enum rc session_plan(struct session *s, struct arena *a, struct plan *out, struct err *e) {
    const char *text = NULL;
    enum rc rc = session_need(s, CAP_TOTALS, e);
    if (rc == RC_OK)
        rc = read_plan(s, a, &text, e);
    if (rc)
        return rc;
    if (text == NULL && s->campaign->plan.count > 0) { /* parsed when the file was read */
        *out = s->campaign->plan;
        return RC_OK;
    }
    if (text == NULL)
        return plan_parse(s->campaign->plan_text, s->campaign->plan_size, a, out, e);
    return plan_parse(text, strlen(text), a, out, e);
}

/* The nth term of the file that cites the clause, whatever its kind; NULL past the last. */
static const struct term *citing(const struct campaign *c, const char *clause, size_t nth) {
    for (const struct choice *kind = campaign_term_kinds; kind->code != NULL; kind++) {
        const struct term *t = NULL;
        for (size_t i = 0; (t = campaign_term(c, kind->code, i)) != NULL; i++)
            if (strcmp(t->clause, clause) == 0 && nth-- == 0)
                return t;
    }
    return NULL;
}

static void add_missing(const struct campaign *c, const char *clause, struct buf *out) {
    const struct term *t = NULL;
    buf_puts(out, clause);
    for (size_t i = 0; (t = citing(c, clause, i)) != NULL; i++)
        buf_printf(out, "%s“%s”", i == 0 ? " (" : ", ", t->label);
    buf_puts(out, ")\n");
}

void session_plan_missing(const struct session *s, const struct plan *plan, struct buf *missing) {
    for (const struct choice *kind = campaign_term_kinds; kind->code != NULL; kind++) {
        const struct term *t = NULL;
        for (size_t i = 0; (t = campaign_term(s->campaign, kind->code, i)) != NULL; i++)
            if (t->clause[0] != '\0' && plan_find(plan, t->clause) < 0 &&
                t == citing(s->campaign, t->clause, 0))
                add_missing(s->campaign, t->clause, missing);
    }
}

static enum rc store_plan(struct session *s, const char *text, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(
        s->db, "UPDATE campaign SET plan = ?2, version = version + 1 WHERE id = ?1", &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, s->campaign_id);
    db_bind_text(s->db, stmt, 2, text);
    rc = db_step(s->db, stmt, NULL, e);
    db_release(s->db, stmt);
    return rc;
}

static enum rc log_plan(struct tx *tx, const char *old, const char *new, struct err *e) {
    struct buf before = {0};
    struct buf after = {0};
    buf_puts(&before, "{\"plan\":");
    buf_json(&before, old);
    buf_char(&before, '}');
    buf_puts(&after, "{\"plan\":");
    buf_json(&after, new);
    buf_char(&after, '}');
    struct log_entry entry = {.kind = "plan",
                              .verb = "import",
                              .id = tx->session->campaign_id,
                              .campaign = true,
                              .before = buf_str(&before),
                              .after = buf_str(&after)};
    enum rc rc = before.failed || after.failed ? err_nomem(e) : log_write(tx, &entry, e);
    buf_free(&before);
    buf_free(&after);
    return rc;
}

enum rc session_plan_import(struct session *s, const char *bytes, size_t n, struct buf *missing,
                            struct err *e) {
    struct arena a = {0};
    struct plan plan;
    struct tx tx = {0};
    const char *old = NULL;
    enum rc rc = session_need(s, CAP_CAMPAIGN, e);
    if (rc == RC_OK)
        rc = plan_parse(bytes, n, &a, &plan, e);
    const char *text = rc == RC_OK ? arena_dup_n(&a, bytes, n) : "";
    if (text == NULL) {
        rc = err_nomem(e);
        text = "";
    }
    if (rc == RC_OK)
        rc = tx_begin(&tx, s, CAP_CAMPAIGN, NULL, e);
    if (rc == RC_OK)
        rc = read_plan(s, &a, &old, e);
    if (rc == RC_OK && (old == NULL || strcmp(old, text) != 0)) {
        rc = store_plan(s, text, e);
        if (rc == RC_OK)
            rc = log_plan(&tx, old, text, e);
    }
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    if (rc == RC_OK && missing != NULL)
        session_plan_missing(s, &plan, missing);
    arena_free(&a);
    return rc;
}

static enum rc read_logged(struct db *db, int64_t row, struct arena *a, const char **before,
                           const char **after, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, "SELECT before ->> 'plan', after ->> 'plan' FROM log WHERE id = ?1",
                            &stmt, e);
    if (rc)
        return rc;
    db_bind_number(db, stmt, 1, row);
    rc = db_step(db, stmt, NULL, e);
    if (rc == RC_OK) {
        *before = arena_dup(a, db_column_text(db, stmt, 0));
        *after = arena_dup(a, db_column_text(db, stmt, 1));
        rc = a->failed ? err_nomem(e) : db_row_whole(db, e);
    }
    db_release(db, stmt);
    return rc;
}

enum rc session_plan_back(struct tx *tx, int64_t row, struct err *e) {
    struct arena a = {0};
    struct session *s = tx->session;
    const char *before = NULL;
    const char *after = NULL;
    const char *now = NULL;
    enum rc rc = read_logged(s->db, row, &a, &before, &after, e);
    if (rc == RC_OK)
        rc = read_plan(s, &a, &now, e);
    if (rc == RC_OK && (now == NULL || after == NULL || strcmp(now, after) != 0))
        rc =
            err_set(e, RC_CONFLICT,
                    "Sau đó một kế hoạch khác đã được nạp nên không hoàn tác được nữa; hãy nạp lại "
                    "bản cần có.");
    if (rc == RC_OK)
        rc = store_plan(s, before, e);
    if (rc == RC_OK)
        rc = log_plan(tx, now, before, e);
    arena_free(&a);
    return rc;
}
