/* Markdown emphasis dropped: * ** *** and _ __ ___ around words.
 *
 * Own code: a Markdown library (md4c, cmark) gives a document, not the text with its lines, and
 * reads "1)" and "-" its own way; only the rule for emphasis is wanted here. That rule is
 * CommonMark's with two changes for Vietnamese papers: a star inside a word ("5*3*2") or that
 * stands as a sign ("(*)", "*: có mặt") never opens, and a closing run may touch the next word
 * ("**Tên gọi:**130").
 */
#include "plan_impl.h"
#include <stdlib.h>
#include <string.h>

struct run {
    int line, below; /* `below`: the run under it on the stack of open ones, -1 */
    size_t at, len, drop;
};

struct runs {
    struct run *run;
    size_t count, room;
    int open[2]; /* innermost open run of * and of _, -1 */
};

static int kind_of(char c) {
    return c == '_';
}

/* Close what is open with a run of `len`; whatever is left over of the run is kept as text. */
static size_t close_with(struct runs *r, int kind, size_t len) {
    size_t dropped = 0;
    while (len > 0 && r->open[kind] >= 0) {
        struct run *o = &r->run[r->open[kind]];
        size_t left = o->len - o->drop;
        size_t n = left < len ? left : len;
        o->drop += n;
        dropped += n;
        len -= n;
        if (o->drop == o->len)
            r->open[kind] = o->below;
    }
    return dropped;
}

static bool add_run(struct runs *r, struct run run) {
    if (r->count == r->room) {
        size_t room = r->room ? r->room * 2 : 64;
        struct run *more = realloc(r->run, room * sizeof *more);
        if (!more)
            return false;
        r->run = more;
        r->room = room;
    }
    r->run[r->count++] = run;
    return true;
}

/* One run of `len` stars or underscores at `at`. Runs longer than three are lines to write on. */
static bool take_run(struct runs *r, const char *s, int line, size_t at, size_t len) {
    if (len > 3)
        return true;
    size_t n;
    int kind = kind_of(s[at]);
    uint32_t before = plan_char_before(s, s + at), after = plan_char(s + at + len, &n);
    bool sign = after == 0 || after == ' ' || (plan_closes(after) && !plan_opens(after)) ||
                after == '.' || after == ',' || after == ';' || after == ':' || after == '!' ||
                after == '?';
    bool opens = !sign && !plan_is_word(before);
    bool closes = before != 0 && before != ' ' && (!plan_opens(before) || plan_closes(before)) &&
                  (kind == 0 || !plan_is_word(after));
    struct run run = {.line = line, .below = -1, .at = at, .len = len};
    if (closes && r->open[kind] >= 0) {
        run.drop = close_with(r, kind, len);
    } else if (opens) {
        run.below = r->open[kind];
        r->open[kind] = (int)r->count;
    } else {
        return true;
    }
    return add_run(r, run);
}

static bool find_runs(struct runs *r, const char *s, int line) {
    for (size_t at = 0; s[at];) {
        size_t len = 1;
        if (s[at] == '*' || s[at] == '_') {
            len = strspn(s + at, s[at] == '*' ? "*" : "_");
            if (!take_run(r, s, line, at, len))
                return false;
        } else {
            len = strcspn(s + at, "*_");
        }
        at += len;
    }
    return true;
}

static void drop_runs(const struct runs *r, char **line) {
    for (size_t i = 0; i < r->count;) {
        int no = r->run[i].line;
        char *s = line[no];
        size_t from = 0, to = 0;
        for (; i < r->count && r->run[i].line == no; i++) {
            size_t keep = r->run[i].at - from;
            memmove(s + to, s + from, keep);
            to += keep;
            from = r->run[i].at + r->run[i].drop;
        }
        memmove(s + to, s + from, strlen(s + from) + 1);
    }
}

bool plan_emphasis(char **line, int count) {
    struct runs r = {.open = {-1, -1}};
    bool ok = true;
    for (int i = 0; ok && i < count; i++)
        ok = find_runs(&r, line[i], i);
    if (ok)
        drop_runs(&r, line);
    free(r.run);
    return ok;
}
