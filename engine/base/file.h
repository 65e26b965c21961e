/* base/file.h - whole files in and out, with limits and clear findings. */
#ifndef NTM_BASE_FILE_H
#define NTM_BASE_FILE_H

#include <stddef.h>

#include "base/diag.h"
#include "base/hash.h"

/**
 * Read a regular file (opened once, O_NONBLOCK, no directories, pipes or devices).
 * @param limit  refuse files larger than this many bytes
 * @param data_out  the bytes and a NUL behind them; yours to free()
 * @return NTM_OK; NTM_EINPUT: missing, not regular, too large; NTM_ESYSTEM: read error
 */
ntm_rc ntm_file_read(const char *path, size_t limit, char **data_out, size_t *length_out,
                     ntm_diags *diags);

/**
 * SHA-256 and size of a regular file of any size, read in pieces (opened as ntm_file_read() does).
 * @return NTM_OK; NTM_EINPUT: missing, not regular; NTM_ESYSTEM: read error
 */
ntm_rc ntm_file_digest(const char *path, char sha256_out[NTM_SHA256_TEXT], int64_t *size_out,
                       ntm_diags *diags);

/**
 * Write a whole file: a temporary beside it, fsync, rename; nothing is left half written. A file that
 * is there keeps its mode, a symbolic link stays one; a device or pipe is written into.
 * @return NTM_OK; NTM_ESYSTEM
 */
ntm_rc ntm_file_write(const char *path, const void *bytes, size_t length, ntm_diags *diags);

#endif
