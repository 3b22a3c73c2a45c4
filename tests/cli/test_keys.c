/* Keys: those that are nobody's, that say more than they should, that are kept too long; and files
 * in the account's home that sshd would believe. */
#include "support/attack.h"
#include "support/server_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* --- lines in a file of keys: what an administrator might write by hand, or keep too long --- */

static const struct {
    const char *name, *line; /* @ is the program, # a key that is nobody's, ! the key of HOA */
    const char *command;     /* @ here too */
    const char *options[4];
    int code;
    bool shell; /* counts on the account's shell being the program: only as root it is */
} lines[] = {
    {"an officer that is not there",
     "restrict,pty,command=\"@ --as nobody\" #",
     "status",
     {NULL},
     7,
     false},
    {"a name that is none", "restrict,pty,command=\"@ --as ../lan\" #", "status", {NULL}, 7, false},
    {"a name with an option",
     "restrict,pty,command=\"@ --as lan --db /tmp/x\" #",
     "status",
     {NULL},
     7,
     false},
    {"somebody's name by a key that is not hers",
     "restrict,pty,command=\"@ --as lan\" #",
     "status",
     {NULL},
     7,
     false},
    {"the administrator's name too",
     "restrict,pty,command=\"@ --as quan-tri\" #",
     "officer list",
     {NULL},
     7,
     false},
    {"the program without a name", "restrict,pty,command=\"@\" #", "status", {NULL}, 7, false},
    {"another command of the program",
     "restrict,pty,command=\"@ authorized-keys\" #",
     "status",
     {NULL},
     7,
     false},
    {"a variable of sudo's",
     "environment=\"SUDO_UID=0\",command=\"@\" #",
     "status",
     {NULL},
     7,
     false},
    {"a proof that is a file",
     "environment=\"SSH_USER_AUTH=/etc/passwd\",command=\"@ --as lan\" #",
     "status",
     {NULL},
     7,
     false},
    {"her key with leave to forward",
     "port-forwarding,permitopen=\"*:*\",command=\"@ --as hoa\" !",
     NULL,
     {"-W", "127.0.0.1:22"},
     255,
     false},
    {"her key with leave to listen",
     "port-forwarding,permitlisten=\"*:*\",command=\"@ --as hoa\" !",
     NULL,
     {"-N", "-oExitOnForwardFailure=yes", "-R0:127.0.0.1:22"},
     255,
     false},
    {"her key with a second command",
     "restrict,command=\"@ --as hoa; id\" !",
     "status",
     {NULL},
     7,
     true},
    {"her key with another program", "restrict,command=\"id\" !", "status", {NULL}, 7, true},
    {"the command lost: a shell", "#", NULL, {NULL}, 7, true},
    {"the command lost: id", "#", "id", {NULL}, 7, true},
    {"the command lost: status", "#", "status", {NULL}, 7, true},
    {"the command lost: a name", "#", "--as lan", {NULL}, 7, true},
    {"the command lost: the program and a name", "#", "@ --as lan", {NULL}, 7, true},
    {"the command lost: her key, and another's name", "!", "@ --as quan-tri", {NULL}, 7, true},
    {"the command lost: everybody's keys", "#", "authorized-keys", {NULL}, 7, true},
    {"the command lost: a file", "#", "cat /etc/passwd", {NULL}, 7, true},
    {"the command lost: officers", "#", "officer list", {NULL}, 7, true},
    {"the command lost: init", "#", "init", {NULL}, 7, true},
    {"the command lost: sftp", "#", "sftp", {"-s"}, 7, true},
};

static void keys_in_a_file(void **state) {
    struct server *s = attack_server();
    char nobodys[1024];
    (void)state;
    (void)snprintf(nobodys, sizeof nobodys, "%s", server_key(s, "cu"));
    for (size_t i = 0; i < COUNT(lines); i++) {
        if (lines[i].shell && !s->root)
            continue;
        bool hers = strchr(lines[i].line, '!') != NULL;
        char *program = server_replaced(lines[i].line, "@", s->program);
        char *line = hers ? server_replaced(program, "!", server_public(s, HOA))
                          : server_replaced(program, "#", nobodys);
        char *command =
            lines[i].command ? server_replaced(lines[i].command, "@", s->program) : NULL;
        server_authorized_file(s, line);
        struct attack_before before = attack_before(s);
        struct run r = server_ssh(s, hers ? HOA : "cu", lines[i].options, command, "x\n");
        attack_failed(s, lines[i].name, &r, lines[i].code, &before);
        free(program);
        free(line);
        free(command);
    }
    server_authorized_file(s, "");
}

/* The command lost, and ExposeAuthInfo too: as sshd starts the login shell then. */
static void nobody_says_by_which_key(void **state) {
    struct server *s = attack_server();
    char words[200];
    (void)state;
    (void)snprintf(words, sizeof words, "%s --as lan", s->program);
    static const char *const env[] = {"SSH_CONNECTION=127.0.0.1 50022 127.0.0.1 22",
                                      "SSH_ORIGINAL_COMMAND=status", NULL};
    const char *const tries[][4] = {{s->program, "-c", words, NULL},
                                    {s->program, "--as", "lan", NULL}};
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct attack_before before = attack_before(s);
        struct run r = server_run(s, tries[i], env, NULL);
        attack_failed(s, tries[i][1], &r, 7, &before);
    }
}

/* --- keys that say more than a key --- */

#define A_KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm"
static struct attack keys_with_more[] = {
    {"a key with a command", ADMIN, "officer key add lan -", .code = 4,
     .input = "command=\"/bin/sh\" " A_KEY "\n"},
    {"a key with all permissions", ADMIN, "officer key add lan -", .code = 4,
     .input = "pty,port-forwarding " A_KEY "\n"},
    {"a key with a variable", ADMIN, "officer key add lan -", .code = 4,
     .input = "environment=\"SUDO_UID=0\" " A_KEY "\n"},
    {"a key that vouches for others", ADMIN, "officer key add lan -", .code = 4,
     .input = "cert-authority " A_KEY "\n"},
    {"two keys in one", ADMIN, "officer key add lan -", .code = 4,
     .input = A_KEY " mot\ncommand=\"/bin/sh\" " A_KEY " hai\n"},
    {"a key in words, with a command", ADMIN, "officer key add lan 'command=\"sh\"' " A_KEY,
     .code = 4},
    {"a key of another kind", ADMIN, "officer key add lan ssh-dss AAAAB3NzaC1kc3MAAAA", .code = 4},
    {"a key of one name and another's bytes", ADMIN, "officer key add lan -", .code = 4,
     .input = "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm\n"},
    {"a private key", ADMIN, "officer key add lan -", .code = 4,
     .input = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"},
    {"a key that is another officer's", ADMIN, "officer key add lan -", .code = 4, .input = "\n"},
};

/* What a comment says is not for sshd: one line a key, and it begins with what is ours. */
static void a_comment_that_is_a_line(void **state) {
    struct server *s = attack_server();
    (void)state;
    struct run r = server_ssh(s, ADMIN, NULL, "officer key add lan -",
                              A_KEY " x\" command=\"sh\", # \\ -- $(id)\n");
    assert_int_equal(r.code, 0);
    run_free(&r);
    r = server_own(s, (const char *[]){"authorized-keys", "lan", NULL}, NULL);
    assert_int_equal(r.code, 0);
    char start[300];
    int n = snprintf(start, sizeof start, "restrict,pty,command=\"%s --as lan\" ssh-ed25519 ",
                     s->program);
    size_t count = 0;
    for (const char *line = r.out; *line; line = strchr(line, '\n') + 1, count++)
        if (strncmp(line, start, (size_t)n) != 0)
            fail_msg("%s", line);
    assert_int_equal(count, 2);
    run_free(&r);
}

/* --- the account's home: sshd would run or believe what lies there --- */

static void files_of_the_home(void **state) {
    struct server *s = attack_server();
    char made[200];
    char rc[300];
    (void)state;
    (void)snprintf(made, sizeof made, "%s", server_path(s, "state/made"));
    (void)snprintf(rc, sizeof rc, "touch %s\n", made);
    assert_int_equal(mkdir(server_path(s, "state/.ssh"), 0700), 0);
    server_write(server_path(s, "state/.ssh/rc"), rc, 0644);
    server_write(server_path(s, "state/.ssh/environment"), "SUDO_UID=0\nLD_PRELOAD=/tmp/x.so\n",
                 0644);
    server_write(server_path(s, "state/.ssh/authorized_keys"), server_key(s, "nha"), 0644);
    if (s->root) {
        static const char *const files[] = {"state/.ssh", "state/.ssh/rc", "state/.ssh/environment",
                                            "state/.ssh/authorized_keys"};
        for (size_t i = 0; i < COUNT(files); i++)
            assert_int_equal(chown(server_path(s, files[i]), s->uid, s->gid), 0);
    }
    struct run r = server_ssh(s, HOA, NULL, "plan IV.2", NULL);
    assert_int_equal(r.code, 0);
    assert_string_equal(r.err, "");
    run_free(&r);
    assert_int_not_equal(access(made, F_OK), 0);
    struct attack_before before = attack_before(s);
    r = server_ssh(s, "nha", NULL, "status", NULL);
    attack_failed(s, "a key in the account's home", &r, 255, &before);
}

/* --- keys that are hers no more --- */

static void done(struct server *s, const char *command, const char *input) {
    struct run r = server_as(s, ADMIN, command, input);
    server_expect(&r, command);
    run_free(&r);
}

/* Out at her next connection; by a list that is older than that, and by a connection that is, too.
 */
static void a_disabled_officer(void **state) {
    struct server *s = attack_server();
    (void)state;
    struct run r = server_line(s, NGA, "status", NULL, 0);
    assert_int_equal(r.code, 0);
    run_free(&r);
    struct run old = server_own(s, (const char *[]){"authorized-keys", NULL}, NULL);
    done(s, "officer disable nga", NULL);
    struct attack_before before = attack_before(s);
    r = server_line(s, NGA, "status", NULL, 0);
    attack_failed(s, "a connection of before", &r, 7, &before);
    server_line_end(s, NGA);
    if (s->root) {
        r = server_ssh(s, NGA, NULL, "status", NULL); /* sshd does not even know the key */
        attack_failed(s, "a disabled officer", &r, 255, &before);
    }
    server_authorized_file(s, old.out);
    r = server_ssh(s, NGA, NULL, "status", NULL);
    attack_failed(s, "a disabled officer, by an old list", &r, 7, &before);
    assert_int_equal(server_number(s, "SELECT count(*) FROM log WHERE verb = 'refused' AND officer"
                                      " = 'nga'"),
                     2);
    done(s, "officer set nga disabled=không", NULL);
    r = server_ssh(s, NGA, NULL, "status", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    /* a new key for the old one, which is still in the old list */
    done(s, "officer key remove nga SHA256:", NULL);
    done(s, "officer key add nga -", server_key(s, "nga-2"));
    before = attack_before(s);
    r = server_ssh(s, NGA, NULL, "status", NULL);
    attack_failed(s, "a replaced key, by an old list", &r, 7, &before);
    server_authorized_file(s, "");
    r = server_ssh(s, NGA, NULL, "status", NULL);
    attack_failed(s, "a replaced key", &r, 255, &before);
    r = server_ssh(s, "nga-2", NULL, "status", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    run_free(&old);
}

static void a_key_that_nobody_has(void **state) {
    struct server *s = attack_server();
    struct attack_before before = attack_before(s);
    (void)state;
    (void)server_key(s, "la");
    struct run r = server_ssh(s, "la", NULL, "status", NULL);
    attack_failed(s, "a key that nobody has", &r, 255, &before);
}

int main(void) {
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(keys_in_a_file),           cmocka_unit_test(nobody_says_by_which_key),
        cmocka_unit_test(a_comment_that_is_a_line), cmocka_unit_test(files_of_the_home),
        cmocka_unit_test(a_key_that_nobody_has),    cmocka_unit_test(a_disabled_officer),
    };
    struct CMUnitTest tests[COUNT(keys_with_more) + COUNT(others)];
    size_t n = 0;
    ATTACK_ADD(tests, &n, keys_with_more);
    memcpy(tests + n, others, sizeof others);
    n += COUNT(others);
    return _cmocka_run_group_tests("keys", tests, n, attack_setup, attack_teardown);
}
