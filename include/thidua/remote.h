/* The command that came over SSH (SSH_ORIGINAL_COMMAND), taken apart without any shell.
 *
 * A line that passes here means to us what it would mean to a POSIX shell: words between blanks,
 * '…' literal, "…" literal. All else that a shell would act on ($ ` \ ; & | < > and so on) is
 * refused, not passed on as text, so that nobody takes it for something that worked. */
#ifndef THIDUA_REMOTE_H
#define THIDUA_REMOTE_H

#include "thidua/arena.h"
#include "thidua/err.h"
#include <stddef.h>

enum { REMOTE_BYTES = 4096, REMOTE_WORDS = 64 };

/* *words, ended by a NULL, are clean text (text.h's door), in `a`. RC_INVALID with a sentence: too
 * long, too many words, control characters (newline and tab are some) or anything else the door
 * refuses, a quote that does not end, a character that stands for itself only in quotes. RC_USAGE:
 * nothing but blanks. */
enum rc remote_split(const char *command, size_t n, struct arena *a, char ***words, int *count,
                     struct err *e);

#endif
