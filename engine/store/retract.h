/*
 * store/retract.h - what was wrong is withdrawn, with a reason; what may not be kept is removed, with
 * its digest staying. Neither is ever undone by deleting: both are entries of the ledger.
 */
#ifndef NTM_STORE_RETRACT_H
#define NTM_STORE_RETRACT_H

#include "store/store.h"

/** What to withdraw: a whole import, or what one line of its file said. */
typedef struct ntm_retract_request {
    int64_t import;
    int64_t line;       /**< 0: all of the import */
    const char *reason; /**< not empty */
    const ntm_import_by *by;
} ntm_retract_request;

typedef struct ntm_retract_done {
    int64_t number; /**< of the import that the retraction is; --known-at goes by it */
    int64_t rows;   /**< withdrawn */
} ntm_retract_done;

/**
 * Withdraw. Figures count no longer from the new import's number on; what was known before stays
 * known. Rows that are left must still name units that are there.
 * @return NTM_OK; NTM_EUSAGE: no such import, nothing in that line, withdrawn before;
 *         NTM_EINPUT: what is left would not fit (units that others name); NTM_ESYSTEM
 */
ntm_rc ntm_store_retract(ntm_store *store, const ntm_retract_request *request,
                         ntm_retract_done *done_out, ntm_diags *diags);

/**
 * Remove the kept bytes of an import's file (a list of persons, say); digest, size and rows stay.
 * The pages are overwritten in the file. Copies made before are beyond reach.
 * @return NTM_OK; NTM_EUSAGE: no such import, or removed before; NTM_ESYSTEM
 */
ntm_rc ntm_store_remove_bytes(ntm_store *store, int64_t import, const char *reason,
                              const ntm_import_by *by, char sha256_out[NTM_SHA256_TEXT],
                              ntm_diags *diags);

#endif
