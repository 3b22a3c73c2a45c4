/* Nobody at the keyboard for as long as the campaign file allows: the session ends by itself, what
 * was typed is a draft, and a sentence stays on the terminal. */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MINUTE = 60, ALLOWED = 30 /* config/thidua.ini */ };

/* Seconds that have gone by without anybody waiting, for this process and the screens it starts. */
static volatile time_t *gone;

/* It stands before libc's. */
int clock_gettime(clockid_t which, struct timespec *out) {
    int failed = (int)syscall(SYS_clock_gettime, which, out);
    if (!failed && which == CLOCK_MONOTONIC && gone != NULL)
        out->tv_sec += *gone;
    return failed;
}

static int group_setup(void **state) {
    gone = mmap(NULL, sizeof *gone, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(gone, MAP_FAILED);
    return desk_group_setup(state);
}

static void ends_by_itself(struct desk *d) {
    assert_int_equal(terminal_wait_exit(d->t), 0);
    d->ended = true;
}

/* Almost as long, and a tick has seen it: others' news came after. */
static void is_away(struct desk *d, const char *phone) {
    *gone += (ALLOWED - 1) * MINUTE;
    if (cli(&d->cli, "set", "unit", "hai-ha", phone, NULL) != 0)
        fail_msg("%s", d->cli.last.err);
    terminal_wait_for(d->t, "vừa sửa 1 đơn vị");
}

static void from_home(void **state) {
    struct desk d;
    (void)state;
    colleague_sits(&d, ROLE_DISTRICT_OFFICER, "", NULL);
    is_away(&d, "phone=0911 111 111");
    *gone += 2 * MINUTE;
    ends_by_itself(&d);
    terminal_wait_for(d.t, "Không gõ phím nào trong 30 phút nên phiên đã tự kết thúc.");
    assert_false(terminal_has(d.t, "bản nháp"));
    assert_false(terminal_has(d.t, "Việc cần làm")); /* the screens are gone */
    terminal_end(d.t);
    desk_close(&d);
}

/* Every key begins the time anew; a window made smaller is no key. */
static void from_a_form(void **state) {
    struct desk d;
    (void)state;
    colleague_sits(&d, ROLE_ADMINISTRATOR, "", NULL);
    terminal_send(d.t, "6/hai anh<Enter>e");
    terminal_wait_row(d.t, 0, "Sửa đơn vị");
    terminal_send(d.t, "<Tab><Tab><Tab><C-u>0911 222 333");
    terminal_wait_at_cursor(d.t, "0911 222 333");
    is_away(&d, "phone=0922 222 222");
    terminal_send(d.t, "4");
    terminal_wait_at_cursor(d.t, "0911 222 3334");
    is_away(&d, "phone=0933 333 333");
    terminal_resize(d.t, 30, 90);
    terminal_wait_row(d.t, 29, "lưu");
    *gone += 2 * MINUTE;
    ends_by_itself(&d);
    terminal_wait_for(d.t, "Không gõ phím nào trong 30 phút nên phiên đã tự kết thúc.");
    terminal_wait_for(d.t, "bản nháp");
    terminal_end(d.t);
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft WHERE officer = 'thu'"
                                     " AND fields GLOB '*0911 222 3334*'"),
                     1);
    desk_close(&d);
}

/* The reason that is asked for in a line is kept as well. */
static void from_a_question(void **state) {
    struct desk d;
    (void)state;
    colleague_sits(&d, ROLE_DISTRICT_OFFICER, "", NULL);
    terminal_send(d.t, "2wr");
    terminal_wait_for(d.t, "Lý do trả lại");
    terminal_send(d.t, "Chưa ghi người phụ trách");
    terminal_wait_at_cursor(d.t, "Chưa ghi người phụ trách");
    *gone += (ALLOWED + 1) * MINUTE;
    ends_by_itself(&d);
    terminal_wait_for(d.t, "bản nháp");
    terminal_end(d.t);
    assert_int_equal(cli_sql(&d.cli, "SELECT fields GLOB '*Chưa ghi người phụ trách*' FROM draft"),
                     1);
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_home),
        cmocka_unit_test(from_a_form),
        cmocka_unit_test(from_a_question),
    };
    return cmocka_run_group_tests(tests, group_setup, desk_group_teardown);
}
