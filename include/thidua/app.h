/* What all screens share: the session, and the news that others changed something. */
#ifndef THIDUA_APP_H
#define THIDUA_APP_H

#include "thidua/environment.h"
#include "thidua/life.h"
#include "thidua/screen.h"
#include "thidua/session.h"

struct app {
    struct session *session;
    int64_t data_version; /* of the database, as last looked */
    int64_t log;          /* its last row then */
    /* Grows when records may have changed: by another session, or at midnight. A screen that
     * remembers the number it was filled at knows when to fill itself again. */
    unsigned news;
    bool left_alone; /* no key for too long: it ended by itself */
    /* What the question now open is about. One is open at a time, and its answer comes back to the
     * screen that asked. */
    struct {
        struct arena arena;    /* of `step` */
        struct stepping *step; /* the step to be taken (steps.c) */
        enum kind_id kind;
        int64_t id; /* the record to delete, and its version when she was asked (acts.c) */
        int64_t version;
        struct offer *offer; /* the draft offered before a form (drafts.c) */
    } pending;
};

/* The screens, from home to the last `q`, or until no key came for the idle_minutes of the campaign
 * file: then `said` has a sentence for the terminal she left. RC_IO when there is no terminal to
 * run them on. */
enum rc app_run(struct session *session, const struct environment *env, struct buf *said,
                struct err *e);

struct app *app_of(const struct screen *s);
struct session *app_session(const struct screen *s);

/* Code of her unit when that is all she sees, and it is not the district's, else NULL: whose
 * figures home shows. */
const char *app_own_unit(const struct screen *s);

/* Its name, NULL where there is no such unit; valid until the records are read again. */
const char *app_unit_name(const struct screen *s);

/* Who and when, as at the right end of the title bar: "Hội LHPN huyện · Ngọc Lan  05/11/2021"; who
 * sees one unit only stands before its name instead of the office's. */
void app_context(struct session *session, struct buf *out);

/* For a screen's tick: has anything changed since *seen? Brings *seen up to date. */
bool app_news(const struct screen *s, unsigned *seen);
/* It could not be read: as if there were news, so that the next tick reads again. */
void app_news_again(unsigned *seen);

#endif
