/* The plan as dashboard: its outline folds, its clauses show the state of the campaign, and the
 * records stand behind them. */
#include "support/desk.h"
#include "support/test.h"

#include <string.h>

static void open_plan(struct desk *d) {
    desk_open(d, NULL);
    terminal_send(d->t, "1");
    terminal_wait_row(d->t, 0, "mục 1/57");
}

/* Search for a clause: it becomes the selected one. */
static void to_clause(struct desk *d, const char *words, const char *begins) {
    terminal_send(d->t, "/");
    terminal_wait_for(d->t, "Tìm:");
    terminal_send(d->t, words);
    terminal_send(d->t, "<Enter>");
    terminal_wait_gone(d->t, "Tìm:");
    terminal_wait_at_cursor(d->t, begins);
}

static void folds_and_unfolds(void **state) {
    (void)state;
    struct desk d;
    open_plan(&d);
    terminal_wait_at_cursor(d.t, "› ▾ I  MỤC ĐÍCH, YÊU CẦU");
    terminal_send(d.t, "<Left>");
    terminal_wait_row(d.t, 0, "mục 1/50");
    terminal_wait_at_cursor(d.t, "› ▸ I  MỤC ĐÍCH");
    terminal_send(d.t, "<Left>"); /* folded already, and in nothing */
    terminal_wait_row(d.t, 0, "mục 1/50");
    terminal_send(d.t, "<Right>");
    terminal_wait_row(d.t, 0, "mục 1/57");
    terminal_send(d.t, "jj");
    terminal_wait_at_cursor(d.t, "Dấy lên");
    terminal_send(d.t, "h"); /* nothing to fold in a dash: what it stands in */
    terminal_wait_row(d.t, 0, "mục 2/54");
    terminal_wait_at_cursor(d.t, "▸ I.1  Mục đích");
    terminal_send(d.t, "l");
    terminal_wait_row(d.t, 0, "mục 2/57");
    terminal_send(d.t, "jz"); /* all; the selection goes to the part it was in */
    terminal_wait_row(d.t, 0, "mục 1/4");
    terminal_wait_for(d.t, "▸ IV  TỔ CHỨC THỰC HIỆN");
    terminal_send(d.t, "Gz");
    terminal_wait_row(d.t, 0, "/57");
    terminal_wait_at_cursor(d.t, "▾ IV  TỔ CHỨC THỰC HIỆN");
    desk_close(&d);
}

/* Where the clause stands on the screen, its figure ends the row. */
static void figure_is(struct desk *d, const char *words, const char *figure) {
    int row;
    int col;
    to_clause(d, words, "›");
    terminal_wait_at_cursor(d->t, figure);
    terminal_cursor(d->t, &row, &col);
    const char *text = terminal_row(d->t, row);
    assert_string_equal(text + strlen(text) - strlen(figure), figure);
}

static void shows_the_state_of_the_campaign(void **state) {
    (void)state;
    static const struct {
        const char *words, *figure;
    } figures[] = {
        {"thoi gian thi dua: bat dau", "còn 71 ngày"},
        {"cap huyen: dang ky", "2/2 công trình  100%"},
        {"moi noi lam it nhat", "23/36 tập thể, 9/36 cá nhân"},
        {"phan dau gioi thieu", "0/36 tập thể, 0/36 cá nhân"},
        {"iv.1 hoi lhpn huyen", "3/4 nhiệm vụ"},
        {"iv.1/4", "chưa làm"},
        {"trien khai dot thi dua dac biet toi dong", "30/36 đơn vị  83%"},
        {"dang ky voi hoi lhpn huyen", "24/36 đơn vị  ! còn 4 ngày"},
        {"tuyen truyen, pho bien", "4 tin, bài"},
    };
    struct desk d;
    open_plan(&d);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        figure_is(&d, figures[i].words, figures[i].figure);
    desk_close(&d);
}

/* As of that day a clause's figure is there whole, however long it is: the text beside it gives
 * way. */
static void figures_say_what_is_pressing(void **state) {
    (void)state;
    static const struct {
        const char *day, *words, *figure;
    } figures[] = {
        {"09/11/2021", "dang ky voi hoi lhpn huyen", "24/36 đơn vị  ! hôm nay là ngày cuối"},
        {"14/01/2022", "moi noi lam it nhat", "23/36 tập thể, 9/36 cá nhân  ! còn 1 ngày"},
        {"14/01/2022", "phan dau gioi thieu", "0/36 tập thể, 0/36 cá nhân  ! còn 4 ngày"},
        {"14/01/2022", "trien khai dot thi dua dac biet toi dong", "30/36 đơn vị  83%"},
        {"20/01/2022", "moi noi lam it nhat", "23/36 tập thể, 9/36 cá nhân  ! đã qua 5 ngày"},
    };
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        struct desk d;
        desk_prepare(&d);
        d.cli.today = figures[i].day;
        desk_start(&d, NULL);
        terminal_wait_for(d.t, "Việc cần làm");
        terminal_send(d.t, "1");
        figure_is(&d, figures[i].words, figures[i].figure);
        terminal_resize(d.t, 16, 60);
        terminal_wait_row(d.t, 15, "q về");
        terminal_wait_at_cursor(d.t, figures[i].figure);
        desk_close(&d);
    }
}

/* Where a clause asks for several things, which of them is chosen. */
static void opens_the_records_behind(void **state) {
    (void)state;
    static const struct {
        const char *words, *part, *title, *place;
    } behind[] = {
        {"ket qua cua dot thi dua", "cu the", " Đơn vị · Chưa làm nhiệm vụ: Có kế hoạch cụ thể",
         "mục 1/31"},
        {"ket qua cua dot thi dua", "bieu duong", " Đơn vị · Chưa làm nhiệm vụ: Biểu dương",
         "mục 1/36"},
        {"cap huyen: dang ky", NULL, " Đăng ký · Đã đăng ký: có · Huyện đăng ký với tỉnh: có",
         "mục 1/2"},
        {"phat dong trong cac cap", NULL, " Đăng ký · Đơn vị đã đăng ký theo: Triệu phần quà",
         "mục 1/20"},
        {"mo cac hoat dong thiet thuc", NULL, " Đăng ký · Đơn vị đã đăng ký theo: Khâu đột phá",
         "mục 1/21"},
        {"moi noi lam it nhat", "tap the", " Đơn vị · Có công trình của huyện, tập thể: không",
         "mục 1/13"},
        {"moi noi lam it nhat", "9/36 ca nhan", " Đơn vị · Có công trình của huyện, cá nhân: không",
         "mục 1/27"},
        {"van dong de moi can bo", NULL, " Đơn vị · Chưa làm nhiệm vụ: Vận động", "mục 1/36"},
        {"phan dau gioi thieu", "tap the", " Đơn vị · Đã giới thiệu tập thể: không", "mục 1/36"},
        {"phan dau gioi thieu", "0/36 ca nhan", " Đơn vị · Đã giới thiệu cá nhân: không",
         "mục 1/36"},
        {"da phat dong thi dua", "van ban", " Đơn vị · Chưa làm nhiệm vụ: Phát động", "mục 1/33"},
        {"da phat dong thi dua", "kip thoi", " Đơn vị · Chưa làm nhiệm vụ: Báo cáo", "mục 1/36"},
        {"iv.1 hoi lhpn huyen", "phat thanh", " Nhiệm vụ đã làm · Nhiệm vụ: Phối hợp Đài",
         "mục 1/1"},
        {"iv.1/1", NULL, " Nhiệm vụ đã làm · Nhiệm vụ: Lập kế hoạch", "mục 1/1"},
        {"iv.1/2", NULL, " Đơn vị · Đã triển khai: không", "mục 1/6"},
        {"iv.1/3", NULL, " Nhiệm vụ đã làm · Nhiệm vụ: Phối hợp Đài", "mục 1/1"},
        {"trien khai dot thi dua dac biet toi dong", NULL,
         " Đơn vị · Chưa làm nhiệm vụ: Triển khai", "mục 1/6"},
        {"dang ky voi hoi lhpn huyen", NULL, " Đơn vị · Đã đăng ký: không", "mục 1/12"},
        {"tuyen truyen, pho bien", NULL, " Nhiệm vụ đã làm · Nhiệm vụ: Tuyên truyền, phổ biến",
         "mục 1/4"},
    };
    struct desk d;
    open_plan(&d);
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        to_clause(&d, behind[i].words, "›");
        terminal_send(d.t, "<Enter>");
        if (behind[i].part) {
            terminal_wait_for(d.t, "Mở số liệu:");
            terminal_send(d.t, behind[i].part);
            terminal_send(d.t, "<Enter>");
        }
        terminal_wait_row(d.t, 0, behind[i].title);
        terminal_wait_row(d.t, 0, behind[i].place);
        terminal_send(d.t, "q");
        terminal_wait_row(d.t, 0, " Kế hoạch ");
        terminal_wait_at_cursor(d.t, "›");
    }
    desk_close(&d);
}

static void a_choice_of_figures_can_be_left(void **state) {
    (void)state;
    struct desk d;
    open_plan(&d);
    to_clause(&d, "iv.1 hoi lhpn huyen", "›");
    terminal_send(d.t, "<Enter>");
    terminal_wait_for(d.t, "Mở số liệu:");
    terminal_wait_for(d.t, "đã làm · Lập kế hoạch, chỉ đạo, hướng dẫn cơ sở");
    terminal_wait_for(d.t, "chưa làm · Theo dõi, tổng hợp, chọn điển hình đề nghị tỉnh");
    terminal_send(d.t, "<Esc>");
    terminal_wait_gone(d.t, "Mở số liệu:");
    terminal_wait_at_cursor(d.t, "IV.1  Hội LHPN huyện");
    desk_close(&d);
}

/* A clause without a figure is read; v reads any with all under it. */
static void reads_a_clause_whole(void **state) {
    (void)state;
    struct desk d;
    open_plan(&d);
    to_clause(&d, "ca nhan: can bo", "- ");
    terminal_send(d.t, "<Enter>");
    terminal_wait_row(d.t, 0, " Mục II.2/2");
    terminal_wait_for(d.t, "Cá nhân: cán bộ, hội viên và phụ nữ toàn huyện.");
    terminal_wait_row(d.t, 0, "dòng 1/1"); /* and no empty one under it to scroll to */
    terminal_send(d.t, "q");
    to_clause(&d, "iv.2 hoi lhpn", "IV.2  Hội LHPN các xã");
    terminal_send(d.t, "v");
    terminal_wait_row(d.t, 0, " Mục IV.2");
    terminal_wait_for(d.t, "trước ngày 10/11/2021");
    terminal_resize(d.t, 16, 60); /* wrapped anew, nothing cut */
    terminal_wait_row(d.t, 15, "q về");
    terminal_send(d.t, "/10 thang 11<Esc>/10/11/2021<Enter>");
    terminal_wait_at_cursor(d.t, "10/11/2021");
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, " Kế hoạch ");
    desk_close(&d);
}

/* Of a paper of long ago the days are whole too. */
static void a_date_long_past(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    d.cli.today = "29/11/2026";
    desk_start(&d, NULL);
    terminal_send(d.t, "1m");
    terminal_wait_for(d.t, "23/04/2021            đã qua 2046 ngày III.3 ");
    desk_close(&d);
}

static void every_date_and_the_way_to_it(void **state) {
    (void)state;
    static const char *const dates[] = {
        "23/04/2021            đã qua 196 ngày  III.3",
        "10/2021               đã qua 5 ngày    II.3",
        "27/10/2021            đã qua 9 ngày    mở đầu",
        "10/11/2021            còn 5 ngày       IV.2/2",
        "15/01/2022            còn 71 ngày      II.3",
        "20/01/2022–15/02/2022 còn 102 ngày     II.4.2/2/3",
        "08/03/2022            còn 123 ngày     II.4.2/2/3",
    };
    struct desk d;
    open_plan(&d);
    terminal_send(d.t, "zm");
    terminal_wait_row(d.t, 0, "Mốc thời gian trong kế hoạch");
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
        terminal_wait_row(d.t, 2 + (int)i, dates[i]);
    terminal_wait_at_cursor(d.t, "10/11/2021"); /* the next one is looked for first */
    terminal_send(d.t, "gjj<Enter>"); /* before the first clause, in no outline: it is read */
    terminal_wait_row(d.t, 0, " Kế hoạch: mở đầu");
    terminal_wait_for(d.t, "Căn cứ Kế hoạch số 04/KH-BTV ngày 27/10/2021");
    terminal_wait_for(d.t, "dung sau đây:"); /* to its end */
    terminal_send(d.t, "q");
    terminal_wait_row(d.t, 0, "Mốc thời gian trong kế hoạch");
    terminal_wait_at_cursor(d.t, "27/10/2021");
    terminal_send(d.t, "j<Enter>"); /* folded or not */
    terminal_wait_row(d.t, 0, " Kế hoạch ");
    terminal_wait_at_cursor(d.t, "Đăng ký với Hội LHPN huyện");
    terminal_send(d.t, "mq"); /* back without choosing: nothing moves */
    terminal_wait_row(d.t, 0, " Kế hoạch ");
    terminal_wait_at_cursor(d.t, "Đăng ký với Hội LHPN huyện");
    desk_close(&d);
}

static void searches_without_marks(void **state) {
    (void)state;
    struct desk d;
    open_plan(&d);
    terminal_send(d.t, "z/ho so, thu tuc"); /* into what is folded */
    terminal_wait_for(d.t, "›   ▸ III.3  Hồ sơ, thủ tục");
    terminal_send(d.t, " gi do");
    terminal_wait_for(d.t, "Không thấy “ho so, thu tuc gi do”.");
    terminal_send(d.t, "<Esc>");
    terminal_wait_gone(d.t, "Tìm:");
    terminal_wait_at_cursor(d.t, "I  MỤC ĐÍCH"); /* given up: where it was */
    to_clause(&d, "TUYÊN TRUYỀN", "›");
    terminal_wait_at_cursor(d.t, "Tuyên truyền, vận động");
    terminal_send(d.t, "n");
    terminal_wait_at_cursor(d.t, "Phối hợp với Đài phát thanh");
    terminal_send(d.t, "nn");
    terminal_wait_at_cursor(d.t, "Tuyên truyền, vận động"); /* round */
    terminal_send(d.t, "N");
    terminal_wait_at_cursor(d.t, "Tuyên truyền, phổ biến");
    desk_close(&d);
}

/* What a colleague writes appears by itself, the selection stands still. */
static void figures_are_live(void **state) {
    (void)state;
    struct desk d;
    open_plan(&d);
    figure_is(&d, "tuyen truyen, pho bien", "4 tin, bài");
    assert_int_equal(cli(&d.cli, "add", "duty", "unit=hai-ly", "duty=publicity", NULL), 0);
    terminal_wait_at_cursor(d.t, "5 tin, bài");
    terminal_wait_at_cursor(d.t, "› ");
    desk_close(&d);
}

/* The plan that was imported is the one on the screen. */
static void shows_the_imported_plan(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    const char *path = cli_write(&d.cli, "plan.txt",
                                 "KẾ HOẠCH\nThi đua của xã\n\nI. MỤC ĐÍCH\n1. Phong trào\n"
                                 "- Vận động chị em trước ngày 20/11/2021.\n"
                                 "II. TỔ CHỨC THỰC HIỆN\n- Báo cáo về huyện.\n");
    assert_int_equal(cli(&d.cli, "plan", "import", path, NULL), 0);
    desk_start(&d, NULL);
    terminal_wait_for(d.t, "2 phần, 3 mục");
    terminal_send(d.t, "1");
    terminal_wait_row(d.t, 0, "mục 1/5");
    terminal_wait_for(d.t, "Vận động chị em trước ngày 20/11/2021.");
    terminal_send(d.t, "m");
    terminal_wait_row(d.t, 2, "20/11/2021            còn 15 ngày      I.1/1");
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_and_unfolds),
        cmocka_unit_test(shows_the_state_of_the_campaign),
        cmocka_unit_test(figures_say_what_is_pressing),
        cmocka_unit_test(opens_the_records_behind),
        cmocka_unit_test(a_choice_of_figures_can_be_left),
        cmocka_unit_test(reads_a_clause_whole),
        cmocka_unit_test(every_date_and_the_way_to_it),
        cmocka_unit_test(a_date_long_past),
        cmocka_unit_test(searches_without_marks),
        cmocka_unit_test(figures_are_live),
        cmocka_unit_test(shows_the_imported_plan),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
