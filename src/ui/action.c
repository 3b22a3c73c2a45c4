/* Actions: the common table, how a key finds one, and the key bar. */
#include "stack.h"
#include "thidua/help.h"
#include "thidua/listview.h"

#include <string.h>

static enum outcome palette(struct screen *s) {
    (void)palette_open(s);
    return UI_DONE;
}

static enum outcome help(struct screen *s) {
    (void)help_open(s);
    return UI_DONE;
}

static enum outcome back(struct screen *s) {
    if (s->below == NULL && s->key.code == K_ESC) { /* too easy to hit for ending the session */
        ui_say(s, "Bấm q để thoát.");
        return UI_DONE;
    }
    return UI_POP;
}

static enum outcome quit(struct screen *s) {
    (void)s;
    return UI_QUIT;
}

static enum outcome redraw(struct screen *s) {
    (void)s;
    term_redraw();
    return UI_DONE;
}

static bool can_reload(struct screen *s, struct err *why) {
    return s->ops->resume != NULL ||
           err_set(why, RC_INVALID, "Màn hình này không có gì để đọc lại.") == RC_OK;
}

static enum outcome reload(struct screen *s) {
    enum outcome o = s->ops->resume(s);
    if (s->ui->message.len == 0) {
        ui_say(s, "Đã đọc lại.");
    }
    return o;
}

static enum outcome suspend(struct screen *s) {
    if (!term_suspend()) {
        ui_warn(s, "Ở đây không tạm dừng được: không có dòng lệnh nào để quay về.");
    }
    return UI_DONE;
}

static const struct action common_actions[] = {
    {.keys = ": F9",
     .label = "lệnh",
     .help = "Mọi lệnh dùng được ở đây, gõ vài chữ để tìm",
     .run = palette,
     .group = "Chung"},
    {.keys = "? F1", .label = "trợ giúp", .help = "Các phím dùng được ở đây", .run = help},
    {.keys = "q F10 Esc Ctrl-C",
     .label = "quay lại",
     .help = "Đóng màn hình này, về màn hình trước; ở màn hình đầu là thoát",
     .run = back},
    {.keys = "Q", .help = "Đóng tất cả và thoát", .run = quit},
    {.keys = "R F5", .help = "Đọc lại số liệu", .run = reload, .enabled = can_reload},
    {.keys = "Ctrl-L", .help = "Vẽ lại màn hình", .run = redraw},
    {.keys = "Ctrl-Z", .help = "Tạm dừng, về dòng lệnh (fg để quay lại)", .run = suspend},
    {0},
};

/* Is this word of `keys` a key that works on the screen? Where letters are text only longer names
 * do; Space is one when the screen's `key` leaves it. */
static bool works(const struct screen *s, const char *word) {
    return !s->ops->typing || text_next(word) != strlen(word);
}

/* The i-th word of the keys that works here. */
static bool working_word(const struct screen *s, const char *keys, size_t i,
                         char out[KEY_NAME_SIZE]) {
    for (size_t w = 0; key_word(keys, w, false, out); w++) {
        if (works(s, out) && i-- == 0) {
            return key_word(keys, w, term_ascii(), out);
        }
    }
    return false;
}

const struct action *action_at(const struct screen *s, size_t i, const char **group) {
    const struct action *tables[] = {s->ops->actions, s->list != NULL ? listview_actions : NULL,
                                     common_actions};
    *group = s->ops->name;
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        for (const struct action *a = tables[t]; a != NULL && a->run != NULL; a++) {
            char word[KEY_NAME_SIZE];
            if (a->group != NULL) {
                *group = a->group;
            }
            if (working_word(s, a->keys, 0, word) && i-- == 0) {
                return a;
            }
        }
    }
    return NULL;
}

const struct action *action_for_key(const struct screen *s, const struct key *k) {
    const struct action *a;
    const char *group;
    if (s->ops->typing && k->code == K_TEXT && strcmp(k->text, " ") != 0) {
        return NULL;
    }
    for (size_t i = 0; (a = action_at(s, i, &group)) != NULL; i++) {
        if (key_in(k, a->keys)) {
            return a;
        }
    }
    return NULL;
}

bool action_allowed(struct screen *s, const struct action *a, struct err *why) {
    struct err own = {0};
    why = why != NULL ? why : &own;
    return ui_may(s, a->need, why) && (a->enabled == NULL || a->enabled(s, why));
}

enum outcome action_run(struct screen *s, const struct action *a) {
    struct err why = {0};
    if (!action_allowed(s, a, &why)) {
        ui_fail(s, &why);
        return UI_DONE;
    }
    return a->run(s);
}

const char *action_key(const struct screen *s, const struct action *a, char out[KEY_NAME_SIZE]) {
    out[0] = '\0';
    (void)working_word(s, a->keys, 0, out);
    return out;
}

void action_keys(const struct screen *s, const struct action *a, struct buf *out) {
    char word[KEY_NAME_SIZE];
    for (size_t i = 0; working_word(s, a->keys, i, word); i++) {
        buf_puts(out, i > 0 ? " " : "");
        buf_puts(out, word);
    }
}

/* ---- the key bar: the screen's own actions first; help and the way out always ---- */

struct bar_item {
    const struct action *action;
    char key[KEY_NAME_SIZE];
    const char *label;
    bool allowed;
    int cells; /* with the two blanks after it */
};

static bool bar_item(struct screen *s, const struct action *a, struct bar_item *item) {
    if (a->label == NULL) {
        return false;
    }
    struct err why = {0};
    item->action = a;
    item->label = a->run == back && s->below == NULL ? "thoát" : a->label;
    item->allowed = ui_may(s, a->need, &why);
    (void)action_key(s, a, item->key);
    item->cells = text_width(item->key) + 1 + text_width(item->label) + (item->allowed ? 2 : 4);
    return true;
}

static int bar_put(struct screen *s, int row, int col, const struct bar_item *item) {
    (void)s;
    int key = text_width(item->key);
    int label = text_width(item->label);
    enum element look = item->allowed ? UI_STATUS : UI_DIM;
    if (!item->allowed) {
        term_put(row, col++, 1, look, TEXT_LEFT, "(");
    }
    term_put(row, col, key, item->allowed ? UI_KEY : UI_DIM, TEXT_LEFT, item->key);
    term_put(row, col + key + 1, label, look, TEXT_LEFT, item->label);
    col += key + 1 + label;
    if (!item->allowed) {
        term_put(row, col++, 1, look, TEXT_LEFT, ")");
    }
    return col + 2;
}

void action_key_bar(struct screen *s, int row) {
    const struct action *a;
    const char *group;
    struct bar_item item;
    int kept = 0; /* cells for the ones that are always there */
    for (size_t i = 0; (a = action_at(s, i, &group)) != NULL; i++) {
        if ((a->run == help || a->run == back) && bar_item(s, a, &item)) {
            kept += item.cells;
        }
    }
    int col = 1;
    bool full = false;
    for (size_t i = 0; (a = action_at(s, i, &group)) != NULL; i++) {
        if (!bar_item(s, a, &item)) {
            continue;
        }
        bool always = a->run == help || a->run == back;
        if (!always && (full || col + item.cells + kept > term_cols() + 1)) {
            full = true;
            continue;
        }
        col = bar_put(s, row, col, &item);
        kept -= always ? item.cells : 0;
    }
}
