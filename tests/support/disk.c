#define _GNU_SOURCE /* unshare */
#include "support/disk.h"
#include "support/run.h"
#include "support/test.h"
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static char *folder;

static bool write_text(const char *path, const char *text) {
    int fd = open(path, O_WRONLY);
    bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0)
        (void)close(fd);
    return done;
}

/* Root has mounts of her own for the asking; others as root of a user namespace, in which they are
 * still who they are. */
bool disk_possible(void) {
    char map[64];
    uid_t uid = getuid();
    gid_t gid = getgid();
    if (uid != 0) {
        snprintf(map, sizeof map, "%u %u 1", uid, uid);
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) || !write_text("/proc/self/uid_map", map) ||
            !write_text("/proc/self/setgroups", "deny"))
            return false;
        snprintf(map, sizeof map, "%u %u 1", gid, gid);
        if (!write_text("/proc/self/gid_map", map))
            return false;
    } else if (unshare(CLONE_NEWNS)) {
        return false;
    }
    return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

void disk_make(int kilobytes) {
    char options[64];
    folder = run_folder();
    snprintf(options, sizeof options, "mode=0700,size=%dk", kilobytes);
    if (mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, options))
        fail_msg("tmpfs on %s", folder);
    assert_int_equal(setenv("TMPDIR", folder, 1), 0);
}

static const char *filler(void) {
    static char path[4200];
    snprintf(path, sizeof path, "%s/filler", folder);
    return path;
}

void disk_fill(void) {
    static const char page[4096] = "x";
    int fd = open(filler(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    assert_true(fd >= 0);
    while (write(fd, page, sizeof page) == (ssize_t)sizeof page)
        ;
    assert_int_equal(close(fd), 0);
}

void disk_empty(void) {
    assert_int_equal(unlink(filler()), 0);
}

void disk_read_only(bool only) {
    unsigned long flags = MS_REMOUNT | MS_NOSUID | MS_NODEV | (only ? MS_RDONLY : 0);
    if (mount("tmpfs", folder, "tmpfs", flags, NULL))
        fail_msg("%s cannot be remounted", folder);
}

void disk_end(void) {
    assert_int_equal(unsetenv("TMPDIR"), 0);
    assert_int_equal(umount(folder), 0);
    run_folder_remove(folder);
    free(folder);
    folder = NULL;
}
