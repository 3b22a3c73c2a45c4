/* An officer at her desk: the program on a terminal over a database of the test's own, and the
 * same database by commands, as a colleague would change it meanwhile. */
#ifndef TEST_DESK_H
#define TEST_DESK_H

#include "support/cli.h"
#include "support/terminal.h"

struct desk {
    struct cli cli; /* folder, database, day; cli(&d.cli, …) is the colleague */
    struct terminal *t;
    bool ended; /* the screens were left by the test itself */
};

/* Of the group: `init --sample` once; every test gets a copy. */
int desk_group_setup(void **state);
int desk_group_teardown(void **state);

/* A copy of the sample as of 05/11/2021, the screens open on home. `o` may be NULL. */
void desk_open(struct desk *d, const struct terminal_options *o);
/* The same without the screens: desk_start opens them. */
void desk_prepare(struct desk *d);
/* A fresh folder with the units of config/don-vi.csv and nothing else; screens not open. */
void desk_prepare_empty(struct desk *d);
void desk_start(struct desk *d, const struct terminal_options *o);
/* Leave the screens with Q, from wherever they are that is no form: the program ends with 0. */
void desk_leave(struct desk *d);
/* The line is cut: the program ends with 0. */
void desk_cut(struct desk *d);
/* A signal ends it: SIGKILL at once, others with 0. */
void desk_kill(struct desk *d, int signal_number);
/* Wait until the database answers `want`. Returns how often that was asked, LOOK milliseconds
 * apart. */
int desk_wait(struct desk *d, const char *sql, int64_t want);
/* Leave if that was not done, and remove the folder. */
void desk_close(struct desk *d);

#endif
