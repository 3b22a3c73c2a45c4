/* Drafts: kept while she types, offered when the same form is opened, taken up from home. */
#include "edit_parts.h"
#include "thidua/acts.h"
#include "thidua/app.h"
#include "thidua/dialog.h"
#include <string.h>

/* ---- keeping ---- */

/* What the draft is of, in her words: the title or name as it is typed, else the work. */
static const char *subject(const struct editing *ed, const struct form_kept *k) {
    const struct field *f = record_name(ed->kind);
    for (size_t i = 0; f != NULL && i < k->count; i++)
        if (strcmp(k->typed[i].key, f->key) == 0)
            return k->typed[i].text;
    return f != NULL && field_given(f, k->record) ? field_text_of(f, k->record) : ed->about;
}

static enum rc put(struct screen *over, struct draft *kept, const char *label,
                   const struct form_kept *k, struct err *e) {
    struct draft d = *kept;
    bool parted = false;
    d.label = label;
    d.focus = k->focus;
    d.texts = k->typed;
    d.count = k->count;
    enum rc rc = draft_put(app_session(over), &d, k->last, &parted, e);
    kept->id = d.id;
    kept->stamp = d.stamp;
    kept->tried = d.tried;
    if (rc)
        return rc;
    if (parted)
        ui_warn(over, "Bản nháp này đã được mở, lưu hoặc bỏ ở cửa sổ khác của bạn; ở đây giữ thành "
                      "một bản riêng.");
    return RC_OK;
}

enum rc drafts_put(struct screen *over, struct draft *kept, const char *label,
                   const struct form_kept *k, struct err *e) {
    if (k->count > 0)
        return put(over, kept, label, k, e);
    enum rc rc = draft_drop(app_session(over), kept, k->last, e);
    if (rc == RC_OK) {
        kept->id = 0;
        kept->tried = (struct draft_key){0};
    }
    return rc;
}

void drafts_drop(struct screen *over, const struct draft *kept) {
    struct err e;
    if (draft_drop(app_session(over), kept, true, &e))
        ui_fail(over, &e);
}

enum rc drafts_keep(struct screen *form, void *ctx, const struct form_kept *k, struct err *e) {
    struct editing *ed = ctx;
    struct buf label = {0};
    const char *of = subject(ed, k);
    ed->draft.version = ((const struct record_head *)k->record)->version;
    buf_printf(&label, of != NULL && *of ? "%s: %s" : "%s", ed->title, of);
    enum rc rc = label.failed ? err_nomem(e) : drafts_put(form, &ed->draft, buf_str(&label), k, e);
    buf_free(&label);
    return rc;
}

void drafts_given_up(struct screen *form, void *ctx) {
    drafts_drop(form, &((struct editing *)ctx)->draft);
}

const char *drafts_place(const struct kind *kind, const void *start, struct arena *a) {
    static const char *const keys[] = {"unit", "work", "duty"};
    struct buf place = {0};
    for (size_t i = 0; start != NULL && i < sizeof keys / sizeof *keys; i++) {
        const struct field *f = field_find(kind->fields, kind->count, keys[i]);
        if (f == NULL || !field_given(f, start))
            continue;
        buf_printf(&place, "%s%s=", place.len > 0 ? " " : "", keys[i]);
        field_edit(f, start, &place);
    }
    const char *text = place.failed ? NULL : arena_dup(a, buf_str(&place));
    buf_free(&place);
    return text;
}

/* ---- going on ---- */

/* The form that was asked for, while it is asked whether to go on with its draft; in the arena of
 * the screen below. */
struct offer {
    const struct kind *kind;
    int64_t id;
    void *start; /* NULL: blank */
    struct draft draft;
};

static enum outcome said(struct screen *s, enum rc rc, const struct err *e) {
    if (rc)
        ui_fail(s, e);
    return UI_DONE;
}

/* A new record as far as the draft says what it is of; the rest the form takes from the texts. */
static enum rc start_of(struct screen *s, const struct kind *kind, const struct draft *d,
                        void **start, struct err *e) {
    *start = arena_alloc(&s->arena, kind->size);
    if (*start == NULL)
        return err_nomem(e);
    record_blank(kind, *start);
    for (size_t i = 0; i < d->count; i++) {
        const struct field *f = field_find(kind->fields, kind->count, d->texts[i].key);
        if (f != NULL)
            (void)field_parse(f, d->texts[i].text, session_names(app_session(s)), &s->arena, *start,
                              NULL);
    }
    return RC_OK;
}

static enum rc open_anew(struct screen *s, const struct kind *kind, const struct draft *d,
                         struct err *e) {
    void *start = NULL;
    enum rc rc = start_of(s, kind, d, &start, e);
    return rc ? rc : edit_open(s, kind, 0, start, d, e);
}

/* In the form of its record; of one that is gone, in that of a new one. */
static enum rc open_form(struct screen *s, const struct draft *d, struct err *e) {
    const struct kind *kind = kind_find(d->form);
    if (kind == NULL)
        return err_set(e, RC_DAMAGED, "Bản nháp này không mở được nữa.");
    if (d->record == 0)
        return open_anew(s, kind, d, e);
    enum rc rc = edit_open(s, kind, d->record, NULL, d, e);
    if (rc != RC_MISSING)
        return rc;
    rc = open_anew(s, kind, d, e);
    if (rc == RC_OK)
        ui_warn(s, "Bản ghi này đã bị xóa; những gì đã gõ nằm trong một bản mới, lưu thì thành bản "
                   "ghi mới.");
    return rc;
}

/* Drafts that are of no record's form. */
static const struct {
    const char *form;
    enum rc (*open)(struct screen *s, const struct draft *d, struct err *e);
} questions[] = {
    {STEPS_REASON, steps_open},
    {EVIDENCE, evidence_open},
};

enum outcome acts_draft(struct screen *s, int64_t id) {
    struct draft d;
    struct err e;
    char at[INSTANT_TEXT_SIZE];
    enum rc rc = draft_take(app_session(s), id, &s->arena, &d, &e);
    if (rc)
        return said(s, rc, &e);
    enum rc (*open)(struct screen *, const struct draft *, struct err *) = open_form;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (strcmp(questions[i].form, d.form) == 0)
            open = questions[i].open;
    ui_say(s, "Tiếp tục bản nháp giữ lúc %s.", instant_short(d.at, at));
    return said(s, open(s, &d, &e), &e);
}

enum rc drafts_earlier(struct screen *s, struct draft *d, struct arena *a, struct err *e) {
    struct draft found;
    char at[INSTANT_TEXT_SIZE];
    enum rc rc = draft_find(app_session(s), d->form, d->record, d->place, a, &found, e);
    if (rc == RC_OK && found.id != 0)
        rc = draft_take(app_session(s), found.id, a, d, e);
    if (rc == RC_OK && found.id != 0)
        ui_say(s, "Tiếp tục bản nháp giữ lúc %s.", instant_short(d->at, at));
    return rc == RC_MISSING ? RC_OK : rc; /* saved in another window just now */
}

const char *drafts_text(const struct draft *d, const char *key) {
    for (size_t i = 0; i < d->count; i++)
        if (strcmp(d->texts[i].key, key) == 0)
            return d->texts[i].text;
    return NULL;
}

static enum outcome offer_answered(struct screen *s, int64_t answer, const char *text) {
    const struct offer *o = app_of(s)->pending.offer;
    struct err e;
    (void)text;
    if (answer == 0)
        return UI_DONE;
    if (answer == 1)
        return acts_draft(s, o->draft.id);
    enum rc rc = answer == 2 ? draft_drop(app_session(s), &o->draft, true, &e) : RC_OK;
    return said(s, rc ? rc : edit_open(s, o->kind, o->id, o->start, NULL, &e), &e);
}

/* Texts of a struct of the kind, of which the caller's may be gone when the answer comes. */
static void *copy_of(const struct kind *kind, const void *start, struct arena *a) {
    struct record_head *copy = start == NULL ? NULL : arena_alloc(a, kind->size);
    if (copy == NULL)
        return NULL;
    memcpy(copy, start, kind->size);
    for (size_t i = 0; i < kind->count; i++)
        if (field_is_text(kind->fields[i].type)) {
            const char **text = field_text(&kind->fields[i], copy);
            *text = arena_dup(a, *text);
        }
    copy->unit = arena_dup(a, copy->unit);
    return copy;
}

static enum rc ask(struct screen *s, struct offer *o, const void *start, struct err *e) {
    static const char *const of_new[] = {"Tiếp tục", "Bỏ", "Mở bản mới", NULL};
    static const char *const of_stored[] = {"Tiếp tục", "Bỏ", "Mở bản đang lưu", NULL};
    struct offer *kept = arena_alloc(&s->arena, sizeof *kept);
    char at[INSTANT_TEXT_SIZE];
    struct buf question = {0};
    if (kept == NULL)
        return err_nomem(e);
    o->start = copy_of(o->kind, start, &s->arena);
    *kept = *o;
    app_of(s)->pending.offer = kept;
    buf_printf(&question, "Có bản nháp chưa lưu: %s (lúc %s).", o->draft.label,
               instant_short(o->draft.at, at));
    enum rc rc = s->arena.failed || question.failed ? err_nomem(e) : RC_OK;
    if (!rc)
        dialog_ask(s, buf_str(&question), o->id == 0 ? of_new : of_stored, 0, offer_answered);
    buf_free(&question);
    return rc;
}

enum outcome acts_edit(struct screen *s, enum kind_id kind, int64_t id, const void *start) {
    struct err e;
    struct offer o = {.kind = &kinds[kind], .id = id};
    const char *place = drafts_place(o.kind, start, &s->arena);
    enum rc rc = place == NULL
                     ? err_nomem(&e)
                     : draft_find(app_session(s), o.kind->name, id, place, &s->arena, &o.draft, &e);
    if (rc)
        return said(s, rc, &e);
    return said(s, o.draft.id ? ask(s, &o, start, &e) : edit_open(s, o.kind, id, start, NULL, &e),
                &e);
}
