#include "thidua/identity.h"
#include "thidua/officer_key.h"
#include "thidua/service.h"
#include "thidua/text.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- what sshd says --- */

static bool is_number(const char *s, size_t n, size_t most) {
    return n > 0 && n <= most && strspn(s, "0123456789") >= n;
}

/* An IP address; of a link-local one also the name of the interface. */
static bool is_address(const char *s, size_t n) {
    char text[INET6_ADDRSTRLEN];
    unsigned char binary[sizeof(struct in6_addr)];
    size_t zone = 0;
    while (zone < n && s[zone] != '%')
        zone++;
    if (zone < n &&
        (n - zone < 2 || n - zone > 17 ||
         strspn(s + zone + 1, "abcdefghijklmnopqrstuvwxyz0123456789._-") < n - zone - 1))
        return false;
    if (!zone || zone >= sizeof text)
        return false;
    memcpy(text, s, zone);
    text[zone] = '\0';
    return inet_pton(AF_INET6, text, binary) == 1 ||
           (zone == n && inet_pton(AF_INET, text, binary) == 1);
}

/* SSH_CONNECTION: client, its port, server, its port (ssh(1), ENVIRONMENT). */
static bool read_connection(const char *s, char *address, size_t size) {
    for (int i = 0; i < 4; i++) {
        size_t n = strcspn(s, " ");
        if (i % 2 ? !is_number(s, n, 5) : !is_address(s, n))
            return false;
        if (i == 0)
            (void)snprintf(address, size, "%.*s", (int)n, s);
        if (s[n] != (i < 3 ? ' ' : '\0'))
            return false;
        s += n + (i < 3);
    }
    return true;
}

/* The file that sshd writes with ExposeAuthInfo: "publickey TYPE KEY", a line for each method. It
 * is as good as its owner. "": it does not say. */
static void read_fingerprint(const char *path, long account, char *out, size_t size) {
    enum { MOST = OFFICER_KEY_BYTES };
    static const char method[] = "publickey ";
    struct stat st;
    out[0] = '\0';
    int fd = path[0] == '/' ? open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    char *text = malloc(MOST);
    ssize_t n = -1;
    if (text && !fstat(fd, &st) && S_ISREG(st.st_mode) &&
        ((long)st.st_uid == account || st.st_uid == 0))
        n = read(fd, text, MOST - 1);
    (void)close(fd);
    if (n > 0) {
        struct arena a = {0};
        struct officer_key key;
        text[n] = '\0';
        size_t line = strcspn(text, "\n");
        size_t skip = sizeof method - 1;
        if (line > skip && !strncmp(text, method, skip) &&
            !officer_key_parse(text + skip, line - skip, &a, &key, NULL))
            (void)snprintf(out, size, "%s", key.fingerprint);
        arena_free(&a);
    }
    free(text);
}

/* --- the proofs --- */

/* The same for every reason: whoever tries learns nothing from it. */
static enum rc nobody(struct err *e) {
    return err_set(e, RC_DENIED,
                   "Không xác định được bạn là ai; hãy vào bằng khóa SSH hoặc bằng sudo, như người "
                   "quản trị đã hướng dẫn.");
}

static enum rc by_ssh(const struct caller *c, struct claim *out, struct err *e) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    struct claim claim = {.proof = PROOF_SSH, .uid = -1, .account = c->uid};
    size_t n = strlen(c->as);
    if (c->service <= 0 || c->uid != c->service || c->euid != c->uid || c->gid != c->egid ||
        c->sudo_uid || c->sudo_user || !c->ssh_connection || !c->ssh_user_auth)
        return nobody(e);
    if (!n || n >= sizeof claim.name || strspn(c->as, letters) != n ||
        !read_connection(c->ssh_connection, claim.address, sizeof claim.address))
        return nobody(e);
    read_fingerprint(c->ssh_user_auth, c->uid, claim.fingerprint, sizeof claim.fingerprint);
    if (!claim.fingerprint[0])
        return nobody(e);
    memcpy(claim.name, c->as, n + 1);
    *out = claim;
    return RC_OK;
}

static void name_of(long uid, char *out, size_t size) {
    const struct passwd *pw = getpwuid((uid_t)uid);
    size_t n = pw && pw->pw_name ? strlen(pw->pw_name) : 0;
    if (n > 0 && n < size && text_valid(pw->pw_name, n))
        memcpy(out, pw->pw_name, n + 1);
    else
        (void)snprintf(out, size, "uid-%ld", uid);
}

static enum rc by_sudo(const struct caller *c, struct claim *out, struct err *e) {
    size_t n = c->sudo_uid ? strlen(c->sudo_uid) : 0;
    if (!c->sudo_user || !is_number(c->sudo_uid ? c->sudo_uid : "", n, 10))
        return nobody(e);
    long uid = strtol(c->sudo_uid, NULL, 10);
    if (uid >= (long)UINT32_MAX) /* the last one means "none" to the kernel */
        return nobody(e);
    if (uid == 0 || uid == c->uid)
        return identity_local(c->uid, c->euid, out, e);
    *out = (struct claim){.proof = PROOF_SUDO, .uid = uid, .account = c->uid};
    name_of(uid, out->name, sizeof out->name);
    return RC_OK;
}

static enum rc somebody_else(struct err *e) {
    return err_set(e, RC_DENIED,
                   "Không xác định được người dùng: chương trình đang chạy bằng tài khoản khác "
                   "với tài khoản đăng nhập; hãy chạy trực tiếp bằng tài khoản của mình.");
}

enum rc identity_local(long real, long effective, struct claim *out, struct err *e) {
    if (real != effective)
        return somebody_else(e);
    *out = (struct claim){.proof = PROOF_LOCAL, .uid = real, .account = real};
    name_of(real, out->name, sizeof out->name);
    return RC_OK;
}

enum rc identity_decide(const struct caller *c, struct claim *out, struct err *e) {
    if (c->as)
        return by_ssh(c, out, e);
    struct claim claim;
    enum rc rc = c->gid == c->egid ? RC_OK : somebody_else(e); /* set-group-id */
    if (!rc)
        rc = identity_local(c->uid, c->euid, &claim, e);
    bool service = c->service > 0 && c->uid == c->service;
    if (!rc && service && (c->sudo_uid || c->sudo_user))
        rc = by_sudo(c, &claim, e);
    else if (!rc && service && c->ssh_connection)
        rc = nobody(e);
    if (!rc)
        *out = claim;
    return rc;
}

const char *identity_named(int argc, char *const *argv, const char *program) {
    static const char as[] = "--as";
    static const char as_name[] = " --as ";
    if (argc != 3)
        return NULL;
    if (!strcmp(argv[1], as))
        return argv[2];
    size_t n = strlen(program);
    bool shell = !strcmp(argv[1], "-c") && n && !strncmp(argv[2], program, n) &&
                 !strncmp(argv[2] + n, as_name, sizeof as_name - 1);
    return shell ? argv[2] + n + sizeof as_name - 1 : NULL;
}

void identity_look(const char *as, struct caller *out) {
    *out = (struct caller){.as = as,
                           .uid = (long)getuid(),
                           .euid = (long)geteuid(),
                           .gid = (long)getgid(),
                           .egid = (long)getegid(),
                           .service = service_account(),
                           .ssh_connection = getenv("SSH_CONNECTION"),
                           .ssh_user_auth = getenv("SSH_USER_AUTH"),
                           .ssh_command = getenv("SSH_ORIGINAL_COMMAND"),
                           .sudo_uid = getenv("SUDO_UID"),
                           .sudo_user = getenv("SUDO_USER")};
}
