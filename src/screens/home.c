/* Home: where do we stand, what is due. Eight ways in, each with its figure, then what there is to
 * do. All of it is one list, so that it scrolls in a small window and the cursor rests on a line.
 */
#include "home_parts.h"
#include "thidua/acts.h"
#include "thidua/draft.h"
#include "thidua/listview.h"
#include "thidua/screens.h"
#include "thidua/status.h"
#include <string.h>

/* Two columns: the number or sign, and from SAID_AT on what is said; the last cell is for the sign
 * that there is more. */
enum { MENU = 8, NAME_CELLS = 14, SIGN_CELLS = 2, SAID_AT = 2 + SIGN_CELLS + 1 };

struct home {
    struct arena arena; /* of the status; filled again as a whole */
    struct status status;
    struct draft *drafts; /* hers that are not saved, newest first */
    size_t ndrafts;
    struct home_facts facts;
    int cells; /* of the window the lines were worded for */
    unsigned news;
};

static struct home *of(const struct screen *s) {
    return s->state;
}

static const struct {
    const char *name;
    home_say_fn *say;                /* its figure; NULL: none */
    const struct screen_ops *screen; /* NULL: the page of brief.c */
    struct list_rows rows;           /* those its line counts; without a list: all */
    enum capability need;            /* CAP_TOTALS (0) is everybody */
} menu[MENU] = {
    {"Kế hoạch", home_say_plan, .screen = &plan_screen},
    {"Đăng ký", home_say_registration, .screen = &registration_screen},
    {"Tiến độ", home_say_pace, .screen = &pace_screen, .rows = {"pace", {{"district", "0"}}}},
    {"Khen thưởng", home_say_nominations, .screen = &nominations_screen},
    {"Nhiệm vụ", home_say_duties, .screen = &duties_screen},
    {"Đơn vị", home_say_units, .screen = &units_screen},
    {.name = "Báo cáo"},
    {.name = "Nhật ký", .screen = &log_screen, .need = CAP_LOG},
};

/* ---- the lines: menu, blank, heading, drafts, dues */

enum { FIRST_DRAFT = MENU + 2 };

static bool is_draft(const struct home *h, int64_t line) {
    return line >= FIRST_DRAFT && line < FIRST_DRAFT + (int64_t)h->ndrafts;
}

/* Index of the due on this line; what is not one is past the last. */
static size_t due_on(const struct home *h, int64_t line) {
    int64_t i = line - FIRST_DRAFT - (int64_t)h->ndrafts;
    return i < 0 ? h->status.ndue : (size_t)i;
}

static int64_t count_lines(const struct home *h) {
    int64_t todo = (int64_t)(h->ndrafts + h->status.ndue);
    return FIRST_DRAFT + (todo ? todo : 1);
}

static void fill_draft(const struct draft *d, struct arena *a, struct view_row *row) {
    char at[INSTANT_TEXT_SIZE];
    row->cells[0] = "!";
    row->cells[1] =
        arena_printf(a, "Bản nháp chưa lưu: %s (lúc %s)", d->label, instant_short(d->at, at));
    row->looks[0] = row->looks[1] = UI_WARN;
}

static int due_room(const struct screen *s) {
    return ui_cols(s) - 1 - SAID_AT;
}

/* At most `cells` of it, an ellipsis where it is cut. */
static void cut_to(struct screen *s, const char *text, int cells, struct buf *out) {
    if (text_width(text) > cells)
        text_cell(out, text, cells, TEXT_LEFT, ui_ascii(s));
    else
        buf_puts(out, text);
}

/* Where it is too long: without the day, and if that is not enough it is the words that are cut,
 * not how long there is. */
static const char *say_due(struct screen *s, const struct status_due *due, struct arena *a) {
    int room = due_room(s);
    struct buf text = {0};
    if (text_width(due->text) <= room || due->soon == NULL) {
        cut_to(s, due->text, room, &text);
    } else {
        cut_to(s, due->what, room - text_width(due->soon) - 2, &text);
        buf_printf(&text, ", %s", due->soon);
    }
    const char *said = arena_dup(a, buf_str(&text));
    buf_free(&text);
    return said;
}

static void fill_due(struct screen *s, const struct status_due *due, struct arena *a,
                     struct view_row *row) {
    row->cells[0] = due->urgent ? "!" : ui_glyph(s, GLYPH_BULLET);
    row->cells[1] = say_due(s, due, a);
    row->looks[0] = row->looks[1] = due->urgent ? UI_WARN : UI_TEXT;
}

/* What she may not open stands there greyed, with the reason. */
static void fill_menu(struct screen *s, size_t i, struct arena *a, struct view_row *row) {
    struct buf text = {0};
    struct err why = {0};
    bool may = ui_may(s, menu[i].need, &why);
    row->cells[0] = arena_printf(a, "%d", (int)i + 1);
    text_cell(&text, menu[i].name, NAME_CELLS, TEXT_LEFT, ui_ascii(s));
    if (!may)
        buf_printf(&text, "(%s)", why.message);
    else if (menu[i].say)
        home_say(menu[i].say, &of(s)->facts, ui_cols(s) - 1 - SAID_AT - NAME_CELLS, &text);
    row->cells[1] = arena_dup(a, buf_str(&text));
    row->looks[0] = may ? UI_KEY : UI_DIM;
    row->looks[1] = may ? UI_TEXT : UI_DIM;
    buf_free(&text);
}

static void fill_line(struct screen *s, int64_t i, struct arena *a, struct view_row *row) {
    const struct home *h = of(s);
    row->id = i + 1;
    if (i < MENU) {
        fill_menu(s, (size_t)i, a, row);
    } else if (i < FIRST_DRAFT) {
        row->caption = true;
        row->cells[0] = i == MENU ? "" : "Việc cần làm";
    } else if (is_draft(h, i)) {
        fill_draft(&h->drafts[i - FIRST_DRAFT], a, row);
    } else if (due_on(h, i) < h->status.ndue) {
        fill_due(s, &h->status.due[due_on(h, i)], a, row);
    } else {
        row->caption = true;
        row->cells[0] = "Không có việc gì đang chờ.";
    }
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    *out = count_lines(of(s));
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    int64_t n = count_lines(of(s)) - from;
    *got = n < most ? n : most;
    for (int64_t i = 0; i < *got; i++)
        fill_line(s, from + i, a, &rows[i]);
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
static const struct view_column columns[] = {{.width = SIGN_CELLS}, {.width = 0}};

/* ---- reading */

/* Parts and headings of the plan. */
static enum rc count_plan(struct session *session, struct home_facts *facts, struct err *e) {
    struct arena a = {0};
    struct plan plan;
    enum rc rc = session_plan(session, &a, &plan, e);
    for (int i = 0; !rc && i < plan.count; i++) {
        facts->parts += plan.nodes[i].depth == 0 && plan.nodes[i].mark <= PLAN_ROMAN;
        facts->headings += plan.nodes[i].mark <= PLAN_LETTER;
    }
    arena_free(&a);
    return rc;
}

static enum rc fill(struct screen *s, struct err *e) {
    struct home *h = of(s);
    struct session *session = app_session(s);
    struct arena a = {0};
    struct status status;
    struct draft *drafts = NULL;
    size_t ndrafts = 0;
    struct home_facts facts = {.today = session->today, .ascii = ui_ascii(s)};
    enum rc rc = count_plan(session, &facts, e);
    if (!rc)
        rc = status_fill(session, app_own_unit(s), &a, &status, e);
    if (!rc)
        rc = draft_list(session, &a, &drafts, &ndrafts, e);
    if (rc) {
        arena_free(&a);
        return rc;
    }
    arena_free(&h->arena);
    h->arena = a;
    h->status = status;
    h->drafts = drafts;
    h->ndrafts = ndrafts;
    facts.status = &h->status;
    facts.own = app_own_unit(s) ? app_unit_name(s) : NULL;
    h->facts = facts;
    return RC_OK;
}

/* What was typed before the line was cut is a key away. */
static void offer_drafts(struct screen *s) {
    const struct home *h = of(s);
    char at[INSTANT_TEXT_SIZE];
    if (h->ndrafts == 0)
        return;
    listview_goto(s, FIRST_DRAFT);
    ui_say(s, "Có bản nháp chưa lưu: %s (lúc %s). Enter để tiếp tục.", h->drafts[0].label,
           instant_short(h->drafts[0].at, at));
}

static enum rc home_open(struct screen *s, void *arg, struct err *e) {
    (void)arg;
    of(s)->news = app_of(s)->news;
    enum rc rc = fill(s, e);
    if (!rc)
        rc = listview_open(s, &source, columns, 2, e);
    if (!rc)
        offer_drafts(s);
    return rc;
}

static enum outcome home_resume(struct screen *s) {
    struct err e;
    if (fill(s, &e) || listview_reload(s, &e))
        ui_fail(s, &e);
    return UI_DONE;
}

static enum outcome home_tick(struct screen *s) {
    return app_news(s, &of(s)->news) ? home_resume(s) : UI_PASS;
}

static void home_close(struct screen *s) {
    arena_free(&of(s)->arena);
}

/* ---- showing */

static void home_title(struct screen *s, struct buf *left, struct buf *right) {
    const struct campaign *c = app_session(s)->campaign;
    buf_printf(left, "Thi đua · %s", c->short_name ? c->short_name : c->name);
    app_context(app_session(s), right);
}

/* In another width the lines are worded anew. */
static void reword(struct screen *s) {
    struct err e;
    if (of(s)->cells != ui_cols(s) && listview_reload(s, &e))
        ui_fail(s, &e);
    of(s)->cells = ui_cols(s);
}

/* Of a thing to do that is cut, all of it. Asked for before the drawing. */
static void home_status(struct screen *s, struct buf *out) {
    const struct home *h = of(s);
    size_t due = due_on(h, s->list->selected);
    reword(s);
    if (due < h->status.ndue && text_width(h->status.due[due].text) > due_room(s))
        buf_puts(out, h->status.due[due].text);
    else
        listview_status(s, out);
}

static void home_draw(struct screen *s) {
    const struct campaign *c = app_session(s)->campaign;
    struct buf day = {0};
    campaign_say_day(c, app_session(s)->today, &day);
    ui_put(s, 0, 1, UI_TEXT, buf_str(&day));
    buf_free(&day);
    reword(s);
    listview_draw(s, 2, ui_rows(s) - 2);
    /* In a low window there is more to do than is seen. */
    if (s->list->top > 0)
        ui_put(s, 2, ui_cols(s) - 1, UI_DIM, ui_glyph(s, GLYPH_UP));
    if (s->list->top + s->list->shown < s->list->total)
        ui_put(s, ui_rows(s) - 1, ui_cols(s) - 1, UI_DIM, ui_glyph(s, GLYPH_DOWN));
}

static enum outcome open_line(struct screen *s, int64_t i) {
    const struct home *h = of(s);
    if (i < MENU && menu[i].screen == NULL) {
        brief_open(s);
    } else if (i < MENU) {
        struct list_rows rows = menu[i].rows;
        bool some = rows.list && h->facts.own == NULL; /* of a unit's own all are counted */
        ui_push(s, menu[i].screen, some ? &rows : NULL, NULL);
    } else if (is_draft(h, i)) {
        return acts_draft(s, h->drafts[i - FIRST_DRAFT].id);
    } else if (due_on(h, i) < h->status.ndue) {
        screens_open_list(s, &h->status.due[due_on(h, i)].rows);
    }
    return UI_DONE;
}

static enum outcome enter(struct screen *s) {
    return open_line(s, s->list->selected);
}

static enum outcome digit(struct screen *s) {
    int64_t i = s->key.text[0] - '1';
    if (i < 0 || i >= MENU)
        return UI_PASS;
    listview_goto(s, i);
    return open_line(s, i);
}

static const struct action actions[] = {
    {"1-8", "chọn", "Mở mục có số này", digit, CAP_TOTALS, NULL, "Trang đầu"},
    {"Enter Right", "mở", "Mở dòng đang chọn", enter, CAP_TOTALS, NULL, NULL},
    ACTS_UNDO,
    {0},
};

const struct screen_ops home_screen = {
    .name = "Trang đầu",
    .state_size = sizeof(struct home),
    .actions = actions,
    .open = home_open,
    .title = home_title,
    .draw = home_draw,
    .status = home_status,
    .tick = home_tick,
    .resume = home_resume,
    .close = home_close,
};
