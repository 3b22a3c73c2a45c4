/* The list engine and every list's table, on the sample. Filters and scope: test_list_filter.c. */
#include "support/lists.h"
#include "thidua/life.h"
#include "thidua/pace.h"
#include "thidua/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

/* ---- the tables */

static void names_are_unique_and_found(void **state) {
    (void)state;
    for (size_t i = 0; i < list_count_specs; i++) {
        assert_ptr_equal(list_spec_find(lists[i]->name), lists[i]);
        if (lists[i]->alias)
            assert_ptr_equal(list_spec_find(lists[i]->alias), lists[i]);
        assert_true(lists[i]->ncolumns <= LIST_COLUMNS);
        assert_true(lists[i]->nfilters <= LIST_FILTERS);
        for (size_t a = 0; a < lists[i]->ncolumns; a++)
            for (size_t b = a + 1; b < lists[i]->ncolumns; b++)
                assert_string_not_equal(lists[i]->columns[a].key, lists[i]->columns[b].key);
    }
    assert_null(list_spec_find("nothing"));
}

static void what_works_and_units_show(void **state) {
    static const char *const works[] = {
        "id",       "unit",    "kind",    "title",           "theme",
        "contents", "state",   "on_time", "unit_of_measure", "goal",
        "done",     "percent", "value",   "behind",          "stale"};
    static const char *const units[] = {"code",       "name",  "kind",       "members",
                                        "registered", "works", "nominations"};
    struct list w = lists_make("works"), u = lists_make("units");
    (void)state;
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++)
        lists_column(&w, works[i]);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        lists_column(&u, units[i]);
}

/* Every column can be read, and sorted by, both ways; the same rows come each time. */
static void every_column_sorts(void **state) {
    struct office *o = *state;
    for (size_t i = 0; i < list_count_specs; i++) {
        struct list l = {.spec = lists[i]};
        int64_t all = lists_total(o, &l);
        assert_true(all > 0);
        for (size_t c = 0; c <= lists[i]->ncolumns; c++)
            for (int down = 0; down < 2; down++) {
                l.sort = (int)c;
                l.descending = down;
                const struct list_ids *ids = lists_each(o, &l);
                assert_int_equal(ids->count, all);
            }
    }
}

static void sorted_rows_ascend(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    size_t n;
    int goal = lists_column(&l, "goal"), st = lists_column(&l, "state");
    l.sort = 1 + goal;
    struct list_row *up = lists_page(o, &l, 0, 1000, &n);
    for (size_t i = 1; i < n; i++) /* what is not given comes last */
        assert_true(up[i].cells[goal].number == FIELD_NONE ||
                    (up[i - 1].cells[goal].number != FIELD_NONE &&
                     up[i - 1].cells[goal].number <= up[i].cells[goal].number));
    l.descending = true;
    struct list_row *down = lists_page(o, &l, 0, 1000, &n);
    for (size_t i = 1; i < n; i++)
        assert_true(down[i].cells[goal].number == FIELD_NONE ||
                    (down[i - 1].cells[goal].number != FIELD_NONE &&
                     down[i - 1].cells[goal].number >= down[i].cells[goal].number));
    l.descending = false;
    l.sort = 1 + st; /* nháp, đã gửi, trả lại, …: not by the letters of the codes */
    struct list_row *states = lists_page(o, &l, 0, 1000, &n);
    assert_int_equal(states[0].cells[st].number, WORK_DRAFT);
    for (size_t i = 1; i < n; i++)
        assert_true(states[i - 1].cells[st].number <= states[i].cells[st].number);
}

static void works_come_unit_by_unit(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works"), u = lists_make("units");
    size_t n, nunits;
    struct list_row *rows = lists_page(o, &l, 0, 1000, &n);
    struct list_row *units = lists_page(o, &u, 0, 1000, &nunits);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        while (at < nunits && strcmp(units[at].unit, rows[i].unit) != 0)
            at++;
        assert_true(at < nunits); /* never a unit that was passed */
    }
    /* and in each unit by title, in Vietnamese order */
    int title = lists_column(&l, "title");
    lists_filter(o, &l, "unit", "hai-minh");
    rows = lists_page(o, &l, 0, 1000, &n);
    assert_int_equal(n, 3);
    assert_string_equal(rows[0].cells[title].text, "Đường hoa kiểu mẫu thôn Thượng");
    assert_string_equal(rows[1].cells[title].text, "Mẹ đỡ đầu: nhận đỡ đầu trẻ mồ côi đến 18 tuổi");
    assert_string_equal(rows[2].cells[title].text, "Nồi cháo miễn phí cho bệnh nhân nghèo");
}

/* ---- pages, positions, search */

static void pages_make_the_whole(void **state) {
    struct office *o = *state;
    for (size_t i = 0; i < list_count_specs; i++) {
        struct list l = {.spec = lists[i]};
        const struct list_ids *ids = lists_each(o, &l);
        size_t seen = 0, n;
        do {
            struct list_row *rows = lists_page(o, &l, (int64_t)seen, 7, &n);
            for (size_t k = 0; k < n; k++) {
                int64_t at;
                assert_int_equal(rows[k].id, ids->at[seen]);
                assert_int_equal(list_position(&o->session, &l, rows[k].id, &at, &o->err), RC_OK);
                assert_int_equal(at, seen);
                seen++;
            }
        } while (n == 7);
        assert_int_equal(seen, ids->count);
    }
}

static void a_position_of_nobody(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    int64_t at = 0;
    assert_int_equal(list_position(&o->session, &l, 99999, &at, &o->err), RC_OK);
    assert_int_equal(at, -1);
    size_t n = 1;
    lists_page(o, &l, 53, 10, &n);
    assert_int_equal(n, 0);
}

/* Far in, pages are read from the nearer end. */
static void pages_far_in(void **state) {
    struct office *o = *state;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(o->path, &db), SQLITE_OK);
    if (sqlite3_exec(db,
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                     " WHERE i < 3000) INSERT INTO unit (version, author, created_at, code, name,"
                     " name_fold, name_order, kind) SELECT 1, (SELECT login FROM officer LIMIT 1),"
                     " '2021-10-01T00:00:00Z', printf('x-%04d', i), 'X ' || i, 'x ' || i,"
                     " printf('x %04d', i), 'commune' FROM n",
                     NULL, NULL, NULL))
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
    struct list l = lists_make("units");
    const struct list_ids *ids = lists_each(o, &l);
    assert_int_equal(ids->count, 3037);
    const int64_t from[] = {0, 999, 1000, 1001, 1517, 1518, 1519, 2000, 3030, 3036, 3037, 9999};
    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
        size_t n;
        struct list_row *rows = lists_page(o, &l, from[i], 20, &n);
        assert_int_equal(n, from[i] >= 3037 ? 0 : from[i] > 3017 ? 3037 - from[i] : 20);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(rows[k].id, ids->at[(size_t)from[i] + k]);
    }
}

static int64_t find(struct office *o, const struct list *l, int64_t from, int step,
                    const char *folded) {
    int64_t at = -2;
    assert_int_equal(list_find(&o->session, l, from, step, folded, &at, &o->err), RC_OK);
    return at;
}

static void search_goes_both_ways_and_round(void **state) {
    struct office *o = *state;
    struct list l = lists_make("units");
    int name = lists_column(&l, "name");
    size_t n;
    struct list_row *rows = lists_page(o, &l, 0, 100, &n);
    int64_t first = find(o, &l, 0, 1, "hai phong");
    assert_string_equal(rows[first].cells[name].text, "Hải Phong");
    int64_t next = find(o, &l, first + 1, 1, "hai phu");
    assert_string_equal(rows[next].cells[name].text, "Hải Phú");
    assert_int_equal(find(o, &l, next - 1, -1, "hai ph"), first);
    assert_int_equal(find(o, &l, (int64_t)n - 1, 1, "yen dinh"), find(o, &l, 0, 1, "yen dinh"));
    assert_int_equal(find(o, &l, 0, -1, "hai xuan"), find(o, &l, 0, 1, "hai xuan"));
    assert_int_equal(find(o, &l, 5, 1, "khong co dau"), -1);
}

static void searched_rows_only(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    l.search = "duong hoa";
    int title = lists_column(&l, "title");
    size_t n;
    struct list_row *rows = lists_page(o, &l, 0, 100, &n);
    assert_int_equal(n, lists_total(o, &l));
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++)
        assert_non_null(strstr(rows[i].cells[title].text, "ường hoa"));
    l.search = "hai anh"; /* the unit's name is searched too */
    assert_int_equal(lists_total(o, &l), 3);
}

/* The log is searched in what its rows show, with or without marks: what it is about, the unit, who
 * and why; not in the names by which it keeps fields. */
static void the_log_is_searched_by_what_it_shows(void **state) {
    struct office *o = *state;
    struct list l = lists_make("log");
    int subject = lists_column(&l, "subject");
    size_t n;
    l.search = "duong hoa kieu mau";
    struct list_row *rows = lists_page(o, &l, 0, 100, &n);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(rows[i].cells[subject].text, "Đường hoa kiểu mẫu thôn Thượng");
    assert_int_equal(find(o, &l, 0, 1, "thon thuong"), 0);
    struct list unit = lists_make("log");
    lists_filter(o, &unit, "unit", "tt-yen-dinh");
    int64_t of_unit = lists_total(o, &unit);
    unit.search = "yen dinh"; /* its name, of which the row keeps the code */
    assert_true(of_unit > 0);
    assert_int_equal(lists_total(o, &unit), of_unit);
    l.search = "unit_of_measure";
    assert_int_equal(lists_total(o, &l), 0);
    struct list sent = lists_make("works");
    lists_filter(o, &sent, "state", "submitted");
    struct list_row *work = lists_page(o, &sent, 0, 1, &n);
    assert_int_equal(n, 1);
    assert_int_equal(life_take(&o->session, life_step_find(KIND_WORK, "return"), work->id, 0,
                               "Chưa rõ đơn vị tính", &o->err),
                     RC_OK);
    l.search = "chua ro don vi tinh";
    assert_int_equal(lists_total(o, &l), 1);
}

/* ---- what cells say */

static void expected_is_that_of_the_rules(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    int expected = lists_column(&l, "expected");
    date today = o->session.today;
    for (int step = -40; step <= 100; step += 7) {
        size_t n;
        o->session.today = today + step;
        struct list_row *rows = lists_page(o, &l, 0, 1000, &n);
        for (size_t i = 0; i < n; i++) {
            struct work w;
            assert_int_equal(
                record_get(&o->session, &kinds[KIND_WORK], rows[i].id, &o->arena, &w, &o->err),
                RC_OK);
            int64_t should = w.state == WORK_APPROVED
                                 ? pace_expected(pace_span(&w, o->campaign), o->session.today)
                                 : FIELD_NONE;
            assert_int_equal(rows[i].cells[expected].number, should);
        }
        arena_reset(&o->arena);
    }
    o->session.today = today;
}

static void pace_puts_the_urgent_first(void **state) {
    struct office *o = *state;
    struct list l = lists_make("pace");
    int behind = lists_column(&l, "behind"), stale = lists_column(&l, "stale");
    int from = lists_column(&l, "behind_from");
    size_t n;
    int last = 0;
    o->session.today += 12; /* some are stale by then without being behind */
    struct list_row *rows = lists_page(o, &l, 0, 1000, &n);
    int64_t group[3] = {0};
    for (size_t i = 0; i < n; i++) {
        int now = rows[i].cells[behind].number ? 0 : rows[i].cells[stale].number ? 1 : 2;
        assert_true(now >= last);
        if (now == last && i > 0 && rows[i].cells[from].number != FIELD_NONE)
            assert_true(rows[i - 1].cells[from].number <= rows[i].cells[from].number);
        group[now]++;
        last = now;
    }
    for (int i = 0; i < 3; i++)
        assert_true(group[i] > 0);
    o->session.today -= 12;
}

static void cells_for_reading_and_for_json(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    l.search = "1,2 km";
    size_t n;
    struct list_row *row = lists_page(o, &l, 0, 10, &n);
    assert_int_equal(n, 1);
    static const struct {
        const char *key, *shown, *json;
    } cells[] = {
        {"unit", "Hải Anh", "\"hai-anh\""},
        {"kind", "tập thể", "\"collective\""},
        {"contents", "Nâng cao chất lượng tổ chức Hội, ứng dụng công nghệ thông tin",
         "[\"organisation\"]"},
        {"state", "đang thực hiện", "\"approved\""},
        {"submitted", "05/10/2021", "\"05/10/2021\""},
        {"on_time", "có", "true"},
        {"goal", "1,2", "1.2"},
        {"done", "0,75", "0.75"},
        {"percent", "62%", "62"},
        {"behind", "không", "false"},
        {"reason", "", "null"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        int c = lists_column(&l, cells[i].key);
        struct buf shown = {0}, json = {0};
        list_cell_show(&l.spec->columns[c], &row->cells[c], session_names(&o->session), &shown);
        list_cell_json(&l.spec->columns[c], &row->cells[c], &json);
        assert_string_equal(buf_str(&shown), cells[i].shown);
        assert_string_equal(buf_str(&json), cells[i].json);
        buf_free(&shown);
        buf_free(&json);
    }
}

static void the_matrix_counts_entries(void **state) {
    struct office *o = *state;
    struct matrix_row *rows;
    size_t n, rollout = 0, publicity = 0, registered = 0;
    int place[3] = {-1, -1, -1}, at = 0;
    for (size_t i = 0; i < o->campaign->nduties; i++) {
        const char *code = o->campaign->duties[i].term.code;
        if (o->campaign->duties[i].body != BODY_UNIT)
            continue;
        place[0] = strcmp(code, "rollout") == 0 ? at : place[0];
        place[1] = strcmp(code, "publicity") == 0 ? at : place[1];
        place[2] = strcmp(code, "register") == 0 ? at : place[2];
        at++;
    }
    assert_int_equal(list_matrix(&o->session, 0, 100, &o->arena, &rows, &n, &o->err), RC_OK);
    assert_int_equal(n, 36);
    for (size_t i = 0; i < n; i++) {
        rollout += rows[i].done[place[0]] > 0;
        publicity += (size_t)rows[i].done[place[1]];
        registered += rows[i].done[place[2]] > 0;
        if (strcmp(rows[i].unit, "hai-anh") == 0)
            assert_int_equal(rows[i].done[place[1]], 2);
    }
    assert_int_equal(rollout, 30);
    assert_int_equal(publicity, 4);
    assert_int_equal(registered, 24); /* whoever registered has done that duty */
    assert_int_equal(list_matrix(&o->session, 36, 10, &o->arena, &rows, &n, &o->err), RC_OK);
    assert_int_equal(n, 0);
}

/* ---- list_each */

static enum rc stop_at_third(void *ctx, const struct list_row *row, struct err *e) {
    int *seen = ctx;
    (void)row;
    return ++*seen == 3 ? err_set(e, RC_IO, "đủ rồi") : RC_OK;
}

static void each_stops_when_told(void **state) {
    struct office *o = *state;
    struct list l = lists_make("works");
    int seen = 0;
    assert_int_equal(list_each(&o->session, &l, stop_at_third, &seen, &o->err), RC_IO);
    assert_int_equal(seen, 3);
}

static enum rc write_between(void *ctx, const struct list_row *row, struct err *e) {
    struct office *o = ctx;
    sqlite3 *db = NULL;
    (void)row;
    (void)e;
    assert_int_equal(sqlite3_open(o->path, &db), SQLITE_OK);
    /* no busy timeout: it would fail at once if the reader held the file */
    assert_int_equal(
        sqlite3_exec(db, "UPDATE unit SET version = version + 1 WHERE id = 1", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    return RC_OK;
}

static void nobody_waits_for_a_slow_reader(void **state) {
    struct office *o = *state;
    struct list l = lists_make("units");
    assert_int_equal(list_each(&o->session, &l, write_between, o, &o->err), RC_OK);
}

#define ON_ITS_OWN(test) cmocka_unit_test_setup_teardown(test, office_setup_sample, office_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique_and_found),
        cmocka_unit_test(what_works_and_units_show),
        cmocka_unit_test(every_column_sorts),
        cmocka_unit_test(sorted_rows_ascend),
        cmocka_unit_test(works_come_unit_by_unit),
        cmocka_unit_test(pages_make_the_whole),
        cmocka_unit_test(a_position_of_nobody),
        ON_ITS_OWN(pages_far_in),
        cmocka_unit_test(search_goes_both_ways_and_round),
        cmocka_unit_test(searched_rows_only),
        ON_ITS_OWN(the_log_is_searched_by_what_it_shows),
        cmocka_unit_test(expected_is_that_of_the_rules),
        cmocka_unit_test(pace_puts_the_urgent_first),
        cmocka_unit_test(cells_for_reading_and_for_json),
        cmocka_unit_test(the_matrix_counts_entries),
        cmocka_unit_test(each_stops_when_told),
        ON_ITS_OWN(nobody_waits_for_a_slow_reader),
    };
    return cmocka_run_group_tests(tests, office_setup_sample, office_teardown);
}
