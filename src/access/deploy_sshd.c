/* What else sshd reads: /etc/ssh/sshd_config, which takes in the files of a folder in the order of
 * their names. Of a keyword given twice the first counts; what a Match block says counts before
 * what is said for all, so that only another block read before ours can undo it, and a keyword that
 * cannot stand in a block. */
#include "deploy_parts.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char main_file[] = "/etc/ssh/sshd_config";
static const char folder[] = "/etc/ssh/sshd_config.d";
static const char ours[] = "thidua.conf";
static const char include[] = "Include /etc/ssh/sshd_config.d/*.conf";

/* The rest of a line that begins with this keyword, in any case, blanks or = behind it; or NULL. */
static const char *value_of(const char *line, const char *keyword) {
    size_t n = strlen(keyword);
    if (strncasecmp(line, keyword, n) != 0 || !line[n] || !strchr(" \t=\"", line[n]))
        return NULL;
    return line + n + strspn(line + n, " \t=\"");
}

static bool is_no(const char *value) {
    return !strncasecmp(value, "no", 2) && (!value[2] || strchr(" \t\"#", value[2]));
}

/* What is found on the way through the files, in the order in which sshd reads them. */
struct way {
    struct deploy_check *check;
    bool included; /* the folder was */
    bool blocks;   /* a Match or another Include was read before ours */
    bool in_block; /* where the file being read has come to */
    int pam;       /* the first UsePAM: -1 not seen, else 0 or 1 */
};

static void keyword(struct way *w, const char *path, const char *line) {
    struct deploy_check *c = w->check;
    const char *user = value_of(line, "PermitUserEnvironment");
    const char *pam = value_of(line, "UsePAM");
    if (user && !is_no(user))
        deploy_tell(c, false,
                    "%s có “%s”: một khóa mang biến môi trường thì chương trình tin nhầm; hãy sửa "
                    "thành PermitUserEnvironment no.",
                    path, line);
    if (pam && w->pam < 0 && !w->in_block)
        w->pam = !is_no(pam);
    w->in_block = w->in_block || value_of(line, "Match");
}

static void read_file(struct way *w, const char *path, bool before_ours) {
    struct buf text = {0};
    struct buf line = {0};
    const char *rest = deploy_read(w->check, path, &text) ? buf_str(&text) : "";
    w->in_block = false;
    while (deploy_line(w->check, &rest, &line)) {
        keyword(w, path, buf_str(&line));
        if (before_ours &&
            (value_of(buf_str(&line), "Match") || value_of(buf_str(&line), "Include")))
            deploy_tell(w->check, false,
                        "%s có “%s”, sshd đọc trước thidua.conf nên có thể đè lên; hãy đổi tên tệp "
                        "ấy để nó xếp sau thidua.conf.",
                        path, buf_str(&line));
    }
    buf_free(&text);
    buf_free(&line);
}

static int is_conf(const struct dirent *d) {
    size_t n = strlen(d->d_name);
    return d->d_name[0] != '.' && n > 5 && !strcmp(d->d_name + n - 5, ".conf");
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_folder(struct way *w) {
    char path[PATH_MAX];
    struct dirent **names = NULL;
    int n = scandir(deploy_at(w->check, folder, path), &names, is_conf, by_name);
    for (int i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        read_file(w, path, strcmp(names[i]->d_name, ours) < 0);
        free(names[i]);
    }
    free((void *)names);
}

/* Debian's own sshd_config takes in the folder at its beginning; one written anew may not. After a
 * Match the files would hold for nobody else. */
static void read_main(struct way *w) {
    struct buf text = {0};
    struct buf line = {0};
    const char *rest = deploy_read(w->check, main_file, &text) ? buf_str(&text) : "";
    bool in_block = false;
    while (deploy_line(w->check, &rest, &line)) {
        const char *l = buf_str(&line);
        if (!w->included && !w->blocks && !strcmp(l, include)) {
            w->included = true;
            read_folder(w);
        } else if (value_of(l, "Match") || value_of(l, "Include")) {
            w->blocks = true;
        }
        w->in_block = in_block;
        keyword(w, main_file, l);
        in_block = w->in_block;
    }
    buf_free(&text);
    buf_free(&line);
}

void deploy_sshd(struct deploy_check *c) {
    struct way w = {.check = c, .pam = -1};
    read_main(&w);
    deploy_tell(c, w.included,
                w.included ? "%s nhận các tệp trong sshd_config.d."
                           : "%s không nhận các tệp trong sshd_config.d trước mọi Match và Include "
                             "khác; hãy thêm lên đầu tệp dòng: Include "
                             "/etc/ssh/sshd_config.d/*.conf.",
                main_file);
    if (c->marked && w.pam <= 0)
        deploy_tell(
            c, false,
            "%s không có UsePAM yes, nên sshd từ chối tài khoản %s vì mật khẩu ghi “!”; hãy "
            "đặt UsePAM yes, hoặc: usermod -p '*' thidua.",
            main_file, "thidua");
}
