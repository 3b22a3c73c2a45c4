/* Questions, at the foot of the screen that asks. Each is a screen on the stack; the answer comes
 * to `answered` of the screen below: 0 when given up with Esc. False: could not be opened (said
 * in the status line). */
#ifndef THIDUA_DIALOG_H
#define THIDUA_DIALOG_H

#include "thidua/form.h"
#include "thidua/screen.h"

/* A question with a few answers: `choices` are words ended by NULL, each taken by its first letter
 * or by ← → Enter; `safe` is the one selected at first. The answer is 1 + its index. First letters
 * must differ. */
bool dialog_ask(struct screen *s, const char *question, const char *const *choices, int safe,
                answer_fn *answered);

/* A line of text. */
struct prompt {
    const char *question;
    const char *text;  /* what is there now; NULL: nothing */
    const char *typed; /* what was kept: the line begins with it instead. NULL */
    bool required;     /* not left empty (what a reason is) */
    size_t most;       /* characters */

    /* What an officer would have to write again (a reason, evidence) is kept while she types, as in
     * a form (form.h), under this name. NULL: it is a word to look for, and goes with the line. */
    const char *key;
    void *ctx; /* for the callbacks; lives as long as the screen below */
    keep_fn *keep;
    void (*given_up)(struct screen *s, void *ctx);
    /* What it is for: on failure fill `e`, the line stays as it was typed; but on RC_CONFLICT, when
     * what it is for has to be looked at first, it is kept and closes. NULL: `answered` does it. */
    enum rc (*save)(struct screen *s, void *ctx, const char *text, struct err *e);
};
/* The answer is 1, the text is clean (text.h's door); texts are copied. */
bool dialog_prompt(struct screen *s, const struct prompt *prompt, answer_fn *answered);

/* One of a list: typing narrows it down, marks ignored. `at` gives the i-th label, false past the
 * last; `selected` is the index to begin at, -1: the first. The answer is 1 + the index. `at` must
 * stay valid until the answer. */
typedef bool dialog_label_fn(void *ctx, size_t i, const char **label);
bool dialog_choose(struct screen *s, const char *title, dialog_label_fn *at, void *ctx,
                   int64_t selected, answer_fn *answered);

#endif
