/*
 * eval/explain.h - why: the derivation of an indicator or gate, leaf by leaf, from the exact walk.
 */
#ifndef NTM_EVAL_EXPLAIN_H
#define NTM_EVAL_EXPLAIN_H

#include "eval/exact.h"
#include "model/result.h"

typedef struct ntm_explainer ntm_explainer;

/**
 * @param out      where everything of the results is made
 * @param margins  also how much passing parts can lose
 */
ntm_explainer *ntm_explainer_new(ntm_exact *exact, ntm_arena *out, bool margins);
void ntm_explainer_free(ntm_explainer *explainer);   /**< NULL is allowed */
void ntm_explainer_forget(ntm_explainer *explainer); /**< with ntm_exact_forget() */

/** More missing facts than this in one part: which of them settles it alone is not asked. */
#define NTM_MAX_SETTLES 64u

/** Status, decided and parts. parts false: only what says where an error is. */
void ntm_explain_indicator(ntm_explainer *explainer, uint32_t indicator, ntm_row row, bool parts,
                           ntm_indicator_result *out);
void ntm_explain_gate(ntm_explainer *explainer, uint32_t gate, ntm_row row, ntm_gate_result *out);
/**
 * The facts that a node's value at a row rests on, below whatever it is made of: also what chose a
 * branch, which the parts of an indicator do not tell. Nodes that refer to another decision give none.
 * @param out  in the explainer's arena; at most 4096
 */
void ntm_explain_rests(ntm_explainer *explainer, ntm_ref ref, ntm_row row, const ntm_fact **out,
                       uint32_t *count_out);
/** What the zone of the unit rests on; field NULL: no zoning, or a computed scheme. */
ntm_fact ntm_explain_zone(ntm_explainer *explainer, ntm_row row);

#endif
