/* Actions: the common table, how a key finds one, and the key bar. */
#include "stack.h"
#include "thidua/keyhelp.h"
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
    /* too easy to hit for ending the session */
    if (s->below == NULL && (s->key.code == K_ESC || s->key.code == K_LEFT)) {
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

static enum outcome reload(struct screen *s) {
    enum outcome o = s->ops->resume(s);
    if (s->ui->message.len == 0)
        ui_say(s, "Đã đọc lại.");
    return o;
}

static enum outcome suspend(struct screen *s) {
    if (!term_suspend())
        ui_warn(s, "Ở đây không tạm dừng được: không có dòng lệnh nào để quay về.");
    return UI_DONE;
}

static const struct action common_actions[] = {
    {.keys = ": F9 Ctrl-P",
     .label = "lệnh",
     .help = "Mọi lệnh dùng được ở đây, gõ vài chữ để tìm",
     .run = palette,
     .group = "Chung"},
    {.keys = "? F1 Ctrl-G", .label = "trợ giúp", .help = "Các phím dùng được ở đây", .run = help},
    {.keys = "q F10 Esc Ctrl-C Left", /* where → opens a row, ← is the way back, as in nnn */
     .label = "về",
     .help = "Đóng màn hình này, về màn hình trước; ở màn hình đầu là thoát",
     .run = back},
    {.keys = "Q", .help = "Đóng tất cả và thoát", .run = quit},
    {.keys = "R F5", .help = "Đọc lại số liệu", .run = reload},
    {.keys = "Ctrl-L", .help = "Vẽ lại màn hình", .run = redraw},
    {.keys = "Ctrl-Z", .help = "Tạm dừng, về dòng lệnh (fg để quay lại)", .run = suspend},
    {0},
};

/* ---- which actions apply, and which keys are theirs ---- */

static bool has_word(const char *keys, const char *word) {
    char w[KEY_NAME_SIZE];
    for (size_t i = 0; key_word(keys, i, w); i++)
        if (strcmp(w, word) == 0)
            return true;
    return false;
}

static bool stays_in_text(const struct screen *s, const struct action *a) {
    return s->ops->typing && a->run == back;
}

/* Is the word a key that works on the screen, and nobody's yet? Where letters are text only longer
 * names are keys, and an arrow never leaves what is typed; Space is one when the screen's own `key`
 * leaves it. */
static bool is_free(const struct screen *s, const struct action *a, const char *word) {
    if (s->ops->typing && text_next(word) == strlen(word))
        return false;
    if (stays_in_text(s, a) && strcmp(word, "Left") == 0)
        return false;
    for (size_t i = 0; i < s->nbound; i++)
        if (has_word(s->bound[i].action->keys, word))
            return false;
    return true;
}

/* Add the action with the keys that are left for it, if any. */
static void bind_action(struct screen *s, const struct action *a, const char *group) {
    struct buf keys = {0};
    char word[KEY_NAME_SIZE];
    const char *first = NULL;
    for (size_t i = 0; key_word(a->keys, i, word); i++) {
        if (is_free(s, a, word)) {
            const char *shown = key_shown(word, term_ascii());
            first = first != NULL ? first : arena_dup(&s->arena, shown);
            buf_puts(&keys, keys.len > 0 ? " " : "");
            buf_puts(&keys, shown);
        }
    }
    if (keys.len > 0) {
        s->bound[s->nbound++] = (struct bound){.action = a,
                                               .group = group,
                                               .keys = arena_dup(&s->arena, buf_str(&keys)),
                                               .first = first};
    }
    buf_free(&keys);
}

/* Has this screen that action at all? */
static bool is_offered(const struct screen *s, const struct action *table, const struct action *a) {
    if (a->run == reload)
        return s->ops->resume != NULL;
    return table != listview_actions || listview_offers(s->list, a);
}

bool action_bind(struct screen *s) {
    const struct action *tables[] = {s->ops->actions, s->list != NULL ? listview_actions : NULL,
                                     common_actions};
    size_t count = 0;
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
        for (const struct action *a = tables[t]; a != NULL && a->run != NULL; a++)
            count++;
    s->bound = arena_array(&s->arena, count, sizeof *s->bound);
    const char *group = s->ops->name;
    for (size_t t = 0; s->bound != NULL && t < sizeof tables / sizeof tables[0]; t++) {
        for (const struct action *a = tables[t]; a != NULL && a->run != NULL; a++) {
            group = a->group != NULL ? a->group : group;
            if (is_offered(s, tables[t], a))
                bind_action(s, a, group);
        }
    }
    return !s->arena.failed;
}

const struct action *action_for_key(const struct screen *s, const struct key *k) {
    if (s->ops->typing && k->code == K_TEXT && strcmp(k->text, " ") != 0)
        return NULL;
    for (size_t i = 0; i < s->nbound; i++)
        if (key_in(k, s->bound[i].action->keys) &&
            !(k->code == K_LEFT && stays_in_text(s, s->bound[i].action)))
            return s->bound[i].action;
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

/* ---- the key bar: help and the way out (Esc) always, then the screen's actions in their order;
 * those that are not hers to take stand in brackets where there is room left ---- */

enum { BAR_MOST = 40 };

struct bar_item {
    const char *key, *label;
    bool allowed, always, shown;
    int cells; /* with the two blanks after it */
};

static bool bar_item(struct screen *s, const struct bound *b, struct bar_item *item) {
    struct err why;
    if (b->action->label == NULL || (s->ops->bar_shows_what_can_be_done &&
                                     b->action->enabled != NULL && !b->action->enabled(s, &why)))
        return false;
    bool leaves = b->action->run == back;
    item->key = b->first;
    item->label = leaves && s->below == NULL ? "thoát" : b->action->label;
    item->allowed = ui_may(s, b->action->need, NULL);
    item->always = has_word(b->action->keys, "Esc") || b->action->run == help;
    item->cells = text_width(item->key) + 1 + text_width(item->label) + (item->allowed ? 2 : 4);
    return true;
}

static int bar_put(int row, int col, const struct bar_item *item) {
    int key = text_width(item->key);
    int label = text_width(item->label);
    enum element look = item->allowed ? UI_STATUS : UI_DIM;
    if (!item->allowed)
        term_put(row, col++, 1, look, TEXT_LEFT, "(");
    term_put(row, col, key, item->allowed ? UI_KEY : UI_DIM, TEXT_LEFT, item->key);
    term_put(row, col + key + 1, label, look, TEXT_LEFT, item->label);
    col += key + 1 + label;
    if (!item->allowed)
        term_put(row, col++, 1, look, TEXT_LEFT, ")");
    return col + 2;
}

static size_t bar_items(struct screen *s, struct bar_item *items) {
    size_t n = 0;
    for (size_t i = 0; i < s->nbound && n < BAR_MOST; i++)
        n += bar_item(s, &s->bound[i], &items[n]);
    return n;
}

/* Show those of one sort, in their order, until one does not fit; returns the cells left. */
static int bar_fit(struct bar_item *items, size_t n, bool always, bool allowed, int room) {
    for (size_t i = 0; i < n; i++) {
        if (items[i].shown || items[i].always != always || items[i].allowed != allowed)
            continue;
        if (items[i].cells > room)
            break;
        items[i].shown = true;
        room -= items[i].cells;
    }
    return room;
}

void action_key_bar(struct screen *s, int row) {
    struct bar_item items[BAR_MOST] = {{0}};
    size_t n = bar_items(s, items);
    int room = bar_fit(items, n, true, true, term_cols());
    room = bar_fit(items, n, false, true, room);
    (void)bar_fit(items, n, false, false, room);
    int col = 1;
    for (size_t i = 0; i < n; i++)
        if (items[i].shown)
            col = bar_put(row, col, &items[i]);
}
