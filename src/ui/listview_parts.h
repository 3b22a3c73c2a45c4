/* What the files of the list share. */
#ifndef THIDUA_UI_LISTVIEW_PARTS_H
#define THIDUA_UI_LISTVIEW_PARTS_H

#include "thidua/listview.h"

/* A row, read if it is not held: the window is then read whole. NULL past the end, and when reading
 * failed (said in the status line). */
const struct view_row *listview_held(struct screen *s, int64_t row);
/* The selected record as she sees it; id 0: none. */
struct seen listview_seen(const struct screen *s);
/* A windowful forth (+1) or back (-1). */
void listview_page(struct screen *s, int direction);
/* Call `each` with every row, by pages, until it returns false; nothing stays held. */
typedef bool listview_each_fn(void *ctx, int64_t row, struct view_row *r);
enum rc listview_scan(struct screen *s, listview_each_fn *each, void *ctx, struct err *e);
/* `/`: the prompt that searches as one types. */
void listview_search(struct screen *s);

#endif
