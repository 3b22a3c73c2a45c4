/* What the form of a new record begins with, and what it offers. */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"
#include "thidua/buf.h"
#include "thidua/builtin.h"

#include <stdio.h>
#include <string.h>

/* From the list of one unit's works: it is hers, and what else the list is filtered by. */
static void begins_with_what_the_list_is_of(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "6/hai ha<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_wait_row(d.t, 1, "  Đơn vị                     * Hải Hà");
    terminal_wait_at_cursor(d.t, "› Tên công trình, phần việc"); /* the first not known */
    terminal_send(d.t, "<Esc>f");
    terminal_wait_for(d.t, "Lọc theo:");
    terminal_send(d.t, "cua<Enter>");
    terminal_wait_for(d.t, "Của:");
    terminal_send(d.t, "ca nhan<Enter>");
    terminal_wait_row(d.t, 0, "Của: cá nhân");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_wait_row(d.t, 3, "  Tập thể/cá nhân            * cá nhân");
    terminal_send(d.t, "<Esc>");
    desk_close(&d);
}

/* From what there is to do: it is that which is entered. */
static void begins_with_what_is_due(void **state) {
    (void)state;
    struct desk d;
    colleague_sits(&d, ROLE_UNIT_OFFICER, "hai-chinh", NULL);
    terminal_send(d.t, "/co ke hoach cu the<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Nhiệm vụ đã làm · Nhiệm vụ: Có kế hoạch cụ thể");
    terminal_wait_for(d.t, "Chưa ghi nhiệm vụ nào. Phím a để ghi.");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm nhiệm vụ");
    terminal_wait_row(d.t, 1, "* Có kế hoạch cụ thể");
    terminal_send(d.t, "<Esc>q/phan viec cua ca nhan<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký · Của: cá nhân");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_wait_row(d.t, 2, "  Tập thể/cá nhân            * cá nhân");
    terminal_send(d.t, "<Esc>");
    desk_close(&d);
}

/* Only what can be chosen is offered: contents of a collective, duties of whose it is. */
static void offers_what_can_be_chosen(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 50, .cols = 100});
    terminal_send(d.t, "6/hai ha<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_send(d.t, "<Tab>ca nhan<Enter><Tab><Space>");
    terminal_wait_for(d.t, "[ ] Tích cực học tập");
    assert_false(terminal_has(d.t, "[ ] Nâng cao chất lượng tổ chức Hội"));
    terminal_send(d.t, "<Esc><Esc>b");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, " Đơn vị");
    terminal_send(d.t, "v");
    terminal_wait_row(d.t, 0, " Nhiệm vụ đã làm · Đơn vị: Hải Hà");
    terminal_send(d.t, "a");
    terminal_wait_at_cursor(d.t, "› Nhiệm vụ ");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Báo cáo kịp thời");
    assert_false(terminal_has(d.t, "Phối hợp Đài phát thanh huyện")); /* the district's */
    assert_false(terminal_has(d.t, "Đăng ký với huyện"));             /* done by registering */
    terminal_send(d.t, "<Esc><Esc>qq5");
    terminal_wait_row(d.t, 0, " Nhiệm vụ của đơn vị");
    terminal_send(d.t, "2");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Công an huyện");
    terminal_wait_for(d.t, "thì coi là đã làm nhiệm vụ này");
    desk_close(&d);
}

/* ---- what the campaign file has done with */

/* The sample's campaign with these sections retired, and the screens on it. */
static void open_retired(struct desk *d, const char *const *sections) {
    static char config[600];
    struct buf ini = {0};
    const char *at = builtin_ini;
    desk_prepare(d);
    for (; *sections; sections++) {
        const char *end = strstr(at, *sections);
        assert_non_null(end);
        end += strlen(*sections);
        buf_add(&ini, at, (size_t)(end - at));
        buf_puts(&ini, "\nretired = yes");
        at = end;
    }
    buf_puts(&ini, at);
    (void)cli_write(&d->cli, "ke-hoach.txt", builtin_plan);
    (void)snprintf(config, sizeof config, "%s", cli_write(&d->cli, "thidua.ini", buf_str(&ini)));
    d->cli.config = config;
    buf_free(&ini);
    desk_start(d, &(struct terminal_options){.rows = 50, .cols = 110});
    terminal_wait_row(d->t, 0, "Thi đua · 130 công trình, phần việc");
}

static const char village[] = "Khâu đột phá: nông thôn mới";
static const char organisation[] = "Nâng cao chất lượng tổ chức Hội";

/* It is not offered for what is new, nor put in because the list was filtered by it; a record that
 * has it keeps it, and may have it back until she saves. */
static void retired_terms_stay_where_they_are(void **state) {
    static const char *const sections[] = {"\n[theme.2]", "\n[content.organisation]", NULL};
    struct desk d;
    (void)state;
    open_retired(&d, sections);
    terminal_send(d.t, "6/hai ha<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    terminal_send(d.t, "<Tab>tap the<Enter><Enter>");
    terminal_wait_for(d.t, "Triệu phần quà san sẻ yêu thương");
    terminal_wait_for(d.t, "Tự chọn");
    assert_false(terminal_has(d.t, village));
    terminal_send(d.t, "<Enter><Enter>");
    terminal_wait_for(d.t, "[ ] Nghị quyết Đại hội XIII");
    assert_false(terminal_has(d.t, organisation));
    terminal_send(d.t, "<Esc><Esc>b");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    terminal_send(d.t, "f");
    terminal_wait_for(d.t, "Lọc theo:");
    terminal_send(d.t, "thuoc<Enter>");
    terminal_wait_for(d.t, "Thuộc công trình của huyện:");
    terminal_send(d.t, "khau<Enter>");
    terminal_wait_row(d.t, 0, village);
    terminal_send(d.t, "a");
    terminal_wait_row(d.t, 0, " Thêm công trình, phần việc");
    assert_false(terminal_has(d.t, village));
    terminal_send(d.t, "<Esc>/thap sang<Enter>e");
    terminal_wait_row(d.t, 0, " Sửa công trình, phần việc");
    terminal_send(d.t, "<Tab><Tab><Right>");
    terminal_wait_at_cursor(d.t, "Tự chọn");
    terminal_send(d.t, "<Left>");
    terminal_wait_at_cursor(d.t, village);
    terminal_send(d.t, "<Tab><Enter>");
    terminal_wait_for(d.t, "[x] Nâng cao chất lượng tổ chức Hội");
    terminal_send(d.t, "<Esc><Esc>");
    terminal_wait_row(d.t, 0, " Đăng ký · Đơn vị: Hải Hà");
    desk_close(&d);
}

/* The matrix has no column for it: the numbers are of what is still to be done. */
static void retired_duties_are_not_entered(void **state) {
    static const char *const sections[] = {"\n[duty.own_plan]", NULL};
    struct desk d;
    (void)state;
    open_retired(&d, sections);
    terminal_send(d.t, "5jj");
    terminal_wait_at_cursor(d.t, "› Hải Anh");
    terminal_wait_row(d.t, 4, "x   x   2   x   ·   ·   ·   ·   ·");
    terminal_wait_for(d.t, "4 Phát động, ban hành văn bản triển khai");
    assert_false(terminal_has(d.t, "Có kế hoạch cụ thể"));
    terminal_send(d.t, "5<C-s>");
    terminal_wait_row(d.t, 4, "x   x   2   x   x   ·   ·   ·   ·");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM duty_done WHERE unit = 'hai-anh'"
                                     " AND duty = 'mobilise'"),
                     1);
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Có kế hoạch cụ thể"); /* what was done stays */
    terminal_send(d.t, "a<Enter>");
    terminal_wait_for(d.t, "Báo cáo kịp thời");
    terminal_wait_gone(d.t, "Có kế hoạch cụ thể");
    terminal_send(d.t, "<Esc><Esc>");
    terminal_wait_row(d.t, 0, " Nhiệm vụ đã làm · Đơn vị: Hải Anh");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_with_what_the_list_is_of),
        cmocka_unit_test(begins_with_what_is_due),
        cmocka_unit_test(offers_what_can_be_chosen),
        cmocka_unit_test(retired_terms_stay_where_they_are),
        cmocka_unit_test(retired_duties_are_not_entered),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
