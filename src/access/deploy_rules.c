/* The rules of others for us: what stands on the machine is what config/deploy says, line by line.
 */
#include "deploy_parts.h"
#include "thidua/builtin.h"
#include <string.h>

struct rule {
    const char *path;
    const char *expected;
    const char *source; /* in config/deploy */
    const char *then;   /* what to run when it was copied */
    bool optional;
    bool more;   /* lines of the office's own do no harm there */
    mode_t mode; /* 0: whatever only root can change */
};

/* What config/deploy names may stand elsewhere on this machine. */
static void put_places(const struct deploy_check *c, const struct buf *line, struct buf *out) {
    const struct deploy_site *site = c->site;
    const char *slash = strrchr(site->config, '/');
    const struct {
        const char *usual, *here;
        size_t n; /* bytes of `here` */
    } places[] = {
        {"/usr/local/bin/thidua", site->program, strlen(site->program)},
        {"/var/lib/thidua", site->folder, strlen(site->folder)},
        {"/etc/thidua", site->config, slash ? (size_t)(slash - site->config) : 0},
    };
    enum { PLACES = sizeof places / sizeof places[0] };
    buf_clear(out);
    for (const char *s = buf_str(line); *s;) {
        size_t i = 0;
        while (i < PLACES && strncmp(s, places[i].usual, strlen(places[i].usual)) != 0)
            i++;
        if (i < PLACES)
            buf_add(out, places[i].here, places[i].n);
        else
            buf_char(out, *s);
        s += i < PLACES ? strlen(places[i].usual) : 1;
    }
}

/* The lines of the rule stand in `found`, in that order, and no others, which could undo them.
 * Else what differs first goes to `said`. */
static bool same_lines(struct deploy_check *c, const struct rule *r, const char *found,
                       struct buf *said) {
    const char *expected = r->expected;
    struct buf line = {0}, want = {0}, have = {0};
    bool good = true;
    while (good && deploy_line(c, &expected, &line)) {
        put_places(c, &line, &want);
        do {
            buf_clear(&have);
            good = deploy_line(c, &found, &have) && !strcmp(buf_str(&have), buf_str(&want));
        } while (!good && r->more && have.len > 0);
    }
    if (!good && have.len == 0)
        buf_printf(said, "thiếu dòng “%s”", buf_str(&want));
    else if (!good)
        buf_printf(said, "có dòng “%s” ở chỗ của “%s”", buf_str(&have), buf_str(&want));
    else if (!r->more && deploy_line(c, &found, &have))
        buf_printf(said, "có thêm dòng “%s”", buf_str(&have));
    c->failed = c->failed || want.failed || said->failed;
    buf_free(&line);
    buf_free(&want);
    buf_free(&have);
    return said->len == 0;
}

static const struct rule rules[] = {
    {.path = "/etc/ssh/sshd_config.d/thidua.conf",
     .expected = builtin_sshd,
     .source = "sshd.conf",
     .then = "sshd -t && systemctl reload ssh"},
    {.path = "/etc/sudoers.d/thidua",
     .expected = builtin_sudoers,
     .source = "sudoers",
     .then = "visudo -c",
     .optional = true,
     .mode = 0440},
    {.path = "/etc/sysusers.d/thidua.conf",
     .expected = builtin_sysusers,
     .source = "sysusers.conf",
     .then = "systemd-sysusers"},
    {.path = "/etc/tmpfiles.d/thidua.conf",
     .expected = builtin_tmpfiles,
     .source = "tmpfiles.conf",
     .then = "systemd-tmpfiles --create"},
    {.path = "/etc/systemd/system/thidua-backup.service",
     .expected = builtin_backup,
     .source = "thidua-backup.service",
     .then = "systemctl daemon-reload"},
    {.path = "/etc/systemd/system/thidua-backup.timer",
     .expected = builtin_timer,
     .source = "thidua-backup.timer",
     .then = "systemctl enable --now thidua-backup.timer"},
    {.path = "/etc/rsyslog.d/thidua.conf",
     .expected = builtin_rsyslog,
     .source = "rsyslog.conf",
     .then = "systemctl restart rsyslog",
     .optional = true,
     .more = true},
    {.path = "/etc/logrotate.d/thidua",
     .expected = builtin_logrotate,
     .source = "logrotate.conf",
     .then = "logrotate -d /etc/logrotate.d/thidua",
     .optional = true},
};

static void check_rule(struct deploy_check *c, const struct rule *r) {
    struct buf text = {0};
    struct buf differs = {0};
    struct stat st;
    if (!deploy_look(c, r->path, &st)) {
        deploy_tell(c, r->optional,
                    r->optional ? "Không dùng %s (%s; cần thì chạy sau khi chép: %s)."
                                : "Chưa có %s: hãy chép từ share/thidua/deploy/%s rồi chạy: %s.",
                    r->path, r->source, r->then);
        return;
    }
    bool mine = S_ISREG(st.st_mode) && deploy_safe(c, r->path) &&
                (!r->mode || (st.st_mode & 07777) == r->mode);
    if (!mine)
        deploy_tell(c, false, "%s: phải là tệp chỉ root sửa được, quyền %s.", r->path,
                    r->mode ? "0440" : "0644");
    else if (!deploy_read(c, r->path, &text))
        deploy_tell(c, false, "%s: không đọc được.", r->path);
    else if (!same_lines(c, r, buf_str(&text), &differs))
        deploy_tell(c, false,
                    "%s: %s; ngoài ghi chú, tệp này phải đúng từng dòng như "
                    "share/thidua/deploy/%s: hãy chép lại rồi chạy: %s.",
                    r->path, buf_str(&differs), r->source, r->then);
    else
        deploy_tell(c, true, "%s đúng như %s.", r->path, r->source);
    buf_free(&text);
    buf_free(&differs);
}

void deploy_rules(struct deploy_check *c) {
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        check_rule(c, &rules[i]);
}
