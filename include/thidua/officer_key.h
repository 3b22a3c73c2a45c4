/* The public key by which the SSH server knows an officer: one line of OpenSSH's (sshd(8),
 * AUTHORIZED_KEYS FILE FORMAT), as ssh-keygen writes it to NAME.pub and PuTTYgen shows it for
 * pasting. */
#ifndef THIDUA_OFFICER_KEY_H
#define THIDUA_OFFICER_KEY_H

#include "thidua/arena.h"
#include "thidua/buf.h"
#include "thidua/err.h"
#include <stdbool.h>
#include <stddef.h>

enum { OFFICER_KEY_FINGERPRINT = 51 /* with its NUL */, OFFICER_KEY_BYTES = 16384 };

struct officer_key {
    const char *type;                          /* "ssh-ed25519" */
    const char *text;                          /* base64 of the key */
    const char *comment;                       /* clean text, "" if none; at most 100 characters */
    char fingerprint[OFFICER_KEY_FINGERPRINT]; /* "SHA256:…", as ssh-keygen -l prints it */
};

/* Exactly one key: empty lines and lines of # are passed over, a BOM too. Taken: ed25519; ECDSA on
 * nistp256, 384 and 521; RSA from 2048 to 16384 bits; ed25519 and nistp256 in a security key.
 * RC_INVALID with a sentence for all else: nothing, several, options before the key, a private key,
 * a certificate, DSA, a file of PuTTYgen's own form, a key cut short or with something after it.
 * What is inside is checked as far as its form goes; whether a point is on its curve, the SSH
 * server finds out. Texts are in `a`. */
enum rc officer_key_parse(const char *bytes, size_t n, struct arena *a, struct officer_key *out,
                          struct err *e);

/* "SHA256:" and 43 digits of base64: what a fingerprint looks like. */
bool officer_key_is_fingerprint(const char *s);

/* The line by which the SSH server lets this key run one command as this officer and nothing else:
 *     restrict,pty,command="PROGRAM --as LOGIN" TYPE KEY COMMENT
 * with a newline. `program` is an absolute path. RC_INVALID where path or login could end the
 * quotes or be split by the shell that runs the command. */
enum rc officer_key_line(const struct officer_key *key, const char *program, const char *login,
                         struct buf *out, struct err *e);

#endif
