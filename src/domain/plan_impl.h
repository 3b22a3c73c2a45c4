/* What the files of the plan share; included by src/domain/plan*.c only.
 *
 *   bytes → plan_lines (door, blanks, emphasis) → plan_frame (letterhead, title, signature)
 *         → plan_join (wrapped lines become paragraphs, each with its mark) → plan.c (outline)
 */
#ifndef THIDUA_PLAN_IMPL_H
#define THIDUA_PLAN_IMPL_H

#include "thidua/plan.h"
#include <stdint.h>

/* plan_chars.c: letters of clean text (valid UTF-8, NFC). */

/* Code point at `s` and its length in bytes; 0 and 0 at the end. */
uint32_t plan_char(const char *s, size_t *len);
/* Code point that ends just before `s`; 0 at `start`. */
uint32_t plan_char_before(const char *start, const char *s);
uint32_t plan_lower(uint32_t c);
bool plan_is_upper(uint32_t c);
bool plan_is_lower(uint32_t c);
bool plan_is_digit(uint32_t c);
bool plan_is_word(uint32_t c); /* letter or digit of any script */
bool plan_opens(uint32_t c);   /* opening quote or bracket */
bool plan_closes(uint32_t c);  /* closing quote or bracket */
/* Bytes of `s` that `lower` (in lower case) equals whatever the case; 0 when it does not. */
size_t plan_starts(const char *s, const char *lower);
/* The same, and no letter or digit follows. */
size_t plan_word(const char *s, const char *lower);
/* Which of a list ended by NULL `s` starts with, ending at a word's end; NULL when none. */
const char *plan_word_of(const char *s, const char *const *list);
/* Start of the word that ends before byte *at, blanks between skipped and *at moved back over them.
 * A word longer than any that is asked for counts from its middle. */
size_t plan_word_before(const char *s, size_t *at);
/* True when a sentence ends where `s` does: . ; : ! ? … with closing quotes or brackets after. */
bool plan_ends_sentence(const char *s);

/* plan_lines.c: a line that is not blank and not a rule of dashes. */
struct plan_line {
    const char *s; /* trimmed, runs of blanks made one, Markdown emphasis and # dropped */
    size_t indent; /* blanks before it in the source */
    int no;        /* in the source, from 1 */
    bool gap;      /* a blank line or rule stands before it */
    bool hash;     /* was a Markdown heading */
    bool marked;   /* plan_mark_read finds a mark */
};

struct plan_lines {
    struct plan_line *line;
    int count;
};

enum rc plan_lines(const char *bytes, size_t n, struct arena *a, struct plan_lines *out,
                   struct err *e);
/* plan_emphasis.c: drop Markdown emphasis from `count` lines that were read one after another;
 * false when memory is exhausted. */
bool plan_emphasis(char **line, int count);

/* plan_marks.c. A clause closes all open clauses of its own rank or a deeper one. */
enum plan_rank {
    RANK_PHAN,
    RANK_CHUONG,
    RANK_MUC,
    RANK_DIEU,
    RANK_UPPER, /* A. */
    RANK_ROMAN,
    RANK_UPPER_BELOW, /* A. where it was first used under a Roman number */
    RANK_NUMBER,
    RANK_DECIMAL,
    RANK_LETTER,
    RANK_DASH,
    RANK_PLUS,
    RANK_COUNT
};

enum { PLAN_OWN_SIZE = 48 };

struct plan_mark_read {
    enum plan_mark kind; /* PLAN_PARAGRAPH: the line has no mark */
    enum plan_rank rank;
    size_t len;              /* bytes of the mark as written */
    size_t text;             /* where the clause's text begins */
    char own[PLAN_OWN_SIZE]; /* its number as written, bare: "4.2" "II" "a"; "" for a bullet */
    int first, value;        /* of the first and the last part of `own` */
    const char *glyph;       /* of a bullet: the mark itself, static */
};

void plan_mark_read(const char *line, struct plan_mark_read *m);

/* plan_join.c */
struct plan_para {
    enum plan_mark kind;
    enum plan_rank rank;
    const char *marker, *own, *text;
    int first, value; /* as in plan_mark_read */
    int line;
};

struct plan_paras {
    struct plan_para *para;
    int count;
};

/* Join lines [from, to) into paragraphs; false when memory is exhausted. */
bool plan_join(const struct plan_lines *l, int from, int to, struct arena *a,
               struct plan_paras *out);

/* plan_frame.c: what stands around the outline, in lines. */
struct plan_frame {
    int title;     /* first line of the title; the letterhead is what stands before it */
    int body;      /* first line after the title */
    int signature; /* first line of the recipients and signature block */
};

void plan_frame(const struct plan_lines *l, struct plan_frame *f);
/* Of the paragraphs between title and signature: those of the preamble are [0, *first), those of
 * the closing [*closing, count). */
void plan_frame_paras(const struct plan_paras *p, int *first, int *closing);
/* "Trên đây là …" and the like. */
bool plan_starts_closing(const char *s);
/* The title's lines [from, to), the kind on one line and the subject on the next. */
const char *plan_title(const struct plan_lines *l, int from, int to, struct arena *a);

/* plan_day.c: one date as written, perhaps without its month or year. */
struct plan_day {
    int day, month, year; /* 0: not written */
    size_t at, end;       /* bytes of what is shown as written */
    bool named;           /* "ngày" or "tháng" stands before it */
};

/* Read the date at `at`; false when none is written there, or what is written is a document number
 * or the like. `joined`: it follows another date and a dash, comma or "đến". *past says from where
 * to read on. */
bool plan_day_read(const char *s, size_t at, bool joined, struct plan_day *d, size_t *past);

#endif
