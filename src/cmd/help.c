/* thidua help: the tables, printed. */
#include "thidua/assign.h"
#include "thidua/command.h"
#include "thidua/list.h"
#include "thidua/text.h"
#include <string.h>

/* `left`, blanks, `right`: two columns under a heading. */
static void row(struct buf *b, const char *left, int width, const char *right) {
    buf_puts(b, "  ");
    text_cell(b, left, width > text_width(left) ? width : text_width(left), TEXT_LEFT, false);
    buf_printf(b, "  %s\n", right);
}

static void options(struct buf *b, const struct command_option *table) {
    struct buf left = {0};
    int width = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; table && table[i].name; i++) {
            buf_clear(&left);
            buf_printf(&left, "--%s%s%s", table[i].name, table[i].value ? " " : "",
                       table[i].value ? table[i].value : "");
            int w = text_width(buf_str(&left));
            width = w > width ? w : width;
            if (pass)
                row(b, buf_str(&left), width, table[i].help);
        }
    b->failed |= left.failed;
    buf_free(&left);
}

static void overview(struct buf *b) {
    enum { WIDTH = 18 };
    buf_puts(b, "thidua: theo dõi một đợt thi đua đặc biệt của Hội LHPN\n\n"
                "Cách viết: thidua [LỆNH …]        không có lệnh: mở màn hình\n\nLệnh\n");
    for (size_t i = 0; i < command_count; i++)
        row(b, commands[i].name, WIDTH, commands[i].help);
    buf_puts(b, "\nTùy chọn chung, trước hoặc sau lệnh\n");
    options(b, command_common);
    buf_puts(b,
             "\nMã thoát: 0 xong; 3 sai cách viết; 4 dữ liệu không hợp lệ; 5 có người khác vừa sửa "
             "hoặc đang bận;\n6 lỗi đọc, ghi hoặc dữ liệu hỏng; 7 không có quyền.\n"
             "Cách viết và tùy chọn của một lệnh: thidua help LỆNH\n");
}

/* Keys that may be written, or columns of a file: not those the program keeps. */
static void keys(struct buf *b, const struct kind *kind, bool of_file) {
    enum { WIDTH = 16 };
    buf_printf(b, "\n%s: %s\n", kind->name, kind->label);
    for (size_t i = 0; i < kind->count; i++) {
        const struct field *f = &kind->fields[i];
        struct buf right = {0};
        if (f->flags & FIELD_KEPT)
            continue;
        buf_puts(&right, f->label);
        buf_puts(&right, f->flags & FIELD_REQUIRED ? " (phải có)" : "");
        for (const struct choice *c = f->choices; c && c->code; c++)
            buf_printf(&right, "%s%s (%s)", c == f->choices ? ": " : ", ", c->code, c->label);
        if (!f->choices && f->hint)
            buf_printf(&right, "; %s", f->hint);
        row(b, f->key, WIDTH, buf_str(&right));
        b->failed |= right.failed;
        buf_free(&right);
    }
    if (kind->id == KIND_PROGRESS)
        row(b, "total", WIDTH, "Lũy kế, viết thay cho quantity");
    if (kind->id == KIND_PROGRESS && of_file)
        row(b, "title", WIDTH, "Tên công trình, phần việc; cùng với unit, viết thay cho work");
    if (of_file)
        row(b, "version", WIDTH, "Phiên bản lúc xuất tệp; đã đổi từ đó thì không ghi đè lên");
}

static void filters(struct buf *b, const struct list_spec *l) {
    enum { WIDTH = 16 };
    buf_printf(b, "\n%s: %s\n", l->name, l->label);
    for (size_t i = 0; i < l->nfilters; i++) {
        const struct list_filter *f = &l->filters[i];
        struct buf left = {0};
        buf_printf(&left, "--%s%s", f->key, f->match == MATCH_FLAG ? "" : "=…");
        for (size_t k = 0; k < left.len; k++)
            if (left.data[k] == '_')
                left.data[k] = '-';
        row(b, buf_str(&left), WIDTH, f->label);
        b->failed |= left.failed;
        buf_free(&left);
    }
    buf_puts(b, "  cột:");
    for (size_t i = 0; i < l->ncolumns; i++)
        buf_printf(b, " %s", l->columns[i].key);
    buf_char(b, '\n');
}

static void one(struct buf *b, const struct command *c) {
    buf_printf(b, "thidua %s%s%s\n  %s\n", c->name, *c->words ? " " : "", c->words, c->help);
    if (c->options) {
        buf_puts(b, "\nTùy chọn\n");
        options(b, c->options);
    }
    if (c->run == cmd_list)
        for (size_t i = 0; i < list_count_specs; i++)
            filters(b, lists[i]);
    const struct kind *kind = NULL;
    if (c->run == cmd_add || c->run == cmd_set || c->run == cmd_import)
        for (size_t i = 0; (kind = assign_kind_at(i)); i++)
            if (c->run != cmd_import || kind->imported)
                keys(b, kind, c->run == cmd_import);
}

/* `help import` means the command import, `help plan` both it and those that begin with its name.
 */
static enum rc chosen(struct job *job, struct buf *b, struct err *e) {
    const struct command_line *line = job->line;
    size_t taken = 0, shown = 0;
    const struct command *only = command_find(line->words, line->nwords, &taken);
    struct buf asked = {0};
    char quoted[TEXT_QUOTE_SIZE];
    for (size_t i = 0; i < line->nwords; i++)
        buf_printf(&asked, "%s%s", i ? " " : "", line->words[i]);
    for (size_t i = 0; i < command_count; i++) {
        const char *name = commands[i].name;
        bool family = !strncmp(name, buf_str(&asked), asked.len) && name[asked.len] == ' ';
        if (&commands[i] != only && !family)
            continue;
        buf_puts(b, shown++ ? "\n" : "");
        one(b, &commands[i]);
    }
    b->failed |= asked.failed;
    buf_free(&asked);
    if (!shown || (only && taken < line->nwords))
        return err_set(e, RC_USAGE, "Không có lệnh %s; xem các lệnh: thidua help.",
                       text_quote(line->words[taken < line->nwords ? taken : 0], quoted));
    return RC_OK;
}

/* Also what --help prints: then `line` is of another command, or of none. */
enum rc cmd_help(struct job *job, struct err *e) {
    const struct command *c = job->line->command;
    struct buf b = {0};
    enum rc rc = RC_OK;
    if (c && c->run != cmd_help)
        one(&b, c);
    else if (c && job->line->nwords)
        rc = chosen(job, &b, e);
    else
        overview(&b);
    if (!rc)
        rc = spool_take(&job->out, &b, e);
    buf_free(&b);
    return rc;
}
