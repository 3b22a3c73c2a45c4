#include "support/faulty.h"
#include "support/test.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static struct {
    bool on, lasting, given;
    enum fault fault;
    long left;
} plan;

void faulty_start(enum fault fault, long call, bool lasting) {
    plan.on = true;
    plan.given = false;
    plan.lasting = lasting;
    plan.fault = fault;
    plan.left = call;
}

bool faulty_stop(void) {
    plan.on = false;
    return plan.given;
}

/* Is it this call's turn to fail? */
static bool fails(void) {
    if (!plan.on)
        return false;
    if (plan.left > 0)
        plan.left--;
    bool now = plan.left == 0 && (plan.lasting || !plan.given);
    plan.given = plan.given || now;
    return now;
}

/* --- files --- */

struct file {
    sqlite3_file base;
    sqlite3_file *real;
};

static sqlite3_file *real(sqlite3_file *f) {
    return ((struct file *)f)->real;
}

static int close_file(sqlite3_file *f) {
    int code = real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
    free(real(f));
    return code;
}

/* Reading fails only where everything does: a full disk can be read. */
static int read_file(sqlite3_file *f, void *out, int n, sqlite3_int64 at) {
    if (plan.fault == FAULT_IO && fails())
        return SQLITE_IOERR_READ;
    return real(f)->pMethods->xRead(real(f), out, n, at);
}

/* A write that fails may have come half way. */
static int write_file(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at) {
    if (fails()) {
        if (plan.fault == FAULT_IO && n > 1)
            (void)real(f)->pMethods->xWrite(real(f), bytes, n / 2, at);
        return plan.fault == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return real(f)->pMethods->xWrite(real(f), bytes, n, at);
}

static int truncate_file(sqlite3_file *f, sqlite3_int64 size) {
    if (plan.fault != FAULT_FULL && fails())
        return SQLITE_IOERR_TRUNCATE;
    return real(f)->pMethods->xTruncate(real(f), size);
}

static int sync_file(sqlite3_file *f, int flags) {
    (void)f;
    if (plan.fault == FAULT_IO && fails())
        return SQLITE_IOERR_FSYNC;
    (void)flags; /* nobody cuts the power of a test */
    return SQLITE_OK;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *out) {
    if (plan.fault == FAULT_IO && fails())
        return SQLITE_IOERR_FSTAT;
    return real(f)->pMethods->xFileSize(real(f), out);
}

static int lock(sqlite3_file *f, int level) {
    if (plan.fault == FAULT_IO && fails())
        return SQLITE_IOERR_LOCK;
    return real(f)->pMethods->xLock(real(f), level);
}

static int unlock(sqlite3_file *f, int level) {
    return real(f)->pMethods->xUnlock(real(f), level);
}

static int reserved(sqlite3_file *f, int *out) {
    if (plan.fault == FAULT_IO && fails())
        return SQLITE_IOERR_CHECKRESERVEDLOCK;
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int control(sqlite3_file *f, int what, void *arg) {
    return real(f)->pMethods->xFileControl(real(f), what, arg);
}

static int sector_size(sqlite3_file *f) {
    return real(f)->pMethods->xSectorSize(real(f));
}

static int characteristics(sqlite3_file *f) {
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

/* --- the file system --- */

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
    static const sqlite3_io_methods methods = {
        .iVersion = 1,
        .xClose = close_file,
        .xRead = read_file,
        .xWrite = write_file,
        .xTruncate = truncate_file,
        .xSync = sync_file,
        .xFileSize = file_size,
        .xLock = lock,
        .xUnlock = unlock,
        .xCheckReservedLock = reserved,
        .xFileControl = control,
        .xSectorSize = sector_size,
        .xDeviceCharacteristics = characteristics,
    };
    sqlite3_vfs *below = vfs->pAppData;
    struct file *mine = (struct file *)f;
    memset(mine, 0, sizeof *mine);
    if (plan.fault != FAULT_FULL && fails())
        return SQLITE_CANTOPEN;
    mine->real = calloc(1, (size_t)below->szOsFile);
    if (mine->real == NULL)
        return SQLITE_NOMEM;
    int code = below->xOpen(below, name, mine->real, flags, out);
    if (code == SQLITE_OK)
        mine->base.pMethods = &methods;
    else
        free(mine->real);
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync) {
    sqlite3_vfs *below = vfs->pAppData;
    if (plan.fault != FAULT_FULL && fails())
        return SQLITE_IOERR_DELETE;
    return below->xDelete(below, name, sync);
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
    sqlite3_vfs *below = vfs->pAppData;
    if (plan.fault == FAULT_IO && fails())
        return SQLITE_IOERR_ACCESS;
    return below->xAccess(below, name, flags, out);
}

/* In front of the one of this name; copies of ours are opened without locks. */
static void stand_before(const char *name, sqlite3_vfs *mine, bool by_default) {
    sqlite3_vfs *below = sqlite3_vfs_find(name);
    assert_non_null(below);
    *mine = *below;
    mine->pNext = NULL;
    mine->szOsFile = (int)sizeof(struct file);
    mine->pAppData = below;
    mine->xOpen = open_file;
    mine->xDelete = delete_file;
    mine->xAccess = access_file;
    assert_int_equal(sqlite3_vfs_unregister(below), SQLITE_OK);
    assert_int_equal(sqlite3_vfs_register(mine, by_default), SQLITE_OK);
}

void faulty_install(void) {
    static sqlite3_vfs shared, alone; /* SQLite keeps pointers to them */
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_SINGLETHREAD), SQLITE_OK);
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
    stand_before("unix-none", &alone, false);
    stand_before("unix", &shared, true);
}
