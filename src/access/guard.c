#define _DEFAULT_SOURCE /* closefrom */
#include "thidua/guard.h"
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

bool guard_start(void) {
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 1 ? O_RDONLY : O_RDWR) != fd)
            return false;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)umask(077);
    return true;
}

/* --- the environment --- */

#define DIGITS  "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS

/* A name of at most `most` of these characters, not beginning with a sign. */
static const struct kept {
    const char *name;
    const char *letters;
    size_t most;
} kept[] = {
    {"TERM", LETTERS "+._-", 64},   /* no slash: a file of terminfo's */
    {"LANG", LETTERS "_.@-", 64},   /* no slash: a folder of libc's */
    {"LC_ALL", LETTERS "_.@-", 64}, /* the same */
    {"TZ", LETTERS "_+/-", 64},     /* a name below zoneinfo: no dot leads out of it */
    {"NO_COLOR", LETTERS, 16},      {"ESCDELAY", DIGITS, 5},
};
enum { KEPT = sizeof kept / sizeof kept[0] };

static bool fits(const struct kept *k, const char *value) {
    size_t n = strlen(value);
    return n > 0 && n <= k->most && strspn(value, k->letters) == n &&
           strchr(LETTERS, value[0]) != NULL && !strstr(value, "..");
}

extern char **environ;

/* The first of each name: libc looks no further either. */
static void cut_environment(void) {
    static char *left[KEPT + 1]; /* the environment from now on */
    size_t count = 0;
    for (size_t i = 0; i < KEPT; i++) {
        size_t n = strlen(kept[i].name);
        for (char **at = environ; at && *at; at++) {
            if (strncmp(*at, kept[i].name, n) != 0 || (*at)[n] != '=')
                continue;
            if (fits(&kept[i], *at + n + 1))
                left[count++] = *at;
            break;
        }
    }
    left[count] = NULL;
    environ = left;
}

void guard_elevated(void) {
    cut_environment();
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* a core_pattern with a pipe ignores the limit */
    closefrom(3);
}
