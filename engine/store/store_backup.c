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

/* A minute at the usual wait of five seconds, counted from the last page that could be copied. */
enum { PATIENCE = 12 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* All steps of a copy; SQLITE_BUSY or SQLITE_LOCKED: another program let no page through. */
static int copy_steps(sqlite3_backup *backup, int wait_ms)
{
    int64_t last = now_ms();
    for (;;) {
        int rc = sqlite3_backup_step(backup, 256);
        if (rc == SQLITE_OK)
            last = now_ms();
        else if ((rc != SQLITE_BUSY && rc != SQLITE_LOCKED) ||
                 now_ms() - last >= (int64_t)wait_ms * PATIENCE)
            return rc;
        else
            sqlite3_sleep(20);
    }
}

/* Pages of one database into another; the settings of the copy are those of a new file. */
static ntm_rc copy_pages(ntm_store *store, const char *path, ntm_diags *diags)
{
    sqlite3 *copy = NULL;
    ntm_store to = {.path = store->path}; /* the user knows no other name */
    int rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
    if (rc != SQLITE_OK) {
        errno = copy && sqlite3_system_errno(copy) ? sqlite3_system_errno(copy) : EIO;
        sqlite3_close(copy);
        return fail_file(path, diags);
    }
    to.db = copy;
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", store->db, "main");
    if (backup) {
        copy_steps(backup, store->wait_ms);
        rc = sqlite3_backup_finish(backup); /* what the last step met */
    }
    ntm_rc result = rc == SQLITE_OK && backup ? NTM_OK : ntm_store_fail(&to, diags);
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

/*
 * An empty file beside the copy to be, under a name that nobody has: nothing of another is taken or
 * removed. Until it is whole only its owner may read it. Yours to free(); NULL: not made.
 */
static char *make_part(const char *path, ntm_diags *diags)
{
    static const char suffix[] = ".part.XXXXXX"; /* mkostemp() puts random characters for the X */
    size_t length = strlen(path) + sizeof suffix;
    char *part = ntm_xmalloc(length);
    snprintf(part, length, "%s%s", path, suffix);
    int file = mkostemp(part, O_CLOEXEC);
    if (file >= 0) {
        close(file); /* before SQLite has it open: closing would let go of its locks */
        return part;
    }
    fail_file(path, diags);
    free(part);
    return NULL;
}

/* Remove the file that make_part() made, and what SQLite may have left beside it. */
static void remove_part(const char *part)
{
    size_t length = strlen(part) + sizeof "-journal";
    char *journal = ntm_xmalloc(length);
    snprintf(journal, length, "%s-journal", part);
    unlink(journal);
    unlink(part);
    free(journal);
}

/* Who may read the store may read its copy, and nobody else. */
static ntm_rc take_mode(const ntm_store *store, const char *part, ntm_diags *diags)
{
    struct stat status;
    int file = open(part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool ok = file >= 0 && stat(store->resolved, &status) == 0 &&
              (fchmod(file, status.st_mode & 0777) == 0 || errno == EPERM ||
               errno == EOPNOTSUPP); /* FAT has no modes to keep */
    int error = errno;
    if (file >= 0)
        close(file);
    errno = error;
    return ok ? NTM_OK : fail_file(part, diags);
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

/* Whether link() failed because the file system has no hard links, as that of a memory stick. */
static bool no_links(int error)
{
    return error == EPERM || error == EOPNOTSUPP || error == EMLINK || error == ENOSYS;
}

/* A rename that writes over no other file; where the system has none, after a last look. */
static bool move(const char *part, const char *path)
{
    struct stat status;
    if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (lstat(path, &status) == 0)
        errno = EEXIST;
    else if (errno == ENOENT)
        return rename(part, path) == 0;
    return false;
}

/* Give the copy its name, by a link if that can be: so no other file is written over.
 * *part_left_out: it still has its first name too. */
static ntm_rc name_it(const char *part, const char *path, bool *part_left_out, ntm_diags *diags)
{
    *part_left_out = true;
    if (link(part, path) == 0)
        return NTM_OK;
    if (no_links(errno) && move(part, path)) {
        *part_left_out = false;
        return NTM_OK;
    }
    if (errno != EEXIST)
        return fail_file(path, diags);
    return same_bytes(part, path) ? NTM_OK : fail_exists(path, diags);
}

ntm_rc ntm_store_copy(ntm_store *store, const char *path, ntm_diags *diags)
{
    bool part_left = true;
    char *part = make_part(path, diags);
    if (!part)
        return NTM_ESYSTEM;
    ntm_rc rc = copy_pages(store, part, diags);
    if (rc == NTM_OK)
        rc = take_mode(store, part, diags);
    if (rc == NTM_OK && !flush(part, O_RDONLY))
        rc = fail_file(part, diags);
    if (rc == NTM_OK)
        rc = name_it(part, path, &part_left, diags);
    if (rc == NTM_OK && !flush_folder(path))
        rc = fail_file(path, diags);
    if (part_left)
        remove_part(part);
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
