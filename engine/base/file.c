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

ntm_rc ntm_file_read(const char *path, size_t limit, char **data_out, size_t *length_out,
                     ntm_diags *diags)
{
    ntm_place place = {.file = path};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return ntm_fail(diags, NTM_EINPUT, place, "cannot-open", _("cannot open the file: %s"),
                        strerror(errno));
    char *data = NULL;
    size_t length = 0;
    ntm_rc rc = NTM_OK;
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        rc = ntm_fail(diags, NTM_EINPUT, place, "not-a-file", _("not a regular file"));
        goto done;
    }
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

ntm_rc ntm_file_write(const char *path, const void *bytes, size_t length, ntm_diags *diags)
{
    ntm_place place = {.file = path};
    size_t size = strlen(path) + 8;
    char *temporary = ntm_xmalloc(size);
    snprintf(temporary, size, "%s.XXXXXX", path);
    int fd = mkstemp(temporary);
    if (fd < 0) {
        free(temporary);
        return ntm_fail(diags, NTM_ESYSTEM, place, "cannot-write", _("cannot write here: %s"),
                        strerror(errno));
    }
    bool ok = fchmod(fd, 0644) == 0 && write_all(fd, bytes, length) && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    ok = ok && rename(temporary, path) == 0;
    int error = errno;
    if (!ok)
        unlink(temporary);
    free(temporary);
    if (!ok)
        return ntm_fail(diags, NTM_ESYSTEM, place, "cannot-write", _("writing failed: %s"),
                        strerror(error));
    return NTM_OK;
}
