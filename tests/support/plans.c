#include "support/plans.h"
#include "thidua/buf.h"
#include "thidua/file.h"
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

void plan_open(struct read_plan *r, const char *bytes, size_t n) {
    struct err e = {0};
    *r = (struct read_plan){0};
    if (plan_parse(bytes, n, &r->arena, &r->plan, &e) != RC_OK)
        fail_msg("refused at line %d: %s", e.line, e.message);
    if (plan_dates(&r->plan, &r->arena, &r->dates, &r->ndates, &e) != RC_OK)
        fail_msg("no dates: %s", e.message);
}

void plan_open_text(struct read_plan *r, const char *text) {
    plan_open(r, text, strlen(text));
}

void plan_open_file(struct read_plan *r, const char *path) {
    struct buf b = {0};
    struct err e = {0};
    if (file_read(path, 1 << 20, &b, &e) != RC_OK)
        fail_msg("%s: %s", path, e.message);
    plan_open(r, buf_str(&b), b.len);
    buf_free(&b);
}

void plan_close(struct read_plan *r) {
    arena_free(&r->arena);
}

void expect_numbers(const struct read_plan *r, const char *expected) {
    struct buf b = {0};
    int count = 0;
    for (int i = 0; i < r->plan.count; i++)
        if (r->plan.nodes[i].number[0])
            buf_printf(&b, "%s%s", count++ ? " " : "", r->plan.nodes[i].number);
    assert_string_equal(buf_str(&b), expected);
    assert_int_equal(r->plan.numbered, count);
    buf_free(&b);
}

void expect_clause(const struct read_plan *r, const char *number, const char *text) {
    int i = plan_find(&r->plan, number);
    if (i < 0)
        fail_msg("no clause %s", number);
    assert_string_equal(r->plan.nodes[i].text, text);
}

void expect_dates(const struct read_plan *r, const char *expected) {
    struct buf b = {0};
    for (size_t i = 0; i < r->ndates; i++) {
        const struct plan_date *d = &r->dates[i];
        char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
        buf_printf(&b, "%s%s%s | %s | %s\n", date_text_precise(d->from, d->precision, from),
                   d->to == DATE_NONE ? "" : " – ", date_text_precise(d->to, d->precision, to),
                   d->clause, d->written);
    }
    assert_string_equal(buf_str(&b), expected);
    buf_free(&b);
}

static void expect_sound_node(const struct plan *p, int i) {
    const struct plan_node *n = &p->nodes[i];
    assert_true(n->parent < i && n->parent >= -1);
    assert_int_equal(n->depth, n->parent < 0 ? 0 : p->nodes[n->parent].depth + 1);
    assert_true(n->end > i && n->end <= (n->parent < 0 ? p->count : p->nodes[n->parent].end));
    assert_true(n->depth < 32);
    assert_true(i == 0 || n->line > p->nodes[i - 1].line);
    assert_true((n->mark == PLAN_PARAGRAPH) == (n->number[0] == '\0'));
    assert_true((n->mark == PLAN_PARAGRAPH) == (n->marker[0] == '\0'));
    assert_true(text_valid(n->text, strlen(n->text)));
    assert_null(strchr(n->text, '\n'));
    if (n->number[0]) {
        assert_int_equal(plan_find(p, n->number), i);
        assert_string_equal(plan_clause(p, i), n->number);
    }
    for (int k = i + 1; k < n->end && k < i + 3; k++)
        assert_true(p->nodes[k].parent >= i);
}

void expect_sound(const struct read_plan *r) {
    const struct plan *p = &r->plan;
    const char *const around[] = {p->letterhead, p->title, p->preamble, p->closing, p->signature};
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        assert_non_null(around[i]);
        assert_true(text_valid(around[i], strlen(around[i])));
    }
    for (int i = 0; i < p->count; i++)
        expect_sound_node(p, i);
    for (size_t i = 0; i < r->ndates; i++) {
        const struct plan_date *d = &r->dates[i];
        assert_true(d->from != DATE_NONE && (d->to == DATE_NONE || d->to >= d->from));
        assert_true(d->written[0] && strstr(d->sentence, d->written));
        assert_true(d->node < p->count && d->clause);
        assert_true(d->node < 0 || strstr(p->nodes[d->node].text, d->sentence));
    }
}
