/* The campaign file's terms, mirrored in the database because records refer to them by foreign key:
 * new ones added, labels and order brought up to date, unused ones taken away. A code in use cannot
 * vanish; `retired = yes` in the file hides it. */
#include "parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *hash_text(const struct campaign *c, char out[24]) {
    (void)snprintf(out, 24, "%016" PRIx64, c->hash);
    return out;
}

/* Records, hidden ones too, that refer to a code: they keep their foreign key. */
static const struct {
    const char *kind, *count;
} uses[] = {
    {"theme", "SELECT count(*) FROM work WHERE campaign = ?1 AND theme = ?2"},
    {"content", "SELECT count(*) FROM work_content WHERE campaign = ?1 AND content = ?2"},
    {"duty", "SELECT count(*) FROM duty_done WHERE campaign = ?1 AND duty = ?2"},
    {"criterion", "SELECT count(*) FROM judgement WHERE campaign = ?1 AND part = 'criterion'"
                  " AND criterion = ?2"},
    {"dossier", "SELECT count(*) FROM judgement WHERE campaign = ?1 AND part = 'dossier'"
                " AND criterion = ?2"},
};

static enum rc count_uses(struct session *s, const char *kind, const char *code, int64_t *out,
                          struct err *e) {
    *out = 0;
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        sqlite3_stmt *stmt = NULL;
        if (strcmp(uses[i].kind, kind) != 0)
            continue;
        enum rc rc = db_prepare(s->db, uses[i].count, &stmt, e);
        if (rc)
            return rc;
        db_bind_number(s->db, stmt, 1, s->campaign_id);
        db_bind_text(s->db, stmt, 2, code);
        return db_take_number(s->db, stmt, out, e);
    }
    return RC_OK;
}

/* What says more than a label: see the column's comment in schema.sql. */
static bool is_extra(const struct campaign *c, const char *kind, const struct term *t) {
    if (strcmp(kind, "theme") == 0)
        return campaign_theme(c, t->code)->own_choice;
    if (strcmp(kind, "duty") == 0)
        return campaign_duty(c, t->code)->repeated;
    return false;
}

static enum rc write_term(struct session *s, const char *kind, int64_t position,
                          const struct term *t, struct err *e) {
    static const char sql[] =
        "INSERT INTO term (campaign, kind, code, label, clause, position, retired, extra)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT DO UPDATE SET label = excluded.label, clause = excluded.clause,"
        " position = excluded.position, retired = excluded.retired, extra = excluded.extra";
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(s->db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, s->campaign_id);
    db_bind_text(s->db, stmt, 2, kind);
    db_bind_text(s->db, stmt, 3, t->code);
    db_bind_text(s->db, stmt, 4, t->label);
    db_bind_text(s->db, stmt, 5, t->clause);
    db_bind_number(s->db, stmt, 6, position);
    db_bind_number(s->db, stmt, 7, t->retired);
    db_bind_number(s->db, stmt, 8, is_extra(s->campaign, kind, t));
    rc = db_step(s->db, stmt, NULL, e);
    db_release(s->db, stmt);
    return rc;
}

static enum rc write_terms(struct session *s, struct err *e) {
    for (const struct choice *kind = campaign_term_kinds; kind->code != NULL; kind++) {
        const struct term *t = NULL;
        for (size_t i = 0; (t = campaign_term(s->campaign, kind->code, i)) != NULL; i++) {
            enum rc rc = write_term(s, kind->code, (int64_t)i, t, e);
            if (rc)
                return rc;
        }
    }
    return RC_OK;
}

static enum rc drop_term(struct session *s, const char *kind, const char *code, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(
        s->db, "DELETE FROM term WHERE campaign = ?1 AND kind = ?2 AND code = ?3", &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, s->campaign_id);
    db_bind_text(s->db, stmt, 2, kind);
    db_bind_text(s->db, stmt, 3, code);
    rc = db_step(s->db, stmt, NULL, e);
    db_release(s->db, stmt);
    return rc;
}

static enum rc in_use(const char *kind, const char *code, int64_t n, struct err *e) {
    int at = choice_index(campaign_term_kinds, kind);
    return err_set(e, RC_CONFLICT,
                   "Tệp đợt thi đua đã bỏ mã “%.60s” (%s) đang dùng ở %lld bản ghi; hãy giữ mã đó "
                   "trong tệp và ghi “retired = yes” để ẩn đi.",
                   code, at < 0 ? kind : campaign_term_kinds[at].label, (long long)n);
}

/* Terms the file does not have any more. One is taken at a time, because the statement may not be
 * open over a delete. */
static enum rc drop_terms(struct session *s, struct err *e) {
    static const char sql[] = "SELECT kind, code FROM term WHERE campaign = ?1"
                              " AND (kind, code) > (?2, ?3) ORDER BY kind, code LIMIT 1";
    char kind[32] = "";
    char code[128] = "";
    for (;;) {
        sqlite3_stmt *stmt = NULL;
        bool row = false;
        int64_t n = 0;
        enum rc rc = db_prepare(s->db, sql, &stmt, e);
        if (rc)
            return rc;
        db_bind_number(s->db, stmt, 1, s->campaign_id);
        db_bind_text(s->db, stmt, 2, kind);
        db_bind_text(s->db, stmt, 3, code);
        rc = db_step(s->db, stmt, &row, e);
        if (rc == RC_OK && row) {
            db_copy_text(s->db, stmt, 0, kind, sizeof kind);
            db_copy_text(s->db, stmt, 1, code, sizeof code);
            rc = db_row_whole(s->db, e);
        }
        db_release(s->db, stmt);
        if (rc || !row)
            return rc;
        if (campaign_term_find(s->campaign, kind, code) != NULL)
            continue;
        rc = count_uses(s, kind, code, &n, e);
        if (rc == RC_OK && n > 0)
            rc = in_use(kind, code, n, e);
        if (rc == RC_OK)
            rc = drop_term(s, kind, code, e);
        if (rc)
            return rc;
    }
}

/* The campaign's own row: the file's name, days and settings. */
static enum rc write_campaign(struct session *s, struct err *e) {
    static const char sql[] =
        "INSERT INTO campaign (version, code, name, start, finish, stale_days, behind_percent,"
        " hash, created_at) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (code) DO UPDATE SET version = version + 1, name = excluded.name,"
        " start = excluded.start, finish = excluded.finish, stale_days = excluded.stale_days,"
        " behind_percent = excluded.behind_percent, hash = excluded.hash";
    const struct campaign *c = s->campaign;
    char now[INSTANT_TEXT_SIZE];
    char hash[24];
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(s->db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(s->db, stmt, 1, c->code);
    db_bind_text(s->db, stmt, 2, c->name);
    db_bind_date(s->db, stmt, 3, c->start);
    db_bind_date(s->db, stmt, 4, c->end);
    db_bind_number(s->db, stmt, 5, c->stale_days);
    db_bind_number(s->db, stmt, 6, c->behind_percent);
    db_bind_text(s->db, stmt, 7, hash_text(c, hash));
    db_bind_text(s->db, stmt, 8, instant_now(now));
    rc = db_step(s->db, stmt, NULL, e);
    db_release(s->db, stmt);
    return rc;
}

/* What the database has of the file, for the log: {"name":…,"start":…,"theme.gift":…}. */
static enum rc mirror_json(struct session *s, struct arena *a, const char **out, struct err *e) {
    static const char sql[] =
        "SELECT json_group_object(key, value) FROM (SELECT 'hash' AS key, hash AS value"
        " FROM campaign WHERE id = ?1 UNION ALL SELECT 'name', name FROM campaign WHERE id = ?1"
        " UNION ALL SELECT 'start', start FROM campaign WHERE id = ?1"
        " UNION ALL SELECT 'finish', finish FROM campaign WHERE id = ?1"
        " UNION ALL SELECT 'stale_days', stale_days FROM campaign WHERE id = ?1"
        " UNION ALL SELECT 'behind_percent', behind_percent FROM campaign WHERE id = ?1"
        " UNION ALL SELECT kind || '.' || code, label || iif(retired, ' (đã ẩn)', '') FROM term"
        " WHERE campaign = ?1)";
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(s->db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, s->campaign_id);
    return db_take_text(s->db, stmt, a, out, e);
}

/* What `one` has otherwise than `other`. */
static enum rc only_in(struct db *db, const char *one, const char *other, struct arena *a,
                       const char **out, struct err *e) {
    static const char sql[] =
        "SELECT json_group_object(m.key, m.value) FROM json_each(?1) AS m WHERE NOT EXISTS"
        " (SELECT 1 FROM json_each(?2) AS o WHERE o.key = m.key AND o.value IS m.value)";
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, one);
    db_bind_text(db, stmt, 2, other);
    return db_take_text(db, stmt, a, out, e);
}

/* `old` is what mirror_json was before, NULL of a new campaign; only what changed is written. */
static enum rc log_campaign(struct tx *tx, const char *verb, const char *old, struct arena *a,
                            struct err *e) {
    struct session *s = tx->session;
    const char *now = NULL;
    struct log_entry entry = {
        .kind = "campaign", .verb = verb, .id = s->campaign_id, .campaign = true};
    enum rc rc = mirror_json(s, a, &now, e);
    if (rc == RC_OK && old != NULL)
        rc = only_in(s->db, old, now, a, &entry.before, e);
    if (rc == RC_OK)
        rc = only_in(s->db, now, old != NULL ? old : "{}", a, &entry.after, e);
    return rc ? rc : log_write(tx, &entry, e);
}

enum rc session_add_campaign(struct tx *tx, struct err *e) {
    struct session *s = tx->session;
    struct arena a = {0};
    enum rc rc = write_campaign(s, e);
    if (rc)
        return rc;
    s->campaign_id = sqlite3_last_insert_rowid(s->db->handle);
    rc = write_terms(s, e);
    if (rc == RC_OK)
        rc = log_campaign(tx, "add", NULL, &a, e);
    arena_free(&a);
    return rc;
}

/* What the database has of the file: its hash, and whether the works must be measured again. */
struct mirrored {
    char hash[24];
    bool same, same_pace;
};

static enum rc read_mirrored(struct session *s, struct mirrored *m, struct err *e) {
    static const char sql[] = "SELECT hash, finish, start, stale_days, behind_percent FROM campaign"
                              " WHERE id = ?1";
    const struct campaign *c = s->campaign;
    char hash[24];
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    memset(m, 0, sizeof *m);
    enum rc rc = db_prepare(s->db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_number(s->db, stmt, 1, s->campaign_id);
    rc = db_step(s->db, stmt, &row, e);
    if (rc == RC_OK && row) {
        db_copy_text(s->db, stmt, 0, m->hash, sizeof m->hash);
        m->same = strcmp(m->hash, hash_text(c, hash)) == 0;
        m->same_pace = db_column_date(s->db, stmt, 1) == c->end &&
                       db_column_date(s->db, stmt, 2) == c->start &&
                       db_column_number(stmt, 3) == c->stale_days &&
                       db_column_number(stmt, 4) == c->behind_percent;
        rc = db_row_whole(s->db, e);
    }
    db_release(s->db, stmt);
    return rc;
}

enum rc session_sync(struct session *s, struct err *e) {
    struct mirrored m;
    struct tx tx = {0};
    struct arena a = {0};
    const char *old = NULL;
    enum rc rc = read_mirrored(s, &m, e);
    if (rc || m.same)
        return rc;
    rc = tx_begin_own(&tx, s, e);
    if (rc == RC_OK)
        rc = read_mirrored(s, &m, e); /* another process may have been quicker */
    if (rc == RC_OK && !m.same) {
        rc = mirror_json(s, &a, &old, e);
        if (rc == RC_OK)
            rc = write_terms(s, e);
        if (rc == RC_OK)
            rc = drop_terms(s, e);
        if (rc == RC_OK)
            rc = write_campaign(s, e);
        if (rc == RC_OK)
            rc = log_campaign(&tx, "sync", old, &a, e);
        if (rc == RC_OK && !m.same_pace)
            rc = totals_refresh_all(&tx, e);
    }
    if (rc == RC_OK)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    arena_free(&a);
    return rc;
}
