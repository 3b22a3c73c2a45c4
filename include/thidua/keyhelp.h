/* Help and palette, both read from the tables of actions that apply to a screen: a new action
 * needs nothing here. */
#ifndef THIDUA_KEYHELP_H
#define THIDUA_KEYHELP_H

#include "thidua/screen.h"

/* Every action of this screen, its list and the common table, with keys, in groups; what is not
 * allowed is greyed with the reason. */
bool help_open(struct screen *s);

/* `:`: the same actions, narrowed down as you type (marks ignored); Enter runs the selected one on
 * `s`. */
bool palette_open(struct screen *s);

#endif
