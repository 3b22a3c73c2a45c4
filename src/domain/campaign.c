#include "thidua/campaign.h"

#include "thidua/campaign_tables.h"

#include <stdlib.h>
#include <string.h>

void campaign_free(struct campaign **c) {
    if (*c != NULL) {
        arena_free(&(*c)->arena);
        free(*c);
        *c = NULL;
    }
}

const struct choice campaign_term_kinds[] = {
    {"deadline", "mốc thời gian"},
    {"target", "chỉ tiêu"},
    {"theme", "công trình, phần việc của huyện"},
    {"content", "nội dung"},
    {"duty", "nhiệm vụ"},
    {"criterion", "tiêu chí"},
    {"dossier", "thành phần hồ sơ"},
    {"award", "hình thức khen thưởng"},
    {NULL, NULL},
};

static const struct section_kind *kind_of(const char *name) {
    for (size_t i = 0; i < section_kind_count; i++)
        if (section_kinds[i].repeats && strcmp(section_kinds[i].name, name) == 0)
            return &section_kinds[i];
    return NULL;
}

/* Every kind's struct begins with its term. */
static const struct term *term_at(const struct campaign *c, const struct section_kind *kind,
                                  size_t i) {
    const char *campaign = (const char *)c;
    const char *list;
    size_t count;
    memcpy(&list, campaign + kind->list, sizeof list);
    memcpy(&count, campaign + kind->count, sizeof count);
    return i < count ? (const struct term *)(const void *)(list + i * kind->size) : NULL;
}

const struct term *campaign_term(const struct campaign *c, const char *kind, size_t i) {
    const struct section_kind *k = kind_of(kind);
    return k == NULL ? NULL : term_at(c, k, i);
}

const struct term *campaign_term_find(const struct campaign *c, const char *kind,
                                      const char *code) {
    const struct section_kind *k = kind_of(kind);
    for (size_t i = 0; k != NULL; i++) {
        const struct term *term = term_at(c, k, i);
        if (term == NULL)
            return NULL;
        if (strcmp(term->code, code) == 0)
            return term;
    }
    return NULL;
}

const struct deadline *campaign_deadline(const struct campaign *c, const char *code) {
    return (const struct deadline *)campaign_term_find(c, "deadline", code);
}

const struct theme *campaign_theme(const struct campaign *c, const char *code) {
    return (const struct theme *)campaign_term_find(c, "theme", code);
}

const struct content *campaign_content(const struct campaign *c, const char *code) {
    return (const struct content *)campaign_term_find(c, "content", code);
}

const struct duty *campaign_duty(const struct campaign *c, const char *code) {
    return (const struct duty *)campaign_term_find(c, "duty", code);
}

bool duty_of_units(const struct duty *duty) {
    return duty->body == BODY_UNIT && !duty->term.retired;
}

bool duty_recorded_by(const struct duty *duty, bool district) {
    return strcmp(duty->term.code, DUTY_REGISTER) != 0 &&
           duty->body == (district ? BODY_DISTRICT : BODY_UNIT);
}
