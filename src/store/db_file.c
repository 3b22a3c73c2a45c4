/* The file before SQLite touches it. SQLite would make a journal beside somebody else's database,
 * roll back what it finds there, or turn an empty file into a database; so what is not ours is
 * refused from its first 100 bytes (sqlite.org/fileformat2.html, 1.3). */
#include "parts.h"

#include "thidua/text.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

enum { HEADER = 100, HEADER_VERSION = 60, HEADER_APPLICATION = 68 };

/* The sentence for what the system said about the file. */
static enum rc refused(const char *path, int code, struct err *e) {
    char shown[TEXT_QUOTE_SIZE];
    text_quote(path, shown);
    enum rc rc = RC_IO;
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        rc = err_set(e, RC_MISSING,
                     "Không có cơ sở dữ liệu %s; hãy xem lại đường dẫn, hoặc tạo bằng lệnh "
                     "“thidua init”.",
                     shown);
        break;
    case EACCES:
    case EPERM:
        rc = err_set(e, RC_DENIED,
                     "Không có quyền mở cơ sở dữ liệu %s; hãy nhờ người quản trị mở quyền.", shown);
        break;
    case EEXIST:
        rc = err_set(e, RC_CONFLICT,
                     "Đã có tệp %s; hãy chọn tên khác, hoặc dùng cơ sở dữ liệu đang có.", shown);
        break;
    case ELOOP:
        rc =
            err_set(e, RC_IO,
                    "%s là liên kết tới nơi khác nên không mở; hãy cho đường dẫn thật của cơ sở dữ "
                    "liệu.",
                    shown);
        break;
    case EISDIR:
        rc = err_set(e, RC_IO, "%s là một thư mục; hãy cho tên của tệp cơ sở dữ liệu.", shown);
        break;
    case ENOSPC:
    case EDQUOT:
        rc = err_set(e, RC_IO, "Đĩa đã đầy, không ghi được %s; hãy báo người quản trị.", shown);
        break;
    case EROFS:
        rc =
            err_set(e, RC_IO, "Đĩa chỉ cho đọc, không ghi được %s; hãy báo người quản trị.", shown);
        break;
    case ENOMEM:
        return err_nomem(e);
    default:
        rc = err_set(e, RC_IO, "Hệ thống không mở được %s; hãy báo người quản trị.", shown);
    }
    err_cause(e, "%s: %s", path, strerror(code));
    return rc;
}

enum rc db_file_resolve(const char *path, char **out, struct err *e) {
    enum rc rc = RC_OK;
    char *full = NULL;
    char *for_dir = strdup(path);
    char *for_base = strdup(path);
    char *dir = NULL;
    if (for_dir == NULL || for_base == NULL) {
        rc = err_nomem(e);
        goto done;
    }
    const char *base = basename(for_base);
    const char *folder = dirname(for_dir);
    dir = realpath(folder, NULL);
    if (dir == NULL) {
        char shown[TEXT_QUOTE_SIZE];
        rc = errno == ENOENT || errno == ENOTDIR
                 ? err_set(e, RC_MISSING,
                           "Không có thư mục %s; hãy xem lại đường dẫn, hoặc tạo thư mục trước.",
                           text_quote(folder, shown))
                 : refused(path, errno, e);
        goto done;
    }
    size_t size = strlen(dir) + strlen(base) + 2;
    full = malloc(size);
    if (full == NULL) {
        rc = err_nomem(e);
        goto done;
    }
    (void)snprintf(full, size, "%s/%s", strcmp(dir, "/") == 0 ? "" : dir, base);
    *out = full;
done:
    free(dir);
    free(for_dir);
    free(for_base);
    return rc;
}

bool db_file_network(unsigned long type) {
    static const unsigned long network[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x01021997, /* 9p */
        0x00C36400, /* Ceph */
        0x5346414F, /* AFS */
        0x73757245, /* Coda */
        0x0BD00BD0, /* Lustre */
        0x01161970, /* GFS2 */
        0x7461636F, /* OCFS2 */
    };
    for (size_t i = 0; i < sizeof network / sizeof network[0]; i++)
        if ((type & 0xFFFFFFFFUL) == network[i])
            return true;
    return false;
}

static enum rc check_disk(int fd, const char *path, struct err *e) {
    struct statfs fs;
    if (fstatfs(fd, &fs) != 0)
        return refused(path, errno, e);
    if (!db_file_network((unsigned long)fs.f_type))
        return RC_OK;
    char shown[TEXT_QUOTE_SIZE];
    return err_set(e, RC_INVALID,
                   "%s nằm trên ổ đĩa mạng, nơi dữ liệu có thể hỏng khi nhiều người cùng ghi; hãy "
                   "đặt cơ sở dữ liệu trên đĩa của chính máy này.",
                   text_quote(path, shown));
}

static unsigned long big_endian(const unsigned char *at) {
    return (unsigned long)at[0] << 24 | (unsigned long)at[1] << 16 | (unsigned long)at[2] << 8 |
           at[3];
}

/* The header is written with page 1 in one write, so a commit going on does not tear it. */
static enum rc check_header(int fd, const char *path, struct err *e) {
    unsigned char header[HEADER];
    char shown[TEXT_QUOTE_SIZE];
    text_quote(path, shown);
    ssize_t n = pread(fd, header, sizeof header, 0);
    if (n < 0)
        return refused(path, errno, e);
    if ((size_t)n < sizeof header || memcmp(header, "SQLite format 3", 16) != 0)
        return err_set(e, RC_DAMAGED,
                       "%s không phải là cơ sở dữ liệu của chương trình này; tệp được giữ nguyên. "
                       "Hãy xem lại đường dẫn.",
                       shown);
    if (big_endian(header + HEADER_APPLICATION) != DB_APPLICATION)
        return err_set(e, RC_DAMAGED,
                       "%s là cơ sở dữ liệu của một chương trình khác; tệp được giữ nguyên. Hãy "
                       "xem lại đường dẫn.",
                       shown);
    if (big_endian(header + HEADER_VERSION) > DB_VERSION)
        return err_set(
            e, RC_INVALID,
            "%s do bản thidua mới hơn tạo ra (dữ liệu bản %lu, chương trình này đọc được "
            "đến bản %d); tệp được giữ nguyên. Hãy cập nhật chương trình.",
            shown, big_endian(header + HEADER_VERSION), DB_VERSION);
    return RC_OK;
}

static enum rc check(const char *path, bool anywhere, struct err *e) {
    /* O_NONBLOCK: a pipe put in the file's place must not hang us. */
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return refused(path, errno, e);
    struct stat st;
    enum rc rc = RC_OK;
    if (fstat(fd, &st) != 0)
        rc = refused(path, errno, e);
    else if (S_ISDIR(st.st_mode))
        rc = refused(path, EISDIR, e);
    else if (!S_ISREG(st.st_mode))
        rc = refused(path, ENXIO, e);
    if (rc == RC_OK && !anywhere)
        rc = check_disk(fd, path, e);
    if (rc == RC_OK)
        rc = check_header(fd, path, e);
    (void)close(fd);
    return rc;
}

enum rc db_file_check(const char *path, struct err *e) {
    return check(path, false, e);
}

enum rc db_file_header(const char *path, struct err *e) {
    return check(path, true, e);
}

enum rc db_file_make(const char *path, struct err *e) {
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return refused(path, errno, e);
    enum rc rc = check_disk(fd, path, e);
    struct stat st;
    /* The umask may have taken bits away that we need. */
    if (rc == RC_OK && (fchmod(fd, 0600) != 0 || fstat(fd, &st) != 0))
        rc = refused(path, errno, e);
    else if (rc == RC_OK && (st.st_mode & 07777) != 0600) {
        char shown[TEXT_QUOTE_SIZE];
        rc = err_set(e, RC_INVALID,
                     "Nơi đặt %s không giữ được quyền riêng của tệp (chỉ chủ tệp đọc, ghi); hãy "
                     "đặt trên đĩa khác.",
                     text_quote(path, shown));
    }
    (void)close(fd);
    if (rc)
        (void)unlink(path);
    return rc;
}

static enum rc check_private(const char *path, const char *what, const char *mode, bool good,
                             struct err *e) {
    char shown[TEXT_QUOTE_SIZE];
    if (good)
        return RC_OK;
    return err_set(e, RC_DENIED,
                   "%s %s phải thuộc tài khoản của dịch vụ và chỉ tài khoản đó đọc, ghi được "
                   "(chmod %s); hãy báo người quản trị.",
                   what, text_quote(path, shown), mode);
}

enum rc db_file_private(const char *path, long account, struct err *e) {
    struct stat folder;
    struct stat file;
    char *copy = strdup(path);
    if (copy == NULL)
        return err_nomem(e);
    const char *dir = dirname(copy);
    bool good = lstat(dir, &folder) == 0 && S_ISDIR(folder.st_mode) &&
                (long)folder.st_uid == account && (folder.st_mode & 077) == 0;
    enum rc rc = check_private(dir, "Thư mục", "0700", good, e);
    free(copy);
    if (rc)
        return rc;
    /* A second name of the file could be anywhere. */
    good = lstat(path, &file) == 0 && S_ISREG(file.st_mode) && (long)file.st_uid == account &&
           (file.st_mode & 07177) == 0 && file.st_nlink == 1;
    return check_private(path, "Tệp", "0600", good, e);
}

void db_file_unjournal(const char *path) {
    char journal[PATH_MAX];
    int n = snprintf(journal, sizeof journal, "%s-journal", path);
    if (n > 0 && (size_t)n < sizeof journal)
        (void)unlink(journal);
}

void db_file_unmake(const char *path) {
    db_file_unjournal(path);
    (void)unlink(path);
}

/* The bytes SQLite's processes lock (sqlite.org/lockingv3.html; os.h: PENDING_BYTE and the 511
 * after it): who holds them all for writing has the file alone. */
enum rc db_file_lock(const char *path, int *fd, struct err *e) {
    enum { PENDING = 0x40000000, BYTES = 512, TRIES = 100, WAIT = 50 * 1000 * 1000 };
    const struct timespec wait = {.tv_nsec = WAIT};
    struct flock all = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = PENDING, .l_len = BYTES};
    *fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (*fd < 0)
        return refused(path, errno, e);
    int code = EAGAIN;
    for (int i = 0; i < TRIES && (code == EAGAIN || code == EACCES); i++) {
        if (i > 0)
            (void)nanosleep(&wait, NULL);
        code = fcntl(*fd, F_SETLK, &all) == 0 ? 0 : errno;
    }
    if (code == 0)
        return RC_OK;
    (void)close(*fd);
    *fd = -1;
    return code == EAGAIN || code == EACCES ? db_fail(NULL, SQLITE_BUSY, e)
                                            : refused(path, code, e);
}
