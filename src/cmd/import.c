/* thidua import: lines become records, in one transaction. */
#include "thidua/import.h"
#include "import_parts.h"
#include "thidua/match.h"
#include "thidua/news.h"
#include "thidua/text.h"
#include <inttypes.h>
#include <string.h>

enum { MOST = 64 * 1024 * 1024 };

struct import {
    struct job *job;
    const char *file;
    struct import_columns columns;
    struct csv csv;
    struct tx tx;
    struct arena row; /* of one line */
    size_t *seen;     /* which line named a record: open addressing by its id */
    size_t room;      /* a power of two */
    int64_t *ids;
    size_t bad;
    struct import_result result;
};

/* A mistake in a line is told and counted; anything else ends the import. */
static enum rc tell(struct import *im, const struct csv_row *row, enum rc rc, struct err *e) {
    if (rc != RC_INVALID && rc != RC_MISSING && rc != RC_CONFLICT)
        return rc;
    job_mistake(im->job, im->file, row->line, e->message);
    im->bad++;
    return RC_OK;
}

/* The same record twice in one file: which line counts? */
static enum rc once(struct import *im, int64_t id, size_t index, struct err *e) {
    size_t at = (size_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (im->room - 1);
    for (; im->ids[at]; at = (at + 1) & (im->room - 1))
        if (im->ids[at] == id)
            return err_set(e, RC_CONFLICT,
                           "Dòng này nói về cùng một bản ghi với dòng %d; hãy bỏ một "
                           "dòng hoặc gộp lại.",
                           im->csv.rows[im->seen[at]].line);
    im->ids[at] = id;
    im->seen[at] = index;
    return RC_OK;
}

/* An entry is of its work's unit. */
static enum rc own_of_work(struct import *im, struct import_line *line, struct err *e) {
    struct record_head *head = &line->record.head;
    int64_t id = line->record.progress.work;
    struct work w;
    enum rc rc = record_get(im->job->session, &kinds[KIND_WORK], id, &im->row, &w, e);
    if (!rc && head->unit && strcmp(head->unit, w.head.unit) != 0)
        rc = err_set(e, RC_INVALID,
                     "Công trình, phần việc số %" PRId64 " không phải của đơn vị này.", id);
    if (!rc)
        head->unit = w.head.unit;
    return rc;
}

/* Whose it is: a unit its own, an entry's its work's, else as written or the officer's own. */
static enum rc own(struct import *im, struct import_line *line, struct err *e) {
    struct session *s = im->job->session;
    const struct kind *kind = im->columns.kind;
    struct record_head *head = &line->record.head;
    struct progress *p = &line->record.progress;
    if (kind->id == KIND_UNIT) {
        head->unit = line->record.unit.code;
        return RC_OK;
    }
    if (kind->id == KIND_PROGRESS && p->work != FIELD_NONE)
        return own_of_work(im, line, e);
    if (!head->unit)
        head->unit = session_only_unit(s, kind->write);
    if (kind->id != KIND_PROGRESS)
        return RC_OK;
    if (!head->unit || !line->work.title)
        return err_set(e, RC_INVALID,
                       "Thiếu công trình, phần việc: ghi số của nó, hoặc đơn vị và tên.");
    return match_title(s, head->unit, line->work.title, &p->work, e);
}

static enum rc complete(struct import *im, const struct import_line *line, struct err *e) {
    const struct kind *kind = im->columns.kind;
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        bool needed =
            (f->flags & FIELD_REQUIRED && !(f->flags & FIELD_KEPT)) || !strcmp(f->key, "unit");
        if (needed && !field_given(f, &line->record))
            return err_field(e, RC_INVALID, f->key, "Thiếu “%s”.", f->label);
    }
    return RC_OK;
}

/* By its quantity, or by the running total, which then says what a new one adds. */
static enum rc find_entry(struct import *im, struct import_line *line, int64_t *id, struct err *e) {
    struct session *s = im->job->session;
    struct progress *p = &line->record.progress;
    bool both = p->quantity != FIELD_NONE;
    if (line->total == FIELD_NONE)
        return match_progress(s, p, id, e);
    enum rc rc = both ? RC_OK : match_total(s, p, line->total, id, e);
    return rc || *id ? rc : assign_added(s, &im->row, line->total, both, p, e);
}

static enum rc find(struct import *im, struct import_line *line, int64_t *id, struct err *e) {
    struct session *s = im->job->session;
    union any_record r;
    if (im->columns.kind->id == KIND_WORK)
        return match_work(s, &line->record.work, id, e);
    if (im->columns.kind->id == KIND_PROGRESS)
        return find_entry(im, line, id, e);
    enum rc rc = record_get_code(s, im->columns.kind, line->record.unit.code, &im->row, &r, e);
    *id = rc ? 0 : r.head.id;
    return rc == RC_MISSING ? RC_OK : rc;
}

/* Somebody changed it after the file was written out: who, and what stands there now. */
static enum rc newer(struct import *im, int64_t id, const char *differences, struct err *e) {
    struct news_change last;
    struct buf who = {0};
    const struct kind *kind = im->columns.kind;
    (void)news_last(im->job->session, kind, id, NULL, &last, NULL);
    news_say(&last, &who);
    enum rc rc =
        err_set(e, RC_CONFLICT,
                "Từ khi xuất tệp, %s này đã đổi%s%s%s; hãy xuất lại rồi sửa. Nay → trong tệp: %s.",
                kind->label, who.len ? " (" : "", buf_str(&who), who.len ? ")" : "", differences);
    buf_free(&who);
    return rc;
}

/* Over what is there, what the line holds. */
static enum rc write_over(struct import *im, struct import_line *line, int number,
                          union any_record *r, const char *differences, struct err *e) {
    import_overlay(&im->columns, line, r);
    enum rc rc = record_update(&im->tx, im->columns.kind, r, e);
    im->result.changed += !rc;
    return rc ? rc : job_say(im->job, e, "Dòng %d: %s", number, differences);
}

static enum rc change(struct import *im, struct import_line *line, size_t index, int64_t id,
                      struct err *e) {
    const struct kind *kind = im->columns.kind;
    struct session *s = im->job->session;
    union any_record r;
    struct buf told = {0};
    struct buf shown = {0};
    enum rc rc = record_get(s, kind, id, &im->row, &r, e);
    if (rc)
        return rc;
    import_differences(&im->columns, line, &r, session_names(s), &told);
    text_harmless(buf_str(&told), told.len, &shown);
    if (told.failed || shown.failed)
        rc = err_nomem(e);
    else if (shown.len == 0)
        im->result.same++;
    else if (import_given(&im->columns, line, &import_version) &&
             line->record.head.version != r.head.version)
        rc = newer(im, id, buf_str(&shown), e);
    else
        rc = write_over(im, line, im->csv.rows[index].line, &r, buf_str(&shown), e);
    buf_free(&told);
    buf_free(&shown);
    return rc;
}

/* A record of its own, unless the line says that it was one already. */
static enum rc add(struct import *im, struct import_line *line, size_t index, struct err *e) {
    if (import_given(&im->columns, line, &import_version))
        return err_set(e, RC_CONFLICT,
                       "Cột “%s” nói lúc xuất tệp đã có %s này, nay không còn như thế: đã được sửa "
                       "hay xóa. Hãy xuất lại, hoặc để trống cột ấy nếu là dòng mới.",
                       import_version.label, im->columns.kind->label);
    enum rc rc = record_insert(&im->tx, im->columns.kind, &line->record, e);
    if (!rc)
        rc = once(im, line->record.head.id, index, e);
    im->result.added += !rc;
    return rc;
}

static enum rc take(struct import *im, struct import_line *line, size_t index, struct err *e) {
    const struct kind *kind = im->columns.kind;
    int64_t id = 0;
    enum rc rc = own(im, line, e);
    if (!rc)
        rc = complete(im, line, e);
    if (!rc)
        rc = find(im, line, &id, e);
    if (!rc && id)
        rc = once(im, id, index, e);
    if (rc)
        return rc;
    if (id && kind->id == KIND_PROGRESS)
        im->result.same++;
    else if (id)
        rc = change(im, line, index, id, e);
    else
        rc = add(im, line, index, e);
    return rc;
}

static enum rc rows(struct import *im, struct err *e) {
    enum rc rc = RC_OK;
    for (size_t i = 1; i < im->csv.count && !rc; i++) {
        struct import_line line;
        const struct csv_row *row = &im->csv.rows[i];
        arena_reset(&im->row);
        if (row->wrong) {
            job_mistake(im->job, im->file, row->wrong_line, row->wrong);
            im->bad++;
            continue;
        }
        rc = import_read(im->job, &im->columns, im->file, row, &im->row, &line, e);
        if (rc == RC_INVALID) {
            im->bad++; /* told already */
            rc = RC_OK;
        } else if (!rc) {
            rc = take(im, &line, i, e);
            rc = rc ? tell(im, row, rc, e) : RC_OK;
        }
    }
    if (!rc && im->bad)
        rc = err_set(e, RC_INVALID, "%zu dòng có chỗ sai nêu trên; không dòng nào được nhập.",
                     im->bad);
    return rc;
}

static enum rc read_csv(struct import *im, struct arena *a, struct err *e) {
    struct buf bytes = {0};
    enum rc rc = job_read(im->file, MOST, &bytes, e);
    if (!rc) {
        rc = csv_parse(buf_str(&bytes), bytes.len, a, &im->csv, e);
        if (rc == RC_INVALID)
            err_at(e, im->file, e->line ? e->line : 1);
    }
    buf_free(&bytes);
    for (im->room = 64; im->room < 2 * im->csv.count; im->room *= 2)
        ;
    im->seen = arena_array(a, im->room, sizeof *im->seen);
    im->ids = arena_array(a, im->room, sizeof *im->ids);
    return !rc && a->failed ? err_nomem(e) : rc;
}

enum rc import_file(struct job *job, const struct kind *kind, const char *file, bool dry_run,
                    struct import_result *out, struct err *e) {
    struct import im = {.job = job, .file = file};
    struct arena a = {0};
    const char *unit = session_only_unit(job->session, kind->write);
    enum rc rc = read_csv(&im, &a, e);
    if (!rc)
        rc = import_header(job, kind, file, &im.csv.rows[0], &im.columns, e);
    if (!rc)
        rc = tx_begin(&im.tx, job->session, kind->write, unit, e);
    if (!rc)
        rc = rows(&im, e);
    if (!rc && !dry_run)
        rc = tx_commit(&im.tx, e);
    tx_rollback(&im.tx);
    *out = im.result;
    arena_free(&im.row);
    arena_free(&a);
    return rc;
}

static enum rc not_imported(const char *word, struct err *e) {
    struct buf all = {0};
    char quoted[TEXT_QUOTE_SIZE];
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (kinds[i].imported)
            buf_printf(&all, "%s%s", all.len ? ", " : "", kinds[i].plural);
    enum rc rc = err_set(e, RC_INVALID, "Chỉ nhập được %s; không nhập được %s.", buf_str(&all),
                         text_quote(word, quoted));
    buf_free(&all);
    return rc;
}

enum rc cmd_import(struct job *job, struct err *e) {
    const struct kind *kind = kind_find(job->line->words[0]);
    struct import_result n;
    bool dry_run = job_option(job, "dry-run");
    if (!kind || !kind->imported)
        return not_imported(job->line->words[0], e);
    enum rc rc = import_file(job, kind, job->line->words[1], dry_run, &n, e);
    return rc ? rc
              : job_say(job, e, "%s %s: thêm %zu, sửa %zu, giữ nguyên %zu%s.",
                        dry_run ? "Kiểm tra" : "Đã nhập", kind->label, n.added, n.changed, n.same,
                        dry_run ? "; chưa ghi gì" : "");
}
