#include "thidua/notice.h"
#include "thidua/buf.h"
#include "thidua/text.h"
#include <stdbool.h>
#include <string.h>
#include <syslog.h>

static const struct {
    const char *word;
    int level;
} notices[] = {[NOTICE_LOGIN] = {"login", LOG_INFO},
               [NOTICE_MIDNIGHT] = {"midnight", LOG_INFO},
               [NOTICE_BACKUP] = {"backup", LOG_INFO},
               [NOTICE_REFUSED] = {"refused", LOG_WARNING},
               [NOTICE_DENIED] = {"denied", LOG_WARNING}};
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
