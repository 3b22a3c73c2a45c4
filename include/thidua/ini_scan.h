/* The scan that stands before iniparser: it numbers the lines, finds every mistake of writing, and
 * hands on only what both readers understand alike. For src/domain/ini.c. */
#ifndef THIDUA_INI_SCAN_H
#define THIDUA_INI_SCAN_H

#include "thidua/arena.h"
#include "thidua/buf.h"
#include "thidua/err.h"
#include "thidua/ini.h"
#include "thidua/problems.h"
#include <stddef.h>

struct ini_scan_key {
    const char *name;
    const char *value; /* as iniparser must read it too, bytes of the file; NULL: wrong */
    size_t size;       /* of value */
    int line;
    size_t section; /* index in `sections` */
};

struct ini_scan_section {
    const char *name;
    const char *alias; /* its name in `copy`: another one where the file has `name` twice */
    int line;
    size_t first, count; /* its keys */
};

struct ini_scan {
    struct ini_scan_section *sections;
    struct ini_scan_key *keys;
    size_t nsections, nkeys;
    int lines;       /* as in ini.h */
    struct buf copy; /* the file as iniparser is to read it: wrong lines and notes left empty */
};

/* Scan `n` bytes into memory of `a` (but `copy`, which the caller frees whatever is returned).
 * Fails only with RC_NOMEM. */
enum rc ini_scan(const char *bytes, size_t n, const char *file, struct arena *a,
                 struct ini_scan *out, struct problems *problems, struct err *e);

#endif
