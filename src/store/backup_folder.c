/* Names of backups and the folder they are in. */
#include "backup_parts.h"

#include "thidua/file.h"

#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char suffix[] = ".db";
static const char partial[] = ".partial-";
enum { SUFFIX = sizeof suffix - 1, A_DAY = 24 * 60 * 60 };

enum rc backup_place(const char *db_path, struct arena *a, struct place *out, struct err *e) {
    char *folder = arena_dup(a, db_path);
    char *base = arena_dup(a, db_path);
    if (folder == NULL || base == NULL)
        return err_nomem(e);
    out->folder = dirname(folder);
    base = basename(base);
    size_t n = strlen(base);
    if (n > SUFFIX && strcmp(base + n - SUFFIX, suffix) == 0)
        base[n - SUFFIX] = '\0';
    out->base = base;
    return RC_OK;
}

const char *backup_folder(const struct place *p, struct arena *a) {
    return arena_printf(a, "%s/backup", p->folder);
}

struct moment backup_now(void) {
    struct moment now = {.day = date_today()};
    time_t t = time(NULL);
    struct tm local;
    if (localtime_r(&t, &local) != NULL &&
        date_from_ymd(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, &now.day))
        now.second = (local.tm_hour * 60 + local.tm_min) * 60 + local.tm_sec;
    return now;
}

/* --- names --- */

void backup_name(const char *base, struct moment when, const struct chain_head *head,
                 struct buf *out) {
    char day[DATE_TEXT_SIZE];
    char text[CHAIN_TEXT_SIZE];
    buf_printf(out, "%s-%s-%02d%02d%02d-%s%s", base, date_iso(when.day, day), when.second / 3600,
               when.second / 60 % 60, when.second % 60, chain_text(head, text), suffix);
}

static bool two_digits(const char *s, int below, int *out) {
    if (strspn(s, "0123456789") < 2)
        return false;
    *out = (s[0] - '0') * 10 + (s[1] - '0');
    return *out < below;
}

/* Strictly what backup_name writes: what anybody else named is not ours to take away. */
static bool parse_name(const char *name, const char *base, struct backup *out) {
    enum { DAY = 10, TIME = 6 };
    char day[DAY + 1];
    char head[CHAIN_TEXT_SIZE];
    size_t n = strlen(base);
    size_t all = strlen(name);
    if (strncmp(name, base, n) != 0 || all < n + 1 + DAY + 1 + TIME + 1 + SUFFIX ||
        strcmp(name + all - SUFFIX, suffix) != 0)
        return false;
    const char *at = name + n;
    int hour;
    int minute;
    int second;
    if (at[0] != '-' || at[1 + DAY] != '-' || at[1 + DAY + 1 + TIME] != '-')
        return false;
    memcpy(day, at + 1, DAY);
    day[DAY] = '\0';
    const char *time = at + 1 + DAY + 1;
    if (!date_from_iso(day, &out->when.day) || !two_digits(time, 24, &hour) ||
        !two_digits(time + 2, 60, &minute) || !two_digits(time + 4, 60, &second))
        return false;
    out->when.second = (hour * 60 + minute) * 60 + second;
    at = time + TIME + 1;
    size_t rest = all - SUFFIX - (size_t)(at - name);
    if (rest >= sizeof head)
        return false;
    memcpy(head, at, rest);
    head[rest] = '\0';
    return chain_parse(head, &out->head, NULL) == RC_OK && strlen(out->head.digits) == CHAIN_DIGITS;
}

static int older_first(const void *left, const void *right) {
    const struct backup *a = left;
    const struct backup *b = right;
    int order = moment_compare(&a->when, &b->when);
    if (order != 0)
        return order;
    return (a->head.id > b->head.id) - (a->head.id < b->head.id);
}

/* --- the folder --- */

/* Every name in the folder, to `each`, which ends it by returning false. RC_OK without a folder. */
static enum rc each_name(const char *folder, bool (*each)(void *ctx, const char *name), void *ctx,
                         struct err *e) {
    DIR *d = opendir(folder);
    if (d == NULL)
        return errno == ENOENT ? RC_OK : file_failed(folder, "đọc", errno, e);
    struct dirent *entry = NULL;
    errno = 0;
    while ((entry = readdir(d)) != NULL && each(ctx, entry->d_name))
        errno = 0;
    int code = entry == NULL ? errno : 0;
    (void)closedir(d);
    return code == 0 ? RC_OK : file_failed(folder, "đọc", code, e);
}

struct found {
    const char *base;
    struct arena *arena;
    struct backup *list;
    size_t count, room;
};

static bool find(void *ctx, const char *name) {
    struct found *f = ctx;
    struct backup b;
    if (!parse_name(name, f->base, &b))
        return true;
    struct backup *list = arena_grow(f->arena, f->list, f->count, &f->room, sizeof *list);
    if (list == NULL)
        return false;
    f->list = list;
    b.name = arena_dup(f->arena, name);
    f->list[f->count++] = b;
    return !f->arena->failed;
}

enum rc backup_list(const char *folder, const char *base, struct arena *a, struct backup **out,
                    size_t *count, struct err *e) {
    struct found f = {.base = base, .arena = a};
    enum rc rc = each_name(folder, find, &f, e);
    if (rc == RC_OK && a->failed)
        rc = err_nomem(e);
    if (rc == RC_OK && f.count > 0)
        qsort(f.list, f.count, sizeof *f.list, older_first);
    *out = f.list;
    *count = rc ? 0 : f.count;
    return rc;
}

/* --- rotation --- */

static enum rc drop(const char *folder, const char *name, struct arena *a, struct err *e) {
    const char *path = arena_printf(a, "%s/%s", folder, name);
    if (path == NULL)
        return err_nomem(e);
    return unlink(path) == 0 || errno == ENOENT ? RC_OK : file_failed(path, "ghi", errno, e);
}

enum rc backup_rotate(const char *folder, const char *base, const char *last, struct moment now,
                      size_t *dropped, struct err *e) {
    struct arena a = {0};
    struct backup *list = NULL;
    size_t count = 0;
    *dropped = 0;
    enum rc rc = backup_list(folder, base, &a, &list, &count, e);
    struct moment *made = arena_array(&a, count + 1, sizeof *made);
    bool *keep = arena_array(&a, count + 1, sizeof *keep);
    if (made == NULL || keep == NULL) {
        arena_free(&a);
        return err_nomem(e);
    }
    if (rc == RC_OK) {
        for (size_t i = 0; i < count; i++)
            made[i] = list[i].when;
        rotation_choose(made, count, now, keep);
    }
    for (size_t i = 0; rc == RC_OK && i < count; i++) {
        if (keep[i] || strcmp(list[i].name, last) == 0)
            continue;
        rc = drop(folder, list[i].name, &a, e);
        *dropped += rc == RC_OK;
    }
    arena_free(&a);
    return rc;
}

/* --- files that are not backups yet --- */

struct leftovers {
    const char *folder, *base;
};

static bool drop_leftover(void *ctx, const char *name) {
    const struct leftovers *l = ctx;
    struct buf path = {0};
    struct stat st;
    size_t n = strlen(l->base);
    if (name[0] != '.' || strncmp(name + 1, l->base, n) != 0 ||
        strncmp(name + 1 + n, partial, sizeof partial - 1) != 0)
        return true;
    buf_printf(&path, "%s/%s", l->folder, name);
    if (!path.failed && lstat(path.data, &st) == 0 && S_ISREG(st.st_mode) &&
        time(NULL) - st.st_mtime > A_DAY)
        (void)unlink(path.data);
    buf_free(&path);
    return true;
}

enum rc backup_temporary(const char *folder, const char *base, struct arena *a, const char **out,
                         struct err *e) {
    struct leftovers l = {folder, base};
    *out = NULL;
    (void)each_name(folder, drop_leftover, &l, NULL); /* a folder nobody can read is told below */
    char *path = arena_printf(a, "%s/.%s%sXXXXXX", folder, base, partial);
    if (path == NULL)
        return err_nomem(e);
    int fd = mkstemp(path);
    if (fd < 0)
        return file_failed(folder, "ghi", errno, e);
    (void)fchmod(fd, S_IRUSR | S_IWUSR);
    (void)close(fd);
    *out = path;
    return RC_OK;
}

void backup_unmake(const char *path) {
    if (path != NULL)
        db_file_unmake(path);
}
