/* Measures: what can be counted, each a row of name, label, scope and SQL. A target or deadline of
 * the campaign file names the measure it counts; status, the plan's live figures and reports read
 * it here. Totals are open to every role; what lies behind them is not. */
#ifndef THIDUA_MEASURE_H
#define THIDUA_MEASURE_H

#include "thidua/session.h"

/* The names a campaign file may use: pass them to campaign_load. */
extern const struct measure_name measure_names[];
extern const size_t measure_count;

/* A campaign's total, or with `unit` that unit's value. RC_MISSING for an unknown name. */
enum rc measure_value(struct session *s, const char *name, const char *unit, int64_t *out,
                      struct err *e);
/* Of a per-unit measure: how many units reach `at_least`, and how many units count (communes, towns
 * and affiliates; the district itself is apart). */
enum rc measure_units(struct session *s, const char *name, int64_t at_least, int64_t *reached,
                      int64_t *units, struct err *e);
/* Vietnamese: what it counts ("đơn vị đã đăng ký"). */
const char *measure_label(const char *name);

#endif
