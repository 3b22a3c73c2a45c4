/* thidua doctor: one line a finding, what is wrong marked. */
#include "thidua/doctor.h"
#include "thidua/command.h"
#include "thidua/deploy.h"
#include "thidua/service.h"
#include <limits.h>

struct findings {
    struct job *job;
    enum rc rc;
    struct err *e;
};

static void say(void *ctx, bool wrong, const char *sentence) {
    struct findings *f = ctx;
    if (!f->rc)
        f->rc = job_say(f->job, f->e, "%s %s", wrong ? "!" : "·", sentence);
}

/* What is wrong is the answer, not a failure of the command: it is printed, and the exit code says
 * damaged data. */
enum rc cmd_doctor(struct job *job, struct err *e) {
    struct findings f = {.job = job, .e = e};
    int wrong = 0;
    char program[PATH_MAX];
    enum rc rc = service_program(program, sizeof program, e);
    struct deploy_site site = {.root = "",
                               .program = program,
                               .folder = service_folder,
                               .db = service_db,
                               .config = service_config};
    if (!rc && job_option(job, "deploy"))
        rc = deploy_check(&site, job->claim->uid, say, &f, &wrong, e);
    else if (!rc)
        rc = doctor_run(job->session, say, &f, &wrong, e);
    if (!rc)
        rc = f.rc;
    if (!rc && wrong)
        job->exit = rc_exit_code(RC_DAMAGED);
    return rc;
}
