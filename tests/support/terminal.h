/* A terminal for tests: the program runs in a pseudo-terminal, libvterm reads what it writes.
 *
 * Nothing here sleeps: every wait is a poll that is looked at again every LOOK milliseconds, and
 * after so many looks without anything new shows the screen and fails the test (cmocka). Looks are
 * the time that the machine gave us: while it stands still nobody is late. */
#ifndef TEST_TERMINAL_H
#define TEST_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { LOOK = 10 /* milliseconds */, LOOKS = 1000 /* patience: sanitizers, a busy machine */ };

struct terminal;

struct terminal_options {
    int rows, cols;         /* 0: 24×80 */
    const char *term;       /* TERM; NULL: xterm-256color */
    const char *const *env; /* more "NAME=value", ended by NULL; may be NULL */
    const char *dir;        /* working folder; NULL: as the test */
};

/* Run `argv` (argv[0] is looked up as execvp does; "thidua" is the program under test, from the
 * environment's THIDUA) in a new session on a new terminal. The environment is TERM, PATH, HOME,
 * LC_ALL=C.UTF-8, TZ=UTC and `env`, nothing else. */
struct terminal *terminal_start(const char *const *argv, const struct terminal_options *o);
/* The same, but the child calls `run` and exits with what it returns. */
struct terminal *terminal_fork(int (*run)(void *arg), void *arg, const struct terminal_options *o);
/* Close, kill what still runs, and free. */
void terminal_end(struct terminal *t);

/* Type: names in <> are keys: <Enter> <Esc> <Tab> <S-Tab> <Space> <BS> (127) <C-h> (8) <Up> <Down>
 * <Left> <Right> <Home> <End> <PgUp> <PgDn> <Del> <Ins> <F1> … <F12> <C-a> … <C-z> <lt>. */
void terminal_send(struct terminal *t, const char *keys);
void terminal_send_bytes(struct terminal *t, const char *bytes, size_t n);

/* Wait until the text is on the screen (returns how many looks that took), is no more, or is in
 * that row. */
int terminal_wait_for(struct terminal *t, const char *text);
void terminal_wait_gone(struct terminal *t, const char *text);
void terminal_wait_row(struct terminal *t, int row, const char *text);
/* Wait until the cursor is there; -1: any column. */
void terminal_wait_cursor(struct terminal *t, int row, int col);
/* Wait until the text is in the row the cursor is in: the selected row of a list, the field of a
 * form. */
void terminal_wait_at_cursor(struct terminal *t, const char *text);
/* Wait until nothing came for `ms` milliseconds: only for counting bytes. */
void terminal_wait_quiet(struct terminal *t, int ms);
/* Wait for the program to end; its exit code, or 128 + the signal. */
int terminal_wait_exit(struct terminal *t);

/* Is it there now? */
bool terminal_has(struct terminal *t, const char *text);
/* A row of the screen without blanks at the end; valid until the next call for this terminal. */
const char *terminal_row(struct terminal *t, int row);
/* The whole screen, rows ended by newlines; the same lifetime. */
const char *terminal_screen(struct terminal *t);
void terminal_cursor(struct terminal *t, int *row, int *col);
int terminal_rows(const struct terminal *t);

struct terminal_look {
    bool bold, reverse, underline;
    int foreground, background; /* index of the palette; -1: the terminal's own */
};
struct terminal_look terminal_look_at(struct terminal *t, int row, int col);

void terminal_resize(struct terminal *t, int rows, int cols);
/* Bytes the program wrote since the last call of terminal_mark. */
void terminal_mark(struct terminal *t);
size_t terminal_bytes(const struct terminal *t);
/* What it wrote since then, for searching escape sequences. */
const char *terminal_output(const struct terminal *t, size_t *n);

pid_t terminal_pid(const struct terminal *t);
/* Our end of the line goes away, as when ssh is cut. */
void terminal_hang_up(struct terminal *t);

#endif
