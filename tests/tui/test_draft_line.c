/* Nothing typed is lost of what is asked for in a line either, a reason or evidence: the line cut,
 * kill -9, a step that is refused; and it is hers alone. */
#include "support/colleague.h"
#include "support/desk.h"
#include "support/test.h"
#include <signal.h>
#include <stdio.h>

/* Looks: two seconds, and a program that is slowed by a sanitizer. */
enum { KEPT_WITHIN = 3000 / LOOK };

static const struct terminal_options tall = {.rows = 40, .cols = 100};

/* A registration that waits, returned: the reason is being written. */
static void give_back(struct desk *d) {
    terminal_send(d->t, "2w");
    terminal_wait_row(d->t, 0, "Đăng ký");
    terminal_send(d->t, "r");
    terminal_wait_for(d->t, "Lý do trả lại");
}

static void type(struct desk *d, const char *text) {
    terminal_send(d->t, text);
    terminal_wait_at_cursor(d->t, text);
}

/* In again, and on with it from home. */
static void go_on(struct desk *d, const char *offered, const char *text) {
    desk_start(d, &tall);
    terminal_wait_for(d->t, "Có bản nháp chưa lưu: ");
    terminal_wait_for(d->t, "› !  Bản nháp chưa lưu: ");
    terminal_wait_for(d->t, offered);
    terminal_send(d->t, "<Enter>");
    terminal_wait_for(d->t, "Tiếp tục bản nháp giữ lúc ");
    terminal_wait_at_cursor(d->t, text);
}

/* However it ends, within two seconds of the last key and without another one. */
static void a_reason_outlives_the_program(void **state) {
    static const int signals[] = {0, SIGHUP, SIGTERM, SIGKILL};
    struct desk d;
    (void)state;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        desk_open(&d, &tall);
        give_back(&d);
        type(&d, "Chưa ghi người phụ trách");
        if (signals[i] == SIGKILL) /* no time to keep anything at the end */
            assert_in_range(
                desk_wait(&d, "SELECT fields GLOB '*Chưa ghi người phụ trách*' FROM draft", 1), 0,
                KEPT_WITHIN);
        if (signals[i] == 0)
            desk_cut(&d);
        else
            desk_kill(&d, signals[i]);
        desk_wait(&d, "SELECT count(*) FROM draft", 1);
        assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'returned' AND "
                                         "reason = 'Chưa ghi người phụ trách, số điện thoại'"),
                         0);
        go_on(&d, "Bản nháp chưa lưu: Lý do trả lại: ", "Chưa ghi người phụ trách");
        terminal_send(d.t, ", số điện thoại<Enter>");
        terminal_wait_for(d.t, "Đã trả lại.");
        terminal_wait_gone(d.t, "nháp chưa lưu");
        assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'returned' AND "
                                         "reason = 'Chưa ghi người phụ trách, số điện thoại'"),
                         1);
        assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
        desk_close(&d);
    }
}

/* Asked for again where it was asked for, it is there; of another record it is not. */
static void offered_with_the_same_key(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    give_back(&d);
    type(&d, "Sai mẫu");
    desk_cut(&d);
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "Có bản nháp chưa lưu: ");
    terminal_send(d.t, "2w<Down>r");
    terminal_wait_for(d.t, "Lý do trả lại");
    assert_false(terminal_has(d.t, "Sai mẫu"));
    terminal_send(d.t, "<Esc>");
    terminal_wait_gone(d.t, "Lý do trả lại");
    terminal_send(d.t, "<Up>r");
    terminal_wait_for(d.t, "Tiếp tục bản nháp giữ lúc ");
    terminal_wait_at_cursor(d.t, "Sai mẫu");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Đã trả lại.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    desk_close(&d);
}

/* One reason for several, and the reason of a registration that is late. */
static void of_several_and_of_a_late_one(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    terminal_send(d.t, "2wTr");
    terminal_wait_for(d.t, "Lý do trả lại 3 công trình, phần việc");
    type(&d, "Sai mẫu");
    desk_cut(&d);
    go_on(&d, "Bản nháp chưa lưu: Lý do trả lại 3 công trình, phần việc", "Sai mẫu");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Đã trả lại 3 công trình, phần việc.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE reason = 'Sai mẫu'"), 3);
    desk_leave(&d);
    d.cli.today = "12/11/2021";
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "Việc cần làm");
    terminal_send(d.t, "2/phan loai rac<Enter>s");
    terminal_wait_for(d.t, "Đã gửi đăng ký.");
    terminal_send(d.t, "d");
    terminal_wait_for(d.t, "muốn duyệt thì phải ghi lý do.");
    type(&d, "Xã bị ngập");
    desk_cut(&d);
    go_on(&d, "Bản nháp chưa lưu: Lý do duyệt: ", "Xã bị ngập");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Đã duyệt.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM log WHERE verb = 'approve'"
                                     " AND reason LIKE 'Xã bị ngập%'"),
                     1);
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    desk_close(&d);
}

/* What cannot be written now stays under the cursor with the sentence beside it. */
static void a_step_that_fails_keeps_its_reason(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    give_back(&d);
    type(&d, "Sai mẫu");
    void *lock = cli_lock(&d.cli);
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Dữ liệu đang được người khác ghi");
    terminal_wait_at_cursor(d.t, "Sai mẫu");
    type(&d, " 03");
    terminal_wait_for(d.t, "Chưa giữ được bản nháp. Dữ liệu đang được người khác ghi");
    cli_unlock(lock);
    terminal_wait_gone(d.t, "Chưa giữ được bản nháp. ");
    desk_wait(&d, "SELECT fields GLOB '*Sai mẫu 03*' FROM draft", 1);
    terminal_send(d.t, "<Esc>");
    terminal_wait_for(d.t, "Những gì vừa gõ chưa được ghi.");
    terminal_send(d.t, "o"); /* thinks better of it */
    terminal_wait_gone(d.t, "chưa được ghi");
    terminal_wait_at_cursor(d.t, "Sai mẫu 03");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Đã trả lại.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE reason = 'Sai mẫu 03'"), 1);
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    desk_close(&d);
}

/* Where somebody changed the record meanwhile she looks at it first; what she wrote is there when
 * she asks again. Put aside by herself too. */
static void a_record_that_changed(void **state) {
    struct desk d;
    char id[24];
    (void)state;
    desk_open(&d, &tall);
    give_back(&d);
    type(&d, "Sai mẫu");
    terminal_send(d.t, "<Esc>g");
    terminal_wait_gone(d.t, "Lý do trả lại");
    snprintf(id, sizeof id, "%lld",
             (long long)cli_sql(&d.cli, "SELECT substr(place, 13) FROM draft"));
    terminal_send(d.t, "r");
    terminal_wait_at_cursor(d.t, "Sai mẫu");
    assert_int_equal(cli(&d.cli, "set", "work", id, "note=đã bổ sung", NULL), 0);
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "đã đổi Ghi chú");
    terminal_wait_gone(d.t, "Lý do trả lại");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'returned' AND "
                                     "reason = 'Sai mẫu'"),
                     0);
    terminal_send(d.t, "r");
    terminal_wait_at_cursor(d.t, "Sai mẫu");
    type(&d, " 03");
    desk_cut(&d);
    /* Gone on with from home, where the record is not to be seen, she is told to look. */
    go_on(&d, "Bản nháp chưa lưu: Lý do trả lại: ", "Sai mẫu 03");
    terminal_send(d.t, "<Esc>g");
    terminal_wait_gone(d.t, "Giữ nháp");
    assert_int_equal(cli(&d.cli, "set", "work", id, "note=đã bổ sung hai lần", NULL), 0);
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Từ lúc gõ lý do này, công trình, phần việc đã đổi: hãy giữ nháp");
    terminal_send(d.t, "<Esc>b");
    terminal_wait_gone(d.t, "nháp");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    desk_close(&d);
}

/* Typed and taken out again: there is nothing to offer, and nothing to ask on leaving. */
static void nothing_typed_in_the_end(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    give_back(&d);
    type(&d, "x");
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    terminal_send(d.t, "<BS>");
    desk_wait(&d, "SELECT count(*) FROM draft", 0);
    terminal_send(d.t, "<Esc>");
    terminal_wait_gone(d.t, "Lý do trả lại");
    desk_close(&d);
}

static void the_checklist(struct desk *d) {
    terminal_send(d->t, "4");
    terminal_wait_row(d->t, 0, "Khen thưởng");
    terminal_send(d->t, "/hoa tu quan<Enter><Enter>");
    terminal_wait_row(d->t, 0, "Tiêu chí khen thưởng");
}

static void evidence_outlives_the_program(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    the_checklist(&d);
    terminal_send(d.t, "jjje");
    terminal_wait_for(d.t, "Minh chứng: Báo cáo kịp thời về tỉnh");
    type(&d, "BC 12/BC-PN");
    desk_wait(&d, "SELECT fields GLOB '*BC 12/BC-PN*' FROM draft", 1);
    desk_kill(&d, SIGKILL);
    go_on(&d, "Bản nháp chưa lưu: Minh chứng: Báo cáo kịp thời về tỉnh", "BC 12/BC-PN");
    terminal_send(d.t, ", 13/BC-PN<Enter>");
    terminal_wait_gone(d.t, "nháp chưa lưu");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM judgement WHERE criterion = 'reported'"
                                     " AND evidence = 'BC 12/BC-PN, 13/BC-PN' AND result = 'met'"),
                     1);
    the_checklist(&d);
    terminal_send(d.t, "jjje<C-u>TTr 05"); /* over what is there */
    desk_wait(&d, "SELECT fields GLOB '*TTr 05*' FROM draft", 1);
    desk_cut(&d);
    desk_start(&d, &tall);
    terminal_wait_for(d.t, "Có bản nháp chưa lưu: ");
    the_checklist(&d);
    terminal_send(d.t, "jjje");
    terminal_wait_at_cursor(d.t, "TTr 05");
    terminal_send(d.t, "<Esc>b");
    terminal_wait_at_cursor(d.t, "BC 12/BC-PN, 13/BC-PN");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM draft"), 0);
    desk_close(&d);
}

static void another_officer_never_sees_it(void **state) {
    struct desk d;
    (void)state;
    desk_open(&d, &tall);
    const struct colleague thu = colleague_thu(d.cli.db);
    colleague_hire(&thu);
    give_back(&d);
    type(&d, "Sai mẫu");
    desk_cut(&d);
    desk_wait(&d, "SELECT count(*) FROM draft", 1);
    d.t = colleague_start(&thu);
    d.ended = false;
    terminal_wait_for(d.t, "Minh Thu");
    terminal_wait_for(d.t, "q thoát");
    assert_false(terminal_has(d.t, "nháp"));
    give_back(&d);
    assert_false(terminal_has(d.t, "Sai mẫu"));
    terminal_send(d.t, "<Esc>");
    terminal_wait_gone(d.t, "Lý do trả lại");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reason_outlives_the_program),
        cmocka_unit_test(offered_with_the_same_key),
        cmocka_unit_test(of_several_and_of_a_late_one),
        cmocka_unit_test(a_step_that_fails_keeps_its_reason),
        cmocka_unit_test(a_record_that_changed),
        cmocka_unit_test(nothing_typed_in_the_end),
        cmocka_unit_test(evidence_outlives_the_program),
        cmocka_unit_test(another_officer_never_sees_it),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
