/* Fuzz the reader of packed figures: every text of every row lies in the blob, with its NUL. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_pack.h"
#include "store/store_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct bytes {
    const char *from;
    size_t length;
} bytes;

static void check_text(const bytes *blob, const char *text)
{
    if (text && (text < blob->from || text + strlen(text) >= blob->from + blob->length))
        abort();
}

static ntm_rc check_row(void *context, const ntm_observation_row *row)
{
    const bytes *blob = context;
    const char *const texts[] = {row->unit,   row->field,    row->as_of, row->kind,
                                 row->value,  row->low,      row->high,  row->assessor,
                                 row->origin, row->evidence, row->note};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_text(blob, texts[i]);
    ntm_kind kind;
    ntm_value value;
    if (row->kind && ntm_store_kind_from_code(row->kind, &kind))
        ntm_store_value_read(kind, row->value, row->low, row->high, &value);
    return NTM_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes blob = {(const char *)data, size};
    ntm_rc rc = ntm_store_unpack(data, size, check_row, &blob);
    if (rc != NTM_OK && rc != NTM_EINPUT)
        abort();
    return 0;
}
