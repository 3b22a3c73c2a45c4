#include "thidua/buf.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void grows(void **state) {
    (void)state;
    struct buf b = {0};
    assert_string_equal(buf_str(&b), "");
    buf_add(&b, NULL, 0);
    buf_puts(&b, NULL);
    buf_puts(&b, "");
    buf_spaces(&b, 0);
    buf_printf(&b, "%s", "");
    assert_null(b.data);
    for (int i = 0; i < 1000; i++) {
        buf_printf(&b, "%03d,", i);
        assert_int_equal(b.len, (size_t)(i + 1) * 4);
        assert_int_equal(b.data[b.len], '\0');
    }
    assert_memory_equal(b.data + 3996, "999,", 5);
    buf_cut(&b, 8);
    assert_string_equal(buf_str(&b), "000,001,");
    buf_cut(&b, 100); /* never longer */
    assert_int_equal(b.len, 8);
    buf_char(&b, 'x');
    buf_spaces(&b, 3);
    buf_add(&b, "a\0b", 3);
    assert_int_equal(b.len, 15);
    assert_memory_equal(b.data + 8, "x   a\0b", 8);
    buf_clear(&b);
    assert_string_equal(buf_str(&b), "");
    assert_non_null(b.data);
    buf_free(&b);
    assert_null(b.data);
    buf_cut(&b, 0);
}

/* Sizes around the doubling: the NUL always has room. */
static void every_size(void **state) {
    (void)state;
    for (size_t n = 1; n < 300; n++) {
        struct buf b = {0};
        buf_spaces(&b, n);
        assert_int_equal(strlen(buf_str(&b)), n);
        buf_char(&b, '.');
        assert_int_equal(strlen(buf_str(&b)), n + 1);
        buf_free(&b);
    }
}

static void failure_sticks(void **state) {
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "giữ");
    buf_spaces(&b, SIZE_MAX / 2);
    assert_true(b.failed);
    buf_puts(&b, "thêm");
    buf_printf(&b, "%d", 1);
    assert_string_equal(buf_str(&b), "giữ");
    buf_cut(&b, 0);
    assert_true(b.failed);
    buf_clear(&b);
    assert_false(b.failed);
    buf_puts(&b, "lại");
    assert_string_equal(buf_str(&b), "lại");
    buf_free(&b);
}

static void json(const char *s, const char *expected) {
    struct buf b = {0};
    buf_json(&b, s);
    assert_string_equal(buf_str(&b), expected);
    buf_free(&b);
}

static void json_strings(void **state) {
    (void)state;
    json(NULL, "null");
    json("", "\"\"");
    json("Hải Hòa", "\"Hải Hòa\"");
    json("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
    json("\n\r\t", "\"\\n\\r\\t\"");
    json("\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"");
    json("\b\f", "\"\\u0008\\u000c\"");
    json("x\xC2\x80y\xC2\x9F", "\"x\\u0080y\\u009f\""); /* C1: a terminal would obey them */
    json("\xC2\xA0", "\"\xC2\xA0\"");                   /* no-break blank: a character */
    json("\xE2\x80\xA8\xE2\x80\xA9", "\"\xE2\x80\xA8\xE2\x80\xA9\""); /* U+2028 2029 are fine */
    json("😀", "\"😀\"");
}

static void csv(const char *s, const char *expected) {
    struct buf b = {0};
    buf_csv(&b, s);
    assert_string_equal(buf_str(&b), expected);
    buf_free(&b);
}

static void csv_cells(void **state) {
    (void)state;
    csv(NULL, "");
    csv("", "");
    csv("Hải Hòa", "Hải Hòa");
    csv("1,2", "\"1,2\"");
    csv("a;b", "\"a;b\"");
    csv("a\tb", "\"a\tb\"");
    csv("a\nb", "\"a\nb\"");
    csv("a\rb", "\"a\rb\"");
    csv("nói \"có\"", "\"nói \"\"có\"\"\"");
    csv(" x", "\" x\"");
    csv("x ", "\"x \"");
    csv(" ", "\" \"");
    csv("a b", "a b");
}

static void csv_formulas(void **state) {
    (void)state;
    csv("=1+1", "\"'=1+1\"");
    csv("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"");
    csv("@SUM(A1)", "\"'@SUM(A1)\"");
    csv("+A1", "\"'+A1\"");
    csv("-A1", "\"'-A1\"");
    csv("- Triển khai", "\"'- Triển khai\"");
    csv("\t=1", "\"'\t=1\"");
    csv("-1+2", "\"'-1+2\"");
    csv("-", "\"'-\"");
    csv("=5", "\"'=5\"");
    csv("=\"a\"", "\"'=\"\"a\"\"\"");
    /* numbers, and telephone numbers, stay as they are */
    csv("-5", "-5");
    csv("-1.200,5", "\"-1.200,5\"");
    csv("+84 912 345 678", "+84 912 345 678");
    csv("-3 %", "-3 %");
    /* an apostrophe of the text's own before a formula gets one more, so that reading gives it back
     */
    csv("'=1", "\"''=1\"");
    csv("'tên'", "'tên'");
    assert_true(buf_csv_guarded("=1"));
    assert_true(buf_csv_guarded("''@x"));
    assert_false(buf_csv_guarded("'x"));
    assert_false(buf_csv_guarded("-5"));
    assert_false(buf_csv_guarded(""));
    assert_false(buf_csv_guarded("'"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows),          cmocka_unit_test(every_size),
        cmocka_unit_test(failure_sticks), cmocka_unit_test(json_strings),
        cmocka_unit_test(csv_cells),      cmocka_unit_test(csv_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
