/* The actions every list has. */
#include "listview_parts.h"
#include "thidua/dialog.h"

static enum outcome down(struct screen *s) {
    listview_goto(s, s->list->selected + 1);
    return UI_DONE;
}

static enum outcome up(struct screen *s) {
    listview_goto(s, s->list->selected - 1);
    return UI_DONE;
}

static enum outcome page_down(struct screen *s) {
    listview_page(s, 1);
    return UI_DONE;
}

static enum outcome page_up(struct screen *s) {
    listview_page(s, -1);
    return UI_DONE;
}

static enum outcome first(struct screen *s) {
    listview_goto(s, 0);
    return UI_DONE;
}

static enum outcome last(struct screen *s) {
    listview_goto(s, s->list->total - 1);
    return UI_DONE;
}

/* ---- search ---- */

static enum outcome search(struct screen *s) {
    listview_search(s);
    return UI_DONE;
}

static bool was_searched(struct screen *s, struct err *why) {
    if (s->list->sought.len > 0)
        return true;
    err_set(why, RC_INVALID, "Chưa tìm gì: bấm / rồi gõ vài chữ.");
    return false;
}

/* Round the end, and where there is no other, is said: else it looks like a key that was lost. */
static enum outcome again(struct screen *s, int step) {
    int64_t from = s->list->selected;
    if (!listview_find(s, buf_str(&s->list->sought), from + step, step))
        ui_warn(s, "Không còn thấy ở dòng nào.");
    else if (s->list->selected == from)
        ui_say(s, "Chỉ thấy ở dòng này.");
    else if ((s->list->selected > from) != (step > 0))
        ui_say(s, step > 0 ? "Đã hết danh sách, tìm tiếp từ đầu."
                           : "Đã đến đầu danh sách, tìm tiếp từ cuối.");
    return UI_DONE;
}

static enum outcome next_match(struct screen *s) {
    return again(s, 1);
}

static enum outcome last_match(struct screen *s) {
    return again(s, -1);
}

/* ---- order ---- */

static bool can_sort(const struct listview *v) {
    for (size_t c = 0; v->source->sort != NULL && c < v->ncolumns; c++)
        if (v->columns[c].sortable)
            return true;
    return false;
}

static enum outcome order_by(struct screen *s, int column, bool descending) {
    struct err e = {0};
    if (listview_sort(s, column, descending, &e) != RC_OK) {
        ui_fail(s, &e);
    } else if (column < 0) {
        ui_say(s, "Xếp theo thứ tự vốn có.");
    } else {
        ui_say(s, "Xếp theo “%s”, %s.", s->list->columns[column].heading,
               descending ? "giảm dần" : "tăng dần");
    }
    return UI_DONE;
}

/* The next sortable column to the right or left; the list's own order is before the first. */
static enum outcome order_step(struct screen *s, int step) {
    const struct listview *v = s->list;
    int count = (int)v->ncolumns + 1;
    int at = v->sort + 1;
    do {
        at = (at + step + count) % count;
    } while (at > 0 && !v->columns[at - 1].sortable);
    return order_by(s, at - 1, v->descending && at > 0);
}

static enum outcome order_right(struct screen *s) {
    return order_step(s, 1);
}

static enum outcome order_left(struct screen *s) {
    return order_step(s, -1);
}

static enum outcome reverse(struct screen *s) {
    if (s->list->sort < 0) {
        ui_say(s, "Hãy chọn cột để xếp trước: < hoặc >.");
        return UI_DONE;
    }
    return order_by(s, s->list->sort, !s->list->descending);
}

/* The i-th choice of the list of orders: the list's own, then the sortable columns. */
static int order_choice(const struct listview *v, size_t i) {
    for (int c = 0; i > 0 && c < (int)v->ncolumns; c++)
        if (v->columns[c].sortable && --i == 0)
            return c;
    return -1;
}

static bool order_label(void *ctx, size_t i, const char **label) {
    const struct listview *v = ctx;
    int c = order_choice(v, i);
    *label = i == 0 ? "Thứ tự vốn có" : c >= 0 ? v->columns[c].heading : NULL;
    return *label != NULL;
}

static enum outcome order_chosen(struct screen *s, int64_t answer, const char *text) {
    (void)text;
    return answer > 0 ? order_by(s, order_choice(s->list, (size_t)answer - 1), false) : UI_DONE;
}

static enum outcome order_choose(struct screen *s) {
    (void)dialog_choose(s, "Xếp theo", order_label, s->list, -1, order_chosen);
    return UI_DONE;
}

/* ---- tags ---- */

static bool has_rows(struct screen *s, struct err *why) {
    if (s->list->total > 0)
        return true;
    err_set(why, RC_INVALID, "Chưa có dòng nào.");
    return false;
}

static enum outcome tag(struct screen *s) {
    const struct seen one = listview_seen(s);
    if (one.id != 0 && !listview_tag(s, one, !listview_is_tagged(s, one.id))) {
        ui_warn(s, "Máy chủ hết bộ nhớ, chưa đánh dấu được dòng này.");
        return UI_DONE;
    }
    return down(s);
}

static bool tag_row(void *ctx, int64_t row, struct view_row *r) {
    (void)row;
    return r->caption || listview_tag(ctx, (struct seen){r->id, r->version}, true);
}

static enum outcome tag_all(struct screen *s) {
    struct err e = {0};
    if (s->list->ntagged > 0) {
        listview_untag(s);
    } else if (listview_scan(s, tag_row, s, &e) != RC_OK) {
        listview_untag(s);
        ui_fail(s, &e);
    }
    return UI_DONE;
}

const struct action listview_actions[] = {
    {.keys = "/",
     .label = "tìm",
     .help = "Tìm trong danh sách, gõ đến đâu tìm đến đấy, không cần dấu",
     .run = search,
     .group = "Danh sách"},
    {.keys = "Down j", .help = "Dòng dưới", .run = down},
    {.keys = "Up k", .help = "Dòng trên", .run = up},
    {.keys = "t Space", .help = "Đánh dấu dòng này", .run = tag, .enabled = has_rows},
    {.keys = "T", .help = "Đánh dấu tất cả, hoặc bỏ hết dấu", .run = tag_all, .enabled = has_rows},
    /* Where nothing is tagged Space pages, as in less and tig. */
    {.keys = "PgDn Ctrl-F Space", .help = "Trang sau", .run = page_down},
    {.keys = "PgUp Ctrl-B b", .help = "Trang trước", .run = page_up},
    {.keys = "Home g", .help = "Dòng đầu", .run = first},
    {.keys = "End G", .help = "Dòng cuối", .run = last},
    {.keys = "n", .help = "Tìm tiếp xuống dưới", .run = next_match, .enabled = was_searched},
    {.keys = "N", .help = "Tìm tiếp lên trên", .run = last_match, .enabled = was_searched},
    {.keys = "o", .help = "Chọn cột để xếp", .run = order_choose},
    {.keys = ">", .help = "Xếp theo cột bên phải", .run = order_right},
    {.keys = "<", .help = "Xếp theo cột bên trái", .run = order_left},
    {.keys = "O", .help = "Đảo chiều thứ tự", .run = reverse},
    {0},
};

bool listview_offers(const struct listview *v, const struct action *a) {
    if (a->run == tag || a->run == tag_all)
        return v->tags;
    bool sorts = a->run == order_choose || a->run == order_right || a->run == order_left ||
                 a->run == reverse;
    return !sorts || can_sort(v);
}
