/* Who is at the keyboard: the only code that looks at user ids. It returns a claim (what proves it,
 * and of whom); who that is in a database, the session says. */
#ifndef THIDUA_IDENTITY_H
#define THIDUA_IDENTITY_H

#include "thidua/environment.h"
#include "thidua/err.h"

enum proof {
    PROOF_LOCAL, /* she runs the program herself, on her own account */
    PROOF_SSH,   /* the SSH forced command names her */
    PROOF_SUDO   /* sudo from her own account */
};

struct claim {
    enum proof proof;
    char name[64];        /* of the account, "uid-1000" where it has none; or of the officer */
    long uid;             /* hers */
    char fingerprint[64]; /* of her key, "" unless the proof is SSH */
    char address[64];     /* where she comes from, "" unless the proof is SSH */
};

/* RC_DENIED, with one sentence, when nothing proves who she is. */
enum rc identity_claim(const struct environment *env, struct claim *out, struct err *e);

/* The local proof alone: a program that runs as somebody else than who started it (set-user-id,
 * su without login) proves nothing about either. */
enum rc identity_local(long real, long effective, struct claim *out, struct err *e);

#endif
