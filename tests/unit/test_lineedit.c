/* Editing a line and a note: keys in, text and cursor out. The cursor is written `|`. */
#include "thidua/noteedit.h"
#include "thidua/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct key named(enum key_code code) {
    return (struct key){.code = code};
}

static enum edit press(struct lineedit *le, enum key_code code) {
    struct key k = named(code);
    return lineedit_key(le, &k);
}

/* Type `text`, a code point at a time, as a terminal sends it. */
static enum edit type(struct lineedit *le, const char *text) {
    enum edit last = EDIT_PASS;
    while (*text != '\0') {
        struct key k = {.code = K_TEXT};
        size_t n = 1;
        while (((unsigned char)text[n] & 0xC0) == 0x80)
            n++;
        memcpy(k.text, text, n);
        last = lineedit_key(le, &k);
        text += n;
    }
    return last;
}

static const char *shown(const struct lineedit *le) {
    static char out[512];
    (void)snprintf(out, sizeof out, "%.*s|%s", (int)le->at, lineedit_text(le),
                   lineedit_text(le) + le->at);
    return out;
}

static void types_and_moves(void **state) {
    (void)state;
    struct lineedit le = {0};
    assert_string_equal(shown(&le), "|");
    assert_int_equal(press(&le, K_LEFT), EDIT_MOVED);
    assert_int_equal(press(&le, K_BACKSPACE), EDIT_MOVED);
    assert_int_equal(press(&le, K_DELETE), EDIT_MOVED);
    assert_int_equal(type(&le, "Hải Hòa"), EDIT_CHANGED);
    assert_string_equal(shown(&le), "Hải Hòa|");
    press(&le, K_LEFT);
    press(&le, K_LEFT);
    assert_string_equal(shown(&le), "Hải H|òa");
    type(&le, "x");
    assert_string_equal(shown(&le), "Hải Hx|òa");
    press(&le, K_DELETE);
    assert_string_equal(shown(&le), "Hải Hx|a");
    press(&le, K_HOME);
    press(&le, K_RIGHT);
    press(&le, K_BACKSPACE);
    assert_string_equal(shown(&le), "|ải Hxa");
    press(&le, K_END);
    assert_string_equal(shown(&le), "ải Hxa|");
    press(&le, K_CTRL_A);
    assert_string_equal(shown(&le), "|ải Hxa");
    assert_int_equal(press(&le, K_ENTER), EDIT_PASS);
    assert_int_equal(press(&le, K_TAB), EDIT_PASS);
    assert_int_equal(press(&le, K_UP), EDIT_PASS);
    assert_int_equal(press(&le, K_F1), EDIT_PASS);
    lineedit_free(&le);
}

/* What curses' forms got wrong: a letter and its marks are one, however they came. */
static void marks_stay_on_their_letter(void **state) {
    (void)state;
    struct lineedit le = {0};
    type(&le, "Rene\xCC\x81"); /* e, then U+0301 */
    assert_string_equal(shown(&le), "Rene\xCC\x81|");
    press(&le, K_LEFT);
    assert_string_equal(shown(&le), "Ren|e\xCC\x81");
    press(&le, K_RIGHT);
    press(&le, K_BACKSPACE);
    assert_string_equal(shown(&le), "Ren|");
    type(&le, "日本語");
    press(&le, K_LEFT);
    press(&le, K_BACKSPACE);
    assert_string_equal(shown(&le), "Ren日|語");
    lineedit_free(&le);
}

/* What stood apart is one character when what was between is taken out: the cursor is never in it.
 */
static void joins_what_was_apart(void **state) {
    (void)state;
    struct lineedit le = {0};
    type(&le, "\U0001F1FBx\U0001F1F3"); /* the two halves of a flag */
    press(&le, K_LEFT);
    assert_int_equal(press(&le, K_BACKSPACE), EDIT_CHANGED);
    assert_string_equal(shown(&le), "\U0001F1FB\U0001F1F3|");
    assert_int_equal(press(&le, K_BACKSPACE), EDIT_CHANGED); /* and goes as one */
    assert_string_equal(shown(&le), "|");
    type(&le, "\U0001F1FBx\U0001F1F3");
    press(&le, K_LEFT);
    press(&le, K_LEFT);
    assert_int_equal(press(&le, K_DELETE), EDIT_CHANGED);
    assert_string_equal(shown(&le), "\U0001F1FB\U0001F1F3|");
    lineedit_free(&le);
}

static void takes_out_words_and_ends(void **state) {
    (void)state;
    struct lineedit le = {0};
    assert_true(lineedit_set(&le, "một hai  ba"));
    press(&le, K_CTRL_A + ('W' - 'A'));
    assert_string_equal(shown(&le), "một hai  |");
    press(&le, K_CTRL_A + ('W' - 'A'));
    assert_string_equal(shown(&le), "một |");
    type(&le, "bốn năm");
    press(&le, K_HOME);
    press(&le, K_RIGHT);
    press(&le, K_RIGHT);
    press(&le, K_CTRL_A + ('K' - 'A'));
    assert_string_equal(shown(&le), "mộ|");
    press(&le, K_CTRL_A + ('U' - 'A'));
    assert_string_equal(shown(&le), "|");
    lineedit_free(&le);
}

static void refuses_what_has_no_room_or_place(void **state) {
    (void)state;
    struct lineedit le = {.most_chars = 3};
    assert_int_equal(type(&le, "ệệệ"), EDIT_CHANGED);
    assert_int_equal(type(&le, "x"), EDIT_REFUSED);
    assert_int_equal(type(&le, "\xCC\xA3"), EDIT_CHANGED); /* a mark takes no room of its own */
    assert_int_equal(text_count(lineedit_text(&le)), 3);
    lineedit_free(&le);
    le = (struct lineedit){.most_bytes = 4};
    assert_int_equal(type(&le, "ệa"), EDIT_CHANGED);
    assert_int_equal(type(&le, "b"), EDIT_REFUSED);
    assert_string_equal(shown(&le), "ệa|");
    lineedit_free(&le);
    le = (struct lineedit){0};
    assert_int_equal(lineedit_insert(&le, "a\x1b[31m", 6), EDIT_REFUSED);
    assert_int_equal(lineedit_insert(&le,
                                     "a\xE2\x80\xAE"
                                     "b",
                                     5),
                     EDIT_REFUSED); /* U+202E */
    assert_int_equal(lineedit_insert(&le, "a\xFF", 2), EDIT_REFUSED);
    assert_string_equal(shown(&le), "|");
    lineedit_free(&le);
}

static void a_paste_is_text(void **state) {
    (void)state;
    struct lineedit le = {0};
    struct key enter = {.code = K_ENTER, .pasted = true};
    struct key tab = {.code = K_TAB, .pasted = true};
    type(&le, "a");
    assert_int_equal(lineedit_key(&le, &enter), EDIT_CHANGED);
    assert_int_equal(lineedit_key(&le, &tab), EDIT_CHANGED);
    type(&le, "b");
    assert_string_equal(shown(&le), "a  b|");
    lineedit_free(&le);
}

static void lay_out_is(struct lineedit *le, int cells, const char *expected) {
    struct line_layout l = lineedit_layout(le, cells);
    char out[256];
    (void)snprintf(out, sizeof out, "%s%.*s%s@%d", l.more_left ? "<" : "", (int)(l.to - l.from),
                   lineedit_text(le) + l.from, l.more_right ? ">" : "", l.cursor);
    assert_string_equal(out, expected);
    assert_in_range(l.cursor, 0, cells - 1);
}

static void scrolls_sideways(void **state) {
    (void)state;
    struct lineedit le = {0};
    assert_true(lineedit_set(&le, "abcdefghi"));
    lay_out_is(&le, 10, "abcdefghi@9"); /* the cursor needs a cell of its own */
    type(&le, "j");
    lay_out_is(&le, 10, "<efghij@7");
    press(&le, K_HOME);
    lay_out_is(&le, 10, "abcdefghij@0"); /* fits when the cursor is in it */
    press(&le, K_END);
    type(&le, "klmnopqrst");
    lay_out_is(&le, 10, "<opqrst@7");
    press(&le, K_HOME);
    lay_out_is(&le, 10, "abcdefghi>@0");
    for (int i = 0; i < 12; i++) {
        press(&le, K_RIGHT);
        (void)lineedit_layout(&le, 10);
    }
    struct line_layout l = lineedit_layout(&le, 10);
    assert_true(l.more_left && l.more_right);
    lineedit_free(&le);
    le = (struct lineedit){0};
    assert_true(lineedit_set(&le, "日本語日本語")); /* two cells each */
    struct line_layout wide = lineedit_layout(&le, 9);
    assert_in_range(wide.cursor, 0, 8);
    assert_int_equal((int)(wide.to - wide.from) % 3, 0); /* whole characters */
    lineedit_free(&le);
}

/* Every width, every cursor: the cursor is in the window, and the text of the window fits. */
static void the_cursor_is_always_seen(void **state) {
    (void)state;
    struct lineedit le = {0};
    assert_true(lineedit_set(&le, "Đường hoa 日本 tự quản e\xCC\x81 dài 1,2 km"));
    for (int cells = 4; cells < 50; cells++) {
        press(&le, K_END);
        for (int step = 0; step < 80; step++) {
            struct line_layout l = lineedit_layout(&le, cells);
            assert_in_range(l.cursor, 0, cells - 1);
            int used = text_width_n(lineedit_text(&le) + l.from, l.to - l.from);
            assert_true(used + (l.more_left ? 1 : 0) + (l.more_right ? 1 : 0) <= cells);
            press(&le, step < 40 ? K_LEFT : K_RIGHT);
        }
    }
    lineedit_free(&le);
}

/* ---- notes ---- */

static void note_is(const struct lineedit *le, int cells, const char *const *lines, int count) {
    size_t from;
    size_t to;
    for (int i = 0; i < count; i++) {
        char line[128];
        assert_true(noteedit_line(le, cells, i, &from, &to));
        (void)snprintf(line, sizeof line, "%.*s", (int)(to - from), lineedit_text(le) + from);
        assert_string_equal(line, lines[i]);
    }
    assert_false(noteedit_line(le, cells, count, &from, &to));
}

static void wraps_notes(void **state) {
    (void)state;
    struct lineedit le = {.lines = true};
    note_is(&le, 10, (const char *const[]){""}, 1);
    assert_true(lineedit_set(&le, "một hai ba bốn\n\nnăm\n"));
    note_is(&le, 10, (const char *const[]){"một hai", "ba bốn", "", "năm", ""}, 5);
    assert_true(lineedit_set(&le, "abcdefghijklm"));
    note_is(&le, 6, (const char *const[]){"abcde", "fghij", "klm"}, 3);
    lineedit_free(&le);
}

static void moves_in_notes(void **state) {
    (void)state;
    struct lineedit le = {.lines = true};
    struct key up = named(K_UP);
    struct key down = named(K_DOWN);
    int line;
    int cell;
    assert_true(lineedit_set(&le, "một hai ba bốn\nnăm"));
    assert_int_equal(noteedit_key(&le, &down, 10), EDIT_PASS);
    assert_int_equal(noteedit_key(&le, &up, 10), EDIT_MOVED);
    noteedit_cursor(&le, 10, &line, &cell);
    assert_int_equal(line, 1);
    assert_int_equal(cell, 3);
    assert_string_equal(shown(&le), "một hai ba |bốn\nnăm");
    noteedit_key(&le, &up, 10);
    assert_string_equal(shown(&le), "một| hai ba bốn\nnăm");
    assert_int_equal(noteedit_key(&le, &up, 10), EDIT_PASS);
    press(&le, K_END); /* of the line as typed, not as shown */
    assert_string_equal(shown(&le), "một hai ba bốn|\nnăm");
    struct key enter = named(K_ENTER);
    assert_int_equal(noteedit_key(&le, &enter, 10), EDIT_CHANGED);
    noteedit_cursor(&le, 10, &line, &cell);
    assert_int_equal(line, 2);
    assert_int_equal(cell, 0);
    lineedit_free(&le);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_and_moves),
        cmocka_unit_test(marks_stay_on_their_letter),
        cmocka_unit_test(joins_what_was_apart),
        cmocka_unit_test(takes_out_words_and_ends),
        cmocka_unit_test(refuses_what_has_no_room_or_place),
        cmocka_unit_test(a_paste_is_text),
        cmocka_unit_test(scrolls_sideways),
        cmocka_unit_test(the_cursor_is_always_seen),
        cmocka_unit_test(wraps_notes),
        cmocka_unit_test(moves_in_notes),
    };
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
