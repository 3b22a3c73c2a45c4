/* Is the record fit to be stored: what its fields require and hold, its terms, and record_check's
 * rules. What other records have to say is in relate.c. */
#include "parts.h"

#include "thidua/text.h"

#include <stdio.h>
#include <string.h>

enum { CODE_SIZE = 96 };

/* Keeps only codes that are terms now, and retired ones only where they stood before. */
static enum rc check_code(struct tx *tx, const struct field *f, const char *of, const char *code,
                          bool newly, struct err *e) {
    const struct term *t = campaign_term_find(tx->session->campaign, of, code);
    if (t == NULL)
        return err_field(e, RC_INVALID, f->key,
                         "%s: tệp đợt thi đua không có mã “%.60s”; hãy chọn trong danh sách.",
                         f->label, code);
    char label[TEXT_QUOTE_SIZE];
    if (t->retired && newly)
        return err_field(e, RC_INVALID, f->key,
                         "%s: %s đã thôi dùng, không chọn mới được nữa; hãy chọn mục khác.",
                         f->label, text_quote(t->label, label));
    return RC_OK;
}

static enum rc check_codes(struct tx *tx, const struct field *f, const char *now,
                           const char *before, struct err *e) {
    for (const char *at = now; *at != '\0';) {
        char code[CODE_SIZE];
        size_t len = strcspn(at, " ");
        (void)snprintf(code, sizeof code, "%.*s", (int)len, at);
        if (len == 0 || len >= sizeof code || codes_have(at + len, code))
            return err_field(e, RC_INVALID, f->key, "%s: danh sách mã không đúng; hãy chọn lại.",
                             f->label);
        enum rc rc = check_code(tx, f, f->of, code, !codes_have(before, code), e);
        if (rc)
            return rc;
        at += len + (at[len] == ' ');
    }
    return RC_OK;
}

static enum rc check_unit_code(struct tx *tx, const struct field *f, const char *code,
                               struct err *e) {
    struct db *db = tx->session->db;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc =
        db_prepare(db, "SELECT 1 FROM unit WHERE code = ?1 AND deleted_at IS NULL", &stmt, e);
    if (rc)
        return rc;
    db_bind_text(db, stmt, 1, code);
    rc = db_step(db, stmt, &row, e);
    db_release(db, stmt);
    if (rc == RC_OK && !row)
        rc = err_field(e, RC_INVALID, f->key, "%s: không có đơn vị mang mã “%.60s”.", f->label,
                       code);
    return rc;
}

static bool has_choice(const struct choice *choices, int64_t index) {
    int64_t count = 0;
    while (choices[count].code != NULL)
        count++;
    return index >= 0 && index < count;
}

static enum rc check_field(struct tx *tx, const struct kind *kind, const struct field *f,
                           const void *before, void *record, struct err *e) {
    if ((f->flags & FIELD_REQUIRED) && !field_given(f, record))
        return err_field(e, RC_INVALID, f->key, "Còn thiếu “%s”; hãy điền vào.", f->label);
    if (f->type == FIELD_CHOICE && field_given(f, record) &&
        !has_choice(f->choices, *field_number(f, record)))
        return err_field(e, RC_INVALID, f->key, "“%s” không có lựa chọn này.", f->label);
    if (!field_is_text(f->type) || !field_given(f, record))
        return RC_OK;
    const char *now = *field_text(f, record);
    const char *old = before == NULL ? NULL : field_text_of(f, before);
    if (before != NULL && field_same(f, before, record))
        return RC_OK;
    if (f->type != FIELD_TERM && f->type != FIELD_TERMS)
        return field_fits(f, now, e);
    if (strcmp(f->of, "unit") == 0)
        return check_unit_code(tx, f, now, e);
    if (f->type == FIELD_TERMS)
        return check_codes(tx, f, now, old, e);
    /* A judged line is a criterion or a dossier item: its `part` says which. */
    const char *of = kind->id == KIND_JUDGEMENT
                         ? judgement_parts[((const struct judgement *)record)->part].code
                         : f->of;
    return check_code(tx, f, of, now, true, e);
}

/* Contents are of collectives or of individuals (clause II.4.1). What was so before the campaign
 * file said this stays as long as neither is touched. Every code was found to fit its array. */
static enum rc check_contents(struct tx *tx, const struct work *before, const struct work *w,
                              struct err *e) {
    const char *had = before != NULL && before->contents != NULL ? before->contents : "";
    const char *now = w->contents != NULL ? w->contents : "";
    if (before != NULL && before->kind == w->kind && strcmp(had, now) == 0)
        return RC_OK;
    for (const char *at = now; *at != '\0';) {
        char code[CODE_SIZE];
        char label[TEXT_QUOTE_SIZE];
        size_t len = strcspn(at, " ");
        (void)snprintf(code, sizeof code, "%.*s", (int)len, at);
        const struct content *c = campaign_content(tx->session->campaign, code);
        if (c != NULL && ((unsigned)c->subject >> w->kind & 1U) == 0)
            return err_field(e, RC_INVALID, "contents",
                             "Nội dung %s không phải của %s; hãy chọn lại nội dung.",
                             text_quote(c->term.label, label), work_kinds[w->kind].label);
        at += len + (at[len] == ' ');
    }
    return RC_OK;
}

enum rc record_valid(struct tx *tx, const struct kind *kind, const void *before, void *record,
                     struct err *e) {
    for (size_t i = 0; i < kind->count; i++) {
        enum rc rc = check_field(tx, kind, &kind->fields[i], before, record, e);
        if (rc)
            return rc;
    }
    if (kind->id == KIND_WORK) {
        enum rc rc = check_contents(tx, before, record, e);
        if (rc)
            return rc;
    }
    return record_check(kind, record, e);
}
