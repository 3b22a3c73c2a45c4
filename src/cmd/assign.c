#include "thidua/assign.h"
#include "thidua/text.h"
#include <inttypes.h>
#include <string.h>

static const enum kind_id changeable[] = {KIND_UNIT,      KIND_WORK,    KIND_PROGRESS,
                                          KIND_DUTY_DONE, KIND_RECEIPT, KIND_NOMINATION};
enum { CHANGEABLE = sizeof changeable / sizeof *changeable };

const struct kind *assign_kind_at(size_t i) {
    return i < CHANGEABLE ? &kinds[changeable[i]] : NULL;
}

enum rc assign_kind(const char *word, const struct kind **out, struct err *e) {
    const struct kind *found = kind_find(word);
    for (size_t i = 0; i < CHANGEABLE; i++)
        if (found == &kinds[changeable[i]]) {
            *out = found;
            return RC_OK;
        }
    struct buf all = {0};
    char quoted[TEXT_QUOTE_SIZE];
    for (size_t i = 0; i < CHANGEABLE; i++)
        buf_printf(&all, "%s%s (%s)", i ? ", " : "", kinds[changeable[i]].name,
                   kinds[changeable[i]].label);
    enum rc rc = err_set(e, RC_INVALID, "Không có loại %s; hãy dùng một trong: %s.",
                         text_quote(word, quoted), buf_str(&all));
    buf_free(&all);
    return rc;
}

enum rc assign_id(const char *word, int64_t *out, struct err *e) {
    char quoted[TEXT_QUOTE_SIZE];
    int64_t id = 0;
    size_t n = strspn(word, "0123456789");
    for (size_t i = 0; i < n && n <= 18; i++)
        id = id * 10 + (word[i] - '0');
    if (!id || word[n])
        return err_set(e, RC_INVALID,
                       "%s không phải là số của bản ghi; xem số ở cột đầu của thidua list.",
                       text_quote(word, quoted));
    *out = id;
    return RC_OK;
}

enum rc assign_record(struct job *job, const struct kind *kind, const char *word,
                      union any_record *out, struct err *e) {
    int64_t id = 0;
    if (kind->id == KIND_UNIT)
        return record_get_code(job->session, kind, word, job->arena, out, e);
    enum rc rc = assign_id(word, &id, e);
    return rc ? rc : record_get(job->session, kind, id, job->arena, out, e);
}

const struct field assign_running = {.key = "total", .label = "Lũy kế", .type = FIELD_DECIMAL};

struct assignment {
    struct job *job;
    const struct kind *kind;
    union any_record *record;
    uint64_t given; /* bit per field of the kind */
    int64_t total;  /* FIELD_NONE: not given */
};

static enum rc unknown_key(const struct kind *kind, const char *key, struct err *e) {
    const char *names[FIELDS_MOST];
    size_t n = 0;
    char quoted[TEXT_QUOTE_SIZE];
    for (size_t i = 0; i < kind->count && n < FIELDS_MOST; i++)
        if (!(kind->fields[i].flags & FIELD_KEPT))
            names[n++] = kind->fields[i].key;
    const char *near = text_nearest(key, names, n);
    text_quote(key, quoted);
    if (near)
        return err_set(e, RC_INVALID, "Không có khóa %s; có phải “%s” không?", quoted, near);
    return err_set(e, RC_INVALID, "Không có khóa %s; xem các khóa: thidua help add.", quoted);
}

static enum rc assign_total(struct assignment *as, const char *value, struct err *e) {
    int64_t slot = FIELD_NONE;
    enum rc rc = field_parse(&assign_running, value, NULL, as->job->arena, &slot, e);
    as->total = slot;
    return rc;
}

static enum rc assign_field(struct assignment *as, const char *key, const char *value,
                            struct err *e) {
    const struct kind *kind = as->kind;
    if (kind->id == KIND_PROGRESS && field_named(&assign_running, 1, key))
        return as->total == FIELD_NONE ? assign_total(as, value, e)
                                       : err_set(e, RC_INVALID, "Khóa total được viết hai lần.");
    const struct field *f = field_named(kind->fields, kind->count, key);
    if (!f)
        return unknown_key(kind, key, e);
    uint64_t bit = UINT64_C(1) << (f - kind->fields);
    if (as->given & bit)
        return err_field(e, RC_INVALID, f->key, "Khóa %s được viết hai lần.", f->key);
    if (f->flags & FIELD_KEPT)
        return err_field(e, RC_INVALID, f->key,
                         "“%s” do chương trình giữ, không ghi bằng tay được.", f->label);
    if (f->flags & FIELD_FIXED && as->record->head.id)
        return err_field(e, RC_INVALID, f->key, "“%s” đã ghi khi thêm thì không đổi được nữa.",
                         f->label);
    as->given |= bit;
    struct session *s = as->job->session;
    enum rc rc = field_parse(f, value, session_names(s), as->job->arena, as->record, e);
    char quoted[TEXT_QUOTE_SIZE];
    if (rc == RC_INVALID && f->of && !strcmp(f->of, "unit"))
        session_outside(s, "đơn vị", text_quote(value, quoted));
    return rc;
}

static enum rc assign_word(struct assignment *as, const char *word, struct err *e) {
    char quoted[TEXT_QUOTE_SIZE];
    const char *equals = strchr(word, '=');
    if (!equals || equals == word)
        return err_set(e, RC_USAGE, "%s phải viết là khóa=giá_trị, ví dụ: phone=0912345678.",
                       text_quote(word, quoted));
    const char *key = arena_dup_n(as->job->arena, word, (size_t)(equals - word));
    return key ? assign_field(as, key, equals + 1, e) : err_nomem(e);
}

enum rc assign_added(struct session *s, struct arena *a, int64_t total, bool both,
                     struct progress *p, struct err *e) {
    struct work w;
    int64_t old = 0;
    if (both)
        return err_set(e, RC_INVALID,
                       "Chỉ ghi một trong hai: quantity (làm thêm) hoặc total (lũy kế).");
    enum rc rc = record_get(s, &kinds[KIND_WORK], p->work, a, &w, e);
    if (rc)
        return rc;
    if (w.goal == FIELD_NONE)
        return err_set(
            e, RC_INVALID,
            "Công trình, phần việc này không có chỉ tiêu bằng số nên không có lũy kế; hãy "
            "ghi percent.");
    if (p->head.id && p->quantity != FIELD_NONE)
        old = p->quantity;
    p->quantity = total - ((w.done == FIELD_NONE ? 0 : w.done) - old);
    return RC_OK;
}

static bool given(const struct assignment *as, const char *key) {
    const struct field *f = field_find(as->kind->fields, as->kind->count, key);
    return f && as->given & UINT64_C(1) << (f - as->kind->fields);
}

enum rc assign_words(struct job *job, const struct kind *kind, const char *const *words,
                     size_t count, union any_record *record, struct err *e) {
    struct assignment as = {.job = job, .kind = kind, .record = record, .total = FIELD_NONE};
    enum rc rc = RC_OK;
    for (size_t i = 0; i < count && !rc; i++)
        rc = assign_word(&as, words[i], e);
    if (!rc && as.total != FIELD_NONE)
        rc = assign_added(job->session, job->arena, as.total, given(&as, "quantity"),
                          &record->progress, e);
    return rc;
}

enum rc assign_whole(const struct kind *kind, const void *record, struct err *e) {
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        if (f->flags & FIELD_REQUIRED && !(f->flags & FIELD_KEPT) && !field_given(f, record))
            return err_field(e, RC_INVALID, f->key, "Thiếu “%s”; viết thêm %s=….", f->label,
                             f->key);
    }
    return RC_OK;
}

enum rc assign_only(const char *const *words, size_t count, const char *key, const char **out,
                    struct err *e) {
    char quoted[TEXT_QUOTE_SIZE];
    size_t n = strlen(key);
    *out = "";
    if (!count)
        return RC_OK;
    if (strncmp(words[0], key, n) != 0 || words[0][n] != '=')
        return err_set(e, RC_USAGE, "%s: ở đây chỉ ghi được %s=….", text_quote(words[0], quoted),
                       key);
    *out = words[0] + n + 1;
    return RC_OK;
}

const char *assign_name(struct arena *a, const struct kind *kind, const union any_record *record) {
    if (kind->id == KIND_UNIT)
        return arena_printf(a, "%s %s", kind->label, record->unit.code);
    return arena_printf(a, "%s số %" PRId64, kind->label, record->head.id);
}
