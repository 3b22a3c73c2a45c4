#include "thidua/remote.h"
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int locale(void **state) {
    (void)state;
    text_locale();
    return 0;
}

/* The words in square brackets, or the sentence that refuses. */
static const char *split_n(const char *command, size_t n) {
    static char shown[REMOTE_BYTES * 2];
    struct arena a = {0};
    char **words = NULL;
    int count = -1;
    struct err e = {0};
    shown[0] = '\0';
    if (remote_split(command, n, &a, &words, &count, &e)) {
        assert_null(words);
        assert_int_equal(count, -1);
        assert_true(e.message[0]);
        assert_true(e.rc == RC_INVALID || e.rc == RC_USAGE);
        (void)snprintf(shown, sizeof shown, "refused: %s", e.message);
    } else {
        size_t at = 0;
        for (int i = 0; i < count; i++)
            at += (size_t)snprintf(shown + at, sizeof shown - at, "[%s]", words[i]);
        assert_null(words[count]);
    }
    arena_free(&a);
    return shown;
}

static const char *split(const char *command) {
    return split_n(command, strlen(command));
}

static void words(void **state) {
    (void)state;
    static const struct {
        const char *command, *words;
    } cases[] = {
        {"status", "[status]"},
        {"status --json", "[status][--json]"},
        {"  status   --json  ", "[status][--json]"},
        {"list works --search='nước sạch'", "[list][works][--search=nước sạch]"},
        {"add work title=\"Đường hoa 1,2 km\" theme=t1",
         "[add][work][title=Đường hoa 1,2 km][theme=t1]"},
        {"set work 12 'title=Nhà \"tình thương\"'", "[set][work][12][title=Nhà \"tình thương\"]"},
        {"set work 12 title=\"chị Lan's\"", "[set][work][12][title=chị Lan's]"},
        {"set work 12 note='$5; a|b & `x` \\ (2) {3} [4] *?~#!<>'",
         "[set][work][12][note=$5; a|b & `x` \\ (2) {3} [4] *?~#!<>]"},
        {"set work 12 note=\"a;b|c&d(e)f*?[]{}~#!<>\"",
         "[set][work][12][note=a;b|c&d(e)f*?[]{}~#!<>]"},
        {"set work 12 note=''", "[set][work][12][note=]"},
        {"''", "[]"},
        {"'' \"\"", "[][]"},
        {"a'b'\"c\"d", "[abcd]"},
        {"list works --sort=-title a^b %c d:e @f +g", "[list][works][--sort=-title][a^b][%c][d:e]"
                                                      "[@f][+g]"},
        /* text arrives as NFC, and blanks that are not ASCII as blanks */
        {"plan e\xcc\x82\xcc\x81", "[plan][ế]"},
        {"plan\xc2\xa0II", "[plan][II]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(split(cases[i].command), cases[i].words);
}

static void refused(const char *command, size_t n, const char *sentence) {
    const char *shown = split_n(command, n);
    assert_memory_equal(shown, "refused: ", 9);
    if (!strstr(shown, sentence))
        fail_msg("“%s”: %s", command, shown);
}

static void control_characters(void **state) {
    (void)state;
    for (int c = 1; c < 0x20; c++) {
        char command[32];
        int n = snprintf(command, sizeof command, "status%c--json", c);
        refused(command, (size_t)n, "ký tự điều khiển");
        n = snprintf(command, sizeof command, "status '%c'", c);
        refused(command, (size_t)n, "ký tự điều khiển");
        n = snprintf(command, sizeof command, "status%c", c);
        refused(command, (size_t)n, "ký tự điều khiển");
    }
    refused("status\x7f", 7, "ký tự điều khiển");
    refused("status\0--json", 13, "ký tự điều khiển");
    refused("status\nstatus", 13, "ký tự điều khiển");
    static const char *const others[] = {"status \xff",
                                         "status \xc3",
                                         "status \xc0\xaf",
                                         "status \xed\xa0\x80",
                                         "status \xe2\x80\xae",
                                         "status \xef\xbb\xbf",
                                         ("status \xc2\x9b"
                                          "2J")};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        refused(others[i], strlen(others[i]), "");
}

static void what_a_shell_would_do(void **state) {
    (void)state;
    for (const char *c = "$`\\;&|<>()*?[]{}~#!"; *c; c++) {
        char command[32];
        int n = snprintf(command, sizeof command, "status %cid", *c);
        refused(command, (size_t)n, "Lệnh có ký tự");
        n = snprintf(command, sizeof command, "status a%c", *c);
        refused(command, (size_t)n, "Lệnh có ký tự");
        n = snprintf(command, sizeof command, "%c", *c);
        refused(command, (size_t)n, "Lệnh có ký tự");
    }
    for (const char *c = "$`\\"; *c; c++) {
        char command[32];
        int n = snprintf(command, sizeof command, "status \"%cid\"", *c);
        refused(command, (size_t)n, "Lệnh có ký tự");
    }
    static const char *const open_quotes[] = {"status '",   "status \"",      "'status",
                                              "status \"'", "status 'a\"'\"", "a'b'c'"};
    for (size_t i = 0; i < sizeof open_quotes / sizeof open_quotes[0]; i++)
        refused(open_quotes[i], strlen(open_quotes[i]), "mà không đóng");
}

static void limits(void **state) {
    (void)state;
    char command[REMOTE_BYTES + 2];
    memset(command, 'a', sizeof command);
    command[REMOTE_BYTES] = '\0';
    assert_int_equal(strlen(split_n(command, REMOTE_BYTES)), REMOTE_BYTES + 2);
    refused(command, REMOTE_BYTES + 1, "dài quá");
    for (size_t i = 0; i < REMOTE_BYTES; i += 2)
        command[i] = ' ';
    assert_int_equal(strlen(split_n(command, (size_t)2 * REMOTE_WORDS)), 3 * REMOTE_WORDS);
    refused(command, (size_t)2 * REMOTE_WORDS + 2, "quá 64 chữ");
    assert_string_equal(split(""), "refused: Thiếu lệnh; xem các lệnh: help.");
    assert_string_equal(split("   "), "refused: Thiếu lệnh; xem các lệnh: help.");
    refused("\xc2\xa0", 2, "Thiếu lệnh");
}

/* What passes splits exactly as a POSIX shell splits it: thousands of lines made of the characters
 * that matter, given to both. (The same lines each time: the generator is seeded.) */
static void as_a_shell_splits(void **state) {
    (void)state;
    static const char letters[] = "ab  ''\"\"=-\\$`;*";
    enum { LINES = 3000 };
    static char expected[LINES][64];
    char path[] = "/tmp/thidua-remote-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *script = fdopen(fd, "w");
    assert_non_null(script);
    uint32_t seed = 2021;
    int taken = 0;
    for (long tries = 0; taken < LINES; tries++) {
        assert_true(tries < 1000000);
        char line[16];
        size_t n = 0;
        for (; n < sizeof line - 1; n++) {
            seed = seed * 1664525 + 1013904223;
            line[n] = letters[(seed >> 16) % (sizeof letters - 1)];
        }
        line[n] = '\0';
        const char *shown = split(line);
        if (!strncmp(shown, "refused: ", 9))
            continue;
        (void)snprintf(expected[taken++], sizeof expected[0], "%s\n", shown);
        assert_true(fprintf(script, "printf '[%%s]' %s; echo\n", line) > 0);
    }
    assert_int_equal(fclose(script), 0);
    char command[64];
    (void)snprintf(command, sizeof command, "sh %s", path);
    FILE *shell = popen(command, "r");
    assert_non_null(shell);
    for (int i = 0; i < taken; i++) {
        char line[64];
        assert_non_null(fgets(line, sizeof line, shell));
        assert_string_equal(line, expected[i]);
    }
    assert_int_equal(pclose(shell), 0);
    (void)unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(control_characters),
        cmocka_unit_test(what_a_shell_would_do),
        cmocka_unit_test(limits),
        cmocka_unit_test(as_a_shell_splits),
    };
    return cmocka_run_group_tests(tests, locale, NULL);
}
