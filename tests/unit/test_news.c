/* What others did, told: to whom, of what, in one sentence; and who was quicker. */
#include "support/store.h"
#include "thidua/draft.h"
#include "thidua/history.h"
#include "thidua/life.h"
#include "thidua/news.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Two officers of the district, one of a unit, and two units; "lan" owns the database. */
static int setup(void **state) {
    store_setup(state);
    struct store *s = *state;
    static const struct {
        const char *login, *name, *unit;
        enum role role;
    } officers[] = {{"thu", "Minh Thu", NULL, ROLE_DISTRICT_OFFICER},
                    {"hoa", "Phạm Thị Hoa", "hai-anh", ROLE_UNIT_OFFICER},
                    {"xem", "Lê Xem", "hai-anh", ROLE_VIEWER}};
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    for (size_t i = 0; i < sizeof officers / sizeof officers[0]; i++) {
        struct officer o;
        record_blank(&kinds[KIND_OFFICER], &o);
        o.login = officers[i].login;
        o.name = officers[i].name;
        o.role = officers[i].role;
        o.head.unit = officers[i].unit;
        assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
    }
    return 0;
}

/* What she who is in the session hears since `seen`; lasting. */
static const char *hears(struct store *s, int64_t seen, bool *moved) {
    struct buf out = {0};
    if (news_since(&s->session, &seen, moved, &out, &s->err) != RC_OK)
        fail_msg("%s", s->err.message);
    const char *text = arena_dup(&s->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static int64_t now(struct store *s) {
    int64_t seen = 0;
    assert_int_equal(news_now(&s->session, &seen, &s->err), RC_OK);
    return seen;
}

static void told_in_a_sentence(void **state) {
    struct store *s = *state;
    bool moved = true;
    int64_t seen = now(s);
    assert_string_equal(hears(s, seen, &moved), "");
    assert_false(moved);
    int64_t one = store_work(s, "hai-anh", "Một");
    int64_t two = store_work(s, "hai-ha", "Hai");
    assert_string_equal(hears(s, seen, &moved), ""); /* her own */
    assert_true(moved);                              /* perhaps from another window */
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    assert_string_equal(hears(s, seen, &moved), "lan vừa thêm 2 công trình, phần việc.");
    store_step(s, KIND_WORK, "submit", one, NULL);
    store_be(s, ROLE_OWNER, "lan", "");
    store_step(s, KIND_WORK, "submit", two, NULL);
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    store_step(s, KIND_WORK, "approve", one, NULL);
    (void)store_entry(s, "hai-anh", one, 1000);
    store_be(s, ROLE_DISTRICT_OFFICER, "khác", "");
    assert_string_equal(hears(s, seen, &moved),
                        "Minh Thu vừa thêm 1 lần cập nhật; Minh Thu vừa duyệt 1 công trình, phần "
                        "việc; và 4 thay đổi khác.");
}

static void a_plan_is_called_a_plan(void **state) {
    static const char plan[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n\n- Hai\n";
    struct store *s = *state;
    bool moved = false;
    int64_t seen = now(s);
    assert_int_equal(session_plan_import(&s->session, plan, sizeof plan - 1, NULL, &s->err), RC_OK);
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    assert_string_equal(hears(s, seen, &moved), "lan vừa nạp 1 kế hoạch.");
}

/* One word each, in forms, news and the log. */
static void records_have_one_name(void **state) {
    (void)state;
    for (int k = 0; k < KIND_COUNT; k++) {
        int at = choice_index(history_kinds, kinds[k].name);
        assert_true(at >= 0);
        assert_string_equal(history_kinds[at].label, kinds[k].label);
    }
}

/* An officer of a unit hears of her unit, a viewer too, though she may not read the log; of others'
 * they know only that something moved. */
static void within_her_scope(void **state) {
    struct store *s = *state;
    bool moved = false;
    int64_t seen = now(s);
    (void)store_work(s, "hai-ha", "Của đơn vị khác");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_string_equal(hears(s, seen, &moved), "");
    assert_true(moved);
    store_be(s, ROLE_VIEWER, "xem", "hai-anh");
    moved = false;
    assert_string_equal(hears(s, seen, &moved), "");
    assert_true(moved);
    store_be(s, ROLE_OWNER, "lan", "");
    (void)store_work(s, "hai-anh", "Của đơn vị mình");
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-anh");
    assert_string_equal(hears(s, seen, &moved), "lan vừa thêm 1 công trình, phần việc.");
    store_be(s, ROLE_VIEWER, "xem", "hai-anh");
    assert_string_equal(hears(s, seen, &moved), "lan vừa thêm 1 công trình, phần việc.");
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    s->session.campaign_id++;
    assert_string_equal(hears(s, seen, &moved), ""); /* another campaign's */
}

static void drafts_are_no_news(void **state) {
    struct store *s = *state;
    bool moved = true;
    int64_t seen = now(s);
    struct draft d = {.form = "work", .place = "", .label = "", .focus = ""};
    assert_int_equal(draft_put(&s->session, &d, true, NULL, &s->err), RC_OK);
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    assert_string_equal(hears(s, seen, &moved), "");
    assert_false(moved);
}

static const char *last(struct store *s, int64_t work, const char *field) {
    struct news_change c;
    struct buf out = {0};
    assert_int_equal(news_last(&s->session, &kinds[KIND_WORK], work, field, &c, &s->err), RC_OK);
    news_say(&c, &out);
    const char *text = arena_dup(&s->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static void who_was_it(void **state) {
    struct store *s = *state;
    int64_t work = store_work(s, "hai-anh", "Một");
    struct tx tx;
    struct work w;
    assert_true(begins(last(s, work, NULL), "bạn thêm lúc "));
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], work, &s->arena, &w, &s->err),
                     RC_OK);
    struct work mine = w;
    w.note = "ghi chú";
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-anh", &s->err), RC_OK);
    assert_int_equal(record_update(&tx, &kinds[KIND_WORK], &w, &s->err), RC_OK);
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
    store_be(s, ROLE_OWNER, "lan", "");
    assert_true(begins(last(s, work, NULL), "Minh Thu sửa lúc "));
    assert_true(begins(last(s, work, "note"), "Minh Thu sửa lúc "));
    assert_true(begins(last(s, work, "title"), "bạn thêm lúc "));
    assert_string_equal(last(s, work, "source"), "");
    assert_string_equal(last(s, work + 1, NULL), "");
    /* and a save over it is told so */
    mine.title = "Hai";
    assert_int_equal(tx_begin(&tx, &s->session, CAP_REGISTER, "hai-anh", &s->err), RC_OK);
    assert_int_equal(record_update(&tx, &kinds[KIND_WORK], &mine, &s->err), RC_CONFLICT);
    tx_rollback(&tx);
    assert_non_null(strstr(s->err.message, "(Minh Thu sửa lúc "));
    store_be(s, ROLE_UNIT_OFFICER, "hoa", "hai-ha");
    assert_string_equal(last(s, work, NULL), ""); /* another unit's */
    store_be(s, ROLE_VIEWER, "xem", "hai-anh");
    assert_string_equal(last(s, work, NULL), "");
}

/* The second of two who approve at once is told who was first. */
static void approved_already(void **state) {
    struct store *s = *state;
    const struct life_step *approve = life_step_find(KIND_WORK, "approve");
    int64_t work = store_work(s, "hai-anh", "Một");
    store_step(s, KIND_WORK, "submit", work, NULL);
    struct work w;
    assert_int_equal(record_get(&s->session, &kinds[KIND_WORK], work, &s->arena, &w, &s->err),
                     RC_OK);
    store_be(s, ROLE_DISTRICT_OFFICER, "thu", "");
    store_step(s, KIND_WORK, "approve", work, NULL);
    store_be(s, ROLE_OWNER, "lan", "");
    assert_int_equal(life_take(&s->session, approve, work, w.head.version, NULL, &s->err),
                     RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "đang thực hiện"));
    assert_non_null(strstr(s->err.message, "(Minh Thu duyệt lúc "));
    /* another change than that of the state */
    int64_t other = store_work(s, "hai-anh", "Hai");
    store_step(s, KIND_WORK, "submit", other, NULL);
    assert_int_equal(life_take(&s->session, approve, other, 1, NULL, &s->err), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "Trong lúc bạn xem"));
    assert_non_null(strstr(s->err.message, "(bạn gửi lúc "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(told_in_a_sentence, setup, store_teardown),
        cmocka_unit_test_setup_teardown(a_plan_is_called_a_plan, setup, store_teardown),
        cmocka_unit_test(records_have_one_name),
        cmocka_unit_test_setup_teardown(within_her_scope, setup, store_teardown),
        cmocka_unit_test_setup_teardown(drafts_are_no_news, setup, store_teardown),
        cmocka_unit_test_setup_teardown(who_was_it, setup, store_teardown),
        cmocka_unit_test_setup_teardown(approved_already, setup, store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
