/* Memory first, then a file without a name. No library: stdio's own open_memstream has no bound. */
#include "thidua/spool.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

static enum rc full(struct err *e) {
    err_set(
        e, RC_IO,
        "Không ghi được tệp tạm, có lẽ đĩa đã đầy: hãy giải phóng chỗ trong thư mục tạm rồi làm "
        "lại.");
    return err_cause(e, "spool: %s", strerror(errno));
}

enum rc spool_add(struct spool *s, const char *bytes, size_t n, struct err *e) {
    if (!s->file && s->memory.len + n <= SPOOL_MEMORY) {
        buf_add(&s->memory, bytes, n);
        if (s->memory.failed)
            return err_nomem(e);
        s->size += n;
        return RC_OK;
    }
    if (!s->file) {
        s->file = tmpfile();
        if (!s->file)
            return full(e);
        if (s->memory.len && fwrite(s->memory.data, 1, s->memory.len, s->file) != s->memory.len)
            return full(e);
        buf_free(&s->memory);
    }
    if (n && fwrite(bytes, 1, n, s->file) != n)
        return full(e);
    s->size += n;
    return RC_OK;
}

enum rc spool_puts(struct spool *s, const char *text, struct err *e) {
    return spool_add(s, text, strlen(text), e);
}

enum rc spool_take(struct spool *s, struct buf *b, struct err *e) {
    if (b->failed)
        return err_nomem(e);
    enum rc rc = spool_add(s, buf_str(b), b->len, e);
    buf_clear(b);
    return rc;
}

FILE *spool_rewind(struct spool *s) {
    if (s->file) {
        if (fflush(s->file) || fseek(s->file, 0, SEEK_SET))
            return NULL;
        return s->file;
    }
    if (!s->size)
        return NULL;
    if (!s->reads)
        s->reads = fmemopen(s->memory.data, s->memory.len, "r");
    return s->reads;
}

static enum rc send_all(int fd, const char *bytes, size_t n, struct err *e) {
    while (n) {
        ssize_t sent = write(fd, bytes, n);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0) {
            int why = errno;
            err_set(e, RC_IO, "Không ghi được kết quả ra nơi nhận (tệp hoặc màn hình).");
            return err_cause(e, "%s", why == EPIPE ? "closed" : strerror(why));
        }
        bytes += sent;
        n -= (size_t)sent;
    }
    return RC_OK;
}

enum rc spool_send(struct spool *s, int fd, struct err *e) {
    if (!s->file)
        return send_all(fd, buf_str(&s->memory), s->memory.len, e);
    char block[16384];
    size_t n = 0;
    enum rc rc = spool_rewind(s) ? RC_OK : full(e);
    while (!rc && (n = fread(block, 1, sizeof block, s->file)))
        rc = send_all(fd, block, n, e);
    return !rc && ferror(s->file) ? full(e) : rc;
}

void spool_free(struct spool *s) {
    if (s->reads)
        fclose(s->reads);
    if (s->file)
        fclose(s->file);
    buf_free(&s->memory);
    *s = (struct spool){0};
}
