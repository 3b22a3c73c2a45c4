#define _DEFAULT_SOURCE /* fgetpwent, fgetgrent */
#include "deploy_parts.h"
#include "thidua/file.h"
#include <grp.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char account[] = "thidua";

void deploy_tell(struct deploy_check *c, bool good, const char *fmt, ...) {
    char sentence[1024];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    c->wrong += !good;
    c->say(c->ctx, !good, sentence);
}

const char *deploy_at(const struct deploy_check *c, const char *path, char out[PATH_MAX]) {
    (void)snprintf(out, PATH_MAX, "%s%s", c->site->root, path);
    return out;
}

bool deploy_look(const struct deploy_check *c, const char *path, struct stat *st) {
    char full[PATH_MAX];
    return lstat(deploy_at(c, path, full), st) == 0;
}

bool deploy_read(struct deploy_check *c, const char *path, struct buf *out) {
    enum { MOST = 65536 };
    char full[PATH_MAX];
    bool read = !file_read(deploy_at(c, path, full), MOST, out, NULL);
    c->failed = c->failed || out->failed;
    return read;
}

bool deploy_line(struct deploy_check *c, const char **text, struct buf *line) {
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
        c->failed = c->failed || line->failed;
        return !line->failed;
    }
    return false;
}

/* --- the account --- */

static void check_shell(struct deploy_check *c, const struct passwd *pw) {
    if (!strcmp(pw->pw_shell, c->site->program))
        deploy_tell(c, true,
                    "Shell của tài khoản ấy là chương trình: khóa lỡ mất command= không mở gì.");
    else
        deploy_tell(
            c, false,
            "Shell của tài khoản %s là %s; hãy đặt là chương trình, để một khóa lỡ mất command= "
            "cũng không mở được gì: usermod -s %s %s.",
            account, pw->pw_shell, c->site->program, account);
    if (strcmp(pw->pw_dir, c->site->folder) != 0)
        deploy_tell(c, false, "Thư mục nhà của tài khoản %s là %s; hãy đặt lại: usermod -d %s %s.",
                    account, pw->pw_dir, c->site->folder, account);
}

/* Password: the second field of its line in shadow begins with * or !. */
static void check_password(struct deploy_check *c) {
    char path[PATH_MAX];
    char line[512];
    char start[32];
    FILE *f = fopen(deploy_at(c, "/etc/shadow", path), "re");
    bool locked = false;
    (void)snprintf(start, sizeof start, "%s:", account);
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, start, strlen(start)))
            locked = line[strlen(start)] == '*' || (c->marked = line[strlen(start)] == '!');
    if (f)
        (void)fclose(f);
    deploy_tell(c, locked,
                locked ? "Tài khoản %s không có mật khẩu."
                       : "Tài khoản %s có mật khẩu hoặc không xem được /etc/shadow; hãy khóa "
                         "mật khẩu: usermod -p '*' thidua.",
                account);
}

static void check_groups(struct deploy_check *c) {
    char path[PATH_MAX];
    FILE *f = fopen(deploy_at(c, "/etc/group", path), "re");
    const struct group *g = NULL;
    while (f && (g = fgetgrent(f)))
        for (char **m = g->gr_mem; *m; m++)
            if (!strcmp(*m, account))
                deploy_tell(
                    c, false,
                    "Tài khoản %s thuộc nhóm %s; tài khoản của dịch vụ không được thuộc nhóm nào "
                    "khác: gpasswd -d %s %s.",
                    account, g->gr_name, account, g->gr_name);
    if (f)
        (void)fclose(f);
}

static void check_account(struct deploy_check *c) {
    char path[PATH_MAX];
    FILE *f = fopen(deploy_at(c, "/etc/passwd", path), "re");
    const struct passwd *pw = NULL;
    c->uid = -1;
    while (f && c->uid < 0 && (pw = fgetpwent(f)))
        if (!strcmp(pw->pw_name, account)) {
            c->uid = (long)pw->pw_uid;
            deploy_tell(c, c->uid != 0, "Tài khoản của dịch vụ: %s, uid %ld.", account, c->uid);
            check_shell(c, pw);
        }
    if (f)
        (void)fclose(f);
    if (c->uid < 0) {
        deploy_tell(
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

static void check_data(struct deploy_check *c) {
    const char *folder = c->site->folder;
    const char *db = c->site->db;
    char keys[PATH_MAX];
    struct stat st;
    bool good = deploy_look(c, folder, &st) && S_ISDIR(st.st_mode) && (long)st.st_uid == c->uid &&
                (st.st_mode & 07777) == 0700;
    deploy_tell(c, good,
                good ? "Thư mục %s chỉ tài khoản của dịch vụ vào được."
                     : "Thư mục %s phải thuộc tài khoản của dịch vụ, quyền 0700; hãy chép "
                       "tmpfiles.conf vào /etc/tmpfiles.d/thidua.conf rồi chạy systemd-tmpfiles "
                       "--create.",
                folder);
    good = deploy_look(c, db, &st) && S_ISREG(st.st_mode) && (long)st.st_uid == c->uid &&
           (st.st_mode & 07777) == 0600 && st.st_nlink == 1;
    deploy_tell(c, good,
                good ? "Cơ sở dữ liệu %s chỉ tài khoản của dịch vụ đọc, ghi được."
                     : "Cơ sở dữ liệu %s chưa có, hoặc không phải quyền 0600 của tài khoản dịch "
                       "vụ; tạo bằng thidua init --service.",
                db);
    (void)snprintf(keys, sizeof keys, "%s/.ssh", folder);
    if (deploy_look(c, keys, &st))
        deploy_tell(
            c, false,
            "Có %s: khóa ghi ở đó không qua chương trình. sshd.conf bỏ qua thư mục này, nhưng hãy "
            "xóa đi.",
            keys);
}

bool deploy_safe(const struct deploy_check *c, const char *path) {
    char part[PATH_MAX];
    struct stat st;
    for (size_t n = strlen(path); n > 0; n--) {
        if (path[n] != '\0' && path[n] != '/')
            continue;
        (void)snprintf(part, sizeof part, "%.*s", (int)n, path);
        if (!deploy_look(c, part, &st) || (long)st.st_uid != c->site->administrator ||
            (st.st_mode & 022) != 0)
            return false;
    }
    return true;
}

static void check_program(struct deploy_check *c) {
    const char *program = c->site->program;
    struct stat st;
    bool good = deploy_safe(c, program);
    deploy_tell(
        c, good,
        good ? "Chỉ root sửa được %s."
             : "%s, hay một thư mục trên nó, không chỉ root sửa được (sshd sẽ không chạy nó); hãy "
               "đặt chủ là root và bỏ quyền ghi của người khác.",
        program);
    if (deploy_look(c, program, &st) && (st.st_mode & 06000) != 0)
        deploy_tell(c, false, "%s có bit setuid hoặc setgid; hãy bỏ: chmod 0755 %s.", program,
                    program);
}

static void check_campaign(struct deploy_check *c) {
    const char *path = c->site->config;
    struct stat st;
    if (!deploy_look(c, path, &st)) {
        deploy_tell(c, true, "Không có %s: dùng tệp đợt thi đua kèm trong chương trình.", path);
        return;
    }
    bool good = deploy_safe(c, path);
    deploy_tell(
        c, good,
        good ? "Chỉ root sửa được %s."
             : "%s không chỉ root sửa được: ai sửa được nó thì đổi được mốc và tiêu chí; hãy đặt "
               "chủ là root, quyền 0644.",
        path);
}

static void check_timer(struct deploy_check *c) {
    struct stat st;
    bool on = deploy_look(c, "/etc/systemd/system/timers.target.wants/thidua-backup.timer", &st);
    deploy_tell(c, on,
                on ? "Sao lưu hằng đêm đã bật."
                   : "Sao lưu hằng đêm chưa bật: systemctl enable --now thidua-backup.timer.");
}

enum rc deploy_check(const struct deploy_site *site, long uid, deploy_fn *say, void *ctx,
                     int *wrong, struct err *e) {
    struct deploy_check c = {.site = site, .say = say, .ctx = ctx};
    *wrong = 0;
    if (uid != site->administrator)
        return err_set(e, RC_DENIED,
                       "Chỉ root xem được cách cài đặt trên máy chủ; hãy chạy: sudo thidua doctor "
                       "--deploy.");
    check_account(&c);
    check_data(&c);
    check_program(&c);
    check_campaign(&c);
    deploy_sshd(&c);
    deploy_rules(&c);
    check_timer(&c);
    *wrong = c.wrong;
    return c.failed ? err_nomem(e) : RC_OK;
}
