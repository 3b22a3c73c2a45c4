#include "thidua/campaign_sections.h"

#include "thidua/campaign_value.h"
#include "thidua/text.h"

#include <string.h>

static const struct section_kind *kind_named(const char *name) {
    for (size_t i = 0; i < section_kind_count; i++)
        if (strcmp(section_kinds[i].name, name) == 0)
            return &section_kinds[i];
    return NULL;
}

/* The kind somebody probably meant, so that its keys are looked at in the same pass. */
static const struct section_kind *kind_nearest(struct campaign_reader *r,
                                               const struct ini_section *s, const char *name) {
    enum { MOST = 16 };
    const char *names[MOST];
    size_t count = 0;
    for (; count < section_kind_count && count < MOST; count++)
        names[count] = section_kinds[count].name;
    const char *near = text_nearest(name, names, count);
    if (near == NULL) {
        CAMPAIGN_SAY(
            r, s->line, s->name, NULL,
            "không có loại mục này; cần một trong các loại tệp mẫu có, như [deadline.mã].");
        return NULL;
    }
    CAMPAIGN_SAY(r, s->line, s->name, NULL, "không có loại mục này. Có phải là %s?", near);
    return kind_named(near);
}

/* Split "kind.code" and say what is wrong with it. */
static void name_section(struct campaign_reader *r, struct campaign_section *out) {
    const struct ini_section *s = out->ini;
    const char *dot = strchr(s->name, '.');
    char *name =
        arena_dup_n(&r->c->arena, s->name, dot == NULL ? strlen(s->name) : (size_t)(dot - s->name));
    if (name == NULL)
        return;
    out->kind = kind_named(name);
    if (out->kind == NULL)
        out->kind = kind_nearest(r, s, name);
    if (out->kind == NULL)
        return;
    if (!out->kind->repeats) {
        if (dot != NULL) {
            CAMPAIGN_SAY(r, s->line, s->name, NULL, "mục này chỉ có một; cần viết [%s].",
                         out->kind->name);
        }
        return;
    }
    if (dot != NULL)
        out->code = dot + 1;
    if (!campaign_code_good(out->code)) {
        CAMPAIGN_SAY(r, s->line, s->name, NULL,
                     "cần [%s.mã], mã gồm chữ thường không dấu, chữ số, - và _, dài nhất %d ký tự.",
                     out->kind->name, (int)CODE_MAX);
    }
}

/* Names of all keys a kind may have: its own and, if it repeats, those of every term. */
static size_t key_names(const struct section_kind *kind, const char **names, size_t most) {
    size_t count = 0;
    for (size_t i = 0; kind->repeats && i < term_key_count && count < most; i++)
        names[count++] = term_keys[i].name;
    for (size_t i = 0; i < kind->nkeys && count < most; i++)
        names[count++] = kind->keys[i].name;
    return count;
}

static bool among(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Say which keys there are not. A misspelt one is read as what was probably meant, so that its
 * value is looked at and nobody says that the key is missing. */
static void check_keys(struct campaign_reader *r, const struct ini_section *s,
                       const struct section_kind *kind) {
    enum { MOST = 24 };
    const char *names[MOST];
    size_t count = key_names(kind, names, MOST);
    for (size_t i = 0; i < s->count; i++) {
        struct ini_key *key = &s->keys[i];
        if (among(names, count, key->name))
            continue;
        const char *near = text_nearest(key->name, names, count);
        if (near != NULL) {
            CAMPAIGN_SAY(r, key->line, s->name, key->name, "không có khóa này. Có phải là %s?",
                         near);
            key->name = ini_key_find(s, near) == NULL ? near : key->name;
            continue;
        }
        struct buf all = {0};
        for (size_t n = 0; n < count; n++)
            buf_printf(&all, "%s%s", n == 0 ? "" : ", ", names[n]);
        CAMPAIGN_SAY(r, key->line, s->name, key->name, "không có khóa này; cần một trong: %s.",
                     buf_str(&all));
        buf_free(&all);
    }
}

const struct campaign_section *campaign_section(const struct campaign_reader *r, const char *name) {
    const char *dot = strchr(name, '.');
    size_t n = dot == NULL ? strlen(name) : (size_t)(dot - name);
    for (size_t i = 0; i < r->ini.count; i++) {
        const struct campaign_section *s = &r->sections[i];
        if (s->kind != NULL && strlen(s->kind->name) == n && memcmp(s->kind->name, name, n) == 0 &&
            (dot == NULL || strcmp(s->code, dot + 1) == 0))
            return s;
    }
    return NULL;
}

/* A deadline whose lack is said once counts as known to what refers to it. */
static void require_sections(struct campaign_reader *r) {
    static const char deadline[] = "deadline.";
    for (size_t i = 0; i < required_section_count; i++) {
        const char *name = required_sections[i];
        if (campaign_section(r, name) != NULL)
            continue;
        const struct section_kind *kind = kind_named(name);
        if (kind != NULL && kind->repeats) {
            CAMPAIGN_SAY(r, r->ini.lines, name, NULL,
                         "thiếu loại mục này; cần thêm ít nhất một mục [%s.mã] vào cuối tệp.",
                         name);
        } else {
            CAMPAIGN_SAY(r, r->ini.lines, name, NULL, "thiếu mục này; cần thêm vào cuối tệp.");
        }
        if (strncmp(name, deadline, sizeof deadline - 1) == 0)
            r->deadlines[r->ndeadlines++] = name + sizeof deadline - 1;
    }
}

void campaign_sections(struct campaign_reader *r) {
    r->sections = arena_array(&r->c->arena, r->ini.count + 1, sizeof *r->sections);
    r->deadlines =
        arena_array(&r->c->arena, r->ini.count + required_section_count, sizeof *r->deadlines);
    if (r->sections == NULL || r->deadlines == NULL)
        return;
    for (size_t i = 0; i < r->ini.count; i++) {
        struct campaign_section *s = &r->sections[i];
        s->ini = &r->ini.sections[i];
        s->code = "";
        name_section(r, s);
        if (s->kind != NULL)
            check_keys(r, s->ini, s->kind);
        if (s->kind != NULL && strcmp(s->kind->name, "deadline") == 0)
            r->deadlines[r->ndeadlines++] = s->code;
    }
    require_sections(r);
}
