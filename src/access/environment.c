#include "thidua/environment.h"
#include "thidua/text.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A path is named in messages, so it must be text without control characters. */
static const char *absolute_path(const char *name) {
    const char *s = getenv(name);
    if (!s || *s != '/' || !text_valid(s, strlen(s)))
        return NULL;
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            return NULL;
    return s;
}

static int milliseconds(const char *s) {
    enum { MOST = 10000 };
    int n = 0;
    if (!s || !*s)
        return -1;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return -1;
        n = n * 10 + (*s - '0');
        if (n > MOST)
            return -1;
    }
    return n;
}

/* The name is only looked at, never given to setlocale: over SSH it comes from the other side, and
 * libc would open a file by that name. A name without an encoding ("vi_VN") promises nothing. */
static bool names_utf8(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *s = getenv(names[i]);
        if (!s || !*s)
            continue;
        const char *dot = strchr(s, '.');
        if (!dot)
            return false;
        size_t n = strcspn(dot + 1, "@");
        return (n == 5 && strncasecmp(dot + 1, "utf-8", n) == 0) ||
               (n == 4 && strncasecmp(dot + 1, "utf8", n) == 0);
    }
    return false;
}

void environment_read(struct environment *out) {
    const char *no_color = getenv("NO_COLOR");
    *out = (struct environment){.home = absolute_path("HOME"),
                                .data_home = absolute_path("XDG_DATA_HOME"),
                                .no_color = no_color && *no_color,
                                .escdelay = milliseconds(getenv("ESCDELAY")),
                                .utf8 = names_utf8()};
}
