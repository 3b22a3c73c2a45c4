/* Memory exhausted while something is read that decides something, or is told: nobody loses her
 * rights by it, and what is told is whole or not at all. */
#include "scarce.h"
#include "support/staff.h"

#include "../../src/store/parts.h"
#include "thidua/history.h"
#include "thidua/keyring.h"
#include "thidua/news.h"

/* Newer libraries end a text with its NUL only when it is asked for, and find no memory for it
 * then; Debian 12's does when it steps. Each text asked for is one allocation here. */
const unsigned char *sqlite3_column_text(sqlite3_stmt *stmt, int column) {
    return fails() ? NULL : sqlite3_value_text(sqlite3_column_value(stmt, column));
}

/* A statement kept from the last time would ask for less memory than it did then. */
static enum rc (*reading)(struct store *s);

static enum rc anew(struct store *s) {
    db_forget_statements(s->db);
    return reading(s);
}

static void starve_read(struct store *s, enum rc (*act)(struct store *s),
                        void (*check)(struct store *s)) {
    reading = act;
    starve(s, anew, check);
}

/* --- who she is --- */

static enum rc still_herself(struct store *s) {
    s->session.rights_version--; /* as if somebody had committed */
    return session_current(&s->session, &s->err);
}

static void in_her_place(struct store *s) {
    assert_false(s->session.out);
    assert_string_equal(s->session.officer, "hoa");
}

static void at_work(void **state) {
    struct store *s = *state;
    staff_enter(s, "hoa");
    starve_read(s, still_herself, in_her_place);
    assert_string_equal(s->session.unit, "hai-anh");
}

static enum rc come_in(struct store *s) {
    struct session another = {0};
    enum rc rc =
        session_open(&another, s->db, &s->campaign, &s->session.claim, s->session.today, &s->err);
    if (rc)
        return rc;
    assert_string_equal(another.name, s->session.name);
    assert_string_equal(another.unit, "hai-anh");
    session_close(&another);
    return RC_OK;
}

static void nobody_refused(struct store *s) {
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'refused'"), 0);
}

static void coming_in(void **state) {
    struct store *s = *state;
    staff_enter(s, "hoa");
    starve_read(s, come_in, nobody_refused);
}

/* A key that has an officer already: whose it is is said. */
static enum rc add_her_key(struct store *s) {
    struct officer_key key = {0};
    struct arena a = {0};
    enum rc rc = officer_key_parse(staff_lan_key, strlen(staff_lan_key), &a, &key, &s->err);
    if (rc == RC_OK)
        rc = keyring_add(&s->session, "hoa", &key, &s->err);
    arena_free(&a);
    assert_int_not_equal(rc, RC_OK);
    if (rc == RC_CONFLICT)
        assert_non_null(strstr(s->err.message, "của cán bộ “lan”"));
    return rc == RC_CONFLICT ? RC_OK : rc;
}

static void whose_key(void **state) {
    struct store *s = *state;
    staff_enter(s, "lan");
    starve_read(s, add_her_key, nothing);
}

/* --- what is told --- */

/* All of it: each row with its verb, officer and fields. (A name for which there was no memory
 * shows as its code.) */
static enum rc tell(struct store *s) {
    static const char *const parts[] = {
        "lan · duyệt công trình, phần việc số 1\n", "lan · gửi công trình, phần việc số 1\n",
        "lan · thêm công trình, phần việc số 1\n", "Trạng thái: nháp → đã gửi\n",
        "Tên công trình, phần việc: Đường hoa\n"};
    struct buf told = {0};
    enum rc rc = history_of_record(&s->session, &kinds[KIND_WORK], 1, &told, &s->err);
    left = -1;
    for (size_t i = 0; rc == RC_OK && i < sizeof parts / sizeof parts[0]; i++)
        if (strstr(buf_str(&told), parts[i]) == NULL)
            fail_msg("%s: not in: %s", parts[i], buf_str(&told));
    buf_free(&told);
    return rc;
}

static void history(void **state) {
    struct store *s = *state;
    store_approved(s, "hai-anh", "Đường hoa");
    assert_int_equal(tell(s), RC_OK);
    starve_read(s, tell, nothing);
}

static enum rc who_was_it(struct store *s) {
    struct news_change last;
    enum rc rc = news_last(&s->session, &kinds[KIND_WORK], 1, NULL, &last, &s->err);
    if (rc == RC_OK) {
        assert_true(last.known);
        assert_string_equal(last.verb, "duyệt");
    }
    return rc;
}

static void last_change(void **state) {
    struct store *s = *state;
    store_approved(s, "hai-anh", "Đường hoa");
    starve_read(s, who_was_it, nothing);
}

static enum rc read_plan(struct store *s) {
    struct plan plan;
    arena_reset(&s->arena);
    enum rc rc = session_plan(&s->session, &s->arena, &plan, &s->err);
    if (rc == RC_OK)
        assert_true(plan_find(&plan, "I.1/1") >= 0);
    return rc;
}

static void plan(void **state) {
    static const char text[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Một\n\n- Hai\n";
    struct store *s = *state;
    assert_int_equal(session_plan_import(&s->session, text, sizeof text - 1, NULL, &s->err), RC_OK);
    starve_read(s, read_plan, nothing);
}

/* SQLite keeps some memory by for what is small: that would never run out. */
static int nothing_kept_by(void **state) {
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
    return scarce_memory(state);
}

#define SERVICE(test) cmocka_unit_test_setup_teardown(test, staff_setup, store_teardown)
#define SINGLE(test)  cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        SERVICE(at_work), SERVICE(coming_in),  SERVICE(whose_key),
        SINGLE(history),  SINGLE(last_change), SINGLE(plan),
    };
    return cmocka_run_group_tests(tests, nothing_kept_by, NULL);
}
