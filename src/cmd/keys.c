/* thidua officer key add, remove, list; authorized-keys: by which keys officers come in over SSH.
 */
#include "thidua/command.h"
#include "thidua/keyring.h"
#include "thidua/service.h"
#include "thidua/table.h"
#include <limits.h>
#include <string.h>

/* A key has blanks in it, and SSH gives its words apart. */
static enum rc join(struct job *job, struct buf *out, struct err *e) {
    for (size_t i = 1; i < job->line->nwords; i++)
        buf_printf(out, "%s%s", i > 1 ? " " : "", job->line->words[i]);
    return out->failed ? err_nomem(e) : RC_OK;
}

enum rc cmd_key_add(struct job *job, struct err *e) {
    const struct command_line *line = job->line;
    struct buf text = {0};
    struct officer_key key;
    bool input = line->nwords == 2 && !strcmp(line->words[1], "-");
    enum rc rc = input ? job_read("-", OFFICER_KEY_BYTES, &text, e) : join(job, &text, e);
    if (!rc)
        rc = officer_key_parse(buf_str(&text), text.len, job->arena, &key, e);
    buf_free(&text);
    if (!rc)
        rc = keyring_add(job->session, line->words[0], &key, e);
    return rc ? rc
              : job_say(job, e, "Đã thêm khóa %s cho cán bộ %s.", key.fingerprint, line->words[0]);
}

enum rc cmd_key_remove(struct job *job, struct err *e) {
    const struct command_line *line = job->line;
    enum rc rc = keyring_remove(job->session, line->words[0], line->words[1], e);
    return rc ? rc : job_say(job, e, "Đã gỡ khóa của cán bộ %s.", line->words[0]);
}

static const struct list_column columns[] = {
    {.key = "officer", .label = "Cán bộ", .type = FIELD_CODE},
    {.key = "fingerprint", .label = "Dấu vân tay", .type = FIELD_TEXT},
    {.key = "type", .label = "Loại", .type = FIELD_TEXT},
    {.key = "comment", .label = "Ghi chú", .type = FIELD_TEXT},
    {.key = "author", .label = "Người thêm", .type = FIELD_CODE},
    {.key = "created_at", .label = "Thêm lúc", .type = FIELD_INSTANT},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

enum rc cmd_key_list(struct job *job, struct err *e) {
    const char *login = job->line->nwords ? job->line->words[0] : NULL;
    struct keyring_row *rows = NULL;
    size_t count = 0;
    struct table t = {0};
    enum table_format format = TABLE_TEXT;
    enum rc rc = job_format(job, &format, e);
    if (!rc)
        rc = keyring_list(job->session, login, job->arena, &rows, &count, e);
    if (!rc)
        rc = table_begin(&t, format, columns, COLUMNS, NULL, &job->out, e);
    for (size_t i = 0; i < count && !rc; i++) {
        const struct keyring_row *r = &rows[i];
        const struct list_cell cells[COLUMNS] = {{.text = r->officer}, {.text = r->fingerprint},
                                                 {.text = r->type},    {.text = r->comment},
                                                 {.text = r->author},  {.text = r->created_at}};
        rc = table_row(&t, cells, e);
    }
    if (!rc)
        rc = table_end(&t, e);
    table_free(&t);
    return rc;
}

/* Asked by the SSH server, not by an officer: what it may see, keyring_authorized says. */
enum rc cmd_authorized_keys(struct job *job, struct err *e) {
    const char *login = job->line->nwords ? job->line->words[0] : NULL;
    const char *fingerprint = job_option(job, "fingerprint");
    char program[PATH_MAX];
    struct db *db = NULL;
    struct buf out = {0};
    enum rc rc = service_program(program, sizeof program, e);
    if (!rc)
        rc = db_open(job->db_path, &db, e);
    if (!rc)
        rc = keyring_authorized(db, job->claim, program, login, fingerprint, &out, e);
    if (!rc)
        rc = spool_add(&job->out, buf_str(&out), out.len, e);
    db_close(&db);
    buf_free(&out);
    return rc;
}
