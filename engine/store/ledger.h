/*
 * store/ledger.h - proof that a store is what it was: one entry for all that was ever done to it,
 * chained by SHA-256, under a Merkle root that a short checkpoint carries out of the house.
 *
 * What it proves: that nothing was altered since it was written down, as far as a checkpoint from
 * outside reaches. Without one, whoever may write the file could make the whole ledger anew.
 * It never proves that a figure is true.
 */
#ifndef NTM_STORE_LEDGER_H
#define NTM_STORE_LEDGER_H

#include <jansson.h>

#include "base/merkle.h"
#include "model/checkpoint.h"
#include "store/store.h"

/** The checkpoint of the store as it stands: its name, its entries, their root, the last one's time.
 *  @return NTM_OK; NTM_EUSAGE: an empty store; NTM_ESYSTEM */
ntm_rc ntm_store_checkpoint(ntm_store *store, ntm_checkpoint *out, ntm_diags *diags);

/** The leaves of all entries, in order. *out is yours to free(). */
ntm_rc ntm_store_leaves(ntm_store *store, ntm_digest **out, size_t *count_out, ntm_diags *diags);

/**
 * The entry of a run: its place from 0, its record as it was entered, and the body that the tables
 * would give today, for comparing.
 * @param record_out  yours to free()
 * @param body_out    a new reference; NULL: not asked for
 * @return NTM_OK; NTM_EUSAGE: no such run; NTM_ESYSTEM
 */
ntm_rc ntm_store_run_entry(ntm_store *store, int64_t run, uint64_t *index_out, char **record_out,
                           json_t **body_out, ntm_diags *diags);

#endif
