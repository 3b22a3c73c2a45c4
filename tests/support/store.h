/* A database of its own in a fresh folder, with a small campaign made by hand, for tests of the
 * store. Every helper fails the test when it does not succeed. */
#ifndef TESTS_SUPPORT_STORE_H
#define TESTS_SUPPORT_STORE_H

#include "thidua/record.h"
#include "thidua/session.h"
#include "thidua/tx.h"

struct store {
    char dir[64];
    char path[96];
    struct campaign campaign; /* may be changed by the test; its lists are the four below */
    struct theme themes[3];   /* gift, road, own (the unit's own choice) */
    struct content contents[3];
    struct duty duties[3];
    struct criterion criteria[4];
    struct deadline deadlines[2];
    struct dossier_item dossier[1];
    struct claim claim;
    struct db *db;
    struct session session; /* of the owner, on 05/11/2021 */
    struct arena arena;
    struct err err;
};

/* cmocka's setup and teardown: *state is a struct store. */
int store_setup(void **state);
int store_teardown(void **state);
/* Close and open again: another session on the same file, as after a restart. */
void store_reopen(struct store *s);
/* Only the folder and the campaign, no database. */
int store_setup_empty(void **state);

date store_day(const char *iso);

/* Not saved yet: a collective's, goal 100, of the theme gift. */
struct work store_a_work(const char *title);
/* Make records through the store, each in a transaction of its own; the id comes back. */
int64_t store_unit(struct store *s, const char *code, const char *name, enum unit_kind kind);
/* store_a_work; of an officer of the district, from the unit's paper. */
int64_t store_work(struct store *s, const char *unit, const char *title);
int64_t store_entry(struct store *s, const char *unit, int64_t work, int64_t thousandths);
void store_step(struct store *s, enum kind_id kind, const char *action, int64_t id,
                const char *reason);
int64_t store_nominated(struct store *s, const char *unit, int64_t work); /* a draft of one */
/* Submitted and approved. */
int64_t store_approved(struct store *s, const char *unit, const char *title);

/* The same, giving back what the store said (its sentence in s->err, printed); a capability of
 * CAP_COUNT is the one the kind asks for. */
enum rc store_save(struct store *s, enum kind_id kind, enum capability cap, const char *unit,
                   void *record);
enum rc store_drop(struct store *s, enum kind_id kind, enum capability cap, const char *unit,
                   int64_t id, int64_t version);
enum rc store_try(struct store *s, enum kind_id kind, const char *action, int64_t id,
                  const char *reason);
/* It is refused so, naming this field ("" for none), with a whole sentence. */
void store_refused(struct store *s, enum rc rc, enum rc expected, const char *field);
/* Read through the session; text is in the store's arena. */
void store_get(struct store *s, enum kind_id kind, int64_t id, void *record);
/* A setup with the units hai-anh and hai-ha. */
int store_setup_units(void **state);

/* One number, or one text (in the store's arena), asked of the file by a connection of its own. */
int64_t store_number(struct store *s, const char *sql);
const char *store_text(struct store *s, const char *sql);
/* The first line of how SQLite would go about it. */
const char *store_query_plan(struct store *s, const char *sql);
/* Run SQL on the file by a connection of its own, whatever the guards of ours; -1 if it failed. */
int store_force(struct store *s, const char *sql);

/* The session becomes that of somebody else: an officer of this role, of this unit ("" for none).
 */
void store_be(struct store *s, enum role role, const char *login, const char *unit);

#endif
