/*
 * eval/score.h - points instead of criteria: parts, floors, bands (OCOP products and the like).
 *
 * An item's points are exact, or lie between two ends while something is missing; a part is the sum of
 * its items, at most its `max`; the score is the sum of the parts. A part that does not reach its
 * `floor`, or an item whose `excludes` holds, leaves the unit below every band. The band is decided
 * when it is the same at both ends.
 */
#ifndef NTM_EVAL_SCORE_H
#define NTM_EVAL_SCORE_H

#include "eval/exact.h"
#include "eval/explain.h"
#include "model/result.h"

/**
 * The score of a row, in the arena; NULL when the document is not scored.
 * @param explainer  for the facts of the items; NULL: none are told
 */
const ntm_score_result *ntm_score(ntm_exact *exact, ntm_explainer *explainer, ntm_row row,
                                  ntm_arena *arena);

/** Met: a band is decided; not met: none can be reached; else, and on an error, undecided. */
ntm_level_reached ntm_score_level(const ntm_score_result *score);

#endif
