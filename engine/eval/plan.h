/*
 * eval/plan.h - a document and a frame, compiled into a linear program over columns.
 *
 * One instruction for each distinct step of the indicators, in topological order, over batches of
 * rows; what a batch can't change is settled here: the year, the date, which column holds
 * which field at which level, thresholds as doubles, sums of constants. eval/kernel.h runs it.
 *
 * The program decides what doubles can decide. The rest it hands over, row by row, to the exact walk
 * (eval/exact.h): comparisons within the error bound, cells with reported bounds, and
 * operators that are not worth a vector loop (round, linear, first_of, meets, holds …).
 *
 * A plan is immutable and may be shared by threads; document and frame must outlive it.
 */
#ifndef NTM_EVAL_PLAN_H
#define NTM_EVAL_PLAN_H

#include <stdio.h>

#include "model/frame.h"

typedef struct ntm_plan ntm_plan;

/** @param frame  built for document. Any valid document has a plan. */
ntm_plan *ntm_plan_new(const ntm_document *document, const ntm_frame *frame);
void ntm_plan_free(ntm_plan *plan); /**< NULL is allowed */

/** Whether the indicator goes to the exact walk for every unit. */
bool ntm_plan_is_exact(const ntm_plan *plan, uint32_t indicator);

typedef struct ntm_plan_size {
    uint32_t instructions;    /**< of all segments */
    uint32_t segments;        /**< programs of one level of unit each */
    uint32_t planes, vectors; /**< registers: bitmaps and columns of doubles of one batch */
    int32_t batch;            /**< rows of a batch, a multiple of 64 */
} ntm_plan_size;

ntm_plan_size ntm_plan_measure(const ntm_plan *plan);

/** The program as text, one instruction a line: for people and tests. */
void ntm_plan_print(const ntm_plan *plan, FILE *out);

#endif
