/* A small program on the toolkit, for its tests: a list of works that are nowhere stored, a form
 * over every type of field, and one action of each kind. Run it with terminal_fork(toy_run, &toy).
 */
#ifndef TEST_TOY_H
#define TEST_TOY_H

#include "thidua/screen.h"

struct toy {
    int64_t rows;
    bool no_color, ascii;
    bool may_not;  /* CAP_APPROVE is refused */
    bool captions; /* every tenth row is a heading */
    bool tells;    /* a tick changes the status line, once */
};

/* ui_run with a struct toy; the exit code is its rc. */
int toy_run(void *arg);

#endif
