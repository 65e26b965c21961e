/* cli/paper_files.h - the scanned files of papers on disk: where they are, what their digest is. */
#ifndef NTM_CLI_PAPER_FILES_H
#define NTM_CLI_PAPER_FILES_H

#include "model/dataset.h"

/**
 * Where the file of a paper is looked for: its path as it is when absolute, else below root.
 * @param root  NULL: the folder of the data file that names it (paper->file), else here
 * @return yours to free()
 */
char *ntm_paper_file(const ntm_evidence *paper, const char *root);

/**
 * Digests and sizes of the files that the rows of an evidence file name, into the rows. Only files at
 * or below the folder of the data file are looked at: a path that leads elsewhere is recorded as
 * it is given. A file that is not there is a warning where no digest is given either.
 * @return NTM_OK; NTM_EINPUT: a file has another digest or size than its row says; NTM_ESYSTEM
 */
ntm_rc ntm_paper_files_digest(ntm_dataset *rows, ntm_diags *diags);

#endif
