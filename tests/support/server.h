/* A service as on a district's server: an account of its own, its folder, the program there, a
 * database with units and officers, and an sshd on the loopback set up by config/deploy/sshd.conf.
 *
 * As root the accounts are made for the test and removed after it, and everything stands where only
 * root writes; else the account is that of whoever runs the tests, and keys come from a file
 * (`thidua authorized-keys`), because sshd wants its AuthorizedKeysCommand root's.
 *
 * From the environment (tests/run.sh): SERVER is the program, SSHD an sshd, TEST_PLACE the folder
 * that is compiled into that program. */
#ifndef TEST_SERVER_H
#define TEST_SERVER_H

#include "support/run.h"
#include "support/terminal.h"
#include <stdbool.h>
#include <sys/types.h>

struct server {
    bool root;
    char account[40]; /* of the service */
    uid_t uid;
    gid_t gid;
    char place[64];    /* TEST_PLACE */
    char program[128]; /* the program on the server */
    char db[128];
    int port;
    pid_t sshd;
    bool made_account, made_folder; /* of sshd's own, which its package makes elsewhere */
    int turn;                       /* held as long as this one is there */
};

/* Officers, each with a key of the same name, and their units. */
#define ADMIN  "quan-tri" /* administrator */
#define LAN    "lan"      /* district officer */
#define HOA    "hoa"      /* unit officer of hai-anh */
#define NGA    "nga"      /* unit officer of hai-ha */
#define LEADER "chu-tich" /* leader */
#define VIEWER "xem"      /* viewer of hai-anh */

/* cmocka's group setup and teardown; *state is the struct server. */
int server_start(void **state);
/* The same without an sshd: officers come by server_as alone. */
int server_prepare(void **state);
int server_stop(void **state);

/* `ssh [OPTIONS] account@127.0.0.1 COMMAND` with the key of that name; options are ended by NULL,
 * may be NULL; command NULL: none. */
struct run server_ssh(const struct server *s, const char *key, const char *const *options,
                      const char *command, const char *input);
/* The same with these variables at the client ("TERM=xterm"). */
struct run server_ssh_with(const struct server *s, const char *key, const char *const *options,
                           const char *command, const char *input, const char *const *env);
/* The same without options, by a connection that is kept open for all commands of that key until
 * server_line_end: a tenth of the time. `size` of the input. */
struct run server_line(const struct server *s, const char *key, const char *command,
                       const char *input, size_t size);
void server_line_end(const struct server *s, const char *key);
/* "ControlPath=…" of that connection, for options of server_ssh; valid until the next call. */
const char *server_line_path(const struct server *s, const char *key);
/* A terminal on which `ssh -tt` runs, with the same key. */
struct terminal *server_screens(const struct server *s, const char *key,
                                const struct terminal_options *o);
/* As sshd would start it for the key of that name and officer, but at once. */
struct run server_as(const struct server *s, const char *officer, const char *command,
                     const char *input);
/* The program as the service's own account runs it: arguments after its name, ended by NULL. */
struct run server_own(const struct server *s, const char *const *arguments, const char *input);
/* Any program as the service's account, with these variables. */
struct run server_run(const struct server *s, const char *const *argv, const char *const *env,
                      const char *input);

/* Another officer (words as of `officer add`, without a name), with a key of the same name. */
void server_officer(const struct server *s, const char *login, const char *words);
/* Another key, not of any officer yet; its public line, valid until the next call. What sshd would
 * say of it (ExposeAuthInfo) is kept beside it. */
const char *server_key(const struct server *s, const char *name);
const char *server_public(const struct server *s, const char *name);
/* sshd gives terminals: for that it must be root, or have no need to give them to the group tty. */
bool server_has_terminals(void);

/* What sshd reads beside the program's answer: a file of keys. "": none. */
void server_authorized_file(const struct server *s, const char *text);

/* One number or text (valid until the next call) of the database itself, by another connection. */
long server_number(const struct server *s, const char *sql);
const char *server_text(const struct server *s, const char *sql);
void server_force(const struct server *s, const char *sql);
/* All records of the database, as a number that changes with them. */
unsigned long server_state(const struct server *s);
/* Keep the database as it is under a name, and make it so again; nobody may have it open. */
void server_keep(const struct server *s, const char *name);
void server_put_back(const struct server *s, const char *name);

/* What sshd logged so far. The caller frees it. */
char *server_log(const struct server *s);

/* Accounts as root: made (`groups` may be NULL; the home is not made), and removed. */
bool server_make_account(const char *name, const char *home, const char *shell, const char *groups);
void server_remove_account(const char *name);

#endif
