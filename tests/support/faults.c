/* tests/support/faults.c - see the header. */
#include "support/faults.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <unistd.h>

static int counted, fail_at, fail_with; /* fail_at 0: never */
static bool once;
static int deleted, late_at; /* late_at 0: never */

void test_faults_at(int n, int code)
{
    counted = 0;
    fail_at = n;
    fail_with = code;
    once = code == TEST_FAULTS_KILL;
}

void test_faults_once(int n, int code)
{
    test_faults_at(n, code);
    once = true;
}

void test_faults_late(int n)
{
    fail_at = 0;
    deleted = 0;
    late_at = n;
}

void test_faults_none(void) { fail_at = late_at = 0; }

int test_faults_counted(void) { return counted; }

static int step(void)
{
    counted++;
    if (!fail_at || counted < fail_at || (once && counted > fail_at))
        return SQLITE_OK;
    if (fail_with == TEST_FAULTS_KILL)
        _exit(TEST_FAULTS_KILLED);
    return fail_with;
}

typedef struct layer {
    sqlite3_file base;
    sqlite3_file *below; /* behind this struct */
} layer;

static sqlite3_vfs *system_vfs;
#define BELOW(file) (((layer *)(file))->below)

static int layer_close(sqlite3_file *f)
{
    return BELOW(f)->pMethods ? BELOW(f)->pMethods->xClose(BELOW(f)) : SQLITE_OK;
}
static int layer_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return BELOW(f)->pMethods->xRead(BELOW(f), to, n, at);
}
static int layer_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    int rc = step();
    return rc ? rc : BELOW(f)->pMethods->xWrite(BELOW(f), from, n, at);
}
static int layer_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int rc = step();
    return rc ? rc : BELOW(f)->pMethods->xTruncate(BELOW(f), size);
}
static int layer_sync(sqlite3_file *f, int flags)
{
    int rc = step();
    (void)f, (void)flags; /* a killed process loses nothing that was written: no need to wait */
    return rc == SQLITE_FULL ? SQLITE_IOERR_FSYNC : rc;
}
static int layer_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return BELOW(f)->pMethods->xFileSize(BELOW(f), size);
}
static int layer_lock(sqlite3_file *f, int level)
{
    return BELOW(f)->pMethods->xLock(BELOW(f), level);
}
static int layer_unlock(sqlite3_file *f, int level)
{
    return BELOW(f)->pMethods->xUnlock(BELOW(f), level);
}
static int layer_reserved(sqlite3_file *f, int *out)
{
    return BELOW(f)->pMethods->xCheckReservedLock(BELOW(f), out);
}
static int layer_control(sqlite3_file *f, int op, void *arg)
{
    return BELOW(f)->pMethods->xFileControl(BELOW(f), op, arg);
}
static int layer_sector(sqlite3_file *f) { return BELOW(f)->pMethods->xSectorSize(BELOW(f)); }
static int layer_device(sqlite3_file *f)
{
    return BELOW(f)->pMethods->xDeviceCharacteristics(BELOW(f));
}

static const sqlite3_io_methods layer_methods = {
    .iVersion = 1,
    .xClose = layer_close,
    .xRead = layer_read,
    .xWrite = layer_write,
    .xTruncate = layer_truncate,
    .xSync = layer_sync,
    .xFileSize = layer_size,
    .xLock = layer_lock,
    .xUnlock = layer_unlock,
    .xCheckReservedLock = layer_reserved,
    .xFileControl = layer_control,
    .xSectorSize = layer_sector,
    .xDeviceCharacteristics = layer_device,
};

static int layer_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    layer *l = (layer *)file;
    l->below = (sqlite3_file *)(l + 1);
    l->base.pMethods = &layer_methods;
    int rc = system_vfs->xOpen(system_vfs, name, l->below, flags, out);
    if (rc != SQLITE_OK && !l->below->pMethods)
        l->base.pMethods = NULL;
    return rc;
}

static int layer_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    int rc = step();
    if (rc)
        return SQLITE_IOERR_DELETE;
    rc = system_vfs->xDelete(system_vfs, name, sync);
    return rc == SQLITE_OK && ++deleted == late_at ? SQLITE_IOERR_DIR_FSYNC : rc;
}

void test_faults_install(void)
{
    static sqlite3_vfs vfs;
    system_vfs = sqlite3_vfs_find(NULL);
    vfs = *system_vfs;
    vfs.zName = "faults";
    vfs.szOsFile = (int)sizeof(layer) + system_vfs->szOsFile;
    vfs.xOpen = layer_open;
    vfs.xDelete = layer_delete;
    sqlite3_vfs_register(&vfs, 1);
}
