#include "office.h"
#include "run.h"
#include "save.h"
#include "thidua/measure.h"
#include "thidua/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

int office_setup(void **state) {
    struct office *o = calloc(1, sizeof *o);
    struct problems problems = {0};
    date today = DATE_NONE;
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    assert_non_null(o);
    o->dir = run_folder();
    (void)snprintf(o->path, sizeof o->path, "%s/thidua.db", o->dir);
    assert_int_equal(
        campaign_load(NULL, measure_names, measure_count, &o->campaign, &problems, &o->err), RC_OK);
    problems_free(&problems);
    assert_int_equal(date_zone_set(o->campaign->timezone, &o->err), RC_OK);
    assert_true(date_from_iso("2021-11-05", &today));
    assert_int_equal(db_create(o->path, &o->db, &o->err), RC_OK);
    assert_int_equal(session_init(&o->session, o->db, o->campaign, &claim, today, &o->err), RC_OK);
    o->session.today_given = true;
    *state = o;
    return 0;
}

int office_setup_sample(void **state) {
    office_setup(state);
    struct office *o = *state;
    if (sample_fill(&o->session, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    return 0;
}

int office_teardown(void **state) {
    struct office *o = *state;
    session_close(&o->session);
    db_close(&o->db);
    campaign_free(&o->campaign);
    run_folder_remove(o->dir);
    free(o->dir);
    arena_free(&o->arena);
    free(o);
    return 0;
}

void office_phone(struct office *o, const char *phone) {
    struct unit u;
    assert_int_equal(
        record_get_code(&o->session, &kinds[KIND_UNIT], "hai-anh", &o->arena, &u, &o->err), RC_OK);
    u.phone = phone;
    assert_int_equal(save_record(&o->session, KIND_UNIT, CAP_UNITS, NULL, &u, &o->err), RC_OK);
}

struct status office_status(struct office *o, const char *unit) {
    struct status st;
    if (status_fill(&o->session, unit, &o->arena, &st, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    return st;
}

struct status office_on(struct office *o, const char *iso, const char *unit) {
    assert_true(date_from_iso(iso, &o->session.today));
    return office_status(o, unit);
}

const struct status_due *office_due(const struct status *st, const char *text) {
    for (size_t i = 0; i < st->ndue; i++)
        if (strstr(st->due[i].text, text))
            return &st->due[i];
    return NULL;
}
