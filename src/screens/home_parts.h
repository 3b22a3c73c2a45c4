/* What the menu of home says of each of its ways in, as wide as the window allows. */
#ifndef THIDUA_SCREENS_HOME_PARTS_H
#define THIDUA_SCREENS_HOME_PARTS_H

#include "thidua/status.h"

struct home_facts {
    const struct status *status;
    date today;
    int parts, headings; /* of the plan */
    const char *own;     /* name of the unit that is all she sees; NULL: the whole district */
    bool ascii;
};

/* Says it into `out`: `brief` 0 is all there is to say, each step more leaves out what matters
 * least, always whole parts, until HOME_BRIEFEST. */
enum { HOME_BRIEFEST = 3 };
typedef void home_say_fn(const struct home_facts *f, int brief, struct buf *out);
home_say_fn home_say_plan, home_say_registration, home_say_pace, home_say_nominations,
    home_say_duties, home_say_units;

/* Append the fullest wording that goes into `cells`. */
void home_say(home_say_fn *say, const struct home_facts *f, int cells, struct buf *out);

#endif
