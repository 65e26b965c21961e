/* store/store_relatives.c - whose rows an evaluation of some units can need. */
#include <stdlib.h>

#include "store/store_read_priv.h"

static void want(bool *set, const ntm_dataset *d, const char *code)
{
    uint32_t number = ntm_names_find(d->strings, code);
    if (number != NTM_NO_NAME)
        set[number] = true;
}

bool ntm_store_wants(const bool *set, const ntm_dataset *d, const char *code)
{
    uint32_t number = code ? ntm_names_find(d->strings, code) : NTM_NO_NAME;
    return number != NTM_NO_NAME && set[number];
}

/* What a unit was made of counts for it: the predecessors of marked units, and theirs. */
static void want_predecessors(const ntm_dataset *d, bool *below, bool *above)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < d->nsuccessions; i++) {
            const ntm_succession *row = &d->successions[i];
            if (!ntm_store_wants(below, d, row->successor) ||
                ntm_store_wants(below, d, row->predecessor))
                continue;
            want(below, d, row->predecessor);
            want(above, d, row->predecessor);
            more = true;
        }
    }
}

/* Mark the codes whose rows are needed: in any version, for a frame may be of any day. */
bool *ntm_store_relatives(const ntm_dataset *d, const char *const *codes, size_t ncodes)
{
    uint32_t names = ntm_names_count(d->strings);
    bool *below = ntm_xcalloc(names + 1u, sizeof *below); /* with everything under them */
    bool *above = ntm_xcalloc(names + 1u, sizeof *above);
    for (size_t i = 0; i < ncodes; i++) {
        want(below, d, codes[i]);
        want(above, d, codes[i]);
    }
    want_predecessors(d, below, above);
    for (size_t i = 0; i < d->nunits; i++) { /* a commune sums up all its villages */
        const ntm_unit *unit = &d->units[i];
        if (unit->parent && ntm_store_wants(above, d, unit->code) &&
            (unit->level == NTM_LEVEL_VILLAGE || unit->level == NTM_LEVEL_PRODUCT))
            want(below, d, unit->parent);
    }
    for (int level = 0; level < NTM_LEVEL_COUNT; level++) /* no chain is longer */
        for (size_t i = 0; i < d->nunits; i++) {
            const ntm_unit *unit = &d->units[i];
            if (ntm_store_wants(below, d, unit->parent))
                want(below, d, unit->code);
            if (unit->parent && ntm_store_wants(above, d, unit->code))
                want(above, d, unit->parent);
        }
    for (uint32_t i = 0; i < names; i++)
        below[i] |= above[i];
    free(above);
    return below;
}
