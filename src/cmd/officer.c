/* thidua officer add, set, disable, list: accounts of officers. */
#include "thidua/assign.h"
#include "thidua/service.h"
#include <string.h>

static const struct kind *const officers = &kinds[KIND_OFFICER];

/* `account=NAME`, which people know, becomes `uid=NUMBER`, which sudo tells. */
static enum rc translate(struct job *job, const char *word, const char **out, struct err *e) {
    static const char key[] = "account=";
    long uid = 0;
    *out = word;
    if (strncmp(word, key, sizeof key - 1) != 0)
        return RC_OK;
    const char *name = word + sizeof key - 1;
    if (!*name) {
        *out = "uid=";
        return RC_OK;
    }
    enum rc rc = service_uid(name, &uid, e);
    *out = rc ? NULL : arena_printf(job->arena, "uid=%ld", uid);
    return !rc && !*out ? err_nomem(e) : rc;
}

static enum rc assign(struct job *job, struct officer *o, struct err *e) {
    const struct command_line *line = job->line;
    const char **words = arena_array(job->arena, line->nwords + 1, sizeof *words);
    union any_record r = {.officer = *o};
    if (!words)
        return err_nomem(e);
    enum rc rc = RC_OK;
    for (size_t i = 1; i < line->nwords && !rc; i++)
        rc = translate(job, line->words[i], &words[i], e);
    if (!rc)
        rc = assign_words(job, officers, words + 1, line->nwords - 1, &r, e);
    *o = r.officer;
    return rc;
}

enum rc cmd_officer_add(struct job *job, struct err *e) {
    struct tx tx = {0};
    struct officer o;
    record_blank(officers, &o);
    enum rc rc = field_parse(field_find(officers->fields, officers->count, "login"),
                             job->line->words[0], NULL, job->arena, &o, e);
    if (!rc)
        rc = assign(job, &o, e);
    if (!rc)
        rc = assign_whole(officers, &o, e);
    if (!rc)
        rc = tx_begin(&tx, job->session, officers->write, NULL, e);
    if (!rc)
        rc = record_insert(&tx, officers, &o, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    return rc ? rc : job_say(job, e, "Đã thêm cán bộ %s.", o.login);
}

static enum rc save(struct job *job, struct officer *o, const char *done, struct err *e) {
    struct tx tx = {0};
    int64_t before = o->head.version;
    enum rc rc = tx_begin(&tx, job->session, officers->write, NULL, e);
    if (!rc)
        rc = record_update(&tx, officers, o, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    tx_rollback(&tx);
    if (rc)
        return rc;
    return job_say(job, e, "%s cán bộ %s.",
                   o->head.version == before ? "Không có gì thay đổi ở" : done, o->login);
}

enum rc cmd_officer_set(struct job *job, struct err *e) {
    struct officer o;
    enum rc rc = record_get_code(job->session, officers, job->line->words[0], job->arena, &o, e);
    if (!rc)
        rc = assign(job, &o, e);
    return rc ? rc : save(job, &o, "Đã sửa", e);
}

enum rc cmd_officer_disable(struct job *job, struct err *e) {
    struct officer o;
    enum rc rc = record_get_code(job->session, officers, job->line->words[0], job->arena, &o, e);
    o.disabled = 1;
    return rc ? rc : save(job, &o, "Đã khóa tài khoản của", e);
}

/* The list of officers as any other. */
enum rc cmd_officer_list(struct job *job, struct err *e) {
    static const char *words[] = {"officers"};
    const struct command_line *line = job->line;
    struct command_line list = *line;
    list.words = words;
    list.nwords = 1;
    job->line = &list;
    enum rc rc = cmd_list(job, e);
    job->line = line;
    return rc;
}
