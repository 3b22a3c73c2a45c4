/* Any bytes as what a terminal sends, into a line and a note that are being edited: whatever comes,
 * what stands there is text that the door takes, and the cursor stands between characters.
 *
 * Input: cells of the window, most characters, then what wgetch gives. A byte 0 leads: 0 a NUL, 1
 * silence, else a function key of curses' (two bytes: its code). */
#include "fuzz.h"

#include "thidua/noteedit.h"
#include "thidua/text.h"

#include <curses.h>

static bool between_characters(const char *s, size_t at) {
    size_t i = 0;
    while (i < at) {
        size_t n = text_next(s + i);
        if (n == 0)
            return false;
        i += n;
    }
    return i == at;
}

static void check_text(const struct lineedit *le) {
    struct buf clean = {0};
    const char *s = lineedit_text(le);
    PROMISE(text_valid(s, strlen(s)));
    PROMISE(le->at <= strlen(s) && between_characters(s, le->at));
    PROMISE(text_clean(s, strlen(s), le->lines ? TEXT_MANY_LINES : TEXT_ONE_LINE, &clean, NULL) ==
            RC_OK);
    PROMISE(le->most_chars == 0 || text_count(s) <= le->most_chars);
    buf_free(&clean);
}

static void check_line(struct lineedit *le, int cells) {
    const char *s = lineedit_text(le);
    struct line_layout l = lineedit_layout(le, cells);
    PROMISE(l.from <= le->at && l.from <= l.to && l.to <= strlen(s));
    PROMISE(between_characters(s, l.from) && between_characters(s, l.to));
    PROMISE(text_width_n(s + l.from, l.to - l.from) + l.more_left + l.more_right <= cells);
    PROMISE(l.cursor >= 0 && l.cursor < cells);
}

static void check_note(const struct lineedit *le, int cells) {
    const char *s = lineedit_text(le);
    size_t from = 0;
    size_t to = 0;
    size_t before = 0;
    int lines = 0;
    int line;
    int cell;
    for (; noteedit_line(le, cells, lines, &from, &to); lines++) {
        PROMISE(from >= before && from <= to && to <= strlen(s));
        PROMISE(from - before <= (lines > 0)); /* only a blank or a newline is not shown */
        before = to;
    }
    PROMISE(lines > 0 && strlen(s) - before <= 1);
    noteedit_cursor(le, cells, &line, &cell);
    PROMISE(line >= 0 && line < lines && cell >= 0 && cell < cells);
}

static void check_key(const struct key *k) {
    char name[KEY_NAME_SIZE];
    PROMISE(k->code != K_PASTE_ON && k->code != K_PASTE_OFF);
    PROMISE(k->code != K_TEXT || (text_valid(k->text, strlen(k->text)) && k->text[0] != '\0'));
    if (k->code == K_TEXT || (k->code >= K_F1 && k->code <= K_F12))
        PROMISE(key_in(k, key_spell(k, name)) || strcmp(name, "") == 0);
}

struct desk {
    struct key_decoder decoder;
    struct lineedit line, note;
    int cells;
};

static void press(struct desk *d, const struct key *k) {
    check_key(k);
    char *before = strdup(lineedit_text(&d->line));
    enum edit done = lineedit_key(&d->line, k);
    PROMISE(done == EDIT_CHANGED || strcmp(before, lineedit_text(&d->line)) == 0);
    free(before);
    (void)noteedit_key(&d->note, k, d->cells);
    check_text(&d->line);
    check_text(&d->note);
    check_line(&d->line, d->cells);
    check_note(&d->note, d->cells);
}

static void give(struct desk *d, bool function, int value) {
    struct key k;
    enum key_step step = KEY_AGAIN;
    for (int turns = 0; step == KEY_AGAIN; turns++) {
        PROMISE(turns < 3);
        step = key_decode(&d->decoder, function, value, &k);
        if (step != KEY_MORE)
            press(d, &k);
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    fuzz_keep_findings(argc, argv);
    text_locale();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    struct desk d = {.cells = 6 + data[0] % 90};
    struct key k;
    d.line.most_chars = data[1];
    d.note.lines = true;
    for (size_t i = 2; i < size; i++) {
        if (data[i] != 0 || i + 1 == size) {
            give(&d, false, data[i]);
        } else if (data[++i] == 0) {
            give(&d, false, 0);
        } else if (data[i] == 1) {
            if (key_decode_idle(&d.decoder, &k) == KEY_READY)
                press(&d, &k);
        } else if (i + 2 < size) {
            give(&d, true, KEY_MIN + (data[i + 1] * 256 + data[i + 2]) % (KEY_MAX + 3 - KEY_MIN));
            i += 2;
        }
    }
    lineedit_free(&d.line);
    lineedit_free(&d.note);
    return 0;
}
