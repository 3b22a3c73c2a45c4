/* The plan as an outline whose clauses have numbers (design, section 1).
 *
 * A numbered heading has its full number (`II.4.2`: a number that contains its parent's is not
 * repeated). A dash or plus is numbered by its position among its siblings: `IV.2/2` is the second
 * dash under IV.2, `II.4.2/2/3` the third plus under its second dash. Letters are `II.1.a`; Phần,
 * Chương, Mục, Điều keep their word's number under their parent (`Điều 5` at the top is `5`). A
 * paragraph without a mark has no number of its own; it belongs to the heading above it. */
#ifndef THIDUA_PLAN_H
#define THIDUA_PLAN_H

#include "thidua/arena.h"
#include "thidua/buf.h"
#include "thidua/date.h"
#include "thidua/err.h"
#include <stdbool.h>
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
    const char *letterhead; /* lines above the title, may be "" */
    const char *title;      /* kind and subject, newline between */
    const char *preamble;
    struct plan_node *nodes; /* in the order of the text, parents before children */
    int count;
    int numbered;          /* nodes that have a number */
    const char *closing;   /* the last paragraph, "Trên đây là …" */
    const char *signature; /* recipients and signature block, lines kept */
};

/* Parse an official text: `n` bytes, refused as text.h's door refuses (e->line set), larger than
 * 1 MiB, or without a single word. Text without any numbering comes out as paragraphs. */
enum rc plan_parse(const char *bytes, size_t n, struct arena *a, struct plan *out, struct err *e);

/* Index of clause `number` (blanks, case, a final dot ignored: "ii.4.2."), or -1. */
int plan_find(const struct plan *p, const char *number);
/* Nearest existing clause number to a wrong one, for the message; NULL if none is near. */
const char *plan_nearest(const struct plan *p, const char *number);
/* The numbered clause that node `i` is or belongs to; "" when there is none. */
const char *plan_clause(const struct plan *p, int i);

struct plan_date {
    date from;
    date to; /* DATE_NONE unless a range "từ … đến …", "… – …" */
    enum date_precision precision;
    int node; /* where it stands; -1: outside the outline */
    const char *clause; /* its number, or "đầu văn bản", "mở đầu", "phần kết", "nơi nhận, ký" */
    const char *sentence; /* that holds it */
    const char *written;  /* as it stands in the text: "tháng 10/2021", "8/3/2022" */
};

/* Every date in the text, in the order of the text: 10/11/2021, 8/3/2022, ngày 10 tháng 11 năm
 * 2021, tháng 10/2021, tháng 8 năm 2026, ranges. A document number (30/02-CV, 04/KH-BTV), a ratio
 * (25/13), a term of office (2021-2026) and a day that does not exist are not dates. */
enum rc plan_dates(const struct plan *p, struct arena *a, struct plan_date **out, size_t *count,
                   struct err *e);

#endif
