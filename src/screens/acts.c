/* Nomination, deletion, undo and history, from any screen. */
#include "thidua/acts.h"
#include "thidua/app.h"
#include "thidua/dialog.h"
#include "thidua/history.h"
#include "thidua/list.h"
#include "thidua/listview.h"
#include "thidua/pager.h"
#include "thidua/screens.h"
#include "thidua/undo.h"

const char *acts_name(const struct kind *kind, const void *record) {
    const struct field *f = record_name(kind);
    return f != NULL && field_given(f, record) ? field_text_of(f, record) : NULL;
}

static enum outcome refreshed(struct screen *s) {
    return s->ops->resume ? s->ops->resume(s) : UI_DONE;
}

/* ---- nomination */

/* The nomination of a work, 0 if there is none. */
static enum rc find_nomination(struct session *session, int64_t work, int64_t *id, struct err *e) {
    struct list list = {.spec = list_spec_find("nominations")};
    struct arena a = {0};
    struct buf number = {0};
    struct list_row *rows;
    size_t count = 0;
    buf_printf(&number, "%lld", (long long)work);
    enum rc rc = list_filter_set(session, &list, "work", buf_str(&number), &a, e);
    if (!rc)
        rc = list_page(session, &list, 0, 1, &a, &rows, &count, e);
    *id = !rc && count > 0 ? rows[0].id : 0;
    buf_free(&number);
    arena_free(&a);
    return rc;
}

static enum outcome form_of_nomination(struct screen *s, int64_t id, struct err *e) {
    struct nomination start;
    struct work work;
    record_blank(&kinds[KIND_NOMINATION], &start);
    if (record_get(app_session(s), &kinds[KIND_WORK], id, &s->arena, &work, e) ||
        record_far_enough(&work, e)) {
        ui_fail(s, e);
        return UI_DONE;
    }
    start.head.unit = work.head.unit;
    start.work = id;
    return acts_edit(s, KIND_NOMINATION, 0, &start);
}

enum outcome acts_nominate(struct screen *s, int64_t work) {
    struct err e;
    int64_t id = 0;
    if (find_nomination(app_session(s), work, &id, &e))
        ui_fail(s, &e);
    else if (id)
        ui_push(s, &checklist_screen, &id, NULL);
    else
        return form_of_nomination(s, work, &e);
    return UI_DONE;
}

/* ---- changes */

bool acts_change_enabled(struct screen *s, enum kind_id kind, int64_t id, struct err *why) {
    struct arena a = {0};
    void *record = arena_alloc(&a, kinds[kind].size);
    bool can = false;
    if (id == 0)
        err_set(why, RC_MISSING, "Danh sách đang trống.");
    else if (record == NULL)
        err_nomem(why);
    else if (record_get(app_session(s), &kinds[kind], id, &a, record, why) == RC_OK)
        can = record_can_change(app_session(s), &kinds[kind], record, why);
    arena_free(&a);
    return can;
}

/* ---- deletion */

static enum rc delete_now(struct screen *s, struct err *e) {
    struct session *session = app_session(s);
    const struct kind *kind = &kinds[app_of(s)->pending.kind];
    struct arena a = {0};
    struct tx tx = {0};
    struct record_head *head = arena_alloc(&a, kind->size);
    if (head == NULL)
        return err_nomem(e);
    enum rc rc = record_get(session, kind, app_of(s)->pending.id, &a, head, e);
    if (!rc)
        rc = tx_begin(&tx, session, kind->write, head->unit, e);
    if (!rc)
        rc = record_delete(&tx, kind, head->id, app_of(s)->pending.version, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    arena_free(&a);
    return rc;
}

static enum outcome delete_answered(struct screen *s, int64_t answer, const char *text) {
    struct err e;
    (void)text;
    if (answer != 2)
        return UI_DONE;
    enum rc rc = delete_now(s, &e);
    enum outcome o = refreshed(s);
    if (rc)
        ui_fail(s, &e);
    else
        ui_say(s, "Đã xóa %s; u hoàn tác.", kinds[app_of(s)->pending.kind].label);
    return o;
}

/* "Xóa công trình, phần việc “Trồng hoa ven đường”?": by its name, where its kind has one. */
static void ask_what(struct screen *s, const struct kind *kind, int64_t id, struct buf *out) {
    struct arena a = {0};
    struct err e;
    struct record_head *record = arena_alloc(&a, kind->size);
    const char *name = NULL;
    app_of(s)->pending.version = 0;
    if (record && record_get(app_session(s), kind, id, &a, record, &e) == RC_OK) {
        app_of(s)->pending.version = record->version;
        name = acts_name(kind, record);
    }
    if (name)
        buf_printf(out, "Xóa %s “%s”?", kind->label, name);
    else
        buf_printf(out, "Xóa %s này?", kind->label);
    arena_free(&a);
}

enum outcome acts_delete(struct screen *s, enum kind_id kind, int64_t id) {
    static const char *const answers[] = {"Giữ lại", "Xóa", NULL};
    struct buf question = {0};
    app_of(s)->pending.kind = kind;
    app_of(s)->pending.id = id;
    ask_what(s, &kinds[kind], id, &question);
    dialog_ask(s, buf_str(&question), answers, 0, delete_answered);
    buf_free(&question);
    return UI_DONE;
}

/* ---- what was done, and back */

static enum rc recover_now(struct screen *s, const struct kind *kind, int64_t id, struct arena *a,
                           const char **name, struct err *e) {
    struct session *session = app_session(s);
    struct tx tx = {0};
    struct record_head *head = arena_alloc(a, kind->size);
    if (head == NULL)
        return err_nomem(e);
    enum rc rc = record_get_deleted(session, kind, id, NULL, a, head, e);
    if (!rc)
        *name = acts_name(kind, head);
    if (!rc)
        rc = tx_begin(&tx, session, kind->write, head->unit, e);
    if (!rc)
        rc = record_recover(&tx, kind, id, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    return rc;
}

enum outcome acts_recover(struct screen *s, enum kind_id kind, int64_t id) {
    struct err e;
    struct arena a = {0};
    const char *name = NULL;
    enum outcome o = UI_DONE;
    if (recover_now(s, &kinds[kind], id, &a, &name, &e)) {
        ui_fail(s, &e);
    } else {
        o = refreshed(s);
        if (name)
            ui_say(s, "Đã lấy lại %s “%s”.", kinds[kind].label, name);
        else
            ui_say(s, "Đã lấy lại %s số %lld.", kinds[kind].label, (long long)id);
    }
    arena_free(&a);
    return o;
}

enum outcome acts_undo(struct screen *s) {
    struct buf said = {0};
    struct err e;
    enum outcome o = UI_DONE;
    if (undo_last(app_session(s), &said, &e)) {
        ui_fail(s, &e);
    } else {
        o = refreshed(s);
        ui_say(s, "Đã hoàn tác: %s.", buf_str(&said));
    }
    buf_free(&said);
    return o;
}

enum outcome acts_history(struct screen *s, const struct kind *kind, int64_t id) {
    struct buf text = {0};
    struct err e;
    if (history_of_record(app_session(s), kind, id, &text, &e))
        ui_fail(s, &e);
    else
        pager_open(s, "Lịch sử", buf_str(&text));
    buf_free(&text);
    return UI_DONE;
}
