/* A form, made from a field table (field.h): one editor a field, validated on leaving it.
 *
 *   Tab ↓ Enter the next field, Shift-Tab ↑ the one before; ← → or Space on a choice, letters find
 * in its list; Ctrl-S or F2 save, as does Enter on the last row "Lưu"; Esc or F10 leave, asking
 * when something was changed. Whatever goes wrong, every field keeps what was typed, and the cursor
 *   goes to the wrong one (err.field). */
#ifndef THIDUA_FORM_H
#define THIDUA_FORM_H

#include "thidua/field.h"
#include "thidua/screen.h"

/* What the caller gives to form_open; copied, but what it points at must live as long as the
 * screen below. */
struct form {
    const char *title; /* of the title bar: "Công trình mới" */
    const struct field *fields;
    size_t nfields;
    const void *record; /* where it starts: a struct of the table; copied, texts too */
    size_t size;        /* of that struct */
    bool making;        /* a new record: FIELD_FIXED may be given. Else they are shown only */
    void *ctx;          /* for the callbacks below */
    /* Write it. On failure fill `e` (e->field puts the cursor there); the form stays open. On
     * success the form closes and answers *answer (made 1 before the call) to the screen below.
     * Text of the record is valid during the call. Never called with a field that its type
     * refuses. */
    enum rc (*save)(struct screen *s, void *ctx, void *record, int64_t *answer, struct err *e);
    /* Is this field asked for, the record being as it is? NULL: all but FIELD_KEPT ones. */
    bool (*shows)(void *ctx, const struct field *f, const void *record);
    /* A field was changed and left: set others from it (a running total gives the addition). Text
     * set here lives in `a`. NULL: nothing. */
    void (*changed)(void *ctx, const struct field *f, void *record, struct arena *a);
    const char *note;  /* a line or two above the fields, or NULL */
    const char *first; /* key of the field to begin at, or NULL */
};

/* Open it over `s`. `answered` gets what `save` set, 0 when given up; may be NULL (resume of `s`
 * is called in any case). */
bool form_open(struct screen *s, const struct form *form, answer_fn *answered);

#endif
