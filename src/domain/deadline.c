#include "thidua/deadline.h"
#include <inttypes.h>

const struct choice deadline_states[] = {
    [DEADLINE_AHEAD] = {"ahead", "còn xa"},    [DEADLINE_SOON] = {"soon", "sắp đến hạn"},
    [DEADLINE_TODAY] = {"today", "ngày cuối"}, [DEADLINE_OPEN] = {"open", "đang mở"},
    [DEADLINE_PASSED] = {"passed", "đã qua"},  {NULL, NULL}};

static bool opened(const struct deadline *d, date today) {
    return d->from != DATE_NONE && today >= d->from;
}

int64_t deadline_days_left(const struct deadline *d, date today) {
    return d->last - today;
}

enum deadline_state deadline_state(const struct deadline *d, date today, int warn_days) {
    int64_t left = deadline_days_left(d, today);
    if (left < 0)
        return DEADLINE_PASSED;
    if (left == 0)
        return DEADLINE_TODAY;
    if (opened(d, today))
        return DEADLINE_OPEN;
    return left <= warn_days ? DEADLINE_SOON : DEADLINE_AHEAD;
}

void deadline_say(const struct deadline *d, date today, struct buf *out) {
    int64_t left = deadline_days_left(d, today);
    if (left < 0)
        buf_printf(out, "đã qua %" PRId64 " ngày", -left);
    else if (left == 0)
        buf_puts(out, "hôm nay là ngày cuối");
    else
        buf_printf(out, opened(d, today) ? "đang mở, còn %" PRId64 " ngày" : "còn %" PRId64 " ngày",
                   left);
}

bool deadline_on_time(const struct deadline *d, date submitted, date received) {
    date day = received != DATE_NONE ? received : submitted;
    return day != DATE_NONE && day <= d->last;
}

int64_t campaign_days(const struct campaign *c) {
    return c->end - c->start + 1;
}

int64_t campaign_day(const struct campaign *c, date today) {
    if (today < c->start)
        return 0;
    return today < c->end ? today - c->start + 1 : campaign_days(c);
}

void campaign_say_day(const struct campaign *c, date today, struct buf *out) {
    char day[DATE_TEXT_SIZE];
    if (today < c->start) {
        buf_printf(out, "Chưa bắt đầu · từ %s, còn %" PRId64 " ngày",
                   date_text_precise(c->start, c->start_precision, day),
                   (int64_t)(c->start - today));
        return;
    }
    if (today > c->end) {
        buf_printf(out, "Đã kết thúc ngày %s", date_text(c->end, day));
        return;
    }
    buf_printf(out, "Ngày %" PRId64 "/%" PRId64 " · kết thúc %s, ", campaign_day(c, today),
               campaign_days(c), date_text(c->end, day));
    if (today == c->end)
        buf_puts(out, "hôm nay là ngày cuối");
    else
        buf_printf(out, "còn %" PRId64 " ngày", (int64_t)(c->end - today));
}
