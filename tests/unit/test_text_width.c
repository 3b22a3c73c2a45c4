/* Characters and cells: counted, cut, padded, wrapped. */
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <wchar.h>

#define FAMILY "👩\u200d👩\u200d👧" /* five code points, one character */

static int use_locale(void **state) {
    (void)state;
    text_locale();
    return 0;
}

/* Characters of different sizes: each piece is one character. */
static const char *const pieces[] = {"H",  "ả", "e\u0323\u0302", "漢", FAMILY, " ",
                                     "🇻🇳", "đ", "\u1100\u1161",  "x"};
enum { PIECES = sizeof pieces / sizeof *pieces };

static void characters(void **state) {
    (void)state;
    struct buf all = {0};
    for (size_t i = 0; i < PIECES; i++)
        buf_puts(&all, pieces[i]);
    const char *s = buf_str(&all);
    assert_int_equal(text_count(s), PIECES);
    size_t at = 0;
    for (size_t i = 0; i < PIECES; i++) {
        size_t n = text_next(s + at);
        assert_int_equal(n, strlen(pieces[i]));
        at += n;
        assert_int_equal(text_prev(s, at), n);
    }
    assert_int_equal(text_next(s + at), 0);
    assert_int_equal(text_prev(s, 0), 0);
    assert_int_equal(text_count(""), 0);
    buf_free(&all);
}

static void characters_beside_newlines(void **state) {
    (void)state;
    const char *s = "a\n\u0301b\nc";
    assert_int_equal(text_next("\n\u0301"), 1); /* a mark does not join a newline */
    assert_int_equal(text_prev(s, 2), 1);
    assert_int_equal(text_prev(s, 4), 2);
    assert_int_equal(text_prev(s, 5), 1);
    assert_int_equal(text_count(s), 6);
    assert_int_equal(text_prev("x", 1), 1);
    assert_int_equal(text_next("\xff"), 1); /* nobody gets stuck on a bad byte */
}

static void widths(void **state) {
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width("Hải Hòa"), 7);
    assert_int_equal(text_width("Ha\u0309i Ho\u0300a"), 7); /* marks typed apart take no cell */
    assert_int_equal(text_width("\u1ec7"), 1);
    assert_int_equal(text_width("e\u0323\u0302"), 1);
    assert_int_equal(text_width("漢字"), 4);
    assert_int_equal(text_width("ｆ"), 2);
    assert_int_equal(text_width("…“”–·›█░▸▾"), 10);
    assert_int_equal(text_width("😀"), 2);
    assert_int_equal(text_width(FAMILY), 6); /* as ncurses counts it */
    assert_int_equal(text_width("\u0301"), 0);
    assert_int_equal(text_width("\x01"), 1);       /* nothing libc knows: one cell */
    assert_int_equal(text_width("\U0001FAE8"), 1); /* newer than libc's tables, or known as wide */
    assert_int_equal(text_width_n("漢字", 3), 2);
    assert_int_equal(text_width_n("abc", 100), 3);
    assert_int_equal(text_width_n("abc", 0), 0);
}

static void put_utf8(uint32_t cp, char out[5]) {
    memset(out, 0, 5);
    if (cp < 0x80) {
        out[0] = (char)cp;
    } else if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
    } else if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
    } else {
        out[0] = (char)(0xF0 | cp >> 18);
        out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
        out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[3] = (char)(0x80 | (cp & 0x3F));
    }
}

/* Every code point there is: what libc says, which is what ncurses counts. */
static void widths_are_libcs(void **state) {
    (void)state;
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        char text[5];
        put_utf8(cp, text);
        int w = wcwidth((wchar_t)cp);
        if (text_width(text) != (w < 0 ? 1 : w))
            fail_msg("U+%04X: %d", (unsigned)cp, text_width(text));
        assert_int_equal(text_next(text), strlen(text));
    }
}

static void fits(void **state) {
    (void)state;
    assert_int_equal(text_fit("abc", 0), 0);
    assert_int_equal(text_fit("abc", -1), 0);
    assert_int_equal(text_fit("abc", 2), 2);
    assert_int_equal(text_fit("abc", 3), 3);
    assert_int_equal(text_fit("abc", 100), 3);
    assert_int_equal(text_fit("漢字", 1), 0);
    assert_int_equal(text_fit("漢字", 2), 3);
    assert_int_equal(text_fit("漢字", 3), 3);
    assert_int_equal(text_fit("漢字", 4), 6);
    assert_int_equal(text_fit("e\u0323\u0302x", 1), 5); /* the marks stay with their letter */
    assert_int_equal(text_fit("a" FAMILY "b", 6), 1);
    assert_int_equal(text_fit("a" FAMILY "b", 7), 1 + strlen(FAMILY));
}

static void cell(const char *s, int cells, enum text_align align, bool ascii,
                 const char *expected) {
    struct buf b = {0};
    text_cell(&b, s, cells, align, ascii);
    assert_string_equal(buf_str(&b), expected);
    if (cells > 0)
        assert_int_equal(text_width(buf_str(&b)), cells);
    buf_free(&b);
}

static void cells(void **state) {
    (void)state;
    cell("Hòa", 5, TEXT_LEFT, false, "Hòa  ");
    cell("Hòa", 5, TEXT_RIGHT, false, "  Hòa");
    cell("Hòa", 3, TEXT_LEFT, false, "Hòa");
    cell("Hải Hòa", 5, TEXT_LEFT, false, "Hải …");
    cell("Hải Hòa", 5, TEXT_LEFT, true, "Hải ~");
    cell("Hải Hòa", 5, TEXT_RIGHT, false, "Hải …");
    cell("Hải Hòa", 1, TEXT_LEFT, false, "…");
    cell("Hải Hòa", 0, TEXT_LEFT, false, "");
    cell("Hải Hòa", -3, TEXT_LEFT, false, "");
    cell("", 3, TEXT_LEFT, false, "   ");
    cell("", 3, TEXT_RIGHT, false, "   ");
    cell("漢字漢", 4, TEXT_LEFT, false, "漢… "); /* half a character's room is left */
    cell("漢字漢", 4, TEXT_RIGHT, false, " 漢…");
    cell("漢字漢", 5, TEXT_LEFT, false, "漢字…");
    cell("漢", 1, TEXT_LEFT, false, "…");
    cell("Ho\u0300a", 3, TEXT_LEFT, false, "Ho\u0300a");
    cell("Ho\u0300ax", 3, TEXT_LEFT, false, "Ho\u0300…");
    cell("một\nhai", 8, TEXT_LEFT, false, "một hai ");
    cell("một\nhai", 5, TEXT_LEFT, false, "một …");
}

/* Every text in every width: exactly so many cells, whole characters, a beginning of the text. */
static void cells_of_all_widths(void **state) {
    (void)state;
    struct buf all = {0};
    for (size_t i = 0; i < PIECES; i++) {
        buf_puts(&all, pieces[i]);
        for (int width = 1; width < 30; width++) {
            struct buf b = {0};
            text_cell(&b, buf_str(&all), width, TEXT_LEFT, false);
            assert_int_equal(text_width(buf_str(&b)), width);
            assert_true(text_valid(buf_str(&b), b.len));
            const char *cut = strstr(buf_str(&b), "…");
            size_t kept = cut == NULL ? all.len : (size_t)(cut - buf_str(&b));
            assert_memory_equal(buf_str(&b), buf_str(&all), kept);
            size_t whole = 0;
            while (whole < kept)
                whole += text_next(buf_str(&all) + whole);
            assert_int_equal(whole, kept);
            buf_free(&b);
        }
    }
    buf_free(&all);
}

struct lines {
    struct buf text; /* lines with | after each */
    int most;        /* stop after so many; 0: never */
    int count;
    int cells; /* none may be wider */
};

static bool take_line(void *ctx, const char *s, size_t n) {
    struct lines *l = ctx;
    buf_add(&l->text, s, n);
    buf_char(&l->text, '|');
    assert_true(text_width_n(s, n) <= l->cells);
    return ++l->count != l->most;
}

static void wraps(const char *s, int width, const char *expected) {
    struct lines l = {.cells = width < 2 ? 2 : width};
    int given = text_wrap(s, width, take_line, &l);
    assert_string_equal(buf_str(&l.text), expected);
    assert_int_equal(given, l.count);
    buf_free(&l.text);
}

static void wrapped(void **state) {
    (void)state;
    wraps("", 10, "|");
    wraps("một hai ba", 10, "một hai ba|");
    wraps("một hai ba", 9, "một hai|ba|");
    wraps("một hai ba", 7, "một hai|ba|");
    wraps("một hai ba", 6, "một|hai ba|");
    wraps("một hai ba", 3, "một|hai|ba|");
    wraps("một   hai", 4, "một|hai|");
    wraps("một hai   ", 7, "một hai|");
    wraps("một\nhai\n\nba", 10, "một|hai||ba|");
    wraps("một\n", 10, "một||");
    wraps("\n", 10, "||");
    wraps("nghiêng", 3, "ngh|iên|g|"); /* a word wider than the line is cut */
    wraps("a nghiêng b", 4, "a|nghi|êng|b|");
    wraps("  - một hai", 7, "  - một|hai|"); /* the indent stays */
    wraps("    nghiêng", 6, "    ng|hiêng|");
    wraps("漢字漢字", 5, "漢字|漢字|");
    wraps("漢字", 1, "漢|字|"); /* wider than the line: alone, and on */
    wraps("ab", 0, "a|b|");
    wraps("e\u0323\u0302e\u0323\u0302", 1, "e\u0323\u0302|e\u0323\u0302|");
}

static void wrap_stops(void **state) {
    (void)state;
    struct lines l = {.cells = 3, .most = 2};
    assert_int_equal(text_wrap("một hai ba bốn", 3, take_line, &l), 2);
    assert_string_equal(buf_str(&l.text), "một|hai|");
    buf_free(&l.text);
}

/* Nothing is lost: the lines have all that is not blank, in order. */
static void wrap_keeps_all(void **state) {
    (void)state;
    const char *text = "Phát huy nội lực, sức sáng tạo của phụ nữ Nam Định\n  trong xây dựng NTM "
                       "nâng cao, kiểu mẫu và đô thị văn minh 漢字漢字漢字";
    for (int width = 2; width < 130; width++) {
        struct lines l = {.cells = width};
        text_wrap(text, width, take_line, &l);
        const char *a = text;
        const char *b = buf_str(&l.text);
        while (*a != '\0' || *b != '\0') {
            if (*a == ' ' || *a == '\n') {
                a++;
            } else if (*b == ' ' || *b == '|') {
                b++;
            } else {
                assert_int_equal(*a, *b);
                a++;
                b++;
            }
        }
        buf_free(&l.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters),
        cmocka_unit_test(characters_beside_newlines),
        cmocka_unit_test(widths),
        cmocka_unit_test(widths_are_libcs),
        cmocka_unit_test(fits),
        cmocka_unit_test(cells),
        cmocka_unit_test(cells_of_all_widths),
        cmocka_unit_test(wrapped),
        cmocka_unit_test(wrap_stops),
        cmocka_unit_test(wrap_keeps_all),
    };
    return cmocka_run_group_tests(tests, use_locale, NULL);
}
