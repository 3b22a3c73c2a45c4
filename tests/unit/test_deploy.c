/* A folder that is like a machine on which everything was installed, and what one thing wrong in it
 * is told as. */
#include "support/run.h"
#include "support/test.h"
#include "thidua/deploy.h"
#include "thidua/service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct site {
    char *folder;
    const char *program, *data, *db, *config; /* where they are on that machine */
    int said, wrong;
    char told[8192]; /* what is wrong, a line each */
};

/* Files of config/deploy where they belong; the account's things are its own where we are root. */
static const char installed[] =
    "umask 022; mkdir -p etc/ssh/sshd_config.d etc/sudoers.d etc/sysusers.d etc/tmpfiles.d "
    "etc/thidua"
    " etc/rsyslog.d etc/logrotate.d etc/systemd/system/timers.target.wants usr/local/bin "
    "var/lib/thidua\n"
    "echo 'Include /etc/ssh/sshd_config.d/*.conf' > etc/ssh/sshd_config\n"
    "printf 'KbdInteractiveAuthentication no\\nUsePAM yes\\n' >> etc/ssh/sshd_config\n"
    "echo \"thidua:x:$uid:$uid::/var/lib/thidua:/usr/local/bin/thidua\" > etc/passwd\n"
    "echo 'thidua:!*:19000::::::' > etc/shadow\n"
    "echo 'thidua-canbo:x:990:minh' > etc/group\n"
    "echo x > usr/local/bin/thidua; chmod 0755 usr/local/bin/thidua\n"
    "cp $deploy/sshd.conf etc/ssh/sshd_config.d/thidua.conf\n"
    "cp $deploy/sudoers etc/sudoers.d/thidua; chmod 0440 etc/sudoers.d/thidua\n"
    "cp $deploy/sysusers.conf etc/sysusers.d/thidua.conf\n"
    "cp $deploy/tmpfiles.conf etc/tmpfiles.d/thidua.conf\n"
    "cp $deploy/rsyslog.conf etc/rsyslog.d/thidua.conf\n"
    "cp $deploy/logrotate.conf etc/logrotate.d/thidua\n"
    "cp $deploy/thidua-backup.service $deploy/thidua-backup.timer etc/systemd/system/\n"
    "ln -s x etc/systemd/system/timers.target.wants/thidua-backup.timer\n"
    "echo x > var/lib/thidua/thidua.db; chmod 0600 var/lib/thidua/thidua.db\n"
    "chmod 0700 var/lib/thidua; [ $uid = $(id -u) ] || chown -R $uid var/lib/thidua\n";

static void shell(const struct site *s, const char *script) {
    char text[4096];
    char *here = getcwd(NULL, 0);
    (void)snprintf(text, sizeof text, "set -e; cd %s; deploy=%s/config/deploy; uid=%ld\n%s",
                   s->folder, here, getuid() ? (long)getuid() : 65533L, script);
    free(here);
    assert_int_equal(system(text), 0);
}

static int setup(void **state) {
    struct site *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->folder = run_folder();
    s->program = "/usr/local/bin/thidua";
    s->data = service_folder;
    s->db = service_db;
    s->config = service_config;
    shell(s, installed);
    *state = s;
    return 0;
}

static int teardown(void **state) {
    struct site *s = *state;
    run_folder_remove(s->folder);
    free(s->folder);
    free(s);
    return 0;
}

static void hear(void *ctx, bool wrong, const char *sentence) {
    struct site *s = ctx;
    size_t n = strlen(s->told);
    s->said++;
    s->wrong += wrong;
    assert_null(strchr(sentence, '\n'));
    assert_int_equal(sentence[strlen(sentence) - 1], '.');
    if (wrong)
        (void)snprintf(s->told + n, sizeof s->told - n, "%s\n", sentence);
}

static int check(struct site *s) {
    struct deploy_site site = {.root = s->folder,
                               .administrator = (long)getuid(),
                               .program = s->program,
                               .folder = s->data,
                               .db = s->db,
                               .config = s->config};
    struct err e = {0};
    int wrong = -1;
    s->said = s->wrong = 0;
    s->told[0] = '\0';
    assert_int_equal(deploy_check(&site, (long)getuid(), hear, s, &wrong, &e), RC_OK);
    assert_int_equal(wrong, s->wrong);
    return wrong;
}

static void all_is_well(void **state) {
    struct site *s = *state;
    if (check(s) != 0)
        fail_msg("%s", s->told);
    assert_true(s->said >= 14);
    /* what an office may do without */
    shell(s, "rm etc/sudoers.d/thidua etc/rsyslog.d/thidua.conf etc/logrotate.d/thidua");
    assert_int_equal(check(s), 0);
    /* its own words between ours */
    shell(s, "sed -i 's/^Match User/# ghi chú\\n\\n  Match User/; s/$/  /'"
             " etc/ssh/sshd_config.d/thidua.conf");
    assert_int_equal(check(s), 0);
    /* what sshd reads beside ours, and cannot undo it */
    shell(s, "echo 'PasswordAuthentication yes' > etc/ssh/sshd_config.d/50-may.conf\n"
             "printf 'Match User thidua\\nPermitTTY no\\n' > etc/ssh/sshd_config.d/zz.conf\n"
             "echo 'Match User thidua' > etc/ssh/sshd_config.d/00.conf.cu\n"
             "printf 'PermitUserEnvironment no\\nMatch User x\\n' >> etc/ssh/sshd_config");
    assert_int_equal(check(s), 0);
    /* a password that sshd does not take for a lock */
    shell(s, "sed -i 's/!\\*/*/' etc/shadow; sed -i 's/UsePAM yes/UsePAM no/' etc/ssh/sshd_config");
    assert_int_equal(check(s), 0);
}

/* The log may be sent on to another machine. */
static void lines_that_do_no_harm(void **state) {
    struct site *s = *state;
    shell(s, "sed -i 's/^# :programname/:programname/' etc/rsyslog.d/thidua.conf");
    assert_int_equal(check(s), 0);
}

static void in_another_place(void **state) {
    struct site *s = *state;
    shell(s, "mkdir -p opt/bin; mv usr/local/bin/thidua opt/bin/thidua\n"
             "sed -i 's#/usr/local/bin/thidua#/opt/bin/thidua#g' etc/passwd etc/sudoers.d/thidua"
             " etc/ssh/sshd_config.d/thidua.conf etc/sysusers.d/thidua.conf"
             " etc/systemd/system/thidua-backup.service; chmod 0440 etc/sudoers.d/thidua");
    s->program = "/opt/bin/thidua";
    if (check(s) != 0)
        fail_msg("%s", s->told);
}

/* Built for other folders: it looks there, and expects them in the rules of others. */
static void data_in_another_place(void **state) {
    struct site *s = *state;
    shell(s, "mkdir -p srv opt/etc; mv var/lib/thidua srv/td; mv etc/thidua opt/etc/td\n"
             "sed -i 's#/var/lib/thidua#/srv/td#g; s#/etc/thidua #/opt/etc/td #' etc/passwd"
             " etc/sysusers.d/thidua.conf etc/tmpfiles.d/thidua.conf"
             " etc/systemd/system/thidua-backup.service");
    s->data = "/srv/td";
    s->db = "/srv/td/thidua.db";
    s->config = "/opt/etc/td/thidua.ini";
    if (check(s) != 0)
        fail_msg("%s", s->told);
    shell(s, "chmod 0640 srv/td/thidua.db; mkdir srv/td/.ssh; echo x > opt/etc/td/thidua.ini\n"
             "chmod 0666 opt/etc/td/thidua.ini; sed -i s#/srv/td#/var/lib/thidua#"
             " etc/tmpfiles.d/thidua.conf");
    assert_int_equal(check(s), 4);
    const char *const named[] = {"dữ liệu /srv/td/thidua.db", "Có /srv/td/.ssh",
                                 "/opt/etc/td/thidua.ini", "“d /srv/td 0700"};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (!strstr(s->told, named[i]))
            fail_msg("%s: %s", named[i], s->told);
}

/* One thing wrong at a time is told once, and by a sentence that names it. */
static void one_thing_wrong(void **state) {
    static const struct {
        const char *script, *sentence;
    } cases[] = {
        {"sed -i s/^thidua:/khac:/ etc/passwd; sed -i s/^thidua:/khac:/ etc/shadow", "tài khoản"},
        {"sed -i 's#:/usr/local/bin/thidua#:/bin/sh#' etc/passwd", "usermod -s"},
        {"sed -i 's#:/var/lib/thidua:#:/home/thidua:#' etc/passwd", "usermod -d"},
        {"sed -i 's/!\\*/$y$abc/' etc/shadow", "mật khẩu"},
        {"sed -i 's/!\\*//' etc/shadow", "mật khẩu"},
        {"rm etc/shadow", "mật khẩu"},
        {"echo 'sudo:x:27:minh,thidua' >> etc/group", "nhóm sudo"},
        {"chmod 0750 var/lib/thidua", "0700"},
        {"chmod 02700 var/lib/thidua", "0700"},
        {"chmod 0640 var/lib/thidua/thidua.db", "0600"},
        {"rm var/lib/thidua/thidua.db", "init --service"},
        {"ln var/lib/thidua/thidua.db var/lib/thidua/x", "0600"},
        {"mkdir var/lib/thidua/.ssh", ".ssh"},
        {"chmod 0775 usr/local/bin/thidua", "/usr/local/bin/thidua"},
        {"chmod 0777 usr/local/bin", "/usr/local/bin/thidua"},
        {"chmod 04755 usr/local/bin/thidua", "setuid"},
        {"echo x > etc/thidua/thidua.ini; chmod 0666 etc/thidua/thidua.ini", "thidua.ini"},
        {"echo UsePAM yes > etc/ssh/sshd_config", "Include"},
        {"sed -i '1iUsePAM yes\\nMatch User x' etc/ssh/sshd_config", "trước mọi Match"},
        {"sed -i '1iInclude /etc/ssh/khac.conf' etc/ssh/sshd_config", "trước mọi Match"},
        {"printf 'Match User thidua\\nAuthorizedKeysFile .ssh/authorized_keys\\n'"
         " > etc/ssh/sshd_config.d/00-khac.conf",
         "00-khac.conf có “Match User thidua”"},
        {"echo 'include /etc/ssh/khac' > etc/ssh/sshd_config.d/00-khac.conf",
         "00-khac.conf có “include"},
        {"echo 'PermitUserEnvironment yes' >> etc/ssh/sshd_config", "PermitUserEnvironment no"},
        {"echo 'permituserenvironment=\"LANG\"' > etc/ssh/sshd_config.d/zz.conf",
         "zz.conf có “permituserenvironment"},
        {"sed -i 's/UsePAM yes/usepam no/' etc/ssh/sshd_config", "UsePAM yes"},
        {"echo UsePAM no > etc/ssh/sshd_config.d/00-khac.conf", "UsePAM yes"},
        {"sed -i '1iPermitTTY yes' etc/ssh/sshd_config.d/thidua.conf",
         "có dòng “PermitTTY yes” ở chỗ của “Match User thidua”"},
        {"echo PasswordAuthentication yes >> etc/ssh/sshd_config.d/thidua.conf",
         "có thêm dòng “PasswordAuthentication yes”"},
        {"chmod 0640 etc/sudoers.d/thidua; echo '%thidua-canbo ALL=(ALL) NOPASSWD: ALL' >>"
         " etc/sudoers.d/thidua; chmod 0440 etc/sudoers.d/thidua",
         "có thêm dòng “%thidua-canbo ALL=(ALL) NOPASSWD: ALL”"},
        {"sed -i s/52/0/ etc/logrotate.d/thidua", "có dòng “rotate 0” ở chỗ của “rotate 52”"},
        {"sed -i /programname/d etc/rsyslog.d/thidua.conf", "thiếu dòng “:programname"},
        {"rm etc/ssh/sshd_config.d/thidua.conf", "Chưa có /etc/ssh/sshd_config.d/thidua.conf"},
        {"sed -i /AuthorizedKeysFile/d etc/ssh/sshd_config.d/thidua.conf",
         "AuthorizedKeysFile none"},
        {"sed -i 's/DisableForwarding yes/DisableForwarding no/'"
         " etc/ssh/sshd_config.d/thidua.conf",
         "DisableForwarding yes"},
        {"sed -i 's/ExposeAuthInfo/#&/' etc/ssh/sshd_config.d/thidua.conf", "ExposeAuthInfo yes"},
        {"sed -i 's#/usr/local/bin/thidua#/tmp/x#' etc/ssh/sshd_config.d/thidua.conf",
         "AuthorizedKeysCommand /usr/local/bin/thidua"},
        {"chmod 0666 etc/ssh/sshd_config.d/thidua.conf", "quyền 0644"},
        {"chmod 0644 etc/sudoers.d/thidua", "quyền 0440"},
        {"chmod 0640 etc/sudoers.d/thidua; sed -i 's/use_pty, //' etc/sudoers.d/thidua; chmod 0440"
         " etc/sudoers.d/thidua",
         "use_pty"},
        {"rm etc/tmpfiles.d/thidua.conf", "tmpfiles.conf"},
        {"rm etc/sysusers.d/thidua.conf", "sysusers.conf"},
        {"rm etc/systemd/system/thidua-backup.service", "thidua-backup.service"},
        {"sed -i s/User=thidua/User=root/ etc/systemd/system/thidua-backup.service", "User=thidua"},
        {"rm etc/systemd/system/timers.target.wants/thidua-backup.timer", "enable --now"},
        {"ln -sf /nowhere etc/rsyslog.d/thidua.conf", "rsyslog.d"},
    };
    struct site *s = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        shell(s, "rm -rf etc usr var");
        shell(s, installed);
        shell(s, cases[i].script);
        int wrong = check(s);
        /* without its account nothing can be the account's */
        if (wrong != 1 && !(i == 0 && wrong > 1))
            fail_msg("%s: %d wrong:\n%s", cases[i].script, wrong, s->told);
        if (!strstr(s->told, cases[i].sentence))
            fail_msg("%s: %s", cases[i].script, s->told);
    }
}

static void nothing_installed(void **state) {
    struct site *s = *state;
    shell(s, "rm -rf etc usr var");
    assert_true(check(s) >= 9);
}

static void not_for_everybody(void **state) {
    struct site *s = *state;
    struct deploy_site site = {.root = s->folder};
    struct err e = {0};
    int wrong = -1;
    assert_int_equal(deploy_check(&site, 1000, hear, s, &wrong, &e), RC_DENIED);
    assert_int_equal(s->said, 0);
    assert_non_null(strstr(e.message, "root"));
}

#define SITE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        SITE(all_is_well),           SITE(lines_that_do_no_harm), SITE(in_another_place),
        SITE(data_in_another_place), SITE(one_thing_wrong),       SITE(nothing_installed),
        SITE(not_for_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
