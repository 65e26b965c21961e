/*
 * eval/withdrawal.h - how far a unit is from losing its title: the lines of the rule, and the
 * criteria whose loss would reach them.
 */
#ifndef NTM_EVAL_WITHDRAWAL_H
#define NTM_EVAL_WITHDRAWAL_H

#include "eval/exact.h"
#include "model/result.h"

/** A rule that names more criteria than this is not asked for its distance. */
#define NTM_WITHDRAWAL_NAMED 8u

/**
 * The rules of withdrawal that apply to the unit at a row (a rule whose `applies` fails is left out).
 *
 * The distance is found by asking the rule itself with criteria assumed as lost. Criteria that the
 * rule names are tried one by one; the others only count, so it is enough to try how many.
 *
 * @param states  of the unit, by criterion
 * @param out     where the results are made
 */
const ntm_withdrawal_result *ntm_withdrawals(const ntm_exact *exact, ntm_row row,
                                             const ntm_level_reached *states, ntm_arena *out,
                                             uint32_t *count_out);

#endif
