/* Who she is, in which campaign; the file's terms taken in; the plan in force; what codes mean. */
#include "support/store.h"

#include "thidua/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define EMPTY(test) cmocka_unit_test_setup_teardown(test, store_setup_empty, store_teardown)
#define FULL(test)  cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

static enum rc open_as(struct store *s, const struct claim *claim) {
    session_close(&s->session);
    memset(&s->err, 0, sizeof s->err);
    enum rc rc =
        session_open(&s->session, s->db, &s->campaign, claim, store_day("2021-11-05"), &s->err);
    if (rc)
        print_message("%s\n", s->err.message);
    return rc;
}

static enum rc init_as(struct store *s, const struct claim *claim) {
    session_close(&s->session);
    memset(&s->err, 0, sizeof s->err);
    enum rc rc =
        session_init(&s->session, s->db, &s->campaign, claim, store_day("2021-11-05"), &s->err);
    if (rc)
        print_message("%s\n", s->err.message);
    return rc;
}

/* --- who --- */

static void owner(void **state) {
    struct store *s = *state;
    assert_string_equal(s->session.officer, "lan");
    assert_string_equal(s->session.name, "lan");
    assert_string_equal(s->session.unit, "");
    assert_int_equal(s->session.role, ROLE_OWNER);
    assert_string_equal(store_text(s, "SELECT value FROM setting WHERE key = 'mode'"), "single");
    assert_int_equal(store_number(s, "SELECT uid FROM officer"), getuid());
    assert_string_equal(store_text(s, "SELECT author FROM officer"), "lan");
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_int_equal(s->session.role, ROLE_OWNER);
    assert_int_equal(s->session.campaign_id, 1);
    assert_int_equal(store_force(s, "UPDATE officer SET name = 'Ngọc Lan'"), 0);
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_string_equal(s->session.name, "Ngọc Lan");
}

/* Somebody else's account, or another proof: one sentence, nothing more. */
static void strangers(void **state) {
    struct store *s = *state;
    struct claim claim = s->claim;
    claim.uid = 4242;
    assert_int_equal(open_as(s, &claim), RC_DENIED); /* her name, not her number nor her file */
    assert_null(s->session.db);
    (void)snprintf(claim.name, sizeof claim.name, "other");
    assert_int_equal(open_as(s, &claim), RC_DENIED);
    claim = s->claim;
    claim.proof = PROOF_SSH;
    assert_int_equal(open_as(s, &claim), RC_DENIED);
    claim.proof = PROOF_SUDO;
    assert_int_equal(open_as(s, &claim), RC_DENIED);
    assert_int_equal(init_as(s, &claim), RC_DENIED);
    /* the owner's record is not another's by the number alone */
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1"), 0);
    assert_int_equal(open_as(s, &s->claim), RC_DENIED);
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 0, role = 'viewer'"), 0);
    assert_int_equal(open_as(s, &s->claim), RC_DENIED);
}

/* Her file on another computer: her account has another number there, but the file is hers. */
static void moved(void **state) {
    struct store *s = *state;
    assert_int_equal(store_force(s, "UPDATE officer SET uid = 4242"), 0);
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    struct claim claim = s->claim;
    (void)snprintf(claim.name, sizeof claim.name, "other");
    assert_int_equal(open_as(s, &claim), RC_DENIED);
}

static void account_names(void **state) {
    struct store *s = *state;
    static const char *const names[][2] = {
        {"Lan.PN_2", "lan-pn-2"}, {"", "chu"}, {"uid-1000", "uid-1000"}};
    for (size_t i = 0; i < 3; i++) {
        struct claim claim = s->claim;
        (void)snprintf(claim.name, sizeof claim.name, "%s", names[i][0]);
        assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
        assert_int_equal(init_as(s, &claim), RC_OK);
        assert_string_equal(s->session.officer, names[i][1]);
        assert_int_equal(open_as(s, &claim), RC_OK);
        session_close(&s->session);
        db_close(&s->db);
        assert_int_equal(unlink(s->path), 0);
    }
}

static void rights(void **state) {
    struct store *s = *state;
    struct err why;
    assert_true(session_may(&s->session, CAP_APPROVE, NULL, &why));
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_true(session_may(&s->session, CAP_REGISTER, "hai-anh", NULL));
    assert_false(session_may(&s->session, CAP_REGISTER, "hai-ha", &why));
    assert_string_equal(why.message,
                        "Bạn chỉ được đăng ký công trình, phần việc cho đơn vị của mình.");
    assert_int_equal(why.rc, RC_DENIED);
    assert_false(session_may(&s->session, CAP_REGISTER, NULL, NULL));
    assert_false(session_may(&s->session, CAP_APPROVE, "hai-anh", &why));
    assert_string_equal(why.message, "Bạn không có quyền duyệt đăng ký.");
}

/* --- the campaign --- */

static void no_owner_yet(void **state) {
    struct store *s = *state;
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    assert_int_equal(open_as(s, &s->claim), RC_MISSING);
    assert_non_null(strstr(s->err.message, "thidua init"));
    struct claim ssh = s->claim;
    ssh.proof = PROOF_SSH;
    assert_int_equal(init_as(s, &ssh), RC_DENIED);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), 0);
}

/* A second campaign beside the first; the same one is not added twice. */
static void campaigns(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    int64_t first = store_work(s, "hai-anh", "Đường hoa");
    assert_int_equal(init_as(s, &s->claim), RC_CONFLICT);
    s->campaign.code = "xiv";
    s->campaign.hash = 2;
    assert_int_equal(open_as(s, &s->claim), RC_MISSING);
    assert_non_null(strstr(s->err.message, "xiv"));
    assert_int_equal(init_as(s, &s->claim), RC_OK);
    assert_int_equal(s->session.campaign_id, 2);
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer"), 1);
    /* units are shared, works are not */
    struct unit u;
    struct work w;
    assert_int_equal(
        record_get_code(&s->session, &kinds[KIND_UNIT], "hai-anh", &s->arena, &u, &s->err), RC_OK);
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], first, &s->arena, &w, &s->err),
                     RC_MISSING);
    assert_int_equal(store_drop(s, KIND_WORK, CAP_COUNT, "hai-anh", first, 0), RC_MISSING);
    int64_t second = store_work(s, "hai-anh", "Hũ gạo");
    assert_int_equal(store_number(s, "SELECT count(DISTINCT campaign) FROM work"), 2);
    store_get(s, KIND_WORK, second, &w);
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
    s->campaign.code = "xv";
}

static int64_t term(struct store *s, const char *code, const char *column) {
    return store_number(
        s, arena_printf(&s->arena, "SELECT %s FROM term WHERE code = '%s'", column, code));
}

static void mirrored(void **state) {
    struct store *s = *state;
    assert_int_equal(store_number(s, "SELECT count(*) FROM term"), 16);
    assert_int_equal(term(s, "own", "extra"), 1);
    assert_int_equal(term(s, "gift", "extra"), 0);
    assert_int_equal(term(s, "publicity", "extra"), 1);
    assert_int_equal(term(s, "own", "position"), 2);
    assert_string_equal(store_text(s, "SELECT clause FROM term WHERE code = 'registration'"),
                        "IV.2/2");
    assert_string_equal(store_text(s, "SELECT start || finish || behind_percent FROM campaign"),
                        "2021-10-012022-01-1520");
}

static int64_t logged(struct store *s) {
    return store_number(s, "SELECT count(*) FROM log");
}

/* Nothing is written while the hash is the same, whoever opens; one logged transaction when not. */
static void synced(void **state) {
    struct store *s = *state;
    int64_t before = logged(s);
    s->themes[0].term.label = "Tên mới";
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_int_equal(logged(s), before);
    assert_string_equal(store_text(s, "SELECT label FROM term WHERE code = 'gift'"),
                        "Triệu phần quà");
    s->campaign.hash = 2;
    s->contents[2].term.retired = true;
    s->campaign.ncontents = 3;
    s->campaign.name = "Đợt thử, sửa";
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_int_equal(logged(s), before + 1);
    assert_string_equal(store_text(s, "SELECT label FROM term WHERE code = 'gift'"), "Tên mới");
    assert_int_equal(term(s, "party", "retired"), 1);
    assert_string_equal(store_text(s, "SELECT name FROM campaign"), "Đợt thử, sửa");
    /* the log has what changed, before and after, and nothing else */
    assert_string_equal(store_text(s, "SELECT verb || before FROM log ORDER BY id DESC LIMIT 1"),
                        "sync{\"hash\":\"0000000000000001\",\"name\":\"Đợt thử\","
                        "\"content.party\":\"Chỉ thị 05\",\"theme.gift\":\"Triệu phần quà\"}");
    struct buf told = {0};
    int64_t row = store_number(s, "SELECT max(id) FROM log");
    assert_int_equal(history_tell(&s->session, row, &told, &s->err), RC_OK);
    assert_non_null(strstr(buf_str(&told), "  Tên đợt thi đua: Đợt thử → Đợt thử, sửa\n"));
    assert_non_null(
        strstr(buf_str(&told), "  công trình, phần việc của huyện: Triệu phần quà → Tên mới\n"));
    assert_non_null(strstr(buf_str(&told), "  nội dung: Chỉ thị 05 → Chỉ thị 05 (đã ẩn)\n"));
    buf_free(&told);
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_int_equal(logged(s), before + 1);
}

/* An unused code goes; one in use cannot, whichever kind of record uses it. */
static void vanished(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    w.title = "Đường hoa";
    w.kind = WORK_COLLECTIVE;
    w.theme = "own";
    w.contents = "party";
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, "hai-anh", &w), RC_OK);
    struct duty_done d;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.duty = "publicity";
    d.day = s->session.today;
    assert_int_equal(store_save(s, KIND_DUTY_DONE, CAP_COUNT, "hai-anh", &d), RC_OK);
    int64_t before = logged(s);
    static const struct {
        size_t offset;
        const char *code;
    } lists[] = {
        {offsetof(struct campaign, nthemes), "own"},
        {offsetof(struct campaign, ncontents), "party"},
        {offsetof(struct campaign, nduties), "publicity"},
    };
    for (size_t i = 0; i < 3; i++) {
        size_t *n = (size_t *)(void *)((char *)&s->campaign + lists[i].offset);
        (*n)--;
        s->campaign.hash++;
        assert_int_equal(open_as(s, &s->claim), RC_CONFLICT);
        assert_non_null(strstr(s->err.message, "đang dùng ở 1 bản ghi"));
        assert_non_null(strstr(s->err.message, lists[i].code));
        (*n)++;
    }
    assert_int_equal(logged(s), before);
    assert_int_equal(store_number(s, "SELECT count(*) FROM term"), 16);
    s->campaign.ncriteria -= 2; /* active, initiative: used by nobody */
    s->campaign.ndossier = 0;
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM term"), 13);
    assert_non_null(strstr(store_text(s, "SELECT before FROM log ORDER BY id DESC LIMIT 1"),
                           "criterion.active"));
    assert_int_equal(open_as(s, &s->claim), RC_OK);
}

/* A criterion that was judged, a dossier item that was: in use as well, even of a deleted one. */
static void judged_vanish(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    int64_t nomination = store_nominated(s, "hai-anh", store_approved(s, "hai-anh", "Đường hoa"));
    static const char *const codes[] = {"launch", "report"};
    for (size_t i = 0; i < 2; i++) {
        struct judgement j;
        record_blank(&kinds[KIND_JUDGEMENT], &j);
        j.nomination = nomination;
        j.part = i == 0 ? PART_CRITERION : PART_DOSSIER;
        j.criterion = codes[i];
        j.result = RESULT_MET;
        assert_int_equal(store_save(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", &j), RC_OK);
        assert_int_equal(store_drop(s, KIND_JUDGEMENT, CAP_COUNT, "hai-anh", j.head.id, 0), RC_OK);
    }
    s->campaign.hash++;
    s->campaign.ndossier = 0;
    assert_int_equal(open_as(s, &s->claim), RC_CONFLICT);
    s->campaign.ndossier = 1;
    s->campaign.ncriteria = 1;
    assert_int_equal(open_as(s, &s->claim), RC_CONFLICT);
}

/* The office moves the end, or its patience: every work is measured anew, without a word each. */
static void measured_anew(void **state) {
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    for (int i = 0; i < 3; i++)
        store_approved(s, "hai-anh", "Đường hoa");
    int64_t version = store_number(s, "SELECT sum(version) FROM work");
    int64_t before = logged(s);
    assert_string_equal(store_text(s, "SELECT stale_from FROM work"), "2021-11-19");
    s->campaign.hash++;
    s->campaign.stale_days = 7;
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE stale_from = '2021-11-12'"),
                     3);
    const char *behind = store_text(s, "SELECT behind_from FROM work");
    s->campaign.hash++;
    s->campaign.end = store_day("2022-03-15");
    assert_int_equal(open_as(s, &s->claim), RC_OK);
    assert_true(strcmp(store_text(s, "SELECT min(behind_from) FROM work"), behind) > 0);
    assert_int_equal(store_number(s, "SELECT sum(version) FROM work"), version);
    assert_int_equal(logged(s), before + 2);
}

/* --- the plan --- */

static void plan(void **state) {
    struct store *s = *state;
    struct plan p;
    struct buf missing = {0};
    static const char text[] = "I. MỤC ĐÍCH\n1. Một\n2. Hai\nII. NỘI DUNG\n1. Ba\n";
    assert_int_equal(session_plan(&s->session, &s->arena, &p, &s->err), RC_OK);
    assert_int_equal(plan_find(&p, "I/2"), 2);
    int64_t before = logged(s);
    assert_int_equal(session_plan_import(&s->session, text, strlen(text), &missing, &s->err),
                     RC_OK);
    assert_non_null(strstr(buf_str(&missing), "\nII.2 (“Phòng dịch”)\n"));
    assert_null(strstr(buf_str(&missing), "\nII.1 "));
    assert_int_equal(logged(s), before + 1);
    assert_int_equal(session_plan(&s->session, &s->arena, &p, &s->err), RC_OK);
    assert_true(plan_find(&p, "II.1") >= 0);
    assert_int_equal(plan_find(&p, "I/2"), -1);
    assert_int_equal(session_plan_import(&s->session, text, strlen(text), NULL, &s->err), RC_OK);
    assert_int_equal(logged(s), before + 1); /* the same: nothing to say */
    static const char other[] = "A. KHÁC\n1. Một\n";
    assert_int_equal(session_plan_import(&s->session, other, strlen(other), NULL, &s->err), RC_OK);
    assert_non_null(
        strstr(store_text(s, "SELECT before FROM log ORDER BY id DESC LIMIT 1"), "MỤC ĐÍCH"));
    /* refused: what is in force stays */
    assert_int_equal(session_plan_import(&s->session, "\xff\xfe", 2, NULL, &s->err), RC_INVALID);
    assert_int_equal(session_plan_import(&s->session, "", 0, NULL, &s->err), RC_INVALID);
    assert_string_equal(store_text(s, "SELECT plan FROM campaign"), other);
    store_be(s, ROLE_DISTRICT_OFFICER, "lan", "");
    assert_int_equal(session_plan_import(&s->session, text, strlen(text), NULL, &s->err),
                     RC_DENIED);
    store_be(s, ROLE_VIEWER, "lan", "hai-anh"); /* the plan is everybody's to read */
    assert_int_equal(session_plan(&s->session, &s->arena, &p, &s->err), RC_OK);
    store_reopen(s);
    assert_int_equal(session_plan(&s->session, &s->arena, &p, &s->err), RC_OK);
    buf_free(&missing);
}

/* --- what codes mean --- */

static void names(void **state) {
    struct store *s = *state;
    struct choice c;
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    const struct field_names *n = session_names(&s->session);
    assert_int_equal(n->today, store_day("2021-11-05"));
    assert_true(n->at(n->ctx, "unit", 0, &c));
    assert_string_equal(c.label, "Hải Anh"); /* in their order */
    assert_true(n->at(n->ctx, "unit", 1, &c));
    assert_false(n->at(n->ctx, "unit", 2, &c));
    assert_string_equal(field_label(n, "theme", "own"), "tự chọn");
    assert_string_equal(field_label(n, "criterion", "law"), "Chấp hành pháp luật");
    assert_string_equal(field_label(n, "criterion", "report"), "Báo cáo"); /* of the dossier */
    assert_string_equal(field_label(n, "unit", "hai-em"), "hai-em");
    assert_false(n->at(n->ctx, "work", 0, &c));
    /* one's own change, one undone, and another's */
    store_unit(s, "hai-bac", "Hải Bắc", UNIT_COMMUNE);
    assert_string_equal(field_label(session_names(&s->session), "unit", "hai-bac"), "Hải Bắc");
    struct tx tx;
    struct unit u;
    store_get(s, KIND_UNIT, 1, &u);
    u.name = "Khác";
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_OK);
    assert_int_equal(record_update(&tx, &kinds[KIND_UNIT], &u, &s->err), RC_OK);
    assert_string_equal(field_label(n, "unit", "hai-ha"), "Khác");
    tx_rollback(&tx);
    assert_string_equal(field_label(n, "unit", "hai-ha"), "Hải Hà");
    assert_int_equal(store_force(s, "UPDATE unit SET name = 'Mới' WHERE code = 'hai-ha'"), 0);
    assert_string_equal(field_label(session_names(&s->session), "unit", "hai-ha"), "Mới");
    /* only hers */
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    session_close(&s->session);
    s->session.db = s->db;
    n = session_names(&s->session);
    assert_true(n->at(n->ctx, "unit", 0, &c));
    assert_string_equal(c.code, "hai-anh");
    assert_false(n->at(n->ctx, "unit", 1, &c));
}

static void midnight(void **state) {
    struct store *s = *state;
    assert_false(session_tick(&s->session)); /* given: stays */
    assert_int_equal(s->session.today, store_day("2021-11-05"));
    s->session.today_given = false;
    assert_true(session_tick(&s->session));
    assert_int_equal(s->session.today, date_today());
    assert_false(session_tick(&s->session));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(owner),  FULL(strangers),     FULL(moved),         EMPTY(account_names),
        FULL(rights), EMPTY(no_owner_yet), FULL(campaigns),     FULL(mirrored),
        FULL(synced), FULL(vanished),      FULL(judged_vanish), FULL(measured_anew),
        FULL(plan),   FULL(names),         FULL(midnight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
