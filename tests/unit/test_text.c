/* The door: what is let in, changed, and refused. */
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

#include <locale.h>

static void passes(const char *in, enum text_lines lines, const char *expected) {
    struct buf b = {0};
    struct err e;
    buf_puts(&b, "[");
    assert_int_equal(text_clean(in, strlen(in), lines, &b, &e), RC_OK);
    assert_int_equal(buf_str(&b)[0], '[');
    assert_string_equal(buf_str(&b) + 1, expected);
    buf_free(&b);
}

/* Refused by both doors, at character `at` (from 1), with `what` in the sentence. */
static void refused(const char *in, size_t n, int at, const char *what) {
    char where[64];
    (void)snprintf(where, sizeof where, "ký tự thứ %d ", at);
    for (int many = 0; many < 2; many++) {
        struct buf b = {0};
        struct err e;
        buf_puts(&b, "giữ");
        assert_int_equal(text_clean(in, n, many ? TEXT_MANY_LINES : TEXT_ONE_LINE, &b, &e),
                         RC_INVALID);
        assert_string_equal(buf_str(&b), "giữ");
        if (strstr(e.message, where) == NULL || strstr(e.message, what) == NULL)
            fail_msg("“%s” lacks “%s” or “%s”", e.message, where, what);
        assert_true(text_valid(e.message, strlen(e.message)));
        assert_int_equal(e.line, many ? 1 : 0);
        buf_free(&b);
    }
}

#define REFUSED(in, at, what) refused((in), sizeof(in) - 1, (at), (what))

static void let_in(void **state) {
    (void)state;
    passes("", TEXT_ONE_LINE, "");
    passes("   ", TEXT_ONE_LINE, "");
    passes("Hải Hòa", TEXT_ONE_LINE, "Hải Hòa");
    passes("  a  b ", TEXT_ONE_LINE, "a  b");
    passes("a\tb", TEXT_ONE_LINE, "a b");
    passes("\ta\t", TEXT_ONE_LINE, "a");
    passes("“Sóng và máy tính” – 1.200 m², 50 %…", TEXT_ONE_LINE,
           "“Sóng và máy tính” – 1.200 m², 50 %…");
    passes("漢字 Ελλάδα 😀", TEXT_ONE_LINE, "漢字 Ελλάδα 😀");
    /* an emoji of three joined by U+200D */
    passes("👩\u200d👩\u200d👧", TEXT_MANY_LINES, "👩\u200d👩\u200d👧");
    passes("\u2764\ufe0f", TEXT_MANY_LINES, "\u2764\ufe0f");
}

static void composed(void **state) {
    (void)state;
    passes("Ha\u0309i Ho\u0300a", TEXT_ONE_LINE, "Hải Hòa");
    passes("e\u0323\u0302 e\u0302\u0323 \u1eb9\u0302 ê\u0323", TEXT_ONE_LINE, "ệ ệ ệ ệ");
    passes("o\u031b\u0323 u\u031b\u0300", TEXT_ONE_LINE, "ợ ừ");
    passes("a\u0340 a\u0341", TEXT_ONE_LINE, "à á");         /* the old tone marks */
    passes("\u212b", TEXT_ONE_LINE, "\u00c5");               /* Ångström becomes a letter */
    passes("x\u0323\u0302", TEXT_ONE_LINE, "x\u0323\u0302"); /* no such letter: stays apart */
}

static void blanks_become_plain(void **state) {
    (void)state;
    passes("10\u00a0tháng\u202f5", TEXT_ONE_LINE, "10 tháng 5");
    passes("\u3000a\u2003b\u2009c\u00a0", TEXT_ONE_LINE, "a b c");
    passes("hội\u200bviên, c\u00adh\u2060ữ", TEXT_ONE_LINE, "hộiviên, chữ");
}

static void lines(void **state) {
    (void)state;
    passes("a\nb", TEXT_MANY_LINES, "a\nb");
    passes("a\r\nb\r\n", TEXT_MANY_LINES, "a\nb");
    passes("\n\n  a\n\n  b\n\n", TEXT_MANY_LINES, "a\n\n  b");
    passes("a\u2028b\u2029c", TEXT_MANY_LINES, "a\nb\nc");
    static const char *const one[] = {"a\nb", "a\r\nb", "a\u2028b", "a\n"};
    for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
        struct buf b = {0};
        struct err e;
        assert_int_equal(text_clean(one[i], strlen(one[i]), TEXT_ONE_LINE, &b, &e), RC_INVALID);
        assert_non_null(strstr(e.message, "ký tự thứ 2 là chỗ xuống dòng"));
        buf_free(&b);
    }
    /* where a text of many lines is wrong */
    const char *wrong = "một\r\nhai\nba\x01";
    struct buf b = {0};
    struct err e;
    assert_int_equal(text_clean(wrong, strlen(wrong), TEXT_MANY_LINES, &b, &e), RC_INVALID);
    assert_int_equal(e.line, 3);
    assert_non_null(strstr(e.message, "Dòng 3, ký tự thứ 3 là ký tự điều khiển (U+0001)"));
    buf_free(&b);
}

static void not_utf8(void **state) {
    (void)state;
    REFUSED("\xff", 1, "UTF-8");
    REFUSED("ab\x80", 3, "UTF-8");           /* a tail without a head */
    REFUSED("Hải \xe1\xba", 5, "UTF-8");     /* cut in two at the end */
    REFUSED("\xe1\xba!", 1, "UTF-8");        /* cut in two in the middle */
    REFUSED("\xc0\xaf", 1, "UTF-8");         /* overlong */
    REFUSED("\xe0\x80\xaf", 1, "UTF-8");     /* overlong */
    REFUSED("\xf0\x80\x80\xaf", 1, "UTF-8"); /* overlong */
    REFUSED("a\xed\xa0\x80", 2, "UTF-8");    /* lone surrogate U+D800 */
    REFUSED("a\xed\xbf\xbf", 2, "UTF-8");    /* lone surrogate U+DFFF */
    REFUSED("\xf4\x90\x80\x80", 1, "UTF-8"); /* above U+10FFFF */
    REFUSED("\xf8\x88\x80\x80\x80", 1, "UTF-8");
    REFUSED("C\xf4ng tr\xecnh", 2, "UTF-8"); /* a file saved in Windows-1258 */
}

static void controls(void **state) {
    (void)state;
    REFUSED("a\0b", 2, "điều khiển (U+0000)");
    for (int c = 1; c < 0x20; c++) {
        if (c == '\n' || c == '\t')
            continue;
        char text[4] = {'x', 'y', (char)c, '\0'};
        refused(text, 3, 3, "điều khiển");
    }
    REFUSED("\x1b[31mđỏ", 1, "(U+001B)");
    REFUSED("x\x7f", 2, "(U+007F)");
    REFUSED("x\xc2\x80", 2, "(U+0080)");
    REFUSED("x\xc2\x9b", 2, "(U+009B)"); /* CSI in one character */
    REFUSED("a\rb", 2, "(U+000D)");      /* CR alone */
    REFUSED("a\r", 2, "(U+000D)");
}

static void unseen(void **state) {
    (void)state;
    static const char *const bidi[] = {"\u061c", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
                                       "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};
    for (size_t i = 0; i < sizeof bidi / sizeof *bidi; i++) {
        char text[16];
        (void)snprintf(text, sizeof text, "ô%s1", bidi[i]);
        refused(text, strlen(text), 2, "đảo chiều");
    }
    REFUSED("\ufeffa", 1, "(U+FEFF)");
    REFUSED("aé\ufeff", 3, "BOM");
    REFUSED("a\u2061", 2, "ký tự ẩn");
    REFUSED("a\ufff9", 2, "ký tự ẩn");
    REFUSED("a\U000E0041", 2, "ký tự ẩn"); /* a tag: text nobody sees */
}

static void no_characters(void **state) {
    (void)state;
    REFUSED("a\uffff", 2, "không phải là chữ");
    REFUSED("a\ufffe", 2, "(U+FFFE)");
    REFUSED("\ufdd0", 1, "(U+FDD0)");
    REFUSED("\U0010ffff", 1, "(U+10FFFF)");
    REFUSED("\ue000", 1, "(U+E000)");      /* private use */
    REFUSED("\U000f0000", 1, "(U+F0000)"); /* private use */
    REFUSED("\u0378", 1, "(U+0378)");      /* unassigned */
}

/* The position counts what the officer counts: letters, not bytes, nor the marks typed apart. */
static void position(void **state) {
    (void)state;
    REFUSED("Ngày hội\x01", 9, "điều khiển");
    REFUSED("e\u0323\u0302e\u0323\u0302\x01", 3, "điều khiển");
    REFUSED("👩\u200d👩\u200d👧\x01", 2, "điều khiển");
    struct err e;
    struct buf b = {0};
    text_clean("Hải\x1bHòa", 10, TEXT_ONE_LINE, &b, &e);
    assert_string_equal(e.message,
                        "“Hải\xEF\xBF\xBDHòa”: ký tự thứ 4 là ký tự điều khiển (U+001B); "
                        "hãy xóa đi và gõ lại chỗ đó.");
    assert_int_equal(text_clean("\x01", 1, TEXT_ONE_LINE, &b, NULL), RC_INVALID);
    buf_free(&b);
}

static void valid(void **state) {
    (void)state;
    assert_true(text_valid("", 0));
    assert_true(text_valid("Hải Hòa", strlen("Hải Hòa")));
    assert_true(text_valid("a\0b\x1b", 4)); /* UTF-8 all the same */
    assert_true(text_valid("\uffff", 3));
    assert_false(text_valid("\xff", 1));
    assert_false(text_valid("ả", 2));
    assert_false(text_valid("a\xed\xa0\x80", 4));
}

static void harmless(void **state) {
    (void)state;
    struct buf b = {0};
    text_harmless("a\x1b[1mb\nc\r\nd\te\rf\0g\xffh\u202ei\ufeff", 26, &b);
    assert_string_equal(buf_str(&b), "a\ufffd[1mb c d e\ufffd"
                                     "f\ufffdg\ufffdh\ufffdi\ufffd");
    buf_clear(&b);
    text_harmless("\xe1\xba", 2, &b); /* half a character: both bytes are shown */
    assert_string_equal(buf_str(&b), "\ufffd\ufffd");
    buf_clear(&b);
    text_harmless("Hải Hòa “1”", strlen("Hải Hòa “1”"), &b);
    assert_string_equal(buf_str(&b), "Hải Hòa “1”");
    buf_free(&b);
}

static void quote(void **state) {
    (void)state;
    char out[TEXT_QUOTE_SIZE];
    assert_string_equal(text_quote("", out), "“”");
    assert_string_equal(text_quote("a\nb", out), "“a b”");
    assert_string_equal(text_quote("x\x1b", out), "“x\ufffd”");
    char text[400] = "";
    for (int i = 0; i < 40; i++)
        strcat(text, "😀"); /* four bytes each: the most there can be */
    text_quote(text, out);
    assert_int_equal(strlen(out), 160 + 6);
    strcat(text, "😀");
    text_quote(text, out);
    assert_int_equal(strlen(out), 160 + 9);
    assert_true(strlen(out) < TEXT_QUOTE_SIZE);
    assert_memory_equal(out + 163, "…”", 7);
}

/* The short way past normalizing gives what utf8proc gives, for every code point of the planes in
 * use, alone and beside marks that could join it. */
static void composed_as_utf8proc(void **state) {
    (void)state;
    for (utf8proc_int32_t cp = 0x20; cp < 0x3000; cp++) {
        char text[32] = "ô";
        size_t n = strlen(text);
        n += (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)text + n);
        for (int marks = 0; marks < 3; marks++) {
            static const char *const after[] = {"b", "\u0301", "\u0323\u0302"};
            struct buf b = {0};
            struct err e;
            memcpy(text + n, after[marks], strlen(after[marks]) + 1);
            if (text_clean(text, strlen(text), TEXT_ONE_LINE, &b, &e) == RC_OK) {
                /* what becomes a blank or goes is not this test's */
                utf8proc_uint8_t *nfc = utf8proc_NFC((const utf8proc_uint8_t *)text);
                assert_non_null(nfc);
                if (utf8proc_category(cp) != UTF8PROC_CATEGORY_ZS &&
                    utf8proc_category(cp) != UTF8PROC_CATEGORY_CF)
                    assert_string_equal(buf_str(&b), (const char *)nfc);
                free(nfc);
            }
            buf_free(&b);
        }
    }
}

static void locale(void **state) {
    (void)state;
    text_locale();
    /* Whatever the client claims: widths are known, and numbers are written with a point. */
    assert_int_equal(text_width("漢"), 2);
    assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(let_in),
        cmocka_unit_test(composed),
        cmocka_unit_test(composed_as_utf8proc),
        cmocka_unit_test(blanks_become_plain),
        cmocka_unit_test(lines),
        cmocka_unit_test(not_utf8),
        cmocka_unit_test(controls),
        cmocka_unit_test(unseen),
        cmocka_unit_test(no_characters),
        cmocka_unit_test(position),
        cmocka_unit_test(valid),
        cmocka_unit_test(harmless),
        cmocka_unit_test(quote),
        cmocka_unit_test(locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
