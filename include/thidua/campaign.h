/* The campaign file: every deadline, target, theme, content, duty, criterion, dossier item and
 * award of one campaign, each tied to the clause of the plan that sets it.
 *
 * One wrapper stands before iniparser 4.1, whose traps (crash on a section's name, silent cuts at ;
 * and #, last duplicate wins, 12abc read as 12 …) are listed in src/domain/ini.c. All mistakes of a
 * file are found in one pass; a campaign is returned only when there are none. */
#ifndef THIDUA_CAMPAIGN_H
#define THIDUA_CAMPAIGN_H

#include "thidua/arena.h"
#include "thidua/date.h"
#include "thidua/err.h"
#include "thidua/field.h"
#include "thidua/plan.h"
#include "thidua/problems.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What every repeated section has; records refer to terms by kind and code. */
struct term {
    const char *code;
    const char *label;
    const char *clause; /* as the plan numbers it; "": the office's own (source = office) */
    bool retired;       /* hidden where new records are made, still shown on old ones */
};

/* For whom: bits. */
enum subject { FOR_COLLECTIVE = 1, FOR_INDIVIDUAL = 2, FOR_BOTH = 3 };
/* Who has to. */
enum body { BODY_UNIT, BODY_DISTRICT, BODY_PROVINCE, BODY_CENTRE };

struct deadline {
    struct term term;
    date from; /* DATE_NONE unless `from` was given */
    date last; /* last day on time: `before` 10/11 → 09/11; `by` 15/01 → 15/01; `to`; `on` */
    enum date_precision precision; /* of `last` */
    enum body body;
    const char *measure; /* of each unit: what its live figure counts, or NULL; of `registration`
                            who has registered, where the file says nothing */
    const char *short_label; /* for a line with other things on it; the label if none was given */
};

struct target {
    struct term term;
    const char *measure;
    int64_t at_least;
    int of_units;         /* percent of the units that must reach at_least; 0: a campaign total */
    const char *deadline; /* code, or NULL: the campaign's end */
};

struct theme {
    struct term term;
    bool own_choice;             /* "tự chọn": counts as extra, not toward the minimum */
    const char *unit_of_measure; /* may be NULL */
    int64_t goal;                /* thousandths; FIELD_NONE: none */
};

struct content {
    struct term term;
    enum subject subject;
};

/* Code of the duty that a unit has done once it registered: nobody enters it. */
#define DUTY_REGISTER "register"
/* Codes of duties that have a figure of their own: the plan was made known; tin, bài. */
#define DUTY_ROLLOUT   "rollout"
#define DUTY_PUBLICITY "publicity"

struct duty {
    struct term term;
    enum body body;
    const char *deadline; /* code, or NULL */
    bool repeated;        /* every entry counts (tin, bài), not only the first */
};

enum weight { WEIGHT_GATE, WEIGHT_REQUIRED, WEIGHT_OPTIONAL };

struct criterion {
    struct term term;
    enum subject subject;
    const char *group; /* heading it stands under; "" for a gate */
    enum weight weight;
    bool only_full_time; /* only for a full-time officer of the Union (clause III.1.2/4) */
};

struct dossier_item {
    struct term term;
    enum subject subject;
    bool required;
};

struct award {
    struct term term;
    enum body body;
    enum subject subject;
    int64_t quota; /* FIELD_NONE: not fixed by the plan */
};

struct campaign {
    struct arena arena; /* owns everything here */
    const char *file;   /* path, or NULL: compiled in */
    /* `basis` and `office` are "" where the file gives none */
    const char *code, *name, *short_name, *basis, *office, *timezone;
    date start, end;                     /* end is deadline.end's last day */
    enum date_precision start_precision; /* a month where the plan gives no day */
    uint64_t hash; /* of the file's bytes: the store syncs its terms when it changes */

    struct deadline *deadlines;
    struct target *targets;
    struct theme *themes;
    struct content *contents;
    struct duty *duties;
    struct criterion *criteria;
    struct dossier_item *dossier;
    struct award *awards;
    size_t ndeadlines, ntargets, nthemes, ncontents, nduties, ncriteria, ndossier, nawards;

    int stale_days;      /* [progress] no entry for so many days: lâu chưa cập nhật */
    int behind_percent;  /* this far under the expected percentage: chậm */
    int warn_days;       /* a deadline this near is "soon" */
    int idle_minutes;    /* [access] */
    const char *council; /* [review] what the council is called here */

    const char *plan_text; /* the plan that the file names */
    size_t plan_size;
    struct plan plan; /* of plan_text */
};

/* The measures a target or deadline may name; the store has the table (measure.h). */
struct measure_name {
    const char *name;
    bool per_unit;
};

/* Load `path` (NULL: the compiled-in default). RC_OK, and *out is the caller's, to campaign_free;
 * or RC_INVALID with every mistake in `problems` (in the order of the file) and the first one in
 * `e`; or the file could not be read (also in `problems`, line 0). */
enum rc campaign_load(const char *path, const struct measure_name *measures, size_t nmeasures,
                      struct campaign **out, struct problems *problems, struct err *e);
void campaign_free(struct campaign **c);

/* Kinds of term, in the order of the file: "deadline" "target" "theme" "content" "duty" "criterion"
 * "dossier" "award". The i-th term of a kind, NULL past the end or for an unknown kind. */
const struct term *campaign_term(const struct campaign *c, const char *kind, size_t i);
const struct term *campaign_term_find(const struct campaign *c, const char *kind, const char *code);
extern const struct choice campaign_term_kinds[]; /* code and Vietnamese label */

const struct deadline *campaign_deadline(const struct campaign *c, const char *code);
const struct theme *campaign_theme(const struct campaign *c, const char *code);
const struct content *campaign_content(const struct campaign *c, const char *code);
const struct duty *campaign_duty(const struct campaign *c, const char *code);

/* Is it asked of units now: a duty of theirs, and not retired? */
bool duty_of_units(const struct duty *duty);
/* Does it record that it did this duty: the district its own, a unit those of units, but for what
 * its works say? */
bool duty_recorded_by(const struct duty *duty, bool district);

#endif
