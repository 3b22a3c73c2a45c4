/* The screens, by what they show. Each is one file of src/screens; what `open` is given stands
 * here. */
#ifndef THIDUA_SCREENS_H
#define THIDUA_SCREENS_H

#include "thidua/app.h"
#include "thidua/list.h"
#include "thidua/records.h"
#include "thidua/screen.h"

extern const struct screen_ops home_screen;  /* NULL */
extern const struct screen_ops plan_screen;  /* NULL */
extern const struct screen_ops dates_screen; /* struct plan *; answers 1 + the node to go to */

/* Lists: struct list_rows *, or NULL: all. */
extern const struct screen_ops registration_screen, pace_screen, entries_screen, nominations_screen,
    units_screen, duties_list_screen, receipts_screen, log_screen;

extern const struct screen_ops duties_screen;    /* units × duties; NULL */
extern const struct screen_ops checklist_screen; /* int64_t *: a nomination's id */
extern const struct screen_ops work_screen;      /* int64_t *: a work's id */

/* Where do we stand, on one page over `s` (of her unit only, for a unit's officer). False, with a
 * message, when it cannot be read. */
bool brief_open(struct screen *s);

/* The screen that shows these rows. False, with a message, when there are none to show. */
bool screens_open_list(struct screen *s, const struct list_rows *rows);
/* The same, of a unit. */
bool screens_open_of_unit(struct screen *s, const char *list, const char *unit);
/* Code of the unit selected in a list of units, in the screen's arena; NULL, with a message, when
 * it cannot be read. */
const char *screens_selected_unit(struct screen *s);

#endif
