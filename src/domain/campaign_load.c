/* Loading a campaign file: sections and keys come from ini.h, what they may be from the tables, and
 * every mistake is noted on the way; a campaign comes out only when there was none. */
#include "thidua/builtin.h"
#include "thidua/campaign.h"
#include "thidua/campaign_check.h"
#include "thidua/campaign_sections.h"
#include "thidua/campaign_tables.h"
#include "thidua/campaign_value.h"
#include "thidua/file.h"
#include "thidua/ini.h"
#include "thidua/text.h"

#include <stdlib.h>
#include <string.h>

enum { PLAN_SIZE_MAX = 1024 * 1024 }; /* as plan_parse */

/* FNV-1a, 64 bits: only to see that a file is another than before, not against forgery. */
static uint64_t hash(const char *bytes, size_t n) {
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return h;
}

/* --- keys ---------------------------------------------------------------------------------------
 */

static void read_rows(struct campaign_reader *r, const struct ini_section *s,
                      const struct key_row *rows, size_t count, void *record) {
    for (size_t i = 0; i < count; i++) {
        const struct ini_key *key = ini_key_find(s, rows[i].name);
        if (key != NULL)
            campaign_value(r, s, &rows[i], key, record);
        else
            campaign_value_default(r, s, &rows[i], record);
    }
}

static void read_section(struct campaign_reader *r, const struct campaign_section *s,
                         void *record) {
    if (s->kind->repeats)
        read_rows(r, s->ini, term_keys, term_key_count, record);
    read_rows(r, s->ini, s->kind->keys, s->kind->nkeys, record);
    if (s->kind->repeats)
        campaign_check_term(r, s->ini);
    if (s->kind->finish != NULL)
        s->kind->finish(r, s->ini, record);
}

/* --- the plan -----------------------------------------------------------------------------------
 */

/* The plan's path: its name counts from the folder of the campaign file. */
static const char *plan_path(struct campaign_reader *r) {
    const char *name = r->set.plan;
    const char *slash = strrchr(r->c->file, '/');
    if (name[0] == '/' || slash == NULL)
        return name;
    struct buf path = {0};
    buf_add(&path, r->c->file, (size_t)(slash - r->c->file) + 1);
    buf_puts(&path, name);
    char *out = path.failed ? NULL : arena_dup_n(&r->c->arena, path.data, path.len);
    r->c->arena.failed = r->c->arena.failed || path.failed;
    buf_free(&path);
    return out;
}

static enum rc plan_bytes(struct campaign_reader *r, struct err *e) {
    struct campaign *c = r->c;
    if (c->file == NULL) {
        c->plan_text = builtin_plan;
        c->plan_size = builtin_plan_size;
        return RC_OK;
    }
    const char *path = plan_path(r);
    if (path == NULL)
        return err_nomem(e);
    struct buf bytes = {0};
    enum rc rc = file_read(path, PLAN_SIZE_MAX, &bytes, e);
    if (rc == RC_OK) {
        c->plan_text = arena_dup_n(&c->arena, buf_str(&bytes), bytes.len);
        c->plan_size = bytes.len;
        rc = c->plan_text == NULL ? err_nomem(e) : RC_OK;
    }
    buf_free(&bytes);
    return rc;
}

/* Where the plan is named: the section may be there twice, which is a mistake said elsewhere, and
 * only the second may name one. */
static int plan_line(const struct campaign_reader *r, const char *section) {
    int line = 0;
    for (size_t i = 0; i < r->ini.count; i++) {
        const struct campaign_section *s = &r->sections[i];
        const struct ini_key *key = ini_key_find(s->ini, "plan");
        if (key != NULL && s->kind != NULL && strcmp(s->kind->name, section) == 0)
            line = key->line;
    }
    return line;
}

static enum rc read_plan(struct campaign_reader *r, struct err *e) {
    static const char section[] = "campaign";
    struct err why = {0};
    struct campaign *c = r->c;
    if (r->set.plan == NULL)
        return RC_OK;
    enum rc rc = plan_bytes(r, &why);
    if (rc == RC_OK)
        rc = plan_parse(c->plan_text, c->plan_size, &c->arena, &c->plan, &why);
    if (rc == RC_NOMEM)
        return err_nomem(e);
    if (rc != RC_OK) {
        CAMPAIGN_SAY(r, plan_line(r, section), section, "plan", "%s", why.message);
        return RC_OK;
    }
    r->plan_read = true;
    return RC_OK;
}

/* --- the whole ----------------------------------------------------------------------------------
 */

static void keep_settings(struct campaign_reader *r) {
    struct campaign *c = r->c;
    const struct campaign_settings *set = &r->set;
    c->code = set->code;
    c->name = set->name;
    c->short_name = set->short_name != NULL ? set->short_name : set->name;
    c->basis = set->basis;
    c->office = set->office;
    c->timezone = set->timezone;
    c->start = set->start.first;
    c->start_precision = set->start.precision;
    c->stale_days = set->stale_days;
    c->behind_percent = set->behind_percent;
    c->warn_days = set->warn_days;
    c->idle_minutes = set->idle_minutes;
    c->council = set->council;
    const struct deadline *end = campaign_deadline(c, "end");
    c->end = end == NULL ? DATE_NONE : end->last;
}

/* Who has registered by then is what this deadline asks, whether or not the file says so. */
static void measure_registration(struct campaign *c) {
    for (size_t i = 0; i < c->ndeadlines; i++)
        if (strcmp(c->deadlines[i].term.code, "registration") == 0 &&
            c->deadlines[i].measure == NULL)
            c->deadlines[i].measure = "unit.registered";
}

/* All sections of one kind that repeats, in the order of the file. */
static void read_terms(struct campaign_reader *r, const struct section_kind *kind) {
    union {
        struct deadline_read deadline;
        struct target target;
        struct theme theme;
        struct content content;
        struct duty duty;
        struct criterion criterion;
        struct dossier_item dossier;
        struct award award;
    } record;
    char *campaign = (char *)r->c;
    size_t room = 0;
    for (size_t i = 0; i < r->ini.count; i++)
        room += r->sections[i].kind == kind;
    char *list = arena_array(&r->c->arena, room + 1, kind->size);
    if (list == NULL)
        return;
    size_t count = 0;
    for (size_t i = 0; i < r->ini.count; i++) {
        const struct campaign_section *s = &r->sections[i];
        if (s->kind != kind)
            continue;
        memset(&record, 0, sizeof record);
        struct term *term = (struct term *)&record;
        term->code = s->code;
        read_section(r, s, &record);
        term->clause = term->clause == NULL ? "" : term->clause;
        memcpy(list + count * kind->size, &record, kind->size);
        count++;
    }
    memcpy(campaign + kind->list, &list, sizeof list);
    memcpy(campaign + kind->count, &count, sizeof count);
}

static enum rc read_all(struct campaign_reader *r, struct err *e) {
    campaign_sections(r);
    if (r->c->arena.failed)
        return err_nomem(e);
    for (size_t i = 0; i < r->ini.count; i++) {
        const struct campaign_section *s = &r->sections[i];
        if (s->kind != NULL && !s->kind->repeats)
            read_section(r, s, &r->set);
    }
    if (read_plan(r, e) != RC_OK)
        return RC_NOMEM;
    for (size_t i = 0; i < section_kind_count; i++)
        if (section_kinds[i].repeats)
            read_terms(r, &section_kinds[i]);
    keep_settings(r);
    measure_registration(r->c);
    const struct campaign_section *end = campaign_section(r, "deadline.end");
    if (end != NULL)
        campaign_check_span(r, end->ini);
    return r->c->arena.failed ? err_nomem(e) : RC_OK;
}

/* The bytes of the file, or of the compiled-in one (then `read` stays empty). */
static enum rc file_bytes(const char *path, struct buf *read, const char **bytes, size_t *n,
                          struct err *e) {
    if (path == NULL) {
        *bytes = builtin_ini;
        *n = builtin_ini_size;
        return RC_OK;
    }
    enum rc rc = file_read(path, INI_SIZE_MAX, read, e);
    *bytes = buf_str(read);
    *n = read->len;
    if (rc == RC_OK && *n == 0) {
        rc = err_set(e, RC_INVALID, "Tệp rỗng; cần một tệp đợt thi đua, mẫu là thidua.ini.");
        err_at(e, path, 1);
    }
    return rc;
}

enum rc campaign_load(const char *path, const struct measure_name *measures, size_t nmeasures,
                      struct campaign **out, struct problems *problems, struct err *e) {
    struct buf read = {0};
    const char *bytes = NULL;
    size_t n = 0;
    struct err why = {0};
    struct campaign *c = calloc(1, sizeof *c);
    *out = NULL;
    if (c == NULL)
        return err_nomem(e);
    struct campaign_reader r = {.c = c,
                                .file = path == NULL ? "thidua.ini" : path,
                                .problems = problems,
                                .measures = measures,
                                .nmeasures = nmeasures};
    c->file = arena_dup(&c->arena, path);
    enum rc rc = file_bytes(path, &read, &bytes, &n, &why);
    if (rc != RC_OK) {
        problems_add(problems, &(struct problem_place){.file = r.file, .line = why.line}, "%s",
                     why.message);
        if (e != NULL)
            *e = why;
    } else {
        c->hash = hash(bytes, n);
        rc = ini_read(bytes, n, r.file, &c->arena, &r.ini, problems, e);
        if (rc == RC_OK)
            rc = read_all(&r, e);
        if (rc == RC_OK) {
            problems_sort(problems);
            rc = problems_result(problems, e);
        }
    }
    buf_free(&read);
    if (rc == RC_OK)
        *out = c;
    else
        campaign_free(&c);
    return rc;
}
