/* A database of a service: its account, its officers, and what each of them comes in by. Every
 * helper fails the test when it does not succeed, but for those that give back what was said. */
#ifndef TESTS_SUPPORT_STAFF_H
#define TESTS_SUPPORT_STAFF_H

#include "support/store.h"
#include "thidua/officer_key.h"

/* cmocka's setups, with store_teardown; *state is a struct store. A service with “lan”, who
 * administers it by staff_lan_key; two units, hai-anh and hai-ha, “hoa” of the first, who comes by
 * staff_hoa_key, and “minh” of the district, who comes by sudo as 1001. The session is closed. */
int staff_setup(void **state);
/* Only the file, which belongs to the account. */
int staff_setup_empty(void **state);

/* The account of the service: not root, who serves nobody; files are given to it where we are
 * root. */
long staff_account(void);

extern const char staff_lan_key[], staff_hoa_key[];
struct officer_key staff_key(struct store *s, const char *line);

/* What somebody comes in by. */
struct claim staff_by_account(void);
struct claim staff_by_ssh(const char *name, const char *fingerprint);
/* By the key that is hers in the database; without any, what nobody believes. */
struct claim staff_by_key(struct store *s, const char *login);
struct claim staff_by_sudo(long uid);

/* Her session in the place of the one there was, on 05/11/2021. */
enum rc staff_enter_as(struct store *s, const struct claim *claim);
/* By her key, or by sudo where she has none. */
void staff_enter(struct store *s, const char *login);
/* She is not let in, with a whole sentence. */
void staff_refused(struct store *s, const struct claim *claim);

/* Make the service, with its first administrator. */
enum rc staff_init(struct store *s, const struct claim *claim, const char *login, long uid,
                   const struct officer_key *key);
/* Another officer, who is taken in by the session there is. */
void staff_hire(struct store *s, const char *login, enum role role, const char *unit, long uid);

/* May she read the works? *rc is what was said. */
bool staff_reads(struct store *s, enum rc *rc);

#endif
