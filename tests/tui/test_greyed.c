/* What she may not do is shown greyed with the reason, and her key says the reason: every action of
 * every screen's table, for officers of every role. And nothing of another unit is on any screen of
 * who sees one unit only. */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"
#include "thidua/screens.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 100 }; /* so that a whole help stands on one screen */
static const struct terminal_options window = {.rows = ROWS, .cols = 170};

static const struct {
    enum role role;
    const char *unit;
} officers[] = {
    {ROLE_VIEWER, "hai-anh"}, {ROLE_UNIT_OFFICER, "hai-anh"}, {ROLE_DISTRICT_OFFICER, ""},
    {ROLE_LEADER, ""},        {ROLE_ADMINISTRATOR, ""},
};
enum { OFFICERS = sizeof officers / sizeof officers[0] };

/* From home there, and back. */
static const struct {
    const struct screen_ops *ops;
    const char *way, *back;
} screens[] = {
    {&registration_screen, "2", "q"},
    {&work_screen, "2<Enter>", "qq"},
    {&pace_screen, "3", "q"},
    {&entries_screen, "3v", "qq"},
    {&nominations_screen, "4", "q"},
    {&checklist_screen, "4<Enter>", "qq"},
    {&duties_screen, "5", "q"},
    {&units_screen, "6", "q"},
    {&duties_list_screen, "6/hai anh<Enter>v", "qq"},
    {&receipts_screen, "6/hai anh<Enter>P", "qq"},
    {&log_screen, "8", "q"},
    {&plan_screen, "1", "q"},
    {&dates_screen, "1m", "qq"},
};
enum { SCREENS = sizeof screens / sizeof screens[0] };

/* Minh Thu in that chair, before her home screen. */
static void sit_down(struct desk *d, size_t i) {
    colleague_sits(d, officers[i].role, officers[i].unit, &window);
}

/* The capability table's word, which test_capability checks against the issue's. */
static bool denied(enum role role, const struct action *a) {
    return capability_scope(role, a->need) == SCOPE_NONE;
}

static void sentence_of(const struct action *a, char *out, size_t size) {
    (void)snprintf(out, size, "Bạn không có quyền %s.", capability_label(a->need));
}

/* The first key of an action, as terminal_send wants it. */
static void key_of(const struct action *a, char *out, size_t size) {
    size_t n = strcspn(a->keys, " ");
    if (n == 1 || (n == 3 && a->keys[1] == '-')) /* a letter; the first of "1-9" */
        (void)snprintf(out, size, "%.1s", a->keys);
    else
        (void)snprintf(out, size, "<%.*s>", (int)n, a->keys);
}

/* Row of the screen with the text, -1 if there is none. */
static int row_with(struct terminal *t, const char *text) {
    for (int row = 1; row < ROWS; row++)
        if (strstr(terminal_row(t, row), text))
            return row;
    return -1;
}

/* In the help each action that is not hers has the reason under it, and the others have not. */
static void help_says_why(struct desk *d, enum role role, const struct screen_ops *ops) {
    char title[100];
    char why[200];
    (void)snprintf(title, sizeof title, "Trợ giúp · %s", ops->name);
    terminal_send(d->t, "?");
    terminal_wait_row(d->t, 0, title);
    terminal_wait_for(d->t, "Tạm dừng, về dòng lệnh"); /* its last line */
    for (const struct action *a = ops->actions; a->run; a++) {
        sentence_of(a, why, sizeof why);
        int row = row_with(d->t, a->help);
        assert_true(row > 0);
        bool said = strstr(terminal_row(d->t, row + 1), why) != NULL;
        if (said != denied(role, a))
            fail_msg("%s, %s: the help of “%s” is\n%s", roles[role].code, ops->name, a->help,
                     terminal_screen(d->t));
    }
    terminal_send(d->t, "q");
    terminal_wait_gone(d->t, title);
}

/* "(d duyệt)", or without the brackets. */
static void item_of(const struct action *a, bool brackets, char *out, size_t size) {
    char word[32];
    (void)snprintf(word, sizeof word, "%.*s", (int)strcspn(a->keys, " "), a->keys);
    (void)snprintf(out, size, brackets ? "(%s %s)" : "%s %s", key_shown(word, false), a->label);
}

/* In the key bar it stands in brackets. */
static void bar_greys(struct desk *d, enum role role, const struct screen_ops *ops) {
    char item[100];
    if (ops->bar_shows_what_can_be_done)
        return;
    for (const struct action *a = ops->actions; a->run; a++)
        if (a->label) {
            item_of(a, denied(role, a), item, sizeof item);
            terminal_wait_row(d->t, ROWS - 1, item);
        }
    for (const struct action *a = ops->actions; a->run; a++)
        if (a->label && !denied(role, a)) {
            item_of(a, true, item, sizeof item);
            assert_null(strstr(terminal_row(d->t, ROWS - 1), item));
        }
}

/* Its key does nothing but say so. */
static void keys_say_why(struct desk *d, enum role role, const struct screen_ops *ops) {
    char key[32];
    char why[200];
    int64_t logged = cli_sql(&d->cli, "SELECT count(*) FROM log");
    for (const struct action *a = ops->actions; a->run; a++) {
        if (!denied(role, a))
            continue;
        key_of(a, key, sizeof key);
        sentence_of(a, why, sizeof why);
        terminal_send(d->t, key);
        terminal_wait_for(d->t, why);
        terminal_send(d->t, "<Home>"); /* the sentence goes with the next key */
        terminal_wait_gone(d->t, why);
    }
    assert_int_equal(cli_sql(&d->cli, "SELECT count(*) FROM log"), logged);
}

/* --- what is not hers to see --- */

/* Names of other units and titles of their works, between bars. */
static void others_of(struct desk *d, const char *unit, char *out, size_t size) {
    char sql[600];
    (void)snprintf(sql, sizeof sql,
                   "SELECT group_concat(x, '|') FROM (SELECT name AS x FROM unit WHERE code <> '%s'"
                   " UNION SELECT title FROM work WHERE unit <> '%s' AND title NOT IN"
                   " (SELECT title FROM work WHERE unit = '%s') LIMIT 80)",
                   unit, unit, unit);
    (void)cli_sql(&d->cli, sql);
    assert_true(strlen(d->cli.value) > 1000);
    (void)snprintf(out, size, "%s", d->cli.value);
}

/* "Hải An" is not in "Hải Anh". */
static bool shows(const char *screen, const char *text) {
    for (const char *at = screen; (at = strstr(at, text)) != NULL; at++)
        if (!isalpha((unsigned char)at[strlen(text)]))
            return true;
    return false;
}

static void shows_only_hers(struct desk *d, const char *others) {
    char copy[4096];
    (void)snprintf(copy, sizeof copy, "%s", others);
    const char *screen = terminal_screen(d->t);
    for (char *at = copy, *end; at != NULL; at = end ? end + 1 : NULL) {
        end = strchr(at, '|');
        if (end)
            *end = '\0';
        if (shows(screen, at))
            fail_msg("“%s” is on the screen:\n%s", at, screen);
    }
}

static void nothing_of_another_unit(void **state) {
    (void)state;
    for (size_t i = 0; i < OFFICERS; i++) {
        struct desk d;
        char others[4096];
        if (officers[i].unit[0] == '\0')
            continue;
        sit_down(&d, i);
        others_of(&d, officers[i].unit, others, sizeof others);
        shows_only_hers(&d, others);
        for (size_t k = 0; k < SCREENS; k++) {
            if (screens[k].ops == &log_screen && officers[i].role == ROLE_VIEWER)
                continue;
            terminal_send(d.t, screens[k].way);
            terminal_wait_gone(d.t, "Việc cần làm");
            terminal_wait_row(d.t, ROWS - 1, "q về");
            shows_only_hers(&d, others);
            terminal_send(d.t, screens[k].back);
            terminal_wait_for(d.t, "Việc cần làm");
        }
        terminal_send(d.t, "7");
        terminal_wait_row(d.t, 0, "Báo cáo nhanh");
        shows_only_hers(&d, others);
        terminal_send(d.t, "q2f"); /* and the units to filter by */
        terminal_wait_for(d.t, "Lọc theo:");
        terminal_send(d.t, "don vi<Enter>");
        terminal_wait_for(d.t, "Đơn vị:");
        terminal_wait_for(d.t, "Hải Anh");
        shows_only_hers(&d, others);
        terminal_send(d.t, "<Esc>");
        desk_close(&d);
    }
}

static void every_screen_for_every_role(void **state) {
    (void)state;
    for (size_t i = 0; i < OFFICERS; i++) {
        struct desk d;
        sit_down(&d, i);
        for (size_t k = 0; k < SCREENS; k++) {
            const struct screen_ops *ops = screens[k].ops;
            if (ops == &log_screen && capability_scope(officers[i].role, CAP_LOG) == SCOPE_NONE)
                continue; /* it does not open: the_log_of_a_viewer */
            terminal_send(d.t, screens[k].way);
            help_says_why(&d, officers[i].role, ops);
            bar_greys(&d, officers[i].role, ops);
            keys_say_why(&d, officers[i].role, ops);
            terminal_send(d.t, screens[k].back);
            terminal_wait_for(d.t, "Việc cần làm");
        }
        desk_close(&d);
    }
}

/* At home the way in is greyed, with the reason beside it. */
static void the_log_of_a_viewer(void **state) {
    (void)state;
    struct desk d;
    sit_down(&d, 0);
    terminal_wait_row(d.t, 10, "8  Nhật ký       (Bạn không có quyền xem nhật ký.)");
    terminal_send(d.t, "8");
    terminal_wait_row(d.t, ROWS - 2, "Bạn không có quyền xem nhật ký.");
    terminal_wait_for(d.t, "Việc cần làm");
    desk_close(&d);
}

/* What its state does not allow her is said before she types, not when she saves. */
static void a_registration_that_was_sent(void **state) {
    (void)state;
    struct desk d;
    static const char why[] = "thì chỉ cán bộ huyện sửa, xóa được; hãy nhờ huyện trả lại.";
    static const char *const keys[] = {"e", "x", "<Enter>e"};
    sit_down(&d, 1);
    terminal_send(d.t, "2/ga giong<Enter>");
    terminal_wait_at_cursor(d.t, "Tặng sinh kế");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        terminal_send(d.t, keys[i]);
        terminal_wait_for(d.t, why);
        terminal_send(d.t, "<Home>");
        terminal_wait_gone(d.t, why);
        if (i == 0)
            terminal_send(d.t, "/ga giong<Enter>");
    }
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_for_every_role),
        cmocka_unit_test(nothing_of_another_unit),
        cmocka_unit_test(the_log_of_a_viewer),
        cmocka_unit_test(a_registration_that_was_sent),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
