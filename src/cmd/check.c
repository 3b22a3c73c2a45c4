/* thidua check: for a timer or a monitor; the exit code is the answer, the lines say why. */
#include "thidua/command.h"
#include "thidua/status.h"

enum rc cmd_check(struct job *job, struct err *e) {
    struct status st;
    enum rc rc = status_fill(job->session, NULL, job->arena, &st, e);
    if (rc)
        return rc;
    job->exit = status_verdict(&st, job->campaign->warn_days);
    for (size_t i = 0; i < st.ndue && !rc; i++)
        rc = job_say(job, e, "%s %s", st.due[i].urgent ? "!" : "·", st.due[i].text);
    if (!rc && !job->exit && !st.ndue)
        rc = job_say(job, e, "Mọi việc đúng kế hoạch.");
    return rc;
}
