/* Forms of records: one for every kind, from its field table; an entry of progress also takes the
 * running total, which is what units report. */
#include "edit_parts.h"
#include "thidua/acts.h"
#include "thidua/app.h"
#include "thidua/listview.h"
#include "thidua/screens.h"
#include <string.h>

enum { FORM_FIELDS = 40 };

static bool of_paper(const struct field *f) {
    return strcmp(f->key, "paper") == 0 || strcmp(f->key, "received") == 0;
}

static bool shows(void *ctx, const struct field *f, const void *record) {
    const struct editing *ed = ctx;
    if (ed->kind->id == KIND_PROGRESS) {
        bool measured = ed->before != FIELD_NONE;
        if (strcmp(f->key, "work") == 0 || strcmp(f->key, "unit") == 0)
            return false;
        if (strcmp(f->key, "quantity") == 0 || strcmp(f->key, "total") == 0)
            return measured;
        if (strcmp(f->key, "percent") == 0)
            return !measured;
    }
    if (ed->kind->id == KIND_NOMINATION &&
        (strcmp(f->key, "work") == 0 || strcmp(f->key, "unit") == 0))
        return false; /* that of the work it was opened from */
    if (ed->kind->id == KIND_WORK && of_paper(f) &&
        !session_may(ed->session, CAP_APPROVE, NULL, NULL))
        return false; /* of her who enters it for a unit */
    if (strcmp(f->key, "unit") == 0 && session_only_unit(ed->session, ed->kind->write))
        return false; /* her own unit, given already */
    return record_shows(ed->kind, f, record);
}

/* What the file has done with is not chosen anew; a record that has it may keep it. */
static bool is_out(const struct editing *ed, const struct field *f, const char *code) {
    const struct term *t = f->of ? campaign_term_find(ed->session->campaign, f->of, code) : NULL;
    return t && t->retired && !(ed->stored && codes_have(field_text_of(f, ed->stored), code));
}

/* Contents are of collectives or of individuals, duties of units or of the district. */
static bool offers(void *ctx, const struct field *f, const char *code, const void *record) {
    const struct editing *ed = ctx;
    const struct campaign *c = ed->session->campaign;
    if (is_out(ed, f, code))
        return false;
    if (ed->kind->id == KIND_WORK && f->of && strcmp(f->of, "content") == 0) {
        int64_t kind = ((const struct work *)record)->kind;
        const struct content *content = campaign_content(c, code);
        return content == NULL || kind == FIELD_NONE || (content->subject >> kind & 1);
    }
    if (ed->kind->id == KIND_DUTY_DONE && f->of && strcmp(f->of, "duty") == 0) {
        const struct duty *duty = campaign_duty(c, code);
        return duty == NULL || duty_recorded_by(duty, ed->district);
    }
    return true;
}

static void ask_whose(struct editing *ed, const struct duty_done *d, struct arena *a) {
    struct unit unit;
    ed->district =
        d->head.unit &&
        record_get_code(ed->session, &kinds[KIND_UNIT], d->head.unit, a, &unit, NULL) == RC_OK &&
        unit.kind == UNIT_DISTRICT;
}

static void duty_changed(void *ctx, const struct field *f, void *record, struct arena *a) {
    if (strcmp(f->key, "unit") == 0)
        ask_whose(ctx, record, a);
}

/* The district's own work says in what its units count: a hint, not a value. */
static void suggest_measure(const struct editing *ed, const struct work *w, struct arena *a) {
    const struct theme *theme = w->theme ? campaign_theme(ed->session->campaign, w->theme) : NULL;
    if (theme == NULL || theme->unit_of_measure == NULL)
        return;
    for (size_t i = 0; i < ed->nfields; i++)
        if (strcmp(ed->fields[i].key, "unit_of_measure") == 0)
            ed->fields[i].hint = arena_printf(a, "của huyện: %s", theme->unit_of_measure);
}

/* Whose paper it is entered from, she says as soon as it is another's than the district's. */
static void ask_paper(const struct editing *ed, const struct work *w) {
    bool wanted = false;
    if (!ed->making || record_from_paper(ed->session, w->head.unit, &wanted, NULL))
        return; /* the store asks again */
    for (size_t i = 0; i < ed->nfields; i++)
        if (of_paper(&ed->fields[i]))
            ed->fields[i].flags = wanted ? ed->fields[i].flags | FIELD_REQUIRED
                                         : ed->fields[i].flags & ~(unsigned)FIELD_REQUIRED;
}

static void work_changed(void *ctx, const struct field *f, void *record, struct arena *a) {
    if (strcmp(f->key, "theme") == 0)
        suggest_measure(ctx, record, a);
    if (strcmp(f->key, "unit") == 0)
        ask_paper(ctx, record);
}

/* The running total gives the addition, and the other way round. */
static void changed(void *ctx, const struct field *f, void *record, struct arena *a) {
    const struct editing *ed = ctx;
    struct entry *entry = record;
    (void)a;
    if (ed->before == FIELD_NONE)
        return;
    if (strcmp(f->key, "total") == 0 && entry->total != FIELD_NONE)
        entry->progress.quantity = entry->total - ed->before;
    if (strcmp(f->key, "quantity") == 0 && entry->progress.quantity != FIELD_NONE)
        entry->total = entry->progress.quantity + ed->before;
}

/* A field that lost its meaning is not on the screen any more: what was in it goes. The editor
 * keeps it as long as the form is open. */
static void blank_hidden(const struct kind *kind, void *record) {
    for (size_t i = 0; i < kind->count; i++)
        if ((kind->fields[i].flags & FIELD_KEPT) == 0 &&
            !record_shows(kind, &kind->fields[i], record))
            field_blank(&kind->fields[i], 1, record);
}

/* The record and the end of its draft, in one transaction: what was saved is not offered again. */
static enum rc write(struct editing *ed, void *record, struct err *e) {
    struct record_head *head = record;
    struct tx tx = {0};
    /* A unit owns itself: its code is what the rights are asked for. */
    const char *unit = ed->kind->id == KIND_UNIT ? ((struct unit *)record)->code : head->unit;
    enum rc rc = tx_begin(&tx, ed->session, ed->kind->write, unit, e);
    if (!rc)
        rc = ed->making ? record_insert(&tx, ed->kind, record, e)
                        : record_update(&tx, ed->kind, record, e);
    if (!rc)
        rc = draft_saved(&tx, &ed->draft, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    return rc;
}

static enum rc save(struct screen *s, void *ctx, void *record, int64_t *answer, struct err *e) {
    struct editing *ed = ctx;
    blank_hidden(ed->kind, record);
    enum rc rc = write(ed, record, e);
    if (rc == RC_CONFLICT && !ed->making && conflict_open(s, ed, record, e) == CONFLICT_SAME)
        rc = write(ed, record, e);
    *answer = ((struct record_head *)record)->id;
    return rc;
}

static enum outcome saved(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    if (answer == 0)
        return UI_DONE;
    enum outcome o = s->ops->resume ? s->ops->resume(s) : UI_DONE;
    ui_say(s, "Đã lưu.");
    return o;
}

/* A record of the list itself: it is selected. Where a filter hides it, the list says so. */
static enum outcome saved_in_list(struct screen *s, int64_t answer, const char *text) {
    enum outcome o = saved(s, answer, text);
    if (answer && o == UI_DONE && !listview_select(s, answer))
        ui_say(s, "Đã lưu; bộ lọc đang ẩn dòng này, F bỏ lọc.");
    return o;
}

/* A work of the list: what is saved is not sent yet. */
static enum outcome saved_work(struct screen *s, int64_t answer, const char *text) {
    enum outcome o = saved_in_list(s, answer, text);
    if (answer && o == UI_DONE && s->list->selected_id == answer &&
        acts_step_enabled(s, KIND_WORK, "submit", NULL))
        ui_say(s, "Đã lưu. Chưa gửi lên huyện: phím s để gửi.");
    return o;
}

/* Who put a work forward goes on to judge it. */
static enum outcome nominated(struct screen *s, int64_t answer, const char *text) {
    enum outcome o = saved(s, answer, text);
    if (answer && o == UI_DONE && ui_push(s, &checklist_screen, &answer, NULL))
        ui_say(s, "Đã lưu; hãy đánh giá từng dòng.");
    return o;
}

/* What a new record begins with. */
static void start_from(const struct editing *ed, const void *start, void *record) {
    struct record_head *head = record;
    record_blank(ed->kind, record);
    if (start)
        memcpy(record, start, ed->kind->size);
    if (head->unit == NULL)
        head->unit = session_only_unit(ed->session, ed->kind->write);
    record_day(ed->kind, ed->session->today, record);
}

/* The rows of the form: those of the kind that a person fills in; an entry's with "lũy kế" after
 * what was added. Whose a record is must be said by her who enters it for another. */
static size_t form_fields(const struct kind *kind, struct field out[FORM_FIELDS]) {
    static const struct field total = {.key = "total",
                                       .label = "hoặc lũy kế đến nay",
                                       .type = FIELD_DECIMAL,
                                       .offset = offsetof(struct entry, total),
                                       .width = 12,
                                       .hint = "máy tự tính phần làm thêm"};
    size_t n = 0;
    for (size_t i = 0; i < kind->count && n + 1 < FORM_FIELDS; i++) {
        if (kind->fields[i].flags & FIELD_KEPT)
            continue;
        out[n] = kind->fields[i];
        if (strcmp(out[n].key, "unit") == 0 && kind->id != KIND_OFFICER)
            out[n].flags |= FIELD_REQUIRED;
        n++;
        if (kind->id == KIND_PROGRESS && strcmp(kind->fields[i].key, "quantity") == 0)
            out[n++] = total;
    }
    return n;
}

/* Where the cursor begins in a new record: on the first field that nothing is known of. */
static const char *first_empty(const struct form *form) {
    for (size_t i = 0; i < form->nfields; i++)
        if (shows(form->ctx, &form->fields[i], form->record) &&
            !field_given(&form->fields[i], form->record))
            return form->fields[i].key;
    return NULL;
}

/* What was done of the work without this entry, and the note above the form. */
static enum rc about_work(struct screen *s, struct editing *ed, struct entry *entry,
                          const char **note, struct err *e) {
    struct work w;
    struct buf done = {0};
    enum rc rc = record_get(ed->session, &kinds[KIND_WORK], entry->progress.work, &s->arena, &w, e);
    if (rc)
        return rc;
    entry->progress.head.unit = w.head.unit;
    ed->about = w.title;
    ed->before = FIELD_NONE;
    if (w.goal == FIELD_NONE) {
        *note = ed->about;
        return *note ? RC_OK : err_nomem(e);
    }
    ed->before = w.done == FIELD_NONE ? 0 : w.done;
    if (!ed->making && entry->progress.quantity != FIELD_NONE)
        ed->before -= entry->progress.quantity;
    if (entry->progress.quantity != FIELD_NONE)
        entry->total = ed->before + entry->progress.quantity;
    text_decimal(&done, w.done == FIELD_NONE ? 0 : w.done);
    buf_puts(&done, "/");
    text_decimal(&done, w.goal);
    *note = arena_printf(&s->arena, "%s\nĐã làm %s %s", w.title, buf_str(&done), w.unit_of_measure);
    buf_free(&done);
    return *note ? RC_OK : err_nomem(e);
}

/* The form as such: its fields, its callbacks, its name. */
static enum rc describe(struct screen *s, struct editing *ed, struct form *form, struct err *e) {
    bool progress = ed->kind->id == KIND_PROGRESS;
    ed->fields = arena_array(&s->arena, FORM_FIELDS, sizeof *ed->fields);
    ed->title = arena_printf(&s->arena, "%s %s", ed->making ? "Thêm" : "Sửa", ed->kind->label);
    if (ed->fields == NULL || ed->title == NULL)
        return err_nomem(e);
    ed->nfields = form_fields(ed->kind, ed->fields);
    *form = (struct form){.title = ed->title,
                          .fields = ed->fields,
                          .nfields = ed->nfields,
                          .size = progress ? sizeof(struct entry) : ed->kind->size,
                          .making = ed->making,
                          .ctx = ed,
                          .save = save,
                          .shows = shows,
                          .offers = offers,
                          .changed = progress                         ? changed
                                     : ed->kind->id == KIND_WORK      ? work_changed
                                     : ed->kind->id == KIND_DUTY_DONE ? duty_changed
                                                                      : NULL,
                          .keep = drafts_keep,
                          .given_up = drafts_given_up};
    return RC_OK;
}

/* Why it came back stands above what she mends. */
static const char *came_back(const char *about, const char *reason, struct arena *a) {
    return arena_printf(a, "%s%sTrả lại: %s", about ? about : "", about ? "\n" : "", reason);
}

static void about_registration(const struct editing *ed, const struct work *w, struct form *form,
                               struct arena *a) {
    suggest_measure(ed, w, a);
    ask_paper(ed, w);
    if (w->state == WORK_RETURNED && w->reason)
        form->note = came_back(NULL, w->reason, a);
}

static enum rc about_nomination(struct editing *ed, const struct nomination *n, struct form *form,
                                struct arena *a, struct err *e) {
    struct work w;
    enum rc rc = record_get(ed->session, &kinds[KIND_WORK], n->work, a, &w, e);
    if (rc)
        return rc;
    ed->about = w.title;
    form->note =
        n->state == NOMINATION_RETURNED && n->reason ? came_back(w.title, n->reason, a) : w.title;
    return RC_OK;
}

/* The record the form begins with. */
static enum rc begin_with(struct screen *s, struct editing *ed, int64_t id, const void *start,
                          struct form *form, void *record, struct err *e) {
    enum rc rc = RC_OK;
    form->record = record;
    if (ed->making)
        start_from(ed, start, record);
    else
        rc = record_get(ed->session, ed->kind, id, &s->arena, record, e);
    ed->stored = ed->making ? NULL : record;
    if (!rc && ed->kind->id == KIND_WORK)
        about_registration(ed, record, form, &s->arena);
    if (!rc && ed->kind->id == KIND_DUTY_DONE)
        ask_whose(ed, record, &s->arena);
    if (!rc && ed->kind->id == KIND_PROGRESS) {
        ((struct entry *)record)->total = FIELD_NONE;
        rc = about_work(s, ed, record, &form->note, e);
    }
    if (!rc && ed->kind->id == KIND_NOMINATION)
        rc = about_nomination(ed, record, form, &s->arena, e);
    ed->draft.version = ((struct record_head *)record)->version;
    return rc;
}

/* Go on with a draft. Typed over an older version, it is saved as such: then both are shown. */
static void go_on_with(struct editing *ed, const struct draft *draft, struct form *form,
                       void *record) {
    struct record_head *head = record;
    ed->draft = *draft;
    form->typed = draft->texts;
    form->ntyped = draft->count;
    if (*draft->focus)
        form->first = draft->focus;
    if (!ed->making)
        head->version = draft->version;
}

enum rc edit_open(struct screen *s, const struct kind *kind, int64_t id, const void *start,
                  const struct draft *draft, struct err *e) {
    struct form form = {0};
    bool progress = kind->id == KIND_PROGRESS;
    struct editing *ed = arena_alloc(&s->arena, sizeof *ed);
    void *record = arena_alloc(&s->arena, progress ? sizeof(struct entry) : kind->size);
    const char *place = drafts_place(kind, id == 0 ? start : NULL, &s->arena);
    if (ed == NULL || record == NULL || place == NULL)
        return err_nomem(e);
    *ed = (struct editing){
        .session = app_session(s), .kind = kind, .making = id == 0, .before = FIELD_NONE};
    ed->draft = (struct draft){.form = kind->name, .record = id, .place = place};
    enum rc rc = describe(s, ed, &form, e);
    if (!rc)
        rc = begin_with(s, ed, id, start, &form, record, e);
    if (rc)
        return rc;
    form.first = ed->making ? first_empty(&form) : NULL;
    if (draft)
        go_on_with(ed, draft, &form, record);
    bool in_list = s->list && s->list->of && strcmp(s->list->of, kind->plural) == 0;
    form_open(s, &form,
              in_list && kind->id == KIND_WORK            ? saved_work
              : in_list                                   ? saved_in_list
              : ed->making && kind->id == KIND_NOMINATION ? nominated
                                                          : saved);
    return RC_OK;
}
