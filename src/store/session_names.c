/* What codes mean to this session: the campaign's terms straight from the file, units from the
 * database, read once and again when they changed. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

struct session_cache {
    struct field_names names;
    struct arena arena; /* the units' texts */
    struct choice *units;
    size_t count;
    bool loaded;
    int64_t version; /* of the data, when loaded */
};

static enum rc load_units(struct session *s, struct session_cache *c, struct err *e) {
    static const char count[] =
        "SELECT count(*) FROM unit WHERE deleted_at IS NULL AND (:scope IS NULL OR code = :scope)";
    static const char sql[] = "SELECT code, name FROM unit WHERE deleted_at IS NULL"
                              " AND (:scope IS NULL OR code = :scope) ORDER BY name_order, code";
    int64_t room = 0;
    struct query q = {0};
    arena_reset(&c->arena);
    c->count = 0;
    enum rc rc = query_one(s, CAP_READ, count, &room, e);
    if (rc == RC_OK) {
        c->units = arena_array(&c->arena, (size_t)room + 1, sizeof *c->units);
        rc = c->units == NULL ? err_nomem(e) : query_open(&q, s, CAP_READ, sql, e);
    }
    for (bool row = true; rc == RC_OK && c->count < (size_t)room; c->count++) {
        rc = query_step(&q, &row, e);
        if (rc || !row)
            break;
        c->units[c->count].code = arena_dup(&c->arena, query_text(&q, 0));
        c->units[c->count].label = arena_dup(&c->arena, query_text(&q, 1));
    }
    query_close(&q);
    if (rc == RC_OK && c->arena.failed)
        rc = err_nomem(e);
    if (rc)
        c->count = 0;
    c->loaded = rc == RC_OK;
    return rc;
}

static bool unit_at(struct session *s, size_t i, struct choice *out) {
    struct session_cache *c = s->cache;
    if (!c->loaded && load_units(s, c, NULL))
        return false;
    if (i >= c->count)
        return false;
    *out = c->units[i];
    return true;
}

/* A judged line is a criterion or a dossier item: both are named, one after the other. */
static const struct term *term_at(const struct campaign *c, const char *of, size_t i) {
    const struct term *t = campaign_term(c, of, i);
    if (t == NULL && strcmp(of, "criterion") == 0 && i >= c->ncriteria)
        t = campaign_term(c, "dossier", i - c->ncriteria);
    return t;
}

static bool name_at(void *ctx, const char *of, size_t i, struct choice *out) {
    struct session *s = ctx;
    if (strcmp(of, "unit") == 0)
        return unit_at(s, i, out);
    const struct term *t = term_at(s->campaign, of, i);
    if (t == NULL)
        return false;
    *out = (struct choice){t->code, t->label};
    return true;
}

static bool nothing_at(void *ctx, const char *of, size_t i, struct choice *out) {
    (void)ctx, (void)of, (void)i, (void)out;
    return false;
}

/* Used when there is no memory for a cache: codes then show as codes. */
static const struct field_names nameless = {nothing_at, NULL, DATE_NONE};

const struct field_names *session_names(struct session *s) {
    if (s->cache == NULL)
        s->cache = calloc(1, sizeof *s->cache);
    if (s->cache == NULL)
        return &nameless;
    struct session_cache *c = s->cache;
    int64_t version = db_data_version(s->db);
    if (version != c->version)
        c->loaded = false;
    c->version = version;
    c->names = (struct field_names){name_at, s, s->today};
    return &c->names;
}

void session_names_stale(struct session *s) {
    if (s->cache != NULL)
        s->cache->loaded = false;
}

void session_names_free(struct session *s) {
    if (s->cache == NULL)
        return;
    arena_free(&s->cache->arena);
    free(s->cache);
    s->cache = NULL;
}

const char *session_unit(struct session *s, const char *code) {
    struct choice unit;
    const struct field_names *names = session_names(s);
    for (size_t i = 0; code != NULL && names->at(names->ctx, "unit", i, &unit); i++)
        if (strcmp(unit.code, code) == 0)
            return unit.code;
    return NULL;
}
