/*
 * eval/evaluate_origin.h - which units rest on rows of our own making.
 *
 * A unit is illustrative when a chosen observation of it, of an ancestor or of a unit below, in a
 * field that the document or a decision it refers to reads there, has the origin "constructed",
 * or a title that it asks for has. That some branch did not look at the row does not count: a
 * verdict must not look more certain than it is.
 */
#ifndef NTM_EVAL_EVALUATE_ORIGIN_H
#define NTM_EVAL_EVALUATE_ORIGIN_H

#include "eval/world.h"

typedef struct ntm_origins ntm_origins;

/** Looks at all of the frame, and of the frames of the decisions that can be reached. */
ntm_origins *ntm_origins_new(const ntm_document *document, const ntm_frame *frame,
                             ntm_reach *reach);
void ntm_origins_free(ntm_origins *origins);
bool ntm_origins_constructed(const ntm_origins *origins, ntm_row row);

#endif
