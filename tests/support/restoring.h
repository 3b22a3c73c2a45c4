/* An office that restores: a backup `ban.db` beside its database, which tells itself apart by a
 * telephone number. */
#ifndef TESTS_SUPPORT_RESTORING_H
#define TESTS_SUPPORT_RESTORING_H

#include "support/office.h"
#include "thidua/restore.h"
#include <sys/types.h>

/* The sample; in the backup the telephone of hai-anh is 0911 111 111, in the database since then
 * 0922 222 222. Torn down by office_teardown. */
int restoring_setup(void **state);
const char *restoring_phone(struct office *o);

/* The path of a file in the office's folder; valid until the fourth call after it. */
const char *restoring_at(const struct office *o, const char *name);
/* How many files are in the folder. */
int restoring_files(const struct office *o);
/* Bytes into a file, from there on; it is made where it is not there. */
void restoring_write(const char *path, off_t from, const void *bytes, size_t n);
/* The same of `n` bytes that mean nothing, 8192 at most. */
void restoring_junk(const char *path, off_t from, size_t n);

/* Session and database closed, and opened again. */
void restoring_leave(struct office *o);
void restoring_come_again(struct office *o);

/* Restore `from`, as her who holds the file, or as somebody else: its sentence is in o->err. */
enum rc restoring_now(struct office *o, const char *from, struct restore_done *done);
enum rc restoring_as(struct office *o, const char *from, const struct claim *claim,
                     struct restore_done *done);
/* The backup is restored and opened, and what it says is there, whole. */
struct restore_done restoring_done(struct office *o);

#endif
