/* Steps of records' lives, from any screen: of one record, or of all the rows tagged. */
#include "edit_parts.h"
#include "thidua/acts.h"
#include "thidua/app.h"
#include "thidua/dialog.h"
#include "thidua/listview.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The step being taken; in the arena of app.pending, until the next one is. */
struct stepping {
    const struct life_step *step;
    struct seen *on; /* the records, as she saw them when she asked for it */
    size_t count;
    struct draft draft; /* of the reason; its version: theirs added up, which grows with each */
    const char *label;  /* of the draft: "Lý do trả lại: Đường hoa" */
    bool refused;       /* somebody changed one of them meanwhile */
};

static struct arena *arena_of(const struct screen *s) {
    return &app_of(s)->pending.arena;
}

/* NULL when memory is exhausted. */
static struct stepping *start(struct screen *s, struct err *e) {
    arena_reset(arena_of(s));
    struct stepping *t = arena_alloc(arena_of(s), sizeof *t);
    if (t != NULL)
        *t = (struct stepping){0};
    else
        err_nomem(e);
    app_of(s)->pending.step = t;
    return t;
}

static int64_t versions(const struct stepping *t) {
    int64_t all = 0;
    for (size_t i = 0; i < t->count; i++)
        all += t->on[i].version;
    return all;
}

/* ---- what a step is of */

/* Its place among the drafts, as a command would say it: "return work 12 15". */
static const char *place_of(const struct stepping *t, struct arena *a) {
    struct buf place = {0};
    buf_printf(&place, "%s %s", t->step->action, kinds[t->step->kind].name);
    for (size_t i = 0; i < t->count; i++)
        buf_printf(&place, " %lld", (long long)t->on[i].id);
    const char *text = place.failed ? NULL : arena_dup(a, buf_str(&place));
    buf_free(&place);
    return text;
}

/* The other way round. */
static bool read_place(const char *place, struct arena *a, struct stepping *t) {
    char action[16];
    char kind[16];
    int end = 0;
    if (sscanf(place, "%15s %15s%n", action, kind, &end) != 2 || kind_find(kind) == NULL)
        return false;
    t->step = life_step_find(kind_find(kind)->id, action);
    t->on = arena_array(a, strlen(place), sizeof *t->on);
    if (t->step == NULL || t->on == NULL)
        return false;
    for (const char *at = place + end; *at == ' '; t->count++) {
        char *after = NULL;
        t->on[t->count] = (struct seen){.id = strtoll(at, &after, 10)};
        if (after == at)
            return false;
        at = after;
    }
    return t->count > 0;
}

static void question_of(const struct stepping *t, struct buf *out) {
    buf_printf(out, "Lý do %s", t->step->label);
    if (t->count > 1)
        buf_printf(out, " %zu %s", t->count, kinds[t->step->kind].label);
}

/* The record as it is now; NULL: it is not there. */
static struct record_head *read_record(struct screen *s, const struct stepping *t, size_t i,
                                       struct arena *a) {
    const struct kind *kind = &kinds[t->step->kind];
    struct record_head *record = arena_alloc(a, kind->size);
    struct err e;
    if (record && record_get(app_session(s), kind, t->on[i].id, a, record, &e) == RC_OK)
        return record;
    return NULL;
}

/* The draft's place and name. */
static enum rc describe(struct screen *s, struct stepping *t, struct err *e) {
    struct arena *a = arena_of(s);
    const struct kind *kind = &kinds[t->step->kind];
    struct record_head *one = t->count == 1 ? read_record(s, t, 0, a) : NULL;
    const char *name = one != NULL ? acts_name(kind, one) : NULL;
    struct buf label = {0};
    question_of(t, &label);
    if (name != NULL)
        buf_printf(&label, ": %s", name);
    else if (t->count == 1)
        buf_printf(&label, ": %s số %lld", kind->label, (long long)t->on[0].id);
    t->label = arena_dup(a, buf_str(&label));
    t->draft = (struct draft){.form = STEPS_REASON, .place = place_of(t, a)};
    bool failed = label.failed || a->failed;
    buf_free(&label);
    return failed ? err_nomem(e) : RC_OK;
}

/* ---- what others changed */

/* It loses its tag: it is hers again when she has looked at it. */
static void untag_changed(struct screen *s, const struct stepping *t) {
    for (size_t i = 0; s->list && i < t->count; i++) {
        struct arena a = {0};
        const struct record_head *now = read_record(s, t, i, &a);
        if (listview_is_tagged(s, t->on[i].id) && (now == NULL || now->version != t->on[i].version))
            (void)listview_tag(s, t->on[i], false);
        arena_free(&a);
    }
}

static void refused(struct screen *s, const struct stepping *t) {
    untag_changed(s, t);
    if (s->ops->resume)
        (void)s->ops->resume(s);
}

/* ---- taking it */

static void taken(struct screen *s, const struct stepping *t) {
    if (s->list)
        listview_untag(s);
    if (s->ops->resume)
        (void)s->ops->resume(s);
    if (t->count == 1)
        ui_say(s, "Đã %s.", t->step->label);
    else
        ui_say(s, "Đã %s %zu %s.", t->step->label, t->count, kinds[t->step->kind].label);
}

static enum rc keep(struct screen *over, void *ctx, const struct form_kept *k, struct err *e) {
    struct stepping *t = ctx;
    return drafts_put(over, &t->draft, t->label, k, e);
}

static void given_up(struct screen *over, void *ctx) {
    drafts_drop(over, &((struct stepping *)ctx)->draft);
}

static enum rc save(struct screen *over, void *ctx, const char *reason, struct err *e) {
    struct stepping *t = ctx;
    enum rc rc = life_take_all(app_session(over), t->step, t->on, t->count, reason, &t->draft, e);
    t->refused = rc == RC_CONFLICT;
    return rc;
}

static enum outcome answered(struct screen *s, int64_t answer, const char *text) {
    const struct stepping *t = app_of(s)->pending.step;
    (void)text;
    if (answer)
        taken(s, t);
    else if (t->refused)
        untag_changed(s, t);
    return UI_DONE;
}

static void ask(struct screen *s, struct stepping *t, const char *question) {
    const struct kind *kind = &kinds[t->step->kind];
    const struct prompt p = {.question = question,
                             .typed = drafts_text(&t->draft, STEPS_REASON),
                             .required = true,
                             .most = field_most(field_find(kind->fields, kind->count, "reason")),
                             .key = STEPS_REASON,
                             .ctx = t,
                             .keep = keep,
                             .given_up = given_up,
                             .save = save};
    t->draft.version = versions(t);
    (void)dialog_prompt(s, &p, answered);
}

/* The question names what it is of: the row it was asked on may have moved. */
static enum rc ask_reason(struct screen *s, struct stepping *t, const char *question,
                          struct err *e) {
    enum rc rc = describe(s, t, e);
    if (rc == RC_OK)
        rc = drafts_earlier(s, &t->draft, arena_of(s), e);
    if (rc == RC_OK)
        ask(s, t, question != NULL ? question : t->label);
    return rc;
}

/* A step that wants a reason for one of its records only (a late registration) says so when it is
 * taken without: then it is asked for, in its words. */
static enum rc take(struct screen *s, struct stepping *t, struct err *e) {
    if (t->step->reason)
        return ask_reason(s, t, NULL, e);
    enum rc rc = life_take_all(app_session(s), t->step, t->on, t->count, NULL, NULL, e);
    if (rc == RC_INVALID && strcmp(e->field, "reason") == 0) {
        struct err late = *e;
        return ask_reason(s, t, late.message, e);
    }
    if (rc == RC_OK)
        taken(s, t);
    else if (rc == RC_CONFLICT)
        refused(s, t);
    return rc;
}

/* ---- from a draft */

/* As they are now, which she is told when it is not as they were. */
static void see_again(struct screen *s, struct stepping *t) {
    for (size_t i = 0; i < t->count; i++) {
        struct arena a = {0};
        const struct record_head *now = read_record(s, t, i, &a);
        t->on[i].version = now != NULL ? now->version : 0;
        arena_free(&a);
    }
    if (versions(t) != t->draft.version)
        ui_warn(s, "Từ lúc gõ lý do này, %s đã đổi: hãy giữ nháp (Esc, g), xem lại rồi hãy ghi.",
                kinds[t->step->kind].label);
}

enum rc steps_open(struct screen *s, const struct draft *d, struct err *e) {
    struct stepping *t = start(s, e);
    if (t == NULL)
        return RC_NOMEM;
    if (!read_place(d->place, arena_of(s), t))
        return err_set(e, RC_DAMAGED, "Bản nháp này không mở được nữa.");
    enum rc rc = describe(s, t, e);
    if (rc)
        return rc;
    t->draft = *d;
    see_again(s, t);
    ask(s, t, t->label);
    return RC_OK;
}

/* ---- from the screens */

static enum outcome done(struct screen *s, enum rc rc, const struct err *e) {
    if (rc)
        ui_fail(s, e);
    return UI_DONE;
}

enum outcome acts_step_on(struct screen *s, enum kind_id kind, const struct record_head *record,
                          const char *action) {
    struct err e;
    struct stepping *t = start(s, &e);
    struct seen *one = arena_alloc(arena_of(s), sizeof *one);
    if (t == NULL || one == NULL)
        return done(s, err_nomem(&e), &e);
    *one = (struct seen){record->id, record->version};
    *t = (struct stepping){.step = life_step_find(kind, action), .on = one, .count = 1};
    return done(s, take(s, t, &e), &e);
}

enum outcome acts_step(struct screen *s, enum kind_id kind, const char *action) {
    struct err e;
    struct stepping *t = start(s, &e);
    if (t == NULL)
        return done(s, RC_NOMEM, &e);
    t->step = life_step_find(kind, action);
    enum rc rc = listview_targets(s, arena_of(s), &t->on, &t->count, &e);
    return done(s, rc ? rc : take(s, t, &e), &e);
}

static bool step_enabled(struct screen *s, enum kind_id kind, int64_t id, const char *action,
                         struct err *why) {
    const struct life_step *step = life_step_find(kind, action);
    struct arena a = {0};
    void *record = arena_alloc(&a, kinds[kind].size);
    bool can = false;
    if (record == NULL)
        err_nomem(why);
    else if (record_get(app_session(s), &kinds[kind], id, &a, record, why) == RC_OK)
        can = life_can(app_session(s), step, record, why);
    arena_free(&a);
    return can;
}

bool acts_step_enabled(struct screen *s, enum kind_id kind, const char *action, struct err *why) {
    if (s->list->total == 0) {
        err_set(why, RC_MISSING, "Danh sách đang trống.");
        return false;
    }
    if (s->list->ntagged > 0) /* the step itself checks each, all or nothing */
        return ui_may(s, life_step_find(kind, action)->cap, why);
    return step_enabled(s, kind, s->list->selected_id, action, why);
}
