/* A database of the campaign compiled in, as an office has it: empty, or with the sample. Every
 * helper fails the test when it does not succeed. */
#ifndef TESTS_SUPPORT_OFFICE_H
#define TESTS_SUPPORT_OFFICE_H

#include "thidua/session.h"
#include "thidua/status.h"

struct office {
    char *dir;
    char path[128];
    struct campaign *campaign;
    struct db *db;
    struct session session; /* of the owner, on 05/11/2021 */
    struct arena arena;
    struct err err;
};

/* cmocka's setups and teardown: *state is a struct office. */
int office_setup(void **state);
int office_setup_sample(void **state);
int office_teardown(void **state);

/* The telephone of hai-anh is another one: one row of the log more. */
void office_phone(struct office *o, const char *phone);

/* Of one unit, or of all (NULL); today, or on another day, which is today from then on. */
struct status office_status(struct office *o, const char *unit);
struct status office_on(struct office *o, const char *iso, const char *unit);
/* What is due whose line holds `text`; NULL: nothing. */
const struct status_due *office_due(const struct status *st, const char *text);

#endif
