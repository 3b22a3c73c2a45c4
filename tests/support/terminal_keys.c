/* Keys by name, as xterm sends them while curses has its keypad on. */
#include "support/terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Milliseconds after an Esc, so that what follows is not taken for the rest of a sequence. */
enum { AFTER_ESC = 250 };

static const struct {
    const char *name, *bytes;
} named[] = {
    {"Enter", "\r"},     {"Esc", "\033"},     {"Tab", "\t"},       {"S-Tab", "\033[Z"},
    {"Space", " "},      {"BS", "\177"},      {"Up", "\033OA"},    {"Down", "\033OB"},
    {"Right", "\033OC"}, {"Left", "\033OD"},  {"Home", "\033OH"},  {"End", "\033OF"},
    {"PgUp", "\033[5~"}, {"PgDn", "\033[6~"}, {"Del", "\033[3~"},  {"Ins", "\033[2~"},
    {"F1", "\033OP"},    {"F2", "\033OQ"},    {"F3", "\033OR"},    {"F4", "\033OS"},
    {"F5", "\033[15~"},  {"F6", "\033[17~"},  {"F7", "\033[18~"},  {"F8", "\033[19~"},
    {"F9", "\033[20~"},  {"F10", "\033[21~"}, {"F11", "\033[23~"}, {"F12", "\033[24~"},
    {"lt", "<"},
};

/* The bytes of a <name> of `n` characters. */
static const char *key_bytes(const char *name, size_t n, char control[2]) {
    if (n == 3 && name[0] == 'C' && name[1] == '-') {
        control[0] = (char)(name[2] & 0x1F);
        control[1] = '\0';
        return control;
    }
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (strlen(named[i].name) == n && memcmp(named[i].name, name, n) == 0)
            return named[i].bytes;
    fail_msg("no key <%.*s>", (int)n, name);
    return "";
}

void terminal_send(struct terminal *t, const char *keys) {
    while (*keys != '\0') {
        size_t n = strcspn(keys, "<");
        if (n > 0) {
            terminal_send_bytes(t, keys, n);
            keys += n;
            continue;
        }
        char control[2];
        size_t length = strcspn(keys + 1, ">");
        const char *bytes = key_bytes(keys + 1, length, control);
        terminal_send_bytes(t, bytes, strlen(bytes));
        keys += length + 2;
        if (strcmp(bytes, "\033") == 0 && *keys != '\0')
            terminal_wait_quiet(t, AFTER_ESC);
    }
}
