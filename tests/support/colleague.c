#include "support/colleague.h"
#include "support/test.h"
#include "thidua/app.h"
#include "thidua/guard.h"
#include "thidua/measure.h"
#include "thidua/record.h"
#include "thidua/text.h"

#include <stdio.h>
#include <unistd.h>

struct office_of_hers {
    struct campaign *campaign;
    struct db *db;
    struct session session;
};

/* As its owner. */
static enum rc come_in(const struct colleague *c, struct office_of_hers *o, struct err *e) {
    struct problems problems = {0};
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    date today = DATE_NONE;
    (void)date_from_iso("2021-11-05", &today);
    enum rc rc = campaign_load(NULL, measure_names, measure_count, &o->campaign, &problems, e);
    problems_free(&problems);
    if (rc == RC_OK)
        rc = date_zone_set(o->campaign->timezone, e);
    if (rc == RC_OK)
        rc = db_open(c->db, &o->db, e);
    if (rc == RC_OK)
        rc = session_open(&o->session, o->db, o->campaign, &claim, today, e);
    o->session.today_given = true;
    return rc;
}

static void go(struct office_of_hers *o) {
    session_close(&o->session);
    db_close(&o->db);
    campaign_free(&o->campaign);
}

void colleague_hire(const struct colleague *c) {
    struct office_of_hers o = {0};
    struct tx tx = {0};
    struct officer record;
    struct err e = {0};
    assert_int_equal(come_in(c, &o, &e), RC_OK);
    record_blank(&kinds[KIND_OFFICER], &record);
    record.login = c->login;
    record.name = c->name;
    record.role = c->role;
    record.head.unit = *c->unit != '\0' ? c->unit : NULL;
    assert_int_equal(tx_begin(&tx, &o.session, CAP_OFFICERS, NULL, &e), RC_OK);
    if (record_insert(&tx, &kinds[KIND_OFFICER], &record, &e) != RC_OK)
        fail_msg("%s", e.message);
    assert_int_equal(tx_commit(&tx, &e), RC_OK);
    go(&o);
}

static int run(void *arg) {
    const struct colleague *c = arg;
    struct office_of_hers o = {0};
    struct environment env = {.utf8 = true};
    struct buf said = {0};
    struct err e = {0};
    text_locale();
    (void)guard_start();
    enum rc rc = come_in(c, &o, &e);
    if (rc == RC_OK && c->by_clock) {
        o.session.today_given = false;
        (void)session_tick(&o.session);
    }
    if (rc == RC_OK) {
        (void)snprintf(o.session.officer, sizeof o.session.officer, "%s", c->login);
        (void)snprintf(o.session.name, sizeof o.session.name, "%s", c->name);
        (void)snprintf(o.session.unit, sizeof o.session.unit, "%s", c->unit);
        o.session.role = c->role;
        rc = app_run(&o.session, &env, &said, &e);
    }
    (void)fputs(buf_str(&said), stdout);
    buf_free(&said);
    if (rc != RC_OK)
        (void)fprintf(stderr, "%s\n", e.message);
    go(&o);
    return (int)rc;
}

struct terminal *colleague_start(const struct colleague *c) {
    struct colleague copy = *c;
    return terminal_fork(run, &copy, c->window);
}

struct colleague colleague_thu(const char *db) {
    return (struct colleague){
        .db = db, .login = "thu", .name = "Minh Thu", .unit = "", .role = ROLE_DISTRICT_OFFICER};
}

void colleague_sits(struct desk *d, enum role role, const char *unit,
                    const struct terminal_options *window) {
    desk_prepare(d);
    struct colleague thu = colleague_thu(d->cli.db);
    thu.role = role;
    thu.unit = unit;
    thu.window = window;
    colleague_hire(&thu);
    d->t = colleague_start(&thu);
    d->ended = false;
    terminal_wait_for(d->t, "Việc cần làm");
}
