/* Deleted records: found by the filter, brought back as they were, or refused with a reason; and
 * the whole past of one record. */
#include "support/forger.h"
#include "support/store.h"
#include "support/test.h"
#include "thidua/history.h"
#include "thidua/life.h"
#include "thidua/list.h"
#include <stdio.h>
#include <string.h>

static int setup(void **state) {
    store_setup(state);
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ly", "Hải Lý", UNIT_COMMUNE);
    return 0;
}

static void remove_record(struct store *s, enum kind_id kind, int64_t id) {
    assert_int_equal(store_drop(s, kind, CAP_COUNT, NULL, id, 0), RC_OK);
}

static enum rc recover(struct store *s, enum kind_id kind, int64_t id, const char *unit) {
    struct tx tx;
    enum rc rc = tx_begin(&tx, &s->session, kinds[kind].write, unit, &s->err);
    if (rc == RC_OK)
        rc = record_recover(&tx, &kinds[kind], id, &s->err);
    if (rc == RC_OK)
        rc = tx_commit(&tx, &s->err);
    tx_rollback(&tx);
    return rc;
}

static void recovered(struct store *s, enum kind_id kind, int64_t id) {
    if (recover(s, kind, id, NULL))
        fail_msg("%s", s->err.message);
}

static void refused(struct store *s, enum kind_id kind, int64_t id, enum rc rc,
                    const char *sentence) {
    assert_int_equal(recover(s, kind, id, NULL), rc);
    if (strstr(s->err.message, sentence) == NULL)
        fail_msg("“%s” is not in: %s", sentence, s->err.message);
}

static int64_t add(struct store *s, enum kind_id kind, void *record, const char *unit) {
    assert_int_equal(store_save(s, kind, CAP_COUNT, unit, record), RC_OK);
    return ((struct record_head *)record)->id;
}

static int64_t count(struct store *s, const char *list, const char *deleted) {
    struct list l = {.spec = list_spec_find(list)};
    int64_t n = -1;
    if (list_filter_set(&s->session, &l, "deleted", deleted, &s->arena, &s->err) ||
        list_total(&s->session, &l, &n, &s->err))
        fail_msg("%s (%s)", s->err.message, s->err.cause);
    return n;
}

/* --- finding them --- */

static void lists_of_the_deleted(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    store_work(s, "hai-ly", "Nhà vệ sinh");
    struct duty_done d;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.duty = "rollout";
    d.day = s->session.today;
    struct receipt r;
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.day = s->session.today;
    const struct {
        const char *list;
        enum kind_id kind;
        int64_t id;
    } each[] = {
        {"progress", KIND_PROGRESS, store_entry(s, "hai-anh", work, 1000)},
        {"duties", KIND_DUTY_DONE, add(s, KIND_DUTY_DONE, &d, "hai-anh")},
        {"receipts", KIND_RECEIPT, add(s, KIND_RECEIPT, &r, "hai-anh")},
        {"nominations", KIND_NOMINATION, store_nominated(s, "hai-anh", work)},
        {"works", KIND_WORK, work},
        {"units", KIND_UNIT, store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE)},
    };
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        int64_t living = count(s, each[i].list, "không");
        assert_int_equal(count(s, each[i].list, ""), living);
        assert_int_equal(count(s, each[i].list, "có"), 0);
        remove_record(s, each[i].kind, each[i].id);
        assert_int_equal(count(s, each[i].list, ""), living - 1);
        assert_int_equal(count(s, each[i].list, "có"), 1);
        struct list l = {.spec = list_spec_find(each[i].list)};
        struct list_row *rows = NULL;
        size_t n = 0;
        int64_t at = -1;
        assert_int_equal(list_filter_set(&s->session, &l, "deleted", "1", &s->arena, &s->err),
                         RC_OK);
        assert_int_equal(list_page(&s->session, &l, 0, 10, &s->arena, &rows, &n, &s->err), RC_OK);
        assert_int_equal(n, 1);
        assert_int_equal(rows[0].id, each[i].id);
        assert_int_equal(list_position(&s->session, &l, each[i].id, &at, &s->err), RC_OK);
        assert_int_equal(at, 0);
    }
    for (size_t i = sizeof each / sizeof *each; i-- > 0;) {
        recovered(s, each[i].kind, each[i].id);
        assert_int_equal(count(s, each[i].list, "có"), 0);
    }
}

/* What is deleted is no more hers to see than what is there. */
static void within_her_scope(void **state) {
    struct store *s = *state;
    struct work w;
    int64_t theirs = store_work(s, "hai-ly", "Nhà vệ sinh");
    int64_t hers = store_work(s, "hai-anh", "Đường hoa");
    remove_record(s, KIND_WORK, theirs);
    remove_record(s, KIND_WORK, hers);
    char mine[64];
    snprintf(mine, sizeof mine, "%s", s->session.officer);
    store_be(s, ROLE_UNIT_OFFICER, mine, "hai-anh");
    assert_int_equal(count(s, "works", "có"), 1);
    assert_int_equal(
        record_get_deleted(&s->session, &kinds[KIND_WORK], theirs, NULL, &s->arena, &w, &s->err),
        RC_MISSING);
    assert_non_null(strstr(s->err.message, "Không có công trình, phần việc số 1 đã xóa"));
    assert_int_equal(
        record_get_deleted(&s->session, &kinds[KIND_WORK], hers, NULL, &s->arena, &w, &s->err),
        RC_OK);
    assert_string_equal(w.title, "Đường hoa");
    assert_int_equal(recover(s, KIND_WORK, theirs, "hai-anh"), RC_MISSING);
    assert_int_equal(recover(s, KIND_WORK, theirs, "hai-ly"), RC_DENIED);
    assert_int_equal(recover(s, KIND_WORK, hers, "hai-anh"), RC_OK);
}

static void by_code(void **state) {
    struct store *s = *state;
    struct unit u;
    struct work w;
    int64_t id = store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    remove_record(s, KIND_UNIT, id);
    assert_int_equal(
        record_get_deleted(&s->session, &kinds[KIND_UNIT], 0, "hai-ha", &s->arena, &u, &s->err),
        RC_OK);
    assert_int_equal(u.head.id, id);
    assert_int_equal(
        record_get_deleted(&s->session, &kinds[KIND_UNIT], 0, "hai-anh", &s->arena, &u, &s->err),
        RC_MISSING);
    assert_int_equal(
        record_get_deleted(&s->session, &kinds[KIND_WORK], 0, "hai-anh", &s->arena, &w, &s->err),
        RC_USAGE);
}

/* --- bringing them back --- */

static void as_it_was(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t entry = store_entry(s, "hai-anh", work, 40000);
    remove_record(s, KIND_PROGRESS, entry);
    assert_int_equal(store_number(s, "SELECT done FROM work"), 0);
    recovered(s, KIND_PROGRESS, entry);
    assert_int_equal(store_number(s, "SELECT done FROM work"), 40000);
    assert_int_equal(store_number(s, "SELECT version FROM progress"), 3);
    assert_string_equal(store_text(s, "SELECT after FROM log WHERE verb = 'recover'"),
                        store_text(s, "SELECT after FROM log WHERE kind = 'progress'"
                                      " AND verb = 'add'"));
    refused(s, KIND_PROGRESS, entry, RC_MISSING, "Không có lần cập nhật số");
    refused(s, KIND_PROGRESS, 99, RC_MISSING, "Không có lần cập nhật số 99");
}

static void without_its_parent(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t entry = store_entry(s, "hai-anh", work, 1000);
    int64_t nomination = store_nominated(s, "hai-anh", work);
    remove_record(s, KIND_PROGRESS, entry);
    remove_record(s, KIND_NOMINATION, nomination);
    remove_record(s, KIND_WORK, work);
    refused(s, KIND_PROGRESS, entry, RC_MISSING, "Không có công trình, phần việc số 1");
    refused(s, KIND_NOMINATION, nomination, RC_MISSING, "Không có công trình, phần việc số 1");
    recovered(s, KIND_WORK, work);
    recovered(s, KIND_PROGRESS, entry);
    recovered(s, KIND_NOMINATION, nomination);
    remove_record(s, KIND_PROGRESS, entry);
    store_step(s, KIND_WORK, "complete", work, NULL);
    refused(s, KIND_PROGRESS, entry, RC_CONFLICT, "chỉ cập nhật tiến độ khi đang thực hiện");
}

static void without_its_unit(void **state) {
    struct store *s = *state;
    int64_t work = store_work(s, "hai-anh", "Đường hoa");
    remove_record(s, KIND_WORK, work);
    int64_t unit = store_number(s, "SELECT id FROM unit WHERE code = 'hai-anh'");
    remove_record(s, KIND_UNIT, unit);
    refused(s, KIND_WORK, work, RC_CONFLICT, "hãy lấy lại đơn vị trước");
    recovered(s, KIND_UNIT, unit);
    recovered(s, KIND_WORK, work);
}

static void its_place_taken(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t first = store_nominated(s, "hai-anh", work);
    remove_record(s, KIND_NOMINATION, first);
    int64_t second = store_nominated(s, "hai-anh", work);
    refused(s, KIND_NOMINATION, first, RC_CONFLICT, "đã được giới thiệu khen thưởng rồi");
    remove_record(s, KIND_NOMINATION, second);
    recovered(s, KIND_NOMINATION, first);
}

/* Its checklist would be that of the kind it was made for. */
static void of_a_work_that_is_of_another_kind_now(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t nomination = store_nominated(s, "hai-anh", work);
    remove_record(s, KIND_NOMINATION, nomination);
    struct work w;
    store_get(s, KIND_WORK, work, &w);
    w.kind = WORK_INDIVIDUAL;
    w.person = "Trần Thị Hoa";
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, NULL, &w), RC_OK);
    refused(s, KIND_NOMINATION, nomination, RC_CONFLICT,
            "là của tập thể, mà công trình, phần việc số 1 nay là của cá nhân");
    store_get(s, KIND_WORK, work, &w);
    w.kind = WORK_COLLECTIVE;
    w.person = NULL;
    assert_int_equal(store_save(s, KIND_WORK, CAP_COUNT, NULL, &w), RC_OK);
    recovered(s, KIND_NOMINATION, nomination);
}

static void a_work_that_went_too_far(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    remove_record(s, KIND_WORK, work);
    s->session.role = ROLE_VIEWER;
    assert_int_equal(recover(s, KIND_WORK, work, NULL), RC_DENIED);
    char mine[64];
    snprintf(mine, sizeof mine, "%s", s->session.officer);
    store_be(s, ROLE_UNIT_OFFICER, mine, "hai-anh");
    assert_int_equal(recover(s, KIND_WORK, work, "hai-anh"), RC_DENIED);
    assert_non_null(strstr(s->err.message, "chỉ cán bộ huyện"));
}

/* --- the past of one record --- */

static const char *history(struct store *s, const struct kind *kind, int64_t id) {
    struct buf out = {0};
    if (history_of_record(&s->session, kind, id, &out, &s->err))
        fail_msg("%s (%s)", s->err.message, s->err.cause);
    const char *text = arena_dup(&s->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static void in_this_order(const char *text, const char *const *words) {
    const char *at = text;
    for (; *words; words++) {
        at = strstr(at, *words);
        if (at == NULL)
            fail_msg("“%s” is not (in its place) in:\n%s", *words, text);
        at += strlen(*words);
    }
}

static void newest_first(void **state) {
    struct store *s = *state;
    int64_t work = store_work(s, "hai-anh", "Đường hoa");
    store_work(s, "hai-anh", "Việc khác");
    store_step(s, KIND_WORK, "submit", work, NULL);
    store_step(s, KIND_WORK, "return", work, "thiếu chữ ký");
    const char *text = history(s, &kinds[KIND_WORK], work);
    in_this_order(text, (const char *const[]){"trả lại", "Lý do: thiếu chữ ký", "đã gửi → trả lại",
                                              "gửi", "nháp → đã gửi", "thêm", "Đường hoa", NULL});
    assert_null(strstr(text, "Việc khác"));
    /* the same from a row of the log about it */
    char sql[64];
    snprintf(sql, sizeof sql, "SELECT max(id) FROM log WHERE record = %lld", (long long)work);
    assert_string_equal(history(s, NULL, store_number(s, sql)), text);
}

/* Fields come as in the form, and values are shown as there, whatever the rules of today are. */
static void as_in_the_form(void **state) {
    struct store *s = *state;
    const struct kind *kind = &kinds[KIND_WORK];
    int64_t work = store_work(s, "hai-anh", "Đường hoa");
    const char *text = history(s, kind, work), *last = text;
    size_t told = 0;
    for (size_t i = 0; i < kind->count; i++) {
        const char *line = strstr(text, arena_printf(&s->arena, "\n  %s: ", kind->fields[i].label));
        if (line == NULL)
            continue;
        if (line < last)
            fail_msg("“%s” is not in its place in:\n%s", kind->fields[i].label, text);
        last = line;
        told++;
    }
    assert_true(told > 4);
    forger_change(s->path, "UPDATE log SET before = '{\"cost\":5000000,\"contents\":[]}', after ="
                           " '{\"cost\":-7000000,\"contents\":[\"old\",\"org\"],\"kind\":\"x\"}'"
                           " WHERE id = (SELECT max(id) FROM log)");
    text = history(s, kind, work);
    in_this_order(text, (const char *const[]){
                            "Tập thể/cá nhân: (không đọc được)\n", "Nội dung: old; Tổ chức Hội\n",
                            "Kinh phí: 5.000.000 đồng → -7.000.000 đồng\n", NULL});
}

static void of_a_nomination_with_its_lines(void **state) {
    struct store *s = *state;
    int64_t id = store_nominated(s, "hai-anh", store_approved(s, "hai-anh", "Đường hoa"));
    assert_int_equal(life_judge(&s->session, id, "law", RESULT_MET, "KH 02", NULL, &s->err), RC_OK);
    in_this_order(history(s, &kinds[KIND_NOMINATION], id),
                  (const char *const[]){"đánh giá", "Chấp hành pháp luật", "KH 02",
                                        "giới thiệu khen thưởng", NULL});
}

static void history_within_her_scope(void **state) {
    struct store *s = *state;
    struct buf out = {0};
    int64_t work = store_work(s, "hai-ly", "Nhà vệ sinh");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_int_equal(history_of_record(&s->session, &kinds[KIND_WORK], work, &out, &s->err),
                     RC_MISSING);
    assert_int_equal(history_of_record(&s->session, NULL, 5, &out, &s->err), RC_MISSING);
    assert_string_equal(buf_str(&out), "");
    s->session.role = ROLE_VIEWER;
    s->session.unit[0] = '\0';
    assert_int_equal(history_of_record(&s->session, &kinds[KIND_WORK], work, &out, &s->err),
                     RC_DENIED);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(lists_of_the_deleted),
        TEST(within_her_scope),
        TEST(by_code),
        TEST(as_it_was),
        TEST(without_its_parent),
        TEST(without_its_unit),
        TEST(its_place_taken),
        TEST(of_a_work_that_is_of_another_kind_now),
        TEST(a_work_that_went_too_far),
        TEST(newest_first),
        TEST(as_in_the_form),
        TEST(of_a_nomination_with_its_lines),
        TEST(history_within_her_scope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
