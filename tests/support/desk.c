#include "support/desk.h"
#include "support/child.h"
#include "support/test.h"

#include <poll.h>
#include <signal.h>

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

void desk_prepare(struct desk *d) {
    *d = (struct desk){.ended = true};
    cli_open(&d->cli);
    run_copy(sample.db, d->cli.db);
}

void desk_prepare_empty(struct desk *d) {
    *d = (struct desk){.ended = true};
    cli_open(&d->cli);
    if (cli(&d->cli, "init", "--units", "config/don-vi.csv", NULL) != 0)
        fail_msg("init: %s", d->cli.last.err);
}

void desk_start(struct desk *d, const struct terminal_options *o) {
    const char *const argv[] = {"thidua",      "--db",       d->cli.db,
                                "--today",     d->cli.today, d->cli.config ? "--config" : NULL,
                                d->cli.config, NULL};
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

int desk_wait(struct desk *d, const char *sql, int64_t want) {
    int looks = 0;
    while (cli_sql(&d->cli, sql) != want) {
        if (++looks > LOOKS)
            fail_msg("waited for %lld of: %s", (long long)want, sql);
        (void)poll(NULL, 0, LOOK);
    }
    return looks;
}

void desk_close(struct desk *d) {
    if (!d->ended)
        desk_leave(d);
    cli_close(&d->cli);
}
