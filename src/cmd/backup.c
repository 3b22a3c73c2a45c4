/* thidua backup: a verified copy of the whole database. */
#include "thidua/backup.h"
#include "thidua/command.h"
#include "thidua/text.h"
#include <string.h>

/* Who is not on the machine has no use for its folders: the name, which holds the head, is enough.
 */
static enum rc say_done(struct job *job, const struct backup_done *done, struct err *e) {
    struct buf rows = {0}, size = {0};
    char head[CHAIN_TEXT_SIZE];
    const char *slash = strrchr(done->path, '/');
    text_number(&rows, done->rows);
    text_number(&size, (done->bytes + 1023) / 1024);
    enum rc rc = rows.failed || size.failed ? err_nomem(e) : RC_OK;
    if (!rc && job->claim->proof != PROOF_LOCAL)
        rc = job_say(job, e, "Đã sao lưu thành %s (%s dòng, %s KB) và đọc lại để kiểm tra.",
                     slash ? slash + 1 : done->path, buf_str(&rows), buf_str(&size));
    else if (!rc)
        rc = job_say(job, e,
                     "Đã sao lưu vào %s (%s dòng, %s KB) và đọc lại để kiểm tra.\n"
                     "Mốc nhật ký: %s",
                     done->path, buf_str(&rows), buf_str(&size), chain_text(&done->head, head));
    if (!rc && done->dropped)
        rc = job_say(job, e, "Đã bỏ %zu bản sao lưu cũ.", done->dropped);
    buf_free(&rows);
    buf_free(&size);
    return rc;
}

/* A log that is not whole does not stop backups, which are needed more than ever; but no old one is
 * taken away, and the exit code says damaged data. */
enum rc cmd_backup(struct job *job, struct err *e) {
    struct backup_done done;
    const char *target = job->line->nwords ? job->line->words[0] : NULL;
    enum rc rc = backup_make(job->session, target, job->arena, &done, e);
    if (!rc)
        rc = say_done(job, &done, e);
    if (!rc && done.open)
        rc = job_say(job, e,
                     "Nơi này không giữ được quyền riêng của tệp: ai mở được đĩa thì đọc được bản "
                     "sao lưu.");
    if (!rc && !done.chained) {
        rc = job_say(job, e, "! %s Không bỏ bản sao lưu cũ nào.", done.why);
        job->exit = rc_exit_code(RC_DAMAGED);
    }
    return rc;
}
