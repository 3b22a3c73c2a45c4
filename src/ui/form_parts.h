/* What the files of the form share. */
#ifndef THIDUA_UI_FORM_PARTS_H
#define THIDUA_UI_FORM_PARTS_H

#include "keeping.h"
#include "thidua/editview.h"
#include "thidua/form.h"

struct form_field {
    const struct field *f;
    struct lineedit edit; /* what field_edit gives, or what is being typed */
    char *original;       /* of `edit` when the form opened */
    int first_line;       /* of a note: the first line shown */
    bool shown, editable;
    bool whole;       /* a number just come to: the first character typed takes its place */
    bool derived;     /* set from another field, by def.changed */
    struct buf error; /* empty: none */
};

struct form_state {
    struct form def;
    void *record;
    void *before; /* as the record was before the change at hand */
    struct form_field *fields;
    size_t count;
    size_t focus;    /* index of a field; count: the row "Lưu" */
    int top;         /* first row shown, of the whole form's rows */
    int labels;      /* cells of the widest label shown */
    uint64_t chosen; /* bits of the choices being made for FIELD_TERMS */
    struct keeping keeping;
    bool over; /* saved or given up: nothing is kept any more */
};

enum { FORM_NOTE_ROWS = 4 };

/* Is it chosen from a list? */
bool form_is_choice(const struct field *f);
/* The i-th choice of the field that is offered. */
bool form_choice(const struct screen *s, const struct field *f, size_t i, struct choice *out);
/* Which choice the record has; -1: none. */
int64_t form_choice_index(const struct screen *s, const struct field *f, void *record);

/* Cells of the field's editor in the window as it is. */
int form_cells(const struct screen *s, const struct form_field *ff);

/* Take what is typed in a field into the record; false: refused, ff->error says why. */
bool form_commit(struct screen *s, struct form_field *ff);
/* Which fields are there, the record being as it is. */
void form_ask_shows(struct screen *s);
void form_set_error(struct form_field *ff, const char *message);

/* Keys of the field in focus. UI_PASS: not an editing key. */
enum outcome form_field_key(struct screen *s, struct form_field *ff, const struct key *k);
/* To the next field that can be edited, or the row "Lưu"; -1: back. */
void form_move(struct screen *s, int step);

void form_draw(struct screen *s);

/* ---- formkeep.c ---- */

bool form_is_changed(struct screen *s);
/* Something was typed or chosen. */
void form_touched(struct screen *s);
/* Keep what is not kept yet, at once. True: what the status line says has changed. */
bool form_keep_now(struct screen *s, bool last);
/* The same once it has waited long enough: `keep` of the screen. */
bool form_keep(struct screen *s);
/* Put def.typed into the fields. */
enum rc form_restore(struct screen *s, struct err *e);
/* The editor shows the record's value; a mistake in it is no more. */
void form_follow(struct form_field *ff, void *record);
/* A field was given: others may follow from it. */
void form_tell_changed(struct screen *s, const struct field *f);

#endif
