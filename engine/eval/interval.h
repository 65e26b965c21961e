/*
 * eval/interval.h - what a part can still become: the possible truths over every completion of what
 * is missing (docs/semantics.md 4).
 *
 * Each missing (or stale) field of each unit ranges over its `range`, each reported bound over the
 * bounds; first_known() ranges over all its arguments up to the first that is known, known() of
 * something missing may stay false. What is missing for good (a denominator of 0, no villages,
 * not_known) stays unknown. Fields that stand twice are taken as if they could differ, whole
 * numbers as reals, so that "open" may be said too often; anything else is never said wrongly.
 */
#ifndef NTM_EVAL_INTERVAL_H
#define NTM_EVAL_INTERVAL_H

#include "eval/exact.h"

typedef struct ntm_interval ntm_interval;

/** Works on the cells of the walk, which must outlive it. */
ntm_interval *ntm_interval_new(ntm_exact *exact);
void ntm_interval_free(ntm_interval *interval);   /**< NULL is allowed */
void ntm_interval_forget(ntm_interval *interval); /**< with ntm_exact_forget(), or a new probe */

/** A set of truths. */
typedef unsigned ntm_truths;
#define NTM_CAN_FAIL    1u
#define NTM_CAN_UNKNOWN 2u
#define NTM_CAN_PASS    4u
#define NTM_CAN_ERR     8u

/**
 * The possible truths of a node at a row; never empty.
 * @param wholes  parts stay within their wholes (part_of), at units where no known value denies it
 */
ntm_truths ntm_interval_truths(ntm_interval *interval, ntm_ref ref, ntm_row row, bool wholes);
/** Of a whole indicator: not applicable and met either way count as passing. */
ntm_truths ntm_interval_indicator(ntm_interval *interval, uint32_t indicator, ntm_row row,
                                  bool wholes);
/** Of a gate. */
ntm_truths ntm_interval_gate(ntm_interval *interval, uint32_t gate, ntm_row row, bool wholes);

ntm_decided ntm_decided_of(ntm_truths truths);
/**
 * Decided, first without part_of, then with it.
 * @param within_wholes_out  set when only part_of decides it
 */
ntm_decided ntm_interval_decided(ntm_interval *interval, ntm_ref ref, ntm_row row,
                                 bool *within_wholes_out);
ntm_decided ntm_interval_indicator_decided(ntm_interval *interval, uint32_t indicator, ntm_row row,
                                           bool *within_wholes_out);

#endif
