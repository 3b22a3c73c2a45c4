#include "support/toy.h"
#include "thidua/dialog.h"
#include "thidua/field.h"
#include "thidua/form.h"
#include "thidua/listview.h"
#include "thidua/pager.h"

#include <locale.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* ---- the record of the form: a member of every type ---- */

struct thing {
    const char *name, *code, *phone, *theme, *contents, *note;
    int64_t kind, goal, cost, year, day, flag;
};

static const struct choice kinds_of_work[] = {
    {"collective", "tập thể"}, {"individual", "cá nhân"}, {NULL, NULL}};
static const struct choice themes[] = {{"gifts", "Triệu phần quà san sẻ yêu thương"},
                                       {"village", "Xây dựng nông thôn mới"},
                                       {"own", "tự chọn"},
                                       {NULL, NULL}};

#define AT(member) offsetof(struct thing, member)
static const struct field fields[] = {
    {.key = "name",
     .label = "Tên công trình",
     .type = FIELD_TEXT,
     .offset = AT(name),
     .width = 50,
     .min = 1,
     .max = 200,
     .flags = FIELD_REQUIRED,
     .hint = "Tên ngắn gọn, dễ nhận ra"},
    {.key = "code",
     .label = "Mã",
     .type = FIELD_CODE,
     .offset = AT(code),
     .width = 16,
     .flags = FIELD_FIXED},
    {.key = "kind",
     .label = "Loại",
     .type = FIELD_CHOICE,
     .offset = AT(kind),
     .width = 16,
     .flags = FIELD_REQUIRED,
     .choices = kinds_of_work},
    {.key = "year", .label = "Năm sinh", .type = FIELD_YEAR, .offset = AT(year), .width = 6},
    {.key = "theme",
     .label = "Thuộc công trình",
     .type = FIELD_TERM,
     .offset = AT(theme),
     .width = 40,
     .of = "theme"},
    {.key = "contents",
     .label = "Nội dung",
     .type = FIELD_TERMS,
     .offset = AT(contents),
     .width = 40,
     .of = "theme"},
    {.key = "goal", .label = "Chỉ tiêu", .type = FIELD_DECIMAL, .offset = AT(goal), .width = 12},
    {.key = "cost", .label = "Kinh phí", .type = FIELD_MONEY, .offset = AT(cost), .width = 20},
    {.key = "day", .label = "Bắt đầu", .type = FIELD_DATE, .offset = AT(day), .width = 12},
    {.key = "flag", .label = "Chuyên trách", .type = FIELD_FLAG, .offset = AT(flag), .width = 4},
    {.key = "phone", .label = "Điện thoại", .type = FIELD_PHONE, .offset = AT(phone), .width = 16},
    {.key = "note", .label = "Ghi chú", .type = FIELD_NOTE, .offset = AT(note), .width = 60},
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

static bool theme_at(void *ctx, const char *of, size_t i, struct choice *out) {
    (void)ctx;
    if (of == NULL || strcmp(of, "theme") != 0 || i >= 3)
        return false;
    *out = themes[i];
    return true;
}

/* ---- the list ---- */

struct list_state {
    const struct toy *toy;
    int64_t reads; /* how often the source was asked for rows */
    enum { SOUND, NO_TOTAL, NO_ROWS, HEALTHS } health;
    bool descending;
    int column;
    bool told;
    char saved[400];
};

static enum rc cannot_read(struct err *e) {
    return err_set(e, RC_IO, "Không đọc được.");
}

static enum rc total(struct screen *s, int64_t *out, struct err *e) {
    const struct list_state *me = s->state;
    if (me->health == NO_TOTAL)
        return cannot_read(e);
    *out = me->toy->rows;
    return RC_OK;
}

static enum rc page(struct screen *s, int64_t from, int64_t most, struct arena *a,
                    struct view_row *rows, int64_t *got, struct err *e) {
    struct list_state *me = s->state;
    if (me->health == NO_ROWS)
        return cannot_read(e);
    me->reads++;
    for (*got = 0; *got < most && from + *got < me->toy->rows; (*got)++) {
        int64_t n = from + *got;
        struct view_row *r = &rows[*got];
        r->id = me->descending ? me->toy->rows - n : n + 1;
        if (me->toy->captions && n % 10 == 0) {
            r->caption = true;
            r->cells[0] = arena_printf(a, "Nhóm %d", (int)(n / 10) + 1);
            continue;
        }
        r->cells[0] = arena_printf(a, "Đường hoa số %d", (int)r->id);
        r->cells[1] = r->id % 2 == 0 ? "Hải Hòa" : "Hải Anh";
        r->cells[2] = arena_printf(a, "%d%%", (int)(r->id % 101));
        r->cells[3] = "đang thực hiện";
        r->looks[2] = r->id % 101 == 100 ? UI_GOOD : UI_TEXT;
    }
    return a->failed ? err_nomem(e) : RC_OK;
}

static enum rc sort(struct screen *s, int column, bool descending, struct err *e) {
    (void)e;
    struct list_state *me = s->state;
    me->column = column;
    me->descending = descending;
    return RC_OK;
}

static const struct view_source source = {.total = total, .page = page, .sort = sort};
static const struct view_column columns[] = {
    {.heading = "Tên", .width = 0, .least = 20, .sortable = true},
    {.heading = "Đơn vị", .width = 14, .priority = 1, .sortable = true},
    {.heading = "Đạt", .width = 5, .align = TEXT_RIGHT},
    {.heading = "Trạng thái", .width = 16, .priority = 2},
};

/* ---- its actions ---- */

static enum rc save(struct screen *s, void *ctx, void *record, int64_t *answer, struct err *e) {
    (void)s;
    struct list_state *me = ctx;
    const struct thing *t = record;
    if (strcmp(t->name, "trùng") == 0)
        return err_field(e, RC_CONFLICT, "name", "Đã có công trình tên “trùng”; hãy đặt tên khác.");
    (void)snprintf(me->saved, sizeof me->saved, "lưu %s|%d|%s|%s|%lld|%lld|%d|%s", t->name,
                   (int)t->kind, t->theme != NULL ? t->theme : "",
                   t->contents != NULL ? t->contents : "", (long long)t->goal, (long long)t->cost,
                   (int)t->flag, t->note != NULL ? t->note : "");
    *answer = 7;
    return RC_OK;
}

static bool shows(void *ctx, const struct field *f, const void *record) {
    (void)ctx;
    const struct thing *t = record;
    return strcmp(f->key, "year") != 0 || t->kind == 1;
}

static enum outcome saved(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    const struct list_state *me = s->state;
    ui_say(s, "%s", answer == 7 ? me->saved : "không lưu");
    return UI_DONE;
}

static enum outcome edit(struct screen *s) {
    struct thing t;
    field_blank(fields, FIELDS, &t);
    t.name = "Đường hoa";
    t.kind = 0;
    struct form f = {.title = "Công trình mới",
                     .fields = fields,
                     .nfields = FIELDS,
                     .record = &t,
                     .size = sizeof t,
                     .making = true,
                     .ctx = s->state,
                     .save = save,
                     .shows = shows};
    (void)form_open(s, &f, saved);
    return UI_DONE;
}

static enum outcome approve(struct screen *s) {
    struct seen *on;
    size_t n;
    struct arena a = {0};
    struct err e = {0};
    if (listview_targets(s, &a, &on, &n, &e) == RC_OK)
        ui_say(s, "Đã duyệt %d dòng, dòng đầu là %d.", (int)n, n > 0 ? (int)on[0].id : 0);
    arena_free(&a);
    return UI_DONE;
}

static bool odd(struct screen *s, struct err *why) {
    if (s->list->selected_id % 2 == 0) {
        (void)err_set(why, RC_INVALID, "Chỉ dùng cho dòng lẻ.");
        return false;
    }
    return true;
}

static enum outcome only_odd(struct screen *s) {
    ui_say(s, "Dòng lẻ.");
    return UI_DONE;
}

static enum outcome removed(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    ui_say(s, "trả lời %d", (int)answer);
    return UI_DONE;
}

static enum outcome erase(struct screen *s) {
    static const char *const choices[] = {"Không", "Xóa", NULL};
    (void)dialog_ask(s, "Xóa công trình này?", choices, 0, removed);
    return UI_DONE;
}

static enum outcome returned(struct screen *s, int64_t answer, const char *text) {
    ui_say(s, "lý do %d “%s”", (int)answer, text);
    return UI_DONE;
}

static enum outcome give_back(struct screen *s) {
    (void)dialog_prompt(
        s, &(struct prompt){.question = "Lý do trả lại", .required = true, .most = 40}, returned);
    return UI_DONE;
}

static enum outcome read(struct screen *s) {
    struct buf text = {0};
    for (int i = 1; i <= 50; i++) {
        buf_printf(&text,
                   "  Đoạn %d: mỗi đơn vị ít nhất một công trình, phần việc của tập thể, "
                   "gắn với nội dung thi đua của huyện.\n",
                   i);
    }
    (void)pager_open(s, "Văn bản", buf_str(&text));
    buf_free(&text);
    return UI_DONE;
}

static enum outcome digit(struct screen *s) {
    ui_say(s, "chữ số %s", s->key.text);
    return UI_DONE;
}

static enum outcome scribble(struct screen *s) {
    (void)s;
    (void)fputs("library noise\n", stderr);
    return UI_DONE;
}

/* What the rows are read from fails, fails in another way, is mended; and they are read again. */
static enum outcome ail(struct screen *s) {
    struct list_state *me = s->state;
    struct err e;
    me->health = (me->health + 1) % HEALTHS;
    if (listview_reload(s, &e) != RC_OK)
        ui_fail(s, &e);
    return UI_DONE;
}

static const struct action actions[] = {
    {.keys = "Enter e", .label = "sửa", .help = "Sửa công trình đang chọn", .run = edit},
    {.keys = "d F6",
     .label = "duyệt",
     .help = "Duyệt các dòng đã đánh dấu",
     .run = approve,
     .need = CAP_APPROVE},
    {.keys = "x", .label = "xóa", .help = "Xóa công trình", .run = erase},
    {.keys = "r", .label = "trả lại", .help = "Trả lại kèm lý do", .run = give_back},
    {.keys = "v", .help = "Xem văn bản", .run = read},
    {.keys = "i", .help = "Việc của dòng lẻ", .run = only_odd, .enabled = odd},
    {.keys = "1-8", .label = "chọn", .help = "Chọn theo số", .run = digit},
    {.keys = "z", .help = "Làm hỏng, chữa nguồn số liệu", .run = ail},
    {.keys = "w", .help = "Viết ra lỗi chuẩn", .run = scribble},
    {0},
};

/* ---- the screen and the program ---- */

static enum rc open_list(struct screen *s, void *arg, struct err *e) {
    struct list_state *me = s->state;
    me->toy = arg;
    enum rc rc = listview_open(s, &source, columns, 4, e);
    if (rc == RC_OK)
        s->list->tags = true;
    return rc;
}

static void title(struct screen *s, struct buf *left, struct buf *right) {
    (void)s;
    (void)right;
    buf_puts(left, "Đăng ký");
}

static void status(struct screen *s, struct buf *out) {
    const struct list_state *me = s->state;
    buf_printf(out, "đọc %d lần ", (int)me->reads);
    listview_status(s, out);
}

static enum outcome tick(struct screen *s) {
    struct list_state *me = s->state;
    if (!me->toy->tells || me->told)
        return UI_PASS;
    me->told = true;
    ui_say(s, "Ngọc Lan vừa duyệt 1 đăng ký.");
    return UI_DONE;
}

static const struct screen_ops list_ops = {.name = "Đăng ký",
                                           .state_size = sizeof(struct list_state),
                                           .actions = actions,
                                           .open = open_list,
                                           .title = title,
                                           .status = status,
                                           .tick = tick};

static void context(void *ctx, struct buf *out) {
    (void)ctx;
    buf_puts(out, "Hội LHPN huyện · Ngọc Lan  05/11/2021");
}

static bool may(void *ctx, enum capability need, struct err *why) {
    const struct toy *toy = ctx;
    if (need == CAP_APPROVE && toy->may_not) {
        (void)err_set(why, RC_DENIED, "Chỉ cán bộ huyện được duyệt.");
        return false;
    }
    return true;
}

static const struct field_names *names(void *ctx) {
    static struct field_names n = {.at = theme_at};
    (void)ctx;
    (void)date_from_ymd(2021, 11, 5, &n.today);
    return &n;
}

int toy_run(void *arg) {
    struct toy *toy = arg;
    struct term_settings settings = {.no_color = toy->no_color, .ascii = toy->ascii};
    struct ui_app app = {.ctx = toy, .context = context, .may = may, .names = names};
    struct err e = {0};
    (void)setlocale(LC_CTYPE, "");
    enum rc rc = ui_run(&settings, &app, &list_ops, toy, &e);
    if (rc != RC_OK)
        (void)fprintf(stderr, "%s\n", e.message);
    return (int)rc;
}
