/* Nominations and the lines of their checklist. */
#include "support/store.h"

#include "thidua/life.h"
#include "thidua/record.h"
#include "thidua/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

static enum rc nominate(struct store *s, const char *unit, int64_t of, int64_t *id) {
    struct nomination n;
    record_blank(&kinds[KIND_NOMINATION], &n);
    n.work = of;
    enum rc rc = store_save(s, KIND_NOMINATION, CAP_COUNT, unit, &n);
    *id = n.head.id;
    return rc;
}

static enum rc judge(struct store *s, int64_t id, const char *code, enum judgement_result result,
                     const char *evidence) {
    memset(&s->err, 0, sizeof s->err);
    enum rc rc = life_judge(&s->session, id, code, result, evidence, NULL, &s->err);
    if (rc)
        print_message("%s\n", s->err.message);
    return rc;
}

static void nominated(void **state) {
    struct store *s = *state;
    struct nomination n;
    int64_t id = 0;
    int64_t draft = store_work(s, "hai-anh", "Nháp");
    assert_int_equal(nominate(s, "hai-anh", draft, &id), RC_CONFLICT);
    assert_string_equal(s->err.field, "work");
    int64_t stopped = store_approved(s, "hai-anh", "Dừng");
    store_step(s, KIND_WORK, "stop", stopped, "x");
    assert_int_equal(nominate(s, "hai-anh", stopped, &id), RC_CONFLICT);
    int64_t of = store_approved(s, "hai-anh", "Đường hoa");
    assert_int_equal(nominate(s, "hai-ha", of, &id), RC_MISSING);
    assert_int_equal(nominate(s, "hai-anh", 99, &id), RC_MISSING);
    assert_int_equal(nominate(s, "hai-anh", FIELD_NONE, &id), RC_INVALID);
    assert_int_equal(nominate(s, NULL, of, &id), RC_OK); /* of the work's unit */
    store_get(s, KIND_NOMINATION, id, &n);
    assert_string_equal(n.head.unit, "hai-anh");
    assert_int_equal(n.kind, WORK_COLLECTIVE);
    assert_int_equal(n.state, NOMINATION_DRAFT);
    int64_t second = 0;
    assert_int_equal(nominate(s, "hai-anh", of, &second), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "rồi"));
    assert_int_equal(store_drop(s, KIND_NOMINATION, CAP_COUNT, "hai-anh", id, 0), RC_OK);
    assert_int_equal(nominate(s, "hai-anh", of, &second), RC_OK); /* one alive */
    int64_t finished = store_approved(s, "hai-anh", "Xong");
    store_step(s, KIND_WORK, "complete", finished, NULL);
    assert_int_equal(nominate(s, "hai-anh", finished, &id), RC_OK);
    store_be(s, ROLE_VIEWER, "lan", "hai-anh");
    assert_int_equal(nominate(s, "hai-anh", of, &id), RC_DENIED);
}

static void checklist(void **state) {
    struct store *s = *state;
    struct nomination n;
    int64_t id = 0;
    assert_int_equal(nominate(s, "hai-anh", store_approved(s, "hai-anh", "Đường hoa"), &id), RC_OK);
    store_get(s, KIND_NOMINATION, id, &n);
    assert_false(life_can(&s->session, life_step_find(KIND_NOMINATION, "submit"), &n, &s->err));
    assert_int_equal(store_try(s, KIND_NOMINATION, "submit", id, NULL), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "2"));
    assert_int_equal(judge(s, id, "law", RESULT_MET, NULL), RC_OK);
    assert_int_equal(judge(s, id, "nothing", RESULT_MET, NULL), RC_INVALID);
    assert_int_equal(judge(s, id, "active", RESULT_MET, NULL), RC_INVALID); /* an individual's */
    assert_string_equal(s->err.field, "criterion");
    assert_int_equal(judge(s, 99, "law", RESULT_MET, NULL), RC_MISSING);
    assert_int_equal(store_try(s, KIND_NOMINATION, "submit", id, NULL), RC_CONFLICT);
    assert_int_equal(judge(s, id, "launch", RESULT_MET, "KH 02"), RC_OK);
    /* judged again: the evidence stays, is replaced, is removed */
    assert_int_equal(judge(s, id, "launch", RESULT_UNMET, NULL), RC_OK);
    assert_string_equal(store_text(s, "SELECT result || evidence FROM judgement WHERE criterion ="
                                      " 'launch'"),
                        "unmetKH 02");
    assert_int_equal(judge(s, id, "launch", RESULT_MET, "KH 03"), RC_OK);
    assert_int_equal(judge(s, id, "launch", RESULT_MET, ""), RC_OK);
    assert_null(store_text(s, "SELECT evidence FROM judgement WHERE criterion = 'launch'"));
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(judge(s, id, "launch", RESULT_MET, NULL), RC_OK); /* the same */
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
    assert_int_equal(judge(s, id, "report", RESULT_MET, NULL), RC_OK); /* of the dossier */
    assert_int_equal(store_number(s, "SELECT count(*) FROM judgement"), 3);
    struct judgement *lines = NULL;
    size_t count = 0;
    assert_int_equal(record_judgements(&s->session, id, &s->arena, &lines, &count, &s->err), RC_OK);
    assert_int_equal(count, 3);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    store_get(s, KIND_NOMINATION, id, &n);
    assert_int_equal(n.state, NOMINATION_SUBMITTED);
    assert_int_equal(n.submitted, store_day("2021-11-05"));
    struct status st;
    assert_int_equal(status_fill(&s->session, NULL, &s->arena, &st, &s->err), RC_OK);
    assert_string_equal(st.due[st.ndue - 1].text, "1 giới thiệu khen thưởng chờ Ban Thường vụ xét");
    /* sent: closed */
    assert_int_equal(judge(s, id, "law", RESULT_UNMET, NULL), RC_CONFLICT);
    n.summary = "x";
    assert_int_equal(store_save(s, KIND_NOMINATION, CAP_COUNT, "hai-anh", &n), RC_CONFLICT);
    assert_int_equal(store_drop(s, KIND_NOMINATION, CAP_COUNT, "hai-anh", id, 0), RC_CONFLICT);
    assert_int_equal(store_drop(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", lines[0].head.id, 0),
                     RC_CONFLICT);
    assert_int_equal(store_try(s, KIND_NOMINATION, "return", id, NULL), RC_INVALID);
    s->session.today += 3;
    store_step(s, KIND_NOMINATION, "return", id, "Thiếu minh chứng");
    store_get(s, KIND_NOMINATION, id, &n);
    assert_string_equal(n.reason, "Thiếu minh chứng");
    n.summary = "x";
    assert_int_equal(store_save(s, KIND_NOMINATION, CAP_COUNT, "hai-anh", &n), RC_OK);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    store_get(s, KIND_NOMINATION, id, &n);
    assert_int_equal(n.submitted, store_day("2021-11-05")); /* the first time */
    store_step(s, KIND_NOMINATION, "approve", id, NULL);
    store_get(s, KIND_NOMINATION, id, &n);
    assert_int_equal(n.state, NOMINATION_ELIGIBLE);
    assert_int_equal(store_try(s, KIND_NOMINATION, "approve", id, NULL), RC_CONFLICT);
}

/* A required line unmet: judged, so it can be sent, and found ineligible. */
static void ineligible(void **state) {
    struct store *s = *state;
    struct nomination n;
    int64_t id = 0;
    assert_int_equal(nominate(s, "hai-anh", store_approved(s, "hai-anh", "Đường hoa"), &id), RC_OK);
    assert_int_equal(judge(s, id, "law", RESULT_MET, NULL), RC_OK);
    assert_int_equal(judge(s, id, "launch", RESULT_UNMET, NULL), RC_OK);
    store_step(s, KIND_NOMINATION, "submit", id, NULL);
    store_be(s, ROLE_LEADER, "lan", "");
    assert_int_equal(store_try(s, KIND_NOMINATION, "approve", id, NULL), RC_DENIED); /* her own */
    store_be(s, ROLE_OWNER, "lan", "");
    store_step(s, KIND_NOMINATION, "approve", id, NULL);
    store_get(s, KIND_NOMINATION, id, &n);
    assert_int_equal(n.state, NOMINATION_INELIGIBLE);
    assert_non_null(strstr(store_text(s, "SELECT reason FROM log ORDER BY id DESC LIMIT 1"),
                           "người ghi tự xét"));
}

/* The line only for full-time officers of the Union is there for them alone. */
static void full_time_line(void **state) {
    struct store *s = *state;
    for (int full = 0; full <= 1; full++) {
        struct work w;
        int64_t id = 0;
        record_blank(&kinds[KIND_WORK], &w);
        w.title = "Sổ tay điện tử";
        w.kind = WORK_INDIVIDUAL;
        w.theme = "own";
        w.person = "Phạm Thị Yến";
        w.category = PERSON_OFFICER;
        w.full_time = full;
        assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-anh", &w), RC_OK);
        store_step(s, KIND_WORK, "submit", w.head.id, NULL);
        store_step(s, KIND_WORK, "approve", w.head.id, NULL);
        assert_int_equal(nominate(s, "hai-anh", w.head.id, &id), RC_OK);
        assert_int_equal(judge(s, id, "law", RESULT_MET, NULL), RC_OK);
        assert_int_equal(judge(s, id, "active", RESULT_MET, NULL), RC_OK);
        assert_int_equal(judge(s, id, "initiative", RESULT_MET, NULL), full ? RC_OK : RC_INVALID);
        assert_int_equal(store_try(s, KIND_NOMINATION, "submit", id, NULL), RC_OK);
    }
}

/* A line may also be written and taken away as a record. */
static void lines_as_records(void **state) {
    struct store *s = *state;
    struct judgement j;
    int64_t id = 0;
    assert_int_equal(nominate(s, "hai-anh", store_approved(s, "hai-anh", "Đường hoa"), &id), RC_OK);
    record_blank(&kinds[KIND_JUDGEMENT], &j);
    j.part = PART_CRITERION;
    j.criterion = "law";
    j.result = RESULT_MET;
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &j), RC_INVALID);
    assert_string_equal(s->err.field, "nomination");
    j.nomination = 99;
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &j), RC_MISSING);
    j.nomination = id;
    j.criterion = NULL;
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &j), RC_INVALID);
    assert_string_equal(s->err.field, "criterion");
    j.criterion = "law";
    j.part = PART_DOSSIER; /* no such item */
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &j), RC_INVALID);
    j.part = PART_CRITERION;
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, NULL, &j), RC_OK);
    assert_string_equal(j.head.unit, "hai-anh");
    struct judgement again = j;
    again.head.id = 0;
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &again), RC_CONFLICT);
    j.result = RESULT_NA;
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &j), RC_OK);
    j.criterion = "launch"; /* another line is another record */
    assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &j), RC_INVALID);
    assert_int_equal(store_drop(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", j.head.id, 0), RC_OK);
    assert_int_equal(judge(s, id, "law", RESULT_MET, NULL), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM judgement"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(nominated),      FULL(checklist),        FULL(ineligible),
        FULL(full_time_line), FULL(lines_as_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
