/* What the screens refuse, and in which words: no right, nothing selected, the wrong state, a key
 * that does nothing here. A refusal changes nothing. */
#include "support/desk.h"
#include "support/test.h"
#include "thidua/app.h"
#include "thidua/identity.h"
#include "thidua/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void wide(struct desk *d) {
    desk_open(d, &(struct terminal_options){.rows = 24, .cols = 130});
}

/* A key, the sentence in the status line, and no row of the log for it. */
static void refused(struct desk *d, const char *keys, const char *sentence) {
    int64_t logged = cli_sql(&d->cli, "SELECT count(*) FROM log");
    terminal_send(d->t, keys);
    terminal_wait_for(d->t, sentence);
    assert_int_equal(cli_sql(&d->cli, "SELECT count(*) FROM log"), logged);
}

/* ---- state */

static void registrations_in_the_wrong_state(void **state) {
    (void)state;
    static const struct {
        const char *search, *keys, *sentence;
    } cases[] = {
        {"phan loai rac", "d", "Không duyệt được: công trình, phần việc số"},
        {"phan loai rac", "r", "Không trả lại được: công trình, phần việc số"},
        {"con duong bich hoa", "s", "Không gửi đăng ký được: công trình, phần việc số"},
        {"tuyen duong hoa tu quan", "d", "đang ở trạng thái “đang thực hiện”"},
        {"kinh doanh khong", "s", "đang ở trạng thái “dừng”"},
        {"phan loai rac", "i", "Chỉ giới thiệu công trình, phần việc đang thực hiện hoặc"},
    };
    struct desk d;
    wide(&d);
    terminal_send(d.t, "2");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        terminal_send(d.t, "/");
        terminal_wait_for(d.t, "Tìm:");
        terminal_send(d.t, cases[i].search);
        terminal_send(d.t, "<Enter>");
        terminal_wait_gone(d.t, "Tìm:");
        refused(&d, cases[i].keys, cases[i].sentence);
    }
    desk_close(&d);
}

/* Several tagged rows: all or none, and the sentence names the one that stands in the way. */
static void all_tagged_or_none(void **state) {
    (void)state;
    struct desk d;
    wide(&d);
    terminal_send(d.t, "2j<Space><Space>"); /* Hải An's waits, Hải Anh's first is under way */
    terminal_wait_for(d.t, "Đã đánh dấu 2");
    refused(&d, "d", "Không duyệt được: công trình, phần việc số");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'submitted'"), 3);
    terminal_send(d.t, "T");
    terminal_wait_gone(d.t, "Đã đánh dấu");
    terminal_send(d.t, "wTr"); /* one reason for all that wait */
    terminal_wait_for(d.t, "Lý do trả lại 3 công trình, phần việc");
    terminal_send(d.t, "Sai mẫu<Enter>");
    terminal_wait_for(d.t, "Đã trả lại 3 công trình, phần việc.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE reason = 'Sai mẫu'"), 3);
    desk_close(&d);
}

static void what_others_need_is_not_deleted(void **state) {
    (void)state;
    struct desk d;
    wide(&d);
    terminal_send(d.t, "2/tuyen duong hoa tu quan<Enter>x");
    terminal_wait_for(d.t, "Xóa công trình, phần việc “Tuyến đường hoa tự quản");
    refused(&d, "x", "lần cập nhật nên không xóa được; hãy xóa các lần đó trước");
    terminal_send(d.t, "q6x");
    terminal_wait_for(d.t, "Xóa đơn vị “Công an huyện”?");
    refused(&d, "x", "không xóa được");
    terminal_send(d.t, "q2/kinh doanh khong<Enter>");
    terminal_wait_at_cursor(d.t, "kinh doanh không");
    refused(&d, "e", "Công trình, phần việc ở trạng thái “dừng” nên không sửa, xóa được nữa.");
    desk_close(&d);
}

static void progress_where_there_is_none(void **state) {
    (void)state;
    struct desk d;
    wide(&d);
    terminal_send(d.t, "2/phan loai rac<Enter><Enter>");
    terminal_wait_row(d.t, 0, " Chi hội phân loại rác");
    refused(&d, "a", "Chỉ cập nhật tiến độ khi công trình đã được duyệt.");
    refused(&d, "x", "Hãy chọn một lần cập nhật trước.");
    refused(&d, "c", "Không hoàn thành được:");
    refused(&d, "X", "Không dừng được:");
    assert_null(strstr(terminal_row(d.t, 23), "giới thiệu")); /* no key for what cannot be done */
    refused(&d, "i", "Chỉ giới thiệu công trình, phần việc đang thực hiện hoặc");
    terminal_send(d.t, "qq3v");
    terminal_wait_row(d.t, 0, " Các lần cập nhật");
    terminal_wait_row(d.t, 23, " Enter sửa  x xóa  "); /* no key for what is done elsewhere */
    refused(&d, "a", "Hãy mở công trình, phần việc rồi thêm lần cập nhật ở đó.");
    desk_close(&d);
}

/* A value that is none stays in the line, to be mended. */
static void filters_by_no_value(void **state) {
    (void)state;
    struct desk d;
    wide(&d);
    terminal_send(d.t, "8f");
    terminal_wait_for(d.t, "Lọc theo:");
    terminal_send(d.t, "tu ngay<Enter>");
    terminal_wait_row(d.t, 20, " Từ ngày");
    terminal_send(d.t, "5/13<Enter>");
    terminal_wait_for(d.t, "không có tháng 13");
    terminal_wait_at_cursor(d.t, "› 5/13");
    terminal_send(d.t, "<BS><BS>11<Enter>");
    terminal_wait_row(d.t, 0, " Nhật ký · Từ ngày: 05/11/2021");
    desk_close(&d);
}

/* A late registration is taken in only with a reason, which the screen asks for. */
static void late_ones_want_a_reason(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    d.cli.today = "12/11/2021";
    desk_start(&d, &(struct terminal_options){.cols = 130});
    terminal_wait_for(d.t, "Việc cần làm");
    terminal_send(d.t, "2/phan loai rac<Enter>s");
    terminal_wait_for(d.t, "Đã gửi đăng ký.");
    terminal_send(d.t, "d");
    terminal_wait_for(d.t, "Đăng ký này muộn; muốn duyệt thì phải ghi lý do.");
    refused(&d, "<Enter>", "Chưa ghi gì: hãy ghi vài chữ rồi Enter, hoặc Esc để thôi.");
    terminal_send(d.t, "<Esc>"); /* given up: it still waits */
    terminal_wait_gone(d.t, "muốn duyệt");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE state = 'submitted'"), 4);
    terminal_send(d.t, "d");
    terminal_wait_for(d.t, "muốn duyệt thì phải ghi lý do.");
    terminal_send(d.t, "Xã bị ngập<Enter>");
    terminal_wait_for(d.t, "Đã duyệt.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM log WHERE verb = 'approve' "
                                     "AND reason LIKE 'Xã bị ngập%'"),
                     1);
    desk_close(&d);
}

/* ---- nothing there */

static void in_empty_lists(void **state) {
    (void)state;
    static const struct {
        const char *way, *says, *keys;
    } lists[] = {
        {"2", "Chưa có công trình, phần việc nào. Phím a để thêm.", "<Enter>esdrx"},
        {"3", "Không có công trình, phần việc nào đang thực hiện.", "<Enter>acX"},
        {"3v", "Chưa có lần cập nhật nào.", "<Enter>x"},
        {"4", "Chưa giới thiệu ai. Phím a: chọn công trình, phần việc để giới thiệu.",
         "<Enter>erx"},
    };
    struct desk d;
    desk_prepare_empty(&d);
    desk_start(&d, &(struct terminal_options){.cols = 130});
    terminal_wait_for(d.t, "36 đơn vị chưa đăng ký");
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        terminal_send(d.t, lists[i].way);
        terminal_wait_for(d.t, lists[i].says);
        for (const char *k = lists[i].keys; *k != '\0'; k += *k == '<' ? 7 : 1) {
            char key[8];
            (void)snprintf(key, sizeof key, "%.*s", *k == '<' ? 7 : 1, k);
            terminal_send(d.t, "?q"); /* the sentence before is gone */
            terminal_wait_gone(d.t, "Danh sách đang trống.");
            refused(&d, key, "Danh sách đang trống.");
        }
        terminal_send(d.t, strlen(lists[i].way) == 1 ? "q" : "qq");
        terminal_wait_row(d.t, 0, " Thi đua");
    }
    terminal_send(d.t, "2/abc");
    terminal_wait_for(d.t, "Không thấy “abc”.");
    terminal_send(d.t, "<Esc><Space>");
    terminal_wait_for(d.t, "Chưa có dòng nào.");
    desk_close(&d);
}

/* ---- keys */

static void keys_that_do_nothing_here(void **state) {
    (void)state;
    struct desk d;
    wide(&d);
    refused(&d, "9", "Phím này không dùng ở đây, ? để xem trợ giúp.");
    refused(&d, "n", "Chưa tìm gì: bấm / rồi gõ vài chữ.");
    refused(&d, "<C-z>", "Ở đây không tạm dừng được: không có dòng lệnh nào để quay về.");
    terminal_send(d.t, "2");
    refused(&d, "O", "Hãy chọn cột để xếp trước: < hoặc >.");
    terminal_send(d.t, "x");
    terminal_wait_for(d.t, "Xóa công trình");
    refused(&d, "z", "Hãy bấm một trong các chữ đầu, hoặc chọn bằng mũi tên rồi Enter.");
    terminal_send(d.t, "<Esc>f");
    terminal_wait_for(d.t, "Lọc theo:");
    terminal_send(d.t, "khong co");
    refused(&d, "<Enter>", "Không có dòng nào như thế; xóa bớt chữ đã gõ, hoặc Esc để thôi.");
    terminal_send(d.t, "<Esc>q5");
    terminal_wait_row(d.t, 0, " Nhiệm vụ của đơn vị");
    refused(&d, ">", "Mọi nhiệm vụ đều đã hiện.");
    terminal_send(d.t, ":co so nay");
    terminal_wait_at_cursor(d.t, "Ghi nhiệm vụ có số này");
    refused(&d, "<Enter>", "Hãy bấm số đứng đầu cột của nhiệm vụ.");
    desk_close(&d);
}

/* The palette and the help say beforehand what cannot be done, and why. */
static void greyed_with_the_reason(void **state) {
    (void)state;
    struct desk d;
    wide(&d);
    terminal_send(d.t, "2:duyet dang ky");
    terminal_wait_for(d.t, "Duyệt đăng ký (không dùng được: Không duyệt được: công trình");
    refused(&d, "<Enter>", "đang ở trạng thái “đang thực hiện”");
    terminal_send(d.t, "?");
    terminal_wait_for(d.t, "(không dùng được: Không duyệt được: công trình, phần việc số");
    desk_close(&d);
}

/* ---- rights: roles come with many officers (their accounts with the next issue); the screens obey
 * them already. */

struct officer_at {
    const char *path;
    enum role role;
    const char *unit;
};

static int run_as(void *arg) {
    const struct officer_at *o = arg;
    struct campaign *campaign = NULL;
    struct problems problems = {0};
    struct session session = {0};
    struct db *db = NULL;
    struct buf said = {0};
    struct err e = {0};
    date today = DATE_NONE;
    struct claim claim = {.proof = PROOF_LOCAL};
    const struct environment env = {.utf8 = true, .escdelay = -1};
    enum rc rc = campaign_load(NULL, measure_names, measure_count, &campaign, &problems, &e);
    if (!rc)
        rc = date_zone_set(campaign->timezone, &e);
    if (!rc)
        rc = identity_local((long)getuid(), (long)geteuid(), &claim, &e);
    if (!rc)
        rc = db_open(o->path, &db, &e);
    (void)date_from_iso("2021-11-05", &today);
    if (!rc)
        rc = session_open(&session, db, campaign, &claim, today, &e);
    if (!rc) {
        session.today_given = true;
        session.role = o->role;
        (void)snprintf(session.unit, sizeof session.unit, "%s", o->unit);
        rc = app_run(&session, &env, &said, &e);
    }
    if (rc)
        (void)fprintf(stderr, "%s (%s)\n", e.message, e.cause);
    buf_free(&said);
    session_close(&session);
    db_close(&db);
    campaign_free(&campaign);
    problems_free(&problems);
    return (int)rc;
}

static void sit_down_as(struct desk *d, enum role role, const char *unit) {
    static struct officer_at o; /* read by the child after the fork */
    desk_prepare(d);
    o = (struct officer_at){.path = d->cli.db, .role = role, .unit = unit};
    d->t = terminal_fork(run_as, &o, &(struct terminal_options){.cols = 130});
    d->ended = false;
    terminal_wait_for(d->t, "Việc cần làm");
}

static void a_viewer_changes_nothing(void **state) {
    (void)state;
    struct desk d;
    sit_down_as(&d, ROLE_VIEWER, "hai-anh");
    terminal_send(d.t, "2");
    terminal_wait_row(d.t, 0, "mục 1/3"); /* her unit's, nobody else's */
    terminal_wait_row(d.t, 23, "(a thêm)");
    refused(&d, "a", "Bạn không có quyền đăng ký công trình, phần việc.");
    refused(&d, "d", "Bạn không có quyền duyệt đăng ký.");
    terminal_send(d.t, "q6");
    terminal_wait_row(d.t, 0, "mục 1/1");
    refused(&d, "e", "Bạn không có quyền sửa danh sách đơn vị.");
    terminal_send(d.t, "q4<Enter>");
    terminal_wait_row(d.t, 0, " Tiêu chí khen thưởng");
    refused(&d, "<Space>", "Bạn không có quyền giới thiệu khen thưởng.");
    terminal_send(d.t, "qq8");
    terminal_wait_for(d.t, "Bạn không có quyền xem nhật ký.");
    desk_close(&d);
}

static void a_unit_officer_does_not_approve(void **state) {
    (void)state;
    struct desk d;
    sit_down_as(&d, ROLE_UNIT_OFFICER, "hai-anh");
    terminal_send(d.t, "2/ga giong<Enter>");
    terminal_wait_at_cursor(d.t, "Tặng sinh kế");
    terminal_wait_row(d.t, 23, "(d duyệt)");
    refused(&d, "d", "Bạn không có quyền duyệt đăng ký.");
    refused(&d, "r", "Bạn không có quyền duyệt đăng ký.");
    terminal_send(d.t, "a"); /* her own unit needs no telling */
    terminal_wait_for(d.t, "Thêm công trình");
    terminal_wait_at_cursor(d.t, "› Tên công trình, phần việc");
    terminal_send(d.t, "Trồng cây<Tab><Right><Tab>tu chon<Enter><C-s>");
    terminal_wait_for(d.t, "Đã lưu.");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM work WHERE unit = 'hai-anh' AND title = "
                                     "'Trồng cây'"),
                     1);
    desk_close(&d);
}

/* Whoever wrote it does not approve it: the sample was written by this login. */
static void nobody_approves_her_own(void **state) {
    (void)state;
    struct desk d;
    sit_down_as(&d, ROLE_DISTRICT_OFFICER, "");
    terminal_send(d.t, "2w");
    terminal_wait_row(d.t, 0, "mục 1/3");
    refused(&d, "d", "không được tự duyệt; hãy nhờ cán bộ khác.");
    refused(&d, "T", "Đã đánh dấu 3");
    refused(&d, "d", "không được tự duyệt; hãy nhờ cán bộ khác.");
    desk_close(&d);
}

/* ---- a campaign of another kind */

static void read_whole(const char *path, char *to, size_t size) {
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    size_t n = fread(to, 1, size - 1, f);
    (void)fclose(f);
    assert_true(n < size - 1);
    to[n] = '\0';
}

/* More duties than columns: the rest on the next page; no dossier: said so. */
static void a_campaign_with_more_duties_and_no_dossier(void **state) {
    (void)state;
    struct desk d;
    static char ini[400000];
    read_whole("config/thidua.ini", ini, sizeof ini);
    char *dossier = strstr(ini, "\n[dossier.proposal]");
    char *award = strstr(ini, "\n[award.");
    assert_non_null(dossier);
    assert_non_null(award);
    memmove(dossier, award, strlen(award) + 1);
    size_t n = strlen(ini);
    (void)snprintf(ini + n, sizeof ini - n,
                   "\n[duty.more]\nlabel = \"Nhiệm vụ thứ mười một\"\nfor = unit\n"
                   "clause = IV.2/1\n");
    d = (struct desk){.ended = true};
    cli_open(&d.cli);
    static char text[100000];
    read_whole("config/ke-hoach.txt", text, sizeof text);
    (void)cli_write(&d.cli, "ke-hoach.txt", text);
    char *config = strdup(cli_write(&d.cli, "thidua.ini", ini));
    d.cli.config = config;
    if (cli(&d.cli, "init", "--sample", NULL) != 0)
        fail_msg("%s", d.cli.last.err);
    desk_start(&d, &(struct terminal_options){.cols = 130});
    terminal_wait_for(d.t, "Việc cần làm");
    terminal_send(d.t, "5>");
    terminal_wait_for(d.t, "1 Nhiệm vụ thứ mười một");
    terminal_send(d.t, "1<C-s>");
    terminal_wait_row(d.t, 2, "x");
    assert_int_equal(cli_sql(&d.cli, "SELECT count(*) FROM duty_done WHERE duty = 'more'"), 1);
    refused(&d, "2", "Hãy bấm số đứng đầu cột của nhiệm vụ.");
    terminal_send(d.t, ">");
    terminal_wait_for(d.t, "1 Triển khai tới cán bộ");
    terminal_send(d.t, "q4<Enter>");
    terminal_wait_row(d.t, 0, " Tiêu chí khen thưởng");
    refused(&d, "h", "Đợt thi đua này không yêu cầu hồ sơ.");
    desk_leave(&d);
    free(config);
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registrations_in_the_wrong_state),
        cmocka_unit_test(all_tagged_or_none),
        cmocka_unit_test(what_others_need_is_not_deleted),
        cmocka_unit_test(progress_where_there_is_none),
        cmocka_unit_test(late_ones_want_a_reason),
        cmocka_unit_test(filters_by_no_value),
        cmocka_unit_test(in_empty_lists),
        cmocka_unit_test(keys_that_do_nothing_here),
        cmocka_unit_test(greyed_with_the_reason),
        cmocka_unit_test(a_viewer_changes_nothing),
        cmocka_unit_test(a_unit_officer_does_not_approve),
        cmocka_unit_test(nobody_approves_her_own),
        cmocka_unit_test(a_campaign_with_more_duties_and_no_dossier),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
