/* The disk full, failing, or the file cut under a session at work: a sentence, nothing half done,
 * and work goes on when the cause goes. */
#include "support/save.h"
#include "support/store.h"

#include "../../src/store/parts.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

static enum rc save_note(struct store *s, int64_t work) {
    static char note[2001];
    struct progress p;
    memset(note, 'x', sizeof note - 1);
    memset(&s->err, 0, sizeof s->err);
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = work;
    p.day = s->session.today;
    p.quantity = 1000;
    p.note = note;
    return save_record(&s->session, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", &p, &s->err);
}

/* Save until it fails; say how often it did not. */
static int save_until(struct store *s, int64_t work, enum rc expected, const char *word) {
    int saved = 0;
    enum rc rc = RC_OK;
    while ((rc = save_note(s, work)) == RC_OK && saved < 1000)
        saved++;
    print_message("%d: %s (%s)\n", saved, s->err.message, s->err.cause);
    assert_int_equal(rc, expected);
    assert_non_null(strstr(s->err.message, word));
    assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    return saved;
}

static void consistent(struct store *s, int saved) {
    assert_int_equal(store_number(s, "SELECT count(*) FROM progress"), saved);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE kind = 'progress'"), saved);
    assert_int_equal(store_number(s, "SELECT done FROM work"), saved * 1000);
    assert_string_equal(store_text(s, "PRAGMA integrity_check"), "ok");
}

static void full(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t pages = store_number(s, "PRAGMA page_count");
    char limit[64];
    (void)snprintf(limit, sizeof limit, "PRAGMA max_page_count = %lld", (long long)pages + 5);
    assert_int_equal(db_exec(s->db, limit, &s->err), RC_OK);
    int saved = save_until(s, work, RC_IO, "Đĩa đã đầy");
    assert_true(saved > 0);
    consistent(s, saved);
    assert_int_equal(save_note(s, work), RC_IO); /* still */
    assert_int_equal(db_exec(s->db, "PRAGMA max_page_count = 100000", &s->err), RC_OK);
    assert_int_equal(save_note(s, work), RC_OK);
    consistent(s, saved + 1);
}

/* A limit on the size of files makes write fail, in the journal or in the database. */
static void failing(void **state) {
    struct store *s = *state;
    struct rlimit before;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    int64_t size = store_number(s, "PRAGMA page_count") * 4096;
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction was;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(sigaction(SIGXFSZ, &ignore, &was), 0);
    static const int64_t limits[] = {0, 512, 5000, 20000};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct rlimit lower = before;
        lower.rlim_cur = (rlim_t)limits[i];
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &lower), 0);
        enum rc rc = save_note(s, work);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(rc, RC_IO);
        assert_non_null(strstr(s->err.message, "Đĩa báo lỗi"));
        assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
        consistent(s, 0);
    }
    struct rlimit lower = before;
    lower.rlim_cur = (rlim_t)size + 3 * 4096; /* the journal fits, the larger file does not */
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &lower), 0);
    int saved = save_until(s, work, RC_IO, "Đĩa báo lỗi");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    consistent(s, saved);
    assert_int_equal(save_note(s, work), RC_OK);
    consistent(s, saved + 1);
    assert_int_equal(sigaction(SIGXFSZ, &was, NULL), 0);
}

/* Cut or emptied by somebody: refused with a sentence, whatever is tried. */
static void cut(void **state) {
    struct store *s = *state;
    int64_t work = store_approved(s, "hai-anh", "Đường hoa");
    static const off_t sizes[] = {4096 * 3, 100, 0};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct work w;
        assert_int_equal(truncate(s->path, sizes[i]), 0);
        int fd = open(s->path, O_WRONLY);
        if (sizes[i] > 100) { /* the counter in the header tells others of the change */
            unsigned char counter[4] = {0, 1, 0, (unsigned char)i};
            assert_int_equal(pwrite(fd, counter, 4, 24), 4);
        }
        (void)close(fd);
        enum rc read = record_get(&s->session, &kinds[KIND_WORK], work, &s->arena, &w, &s->err);
        print_message("%s\n", s->err.message);
        enum rc wrote = save_note(s, work);
        print_message("%s\n", s->err.message);
        assert_true(read != RC_OK);
        assert_true(wrote != RC_OK);
        assert_int_equal(sqlite3_get_autocommit(s->db->handle), 1);
    }
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, store_setup_units, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {FULL(full), FULL(failing), FULL(cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
