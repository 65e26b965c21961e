/*
 * intake/claims.h - the claims of a report, from CSV (docs/claims.md).
 *
 *   unit,what,value[,decision][,as_of][,line][,note]     in any order of columns
 *
 * Numbers and dates are read as in data files. What a data file refuses and a report may well
 * print, an amount of full length with "tỷ đồng" behind it, is read and remembered as a slip.
 */
#ifndef NTM_INTAKE_CLAIMS_H
#define NTM_INTAKE_CLAIMS_H

#include "intake/number.h"
#include "model/claim.h"

/**
 * @param bytes    the file; borrowed for the call
 * @param numbers  the style that was declared; NTM_NUMBERS_OPEN: it must follow from each cell
 * @param date     for the names of units in rows without a date
 * @param out      written on NTM_OK only; free with ntm_claims_free(). Fields are borrowed from
 *                 the dictionary
 * @return NTM_OK; NTM_EINPUT: a finding for each mistake
 */
ntm_rc ntm_claims_read(const char *path, const char *bytes, size_t length,
                       const ntm_dictionary *dictionary, const ntm_dataset *dataset,
                       ntm_number_style numbers, ntm_date date, ntm_claims **out, ntm_diags *diags);
void ntm_claims_free(ntm_claims *claims); /**< NULL is allowed */

#endif
