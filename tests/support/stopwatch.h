/* Programs against the clock: on a terminal of 80×24, from a key (or the start) to the last byte of
 * the answer; or run to their end. */
#ifndef TESTS_SUPPORT_STOPWATCH_H
#define TESTS_SUPPORT_STOPWATCH_H

#include <stddef.h>
#include <sys/types.h>

struct stopwatch {
    pid_t pid;
    int fd;
    double since; /* when it was started or the last key was sent, in milliseconds */
};

struct lap {
    double ms;    /* to the last byte; negative: nothing came */
    size_t bytes; /* how many came */
};

/* The same clock for every process of the machine: milliseconds, only forward. */
double stopwatch_now(void);

/* Start argv[0] in a new session on a new terminal, in the environment of child.h with HOME=`home`.
 * Ends the process when it cannot. */
void stopwatch_start(struct stopwatch *w, const char *const *argv, const char *home);
/* Read until nothing came for `quiet` milliseconds after the last byte (or 5 s when none comes). */
struct lap stopwatch_read(struct stopwatch *w, int quiet);
struct lap stopwatch_key(struct stopwatch *w, const char *bytes, int quiet);
/* Memory of the process by a line of /proc/PID/smaps_rollup, in KiB; -1: unknown. "Private_Dirty:"
 * is its own and written to, "Pss:" its own and its share of what others have as well. */
long stopwatch_memory(const struct stopwatch *w, const char *line);
/* How long a processor has been at it, in milliseconds; -1: unknown. */
double stopwatch_cpu(const struct stopwatch *w);
void stopwatch_end(struct stopwatch *w);

/* Run to the end with the output thrown away; milliseconds, negative when it failed. */
double stopwatch_run(const char *const *argv, const char *home);

#endif
