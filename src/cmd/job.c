/* What every command uses to look at its options and to speak. */
#include "thidua/command.h"
#include "thidua/file.h"
#include "thidua/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *job_option(const struct job *job, const char *name) {
    const struct command_option *o = job->line->command->options;
    for (int i = 0; o && o[i].name; i++)
        if (!strcmp(o[i].name, name))
            return job->line->options[i];
    return NULL;
}

enum rc job_format(const struct job *job, enum table_format *out, struct err *e) {
    bool csv = job_option(job, "csv");
    bool json = job_option(job, "json");
    if (csv && json)
        return err_set(e, RC_USAGE, "Chọn một trong hai: --csv hoặc --json.");
    *out = json ? TABLE_JSON : csv ? TABLE_CSV : TABLE_TEXT;
    return RC_OK;
}

enum rc job_say(struct job *job, struct err *e, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *line = n < 0 ? NULL : malloc((size_t)n + 2);
    if (!line)
        return err_nomem(e);
    va_start(args, fmt);
    vsnprintf(line, (size_t)n + 1, fmt, args);
    va_end(args);
    line[n] = '\n';
    enum rc rc = spool_add(&job->out, line, (size_t)n + 1, e);
    free(line);
    return rc;
}

void job_mistake(struct job *job, const char *file, int line, const char *text) {
    const char *shown = file ? file : "thidua.ini có sẵn";
    text_harmless(shown, strlen(shown), &job->mistakes);
    if (line)
        buf_printf(&job->mistakes, ":%d", line);
    buf_puts(&job->mistakes, ": ");
    text_harmless(text, strlen(text), &job->mistakes);
    buf_char(&job->mistakes, '\n');
}

enum rc job_plan(struct job *job, struct plan *own, const struct plan **out, struct err *e) {
    *out = &job->campaign->plan;
    if (!job->session)
        return RC_OK;
    *out = own;
    return session_plan(job->session, job->arena, own, e);
}

enum rc job_read(const char *file, size_t most, struct buf *out, struct err *e) {
    return strcmp(file, "-") ? file_read(file, most, out, e) : file_read_input(most, out, e);
}
