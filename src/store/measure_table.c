/* The measure table. Works are counted from the tally, whose rows and columns a measure chooses;
 * nominations likewise; of what else a unit has, the records themselves are counted. */
#include "measure_parts.h"
#include "sql_words.h"
#include <string.h>

/* ---- works: which of them, and what of them */

#define BIT(n)     (1U << (n))
#define ANY_STATE  (BIT(WORK_STOPPED + 1) - 1)
#define COLLECTIVE BIT(WORK_COLLECTIVE)
#define INDIVIDUAL BIT(WORK_INDIVIDUAL)
#define BOTH       (COLLECTIVE | INDIVIDUAL)
#define WORKS(what, states, kinds, district)                                                       \
    OF_WORKS, {(what), (states), (kinds), (district)}, NULL, "works"

/* ---- nominations: a draft or a returned one is not introduced yet */

#define SENT           (BIT(NOMINATION_SUBMITTED) | BIT(NOMINATION_ELIGIBLE) | BIT(NOMINATION_INELIGIBLE))
#define ANY_NOMINATION (SENT | BIT(NOMINATION_DRAFT) | BIT(NOMINATION_RETURNED))
#define NOMINATIONS(what, states, kinds)                                                           \
    OF_NOMINATIONS, {(what), (states), (kinds), false}, NULL, "nominations"

/* ---- rows: a number for each unit that has any */

#define ROWS(text, list) OF_ROWS, {COUNT_ALL, 0, 0, false}, (text), (list)
#define OF_UNITS(column)                                                                           \
    " AND " column " NOT IN " SQL_DISTRICTS " AND (:unit IS NULL OR " column " = :unit)"
#define OF_DISTRICT(column) " AND " column " IN " SQL_DISTRICTS

#define RECEIPTS                                                                                   \
    "SELECT 1 AS n FROM receipt r WHERE r.campaign = :campaign AND r.deleted_at IS NULL" OF_UNITS( \
        "r.unit") " GROUP BY r.unit"
#define DUTIES(number, code)                                                                       \
    "SELECT " number " AS n FROM duty_done d WHERE d.campaign = :campaign AND d.duty = " code      \
    " AND d.deleted_at IS NULL" OF_UNITS("d.unit") " GROUP BY d.unit"
/* A unit that has registered has done the duty coded `register`. */
#define DUTIES_DONE(whose)                                                                         \
    "SELECT count(DISTINCT d.duty) AS n FROM (SELECT unit, duty FROM duty_done"                    \
    " WHERE campaign = :campaign AND deleted_at IS NULL UNION ALL SELECT unit, " SQL_REGISTER      \
    " FROM tally WHERE campaign = :campaign AND " SQL_REGISTERED(                                  \
        "") " > 0"                                                                                 \
            " AND unit NOT IN " SQL_DISTRICTS ") d"                                                \
            " WHERE true" whose " GROUP BY d.unit"

/* The index of a day finds the works. */
#define UNITS_WORKS                                                                                \
    " FROM work t WHERE t.campaign = :campaign AND t.deleted_at IS NULL" OF_UNITS("t.unit")
#define LATE(from)                                                                                 \
    "SELECT count(*) AS n" UNITS_WORKS " AND t.state = 'approved' AND t." from " <= :today"

/* ---- the rows behind: of the list of units those with, or without, what the filter asks for; else
 * all that the measure counts */

#define IN_LIST(list, ...) .rows = {(list), {__VA_ARGS__}}
#define UNITS_BY(filter)   IN_LIST("units", {(filter), NULL})
#define REGISTRATIONS      IN_LIST("works", {"registered", "1"}, {"district", "0"})

/* Those a campaign file may name; they are listed for the officer in config/thidua.ini.
 * Name, reach, how it is counted, noun of a short figure, what a unit without any lacks, and the
 * rows behind it. */
#define MEASURES(ROW)                                                                              \
    ROW("unit.received", EACH_UNIT, ROWS(RECEIPTS, "receipts"), "đơn vị", "chưa nhận kế hoạch",    \
        UNITS_BY("received"))                                                                      \
    ROW("unit.rolled_out", EACH_UNIT, ROWS(DUTIES("1", SQL_ROLLOUT), "duties"), "đơn vị",          \
        "chưa triển khai", UNITS_BY("rolled_out"), .duty = DUTY_ROLLOUT)                           \
    ROW("unit.registered", EACH_UNIT, WORKS(COUNT_ANY, REGISTERED_BITS, BOTH, false), "đơn vị",    \
        "chưa đăng ký", UNITS_BY("registered"))                                                    \
    ROW("unit.registered_on_time", EACH_UNIT, WORKS(COUNT_IN_TIME, REGISTERED_BITS, BOTH, false),  \
        "đơn vị", "chưa đăng ký đúng hạn", UNITS_BY("on_time"))                                    \
    ROW("unit.works", EACH_UNIT, WORKS(COUNT_ALL, REGISTERED_BITS, BOTH, false), "đơn vị",         \
        "chưa có công trình, phần việc", UNITS_BY("registered"))                                   \
    ROW("unit.district_works", EACH_UNIT, WORKS(COUNT_ALL, REGISTERED_BITS, BOTH, true), "đơn vị", \
        "chưa có công trình, phần việc của huyện", UNITS_BY("district_works"))                     \
    ROW("unit.district_works_collective", EACH_UNIT,                                               \
        WORKS(COUNT_ALL, REGISTERED_BITS, COLLECTIVE, true), "tập thể",                            \
        "chưa có công trình, phần việc của tập thể", UNITS_BY("collective"))                       \
    ROW("unit.district_works_individual", EACH_UNIT,                                               \
        WORKS(COUNT_ALL, REGISTERED_BITS, INDIVIDUAL, true), "cá nhân",                            \
        "chưa có phần việc của cá nhân", UNITS_BY("individual"))                                   \
    ROW("unit.completed", EACH_UNIT, WORKS(COUNT_ALL, BIT(WORK_COMPLETED), BOTH, false), "đơn vị", \
        "chưa có công trình hoàn thành", UNITS_BY("completed"))                                    \
    ROW("unit.publicity", EACH_UNIT, ROWS(DUTIES("count(*)", SQL_PUBLICITY), "duties"), "đơn vị",  \
        "chưa có tin, bài", UNITS_BY("publicity"), .duty = DUTY_PUBLICITY)                         \
    ROW("unit.nominated_collective", EACH_UNIT, NOMINATIONS(COUNT_ALL, SENT, COLLECTIVE),          \
        "tập thể", "chưa giới thiệu tập thể", UNITS_BY("introduced_collective"))                   \
    ROW("unit.nominated_individual", EACH_UNIT, NOMINATIONS(COUNT_ALL, SENT, INDIVIDUAL),          \
        "cá nhân", "chưa giới thiệu cá nhân", UNITS_BY("introduced_individual"))                   \
    ROW("unit.duties", EACH_UNIT, ROWS(DUTIES_DONE(OF_UNITS("d.unit")), "duties"), "đơn vị",       \
        "chưa làm nhiệm vụ nào", UNITS_BY("active"))                                               \
    ROW("district.works", DISTRICT, WORKS(COUNT_ALL, REGISTERED_BITS, BOTH, false), "công trình",  \
        "chưa đăng ký với tỉnh", IN_LIST("works", {"registered", "1"}, {"district", "1"}))         \
    ROW("district.duties", DISTRICT, ROWS(DUTIES_DONE(OF_DISTRICT("d.unit")), "duties"),           \
        "nhiệm vụ", "chưa làm nhiệm vụ nào", IN_LIST("duties", {"district", "1"}))                 \
    ROW("campaign.works", CAMPAIGN, WORKS(COUNT_ALL, REGISTERED_BITS, BOTH, false), "công trình",  \
        "chưa có công trình, phần việc", REGISTRATIONS)                                            \
    ROW("campaign.collective", CAMPAIGN, WORKS(COUNT_ALL, REGISTERED_BITS, COLLECTIVE, false),     \
        "công trình", "chưa có công trình của tập thể",                                            \
        IN_LIST("works", {"kind", "collective"}, {"registered", "1"}, {"district", "0"}))          \
    ROW("campaign.individual", CAMPAIGN, WORKS(COUNT_ALL, REGISTERED_BITS, INDIVIDUAL, false),     \
        "phần việc", "chưa có phần việc của cá nhân",                                              \
        IN_LIST("works", {"kind", "individual"}, {"registered", "1"}, {"district", "0"}))          \
    ROW("campaign.completed", CAMPAIGN, WORKS(COUNT_ALL, BIT(WORK_COMPLETED), BOTH, false),        \
        "công trình", "chưa có công trình hoàn thành",                                             \
        IN_LIST("works", {"state", "completed"}, {"district", "0"}))                               \
    ROW("campaign.behind", CAMPAIGN, ROWS(LATE("behind_from"), "works"), "công trình", "",         \
        IN_LIST("pace", {"behind", "1"}, {"district", "0"}))                                       \
    ROW("campaign.stale", CAMPAIGN, ROWS(LATE("stale_from"), "works"), "công trình", "",           \
        IN_LIST("pace", {"stale", "1"}, {"district", "0"}))                                        \
    ROW("campaign.value", CAMPAIGN, WORKS(SUM_VALUE, REGISTERED_BITS, BOTH, false), "đồng", "",    \
        REGISTRATIONS)                                                                             \
    ROW("campaign.women", CAMPAIGN, WORKS(SUM_WOMEN, REGISTERED_BITS, BOTH, false), "lượt phụ nữ", \
        "", REGISTRATIONS)                                                                         \
    ROW("campaign.children", CAMPAIGN, WORKS(SUM_CHILDREN, REGISTERED_BITS, BOTH, false),          \
        "lượt trẻ em", "", REGISTRATIONS)                                                          \
    ROW("campaign.participants", CAMPAIGN, WORKS(SUM_PARTICIPANTS, REGISTERED_BITS, BOTH, false),  \
        "người", "", REGISTRATIONS)                                                                \
    ROW("campaign.publicity", CAMPAIGN, ROWS(DUTIES("count(*)", SQL_PUBLICITY), "duties"),         \
        "tin, bài", "chưa có tin, bài", IN_LIST("duties", {"duty", DUTY_PUBLICITY}))               \
    ROW("campaign.nominations", CAMPAIGN, NOMINATIONS(COUNT_ALL, SENT, BOTH), "giới thiệu",        \
        "chưa giới thiệu", IN_LIST("nominations", {"sent", "1"}))                                  \
    ROW("campaign.eligible", CAMPAIGN, NOMINATIONS(COUNT_ALL, BIT(NOMINATION_ELIGIBLE), BOTH),     \
        "giới thiệu", "", IN_LIST("nominations", {"state", "eligible"}))

#define AS_MEASURE(...)          {__VA_ARGS__},
#define AS_NAME(called, of, ...) {.name = called, .per_unit = (of) == EACH_UNIT},

const struct measure_name measure_names[] = {MEASURES(AS_NAME)};
const size_t measure_count = sizeof measure_names / sizeof measure_names[0];

static const struct measure named[] = {MEASURES(AS_MEASURE)};

/* What only the status page counts. */
#define ONLY(name, reach, ...)                                                                     \
    {                                                                                              \
        name, reach, __VA_ARGS__, .rows = { 0 }                                                    \
    }
static const struct measure of_status[] = {
    ONLY(STATUS_WORKS, CAMPAIGN, WORKS(COUNT_ALL, ANY_STATE, BOTH, false)),
    ONLY(STATUS_COLLECTIVE, CAMPAIGN, WORKS(COUNT_ALL, ANY_STATE, COLLECTIVE, false)),
    ONLY(STATUS_DRAFT, CAMPAIGN, WORKS(COUNT_ALL, BIT(WORK_DRAFT), BOTH, false)),
    ONLY(STATUS_SUBMITTED, CAMPAIGN, WORKS(COUNT_ALL, BIT(WORK_SUBMITTED), BOTH, false)),
    ONLY(STATUS_APPROVED, CAMPAIGN, WORKS(COUNT_ALL, BIT(WORK_APPROVED), BOTH, false)),
    ONLY(STATUS_PERCENT_SUM, CAMPAIGN, WORKS(SUM_PERCENT, REGISTERED_BITS, BOTH, false)),
    ONLY(
        STATUS_STALE_ONLY, CAMPAIGN,
        ROWS(LATE("stale_from") " AND (t.behind_from IS NULL OR t.behind_from > :today)", "works")),
    ONLY(STATUS_NOMINATED, EACH_UNIT, NOMINATIONS(COUNT_ANY, SENT, BOTH)),
    ONLY(STATUS_NOMINATED_COLLECTIVE, CAMPAIGN, NOMINATIONS(COUNT_ALL, ANY_NOMINATION, COLLECTIVE)),
    ONLY(STATUS_NOMINATED_INDIVIDUAL, CAMPAIGN, NOMINATIONS(COUNT_ALL, ANY_NOMINATION, INDIVIDUAL)),
    ONLY(STATUS_NOMINATIONS_SENT, CAMPAIGN,
         NOMINATIONS(COUNT_ALL, BIT(NOMINATION_SUBMITTED), BOTH)),
    /* how long the oldest has waited; -1: none waits */
    ONLY(STATUS_WAITED, CAMPAIGN,
         ROWS("SELECT coalesce(CAST(julianday(:today) - julianday(min(t.sent)) AS INTEGER),"
              " -1) AS n" UNITS_WORKS " AND t.state = 'submitted'",
              "works")),
};

static const struct measure *find_in(const struct measure *in, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(in[i].name, name) == 0)
            return &in[i];
    return NULL;
}

const struct measure *measure_find(const char *name) {
    const struct measure *m = find_in(named, sizeof named / sizeof named[0], name);
    return m ? m : find_in(of_status, sizeof of_status / sizeof of_status[0], name);
}

const char *measure_noun(const char *name) {
    const struct measure *m = measure_find(name);
    return m && m->noun ? m->noun : name;
}

const char *measure_lack(const char *name) {
    const struct measure *m = measure_find(name);
    return m && m->lack ? m->lack : name;
}
