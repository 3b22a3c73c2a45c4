/* Field tables: one row per field of a kind of record.
 *
 * From these rows come the form, the columns of lists, what a mistake says, CSV and JSON in both
 * directions, and the readable before and after of the log. A new field is one row here, one member
 * in the struct, and one migration.
 *
 * A member is either `const char *` (NULL: not given) or `int64_t` (FIELD_NONE: not given); the
 * type says which. Text is borrowed from the arena of whoever filled the record. */
#ifndef THIDUA_FIELD_H
#define THIDUA_FIELD_H

#include "thidua/arena.h"
#include "thidua/buf.h"
#include "thidua/date.h"
#include "thidua/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FIELD_NONE INT64_MIN

enum field_type {
    /* const char * */
    FIELD_TEXT,    /* one line */
    FIELD_NOTE,    /* several lines */
    FIELD_CODE,    /* [a-z0-9-]+ */
    FIELD_PHONE,   /* digits, blanks and dots, an optional leading + ; kept as written */
    FIELD_TERM,    /* a code of `of` (a term of the campaign, a unit …), shown by its label */
    FIELD_TERMS,   /* several such codes, separated by one blank, each once */
    FIELD_INSTANT, /* UTC, as instant_now */
    /* int64_t */
    FIELD_NUMBER,
    FIELD_DECIMAL, /* thousandths */
    FIELD_MONEY,   /* đồng; "5 triệu", "1,2 tỷ", "500 nghìn" are understood when typed */
    FIELD_PERCENT, /* 0 to 100 */
    FIELD_YEAR,
    FIELD_DATE,  /* date; DATE_NONE is FIELD_NONE */
    FIELD_FLAG,  /* 0, 1: không, có; x or nothing in a REQUIRED one */
    FIELD_CHOICE /* index into `choices`, stored by its code */
};

/* Terms there may be for a FIELD_TERMS to choose from: a form keeps in as many bits which of them
 * are chosen. */
enum { TERMS_MOST = 64 };

struct choice {
    const char *code;  /* stored, in CSV and JSON; NULL ends a table */
    const char *label; /* what the officer reads */
};

enum field_flags {
    FIELD_REQUIRED = 1,
    FIELD_KEPT = 2,   /* the program keeps it: no form, no `set`, no import */
    FIELD_FIXED = 4,  /* given when the record is made, never changed after */
    FIELD_PERSON = 8, /* a person's name: ordered by given name */
    /* the table has columns KEY_fold and KEY_order beside it, kept by the store */
    FIELD_ORDERED = 16,
    FIELD_NAME = 32 /* what a record is called by */
};

struct field {
    const char *key;   /* name of the column, the CSV header and the JSON member */
    const char *label; /* Vietnamese */
    enum field_type type;
    size_t offset; /* of the member in the record's struct */
    int width;     /* cells in a form or list */
    /* Limits of a number (of a decimal in thousandths) or of a text's characters. Both 0: none but
     * the type's (numbers from 0 up; field_most for texts). max < min: no max of its own. */
    int64_t min;
    int64_t max;
    unsigned flags;
    const struct choice *choices; /* FIELD_CHOICE */
    const char *of;   /* FIELD_TERM(S): what the code names: "unit", "theme", "work" … */
    const char *hint; /* what a form says beside the empty field, or NULL */
};

/* What stands in a field of a form that was not saved, valid or not. */
struct field_typed {
    const char *key;
    const char *text; /* as typed */
    const char *was;  /* what the field held when the form was opened */
};

/* Who knows what codes mean. `at` gives the i-th choice of `of` in display order, false past the
 * end. */
struct field_names {
    bool (*at)(void *ctx, const char *of, size_t i, struct choice *out);
    void *ctx;
    date today; /* dates without a year are near this day */
};

bool field_is_text(enum field_type type);
/* Characters its text may have at most: what forms let in, and what is read and stored. 0: it is
 * no text that people write. */
size_t field_most(const struct field *f);
/* RC_INVALID, with the sentence, for a text that has more. */
enum rc field_fits(const struct field *f, const char *text, struct err *e);
/* The member, to be changed. */
const char **field_text(const struct field *f, void *record);
int64_t *field_number(const struct field *f, void *record);
/* Its value. A text not given is "", never NULL. */
const char *field_text_of(const struct field *f, const void *record);
int64_t field_number_of(const struct field *f, const void *record);
bool field_given(const struct field *f, const void *record);

const struct field *field_find(const struct field *fields, size_t count, const char *key);
/* By key or by label, marks and case ignored: for CSV headers and key=value. */
const struct field *field_named(const struct field *fields, size_t count, const char *name);

/* All members to "not given". */
void field_blank(const struct field *fields, size_t count, void *record);

/* What a person or a file wrote becomes the member: choices and terms by code or label, dates and
 * numbers as people write them, text through the door of text.h, with one blank where a line has
 * several (a note keeps them). Empty is "not given", which a REQUIRED field refuses. On refusal the
 * record is untouched and `e->field` is the key. */
enum rc field_parse(const struct field *f, const char *input, const struct field_names *names,
                    struct arena *a, void *record, struct err *e);

/* For reading: labels, 48.210, 12/11/2021. Nothing for "not given". */
void field_show(const struct field *f, const void *record, const struct field_names *names,
                struct buf *out);
/* For editing and CSV: what field_parse turns into the same value. */
void field_edit(const struct field *f, const void *record, struct buf *out);
/* A JSON value: numbers plain (1.2), flags true/false, choices and terms by code, dates as
 * "dd/mm/yyyy", terms as an array, null for "not given". */
void field_json(const struct field *f, const void *record, struct buf *out);

/* The member from what field_json wrote, as SQLite's json_each gives it: texts without quotes and
 * escapes, numbers in digits (of a decimal at most 15), a flag as 1 or 0, terms as an array, NULL
 * for null. No rules are applied: it was stored once. RC_INVALID when it is nothing of this type.
 */
enum rc field_from_json(const struct field *f, const char *value, struct arena *a, void *record,
                        struct err *e);

/* Same value in both records. */
bool field_same(const struct field *f, const void *a, const void *b);

/* Label of a code, or the code itself when nobody knows it. Never NULL. */
const char *field_label(const struct field_names *names, const char *of, const char *code);
/* Is `code` one of the blank-separated `codes` (NULL: none)? */
bool codes_have(const char *codes, const char *code);
/* Index of a code in a choice table, -1 if none. */
int choice_index(const struct choice *choices, const char *code);
/* Its label; `otherwise` where there is no such code. */
const char *choice_label(const struct choice *choices, const char *code, const char *otherwise);

#endif
