/* Any bytes as a table of records: rows come out as wide as the header; a cell that a field takes
 * is the same after it was written out and read again. */
#include "fuzz.h"

#include "thidua/csv.h"
#include "thidua/records.h"
#include "thidua/text.h"

static const struct choice known[] = {
    {"hai-anh", "Hải Anh"}, {"yen-dinh", "Yên Định"}, {"qua", "Triệu phần quà"}, {NULL, NULL}};

static bool at(void *ctx, const char *of, size_t i, struct choice *out) {
    (void)ctx, (void)of;
    if (i >= 3)
        return false;
    *out = known[i];
    return true;
}

static union any_record first, again;

static void check_taken(const struct field *f, const struct field_names *names, struct arena *a) {
    struct buf written = {0};
    struct err e = {0};
    field_edit(f, &first, &written);
    if (written.len > 0) {
        if (field_parse(f, buf_str(&written), names, a, &again, &e) != RC_OK) {
            (void)fprintf(stderr, "%s: “%s”: %s\n", f->key, buf_str(&written), e.message);
            abort();
        }
        PROMISE(field_same(f, &first, &again));
    }
    buf_clear(&written);
    field_show(f, &first, names, &written);
    field_json(f, &first, &written);
    PROMISE(text_valid(buf_str(&written), written.len));
    buf_free(&written);
}

/* Written as a cell and read back, the text is the same. */
static void check_cell(const char *cell, struct arena *a) {
    struct buf line = {0};
    struct csv back;
    struct err e = {0};
    buf_puts(&line, "x\n");
    buf_csv(&line, cell);
    buf_char(&line, '\n');
    PROMISE(csv_parse(buf_str(&line), line.len, a, &back, &e) == RC_OK);
    PROMISE(back.count == 2 && strcmp(back.rows[1].cells[0], cell) == 0);
    buf_free(&line);
}

static void take(const struct kind *kind, const struct csv *csv, struct arena *a) {
    const struct field_names names = {.at = at, .today = 18936 /* 05/11/2021 */};
    for (size_t c = 0; c < csv->rows[0].count; c++) {
        const struct field *f = field_named(kind->fields, kind->count, csv->rows[0].cells[c]);
        for (size_t r = 1; f != NULL && r < csv->count; r++) {
            struct err e = {0};
            if (csv->rows[r].wrong != NULL)
                continue;
            record_blank(kind, &first);
            record_blank(kind, &again);
            if (field_parse(f, csv->rows[r].cells[c], &names, a, &first, &e) == RC_OK) {
                check_taken(f, &names, a);
            } else {
                PROMISE_SENTENCE(e);
                PROMISE(!field_given(f, &first) && strcmp(e.field, f->key) == 0);
            }
        }
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    fuzz_keep_findings(argc, argv);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a = {0};
    struct csv csv;
    struct err e = {0};
    enum rc rc = csv_parse((const char *)data, size, &a, &csv, &e);
    if (rc != RC_OK) {
        PROMISE(rc == RC_INVALID && e.line >= 0);
        PROMISE_SENTENCE(e);
        arena_free(&a);
        return 0;
    }
    PROMISE(csv.count > 0);
    for (size_t r = 0; r < csv.count; r++) {
        bool wrong = csv.rows[r].wrong != NULL;
        PROMISE(csv.rows[r].count == (wrong ? 0 : csv.rows[0].count));
        PROMISE(!wrong || (r > 0 && csv.rows[r].wrong_line >= csv.rows[r].line));
        PROMISE(csv.rows[r].line > (r > 0 ? csv.rows[r - 1].line : 0));
        for (size_t c = 0; c < csv.rows[r].count; c++)
            PROMISE(text_valid(csv.rows[r].cells[c], strlen(csv.rows[r].cells[c])));
    }
    if (csv.count > 1 && csv.rows[1].wrong == NULL && csv.rows[1].cells[0][0] != '\0')
        check_cell(csv.rows[1].cells[0], &a);
    for (size_t k = 0; k < KIND_COUNT; k++)
        take(&kinds[k], &csv, &a);
    arena_free(&a);
    return 0;
}
