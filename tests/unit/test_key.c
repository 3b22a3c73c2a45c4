/* The decoder: bytes and curses codes in, keys out, whatever the cuts and the rubbish between. */
#include "thidua/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* curses' codes, which tests outside src/ui do not see by name: <curses.h>, octal there. */
enum { CURSES_DOWN = 0402, CURSES_UP = 0403, CURSES_BACKSPACE = 0407, CURSES_F0 = 0410 };

/* The names of all keys that come of these bytes, a blank between; an idle moment at the end. */
static const char *keys_of(const char *bytes, size_t n) {
    static char out[256];
    struct key_decoder d = {0};
    struct key k;
    char name[KEY_NAME_SIZE];
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        enum key_step step;
        do {
            step = key_decode(&d, false, (unsigned char)bytes[i], &k);
            if (step != KEY_MORE) {
                (void)strcat(out, key_spell(&k, name));
                (void)strcat(out, k.rushed ? "! " : " ");
            }
        } while (step == KEY_AGAIN);
    }
    if (key_decode_idle(&d, &k) == KEY_READY) {
        (void)strcat(out, key_spell(&k, name));
        (void)strcat(out, " ");
    }
    return out;
}

#define KEYS(bytes) keys_of(bytes, sizeof(bytes) - 1)

static void decodes_characters(void **state) {
    (void)state;
    assert_string_equal(KEYS("a/? Z"), "a / ? Space Z ");
    assert_string_equal(KEYS("ệ đ €"), "ệ Space đ Space € ");
    assert_string_equal(KEYS("\xF0\x9F\x8C\xB8"), "\xF0\x9F\x8C\xB8 ");
    assert_string_equal(KEYS("\xC2\xA0"), "\xC2\xA0 ");
}

static void drops_what_is_no_character(void **state) {
    (void)state;
    assert_string_equal(KEYS("\xFF"
                             "a"),
                        "a "); /* never begins one */
    assert_string_equal(KEYS("\x80\xBF"
                             "a"),
                        "a "); /* nothing to continue */
    assert_string_equal(KEYS("\xE1\xBB"
                             "a"),
                        "a "); /* cut short: what follows is kept */
    assert_string_equal(KEYS("\xE1\xBB\xC4\x91"), "đ ");
    assert_string_equal(KEYS("\xC0\xAF"
                             "a"),
                        "a "); /* overlong */
    assert_string_equal(KEYS("\xE0\x80\x80"
                             "a"),
                        "a ");
    assert_string_equal(KEYS("\xED\xA0\x80"
                             "a"),
                        "a "); /* a surrogate */
    assert_string_equal(KEYS("\xF4\x90\x80\x80"
                             "a"),
                        "a "); /* beyond U+10FFFF */
    assert_string_equal(KEYS("\xC2\x9B"
                             "1m"),
                        "1 m "); /* a C1 control */
}

static void decodes_controls(void **state) {
    (void)state;
    assert_string_equal(KEYS("\r\n\t"), "Enter Enter Tab ");
    assert_string_equal(KEYS("\x08\x7F"), "Backspace Backspace ");
    assert_string_equal(KEYS("\x01\x13\x1A"), "Ctrl-A Ctrl-S Ctrl-Z ");
    struct key_decoder d = {.erase = 0x15};
    struct key k;
    assert_int_equal(key_decode(&d, false, 0x15, &k), KEY_READY);
    assert_int_equal(k.code, K_BACKSPACE);
}

static void decodes_escapes(void **state) {
    (void)state;
    assert_string_equal(KEYS("\033"), "Esc ");
    assert_string_equal(KEYS("\033\033"), "Esc Esc ");
    assert_string_equal(KEYS("\033b"), "Esc b! ");  /* Alt-b */
    assert_string_equal(KEYS("\033[1;5Cx"), " x "); /* a sequence nobody knows, whole */
    assert_string_equal(KEYS("\033[[Ex"), " x ");
    assert_string_equal(KEYS("\033OMx"), " x ");
    assert_string_equal(KEYS("\033[1;5"), " "); /* and cut */
    assert_string_equal(KEYS("\033[999999999999999999999999999999999999999999x"), " 9 9 9 9 x ");
}

static void takes_curses_codes(void **state) {
    (void)state;
    struct key_decoder d = {0};
    struct key k;
    static const struct {
        int value;
        const char *name;
    } cases[] = {{CURSES_UP, "Up"},     {CURSES_DOWN, "Down"},   {CURSES_BACKSPACE, "Backspace"},
                 {CURSES_F0 + 1, "F1"}, {CURSES_F0 + 12, "F12"}, {CURSES_F0 + 13, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[KEY_NAME_SIZE];
        assert_int_equal(key_decode(&d, true, cases[i].value, &k), KEY_READY);
        assert_string_equal(key_spell(&k, name), cases[i].name);
    }
    /* half a character before a function key is dropped */
    assert_int_equal(key_decode(&d, false, 0xE1, &k), KEY_MORE);
    assert_int_equal(key_decode(&d, true, CURSES_UP, &k), KEY_READY);
    assert_int_equal(key_decode(&d, false, 'a', &k), KEY_READY);
    assert_string_equal(k.text, "a");
    /* Esc right before a function key: both */
    assert_int_equal(key_decode(&d, false, 27, &k), KEY_MORE);
    assert_int_equal(key_decode(&d, true, CURSES_UP, &k), KEY_AGAIN);
    assert_int_equal(k.code, K_ESC);
    assert_int_equal(key_decode(&d, true, CURSES_UP, &k), KEY_READY);
    assert_int_equal(k.code, K_UP);
}

static void finds_keys_in_tables(void **state) {
    (void)state;
    struct key five = {.code = K_TEXT, .text = "5"};
    struct key dash = {.code = K_TEXT, .text = "-"};
    struct key space = {.code = K_TEXT, .text = " "};
    struct key f5 = {.code = K_F1 + 4};
    struct key none = {.code = K_NONE};
    assert_true(key_in(&five, "x 1-8"));
    assert_false(key_in(&five, "x 1-4"));
    assert_false(key_in(&five, "F5 55"));
    assert_true(key_in(&f5, "d F5"));
    assert_false(key_in(&f5, "d F55"));
    assert_true(key_in(&dash, "- x"));
    assert_false(key_in(&dash, "1-8"));
    assert_true(key_in(&space, "t Space"));
    assert_false(key_in(&none, "a b"));
    char word[KEY_NAME_SIZE];
    assert_true(key_word("a Left", 1, word));
    assert_string_equal(word, "Left");
    assert_string_equal(key_shown(word, false), "←");
    assert_string_equal(key_shown(word, true), "<-");
    assert_false(key_word("a Left", 2, word));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_characters), cmocka_unit_test(drops_what_is_no_character),
        cmocka_unit_test(decodes_controls),   cmocka_unit_test(decodes_escapes),
        cmocka_unit_test(takes_curses_codes), cmocka_unit_test(finds_keys_in_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
