#include "thidua/environment.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

static const char *const names[] = {"HOME",   "XDG_DATA_HOME", "NO_COLOR", "ESCDELAY",
                                    "LC_ALL", "LC_CTYPE",      "LANG"};

static int clear(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unsetenv(names[i]);
    return 0;
}

/* What is read when this alone is set. */
static struct environment with(const char *name, const char *value) {
    struct environment env;
    clear(NULL);
    assert_int_equal(setenv(name, value, 1), 0);
    environment_read(&env);
    clear(NULL);
    return env;
}

static void nothing_set(void **state) {
    (void)state;
    struct environment env;
    environment_read(&env);
    assert_null(env.home);
    assert_null(env.data_home);
    assert_false(env.no_color);
    assert_int_equal(env.escdelay, -1);
    assert_false(env.utf8);
}

static void folders(void **state) {
    (void)state;
    static const char *const refused[] = {"",           "home/lan", "./x",       "~",      "\xff",
                                          "/home/\xc3", "/a\nb",    "/a\x1b[2J", "/a\x7f", "/a\tb"};
    static const char *const taken[] = {"/", "/home/lan", "/home/Ngọc Lan/dữ liệu"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_null(with("HOME", refused[i]).home);
        assert_null(with("XDG_DATA_HOME", refused[i]).data_home);
    }
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        struct environment env;
        setenv("HOME", taken[i], 1);
        setenv("XDG_DATA_HOME", taken[i], 1);
        environment_read(&env);
        assert_string_equal(env.home, taken[i]);
        assert_string_equal(env.data_home, taken[i]);
    }
}

static void no_color(void **state) {
    (void)state;
    assert_true(with("NO_COLOR", "1").no_color);
    assert_true(with("NO_COLOR", "0").no_color); /* any value but the empty one */
    assert_false(with("NO_COLOR", "").no_color);
}

static void escdelay(void **state) {
    (void)state;
    assert_int_equal(with("ESCDELAY", "0").escdelay, 0);
    assert_int_equal(with("ESCDELAY", "25").escdelay, 25);
    assert_int_equal(with("ESCDELAY", "0100").escdelay, 100);
    assert_int_equal(with("ESCDELAY", "10000").escdelay, 10000);
    static const char *const refused[] = {
        "",     "-1",  "+5",   "10001",   "99999999999999999999", "12a", " 100",
        "100 ", "1.5", "0x10", "\xd9\xa1"}; /* an Arabic digit */
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(with("ESCDELAY", refused[i]).escdelay, -1);
}

static void encodings(void **state) {
    (void)state;
    static const char *const utf8[] = {"C.UTF-8", "vi_VN.UTF-8", "vi_VN.utf8", "en_US.Utf-8",
                                       "de_DE.UTF-8@euro"};
    static const char *const other[] = {"C",          "POSIX",           "vi_VN",       "",
                                        "vi_VN.TCVN", "en_US.ISO8859-1", "x.UTF-80",    ".",
                                        "UTF-8",      "a.UTF",           "../../etc/x", "a.b.UTF-8",
                                        "vi_VN@UTF-8"};
    for (size_t n = 4; n < 7; n++) {
        for (size_t i = 0; i < sizeof utf8 / sizeof utf8[0]; i++)
            assert_true(with(names[n], utf8[i]).utf8);
        for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
            assert_false(with(names[n], other[i]).utf8);
    }
}

/* The order is setlocale's: LC_ALL, LC_CTYPE, LANG; an empty one is passed over. */
static void the_first_that_is_set(void **state) {
    (void)state;
    struct environment env;
    setenv("LANG", "vi_VN.UTF-8", 1);
    setenv("LC_CTYPE", "", 1);
    setenv("LC_ALL", "", 1);
    environment_read(&env);
    assert_true(env.utf8);
    setenv("LC_CTYPE", "C", 1);
    environment_read(&env);
    assert_false(env.utf8);
    setenv("LC_ALL", "C.UTF-8", 1);
    environment_read(&env);
    assert_true(env.utf8);
    setenv("LC_ALL", "POSIX", 1);
    environment_read(&env);
    assert_false(env.utf8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nothing_set, clear),
        cmocka_unit_test_setup(folders, clear),
        cmocka_unit_test_setup(no_color, clear),
        cmocka_unit_test_setup(escdelay, clear),
        cmocka_unit_test_setup(encodings, clear),
        cmocka_unit_test_setup(the_first_that_is_set, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
