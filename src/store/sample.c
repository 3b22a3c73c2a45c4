/* The sample: units from the list compiled in, then the campaign's first 36 days one by one, so
 * that the log reads as such a log does. Everything goes through the one writer, in one
 * transaction. */
#include "thidua/sample.h"
#include "parts.h"
#include "sample_parts.h"
#include "thidua/builtin.h"
#include "thidua/csv.h"

enum { DAYS = 36, MILLION = 1000000 };

date sample_day(const struct session *s, int n) {
    return n == 0 ? DATE_NONE : s->campaign->start + n - 1;
}

/* ---- units */

struct units {
    struct sample_unit *list; /* without the district */
    size_t count;
};

static enum rc fill_units(struct tx *tx, struct arena *a, struct units *out, struct err *e) {
    const struct kind *kind = &kinds[KIND_UNIT];
    struct csv csv;
    enum rc rc = csv_parse(builtin_units, builtin_units_size, a, &csv, e);
    if (rc)
        return rc;
    out->list = arena_array(a, csv.count, sizeof *out->list);
    if (out->list == NULL)
        return err_nomem(e);
    for (size_t i = 1; !rc && i < csv.count; i++) {
        struct unit u;
        record_blank(kind, &u);
        for (size_t k = 0; !rc && k < csv.rows[i].count; k++) {
            const struct field *f = field_named(kind->fields, kind->count, csv.rows[0].cells[k]);
            if (f)
                rc = field_parse(f, csv.rows[i].cells[k], session_names(tx->session), a, &u, e);
        }
        if (!rc)
            rc = record_insert(tx, kind, &u, e);
        if (!rc && u.kind != UNIT_DISTRICT)
            out->list[out->count++] = (struct sample_unit){u.code, u.leader};
    }
    return rc;
}

/* ---- works */

/* Codes of the n-th theme of the district's, or of the unit's own choice; where the campaign has
 * fewer, of the last. */
static const char *theme_code(const struct campaign *c, enum sample_theme which) {
    const char *code = NULL;
    size_t seen = 0;
    for (size_t i = 0; i < c->nthemes; i++) {
        const struct theme *t = &c->themes[i];
        if (t->term.retired || t->own_choice != (which == OWN))
            continue;
        code = t->term.code;
        if (seen++ == (size_t)which)
            break;
    }
    return code;
}

static const char *content_codes(const struct campaign *c, const struct sample_work *row,
                                 struct arena *a) {
    struct buf codes = {0};
    unsigned subject = row->person ? FOR_INDIVIDUAL : FOR_COLLECTIVE;
    for (const char *digit = row->contents; *digit; digit++) {
        int left = *digit - '0';
        for (size_t i = 0; i < c->ncontents; i++)
            if (((unsigned)c->contents[i].subject & subject) && !c->contents[i].term.retired &&
                left-- == 0)
                buf_printf(&codes, "%s%s", codes.len ? " " : "", c->contents[i].term.code);
    }
    const char *text = codes.len ? arena_dup(a, buf_str(&codes)) : NULL;
    buf_free(&codes);
    return text;
}

static enum rc insert_work(struct tx *tx, const struct sample_work *row, struct arena *a,
                           int64_t *id, struct err *e) {
    const struct campaign *c = tx->session->campaign;
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    w.head.unit = row->unit;
    w.title = row->title;
    w.kind = row->person ? WORK_INDIVIDUAL : WORK_COLLECTIVE;
    w.theme = theme_code(c, row->theme);
    w.contents = content_codes(c, row, a);
    if (row->person) {
        w.person = row->person;
        w.birth_year = row->born;
        w.category = row->category;
        w.post = row->post;
        if (row->full_time)
            w.full_time = 1;
    }
    if (row->goal) {
        w.goal = row->goal;
        w.unit_of_measure = row->unit_of_measure;
    }
    if (row->cost)
        w.cost = (int64_t)row->cost * MILLION;
    w.source = row->source;
    if (row->people)
        w.beneficiaries = row->people;
    w.start = row->start ? sample_day(tx->session, row->start) : DATE_NONE;
    w.finish = row->finish ? sample_day(tx->session, row->finish) : DATE_NONE;
    if (w.theme == NULL)
        return err_set(e, RC_INVALID,
                       "Tệp đợt thi đua chưa đủ công trình của huyện và mục tự chọn nên không lập "
                       "được dữ liệu mẫu; hãy dùng tệp kèm theo chương trình.");
    enum rc rc = record_insert(tx, &kinds[KIND_WORK], &w, e);
    *id = w.head.id;
    return rc;
}

static enum rc step(struct tx *tx, const char *action, int64_t id, const char *reason,
                    struct err *e) {
    return life_apply(tx, life_step_find(KIND_WORK, action), id, 0, reason, e);
}

/* The k-th of n equal parts of a whole, rests included. */
static int64_t part(int64_t whole, int k, int n) {
    return whole * k / n - whole * (k - 1) / n;
}

/* Of thousandths: whole things stay whole. */
static int64_t part_of_quantity(int64_t whole, int k, int n) {
    return whole % 1000 == 0 ? 1000 * part(whole / 1000, k, n) : part(whole, k, n);
}

static int entry_day(const struct sample_work *row, int k) {
    return row->approved + (row->last - row->approved) * k / row->entries;
}

static enum rc insert_entry(struct tx *tx, const struct sample_work *row, int64_t work, int k,
                            struct err *e) {
    struct progress p;
    int64_t percent = row->goal ? row->done * 100 / row->goal : row->done;
    int n = row->entries;
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.head.unit = row->unit;
    p.work = work;
    p.day = sample_day(tx->session, entry_day(row, k));
    if (row->goal)
        p.quantity = part_of_quantity(row->done, k, n);
    else
        p.percent = percent * k / n;
    if (row->cost)
        p.value = part((int64_t)row->cost * MILLION / 100 * percent, k, n);
    p.women = part(row->people * percent / 100 * 2 / 3, k, n);
    p.children = part(row->people * percent / 100 / 3, k, n);
    p.participants = part(10 + row->people * percent / 150, k, n);
    p.evidence = k == n ? "ảnh, danh sách ký nhận" : NULL;
    return record_insert(tx, &kinds[KIND_PROGRESS], &p, e);
}

/* What happens to one work on the n-th day. */
static enum rc live(struct tx *tx, const struct sample_work *row, int n, struct arena *a,
                    int64_t *id, struct err *e) {
    int written = row->sent ? row->sent - 1 : DAYS - 4;
    enum rc rc = RC_OK;
    if (n == written)
        rc = insert_work(tx, row, a, id, e);
    if (!rc && n == row->sent)
        rc = step(tx, "submit", *id, NULL, e);
    if (!rc && n == row->returned)
        rc = step(tx, "return", *id, row->reason, e);
    if (!rc && n == row->approved)
        rc = step(tx, "approve", *id, NULL, e);
    for (int k = 1; !rc && k <= row->entries; k++)
        if (n == entry_day(row, k))
            rc = insert_entry(tx, row, *id, k, e);
    if (!rc && n == row->stopped)
        rc = step(tx, "stop", *id, row->reason, e);
    return rc;
}

static enum rc fill_days(struct tx *tx, const struct units *units, struct arena *a, struct err *e) {
    int64_t *ids = arena_array(a, sample_work_count, sizeof *ids), nominated = 0;
    enum rc rc = RC_OK;
    if (ids == NULL)
        return err_nomem(e);
    for (int n = 1; !rc && n <= DAYS; n++) {
        tx->session->today = sample_day(tx->session, n);
        rc = sample_events(tx, n, units->list, units->count, e);
        for (size_t i = 0; !rc && i < sample_work_count; i++) {
            rc = live(tx, &sample_works[i], n, a, &ids[i], e);
            if (!rc && sample_works[i].nominated)
                nominated = ids[i];
        }
    }
    return rc ? rc : sample_nominate(tx, nominated, e);
}

enum rc sample_fill(struct session *s, struct err *e) {
    struct tx tx;
    struct arena a = {0};
    struct units units = {0};
    date today = s->today;
    enum rc rc = tx_begin(&tx, s, CAP_UNITS, NULL, e);
    if (rc)
        return rc;
    /* Said once, of the campaign: what follows is nobody's change to undo. */
    const struct log_entry sample = {
        .kind = "campaign", .verb = "sample", .id = s->campaign_id, .campaign = true};
    rc = log_write(&tx, &sample, e);
    if (!rc)
        rc = fill_units(&tx, &a, &units, e);
    if (!rc)
        rc = fill_days(&tx, &units, &a, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    s->today = today;
    arena_free(&a);
    return rc;
}
