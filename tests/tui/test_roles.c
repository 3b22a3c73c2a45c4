/* The screens as officers of each role have them: what they show, what is greyed and why. */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"

static const struct terminal_options wide = {.rows = 40, .cols = 160};

/* Minh Thu, of that role and unit, before her home screen. */
static void sit_down(struct desk *d, enum role role, const char *unit) {
    desk_prepare(d);
    const struct colleague thu = {.db = d->cli.db,
                                  .login = "thu",
                                  .name = "Minh Thu",
                                  .unit = unit,
                                  .role = role,
                                  .window = &wide};
    colleague_hire(&thu);
    d->t = colleague_start(&thu);
    d->ended = false;
    terminal_wait_for(d->t, "Việc cần làm");
}

/* The matrix of a unit officer has one row, hers, wherever she goes in it. */
static void duties_of_her_unit(void **state) {
    (void)state;
    struct desk d;
    static const char *const keys[] = {"G", "<PgDn>", "j", "k", "R"};
    sit_down(&d, ROLE_UNIT_OFFICER, "hai-anh");
    terminal_send(d.t, "5");
    terminal_wait_row(d.t, 0, "mục 1/1");
    terminal_wait_row(d.t, 2, "› Hải Anh");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        terminal_send(d.t, keys[i]);
        terminal_send(d.t, "?"); /* once the help is there, the key before it is done */
        terminal_wait_row(d.t, 0, "Trợ giúp · Nhiệm vụ của đơn vị");
        terminal_send(d.t, "q");
        terminal_wait_row(d.t, 0, "mục 1/1");
        terminal_wait_at_cursor(d.t, "Hải Anh");
    }
    terminal_send(d.t, "6");
    terminal_wait_row(d.t, 0, "Thêm nhiệm vụ");
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM duty_done WHERE author = 'thu' AND unit"
                                     " = 'hai-anh'"),
                     1);
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duties_of_her_unit),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
