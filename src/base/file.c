#include "thidua/file.h"

#include "thidua/text.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path is somebody's bytes: made harmless before it goes into an error. */
static void at_file(struct err *e, const char *path) {
    struct buf safe = {0};
    text_harmless(path, strlen(path), &safe);
    err_at(e, buf_str(&safe), 0);
    buf_free(&safe);
}

enum rc file_failed(const char *path, const char *doing, int code, struct err *e) {
    char shown[TEXT_QUOTE_SIZE];
    text_quote(path, shown);
    enum rc rc = RC_IO;
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        rc = err_set(e, RC_MISSING,
                     "Không %s được tệp %s: không có tệp hay thư mục này; hãy xem lại đường dẫn.",
                     doing, shown);
        break;
    case EACCES:
    case EPERM:
        rc = err_set(e, RC_DENIED,
                     "Không %s được tệp %s: không có quyền; hãy nhờ người quản trị mở quyền.",
                     doing, shown);
        break;
    case EISDIR:
        rc = err_set(e, RC_INVALID, "Không %s được %s: đó là một thư mục; hãy cho tên của một tệp.",
                     doing, shown);
        break;
    case ENAMETOOLONG:
    case ELOOP:
        rc = err_set(e, RC_INVALID, "Không %s được tệp %s: đường dẫn không dùng được; hãy xem lại.",
                     doing, shown);
        break;
    case ENOSPC:
    case EDQUOT:
        rc = err_set(e, RC_IO, "Không %s được tệp %s: đĩa đã đầy; hãy báo người quản trị.", doing,
                     shown);
        break;
    case EROFS:
        rc = err_set(e, RC_IO, "Không %s được tệp %s: đĩa chỉ cho đọc; hãy báo người quản trị.",
                     doing, shown);
        break;
    case ENOMEM:
        return err_nomem(e);
    default:
        rc = err_set(e, RC_IO, "Không %s được tệp %s: hệ thống báo lỗi; hãy báo người quản trị.",
                     doing, shown);
    }
    err_cause(e, "%s: %s", path, strerror(code));
    at_file(e, path);
    return rc;
}

static enum rc read_all(int fd, const char *path, size_t most, struct buf *out, struct err *e) {
    char block[16384];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return file_failed(path, "đọc", errno, e);
        if (n == 0)
            return out->failed ? err_nomem(e) : RC_OK;
        total += (size_t)n;
        if (total > most) {
            char shown[TEXT_QUOTE_SIZE];
            err_set(e, RC_INVALID,
                    "Tệp %s quá lớn: chỉ nhận đến %zu KB; hãy chia nhỏ hoặc xem có đúng tệp không.",
                    text_quote(path, shown), (most + 1023) / 1024);
            at_file(e, path);
            return RC_INVALID;
        }
        buf_add(out, block, (size_t)n);
    }
}

enum rc file_read(const char *path, size_t most, struct buf *out, struct err *e) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return file_failed(path, "đọc", errno, e);
    size_t before = out->len;
    struct stat st;
    enum rc rc;
    if (fstat(fd, &st) != 0)
        rc = file_failed(path, "đọc", errno, e);
    else if (S_ISDIR(st.st_mode))
        rc = file_failed(path, "đọc", EISDIR, e);
    else
        rc = read_all(fd, path, most, out, e);
    (void)close(fd);
    if (rc != RC_OK)
        buf_cut(out, before);
    return rc;
}

enum rc file_read_input(size_t most, struct buf *out, struct err *e) {
    size_t before = out->len;
    enum rc rc = read_all(STDIN_FILENO, "-", most, out, e);
    if (rc != RC_OK)
        buf_cut(out, before);
    return rc;
}

int file_sync_folder(const char *path) {
    char *copy = strdup(path);
    if (copy == NULL)
        return ENOMEM;
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(copy);
    if (fd < 0)
        return errno;
    int code =
        fsync(fd) == 0 || errno == EINVAL ? 0 : errno; /* EINVAL: folders need no sync here */
    (void)close(fd);
    return code;
}
