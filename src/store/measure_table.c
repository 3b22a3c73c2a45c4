/* The measure table. A row's SQL is an aggregate over what its source joins to each unit (`u` the
 * unit, `t` the source's rows); the few that no tally holds are whole statements. */
#include "measure_parts.h"
#include <string.h>

const char *const measure_tables[] = {
    [OF_UNITS] = "unit u",
    [OF_WORKS] = "unit u LEFT JOIN tally t ON t.campaign = :campaign AND t.unit = u.code",
    [OF_DUTIES] = "unit u LEFT JOIN duty_done t ON t.campaign = :campaign AND t.unit = u.code "
                  "AND t.deleted_at IS NULL",
    [OF_NOMINATIONS] = "unit u LEFT JOIN nomination t ON t.campaign = :campaign "
                       "AND t.unit = u.code AND t.deleted_at IS NULL",
    [OF_RECEIPTS] = "unit u LEFT JOIN receipt t ON t.campaign = :campaign AND t.unit = u.code "
                    "AND t.deleted_at IS NULL",
};

#define REGISTERED          "t.submitted + t.approved + t.completed"
#define ALL_WORKS           "t.draft + t.submitted + t.returned + t.approved + t.completed + t.stopped"
#define SUM(what)           "coalesce(sum(" what "), 0)"
#define SUM_OF(what, which) "coalesce(sum(" what ") FILTER (WHERE " which "), 0)"
#define COUNT(which)        "count(*) FILTER (WHERE " which ")"
#define COLLECTIVE          "t.kind = 'collective'"
#define INDIVIDUAL          "t.kind = 'individual'"
#define DISTRICTS                                                                                  \
    "t.theme NOT IN (SELECT code FROM term WHERE campaign = :campaign AND kind = 'theme' "         \
    "AND extra)"
/* Whoever registered has done the duty coded `register`. */
#define DUTIES                                                                                     \
    "count(DISTINCT t.duty) FILTER (WHERE t.duty <> 'register') + (SELECT count(*) > 0 "           \
    "FROM tally x WHERE x.campaign = :campaign AND x.unit = u.code "                               \
    "AND x.submitted + x.approved + x.completed > 0)"
#define SENT "t.state NOT IN ('draft', 'returned')"

/* Works are counted by the index of their day, the few of the district's left out. */
#define UNITS_WORKS                                                                                \
    "FROM work t WHERE t.campaign = :campaign AND t.deleted_at IS NULL "                           \
    "AND t.unit NOT IN (SELECT code FROM unit WHERE kind = 'district') "                           \
    "AND (:unit IS NULL OR t.unit = :unit) "
#define LATE(from)                                                                                 \
    "SELECT count(*) " UNITS_WORKS "AND t.state = 'approved' AND t." from " <= :today"
#define RESULTS(of)                                                                                \
    "SELECT " SUM("t." of) " " UNITS_WORKS "AND t.state IN ('approved', 'completed')"

/* Those a campaign file may name; they are listed for the officer in config/thidua.ini.
 * Name, reach, source, SQL, what it counts, noun of a short figure, what a unit without any lacks,
 * and the filter of the list of units that shows those. */
#define MEASURES(ROW)                                                                              \
    ROW("unit.received", EACH_UNIT, OF_RECEIPTS, "count(t.id) > 0", "đơn vị đã nhận kế hoạch",     \
        "đơn vị", "chưa nhận kế hoạch", "received")                                                \
    ROW("unit.rolled_out", EACH_UNIT, OF_DUTIES, COUNT("t.duty = 'rollout'") " > 0",               \
        "đơn vị đã triển khai", "đơn vị", "chưa triển khai", "rolled_out")                         \
    ROW("unit.registered", EACH_UNIT, OF_WORKS, SUM(REGISTERED) " > 0", "đơn vị đã đăng ký",       \
        "đơn vị", "chưa đăng ký", "registered")                                                    \
    ROW("unit.registered_on_time", EACH_UNIT, OF_WORKS,                                            \
        SUM(REGISTERED) " > 0 AND " SUM("t.on_time") " > 0", "đơn vị đăng ký đúng hạn", "đơn vị",  \
        "chưa đăng ký đúng hạn", "on_time")                                                        \
    ROW("unit.works", EACH_UNIT, OF_WORKS, SUM(REGISTERED), "công trình, phần việc đã đăng ký",    \
        "đơn vị", "chưa có công trình, phần việc", NULL)                                           \
    ROW("unit.district_works", EACH_UNIT, OF_WORKS, SUM_OF(REGISTERED, DISTRICTS),                 \
        "công trình, phần việc theo công trình của huyện", "đơn vị",                               \
        "chưa có công trình, phần việc của huyện", NULL)                                           \
    ROW("unit.district_works_collective", EACH_UNIT, OF_WORKS,                                     \
        SUM_OF(REGISTERED, DISTRICTS " AND " COLLECTIVE),                                          \
        "công trình, phần việc của tập thể theo công trình của huyện", "tập thể",                  \
        "chưa có công trình, phần việc của tập thể", NULL)                                         \
    ROW("unit.district_works_individual", EACH_UNIT, OF_WORKS,                                     \
        SUM_OF(REGISTERED, DISTRICTS " AND " INDIVIDUAL),                                          \
        "phần việc của cá nhân theo công trình của huyện", "cá nhân",                              \
        "chưa có phần việc của cá nhân", NULL)                                                     \
    ROW("unit.completed", EACH_UNIT, OF_WORKS, SUM("t.completed"), "công trình đã hoàn thành",     \
        "đơn vị", "chưa có công trình hoàn thành", NULL)                                           \
    ROW("unit.publicity", EACH_UNIT, OF_DUTIES, COUNT("t.duty = 'publicity'"), "tin, bài",         \
        "đơn vị", "chưa có tin, bài", NULL)                                                        \
    ROW("unit.nominated_collective", EACH_UNIT, OF_NOMINATIONS, COUNT(SENT " AND " COLLECTIVE),    \
        "tập thể đã giới thiệu về huyện", "tập thể", "chưa giới thiệu tập thể", "nominated")       \
    ROW("unit.nominated_individual", EACH_UNIT, OF_NOMINATIONS, COUNT(SENT " AND " INDIVIDUAL),    \
        "cá nhân đã giới thiệu về huyện", "cá nhân", "chưa giới thiệu cá nhân", "nominated")       \
    ROW("unit.duties", EACH_UNIT, OF_DUTIES, DUTIES, "nhiệm vụ đã làm", "đơn vị",                  \
        "chưa làm nhiệm vụ nào", NULL)                                                             \
    ROW("district.works", DISTRICT, OF_WORKS, SUM(REGISTERED),                                     \
        "công trình huyện đăng ký với tỉnh", "công trình", "chưa đăng ký với tỉnh", NULL)          \
    ROW("district.duties", DISTRICT, OF_DUTIES, "count(DISTINCT t.duty)",                          \
        "nhiệm vụ của huyện đã làm", "nhiệm vụ", "chưa làm nhiệm vụ nào", NULL)                    \
    ROW("campaign.works", CAMPAIGN, OF_WORKS, SUM(REGISTERED),                                     \
        "công trình, phần việc của các đơn vị", "công trình", "chưa có công trình, phần việc",     \
        NULL)                                                                                      \
    ROW("campaign.collective", CAMPAIGN, OF_WORKS, SUM_OF(REGISTERED, COLLECTIVE),                 \
        "công trình, phần việc của tập thể", "công trình", "chưa có công trình của tập thể", NULL) \
    ROW("campaign.individual", CAMPAIGN, OF_WORKS, SUM_OF(REGISTERED, INDIVIDUAL),                 \
        "công trình, phần việc của cá nhân", "phần việc", "chưa có phần việc của cá nhân", NULL)   \
    ROW("campaign.completed", CAMPAIGN, OF_WORKS, SUM("t.completed"), "công trình đã hoàn thành",  \
        "công trình", "chưa có công trình hoàn thành", NULL)                                       \
    ROW("campaign.behind", CAMPAIGN, WHOLE, LATE("behind_from"),                                   \
        "công trình chậm so với thời gian", "công trình", "", NULL)                                \
    ROW("campaign.stale", CAMPAIGN, WHOLE, LATE("stale_from"), "công trình lâu chưa cập nhật",     \
        "công trình", "", NULL)                                                                    \
    ROW("campaign.value", CAMPAIGN, WHOLE, RESULTS("value"), "tổng trị giá", "đồng", "", NULL)     \
    ROW("campaign.women", CAMPAIGN, WHOLE, RESULTS("women"), "lượt phụ nữ thụ hưởng",              \
        "lượt phụ nữ", "", NULL)                                                                   \
    ROW("campaign.children", CAMPAIGN, WHOLE, RESULTS("children"), "lượt trẻ em thụ hưởng",        \
        "lượt trẻ em", "", NULL)                                                                   \
    ROW("campaign.participants", CAMPAIGN, WHOLE, RESULTS("participants"), "người hưởng ứng",      \
        "người", "", NULL)                                                                         \
    ROW("campaign.publicity", CAMPAIGN, OF_DUTIES, COUNT("t.duty = 'publicity'"), "tin, bài",      \
        "tin, bài", "chưa có tin, bài", NULL)                                                      \
    ROW("campaign.nominations", CAMPAIGN, OF_NOMINATIONS, COUNT(SENT),                             \
        "tập thể, cá nhân được giới thiệu về huyện", "giới thiệu", "chưa giới thiệu", NULL)        \
    ROW("campaign.eligible", CAMPAIGN, OF_NOMINATIONS, COUNT("t.state = 'eligible'"),              \
        "tập thể, cá nhân đủ điều kiện", "giới thiệu", "", NULL)

#define AS_MEASURE(...)          {__VA_ARGS__},
#define AS_NAME(called, of, ...) {.name = called, .per_unit = (of) == EACH_UNIT},

const struct measure_name measure_names[] = {MEASURES(AS_NAME)};
const size_t measure_count = sizeof measure_names / sizeof measure_names[0];

static const struct measure named[] = {MEASURES(AS_MEASURE)};

/* What only the status page counts. */
#define ONLY(called, of, from, text)                                                               \
    { .name = (called), .reach = (of), .source = (from), .sql = (text) }
static const struct measure of_status[] = {
    ONLY(STATUS_COMMUNES, CAMPAIGN, OF_UNITS, "u.kind IN ('commune', 'town')"),
    ONLY(STATUS_AFFILIATES, CAMPAIGN, OF_UNITS, "u.kind = 'affiliate'"),
    ONLY(STATUS_MEMBERS, CAMPAIGN, OF_UNITS, "coalesce(u.members, 0)"),
    ONLY(STATUS_WORKS, CAMPAIGN, OF_WORKS, SUM(ALL_WORKS)),
    ONLY(STATUS_COLLECTIVE, CAMPAIGN, OF_WORKS, SUM_OF(ALL_WORKS, COLLECTIVE)),
    ONLY(STATUS_DRAFT, CAMPAIGN, OF_WORKS, SUM("t.draft")),
    ONLY(STATUS_SUBMITTED, CAMPAIGN, OF_WORKS, SUM("t.submitted")),
    ONLY(STATUS_APPROVED, CAMPAIGN, OF_WORKS, SUM("t.approved")),
    ONLY(STATUS_PERCENT_SUM, CAMPAIGN, OF_WORKS, SUM("t.percent_sum")),
    ONLY(STATUS_STALE_ONLY, CAMPAIGN, WHOLE,
         LATE("stale_from") " AND (t.behind_from IS NULL OR t.behind_from > :today)"),
    ONLY(STATUS_NOMINATED, EACH_UNIT, OF_NOMINATIONS, COUNT(SENT) " > 0"),
    ONLY(STATUS_NOMINATED_COLLECTIVE, CAMPAIGN, OF_NOMINATIONS, COUNT(COLLECTIVE)),
    ONLY(STATUS_NOMINATED_INDIVIDUAL, CAMPAIGN, OF_NOMINATIONS, COUNT(INDIVIDUAL)),
    ONLY(STATUS_NOMINATIONS_SENT, CAMPAIGN, OF_NOMINATIONS, COUNT("t.state = 'submitted'")),
    /* how long the oldest has waited; NULL where none waits */
    ONLY(STATUS_WAITED, CAMPAIGN, WHOLE,
         "SELECT CAST(julianday(:today) - julianday(min(t.submitted)) AS INTEGER) " UNITS_WORKS
         "AND t.state = 'submitted'"),
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

const char *measure_label(const char *name) {
    const struct measure *m = measure_find(name);
    return m && m->label ? m->label : name;
}

const char *measure_noun(const char *name) {
    const struct measure *m = measure_find(name);
    return m && m->noun ? m->noun : name;
}

const char *measure_lack(const char *name) {
    const struct measure *m = measure_find(name);
    return m && m->lack ? m->lack : name;
}
