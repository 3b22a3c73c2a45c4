/* One loop: wait for a key, let it do what the tables say, draw when no more is waiting. */
#include "stack.h"

/* What others changed is on the screen within a second. */
enum { TICK = 1000 - TERM_LATE, KEYS_WITHOUT_DRAWING = 64 };

static enum outcome unknown_key(struct screen *s) {
    ui_warn(s, "Phím này không dùng ở đây, %s để xem trợ giúp.", s->ops->typing ? "F1" : "?");
    return UI_DONE;
}

static enum outcome key_to_screen(struct screen *s, const struct key *k) {
    buf_clear(&s->ui->message);
    s->key = *k;
    enum outcome o = s->ops->key != NULL ? s->ops->key(s, k) : UI_PASS;
    if (o != UI_PASS || k->pasted)
        return o == UI_PASS ? UI_DONE : o; /* what was pasted is never a command */
    const struct action *a = action_for_key(s, k);
    return a != NULL ? action_run(s, a) : unknown_key(s);
}

/* Do what `o`, said by `s`, asks for. False: the session is over. */
static bool settle(struct ui *ui, struct screen *s, enum outcome o) {
    if (o == UI_POP)
        o = stack_pop(s);
    if (o == UI_QUIT && stack_quit(ui))
        return false;
    return ui->top != NULL;
}

/* Screens under a dialog or a help page hold what was typed as well. */
static bool keep_all(struct ui *ui) {
    bool changed = false;
    for (struct screen *s = ui->top; s != NULL; s = s->below)
        changed = (s->ops->keep != NULL && s->ops->keep(s)) || changed;
    return changed;
}

/* True: something on the screen changed. */
static bool tick(struct ui *ui, bool *over) {
    struct buf message = {0};
    bool changed = ui->app->tick != NULL && ui->app->tick(ui->app->ctx, &message);
    bool complaint = ui->mistake && ui->message.len > 0; /* to be read first */
    if (message.len > 0 && !complaint) {
        ui_say(ui->top, "%s", buf_str(&message));
        changed = true;
    }
    buf_free(&message);
    changed = keep_all(ui) || changed;
    struct screen *s = ui->top;
    enum outcome o = s->ops->tick != NULL ? s->ops->tick(s) : UI_PASS;
    *over = o != UI_PASS && !settle(ui, s, o);
    if (ui->app->over != NULL && ui->app->over(ui->app->ctx, term_clock() - ui->typed, &ui->ended))
        *over = true;
    return changed || o != UI_PASS;
}

/* A window made smaller and as large again before we look has lost what it showed, and curses,
 * which compares sizes, would write nothing. */
static bool resized(void) {
    term_redraw();
    return true;
}

/* One key, or none when the window is too small for anything but leaving. */
static bool take_key(struct ui *ui, const struct key *k) {
    if (k->code == K_RESIZE)
        return resized();
    ui->typed = term_clock();
    struct screen *s = ui->top;
    if (compose_too_small()) {
        bool leave = k->code == K_TEXT && k->text[0] == 'Q' && !k->pasted;
        return settle(ui, s, leave ? UI_QUIT : UI_DONE);
    }
    return settle(ui, s, key_to_screen(s, k));
}

static void run(struct ui *ui) {
    ui->typed = term_clock();
    int64_t next_tick = ui->typed + TICK;
    int undrawn = 0;
    bool drawn = true;
    compose(ui); /* before keys are asked for: curses would draw an empty window first */
    for (;;) {
        struct key k;
        int64_t left = next_tick - term_clock();
        if (left <= 0) {
            bool over = false;
            drawn = !tick(ui, &over) && drawn;
            if (over)
                return;
            next_tick = term_clock() + TICK;
            continue;
        }
        switch (term_read(&k, drawn ? (int)left : 0)) {
        case TERM_KEY:
            drawn = false;
            if (!take_key(ui, &k))
                return;
            if (++undrawn < KEYS_WITHOUT_DRAWING)
                continue;
            break;
        case TERM_TICK:
            if (drawn)
                continue;
            break;
        default:
            return; /* the line is gone: every screen is closed by ui_run */
        }
        compose(ui);
        drawn = true;
        undrawn = 0;
    }
}

enum rc ui_run(const struct term_settings *settings, const struct ui_app *app,
               const struct screen_ops *first, void *arg, struct err *e) {
    struct ui ui = {.app = app};
    enum rc rc = term_start(settings, e);
    if (rc == RC_OK)
        rc = stack_push(&ui, first, arg, NULL, e);
    if (rc == RC_OK) {
        run(&ui);
        rc = ui.ended.rc;
        if (rc != RC_OK && e != NULL)
            *e = ui.ended;
    }
    stack_close_all(&ui);
    term_end();
    buf_free(&ui.message);
    return rc;
}
