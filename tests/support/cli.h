/* Driving the program by its commands: a folder and a database of the test's own, the last answer
 * at hand. */
#ifndef TEST_CLI_H
#define TEST_CLI_H

#include "support/run.h"
#include <stdbool.h>
#include <stdint.h>

struct cli {
    char *folder;
    char db[512];
    const char *config; /* NULL: the compiled-in campaign file */
    const char *today;  /* dd/mm/yyyy */
    struct run last;
    char value[4096]; /* of cli_json */
};

/* A fresh folder; nothing in it yet. Today is 05/11/2021. */
void cli_open(struct cli *c);
void cli_close(struct cli *c);

/* cmocka's setups and teardown: *state is a struct cli, opened; or with the sample in it. */
int cli_setup(void **state);
int cli_setup_sample(void **state);
int cli_teardown(void **state);

/* `thidua --db … --today … ARGUMENTS` (NULL-ended); the exit code. What it said is in c->last. When
 * it fails, it must have printed nothing on standard output and a sentence on standard error:
 * checked here, for every command of every test. */
int cli(struct cli *c, const char *first, ...) __attribute__((sentinel));
/* The same, without --db and --today before: exactly these arguments. */
int cli_bare(struct cli *c, const char *first, ...) __attribute__((sentinel));
/* The same from an array. */
int cli_argv(struct cli *c, const char *const *arguments);

/* A file in the folder; returns its path, valid until the next call. */
const char *cli_write(struct cli *c, const char *name, const char *text);
const char *cli_path(struct cli *c, const char *name);
bool cli_exists(struct cli *c, const char *name);

/* A value of the last answer, which must be JSON: "$.units.total"; "" for null or nothing. */
const char *cli_json(struct cli *c, const char *path);
int64_t cli_number(struct cli *c, const char *path);
/* One number or text from the database itself. */
int64_t cli_sql(struct cli *c, const char *sql);
/* Change the database behind the program's back. */
void cli_damage(struct cli *c, const char *sql);
/* Hold the lock of somebody who is writing; cli_unlock lets go without having written. */
void *cli_lock(struct cli *c);
void cli_unlock(void *lock);

/* The last answer holds this text. */
void cli_said(struct cli *c, const char *text);
void cli_complained(struct cli *c, const char *text);

#endif
