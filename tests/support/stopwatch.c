#include "support/stopwatch.h"
#include "support/child.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 24, COLUMNS = 80, PATIENCE = 5000 };

double stopwatch_now(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void become(const char *const *argv, const char *home) {
    char folder[4096];
    (void)snprintf(folder, sizeof folder, "HOME=%s", home);
    child_environment((const char *const[]){folder, "TERM=xterm-256color", NULL});
    child_exec(argv[0], argv);
}

static void give_up(const char *what) {
    perror(what);
    exit(1);
}

void stopwatch_start(struct stopwatch *w, const char *const *argv, const char *home) {
    struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
    w->since = stopwatch_now();
    w->pid = forkpty(&w->fd, NULL, NULL, &size);
    if (w->pid < 0)
        give_up("forkpty");
    if (w->pid == 0)
        become(argv, home);
}

struct lap stopwatch_read(struct stopwatch *w, int quiet) {
    struct lap lap = {.ms = -1};
    struct pollfd p = {.fd = w->fd, .events = POLLIN};
    char buffer[65536];
    while (poll(&p, 1, lap.bytes ? quiet : PATIENCE) > 0) {
        ssize_t n = read(w->fd, buffer, sizeof buffer);
        if (n <= 0)
            break;
        lap.ms = stopwatch_now() - w->since;
        lap.bytes += (size_t)n;
    }
    return lap;
}

struct lap stopwatch_key(struct stopwatch *w, const char *bytes, int quiet) {
    w->since = stopwatch_now();
    if (write(w->fd, bytes, strlen(bytes)) < 0)
        give_up("write");
    return stopwatch_read(w, quiet);
}

long stopwatch_memory(const struct stopwatch *w, const char *what) {
    char path[64], line[256];
    long kib = -1;
    (void)snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)w->pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, what, strlen(what)) == 0)
            kib = strtol(line + strlen(what), NULL, 10);
    if (f)
        (void)fclose(f);
    return kib;
}

double stopwatch_cpu(const struct stopwatch *w) {
    char path[64];
    double nanoseconds = -1e6;
    (void)snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)w->pid);
    FILE *f = fopen(path, "r");
    if (f && fscanf(f, "%lf", &nanoseconds) != 1)
        nanoseconds = -1e6;
    if (f)
        (void)fclose(f);
    return nanoseconds / 1e6;
}

void stopwatch_end(struct stopwatch *w) {
    (void)kill(w->pid, SIGKILL);
    (void)waitpid(w->pid, NULL, 0);
    (void)close(w->fd);
}

double stopwatch_run(const char *const *argv, const char *home) {
    int status = 0;
    double since = stopwatch_now();
    pid_t pid = fork();
    if (pid < 0)
        give_up("fork");
    if (pid == 0) {
        int fd = open("/dev/null", O_RDWR);
        if (fd >= 0) {
            (void)dup2(fd, 0);
            (void)dup2(fd, 1);
        }
        become(argv, home);
    }
    if (waitpid(pid, &status, 0) < 0)
        give_up("waitpid");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? stopwatch_now() - since : -1;
}
