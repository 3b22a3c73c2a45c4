#include "thidua/statuspage.h"
#include "thidua/table.h"
#include "thidua/text.h"

/* Figures first: in a narrow window it is the end of the name that goes to the next line. */
static const struct list_column deadline_columns[] = {
    {.key = "last_day", .label = "Ngày cuối"},
    {.key = "days_left", .label = "Còn lại"},
    {.key = "label", .label = "Mốc thời gian"},
};
static const struct list_column target_columns[] = {
    {.key = "actual", .label = "Đạt"},
    {.key = "percent", .label = "Tỷ lệ", .type = FIELD_PERCENT},
    {.key = "clause", .label = "Mục"},
    {.key = "label", .label = "Chỉ tiêu"},
};

static enum rc deadlines(const struct status *st, date today, struct spool *out, struct err *e) {
    struct table t = {0};
    struct buf left = {0}, days = {0};
    char day[DATE_TEXT_SIZE];
    enum rc rc = table_begin(&t, TABLE_TEXT, deadline_columns,
                             sizeof deadline_columns / sizeof *deadline_columns, NULL, out, e);
    for (size_t i = 0; i < st->ndeadlines && !rc; i++) {
        const struct deadline *d = st->deadlines[i].deadline;
        buf_clear(&left);
        deadline_say(d, today, &left);
        buf_clear(&days);
        if (d->from != DATE_NONE)
            buf_printf(&days, "%s – ", date_text(d->from, day));
        buf_puts(&days, date_text_precise(d->last, d->precision, day));
        const struct list_cell cells[] = {
            {.text = buf_str(&days)}, {.text = buf_str(&left)}, {.text = d->term.label}};
        rc = table_row(&t, cells, e);
    }
    if (!rc)
        rc = table_end(&t, e);
    table_free(&t);
    buf_free(&left);
    buf_free(&days);
    return rc;
}

static enum rc targets(const struct status *st, struct spool *out, struct err *e) {
    struct table t = {0};
    struct buf actual = {0};
    enum rc rc = table_begin(&t, TABLE_TEXT, target_columns,
                             sizeof target_columns / sizeof *target_columns, NULL, out, e);
    for (size_t i = 0; i < st->ntargets && !rc; i++) {
        const struct status_target *g = &st->targets[i];
        buf_clear(&actual);
        text_number(&actual, g->result.actual);
        buf_char(&actual, '/');
        text_number(&actual, g->result.goal);
        const struct list_cell cells[] = {{.text = buf_str(&actual)},
                                          {.number = g->result.percent},
                                          {.text = g->target->term.clause},
                                          {.text = g->target->term.label}};
        rc = table_row(&t, cells, e);
    }
    if (!rc)
        rc = table_end(&t, e);
    table_free(&t);
    buf_free(&actual);
    return rc;
}

/* "24 đã đăng ký, " … one figure and what it counts. */
static void figure(struct buf *b, int64_t n, const char *what) {
    text_number(b, n);
    buf_puts(b, what);
}

static void unit_figures(const struct status *st, struct buf *b) {
    buf_puts(b, "Đơn vị: ");
    figure(b, st->units.communes, " xã, thị trấn và ");
    figure(b, st->units.affiliates, " trực thuộc, ");
    figure(b, st->units.members, " hội viên; ");
    figure(b, st->units.registered, " đã đăng ký (");
    figure(b, st->units.on_time, " đúng hạn, ");
    figure(b, st->units.late, " muộn), ");
    figure(b, st->units.missing, " chưa đăng ký.\n");
}

static void work_figures(const struct status *st, bool district, struct buf *b) {
    buf_puts(b, "Công trình, phần việc: ");
    figure(b, st->works.total, " (");
    figure(b, st->works.collective, " tập thể, ");
    figure(b, st->works.individual, " cá nhân); ");
    figure(b, st->works.submitted, " chờ duyệt, ");
    figure(b, st->works.approved, " đang thực hiện, ");
    figure(b, st->works.completed, " hoàn thành; tiến độ ");
    figure(b, st->works.percent, "%, ");
    figure(b, st->works.behind, " chậm, ");
    figure(b, st->works.stale, " lâu chưa cập nhật.\n");
    if (district) {
        buf_puts(b, "Huyện đăng ký với tỉnh: ");
        figure(b, st->works.district, " công trình, phần việc.\n");
    }
}

static void other_figures(const struct status *st, bool district, struct buf *b) {
    buf_puts(b, "Giới thiệu khen thưởng: ");
    figure(b, st->nominations.collective, " tập thể, ");
    figure(b, st->nominations.individual, " cá nhân; ");
    figure(b, st->nominations.submitted, " đã nộp, ");
    figure(b, st->nominations.eligible, " đủ điều kiện.\nNhiệm vụ: ");
    if (district)
        figure(b, st->duties.rolled_out, " đơn vị đã triển khai; ");
    else
        buf_puts(b, st->duties.rolled_out ? "đã triển khai; " : "chưa triển khai; ");
    figure(b, st->duties.publicity, " tin, bài.\n");
}

static void heading(const struct session *s, const struct unit *unit, struct buf *b) {
    char today[DATE_TEXT_SIZE];
    const struct campaign *c = s->campaign;
    const char *whose = unit ? unit->name : c->office;
    buf_printf(b, "%s · %s%s%s\n", c->short_name, whose, whose[0] ? " · " : "",
               date_text(s->today, today));
    if (c->basis[0])
        buf_printf(b, "Căn cứ: %s\n", c->basis);
    campaign_say_day(c, s->today, b);
    buf_puts(b, "\n\n");
}

static void due(const struct status *st, struct buf *b) {
    buf_puts(b, st->ndue ? "\nViệc cần làm\n" : "\nKhông có việc nào đến hạn.\n");
    for (size_t i = 0; i < st->ndue; i++)
        buf_printf(b, "  %s  %s\n", st->due[i].urgent ? "!" : "·", st->due[i].text);
}

enum rc statuspage(struct session *s, const struct status *st, const struct unit *unit,
                   struct spool *out, struct err *e) {
    struct buf b = {0};
    heading(s, unit, &b);
    enum rc rc = spool_take(out, &b, e);
    if (!rc)
        rc = deadlines(st, s->today, out, e);
    if (!rc && st->ntargets)
        rc = spool_puts(out, "\n", e);
    if (!rc && st->ntargets)
        rc = targets(st, out, e);
    buf_char(&b, '\n');
    if (!unit)
        unit_figures(st, &b);
    work_figures(st, !unit, &b);
    other_figures(st, !unit, &b);
    due(st, &b);
    if (!rc)
        rc = spool_take(out, &b, e);
    buf_free(&b);
    return rc;
}
