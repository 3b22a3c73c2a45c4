#include "support/bars.h"

#include <stdbool.h>
#include <stdio.h>

static bool print(const struct bar *b) {
    double limit = b->peer >= 0 ? b->bar * b->peer : b->bar;
    double share = limit > 0 ? b->value / limit : b->value; /* a bar of 0: not one */
    bool met = b->value >= 0 && (limit > 0 ? share <= 1 : share <= 0);
    printf("%-36s %9.2f %-5s", b->what, b->value, b->unit);
    if (b->peer >= 0)
        printf(" %9.2f %-9s %6.2f ×   bar %4.2f ×", b->peer, b->against, b->value / b->peer,
               b->bar);
    else
        printf(" %19s %6.2f     of %5.0f  ", "", share, b->bar);
    if (met)
        printf("  met\n");
    else
        printf("  MISSED by %.0f %%\n", 100 * (share - 1));
    return met;
}

size_t bars_print(const struct bar *bars, size_t count) {
    size_t met = 0;
    for (size_t i = 0; i < count; i++)
        met += print(&bars[i]);
    return met;
}
