/* Signs and bars, and text for a terminal that shows ASCII only. */
#include "thidua/text.h"
#include "thidua/theme.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void bar_is(int64_t percent, bool ascii, const char *expected) {
    struct buf out = {0};
    theme_bar(&out, 10, percent, ascii);
    assert_string_equal(buf_str(&out), expected);
    buf_free(&out);
}

static void draws_bars(void **state) {
    (void)state;
    bar_is(0, false, "░░░░░░░░░░");
    bar_is(66, false, "██████░░░░");
    bar_is(99, false, "█████████░"); /* only all of it is a full bar */
    bar_is(100, true, "##########");
    bar_is(-5, true, "----------");
    bar_is(250, true, "##########");
}

static void plain_is(const char *text, const char *expected) {
    struct buf out = {0};
    theme_ascii(text, &out);
    assert_string_equal(buf_str(&out), expected);
    assert_int_equal(text_width(text), text_width(buf_str(&out)));
    buf_free(&out);
}

static void takes_marks_off(void **state) {
    (void)state;
    plain_is("Đường hoa Hải Hòa, 1,2 km", "Duong hoa Hai Hoa, 1,2 km");
    plain_is("HỘI LHPN – “Triệu phần quà”…", "HOI LHPN - \"Trieu phan qua\"~");
    plain_is("Ưu Ơn ở", "Uu On o");
    plain_is("› ▸ ▾ █░ · ▲▼", "> + - #- - ^v");
    plain_is("日", "? ");
    plain_is("a-z 09 ~", "a-z 09 ~");
}

/* Every sign takes one cell of UTF-8, so that columns are where they were thought to be; in ASCII
 * those that stand in columns do too. */
static void signs_have_one_cell(void **state) {
    (void)state;
    for (int g = 0; g < GLYPHS; g++) {
        assert_int_equal(text_width(theme_glyph((enum glyph)g, false)), 1);
        const char *ascii = theme_glyph((enum glyph)g, true);
        assert_int_equal(strlen(ascii), 1);
        assert_true(ascii[0] > ' ' && ascii[0] < 127);
    }
}

static void monochrome_has_no_colour(void **state) {
    (void)state;
    for (int el = 0; el < UI_ELEMENTS; el++)
        assert_int_equal(theme_attributes(SCHEME_MONO, (enum element)el) & 0xFF00U, 0);
    /* what a colour says, something else says too */
    assert_true(theme_attributes(SCHEME_MONO, UI_ERROR) !=
                theme_attributes(SCHEME_MONO, UI_STATUS));
    assert_true(theme_attributes(SCHEME_MONO, UI_CHOICE) != theme_attributes(SCHEME_MONO, UI_TEXT));
    assert_true(theme_attributes(SCHEME_MONO, UI_FOCUS) != theme_attributes(SCHEME_MONO, UI_FIELD));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_bars),
        cmocka_unit_test(takes_marks_off),
        cmocka_unit_test(signs_have_one_cell),
        cmocka_unit_test(monochrome_has_no_colour),
    };
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
