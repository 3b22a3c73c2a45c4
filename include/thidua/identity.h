/* Who is at the keyboard: the only code that looks at user ids and at what sshd and sudo say in the
 * environment. It returns a claim (what proves it, and of whom); who that is in a database, and
 * whether the database accepts such a proof, the session says.
 *
 * Three proofs, and nothing else:
 *
 * - local: the program runs on her own account. On the account of the service only without sshd:
 *   who comes there by SSH without being named is nobody, whatever went missing on the way.
 *
 * - SSH: `thidua --as NAME`, run by sshd for her key as the account of the service. Believed only
 *   when the process is the service's (nobody else can start one, but for sudo), sshd's
 *   SSH_CONNECTION is there, sudo's variables are not (else `sudo -u SERVICE thidua --as SOMEBODY`
 *   would be a forgery), and sshd says by which key (ExposeAuthInfo). The session looks whether
 *   that key is hers: one that lost its forced command could name anybody.
 *
 * - sudo: the program runs as the account of the service, started by sudo, which names her account
 *   in SUDO_UID. Outside of the service's account these variables mean nothing: whoever set them
 *   could set them to anything. Root by sudo (SUDO_UID 0) is the account itself. */
#ifndef THIDUA_IDENTITY_H
#define THIDUA_IDENTITY_H

#include "thidua/err.h"

enum proof {
    PROOF_LOCAL, /* she runs the program herself, on her own account */
    PROOF_SSH,   /* the SSH forced command names her */
    PROOF_SUDO   /* sudo from her own account */
};

struct claim {
    enum proof proof;
    char name[64];        /* of the account, "uid-1000" where it has none; or of the officer */
    long uid;             /* hers; -1 where the proof is SSH */
    long account;         /* under which the program runs */
    char fingerprint[64]; /* of the key she came by, "" unless the proof is SSH */
    char address[64];     /* where she comes from, "" unless the proof is SSH */
};

/* How the program was started. Texts are the environment's or argv's. */
struct caller {
    const char *as; /* NAME of --as, NULL: not given */
    long uid, euid, gid, egid;
    long service;               /* service_account() */
    const char *ssh_connection; /* these five: NULL where not set */
    const char *ssh_user_auth;
    const char *ssh_command; /* SSH_ORIGINAL_COMMAND */
    const char *sudo_uid;
    const char *sudo_user;
};

/* NAME of `--as NAME`, when that is all there is; also of `-c "THIS_PROGRAM --as NAME"`, by which
 * sshd gives the forced command to the login shell, so that this program can be the login shell of
 * the account, and a key without its forced command opens nothing. Else NULL. `program` is
 * service_program's. */
const char *identity_named(int argc, char *const *argv, const char *program);

/* Look once, at the start: before guard_elevated takes the environment away. */
void identity_look(const char *as, struct caller *out);

/* RC_DENIED, with one sentence, when nothing proves who she is. Reads no more than the file that
 * SSH_USER_AUTH names, for the fingerprint. */
enum rc identity_decide(const struct caller *caller, struct claim *out, struct err *e);

/* The local proof alone: a program that runs as somebody else than who started it (set-user-id,
 * su without login) proves nothing about either. */
enum rc identity_local(long real, long effective, struct claim *out, struct err *e);

#endif
