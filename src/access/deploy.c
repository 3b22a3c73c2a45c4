#define _DEFAULT_SOURCE /* fgetpwent, fgetgrent */
#include "thidua/deploy.h"
#include "thidua/buf.h"
#include "thidua/builtin.h"
#include "thidua/file.h"
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MOST = 65536 };
static const char account[] = "thidua";

struct check {
    const struct deploy_site *site;
    deploy_fn *say;
    void *ctx;
    int wrong;
    long uid; /* of the account; -1: there is none */
    bool failed;
};

static void tell(struct check *c, bool good, const char *fmt, ...) THIDUA_PRINTF(3, 4);
static void tell(struct check *c, bool good, const char *fmt, ...) {
    char sentence[1024];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    c->wrong += !good;
    c->say(c->ctx, !good, sentence);
}

static const char *at(const struct check *c, const char *path, char out[PATH_MAX]) {
    (void)snprintf(out, PATH_MAX, "%s%s", c->site->root, path);
    return out;
}

static bool look(const struct check *c, const char *path, struct stat *st) {
    char full[PATH_MAX];
    return lstat(at(c, path, full), st) == 0;
}

/* --- the account --- */

static void check_shell(struct check *c, const struct passwd *pw) {
    if (!strcmp(pw->pw_shell, c->site->program))
        tell(c, true, "Shell của tài khoản ấy là chương trình: khóa lỡ mất command= không mở gì.");
    else
        tell(c, false,
             "Shell của tài khoản %s là %s; hãy đặt là chương trình, để một khóa lỡ mất command= "
             "cũng không mở được gì: usermod -s %s %s.",
             account, pw->pw_shell, c->site->program, account);
    if (strcmp(pw->pw_dir, c->site->folder) != 0)
        tell(c, false, "Thư mục nhà của tài khoản %s là %s; hãy đặt lại: usermod -d %s %s.",
             account, pw->pw_dir, c->site->folder, account);
}

/* Password: the second field of its line in shadow begins with * or !. */
static void check_password(struct check *c) {
    char path[PATH_MAX];
    char line[512];
    char start[32];
    FILE *f = fopen(at(c, "/etc/shadow", path), "re");
    bool locked = false;
    (void)snprintf(start, sizeof start, "%s:", account);
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, start, strlen(start)))
            locked = line[strlen(start)] == '*' || line[strlen(start)] == '!';
    if (f)
        (void)fclose(f);
    tell(c, locked,
         locked ? "Tài khoản %s không có mật khẩu."
                : "Tài khoản %s có mật khẩu hoặc không xem được /etc/shadow; hãy khóa "
                  "mật khẩu: usermod -p '*' thidua.",
         account);
}

static void check_groups(struct check *c) {
    char path[PATH_MAX];
    FILE *f = fopen(at(c, "/etc/group", path), "re");
    const struct group *g = NULL;
    while (f && (g = fgetgrent(f)))
        for (char **m = g->gr_mem; *m; m++)
            if (!strcmp(*m, account))
                tell(c, false,
                     "Tài khoản %s thuộc nhóm %s; tài khoản của dịch vụ không được thuộc nhóm nào "
                     "khác: gpasswd -d %s %s.",
                     account, g->gr_name, account, g->gr_name);
    if (f)
        (void)fclose(f);
}

static void check_account(struct check *c) {
    char path[PATH_MAX];
    FILE *f = fopen(at(c, "/etc/passwd", path), "re");
    const struct passwd *pw = NULL;
    c->uid = -1;
    while (f && c->uid < 0 && (pw = fgetpwent(f)))
        if (!strcmp(pw->pw_name, account)) {
            c->uid = (long)pw->pw_uid;
            tell(c, c->uid != 0, "Tài khoản của dịch vụ: %s, uid %ld.", account, c->uid);
            check_shell(c, pw);
        }
    if (f)
        (void)fclose(f);
    if (c->uid < 0) {
        tell(
            c, false,
            "Chưa có tài khoản %s; hãy chép sysusers.conf vào /etc/sysusers.d/thidua.conf rồi chạy "
            "systemd-sysusers.",
            account);
        return;
    }
    check_password(c);
    check_groups(c);
}

/* --- files --- */

static void check_data(struct check *c) {
    const char *folder = c->site->folder;
    const char *db = c->site->db;
    char keys[PATH_MAX];
    struct stat st;
    bool good = look(c, folder, &st) && S_ISDIR(st.st_mode) && (long)st.st_uid == c->uid &&
                (st.st_mode & 07777) == 0700;
    tell(c, good,
         good ? "Thư mục %s chỉ tài khoản của dịch vụ vào được."
              : "Thư mục %s phải thuộc tài khoản của dịch vụ, quyền 0700; hãy chép "
                "tmpfiles.conf vào /etc/tmpfiles.d/thidua.conf rồi chạy systemd-tmpfiles "
                "--create.",
         folder);
    good = look(c, db, &st) && S_ISREG(st.st_mode) && (long)st.st_uid == c->uid &&
           (st.st_mode & 07777) == 0600 && st.st_nlink == 1;
    tell(c, good,
         good ? "Cơ sở dữ liệu %s chỉ tài khoản của dịch vụ đọc, ghi được."
              : "Cơ sở dữ liệu %s chưa có, hoặc không phải quyền 0600 của tài khoản dịch "
                "vụ; tạo bằng thidua init --service.",
         db);
    (void)snprintf(keys, sizeof keys, "%s/.ssh", folder);
    if (look(c, keys, &st))
        tell(c, false,
             "Có %s: khóa ghi ở đó không qua chương trình. sshd.conf bỏ qua thư mục này, nhưng hãy "
             "xóa đi.",
             keys);
}

/* Nobody but root can change it, nor any folder above it. */
static bool safe(const struct check *c, const char *path) {
    char part[PATH_MAX];
    struct stat st;
    for (size_t n = strlen(path); n > 0; n--) {
        if (path[n] != '\0' && path[n] != '/')
            continue;
        (void)snprintf(part, sizeof part, "%.*s", (int)n, path);
        if (!look(c, part, &st) || (long)st.st_uid != c->site->administrator ||
            (st.st_mode & 022) != 0)
            return false;
    }
    return true;
}

static void check_program(struct check *c) {
    const char *program = c->site->program;
    struct stat st;
    bool good = safe(c, program);
    tell(c, good,
         good ? "Chỉ root sửa được %s."
              : "%s, hay một thư mục trên nó, không chỉ root sửa được (sshd sẽ không chạy nó); hãy "
                "đặt chủ là root và bỏ quyền ghi của người khác.",
         program);
    if (look(c, program, &st) && (st.st_mode & 06000) != 0)
        tell(c, false, "%s có bit setuid hoặc setgid; hãy bỏ: chmod 0755 %s.", program, program);
}

static void check_campaign(struct check *c) {
    const char *path = c->site->config;
    struct stat st;
    if (!look(c, path, &st)) {
        tell(c, true, "Không có %s: dùng tệp đợt thi đua kèm trong chương trình.", path);
        return;
    }
    bool good = safe(c, path);
    tell(c, good,
         good ? "Chỉ root sửa được %s."
              : "%s không chỉ root sửa được: ai sửa được nó thì đổi được mốc và tiêu chí; hãy đặt "
                "chủ là root, quyền 0644.",
         path);
}

/* --- the rules of others, line by line --- */

/* The next line that says something, without the blanks around it; false at the end. */
static bool next_line(const char **text, struct buf *line) {
    while (**text) {
        const char *start = *text + strspn(*text, " \t");
        size_t n = strcspn(start, "\n");
        *text = start + n + (start[n] == '\n');
        while (n && (start[n - 1] == ' ' || start[n - 1] == '\t' || start[n - 1] == '\r'))
            n--;
        if (!n || *start == '#')
            continue;
        buf_clear(line);
        buf_add(line, start, n);
        return !line->failed;
    }
    return false;
}

/* What config/deploy names may stand elsewhere on this machine. */
static void put_places(const struct check *c, const struct buf *line, struct buf *out) {
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

/* Every line of `expected` stands in `found`, in that order. The first that does not goes to
 * `missing`. */
static bool same_lines(struct check *c, const char *expected, const char *found,
                       struct buf *missing) {
    struct buf want = {0};
    struct buf have = {0};
    bool good = true;
    while (good && next_line(&expected, &want)) {
        put_places(c, &want, missing);
        good = false;
        while (!good && next_line(&found, &have))
            good = !strcmp(buf_str(&have), buf_str(missing));
    }
    c->failed = c->failed || want.failed || have.failed || missing->failed;
    buf_free(&want);
    buf_free(&have);
    return good;
}

static const struct rule {
    const char *path;
    const char *expected;
    const char *source; /* in config/deploy */
    const char *then;   /* what to run when it was copied */
    bool optional;
    mode_t mode; /* 0: whatever only root can change */
} rules[] = {
    {"/etc/ssh/sshd_config.d/thidua.conf", builtin_sshd, "sshd.conf",
     "sshd -t && systemctl reload ssh", false, 0},
    {"/etc/sudoers.d/thidua", builtin_sudoers, "sudoers", "visudo -c", true, 0440},
    {"/etc/sysusers.d/thidua.conf", builtin_sysusers, "sysusers.conf", "systemd-sysusers", false,
     0},
    {"/etc/tmpfiles.d/thidua.conf", builtin_tmpfiles, "tmpfiles.conf", "systemd-tmpfiles --create",
     false, 0},
    {"/etc/systemd/system/thidua-backup.service", builtin_backup, "thidua-backup.service",
     "systemctl daemon-reload", false, 0},
    {"/etc/systemd/system/thidua-backup.timer", builtin_timer, "thidua-backup.timer",
     "systemctl enable --now thidua-backup.timer", false, 0},
    {"/etc/rsyslog.d/thidua.conf", builtin_rsyslog, "rsyslog.conf", "systemctl restart rsyslog",
     true, 0},
};

static void check_rule(struct check *c, const struct rule *r) {
    struct buf text = {0};
    struct buf missing = {0};
    struct stat st;
    char path[PATH_MAX];
    if (!look(c, r->path, &st)) {
        tell(c, r->optional,
             r->optional ? "Không dùng %s (%s; cần thì chạy sau khi chép: %s)."
                         : "Chưa có %s: hãy chép từ share/thidua/deploy/%s rồi chạy: %s.",
             r->path, r->source, r->then);
        return;
    }
    bool mine =
        S_ISREG(st.st_mode) && safe(c, r->path) && (!r->mode || (st.st_mode & 07777) == r->mode);
    if (!mine)
        tell(c, false, "%s: phải là tệp chỉ root sửa được, quyền %s.", r->path,
             r->mode ? "0440" : "0644");
    else if (file_read(at(c, r->path, path), FILE_MOST, &text, NULL))
        tell(c, false, "%s: không đọc được.", r->path);
    else if (!same_lines(c, r->expected, buf_str(&text), &missing))
        tell(c, false,
             "%s: thiếu dòng “%s”, hoặc sai thứ tự; hãy chép lại từ share/thidua/deploy/%s rồi "
             "chạy: %s.",
             r->path, buf_str(&missing), r->source, r->then);
    else
        tell(c, true, "%s đúng như %s.", r->path, r->source);
    buf_free(&text);
    buf_free(&missing);
}

/* Debian's own sshd_config takes in the folder; one written anew may not. */
static void check_included(struct check *c) {
    static const char path[] = "/etc/ssh/sshd_config";
    char full[PATH_MAX];
    struct buf text = {0};
    struct buf line = {0};
    bool found = false;
    if (!file_read(at(c, path, full), FILE_MOST, &text, NULL)) {
        const char *rest = buf_str(&text);
        /* before any other Match: after one it would hold for nobody else */
        while (!found && next_line(&rest, &line) && strncmp(buf_str(&line), "Match", 5) != 0)
            found = !strcmp(buf_str(&line), "Include /etc/ssh/sshd_config.d/*.conf");
    }
    c->failed = c->failed || line.failed;
    tell(c, found,
         found ? "%s nhận các tệp trong sshd_config.d."
               : "%s không nhận các tệp trong sshd_config.d; hãy thêm lên đầu dòng: Include "
                 "/etc/ssh/sshd_config.d/*.conf.",
         path);
    buf_free(&text);
    buf_free(&line);
}

static void check_timer(struct check *c) {
    struct stat st;
    bool on = look(c, "/etc/systemd/system/timers.target.wants/thidua-backup.timer", &st);
    tell(c, on,
         on ? "Sao lưu hằng đêm đã bật."
            : "Sao lưu hằng đêm chưa bật: systemctl enable --now thidua-backup.timer.");
}

enum rc deploy_check(const struct deploy_site *site, long uid, deploy_fn *say, void *ctx,
                     int *wrong, struct err *e) {
    struct check c = {.site = site, .say = say, .ctx = ctx};
    *wrong = 0;
    if (uid != site->administrator)
        return err_set(e, RC_DENIED,
                       "Chỉ root xem được cách cài đặt trên máy chủ; hãy chạy: sudo thidua doctor "
                       "--deploy.");
    check_account(&c);
    check_data(&c);
    check_program(&c);
    check_campaign(&c);
    check_included(&c);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        check_rule(&c, &rules[i]);
    check_timer(&c);
    *wrong = c.wrong;
    return c.failed ? err_nomem(e) : RC_OK;
}
