/* The program's side of the interface: title bar, rights, news. */
#include "thidua/app.h"
#include "thidua/draft.h"
#include "thidua/news.h"
#include "thidua/screens.h"
#include <string.h>

enum { A_MINUTE = 60000 };

struct app *app_of(const struct screen *s) {
    return ui_app(s);
}

struct session *app_session(const struct screen *s) {
    return app_of(s)->session;
}

static const char *unit_name(struct session *s) {
    const struct field_names *names = session_names(s);
    const char *unit = session_only_unit(s, CAP_READ);
    struct choice c;
    for (size_t i = 0; unit && names->at(names->ctx, "unit", i, &c); i++)
        if (strcmp(c.code, unit) == 0)
            return c.label;
    return NULL;
}

/* The district is all its units: an officer of its own gets what there is for everybody. */
static bool is_district(struct session *s, const char *unit) {
    struct arena a = {0};
    struct unit u;
    bool is = record_get_code(s, &kinds[KIND_UNIT], unit, &a, &u, NULL) == RC_OK &&
              u.kind == UNIT_DISTRICT;
    arena_free(&a);
    return is;
}

const char *app_own_unit(const struct screen *s) {
    const char *unit = session_only_unit(app_session(s), CAP_READ);
    return unit && !is_district(app_session(s), unit) ? unit : NULL;
}

const char *app_unit_name(const struct screen *s) {
    return unit_name(app_session(s));
}

bool app_news(const struct screen *s, unsigned *seen) {
    unsigned now = app_of(s)->news;
    if (*seen == now)
        return false;
    *seen = now;
    return true;
}

void app_news_again(unsigned *seen) {
    --*seen;
}

void app_context(struct session *s, struct buf *out) {
    char day[DATE_TEXT_SIZE];
    const char *unit = unit_name(s);
    if (unit || s->campaign->office[0])
        buf_printf(out, "%s · ", unit ? unit : s->campaign->office);
    /* A day that was given, not read from the clock, stands in brackets. */
    buf_printf(out, s->today_given ? "%s  [%s]" : "%s  %s", s->name, date_text(s->today, day));
}

static void context(void *ctx, struct buf *out) {
    app_context(((struct app *)ctx)->session, out);
}

static bool may(void *ctx, enum capability need, struct err *why) {
    const struct session *s = ((struct app *)ctx)->session;
    return session_may(s, need, *s->unit ? s->unit : NULL, why);
}

/* Others' commits: two microseconds when there is none, one lookup when it was a draft. While a
 * writer has the lock, the next look will do. */
static bool others_wrote(struct app *app, struct buf *message) {
    int64_t version = db_data_version(app->session->db);
    bool moved = false;
    if (version == 0 || version == app->data_version)
        return false;
    app->data_version = version;
    return news_since(app->session, &app->log, &moved, message, NULL) != RC_OK || moved;
}

static bool tick(void *ctx, struct buf *message) {
    struct app *app = ctx;
    date before = app->session->today;
    bool midnight = session_tick(app->session);
    bool moved = others_wrote(app, message);
    if (midnight) {
        buf_clear(message);
        buf_puts(message, app->session->today > before
                              ? "Đã sang ngày mới: số liệu được tính lại."
                              : "Đồng hồ máy chủ vừa lùi lại ít nhất một ngày: số liệu tính theo "
                                "nó, hãy báo người quản trị.");
    }
    if (!moved && !midnight)
        return false;
    app->news++;
    return true;
}

/* Every read asks whether she is still an officer, and others' commits make the tick read. */
static bool over(void *ctx, int64_t idle, struct err *why) {
    struct app *app = ctx;
    struct session *s = app->session;
    if (s->out && session_current(s, why) != RC_OK)
        return true;
    app->left_alone = idle > (int64_t)s->campaign->idle_minutes * A_MINUTE;
    return app->left_alone;
}

/* All screens are closed: what was typed in them is kept by now. */
static void say_left_alone(struct session *s, struct buf *said) {
    struct arena a = {0};
    struct draft *drafts;
    size_t count = 0;
    bool kept = draft_list(s, &a, &drafts, &count, NULL) == RC_OK && count > 0;
    buf_printf(said, "Không gõ phím nào trong %d phút nên phiên đã tự kết thúc.\n%s",
               s->campaign->idle_minutes,
               kept ? "Những gì chưa lưu ở trong bản nháp; hãy vào lại để làm tiếp."
                    : "Hãy vào lại khi cần.");
    arena_free(&a);
}

static const struct field_names *names(void *ctx) {
    return session_names(((struct app *)ctx)->session);
}

enum rc app_run(struct session *session, const struct environment *env, struct buf *said,
                struct err *e) {
    struct app app = {.session = session, .data_version = db_data_version(session->db)};
    enum rc rc = news_now(session, &app.log, e);
    if (rc)
        return rc;
    const struct ui_app ui = {
        .ctx = &app, .context = context, .may = may, .tick = tick, .names = names, .over = over};
    const struct term_settings settings = {
        .no_color = env->no_color, .ascii = !env->utf8, .escdelay = env->escdelay};
    rc = ui_run(&settings, &ui, &home_screen, NULL, e);
    arena_free(&app.pending.arena);
    if (app.left_alone)
        say_left_alone(session, said);
    return rc;
}
