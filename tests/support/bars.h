/* Figures against the bars that the issue sets: one line each. A missed bar is said, with by how
 * much, and is not a failure: figures differ from machine to machine. */
#ifndef TESTS_SUPPORT_BARS_H
#define TESTS_SUPPORT_BARS_H

#include <stddef.h>

struct bar {
    const char *what, *unit;
    double value;        /* below 0: it could not be had, which misses */
    double peer;         /* of `against` in the same run; below 0: the bar is absolute */
    const char *against; /* "nnn"; "" for none */
    double bar;          /* so many times the peer, or so many units */
};

/* Print all of them; how many were met. */
size_t bars_print(const struct bar *bars, size_t count);

#endif
