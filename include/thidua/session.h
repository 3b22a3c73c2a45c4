/* One officer at work: who she is, in which campaign, on which day. Every read and every write
 * names the session, so that none is made without knowing for whom. */
#ifndef THIDUA_SESSION_H
#define THIDUA_SESSION_H

#include "thidua/arena.h"
#include "thidua/campaign.h"
#include "thidua/capability.h"
#include "thidua/date.h"
#include "thidua/db.h"
#include "thidua/identity.h"
#include "thidua/officer_key.h"
#include <stdint.h>

struct session {
    struct db *db;                   /* borrowed */
    const struct campaign *campaign; /* borrowed */
    int64_t campaign_id;
    struct claim claim;
    char officer[64]; /* login */
    int64_t officer_id;
    char name[328]; /* 80 characters */
    char unit[64];  /* the unit she belongs to; "" for the owner of a database of her own */
    enum role role;
    date today;
    bool today_given;            /* by --today: does not move at midnight */
    struct session_cache *cache; /* units by code, for session_names */
    bool service;                /* the database is a service's: many officers */
    bool out;               /* disabled meanwhile, or her key was removed: nothing works any more */
    int64_t rights_version; /* db_data_version when her rights were read */
    int denials;            /* how often she was refused, of which the first are logged */
    char denied[512];       /* why, as long as that cannot be logged; "": nothing waits */
    int denied_more;        /* and how often besides */
};

/* Who `claim` is in this database, and the campaign of the file: its terms are taken in (one logged
 * transaction) when the file's hash differs from the one stored. RC_MISSING when the database does
 * not hold this campaign yet (init adds it); RC_DENIED when the claim is nobody here; RC_CONFLICT
 * when the file dropped a code in use ("đang dùng ở N bản ghi").
 *
 * The mode of the database, set by init for good, says which proof it takes: a single one that the
 * file is hers, a service sshd's or sudo's. A service is refused (RC_DENIED) when its folder or
 * file is open to anybody but its account. Its comings and refusals are in its log and in syslog;
 * who was disabled, or whose key was removed, is refused at her next read or write, and changed
 * rights hold from there on. */
enum rc session_open(struct session *s, struct db *db, const struct campaign *c,
                     const struct claim *claim, date today, struct err *e);

/* For upkeep (backup, verify, doctor): as session_open, but the account of a service may come in
 * too, by a timer or as root's hand; it holds the file anyway. It is no officer: it has an
 * administrator's rights to read, and writes nothing. The campaign may be one that the database
 * does not hold (campaign_id 0), and nothing of the file is taken in. */
enum rc session_open_upkeep(struct session *s, struct db *db, const struct campaign *c,
                            const struct claim *claim, date today, struct err *e);

/* For init: the owner's record in a new database, and the campaign added to it. */
enum rc session_init(struct session *s, struct db *db, const struct campaign *c,
                     const struct claim *claim, date today, struct err *e);

/* The same for a service: the first officer, an administrator, who has a way to come in (a key, an
 * account for sudo, or both). RC_DENIED unless the account of the service itself runs this. */
struct first_officer {
    const char *login, *name;
    int64_t uid;                   /* FIELD_NONE: no account */
    const struct officer_key *key; /* NULL: none */
};
enum rc session_init_service(struct session *s, struct db *db, const struct campaign *c,
                             const struct claim *claim, const struct first_officer *admin,
                             date today, struct err *e);
void session_close(struct session *s);

/* Midnight: sets s->today from the clock unless it was given. True if it moved. */
bool session_tick(struct session *s);

/* Her rights as they are now: read again when somebody committed, two microseconds when nobody did.
 * RC_DENIED, and s->out: she has none any more. Every read and write asks by itself. */
enum rc session_current(struct session *s, struct err *e);

/* What codes mean here: "unit" (those in her scope), "officer" (who is in the log as she may read
 * it), and the campaign's kinds of term, retired ones too ("criterion" goes on with the dossier's
 * items, since a judged line is either). Valid until the session closes; the texts of units until
 * units change: ask again rather than keep them. */
const struct field_names *session_names(struct session *s);

/* Whether she may, for this unit (NULL: for all). On no, *why (if not NULL) is a sentence. */
bool session_may(const struct session *s, enum capability cap, const char *unit, struct err *why);

/* Her unit where she may for that one only; NULL where she may for all, or not at all. */
const char *session_only_unit(const struct session *s, enum capability cap);

/* Whether she may at all (for her unit, if it is of one): RC_DENIED with a sentence, and in the
 * log, if not. Asked before something that is neither a query nor a transaction yet. */
enum rc session_need(struct session *s, enum capability cap, struct err *e);
/* The same for a unit's records (NULL: all units'). */
enum rc session_need_for(struct session *s, enum capability cap, const char *unit, struct err *e);

/* She was refused: the log of a service and syslog are told, her first times in this session. What
 * ends with RC_DENIED in a transaction or a query is told by these. */
void session_denied(struct session *s, const char *why);
/* She named what is not there, or is another unit's: she is told the same of both, and so is her
 * log, for from the difference she would learn which. Nothing for who sees all units. */
void session_outside(struct session *s, const char *what, const char *which);

/* The plan in force: the imported one, else the campaign file's. In `a`, or borrowed from the
 * campaign. */
enum rc session_plan(struct session *s, struct arena *a, struct plan *out, struct err *e);
/* Replace it with an official text (CAP_CAMPAIGN; the old one stays in the log). Refused as
 * plan_parse refuses. `missing` (may be NULL) gets the clauses that the campaign file names and the
 * text has not, one a line: a warning, never a refusal. */
enum rc session_plan_import(struct session *s, const char *bytes, size_t n, struct buf *missing,
                            struct err *e);

#endif
