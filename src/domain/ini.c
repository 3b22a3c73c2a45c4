/* iniparser 4.1 (Debian 12), and how each of its traps is met:
 *
 * - getint, getboolean, getdouble on a section's name crash (CVE-2023-33461), read 12abc as 12, 010
 *   as 8 and wrap what is too large: only getstring is called, campaign_value.c converts.
 * - an unquoted value is cut at ; and #; text after a closing quote is dropped; a quote may stay
 *   open; the last of two keys wins; sections of one name merge; names are lower-cased; a key
 * before any section is kept; a note that ends in \ swallows the next line: ini_scan.c finds all of
 * it.
 * - any syntax error, a BOM, a NUL or a line over 1022 bytes refuses the whole file without saying
 *   which: it gets a copy in which wrong lines are empty, so that the rest is still read.
 * - it loads by path only, so that a file could change between the scan and the load: the copy is
 *   given to it as a file in memory.
 * - where malloc fails it loses a line and says nothing: every key the scan saw is asked for; the
 *   first three kilobytes, its table of entries, it takes for given: that there is room for them is
 *   seen to before.
 * - its messages go to stderr: silenced; the scan has said all there is to say. */
/* For memfd_create: fopen takes it as /proc/self/fd/N. Nothing of POSIX that has a name to open
 * leaves no file behind when the program is killed. */
#define _GNU_SOURCE
#include "thidua/ini.h"

#include "thidua/ini_scan.h"
#include "thidua/text.h"

#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int silent(const char *fmt, ...) {
    (void)fmt;
    return 0;
}

/* A file in memory that holds the bytes, or -1 with errno set. */
static int memory_file(const char *bytes, size_t n) {
    int fd = memfd_create("thidua.ini", MFD_CLOEXEC);
    while (fd >= 0 && n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno != EINTR) {
            int code = errno;
            (void)close(fd);
            errno = code;
            return -1;
        }
        bytes += done < 0 ? 0 : done;
        n -= done < 0 ? 0 : (size_t)done;
    }
    return fd;
}

/* Is there as much memory as it takes for given? What is freed here is the next to be given. */
static bool room_for_table(void) {
    enum { ROOM = 64 * 1024 };
    void *volatile room = malloc(ROOM); /* or the compiler would see that it is not used */
    bool enough = room != NULL;
    free(room);
    return enough;
}

static enum rc load(const struct buf *copy, dictionary **out, struct err *e) {
    if (!room_for_table())
        return err_nomem(e);
    int fd = memory_file(buf_str(copy), copy->len);
    if (fd < 0) {
        err_set(e, RC_IO,
                "Không đọc được tệp cấu hình: hệ thống không cho mở tệp trong bộ nhớ; hãy báo "
                "người quản trị.");
        return err_cause(e, "memfd_create: %s", strerror(errno));
    }
    char path[32];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    iniparser_set_error_callback(silent);
    errno = 0;
    *out = iniparser_load(path);
    int code = errno;
    (void)close(fd);
    if (*out != NULL)
        return RC_OK;
    if (code == ENOMEM)
        return err_nomem(e);
    err_set(e, RC_IO,
            "Không đọc được tệp cấu hình: hệ thống không cho đọc tệp trong bộ nhớ (/proc/self/fd); "
            "hãy báo người quản trị.");
    return err_cause(e, "iniparser_load: %s", strerror(code));
}

/* What the values are taken from and where they go. */
struct taking {
    dictionary *d;
    const struct ini_scan *scan;
    const char *file;
    struct arena *arena;
    struct problems *problems;
    struct buf name, clean; /* of the key at hand: its name for iniparser, its value */
};

static const char *name_for_iniparser(struct taking *t, const struct ini_scan_key *k) {
    buf_clear(&t->name);
    buf_puts(&t->name, t->scan->sections[k->section].alias);
    buf_char(&t->name, ':');
    buf_puts(&t->name, k->name);
    return t->name.failed ? NULL : buf_str(&t->name);
}

/* The value of a key as iniparser read it, through the door of text.h. NULL in out->value: it is
 * wrong, and that was noted. */
static enum rc take_value(struct taking *t, const struct ini_scan_key *k, struct ini_key *out,
                          struct err *e) {
    *out = (struct ini_key){.name = k->name, .line = k->line};
    if (k->value == NULL)
        return RC_OK;
    const char *name = name_for_iniparser(t, k);
    const char *value = name == NULL ? NULL : iniparser_getstring(t->d, name, NULL);
    if (value == NULL)
        return err_nomem(e);
    struct problem_place place = {t->file, k->line, t->scan->sections[k->section].name, k->name};
    if (strlen(value) != k->size || memcmp(value, k->value, k->size) != 0) {
        problems_add(t->problems, &place,
                     "có thể hiểu hai cách; cần đặt cả giá trị trong ngoặc kép.");
        return RC_OK;
    }
    struct err door = {0};
    buf_clear(&t->clean);
    enum rc rc = text_clean(value, k->size, TEXT_ONE_LINE, &t->clean, &door);
    if (rc == RC_INVALID) {
        problems_add(t->problems, &place, "%s", door.message);
        return RC_OK;
    }
    if (rc == RC_OK && t->clean.len == 0)
        problems_add(t->problems, &place, "không có giá trị; cần một giá trị, hoặc bỏ cả dòng.");
    else if (rc == RC_OK)
        out->value = arena_dup_n(t->arena, buf_str(&t->clean), t->clean.len);
    return rc == RC_OK && !t->arena->failed ? RC_OK : err_nomem(e);
}

static enum rc take_all(struct taking *t, struct ini *out, struct err *e) {
    const struct ini_scan *scan = t->scan;
    struct ini_key *keys = arena_array(t->arena, scan->nkeys + 1, sizeof *keys);
    out->sections = arena_array(t->arena, scan->nsections + 1, sizeof *out->sections);
    if (keys == NULL || out->sections == NULL)
        return err_nomem(e);
    for (size_t i = 0; i < scan->nkeys; i++) {
        enum rc rc = take_value(t, &scan->keys[i], &keys[i], e);
        if (rc != RC_OK)
            return rc;
    }
    for (size_t i = 0; i < scan->nsections; i++) {
        const struct ini_scan_section *s = &scan->sections[i];
        out->sections[i] = (struct ini_section){
            .name = s->name, .line = s->line, .keys = keys + s->first, .count = s->count};
    }
    out->count = scan->nsections;
    out->lines = scan->lines;
    return t->problems->arena.failed ? err_nomem(e) : RC_OK;
}

enum rc ini_read(const char *bytes, size_t n, const char *file, struct arena *a, struct ini *out,
                 struct problems *problems, struct err *e) {
    *out = (struct ini){0};
    struct ini_scan scan;
    struct taking t = {.scan = &scan, .file = file, .arena = a, .problems = problems};
    enum rc rc = ini_scan(bytes, n, file, a, &scan, problems, e);
    if (rc == RC_OK)
        rc = load(&scan.copy, &t.d, e);
    if (rc == RC_OK)
        rc = take_all(&t, out, e);
    iniparser_freedict(t.d);
    buf_free(&t.name);
    buf_free(&t.clean);
    buf_free(&scan.copy);
    return rc;
}

const struct ini_key *ini_key_find(const struct ini_section *section, const char *name) {
    for (size_t i = 0; i < section->count; i++)
        if (strcmp(section->keys[i].name, name) == 0)
            return &section->keys[i];
    return NULL;
}
