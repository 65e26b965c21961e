/*
 * eval/kernel.h - run a plan over the units of a frame: the statuses of every indicator as planes.
 *
 * A plane is a bitmap with one bit for each row. The status of an indicator is two bits, high and
 * low: fail 0, unknown 1, pass 2, not applicable 3; an error is a bit of its own and so is "either
 * way". Bits of rows handed over are in `hand` until ntm_kernel_hand_over() has them
 * decided; only then do the other planes say anything about these rows.
 *
 * The same rows give the same planes on every machine, for any batch size and however the rows are
 * divided over calls: no step depends on the width of a vector.
 */
#ifndef NTM_EVAL_KERNEL_H
#define NTM_EVAL_KERNEL_H

#include "eval/plan.h"
#include "model/status.h"

typedef struct ntm_status_planes {
    uint32_t indicators;
    ntm_row first; /**< row of the planes' first bit: may lie before the first row asked for */
    ntm_row from;  /**< rows asked for: from, from + 1, …, from + count - 1 */
    int32_t count;
    size_t words;                                     /**< 64-bit words of one plane */
    uint64_t *high, *low, *error, *either_way, *hand; /**< [indicator * words + word]; bits of rows
                                                           that were not asked for are 0 */
} ntm_status_planes;

/**
 * Evaluate the rows first … first + count - 1 of the document's level.
 * @param out  filled; ntm_status_planes_clear() frees what it holds
 *
 * Rows outside the level are a wrong call (asserted). Calls for disjoint rows may run in several
 * threads; each evaluates the children and parents that its rows look at.
 */
void ntm_kernel_run(const ntm_plan *plan, ntm_row first, int32_t count, ntm_status_planes *out);
void ntm_status_planes_clear(ntm_status_planes *planes);

/** Decide one indicator of one row: what ntm_exact_indicator_status() does. */
typedef ntm_status (*ntm_kernel_decide)(void *context, uint32_t indicator, ntm_row row,
                                        bool *either_way_out);

/**
 * Ask decide for every handed-over (row, indicator), row by row, rows rising, and write the answers
 * into the planes. Nothing is handed over afterwards.
 * @param row_done  called after the last indicator of each row that had some (to forget what an
 *                  exact walk remembers); may be NULL
 * @return how many were asked for
 */
size_t ntm_kernel_hand_over(ntm_status_planes *planes, ntm_kernel_decide decide,
                            void (*row_done)(void *context, ntm_row row), void *context);

/** How many (row, indicator) pairs are still handed over. */
size_t ntm_kernel_handed(const ntm_status_planes *planes);

/**
 * The statuses of one row, by indicator. Nothing of the row may still be handed over (asserted).
 * @param either_way_out  may be NULL
 */
void ntm_kernel_statuses(const ntm_status_planes *planes, ntm_row row, ntm_status *statuses_out,
                         bool *either_way_out);

#endif
