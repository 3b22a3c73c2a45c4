/* Our own reader, after trying libcsv 3.0.3 (Debian's libcsv-dev). It reads well-formed files, but:
 * - it keeps no line numbers, and its error gives none: only how many bytes were taken;
 * - a quote that does not end gives the rest of the file as one cell and success; with
 * CSV_STRICT_FINI it is an error, without the place where the quote began;
 * - `"x"y` takes the rest of the file for one cell and says success, unless CSV_STRICT; CSV_STRICT
 * in turn refuses `5" pipe` and a BOM before a quoted header, and csv_fini after it says success;
 * - the separator is one byte fixed beforehand, rows may have any number of cells, a BOM becomes
 * part of the first header. Everything an officer needs to find her mistake would have had to be
 * built around it. */
#include "thidua/csv.h"

#include "thidua/buf.h"
#include "thidua/text.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ROWS = 100000 }; /* of data */

struct reader {
    const char *at;
    const char *end;
    char separator;
    int line;
    struct arena *a;
    struct buf raw;   /* the cell being read */
    struct buf cells; /* `const char *`s of the row being read */
    const char *wrong;
    int wrong_line; /* of that row: see csv.h */
    struct err *e;
};

static bool newline_at(const char *p, const char *end) {
    return p < end && (*p == '\n' || *p == '\r');
}

/* Pass over CRLF, LF or CR. */
static void pass_newline(struct reader *r) {
    if (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n')
        r->at++;
    r->at++;
    r->line++;
}

static const char *skip_blanks(const struct reader *r, const char *p) {
    while (p < r->end && (*p == ' ' || (*p == '\t' && r->separator != '\t')))
        p++;
    return p;
}

static bool cell_ends(const struct reader *r, const char *p) {
    return p == r->end || *p == r->separator || newline_at(p, r->end);
}

/* Note what is wrong with the row being read: its first mistake. */
static enum rc spoil(struct reader *r, int line, const char *why) {
    if (r->wrong != NULL)
        return RC_OK;
    r->wrong = arena_dup(r->a, why);
    r->wrong_line = line;
    return r->wrong == NULL ? err_nomem(r->e) : RC_OK;
}

/* From after the opening quote at r->at to after the closing one, or as far as the row goes. */
static enum rc read_quoted(struct reader *r) {
    int opened = r->line;
    while (r->at < r->end) {
        const char *p = r->at;
        if (*p != '"') {
            if (newline_at(p, r->end))
                pass_newline(r);
            else
                r->at++;
            buf_add(&r->raw, p, (size_t)(r->at - p));
            continue;
        }
        r->at++;
        if (r->at < r->end && *r->at == '"') {
            buf_char(&r->raw, '"');
            r->at++;
            continue;
        }
        r->at = skip_blanks(r, r->at);
        if (cell_ends(r, r->at))
            return RC_OK;
        while (r->at < r->end && !newline_at(r->at, r->end))
            r->at++;
        return spoil(r, r->line,
                     "Sau dấu ngoặc kép đóng ô còn có chữ; hãy viết hai dấu \"\" cho một dấu "
                     "ngoặc kép trong ô.");
    }
    return spoil(r, opened,
                 "Ô bắt đầu bằng dấu ngoặc kép ở dòng này không có dấu đóng; hãy thêm dấu \" vào "
                 "cuối ô.");
}

/* The raw cell through the door of text.h, into the arena; NULL where that refuses it. */
static enum rc clean_cell(struct reader *r, int line, size_t column, const char **out) {
    if (r->raw.failed)
        return err_nomem(r->e);
    const char *raw = buf_str(&r->raw);
    size_t n = r->raw.len;
    /* The apostrophe that buf_csv put before what a spreadsheet would have run. */
    if (n > 1 && raw[0] == '\'' && buf_csv_guarded(raw + 1)) {
        raw++;
        n--;
    }
    struct buf clean = {0};
    struct err why = {0};
    bool many = memchr(raw, '\n', n) != NULL;
    enum rc rc = text_clean(raw, n, many ? TEXT_MANY_LINES : TEXT_ONE_LINE, &clean, &why);
    *out = rc == RC_OK ? arena_dup_n(r->a, buf_str(&clean), clean.len) : NULL;
    buf_free(&clean);
    if (rc == RC_INVALID) {
        char what[40];
        (void)snprintf(what, sizeof what, "Cột %zu", column + 1);
        err_about(&why, what);
        return spoil(r, line + (many ? why.line - 1 : 0), why.message);
    }
    return *out == NULL ? err_nomem(r->e) : RC_OK;
}

static enum rc read_cell(struct reader *r, size_t column) {
    int line = r->line;
    const char *start = skip_blanks(r, r->at);
    buf_cut(&r->raw, 0);
    if (start < r->end && *start == '"') {
        r->at = start + 1;
        enum rc quoted = read_quoted(r);
        if (quoted != RC_OK)
            return quoted;
    } else {
        start = r->at;
        while (!cell_ends(r, r->at))
            r->at++;
        buf_add(&r->raw, start, (size_t)(r->at - start));
    }
    const char *cell = NULL;
    enum rc rc = r->wrong != NULL ? RC_OK : clean_cell(r, line, column, &cell);
    if (rc != RC_OK || cell == NULL)
        return rc;
    buf_add(&r->cells, (const char *)&cell, sizeof cell);
    return r->cells.failed ? err_nomem(r->e) : RC_OK;
}

static const char *const *cells_of(const struct reader *r) {
    return (const char *const *)(const void *)r->cells.data;
}

/* Cells of the row but the empty ones at its end, which spreadsheets add. */
static size_t filled(const struct reader *r) {
    size_t n = r->cells.len / sizeof(const char *);
    while (n > 0 && cells_of(r)[n - 1][0] == '\0')
        n--;
    return n;
}

/* One line of the file (more where a quoted cell has newlines) into r->cells. */
static enum rc read_row(struct reader *r) {
    buf_cut(&r->cells, 0);
    r->wrong = NULL;
    for (size_t column = 0;; column++) {
        enum rc rc = read_cell(r, column);
        if (rc != RC_OK)
            return rc;
        if (r->at == r->end)
            return RC_OK;
        if (*r->at != r->separator) {
            pass_newline(r);
            return RC_OK;
        }
        r->at++;
    }
}

static enum rc refuse_at(struct reader *r, int line, const char *why) {
    err_set(r->e, RC_INVALID, "%s", why);
    err_at(r->e, NULL, line);
    return RC_INVALID;
}

static enum rc too_many_cells(struct reader *r, size_t n, size_t width, int line) {
    char why[200];
    (void)snprintf(why, sizeof why,
                   "Dòng này có %zu ô mà dòng đầu chỉ có %zu cột; nếu trong ô có dấu “%c”, hãy đặt "
                   "cả ô trong dấu ngoặc kép.",
                   n, width, r->separator);
    return spoil(r, line, why);
}

static enum rc keep_cells(struct reader *r, size_t n, struct csv_row *row) {
    row->cells = arena_array(r->a, row->count, sizeof *row->cells);
    if (row->cells == NULL)
        return err_nomem(r->e);
    for (size_t i = 0; i < row->count; i++)
        row->cells[i] = i < n ? cells_of(r)[i] : "";
    return RC_OK;
}

static enum rc keep_row(struct reader *r, struct csv *out, int line) {
    bool header = out->count == 0;
    size_t n = filled(r);
    if (n == 0 && r->wrong == NULL)
        return RC_OK;
    if (header && r->wrong != NULL)
        return refuse_at(r, r->wrong_line, r->wrong);
    if (out->count > MOST_ROWS)
        return refuse_at(r, line, "Tệp có hơn 100.000 dòng; hãy chia thành nhiều tệp.");
    struct csv_row row = {.count = header ? n : out->rows[0].count, .line = line};
    enum rc rc = r->wrong == NULL && n > row.count ? too_many_cells(r, n, row.count, line) : RC_OK;
    row.wrong = r->wrong;
    row.wrong_line = r->wrong_line;
    if (row.wrong != NULL)
        row.count = 0;
    else if (rc == RC_OK)
        rc = keep_cells(r, n, &row);
    if (rc == RC_OK)
        out->rows[out->count++] = row;
    return rc;
}

/* The one of , ; tab that the first line with anything on it has most of, outside quotes. */
static char find_separator(const char *p, const char *end) {
    static const char candidates[] = ",;\t";
    size_t count[3] = {0};
    bool quoted = false;
    while (p < end && newline_at(p, end))
        p++;
    for (; p < end && (quoted || !newline_at(p, end)); p++) {
        const char *c = *p == '\0' ? NULL : strchr(candidates, *p);
        if (*p == '"')
            quoted = !quoted;
        else if (c != NULL && !quoted)
            count[c - candidates]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if (count[i] > count[best])
            best = i;
    return candidates[best];
}

/* Files that are no text at all, told by how they begin. */
static enum rc refuse_other_formats(const char *bytes, size_t n, struct err *e) {
    if (n >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0) {
        return err_set(e, RC_INVALID,
                       "Đây là tệp của bảng tính, không phải CSV; hãy mở bảng tính và lưu thành "
                       "“CSV UTF-8”.");
    }
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return err_set(e, RC_INVALID, "Tệp được lưu kiểu UTF-16; hãy lưu lại thành “CSV UTF-8”.");
    return RC_OK;
}

/* More rows than there are line ends cannot be, nor do we take more than MOST_ROWS and the header.
 */
static size_t most_rows(const char *bytes, size_t n) {
    size_t rows = 1;
    for (size_t i = 0; i < n && rows <= MOST_ROWS; i++)
        rows += bytes[i] == '\n' || bytes[i] == '\r';
    return rows;
}

enum rc csv_parse(const char *bytes, size_t n, struct arena *a, struct csv *out, struct err *e) {
    *out = (struct csv){0};
    if (n == 0)
        bytes = ""; /* which may have been NULL */
    enum rc rc = refuse_other_formats(bytes, n, e);
    if (rc != RC_OK)
        return rc;
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    struct csv read = {.rows = arena_array(a, most_rows(bytes, n), sizeof *read.rows)};
    if (read.rows == NULL)
        return err_nomem(e);
    read.separator = find_separator(bytes, bytes + n);
    struct reader r = {
        .at = bytes, .end = bytes + n, .separator = read.separator, .line = 1, .a = a, .e = e};
    while (rc == RC_OK && r.at < r.end) {
        int line = r.line;
        rc = read_row(&r);
        if (rc == RC_OK)
            rc = keep_row(&r, &read, line);
    }
    buf_free(&r.raw);
    buf_free(&r.cells);
    if (rc == RC_OK && read.count == 0)
        rc = err_set(e, RC_INVALID, "Tệp không có dòng nào; dòng đầu phải là tên các cột.");
    if (rc == RC_OK)
        *out = read;
    return rc;
}
