/* The one door to iniparser 4.1: an INI file becomes sections and keys with their line numbers, or
 * every mistake of its writing. What the keys mean is campaign.h's.
 *
 * How a file may be written is said to the officer at the head of config/thidua.ini. iniparser's
 * traps and how each is met are listed in src/domain/ini.c. */
#ifndef THIDUA_INI_H
#define THIDUA_INI_H

#include "thidua/arena.h"
#include "thidua/err.h"
#include "thidua/problems.h"
#include <stddef.h>

enum {
    INI_SIZE_MAX = 256 * 1024,
    INI_LINE_MAX = 1000,    /* bytes; iniparser refuses a whole file for a line over 1022 */
    INI_NAME_MAX = 80,      /* bytes of a section's or key's name; its look-up cuts at 1024 */
    INI_ENTRIES_MAX = 4000, /* sections and keys; its look-up is a linear scan */
};

struct ini_key {
    const char *name;  /* [a-z0-9_]+ */
    const char *value; /* clean text, never empty; NULL: wrong, and already among the problems */
    int line;
};

struct ini_section {
    const char *name; /* [a-z0-9_.-]+ */
    int line;
    struct ini_key *keys; /* each name once */
    size_t count;
};

struct ini {
    struct ini_section *sections; /* in the order of the file; a name may come twice (a problem) */
    size_t count;
    int lines; /* of the file, at least one */
};

/* Read `n` bytes of the file called `file` in messages. Mistakes go to `problems`; what is not
 * touched by one is in `out`, so that the caller finds the mistakes of meaning in the same pass.
 * Everything is in `a`. Fails only when memory or the system does (RC_NOMEM, RC_IO). */
enum rc ini_read(const char *bytes, size_t n, const char *file, struct arena *a, struct ini *out,
                 struct problems *problems, struct err *e);

/* The key of that name in a section, or NULL. */
const struct ini_key *ini_key_find(const struct ini_section *section, const char *name);

#endif
