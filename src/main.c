/* Who is asking → her words → environment → campaign file → database → session → the command or
 * the screens. */
#include "thidua/app.h"
#include "thidua/command.h"
#include "thidua/environment.h"
#include "thidua/guard.h"
#include "thidua/identity.h"
#include "thidua/measure.h"
#include "thidua/notice.h"
#include "thidua/place.h"
#include "thidua/remote.h"
#include "thidua/service.h"
#include "thidua/text.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char version[] = "1.0";

/* Everything one run holds; given back in one place. */
struct program {
    struct environment environment;
    struct claim claim;
    struct arena arena;
    struct command_line line;
    struct buf db_path;
    struct campaign *campaign;
    struct db *db;
    struct session session;
    struct job job;
};

/* Who is asking. Nothing is opened, nor any other word looked at, before this is known. What is
 * left in argc and argv are her words, without the program's name. */
static enum rc find_caller(struct program *p, int *argc, char ***argv, struct err *e) {
    char self[PATH_MAX] = "";
    struct caller caller;
    (void)service_program(self, sizeof self, NULL);
    identity_look(identity_named(*argc, *argv, self), &caller);
    *argv += *argc > 0;
    *argc -= *argc > 0;
    enum rc rc = identity_decide(&caller, &p->claim, e);
    if (rc) {
        notice(NOTICE_REFUSED, NULL, NULL, e->message);
        return rc;
    }
    if (p->claim.proof == PROOF_LOCAL)
        return RC_OK;
    guard_elevated();
    if (p->claim.proof == PROOF_SUDO)
        return RC_OK;
    /* Over SSH her words are those of the client; none: the screens. */
    *argc = 0;
    if (caller.ssh_command && *caller.ssh_command)
        rc = remote_split(caller.ssh_command, strlen(caller.ssh_command), &p->arena, argv, argc, e);
    if (rc)
        notice(NOTICE_DENIED, &p->claim, NULL, e->message);
    return rc;
}

/* What only she may ask for who runs the program on her own account. */
static enum rc check_elevated(const struct program *p, struct err *e) {
    const struct command *c = p->line.command;
    if (p->claim.proof == PROOF_LOCAL)
        return RC_OK;
    for (int i = COMMAND_CONFIG; i <= COMMAND_TODAY; i++)
        if (p->line.common[i])
            return err_set(e, RC_DENIED, "Tùy chọn --%s không dùng được trên máy chủ chung.",
                           command_common[i].name);
    if (!c)
        return RC_OK;
    if (command_stands_alone(&p->line))
        return err_set(e, RC_DENIED, "%s --%s không dùng được trên máy chủ chung.", c->name,
                       c->alone);
    if (c->flags & COMMAND_REMOTE || (c->flags & COMMAND_BARE && !p->line.nwords))
        return RC_OK;
    if (c->flags & COMMAND_BARE)
        return err_set(e, RC_DENIED,
                       "Trên máy chủ chung, lệnh %s không nhận tên tệp hay thư mục nào: viết một "
                       "chữ %s thôi.",
                       c->name, c->name);
    if (!(c->flags & COMMAND_INPUT))
        return err_set(e, RC_DENIED, "Lệnh %s không dùng được trên máy chủ chung.", c->name);
    bool named = p->line.nwords && strcmp(p->line.words[p->line.nwords - 1], "-") != 0;
    for (int i = 0; c->options && c->options[i].name; i++)
        named |= p->line.options[i] && command_option_is_file(&c->options[i]) &&
                 strcmp(p->line.options[i], "-") != 0;
    return named ? err_set(e, RC_DENIED,
                           "Trên máy chủ chung, lệnh %s chỉ đọc từ đầu vào: viết - thay cho tên "
                           "tệp, và gửi tệp bằng < TỆP.",
                           c->name)
                 : RC_OK;
}

static enum rc load_campaign(struct program *p, struct err *e) {
    struct problems problems = {0};
    struct job *job = &p->job;
    const char *given = p->line.common[COMMAND_CONFIG];
    job->config = given ? given : place_config();
    enum rc rc =
        campaign_load(job->config, measure_names, measure_count, &p->campaign, &problems, e);
    for (size_t i = 0; i < problems.count && rc; i++)
        job_mistake(job, problems.list[i].file, problems.list[i].line, problems.list[i].text);
    if (rc && problems.count)
        rc = err_set(e, rc, "Tệp của đợt thi đua có %zu chỗ sai nêu trên; sửa xong mới chạy được.",
                     problems.count);
    problems_free(&problems);
    job->campaign = p->campaign;
    return rc;
}

static enum rc find_today(struct program *p, struct err *e) {
    struct job *job = &p->job;
    const char *given = p->line.common[COMMAND_TODAY];
    if (date_zone_set(p->campaign->timezone, e))
        return RC_INVALID;
    job->today = date_today();
    job->today_given = given;
    return given ? date_parse(given, job->today, &job->today, NULL, e) : RC_OK;
}

static enum rc find_db(struct program *p, struct err *e) {
    const char *given = p->line.common[COMMAND_DB];
    p->job.db_default = !given;
    if (p->claim.proof != PROOF_LOCAL || (!given && p->claim.account == service_account())) {
        p->job.db_path = service_db;
        p->job.db_default = false; /* never without it */
        return RC_OK;
    }
    if (given) {
        p->job.db_path = given;
        return *given ? RC_OK : err_set(e, RC_USAGE, "Tùy chọn --db thiếu tên tệp.");
    }
    enum rc rc = place_db(&p->environment, &p->db_path, e);
    p->job.db_path = buf_str(&p->db_path);
    return rc;
}

static enum rc open_session(struct program *p, struct err *e) {
    struct job *job = &p->job;
    const struct command *c = p->line.command;
    enum rc rc = db_open(job->db_path, &p->db, e);
    if (rc == RC_MISSING && job->db_default && c && c->flags & COMMAND_MAY_LACK)
        return RC_OK;
    if (!rc)
        rc = (c && c->flags & COMMAND_UPKEEP ? session_open_upkeep : session_open)(
            &p->session, p->db, p->campaign, &p->claim, job->today, e);
    if (rc)
        return rc;
    job->session = &p->session;
    p->session.today_given = job->today_given;
    return RC_OK;
}

/* As much of that as the flags want. */
static enum rc enter(struct program *p, unsigned flags, struct err *e) {
    enum rc rc = RC_OK;
    if (flags & COMMAND_CAMPAIGN)
        rc = load_campaign(p, e);
    if (!rc && flags & COMMAND_CAMPAIGN)
        rc = find_today(p, e);
    if (!rc && flags & COMMAND_CAMPAIGN)
        rc = find_db(p, e);
    return !rc && flags & COMMAND_SESSION ? open_session(p, e) : rc;
}

/* She comes in all the same, so that the log has her attempt; what she named is not looked at. */
static enum rc refuse_elevated(struct program *p, struct err *e) {
    struct err ignored;
    for (int i = COMMAND_CONFIG; i <= COMMAND_TODAY; i++)
        p->line.common[i] = NULL;
    if (enter(p, COMMAND_CAMPAIGN | COMMAND_SESSION, &ignored))
        notice(NOTICE_DENIED, &p->claim, NULL, e->message);
    else
        session_denied(&p->session, e->message);
    return RC_DENIED;
}

/* What is to be said after them stands on the terminal when they are gone. */
static enum rc run_screens(struct program *p, struct err *e) {
    struct buf said = {0};
    enum rc rc = app_run(&p->session, &p->environment, &said, e);
    if (!rc && said.len)
        rc = job_say(&p->job, e, "%s", buf_str(&said));
    buf_free(&said);
    return rc;
}

/* The command; without one, the screens. Whoever is not on her own account is looked up first,
 * whatever she asks. */
static enum rc run_command(struct program *p, struct err *e) {
    const struct command *c = p->line.command;
    bool local = p->claim.proof == PROOF_LOCAL;
    bool words = p->line.common[COMMAND_VERSION] || p->line.common[COMMAND_HELP];
    unsigned flags = COMMAND_CAMPAIGN | COMMAND_SESSION;
    if (local && (c || words))
        flags = words || command_stands_alone(&p->line) ? 0 : c->flags;
    else if (c && c->flags & COMMAND_OPENS && !words)
        flags = c->flags;
    struct job *job = &p->job;
    if (check_elevated(p, e))
        return refuse_elevated(p, e);
    enum rc rc = enter(p, flags, e);
    if (!rc && job->session && c && c->cap != CAP_COUNT)
        rc = session_need(job->session, c->cap, e);
    if (rc)
        return rc;
    if (p->line.common[COMMAND_VERSION])
        return job_say(job, e, "thidua %s", version);
    if (p->line.common[COMMAND_HELP])
        return cmd_help(job, e);
    return c ? c->run(job, e) : run_screens(p, e);
}

static enum rc run_program(struct program *p, int argc, char **argv, struct err *e) {
    struct job *job = &p->job;
    job->line = &p->line;
    job->arena = &p->arena;
    job->claim = &p->claim;
    text_locale();
    enum rc rc = find_caller(p, &argc, &argv, e);
    environment_read(&p->environment);
    if (!rc)
        rc = command_parse(argc, argv, &p->arena, &p->line, e);
    return rc ? rc : run_command(p, e);
}

static void complain(struct program *p, enum rc rc, const struct err *e) {
    struct job *job = &p->job;
    if (rc && !(rc == RC_IO && !strcmp(e->cause, "closed"))) {
        notice_failure(e);
        if (e->file[0] && e->line) {
            job_mistake(job, e->file, e->line, e->message);
        } else {
            buf_puts(&job->mistakes, "thidua: ");
            text_harmless(e->message, strlen(e->message), &job->mistakes);
            buf_char(&job->mistakes, '\n');
        }
    }
    if (job->mistakes.failed) { /* no room even to say it in */
        struct err full;
        err_nomem(&full);
        (void)fprintf(stderr, "thidua: %s\n", full.message);
    } else {
        fputs(buf_str(&job->mistakes), stderr);
    }
}

static void give_back(struct program *p) {
    if (p->job.session)
        session_close(&p->session);
    db_close(&p->db);
    campaign_free(&p->campaign);
    spool_free(&p->job.out);
    buf_free(&p->job.mistakes);
    buf_free(&p->db_path);
    arena_free(&p->arena);
}

int main(int argc, char **argv) {
    static struct program p; /* large, and of one run */
    struct err e = {0};
    if (!guard_start())
        exit(rc_exit_code(RC_IO));
    enum rc rc = run_program(&p, argc, argv, &e);
    if (!rc && p.job.out.size)
        rc = spool_send(&p.job.out, STDOUT_FILENO, &e);
    complain(&p, rc, &e);
    int code = rc ? rc_exit_code(rc) : p.job.exit;
    give_back(&p);
    exit(code);
}
