#include "thidua/identity.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An account number that no account of this machine has. */
static long nobodys_uid(void) {
    long uid = 987654;
    while (getpwuid((uid_t)uid))
        uid++;
    return uid;
}

static void whoever_runs_the_test(void **state) {
    (void)state;
    struct caller caller;
    struct claim claim;
    struct err e;
    memset(&claim, 'x', sizeof claim);
    identity_look(NULL, &caller);
    assert_int_equal(identity_decide(&caller, &claim, &e), RC_OK);
    assert_int_equal(claim.proof, PROOF_LOCAL);
    assert_int_equal(claim.uid, (long)getuid());
    assert_int_equal(claim.account, (long)getuid());
    assert_string_equal(claim.fingerprint, "");
    assert_string_equal(claim.address, "");
    const struct passwd *pw = getpwuid(getuid());
    if (pw)
        assert_string_equal(claim.name, pw->pw_name);
    else
        assert_memory_equal(claim.name, "uid-", 4);
}

static void root_has_a_name(void **state) {
    (void)state;
    struct claim claim;
    struct err e;
    assert_int_equal(identity_local(0, 0, &claim, &e), RC_OK);
    assert_string_equal(claim.name, "root");
    assert_int_equal(claim.uid, 0);
}

static void an_account_without_a_name(void **state) {
    (void)state;
    long uid = nobodys_uid();
    char expected[32];
    snprintf(expected, sizeof expected, "uid-%ld", uid);
    struct claim claim;
    struct err e;
    assert_int_equal(identity_local(uid, uid, &claim, &e), RC_OK);
    assert_string_equal(claim.name, expected);
    assert_int_equal(claim.uid, uid);
}

static void running_as_somebody_else(void **state) {
    (void)state;
    static const struct { long real, effective; } pairs[] = {{1000, 0}, {0, 1000}, {1000, 1001}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct claim claim;
        struct err e = {0};
        memset(&claim, 0, sizeof claim);
        claim.uid = -1;
        assert_int_equal(identity_local(pairs[i].real, pairs[i].effective, &claim, &e), RC_DENIED);
        assert_int_equal(e.rc, RC_DENIED);
        assert_non_null(strstr(e.message, "tài khoản"));
        assert_null(strchr(e.message, '\n'));
        assert_int_equal(claim.uid, -1); /* nothing claimed */
    }
    assert_int_equal(identity_local(1, 2, &(struct claim){0}, NULL), RC_DENIED);
}

/* --- how sshd and sudo start the program, and how others try to look the same --- */

enum { HERS = 987001, OTHER = 987002 };

/* Owns what sshd says of the key, unless root does: we, where we are not root. */
static long service = 990;
static char proof[] = "/tmp/thidua-proof-XXXXXX";
static const char key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm";
static const char key_fingerprint[] = "SHA256:m/ejOXkI0ofKT+bW34mhHdSH63xu9c+QU7djuKirDXM";

static int start(void **state) {
    (void)state;
    if (getuid() != 0)
        service = (long)getuid();
    int fd = mkstemp(proof);
    return fd >= 0 && dprintf(fd, "publickey %s\n", key) > 0 ? close(fd) : -1;
}

static int stop(void **state) {
    (void)state;
    return unlink(proof);
}

/* As sshd starts it for the key of “lan”. */
static struct caller by_sshd(void) {
    return (struct caller){.as = "lan",
                           .uid = service,
                           .euid = service,
                           .gid = service,
                           .egid = service,
                           .service = service,
                           .ssh_connection = "203.0.113.7 50022 192.0.2.1 22",
                           .ssh_user_auth = proof,
                           .ssh_command = "status --json"};
}

/* As sudo starts it for the account of “minh”. */
static struct caller by_sudo(void) {
    return (struct caller){.uid = service,
                           .euid = service,
                           .gid = service,
                           .egid = service,
                           .service = service,
                           .sudo_uid = "1001",
                           .sudo_user = "minh"};
}

static struct claim taken(const struct caller *c) {
    struct claim claim;
    struct err e = {0};
    memset(&claim, 'x', sizeof claim);
    assert_int_equal(identity_decide(c, &claim, &e), RC_OK);
    assert_string_equal(e.message, "");
    return claim;
}

static void refused(const struct caller *c) {
    struct claim claim = {.uid = -7};
    struct err e = {0};
    assert_int_equal(identity_decide(c, &claim, &e), RC_DENIED);
    assert_int_equal(claim.uid, -7); /* nothing claimed */
    /* One sentence, the same whatever was tried. */
    assert_string_equal(e.message, "Không xác định được bạn là ai; hãy vào bằng khóa SSH hoặc bằng "
                                   "sudo, như người quản trị đã hướng dẫn.");
    assert_string_equal(e.cause, "");
}

static void by_ssh_key(void **state) {
    (void)state;
    struct caller c = by_sshd();
    struct claim claim = taken(&c);
    assert_int_equal(claim.proof, PROOF_SSH);
    assert_string_equal(claim.name, "lan");
    assert_string_equal(claim.address, "203.0.113.7");
    assert_string_equal(claim.fingerprint, key_fingerprint);
    assert_int_equal(claim.uid, -1);
    assert_int_equal(claim.account, service);
    static const struct {
        const char *connection, *address;
    } cases[] = {
        {"2001:db8::1 50022 2001:db8::2 22", "2001:db8::1"},
        {"fe80::1%eth0 50022 fe80::2%eth0 22", "fe80::1%eth0"},
        {"::ffff:203.0.113.7 1 :: 65535", "::ffff:203.0.113.7"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        c.ssh_connection = cases[i].connection;
        assert_string_equal(taken(&c).address, cases[i].address);
    }
}

static void names_that_no_officer_has(void **state) {
    (void)state;
    char long_name[65];
    memset(long_name, 'a', sizeof long_name);
    long_name[64] = '\0';
    const char *const names[] = {"",        "Lan",     "lân",      "lan minh", "lan\n",
                                 "../lan",  "lan'--",  "lan;id",   "$(id)",    "lan/x",
                                 "lan\x1b", long_name, "lan_minh", "lan.minh"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct caller c = by_sshd();
        c.as = names[i];
        refused(&c);
    }
    struct caller c = by_sshd();
    c.as = long_name + 1;
    assert_string_equal(taken(&c).name, long_name + 1);
}

/* Each condition of the SSH proof missing alone. */
static void ssh_forged(void **state) {
    (void)state;
    struct caller c = by_sshd();
    c.ssh_connection = NULL; /* started by hand, by cron */
    refused(&c);
    c = by_sshd();
    c.sudo_uid = "1001"; /* sudo -u SERVICE thidua --as lan */
    c.sudo_user = "minh";
    refused(&c);
    c = by_sshd();
    c.sudo_uid = "";
    refused(&c);
    c = by_sshd();
    c.sudo_user = "root";
    refused(&c);
    c = by_sshd();
    c.uid = c.euid = HERS; /* on her own account, from a shell over SSH */
    refused(&c);
    c = by_sshd();
    c.uid = HERS; /* set-user-id */
    refused(&c);
    c = by_sshd();
    c.euid = HERS;
    refused(&c);
    c = by_sshd();
    c.egid = HERS;
    refused(&c);
    c = by_sshd();
    c.service = -1; /* no service here */
    refused(&c);
    c = by_sshd();
    c.uid = c.euid = c.service = 0; /* root serves nobody */
    refused(&c);
    c.service = -1;
    refused(&c);
    c = by_sshd();
    c.ssh_user_auth = NULL; /* ExposeAuthInfo is off: by which key she came, nobody says */
    refused(&c);
}

static void connections_that_sshd_does_not_write(void **state) {
    (void)state;
    static const char *const connections[] = {"",
                                              " ",
                                              "203.0.113.7",
                                              "203.0.113.7 50022 192.0.2.1",
                                              "203.0.113.7 50022 192.0.2.1 ",
                                              "203.0.113.7 50022 192.0.2.1 22 ",
                                              "203.0.113.7 50022 192.0.2.1 22 x",
                                              "203.0.113.7  50022 192.0.2.1 22",
                                              " 203.0.113.7 50022 192.0.2.1 22",
                                              "203.0.113.7 5002x 192.0.2.1 22",
                                              "203.0.113.7 500222 192.0.2.1 22",
                                              "203.0.113.7 -1 192.0.2.1 22",
                                              "203.0.113.777 50022 192.0.2.1 22",
                                              "may-o-xa 50022 192.0.2.1 22",
                                              "UNKNOWN 65535 UNKNOWN 65535",
                                              "203.0.113.7%eth0 50022 192.0.2.1 22",
                                              "fe80::1%\x1b[2J 50022 192.0.2.1 22",
                                              "fe80::1% 50022 fe80::2 22",
                                              "fe80::1%aaaaaaaaaaaaaaaaa 50022 fe80::2 22",
                                              "%eth0 50022 fe80::2 22",
                                              "2001:db8::1::2 50022 2001:db8::2 22",
                                              "203.0.113.7\n50022 192.0.2.1 22"};
    for (size_t i = 0; i < sizeof connections / sizeof connections[0]; i++) {
        struct caller c = by_sshd();
        c.ssh_connection = connections[i];
        refused(&c);
    }
}

static void by_sudo_from_her_account(void **state) {
    (void)state;
    long uid = nobodys_uid();
    char text[32];
    char expected[40];
    (void)snprintf(text, sizeof text, "%ld", uid);
    (void)snprintf(expected, sizeof expected, "uid-%ld", uid);
    struct caller c = by_sudo();
    c.sudo_uid = text;
    c.ssh_connection = "203.0.113.7 50022 192.0.2.1 22"; /* kept by sudo or not: no matter */
    struct claim claim = taken(&c);
    assert_int_equal(claim.proof, PROOF_SUDO);
    assert_int_equal(claim.uid, uid);
    assert_int_equal(claim.account, service);
    assert_string_equal(claim.name, expected); /* the system's name for it, not SUDO_USER */
    assert_string_equal(claim.address, "");
    assert_string_equal(claim.fingerprint, "");
}

static void sudo_forged(void **state) {
    (void)state;
    static const char *const uids[] = {"",      "-1",     "+1001",      " 1001",
                                       "1001 ", "1001x",  "0x3e9",      "minh",
                                       "1e3",   "1001\n", "4294967295", "99999999999"};
    for (size_t i = 0; i < sizeof uids / sizeof uids[0]; i++) {
        struct caller c = by_sudo();
        c.sudo_uid = uids[i];
        refused(&c);
    }
    struct caller c = by_sudo();
    c.sudo_uid = NULL;
    refused(&c);
    c = by_sudo();
    c.sudo_user = NULL;
    refused(&c);
}

/* Where the account is not the service's, the variables prove nothing and take nothing away: she
 * who came there by sudo (`sudo make run`) is on that account. */
static void sudo_elsewhere(void **state) {
    (void)state;
    struct caller c = by_sudo();
    c.uid = c.euid = c.gid = c.egid = OTHER;
    assert_int_equal(taken(&c).proof, PROOF_LOCAL);
    assert_int_equal(taken(&c).uid, OTHER);
    c = by_sudo();
    c.service = -1;
    assert_int_equal(taken(&c).proof, PROOF_LOCAL);
    c = by_sudo();
    c.sudo_uid = "0"; /* root, who needs no proof to be this account */
    c.sudo_user = "root";
    assert_int_equal(taken(&c).proof, PROOF_LOCAL);
    assert_int_equal(taken(&c).uid, service);
    char own[32];
    (void)snprintf(own, sizeof own, "%ld", service);
    c = by_sudo();
    c.sudo_uid = own;
    assert_int_equal(taken(&c).proof, PROOF_LOCAL);
    c = by_sudo();
    c.sudo_uid = c.sudo_user = NULL; /* the service's own timer */
    assert_int_equal(taken(&c).proof, PROOF_LOCAL);
    assert_int_equal(taken(&c).uid, service);
}

/* A key whose forced command was lost: sshd starts the login shell, which is this program. */
static void over_ssh_without_a_name(void **state) {
    (void)state;
    struct caller c = by_sshd();
    c.as = NULL;
    c.ssh_command = NULL;
    refused(&c);
    c.ssh_connection = "";
    refused(&c);
    c.uid = c.euid = c.gid = c.egid = HERS; /* on her own account she may be whoever she is */
    assert_int_equal(taken(&c).proof, PROOF_LOCAL);
}

static void names_on_the_command_line(void **state) {
    (void)state;
    static const char program[] = "/usr/bin/thidua";
    static const struct {
        const char *first, *second, *third, *name;
    } cases[] = {
        {"--as", "lan", NULL, "lan"},
        {"--as", "", NULL, ""},
        {"-c", "/usr/bin/thidua --as lan", NULL, "lan"},
        {"-c", "/usr/bin/thidua --as lan; id", NULL, "lan; id"}, /* no officer has that name */
        {NULL, NULL, NULL, NULL},
        {"--as", NULL, NULL, NULL},
        {"--as=lan", NULL, NULL, NULL},
        {"--as", "lan", "status", NULL},
        {"status", "--as", "lan", NULL},
        {"-c", NULL, NULL, NULL},
        {"-c", "status", NULL, NULL},
        {"-c", "--as lan", NULL, NULL},
        {"-c", "thidua --as lan", NULL, NULL},
        {"-c", "/usr/bin/thidua", NULL, NULL},
        {"-c", "/usr/bin/thidua --as", NULL, NULL},
        {"-c", "/usr/bin/thidua2 --as lan", NULL, NULL},
        {"-c", "/usr/bin/thidua  --as lan", NULL, NULL},
        {"-c", " /usr/bin/thidua --as lan", NULL, NULL},
        {"-c", "/usr/bin/thidua --as lan", "x", NULL},
        {"-c", "/usr/lib/openssh/sftp-server", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const words[] = {"thidua", cases[i].first, cases[i].second, cases[i].third};
        char *argv[5] = {NULL};
        int argc = 0;
        for (size_t k = 0; k < 4 && words[k]; k++)
            argv[argc++] = strdup(words[k]);
        const char *name = identity_named(argc, argv, program);
        if (cases[i].name) {
            assert_non_null(name);
            assert_string_equal(name, cases[i].name);
        } else {
            assert_null(name);
        }
        assert_null(identity_named(0, argv, program));
        for (int k = 0; k < argc; k++)
            free(argv[k]);
    }
    char shell[] = "-c";
    char rest[] = " --as lan";
    char *argv[] = {shell, shell, rest, NULL};
    assert_null(identity_named(3, argv, "")); /* /proc is not there */
}

static void in_the_group_of_another(void **state) {
    (void)state;
    struct caller c = {.uid = HERS, .euid = HERS, .gid = HERS, .egid = service, .service = service};
    struct claim claim;
    struct err e = {0};
    assert_int_equal(identity_decide(&c, &claim, &e), RC_DENIED);
    assert_non_null(strstr(e.message, "tài khoản khác"));
}

/* --- the file of ExposeAuthInfo --- */

/* She is believed when the file holds this and is named so, or she is nobody. */
static void proof_holds(const char *text, const char *name, bool good) {
    char path[] = "/tmp/thidua-auth-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_int_equal(close(fd), 0);
    struct caller c = by_sshd();
    c.ssh_user_auth = name ? name : path;
    if (good)
        assert_string_equal(taken(&c).fingerprint, key_fingerprint);
    else
        refused(&c);
    assert_int_equal(unlink(path), 0);
}

static void by_which_key(void **state) {
    (void)state;
    char text[400];
    (void)snprintf(text, sizeof text, "publickey %s\n", key);
    proof_holds(text, NULL, true);
    (void)snprintf(text, sizeof text, "publickey %s\nkeyboard-interactive/pam\n", key);
    proof_holds(text, NULL, true);
    proof_holds(key, NULL, false);
    proof_holds("", NULL, false);
    proof_holds("password\n", NULL, false);
    proof_holds("publickey \n", NULL, false);
    proof_holds("publickey ssh-ed25519 AAAA\n", NULL, false);
    static const char *const names[] = {"", "sshauth", "/tmp", "/nowhere/sshauth", "/dev/zero"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        proof_holds(text, names[i], false);
}

/* Anybody could have written it: only root's and the account's own are believed. */
static void a_proof_of_somebody_else(void **state) {
    (void)state;
    if (getuid() != 0)
        return;
    struct caller c = by_sshd();
    assert_int_equal(chown(proof, HERS, HERS), 0);
    refused(&c);
    assert_int_equal(chown(proof, (uid_t)service, 0), 0);
    assert_string_equal(taken(&c).fingerprint, key_fingerprint);
    assert_int_equal(chown(proof, 0, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_runs_the_test),
        cmocka_unit_test(root_has_a_name),
        cmocka_unit_test(an_account_without_a_name),
        cmocka_unit_test(running_as_somebody_else),
        cmocka_unit_test(by_ssh_key),
        cmocka_unit_test(names_that_no_officer_has),
        cmocka_unit_test(ssh_forged),
        cmocka_unit_test(connections_that_sshd_does_not_write),
        cmocka_unit_test(by_sudo_from_her_account),
        cmocka_unit_test(sudo_forged),
        cmocka_unit_test(sudo_elsewhere),
        cmocka_unit_test(over_ssh_without_a_name),
        cmocka_unit_test(names_on_the_command_line),
        cmocka_unit_test(in_the_group_of_another),
        cmocka_unit_test(by_which_key),
        cmocka_unit_test(a_proof_of_somebody_else),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
