/* The environment and the program of a child that a test starts. */
#ifndef TEST_CHILD_H
#define TEST_CHILD_H

#include <stdint.h>

/* In the child: PATH, HOME, LC_ALL=C.UTF-8, TZ=UTC and what the sanitizers read, then `env`
 * ("NAME=value", ended by NULL; may be NULL), and nothing else. */
void child_environment(const char *const *env);
/* In the child: become `argv`; "thidua" is the program the environment's THIDUA names. Ends with
 * exit code 127 when it cannot. */
_Noreturn void child_exec(const char *program, const char *const *argv);
/* In the parent, before the fork. */
const char *child_program(const char *name);

int64_t milliseconds(void);

#endif
