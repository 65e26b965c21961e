/* model/tri.c - truth arithmetic; the ordering in tri.h does the work. */
#include "model/tri.h"

ntm_tri ntm_tri_and(ntm_tri a, ntm_tri b) { return a < b ? a : b; }

ntm_tri ntm_tri_or(ntm_tri a, ntm_tri b) { return a > b ? a : b; }

ntm_tri ntm_tri_not(ntm_tri a) { return (ntm_tri)(NTM_PASS - a); }

/* With c unknown both outcomes are possible: PASS (c fails) and p; PASS is never the least. */
ntm_tri ntm_tri_if_any(ntm_tri c, ntm_tri p) { return c == NTM_FAIL ? NTM_PASS : p; }

ntm_tri ntm_tri_at_least_n(const ntm_tri *truths, unsigned count, unsigned n)
{
    unsigned passes = 0, unknowns = 0;

    for (unsigned i = 0; i < count; i++) {
        passes += truths[i] == NTM_PASS;
        unknowns += truths[i] == NTM_UNKNOWN;
    }
    if (passes >= n)
        return NTM_PASS;
    return passes + unknowns < n ? NTM_FAIL : NTM_UNKNOWN;
}
