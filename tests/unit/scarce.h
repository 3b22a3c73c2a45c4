/* Memory that runs out, for the tests that include this: they are programs of their own, in which
 * every allocation is counted. */
#ifndef TEST_SCARCE_H
#define TEST_SCARCE_H

#include "support/store.h"

#include <errno.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static long left = -1; /* allocations until none succeeds; -1: all do */
static bool once;      /* only that one fails, and all after it succeed again */

static bool fails(void) {
    if (left > 0)
        left--;
    bool now = left == 0;
    if (now && once)
        left = -1;
    return now;
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

static volatile bool asked; /* our malloc was called: it stands before the process's */

#ifndef SANITIZED

/* glibc lets a program stand before its allocator by defining these, and has the real ones under
 * another name: every allocation of this process is counted, SQLite's, ours, libc's. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t n);

static void *none(void) {
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t n) {
    asked = true;
    return fails() ? none() : __libc_malloc(n);
}

/* iniparser's table of entries, which it takes for given: ini.c sees to it that there is room. */
static bool table(size_t count, size_t size) {
    enum { ENTRIES = 128 };
    return count == ENTRIES && (size == sizeof(char *) || size == sizeof(unsigned));
}

void *calloc(size_t count, size_t size) {
    return !table(count, size) && fails() ? none() : __libc_calloc(count, size);
}

void *realloc(void *p, size_t n) {
    return fails() ? none() : __libc_realloc(p, n);
}

#endif

/* The sanitizers and valgrind have allocators of their own; there only SQLite's can be stood
 * before. */
static sqlite3_mem_methods system_memory;

static void *scarce_malloc(int n) {
    return fails() ? NULL : system_memory.xMalloc(n);
}

static void *scarce_realloc(void *p, int n) {
    return fails() ? NULL : system_memory.xRealloc(p, n);
}

static int scarce_memory(void **state) {
    (void)state;
    void *(*volatile allocate)(size_t n) = malloc; /* as others call it: not inlined */
    asked = false;
    free(allocate(1));
    if (asked)
        return 0;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory), SQLITE_OK);
    sqlite3_mem_methods scarce = system_memory;
    scarce.xMalloc = scarce_malloc;
    scarce.xRealloc = scarce_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce), SQLITE_OK);
    return 0;
}

/* Run `act` with less and less scarcity until it succeeds; `check` looks after each failure. */
static void starve(struct store *s, enum rc (*act)(struct store *s),
                   void (*check)(struct store *s)) {
    enum { MOST = 20000 };
    long n = 1;
    for (; n < MOST; n += 1 + n / (asked ? 100 : 20)) { /* the first each, then some */
        memset(&s->err, 0, sizeof s->err);
        left = n;
        enum rc rc = act(s);
        bool reached = left == 0;
        left = -1;
        if (rc == RC_OK && !reached)
            break;
        if (rc != RC_OK && rc != RC_NOMEM)
            print_message("%ld: %d %s (%s)\n", n, rc, s->err.message, s->err.cause);
        if (rc != RC_OK)
            assert_int_equal(rc, RC_NOMEM);
        check(s);
    }
    print_message("%ld allocations\n", n - 1);
    assert_in_range(n, 2, MOST - 1);
}

/* A check for `starve` where nothing is left behind. */
static void nothing(struct store *s) {
    (void)s;
}

#endif
