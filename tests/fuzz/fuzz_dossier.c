/*
 * Fuzz the check of dossiers with bytes: it must come back, and what it finds nothing wrong with is
 * in canonical form, to the byte.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "history/dossier.h"
#include "model/document.h"
#include "support/json_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ntm_dossier_checked checked;
    ntm_diags diags = {0};
    const char *text = (const char *)data;
    ntm_rc rc = ntm_dossier_check(text, size, "fuzz.json", NULL, &checked, &diags);
    if (rc == NTM_OK && checked.findings == 0) {
        size_t length;
        json_t *json = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
        char *canonical = ntm_json_canonical(json, &length);
        if (length + 1 != size || memcmp(canonical, text, length) != 0 || text[length] != '\n')
            abort();
        free(canonical);
        json_decref(json);
    } else if (!diags.errors) {
        abort(); /* refused without a word */
    }
    ntm_diags_clear(&diags);
    ntm_dossier_checked_clear(&checked);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    return test_json_mutate(data, size, max_size, seed);
}
