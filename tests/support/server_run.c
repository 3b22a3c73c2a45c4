/* Ways to the program on the server: over SSH, as sshd starts it, as its own account does. */
#include "support/server_parts.h"
#include "support/test.h"

#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS = 48 };

struct run server_run(const struct server *s, const char *const *argv, const char *const *env,
                      const char *input) {
    const char *words[WORDS] = {NULL};
    char uid[32];
    char gid[32];
    size_t n = 0;
    if (s->root) {
        (void)snprintf(uid, sizeof uid, "--reuid=%ld", (long)s->uid);
        (void)snprintf(gid, sizeof gid, "--regid=%ld", (long)s->gid);
        const char *const start[] = {"setpriv", uid, gid, "--clear-groups", "--"};
        for (size_t i = 0; i < sizeof start / sizeof start[0]; i++)
            words[n++] = start[i];
    }
    for (size_t i = 0; argv[i]; i++) {
        assert_true(n + 1 < WORDS);
        words[n++] = argv[i];
    }
    return run_program(words, env, input, input ? strlen(input) : 0);
}

struct run server_own(const struct server *s, const char *const *arguments, const char *input) {
    const char *words[WORDS] = {s->program};
    for (size_t i = 0; arguments[i]; i++) {
        assert_true(i + 2 < WORDS);
        words[i + 1] = arguments[i];
    }
    return server_run(s, words, NULL, input);
}

struct run server_as(const struct server *s, const char *officer, const char *command,
                     const char *input) {
    char line[8192];
    char proof[300];
    (void)snprintf(line, sizeof line, "SSH_ORIGINAL_COMMAND=%s", command ? command : "");
    (void)snprintf(proof, sizeof proof, "SSH_USER_AUTH=%s/keys/%s.proof", s->place, officer);
    const char *const env[] = {"SSH_CONNECTION=127.0.0.1 50022 127.0.0.1 22", proof,
                               command ? line : NULL, NULL};
    const char *const argv[] = {s->program, "--as", officer, NULL};
    return server_run(s, argv, env, input);
}

/* argv of ssh, up to the command. */
static size_t ssh_words(const struct server *s, const char *key, const char *const *options,
                        const char **words) {
    static char port[16];
    static char known[300];
    static char who[64];
    char file[96];
    (void)snprintf(file, sizeof file, "keys/%s", key);
    (void)snprintf(port, sizeof port, "%d", s->port);
    (void)snprintf(known, sizeof known, "UserKnownHostsFile=%s", server_path(s, "known_hosts"));
    (void)snprintf(who, sizeof who, "%s@127.0.0.1", s->account);
    const char *const start[] = {"ssh",
                                 "-F",
                                 "none",
                                 "-p",
                                 port,
                                 "-i",
                                 server_path(s, file),
                                 "-o",
                                 known,
                                 "-o",
                                 "IdentitiesOnly=yes",
                                 "-o",
                                 "IdentityAgent=none",
                                 "-o",
                                 "StrictHostKeyChecking=yes",
                                 "-o",
                                 "BatchMode=yes",
                                 "-o",
                                 "LogLevel=ERROR",
                                 "-o",
                                 "ConnectTimeout=20",
                                 "-o",
                                 "KexAlgorithms=curve25519-sha256"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof start / sizeof start[0]; i++)
        words[n++] = start[i];
    for (size_t i = 0; options && options[i]; i++) {
        assert_true(n + 3 < WORDS);
        words[n++] = options[i];
    }
    words[n++] = who;
    words[n++] = "--"; /* what follows is the command, whatever it begins with */
    return n;
}

struct run server_ssh_with(const struct server *s, const char *key, const char *const *options,
                           const char *command, const char *input, const char *const *env) {
    const char *words[WORDS] = {NULL};
    size_t n = ssh_words(s, key, options, words);
    words[n] = command;
    return run_program(words, env, input, input ? strlen(input) : 0);
}

struct run server_ssh(const struct server *s, const char *key, const char *const *options,
                      const char *command, const char *input) {
    return server_ssh_with(s, key, options, command, input, NULL);
}

const char *server_line_path(const struct server *s, const char *key) {
    static char path[160];
    (void)snprintf(path, sizeof path, "ControlPath=%s/keys/line-%s", s->place, key);
    return path;
}

struct run server_line(const struct server *s, const char *key, const char *command,
                       const char *input, size_t size) {
    const char *const options[] = {"-o", server_line_path(s, key), "-o", "ControlMaster=auto",
                                   "-o", "ControlPersist=300",     NULL};
    const char *words[WORDS] = {NULL};
    size_t n = ssh_words(s, key, options, words);
    words[n] = command;
    return run_program(words, NULL, input, size);
}

void server_line_end(const struct server *s, const char *key) {
    const char *const options[] = {"-o", server_line_path(s, key), "-O", "exit", NULL};
    struct run r = server_ssh(s, key, options, NULL, NULL);
    run_free(&r);
}

struct terminal *server_screens(const struct server *s, const char *key,
                                const struct terminal_options *o) {
    static const char *const options[] = {"-tt", "-o", "SendEnv=LC_ALL", NULL};
    const char *words[WORDS] = {NULL};
    (void)ssh_words(s, key, options, words);
    return terminal_start(words, o);
}

/* Where sshd does not ask the program, the file also holds what the program would answer now. */
void server_authorized_file(const struct server *s, const char *text) {
    if (s->root) {
        server_write(server_path(s, "authorized_keys"), text, 0644);
        return;
    }
    struct run r = server_own(s, (const char *[]){"authorized-keys", NULL}, NULL);
    server_expect(&r, "authorized-keys");
    char *all = calloc(1, strlen(text) + r.out_size + 1);
    assert_non_null(all);
    (void)sprintf(all, "%s%s", text, r.out);
    server_write(server_path(s, "authorized_keys"), all, 0644);
    free(all);
    run_free(&r);
}

bool server_has_terminals(void) {
    struct stat st;
    const struct group *tty = getgrnam("tty");
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    bool good = getuid() == 0 || (fd >= 0 && tty && !grantpt(fd) && !stat(ptsname(fd), &st) &&
                                  st.st_gid == tty->gr_gid);
    if (fd >= 0)
        (void)close(fd);
    return good;
}
