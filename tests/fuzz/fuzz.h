/* What the fuzzers share. libFuzzer calls LLVMFuzzerTestOneInput with bytes it makes up; a crash, a
 * hang, a leak, or a promise not kept is a finding. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
