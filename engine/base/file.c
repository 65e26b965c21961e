/* base/file.c - see the header. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"

/* Open a regular file for reading; nothing waits for a pipe or a device. */
static ntm_rc open_regular(const char *path, int *fd_out, struct stat *info, ntm_diags *diags)
{
    ntm_place place = {.file = path};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return ntm_fail(diags, NTM_EINPUT, place, "cannot-open", _("cannot open the file: %s"),
                        strerror(errno));
    if (fstat(fd, info) != 0 || !S_ISREG(info->st_mode)) {
        close(fd);
        return ntm_fail(diags, NTM_EINPUT, place, "not-a-file", _("not a regular file"));
    }
    *fd_out = fd;
    return NTM_OK;
}

ntm_rc ntm_file_read(const char *path, size_t limit, char **data_out, size_t *length_out,
                     ntm_diags *diags)
{
    ntm_place place = {.file = path};
    char *data = NULL;
    size_t length = 0;
    int fd;
    struct stat info;
    ntm_rc rc = open_regular(path, &fd, &info, diags);
    if (rc != NTM_OK)
        return rc;
    if ((size_t)info.st_size > limit) {
        rc = ntm_fail(diags, NTM_EINPUT, place, "too-large",
                      _("the file has %lld bytes; at most %zu are read"), (long long)info.st_size,
                      limit);
        goto done;
    }
    data = ntm_xmalloc((size_t)info.st_size + 2);
    for (;;) { /* one byte more than promised, to notice a file that grows */
        ssize_t got = read(fd, data + length, (size_t)info.st_size + 1 - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            rc = ntm_fail(diags, NTM_ESYSTEM, place, "read-error", _("reading failed: %s"),
                          strerror(errno));
            goto done;
        }
        length += (size_t)got;
        if (got == 0)
            break;
        if (length > (size_t)info.st_size) {
            rc = ntm_fail(diags, NTM_EINPUT, place, "changing",
                          _("the file grew while it was read; try again"));
            goto done;
        }
    }
    data[length] = '\0';
    *data_out = data;
    *length_out = length;
    data = NULL;
done:
    free(data);
    close(fd);
    return rc;
}

ntm_rc ntm_file_digest(const char *path, char sha256_out[NTM_SHA256_TEXT], int64_t *size_out,
                       ntm_diags *diags)
{
    enum { PIECE = 1 << 16 };
    ntm_sha256_stream stream;
    uint8_t digest[NTM_SHA256_BYTES];
    int64_t size = 0;
    int fd;
    struct stat info;
    ntm_rc rc = open_regular(path, &fd, &info, diags);
    if (rc != NTM_OK)
        return rc;
    char *piece = ntm_xmalloc(PIECE);
    ntm_sha256_begin(&stream);
    for (ssize_t got; (got = read(fd, piece, PIECE)) != 0;) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            rc = ntm_fail(diags, NTM_ESYSTEM, (ntm_place){.file = path}, "read-error",
                          _("reading failed: %s"), strerror(errno));
            break;
        }
        ntm_sha256_add(&stream, piece, (size_t)got);
        size += got;
    }
    ntm_sha256_end(&stream, digest);
    ntm_hex(digest, sizeof digest, sha256_out);
    *size_out = size;
    free(piece);
    close(fd);
    return rc;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

/* A new file beside path, named in temporary (freed by the caller); -1 and errno when it can't be.
 * The mode is what the user's umask leaves, as for any file a program makes. */
static int open_beside(const char *path, char **temporary)
{
    size_t size = strlen(path) + 40;
    *temporary = ntm_xmalloc(size);
    int fd = -1;
    for (int attempt = 0; fd < 0 && attempt < 100; attempt++) {
        snprintf(*temporary, size, "%s.%ld.%d.tmp", path, (long)getpid(), attempt);
        fd = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    return fd;
}

/* What the rename did is on the disk only once the directory is. Best effort: some file systems
 * refuse to sync directories, and the file itself is whole by now. */
static void sync_directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *directory = ntm_xstrdup(slash ? path : ".");
    if (slash)
        directory[slash == path ? 1 : slash - path] = '\0';
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(directory);
}

static bool replace_file(const char *path, const void *bytes, size_t length, mode_t mode)
{
    char *temporary = NULL;
    int fd = open_beside(path, &temporary);
    bool ok = fd >= 0;
    if (ok) {
        ok = (mode == 0 || fchmod(fd, mode) == 0) && write_all(fd, bytes, length) && fsync(fd) == 0;
        int error = errno;
        if (close(fd) != 0 && ok) {
            ok = false;
            error = errno;
        }
        if (ok && rename(temporary, path) != 0) {
            ok = false;
            error = errno;
        }
        if (!ok) {
            unlink(temporary);
            errno = error;
        }
    }
    int error = errno;
    free(temporary);
    if (ok)
        sync_directory_of(path);
    errno = error;
    return ok;
}

/* A terminal, a pipe, /dev/null: there is nothing to replace, the bytes go into it. */
static bool write_into(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, bytes, length);
    int error = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    errno = error;
    return ok;
}

ntm_rc ntm_file_write(const char *path, const void *bytes, size_t length, ntm_diags *diags)
{
    ntm_place place = {.file = path};
    struct stat info;
    bool there = stat(path, &info) == 0, ok;
    if (there && S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        ok = false;
    } else if (there && !S_ISREG(info.st_mode)) {
        ok = write_into(path, bytes, length);
    } else if (there) { /* through a symbolic link: what it points to is what is replaced */
        char *real = realpath(path, NULL);
        ok = real && replace_file(real, bytes, length, info.st_mode & 0777);
        int error = errno;
        free(real);
        errno = error;
    } else {
        ok = replace_file(path, bytes, length, 0);
    }
    if (!ok)
        return ntm_fail(diags, NTM_ESYSTEM, place, "cannot-write", _("cannot write the file: %s"),
                        strerror(errno));
    return NTM_OK;
}
