#include "thidua/err.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf cuts at a byte. Take away what is left of a character that was cut in two, so that no
 * screen or log ever gets broken UTF-8 from a message. */
static void drop_half_character(char *s) {
    size_t n = strlen(s);
    size_t tail = 0;
    while (tail < 4 && tail < n && ((unsigned char)s[n - 1 - tail] & 0xC0) == 0x80)
        tail++;
    if (tail == n)
        return;
    unsigned char lead = (unsigned char)s[n - 1 - tail];
    size_t wants = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (tail < wants)
        s[n - 1 - tail] = '\0';
}

static THIDUA_PRINTF(3, 0) void format(char *out, size_t size, const char *fmt, va_list args) {
    if (vsnprintf(out, size, fmt, args) < 0)
        out[0] = '\0';
    drop_half_character(out);
}

static void fill(struct err *e, enum rc rc, const char *field, const char *message) {
    memset(e, 0, sizeof *e);
    e->rc = rc;
    (void)snprintf(e->field, sizeof e->field, "%s", field);
    (void)snprintf(e->message, sizeof e->message, "%s", message);
}

enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) {
    if (e == NULL)
        return rc;
    /* Formatted aside, because the arguments may be this very error's old message. */
    char message[sizeof e->message];
    va_list args;
    va_start(args, fmt);
    format(message, sizeof message, fmt, args);
    va_end(args);
    fill(e, rc, "", message);
    return rc;
}

enum rc err_field(struct err *e, enum rc rc, const char *field, const char *fmt, ...) {
    if (e == NULL)
        return rc;
    char message[sizeof e->message];
    char key[sizeof e->field];
    va_list args;
    va_start(args, fmt);
    format(message, sizeof message, fmt, args);
    va_end(args);
    (void)snprintf(key, sizeof key, "%s", field);
    fill(e, rc, key, message);
    return rc;
}

enum rc err_cause(struct err *e, const char *fmt, ...) {
    if (e == NULL)
        return RC_IO;
    char cause[sizeof e->cause];
    va_list args;
    va_start(args, fmt);
    format(cause, sizeof cause, fmt, args);
    va_end(args);
    memcpy(e->cause, cause, sizeof cause);
    return e->rc;
}

enum rc err_at(struct err *e, const char *file, int line) {
    if (e == NULL)
        return RC_IO;
    if (file != NULL) {
        char copy[sizeof e->file];
        (void)snprintf(copy, sizeof copy, "%s", file);
        drop_half_character(copy);
        memcpy(e->file, copy, sizeof copy);
    }
    e->line = line;
    return e->rc;
}

enum rc err_about(struct err *e, const char *what) {
    if (e == NULL)
        return RC_IO;
    static const char quote[] = "“";
    bool quoted = strncmp(e->message, quote, sizeof quote - 1) == 0;
    char message[sizeof e->message];
    char first = e->message[0];
    if (!quoted && first >= 'A' && first <= 'Z')
        e->message[0] = (char)(first - 'A' + 'a');
    int n = snprintf(message, sizeof message, "%s%s%s", what, quoted ? " " : ": ", e->message);
    if (n >= 0) {
        drop_half_character(message);
        memcpy(e->message, message, sizeof message);
    }
    return e->rc;
}

enum rc err_nomem(struct err *e) {
    return err_set(e, RC_NOMEM, "Máy chủ hết bộ nhớ nên chưa làm được việc này; hãy thử lại sau.");
}

int rc_exit_code(enum rc rc) {
    switch (rc) {
    case RC_OK:
        return 0;
    case RC_USAGE:
        return 3;
    case RC_INVALID:
    case RC_MISSING:
        return 4;
    case RC_CONFLICT:
    case RC_BUSY:
        return 5;
    case RC_IO:
    case RC_DAMAGED:
    case RC_NOMEM:
        return 6;
    case RC_DENIED:
        return 7;
    }
    return 6;
}
