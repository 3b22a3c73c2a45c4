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

/* What is to be kept of a form, or of a line asked for (dialog.h), that is not saved yet. */
struct form_kept {
    const void *record;              /* as far as it is taken from the fields; NULL: a line */
    const struct field_typed *typed; /* what she changed; of a new record all that is filled in */
    size_t count;                    /* 0: all is as it was when the form was opened */
    const char *focus;               /* key of the field she is in; "" */
    bool last;                       /* the line is gone: nobody waits for the next key */
};
/* Keep it where neither a cut line nor a crash reaches it. Called on leaving a field that was
 * changed, within two seconds of any change, and when the line is gone. On failure typing goes on,
 * the status line says why nothing is kept, and it is tried again every second. */
typedef enum rc keep_fn(struct screen *s, void *ctx, const struct form_kept *k, struct err *e);

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
    /* Is this choice of a field offered, the record being as it is? NULL: all are. */
    bool (*offers)(void *ctx, const struct field *f, const char *code, const void *record);
    /* A field was changed and left: set others from it (a running total gives the addition). Text
     * set here lives in `a`. NULL: nothing. */
    void (*changed)(void *ctx, const struct field *f, void *record, struct arena *a);
    const char *note;  /* a line or two above the fields, or NULL */
    const char *first; /* key of the field to begin at, or NULL */

    keep_fn *keep; /* NULL: nothing is kept */
    /* She closed the form without saving: what was kept is not wanted any more. May be NULL. */
    void (*given_up)(struct screen *s, void *ctx);
    /* What was kept: the form begins with these texts instead of the record's, invalid ones too. */
    const struct field_typed *typed;
    size_t ntyped;
};

/* Open it over `s`. `answered` gets what `save` set, 0 when given up; may be NULL (resume of `s`
 * is called in any case). */
bool form_open(struct screen *s, const struct form *form, answer_fn *answered);

/* ---- For a screen over the form that its `save` opened: somebody else saved a newer version. */

void *form_ctx(struct screen *s);
/* The record as it is typed; its version may be set. */
void *form_record(struct screen *s);

/* A field whose value differs between what is typed and what is stored. */
struct form_difference {
    const struct field *f;
    bool mine;   /* she changed it since the form was opened */
    bool theirs; /* somebody else did */
};
/* At most `most` of them, those that both changed first. `stored` is of the form's struct. */
size_t form_compare(struct screen *s, const void *stored, struct form_difference *out, size_t most);
/* Put the stored value into a field; its text must live as long as the form. */
void form_take(struct screen *s, const struct field *f, const void *stored);
/* As Ctrl-S does; to be returned by `answered` of the screen over the form. */
enum outcome form_save(struct screen *s);

#endif
