/* The terminal: keys however it sends them, its size, its end, its state before and after. */
#include "support/terminal.h"
#include "support/toy.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

static struct terminal *open_toy(struct toy *toy, const struct terminal_options *o) {
    struct terminal *t = terminal_fork(toy_run, toy, o);
    terminal_wait_for(t, "Đường hoa số 1");
    terminal_wait_cursor(t, 2, 0);
    return t;
}

static void leave(struct terminal *t) {
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

static void draws_the_window(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    assert_string_equal(terminal_row(t, 0),
                        " Đăng ký                                                              mục "
                        "1/100");
    terminal_wait_row(t, 1, "  Tên");
    terminal_wait_row(t, 2, "› Đường hoa số 1");
    terminal_wait_row(t, 23, " Enter sửa  d duyệt  x xóa  r trả lại");
    terminal_wait_row(t, 23, "? trợ giúp  q thoát");
    leave(t);
}

/* The same key as different terminals send it; TERM is xterm-256color, as PuTTY pretends. */
static void takes_every_variant_of_a_key(void **state) {
    (void)state;
    static const struct {
        const char *sends;
        const char *shows;
    } cases[] = {
        {"\033OP", "Trợ giúp ·"},  {"\033[11~", "Trợ giúp ·"}, {"\033[[A", "Trợ giúp ·"},
        {"\033[B", "mục 2/100"},   {"\033OB", "mục 2/100"},    {"\033[F", "mục 100/100"},
        {"\033OF", "mục 100/100"}, {"\033[4~", "mục 100/100"}, {"\033[8~", "mục 100/100"},
        {"\033[6~", "mục 21/100"}, {"\033[17~", "Đã duyệt 1"}, {"\033[20~", "Lệnh:"},
    };
    struct toy toy = {.rows = 100};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct terminal *t = open_toy(&toy, NULL);
        terminal_send_bytes(t, cases[i].sends, strlen(cases[i].sends));
        terminal_wait_for(t, cases[i].shows);
        terminal_end(t);
    }
}

/* Backspace as 127, 8, and what the terminal's settings say, in the search line. */
static void takes_every_backspace(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    terminal_send(t, "/abc<BS>");
    terminal_wait_for(t, "Tìm: ab");
    terminal_wait_gone(t, "abc");
    terminal_send_bytes(t, "\b", 1);
    terminal_wait_gone(t, "ab");
    terminal_wait_for(t, "Tìm: a");
    terminal_send(t, "<BS><BS>");
    terminal_wait_gone(t, "Tìm:");
    leave(t);
}

/* A sequence and a character cut in two by a slow line; bytes that are nothing. */
static void joins_what_a_slow_line_cuts(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    terminal_send_bytes(t, "\033", 1);
    terminal_wait_quiet(t, 40);
    terminal_send_bytes(t, "OB", 2);
    terminal_wait_for(t, "mục 2/100");
    terminal_send(t, "/");
    terminal_wait_for(t, "Tìm:");
    terminal_send_bytes(t, "\xE1\xBB", 2);
    terminal_wait_quiet(t, 40);
    terminal_send_bytes(t, "\x87", 1);
    terminal_wait_for(t, "Tìm: ệ");
    terminal_send_bytes(t, "\xFF\xC3x\x80y", 5);
    terminal_wait_for(t, "Tìm: ệxy");
    terminal_send(t, "<Esc>");
    terminal_wait_gone(t, "Tìm:");
    leave(t);
}

static void swallows_unknown_sequences(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    terminal_send_bytes(t, "\033[1;5C", 6); /* Ctrl-Right: its C and 5 are no commands */
    terminal_wait_for(t, "Phím này không dùng ở đây, ? để xem trợ giúp");
    assert_false(terminal_has(t, "chữ số"));
    terminal_send(t, "Z");
    terminal_wait_for(t, "Phím này không dùng ở đây, ? để xem trợ giúp");
    terminal_send(t, "5");
    terminal_wait_for(t, "chữ số 5");
    leave(t);
}

static void paste(struct terminal *t, const char *text) {
    terminal_send_bytes(t, "\033[200~", 6);
    terminal_send_bytes(t, text, strlen(text));
    terminal_send_bytes(t, "\033[201~", 6);
}

/* What is pasted is text: into a list it does nothing, into a line its newline sends nothing. */
static void pastes_are_text(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    paste(t, "Qd\r");
    terminal_send(t, "j");
    terminal_wait_for(t, "mục 2/100");
    terminal_send(t, "r");
    terminal_wait_for(t, "Lý do trả lại");
    paste(t, "thiếu\rchữ ký");
    terminal_wait_for(t, "thiếu chữ ký");
    terminal_send(t, "<Enter>");
    terminal_wait_for(t, "lý do 1 “thiếu chữ ký”");
    leave(t);
}

static void keeps_its_state_when_too_small(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    terminal_send(t, "jjj/7");
    terminal_wait_for(t, "mục 7/100");
    terminal_resize(t, 15, 59);
    terminal_wait_for(t, "Cửa sổ nhỏ quá: cần ít nhất 60×16, đang có 59×15");
    terminal_send(t, "jd<Enter>");
    terminal_resize(t, 16, 60);
    terminal_wait_for(t, "Tìm: 7");
    terminal_wait_for(t, "mục 7/100");
    terminal_resize(t, 60, 200);
    terminal_wait_for(t, "Tìm: 7");
    terminal_wait_for(t, "Đường hoa số 55");
    terminal_send(t, "<Enter>");
    terminal_wait_gone(t, "Tìm:");
    leave(t);
}

/* Two changes before the program looks (it is stopped), and the size is the old one again. */
static void is_whole_after_a_size_that_came_and_went(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    int status = 0;
    assert_int_equal(kill(terminal_pid(t), SIGSTOP), 0);
    assert_int_equal(waitpid(terminal_pid(t), &status, WUNTRACED), terminal_pid(t));
    assert_true(WIFSTOPPED(status));
    terminal_resize(t, 16, 60);
    terminal_resize(t, 24, 80);
    assert_false(terminal_has(t, "? trợ giúp  q thoát"));
    assert_int_equal(kill(terminal_pid(t), SIGCONT), 0);
    terminal_wait_for(t, "? trợ giúp  q thoát");
    leave(t);
}

static void ends_with_the_line(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    terminal_hang_up(t);
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

/* The program's own modes are gone from the terminal after it: the slave end is looked at by a
 * parent that stands between, as a shell does. */
struct shell {
    struct toy toy;
    int signal;
};

static int shell_run(void *arg) {
    struct shell *sh = arg;
    struct termios before;
    struct termios after;
    (void)signal(SIGTTOU, SIG_IGN);
    (void)tcgetattr(STDIN_FILENO, &before);
    pid_t pid = fork();
    if (pid == 0) {
        (void)setpgid(0, 0);
        (void)tcsetpgrp(STDIN_FILENO, getpid());
        (void)signal(SIGTTOU, SIG_DFL);
        exit(toy_run(&sh->toy));
    }
    int status = 0;
    while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
        (void)tcsetpgrp(STDIN_FILENO, getpgrp());
        (void)dprintf(STDOUT_FILENO, "stopped\r\n");
        char byte;
        (void)!read(STDIN_FILENO, &byte, 1);
        (void)tcsetpgrp(STDIN_FILENO, pid);
        (void)kill(-pid, SIGCONT);
    }
    (void)tcsetpgrp(STDIN_FILENO, getpgrp());
    (void)tcgetattr(STDIN_FILENO, &after);
    bool same = before.c_lflag == after.c_lflag && before.c_iflag == after.c_iflag &&
                before.c_oflag == after.c_oflag;
    (void)dprintf(STDOUT_FILENO, "%s, code %d\r\n", same ? "as before" : "changed",
                  WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    char byte;
    (void)!read(STDIN_FILENO, &byte, 1);
    return 0;
}

static void gives_the_terminal_back(void **state) {
    (void)state;
    struct shell sh = {.toy = {.rows = 100}};
    struct terminal *t = terminal_fork(shell_run, &sh, NULL);
    terminal_wait_for(t, "Đường hoa số 1");
    terminal_send(t, "wq");
    terminal_wait_for(t, "library noise");
    terminal_wait_for(t, "as before, code 0");
    terminal_end(t);
}

static void stops_and_comes_back(void **state) {
    (void)state;
    struct shell sh = {.toy = {.rows = 100}};
    struct terminal *t = terminal_fork(shell_run, &sh, NULL);
    terminal_wait_for(t, "Đường hoa số 1");
    terminal_send(t, "j<C-z>");
    terminal_wait_for(t, "stopped");
    terminal_send(t, "<Enter>");
    terminal_wait_for(t, "mục 2/100");
    terminal_wait_cursor(t, 3, 0);
    terminal_send(t, "q");
    terminal_wait_for(t, "as before, code 0");
    terminal_end(t);
}

static void does_not_stop_without_a_shell(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    terminal_send(t, "<C-z>");
    terminal_wait_for(t, "Ở đây không tạm dừng được");
    leave(t);
}

static void ends_on_signals(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct toy toy = {.rows = 100};
        struct terminal *t = open_toy(&toy, NULL);
        terminal_mark(t);
        assert_int_equal(kill(terminal_pid(t), signals[i]), 0);
        assert_int_equal(terminal_wait_exit(t), 0);
        size_t n;
        assert_non_null(strstr(terminal_output(t, &n), "\033[?1049l")); /* the screen was left */
        terminal_end(t);
    }
}

static int without_terminal(void *arg) {
    (void)close(STDIN_FILENO);
    return toy_run(arg);
}

/* newterm itself leaks when it fails (libtinfo's new_prescr), so nobody looks for leaks here. */
static int unknown_terminal(void *arg) {
    int rc = toy_run(arg);
    (void)fflush(stderr);
    _exit(rc);
}

static void refuses_what_is_no_terminal(void **state) {
    (void)state;
    struct toy toy = {.rows = 1};
    struct terminal *t = terminal_fork(without_terminal, &toy, NULL);
    terminal_wait_for(t, "Các màn hình cần một cửa sổ dòng lệnh");
    assert_int_equal(terminal_wait_exit(t), RC_IO);
    terminal_end(t);
    t = terminal_fork(unknown_terminal, &toy, &(struct terminal_options){.term = "khong-co"});
    terminal_wait_for(t, "Không vẽ được màn hình trên loại cửa sổ này");
    assert_int_equal(terminal_wait_exit(t), RC_IO);
    terminal_end(t);
}

static void other_terminals(void **state) {
    (void)state;
    static const char *const terms[] = {"linux",           "xterm", "putty",
                                        "screen-256color", "vt220", "tmux-256color"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct toy toy = {.rows = 100};
        struct terminal *t = open_toy(&toy, &(struct terminal_options){.term = terms[i]});
        terminal_send(t, "j<Down><PgDn>");
        terminal_wait_for(t, "mục 23/100");
        leave(t);
    }
}

static void colours_and_their_absence(void **state) {
    (void)state;
    struct toy toy = {.rows = 100};
    struct terminal *t = open_toy(&toy, NULL);
    assert_int_equal(terminal_look_at(t, 1, 2).foreground, 6); /* headings */
    leave(t);
    toy.no_color = true;
    t = open_toy(&toy, NULL);
    assert_int_equal(terminal_look_at(t, 1, 2).foreground, -1);
    assert_true(terminal_look_at(t, 1, 2).bold);
    for (int row = 0; row < 24; row++)
        for (int col = 0; col < 80; col++)
            assert_int_equal(terminal_look_at(t, row, col).foreground, -1);
    leave(t);
}

static void plain_ascii(void **state) {
    (void)state;
    struct toy toy = {.rows = 100, .ascii = true};
    struct terminal *t = terminal_fork(toy_run, &toy, NULL);
    terminal_wait_for(t, "> Duong hoa so 1");
    terminal_send(t, "?");
    terminal_wait_for(t, "Tro giup - Dang ky");
    size_t n;
    const char *out = terminal_output(t, &n);
    for (size_t i = 0; i < n; i++)
        assert_true((unsigned char)out[i] < 0x80);
    leave(t);
}

static void notices_by_itself(void **state) {
    (void)state;
    struct toy toy = {.rows = 100, .tells = true};
    struct terminal *t = open_toy(&toy, NULL);
    terminal_wait_for(t, "Ngọc Lan vừa duyệt 1 đăng ký.");
    leave(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_the_window),
        cmocka_unit_test(takes_every_variant_of_a_key),
        cmocka_unit_test(takes_every_backspace),
        cmocka_unit_test(joins_what_a_slow_line_cuts),
        cmocka_unit_test(swallows_unknown_sequences),
        cmocka_unit_test(pastes_are_text),
        cmocka_unit_test(keeps_its_state_when_too_small),
        cmocka_unit_test(is_whole_after_a_size_that_came_and_went),
        cmocka_unit_test(ends_with_the_line),
        cmocka_unit_test(gives_the_terminal_back),
        cmocka_unit_test(stops_and_comes_back),
        cmocka_unit_test(does_not_stop_without_a_shell),
        cmocka_unit_test(ends_on_signals),
        cmocka_unit_test(refuses_what_is_no_terminal),
        cmocka_unit_test(other_terminals),
        cmocka_unit_test(colours_and_their_absence),
        cmocka_unit_test(plain_ascii),
        cmocka_unit_test(notices_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
