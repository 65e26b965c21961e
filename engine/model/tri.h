/*
 * model/tri.h - the three-valued truth of strong Kleene logic.
 *
 * UNKNOWN means "data is missing", never "the program failed" (that is a status, model/status.h).
 * FAIL < UNKNOWN < PASS: and is the minimum, or the maximum, also over columns.
 */
#ifndef NTM_MODEL_TRI_H
#define NTM_MODEL_TRI_H

typedef enum ntm_tri { NTM_FAIL = 0, NTM_UNKNOWN = 1, NTM_PASS = 2 } ntm_tri;

ntm_tri ntm_tri_and(ntm_tri a, ntm_tri b);
ntm_tri ntm_tri_or(ntm_tri a, ntm_tri b);
ntm_tri ntm_tri_not(ntm_tri a); /**< swaps PASS and FAIL; UNKNOWN stays */
ntm_tri ntm_tri_if_any(
    ntm_tri c, ntm_tri p); /**< PASS where c fails, else p; c unknown: the least of the two */
/** PASS if n of count pass, FAIL if passes + unknowns < n, else UNKNOWN. */
ntm_tri ntm_tri_at_least_n(const ntm_tri *truths, unsigned count, unsigned n);

#endif
