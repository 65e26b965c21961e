/* store/store_read_priv.h - what the files that read a dataset out of a store share. */
#ifndef NTM_STORE_STORE_READ_PRIV_H
#define NTM_STORE_STORE_READ_PRIV_H

#include "store/store_priv.h"

/* A dataset being read. */
typedef struct ntm_store_reading {
    ntm_store *store;
    ntm_dataset *dataset;
    int64_t known;
    ntm_diags *diags;
    const char **files; /* by import number; texts in the dataset's arena */
    int64_t nfiles;
    int64_t
        *withdrawn; /* observations: pairs of import and row, rising; row 0: all of the import */
    size_t nwithdrawn;
} ntm_store_reading;

/* Each takes the row that a statement of store_read.c stands on. A row that none of our versions
 * wrote ends the reading with NTM_ESYSTEM. */
ntm_rc ntm_store_read_file(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_unit(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_succession(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_packed(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_title(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_registration(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_appraisal(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_evidence(ntm_store_reading *r, sqlite3_stmt *stmt);
ntm_rc ntm_store_read_withdrawn(ntm_store_reading *r, sqlite3_stmt *stmt);

/** By number of their text in the strings of the dataset (units and successions are read): whether
 *  rows of a code are needed for the codes, in whatever version. Yours to free(). */
bool *ntm_store_relatives(const ntm_dataset *dataset, const char *const *codes, size_t ncodes);
/** Whether a code is marked. */
bool ntm_store_wants(const bool *set, const ntm_dataset *dataset, const char *code);

#endif
