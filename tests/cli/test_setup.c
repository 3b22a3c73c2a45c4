/* Setting up: packages that cannot be had, the sample that `make run` keeps, what `make install`
 * puts and `make uninstall` takes away. Run from the top folder, as all tests are. */
#include "support/run.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    char *folder;
    char path[600], env[700];
};

static int setup(void **state) {
    struct place *p = calloc(1, sizeof *p);
    if (p == NULL)
        return -1;
    p->folder = run_folder();
    *state = p;
    return 0;
}

static int teardown(void **state) {
    struct place *p = *state;
    run_folder_remove(p->folder);
    free(p->folder);
    free(p);
    return 0;
}

static const char *in(struct place *p, const char *name) {
    (void)snprintf(p->path, sizeof p->path, "%s/%s", p->folder, name);
    return p->path;
}

static void said(const char *all, const char *part) {
    if (strstr(all, part) == NULL)
        fail_msg("“%s” is not in\n%s", part, all);
}

/* ---- packages */

/* A command of the test's own, found before the machine's. */
static void fake(struct place *p, const char *name, const char *body) {
    FILE *f = fopen(in(p, name), "w");
    assert_non_null(f);
    (void)fprintf(f, "#!/bin/sh\n%s\n", body);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(p->path, 0755), 0);
}

static struct run deps(struct place *p) {
    (void)snprintf(p->env, sizeof p->env, "PATH=%s", p->folder);
    const char *const env[] = {p->env, NULL};
    return run_program(
        (const char *const[]){"/bin/sh", "tests/deps.sh", "here", "libone", "libtwo", NULL}, env,
        NULL, 0);
}

static void no_way_to_install(void **state) {
    struct place *p = *state;
    fake(p, "id", "echo 1000");
    fake(p, "dpkg-query", "for last; do :; done; [ $last = here ] && echo 'install ok installed'");
    struct run r = deps(p); /* neither root nor sudo */
    assert_int_equal(r.code, 1);
    said(r.err, "as root: apt-get install libone libtwo\n");
    run_free(&r);
    fake(p, "sudo", "exit 1"); /* one that she may not use */
    r = deps(p);
    assert_int_equal(r.code, 1);
    said(r.err, "as root: apt-get install libone libtwo\n");
    run_free(&r);
    fake(p, "sudo", "echo \"$@\" >&2"); /* one that she may */
    r = deps(p);
    assert_int_equal(r.code, 0);
    said(r.out, "installing: libone libtwo\n");
    run_free(&r);
    fake(p, "dpkg-query", "echo 'install ok installed'");
    r = deps(p);
    assert_int_equal(r.code, 0);
    assert_string_equal(r.out, "");
    assert_string_equal(r.err, "");
    run_free(&r);
}

/* ---- the sample */

static struct run sample(struct place *p) {
    return run_program((const char *const[]){"tests/sample.sh", p->folder, NULL}, NULL, NULL, 0);
}

static mode_t mode(struct place *p, const char *name) {
    struct stat st;
    assert_int_equal(stat(in(p, name), &st), 0);
    return st.st_mode & 0777;
}

static void sample_without_a_terminal(void **state) {
    struct place *p = *state;
    assert_int_equal(symlink(getenv("THIDUA"), in(p, "thidua")), 0);
    struct run r = sample(p);
    assert_int_equal(r.code, 0);
    said(r.out, "Ngày 36/107");
    said(r.out, "48.210 hội viên");
    assert_int_equal(mode(p, "sample"), 0700);
    assert_int_equal(mode(p, "sample/thidua.db"), 0600);
    run_free(&r);
    r = run_thidua("--db", in(p, "sample/thidua.db"), "set", "unit", "tt-con", "members=", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    r = sample(p); /* what was done to it is kept */
    assert_int_equal(r.code, 0);
    assert_null(strstr(r.out, "48.210"));
    said(r.out, "34 xã, thị trấn");
    run_free(&r);
}

/* ---- installing */

/* `all` counts as made: the tests run on what is built. */
static void make(struct place *p, const char *target) {
    char build[600], to[600];
    (void)snprintf(build, sizeof build, "B=%s", getenv("THIDUA"));
    *strrchr(build, '/') = '\0';
    (void)snprintf(to, sizeof to, "DESTDIR=%s", p->folder);
    struct run r = run_program(
        (const char *const[]){"make", "-o", "all", target, build, to, "PREFIX=/opt/thi-dua", NULL},
        NULL, NULL, 0);
    if (r.code != 0)
        fail_msg("make %s: %s", target, r.err);
    run_free(&r);
}

static void install_and_uninstall(void **state) {
    static const char *const files[] = {
        "bin/thidua",
        "share/man/vi/man1/thidua.1",
        "share/bash-completion/completions/thidua",
        "share/thidua/thidua.ini",
        "share/thidua/ke-hoach.txt",
        "share/thidua/don-vi.csv",
        "share/thidua/deploy/sshd.conf",
    };
    struct place *p = *state;
    char name[200], *text = NULL;
    size_t n = 0;
    make(p, "install");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(name, sizeof name, "opt/thi-dua/%s", files[i]);
        assert_int_equal(mode(p, name), i == 0 ? 0755 : 0644);
    }
    FILE *f = fopen(p->path, "r"); /* the last of them names the program where it is */
    assert_non_null(f);
    assert_true(getdelim(&text, &n, '\0', f) > 0);
    assert_int_equal(fclose(f), 0);
    said(text, "/opt/thi-dua/bin/thidua");
    assert_null(strstr(text, "/usr/local"));
    free(text);
    make(p, "uninstall");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(name, sizeof name, "opt/thi-dua/%s", files[i]);
        assert_int_not_equal(access(in(p, name), F_OK), 0);
    }
    assert_int_not_equal(access(in(p, "opt/thi-dua/share"), F_OK), 0); /* nor an empty folder */
    make(p, "uninstall"); /* nothing there any more: nothing to complain about */
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(no_way_to_install),
        TEST(sample_without_a_terminal),
        TEST(install_and_uninstall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
