/* A line or a note being edited, drawn. */
#ifndef THIDUA_EDITVIEW_H
#define THIDUA_EDITVIEW_H

#include "thidua/lineedit.h"
#include "thidua/noteedit.h"
#include "thidua/screen.h"

/* In `cells` cells; with `focus` around the cursor, signs at the ends where there is more, else
 * from its beginning. */
void editview_line(struct screen *s, int row, int col, int cells, struct lineedit *le, bool focus);
/* Lines `first` … of a note in `rows` rows; with `focus` `*first` is moved so that the cursor is
 * seen. */
void editview_note(struct screen *s, int row, int col, int cells, int rows, struct lineedit *le,
                   bool focus, int *first);

#endif
