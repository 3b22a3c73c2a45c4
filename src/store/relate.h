/* What the files of relate.c share. */
#ifndef THIDUA_STORE_RELATE_H
#define THIDUA_STORE_RELATE_H

#include "parts.h"

/* What a kind of record asks before a new one, a change, a deletion. */
struct relation {
    /* May she change it as it is now? Asked before each change, and by screens beforehand. */
    enum rc (*open)(struct session *s, const void *record, struct err *e);
    enum rc (*insert)(struct tx *tx, void *record, struct err *e);
    enum rc (*update)(struct tx *tx, const void *before, const void *record, struct err *e);
    enum rc (*remove)(struct tx *tx, const void *before, struct err *e);
    /* before a deleted one comes back; NULL: what a change of it asks */
    enum rc (*recover)(struct tx *tx, const void *record, struct err *e);
};
extern const struct relation relate_units, relate_officers, relate_works, relate_duties,
    relate_receipts, relate_entries, relate_nominations, relate_judgements;

/* A day near the campaign, and (past_only) not after today. */
enum rc relate_day(struct tx *tx, const char *field, const char *label, date day, bool past_only,
                   struct err *e);
/* She may do this for the record's unit. */
enum rc relate_may(struct session *s, enum capability cap, const void *record, struct err *e);
/* One number of a SELECT whose ?1 is `text`, or `id` where that is NULL. */
enum rc relate_count(struct tx *tx, const char *sql, int64_t id, const char *text, int64_t *out,
                     struct err *e);
/* The record that `head` belongs to; a head that names no unit gets its unit. */
enum rc relate_parent(struct tx *tx, enum kind_id kind, const char *field, int64_t id,
                      struct arena *a, void *parent, struct record_head *head, struct err *e);

#endif
