#include "support/terminal.h"
#include "support/child.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <vterm.h>

enum { CELL_BYTES = VTERM_MAX_CHARS_PER_CELL * 4 };

struct terminal {
    int fd; /* our end; -1: hung up */
    pid_t pid;
    bool ended; /* the other end is closed */
    bool reaped;
    int code;
    int rows, cols;
    VTerm *vt;
    VTermScreen *screen;
    char *text;   /* of terminal_row and terminal_screen */
    char *output; /* since the mark */
    size_t output_size, output_cap;
};

/* ---- start and end ---- */

static struct terminal *new_terminal(const struct terminal_options *o) {
    struct terminal *t = calloc(1, sizeof *t);
    assert_non_null(t);
    t->rows = o != NULL && o->rows > 0 ? o->rows : 24;
    t->cols = o != NULL && o->cols > 0 ? o->cols : 80;
    t->vt = vterm_new(t->rows, t->cols);
    assert_non_null(t->vt);
    vterm_set_utf8(t->vt, 1);
    t->screen = vterm_obtain_screen(t->vt);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_reset(t->screen, 1);
    return t;
}

static void child_start(const struct terminal_options *o) {
    char term[64];
    (void)snprintf(term, sizeof term, "%s",
                   o != NULL && o->term != NULL ? o->term : "xterm-256color");
    child_environment(o != NULL ? o->env : NULL);
    (void)setenv("TERM", term, 1);
    if (o != NULL && o->dir != NULL && chdir(o->dir) != 0)
        _exit(126);
}

static struct terminal *start(const char *const *argv, int (*run)(void *), void *arg,
                              const struct terminal_options *o) {
    struct terminal *t = new_terminal(o);
    struct winsize size = {.ws_row = (unsigned short)t->rows, .ws_col = (unsigned short)t->cols};
    const char *program = argv != NULL ? child_program(argv[0]) : NULL;
    t->pid = forkpty(&t->fd, NULL, NULL, &size);
    assert_true(t->pid >= 0);
    if (t->pid == 0) {
        child_start(o);
        if (run != NULL)
            exit(run(arg)); /* not _exit: what leaks is to be seen */
        child_exec(program, argv);
    }
    return t;
}

struct terminal *terminal_start(const char *const *argv, const struct terminal_options *o) {
    return start(argv, NULL, NULL, o);
}

struct terminal *terminal_fork(int (*run)(void *arg), void *arg, const struct terminal_options *o) {
    return start(NULL, run, arg, o);
}

void terminal_hang_up(struct terminal *t) {
    if (t->fd >= 0) {
        (void)close(t->fd);
        t->fd = -1;
    }
}

void terminal_end(struct terminal *t) {
    terminal_hang_up(t);
    if (!t->reaped) {
        (void)kill(t->pid, SIGKILL);
        (void)waitpid(t->pid, NULL, 0);
    }
    vterm_free(t->vt);
    free(t->text);
    free(t->output);
    free(t);
}

/* ---- what it writes ---- */

static void keep(struct terminal *t, const char *bytes, size_t n) {
    if (t->output_size + n + 1 > t->output_cap) {
        t->output_cap = (t->output_size + n + 1) * 2;
        t->output = realloc(t->output, t->output_cap);
        assert_non_null(t->output);
    }
    memcpy(t->output + t->output_size, bytes, n);
    t->output_size += n;
    t->output[t->output_size] = '\0';
}

/* Read what comes within `wait` milliseconds; false: nothing did. */
static bool receive(struct terminal *t, int64_t wait) {
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    if (t->ended || t->fd < 0 || poll(&p, 1, wait > 0 ? (int)wait : 0) <= 0)
        return false;
    char bytes[4096];
    ssize_t n = read(t->fd, bytes, sizeof bytes);
    if (n <= 0) {
        t->ended = n == 0 || errno != EINTR;
        return !t->ended;
    }
    keep(t, bytes, (size_t)n);
    (void)vterm_input_write(t->vt, bytes, (size_t)n);
    return true;
}

/* ---- what it shows ---- */

static size_t put_utf8(char *to, uint32_t c) {
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        to[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    to[0] = (char)((0xF00 >> n & 0xFF) | c);
    return n;
}

static size_t put_row(struct terminal *t, int row, char *to) {
    size_t n = 0;
    size_t end = 0;
    for (int col = 0; col < t->cols; col++) {
        VTermScreenCell cell;
        VTermPos at = {.row = row, .col = col};
        if (vterm_screen_get_cell(t->screen, at, &cell) == 0)
            continue;
        if (cell.chars[0] == (uint32_t)-1)
            continue; /* the right half of a wide character */
        if (cell.chars[0] == 0) {
            to[n++] = ' ';
            continue;
        }
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
            n += put_utf8(to + n, cell.chars[i]);
        end = cell.chars[0] != ' ' ? n : end;
    }
    to[end] = '\0';
    return end;
}

static char *room(struct terminal *t) {
    free(t->text);
    t->text = malloc((size_t)t->rows * ((size_t)t->cols * CELL_BYTES + 2) + 1);
    assert_non_null(t->text);
    return t->text;
}

const char *terminal_row(struct terminal *t, int row) {
    (void)put_row(t, row, room(t));
    return t->text;
}

const char *terminal_screen(struct terminal *t) {
    char *to = room(t);
    for (int row = 0; row < t->rows; row++) {
        to += put_row(t, row, to);
        *to++ = '\n';
    }
    *to = '\0';
    return t->text;
}

bool terminal_has(struct terminal *t, const char *text) {
    while (receive(t, 0)) {
    }
    return strstr(terminal_screen(t), text) != NULL;
}

void terminal_cursor(struct terminal *t, int *row, int *col) {
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
    *row = at.row;
    *col = at.col;
}

int terminal_rows(const struct terminal *t) {
    return t->rows;
}

static int color_index(const VTermColor *c, bool own) {
    return own || !VTERM_COLOR_IS_INDEXED(c) ? -1 : c->indexed.idx;
}

struct terminal_look terminal_look_at(struct terminal *t, int row, int col) {
    VTermScreenCell cell;
    VTermPos at = {.row = row, .col = col};
    assert_true(vterm_screen_get_cell(t->screen, at, &cell) != 0);
    return (struct terminal_look){
        .bold = cell.attrs.bold,
        .reverse = cell.attrs.reverse,
        .underline = cell.attrs.underline != 0,
        .foreground = color_index(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)),
        .background = color_index(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))};
}

/* ---- waiting ---- */

struct want {
    const char *text;
    bool gone;
    int row, col; /* -1: any */
    bool cursor;
};

static bool met(struct terminal *t, const struct want *w) {
    if (w->cursor) {
        int row;
        int col;
        terminal_cursor(t, &row, &col);
        return w->text != NULL ? strstr(terminal_row(t, row), w->text) != NULL
                               : row == w->row && (w->col < 0 || col == w->col);
    }
    const char *shown = w->row >= 0 ? terminal_row(t, w->row) : terminal_screen(t);
    return (strstr(shown, w->text) != NULL) != w->gone;
}

static int wait_until(struct terminal *t, const struct want *w) {
    int looks = 0;
    while (!met(t, w)) {
        bool nothing = !receive(t, LOOK);
        looks += nothing;
        if (looks > LOOKS || (nothing && t->ended && !met(t, w))) {
            int row;
            int col;
            terminal_cursor(t, &row, &col);
            (void)fprintf(stderr, "%s\ncursor at %d, %d%s\n", terminal_screen(t), row, col,
                          t->ended ? ", the program has ended" : "");
            fail_msg("waited for %s “%s” (row %d, column %d)",
                     w->cursor ? "the cursor"
                     : w->gone ? "the end of"
                               : "the text",
                     w->text == NULL ? "" : w->text, w->row, w->col);
        }
    }
    return looks;
}

int terminal_wait_for(struct terminal *t, const char *text) {
    struct want w = {.text = text, .row = -1};
    return wait_until(t, &w);
}

void terminal_wait_gone(struct terminal *t, const char *text) {
    struct want w = {.text = text, .row = -1, .gone = true};
    (void)wait_until(t, &w);
}

void terminal_wait_row(struct terminal *t, int row, const char *text) {
    struct want w = {.text = text, .row = row};
    (void)wait_until(t, &w);
}

void terminal_wait_cursor(struct terminal *t, int row, int col) {
    struct want w = {.row = row, .col = col, .cursor = true};
    (void)wait_until(t, &w);
}

void terminal_wait_at_cursor(struct terminal *t, const char *text) {
    struct want w = {.text = text, .row = -1, .col = -1, .cursor = true};
    (void)wait_until(t, &w);
}

void terminal_wait_quiet(struct terminal *t, int ms) {
    while (receive(t, ms)) {
    }
}

int terminal_wait_exit(struct terminal *t) {
    int status = 0;
    pid_t got = 0;
    for (int looks = 0; !t->reaped && looks <= LOOKS;) {
        if (!receive(t, LOOK)) {
            looks++;
            got = waitpid(t->pid, &status, WNOHANG);
            if (got == 0 && (t->ended || t->fd < 0))
                (void)poll(NULL, 0, LOOK); /* nothing left to wait on but the process */
        }
        if (got == t->pid) {
            t->reaped = true;
            t->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
    }
    if (!t->reaped) {
        (void)fputs(terminal_screen(t), stderr);
        fail_msg("the program did not end");
    }
    while (receive(t, 0)) {
    }
    return t->code;
}

/* ---- typing: terminal_send is in terminal_keys.c ---- */

void terminal_send_bytes(struct terminal *t, const char *bytes, size_t n) {
    while (n > 0) {
        ssize_t written = write(t->fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        assert_true(written > 0);
        bytes += written;
        n -= (size_t)written;
        while (receive(t, 0)) {
        }
    }
}

/* ---- the line ---- */

void terminal_resize(struct terminal *t, int rows, int cols) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    while (receive(t, 0)) {
    }
    t->rows = rows;
    t->cols = cols;
    vterm_set_size(t->vt, rows, cols);
    assert_int_equal(ioctl(t->fd, TIOCSWINSZ, &size), 0);
}

void terminal_mark(struct terminal *t) {
    while (receive(t, 0)) {
    }
    t->output_size = 0;
}

size_t terminal_bytes(const struct terminal *t) {
    return t->output_size;
}

const char *terminal_output(const struct terminal *t, size_t *n) {
    *n = t->output_size;
    return t->output != NULL ? t->output : "";
}

pid_t terminal_pid(const struct terminal *t) {
    return t->pid;
}
