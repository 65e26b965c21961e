/* history/kept.h - what a run kept under a digest, as JSON. */
#ifndef NTM_HISTORY_KEPT_H
#define NTM_HISTORY_KEPT_H

#include <jansson.h>

#include "store/store.h"

/**
 * @param out  a new reference; NULL on failure
 * @return NTM_OK; NTM_EUSAGE: the bytes are not there; NTM_ESYSTEM: they are others, or no JSON
 */
ntm_rc ntm_kept_json(ntm_store *store, const char *sha256, json_t **out, ntm_diags *diags);

#endif
