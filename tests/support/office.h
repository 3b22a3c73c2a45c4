/* A database of the campaign compiled in, as an office has it: empty, or with the sample. Every
 * helper fails the test when it does not succeed. */
#ifndef TESTS_SUPPORT_OFFICE_H
#define TESTS_SUPPORT_OFFICE_H

#include "thidua/session.h"

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

#endif
