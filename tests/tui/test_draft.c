/* Nothing typed is lost: the line cut at every field, kill -9, SIGTERM, a disk that is full; and
 * what was typed is hers alone. */
#define _GNU_SOURCE /* prlimit */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* Looks: two seconds, and a program that is slowed by a sanitizer. */
enum { KEPT_WITHIN = 3000 / LOOK };

static const struct terminal_options tall = {.rows = 40, .cols = 90};

/* Does a row of the form with this label show this value after it? */
static bool field_is(struct terminal *t, const char *label, const char *value) {
    for (int row = 0; row < terminal_rows(t); row++) {
        const char *at = strstr(terminal_row(t, row), label);
        if (at != NULL && strstr(at + strlen(label), value) != NULL)
            return true;
    }
    return false;
}

static void wait_field(struct terminal *t, const char *label, const char *value) {
    for (int looks = 0; !field_is(t, label, value); looks++) {
        if (looks > LOOKS)
            fail_msg("“%s” is not “%s”:\n%s", label, value, terminal_screen(t));
        terminal_wait_quiet(t, LOOK);
    }
}

/* The fields of a new work of an individual, what is typed in each, and how it is read back while
 * the cursor is still in it and after it was left. */
static const struct input {
    const char *label;
    const char *keys;
    const char *shown, *left;
} inputs[] = {
    {"Đơn vị  ", "hai anh<Enter>", "Hải Anh", "Hải Anh"},
    {"Tên công trình", "Đường hoa 1,2 km", "Đường hoa 1,2 km", "Đường hoa 1,2 km"},
    {"Tập thể/cá nhân ", "<Right><Right>", "cá nhân", "cá nhân"},
    {"Thuộc công trình", "chon<Enter>", "Tự chọn", "Tự chọn"},
    {"Nội dung", "<Enter><Space><Enter>", "Chỉ thị 05", "Chỉ thị 05"},
    {"Họ và tên cá nhân", "Phạm Thị Hoa", "Phạm Thị Hoa", "Phạm Thị Hoa"},
    {"Năm sinh", "198", "198", "198"}, /* half typed: kept as it is */
    {"Đối tượng", "<Right>", "cán bộ Hội", "cán bộ Hội"},
    {"Chức vụ", "Chi hội trưởng", "Chi hội trưởng", "Chi hội trưởng"},
    {"chuyên trách", "<Space>", "[x] có", "[x] có"},
    {"Chỉ tiêu", "1,2", "1,2", "1,2"},
    {"Đơn vị tính", "km", "km", "km"},
    {"Kinh phí", "5 triệu", "5 triệu", "5.000.000"},
    {"Nguồn kinh phí", "hội viên \"góp\"", "hội viên \"góp\"", "hội viên \"góp\""},
    {"Người thụ hưởng", "1200", "1200", "1.200"},
    {"Ngày bắt đầu", "31/0", "31/0", "31/0"},
    {"Ngày hoàn thành", "20/12", "20/12", "20/12/2021"},
    {"Người phụ trách", "Trần Thị Mai", "Trần Thị Mai", "Trần Thị Mai"},
    {"Điện thoại", "0912 345", "0912 345", "0912 345"},
    {"Ghi chú", "dòng một<Enter>dòng hai", "dòng một", "dòng một"},
    {"Số văn bản", "05/ĐK-PN", "05/ĐK-PN", "05/ĐK-PN"},
    {"Ngày nhận văn bản", "3/11", "3/11", "03/11/2021"},
};
enum { INPUTS = sizeof inputs / sizeof inputs[0] };

/* Does choosing from its list go on to the next field by itself? */
static bool goes_on(const struct input *in) {
    size_t n = strlen(in->keys);
    return n > 7 && strcmp(in->keys + n - 7, "<Enter>") == 0;
}

/* Fill in the fields up to `last`, the last one not left where that can be. */
static void fill_in(struct terminal *t, size_t last) {
    for (size_t i = 0; i <= last; i++) {
        terminal_send(t, inputs[i].keys);
        if (i < last && !goes_on(&inputs[i]))
            terminal_send(t, "<Tab>");
    }
    wait_field(t, inputs[last].label, inputs[last].shown);
    terminal_wait_for(t, "Ctrl-S lưu"); /* no list is open any more */
}

static void new_work(struct desk *d) {
    terminal_send(d->t, "2a");
    terminal_wait_row(d->t, 0, "Thêm công trình");
}

/* Log in again and go on: everything is there as it was left. */
static void go_on(struct desk *d, const char *offered, size_t last) {
    desk_start(d, &tall);
    terminal_wait_for(d->t, "Có bản nháp chưa lưu: ");
    terminal_wait_for(d->t, offered);
    terminal_wait_for(d->t, "› !  Bản nháp chưa lưu: ");
    terminal_send(d->t, "<Enter>");
    terminal_wait_row(d->t, 0, "Thêm công trình");
    terminal_wait_for(d->t, "Tiếp tục bản nháp giữ lúc ");
    for (size_t i = 0; i <= last; i++)
        wait_field(d->t, inputs[i].label, i == last ? inputs[i].shown : inputs[i].left);
}

static void the_line_cut_at_every_field(void **state) {
    struct desk d;
    (void)state;
    desk_prepare(&d);
    for (size_t last = 0; last < INPUTS; last++) {
        desk_start(&d, &tall);
        terminal_wait_row(d.t, 0, "Thi đua");
        assert_false(terminal_has(d.t, "nháp"));
        new_work(&d);
        fill_in(d.t, last);
        desk_cut(&d);
        desk_wait(&d, "SELECT count(*) FROM draft", 1);
        go_on(&d, last > 0 ? "phần việc: Đường hoa 1,2 km" : "Thêm công trình, phần việc", last);
        terminal_send(d.t, "<Esc>");
        terminal_wait_for(d.t, "Có thay đổi chưa lưu.");
        terminal_send(d.t, "b");
        terminal_wait_gone(d.t, "nháp");
        desk_wait(&d, "SELECT count(*) FROM draft", 0);
        desk_leave(&d);
    }
    desk_close(&d);
}

/* What was gone on with is saved once, and not offered again. */
static void saved_after_the_cut(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    int64_t works = cli_sql(&d.cli, "SELECT count(*) FROM work");
    new_work(&d);
    fill_in(d.t, 3);
    desk_cut(&d);
    go_on(&d, "Đường hoa", 3);
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "phải có họ và tên");
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    terminal_send(d.t, "Phạm Thị Hoa<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work"), works + 1);
    desk_close(&d);
}

/* Kept within two seconds of the last key, without another one. */
static void killed(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    new_work(&d);
    fill_in(d.t, 1);
    assert_in_range(desk_wait(&d, "SELECT fields GLOB '*Đường hoa 1,2 km*' FROM draft", 1), 0,
                    KEPT_WITHIN);
    desk_kill(&d, SIGKILL);
    go_on(&d, "Đường hoa 1,2 km", 1);
    terminal_send(d.t, " và hơn nữa<F1>"); /* also under another screen */
    terminal_wait_row(d.t, 0, "Trợ giúp");
    desk_wait(&d, "SELECT fields GLOB '*và hơn nữa*' FROM draft", 1);
    desk_kill(&d, SIGKILL);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    desk_close(&d);
}

static void told_to_end(void **state) {
    static const int signals[] = {SIGTERM, SIGHUP};
    struct desk d;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        desk_open(&d, &tall);
        new_work(&d);
        fill_in(d.t, 1);
        desk_kill(&d, signals[i]);
        go_on(&d, "Đường hoa 1,2 km", 1);
        terminal_send(d.t, "<Esc>b");
        terminal_wait_row(d.t, 0, "Thi đua");
        desk_close(&d);
    }
}

/* Typed and taken out again: there is nothing to offer. */
static void nothing_typed_in_the_end(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    new_work(&d);
    terminal_send(d.t, "<Tab>x");
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    terminal_send(d.t, "<BS>");
    desk_wait(&d, "SELECT count(*) FROM draft", 0);
    terminal_send(d.t, "<Esc>");
    terminal_wait_row(d.t, 0, "Đăng ký");
    desk_close(&d);
}

static void limit_files(struct desk *d, rlim_t bytes) {
    struct rlimit limit = {bytes, RLIM_INFINITY};
    assert_int_equal(prlimit(terminal_pid(d->t), RLIMIT_FSIZE, &limit, NULL), 0);
}

/* Typing goes on, the status line says that nothing is kept; when there is room again it is. */
static void no_room_on_the_disk(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    new_work(&d);
    limit_files(&d, 512);
    fill_in(d.t, 1);
    terminal_wait_for(d.t, "Chưa giữ được bản nháp. ");
    terminal_send(d.t, " nữa");
    wait_field(d.t, "Tên công trình", "Đường hoa 1,2 km nữa");
    terminal_wait_for(d.t, "Chưa giữ được bản nháp. ");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    limit_files(&d, RLIM_INFINITY);
    terminal_wait_gone(d.t, "Chưa giữ được bản nháp. ");
    desk_wait(&d, "SELECT fields GLOB '*1,2 km nữa*' FROM draft", 1);
    desk_kill(&d, SIGKILL);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    desk_close(&d);
}

/* The same while somebody holds the lock. */
static void a_locked_database(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    new_work(&d);
    void *lock = cli_lock(&d.cli);
    fill_in(d.t, 1);
    terminal_wait_for(d.t, "Chưa giữ được bản nháp. Dữ liệu đang được người khác ghi");
    terminal_send(d.t, " nữa");
    wait_field(d.t, "Tên công trình", "Đường hoa 1,2 km nữa");
    cli_unlock(lock);
    terminal_wait_gone(d.t, "Chưa giữ được bản nháp. ");
    desk_wait(&d, "SELECT fields GLOB '*1,2 km nữa*' FROM draft", 1);
    terminal_send(d.t, "<Esc>b");
    terminal_wait_row(d.t, 0, "Đăng ký");
    desk_close(&d);
}

/* In the same form she is asked; a new one can be begun beside it. */
static void offered_in_the_same_form(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    new_work(&d);
    fill_in(d.t, 1);
    desk_cut(&d);
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "Có bản nháp chưa lưu: ");
    terminal_send(d.t, "2a");
    terminal_wait_for(d.t, "[t Tiếp tục]  b Bỏ   m Mở bản mới");
    terminal_wait_for(d.t, " Có bản nháp chưa lưu: Thêm công trình, phần việc: Đường\n");
    terminal_wait_for(d.t, " hoa 1,2 km (lúc ");
    terminal_send(d.t, "<Esc>");
    terminal_wait_gone(d.t, "Mở bản mới");
    terminal_send(d.t, "am");
    terminal_wait_row(d.t, 0, "Thêm công trình");
    terminal_send(d.t, "<Tab>Tổ tự quản<Tab>");
    desk_wait(&d, "SELECT count(*) FROM draft", 2);
    desk_cut(&d);
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "› !  Bản nháp chưa lưu: Thêm công trình, phần việc: Tổ tự quản");
    terminal_wait_for(d.t, "  !  Bản nháp chưa lưu: Thêm công trình, phần việc: Đường hoa");
    terminal_send(d.t, "2at");
    wait_field(d.t, "Tên công trình", "Tổ tự quản");
    terminal_send(d.t, "<Esc>b");
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    terminal_send(d.t, "ab"); /* thrown away in the question: the form is empty */
    terminal_wait_row(d.t, 0, "Thêm công trình");
    desk_wait(&d, "SELECT count(*) FROM draft", 0);
    assert_false(terminal_has(d.t, "Đường hoa 1,2 km"));
    terminal_send(d.t, "<Esc>");
    terminal_wait_row(d.t, 0, "Đăng ký");
    desk_close(&d);
}

/* Of which work a nomination is, its draft says. */
static void of_a_nomination(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    terminal_send(d.t, "2/nam rom<Enter>i");
    terminal_wait_row(d.t, 0, "Thêm giới thiệu khen thưởng");
    terminal_send(d.t, "Dạy 12 chị<Tab>");
    desk_wait(&d, "SELECT fields GLOB '*Dạy 12 chị*' FROM draft", 1);
    desk_cut(&d);
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "Bản nháp chưa lưu: Thêm giới thiệu khen thưởng: Giúp hội viên trồng");
    desk_close(&d);
}

/* An entry of one work is not offered in the form of another, and keeps its running total. */
static void of_the_same_work(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    terminal_send(d.t, "3a");
    terminal_wait_row(d.t, 0, "Thêm lần cập nhật");
    terminal_wait_for(d.t, "Đã làm 16/80 suất quà");
    terminal_send(d.t, "<Tab>20<Tab>"); /* the running total: 4 more */
    desk_wait(&d, "SELECT fields GLOB '*\"20\"*' FROM draft", 1);
    desk_cut(&d);
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "Bản nháp chưa lưu: Thêm lần cập nhật: ");
    terminal_send(d.t, "3<Down>a");
    terminal_wait_row(d.t, 0, "Thêm lần cập nhật");
    terminal_send(d.t, "<Esc>");
    terminal_wait_row(d.t, 0, "Tiến độ");
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, "Thi đua");
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 0, "Tiến độ"); /* the selection was on the menu again */
    terminal_send(d.t, "at");
    terminal_wait_for(d.t, "Đã làm 16/80 suất quà");
    wait_field(d.t, "lũy kế", "20");
    terminal_send(d.t, "<C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    desk_wait(&d, "SELECT quantity FROM progress ORDER BY id DESC LIMIT 1", 4000);
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    desk_close(&d);
}

static void another_officer_never_sees_it(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    const struct colleague thu = colleague_thu(d.cli.db);
    colleague_hire(&thu);
    new_work(&d);
    fill_in(d.t, 1);
    desk_cut(&d);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    d.t = colleague_start(&thu);
    d.ended = false;
    terminal_wait_for(d.t, "Minh Thu");
    terminal_wait_for(d.t, "q thoát");
    assert_false(terminal_has(d.t, "nháp"));
    new_work(&d); /* no question */
    assert_false(terminal_has(d.t, "Đường hoa 1,2 km"));
    terminal_send(d.t, "<Tab>việc của Thu<Tab>");
    desk_wait(&d, "SELECT count(*) FROM draft", 2);
    desk_cut(&d);
    go_on(&d, "Đường hoa 1,2 km", 1); /* the owner again: hers, and hers alone */
    terminal_send(d.t, "<Esc>b");
    terminal_wait_row(d.t, 0, "Thi đua");
    terminal_wait_gone(d.t, "nháp");
    desk_close(&d);
}

/* Two windows of hers: each keeps its own, and says so. */
static void two_windows(void **state) {
    struct desk d;
    struct desk other;
    (void)state;
    desk_open(&d, &tall);
    new_work(&d);
    fill_in(d.t, 1);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    other = d;
    desk_start(&other, &tall);
    terminal_wait_for(other.t, "Bản nháp chưa lưu: ");
    terminal_send(other.t, "<Enter> ở đây<Tab>");
    wait_field(other.t, "Tên công trình", "Đường hoa 1,2 km ở đây");
    terminal_send(d.t, " ở kia<Tab>");
    terminal_wait_for(d.t, "ở cửa sổ khác của bạn");
    desk_wait(&d, "SELECT count(*) FROM draft", 2);
    desk_wait(&d, "SELECT count(*) FROM draft WHERE fields GLOB '*ở đây*'", 1);
    desk_wait(&d, "SELECT count(*) FROM draft WHERE fields GLOB '*ở kia*'", 1);
    desk_kill(&other, SIGKILL);
    terminal_send(d.t, "<Esc>b");
    terminal_wait_row(d.t, 0, "Đăng ký");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_cut_at_every_field),
        cmocka_unit_test(saved_after_the_cut),
        cmocka_unit_test(killed),
        cmocka_unit_test(told_to_end),
        cmocka_unit_test(nothing_typed_in_the_end),
        cmocka_unit_test(no_room_on_the_disk),
        cmocka_unit_test(a_locked_database),
        cmocka_unit_test(offered_in_the_same_form),
        cmocka_unit_test(of_a_nomination),
        cmocka_unit_test(of_the_same_work),
        cmocka_unit_test(another_officer_never_sees_it),
        cmocka_unit_test(two_windows),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
