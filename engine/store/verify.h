/*
 * store/verify.h - hold a store against its own ledger, and the ledger against checkpoints.
 *
 * Everything is reckoned from the bytes: digests of rows and objects, leaves, chain and root are made
 * anew, packed copies are packed anew, and the tables, triggers and views are compared with those
 * that this program lays. All findings are listed, not only the first.
 */
#ifndef NTM_STORE_VERIFY_H
#define NTM_STORE_VERIFY_H

#include "store/ledger.h"

/** A checkpoint from outside. Borrowed. */
typedef struct ntm_kept_checkpoint {
    const char *file; /**< for findings */
    ntm_checkpoint checkpoint;
} ntm_kept_checkpoint;

typedef struct ntm_verified {
    size_t findings;                /**< things that are not as they were written down */
    int64_t entries, imports, runs; /**< looked at */
    int64_t rows, objects, removed; /**< rows of imports; objects; of them without bytes */
    ntm_checkpoint checkpoint;      /**< of the store as it stands; size 0 where there is none */
} ntm_verified;

/**
 * @param diags  gets a finding for each thing that is wrong; give it a limit that holds them all
 * @return NTM_OK, whatever was found; NTM_ESYSTEM: the file cannot be read at all
 */
ntm_rc ntm_store_verify(ntm_store *store, const ntm_kept_checkpoint *kept, size_t nkept,
                        ntm_verified *out, ntm_diags *diags);

#endif
