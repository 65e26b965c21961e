/* history/kept.c - see the header. */
#include "history/kept.h"

#include <stdlib.h>

#include "base/i18n.h"

ntm_rc ntm_kept_json(ntm_store *store, const char *sha256, json_t **out, ntm_diags *diags)
{
    char *bytes = NULL;
    size_t length;
    ntm_rc rc = ntm_store_object(store, sha256, &bytes, &length, diags);
    *out = rc == NTM_OK ? json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL) : NULL;
    free(bytes);
    return rc != NTM_OK || *out
               ? rc
               : ntm_fail(diags, NTM_ESYSTEM, (ntm_place){.file = ntm_store_path(store)},
                          "store-damaged", _("the store is damaged: %s"), sha256);
}
