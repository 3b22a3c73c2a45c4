/* A store of which changes are undone, and what must hold of it then. */
#ifndef TESTS_SUPPORT_UNDOING_H
#define TESTS_SUPPORT_UNDOING_H

#include "support/store.h"

/* cmocka's setup, with store_teardown: *state is a struct store with the units hai-anh and hai-ly.
 */
int undoing_setup(void **state);

/* All that is alive, without the versions, which grow with undoing as well: two texts are the same
 * when it is. In the store's arena. */
const char *undoing_living(struct store *s);
/* Undo the last change; what was said. */
const char *undoing(struct store *s);
/* It is refused so, with this in the sentence, and nothing is changed. */
void undoing_refused(struct store *s, enum rc rc, const char *sentence);
/* `doctor` finds nothing wrong. */
void undoing_healthy(struct store *s);

#endif
