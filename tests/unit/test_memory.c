/* Memory exhausted at every allocation: each save, read and opening either succeeds or says so, and
 * nothing is half done. */
#include "support/save.h"
#include "support/store.h"

#include "../../src/store/parts.h"
#include "thidua/builtin.h"
#include "thidua/draft.h"
#include "thidua/ini.h"
#include "thidua/measure.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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

static int64_t id;

/* What must hold whatever happened: each entry has its log and is in the totals, and the file is
 * whole. */
static void consistent(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM progress"),
                     store_number(s, "SELECT count(*) FROM log WHERE kind = 'progress'"));
    assert_int_equal(store_number(s, "SELECT coalesce(sum(quantity), 0) FROM progress"),
                     store_number(s, "SELECT done FROM work WHERE id = 1"));
    assert_int_equal(store_number(s, "SELECT count(*) FROM progress WHERE note IS NOT 'ghi chú'"
                                     " OR evidence IS NOT 'ảnh' OR quantity <> 1000"),
                     0);
}

static enum rc save_entry(struct store *s) {
    struct progress p;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = id;
    p.day = s->session.today;
    p.quantity = 1000;
    p.note = "ghi chú";
    p.evidence = "ảnh";
    return save_record(&s->session, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", &p, &s->err);
}

static void saving(void **state) {
    struct store *s = *state;
    id = store_approved(s, "hai-anh", "Đường hoa");
    starve(s, save_entry, consistent);
}

static enum rc change_work(struct store *s) {
    struct work w;
    enum rc rc = record_get(&s->session, &kinds[KIND_WORK], id, &s->arena, &w, &s->err);
    if (rc)
        return rc;
    w.title = w.title[0] == 'A' ? "B mới" : "A mới";
    w.note = w.title;
    w.contents = w.title[0] == 'A' ? "org covid" : "party";
    return save_record(&s->session, KIND_WORK, CAP_APPROVE, "hai-anh", &w, &s->err);
}

static void work_whole(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE version > 3"
                                     " AND note IS NOT title"),
                     0);
    assert_int_equal(store_number(s, "SELECT version - 3 FROM work"),
                     store_number(s, "SELECT count(*) FROM log WHERE verb = 'set'"));
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE contents IS NOT"
                                     " (SELECT group_concat(content, ' ') FROM (SELECT content"
                                     " FROM work_content WHERE work = 1 ORDER BY content DESC))"),
                     0);
}

static void changing(void **state) {
    struct store *s = *state;
    id = store_approved(s, "hai-anh", "Đường hoa");
    assert_int_equal(change_work(s), RC_OK);
    starve(s, change_work, work_whole);
}

static enum rc stop_and_go(struct store *s) {
    const struct life_step *step = life_step_find(KIND_WORK, "submit");
    struct work w;
    enum rc rc = record_get(&s->session, &kinds[KIND_WORK], id, &s->arena, &w, &s->err);
    if (rc == RC_OK && w.state == WORK_SUBMITTED)
        step = life_step_find(KIND_WORK, "return");
    return rc ? rc : life_take(&s->session, step, id, 0, "lý do", &s->err);
}

static void life_whole(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM work WHERE (state = 'returned') <>"
                                     " (reason IS NOT NULL) OR (submitted IS NULL) <>"
                                     " (on_time IS NULL)"),
                     0);
    assert_int_equal(
        store_number(s, "SELECT version - 1 FROM work"),
        store_number(s, "SELECT count(*) FROM log WHERE verb IN ('submit', 'return')"));
    assert_int_equal(store_number(s, "SELECT draft + submitted + returned FROM tally"), 1);
}

static void stepping(void **state) {
    struct store *s = *state;
    id = store_work(s, "hai-anh", "Đường hoa");
    starve(s, stop_and_go, life_whole);
}

/* Kept as she types, and gone with the step that it was the reason of. */
static enum rc type_and_return(struct store *s) {
    const struct seen one = {id, 0};
    const struct field_typed typed = {.key = "reason", .text = "lý do", .was = ""};
    struct draft d = {.form = "reason", .place = "", .label = "", .focus = "", .texts = &typed};
    struct draft found;
    d.count = 1;
    enum rc rc = draft_find(&s->session, "reason", 0, "", &s->arena, &found, &s->err);
    d.id = found.id;
    d.stamp = found.stamp;
    if (rc == RC_OK)
        rc = draft_put(&s->session, &d, true, NULL, &s->err);
    if (rc == RC_OK)
        rc = life_take_all(&s->session, life_step_find(KIND_WORK, "return"), &one, 1, "lý do", &d,
                           &s->err);
    if (rc == RC_OK)
        rc = life_take(&s->session, life_step_find(KIND_WORK, "submit"), id, 0, NULL, &s->err);
    return rc;
}

static void draft_or_step(struct store *s) {
    life_whole(s);
    assert_true(store_number(s, "SELECT count(*) FROM draft") <= 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM draft WHERE fields <>"
                                     " '{\"reason\":[\"lý do\",\"\"]}'"),
                     0);
    if (store_number(s, "SELECT count(*) FROM work WHERE state = 'returned'") == 1) {
        assert_int_equal(store_number(s, "SELECT count(*) FROM draft"), 0);
        store_step(s, KIND_WORK, "submit", id, NULL);
    }
}

static void typing(void **state) {
    struct store *s = *state;
    id = store_work(s, "hai-anh", "Đường hoa");
    store_step(s, KIND_WORK, "submit", id, NULL);
    starve(s, type_and_return, draft_or_step);
}

static enum rc again(struct store *s) {
    session_close(&s->session);
    db_close(&s->db);
    enum rc rc = db_open(s->path, &s->db, &s->err);
    if (rc == RC_OK)
        rc = session_open(&s->session, s->db, &s->campaign, &s->claim, store_day("2021-11-05"),
                          &s->err);
    return rc;
}

static void nothing(struct store *s) {
    (void)s;
}

static void opening(void **state) {
    struct store *s = *state;
    starve(s, again, nothing);
    s->campaign.hash++; /* and with terms to take in */
    s->contents[0].term.label = "Mới";
    s->campaign.ndossier = 0;
    starve(s, again, nothing);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'sync'"), 1);
    assert_int_equal(store_number(s, "SELECT count(*) FROM term WHERE kind = 'dossier'"), 0);
}

static enum rc make(struct store *s) {
    char path[160];
    (void)snprintf(path, sizeof path, "%s/new.db", s->dir);
    struct db *db = NULL;
    struct session session;
    enum rc rc = db_create(path, &db, &s->err);
    if (rc == RC_OK) {
        rc = session_init(&session, db, &s->campaign, &s->claim, store_day("2021-11-05"), &s->err);
        session_close(&session);
    }
    db_close(&db);
    db_file_unmake(path);
    return rc;
}

/* A database that could not be made leaves nothing behind. */
static void making(void **state) {
    struct store *s = *state;
    char path[160];
    (void)snprintf(path, sizeof path, "%s/new.db", s->dir);
    for (long n = 1; n < 200; n++) {
        struct db *db = NULL;
        left = n;
        enum rc rc = db_create(path, &db, &s->err);
        left = -1;
        if (rc == RC_OK)
            break;
        FILE *f = fopen(path, "rb");
        assert_null(f);
    }
    db_file_unmake(path);
    starve(s, make, nothing);
}

static enum rc read_all(struct store *s) {
    struct query q;
    int64_t rows = 0;
    bool row = true;
    arena_reset(&s->arena);
    enum rc rc = query_open(&q, &s->session, CAP_READ,
                            "SELECT code, name, upper(name) || code FROM unit"
                            " WHERE :scope IS NULL OR code = :scope ORDER BY name DESC",
                            &s->err);
    if (rc)
        return rc;
    while (rc == RC_OK && row) {
        rc = query_step(&q, &row, &s->err);
        if (rc == RC_OK && row) {
            assert_non_null(query_text(&q, 0));
            rows++;
        }
    }
    query_close(&q);
    if (rc == RC_OK)
        assert_int_equal(rows, 2);
    return rc;
}

static void reading(void **state) {
    struct store *s = *state;
    starve(s, read_all, nothing);
}

/* Several queries of one moment: the lock is given back whatever happened. */
static enum rc read_moment(struct store *s) {
    enum rc rc = query_moment(&s->session, &s->err);
    if (rc)
        return rc;
    for (int i = 0; i < 3 && rc == RC_OK; i++)
        rc = read_all(s);
    query_moment_over(&s->session);
    return rc;
}

static void not_locked(struct store *s) {
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    assert_int_equal(store_force(s, "UPDATE unit SET phone = '0912'"), 0);
}

static void moment(void **state) {
    struct store *s = *state;
    starve(s, read_moment, not_locked);
}

static enum rc load_names(struct store *s) {
    struct choice c;
    session_names_stale(&s->session);
    const struct field_names *names = session_names(&s->session);
    return names->at(names->ctx, "unit", 1, &c) ? RC_OK : RC_NOMEM;
}

static void naming(void **state) {
    struct store *s = *state;
    starve(s, load_names, nothing);
}

/* --- the campaign file: iniparser says nothing of a line that it had no memory for --- */

/* Every section, key and value that was read; the caller frees it. */
static char *all_of(const struct ini *ini) {
    struct buf out = {0};
    for (size_t i = 0; i < ini->count; i++) {
        const struct ini_section *section = &ini->sections[i];
        buf_printf(&out, "[%s] %d\n", section->name, section->line);
        for (size_t k = 0; k < section->count; k++)
            buf_printf(&out, "%s = %s %d\n", section->keys[k].name, section->keys[k].value,
                       section->keys[k].line);
    }
    assert_false(out.failed);
    return out.data;
}

/* The file as it is, or that memory is exhausted: never a file with less in it, nor a mistake that
 * is none. */
static bool read_with(long n, bool only_once, const char *whole) {
    struct arena a = {0};
    struct ini ini = {0};
    struct problems problems = {0};
    struct err e = {0};
    once = only_once;
    left = n;
    enum rc rc = ini_read(builtin_ini, builtin_ini_size, "x.ini", &a, &ini, &problems, &e);
    bool spared = left > 0;
    left = -1;
    once = false;
    if (rc != RC_NOMEM) {
        assert_int_equal(rc, RC_OK);
        assert_int_equal(problems.count, 0);
        char *now = all_of(&ini);
        assert_string_equal(now, whole);
        free(now);
    }
    problems_free(&problems);
    arena_free(&a);
    return spared;
}

static void file_lines(void **state) {
    struct arena a = {0};
    struct ini ini = {0};
    struct problems problems = {0};
    struct err e = {0};
    long n[2] = {1, 1};
    (void)state;
    assert_int_equal(ini_read(builtin_ini, builtin_ini_size, "x.ini", &a, &ini, &problems, &e),
                     RC_OK);
    char *whole = all_of(&ini);
    for (int i = 0; i < 2; i++) /* each of them, alone and with all after it */
        while (asked && !read_with(n[i], i == 0, whole))
            n[i]++;
    print_message("%ld and %ld allocations\n", n[0] - 1, n[1] - 1);
    assert_true(!asked || (n[0] > 500 && n[1] > 500)); /* iniparser makes several a line */
    free(whole);
    problems_free(&problems);
    arena_free(&a);
}

static enum rc load_campaign(struct store *s) {
    struct campaign *c = NULL;
    struct problems problems = {0};
    enum rc rc = campaign_load(NULL, measure_names, measure_count, &c, &problems, &s->err);
    if (rc == RC_OK)
        assert_int_equal(c->ncriteria, id);
    campaign_free(&c);
    problems_free(&problems);
    return rc;
}

static void file_loaded(void **state) {
    struct problems problems = {0};
    struct campaign *c = NULL;
    struct store *s = *state;
    assert_int_equal(campaign_load(NULL, measure_names, measure_count, &c, &problems, &s->err),
                     RC_OK);
    id = (int64_t)c->ncriteria;
    campaign_free(&c);
    problems_free(&problems);
    if (asked) /* the sanitizers leave us SQLite's allocations only */
        starve(s, load_campaign, nothing);
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        FULL(saving),      FULL(changing),
        FULL(stepping),    FULL(typing),
        FULL(opening),     FULL(making),
        FULL(reading),     FULL(naming),
        FULL(moment),      cmocka_unit_test(file_lines),
        FULL(file_loaded),
    };
    return cmocka_run_group_tests(tests, scarce_memory, NULL);
}
