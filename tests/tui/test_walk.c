/* Every screen of the program, at the size of an old terminal, of the usual one and of a large one:
 * what stands in the title and in the key bar, the way back, help and palette; the selection and
 * the place over a resize. */
#include "support/desk.h"
#include "support/test.h"
#include "thidua/text.h"

#include <stdio.h>
#include <string.h>

enum { MANY = -1 };

/* The way to a screen from home, and how it is known. */
static const struct place {
    const char *keys;
    const char *title; /* begins so */
    int rows;          /* of its list; 0: it has no place to say, MANY: some */
    bool typing;       /* letters are text here */
    const char *alone; /* words that stand in this screen only */
} places[] = {
    {"", "Thi đua · 130 công trình, phần việc", 0, false, "1-8 chọn"},
    {"1", "Kế hoạch", 57, false, "m mốc thời gian"},
    {"1m", "Mốc thời gian trong kế hoạch", 0, false, "› 10/11/2021            còn 5 ngày"},
    {"1v", "Mục I", 0, false, "MỤC ĐÍCH, YÊU CẦU"},
    {"2", "Đăng ký", 53, false, "Công an huyện  Làm căn cước công dân"},
    {"2<Enter>", "Làm căn cước công dân tại nhà cho", 0, false, "Các lần cập nhật"},
    {"2a", "Thêm công trình, phần việc", 0, true, "‹ (chưa chọn) ›"},
    {"2e", "Sửa công trình, phần việc", 0, true, "Ngày hoàn thành dự kiến"},
    {"3", "Tiến độ · Của huyện: không", 41, false, "chậm, lâu"},
    {"3a", "Thêm lần cập nhật", 0, true, "Đã làm 16/80 suất quà"},
    {"3v", "Các lần cập nhật", MANY, false, "04/11/2021 Hải Anh"},
    {"4", "Khen thưởng", 1, false, "Tuyến đường hoa"},
    {"4<Enter>", "Tiêu chí khen thưởng · tập thể", 0, false, "Space đạt"},
    {"4e", "Sửa giới thiệu khen thưởng", 0, true, "Tóm tắt thành tích"},
    {"5", "Nhiệm vụ của đơn vị", 36, false, "1 Triển khai tới cán bộ"},
    {"5<Enter>", "Nhiệm vụ đã làm · Đơn vị: Công an huyện", 1, false, "23/10/2021"},
    {"53", "Thêm nhiệm vụ đã triển khai", 0, true, "Tuyên truyền, phổ biến"},
    {"6", "Đơn vị", 37, false, "Tên đơn vị"},
    {"6e", "Sửa đơn vị", 0, true, "Phụ nữ từ 18 tuổi"},
    {"6p", "Thêm lần nhận kế hoạch", 0, true, "Người nhận"},
    {"6P", "Nhận kế hoạch · Đơn vị: Công an huyện", 1, false, "Người nhận"},
    {"7", "Báo cáo nhanh", 0, false, "Mốc thời gian"},
    {"8", "Nhật ký", MANY, false, "thêm"},
    {"8<Enter>", "Nhật ký", 0, false, "thêm đánh giá"},
};
enum { PLACES = sizeof places / sizeof places[0] };

static const struct size { int rows, cols; } sizes[] = {{16, 60}, {24, 80}, {60, 200}};
enum { SIZES = 3 };

static void title_is(struct terminal *t, const char *title) {
    char text[160];
    (void)snprintf(text, sizeof text, " %s", title);
    terminal_wait_row(t, 0, text);
    assert_memory_equal(terminal_row(t, 0), text, strlen(text));
}

/* The window is whole: nothing ran over its edge into the next row, nothing is half a character. */
static void window_is_whole(struct terminal *t, const struct size *size) {
    for (int row = 0; row < size->rows; row++) {
        const char *text = terminal_row(t, row);
        assert_true(text_width(text) <= size->cols);
        assert_null(strstr(text, "\xEF\xBF\xBD"));
    }
    assert_int_equal(terminal_row(t, 0)[0], ' ');              /* title bar */
    assert_int_equal(terminal_row(t, size->rows - 1)[0], ' '); /* key bar */
}

static void way_out(struct terminal *t, const struct place *p, const struct size *size) {
    int last = size->rows - 1;
    const char *bar = p->keys[0] == '\0' ? "q thoát" : p->typing ? "Esc thoát" : "q về";
    terminal_wait_row(t, last, bar);
    terminal_wait_row(t, last, p->typing ? "F1 trợ giúp" : "? trợ giúp");
}

/* Help and palette, by the letters and, where letters are text, by the function keys. */
static void help_and_palette(struct terminal *t, const struct place *p) {
    terminal_send(t, p->typing ? "<F1>" : "?");
    terminal_wait_row(t, 0, " Trợ giúp · ");
    terminal_send(t, "q");
    terminal_wait_for(t, p->alone);
    terminal_send(t, p->typing ? "<F9>" : ":");
    terminal_wait_for(t, "Lệnh:");
    terminal_send(t, "khong co gi nhu the");
    terminal_wait_for(t, "Không có dòng nào như thế.");
    terminal_send(t, "<Esc>");
    terminal_wait_gone(t, "Lệnh:");
    title_is(t, p->title);
}

static void visit(struct desk *d, const struct place *p, const struct size *size) {
    struct terminal *t = d->t;
    char position[32] = " mục 1/";
    terminal_send(t, p->keys);
    terminal_wait_for(t, p->alone);
    title_is(t, p->title);
    if (p->rows > 0)
        (void)snprintf(position, sizeof position, " mục 1/%d", p->rows);
    if (p->rows != 0)
        terminal_wait_row(t, 0, position);
    way_out(t, p, size); /* the key bar is sent last */
    window_is_whole(t, size);
    help_and_palette(t, p);
    way_out(t, p, size);
    window_is_whole(t, size);
}

/* How many screens the keys open, one over the other: one each. */
static int depth(const char *keys) {
    int n = 0;
    for (; *keys != '\0'; n++)
        keys += *keys == '<' ? strcspn(keys, ">") + 1 : 1;
    return n;
}

static void go_home(struct terminal *t, const char *keys, bool typing, const char *back) {
    for (int n = depth(keys); n > 0; n--) {
        terminal_send(t, typing ? "<Esc>" : back);
        typing = false;
    }
    title_is(t, places[0].title);
    /* Sent last: the place of the screen before, at the right of the title, is gone with it. */
    terminal_wait_row(t, terminal_rows(t) - 1, "q thoát");
}

static void walk(const struct size *size, const char *back) {
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = size->rows, .cols = size->cols});
    for (size_t i = 0; i < PLACES; i++) {
        visit(&d, &places[i], size);
        go_home(d.t, places[i].keys, places[i].typing, back);
    }
    size_t n;
    terminal_send(d.t, "Q");
    assert_int_equal(terminal_wait_exit(d.t), 0);
    const char *all = terminal_output(d.t, &n);
    assert_true(text_valid(all, n)); /* no character was cut in two */
    terminal_end(d.t);
    d.ended = true;
    desk_close(&d);
}

static void walks_at_60x16(void **state) {
    (void)state;
    walk(&sizes[0], "q");
}

static void walks_at_80x24(void **state) {
    (void)state;
    walk(&sizes[1], "<Esc>");
}

static void walks_at_200x60(void **state) {
    (void)state;
    walk(&sizes[2], "q");
}

/* ---- resize */

/* Rows of the title bar's place, "mục 4/53", and what the marked row says first. */
static void remember(struct terminal *t, char place[32], char marked[24]) {
    int row;
    int col;
    const char *at = strstr(terminal_row(t, 0), "mục ");
    assert_non_null(at);
    (void)snprintf(place, 32, "%s", at);
    terminal_cursor(t, &row, &col);
    const char *text = terminal_row(t, row);
    text += strlen("›");
    text += strspn(text, " ");
    size_t n = 0;
    while (n < 12 && text[n] != '\0')
        n += text_next(text + n);
    (void)snprintf(marked, 24, "%.*s", (int)n, text);
}

static void keeps_its_place_when_resized(void **state) {
    (void)state;
    static const struct size others[] = {{16, 60}, {60, 200}, {24, 80}, {17, 61}};
    static const char *const lists[] = {"1", "1m", "2", "3", "3v", "5", "6", "8"};
    struct desk d;
    desk_open(&d, NULL);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        char place[32];
        char marked[24];
        terminal_send(d.t, lists[i]);
        terminal_send(d.t, "g");
        terminal_wait_row(d.t, 0, "mục 1/");
        terminal_wait_row(d.t, 23, "q về"); /* nothing of home is left */
        terminal_send(d.t, "jjjjj");
        terminal_wait_row(d.t, 0, "mục 6/");
        terminal_wait_cursor(d.t, i == 0 ? 6 : 7, 0); /* the plan has no headings */
        remember(d.t, place, marked);
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
            terminal_resize(d.t, others[k].rows, others[k].cols);
            terminal_wait_row(d.t, others[k].rows - 1, "q về");
            terminal_wait_row(d.t, 0, place);
            terminal_wait_at_cursor(d.t, marked);
            terminal_wait_at_cursor(d.t, "›");
        }
        terminal_resize(d.t, 24, 80);
        terminal_wait_row(d.t, 23, "q về");
        go_home(d.t, lists[i], false, "q");
    }
    desk_close(&d);
}

/* ---- a window too small */

static void waits_in_a_window_too_small(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "2jj");
    terminal_wait_row(d.t, 0, "mục 3/53");
    terminal_resize(d.t, 15, 80);
    terminal_wait_for(d.t, "Cửa sổ nhỏ quá: cần ít nhất 60×16, đang có 80×15");
    assert_false(terminal_has(d.t, "Hải Anh"));
    terminal_resize(d.t, 24, 59);
    terminal_wait_for(d.t, "đang có 59×24");
    terminal_send(d.t, "jjjsq<Enter>"); /* nothing is done that is not seen */
    terminal_resize(d.t, 16, 60);
    terminal_wait_row(d.t, 0, "mục 3/53");
    terminal_wait_at_cursor(d.t, "› Hải Anh");
    terminal_resize(d.t, 3, 10);
    terminal_wait_for(d.t, "Cửa sổ");
    terminal_send(d.t, "Q"); /* the way out stays open */
    assert_int_equal(terminal_wait_exit(d.t), 0);
    terminal_end(d.t);
    d.ended = true;
    desk_close(&d);
}

static void starts_in_a_window_too_small(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    desk_start(&d, &(struct terminal_options){.rows = 10, .cols = 40});
    terminal_wait_for(d.t, "Cửa sổ nhỏ quá");
    terminal_resize(d.t, 24, 80);
    title_is(d.t, places[0].title);
    desk_close(&d);
}

/* ---- ways back and help */

/* Where → opens a row, ← is the way back; the plan folds with it, text is moved in with it, and
 * home is not left by it. */
static void left_is_the_way_back(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, NULL);
    terminal_send(d.t, "3<Right>");
    terminal_wait_for(d.t, "Các lần cập nhật");
    terminal_send(d.t, "<Left>");
    title_is(d.t, "Tiến độ");
    terminal_send(d.t, "?");
    title_is(d.t, "Trợ giúp · Tiến độ");
    terminal_send(d.t, "G");
    terminal_wait_for(d.t, "q F10 Esc Ctrl-C ←");
    terminal_send(d.t, "<Left><Left>");
    title_is(d.t, places[0].title);
    terminal_send(d.t, "<Left>");
    terminal_wait_row(d.t, 22, "Bấm q để thoát.");
    terminal_send(d.t, "6e");
    title_is(d.t, "Sửa đơn vị");
    terminal_send(d.t, "<Left><Left><Left>x<S-Tab>"); /* and on the row "Lưu" */
    terminal_wait_at_cursor(d.t, "Lưu");
    terminal_send(d.t, "<Left><F1>");
    title_is(d.t, "Trợ giúp · Nhập, sửa");
    terminal_send(d.t, "<Left>");
    title_is(d.t, "Sửa đơn vị");
    terminal_send(d.t, "<Esc>");
    terminal_wait_for(d.t, "Có thay đổi chưa lưu.");
    terminal_send(d.t, "b");
    title_is(d.t, "Đơn vị");
    desk_close(&d);
}

/* Nothing in the help is cut, nor in why a key cannot be used. */
static void the_help_is_whole(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 100, .cols = 60});
    terminal_send(d.t, "2?");
    terminal_wait_row(d.t, 99, "q về");
    terminal_wait_for(d.t, "  i                  Giới thiệu khen thưởng; đã giới thiệu");
    terminal_wait_for(d.t, "                     thì mở bảng tiêu chí");
    terminal_wait_for(d.t, "                     (không dùng được: Không gửi đăng ký");
    assert_null(strstr(terminal_screen(d.t), "…"));
    terminal_resize(d.t, 100, 120);
    terminal_wait_for(d.t, "Giới thiệu khen thưởng; đã giới thiệu thì mở bảng tiêu chí");
    desk_close(&d);
}

static void home_counts_the_completed_apart(void **state) {
    (void)state;
    struct desk d;
    desk_prepare(&d);
    assert_int_equal(cli(&d.cli, "complete", "work", "7", NULL), 0);
    desk_start(&d, &(struct terminal_options){.cols = 100});
    terminal_wait_row(d.t, 5, "40 công trình ");
    terminal_wait_row(d.t, 5, ", 1 hoàn thành");
    terminal_send(d.t, "3");
    terminal_wait_row(d.t, 0, "mục 1/40");
    desk_close(&d);
}

/* A key that every keyboard has: not one of the function and movement keys alone. */
static bool on_every_keyboard(const char *keys) {
    char word[32];
    for (const char *at = keys + strspn(keys, " "); *at != '\0'; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        (void)snprintf(word, sizeof word, "%.*s", (int)n, at);
        at += n;
        if (text_width(word) == 1 && strchr("↑↓←→", word[0]) == NULL)
            return true;
        static const char *const plain[] = {"Enter",     "Space", "Esc", "Tab",
                                            "Shift-Tab", "Ctrl-", "1-"};
        for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
            if (strncmp(word, plain[i], strlen(plain[i])) == 0)
                return true;
    }
    return false;
}

static void every_action_has_a_letter(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d, &(struct terminal_options){.rows = 100, .cols = 120});
    for (size_t i = 0; i < PLACES; i++) {
        int actions = 0;
        terminal_send(d.t, places[i].keys);
        terminal_wait_for(d.t, places[i].alone);
        terminal_send(d.t, places[i].typing ? "<F1>" : "?");
        terminal_wait_row(d.t, 0, " Trợ giúp · ");
        terminal_wait_quiet(d.t, 100); /* all of it */
        for (int row = 1; row < 98; row++) {
            char keys[64];
            const char *text = terminal_row(d.t, row);
            size_t n = text_fit(text, 20);
            bool caption = text[0] == ' ' && text[1] != ' ';
            (void)snprintf(keys, sizeof keys, "%.*s", (int)n, text);
            char *mark = strstr(keys, "›");
            if (mark != NULL)
                memcpy(mark, "   ", 3);
            if (caption || strspn(keys, " ") == strlen(keys))
                continue;
            actions++;
            if (!on_every_keyboard(keys))
                fail_msg("%s: no letter in “%s”", places[i].title, terminal_row(d.t, row));
        }
        assert_true(actions > 5);
        terminal_send(d.t, "q");
        go_home(d.t, places[i].keys, places[i].typing, "q");
    }
    desk_close(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_at_60x16),
        cmocka_unit_test(walks_at_80x24),
        cmocka_unit_test(walks_at_200x60),
        cmocka_unit_test(keeps_its_place_when_resized),
        cmocka_unit_test(waits_in_a_window_too_small),
        cmocka_unit_test(starts_in_a_window_too_small),
        cmocka_unit_test(left_is_the_way_back),
        cmocka_unit_test(the_help_is_whole),
        cmocka_unit_test(home_counts_the_completed_apart),
        cmocka_unit_test(every_action_has_a_letter),
    };
    return cmocka_run_group_tests(tests, desk_group_setup, desk_group_teardown);
}
