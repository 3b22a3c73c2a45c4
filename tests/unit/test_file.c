#include "thidua/file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test has a folder of its own. */
static char folder[64];

static int make_folder(void **state) {
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/thidua-file-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static const char *at(const char *name) {
    static char path[4][512];
    static int next;
    next = (next + 1) % 4;
    (void)snprintf(path[next], sizeof path[next], "%s/%s", folder, name);
    return path[next];
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const names[] = {"a", "b", "link", "tệp \x1b[31m đỏ"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)unlink(at(names[i]));
    return rmdir(folder);
}

static void put(const char *path, const char *bytes, size_t n) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void every_byte_is_read(void **state) {
    (void)state;
    struct err e;
    struct buf b = {0};
    put(at("a"), "một\0hai\n", 9);
    buf_puts(&b, "trước ");
    size_t before = b.len;
    assert_int_equal(file_read(at("a"), 9, &b, &e), RC_OK);
    assert_int_equal(b.len - before, 9);
    assert_memory_equal(b.data, "trước một\0hai\n", b.len);
    put(at("a"), "", 0);
    buf_clear(&b);
    assert_int_equal(file_read(at("a"), 0, &b, &e), RC_OK);
    assert_int_equal(b.len, 0);
    buf_free(&b);
}

static void large(void **state) {
    (void)state;
    enum { SIZE = 1000003 };
    struct err e;
    char *bytes = malloc(SIZE);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * 7 % 253);
    put(at("b"), bytes, SIZE);
    struct buf b = {0};
    assert_int_equal(file_read(at("b"), SIZE, &b, &e), RC_OK);
    assert_int_equal(b.len, SIZE);
    assert_memory_equal(b.data, bytes, SIZE);
    buf_free(&b);
    free(bytes);
}

static void too_large(void **state) {
    (void)state;
    struct err e;
    struct buf b = {0};
    buf_puts(&b, "giữ");
    put(at("a"), "12345", 5);
    assert_int_equal(file_read(at("a"), 4, &b, &e), RC_INVALID);
    assert_non_null(strstr(e.message, "quá lớn"));
    assert_string_equal(e.file, at("a"));
    assert_string_equal(buf_str(&b), "giữ");
    /* a file that never ends is refused as well */
    assert_int_equal(file_read("/dev/zero", 100000, &b, &e), RC_INVALID);
    assert_string_equal(buf_str(&b), "giữ");
    buf_free(&b);
}

static void refusals_of_read(void **state) {
    (void)state;
    struct err e;
    struct buf b = {0};
    assert_int_equal(file_read(at("none"), 10, &b, &e), RC_MISSING);
    assert_non_null(strstr(e.message, "không có tệp"));
    assert_string_equal(e.file, at("none"));
    assert_true(e.cause[0] != '\0');
    put(at("a"), "x", 1);
    assert_int_equal(file_read(at("a/x"), 10, &b, &e), RC_MISSING);
    assert_int_equal(file_read(folder, 10, &b, &e), RC_INVALID);
    assert_non_null(strstr(e.message, "thư mục"));
    assert_int_equal(file_read("", 10, &b, &e), RC_MISSING);
    char path[6000];
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_int_equal(file_read(path, 10, &b, &e), RC_INVALID);
    assert_int_equal(symlink(at("link"), at("link")), 0);
    assert_int_equal(file_read(at("link"), 10, &b, &e), RC_INVALID);
    assert_int_equal(file_read(at("none"), 10, &b, NULL), RC_MISSING);
    assert_int_equal(file_read("/proc/self/mem", 10, &b, &e),
                     RC_IO); /* its first page is no memory */
    assert_int_equal(b.len, 0);
    buf_free(&b);
}

/* Root may do anything, so where the test runs as root it asks as another user. */
static void no_permission(void **state) {
    (void)state;
    struct err e;
    struct buf b = {0};
    put(at("a"), "x", 1);
    bool root = geteuid() == 0;
    if (root)
        assert_int_equal(seteuid(65534), 0);
    else
        assert_int_equal(chmod(folder, 0), 0);
    enum rc read = file_read(at("a"), 10, &b, &e);
    if (root)
        assert_int_equal(seteuid(0), 0);
    else
        assert_int_equal(chmod(folder, 0700), 0);
    assert_int_equal(read, RC_DENIED);
    assert_non_null(strstr(e.message, "quyền"));
    buf_free(&b);
}

/* The path in a message cannot steer the terminal. */
static void harmless_path(void **state) {
    (void)state;
    struct err e;
    struct buf b = {0};
    assert_int_equal(file_read(at("tệp \x1b[31m đỏ"), 10, &b, &e), RC_MISSING);
    assert_null(strchr(e.message, '\x1b'));
    assert_null(strchr(e.file, '\x1b'));
    assert_non_null(strstr(e.file, "tệp \xEF\xBF\xBD[31m đỏ"));
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_byte_is_read, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(large, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(too_large, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(refusals_of_read, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(no_permission, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(harmless_path, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
