/* The award criteria checklist of one nomination: each line judged with its evidence, and what is
 * missing before it can be sent. */
#include "checklist_parts.h"
#include "thidua/acts.h"
#include "thidua/listview.h"
#include "thidua/pager.h"
#include "thidua/screens.h"
#include <string.h>

enum { LABEL_LEAST = 30, LABEL_MOST = 56, EVIDENCE_LEAST = 24, REASON_ROWS = 3 };

/* A row: a line of the checklist, or a heading. */
struct row {
    const struct checklist_line *line; /* NULL: a heading */
    const char *heading;
};

struct checklist_view {
    int64_t id;
    struct arena arena; /* of what follows; filled again as a whole */
    struct nomination nomination;
    struct work work;
    struct unit unit;
    struct checklist list;
    struct row *rows;
    int64_t nrows;
    unsigned news;
};

static struct checklist_view *of(const struct screen *s) {
    return s->state;
}

/* ---- reading */

static enum rc read_records(struct session *session, struct checklist_view *v, struct arena *a,
                            struct err *e) {
    enum rc rc = record_get(session, &kinds[KIND_NOMINATION], v->id, a, &v->nomination, e);
    if (!rc)
        rc = record_get_code(session, &kinds[KIND_UNIT], v->nomination.head.unit, a, &v->unit, e);
    if (!rc)
        rc = life_checklist(session, &v->nomination, a, &v->work, &v->list, e);
    return rc;
}

/* A heading before each group of criteria, and one before the dossier. */
static enum rc make_rows(struct checklist_view *v, struct arena *a, struct err *e) {
    const char *group = "";
    int number = 0;
    v->rows = arena_array(a, 2 * v->list.count + 1, sizeof *v->rows);
    if (v->rows == NULL)
        return err_nomem(e);
    for (size_t i = 0; i < v->list.count; i++) {
        const struct checklist_line *line = &v->list.lines[i];
        if (line->criterion && strcmp(line->criterion->group, group) != 0) {
            group = line->criterion->group;
            v->rows[v->nrows++].heading = arena_printf(a, "%d %s", ++number, group);
        }
        if (i == v->list.criteria)
            v->rows[v->nrows++].heading = "Hồ sơ";
        v->rows[v->nrows++].line = line;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static enum rc fill(struct screen *s, struct err *e) {
    struct checklist_view fresh = {.id = of(s)->id, .news = app_of(s)->news};
    struct arena a = {0};
    enum rc rc = read_records(app_session(s), &fresh, &a, e);
    if (!rc)
        rc = make_rows(&fresh, &a, e);
    if (rc) {
        arena_free(&a);
        return rc;
    }
    arena_free(&of(s)->arena);
    fresh.arena = a;
    *of(s) = fresh;
    return RC_OK;
}

/* ---- rows */

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    (void)e;
    *out = of(s)->nrows;
    return RC_OK;
}

/* At the right: the evidence; what a gate or an option is; or that nothing was said yet. Most of
 * the dossier has to be there: that is not said, and leaves room for what it is. */
static const char *at_right(const struct checklist_line *line) {
    if (line->judgement && line->judgement->evidence)
        return line->judgement->evidence;
    if (line->criterion && line->criterion->weight == WEIGHT_GATE)
        return "điều kiện bắt buộc";
    if (line->judgement == NULL)
        return line->criterion ? "chưa đánh giá" : line->item->required ? "" : "nếu có";
    return line->judgement->result == RESULT_NA ? "không áp dụng" : "";
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    const struct checklist_view *v = of(s);
    *got = v->nrows - from < most ? v->nrows - from : most;
    for (int64_t i = 0; i < *got; i++) {
        const struct row *row = &v->rows[from + i];
        rows[i].id = from + i + 1;
        rows[i].caption = row->line == NULL;
        if (row->line == NULL) {
            rows[i].cells[0] = row->heading;
            continue;
        }
        const struct term *term =
            row->line->criterion ? &row->line->criterion->term : &row->line->item->term;
        bool unmet = row->line->judgement && row->line->judgement->result == RESULT_UNMET;
        rows[i].cells[0] = arena_printf(a, "%s %s", checklist_sign(row->line), term->label);
        rows[i].cells[1] = at_right(row->line);
        rows[i].looks[0] = unmet ? UI_WARN : UI_TEXT;
        rows[i].looks[1] = UI_LABEL;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static const struct view_source source = {.total = total, .page = page};
/* The evidence is cut, rather than what it is evidence of; Enter reads all of it. */
static const struct view_column columns[] = {{.width = 0, .least = LABEL_LEAST, .most = LABEL_MOST},
                                             {.width = 0, .least = EVIDENCE_LEAST}};

/* ---- operations */

static enum rc checklist_open(struct screen *s, void *arg, struct err *e) {
    of(s)->id = *(int64_t *)arg;
    enum rc rc = fill(s, e);
    if (!rc)
        rc = listview_open(s, &source, columns, sizeof columns / sizeof *columns, e);
    if (rc)
        arena_free(&of(s)->arena);
    return rc;
}

static enum outcome checklist_resume(struct screen *s) {
    struct err e;
    enum rc rc = fill(s, &e);
    if (rc == RC_MISSING) {
        ui_warn(s, "Giới thiệu khen thưởng đang mở vừa bị xóa.");
        return UI_POP;
    }
    if (rc || listview_reload(s, &e))
        ui_fail(s, &e);
    return UI_DONE;
}

static enum outcome checklist_tick(struct screen *s) {
    return app_news(s, &of(s)->news) ? checklist_resume(s) : UI_PASS;
}

static void checklist_close(struct screen *s) {
    arena_free(&of(s)->arena);
}

static void checklist_title(struct screen *s, struct buf *left, struct buf *right) {
    const struct checklist_view *v = of(s);
    buf_printf(left, "Tiêu chí khen thưởng · %s",
               v->work.kind == WORK_INDIVIDUAL ? "cá nhân" : "tập thể");
    if (v->unit.kind == UNIT_COMMUNE || v->unit.kind == UNIT_TOWN)
        buf_puts(right, "Hội LHPN ");
    if (v->unit.kind == UNIT_COMMUNE) /* a town's name says that it is one */
        buf_printf(right, "%s ", unit_kinds[UNIT_COMMUNE].label);
    buf_puts(right, v->unit.name);
}

/* "[nháp] > đã nộp > huyện xét > tỉnh": where it is in brackets. */
static void say_steps(const struct nomination *n, struct buf *out) {
    static const char *const steps[] = {"nháp", "đã nộp", "huyện xét", "tỉnh"};
    size_t at = n->state == NOMINATION_SUBMITTED                                       ? 1
                : n->state == NOMINATION_ELIGIBLE || n->state == NOMINATION_INELIGIBLE ? 2
                                                                                       : 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const char *word = i == at && at != 1 ? nomination_states[n->state].label : steps[i];
        buf_printf(out, i == at ? "%s[%s]" : "%s%s", i ? " > " : "", word);
    }
}

/* Why it came back, below the subject: in as many rows as it takes, of a long one the beginning. */
struct reason {
    struct screen *s;
    int row;
};

static bool draw_reason_row(void *ctx, const char *text, size_t n) {
    struct reason *r = ctx;
    if (r->row == REASON_ROWS)
        ui_put_cell(r->s, r->row, 1, ui_cols(r->s) - 2, TEXT_LEFT, UI_WARN, text);
    else
        ui_printf(r->s, r->row, 1, UI_WARN, "%.*s", (int)n, text);
    return r->row++ < REASON_ROWS;
}

/* The row below it, which is blank where there is no reason. */
static int draw_reason(struct screen *s) {
    const char *why = of(s)->nomination.reason;
    struct reason r = {.s = s, .row = 1};
    struct buf text = {0};
    if (why == NULL)
        return r.row + 1;
    buf_printf(&text, "Trả lại: %s", why);
    (void)text_wrap(buf_str(&text), ui_cols(s) - 2, draw_reason_row, &r);
    buf_free(&text);
    return r.row;
}

static void checklist_draw(struct screen *s) {
    const struct checklist_view *v = of(s);
    struct buf steps = {0};
    say_steps(&v->nomination, &steps);
    int cells = text_width(buf_str(&steps));
    int left = ui_cols(s) - cells - 3;
    const char *subject =
        v->work.kind == WORK_INDIVIDUAL && v->work.person ? v->work.person : v->work.title;
    ui_put_cell(s, 0, 1, left > 10 ? left : 10, TEXT_LEFT, UI_HEADING, subject);
    ui_put(s, 0, left > 10 ? left + 2 : 12, UI_LABEL, buf_str(&steps));
    buf_free(&steps);
    int top = draw_reason(s);
    listview_draw(s, top, ui_rows(s) - top);
    /* The title has no room for the place in the list. */
    if (s->list->top > 0)
        ui_put(s, top, ui_cols(s) - 1, UI_DIM, ui_glyph(s, GLYPH_UP));
    if (s->list->top + s->list->shown < s->list->total)
        ui_put(s, ui_rows(s) - 1, ui_cols(s) - 1, UI_DIM, ui_glyph(s, GLYPH_DOWN));
}

static void checklist_status(struct screen *s, struct buf *out) {
    const struct checklist *l = &of(s)->list;
    buf_printf(out, "Đã đánh giá %d/%zu (%d đạt, %d chưa đạt) · hồ sơ %d/%d · ", l->judged,
               l->criteria, l->met, l->unmet, l->present, l->items);
    checklist_say_now(l, &of(s)->nomination, out);
}

/* ---- actions */

static const struct checklist_line *selected(const struct screen *s) {
    const struct checklist_view *v = of(s);
    return s->list->selected < v->nrows ? v->rows[s->list->selected].line : NULL;
}

/* Is it the unit's still? Answered from memory, as all of these are. */
static bool can_judge(struct screen *s, struct err *why) {
    int64_t state = of(s)->nomination.state;
    if (selected(s) == NULL) {
        err_set(why, RC_MISSING, "Hãy chọn một dòng tiêu chí.");
        return false;
    }
    if (state == NOMINATION_DRAFT || state == NOMINATION_RETURNED)
        return true;
    err_set(why, RC_CONFLICT, "Giới thiệu ở trạng thái “%s” nên không sửa đánh giá được nữa.",
            nomination_states[state].label);
    return false;
}

static const char *code_of(const struct checklist_line *line) {
    return line->criterion ? line->criterion->term.code : line->item->term.code;
}

static enum outcome judge(struct screen *s, enum judgement_result result) {
    const struct checklist_line *line = selected(s);
    struct err e;
    if (line == NULL)
        return UI_DONE;
    if (life_judge(app_session(s), of(s)->id, code_of(line), result, NULL, NULL, &e)) {
        ui_fail(s, &e);
        return UI_DONE;
    }
    enum outcome o = checklist_resume(s);
    if (o == UI_DONE && s->list->selected + 1 < s->list->total)
        listview_goto(s, s->list->selected + 1);
    return o;
}

static enum outcome met(struct screen *s) {
    return judge(s, RESULT_MET);
}
static enum outcome unmet(struct screen *s) {
    return judge(s, RESULT_UNMET);
}
static enum outcome not_applicable(struct screen *s) {
    return judge(s, RESULT_NA);
}

static enum outcome evidence(struct screen *s) {
    const struct checklist_line *line = selected(s);
    return line ? acts_evidence(s, of(s)->id, code_of(line)) : UI_DONE;
}

static enum outcome read_all(struct screen *s) {
    const struct checklist_view *v = of(s);
    struct buf text = {0};
    checklist_page(&v->nomination, &v->work, &v->unit, &v->list, &text);
    pager_open(s, "Giới thiệu khen thưởng", buf_str(&text));
    buf_free(&text);
    return UI_DONE;
}

static enum outcome dossier(struct screen *s) {
    const struct checklist_view *v = of(s);
    for (int64_t i = 0; i < v->nrows; i++)
        if (v->rows[i].line && v->rows[i].line->item) {
            listview_goto(s, i);
            return UI_DONE;
        }
    ui_say(s, "Đợt thi đua này không yêu cầu hồ sơ.");
    return UI_DONE;
}

static enum outcome edit(struct screen *s) {
    return acts_edit(s, KIND_NOMINATION, of(s)->id, NULL);
}

static bool can_edit(struct screen *s, struct err *why) {
    return record_can_change(app_session(s), &kinds[KIND_NOMINATION], &of(s)->nomination, why);
}

static enum outcome history(struct screen *s) {
    return acts_history(s, &kinds[KIND_NOMINATION], of(s)->id);
}

static bool can(struct screen *s, const char *action, struct err *why) {
    return life_can(app_session(s), life_step_find(KIND_NOMINATION, action), &of(s)->nomination,
                    why);
}

static enum outcome submit(struct screen *s) {
    return acts_step_on(s, KIND_NOMINATION, &of(s)->nomination.head, "submit");
}
static bool can_submit(struct screen *s, struct err *why) {
    const struct checklist_view *v = of(s);
    struct buf lacks = {0};
    if (v->nomination.state != NOMINATION_DRAFT && v->nomination.state != NOMINATION_RETURNED)
        return can(s, "submit", why);
    if (v->list.open == 0)
        return true;
    checklist_say(&v->list, &lacks);
    err_set(why, RC_CONFLICT, "Giới thiệu này %s chưa đánh giá.", buf_str(&lacks));
    buf_free(&lacks);
    return false;
}
static enum outcome give_back(struct screen *s) {
    return acts_step_on(s, KIND_NOMINATION, &of(s)->nomination.head, "return");
}
static bool can_give_back(struct screen *s, struct err *why) {
    return can(s, "return", why);
}
static enum outcome review(struct screen *s) {
    return acts_step_on(s, KIND_NOMINATION, &of(s)->nomination.head, "approve");
}
static bool can_review(struct screen *s, struct err *why) {
    return can(s, "approve", why);
}

static const struct action actions[] = {
    {"Space", "đạt", "Đánh giá dòng này: đạt", met, CAP_NOMINATE, can_judge, "Tiêu chí"},
    {"-", "chưa đạt", "Đánh giá dòng này: chưa đạt", unmet, CAP_NOMINATE, can_judge, NULL},
    {"/", "k.áp dụng", "Dòng này không áp dụng", not_applicable, CAP_NOMINATE, can_judge, NULL},
    {"e F6", "minh chứng", "Ghi minh chứng cho dòng này", evidence, CAP_NOMINATE, can_judge, NULL},
    {"s F7", "nộp", "Nộp về huyện", submit, CAP_NOMINATE, can_submit, NULL},
    {"d F8", "xét", "Xét: đủ hay không đủ điều kiện, theo bảng tiêu chí", review, CAP_REVIEW,
     can_review, NULL},
    {"r", "trả lại", "Trả lại đơn vị, kèm lý do", give_back, CAP_REVIEW, can_give_back, NULL},
    {"h", "hồ sơ", "Tới phần hồ sơ", dossier, CAP_READ, NULL, NULL},
    {"Enter v F3", "toàn văn", "Đọc cả bản giới thiệu: tóm tắt thành tích, từng dòng và minh chứng",
     read_all, CAP_READ, NULL, NULL},
    {"E", NULL, "Sửa tóm tắt thành tích", edit, CAP_NOMINATE, can_edit, NULL},
    ACTS_UNDO,
    {"H", NULL, "Lịch sử của giới thiệu này và từng dòng đánh giá", history, CAP_LOG, NULL, NULL},
    {0},
};

const struct screen_ops checklist_screen = {
    .name = "Tiêu chí khen thưởng",
    .state_size = sizeof(struct checklist_view),
    .actions = actions,
    .bar_shows_what_can_be_done = true,
    .open = checklist_open,
    .title = checklist_title,
    .draw = checklist_draw,
    .status = checklist_status,
    .tick = checklist_tick,
    .resume = checklist_resume,
    .close = checklist_close,
};
