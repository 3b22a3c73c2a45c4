/* From the words of a command to a record: `work 12 goal=50 unit_of_measure="suất quà"`. */
#ifndef THIDUA_ASSIGN_H
#define THIDUA_ASSIGN_H

#include "thidua/command.h"
#include "thidua/record.h"

/* The kind by its word, singular or plural. RC_INVALID lists those there are: officers and
 * judgements are not changed as plain records. */
enum rc assign_kind(const char *word, const struct kind **out, struct err *e);
/* The i-th kind that assign_kind takes, NULL past the last. */
const struct kind *assign_kind_at(size_t i);

/* The record a word names: its number; a unit's code. Read within the session's scope. */
enum rc assign_record(struct job *job, const struct kind *kind, const char *word,
                      union any_record *out, struct err *e);
/* A record's number as a word: digits only, from 1. */
enum rc assign_id(const char *word, int64_t *out, struct err *e);

/* key=value words into the record, the key a field's or its label. A new record (id 0) may be given
 * fixed fields; no record those the program keeps. RC_INVALID names the key. */
enum rc assign_words(struct job *job, const struct kind *kind, const char *const *words,
                     size_t count, union any_record *record, struct err *e);

/* A new record has every field that must be given; RC_INVALID names the first it lacks. */
enum rc assign_whole(const struct kind *kind, const void *record, struct err *e);

/* The running total of a work (lũy kế), which units report, written instead of what was added. Not
 * a field of an entry: an int64_t by itself. */
extern const struct field assign_running;
/* What it says was added since, the entry's own old quantity apart. RC_INVALID with `both`: the
 * quantity was written too. What is read goes into `a`. */
enum rc assign_added(struct session *s, struct arena *a, int64_t total, bool both,
                     struct progress *p, struct err *e);

/* The value of the only word that may follow, `key=value`; *out is "" without a word. */
enum rc assign_only(const char *const *words, size_t count, const char *key, const char **out,
                    struct err *e);

/* "công trình, phần việc số 12", "đơn vị hai-anh". */
const char *assign_name(struct arena *a, const struct kind *kind, const union any_record *record);

#endif
