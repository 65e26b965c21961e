/*
 * Fuzz the readers of ntm.decision/1 and ntm.dictionary/1 with bytes.
 *
 * What is taken must have one form: reading what was written gives the same hash, and nothing that
 * was taken is refused when it is read again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/document.h"
#include "support/document_hash.h"
#include "support/json_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

static void check_form(const ntm_document *document)
{
    json_t *json = ntm_document_json(document, true);
    ntm_document *again = NULL;

    if (ntm_document_read(json, &again, NULL) != NTM_OK ||
        strcmp(sha256_of(again), sha256_of(document)) != 0)
        abort();
    ntm_document_free(again);
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ntm_diags diags = {0};
    ntm_document *document;
    ntm_dictionary *dictionary;
    json_t *json;

    if (ntm_document_parse((const char *)data, size, "fuzz.json", &document, &diags) == NTM_OK) {
        if (diags.errors)
            abort();
        check_form(document);
        ntm_document_free(document);
    } else if (!diags.errors)
        abort(); /* refused without a word */
    ntm_diags_clear(&diags);

    json = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
    if (json && ntm_dictionary_read(json, &dictionary, &diags) == NTM_OK)
        ntm_dictionary_free(dictionary);
    json_decref(json);
    ntm_diags_clear(&diags);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    return test_json_mutate(data, size, max_size, seed);
}
