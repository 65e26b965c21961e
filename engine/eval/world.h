/*
 * eval/world.h - the other decisions that a document refers to, on the date of one evaluation.
 *
 * `meets`, `meets_current` and `qualifies` evaluate another decision at the same unit. Its document
 * (consolidated on the date), a frame built for it from the same data and choice, and a walk
 * over it are made once and kept here. Decisions that refer to each other in a circle are found
 * before anything is evaluated, so that the answer does not depend on where one starts.
 */
#ifndef NTM_EVAL_WORLD_H
#define NTM_EVAL_WORLD_H

#include "eval/exact.h"

/** What one evaluation can reach; shared by the walks of all decisions in it. Not for threads. */
typedef struct ntm_reach ntm_reach;

/** Longest chain of decisions that refer to the next one. */
#define NTM_REACH_LENGTH 16

/** Borrows all three. world may be NULL. */
ntm_reach *ntm_reach_new(const ntm_document *document, const ntm_frame *frame,
                         const ntm_world *world);
void ntm_reach_free(ntm_reach *reach); /**< NULL is allowed */

/** A decision as it stands on the date. */
typedef struct ntm_reached {
    const ntm_document *document; /**< consolidated */
    const ntm_frame *frame;       /**< has every unit of the first frame */
    ntm_exact *exact;             /**< its walk */
} ntm_reached;

/**
 * The decision that a node of `from` (MEETS, MEETS_CURRENT or QUALIFIES) names.
 * @param from  the document of the reach, or one reached before
 * @param error_out  filled when NULL is returned: "not-in-force" or "cycle"; detail: the name
 */
const ntm_reached *ntm_reach_decision(ntm_reach *reach, const ntm_document *from,
                                      const ntm_node *node, ntm_exact_error *error_out);

/** Reach every decision that can be reached. */
void ntm_reach_all(ntm_reach *reach);
/** Calls each for every decision reached so far, in the order in which they were. */
void ntm_reach_each(const ntm_reach *reach, void (*each)(void *context, const ntm_reached *reached),
                    void *context);

#endif
