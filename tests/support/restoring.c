#include "support/restoring.h"
#include "support/forger.h"
#include "support/test.h"
#include "support/whole.h"
#include "thidua/backup.h"
#include "thidua/record.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *restoring_at(const struct office *o, const char *name) {
    static char path[4][512];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", o->dir, name);
    return path[next];
}

int restoring_files(const struct office *o) {
    DIR *d = opendir(o->dir);
    int n = 0;
    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2;
}

void restoring_write(const char *path, off_t from, const void *bytes, size_t n) {
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, n, from), (ssize_t)n);
    close(fd);
}

void restoring_junk(const char *path, off_t from, size_t n) {
    char bytes[8192];
    assert_true(n <= sizeof bytes);
    memset(bytes, 0x5a, sizeof bytes);
    restoring_write(path, from, bytes, n);
}

const char *restoring_phone(struct office *o) {
    struct unit u;
    if (record_get_code(&o->session, &kinds[KIND_UNIT], "hai-anh", &o->arena, &u, &o->err))
        fail_msg("%s", o->err.message);
    return u.phone;
}

int restoring_setup(void **state) {
    office_setup_sample(state);
    struct office *o = *state;
    struct backup_done done;
    office_phone(o, "0911 111 111");
    assert_int_equal(backup_make(&o->session, restoring_at(o, "ban.db"), &o->arena, &done, &o->err),
                     RC_OK);
    office_phone(o, "0922 222 222");
    return 0;
}

void restoring_leave(struct office *o) {
    session_close(&o->session);
    db_close(&o->db);
}

void restoring_come_again(struct office *o) {
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    date today = o->session.today;
    if (db_open(o->path, &o->db, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    if (session_open(&o->session, o->db, o->campaign, &claim, today, &o->err))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
}

enum rc restoring_as(struct office *o, const char *from, const struct claim *claim,
                     struct restore_done *done) {
    memset(done, 0, sizeof *done);
    memset(&o->err, 0, sizeof o->err);
    return restore_file(o->path, from, o->campaign, claim, o->session.today, &o->arena, done,
                        &o->err);
}

enum rc restoring_now(struct office *o, const char *from, struct restore_done *done) {
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    return restoring_as(o, from, &claim, done);
}

struct restore_done restoring_done(struct office *o) {
    struct restore_done done;
    if (restoring_now(o, restoring_at(o, "ban.db"), &done))
        fail_msg("%s (%s)", o->err.message, o->err.cause);
    restoring_come_again(o);
    assert_string_equal(restoring_phone(o), "0911 111 111");
    assert_int_equal(forger_wrong(o->path), 0);
    whole_is_sound(o->path);
    return done;
}
