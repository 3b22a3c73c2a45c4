/* The figures of home's menu: of the whole district, or in other words of one unit. */
#include "home_parts.h"
#include "thidua/pace.h"
#include "thidua/text.h"
#include "thidua/theme.h"
#include <inttypes.h>

enum { BAR_CELLS = 10 };

/* "██████░░░░  66%", half the bar when that is too wide, then the figure alone. */
static void percentage(const struct home_facts *f, int64_t percent, int brief, struct buf *out) {
    int cells = brief == 0 ? BAR_CELLS : brief == 1 ? BAR_CELLS / 2 : 0;
    if (cells > 0)
        theme_bar(out, cells, percent, f->ascii);
    buf_printf(out, cells > 0 ? " %3" PRId64 "%%" : "%" PRId64 "%%", percent);
}

void home_say_plan(const struct home_facts *f, int brief, struct buf *out) {
    const struct status_deadline *next = NULL;
    for (size_t i = 0; i < f->status->ndeadlines; i++) {
        const struct status_deadline *d = &f->status->deadlines[i];
        if (d->days_left >= 0 && (next == NULL || d->days_left < next->days_left))
            next = d;
    }
    if (brief < 2 || next == NULL)
        buf_printf(out, "%d phần, %d mục", f->parts, f->headings);
    if (next == NULL)
        return;
    buf_printf(out, "%s%s%s, ", brief < 2 ? " · " : "", brief < 1 ? "mốc gần nhất: " : "",
               next->deadline->short_label);
    deadline_say(next->deadline, f->today, out);
}

static void own_registration(const struct status *st, int brief, struct buf *out) {
    int64_t rest = st->works.total - st->works.submitted;
    buf_puts(out, st->units.registered == 0 ? "chưa đăng ký"
                  : st->units.late > 0      ? "đã đăng ký, muộn"
                                            : "đã đăng ký, đúng hạn");
    if (brief == 0 && rest > 0)
        buf_printf(out, " · %" PRId64 " công trình, phần việc", st->works.total);
    if (st->works.submitted > 0)
        buf_printf(out, " · %" PRId64 " chờ duyệt", st->works.submitted);
}

void home_say_registration(const struct home_facts *f, int brief, struct buf *out) {
    const struct status *st = f->status;
    if (f->own) {
        own_registration(st, brief, out);
        return;
    }
    buf_printf(out, "%" PRId64 "/%" PRId64 " đơn vị  ", st->units.registered, st->units.total);
    percentage(f, pace_done(st->units.registered, st->units.total, 0), brief, out);
    if (st->works.submitted > 0)
        buf_printf(out, "  %" PRId64 " chờ duyệt", st->works.submitted);
}

void home_say_pace(const struct home_facts *f, int brief, struct buf *out) {
    const struct status *st = f->status;
    const struct {
        int64_t count;
        const char *what;
    } beside[] = {{st->works.behind, "chậm"},
                  {st->works.stale, "lâu chưa cập nhật"},
                  {brief == 0 ? st->works.completed : 0, "hoàn thành"}};
    const char *before = "  ";
    if (brief < HOME_BRIEFEST)
        buf_printf(out, "%" PRId64 " công trình ", st->works.approved);
    percentage(f, st->works.percent, brief, out);
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        if (beside[i].count == 0)
            continue;
        buf_printf(out, "%s%" PRId64 " %s", before, beside[i].count, beside[i].what);
        before = ", ";
    }
}

void home_say_nominations(const struct home_facts *f, int brief, struct buf *out) {
    const struct status *st = f->status;
    int64_t listed = st->nominations.collective + st->nominations.individual;
    if (f->own == NULL) {
        buf_printf(out, "%" PRId64 "/%" PRId64 " đơn vị đã giới thiệu", st->nominations.units,
                   st->units.total);
        return;
    }
    buf_puts(out, st->nominations.units > 0 ? "đã giới thiệu" : "chưa giới thiệu");
    if (listed > 0 && brief == 0)
        buf_printf(out, " · trong danh sách: %" PRId64 " tập thể, %" PRId64 " cá nhân",
                   st->nominations.collective, st->nominations.individual);
}

static int64_t duties_done(const struct status *st) {
    int64_t done = 0;
    for (size_t i = 0; i < st->nduties; i++)
        done += st->each_duty[i].done >= st->each_duty[i].of;
    return done;
}

void home_say_duties(const struct home_facts *f, int brief, struct buf *out) {
    const struct status *st = f->status;
    (void)brief;
    if (f->own)
        buf_printf(out, "%" PRId64 "/%zu đã làm", duties_done(st), st->nduties);
    else
        buf_printf(out, "%" PRId64 "/%" PRId64 " đã triển khai", st->duties.rolled_out,
                   st->units.total);
    buf_printf(out, " · %" PRId64 " tin, bài", st->duties.publicity);
}

void home_say_units(const struct home_facts *f, int brief, struct buf *out) {
    const struct status *st = f->status;
    if (f->own)
        buf_puts(out, f->own);
    else if (brief == 0)
        buf_printf(out, "%" PRId64 " xã, thị trấn · %" PRId64 " trực thuộc", st->units.communes,
                   st->units.affiliates);
    else
        buf_printf(out, "%" PRId64 " đơn vị", st->units.total);
    buf_puts(out, " · ");
    text_number(out, st->units.members);
    buf_puts(out, " hội viên");
}

void home_say(home_say_fn *say, const struct home_facts *f, int cells, struct buf *out) {
    struct buf text = {0};
    int brief = 0;
    do {
        buf_clear(&text);
        say(f, brief, &text);
    } while (text_width(buf_str(&text)) > cells && brief++ < HOME_BRIEFEST);
    buf_puts(out, buf_str(&text));
    buf_free(&text);
}
