/*
 * cli/importing.h - files whose bytes are at hand into the store: one way for all commands that add
 * to it, so that all checks are the same.
 */
#ifndef NTM_CLI_IMPORTING_H
#define NTM_CLI_IMPORTING_H

#include "cli/session.h"

/** One file to import: path and bytes are given, the rest is filled. */
typedef struct ntm_import_file {
    const char *path; /**< as the user knows it */
    char *bytes;      /**< freed by ntm_import_files_clear() */
    size_t length;
    ntm_intake_kind kind;
    ntm_intake_report report;
    ntm_dataset *rows;
} ntm_import_file;

/**
 * Open the store for writing, read the files in order against what it holds, check them (cells,
 * plausibility, papers and their files) and write them as imports: all or nothing. With --dry-run
 * nothing is written.
 * @param session  with the rules open and without data; afterwards its store and dataset are there
 * @param done     by file; filled when they were written
 * @return NTM_OK; NTM_EINPUT: mistakes, all of them told; NTM_ESYSTEM
 */
ntm_rc ntm_importing(ntm_session *session, ntm_import_file *files, int count,
                     ntm_import_done *done);
/** Tell what was imported (done NULL: nothing was, --dry-run), as text or JSON; the exit code. */
int ntm_import_print(const ntm_args *args, const ntm_import_file *files,
                     const ntm_import_done *done, int count);
void ntm_import_files_clear(ntm_import_file *files, int count);

#endif
