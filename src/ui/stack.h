/* What the files of the interface share: the stack, and the tables of actions joined together. */
#ifndef THIDUA_UI_STACK_H
#define THIDUA_UI_STACK_H

#include "thidua/screen.h"

struct ui {
    const struct ui_app *app;
    struct screen *top;
    struct buf message; /* of the status line; empty: none */
    bool mistake;       /* the message tells of one */
    int64_t typed;      /* term_clock() when the last key came */
    struct err ended;   /* why it had to end (ui_app.over); rc 0: nothing to tell */
};

/* ui_push with the reason of a failure; on an empty stack too. */
enum rc stack_push(struct ui *ui, const struct screen_ops *ops, void *arg, answer_fn *answered,
                   struct err *e);
/* Close `s`, wherever it stands, and tell the one below. */
enum outcome stack_pop(struct screen *s);
void stack_close_all(struct ui *ui);
/* `Q`: false when a screen holds what was typed; it is on top then and says so. */
bool stack_quit(struct ui *ui);

/* Draw everything and send what changed. */
void compose(struct ui *ui);
bool compose_too_small(void);

/* An action that applies to a screen: its own, its list's, the common ones. A key belongs to the
 * first that names it; where letters are text only longer names count. An action without any key
 * left does not apply. */
struct bound {
    const struct action *action;
    const char *group; /* heading in the help */
    const char *keys;  /* as an officer reads them, a blank between */
    const char *first; /* the first of them */
};
/* Find them, once the screen is open; false when memory is exhausted. */
bool action_bind(struct screen *s);
const struct action *action_for_key(const struct screen *s, const struct key *k);
/* May it be run now? On no, `why` (may be NULL) has a sentence. */
bool action_allowed(struct screen *s, const struct action *a, struct err *why);
enum outcome action_run(struct screen *s, const struct action *a);
void action_key_bar(struct screen *s, int row);

#endif
