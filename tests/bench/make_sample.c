/* A sample of any size, for measuring: make_sample FILE UNITS WORKS ENTRIES.
 *
 * Written straight through SQLite in one transaction, since a million records through the one
 * writer would take an hour of log. What the program keeps beside records (keys, totals, pace) is
 * made by the program's own functions, and tallies by the schema's triggers, so that `doctor` finds
 * the file healthy. Always the same file for the same numbers. */
#include "thidua/measure.h"
#include "thidua/pace.h"
#include "thidua/records.h"
#include "thidua/session.h"
#include "thidua/text.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

struct maker {
    sqlite3 *db;
    const struct campaign *campaign;
    int64_t units, works, entries;
    int64_t campaign_id;
    char officer[64];
    date today;
    uint64_t random;
    int64_t working, entered; /* works with entries so far, and their entries */
};

static void check(struct maker *m, int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "make_sample: %s\n", sqlite3_errmsg(m->db));
    exit(1);
}

/* 0 … below - 1; a plain congruential sequence, the same everywhere. */
static int64_t some(struct maker *m, int64_t below) {
    m->random = m->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((m->random >> 33) % (uint64_t)below);
}

#define PICK(m, list) ((list)[some((m), (int64_t)COUNT(list))])

static void execute(struct maker *m, const char *sql) {
    check(m, sqlite3_exec(m->db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *prepare(struct maker *m, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    check(m, sqlite3_prepare_v2(m->db, sql, -1, &stmt, NULL));
    return stmt;
}

static void text(sqlite3_stmt *s, const char *name, const char *value) {
    int at = sqlite3_bind_parameter_index(s, name);
    if (value)
        (void)sqlite3_bind_text(s, at, value, -1, SQLITE_TRANSIENT);
    else
        (void)sqlite3_bind_null(s, at);
}

static void number(sqlite3_stmt *s, const char *name, int64_t value) {
    int at = sqlite3_bind_parameter_index(s, name);
    if (value == FIELD_NONE)
        (void)sqlite3_bind_null(s, at);
    else
        (void)sqlite3_bind_int64(s, at, value);
}

static void day(sqlite3_stmt *s, const char *name, date d) {
    char iso[DATE_TEXT_SIZE];
    text(s, name, d == DATE_NONE ? NULL : date_iso(d, iso));
}

static void run(struct maker *m, sqlite3_stmt *s) {
    check(m, sqlite3_step(s));
    check(m, sqlite3_reset(s));
}

/* The keys kept beside a name. */
static void name_keys(struct maker *m, sqlite3_stmt *s, const char *name) {
    struct buf fold = {0}, order = {0};
    text_fold(name, &fold);
    text_order_key(name, &order);
    if (fold.failed || order.failed)
        exit(1);
    text(s, ":fold", buf_str(&fold));
    text(s, ":order", buf_str(&order));
    buf_free(&fold);
    buf_free(&order);
    (void)m;
}

/* ---- units */

static void unit_code(int64_t i, char out[32]) {
    if (i < 0)
        (void)snprintf(out, 32, "huyen");
    else
        (void)snprintf(out, 32, "xa-%04" PRId64, i);
}

static void unit_name(int64_t i, char out[96]) {
    static const char *const first[] = {"Hải",   "Nam", "Trực", "Xuân", "Giao",
                                        "Nghĩa", "Ý",   "Vụ",   "Mỹ",   "Yên"};
    static const char *const second[] = {"Anh", "Bắc",  "Châu",  "Cường", "Đông", "Đường", "Giang",
                                         "Hà",  "Hòa",  "Hưng",  "Lộc",   "Long", "Minh",  "Ninh",
                                         "Phú", "Phúc", "Quang", "Sơn",   "Tân",  "Thanh"};
    const char *a = first[(size_t)i % COUNT(first)];
    const char *b = second[(size_t)i / COUNT(first) % COUNT(second)];
    int64_t round = i / (int64_t)(COUNT(first) * COUNT(second));
    if (i < 0)
        (void)snprintf(out, 96, "Hội LHPN huyện");
    else if (round == 0)
        (void)snprintf(out, 96, "Hội LHPN xã %s %s", a, b);
    else
        (void)snprintf(out, 96, "Hội LHPN xã %s %s %" PRId64, a, b, round + 1);
}

static const char *unit_kind(int64_t i) {
    if (i < 0)
        return "district";
    return i % 50 == 49 ? "affiliate" : i % 12 == 11 ? "town" : "commune";
}

static void make_units(struct maker *m) {
    sqlite3_stmt *s = prepare(
        m, "INSERT INTO unit (version, author, created_at, code, name, name_fold, name_order, kind,"
           " branches, women, members) VALUES (1, :author, '2021-10-01T00:00:00Z', :code, :name,"
           " :fold, :order, :kind, :branches, :women, :members)");
    for (int64_t i = -1; i < m->units; i++) {
        char code[32], name[96];
        int64_t women = 1000 + some(m, 2000);
        unit_code(i, code);
        unit_name(i, name);
        text(s, ":author", m->officer);
        text(s, ":code", code);
        text(s, ":name", name);
        name_keys(m, s, name);
        text(s, ":kind", unit_kind(i));
        number(s, ":branches", 5 + some(m, 20));
        number(s, ":women", women);
        number(s, ":members", women * (50 + some(m, 40)) / 100);
        run(m, s);
    }
    sqlite3_finalize(s);
}

/* ---- works and their entries */

static void title(struct maker *m, int64_t i, char out[256]) {
    static const char *const what[] = {
        "Tuyến đường hoa tự quản",      "Tặng quà hội viên nghèo",
        "Mẹ đỡ đầu trẻ mồ côi",         "Thắp sáng đường quê",
        "Hố rác hữu cơ tại vườn",       "Bữa cơm nghĩa tình cho chốt kiểm dịch",
        "Nhà sạch, vườn đẹp",           "Thẻ bảo hiểm y tế cho phụ nữ khó khăn",
        "Tổ hợp tác trồng rau an toàn", "Góc học tập trực tuyến cho em"};
    static const char *const where[] = {"xóm", "thôn", "chi hội", "tổ dân phố", "đội"};
    (void)snprintf(out, 256, "%s của %s %" PRId64 ", đợt %" PRId64, PICK(m, what), PICK(m, where),
                   1 + some(m, 24), 1 + i / 1000);
}

static int64_t state(struct maker *m) {
    int64_t n = some(m, 100);
    return n < 76   ? WORK_APPROVED
           : n < 86 ? WORK_COMPLETED
           : n < 91 ? WORK_SUBMITTED
           : n < 96 ? WORK_DRAFT
           : n < 98 ? WORK_RETURNED
                    : WORK_STOPPED;
}

static bool has_entries(const struct work *w) {
    return w->state == WORK_APPROVED || w->state == WORK_COMPLETED || w->state == WORK_STOPPED;
}

static void plan_work(struct maker *m, struct work *w) {
    date start = m->campaign->start;
    record_blank(&kinds[KIND_WORK], w);
    w->done = w->value = w->women = w->children = w->participants = w->entries = 0;
    w->state = state(m);
    w->kind = some(m, 100) < 70 ? WORK_COLLECTIVE : WORK_INDIVIDUAL;
    w->theme = m->campaign->themes[(size_t)some(m, (int64_t)m->campaign->nthemes)].term.code;
    w->goal = 1000 * (20 + some(m, 200));
    w->start = start + some(m, 20);
    w->finish = w->start + 40 + some(m, 60);
    if (w->state != WORK_DRAFT)
        w->submitted = start + 3 + some(m, 20);
    if (has_entries(w))
        w->approved = w->submitted + some(m, 5);
    if (w->state == WORK_COMPLETED || w->state == WORK_STOPPED)
        w->closed = m->today;
}

/* Entries of one work, and its totals from them. The last work with entries takes what is left. */
static void make_entries(struct maker *m, sqlite3_stmt *s, int64_t id, const char *unit,
                         struct work *w) {
    if (!has_entries(w) || m->entered >= m->entries)
        return;
    int64_t n = 1 + some(m, 2 * (m->entries * 100 / (m->works * 88)));
    int64_t days = m->today - w->approved;
    n = n < m->entries - m->entered ? n : m->entries - m->entered;
    for (int64_t k = 0; k < n; k++) {
        date on = w->approved + (days > 0 ? days * (k + 1) / (n + 1) : 0);
        int64_t quantity = w->goal / (n + some(m, 2 * n + 1)), value = 1000 * some(m, 5000);
        int64_t women = some(m, 20), children = some(m, 10), participants = some(m, 30);
        number(s, ":campaign", m->campaign_id);
        text(s, ":unit", unit);
        text(s, ":author", m->officer);
        number(s, ":work", id);
        day(s, ":day", on);
        number(s, ":quantity", quantity);
        number(s, ":value", value);
        number(s, ":women", women);
        number(s, ":children", children);
        number(s, ":participants", participants);
        run(m, s);
        w->done += quantity;
        w->value += value;
        w->women += women;
        w->children += children;
        w->participants += participants;
        w->last_entry = on;
    }
    w->entries = n;
    m->entered += n;
}

static void bind_work(struct maker *m, sqlite3_stmt *s, int64_t id, const char *unit,
                      const char *name, const struct work *w) {
    number(s, ":id", id);
    number(s, ":campaign", m->campaign_id);
    text(s, ":unit", unit);
    text(s, ":author", m->officer);
    text(s, ":state", work_states[w->state].code);
    day(s, ":submitted", w->submitted);
    day(s, ":sent", w->submitted);
    day(s, ":approved", w->approved);
    day(s, ":closed", w->closed);
    number(s, ":on_time", w->submitted == DATE_NONE ? FIELD_NONE : 1);
    text(s, ":reason", w->state == WORK_RETURNED || w->state == WORK_STOPPED ? "lý do mẫu" : NULL);
    number(s, ":done", w->done);
    number(s, ":value", w->value);
    number(s, ":women", w->women);
    number(s, ":children", w->children);
    number(s, ":participants", w->participants);
    number(s, ":entries", w->entries);
    number(s, ":percent", w->percent);
    day(s, ":last_entry", w->last_entry);
    day(s, ":behind_from", w->behind_from);
    day(s, ":stale_from", w->stale_from);
    text(s, ":title", name);
    name_keys(m, s, name);
    text(s, ":kind", work_kinds[w->kind].code);
    text(s, ":theme", w->theme);
    text(s, ":contents", m->campaign->contents[0].term.code);
    text(s, ":person", w->kind == WORK_INDIVIDUAL ? "Phạm Thị Mẫu" : NULL);
    number(s, ":goal", w->goal);
    text(s, ":unit_of_measure", "suất quà");
    number(s, ":cost", 1000000 * (1 + some(m, 30)));
    text(s, ":source", "hội viên đóng góp");
    number(s, ":beneficiaries", 10 + some(m, 300));
    day(s, ":start", w->start);
    day(s, ":finish", w->finish);
}

/* Works come from all units in turn, as they are registered. */
static void make_works(struct maker *m) {
    sqlite3_stmt *works = prepare(
        m,
        "INSERT INTO work (id, version, campaign, unit, author, created_at, state, submitted, sent,"
        " approved, closed, on_time, reason, done, value, women, children, participants, entries,"
        " percent, last_entry, behind_from, stale_from, title, title_fold, title_order, kind,"
        " theme, contents, person, goal, unit_of_measure, cost, source, beneficiaries, start,"
        " finish) VALUES (:id, 1, :campaign, :unit, :author, '2021-10-02T00:00:00Z', :state,"
        " :submitted, :sent, :approved, :closed, :on_time, :reason, :done, :value, :women, "
        ":children,"
        " :participants, :entries, :percent, :last_entry, :behind_from, :stale_from, :title,"
        " :fold, :order, :kind, :theme, :contents, :person, :goal, :unit_of_measure, :cost,"
        " :source, :beneficiaries, :start, :finish)");
    sqlite3_stmt *entries = prepare(
        m, "INSERT INTO progress (version, campaign, unit, author, created_at, work, day, quantity,"
           " value, women, children, participants) VALUES (1, :campaign, :unit, :author,"
           " '2021-10-20T00:00:00Z', :work, :day, :quantity, :value, :women, :children,"
           " :participants)");
    for (int64_t i = 0; i < m->works; i++) {
        char unit[32], name[256];
        struct work w;
        unit_code(i % m->units, unit);
        title(m, i, name);
        plan_work(m, &w);
        make_entries(m, entries, i + 1, unit, &w);
        pace_fill(&w, m->campaign, FIELD_NONE);
        bind_work(m, works, i + 1, unit, name, &w);
        run(m, works);
    }
    sqlite3_finalize(works);
    sqlite3_finalize(entries);
}

/* ---- duties */

static void make_duties(struct maker *m) {
    sqlite3_stmt *s = prepare(
        m, "INSERT INTO duty_done (version, campaign, unit, author, created_at, duty, day)"
           " VALUES (1, :campaign, :unit, :author, '2021-10-20T00:00:00Z', :duty, '2021-10-20')");
    for (int64_t i = 0; i < m->units; i++) {
        char unit[32];
        int64_t times = some(m, 6);
        unit_code(i, unit);
        for (int64_t k = 0; k <= times; k++) {
            number(s, ":campaign", m->campaign_id);
            text(s, ":unit", unit);
            text(s, ":author", m->officer);
            text(s, ":duty", k == 0 ? "rollout" : "publicity");
            run(m, s);
        }
    }
    sqlite3_finalize(s);
}

/* ---- the whole */

/* The campaign and its terms as `thidua init` makes them. */
static int begin(struct maker *m, const char *path) {
    struct err e = {0};
    struct db *db = NULL;
    struct session session = {0};
    struct claim claim = {.proof = PROOF_LOCAL, .name = "mau", .uid = (long)getuid()};
    struct campaign *c = NULL;
    struct problems problems = {0};
    if (campaign_load(NULL, measure_names, measure_count, &c, &problems, &e) ||
        date_zone_set(c->timezone, &e) || !date_from_iso("2021-11-05", &m->today) ||
        db_create(path, &db, &e) || session_init(&session, db, c, &claim, m->today, &e)) {
        fprintf(stderr, "make_sample: %s\n", e.message);
        return 1;
    }
    m->campaign = c;
    m->campaign_id = session.campaign_id;
    (void)snprintf(m->officer, sizeof m->officer, "%s", session.officer);
    session_close(&session);
    db_close(&db);
    return 0;
}

int main(int argc, char **argv) {
    struct maker m = {.random = 1};
    if (argc != 5) {
        fprintf(stderr, "make_sample FILE UNITS WORKS ENTRIES\n");
        return 3;
    }
    m.units = strtoll(argv[2], NULL, 10);
    m.works = strtoll(argv[3], NULL, 10);
    m.entries = strtoll(argv[4], NULL, 10);
    if (m.units < 1 || m.works < 1 || m.entries < 1 || begin(&m, argv[1]))
        return 1;
    check(&m, sqlite3_open(argv[1], &m.db));
    execute(&m, "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; BEGIN");
    make_units(&m);
    make_works(&m);
    make_duties(&m);
    execute(&m, "COMMIT");
    sqlite3_close(m.db);
    return 0;
}
