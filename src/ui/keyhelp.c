#include "thidua/keyhelp.h"
#include "pick.h"
#include "stack.h"
#include "thidua/listview.h"

/* ---- help: a list of keys in groups ---- */

struct line {
    const char *text; /* caption, or what it does */
    const char *keys; /* NULL: a caption, or a reason under an action */
    enum element look;
};

struct helping {
    struct line *lines;
    int64_t count;
    const char *name;
};

static void add(struct helping *me, const char *text, const char *keys, enum element look) {
    me->lines[me->count++] = (struct line){.text = text, .keys = keys, .look = look};
}

/* Blank line and heading, the action, why it cannot be done now: four lines at most for each. */
static enum rc collect(struct screen *s, struct screen *about, struct err *e) {
    struct helping *me = s->state;
    const char *heading = NULL;
    me->lines = arena_array(&s->arena, about->nbound * 4, sizeof *me->lines);
    if (me->lines == NULL)
        return err_nomem(e);
    for (size_t i = 0; i < about->nbound; i++) {
        const struct bound *b = &about->bound[i];
        struct err why = {0};
        bool allowed = action_allowed(about, b->action, &why);
        if (b->group != heading) {
            if (heading != NULL)
                add(me, "", NULL, UI_TEXT);
            add(me, b->group, NULL, UI_HEADING);
            heading = b->group;
        }
        add(me, b->action->help, b->keys, allowed ? UI_TEXT : UI_DIM);
        if (!allowed) {
            add(me, arena_printf(&s->arena, "%20s(không dùng được: %s)", "", why.message), NULL,
                UI_DIM);
        }
    }
    return s->arena.failed ? err_nomem(e) : RC_OK;
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    const struct helping *me = s->state;
    *out = me->count;
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    (void)a;
    (void)e;
    const struct helping *me = s->state;
    for (*got = 0; *got < most && from + *got < me->count; (*got)++) {
        const struct line *l = &me->lines[from + *got];
        struct view_row *r = &rows[*got];
        r->id = from + *got + 1;
        r->caption = l->keys == NULL;
        r->cells[0] = r->caption ? l->text : l->keys;
        r->cells[1] = l->text;
        r->looks[0] = r->caption ? l->look : l->look == UI_DIM ? UI_DIM : UI_KEY;
        r->looks[1] = l->look;
    }
    return RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {{.width = 18}, {.width = 0, .least = 20}};

static enum rc help_opened(struct screen *s, void *arg, struct err *e) {
    struct helping *me = s->state;
    struct screen *about = arg;
    me->name = about->ops->name;
    enum rc rc = collect(s, about, e);
    return rc == RC_OK ? listview_open(s, &source, columns, 2, e) : rc;
}

static void help_title(struct screen *s, struct buf *left, struct buf *right) {
    (void)right;
    const struct helping *me = s->state;
    buf_printf(left, "Trợ giúp · %s", me->name);
}

static const struct screen_ops help_ops = {
    .name = "Trợ giúp",
    .state_size = sizeof(struct helping),
    .open = help_opened,
    .title = help_title,
};

bool help_open(struct screen *s) {
    return ui_push(s, &help_ops, s, NULL);
}

/* ---- palette ---- */

static bool palette_item(struct screen *s, void *ctx, size_t i, struct arena *a,
                         struct pick_item *item) {
    (void)ctx;
    if (i >= s->nbound)
        return false;
    const struct action *action = s->bound[i].action;
    struct err why = {0};
    item->note = s->bound[i].keys;
    item->greyed = !action_allowed(s, action, &why);
    item->label = item->greyed
                      ? arena_printf(a, "%s (không dùng được: %s)", action->help, why.message)
                      : action->help;
    return true;
}

static enum outcome palette_chosen(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    s->key = (struct key){.code = K_NONE};
    return answer > 0 ? action_run(s, s->bound[answer - 1].action) : UI_DONE;
}

bool palette_open(struct screen *s) {
    struct pick p = {.title = "Lệnh", .item = palette_item, .ctx = "", .ctx_size = 1};
    p.selected = -1;
    return pick_open(s, &p, palette_chosen);
}
