/* What else an SSH client can ask for beside a command, and the variables it sends. */
#include "support/attack.h"
#include "support/server_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* --- what a client asks for beside a command --- */

#define LOUDLY "-N", "-o", "ExitOnForwardFailure=yes"

static struct attack uses[] = {
    {"a way to sshd itself", HOA, NULL, .code = 255, .options = {"-W", "127.0.0.1:22"}},
    {"a way to another machine", HOA, NULL, .code = 255, .options = {"-W", "192.0.2.1:25"}},
    {"a way back", HOA, NULL, .code = 255, .options = {LOUDLY, "-R", "0:127.0.0.1:22"}},
    {"a way back to any address", HOA, NULL, .code = 255,
     .options = {LOUDLY, "-R", "*:0:127.0.0.1:22"}},
    {"a way back for a browser", HOA, NULL, .code = 255, .options = {LOUDLY, "-R", "0"}},
    {"a socket in /tmp", HOA, NULL, .code = 255,
     .options = {LOUDLY, "-R", "/tmp/thidua-x:127.0.0.1:22"}},
    {"sftp", HOA, "sftp", .code = 3, .options = {"-s"}},
    {"a subsystem that is none", HOA, "x", .code = 255, .options = {"-s"}},
    {"a subsystem named as an option", HOA, "--as quan-tri", .code = 255, .options = {"-s"}},
    {"the screens without a terminal", HOA, NULL, .code = 6, .options = {"-T"}},
    {"another account of the machine", HOA, "status", .code = 255, .options = {"-l", "root"}},
    {"an account with a shell in its name", HOA, "status", .code = 255, .options = {"-l", "x;id"}},
    {"a password", HOA, "status", .code = 255,
     .options = {"-o", "PreferredAuthentications=password"}},
    {"questions", HOA, "status", .code = 255,
     .options = {"-o", "PreferredAuthentications=keyboard-interactive"}},
    {"the machine's word", HOA, "status", .code = 255,
     .options = {"-o", "PreferredAuthentications=hostbased"}},
    {"no proof at all", HOA, "status", .code = 255,
     .options = {"-o", "PreferredAuthentications=none"}},
};

/* With a terminal a command is still one of ours: no shell, nothing to page or edit with. */
static void a_terminal_with_a_command(void **state) {
    struct server *s = attack_server();
    static const char *const options[] = {"-tt", NULL};
    static const char *const commands[] = {"sh", "less /etc/passwd", "status; sh"};
    (void)state;
    for (size_t i = 0; i < COUNT(commands); i++) {
        struct attack_before before = attack_before(s);
        struct run r = server_ssh(s, HOA, options, commands[i], "id\n!sh\n");
        if (r.code != 3 && r.code != 4)
            fail_msg("%s: exit %d: %s", commands[i], r.code, r.out);
        if (strstr(r.out, "uid=") || strstr(r.out, "root:"))
            fail_msg("%s: %s", commands[i], r.out);
        assert_true(before.records == attack_before(s).records);
        run_free(&r);
    }
}

/* --- what sshd grants at all: config/deploy/sshd.conf, as sshd itself understands it --- */

static void what_sshd_grants(void **state) {
    const struct server *s = attack_server();
    static const char *const settings[] = {
        "disableforwarding yes",
        "allowtcpforwarding no",
        "allowstreamlocalforwarding no",
        "allowagentforwarding no",
        "x11forwarding no",
        "permittunnel no",
        "permitopen none",
        "permitlisten none",
        "permituserrc no",
        "permituserenvironment no",
        "passwordauthentication no",
        "kbdinteractiveauthentication no",
        "hostbasedauthentication no",
        "gssapiauthentication no",
        "authenticationmethods publickey",
        "trustedusercakeys none",
        "exposeauthinfo yes",
        "forcecommand none",
    };
    char user[100];
    (void)state;
    (void)snprintf(user, sizeof user, "user=%s,host=localhost,addr=127.0.0.1", s->account);
    const char *const argv[] = {getenv("SSHD"), "-T", "-f", server_path(s, "sshd/config"),
                                "-C",           user, NULL};
    struct run r = run_program(argv, NULL, NULL, 0);
    server_expect(&r, "sshd -T");
    for (size_t i = 0; i < COUNT(settings); i++) {
        char line[100];
        (void)snprintf(line, sizeof line, "\n%s\n", settings[i]);
        if (!strstr(r.out, line))
            fail_msg("sshd does not say “%s”:\n%s", settings[i], r.out);
    }
    for (const char *at = r.out; (at = strstr(at, "\nacceptenv ")) != NULL; at++)
        assert_true(!strncmp(at, "\nacceptenv LANG\n", 16) ||
                    !strncmp(at, "\nacceptenv LC_ALL\n", 18) ||
                    !strncmp(at, "\nacceptenv NO_COLOR\n", 20));
    run_free(&r);
}

/* --- variables --- */

/* Not taken, or checked: the answer is as without them. */
static void variables_from_the_client(void **state) {
    struct server *s = attack_server();
    static const char *const variables[] = {
        "LC_ALL=../../../../tmp/evil LANG=/tmp/evil",
        "LC_ALL=%n%n%n LANG=C\x1b[2J NO_COLOR=../../x",
        "LD_PRELOAD=/tmp/evil.so LD_LIBRARY_PATH=/tmp PATH=/tmp HOME=/tmp ENV=/tmp/x "
        "BASH_ENV=/tmp/x",
        "SUDO_UID=0 SUDO_USER=root SSH_USER_AUTH=/etc/passwd SSH_CONNECTION=x"
        " SSH_ORIGINAL_COMMAND=doctor",
        "THIDUA_DB=/tmp/x.db XDG_DATA_HOME=/tmp SQLITE_TMPDIR=/tmp TMPDIR=/etc TZ=:/etc/passwd",
        "TERMINFO=/tmp TERMINFO_DIRS=/tmp ESCDELAY=99999999999",
    };
    (void)state;
    struct run usual = server_ssh(s, LAN, NULL, "list units --csv", NULL);
    assert_int_equal(usual.code, 0);
    for (size_t i = 0; i < COUNT(variables); i++) {
        char option[200];
        (void)snprintf(option, sizeof option, "SetEnv=%s", variables[i]);
        const char *const options[] = {"-o", option, NULL};
        struct run r = server_ssh(s, LAN, options, "list units --csv", NULL);
        if (r.code || strcmp(r.out, usual.out) != 0)
            fail_msg("%s: exit %d: %s%s", variables[i], r.code, r.out, r.err);
        if (s->root && *r.err) /* else the account has a shell of its own, with its say on LC_ALL */
            fail_msg("%s: %s", variables[i], r.err);
        run_free(&r);
    }
    run_free(&usual);
}

/* The name of a terminal is a path to ncurses: an unknown one is refused in a sentence. */
static void names_of_terminals(void **state) {
    struct server *s = attack_server();
    static const char *const names[] = {"TERM=../../../../etc/passwd", "TERM=/etc/passwd",
                                        "TERM=x\x1b[2J", "TERM=%n%n", "TERM=khong-co"};
    static const char *const options[] = {"-tt", NULL};
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *const env[] = {names[i], NULL};
        struct attack_before before = attack_before(s);
        struct run r = server_ssh_with(s, HOA, options, NULL, "Q", env);
        if (r.code != 6 || strstr(r.out, "root:") || strstr(r.out, "\x1b[2J"))
            fail_msg("%s: exit %d: %s%s", names[i], r.code, r.out, r.err);
        assert_true(before.records == attack_before(s).records);
        run_free(&r);
    }
}

/* One connection, several commands: each is the forced one, whoever's key is named now. */
static void a_second_command_on_the_line(void **state) {
    struct server *s = attack_server();
    static const struct {
        const char *command;
        int code;
    } commands[] = {
        {"id", 3}, {"--as quan-tri", 3}, {"officer list", 7}, {"set unit hai-anh name=x", 7}};
    (void)state;
    struct run r = server_line(s, HOA, "status", NULL, 0);
    assert_int_equal(r.code, 0);
    run_free(&r);
    const char *const options[] = {"-o", server_line_path(s, HOA), NULL};
    for (size_t i = 0; i < COUNT(commands); i++) {
        struct attack_before before = attack_before(s);
        r = server_ssh(s, ADMIN, options, commands[i].command, NULL);
        attack_failed(s, commands[i].command, &r, commands[i].code, &before);
    }
}

int main(void) {
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(what_sshd_grants),
        cmocka_unit_test(variables_from_the_client),
        cmocka_unit_test(a_second_command_on_the_line),
    };
    struct CMUnitTest tests[COUNT(uses) + COUNT(others) + 2];
    size_t n = 0;
    ATTACK_ADD(tests, &n, uses);
    memcpy(tests + n, others, sizeof others);
    n += COUNT(others);
    if (server_has_terminals()) {
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(a_terminal_with_a_command);
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(names_of_terminals);
    }
    return _cmocka_run_group_tests("intruders", tests, n, attack_setup, attack_teardown);
}
