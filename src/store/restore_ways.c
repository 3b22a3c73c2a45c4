/* Who may come in, as what and by which key, of the database that is replaced: so it stays in the
 * one that comes. Else whoever was locked out since the backup was made would be let in again by
 * it, whose role was lowered would have the higher one back, and who was given another key could no
 * longer come in. */
#include "backup_parts.h"

#include "thidua/keyring.h"

static enum rc read_text(struct db *db, const char *sql, struct arena *a, const char **out,
                         struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    return rc ? rc : db_take_text(db, stmt, a, out, e);
}

enum rc ways_read(struct db *db, struct arena *a, struct ways *out, struct err *e) {
    static const char officers[] = "SELECT json_group_object(login, json_object('out', disabled IS "
                                   "1 OR deleted_at IS NOT NULL,"
                                   " 'role', role, 'unit', unit, 'uid', uid)) FROM officer";
    static const char keys[] =
        "SELECT json_group_object(fingerprint, json_object('officer', officer, 'type', type,"
        " 'key', key, 'comment', comment)) FROM officer_key";
    enum rc rc = read_text(db, officers, a, &out->officers, e);
    return rc ? rc : read_text(db, keys, a, &out->keys, e);
}

/* --- what differs: each statement yields one that is not yet as it was, and no more once it is ---
 */

/* One row about an officer of the database that comes: a key, or what she is to be. */
struct difference {
    int64_t id;
    const char *login;
    struct officer_key key;
    const char *role, *unit;
    int64_t uid, disabled;
};

static enum rc find(struct db *db, const char *sql, const struct ways *w, struct arena *a,
                    struct difference *out, bool *found, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    enum rc rc = db_prepare(db, sql, &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, w->officers);
    db_bind_text(db, stmt, 2, w->keys);
    rc = db_step(db, stmt, found, e);
    if (rc == RC_OK && *found) {
        *out = (struct difference){.id = db_column_number(stmt, 0),
                                   .login = arena_dup(a, db_column_text(db, stmt, 1)),
                                   .key = {.type = arena_dup(a, db_column_text(db, stmt, 3)),
                                           .text = arena_dup(a, db_column_text(db, stmt, 4)),
                                           .comment = arena_dup(a, db_column_text(db, stmt, 5))},
                                   .role = arena_dup(a, db_column_text(db, stmt, 6)),
                                   .unit = arena_dup(a, db_column_text(db, stmt, 7)),
                                   .uid = db_column_number(stmt, 8),
                                   .disabled = db_column_number(stmt, 9)};
        db_copy_text(db, stmt, 2, out->key.fingerprint, sizeof out->key.fingerprint);
        rc = db_row_whole(db, e);
        if (rc == RC_OK && a->failed)
            rc = err_nomem(e);
    }
    db_release(db, stmt);
    return rc;
}

/* Officers (o) known to both, what they are in the one that is replaced (j), and what to make them.
 */
#define OFFICERS(role, unit, uid, disabled)                                                        \
    "SELECT o.id, o.login, NULL, NULL, NULL, ?2 IS NULL, " role ", " unit ", " uid ", " disabled   \
    " FROM officer AS o JOIN json_each(?1) AS j ON j.key = o.login WHERE o.deleted_at IS NULL "    \
    "AND "
#define FIRST " ORDER BY o.login LIMIT 1"
#define THERE "j.value ->> "

static const char to_shut[] =
    OFFICERS("o.role", "o.unit", "o.uid", "1") WAYS_OUT("j.value") " AND o.disabled IS NOT 1" FIRST;

/* Whose unit came after the backup is shut out by now. */
#define DIFFERENT                                                                                  \
    WAYS_UNIT_KNOWN("j.value")                                                                     \
    " AND (o.role <> " THERE "'role' OR o.unit IS NOT " THERE "'unit' OR o.uid IS NOT " THERE      \
    "'uid')"
#define ACCOUNT_FREE                                                                               \
    " AND NOT EXISTS (SELECT 1 FROM officer AS x WHERE x.uid = " THERE "'uid' AND x.id <> o.id)"

static const char to_change[] = OFFICERS(THERE "'role'", THERE "'unit'", THERE "'uid'",
                                         "o.disabled") DIFFERENT ACCOUNT_FREE FIRST;

/* What is left: two have each other's accounts, or a deleted officer of the backup has hers. They
 * come in again when an administrator gives them one. */
static const char to_part[] = OFFICERS(THERE "'role'", THERE "'unit'", "NULL", "o.disabled")
    DIFFERENT " AND (o.uid IS NOT NULL"
              " OR o.role <> " THERE "'role' OR o.unit IS NOT " THERE "'unit')" FIRST;

static enum rc make(struct tx *tx, const struct difference *d, struct err *e) {
    struct arena a = {0};
    struct officer o;
    enum rc rc = record_read(tx, &kinds[KIND_OFFICER], d->id, &a, &o, e);
    if (rc == RC_OK) {
        o.role = choice_index(roles, d->role);
        o.head.unit = d->unit;
        o.uid = d->uid;
        o.disabled = d->disabled;
        rc = record_update(tx, &kinds[KIND_OFFICER], &o, e);
    }
    arena_free(&a);
    return rc;
}

/* Hers there no more, or another's there; those of who is not known there stay as they are. */
static const char to_drop[] =
    "SELECT o.id, o.login, k.fingerprint, k.type, k.key, k.comment FROM officer_key AS k"
    " JOIN officer AS o ON o.login = k.officer LEFT JOIN json_each(?2) AS j"
    " ON j.key = k.fingerprint WHERE (j.key IS NULL AND k.officer IN (SELECT key FROM"
    " json_each(?1))) OR j.value ->> 'officer' <> k.officer ORDER BY k.fingerprint LIMIT 1";

static enum rc drop(struct tx *tx, const struct difference *d, struct err *e) {
    return keyring_drop(tx, d->id, d->key.fingerprint, e);
}

static const char to_add[] =
    "SELECT o.id, o.login, j.key, j.value ->> 'type', j.value ->> 'key', j.value ->> 'comment'"
    " FROM json_each(?2) AS j JOIN officer AS o ON o.login = j.value ->> 'officer'"
    " WHERE ?1 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM officer_key AS k"
    " WHERE k.fingerprint = j.key) ORDER BY j.key LIMIT 1";

static enum rc add(struct tx *tx, const struct difference *d, struct err *e) {
    return keyring_write(tx, d->login, d->id, &d->key, e);
}

static void say(const struct difference *d, struct buf *out) {
    buf_puts(out, out->len > 0 ? ", " : "");
    if (d->key.fingerprint[0] != '\0')
        buf_printf(out, "%s (%s)", d->key.fingerprint, d->login);
    else
        buf_puts(out, d->login);
}

/* Make all of one sort as they were; *told: whose they are, NULL when there was none. */
static enum rc make_same(struct tx *tx, const char *sql,
                         enum rc (*act)(struct tx *, const struct difference *, struct err *),
                         const struct ways *w, struct arena *a, const char **told, struct err *e) {
    struct buf names = {0};
    struct difference d;
    bool found = true;
    enum rc rc = RC_OK;
    while (rc == RC_OK && found) {
        rc = find(tx->session->db, sql, w, a, &d, &found, e);
        if (rc == RC_OK && found)
            rc = act(tx, &d, e);
        if (rc == RC_OK && found)
            say(&d, &names);
    }
    if (rc == RC_OK && names.len > 0)
        *told = arena_dup(a, buf_str(&names));
    if (rc == RC_OK && (names.failed || a->failed))
        rc = err_nomem(e);
    buf_free(&names);
    return rc;
}

enum rc ways_keep(struct tx *tx, const struct ways *w, struct arena *a, struct restore_done *out,
                  struct err *e) {
    const char *parted = NULL;
    const struct {
        const char *sql;
        enum rc (*act)(struct tx *, const struct difference *, struct err *);
        const char **told;
    } steps[] = {
        {to_shut, make, &out->shut},    {to_change, make, &out->changed}, {to_part, make, &parted},
        {to_drop, drop, &out->dropped}, {to_add, add, &out->added},
    };
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < sizeof steps / sizeof steps[0]; i++)
        rc = make_same(tx, steps[i].sql, steps[i].act, w, a, steps[i].told, e);
    if (rc == RC_OK && parted != NULL)
        out->changed =
            out->changed == NULL ? parted : arena_printf(a, "%s, %s", out->changed, parted);
    return rc == RC_OK && a->failed ? err_nomem(e) : rc;
}
