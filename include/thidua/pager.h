/* A text to read: wrapped to the width, scrolled with the keys of a list, searched with / n N. */
#ifndef THIDUA_PAGER_H
#define THIDUA_PAGER_H

#include "thidua/screen.h"

/* Open over `s`; title and text (lines ended by newlines) are copied. A line that begins with a
 * blank keeps its indentation when it is wrapped; one in columns, two blanks or more apart, goes on
 * under its last column. */
bool pager_open(struct screen *s, const char *title, const char *text);

#endif
