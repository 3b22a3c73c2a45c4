/* Reading whole files, with the sentence an officer can use when it or a write fails. */
#ifndef THIDUA_FILE_H
#define THIDUA_FILE_H

#include "thidua/buf.h"
#include "thidua/err.h"
#include <stddef.h>

/* Append the file's bytes to `out`. RC_MISSING: not there; RC_INVALID: a folder, or larger than
 * `most` bytes; RC_DENIED: no permission; RC_IO: the system failed. `e->file` is set. */
enum rc file_read(const char *path, size_t most, struct buf *out, struct err *e);

/* The same of standard input, to its end. */
enum rc file_read_input(size_t most, struct buf *out, struct err *e);

/* The sentence for what the system said (errno) about the file; `doing` is "đọc" or "ghi". */
enum rc file_failed(const char *path, const char *doing, int code, struct err *e);

/* Make the names in the folder of `path` last through a power cut. 0, or an errno. */
int file_sync_folder(const char *path);

#endif
