#include "backup_parts.h"

#include "thidua/file.h"
#include "thidua/text.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where it goes. */
struct destination {
    const char *folder;
    const char *path; /* NULL until the head is known, unless it was named */
    bool rotate;
};

static enum rc default_folder(const struct place *p, struct arena *a, struct destination *t,
                              struct err *e) {
    t->folder = backup_folder(p, a);
    t->rotate = true;
    if (t->folder == NULL)
        return err_nomem(e);
    if (mkdir(t->folder, 0700) != 0 && errno != EEXIST)
        return file_failed(t->folder, "ghi", errno, e);
    return RC_OK;
}

static enum rc find_target(const struct place *p, const char *named, struct arena *a,
                           struct destination *t, struct err *e) {
    struct stat st;
    if (named == NULL)
        return default_folder(p, a, t, e);
    if (stat(named, &st) == 0 && S_ISDIR(st.st_mode)) {
        t->folder = named;
        return RC_OK;
    }
    size_t n = strlen(named);
    if (n == 0 || named[n - 1] == '/')
        return file_failed(named, "ghi", ENOENT, e);
    if (lstat(named, &st) == 0) {
        char shown[TEXT_QUOTE_SIZE];
        return err_set(e, RC_CONFLICT,
                       "Đã có tệp %s; bản sao lưu không ghi đè lên tệp nào, hãy đặt tên khác.",
                       text_quote(named, shown));
    }
    char *copy = arena_dup(a, named);
    t->path = named;
    t->folder = copy == NULL ? NULL : dirname(copy);
    return copy == NULL ? err_nomem(e) : RC_OK;
}

/* The copy, read again and found to be what was copied. */
static enum rc make_copy(struct session *s, const char *to, struct arena *a,
                         struct backup_done *out, struct err *e) {
    struct copy made;
    struct copy read;
    struct err why;
    struct stat st;
    enum rc rc = copy_make(s->db, to, &made, e);
    if (rc == RC_OK)
        rc = copy_check(to, &read, &out->chained, &why, e);
    if (rc == RC_OK && !copy_same(&made, &read))
        rc = err_set(e, RC_IO,
                     "Đọc lại thì bản sao không giống dữ liệu vừa chép; đĩa có thể bị lỗi, hãy báo "
                     "người quản trị.");
    if (rc == RC_OK && stat(to, &st) != 0)
        rc = file_failed(to, "đọc", errno, e);
    if (rc)
        return rc;
    out->head = made.head;
    out->rows = made.all;
    out->bytes = st.st_size;
    out->open = (st.st_mode & 077) != 0;
    out->why = out->chained ? NULL : arena_dup(a, why.message);
    return a->failed ? err_nomem(e) : RC_OK;
}

/* Its name, given only now that it deserves it. */
static enum rc give_name(const struct place *p, const struct destination *t, struct moment now,
                         const char *temporary, struct arena *a, struct backup_done *out,
                         struct err *e) {
    struct buf name = {0};
    out->path = t->path;
    if (t->path == NULL) {
        backup_name(p->base, now, &out->head, &name);
        out->path = name.failed ? NULL : arena_printf(a, "%s/%s", t->folder, buf_str(&name));
    }
    buf_free(&name);
    if (out->path == NULL)
        return err_nomem(e);
    if (rename(temporary, out->path) != 0)
        return file_failed(out->path, "ghi", errno, e);
    int code = file_sync_folder(out->path);
    if (code == 0)
        return RC_OK;
    (void)unlink(out->path);
    return file_failed(out->path, "ghi", code, e);
}

enum rc backup_make(struct session *s, const char *target, struct arena *a, struct backup_done *out,
                    struct err *e) {
    struct place p;
    struct destination t = {0};
    const char *temporary = NULL;
    struct moment now = backup_now();
    memset(out, 0, sizeof *out);
    enum rc rc = session_need(s, CAP_MAINTAIN, e);
    if (rc)
        return rc;
    rc = backup_place(db_path(s->db), a, &p, e);
    if (rc == RC_OK)
        rc = find_target(&p, target, a, &t, e);
    if (rc == RC_OK)
        rc = backup_temporary(t.folder, p.base, a, &temporary, e);
    if (rc == RC_OK)
        rc = make_copy(s, temporary, a, out, e);
    if (rc == RC_OK)
        rc = give_name(&p, &t, now, temporary, a, out, e);
    if (rc) {
        backup_unmake(temporary);
        err_about(e, "Chưa sao lưu được");
        return rc;
    }
    session_tell_head(s, NOTICE_BACKUP, &out->head);
    if (!t.rotate || !out->chained)
        return RC_OK;
    rc = backup_rotate(t.folder, p.base, strrchr(out->path, '/') + 1, now, &out->dropped, e);
    if (rc)
        err_about(e, "Đã sao lưu, nhưng chưa bỏ được bản cũ");
    return rc;
}
