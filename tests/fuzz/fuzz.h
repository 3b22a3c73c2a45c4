/* What the fuzzers share. libFuzzer calls LLVMFuzzerTestOneInput with bytes it makes up; a crash, a
 * hang, a leak, or a promise not kept is a finding. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "thidua/text.h"
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* For LLVMFuzzerInitialize: run by hand, without saying where, it keeps what it finds beside itself
 * in the build folder, and not where one happens to stand. */
static inline void fuzz_keep_findings(int *argc, char ***argv) {
    static char flag[4200];
    static char *words[64];
    int n = *argc < 62 ? *argc : 62;
    for (int i = 0; i < n; i++)
        words[i] = (*argv)[i];
    (void)snprintf(flag, sizeof flag, "-artifact_prefix=%s-", words[0]);
    for (int i = n; i > 1; i--) /* before the others: what is said later counts */
        words[i] = words[i - 1];
    words[1] = flag;
    *argc = n + 1;
    *argv = words;
}

/* What the header of the module promises of every input. */
#define PROMISE(kept)                                                                              \
    do {                                                                                           \
        if (!(kept)) {                                                                             \
            (void)fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #kept);               \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A refusal is one sentence that can be shown. */
#define PROMISE_SENTENCE(e)                                                                        \
    PROMISE((e).message[0] != '\0' && text_valid((e).message, strlen((e).message)) &&              \
            strchr((e).message, '\n') == NULL && strchr((e).message, '\033') == NULL)

#endif
