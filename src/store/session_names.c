/* What codes mean to this session: the campaign's terms straight from the file, units and
 * officers from the database, read once and again when they changed. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/* What is asked of the database, within her scope: how many there are, and each code and name. */
static const struct roll {
    const char *of;
    enum capability cap;
    const char *count, *rows;
} rolls[] = {
    {"unit", CAP_READ,
     "SELECT count(*) FROM unit WHERE deleted_at IS NULL AND (:scope IS NULL OR code = :scope)",
     "SELECT code, name FROM unit WHERE deleted_at IS NULL"
     " AND (:scope IS NULL OR code = :scope) ORDER BY name_order, code"},
    /* Who did something that she may read of: of nobody else may she learn. Two may have one name.
     */
    {"officer", CAP_LOG,
     "SELECT count(DISTINCT officer) FROM log WHERE :scope IS NULL OR unit = :scope",
     "SELECT login, name || ' (' || login || ')' FROM officer WHERE login IN (SELECT officer FROM "
     "log"
     " WHERE :scope IS NULL OR unit = :scope) ORDER BY name_order, login"},
};
enum { ROLLS = sizeof rolls / sizeof rolls[0] };

struct session_cache {
    struct field_names names;
    struct called {
        struct arena arena; /* their texts */
        struct choice *all;
        size_t count;
        bool loaded;
    } called[ROLLS];
    int64_t version; /* of the data, when loaded */
};

static enum rc load(struct session *s, const struct roll *roll, struct called *c, struct err *e) {
    int64_t room = 0;
    struct query q = {0};
    arena_reset(&c->arena);
    c->count = 0;
    enum rc rc = query_one(s, roll->cap, roll->count, &room, e);
    if (rc == RC_OK) {
        c->all = arena_array(&c->arena, (size_t)room + 1, sizeof *c->all);
        rc = c->all == NULL ? err_nomem(e) : query_open(&q, s, roll->cap, roll->rows, e);
    }
    for (bool row = true; rc == RC_OK && c->count < (size_t)room; c->count++) {
        rc = query_step(&q, &row, e);
        if (rc || !row)
            break;
        c->all[c->count].code = arena_dup(&c->arena, query_text(&q, 0));
        c->all[c->count].label = arena_dup(&c->arena, query_text(&q, 1));
    }
    query_close(&q);
    if (rc == RC_OK && c->arena.failed)
        rc = err_nomem(e);
    if (rc)
        c->count = 0;
    c->loaded = rc == RC_OK;
    return rc;
}

static bool called_at(struct session *s, size_t roll, size_t i, struct choice *out) {
    struct called *c = &s->cache->called[roll];
    if (!c->loaded && load(s, &rolls[roll], c, NULL))
        return false;
    if (i >= c->count)
        return false;
    *out = c->all[i];
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
    for (size_t roll = 0; roll < ROLLS; roll++)
        if (strcmp(of, rolls[roll].of) == 0)
            return called_at(s, roll, i, out);
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
        session_names_stale(s);
    c->version = version;
    c->names = (struct field_names){name_at, s, s->today};
    return &c->names;
}

void session_names_stale(struct session *s) {
    for (size_t i = 0; s->cache != NULL && i < ROLLS; i++)
        s->cache->called[i].loaded = false;
}

void session_names_free(struct session *s) {
    if (s->cache == NULL)
        return;
    for (size_t i = 0; i < ROLLS; i++)
        arena_free(&s->cache->called[i].arena);
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
