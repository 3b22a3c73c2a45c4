#include "thidua/notice.h"
#include "thidua/buf.h"
#include "thidua/text.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

static const struct {
    const char *word;
    int level;
} notices[] = {
    [NOTICE_LOGIN] = {"login", LOG_INFO},      [NOTICE_MIDNIGHT] = {"midnight", LOG_INFO},
    [NOTICE_BACKUP] = {"backup", LOG_INFO},    [NOTICE_REFUSED] = {"refused", LOG_WARNING},
    [NOTICE_DENIED] = {"denied", LOG_WARNING}, [NOTICE_FAILED] = {"failed", LOG_ERR}};
static const char *const proofs[] = {
    [PROOF_LOCAL] = "local", [PROOF_SSH] = "ssh", [PROOF_SUDO] = "sudo"};

/* Names of accounts may hold anything; a line of the log holds one event. */
static void add(struct buf *b, const char *key, const char *value) {
    if (!value || !value[0])
        return;
    buf_puts(b, key);
    text_harmless(value, strlen(value), b);
}

void notice(enum notice what, const struct claim *who, const char *officer, const char *detail) {
    struct buf line = {0};
    buf_puts(&line, notices[what].word);
    bool named = who && who->proof == PROOF_SSH; /* the claim names the officer, else an account */
    add(&line, " officer=", named ? who->name : officer);
    if (who) {
        add(&line, " by=", proofs[who->proof]);
        add(&line, " account=", named ? NULL : who->name);
        add(&line, " from=", who->address);
        add(&line, " key=", who->fingerprint);
    }
    add(&line, ": ", detail);
    openlog("thidua", LOG_PID, LOG_AUTHPRIV);
    syslog(notices[what].level, "%s", buf_str(&line));
    closelog();
    buf_free(&line);
}

void notice_failure(const struct err *e) {
    enum { A_MINUTE = 60 };
    static char last[sizeof e->message];
    static struct timespec when;
    struct timespec now;
    const char *what = e->cause[0] ? e->cause : e->message;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    bool again = strcmp(what, last) == 0 && now.tv_sec - when.tv_sec < A_MINUTE;
    if (again || (e->rc != RC_IO && e->rc != RC_DAMAGED && e->rc != RC_NOMEM))
        return;
    (void)snprintf(last, sizeof last, "%s", what);
    when = now;
    notice(NOTICE_FAILED, NULL, NULL, what);
}
