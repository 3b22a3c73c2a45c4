#include "store.h"
#include "save.h"

#include "thidua/life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

date store_day(const char *iso) {
    date d = DATE_NONE;
    assert_true(date_from_iso(iso, &d));
    return d;
}

static struct term term(const char *code, const char *label, const char *clause) {
    return (struct term){.code = code, .label = label, .clause = clause};
}

static void make_campaign(struct store *s) {
    struct campaign *c = &s->campaign;
    s->themes[0] =
        (struct theme){.term = term("gift", "Triệu phần quà", "II.4.1"), .goal = FIELD_NONE};
    s->themes[1] =
        (struct theme){.term = term("road", "Nông thôn mới", "II.4.1"), .goal = FIELD_NONE};
    s->themes[2] =
        (struct theme){.term = term("own", "tự chọn", ""), .own_choice = true, .goal = FIELD_NONE};
    s->contents[0] = (struct content){term("org", "Tổ chức Hội", "II.1"), FOR_BOTH};
    s->contents[1] = (struct content){term("covid", "Phòng dịch", "II.2"), FOR_BOTH};
    s->contents[2] = (struct content){term("party", "Chỉ thị 05", "II.3"), FOR_BOTH};
    s->duties[0] =
        (struct duty){.term = term("radio", "Đài phát thanh", "IV.1/3"), .body = BODY_DISTRICT};
    s->duties[1] = (struct duty){.term = term("rollout", "Triển khai", "IV.2/1")};
    s->duties[2] =
        (struct duty){.term = term("publicity", "Tuyên truyền", "IV.2/3"), .repeated = true};
    s->criteria[0] = (struct criterion){term("law", "Chấp hành pháp luật", "III.1"), FOR_BOTH, "",
                                        WEIGHT_GATE, false};
    s->criteria[1] = (struct criterion){term("launch", "Có phát động", "III.1.1"), FOR_COLLECTIVE,
                                        "Cách tổ chức", WEIGHT_REQUIRED, false};
    s->criteria[2] = (struct criterion){term("active", "Tích cực", "III.1.2"), FOR_INDIVIDUAL,
                                        "Cá nhân", WEIGHT_REQUIRED, false};
    s->criteria[3] = (struct criterion){term("initiative", "Sáng kiến", "III.1.2/4"),
                                        FOR_INDIVIDUAL, "Cá nhân", WEIGHT_REQUIRED, true};
    s->deadlines[0] = (struct deadline){.term = term("registration", "Đăng ký", "IV.2/2"),
                                        .from = DATE_NONE,
                                        .last = store_day("2021-11-09")};
    s->deadlines[1] = (struct deadline){.term = term("end", "Kết thúc", "II.3"),
                                        .from = DATE_NONE,
                                        .last = store_day("2022-01-15")};
    s->dossier[0] = (struct dossier_item){term("report", "Báo cáo", ""), FOR_BOTH, false};
    *c = (struct campaign){.code = "thu",
                           .name = "Đợt thử",
                           .short_name = "Đợt thử",
                           .basis = "",
                           .office = "Hội",
                           .council = "Ban Thường vụ",
                           .timezone = "Asia/Ho_Chi_Minh",
                           .start = store_day("2021-10-01"),
                           .end = store_day("2022-01-15"),
                           .hash = 1,
                           .stale_days = 14,
                           .behind_percent = 20,
                           .warn_days = 7,
                           .plan_text = "I. MỤC ĐÍCH\n- Một\n- Hai\n"};
    c->plan_size = strlen(c->plan_text);
    c->themes = s->themes;
    c->nthemes = 3;
    c->contents = s->contents;
    c->ncontents = 3;
    c->duties = s->duties;
    c->nduties = 3;
    c->criteria = s->criteria;
    c->ncriteria = 4;
    c->deadlines = s->deadlines;
    c->ndeadlines = 2;
    c->dossier = s->dossier;
    c->ndossier = 1;
}

int store_setup_empty(void **state) {
    struct store *s = calloc(1, sizeof *s);
    assert_non_null(s);
    (void)snprintf(s->dir, sizeof s->dir, "/tmp/thidua-test-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
    (void)snprintf(s->path, sizeof s->path, "%s/thidua.db", s->dir);
    make_campaign(s);
    s->claim = (struct claim){.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    *state = s;
    return 0;
}

int store_setup(void **state) {
    store_setup_empty(state);
    struct store *s = *state;
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    assert_int_equal(
        session_init(&s->session, s->db, &s->campaign, &s->claim, store_day("2021-11-05"), &s->err),
        RC_OK);
    s->session.today_given = true;
    return 0;
}

void store_reopen(struct store *s) {
    session_close(&s->session);
    db_close(&s->db);
    assert_int_equal(db_open(s->path, &s->db, &s->err), RC_OK);
    assert_int_equal(
        session_open(&s->session, s->db, &s->campaign, &s->claim, store_day("2021-11-05"), &s->err),
        RC_OK);
    s->session.today_given = true;
}

int store_teardown(void **state) {
    struct store *s = *state;
    char command_path[128];
    session_close(&s->session);
    db_close(&s->db);
    (void)unlink(s->path);
    (void)snprintf(command_path, sizeof command_path, "%s-journal", s->path);
    (void)unlink(command_path);
    (void)rmdir(s->dir);
    arena_free(&s->arena);
    free(s);
    return 0;
}

static void begin(struct store *s, struct tx *tx, enum capability cap, const char *unit) {
    assert_int_equal(tx_begin(tx, &s->session, cap, unit, &s->err), RC_OK);
}

static void insert(struct store *s, struct tx *tx, enum kind_id kind, void *record) {
    enum rc rc = record_insert(tx, &kinds[kind], record, &s->err);
    if (rc != RC_OK) {
        tx_rollback(tx);
        fail_msg("%s", s->err.message);
    }
    assert_int_equal(tx_commit(tx, &s->err), RC_OK);
}

int64_t store_unit(struct store *s, const char *code, const char *name, enum unit_kind kind) {
    struct tx tx;
    struct unit u;
    record_blank(&kinds[KIND_UNIT], &u);
    u.code = code;
    u.name = name;
    u.kind = kind;
    begin(s, &tx, CAP_UNITS, NULL);
    insert(s, &tx, KIND_UNIT, &u);
    return u.head.id;
}

struct work store_a_work(const char *title) {
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    w.title = title;
    w.kind = WORK_COLLECTIVE;
    w.theme = "gift";
    w.goal = 100000;
    w.unit_of_measure = "suất quà";
    return w;
}

int64_t store_work(struct store *s, const char *unit, const char *title) {
    struct tx tx;
    struct work w = store_a_work(title);
    if (s->session.role == ROLE_DISTRICT_OFFICER) {
        w.paper = "05/ĐK-PN";
        w.received = s->session.today;
    }
    begin(s, &tx, CAP_REGISTER, unit);
    insert(s, &tx, KIND_WORK, &w);
    return w.head.id;
}

int64_t store_entry(struct store *s, const char *unit, int64_t work, int64_t thousandths) {
    struct tx tx;
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = work;
    p.day = s->session.today;
    p.quantity = thousandths;
    begin(s, &tx, CAP_PROGRESS, unit);
    insert(s, &tx, KIND_PROGRESS, &p);
    return p.head.id;
}

void store_step(struct store *s, enum kind_id kind, const char *action, int64_t id,
                const char *reason) {
    const struct life_step *step = life_step_find(kind, action);
    assert_non_null(step);
    if (life_take(&s->session, step, id, 0, reason, &s->err) != RC_OK)
        fail_msg("%s", s->err.message);
}

int64_t store_approved(struct store *s, const char *unit, const char *title) {
    int64_t id = store_work(s, unit, title);
    store_step(s, KIND_WORK, "submit", id, NULL);
    store_step(s, KIND_WORK, "approve", id, NULL);
    return id;
}

/* A sentence, or none at all when it went well. */
static enum rc said(struct store *s, enum rc rc) {
    if (rc == RC_OK)
        return rc;
    print_message("%s\n", s->err.message);
    assert_int_equal(s->err.rc, rc);
    assert_true(strlen(s->err.message) > 10);
    assert_int_equal(s->err.message[strlen(s->err.message) - 1], '.');
    return rc;
}

static enum capability needed(enum kind_id kind, enum capability cap) {
    return cap == CAP_COUNT ? kinds[kind].write : cap;
}

enum rc store_save(struct store *s, enum kind_id kind, enum capability cap, const char *unit,
                   void *record) {
    memset(&s->err, 0, sizeof s->err);
    return said(s, save_record(&s->session, kind, needed(kind, cap), unit, record, &s->err));
}

enum rc store_drop(struct store *s, enum kind_id kind, enum capability cap, const char *unit,
                   int64_t id, int64_t version) {
    memset(&s->err, 0, sizeof s->err);
    return said(s, save_deletion(&s->session, kind, needed(kind, cap), unit, id, version, &s->err));
}

enum rc store_try(struct store *s, enum kind_id kind, const char *action, int64_t id,
                  const char *reason) {
    memset(&s->err, 0, sizeof s->err);
    return said(s, life_take(&s->session, life_step_find(kind, action), id, 0, reason, &s->err));
}

void store_refused(struct store *s, enum rc rc, enum rc expected, const char *field) {
    assert_int_equal(rc, expected);
    assert_string_equal(s->err.field, field);
}

void store_get(struct store *s, enum kind_id kind, int64_t id, void *record) {
    assert_int_equal(record_get(&s->session, &kinds[kind], id, &s->arena, record, &s->err), RC_OK);
}

int store_setup_units(void **state) {
    store_setup(state);
    store_unit(*state, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(*state, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    return 0;
}

int64_t store_nominated(struct store *s, const char *unit, int64_t work) {
    struct nomination n;
    record_blank(&kinds[KIND_NOMINATION], &n);
    n.work = work;
    assert_int_equal(store_save(s, KIND_NOMINATION, CAP_NOMINATE, unit, &n), RC_OK);
    return n.head.id;
}

static sqlite3 *apart(struct store *s) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(s->path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, 5000);
    return db;
}

static const char *column(struct store *s, const char *sql, int at) {
    sqlite3 *db = apart(s);
    sqlite3_stmt *stmt = NULL;
    char *text = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        text = arena_dup(&s->arena, (const char *)sqlite3_column_text(stmt, at));
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return text;
}

const char *store_text(struct store *s, const char *sql) {
    return column(s, sql, 0);
}

const char *store_query_plan(struct store *s, const char *sql) {
    return column(s, arena_printf(&s->arena, "EXPLAIN QUERY PLAN %s", sql), 3);
}

int64_t store_number(struct store *s, const char *sql) {
    const char *text = store_text(s, sql);
    return text == NULL ? FIELD_NONE : strtoll(text, NULL, 10);
}

int store_force(struct store *s, const char *sql) {
    sqlite3 *db = apart(s);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return code == SQLITE_OK ? 0 : -1;
}

void store_be(struct store *s, enum role role, const char *login, const char *unit) {
    (void)snprintf(s->session.officer, sizeof s->session.officer, "%s", login);
    (void)snprintf(s->session.unit, sizeof s->session.unit, "%s", unit);
    s->session.role = role;
}
