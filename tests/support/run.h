/* Run a program to its end and keep what it said. */
#ifndef TEST_RUN_H
#define TEST_RUN_H

#include <stddef.h>

struct run {
    int code;        /* exit code, or 128 + the signal */
    char *out, *err; /* ended by NUL */
    size_t out_size, err_size;
};

/* The environment is PATH, HOME, LC_ALL=C.UTF-8, TZ=UTC and `env` ("NAME=value", ended by NULL; may
 * be NULL). `argv[0]` "thidua" is the program under test. `input` (NULL: nothing) is standard
 * input. A program that is not done in 60 seconds fails the test. */
struct run run_program(const char *const *argv, const char *const *env, const char *input,
                       size_t input_size);
/* The usual case: run("--db", path, "status", NULL): arguments after "thidua", ended by NULL. */
struct run run_thidua(const char *first, ...) __attribute__((sentinel));
void run_free(struct run *r);

/* A new empty folder under $TMPDIR or /tmp, 0700; removed with what is in it by run_folder_remove.
 * The caller frees the name. */
char *run_folder(void);
void run_folder_remove(char *path);
/* A file's bytes in another file, new or in the place of what it held. */
void run_copy(const char *from, const char *to);

#endif
