/* sudo for real: two accounts of the machine, one an officer's, made for the test and removed after
 * it, with config/deploy/sudoers. Only root can make them. */
#include "support/server.h"
#include "support/test.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct {
    char hers[48], others[48]; /* accounts */
    char group[48];
    char rules[96]; /* file of sudoers.d */
} made;             /* of one group of tests */

static void must(const char *const *argv) {
    struct run r = run_program(argv, NULL, NULL, 0);
    if (r.code)
        fail_msg("%s: exit %d: %s%s", argv[0], r.code, r.out, r.err);
    run_free(&r);
}

/* config/deploy/sudoers for this account, program and group. */
static void write_rules(const struct server *s) {
    char script[600];
    char out[120];
    (void)snprintf(script, sizeof script,
                   "s#/usr/local/bin/thidua#%s#g; s#%%thidua-canbo#%%%s#; "
                   "s#(thidua)#(%s)#",
                   s->program, made.group, s->account);
    struct run r =
        run_program((const char *[]){"sed", script, "config/deploy/sudoers", NULL}, NULL, NULL, 0);
    assert_int_equal(r.code, 0);
    (void)snprintf(out, sizeof out, "%s/sudoers", s->place);
    FILE *f = fopen(out, "w");
    assert_non_null(f);
    assert_true(fputs(r.out, f) >= 0);
    assert_int_equal(fclose(f), 0);
    run_free(&r);
    must((const char *[]){"visudo", "-cqf", out, NULL});
    must((const char *[]){"install", "-m", "0440", out, made.rules, NULL});
}

static int start(void **state) {
    server_start(state);
    struct server *s = *state;
    (void)snprintf(made.hers, sizeof made.hers, "%.30s-a", s->account);
    (void)snprintf(made.others, sizeof made.others, "%.30s-b", s->account);
    (void)snprintf(made.group, sizeof made.group, "%.30s-g", s->account);
    (void)snprintf(made.rules, sizeof made.rules, "/etc/sudoers.d/%s", s->account);
    (void)unlink(made.rules);
    struct run r =
        run_program((const char *[]){"/usr/sbin/groupadd", "-f", made.group, NULL}, NULL, NULL, 0);
    run_free(&r);
    assert_true(server_make_account(made.hers, "/nonexistent", "/bin/sh", made.group));
    assert_true(server_make_account(made.others, "/nonexistent", "/bin/sh", NULL));
    write_rules(s);
    char command[200];
    (void)snprintf(command, sizeof command, "officer set %s account=%s", LAN, made.hers);
    r = server_as(s, ADMIN, command, NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    r = server_as(s, NGA, "add work title='Nước sạch' kind=collective theme=1", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    return 0;
}

static int stop(void **state) {
    (void)unlink(made.rules);
    server_remove_account(made.hers);
    server_remove_account(made.others);
    struct run r =
        run_program((const char *[]){"/usr/sbin/groupdel", made.group, NULL}, NULL, NULL, 0);
    run_free(&r);
    return server_stop(state);
}

/* Arguments at the shell of an account, ended by NULL; the environment is what a person's is. */
static struct run by(const char *account, const char *const *env, const char *const *argv) {
    const char *words[40] = {"setpriv"};
    char uid[64];
    char gid[64];
    const struct passwd *pw = getpwnam(account);
    assert_non_null(pw);
    (void)snprintf(uid, sizeof uid, "--reuid=%ld", (long)pw->pw_uid);
    (void)snprintf(gid, sizeof gid, "--regid=%ld", (long)pw->pw_gid);
    size_t n = 1;
    words[n++] = uid;
    words[n++] = gid;
    words[n++] = "--init-groups";
    words[n++] = "--";
    for (size_t i = 0; argv[i]; i++) {
        assert_true(n + 1 < 40);
        words[n++] = argv[i];
    }
    return run_program(words, env, NULL, 0);
}

/* `sudo -n -u SERVICE thidua ARGUMENTS`. */
static struct run by_sudo(const struct server *s, const char *account, const char *const *env,
                          const char *const *arguments) {
    const char *words[30] = {"sudo", "-n", "-u", s->account, s->program};
    for (size_t i = 0; arguments[i]; i++) {
        assert_true(i + 6 < 30);
        words[5 + i] = arguments[i];
    }
    return by(account, env, words);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void an_officer_with_an_account(void **state) {
    struct server *s = *state;
    struct run r = by_sudo(s, made.hers, NULL, WORDS("list", "works", "--json"));
    assert_int_equal(r.code, 0);
    assert_non_null(strstr(r.out, "Nước sạch"));
    assert_null(strstr(r.err, "thidua")); /* sudo may not know the machine's name, and say so */
    run_free(&r);
    assert_string_equal(server_text(s, "SELECT officer || ' ' || source FROM log WHERE verb ="
                                       " 'login' ORDER BY id DESC LIMIT 1"),
                        "lan sudo");
    r = by_sudo(s, made.hers, NULL, WORDS("set", "work", "1", "note=xem rồi; $(id) 'ok'"));
    assert_int_equal(r.code, 0); /* argv is argv: no shell, no splitting */
    run_free(&r);
    assert_string_equal(server_text(s, "SELECT note FROM work"), "xem rồi; $(id) 'ok'");
}

static void her_screens(void **state) {
    struct server *s = *state;
    const struct passwd *pw = getpwnam(made.hers);
    char uid[64];
    char gid[64];
    (void)snprintf(uid, sizeof uid, "--reuid=%ld", (long)pw->pw_uid);
    (void)snprintf(gid, sizeof gid, "--regid=%ld", (long)pw->pw_gid);
    const char *const argv[] = {"setpriv", uid,  gid,        "--init-groups", "--", "sudo",
                                "-n",      "-u", s->account, s->program,      NULL};
    struct terminal *t = terminal_start(argv, NULL);
    terminal_wait_for(t, "Hội LHPN huyện · lan");
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

static void refused(struct server *s, struct run r, const char *what, unsigned long before) {
    if (r.code == 0 || r.out_size)
        fail_msg("%s: exit %d: %s", what, r.code, r.out);
    if (server_state(s) != before)
        fail_msg("%s: something was written", what);
    run_free(&r);
}

static void her_account_is_not_enough(void **state) {
    struct server *s = *state;
    unsigned long before = server_state(s);
    static const char *const forged[] = {"SUDO_UID=0", "SUDO_USER=root",
                                         "SSH_CONNECTION=127.0.0.1 1 127.0.0.1 2",
                                         "SSH_ORIGINAL_COMMAND=status", NULL};
    const char *const tries[][4] = {
        {"--as", "quan-tri", NULL},
        {"--as", "lan", NULL},
        {"--as=quan-tri", NULL},
        {"status", "--as", "quan-tri", NULL},
        {"-c", "status", NULL},
        {"--db", "/tmp/thidua.db", "status", NULL},
        {"--db=/tmp/thidua.db", "init", NULL},
        {"--config", "/etc/shadow", "status", NULL},
        {"--today", "01/01/2022", "status", NULL},
        {"authorized-keys", NULL},
        {"config", "check", "/etc/shadow", NULL},
        {"plan", "import", "/etc/passwd", NULL},
        {"import", "works", "/etc/passwd", NULL},
        {"init", "--service", "--admin=x", NULL},
        {"backup", NULL},
        {"backup", "/tmp/x", NULL},
        {"officer", "list", NULL},
        {"officer", "disable", "quan-tri", NULL},
    };
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        refused(s, by_sudo(s, made.hers, NULL, tries[i]), tries[i][0], before);
        refused(s, by_sudo(s, made.hers, forged, tries[i]), tries[i][0], before);
    }
    char forced[200];
    (void)snprintf(forced, sizeof forced, "%s --as quan-tri", s->program);
    refused(s, by_sudo(s, made.hers, forged, WORDS("-c", forced)), "the login shell's way", before);
    /* Still herself, whatever she says she is. */
    struct run r = by_sudo(s, made.hers, forged, WORDS("status"));
    assert_int_equal(r.code, 0);
    run_free(&r);
    assert_string_equal(server_text(s, "SELECT officer || ' ' || source FROM log WHERE verb ="
                                       " 'login' ORDER BY id DESC LIMIT 1"),
                        "lan sudo");
}

/* Other programs, other accounts, other variables: sudo itself refuses. */
static void what_sudo_does_not_allow(void **state) {
    struct server *s = *state;
    unsigned long before = server_state(s);
    const char *const tries[][8] = {
        {"sudo", "-n", "-u", s->account, "/bin/sh", "-c", "id", NULL},
        {"sudo", "-n", "-u", s->account, "cat", s->db, NULL},
        {"sudo", "-n", "-u", s->account, "env", "-u", "SUDO_UID", NULL},
        {"sudo", "-n", "-u", s->account, "-s", NULL},
        {"sudo", "-n", "-u", s->account, "-i", NULL},
        {"sudo", "-n", s->program, "status", NULL},
        {"sudo", "-n", "-u", s->account, "SUDO_UID=0", s->program, "status", NULL},
        {"sudo", "-n", "-u", s->account, "LD_PRELOAD=/tmp/x.so", s->program, "status", NULL},
        {"sudo", "-n", "-g", s->account, s->program, "status", NULL},
        {"sudoedit", "-n", s->db, NULL},
    };
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++)
        refused(s, by(made.hers, NULL, tries[i]), tries[i][4] ? tries[i][4] : "sudoedit", before);
}

/* Without sudo: the program on her own account, and the file. */
static void past_sudo(void **state) {
    struct server *s = *state;
    unsigned long before = server_state(s);
    static const char *const forged[] = {"SSH_CONNECTION=127.0.0.1 1 127.0.0.1 2", "SUDO_UID=1",
                                         "SUDO_USER=x", NULL};
    char copy[120];
    (void)snprintf(copy, sizeof copy, "%s/copy.db", s->place);
    const char *const tries[][6] = {
        {s->program, "status", NULL},
        {s->program, "--db", s->db, "status", NULL},
        {s->program, "--as", "quan-tri", NULL},
        {s->program, "authorized-keys", NULL},
        {"cat", s->db, NULL},
        {"cp", s->db, "/tmp/thidua-copy", NULL},
        {"ls", s->db, NULL},
        {"ln", s->db, copy, NULL},
        {"sqlite3", s->db, "SELECT 1", NULL},
    };
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        refused(s, by(made.hers, NULL, tries[i]), tries[i][0], before);
        refused(s, by(made.hers, forged, tries[i]), tries[i][0], before);
    }
}

static void the_other_account(void **state) {
    struct server *s = *state;
    unsigned long before = server_state(s);
    refused(s, by_sudo(s, made.others, NULL, WORDS("status")), "not of the group", before);
    must((const char *[]){"/usr/sbin/usermod", "-a", "-G", made.group, made.others, NULL});
    struct run r = by_sudo(s, made.others, NULL, WORDS("status"));
    assert_int_equal(r.code, 7);
    assert_non_null(strstr(r.err, "không được dùng"));
    refused(s, r, "of the group, but no officer's", before);
    /* the account is what counts, not the name of an officer */
    static const char *const named[] = {"USER=lan", "LOGNAME=lan", "SUDO_USER=lan", NULL};
    refused(s, by_sudo(s, made.others, named, WORDS("status")), "by a name", before);
}

static void disabled(void **state) {
    struct server *s = *state;
    struct run r = server_as(s, ADMIN, "officer disable lan", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    unsigned long before = server_state(s);
    r = by_sudo(s, made.hers, NULL, WORDS("status"));
    assert_int_equal(r.code, 7);
    refused(s, r, "disabled", before);
    r = server_as(s, ADMIN, "officer set lan disabled=không account=", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    before = server_state(s);
    refused(s, by_sudo(s, made.hers, NULL, WORDS("status")), "an account taken away", before);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_officer_with_an_account),
        cmocka_unit_test(her_screens),
        cmocka_unit_test(her_account_is_not_enough),
        cmocka_unit_test(what_sudo_does_not_allow),
        cmocka_unit_test(past_sudo),
        cmocka_unit_test(the_other_account),
        cmocka_unit_test(disabled),
    };
    if (getuid() != 0) /* tests/run.sh says that it was not run */
        return _cmocka_run_group_tests("sudo", tests, 0, NULL, NULL);
    return _cmocka_run_group_tests("sudo", tests, sizeof tests / sizeof tests[0], start, stop);
}
