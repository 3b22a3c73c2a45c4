/* Everything a database file holds, in 64 digits: two files hold the same rows in the same tables
 * when these are the same. Read by a connection of its own, which fails the test when it cannot. */
#ifndef TESTS_SUPPORT_WHOLE_H
#define TESTS_SUPPORT_WHOLE_H

#include "thidua/sha256.h"
#include <stdint.h>

struct whole {
    char digits[SHA256_TEXT];
};
struct whole whole_of(const char *path);
/* Of all tables but `log`. */
struct whole whole_but_log(const char *path);

/* SQLite finds every page and reference good. */
void whole_is_sound(const char *path);
int64_t whole_rows(const char *path); /* of all tables */
int64_t whole_number(const char *path, const char *sql);

#endif
