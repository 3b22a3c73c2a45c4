/* thidua verify: is the log still what was written, and its head to keep elsewhere. */
#include "thidua/chain.h"
#include "thidua/command.h"
#include "thidua/text.h"

/* "1.234 dòng" is said, not 1234: it is read by people; the head's line is for machines too. */
enum rc cmd_verify(struct job *job, struct err *e) {
    struct chain_mark kept;
    struct chain_head head;
    struct buf rows = {0}, upto = {0};
    char text[CHAIN_TEXT_SIZE];
    bool given = job->line->nwords > 0;
    enum rc rc = given ? chain_parse(job->line->words[0], &kept, e) : RC_OK;
    if (!rc)
        rc = chain_verify(job->session, given ? &kept : NULL, &head, e);
    if (rc)
        return rc;
    text_number(&rows, head.id);
    if (given)
        text_number(&upto, kept.id);
    if (rows.failed || upto.failed)
        rc = err_nomem(e);
    if (!rc && given)
        rc = job_say(job, e,
                     "Nhật ký khớp với mốc đã giữ: %s dòng đầu không bị sửa, thêm, bớt; cả %s dòng "
                     "nối liền nhau.",
                     buf_str(&upto), buf_str(&rows));
    else if (!rc)
        rc =
            job_say(job, e,
                    "Nhật ký nối liền: %s dòng. Muốn biết có bị viết lại không, hãy nêu một mốc đã "
                    "giữ ở nơi khác.",
                    buf_str(&rows));
    if (!rc)
        rc = job_say(job, e, "Mốc hiện nay: %s", chain_text(&head, text));
    buf_free(&rows);
    buf_free(&upto);
    return rc;
}
