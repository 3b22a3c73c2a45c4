#include "support/test.h"
#include "thidua/spool.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Everything sent comes out again, whichever side of the limit of memory it is on. */
static void comes_out_as_it_went_in(size_t lines) {
    struct spool s = {0};
    struct err e;
    char line[64], back[64];
    for (size_t i = 0; i < lines; i++) {
        snprintf(line, sizeof line, "dòng %zu\n", i);
        assert_int_equal(spool_puts(&s, line, &e), RC_OK);
    }
    assert_true((s.file != NULL) == (s.size > SPOOL_MEMORY));
    FILE *out = tmpfile();
    assert_non_null(out);
    assert_int_equal(spool_send(&s, fileno(out), &e), RC_OK);
    rewind(out);
    for (size_t i = 0; i < lines; i++) {
        snprintf(line, sizeof line, "dòng %zu\n", i);
        assert_non_null(fgets(back, sizeof back, out));
        assert_string_equal(back, line);
    }
    assert_int_equal(fgetc(out), EOF);
    fclose(out);
    spool_free(&s);
}

static void small_and_large(void **state) {
    (void)state;
    comes_out_as_it_went_in(0);
    comes_out_as_it_went_in(3);
    comes_out_as_it_went_in(100000);
}

static void memory_is_bounded(void **state) {
    struct spool s = {0};
    struct err e;
    char block[4096];
    (void)state;
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(spool_add(&s, block, sizeof block, &e), RC_OK);
    assert_int_equal(s.memory.cap, 0);
    assert_int_equal(s.size, 1000 * sizeof block);
    spool_free(&s);
}

static void read_from_the_start(void **state) {
    struct spool s = {0};
    struct err e;
    char line[16];
    (void)state;
    assert_null(spool_rewind(&s));
    assert_int_equal(spool_puts(&s, "một\n", &e), RC_OK);
    FILE *in = spool_rewind(&s);
    assert_non_null(in);
    assert_non_null(fgets(line, sizeof line, in));
    assert_string_equal(line, "một\n");
    spool_free(&s);
}

static void takes_a_buffer_and_its_failure(void **state) {
    struct spool s = {0};
    struct buf b = {0};
    struct err e;
    (void)state;
    buf_puts(&b, "một");
    assert_int_equal(spool_take(&s, &b, &e), RC_OK);
    assert_int_equal(b.len, 0);
    b.failed = true;
    assert_int_equal(spool_take(&s, &b, &e), RC_NOMEM);
    assert_int_equal(s.size, strlen("một"));
    buf_free(&b);
    spool_free(&s);
}

static void a_full_receiver_is_an_error(void **state) {
    struct spool s = {0};
    struct err e;
    (void)state;
    assert_int_equal(spool_puts(&s, "một\n", &e), RC_OK);
    int full = open("/dev/full", O_WRONLY);
    assert_int_equal(spool_send(&s, full, &e), RC_IO);
    assert_true(strlen(e.message) > 0);
    close(full);
    assert_int_equal(spool_send(&s, full, &e), RC_IO); /* closed */
    spool_free(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_and_large),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(read_from_the_start),
        cmocka_unit_test(takes_a_buffer_and_its_failure),
        cmocka_unit_test(a_full_receiver_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
