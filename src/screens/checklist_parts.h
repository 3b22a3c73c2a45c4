/* What the files of the checklist share. */
#ifndef THIDUA_SCREENS_CHECKLIST_PARTS_H
#define THIDUA_SCREENS_CHECKLIST_PARTS_H

#include "thidua/checklist.h"

/* All of a nomination as a text to read: for who decides, and for what a row cuts. */
void checklist_page(const struct nomination *n, const struct work *work, const struct unit *unit,
                    const struct checklist *list, struct buf *out);

#endif
