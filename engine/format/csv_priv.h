/* format/csv_priv.h - what the two files of the CSV reader share. */
#ifndef NTM_FORMAT_CSV_PRIV_H
#define NTM_FORMAT_CSV_PRIV_H

#include <stddef.h>

#include "base/diag.h"

/**
 * Check the bytes of a whole file before any row is read: size, files that are not CSV, UTF-8, NUL.
 * @param start_out  behind the byte order mark
 */
ntm_rc ntm_csv_check_bytes(const char *bytes, size_t length, const char *file, size_t *start_out,
                           ntm_diags *diags);

#endif
