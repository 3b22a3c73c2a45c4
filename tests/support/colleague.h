/* Another officer at the screens of the same database. Only the owner comes into a database of her
 * own by the program; this one is put into the session by the test. */
#ifndef TEST_COLLEAGUE_H
#define TEST_COLLEAGUE_H

#include "support/desk.h"
#include "thidua/capability.h"

struct colleague {
    const char *db; /* path */
    const char *login, *name;
    const char *unit; /* "": none */
    enum role role;
    bool by_clock;                         /* today is the clock's, not 05/11/2021 */
    const struct terminal_options *window; /* NULL: 24×80 */
};

/* Minh Thu, an officer of the district; what differs of her is set before she is hired. */
struct colleague colleague_thu(const char *db);
/* Her record in the database, so that the log may name her; once a database. */
void colleague_hire(const struct colleague *c);
/* The screens as she has them on that day, in a terminal of her own. */
struct terminal *colleague_start(const struct colleague *c);
/* A desk (desk.h) at which Minh Thu sits, of that role and unit, before her home screen. */
void colleague_sits(struct desk *d, enum role role, const char *unit,
                    const struct terminal_options *window);

#endif
