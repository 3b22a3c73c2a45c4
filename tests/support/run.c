#include "support/run.h"
#include "support/child.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE = 60000, ARGUMENTS = 40, DEPTH = 16 };

struct stream {
    int fd; /* -1: closed */
    char *data;
    size_t size, cap;
};

static void take(struct stream *s) {
    if (s->size + 4096 + 1 > s->cap) {
        s->cap = (s->size + 4096 + 1) * 2;
        s->data = realloc(s->data, s->cap);
        assert_non_null(s->data);
    }
    ssize_t n = read(s->fd, s->data + s->size, 4096);
    if (n > 0) {
        s->size += (size_t)n;
    } else if (n == 0 || errno != EINTR) {
        (void)close(s->fd);
        s->fd = -1;
    }
    s->data[s->size] = '\0';
}

static void give(int *fd, const char **input, size_t *left) {
    ssize_t n = *left > 0 ? write(*fd, *input, *left) : 0;
    if (n > 0) {
        *input += n;
        *left -= (size_t)n;
    }
    if (*left == 0 || (n < 0 && errno != EINTR)) {
        (void)close(*fd);
        *fd = -1;
    }
}

static pid_t spawn(const char *const *argv, const char *const *env, int in[2], int out[2],
                   int err[2]) {
    const char *program = child_program(argv[0]);
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    assert_int_equal(pipe(err), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        (void)dup2(in[0], STDIN_FILENO);
        (void)dup2(out[1], STDOUT_FILENO);
        (void)dup2(err[1], STDERR_FILENO);
        int *pipes[] = {in, out, err};
        for (size_t i = 0; i < 3; i++) {
            (void)close(pipes[i][0]);
            (void)close(pipes[i][1]);
        }
        (void)signal(SIGPIPE, SIG_DFL);
        child_environment(env);
        child_exec(program, argv);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    (void)close(err[1]);
    return pid;
}

struct run run_program(const char *const *argv, const char *const *env, const char *input,
                       size_t input_size) {
    int in[2];
    int out[2];
    int err[2];
    pid_t pid = spawn(argv, env, in, out, err);
    struct stream streams[] = {{.fd = out[0]}, {.fd = err[0]}};
    int64_t deadline = milliseconds() + PATIENCE;
    (void)signal(SIGPIPE, SIG_IGN); /* a program need not read its input */
    while (streams[0].fd >= 0 || streams[1].fd >= 0) {
        struct pollfd p[] = {{.fd = streams[0].fd, .events = POLLIN},
                             {.fd = streams[1].fd, .events = POLLIN},
                             {.fd = in[1], .events = POLLOUT}};
        int64_t left = deadline - milliseconds();
        if (left <= 0 || poll(p, 3, (int)left) < 0) {
            (void)kill(pid, SIGKILL);
            (void)waitpid(pid, NULL, 0);
            fail_msg("%s did not end", argv[0]);
        }
        for (size_t i = 0; i < 2; i++)
            if (streams[i].fd >= 0 && p[i].revents != 0)
                take(&streams[i]);
        if (in[1] >= 0 && p[2].revents != 0)
            give(&in[1], &input, &input_size);
    }
    if (in[1] >= 0)
        (void)close(in[1]);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return (struct run){.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                        .out = streams[0].data,
                        .err = streams[1].data,
                        .out_size = streams[0].size,
                        .err_size = streams[1].size};
}

struct run run_thidua(const char *first, ...) {
    const char *argv[ARGUMENTS] = {"thidua"};
    size_t n = 1;
    va_list args;
    va_start(args, first);
    for (const char *a = first; a != NULL; a = va_arg(args, const char *)) {
        assert_true(n + 1 < ARGUMENTS);
        argv[n++] = a;
    }
    va_end(args);
    return run_program(argv, NULL, NULL, 0);
}

void run_free(struct run *r) {
    free(r->out);
    free(r->err);
    *r = (struct run){0};
}

char *run_folder(void) {
    const char *base = getenv("TMPDIR");
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/thidua-test-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(path));
    return strdup(path);
}

static int remove_entry(const char *path, const struct stat *st, int what, struct FTW *at) {
    (void)st;
    (void)what;
    (void)at;
    return remove(path);
}

void run_folder_remove(char *path) {
    (void)nftw(path, remove_entry, DEPTH, FTW_DEPTH | FTW_PHYS);
}

void run_copy(const char *from, const char *to) {
    char bytes[65536];
    ssize_t n;
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(in >= 0 && out >= 0);
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        assert_int_equal(write(out, bytes, (size_t)n), n);
    assert_int_equal(n, 0);
    assert_int_equal(close(in), 0);
    assert_int_equal(close(out), 0);
}
