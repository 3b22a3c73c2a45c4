#include "support/desk.h"
#include "support/child.h"
#include "support/test.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Made once for the group: a sample takes longer to make than to copy. */
static struct cli sample;

int desk_group_setup(void **state) {
    (void)state;
    cli_open(&sample);
    if (cli(&sample, "init", "--sample", NULL) != 0)
        fail_msg("init --sample: %s", sample.last.err);
    return 0;
}

int desk_group_teardown(void **state) {
    (void)state;
    cli_close(&sample);
    return 0;
}

static void copy(const char *from, const char *to) {
    char bytes[65536];
    ssize_t n;
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_true(in >= 0 && out >= 0);
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        assert_int_equal(write(out, bytes, (size_t)n), n);
    assert_int_equal(n, 0);
    assert_int_equal(close(in), 0);
    assert_int_equal(close(out), 0);
}

void desk_prepare(struct desk *d) {
    *d = (struct desk){.ended = true};
    cli_open(&d->cli);
    copy(sample.db, d->cli.db);
}

void desk_prepare_empty(struct desk *d) {
    *d = (struct desk){.ended = true};
    cli_open(&d->cli);
    if (cli(&d->cli, "init", "--units", "config/don-vi.csv", NULL) != 0)
        fail_msg("init: %s", d->cli.last.err);
}

void desk_start(struct desk *d, const struct terminal_options *o) {
    const char *const argv[] = {"thidua", "--db", d->cli.db, "--today", d->cli.today, NULL};
    d->t = terminal_start(argv, o);
    d->ended = false;
}

void desk_open(struct desk *d, const struct terminal_options *o) {
    desk_prepare(d);
    desk_start(d, o);
    terminal_wait_row(d->t, 0, "Thi đua · 130 công trình, phần việc");
}

void desk_leave(struct desk *d) {
    terminal_send(d->t, "Q");
    assert_int_equal(terminal_wait_exit(d->t), 0);
    terminal_end(d->t);
    d->ended = true;
}

static void ended(struct desk *d, int code) {
    assert_int_equal(terminal_wait_exit(d->t), code);
    terminal_end(d->t);
    d->ended = true;
}

void desk_cut(struct desk *d) {
    terminal_hang_up(d->t);
    ended(d, 0);
}

void desk_kill(struct desk *d, int signal_number) {
    assert_int_equal(kill(terminal_pid(d->t), signal_number), 0);
    ended(d, signal_number == SIGKILL ? 128 + SIGKILL : 0);
}

void desk_wait(struct desk *d, const char *sql, int64_t want) {
    enum { PATIENCE = 10000 };
    int64_t until = milliseconds() + PATIENCE;
    while (cli_sql(&d->cli, sql) != want) {
        if (milliseconds() > until)
            fail_msg("waited for %lld of: %s", (long long)want, sql);
        (void)poll(NULL, 0, 10);
    }
}

void desk_close(struct desk *d) {
    if (!d->ended)
        desk_leave(d);
    cli_close(&d->cli);
}
