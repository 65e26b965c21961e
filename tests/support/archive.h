/*
 * tests/support/archive.h - a small store in which everything that can be on record is: imports of
 * every kind of row, a withdrawn line and a withdrawn import, removed bytes, two runs.
 *
 * Imports: #1 units and successions; #2 figures; #3 titles, registrations, findings, papers; #4 two
 * figures (lines 2 and 3) and #5, which withdraws line 2; #6 a figure and a title, withdrawn as a
 * whole by #7. The bytes of #3 and #6 are removed. Run #1 knows up to #4, run #2 up to #7; both are
 * of the communes 15169 and 15170 on 31/12/2023, under test/1/2022 with its amendment test/2/2023.
 */
#ifndef NTM_TESTS_ARCHIVE_H
#define NTM_TESTS_ARCHIVE_H

#include "eval/evaluate.h"
#include "history/record.h"
#include "store/retract.h"
#include "store/verify.h"

typedef struct test_archive {
    char folder[64], path[96];
    ntm_store *store; /**< open for writing */
    ntm_catalogue *catalogue;
} test_archive;

/** A folder of its own under /tmp and an empty store in it. */
void test_archive_init(test_archive *a);
/** All of the above. */
void test_archive_fill(test_archive *a);
/** Close, and remove the folder with everything in it. */
void test_archive_clear(test_archive *a);

/** Imports #1, #2, #3, #4 and #6 one by one. */
ntm_rc test_archive_import(test_archive *a, int number, ntm_diags *diags);
/** An import of other rows; bytes are also the name of its file. */
ntm_rc test_archive_import_rows(test_archive *a, const char *bytes, const ntm_dataset *rows,
                                ntm_diags *diags);
ntm_rc test_archive_retract(test_archive *a, int64_t import, int64_t line, ntm_diags *diags);
ntm_rc test_archive_remove(test_archive *a, int64_t import, ntm_diags *diags);
/** Evaluate both communes as known up to an import, and record it. */
ntm_rc test_archive_record(test_archive *a, int64_t known, int64_t *number_out, ntm_diags *diags);
/** The same under test/3/2022, which asks for one yes. */
ntm_rc test_archive_record_small(test_archive *a, int64_t known, int64_t *number_out,
                                 ntm_diags *diags);

/** Close the store and open it again. */
void test_archive_reopen(test_archive *a);
/** What verify finds; the findings are printed when `print` is set. */
size_t test_archive_findings(const char *path, const ntm_kept_checkpoint *kept, bool print);

/** A figure as of 31/12/2023 for a dataset. */
void test_archive_figure(ntm_dataset *d, const char *unit, const char *field, const char *number,
                         int64_t line);

#endif
