#include "thidua/campaign_tables.h"

#include "thidua/campaign_check.h"

#define ROWS(table) .keys = (table), .nkeys = sizeof(table) / sizeof *(table)

/* One key of `struct of`; its name is the member's. */
#define KEY(of, member, kind, ...)                                                                 \
    { .name = #member, .type = (kind), .offset = offsetof(struct of, member), __VA_ARGS__ }
/* The same where name and member differ. */
#define KEY_AS(written, of, member, kind, ...)                                                     \
    { .name = (written), .type = (kind), .offset = offsetof(struct of, member), __VA_ARGS__ }

static const struct key_choice bodies[] = {{"unit", BODY_UNIT},
                                           {"district", BODY_DISTRICT},
                                           {"province", BODY_PROVINCE},
                                           {"centre", BODY_CENTRE},
                                           {NULL, 0}};
static const struct key_choice subjects[] = {
    {"collective", FOR_COLLECTIVE}, {"individual", FOR_INDIVIDUAL}, {"both", FOR_BOTH}, {NULL, 0}};
static const struct key_choice weights[] = {
    {"gate", WEIGHT_GATE}, {"required", WEIGHT_REQUIRED}, {"optional", WEIGHT_OPTIONAL}, {NULL, 0}};
static const struct key_choice only[] = {{"full_time", 1}, {NULL, 0}};
static const struct key_choice sources[] = {{"office", 0}, {NULL, 0}};

/* Limits of numbers. A goal stops where records.h lets a work's goal stop. */
#define COUNT_LIMIT INT64_C(1000000000)
#define GOAL_LIMIT  INT64_C(1000000000000)

const struct key_row term_keys[] = {
    KEY(term, label, KEY_TEXT, .required = true),
    KEY(term, clause, KEY_CLAUSE, .required = false),
    KEY_AS("source", term, clause, KEY_SOURCE, .choices = sources),
    KEY(term, retired, KEY_FLAG, .required = false),
};
const size_t term_key_count = sizeof term_keys / sizeof *term_keys;

static const struct key_row campaign_keys[] = {
    KEY(campaign_settings, code, KEY_CODE, .required = true),
    KEY(campaign_settings, name, KEY_TEXT, .required = true),
    KEY(campaign_settings, short_name, KEY_TEXT, .required = false),
    KEY(campaign_settings, basis, KEY_TEXT, .otherwise = ""),
    KEY(campaign_settings, office, KEY_TEXT, .otherwise = ""),
    KEY(campaign_settings, plan, KEY_TEXT, .required = true),
    KEY(campaign_settings, start, KEY_DATE, .required = true),
    KEY(campaign_settings, timezone, KEY_ZONE, .required = true),
};

static const struct key_row progress_keys[] = {
    KEY(campaign_settings, stale_days, KEY_INT, .required = true, .min = 1, .max = 365),
    KEY(campaign_settings, behind_percent, KEY_PERCENT, .required = true, .min = 0, .max = 100),
    KEY(campaign_settings, warn_days, KEY_INT, .required = true, .min = 0, .max = 365),
};

static const struct key_row access_keys[] = {
    KEY(campaign_settings, idle_minutes, KEY_INT, .required = true, .min = 1, .max = 1440),
};

static const struct key_row review_keys[] = {
    KEY(campaign_settings, council, KEY_TEXT, .required = true),
};

static const struct key_row deadline_keys[] = {
    KEY(deadline_read, before, KEY_DATE, .required = false),
    KEY(deadline_read, by, KEY_DATE, .required = false),
    KEY(deadline_read, on, KEY_DATE, .required = false),
    KEY(deadline_read, from, KEY_DATE, .required = false),
    KEY(deadline_read, to, KEY_DATE, .required = false),
    KEY_AS("for", deadline, body, KEY_CHOICE, .choices = bodies, .otherwise = "unit"),
    KEY(deadline, measure, KEY_MEASURE, .required = false),
    KEY(deadline, short_label, KEY_TEXT, .required = false),
};

static const struct key_row target_keys[] = {
    KEY(target, measure, KEY_MEASURE, .required = true),
    KEY(target, at_least, KEY_COUNT, .required = true, .min = 1, .max = COUNT_LIMIT),
    KEY(target, of_units, KEY_PERCENT, .min = 1, .max = 100),
    KEY(target, deadline, KEY_DEADLINE, .required = false),
};

static const struct key_row theme_keys[] = {
    KEY(theme, own_choice, KEY_FLAG, .required = false),
    KEY(theme, unit_of_measure, KEY_TEXT, .required = false),
    KEY(theme, goal, KEY_DECIMAL, .min = 1, .max = GOAL_LIMIT),
};

static const struct key_row content_keys[] = {
    KEY_AS("for", content, subject, KEY_CHOICE, .choices = subjects, .otherwise = "both"),
};

static const struct key_row duty_keys[] = {
    KEY_AS("for", duty, body, KEY_CHOICE, .choices = bodies, .otherwise = "unit"),
    KEY(duty, deadline, KEY_DEADLINE, .required = false),
    KEY(duty, repeated, KEY_FLAG, .required = false),
};

static const struct key_row criterion_keys[] = {
    KEY_AS("for", criterion, subject, KEY_CHOICE, .choices = subjects, .otherwise = "both"),
    KEY(criterion, group, KEY_TEXT, .otherwise = ""),
    KEY(criterion, weight, KEY_CHOICE, .choices = weights, .otherwise = "required"),
    KEY_AS("only", criterion, only_full_time, KEY_FLAG, .choices = only),
};

static const struct key_row dossier_keys[] = {
    KEY_AS("for", dossier_item, subject, KEY_CHOICE, .choices = subjects, .otherwise = "both"),
    KEY_AS("required", dossier_item, required, KEY_FLAG, .otherwise = "yes"),
};

static const struct key_row award_keys[] = {
    KEY_AS("level", award, body, KEY_CHOICE, .choices = bodies, .required = true),
    KEY_AS("for", award, subject, KEY_CHOICE, .choices = subjects, .otherwise = "both"),
    KEY(award, quota, KEY_COUNT, .min = 1, .max = COUNT_LIMIT),
};

/* A kind that repeats: what its rows fill, and the member of struct campaign that keeps it. */
#define TERMS(kind, read, kept, member, number, rows, rule)                                        \
    {                                                                                              \
        .name = (kind), .repeats = true, ROWS(rows), .read_size = sizeof(read),                    \
        .size = sizeof(kept), .list = offsetof(struct campaign, member),                           \
        .count = offsetof(struct campaign, number), .finish = (rule)                               \
    }

const struct section_kind section_kinds[] = {
    {.name = "campaign", ROWS(campaign_keys)},
    TERMS("deadline", struct deadline_read, struct deadline, deadlines, ndeadlines, deadline_keys,
          campaign_check_deadline),
    TERMS("target", struct target, struct target, targets, ntargets, target_keys,
          campaign_check_target),
    TERMS("theme", struct theme, struct theme, themes, nthemes, theme_keys, campaign_check_theme),
    TERMS("content", struct content, struct content, contents, ncontents, content_keys,
          campaign_check_content),
    TERMS("duty", struct duty, struct duty, duties, nduties, duty_keys, NULL),
    TERMS("criterion", struct criterion, struct criterion, criteria, ncriteria, criterion_keys,
          campaign_check_criterion),
    TERMS("dossier", struct dossier_item, struct dossier_item, dossier, ndossier, dossier_keys,
          campaign_check_dossier),
    TERMS("award", struct award, struct award, awards, nawards, award_keys, NULL),
    {.name = "progress", ROWS(progress_keys)},
    {.name = "access", ROWS(access_keys)},
    {.name = "review", ROWS(review_keys)},
};
const size_t section_kind_count = sizeof section_kinds / sizeof *section_kinds;

/* The two deadlines: the on-time stamp reads `registration`, the campaign ends on `end`. Every work
 * is under a theme: without one nobody could register. */
const char *const required_sections[] = {
    "campaign", "deadline.registration", "deadline.end", "theme", "progress", "access", "review"};
const size_t required_section_count = sizeof required_sections / sizeof *required_sections;
