/* The clock of the server moved back while an officer is at her screens: she is told, what she
 * types is kept and saved, the log stays whole, others' changes are noticed; and right again, all
 * is as before. */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/forger.h"
#include "support/test.h"
#include "support/whole.h"
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

enum { A_DAY = 24 * 60 * 60 };

/* Seconds that the clock is off, for this process and the screens it starts. */
static volatile time_t *off;

/* It stands before libc's. */
time_t time(time_t *out) {
    struct timeval now;
    (void)gettimeofday(&now, NULL);
    time_t said = now.tv_sec + (off != NULL ? *off : 0);
    if (out != NULL)
        *out = said;
    return said;
}

static const struct terminal_options wide = {.rows = 40, .cols = 160};

/* In the form of a unit, its telephone being typed. */
static void edit(struct terminal *t) {
    terminal_send(t, "6/hai anh<Enter>e");
    terminal_wait_row(t, 0, "Sửa đơn vị");
    terminal_send(t, "<Tab><Tab><Tab>");
    terminal_wait_at_cursor(t, "Điện thoại");
    terminal_send(t, "<C-u>0911 222 333");
    terminal_wait_at_cursor(t, "0911 222 333");
}

static void moved_back(void **state) {
    struct desk d;
    (void)state;
    desk_prepare(&d);
    off = mmap(NULL, sizeof *off, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(off, MAP_FAILED);
    struct colleague thu = colleague_thu(d.cli.db);
    thu.role = ROLE_ADMINISTRATOR;
    thu.by_clock = true;
    thu.window = &wide;
    colleague_hire(&thu);
    struct terminal *t = colleague_start(&thu);
    terminal_wait_for(t, "Việc cần làm");
    assert_false(terminal_has(t, "Đồng hồ"));
    edit(t);
    *off = -3 * A_DAY;
    terminal_wait_for(t, "Đồng hồ máy chủ vừa lùi lại ít nhất một ngày");
    terminal_send(t, "4");
    desk_wait(&d, "SELECT fields GLOB '*0911 222 3334*' FROM draft", 1);
    terminal_send(t, "<BS><C-s>");
    terminal_wait_for(t, "Đã lưu.");
    assert_int_equal(cli_sql(&d.cli, "SELECT phone = '0911 222 333' FROM unit"
                                     " WHERE code = 'hai-anh'"),
                     1);
    assert_int_equal(cli_sql(&d.cli, "SELECT l.at < p.at FROM log l JOIN log p ON p.id = l.id - 1"
                                     " ORDER BY l.id DESC LIMIT 1"),
                     1);
    whole_is_sound(d.cli.db);
    assert_int_equal(forger_wrong(d.cli.db), 0);
    assert_int_equal(cli(&d.cli, "verify", NULL), 0);
    /* A colleague whose clock is right: her change is seen, and that ours is wrong. */
    assert_int_equal(cli(&d.cli, "set", "unit", "hai-ha", "phone=0922 222 222", NULL), 0);
    terminal_wait_for(t, "vừa sửa 1 đơn vị");
    terminal_send(t, "q");
    terminal_wait_for(t, "!  Đồng hồ máy chủ sai: nhật ký đã có dòng ghi sau bây giờ");
    *off = 0;
    terminal_wait_for(t, "Đã sang ngày mới");
    terminal_wait_gone(t, "Đồng hồ máy chủ sai");
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(moved_back)};
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
