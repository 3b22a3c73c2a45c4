/* Several lines of text being edited: a lineedit whose text is wrapped to a width. Lines break at
 * blanks; Enter is a newline; ↑ ↓ move between shown lines, and off the first and the last one the
 * key is left to the form. Pure, like lineedit. */
#ifndef THIDUA_NOTEEDIT_H
#define THIDUA_NOTEEDIT_H

#include "thidua/lineedit.h"

/* The n-th shown line at this width: bytes from … to (its newline or blank not shown); false past
 * the last. There is always one. */
bool noteedit_line(const struct lineedit *le, int cells, int n, size_t *from, size_t *to);
/* Line and cell of the cursor. */
void noteedit_cursor(const struct lineedit *le, int cells, int *line, int *cell);

enum edit noteedit_key(struct lineedit *le, const struct key *k, int cells);

#endif
