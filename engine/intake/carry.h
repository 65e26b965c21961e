/*
 * intake/carry.h - the policy file: how figures pass to the unit that a merger made
 * (docs/units-through-time.md).
 *
 *   field,policy[,note]     in any order of columns; a field by code or label
 *
 * Policies: none, sum, all, any, latest, earliest, or their Vietnamese words.
 */
#ifndef NTM_INTAKE_CARRY_H
#define NTM_INTAKE_CARRY_H

#include "model/carry.h"

/**
 * @param path   for messages
 * @param bytes  the file; borrowed for the call
 * @param out    written on NTM_OK only; free with ntm_carry_free()
 * @return NTM_OK; NTM_EINPUT: a finding for each mistake, with file, row and column
 */
ntm_rc ntm_carry_read(const char *path, const char *bytes, size_t length,
                      const ntm_dictionary *dictionary, ntm_carry **out, ntm_diags *diags);

#endif
