#include "support/child.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

void child_environment(const char *const *env) {
    static const char *const kept[] = {"PATH", "HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                       "LSAN_OPTIONS"};
    char *values[sizeof kept / sizeof kept[0]];
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        const char *value = getenv(kept[i]);
        values[i] = value != NULL ? strdup(value) : NULL;
    }
    environ = NULL;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (values[i] != NULL) {
            (void)setenv(kept[i], values[i], 1);
            free(values[i]);
        }
    }
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    (void)setenv("TZ", "UTC", 1);
    for (; env != NULL && *env != NULL; env++)
        (void)putenv(strdup(*env));
}

const char *child_program(const char *name) {
    const char *thidua = getenv("THIDUA");
    return strcmp(name, "thidua") == 0 && thidua != NULL ? thidua : name;
}

void child_exec(const char *program, const char *const *argv) {
    size_t n = 0;
    while (argv[n] != NULL)
        n++;
    char **copy = calloc(n + 1, sizeof *copy);
    for (size_t i = 0; copy != NULL && i < n; i++)
        copy[i] = strdup(argv[i]);
    if (copy != NULL)
        (void)execvp(program, copy);
    _exit(127);
}

int64_t milliseconds(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
