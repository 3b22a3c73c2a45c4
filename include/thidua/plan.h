/* The plan as an outline whose clauses have numbers.
 *
 * Numbered headings are part words (Phần, Chương, Mục, Điều), Roman (I. I- I/), Arabic (1. 1) 1/),
 * decimal (4.1. 4.1) and letters (a) đ) A.); dashes are - – — • and the like, also Markdown's *;
 * then the plus. What counts as a mark is in src/domain/plan_marks.c, how wrapped lines are told
 * from clauses in plan_join.c, what is letterhead, title and signature in plan_frame.c.
 *
 * A clause stands under the nearest one before it whose mark is higher: Phần, Chương, Mục, Điều,
 * (A.), Roman, Arabic, decimal, letter, dash, plus; a decimal under the clause whose number it
 * contains. (Capital letters stand above Roman numbers, or below them where the text first uses
 * them so.) Its full number is
 *   - of a heading, its parent's and its own: `II.1.a`; a number that contains its parent's is not
 *     repeated: 4.2 under 4 under II is `II.4.2`, 7.1 directly under VII `VII.1`. Part words keep
 *     their word's number: `Điều 5` at the top is `5`, under Chương II `II.5`, Phần thứ nhất `1`;
 *   - of a dash or plus, its position among the dashes and pluses of its parent: `IV.2/2`, its
 *     third plus `IV.2/2/3`; at the top of the outline `/1`.
 * Numbers are taken as written, whether or not one is missing; one that comes again in the same
 * place is told apart by `(2)`, `(3)`: the second 1 under II is `II.1(2)`, what it holds
 * `II.1(2)/1`. A paragraph without a mark has no number of its own; it belongs to the heading above
 * it. */
#ifndef THIDUA_PLAN_H
#define THIDUA_PLAN_H

#include "thidua/arena.h"
#include "thidua/date.h"
#include "thidua/err.h"
#include <stddef.h>

enum plan_mark {
    PLAN_PART,    /* Phần, Chương, Mục, Điều */
    PLAN_ROMAN,   /* II. */
    PLAN_NUMBER,  /* 4. */
    PLAN_DECIMAL, /* 4.2. */
    PLAN_LETTER,  /* a) */
    PLAN_DASH,
    PLAN_PLUS,
    PLAN_PARAGRAPH
};

struct plan_node {
    enum plan_mark mark;
    const char *number; /* "II.4.2/2/3"; "" for a paragraph */
    const char *marker; /* as written: "4.2.", "-", "" */
    const char *text;   /* the whole clause, wrapped lines rejoined, Markdown emphasis dropped */
    int parent;         /* index in `nodes`, -1 at the top */
    int depth;          /* 0 at the top */
    int end;            /* one past the last node under this one: nodes[i+1 … end-1] */
    int line;           /* in the source, from 1 */
};

/* Everything is in the arena given to plan_parse. */
struct plan {
    const char *letterhead;  /* lines above the title, may be "" */
    const char *title;       /* kind and subject, newline between; "" when none was recognised */
    const char *preamble;    /* paragraphs before the first clause, newline between */
    struct plan_node *nodes; /* in the order of the text, parents before children */
    int count;
    int numbered;          /* nodes that have a number */
    const char *closing;   /* "Trên đây là …" after the last clause, and what follows it */
    const char *signature; /* recipients and signature block, lines kept, to the text's end */
};

/* Parse an official text: `n` bytes, refused (RC_INVALID) as text.h's door refuses (e->line set),
 * larger than 1 MiB, or without a single word. A BOM at the start, CRLF and tabs are accepted.
 * Text without any numbering comes out as paragraphs, with an empty preamble. */
enum rc plan_parse(const char *bytes, size_t n, struct arena *a, struct plan *out, struct err *e);

/* Index of clause `number` (blanks, case, a final dot ignored: "ii.4.2."), or -1. */
int plan_find(const struct plan *p, const char *number);
/* Nearest existing clause number to a wrong one, for the message; NULL if none is near. */
const char *plan_nearest(const struct plan *p, const char *number);
/* The numbered clause that node `i` is or belongs to; "" when there is none. */
const char *plan_clause(const struct plan *p, int i);

/* What stands around the outline, in the order of the text: "đầu văn bản" (letterhead and title),
 * "mở đầu", then after it "phần kết", "nơi nhận, ký". */
enum { PLAN_BEFORE = 2, PLAN_AROUND = 4 };
extern const char *const plan_around[PLAN_AROUND];
/* Which of them is called so, marks and case ignored; PLAN_AROUND: none. */
size_t plan_around_find(const char *name);
/* Its lines, "" when the plan has none; NULL when memory is exhausted. */
const char *plan_around_text(const struct plan *p, size_t i, struct arena *a);

struct plan_date {
    date from;
    date to; /* DATE_NONE unless a range "từ … đến …", "… – …" of two days or two months */
    enum date_precision precision; /* DATE_MONTH: both are the first day of their month */
    size_t place;                  /* which of the dates of the text it is, from 0 */
    int node;                      /* where it stands; -1: outside the outline */
    const char *clause;   /* its number, "" in a text without numbering; or one of plan_around */
    const char *sentence; /* that holds it; may be shared by several dates */
    const char *written;  /* as it stands in the text: "tháng 10/2021", "8/3/2022" */
};

/* Every date in the text, in the order of the text: 10/11/2021, 8/3/2022, 5-11-2021, 05.11.2021,
 * ngày 10 tháng 11 năm 2021, tháng 10/2021, tháng 8 năm 2026, ranges (also with the year or month
 * only at the end: "từ ngày 20/01 đến 15/02/2022"). A document number (30/02-CV, 04/KH-BTV), a
 * ratio (25/13), a term of office (2021-2026), a day that does not exist, and a day or month whose
 * year is nowhere written ("ngày 20/10") are not dates. Exactly what is read: plan_day.c,
 * plan_dates.c. */
enum rc plan_dates(const struct plan *p, struct arena *a, struct plan_date **out, size_t *count,
                   struct err *e);

/* Its last day: of the range, of the month. */
date plan_date_last(const struct plan_date *d);
/* How far that is: "còn 5 ngày", "hôm nay", "đã qua 9 ngày"; NULL when memory is exhausted. */
const char *plan_date_left(const struct plan_date *d, date today, struct arena *a);
/* Soonest first; those that begin on one day as they stand in the text. */
void plan_dates_sort(struct plan_date *dates, size_t count);

#endif
