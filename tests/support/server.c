#include "support/child.h"
#include "support/server_parts.h"
#include "support/test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 10000 };

static const char separation[] = "/run/sshd"; /* compiled into sshd */

/* --- accounts --- */

void server_expect(const struct run *r, const char *what) {
    if (r->code)
        fail_msg("%s: exit %d: %s%s", what, r->code, r->out, r->err);
}

/* useradd and its like lock /etc/passwd, and give up at once where somebody else has the lock. */
static bool with_lock(const char *const *argv) {
    int64_t deadline = milliseconds() + PATIENCE;
    for (;;) {
        struct run r = run_program(argv, NULL, NULL, 0);
        int code = r.code;
        run_free(&r);
        if (code == 0)
            return true;
        if (code != 1 || milliseconds() > deadline)
            return false;
        (void)poll(NULL, 0, 50);
    }
}

void server_remove_account(const char *name) {
    if (getpwnam(name))
        (void)with_lock((const char *[]){"/usr/sbin/userdel", "-f", name, NULL});
}

bool server_make_account(const char *name, const char *home, const char *shell,
                         const char *groups) {
    server_remove_account(name);
    const char *argv[] = {"/usr/sbin/useradd",
                          "--system",
                          "--no-create-home",
                          "--home-dir",
                          home,
                          "--password",
                          "*",
                          "--shell",
                          shell,
                          name,
                          groups ? "-G" : NULL,
                          groups,
                          NULL};
    return with_lock(argv);
}

/* --- files --- */

void server_write(const char *path, const char *text, mode_t mode) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(fchmod(fd, mode), 0);
    assert_int_equal(close(fd), 0);
}

char *server_read(const char *path) {
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    text[fread(text, 1, (1 << 20) - 1, f)] = '\0';
    (void)fclose(f);
    return text;
}

const char *server_path(const struct server *s, const char *name) {
    static char paths[4][256];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    (void)snprintf(path, sizeof paths[0], "%s/%s", s->place, name);
    return path;
}

static void make_folder(const struct server *s, const char *name, mode_t mode, bool of_service) {
    const char *path = server_path(s, name);
    assert_int_equal(mkdir(path, mode), 0);
    assert_int_equal(chmod(path, mode), 0);
    if (of_service && s->root)
        assert_int_equal(chown(path, s->uid, s->gid), 0);
}

const char *server_public(const struct server *s, const char *name) {
    static char line[1024];
    char file[96];
    (void)snprintf(file, sizeof file, "keys/%s.pub", name);
    char *text = server_read(server_path(s, file));
    (void)snprintf(line, sizeof line, "%s", text);
    line[strcspn(line, "\n")] = '\0';
    free(text);
    return line;
}

const char *server_key(const struct server *s, const char *name) {
    char file[96];
    (void)snprintf(file, sizeof file, "keys/%s", name);
    const char *path = server_path(s, file);
    const char *argv[] = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "",
                          "-C",         name, "-f", path,      NULL};
    char proof[1100];
    struct run r = run_program(argv, NULL, NULL, 0);
    server_expect(&r, "ssh-keygen");
    run_free(&r);
    (void)snprintf(proof, sizeof proof, "publickey %s\n", server_public(s, name));
    (void)snprintf(file, sizeof file, "keys/%s.proof", name);
    server_write(server_path(s, file), proof, 0644);
    return server_public(s, name);
}

char *server_replaced(const char *text, const char *from, const char *to) {
    size_t room = strlen(text) + 1;
    for (const char *at = text; (at = strstr(at, from)) != NULL; at += strlen(from))
        room += strlen(to);
    char *out = calloc(1, room);
    assert_non_null(out);
    char *end = out;
    for (const char *at; (at = strstr(text, from)) != NULL; text = at + strlen(from))
        end += sprintf(end, "%.*s%s", (int)(at - text), text, to);
    (void)sprintf(end, "%s", text);
    return out;
}

char *server_log(const struct server *s) {
    return server_read(server_path(s, "sshd/log"));
}

/* --- setting up --- */

static void prepare_account(struct server *s) {
    const char *at = strrchr(s->place, '-');
    (void)snprintf(s->account, sizeof s->account, "tdc%s", at ? at : "");
    if (s->root && !server_make_account(s->account, server_path(s, "state"), s->program, NULL))
        fail_msg("cannot make the account %s", s->account);
    const struct passwd *pw = s->root ? getpwnam(s->account) : getpwuid(getuid());
    assert_non_null(pw);
    (void)snprintf(s->account, sizeof s->account, "%s", pw->pw_name);
    s->uid = pw->pw_uid;
    s->gid = pw->pw_gid;
}

static void prepare_files(struct server *s) {
    struct run r = run_program((const char *[]){"rm", "-rf", "--", s->place, NULL}, NULL, NULL, 0);
    server_expect(&r, "rm");
    run_free(&r);
    assert_int_equal(mkdir(s->place, 0755), 0);
    assert_int_equal(chmod(s->place, 0755), 0);
    make_folder(s, "bin", 0755, false);
    make_folder(s, "etc", 0755, false);
    make_folder(s, "keys", 0755, false);
    r = run_program((const char *[]){"install", "-m", "0755", getenv("SERVER"), s->program, NULL},
                    NULL, NULL, 0);
    server_expect(&r, "install");
    run_free(&r);
}

void server_officer(const struct server *s, const char *login, const char *words) {
    char command[600];
    (void)snprintf(command, sizeof command, "officer add %s name=%s %s", login, login, words);
    struct run r = server_as(s, ADMIN, command, NULL);
    server_expect(&r, command);
    run_free(&r);
    (void)snprintf(command, sizeof command, "officer key add %s -", login);
    r = server_as(s, ADMIN, command, server_key(s, login));
    server_expect(&r, command);
    run_free(&r);
}

/* `days` from today, as dd/mm/yyyy or mm/yyyy. */
static const char *day(int days, bool month) {
    static char texts[8][16];
    static unsigned turn;
    char *text = texts[turn++ % 8];
    time_t t = time(NULL) + (time_t)days * 86400;
    struct tm tm;
    (void)gmtime_r(&t, &tm);
    (void)strftime(text, sizeof texts[0], month ? "%m/%Y" : "%d/%m/%Y", &tm);
    return text;
}

/* The campaign of the program, in mid-course today: on a server nobody can say it is another day.
 */
static void prepare_campaign(const struct server *s) {
    const struct {
        const char *was, *is;
    } dates[] = {
        {"start = 10/2021", day(-31, true)},   {"before = 10/11/2021", day(10, false)},
        {"by = 15/01/2022", day(60, false)},   {"by = 18/01/2022", day(63, false)},
        {"from = 20/01/2022", day(65, false)}, {"to = 15/02/2022", day(90, false)},
        {"on = 08/03/2022", day(110, false)},
    };
    char *text = server_read("config/thidua.ini");
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        char line[64];
        int key = (int)(strchr(dates[i].was, '=') - dates[i].was);
        (void)snprintf(line, sizeof line, "%.*s= %s", key, dates[i].was, dates[i].is);
        assert_non_null(strstr(text, dates[i].was));
        char *next = server_replaced(text, dates[i].was, line);
        free(text);
        text = next;
    }
    server_write(server_path(s, "etc/thidua.ini"), text, 0644);
    free(text);
    text = server_read("config/ke-hoach.txt");
    server_write(server_path(s, "etc/ke-hoach.txt"), text, 0644);
    free(text);
}

static void prepare_database(const struct server *s) {
    (void)server_key(s, ADMIN);
    const char *const init[] = {"init",    "--service", "--admin",
                                ADMIN,     "--key",     server_path(s, "keys/" ADMIN ".pub"),
                                "--units", "-",         NULL};
    char *units = server_read("config/don-vi.csv");
    struct run r = server_own(s, init, units);
    server_expect(&r, "init");
    run_free(&r);
    free(units);
    server_officer(s, LAN, "role=district_officer");
    server_officer(s, HOA, "role=unit_officer unit=hai-anh");
    server_officer(s, NGA, "role=unit_officer unit=hai-ha");
    server_officer(s, LEADER, "role=leader");
    server_officer(s, VIEWER, "role=viewer unit=hai-anh");
}

/* --- sshd --- */

static int free_port(void) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, n), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
    assert_int_equal(close(fd), 0);
    return ntohs(at.sin_port);
}

/* config/deploy/sshd.conf for this account and program. */
static char *deployed(const struct server *s) {
    char *text = server_read("config/deploy/sshd.conf");
    char *program = server_replaced(text, "/usr/local/bin/thidua", s->program);
    char line[64];
    (void)snprintf(line, sizeof line, "Match User %s", s->account);
    char *user = server_replaced(program, "Match User thidua", line);
    (void)snprintf(line, sizeof line, "CommandUser %s", s->account);
    char *both = server_replaced(user, "CommandUser thidua", line);
    free(text);
    free(program);
    free(user);
    return both;
}

static void write_config(const struct server *s) {
    char *match = deployed(s);
    char *text = calloc(1, strlen(match) + 4096);
    assert_non_null(text);
    /* Of two values sshd takes the first. */
    (void)sprintf(text,
                  "Port %d\nListenAddress 127.0.0.1\nHostKey %s\nPidFile none\nUsePAM no\n"
                  "LogLevel VERBOSE\nStrictModes %s\nMaxStartups 100\n"
                  "Subsystem sftp /usr/lib/openssh/sftp-server\n"
                  "Match User %s\n    AuthorizedKeysFile %s\n%s%s",
                  s->port, server_path(s, "sshd/host"), s->root ? "yes" : "no", s->account,
                  server_path(s, "authorized_keys"),
                  s->root ? "" : "    AuthorizedKeysCommand none\n", match);
    server_write(server_path(s, "sshd/config"), text, 0644);
    free(text);
    free(match);
}

static void prepare_sshd(struct server *s) {
    make_folder(s, "sshd", 0755, false);
    const char *key[] = {
        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", server_path(s, "sshd/host"), NULL};
    struct run r = run_program(key, NULL, NULL, 0);
    server_expect(&r, "ssh-keygen");
    run_free(&r);
    s->port = free_port();
    char *host = server_read(server_path(s, "sshd/host.pub"));
    char known[1024];
    (void)snprintf(known, sizeof known, "[127.0.0.1]:%d %s", s->port, host);
    server_write(server_path(s, "known_hosts"), known, 0644);
    free(host);
    server_authorized_file(s, "");
    write_config(s);
}

static bool answers(int port) {
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    bool there = connect(fd, (const struct sockaddr *)&at, sizeof at) == 0;
    (void)close(fd);
    return there;
}

/* The accounts are the machine's and the place is the build folder's: tests take turns. */
static void take_turn(struct server *s) {
    s->turn = open(s->root ? "/run" : getenv("SERVER"), O_RDONLY | O_CLOEXEC);
    assert_true(s->turn >= 0);
    assert_int_equal(flock(s->turn, LOCK_EX), 0);
}

/* What the package of sshd would have made: the account and the folder of its process that talks to
 * strangers. */
static void separate(struct server *s) {
    if (!s->root)
        return;
    s->made_account = !getpwnam("sshd");
    if (s->made_account && !server_make_account("sshd", separation, "/usr/sbin/nologin", NULL))
        fail_msg("cannot make the account sshd");
    s->made_folder = mkdir(separation, 0755) == 0;
}

static void run_sshd(struct server *s) {
    const char *log = server_path(s, "sshd/log");
    const char *config = server_path(s, "sshd/config");
    const char *sshd = getenv("SSHD");
    s->sshd = fork();
    assert_true(s->sshd >= 0);
    if (s->sshd == 0) {
        child_environment(NULL);
        child_exec(sshd, (const char *[]){sshd, "-D", "-f", config, "-E", log, NULL});
    }
    int64_t deadline = milliseconds() + PATIENCE;
    while (!answers(s->port)) {
        if (milliseconds() > deadline || waitpid(s->sshd, NULL, WNOHANG) != 0)
            fail_msg("sshd does not answer; see %s", log);
        (void)poll(NULL, 0, 10);
    }
}

int server_prepare(void **state) {
    static struct server server; /* of one group */
    struct server *s = &server;
    if (!getenv("SERVER") || !getenv("SSHD") || !getenv("TEST_PLACE"))
        fail_msg("run by tests/run.sh, which says where the program and sshd are");
    *s = (struct server){.root = getuid() == 0};
    const char *place = getenv("TEST_PLACE");
    (void)snprintf(s->place, sizeof s->place, "%s", place);
    (void)snprintf(s->program, sizeof s->program, "%s/bin/thidua", place);
    (void)snprintf(s->db, sizeof s->db, "%s/state/thidua.db", place);
    *state = s;
    take_turn(s);
    prepare_files(s);
    prepare_account(s);
    make_folder(s, "state", 0700, true);
    prepare_campaign(s);
    prepare_database(s);
    return 0;
}

int server_start(void **state) {
    (void)server_prepare(state);
    struct server *s = *state;
    prepare_sshd(s);
    separate(s);
    run_sshd(s);
    return 0;
}

int server_stop(void **state) {
    struct server *s = *state;
    if (s->sshd > 0) {
        (void)kill(s->sshd, SIGTERM);
        (void)waitpid(s->sshd, NULL, 0);
    }
    if (s->root)
        server_remove_account(s->account);
    if (s->made_account)
        server_remove_account("sshd");
    if (s->made_folder)
        (void)rmdir(separation);
    run_folder_remove(s->place);
    (void)close(s->turn);
    return 0;
}
