#include "thidua/noteedit.h"
#include "thidua/text.h"

#include <string.h>

/* The shown line that begins at `from`: it ends at *to, the next one begins at the returned byte.
 * One cell is kept for the cursor behind the last character. */
static size_t line_at(const char *s, size_t from, int cells, size_t *to) {
    const char *line = s + from;
    size_t whole = strcspn(line, "\n");
    size_t fits = text_fit(line, cells > 1 ? cells - 1 : 1);
    if (fits >= whole) {
        *to = from + whole;
        return line[whole] == '\n' ? *to + 1 : *to;
    }
    for (size_t i = fits; i > 0; i--) {
        if (line[i] == ' ') {
            *to = from + i;
            return *to + 1;
        }
    }
    if (fits == 0) /* a character wider than the line */
        fits = text_next(line);
    *to = from + fits;
    return *to;
}

bool noteedit_line(const struct lineedit *le, int cells, int n, size_t *from, size_t *to) {
    const char *s = lineedit_text(le);
    size_t at = 0;
    for (int i = 0;; i++) {
        size_t next = line_at(s, at, cells, to);
        *from = at;
        if (i == n)
            return true;
        if (next >= le->text.len && (*to == next || s[next - 1] != '\n'))
            return false; /* the last line; after a newline there is one more, empty */
        at = next;
    }
}

void noteedit_cursor(const struct lineedit *le, int cells, int *line, int *cell) {
    size_t from;
    size_t to;
    size_t next_from;
    size_t next_to;
    int n = 0;
    (void)noteedit_line(le, cells, n, &from, &to);
    while (noteedit_line(le, cells, n + 1, &next_from, &next_to) && next_from <= le->at) {
        from = next_from;
        n++;
    }
    *line = n;
    int wide = text_width_n(lineedit_text(le) + from, le->at - from);
    *cell = wide < cells ? wide : cells - 1; /* behind the blank at which the line was broken */
}

/* To the same cell of another line, or its end. */
static enum edit move_line(struct lineedit *le, int cells, int step) {
    int line;
    int cell;
    size_t from;
    size_t to;
    noteedit_cursor(le, cells, &line, &cell);
    if (line + step < 0 || !noteedit_line(le, cells, line + step, &from, &to))
        return EDIT_PASS;
    size_t n = text_fit(lineedit_text(le) + from, cell);
    le->at = from + (n < to - from ? n : to - from);
    return EDIT_MOVED;
}

enum edit noteedit_key(struct lineedit *le, const struct key *k, int cells) {
    if (k->code == K_UP || k->code == K_DOWN)
        return move_line(le, cells, k->code == K_UP ? -1 : 1);
    return lineedit_key(le, k);
}
