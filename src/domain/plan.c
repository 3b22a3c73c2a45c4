/* The outline: which clause stands under which, and the full number of each. */
#include "thidua/plan.h"
#include "plan_impl.h"
#include "thidua/text.h"
#include <stdlib.h>
#include <string.h>

/* A clause that may still get others under it. */
struct open_clause {
    int node;
    enum plan_rank rank;
    const char *own;
    int value;    /* of its number */
    bool numbers; /* has an Arabic number directly under it */
    int bullets;  /* dashes and pluses directly under it so far */
};

/* Numbers given so far, to tell a second one of the same number. */
struct given {
    const char *number;
    int times;
};

struct outline {
    struct plan *plan;
    struct arena *arena;
    struct open_clause stack[RANK_COUNT + 10]; /* ranks, and decimals one under another */
    int depth;
    int bullets;          /* at the top */
    enum plan_rank upper; /* rank of capital letters in this text; RANK_COUNT: not yet known */
    struct given *given;
    size_t given_room; /* a power of two */
};

/* The next character that counts in a clause number, in lower case; blanks are passed over. */
static uint32_t number_char(const char **s) {
    size_t len;
    while (**s == ' ' || **s == '\t')
        ++*s;
    uint32_t c = plan_char(*s, &len);
    *s += len;
    return plan_lower(c);
}

static bool same_number(const char *a, const char *b) {
    for (;;) {
        uint32_t x = number_char(&a), y = number_char(&b);
        const char *rest;
        if (x == '.' && (rest = a, number_char(&rest) == 0))
            x = 0;
        if (y == '.' && (rest = b, number_char(&rest) == 0))
            y = 0;
        if (x != y)
            return false;
        if (x == 0)
            return true;
    }
}

/* A number that was already given is told apart: the second II.1 is II.1(2). */
static const char *give(struct outline *o, const char *number) {
    size_t hash = 5381;
    for (const char *s = number;;) {
        uint32_t c = number_char(&s);
        if (c == 0)
            break;
        hash = (hash * 33) ^ c;
    }
    size_t at = hash & (o->given_room - 1);
    while (o->given[at].number && !same_number(o->given[at].number, number))
        at = (at + 1) & (o->given_room - 1);
    o->given[at].number = number;
    if (++o->given[at].times == 1)
        return number;
    return arena_printf(o->arena, "%s(%d)", number, o->given[at].times);
}

static void close_clause(struct outline *o) {
    o->plan->nodes[o->stack[--o->depth].node].end = o->plan->count;
}

static void close_from(struct outline *o, enum plan_rank rank) {
    while (o->depth > 0 && o->stack[o->depth - 1].rank >= rank)
        close_clause(o);
}

/* What `own` says beyond `prefix`: "4.2" beyond "4" is "2"; NULL when it does not begin with it. */
static const char *beyond(const char *own, const char *prefix) {
    size_t n = strlen(prefix);
    return n > 0 && strncmp(own, prefix, n) == 0 && own[n] == '.' ? own + n + 1 : NULL;
}

static enum plan_rank upper_rank(struct outline *o) {
    if (o->upper == RANK_COUNT) {
        o->upper = RANK_UPPER;
        for (int i = 0; i < o->depth; i++)
            if (o->stack[i].rank == RANK_ROMAN)
                o->upper = RANK_UPPER_BELOW;
    }
    return o->upper;
}

/* A decimal stands under the deepest open clause whose number it contains, as written ("4" of
 * "4.2") or in full ("II.4" of "II.4.2"); what it contains is not repeated. So "7.1" under VII is
 * VII.1, unless VII counts its clauses 1, 2 …. */
static const char *place_decimal(struct outline *o, const struct plan_para *p) {
    for (int i = o->depth - 1; i >= 0; i--) {
        const char *full = o->plan->nodes[o->stack[i].node].number;
        const char *rest = beyond(p->own, o->stack[i].own);
        rest = rest ? rest : beyond(p->own, full);
        if (rest) {
            while (o->depth > i + 1)
                close_clause(o);
            return rest;
        }
    }
    if (!plan_is_digit((unsigned char)*p->own)) {
        /* "II.1" with no II before it stands where II would. */
        close_from(o, strchr("IVX", *p->own) ? RANK_ROMAN : upper_rank(o));
        return p->own;
    }
    close_from(o, RANK_NUMBER);
    const struct open_clause *top = o->depth > 0 ? &o->stack[o->depth - 1] : NULL;
    return top && top->value == p->first && !top->numbers ? strchr(p->own, '.') + 1 : p->own;
}

/* Parent's number, the sign and the own one; arena_printf takes three times as long. */
static const char *join_number(struct arena *a, const char *parent, char sign, const char *own) {
    size_t n = strlen(parent), m = strlen(own);
    char *number = arena_alloc(a, n + m + 2);
    if (number) {
        memcpy(number, parent, n + 1);
        number[n] = sign;
        memcpy(number + n + 1, own, m + 1);
    }
    return number;
}

static const char *bullet_number(struct outline *o, const char *parent) {
    int *bullets = o->depth > 0 ? &o->stack[o->depth - 1].bullets : &o->bullets;
    char digits[16], *d = digits + sizeof digits - 1;
    *d = '\0';
    for (int v = ++*bullets; v > 0; v /= 10)
        *--d = (char)('0' + v % 10);
    return join_number(o->arena, parent, '/', d);
}

static const char *heading_number(struct outline *o, const char *parent, const char *own) {
    const char *number = *parent ? join_number(o->arena, parent, '.', own) : own;
    return number ? give(o, number) : NULL;
}

static bool add_node(struct outline *o, const struct plan_para *p) {
    struct plan *plan = o->plan;
    enum plan_rank rank = p->rank == RANK_UPPER ? upper_rank(o) : p->rank;
    const char *own = p->own;
    if (p->kind == PLAN_PARAGRAPH)
        close_from(o, RANK_DASH);
    else if (p->kind == PLAN_DECIMAL)
        own = place_decimal(o, p);
    else
        close_from(o, rank);
    struct plan_node *n = &plan->nodes[plan->count];
    n->mark = p->kind;
    n->marker = p->marker;
    n->text = p->text;
    n->line = p->line;
    n->depth = o->depth;
    n->parent = o->depth > 0 ? o->stack[o->depth - 1].node : -1;
    n->end = plan->count + 1;
    const char *parent = n->parent >= 0 ? plan->nodes[n->parent].number : "";
    if (p->kind == PLAN_PARAGRAPH)
        n->number = "";
    else if (*own == '\0')
        n->number = bullet_number(o, parent);
    else
        n->number = heading_number(o, parent, own);
    if (!n->number)
        return false;
    if (p->kind != PLAN_PARAGRAPH) {
        if (p->kind == PLAN_NUMBER && o->depth > 0)
            o->stack[o->depth - 1].numbers = true;
        o->stack[o->depth++] = (struct open_clause){
            .node = plan->count, .rank = rank, .own = p->own, .value = p->value};
        plan->numbered++;
    }
    plan->count++;
    return true;
}

static bool build(const struct plan_paras *p, int from, int to, struct arena *a, struct plan *out,
                  struct arena *scratch) {
    struct outline o = {.plan = out, .arena = a, .upper = RANK_COUNT, .given_room = 64};
    size_t headings = 0;
    for (int i = from; i < to; i++)
        headings += p->para[i].own[0] != '\0';
    while (o.given_room < headings * 2)
        o.given_room *= 2;
    o.given = arena_array(scratch, o.given_room, sizeof *o.given);
    out->nodes = arena_array(a, to > from ? (size_t)(to - from) : 1, sizeof *out->nodes);
    bool ok = o.given && out->nodes;
    for (int i = from; ok && i < to; i++)
        ok = add_node(&o, &p->para[i]);
    close_from(&o, RANK_PHAN);
    return ok;
}

/* Paragraphs [from, to) as text, a newline between. */
static const char *paras_text(const struct plan_paras *p, int from, int to, struct arena *a) {
    struct buf b = {0};
    for (int i = from; i < to; i++) {
        const struct plan_para *q = &p->para[i];
        buf_puts(&b, i > from ? "\n" : "");
        buf_puts(&b, q->marker);
        buf_puts(&b, *q->marker ? " " : "");
        buf_puts(&b, q->text);
    }
    const char *text = b.failed ? NULL : arena_dup_n(a, buf_str(&b), b.len);
    buf_free(&b);
    return text;
}

static const char *lines_text(const struct plan_lines *l, int from, int to, struct arena *a) {
    struct buf b = {0};
    for (int i = from; i < to; i++) {
        buf_puts(&b, i > from ? "\n" : "");
        buf_puts(&b, l->line[i].s);
    }
    const char *text = b.failed ? NULL : arena_dup_n(a, buf_str(&b), b.len);
    buf_free(&b);
    return text;
}

enum rc plan_parse(const char *bytes, size_t n, struct arena *a, struct plan *out, struct err *e) {
    struct arena scratch = {0};
    struct plan_lines l;
    struct plan_paras p;
    struct plan_frame f;
    int first, closing;
    *out = (struct plan){0};
    enum rc rc = plan_lines(bytes, n, &scratch, &l, e);
    if (rc != RC_OK)
        goto done;
    plan_frame(&l, &f);
    if (!plan_join(&l, f.body, f.signature, a, &p)) {
        rc = err_nomem(e);
        goto done;
    }
    plan_frame_paras(&p, &first, &closing);
    out->letterhead = lines_text(&l, 0, f.title, a);
    out->title = plan_title(&l, f.title, f.body, a);
    out->signature = lines_text(&l, f.signature, l.count, a);
    out->preamble = paras_text(&p, 0, first, a);
    out->closing = paras_text(&p, closing, p.count, a);
    if (!out->letterhead || !out->title || !out->signature || !out->preamble || !out->closing ||
        !build(&p, first, closing, a, out, &scratch))
        rc = err_nomem(e);
done:
    if (rc != RC_OK)
        *out = (struct plan){0};
    arena_free(&scratch);
    return rc;
}

int plan_find(const struct plan *p, const char *number) {
    /* Nearly always it is written as it is kept; only what a person typed needs the longer look. */
    for (int i = 0; *number != '\0' && i < p->count; i++)
        if (strcmp(p->nodes[i].number, number) == 0)
            return i;
    const char *s = number;
    uint32_t c = number_char(&s);
    for (int i = 0; c != 0 && i < p->count; i++)
        if (p->nodes[i].number[0] && same_number(p->nodes[i].number, number))
            return i;
    return -1;
}

const char *plan_nearest(const struct plan *p, const char *number) {
    size_t count = 0;
    const char **names = calloc((size_t)p->count + 1, sizeof *names);
    if (!names)
        return NULL;
    for (int i = 0; i < p->count; i++)
        if (p->nodes[i].number[0])
            names[count++] = p->nodes[i].number;
    const char *near = text_nearest(number, names, count);
    free(names);
    return near;
}

const char *plan_clause(const struct plan *p, int i) {
    while (i >= 0 && !p->nodes[i].number[0])
        i = p->nodes[i].parent;
    return i >= 0 ? p->nodes[i].number : "";
}
