/* store/store_backup.c - SQLite's online copy, put in place only when it is whole. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/backup.h"
#include "store/store_priv.h"

static ntm_rc fail_file(const char *path, ntm_diags *diags)
{
    return ntm_fail(diags, NTM_ESYSTEM, (ntm_place){.file = path}, "backup",
                    _("the copy cannot be written: %s"), strerror(errno));
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* All pages; for another command that holds the store as long is waited as any command waits. */
static ntm_rc copy_steps(ntm_store *store, ntm_store *to, ntm_diags *diags)
{
    sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", store->db, "main");
    if (!backup)
        return ntm_store_fail(to, diags);
    int64_t since = now_ms();
    int rc;
    bool busy = false;
    while (!busy && (rc = sqlite3_backup_step(backup, 256)) != SQLITE_DONE) {
        if (rc == SQLITE_OK)
            since = now_ms();
        else if (rc != SQLITE_BUSY && rc != SQLITE_LOCKED)
            break;
        else if (!(busy = now_ms() - since >= store->wait_ms))
            sqlite3_sleep(20);
    }
    rc = sqlite3_backup_finish(backup);
    if (busy)
        return ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-busy",
                        _("the store is in use by another program; nothing was changed"));
    return rc == SQLITE_OK ? NTM_OK : ntm_store_fail(to, diags);
}

/* Pages of one database into another; the settings of the copy are those of a new file. */
static ntm_rc copy_pages(ntm_store *store, const char *path, ntm_diags *diags)
{
    sqlite3 *copy = NULL;
    ntm_store to = {.path = (char *)path};
    int rc = sqlite3_open_v2(
        path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW, NULL);
    if (rc != SQLITE_OK) {
        errno = copy && sqlite3_system_errno(copy) ? sqlite3_system_errno(copy) : EIO;
        sqlite3_close(copy);
        return fail_file(path, diags);
    }
    to.db = copy;
    ntm_rc result = copy_steps(store, &to, diags);
    if (result == NTM_OK) {
        sqlite3_stmt *stmt = NULL;
        if (sqlite3_prepare_v2(copy, "PRAGMA integrity_check(1)", -1, &stmt, NULL) != SQLITE_OK ||
            sqlite3_step(stmt) != SQLITE_ROW ||
            strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") != 0)
            result = ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "store-damaged",
                              _("the store is damaged: %s"), "integrity_check");
        sqlite3_finalize(stmt);
    }
    if (sqlite3_close(copy) != SQLITE_OK && result == NTM_OK)
        result = ntm_fail(diags, NTM_ESYSTEM, ntm_store_place(store), "backup",
                          _("the copy cannot be written: %s"), "close");
    return result;
}

/* A file or folder to the disk. */
static bool flush(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    bool ok = file >= 0 && fsync(file) == 0;
    int error = errno;
    if (file >= 0)
        close(file);
    errno = error;
    return ok;
}

static bool flush_folder(const char *path)
{
    char *folder = ntm_xstrdup(path), *slash = strrchr(folder, '/');
    if (slash == folder)
        slash[1] = '\0';
    else if (slash)
        *slash = '\0';
    bool ok = flush(slash ? folder : ".", O_RDONLY | O_DIRECTORY);
    free(folder);
    return ok;
}

static bool same_bytes(const char *a, const char *b)
{
    char x[8192], y[8192];
    size_t nx = 1, ny;
    FILE *one = fopen(a, "rbe"), *other = fopen(b, "rbe");
    bool same = one && other;
    while (same && nx) {
        nx = fread(x, 1, sizeof x, one);
        ny = fread(y, 1, sizeof y, other);
        same = nx == ny && memcmp(x, y, nx) == 0 && !ferror(one) && !ferror(other);
    }
    if (one)
        fclose(one);
    if (other)
        fclose(other);
    return same;
}

static ntm_rc fail_exists(const char *path, ntm_diags *diags)
{
    return ntm_fail(diags, NTM_EUSAGE, (ntm_place){.file = path}, "backup-exists",
                    _("there is a file of this name; a copy is never written over another"));
}

/* Give the copy its name, and write over no other file: by a link, or, on a disk that has none (a stick
 * with FAT), by a rename that minds. */
static ntm_rc name_it(const char *part, const char *path, ntm_diags *diags)
{
    if (link(part, path) == 0 || ((errno == EPERM || errno == EOPNOTSUPP) &&
                                  renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0))
        return NTM_OK;
    if (errno != EEXIST)
        return fail_file(path, diags);
    return same_bytes(part, path) ? NTM_OK : fail_exists(path, diags);
}

ntm_rc ntm_store_copy(ntm_store *store, const char *path, ntm_diags *diags)
{
    size_t length = strlen(path) + sizeof ".part";
    char *part = ntm_xmalloc(length);
    snprintf(part, length, "%s.part", path);
    unlink(part); /* of a copy that was interrupted */
    ntm_rc rc = copy_pages(store, part, diags);
    if (rc == NTM_OK && !flush(part, O_RDONLY))
        rc = fail_file(part, diags);
    if (rc == NTM_OK)
        rc = name_it(part, path, diags);
    if (rc == NTM_OK && !flush_folder(path))
        rc = fail_file(path, diags);
    unlink(part);
    free(part);
    return rc;
}

ntm_rc ntm_store_backup(ntm_store *store, const char *path, ntm_diags *diags)
{
    assert(store && store->db && path);
    struct stat status;
    return lstat(path, &status) == 0 ? fail_exists(path, diags)
                                     : ntm_store_copy(store, path, diags);
}
