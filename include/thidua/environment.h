/* What the environment says, read once at the start: nothing else in the program calls getenv.
 *
 * Whoever started the program chose these values, so each is checked before it is believed; what
 * does not pass is as if it had not been set. (The curses library looks at TERM, LINES and COLUMNS
 * itself.) */
#ifndef THIDUA_ENVIRONMENT_H
#define THIDUA_ENVIRONMENT_H

#include <stdbool.h>

struct environment {
    const char *home;      /* HOME: an absolute path, or NULL */
    const char *data_home; /* XDG_DATA_HOME: an absolute path, or NULL */
    bool no_color;         /* NO_COLOR is set and not empty (no-color.org) */
    int escdelay;          /* ESCDELAY: 0 to 10000 milliseconds, or -1 */
    bool utf8;             /* the terminal's side says it speaks UTF-8: the first of LC_ALL,
                              LC_CTYPE, LANG that is not empty names that encoding */
};

/* Texts stay the environment's: valid as long as nobody changes it, which this program never does.
 */
void environment_read(struct environment *out);

#endif
