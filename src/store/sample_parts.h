/* The sample's works, as rows. Days count from the campaign's first (1); 0: it did not happen. */
#ifndef THIDUA_SAMPLE_PARTS_H
#define THIDUA_SAMPLE_PARTS_H

#include "thidua/records.h"
#include "thidua/tx.h"

/* Which theme: the first or second of the district's, or the unit's own choice. */
enum sample_theme { GIFTS, VILLAGE, OWN };

struct sample_work {
    const char *unit;
    enum sample_theme theme;
    const char *contents; /* digits: places among the contents for its kind */
    const char *title;
    int64_t goal; /* thousandths; 0: none, then `done` is a percentage */
    const char *unit_of_measure;
    int cost; /* million đồng */
    const char *source;
    int people; /* who benefit */
    int start, finish, sent, returned, approved, stopped;
    int entries, last; /* how many, and the day of the last */
    int64_t done;
    const char *reason;        /* of the return or stop */
    const char *person, *post; /* of an individual */
    int born;
    enum person_category category;
    int full_time;
    bool nominated; /* the first nomination is of this one */
};

extern const struct sample_work sample_works[];
extern const size_t sample_work_count;

/* The day that is the n-th of the campaign. */
date sample_day(const struct session *s, int n);

struct sample_unit {
    const char *code, *leader;
};

/* What happened on the n-th day but to works: the plan received, duties done; `units` without the
 * district. And, on the last day, the first nomination, of the work `nominated`. */
enum rc sample_events(struct tx *tx, int n, const struct sample_unit *units, size_t count,
                      struct err *e);
enum rc sample_nominate(struct tx *tx, int64_t nominated, struct err *e);

#endif
