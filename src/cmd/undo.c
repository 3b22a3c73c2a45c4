/* thidua undo: one's own last change taken back. */
#include "thidua/undo.h"
#include "thidua/command.h"

enum rc cmd_undo(struct job *job, struct err *e) {
    struct buf said = {0};
    enum rc rc = undo_last(job->session, &said, e);
    if (!rc)
        rc = job_say(job, e, "Đã hoàn tác: %s.", buf_str(&said));
    buf_free(&said);
    return rc;
}
