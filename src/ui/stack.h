/* What the files of the interface share: the stack, and the tables of actions joined together. */
#ifndef THIDUA_UI_STACK_H
#define THIDUA_UI_STACK_H

#include "thidua/screen.h"

struct ui {
    const struct ui_app *app;
    struct screen *top;
    struct buf message; /* of the status line; empty: none */
    bool mistake;       /* the message tells of one */
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

/* The i-th action that applies to `s`: its own, its list's, the common ones; NULL past the last.
 * Where letters are text, actions that have only letters do not apply. *group gets its heading. */
const struct action *action_at(const struct screen *s, size_t i, const char **group);
const struct action *action_for_key(const struct screen *s, const struct key *k);
/* May it be run now? On no, `why` (may be NULL) has a sentence. */
bool action_allowed(struct screen *s, const struct action *a, struct err *why);
enum outcome action_run(struct screen *s, const struct action *a);
/* The word for its first key that works here. */
const char *action_key(const struct screen *s, const struct action *a, char out[KEY_NAME_SIZE]);
/* All its keys that work here, a blank between. */
void action_keys(const struct screen *s, const struct action *a, struct buf *out);
void action_key_bar(struct screen *s, int row);

#endif
