#include "thidua/guard.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* In a child of its own, because the guard changes the process for good. A check returns 0, or the
 * line that found something wrong. */
static void in_child(int (*check)(const void *arg), const void *arg) {
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        int line = check(arg);
        if (line)
            (void)fprintf(stderr, "wrong at line %d\n", line);
        _exit(line != 0);
    }
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* --- for everybody --- */

/* `arg`: which of the three are closed, as bits. */
static int standard_descriptors(const void *arg) {
    unsigned closed = *(const unsigned *)arg;
    for (int fd = 0; fd <= 2; fd++)
        if (closed >> fd & 1 && close(fd))
            return __LINE__;
    if (!guard_start())
        return __LINE__;
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            return __LINE__;
    char c = 0;
    if (closed & 1 && read(0, &c, 1) != 0)
        return __LINE__;
    if (closed & 2 && (write(1, "x", 1) != -1 || errno != EBADF))
        return __LINE__; /* not silence: what was asked for is lost */
    if (closed & 4 && write(2, "x", 1) != 1)
        return __LINE__;
    int next = open("/dev/null", O_RDONLY);
    return next > 2 ? 0 : __LINE__;
}

static void no_file_takes_their_place(void **state) {
    (void)state;
    for (unsigned closed = 0; closed < 8; closed++)
        in_child(standard_descriptors, &closed);
}

static int reader_left(const void *arg) {
    (void)arg;
    int ends[2];
    if (!guard_start() || pipe(ends) || close(ends[0]))
        return __LINE__;
    return write(ends[1], "x", 1) == -1 && errno == EPIPE ? 0 : __LINE__;
}

static int files_are_hers(const void *arg) {
    const char *path = arg;
    struct stat st;
    if (!guard_start())
        return __LINE__;
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0666);
    if (fd < 0 || fstat(fd, &st) || unlink(path))
        return __LINE__;
    return (st.st_mode & 0777) == 0600 ? 0 : __LINE__;
}

static void a_reader_who_left(void **state) {
    (void)state;
    in_child(reader_left, NULL);
}

static void new_files(void **state) {
    (void)state;
    char folder[] = "/tmp/thidua-guard-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[64];
    (void)snprintf(path, sizeof path, "%s/new", folder);
    in_child(files_are_hers, path);
    assert_int_equal(rmdir(folder), 0);
}

/* --- on the account of the service --- */

struct variable {
    const char *name, *value;
    bool kept;
};

extern char **environ;

static int environment(const void *arg) {
    const struct variable *v = arg;
    char *before[] = {NULL, NULL, NULL};
    char text[256];
    (void)snprintf(text, sizeof text, "%s=%s", v->name, v->value);
    char first[] = "LD_PRELOAD=/tmp/x.so";
    before[0] = first;
    before[1] = text;
    environ = before;
    guard_elevated();
    const char *after = getenv(v->name);
    if (getenv("LD_PRELOAD"))
        return __LINE__;
    if (v->kept)
        return after && !strcmp(after, v->value) && environ[0] && !environ[1] ? 0 : __LINE__;
    return !after && !environ[0] ? 0 : __LINE__;
}

static void what_is_kept(void **state) {
    (void)state;
    static const struct variable cases[] = {
        {"TERM", "xterm-256color", true},
        {"TERM", "putty", true},
        {"TERM", "screen.xterm-256color", true},
        {"TERM", "", false},
        {"TERM", "/tmp/x", false},
        {"TERM", "../x", false},
        {"TERM", "x/../y", false},
        {"TERM", "x\x1b[2J", false},
        {"TERM", ".x", false},
        {"TERM", "-x", false},
        {"TERM", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
        {"LANG", "vi_VN.UTF-8", true},
        {"LANG", "C.UTF-8", true},
        {"LANG", "de_DE.UTF-8@euro", true},
        {"LANG", "C", true},
        {"LANG", "../../evil", false},
        {"LANG", "vi_VN..UTF-8", false},
        {"LANG", "/tmp/locale", false},
        {"LANG", "vi_VN UTF-8", false},
        {"LANG", "v\xc3\xac", false},
        {"LC_ALL", "C.UTF-8", true},
        {"LC_ALL", "../../evil", false},
        {"TZ", "Asia/Ho_Chi_Minh", true},
        {"TZ", "UTC", true},
        {"TZ", "Etc/GMT+7", true},
        {"TZ", "/etc/shadow", false},
        {"TZ", ":/etc/shadow", false},
        {"TZ", "../../etc/shadow", false},
        {"TZ", "a/../../b", false},
        {"NO_COLOR", "1", true},
        {"NO_COLOR", "true", true},
        {"NO_COLOR", "", false},
        {"NO_COLOR", "\x1b", false},
        {"ESCDELAY", "100", true},
        {"ESCDELAY", "100000", false},
        {"ESCDELAY", "-1", false},
        {"LC_CTYPE", "C.UTF-8", false},
        {"HOME", "/home/lan", false},
        {"PATH", "/usr/bin", false},
        {"TERMINFO", "/tmp", false},
        {"TERMINFO_DIRS", "/tmp", false},
        {"TERMCAP", "x:", false},
        {"NCURSES_TRACE", "9999", false},
        {"LINES", "1000000", false},
        {"XDG_DATA_HOME", "/tmp", false},
        {"SSH_ORIGINAL_COMMAND", "id", false},
        {"SUDO_UID", "0", false},
        {"SQLITE_TMPDIR", "/tmp", false},
        {"TMPDIR", "/tmp", false},
        {"MALLOC_CHECK_", "3", false},
        {"TERMX", "xterm", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        in_child(environment, &cases[i]);
}

static int twice(const void *arg) {
    (void)arg;
    char bad[] = "TERM=/tmp/x";
    char good[] = "TERM=xterm";
    char *variables[] = {bad, good, NULL};
    environ = variables;
    guard_elevated();
    return getenv("TERM") ? __LINE__ : 0;
}

static int none_at_all(const void *arg) {
    (void)arg;
    environ = NULL;
    guard_elevated();
    return environ && !environ[0] ? 0 : __LINE__;
}

static void odd_environments(void **state) {
    (void)state;
    in_child(twice, NULL);
    in_child(none_at_all, NULL);
}

static int process(const void *arg) {
    (void)arg;
    struct rlimit limit;
    int high = fcntl(0, F_DUPFD, 500);
    int low = open("/dev/null", O_RDONLY);
    if (high < 500 || low < 3)
        return __LINE__;
    guard_elevated();
    if (fcntl(high, F_GETFD) != -1 || fcntl(low, F_GETFD) != -1)
        return __LINE__;
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            return __LINE__;
    if (getrlimit(RLIMIT_CORE, &limit) || limit.rlim_cur || limit.rlim_max)
        return __LINE__;
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : __LINE__;
}

static void no_core_no_tracing_no_inheritance(void **state) {
    (void)state;
    in_child(process, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_file_takes_their_place),
        cmocka_unit_test(a_reader_who_left),
        cmocka_unit_test(new_files),
        cmocka_unit_test(what_is_kept),
        cmocka_unit_test(odd_environments),
        cmocka_unit_test(no_core_no_tracing_no_inheritance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
