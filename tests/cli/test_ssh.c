/* Officers of every role over a real sshd: commands, files, screens, keys, and what is logged. */
#include "support/desk.h"
#include "support/server.h"
#include "support/test.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void said(const struct run *r, int code, const char *text) {
    if (r->code != code || !strstr(r->out, text))
        fail_msg("exit %d, not “%s”: %s%s", r->code, text, r->out, r->err);
}

/* By the forced command, without the way there. */
static void done(struct server *s, const char *officer, const char *command, const char *input) {
    struct run r = server_as(s, officer, command, input);
    if (r.code)
        fail_msg("%s, %s: exit %d: %s%s", officer, command, r.code, r.out, r.err);
    run_free(&r);
}

/* Work 1 is of hai-anh, a draft; 2 of hai-ha, approved, with an entry, a nomination, a judgement.
 */
static int start(void **state) {
    server_start(state);
    struct server *s = *state;
    done(s, HOA,
         "add work title='Đường hoa Hải Anh' kind=collective theme=1 goal=10 "
         "unit_of_measure=km",
         NULL);
    done(s, NGA,
         "add work title='Nước sạch Hải Hà' kind=collective theme=1 goal=10 "
         "unit_of_measure=nhà",
         NULL);
    done(s, NGA, "submit work 2", NULL);
    done(s, LAN, "approve work 2", NULL);
    done(s, NGA, "add progress work=2 quantity=3", NULL);
    done(s, NGA, "add nomination work=2", NULL);
    done(s, NGA, "judge 1 law met evidence='biên bản Hải Hà'", NULL);
    done(s, NGA, "add duty duty=rollout title='họp Hải Hà'", NULL);
    done(s, NGA, "add receipt person='Chị Nga Hải Hà'", NULL);
    return 0;
}

/* --- what they come for --- */

static void quick_commands(void **state) {
    struct server *s = *state;
    struct run r = server_ssh(s, LAN, NULL, "status --json", NULL);
    said(&r, 0, "\"campaign\":\"xiii-2021\"");
    assert_string_equal(r.err, "");
    run_free(&r);
    r = server_ssh(s, VIEWER, NULL, "plan II.4.2", NULL);
    said(&r, 0, "II.4.2");
    run_free(&r);
    r = server_ssh(s, HOA, NULL, "list works --json", NULL);
    said(&r, 0, "Đường hoa Hải Anh");
    assert_null(strstr(r.out, "hai-ha\""));
    run_free(&r);
    r = server_ssh(s, LEADER, NULL, "list works --search='nuoc sach' --csv", NULL);
    said(&r, 0, "Nước sạch Hải Hà");
    run_free(&r);
    r = server_ssh(s, HOA, NULL, "set work 1 note='Chờ xã duyệt; xong (2 km)'", NULL);
    said(&r, 0, "Đã sửa");
    run_free(&r);
    r = server_ssh(s, LAN, NULL, "list works --unit=hai-anh --json", NULL);
    said(&r, 0, "Chờ xã duyệt; xong (2 km)");
    run_free(&r);
    r = server_ssh(s, HOA, NULL, "check", NULL);
    assert_true(r.code == 0 || r.code == 1); /* its exit code comes through */
    run_free(&r);
    r = server_ssh(s, HOA, NULL, "bay", NULL);
    assert_int_equal(r.code, 3);
    run_free(&r);
}

/* What she enters for units has their papers, in a file as in a form; not the district's own. */
static void a_file_of_papers(void **state) {
    struct server *s = *state;
#define HEAD "unit,title,kind,theme,paper,received\n"
#define OWN  "huyen,Của huyện,tập thể,1,,\n"
    struct run r = server_ssh(s, LAN, NULL, "import works -",
                              HEAD OWN "hai-bac,Vườn rau,tập thể,1,,\n"
                                       "hai-an,Ao cá,tập thể,1,05/ĐK,\n");
    assert_int_equal(r.code, 4);
    assert_non_null(strstr(r.err, ":3: Nhập thay cho đơn vị thì phải ghi số và ngày nhận văn bản"));
    assert_non_null(strstr(r.err, ":4: "));
    assert_non_null(strstr(r.err, "phải có ngày nhận văn bản"));
    run_free(&r);
    assert_int_equal(server_number(s, "SELECT count(*) FROM work WHERE unit = 'huyen'"), 0);
    char whole[300];
    (void)snprintf(whole, sizeof whole, HEAD OWN "hai-bac,Vườn rau,tập thể,1,05/ĐK-PN,%s\n",
                   server_text(s, "SELECT strftime('%d/%m/%Y')"));
    r = server_ssh(s, LAN, NULL, "import works -", whole);
    said(&r, 0, "thêm 2");
    run_free(&r);
#undef HEAD
#undef OWN
}

static void files_by_standard_input(void **state) {
    struct server *s = *state;
    static const char units[] = "code,name,kind\nhai-moi,Hải Mới,commune\n";
    struct run r = server_ssh(s, ADMIN, NULL, "import units - --dry-run", units);
    assert_int_equal(r.code, 0);
    run_free(&r);
    assert_int_equal(server_number(s, "SELECT count(*) FROM unit WHERE code = 'hai-moi'"), 0);
    r = server_ssh(s, ADMIN, NULL, "import units -", units);
    said(&r, 0, "1");
    run_free(&r);
    assert_int_equal(server_number(s, "SELECT count(*) FROM unit WHERE code = 'hai-moi'"), 1);
    r = server_ssh(s, ADMIN, NULL, "plan import -", "I. MỤC ĐÍCH\n- Một\n- Hai\n");
    said(&r, 0, "Đã nạp kế hoạch");
    run_free(&r);
    r = server_ssh(s, HOA, NULL, "plan I/2", NULL);
    said(&r, 0, "Hai");
    run_free(&r);
}

/* Into the service's own folder; she is told its name, which holds the head of the log. */
static void backup_by_the_administrator(void **state) {
    struct server *s = *state;
    static const char begins[] = "Đã sao lưu thành ";
    struct run r = server_ssh(s, ADMIN, NULL, "backup", NULL);
    said(&r, 0, "và đọc lại để kiểm tra.");
    assert_memory_equal(r.out, begins, sizeof begins - 1);
    assert_ptr_equal(strchr(r.out, '\n'), r.out + r.out_size - 1);
    assert_null(strchr(r.out, '/'));
    char path[400];
    const char *name = r.out + sizeof begins - 1;
    (void)snprintf(path, sizeof path, "%s/state/backup/%.*s", s->place, (int)strcspn(name, " "),
                   name);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(st.st_uid, s->uid);
    run_free(&r);
    r = server_as(s, ADMIN, "backup", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
}

static bool came(const char *bytes, size_t n, const char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= n; i++)
        if (!memcmp(bytes + i, text, length))
            return true;
    return false;
}

/* Whose officer she is and her name in the title, and the works that are hers to see. */
static void screens_of_each_role(void **state) {
    struct server *s = *state;
    static const struct {
        const char *key, *of;
        bool own, other;
    } roles[] = {{LAN, "Hội LHPN huyện", true, true},   {HOA, "Hải Anh", true, false},
                 {NGA, "Hải Hà", false, true},          {LEADER, "Hội LHPN huyện", true, true},
                 {ADMIN, "Hội LHPN huyện", true, true}, {VIEWER, "Hải Anh", true, false}};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        char title[64];
        struct terminal *t = server_screens(s, roles[i].key, NULL);
        (void)snprintf(title, sizeof title, "%s · %s", roles[i].of, roles[i].key);
        terminal_wait_for(t, title);
        terminal_mark(t);
        terminal_send(t, "2");
        if (roles[i].own)
            terminal_wait_for(t, "Đường hoa");
        if (roles[i].other)
            terminal_wait_for(t, "Nước sạch");
        terminal_send(t, "Q");
        assert_int_equal(terminal_wait_exit(t), 0);
        /* nor did it ever come over the line */
        size_t n = 0;
        const char *bytes = terminal_output(t, &n);
        assert_true(roles[i].own || !came(bytes, n, "hoa Hải Anh"));
        assert_true(roles[i].other || !came(bytes, n, "Hải Hà"));
        terminal_end(t);
    }
}

static void known_by_key_and_address(void **state) {
    struct server *s = *state;
    char sql[300];
    struct run r = server_ssh(s, HOA, NULL, "status", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    assert_string_equal(
        server_text(s, "SELECT l.officer || ' ' || l.source = 'hoa ssh 127.0.0.1 ' || k.fingerprint"
                       " FROM log l JOIN officer_key k ON k.officer = 'hoa'"
                       " WHERE l.verb = 'login' ORDER BY l.id DESC LIMIT 1"),
        "1");
    (void)snprintf(sql, sizeof sql, "list log --officer=%s --verb=login", HOA);
    r = server_ssh(s, LAN, NULL, sql, NULL);
    said(&r, 0, "đăng nhập");
    run_free(&r);
}

/* --- her account, changed while she is there --- */

static void disabled_at_her_screens(void **state) {
    struct server *s = *state;
    struct terminal *t = server_screens(s, VIEWER, NULL);
    terminal_wait_for(t, "Việc cần làm");
    done(s, ADMIN, "officer disable xem", NULL);
    terminal_wait_for(t, "vừa bị khóa");
    assert_int_equal(terminal_wait_exit(t), 7);
    terminal_end(t);
    done(s, ADMIN, "officer set xem disabled=không", NULL);
}

/* What others do is news at once; that they come in is none. */
static void news_at_her_screens(void **state) {
    struct server *s = *state;
    struct terminal *t = server_screens(s, LAN, NULL);
    terminal_wait_for(t, "Việc cần làm");
    terminal_mark(t);
    struct run r = server_ssh(s, NGA, NULL, "status", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    done(s, HOA, "add duty duty=rollout", NULL);
    terminal_wait_for(t, "hoa vừa thêm 1 nhiệm vụ");
    size_t n = 0;
    const char *bytes = terminal_output(t, &n);
    assert_false(came(bytes, n, "đăng nhập"));
    terminal_send(t, "8/nga<Enter><Enter>"); /* from where she came is in the log */
    terminal_wait_row(t, 1, "nga · đăng nhập");
    terminal_wait_for(t, "Vào từ: ssh 127.0.0.1 SHA256:");
    terminal_send(t, "Q");
    assert_int_equal(terminal_wait_exit(t), 0);
    terminal_end(t);
}

/* A key for two, or none: the commands say so. */
static void keys_of_officers(void **state) {
    struct server *s = *state;
    char command[1400];
    struct run r = server_ssh(s, ADMIN, NULL, "officer key add lan -", server_public(s, HOA));
    assert_int_equal(r.code, 5);
    assert_non_null(strstr(r.err, "“hoa”"));
    run_free(&r);
    r = server_ssh(s, ADMIN, NULL, "officer key add lan ssh-ed25519 AAAA", NULL);
    assert_int_equal(r.code, 4);
    run_free(&r);
    (void)snprintf(command, sizeof command, "officer key add lan %s", server_key(s, "lan-2"));
    r = server_ssh(s, ADMIN, NULL, command, NULL);
    said(&r, 0, "Đã thêm khóa SHA256:");
    run_free(&r);
    r = server_ssh(s, ADMIN, NULL, "officer key list lan --json", NULL);
    said(&r, 0, "\"comment\":\"lan-2\"");
    run_free(&r);
    if (s->root) {
        r = server_ssh(s, "lan-2", NULL, "status", NULL);
        assert_int_equal(r.code, 0);
        run_free(&r);
    }
    r = server_ssh(s, ADMIN, NULL, "officer list", NULL);
    said(&r, 0, "cán bộ huyện");
    run_free(&r);
}

/* --- what the system's log is told --- */

static int stop_listening(void **state) {
    (void)state;
    (void)unlink("/dev/log");
    return 0;
}

static int listen_to_syslog(void) {
    struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(chmod(at.sun_path, 0666), 0);
    return fd;
}

static void heard(int fd, const char *text) {
    char line[2048];
    struct pollfd p = {.fd = fd, .events = POLLIN};
    for (;;) {
        if (poll(&p, 1, 5000) != 1)
            fail_msg("syslog was not told: %s", text);
        ssize_t n = recv(fd, line, sizeof line - 1, 0);
        assert_true(n >= 0);
        line[n] = '\0';
        if (strstr(line, "thidua") && strstr(line, text))
            return;
    }
}

static void syslog_is_told(void **state) {
    struct server *s = *state;
    int fd = listen_to_syslog();
    char text[200];
    struct run r = server_ssh(s, HOA, NULL, "approve work 1", NULL);
    run_free(&r);
    (void)snprintf(text, sizeof text, "login officer=hoa by=ssh from=127.0.0.1 key=%s: head=",
                   server_text(s, "SELECT fingerprint FROM officer_key WHERE officer = 'hoa'"));
    heard(fd, text);
    heard(fd, "denied officer=hoa by=ssh from=127.0.0.1 key=SHA256:");
    (void)server_key(s, "nobody");
    r = server_as(s, "nobody", "status", NULL);
    run_free(&r);
    heard(fd, "refused officer=nobody by=ssh from=127.0.0.1");
    r = server_as(s, HOA, "status; id", NULL);
    run_free(&r);
    heard(fd, "denied officer=hoa by=ssh");
    (void)close(fd);
}

/* What a library said of a file cut short, which neither a command nor the screens show. */
static void syslog_is_told_what_failed(void **state) {
    int fd = listen_to_syslog();
    struct desk d;
    (void)state;
    desk_prepare_empty(&d);
    desk_start(&d, NULL);
    terminal_wait_for(d.t, "Việc cần làm");
    assert_int_equal(truncate(d.cli.db, 20000), 0);
    terminal_send(d.t, "6");
    heard(fd, "failed: sqlite 11: database disk image is malformed");
    desk_kill(&d, SIGKILL);
    assert_int_equal(cli(&d.cli, "status", NULL), 6);
    assert_null(strstr(d.cli.last.err, "malformed"));
    heard(fd, "failed: sqlite 11: database disk image is malformed");
    desk_close(&d);
    (void)close(fd);
}

int main(void) {
    static const struct CMUnitTest everywhere[] = {
        cmocka_unit_test(quick_commands),   cmocka_unit_test(known_by_key_and_address),
        cmocka_unit_test(keys_of_officers), cmocka_unit_test(files_by_standard_input),
        cmocka_unit_test(a_file_of_papers), cmocka_unit_test(backup_by_the_administrator),
    };
    enum { EVERYWHERE = sizeof everywhere / sizeof everywhere[0] };
    struct CMUnitTest tests[EVERYWHERE + 5];
    size_t n = 0;
    if (server_has_terminals()) {
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(screens_of_each_role);
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(disabled_at_her_screens);
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(news_at_her_screens);
    }
    memcpy(tests + n, everywhere, sizeof everywhere);
    n += EVERYWHERE;
    /* The place where syslog listens, where nobody does, can be made by root only. */
    if (getuid() == 0 && access("/dev/log", F_OK) != 0) {
        tests[n++] = (struct CMUnitTest)cmocka_unit_test_teardown(syslog_is_told, stop_listening);
        tests[n++] = (struct CMUnitTest)cmocka_unit_test_teardown(syslog_is_told_what_failed,
                                                                  stop_listening);
    }
    return _cmocka_run_group_tests("ssh", tests, n, start, server_stop);
}
