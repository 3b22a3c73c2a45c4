/* What the files of a work's page share. */
#ifndef THIDUA_SCREENS_WORK_PARTS_H
#define THIDUA_SCREENS_WORK_PARTS_H

#include "thidua/record.h"
#include "thidua/theme.h"

enum { WORK_FIELDS_MOST = 64, WORK_ENTRIES_MOST = 200 };

/* A field of the work, or one entry of its progress. */
struct work_line {
    int64_t number; /* of a field: below WORK_FIELDS_MOST; of an entry: its id + WORK_FIELDS_MOST */
    const char *label, *value;
    bool caption;
    enum element look; /* of the value */
};

struct work_lines {
    struct work work;
    struct work_line *lines;
    int64_t count;
};

/* Read the work and its entries; everything is in `a`. */
enum rc work_lines_read(struct session *s, int64_t id, bool ascii, struct arena *a,
                        struct work_lines *out, struct err *e);

#endif
