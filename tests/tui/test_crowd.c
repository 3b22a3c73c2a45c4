/* Many at once in one database, the program's own screens among them: nobody is refused, nothing
 * that was said to be saved is lost, and in the end every screen shows what is so. `make check`
 * runs a few, five times a second, for two seconds; CROWD_SECONDS=60 (`make stress`) all of a
 * district, once a second, for a minute. */
#include "support/crowd.h"
#include "support/forger.h"
#include "support/office.h"
#include "support/terminal.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/doctor.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 12, FEW_SECONDS = 2, FEW_PERIOD = 200 };
enum { SAVERS = 49, REFRESHERS = 98, PERIOD = 1000 };

/* Rows for all works, so that none has to be looked for. */
static const struct terminal_options tall = {.rows = 170, .cols = 100};

static struct terminal *open_screen(const struct office *o, const char *keys, const char *text) {
    const char *const argv[] = {"thidua", "--db", o->path, "--today", "05/11/2021", NULL};
    struct terminal *t = terminal_start(argv, &tall);
    terminal_wait_for(t, "Việc cần làm");
    terminal_send(t, keys);
    terminal_wait_for(t, text);
    return t;
}

static void leave(struct terminal *t) {
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

/* Nobody touches it, and it comes to show what one opened now does. */
static void shows_what_is_so(const struct office *o, struct terminal *t, const char *keys,
                             const char *text) {
    struct terminal *fresh = open_screen(o, keys, text);
    for (int looks = 0; !terminal_has(t, terminal_screen(fresh)) && looks < LOOKS; looks++)
        terminal_wait_quiet(fresh, LOOK);
    assert_string_equal(terminal_screen(t), terminal_screen(fresh));
    leave(fresh);
    leave(t);
}

/* --- one who saves at a screen of her own --- */

static const char hers[] = "Con đường bích họa xóm 9";

static struct terminal *open_form(const struct office *o) {
    struct terminal *t = open_screen(o, "2w", "Còn 3 dòng");
    terminal_send(t, "/bich hoa<Enter>");
    terminal_wait_at_cursor(t, hers);
    return t;
}

/* One letter more at the end of the title, or the same letter less: however fast the machine, the
 * title never grows too long. */
static void save_at_screen(struct terminal *t, bool more) {
    terminal_send(t, "e");
    terminal_wait_row(t, 0, "Sửa công trình, phần việc");
    terminal_send(t, more ? "x<C-s>" : "<BS><C-s>");
    terminal_wait_for(t, "Đã lưu.");
}

static void healthy(void *ctx, bool wrong, const char *sentence) {
    (void)ctx;
    if (wrong)
        fail_msg("%s", sentence);
}

static void all_at_once(void **state) {
    struct office *o = *state;
    const char *given = getenv("CROWD_SECONDS");
    int seconds = given ? (int)strtol(given, NULL, 10) : FEW_SECONDS;
    int period = given ? PERIOD : FEW_PERIOD;
    struct crowd_plan plan = {.db = o->path,
                              .campaign = o->campaign,
                              .today = o->session.today,
                              .savers = given ? SAVERS : FEW,
                              .readers = given ? REFRESHERS : FEW,
                              .rounds = seconds * 1000 / period,
                              .period = period};
    struct crowd c;
    static const char version[] =
        "SELECT version FROM work WHERE title GLOB 'Con đường bích họa xóm 9*'";
    int64_t before = whole_number(o->path, version);
    int saved = 0;
    int wrong = 0;
    struct terminal *home = open_screen(o, "", "Việc cần làm");
    struct terminal *list = open_screen(o, "2", hers);
    struct terminal *form = open_form(o);
    crowd_start(&c, &plan);
    while (!crowd_over(&c, 0)) {
        save_at_screen(form, saved % 2 == 0);
        saved++;
        (void)terminal_has(home, "");
        (void)terminal_has(list, "");
    }
    crowd_count(&c);
    if (c.errors > 0)
        fail_msg("%ld errors: %s; the machine woke one %.0f ms late", c.errors, c.error, c.late);
    assert_int_equal(c.lost, 0);
    assert_int_equal(c.saves.count, (size_t)plan.savers * (size_t)plan.rounds);
    assert_int_equal(c.refreshes.count, (size_t)plan.readers * (size_t)plan.rounds);
    assert_int_equal(whole_number(o->path, version), before + saved);
    assert_int_equal(whole_number(o->path, "SELECT title GLOB '*x' FROM work"
                                           " WHERE title GLOB 'Con đường bích họa xóm 9*'"),
                     saved % 2);
    print_message("%zu saves and %d at a screen, %ld over a newer version; %zu refreshes\n",
                  c.saves.count, saved, c.overtaken, c.refreshes.count);
    crowd_free(&c);
    leave(form);
    shows_what_is_so(o, list, "2", hers);
    shows_what_is_so(o, home, "", "Việc cần làm");
    whole_is_sound(o->path);
    assert_int_equal(forger_wrong(o->path), 0);
    assert_int_equal(doctor_run(&o->session, healthy, NULL, &wrong, &o->err), RC_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_at_once, office_setup_sample, office_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
