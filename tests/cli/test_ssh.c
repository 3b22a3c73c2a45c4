/* Officers of every role over a real sshd, and what others try over the same line. */
#include "support/server.h"
#include "support/test.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
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

/* --- what others try --- */

/* The command fails, says so in one sentence, tells nothing, changes nothing. */
static void nothing_came_of_it(struct server *s, const struct run *r, const char *what,
                               unsigned long before, long rows) {
    if (r->code == 0 || r->out_size)
        fail_msg("%s: exit %d: %s", what, r->code, r->out);
    if (strstr(r->err, "Nước sạch") || strstr(r->err, "Chị Nga") || strstr(r->err, "root:"))
        fail_msg("%s: says %s", what, r->err);
    if (server_state(s) != before)
        fail_msg("%s: something was written", what);
    if (server_number(s, "SELECT count(*) FROM log WHERE verb NOT IN ('login', 'refused',"
                         " 'denied')") != rows)
        fail_msg("%s: something was done", what);
}

static long rows_of_log(struct server *s) {
    return server_number(
        s, "SELECT count(*) FROM log WHERE verb NOT IN ('login', 'refused', 'denied')");
}

struct attack {
    const char *key, *command;
    int code; /* 3 usage, 4 invalid or not there, 5 its state, 7 refused */
};

static void try_all(struct server *s, const struct attack *attacks, size_t count) {
    unsigned long before = server_state(s);
    long rows = rows_of_log(s);
    for (size_t i = 0; i < count; i++) {
        const struct attack *a = &attacks[i];
        struct run r = server_ssh(s, a->key, NULL, a->command, "x\n");
        nothing_came_of_it(s, &r, a->command, before, rows);
        if (r.code != a->code)
            fail_msg("%s: exit %d, not %d: %s", a->command, r.code, a->code, r.err);
        run_free(&r);
    }
}

#define TRY_ALL(s, table) try_all(s, table, sizeof(table) / sizeof(table)[0])

/* Words that would make the program another's, or another program. */
static void commands_that_are_none(void **state) {
    struct server *s = *state;
    static const struct attack attacks[] = {
        {HOA, "--as quan-tri", 3},
        {HOA, "--as quan-tri status", 3},
        {HOA, "status --as quan-tri", 3},
        {HOA, "status --as=quan-tri", 3},
        {HOA, "-c status", 3},
        {HOA, "--db /var/lib/thidua/thidua.db status", 7},
        {HOA, "status --db=/etc/passwd", 7},
        {HOA, "--config /etc/passwd status", 7},
        {HOA, "status --config=/etc/shadow", 7},
        {HOA, "--today 01/01/2022 status", 7},
        {HOA, "status --today=01/01/2022", 7},
        {HOA, "--help --db /etc/passwd", 7},
        {HOA, "-- --db /etc/passwd", 3},
        {HOA, "status; id", 4},
        {HOA, "status && id", 4},
        {HOA, "status || id", 4},
        {HOA, "status | cat", 4},
        {HOA, "status & id", 4},
        {HOA, "status > /tmp/x", 4},
        {HOA, "status < /etc/passwd", 4},
        {HOA, "$(id)", 4},
        {HOA, "status ${HOME}", 4},
        {HOA, "`id`", 4},
        {HOA, "status \"$(id)\"", 4},
        {HOA, "status *", 4},
        {HOA, "~root", 4},
        {HOA, "!sh", 4},
        {HOA, "status\nid", 4},
        {HOA, "status\r\nid", 4},
        {HOA, "status\tid", 4},
        {HOA, "\x1b[2Jstatus", 4},
        {HOA, "status \xc0\xaf", 4},
        {HOA, "status \xe2\x80\xae", 4},
        {HOA, "'status", 4},
        {HOA, "status \"", 4},
        {HOA, "status \\\"x", 4},
        {HOA, "../../../bin/sh", 3},
        {HOA, "/bin/sh", 3},
        {HOA, "sh -c id", 3},
        {HOA, "bash -i", 3},
        {HOA, "'() { :;}; id'", 3}, /* shellshock */
        {HOA, "scp -t /tmp", 3},
        {HOA, "scp -f /etc/passwd", 3},
        {HOA, "rsync --server --sender . /", 3},
        {HOA, "internal-sftp", 3},
        {HOA, "/usr/lib/openssh/sftp-server", 3},
        {HOA, "git-upload-pack 'x'", 3},
        {HOA, "''", 3},
        {HOA, "   ", 3},
    };
    TRY_ALL(s, attacks);
    char line[6000];
    memset(line, 'a', sizeof line);
    line[5000] = '\0';
    char words[300] = "status";
    for (int i = 0; i < 70; i++)
        (void)snprintf(words + strlen(words), sizeof words - strlen(words), " a");
    const struct attack long_ones[] = {{HOA, line, 4}, {HOA, words, 4}};
    TRY_ALL(s, long_ones);
}

/* Files of the server, and commands that are not for officers. */
static void files_of_the_server(void **state) {
    struct server *s = *state;
    static const struct attack attacks[] = {
        {ADMIN, "plan import /etc/passwd", 7},
        {ADMIN, "plan import ../../../etc/passwd", 7},
        {ADMIN, "plan import ./-", 7},
        {ADMIN, "plan import /dev/stdin", 7},
        {ADMIN, "import units /etc/passwd", 7},
        {ADMIN, "import works /proc/self/environ", 7},
        {ADMIN, "import units --dry-run /etc/passwd", 7},
        {ADMIN, "config check /etc/shadow", 7},
        {ADMIN, "config check -", 7},
        {ADMIN, "init --units /etc/passwd", 7},
        {ADMIN, "init --service --admin x --key /etc/passwd", 7},
        {ADMIN, "init", 5},
        {ADMIN, "init --sample", 5},
        {ADMIN, "init --service --admin x --key -", 5},
        {ADMIN, "authorized-keys", 7},
        {HOA, "authorized-keys quan-tri", 7},
        {HOA, "authorized-keys --fingerprint SHA256:x", 7},
        {HOA, "init", 7},
        {HOA, "doctor", 7},
        {ADMIN, "doctor --deploy", 7},
        {ADMIN, "backup /tmp/x.db", 7},
        {ADMIN, "restore /etc/passwd", 7},
        {HOA, "verify", 7},
        {HOA, "plan import -", 7},
        {HOA, "import units -", 4},
    };
    TRY_ALL(s, attacks);
}

/* Whose rights she has not. */
static void rights_she_has_not(void **state) {
    struct server *s = *state;
    static const struct attack attacks[] = {
        {HOA, "officer list", 7},
        {HOA, "officer key list", 7},
        {HOA, "officer key list quan-tri", 7},
        {HOA, "officer key remove quan-tri SHA256:", 7},
        {HOA, "officer set hoa role=administrator", 7},
        {HOA, "officer set hoa unit=hai-ha", 7},
        {HOA, "officer disable quan-tri", 7},
        {HOA, "officer add x name=x role=administrator", 7},
        {HOA, "add officer login=x name=x role=administrator", 4},
        {LAN, "officer set lan role=administrator", 7},
        {LAN, "officer disable quan-tri", 7},
        {LEADER, "officer add x name=x role=administrator", 7},
        {VIEWER, "officer set xem role=unit_officer", 7},
        {HOA, "approve work 1", 7},
        {HOA, "add unit code=x name=x kind=commune", 7},
        {HOA, "set unit hai-anh name=x", 7},
        {HOA, "delete unit hai-anh", 7},
        {VIEWER, "add work title=x kind=collective theme=1", 7},
        {VIEWER, "set work 1 title=x", 7},
        {VIEWER, "submit work 1", 7},
        {VIEWER, "delete work 1", 7},
        {VIEWER, "list log", 7},
        {LEADER, "approve work 1", 7},
        {LEADER, "set work 1 title=x", 7},
        {LEADER, "add progress work=2 quantity=1", 7},
        {ADMIN, "add work unit=hai-anh title=x kind=collective theme=1", 7},
        {ADMIN, "submit work 1", 7},
        {ADMIN, "set work 1 title=x", 7},
        {ADMIN, "officer set quan-tri role=district_officer", 5},
        {ADMIN, "officer disable quan-tri", 5},
        {ADMIN, "officer set lan role=owner", 4},
        {ADMIN, "officer add x name=x role=owner", 4},
        {LAN, "add unit code=x name=x kind=commune", 7},
        {LAN, "doctor", 7},
    };
    TRY_ALL(s, attacks);
    assert_true(server_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'") >= 20);
}

/* Another unit's numbers in every command: as if there were no such record. */
static void records_of_another_unit(void **state) {
    struct server *s = *state;
    static const struct attack attacks[] = {
        {HOA, "set work 2 title=x", 4},
        {HOA, "submit work 2", 4},
        {HOA, "return work 2 reason=x", 4},
        {HOA, "approve work 2", 4},
        {HOA, "complete work 2", 4},
        {HOA, "stop work 2 reason=x", 4},
        {HOA, "delete work 2", 4},
        {HOA, "add progress work=2 quantity=1", 4},
        {HOA, "add progress work=2 total=9", 4},
        {HOA, "set progress 1 quantity=5", 4},
        {HOA, "set progress 1 work=1", 4},
        {HOA, "delete progress 1", 4},
        {HOA, "add nomination work=2", 4},
        {HOA, "set nomination 1 summary=x", 4},
        {HOA, "submit nomination 1", 4},
        {HOA, "delete nomination 1", 4},
        {HOA, "judge 1 law unmet", 4},
        {HOA, "set duty 1 title=x", 4},
        {HOA, "delete duty 1", 4},
        {HOA, "set receipt 1 person=x", 4},
        {HOA, "delete receipt 1", 4},
        {HOA, "add work unit=hai-ha title=x kind=collective theme=1", 4},
        {HOA, "set work 1 unit=hai-ha", 4},
        {HOA, "add duty unit=hai-ha duty=rollout", 4},
        {HOA, "add receipt unit=hai-ha person=x", 4},
        {HOA, "set unit hai-ha phone='0912 345 678'", 4},
        {HOA, "delete unit hai-ha", 4},
        {HOA, "status --unit hai-ha", 4},
        {HOA, "list works --unit hai-ha", 4},
        {HOA, "list works --unit='Hải Hà' --json", 4},
        {HOA, "list progress --unit=hai-ha", 4},
        {HOA, "list nominations --unit=hai-ha", 4},
        {HOA, "list duties --unit=hai-ha", 4},
        {HOA, "list receipts --unit=hai-ha", 4},
        {HOA, "list officers --unit=hai-ha", 4},
        {HOA, "list log --unit=hai-ha", 4},
        {VIEWER, "list works --unit=hai-ha", 4},
        {VIEWER, "status --unit hai-ha --json", 4},
    };
    TRY_ALL(s, attacks);
}

/* Lists that are hers hold nothing of others, however they are asked. */
static void lists_of_another_unit(void **state) {
    struct server *s = *state;
    static const char *const commands[] = {
        "list works --json",
        "list works --search='nuoc sach' --json",
        "list works --sort=-title --csv",
        "list pace --json",
        "list progress --json",
        "list progress --work=2 --json",
        "list nominations --json",
        "list duties --json",
        "list receipts --json",
        "list officers --json",
        "list units --json",
        "list log --json",
        "list log --record=2 --json",
        "list log --officer=nga --json",
        "list log --search='nuoc' --json",
        "status --json",
        "status",
        "status --unit hai-anh",
        "check",
    };
    static const char *const hers[] = {"Nước sạch", "Hải Hà", "\"hai-ha\"", "nga\"", "Chị Nga"};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const char *const keys[] = {HOA, VIEWER};
        for (size_t k = 0; k < 2; k++) {
            struct run r = server_ssh(s, keys[k], NULL, commands[i], NULL);
            for (size_t h = 0; h < sizeof hers / sizeof hers[0]; h++)
                if (strstr(r.out, hers[h]) || strstr(r.err, hers[h]))
                    fail_msg("%s, %s: %s%s", keys[k], commands[i], r.out, r.err);
            run_free(&r);
        }
    }
}

/* Other ways through the same line. */
static void other_uses_of_the_line(void **state) {
    struct server *s = *state;
    char there[32];
    char back[64];
    (void)snprintf(there, sizeof there, "127.0.0.1:%d", s->port);
    (void)snprintf(back, sizeof back, "0:127.0.0.1:%d", s->port);
    const struct {
        const char *what;
        const char *options[8];
        const char *command;
    } uses[] = {
        {"forwarding to a port", {"-W", there}, NULL},
        {"forwarding back", {"-N", "-o", "ExitOnForwardFailure=yes", "-R", back}, NULL},
        {"forwarding back to a socket",
         {"-N", "-o", "ExitOnForwardFailure=yes", "-R", "/tmp/thidua-x:127.0.0.1:22"},
         NULL},
        {"sftp", {"-s"}, "sftp"},
        {"a subsystem that is none", {"-s"}, "x"},
        {"a subsystem named as an option", {"-s"}, "--as quan-tri"},
        {"no terminal", {"-T"}, NULL},
        {"a password", {"-o", "PreferredAuthentications=password"}, "status"},
        {"questions", {"-o", "PreferredAuthentications=keyboard-interactive"}, "status"},
        {"no proof at all", {"-o", "PreferredAuthentications=none"}, "status"},
    };
    unsigned long before = server_state(s);
    long rows = rows_of_log(s);
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        struct run r = server_ssh(s, HOA, uses[i].options, uses[i].command, NULL);
        nothing_came_of_it(s, &r, uses[i].what, before, rows);
        run_free(&r);
    }
}

/* Variables that the client sends are not taken, or are checked. */
static void variables_from_the_client(void **state) {
    struct server *s = *state;
    static const char *const variables[] = {
        "SetEnv=LC_ALL=../../../../tmp/evil", "SetEnv=LANG=/tmp/evil",
        "SetEnv=LD_PRELOAD=/tmp/evil.so",     "SetEnv=SUDO_UID=0",
        "SetEnv=SSH_USER_AUTH=/etc/passwd",   "SetEnv=SSH_ORIGINAL_COMMAND=doctor",
        "SetEnv=XDG_DATA_HOME=/tmp",          "SetEnv=TERMINFO=/tmp",
        "SetEnv=SQLITE_TMPDIR=/tmp"};
    struct run usual = server_ssh(s, LAN, NULL, "list units --csv", NULL);
    assert_int_equal(usual.code, 0);
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *const options[] = {"-o", variables[i], NULL};
        struct run r = server_ssh(s, LAN, options, "list units --csv", NULL);
        assert_int_equal(r.code, 0);
        assert_string_equal(r.out, usual.out);
        if (s->root) /* else the account has a shell of its own, which has its say on LC_ALL */
            assert_string_equal(r.err, "");
        run_free(&r);
    }
    run_free(&usual);
}

/* One connection, several commands: each is the forced one. */
static void a_second_command_on_the_line(void **state) {
    struct server *s = *state;
    char path[200];
    (void)snprintf(path, sizeof path, "ControlPath=%s/keys/line", s->place);
    const char *const first[] = {"-o", path, "-o", "ControlMaster=auto", "-o", "ControlPersist=30",
                                 NULL};
    const char *const next[] = {"-o", path, NULL};
    const char *const end[] = {"-o", path, "-O", "exit", NULL};
    unsigned long before = server_state(s);
    struct run r = server_ssh(s, HOA, first, "status", NULL);
    said(&r, 0, "Mốc thời gian");
    run_free(&r);
    static const char *const commands[] = {"id", "--as quan-tri", "officer list",
                                           "set work 2 note=x"};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        /* by that line, whoever's key is named */
        r = server_ssh(s, ADMIN, next, commands[i], NULL);
        nothing_came_of_it(s, &r, commands[i], before, rows_of_log(s));
        run_free(&r);
    }
    r = server_ssh(s, HOA, end, NULL, NULL);
    run_free(&r);
}

/* --- keys that are none --- */

static void unknown_key(void **state) {
    struct server *s = *state;
    unsigned long before = server_state(s);
    (void)server_key(s, "la");
    struct run r = server_ssh(s, "la", NULL, "status", NULL);
    assert_int_equal(r.code, 255);
    nothing_came_of_it(s, &r, "a key that nobody has", before, rows_of_log(s));
    run_free(&r);
}

/* Beside the program's own answers a file of keys: the lines an administrator might write by hand,
 * or keep too long. Refused by the program itself. */
static void keys_kept_in_a_file(void **state) {
    struct server *s = *state;
    char text[2048];
    unsigned long before = server_state(s);
    const char *key = server_key(s, "cu");
    static const struct {
        const char *what, *rest; /* of the command, after the program */
    } lines[] = {
        {"an officer that is not there", " --as nobody"},
        {"a name that is none", " --as ../lan"},
        {"a name with an option", " --as lan --db /tmp/x"},
        {"somebody's name by a key that is not hers", " --as lan"},
        {"the first administrator's too", " --as quan-tri"},
        {"the program without a name", ""},
        {"another command of the program", " authorized-keys"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        (void)snprintf(text, sizeof text, "restrict,pty,command=\"%s%s\" %s\n", s->program,
                       lines[i].rest, key);
        server_authorized_file(s, text);
        struct run r = server_ssh(s, "cu", NULL, "status", NULL);
        assert_int_not_equal(r.code, 255); /* sshd let the key in */
        nothing_came_of_it(s, &r, lines[i].what, before, rows_of_log(s));
        run_free(&r);
    }
    server_authorized_file(s, "");
}

/* The forced command lost: the login shell of the account is the program, which opens nothing. */
static void a_key_without_its_command(void **state) {
    struct server *s = *state;
    char text[1024];
    static const char *const commands[] = {
        NULL,           "id",  "status", "--as lan", "authorized-keys", "cat /etc/passwd",
        "officer list", "init"};
    static const char *const sftp[] = {"-s", NULL};
    static const char *const terminal[] = {"-tt", NULL};
    unsigned long before = server_state(s);
    (void)snprintf(text, sizeof text, "%s\n", server_key(s, "mat"));
    server_authorized_file(s, text);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct run r = server_ssh(s, "mat", NULL, commands[i], NULL);
        assert_int_equal(r.code, 7);
        nothing_came_of_it(s, &r, commands[i] ? commands[i] : "a shell", before, rows_of_log(s));
        run_free(&r);
    }
    struct run r = server_ssh(s, "mat", sftp, "sftp", NULL);
    nothing_came_of_it(s, &r, "sftp", before, rows_of_log(s));
    run_free(&r);
    r = server_ssh(s, "mat", terminal, NULL, NULL);
    assert_int_equal(r.code, 7);
    run_free(&r);
    server_authorized_file(s, "");
}

static void list_of_keys(struct server *s, char **out) {
    const char *const words[] = {"authorized-keys", NULL};
    struct run r = server_own(s, words, NULL);
    assert_int_equal(r.code, 0);
    *out = r.out;
    free(r.err);
}

/* Out at her next connection; by a list that is older than that, too. */
static void disabled_and_replaced(void **state) {
    struct server *s = *state;
    char *old = NULL;
    list_of_keys(s, &old);
    done(s, ADMIN, "officer disable nga", NULL);
    unsigned long before = server_state(s);
    if (s->root) {
        struct run r = server_ssh(s, NGA, NULL, "status", NULL);
        assert_int_equal(r.code, 255); /* sshd does not even know the key */
        nothing_came_of_it(s, &r, "a disabled officer", before, rows_of_log(s));
        run_free(&r);
    }
    server_authorized_file(s, old);
    struct run r = server_ssh(s, NGA, NULL, "status", NULL);
    assert_int_equal(r.code, 7);
    nothing_came_of_it(s, &r, "a disabled officer, by an old list", before, rows_of_log(s));
    run_free(&r);
    assert_int_equal(server_number(s, "SELECT count(*) FROM log WHERE verb = 'refused' AND officer"
                                      " = 'nga'"),
                     1);
    done(s, ADMIN, "officer set nga disabled=không", NULL);
    r = server_ssh(s, NGA, NULL, "status", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);

    /* a new key for the old one */
    done(s, ADMIN, "officer key remove nga SHA256:", NULL);
    done(s, ADMIN, "officer key add nga -", server_key(s, "nga-2"));
    before = server_state(s);
    r = server_ssh(s, NGA, NULL, "status", NULL); /* still in the old list */
    assert_int_equal(r.code, 7);
    nothing_came_of_it(s, &r, "a replaced key", before, rows_of_log(s));
    run_free(&r);
    free(old);
    server_authorized_file(s, "");
    r = server_ssh(s, "nga-2", NULL, "status", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    r = server_ssh(s, NGA, NULL, "status", NULL);
    assert_int_equal(r.code, 255);
    run_free(&r);
}

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
    r = server_as(s, "nobody", "status", NULL);
    run_free(&r);
    heard(fd, "refused officer=nobody by=ssh from=127.0.0.1");
    r = server_as(s, HOA, "status; id", NULL);
    run_free(&r);
    heard(fd, "denied officer=hoa by=ssh");
    (void)close(fd);
}

int main(void) {
    static const struct CMUnitTest everywhere[] = {
        cmocka_unit_test(quick_commands),
        cmocka_unit_test(known_by_key_and_address),
        cmocka_unit_test(commands_that_are_none),
        cmocka_unit_test(files_of_the_server),
        cmocka_unit_test(rights_she_has_not),
        cmocka_unit_test(records_of_another_unit),
        cmocka_unit_test(lists_of_another_unit),
        cmocka_unit_test(other_uses_of_the_line),
        cmocka_unit_test(variables_from_the_client),
        cmocka_unit_test(a_second_command_on_the_line),
        cmocka_unit_test(unknown_key),
        cmocka_unit_test(keys_kept_in_a_file),
        cmocka_unit_test(keys_of_officers),
        cmocka_unit_test(disabled_and_replaced),
        cmocka_unit_test(files_by_standard_input),
    };
    enum { EVERYWHERE = sizeof everywhere / sizeof everywhere[0] };
    struct CMUnitTest tests[EVERYWHERE + 4];
    size_t n = 0;
    if (server_has_terminals()) {
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(screens_of_each_role);
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(disabled_at_her_screens);
    }
    memcpy(tests + n, everywhere, sizeof everywhere);
    n += EVERYWHERE;
    /* The account of the service, whose shell is the program, can be made by root only; and so can
     * the place where syslog listens, where nobody does. */
    if (getuid() == 0)
        tests[n++] = (struct CMUnitTest)cmocka_unit_test(a_key_without_its_command);
    if (getuid() == 0 && access("/dev/log", F_OK) != 0)
        tests[n++] = (struct CMUnitTest)cmocka_unit_test_teardown(syslog_is_told, stop_listening);
    return _cmocka_run_group_tests("ssh", tests, n, start, server_stop);
}
