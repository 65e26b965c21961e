/*
 * store/ledger_priv.h - the ledger as the writers of store/ use it.
 *
 * An entry's record is canonical JSON: {"at", "body", "kind", "number", "seq"}, the body made from
 * the rows of the tables themselves. So verify makes it again from what stands there today and
 * compares, and an altered row is found by the entry that no longer fits it.
 */
#ifndef NTM_STORE_LEDGER_PRIV_H
#define NTM_STORE_LEDGER_PRIV_H

#include <jansson.h>

#include "base/merkle.h"
#include "store/store_priv.h"

/** Before the first entry. */
#define NTM_CHAIN_START "ntm-chain-v1"

/**
 * The record of an entry, made from the tables as they stand.
 * @param kind  "store", "import", "run" or "removal"
 * @param text_out  yours to free()
 * @return NTM_OK; NTM_EUSAGE: the tables have no such thing (nothing is said); NTM_ESYSTEM
 */
ntm_rc ntm_ledger_record(ntm_store *store, int64_t seq, const char *kind, int64_t number,
                         char **text_out, ntm_diags *diags);

/** Enter what was just written, as the next entry; within the transaction that is open. */
ntm_rc ntm_ledger_enter(ntm_store *store, const char *kind, int64_t number, ntm_diags *diags);

/** chain_n = SHA-256("ntm-chain-v1" || chain_{n-1} || leaf_n); chain_0 is 32 zero bytes. */
ntm_digest ntm_ledger_chain(ntm_digest before, ntm_digest leaf);

/** A row as an object of its columns; a text that is no UTF-8 was not written by us and becomes
 *  null, which fits no record. A new reference. */
json_t *ntm_ledger_row(sqlite3_stmt *stmt);
/** The body of a run's record (store_run.c): NULL with rc in *rc_out. A new reference. */
json_t *ntm_store_run_body(ntm_store *store, int64_t number, ntm_rc *rc_out, ntm_diags *diags);

#endif
