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

/* What is asked of one measure, and the answer. */
struct measure_ask {
    const char *name;
    int64_t at_least;
    int64_t value; /* the campaign's total, or with `unit` that unit's */
    /* of a per-unit measure: how many units reach `at_least`, and how many units count */
    int64_t reached, units;
};
/* Several at once: what has the same source is read in one pass. RC_MISSING for an unknown name,
 * RC_DENIED for a unit she may not read. */
enum rc measure_many(struct session *s, const char *unit, struct measure_ask *asks, size_t count,
                     struct err *e);

/* Vietnamese: the noun of a short figure ("24/36 đơn vị", "0/36 tập thể", "4 tin, bài"); what a
 * unit without any lacks ("chưa đăng ký"). The name itself when it is not known. */
const char *measure_noun(const char *name);
const char *measure_lack(const char *name);

#endif
