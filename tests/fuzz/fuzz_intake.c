/*
 * Fuzz the reading of data files, with a small dictionary and the units around Cẩm Ngọc.
 *
 * The first byte chooses the number style. All of a file is kept or none of it; what is refused is
 * said, with the file; a file that was taken is taken again with the same rows.
 */
#include <stdint.h>
#include <stdlib.h>

#include "intake/intake.h"
#include "support/commune.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t rows(const ntm_dataset *d)
{
    return d->nunits + d->nobservations + d->ntitles + d->nregistrations + d->nsuccessions +
           d->nappraisals;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ntm_dictionary *dictionary;
    static ntm_dataset *known;
    ntm_intake_options options;
    ntm_diags diags = {0};

    if (!dictionary) {
        dictionary = commune_dictionary();
        known = commune_units();
    }
    if (!size)
        return 0;
    ntm_intake_options_init(&options);
    options.known = known;
    options.numbers = (ntm_number_style)(data[0] % 3);
    options.as_of = data[0] & 4 ? 19722 : NTM_DATE_MIN;

    size_t kept[2];
    for (int round = 0; round < 2; round++) {
        ntm_dataset *into = ntm_dataset_new();
        ntm_intake_report report;
        ntm_rc rc = ntm_intake_read("fuzz.csv", (const char *)data + 1, size - 1, dictionary,
                                    &options, into, &report, &diags);
        kept[round] = rows(into);
        if (rc == NTM_OK ? report.errors > 0 : kept[round] > 0 || !diags.errors)
            abort();
        for (size_t i = 0; i < diags.count; i++)
            if (!diags.items[i].place.file || !*diags.items[i].message)
                abort();
        ntm_diags_clear(&diags);
        ntm_dataset_free(into);
    }
    if (kept[0] != kept[1])
        abort();
    ntm_intake_kind_of((const char *)data + 1, size - 1, dictionary);
    return 0;
}
