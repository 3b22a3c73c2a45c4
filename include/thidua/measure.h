/* Measures: what can be counted, each a row of name, label, scope and SQL. A target or deadline of
 * the campaign file names the measure it counts; status, the plan's live figures and reports read
 * it here. Totals are open to every role; what lies behind them is not.
 *
 * Units are the communes, towns and affiliates; the district's own works and duties are counted
 * apart (district.works, district.duties). A unit has registered when a work of its was submitted,
 * approved or completed; in time when its first submission was. Works of its own choice do not
 * count toward the district's (clause II.4.2). A nomination counts once it was sent. */
#ifndef THIDUA_MEASURE_H
#define THIDUA_MEASURE_H

#include "thidua/session.h"

/* The names a campaign file may use: pass them to campaign_load. */
extern const struct measure_name measure_names[];
extern const size_t measure_count;

/* A campaign's total, or with `unit` that unit's value. RC_MISSING for an unknown name, RC_DENIED
 * for a unit she may not read. */
enum rc measure_value(struct session *s, const char *name, const char *unit, int64_t *out,
                      struct err *e);
/* Of a per-unit measure: how many units reach `at_least`, and how many units count. */
enum rc measure_units(struct session *s, const char *name, int64_t at_least, int64_t *reached,
                      int64_t *units, struct err *e);

/* Several at once: what has the same source is read in one pass. */
struct measure_ask {
    const char *name;
    int64_t at_least;
    int64_t value;          /* as measure_value */
    int64_t reached, units; /* as measure_units; only of per-unit measures */
};
enum rc measure_many(struct session *s, const char *unit, struct measure_ask *asks, size_t count,
                     struct err *e);

/* Vietnamese: what it counts ("đơn vị đã đăng ký"); the noun of a short figure ("24/36 đơn vị",
 * "0/36 tập thể", "4 tin, bài"); what a unit without any lacks ("chưa đăng ký"). The name itself
 * when it is not known. */
const char *measure_label(const char *name);
const char *measure_noun(const char *name);
const char *measure_lack(const char *name);

#endif
