/* One field of a form: its choices, its keys, and the way from what was typed into the record. */
#include "form_parts.h"
#include "pick.h"

#include <string.h>

bool form_is_choice(const struct field *f) {
    return f->type == FIELD_CHOICE || f->type == FIELD_TERM || f->type == FIELD_TERMS;
}

/* The i-th choice there is. */
static bool any_choice(const struct screen *s, const struct field *f, size_t i,
                       struct choice *out) {
    if (f->type == FIELD_CHOICE) {
        for (size_t n = 0; n <= i; n++)
            if (f->choices[n].code == NULL)
                return false;
        *out = f->choices[i];
        return true;
    }
    const struct field_names *names = ui_names(s);
    return names != NULL && names->at(names->ctx, f->of, i, out);
}

bool form_choice(const struct screen *s, const struct field *f, size_t i, struct choice *out) {
    const struct form_state *me = s->state;
    for (size_t n = 0; any_choice(s, f, n, out); n++) {
        if (me->def.offers != NULL && !me->def.offers(me->def.ctx, f, out->code, me->record))
            continue;
        if (i-- == 0)
            return true;
    }
    return false;
}

int64_t form_choice_index(const struct screen *s, const struct field *f, void *record) {
    if (f->type == FIELD_CHOICE) {
        int64_t n = *field_number(f, record);
        return n == FIELD_NONE ? -1 : n;
    }
    const char *code = *field_text(f, record);
    struct choice c;
    for (size_t i = 0; code != NULL && form_choice(s, f, i, &c); i++)
        if (strcmp(c.code, code) == 0)
            return (int64_t)i;
    return -1;
}

void form_set_error(struct form_field *ff, const char *message) {
    buf_clear(&ff->error);
    buf_puts(&ff->error, message);
}

void form_follow(struct form_field *ff, void *record) {
    struct buf text = {0};
    field_edit(ff->f, record, &text);
    buf_clear(&ff->error);
    if (!text.failed && strcmp(buf_str(&text), lineedit_text(&ff->edit)) != 0)
        (void)lineedit_set(&ff->edit, buf_str(&text));
    buf_free(&text);
}

/* Others may be set from a field that was given. What is typed in them and not taken yet stays,
 * unless they were set. */
void form_tell_changed(struct screen *s, const struct field *f) {
    struct form_state *me = s->state;
    if (me->def.changed == NULL)
        return;
    memcpy(me->before, me->record, me->def.size);
    me->def.changed(me->def.ctx, f, me->record, &s->arena);
    for (size_t i = 0; i < me->count; i++) {
        if (!field_same(me->fields[i].f, me->before, me->record)) {
            form_follow(&me->fields[i], me->record);
            me->fields[i].derived = true;
        }
    }
}

/* Put `input` into the record, and the editor after it. */
static bool parse(struct screen *s, struct form_field *ff, const char *input) {
    struct form_state *me = s->state;
    struct err e = {0};
    memcpy(me->before, me->record, me->def.size);
    if (field_parse(ff->f, input, ui_names(s), &s->arena, me->record, &e) != RC_OK) {
        form_set_error(ff, e.message);
        return false;
    }
    form_follow(ff, me->record);
    if (!field_same(ff->f, me->before, me->record)) {
        form_touched(s);
        ff->derived = false;
        form_tell_changed(s, ff->f);
    }
    form_ask_shows(s);
    return true;
}

bool form_commit(struct screen *s, struct form_field *ff) {
    if (!ff->shown || !ff->editable)
        return true;
    return parse(s, ff, lineedit_text(&ff->edit));
}

/* ---- choices ---- */

struct field_ctx {
    const struct field *f;
};

static bool item(struct screen *s, void *ctx, size_t i, struct arena *a, struct pick_item *out) {
    (void)a;
    const struct field_ctx *me = ctx;
    struct choice c;
    if (!form_choice(s, me->f, i, &c))
        return false;
    out->label = c.label;
    out->code = c.code;
    return true;
}

static enum outcome chosen(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    struct form_state *me = s->state;
    struct form_field *ff = &me->fields[me->focus];
    struct choice c;
    if (answer > 0 && form_choice(s, ff->f, (size_t)answer - 1, &c) && parse(s, ff, c.code))
        form_move(s, 1);
    return UI_DONE;
}

static enum outcome several_chosen(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    struct form_state *me = s->state;
    struct form_field *ff = &me->fields[me->focus];
    struct buf codes = {0};
    struct choice c;
    for (size_t i = 0; i < TERMS_MOST && form_choice(s, ff->f, i, &c); i++) {
        if ((me->chosen >> i & 1U) != 0) {
            buf_puts(&codes, codes.len > 0 ? " " : "");
            buf_puts(&codes, c.code);
        }
    }
    if (answer > 0 && parse(s, ff, buf_str(&codes)))
        form_move(s, 1);
    buf_free(&codes);
    return UI_DONE;
}

static void choose(struct screen *s, struct form_field *ff, const char *typed) {
    struct form_state *me = s->state;
    struct field_ctx ctx = {.f = ff->f};
    struct pick p = {.title = ff->f->label, .item = item, .ctx = &ctx, .ctx_size = sizeof ctx};
    struct choice c;
    p.typed = typed;
    p.tab_takes = true;
    p.selected = -1;
    if (ff->f->type != FIELD_TERMS) {
        p.selected = form_choice_index(s, ff->f, me->record);
        (void)pick_open(s, &p, chosen);
        return;
    }
    me->chosen = 0;
    for (size_t i = 0; i < TERMS_MOST && form_choice(s, ff->f, i, &c); i++)
        me->chosen |= codes_have(*field_text(ff->f, me->record), c.code) ? (uint64_t)1 << i : 0;
    p.chosen = &me->chosen;
    (void)pick_open(s, &p, several_chosen);
}

/* The next choice to the right or left, round the end. */
static void cycle(struct screen *s, struct form_field *ff, int step) {
    struct form_state *me = s->state;
    struct choice c;
    int64_t count = 0;
    while (form_choice(s, ff->f, (size_t)count, &c))
        count++;
    int64_t at = form_choice_index(s, ff->f, me->record);
    at = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % (count > 0 ? count : 1);
    if (count > 0 && form_choice(s, ff->f, (size_t)at, &c))
        (void)parse(s, ff, c.code);
}

static enum outcome choice_key(struct screen *s, struct form_field *ff, const struct key *k) {
    bool one = ff->f->type != FIELD_TERMS;
    if (k->pasted)
        return UI_DONE;
    switch (k->code) {
    case K_LEFT:
    case K_RIGHT:
        if (one) {
            cycle(s, ff, k->code == K_RIGHT ? 1 : -1);
            return UI_DONE;
        }
        choose(s, ff, NULL);
        return UI_DONE;
    case K_ENTER:
        choose(s, ff, NULL);
        return UI_DONE;
    case K_TEXT:
        choose(s, ff, strcmp(k->text, " ") == 0 ? NULL : k->text);
        return UI_DONE;
    case K_BACKSPACE:
    case K_DELETE:
        (void)parse(s, ff, "");
        return UI_DONE;
    default:
        return UI_PASS;
    }
}

static enum outcome flag_key(struct screen *s, struct form_field *ff, const struct key *k) {
    struct form_state *me = s->state;
    bool space = k->code == K_TEXT && strcmp(k->text, " ") == 0 && !k->pasted;
    if (space || k->code == K_LEFT || k->code == K_RIGHT) {
        (void)parse(s, ff, *field_number(ff->f, me->record) == 1 ? "không" : "có");
        return UI_DONE;
    }
    return k->code == K_TEXT ? UI_DONE : UI_PASS;
}

enum outcome form_field_key(struct screen *s, struct form_field *ff, const struct key *k) {
    if (form_is_choice(ff->f))
        return choice_key(s, ff, k);
    if (ff->f->type == FIELD_FLAG)
        return flag_key(s, ff, k);
    if (ff->whole && k->code == K_TEXT)
        (void)lineedit_set(&ff->edit, "");
    ff->whole = false;
    enum edit edit =
        ff->edit.lines ? noteedit_key(&ff->edit, k, form_cells(s, ff)) : lineedit_key(&ff->edit, k);
    switch (edit) {
    case EDIT_PASS:
        return UI_PASS;
    case EDIT_REFUSED:
        ui_warn(s, "Không gõ thêm được: đã đủ độ dài, hoặc ký tự không dùng được.");
        return UI_DONE;
    case EDIT_CHANGED:
        buf_clear(&ff->error); /* it is being mended */
        ff->derived = false;
        form_touched(s);
        return UI_DONE;
    default:
        return UI_DONE;
    }
}
