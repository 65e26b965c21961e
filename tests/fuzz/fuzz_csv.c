/*
 * Fuzz the CSV reader with bytes.
 *
 * Whatever the bytes are, reading ends; a row that is not damaged has as many cells as the first; every
 * cell lies inside the bytes; what is refused is said; and a second pass sees the same rows.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "format/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A digest of all cells, so that two passes can be compared. */
static uint64_t pass(ntm_csv *csv, size_t size, ntm_diags *diags)
{
    uint64_t digest = 1469598103934665603u;
    ntm_csv_row row;
    size_t width = 0;
    long last = 0;

    while (ntm_csv_next(csv, &row, diags)) {
        if (row.row <= last)
            abort();
        last = row.row;
        if (!width && !row.damaged)
            width = row.count;
        if (!row.damaged && row.count != width)
            abort();
        for (size_t i = 0; i < row.count; i++) {
            const ntm_csv_cell *cell = &row.cells[i];
            if (strlen(cell->text) != cell->length || cell->length > NTM_CSV_MAX_CELL ||
                cell->offset > size || ntm_csv_place(csv, cell).column < 1)
                abort();
            for (size_t k = 0; k <= cell->length; k++)
                digest = (digest ^ (unsigned char)cell->text[k]) * 1099511628211u;
        }
        digest = (digest ^ (uint64_t)row.damaged) * 1099511628211u;
    }
    return digest;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ntm_diags diags = {0};
    ntm_csv *csv = NULL;

    if (ntm_csv_open((const char *)data, size, "fuzz.csv", &csv, &diags) != NTM_OK) {
        if (!diags.errors)
            abort(); /* refused without a word */
    } else {
        uint64_t first = pass(csv, size, &diags);
        ntm_csv_rewind(csv);
        if (pass(csv, size, NULL) != first)
            abort();
        ntm_csv_set_delimiter(csv, ntm_csv_delimiter(csv) == ';' ? ',' : ';');
        pass(csv, size, NULL);
        ntm_csv_free(csv);
    }
    ntm_diags_clear(&diags);
    return 0;
}
